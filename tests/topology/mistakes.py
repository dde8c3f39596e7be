"""A design that works, and the common mistakes that break it."""

from collections.abc import Callable
from typing import Any

from topology.model import (
    EgressOnlyInternetGateway,
    Ipv6CidrBlockAssociation,
    Route,
    RouteTable,
    TransitGateway,
    TransitGatewayAttachment,
)

from .builders import Network, entry, network, record, rule

Break = Callable[[Network], Network]


def design() -> Network:
    """A design that works: `web` in public subnets behind a load balancer, `api` behind NAT with a file system, `job` isolated."""
    made = network().vpc().subnet("pub-a", public=True).subnet("pub-b", "b", public=True).nat("nat", "pub-a")
    made.subnet("a", nat="nat").subnet("b", "b", nat="nat").subnet("data-a").subnet("data-b", "b")
    made.group("lb-group", [rule(port=80)]).group("web-group", [rule("lb-group", 8080)]).group("api-group").group(
        "job-group"
    )
    made.group("db-group", [rule("api-group", 5432)]).group("fs-group", [rule("api-group", 2049)])
    made.group("endpoint-group", [rule("job-group", 443), rule("10.0.0.0/16", 443)])
    made.service("web", ["pub-a", "pub-b"], ["web-group"], public_ip=True, logs=True, image="nginx")
    made.load_balancer("lb", ["pub-a", "pub-b"], ["lb-group"], service="web")
    made.service("api", ["a", "b"], ["api-group"], logs=True, image="ghcr.io/acme/api").file_system(
        "fs", ["a", "b"], ["fs-group"], mounted_by="api"
    )
    made.database("db", ["data-a", "data-b"], ["db-group"]).connection("api", "db", 5432)
    made.service("job", ["data-a", "data-b"], ["job-group"], logs=True)
    for service in ("ecr.api", "ecr.dkr", "logs"):
        made.interface_endpoint(service, ["data-a", "data-b"], ["endpoint-group"])
    return made.gateway_endpoint("s3", ["data-a", "data-b"])


def change(id: str, **fields: Any) -> Break:
    return lambda made: made.change(id, **fields)


def without(*ids: str) -> Break:
    def apply_(made: Network) -> Network:
        for id in ids:
            made.resources.pop(id, None)
        return made

    return apply_


def deny(subnets: list[str], *, egress: bool) -> Break:
    ours, theirs = entry(100, "allow", egress=not egress), entry(100, "deny", ports=(0, 65535), egress=egress)
    return lambda made: made.acl("acl", subnets, ours, theirs, entry(200, "allow", egress=egress))


def dead(made: Network, subnet: str, destination: str = "0.0.0.0/0", **target: str) -> Network:
    """The subnet's route to this destination leads to what does not exist."""
    table = made.resources[f"rtb-{subnet}"]
    assert isinstance(table, RouteTable)
    rest = [r for r in table.routes if r.destination != destination]
    return made.change(table.id, routes=(*rest, Route(destination_cidr_block=destination, state="blackhole", **target)))


def far_database(made: Network) -> Network:
    """A database `far` in another VPC, to which `api` connects."""
    made.vpc("far-vpc", "10.9.0.0/16").subnet("far-a").group("far-group", [rule("10.0.0.0/16", 5432)])
    return made.database("far", ["far-a"], ["far-group"]).connection("api", "far", 5432)


def peered(made: Network) -> Network:
    made = far_database(made).peering("peering", "vpc", "far-vpc").route("far-a", "10.0.0.0/16", "peering")
    return made.route("a", "10.9.0.0/16", "peering").route("b", "10.9.0.0/16", "peering")


def joined(made: Network) -> Network:
    made = far_database(made).add(
        TransitGateway(id="tgw"),
        TransitGatewayAttachment(id="attachment", transit_gateway_id="tgw", vpc_id="vpc", subnet_ids=("a", "b")),
        TransitGatewayAttachment(
            id="far-attachment", transit_gateway_id="tgw", vpc_id="far-vpc", subnet_ids=("far-a",)
        ),
    )
    made.route("far-a", "10.0.0.0/16", "tgw")
    return made.route("a", "10.9.0.0/16", "tgw").route("b", "10.9.0.0/16", "tgw")


def dual_stack(made: Network, **settings: str) -> Network:
    """`api` in dual-stack subnets with an egress-only gateway, and a host with an IPv6 address that it connects to."""
    made.account_settings.update(settings)
    made.change("vpc", ipv6_cidr_block_associations=(Ipv6CidrBlockAssociation(ipv6_cidr_block="2600:1f18:1::/56"),))
    made.add(EgressOnlyInternetGateway(id="eigw", vpc_id="vpc"))
    for n, subnet in enumerate(("a", "b")):
        made.change(subnet, ipv6_cidr_block=f"2600:1f18:1:{n}::/64", assign_ipv6_address_on_creation=True).route(
            subnet, "::/0", "eigw"
        )
    return made.external_host("v6", "2001:db8::7").connection("api", "v6", 443)


