"""Patterns that differ in how a task gets at what it needs: a public address, NAT, endpoints, IPv6."""

from topology.model import EgressOnlyInternetGateway, Topology

from .drawing import EVERYWHERE_IPV4, EVERYWHERE_IPV6, REGION, Drawing, allows, logical, to

IPV6 = "2600:1f18:100::/56"
ENDPOINTS = ("ecr.api", "ecr.dkr", "logs")
# The name of a private registry that has IPv6 addresses too.
# https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-requests.html
REGISTRY_DUAL_STACK = f"123456789012.dkr-ecr.{REGION}.on.aws"
OUT = to("igw", "gateway_id")
OUT_IPV6 = to("igw", "gateway_id", EVERYWHERE_IPV6)


def with_nat(*, ipv6: bool = False) -> Drawing:
    """A VPC of two zones: public subnets with a NAT gateway each, private ones that use the one of their zone."""
    drawing = Drawing().vpc("vpc", ipv6=IPV6 if ipv6 else None).internet_gateway("igw")
    also_out = (OUT_IPV6,) if ipv6 else ()
    for zone in "ab":
        drawing.subnet(f"public-{zone}", OUT, *also_out, ipv6=ipv6).nat(f"nat-{zone}", f"public-{zone}")
    also_private = (to("eigw", "egress_only_internet_gateway_id", EVERYWHERE_IPV6),) if ipv6 else ()
    for zone in "ab":
        drawing.subnet(f"private-{zone}", to(f"nat-{zone}", "nat_gateway_id"), *also_private, ipv6=ipv6)
    return drawing


def public_service() -> Topology:
    """Tasks with public addresses in public subnets."""
    drawing = Drawing().vpc("vpc").internet_gateway("igw").subnet("public-a", OUT).subnet("public-b", OUT)
    drawing.group("sg-web", "Tasks of the web service", allows(EVERYWHERE_IPV4, 8080))
    drawing.service("web", ("public-a", "public-b"), "sg-web", port=8080, assign_public_ip="ENABLED")
    return drawing.done()


def private_with_nat() -> Topology:
    """Tasks in private subnets that reach the internet through a NAT gateway in their own zone."""
    drawing = with_nat().group("sg-worker", "Tasks of the worker")
    return drawing.service("worker", ("private-a", "private-b"), "sg-worker").done()


def isolated_with_endpoints() -> Topology:
    """Tasks in a VPC without internet that reach AWS through endpoints."""
    subnets = ("isolated-a", "isolated-b")
    drawing = Drawing().vpc("vpc")
    for name in subnets:
        drawing.subnet(name)
    drawing.group("sg-worker", "Tasks of the worker")
    drawing.group("sg-endpoints", "Interface endpoints", allows("sg-worker", 443))
    for service in ENDPOINTS:
        drawing.endpoint(service, subnets, "sg-endpoints")
    return drawing.gateway_endpoint("s3", subnets).service("worker", subnets, "sg-worker").done()


def dual_stack() -> Topology:
    """Tasks with both families: NAT for IPv4, an egress-only internet gateway for IPv6."""
    drawing = with_nat(ipv6=True)
    drawing.add(EgressOnlyInternetGateway(id=logical("eigw"), name="eigw", vpc_id=drawing.here))
    drawing.group("sg-worker", "Tasks of the worker")
    return drawing.service("worker", ("private-a", "private-b"), "sg-worker").done()


def ipv6_only_with_nat64() -> Topology:
    """Tasks without an IPv4 address; what has none but IPv4 is reached by DNS64 and NAT64."""
    drawing = Drawing().vpc("vpc", ipv6=IPV6).internet_gateway("igw")
    drawing.add(EgressOnlyInternetGateway(id=logical("eigw"), name="eigw", vpc_id=drawing.here))
    for zone in "ab":
        drawing.subnet(f"public-{zone}", OUT, OUT_IPV6, ipv6=True).nat(f"nat-{zone}", f"public-{zone}")
    for zone in "ab":
        # The prefix that DNS64 answers with. https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-nat64-dns64.html
        translated = to(f"nat-{zone}", "nat_gateway_id", "64:ff9b::/96")
        direct = to("eigw", "egress_only_internet_gateway_id", EVERYWHERE_IPV6)
        drawing.subnet(f"ipv6-{zone}", translated, direct, ipv4=False, ipv6=True, enable_dns64=True)
    drawing.group("sg-worker", "Tasks of the worker")
    image = {"image": f"{REGISTRY_DUAL_STACK}/worker:1"}
    return drawing.service("worker", ("ipv6-a", "ipv6-b"), "sg-worker", container=image).done()