# What is broken, and a flow that it breaks: (workload, flow, destination)
MISTAKES: dict[str, tuple[Break, tuple[str, str, str]]] = {
    "the tasks have no public address": (change("web", assign_public_ip="DISABLED"), ("web", "image-pull", "registry-1.docker.io")),
    "the private subnets have no default route": (
        lambda made: made.change("rtb-a", routes=()).change("rtb-b", routes=()), ("api", "image-pull", "ghcr.io"),
    ),
    "one of the private subnets has no default route": (change("rtb-b", routes=()), ("api", "image-pull", "ghcr.io")),
    "the NAT gateway stands in a private subnet": (change("nat", subnet_id="data-a"), ("api", "image-pull", "ghcr.io")),
    "the internet gateway is not attached": (change("igw-vpc", vpc_id=None), ("web", "image-pull", "registry-1.docker.io")),
    "an interface endpoint is missing": (without("logs-endpoint"), ("job", "logs", "logs")),
    "two interface endpoints are missing": (without("logs-endpoint", "ecr.api-endpoint"), ("job", "logs", "logs")),
    "the gateway endpoint is missing": (without("s3-endpoint"), ("job", "image-pull", "s3")),
    "the gateway endpoint is in no route table": (change("s3-endpoint", route_table_ids=()), ("job", "image-pull", "s3")),
    "the endpoints have no private DNS": (change("logs-endpoint", private_dns_enabled=False), ("job", "logs", "logs")),
    "a hosted zone holds the names of the Region without a record for the service": (
        lambda made: made.zone("us-east-1.amazonaws.com", "vpc", *(
            record(f"{n}.us-east-1.amazonaws.com", f"{e}-endpoint") for n, e in (("api.ecr", "ecr.api"), ("*.dkr.ecr", "ecr.dkr"))
        ), record("*.s3.us-east-1.amazonaws.com", "52.216.0.1")).change("logs-endpoint", private_dns_enabled=False),
        ("job", "logs", "logs"),
    ),
    "the VPC gives no DNS host names": (change("vpc", enable_dns_hostnames=False), ("job", "logs", "logs")),
    "the group of the endpoints lets nobody in": (change("endpoint-group", security_group_ingress=()), ("job", "logs", "logs")),
    "the group of the tasks lets nothing out": (change("job-group", security_group_egress=()), ("job", "logs", "logs")),
    "the group of the tasks lets the load balancer not in": (change("web-group", security_group_ingress=()), ("web", "lb-to-task", "web")),
    "the group of the load balancer lets nothing out": (change("lb-group", security_group_egress=()), ("web", "lb-to-task", "web")),
    "the health check is on a port that nothing lets in": (change("lb-targets", health_check_port="8081"), ("web", "lb-to-task", "web")),
    "the load balancer is not enabled in a zone": (change("lb", subnets=("pub-a",)), ("web", "lb-to-task", "web")),
    "a zone has no mount target": (without("fs-b"), ("api", "efs", "fs")),
    "the group of the file system lets nobody in": (change("fs-group", security_group_ingress=()), ("api", "efs", "fs")),
    "the group of the database lets nobody in": (change("db-group", security_group_ingress=()), ("api", "application", "db")),
    "the platform version mounts no file system": (change("api", platform_version="1.3.0"), ("api", "efs", "fs")),
    "the private subnets route to a NAT gateway that is gone": (
        lambda made: dead(dead(made, "a", nat_gateway_id="nat"), "b", nat_gateway_id="nat"), ("api", "image-pull", "ghcr.io"),
    ),
    "the only NAT gateway is gone and its routes are left": (
        lambda made: without("nat")(dead(dead(made, "a"), "b")), ("api", "image-pull", "ghcr.io"),
    ),
    "the route to the peered VPC is a blackhole": (
        lambda made: dead(dead(peered(made), "a", "10.9.0.0/16"), "b", "10.9.0.0/16"), ("api", "application", "far"),
    ),
    "the VPC on the other side is not attached to the transit gateway": (
        lambda made: without("far-attachment")(joined(made)), ("api", "application", "far"),
    ),
    "nothing listens on the load balancer's port that is asked for": (
        lambda made: made.connection("api", "lb", 81), ("api", "application", "lb"),
    ),
    "nobody is registered with the load balancer": (
        lambda made: made.group("late-group", [rule("inner-group", 9090)]).service("late", ["pub-a", "pub-b"], ["late-group"], port=9090, public_ip=True)
        .group("inner-group", [rule("api-group", 80)])
        .load_balancer("inner", ["pub-a", "pub-b"], ["inner-group"], port=9090, scheme="internal").connection("api", "inner", 80),
        ("api", "application", "inner"),
    ),
    "the tasks have no IPv6 address for a host that has nothing else": (
        lambda made: made.external_host("v6", "2001:db8::7").connection("api", "v6", 443), ("api", "application", "v6"),
    ),
    "the account gives no IPv6 addresses": (
        lambda made: dual_stack(made, dualStackIPv6="disabled"), ("api", "application", "v6"),
    ),
    "the policy of an endpoint allows something else": (
        change("logs-endpoint", policy_document={"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "logs:GetLogEvents", "Resource": "*"}]}),
        ("job", "logs", "logs"),
    ),
    "the ACL lets the tasks not out": (deny(["a", "b"], egress=True), ("api", "image-pull", "ghcr.io")),
    "the ACL lets no reply in": (deny(["a", "b"], egress=False), ("api", "image-pull", "ghcr.io")),
}  # fmt: skip
