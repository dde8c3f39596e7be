"""How a task reaches an AWS service: what the name resolves to in its VPC, and whether it gets there.

https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html (one interface serves every zone of the
VPC; private DNS overrides the public name), https://docs.aws.amazon.com/vpc/latest/userguide/vpc-dns.html,
https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html.
"""

from ..addresses import NOTHING, Family, IntSet, addresses_of
from ..i18n import _
from ..model import Topology, Vpc, VpcEndpoint
from ..reachability import Blocker, Hop, Named, Outcome, Outside, Position, either_reading, every, internet, walk
from ..reachability.lookup import where
from ..reachability.memory import indexed, remembered
from ..reachability.positions import in_subnet, without_ipv6
from ..reachability.routing import prefix_list_of
from ..traffic import TCP
from .policies import by_policy
from .resolver import custom_resolvers, dns_attributes, resolves

WITH_GATEWAY_ENDPOINT = ("s3", "dynamodb")
HTTPS = 443


def service_name(service: str, region: str) -> str:
    """The endpoint service's name: `com.amazonaws.us-east-1.ecr.api`."""
    prefix = (
        "cn.com.amazonaws" if region.startswith("cn-") and service not in WITH_GATEWAY_ENDPOINT else "com.amazonaws"
    )
    return f"{prefix}.{region}.{service}"


def serves(endpoint: VpcEndpoint, service: str, region: str) -> bool:
    """Whether an endpoint is for this service of this Region."""
    name = endpoint.service_name or ""
    return name in (f"com.amazonaws.{region}.{service}", f"cn.com.amazonaws.{region}.{service}")


def interface_endpoints(topology: Topology, vpc_id: str | None, service: str) -> list[VpcEndpoint]:
    """The interface endpoints of a VPC for a service of its Region."""
    here = where(topology, VpcEndpoint, "vpc_id", vpc_id)
    home = topology.region_of(vpc_id)
    return [e for e in here if e.vpc_endpoint_type == "Interface" and serves(e, service, home)]


def endpoint_positions(topology: Topology, endpoint: VpcEndpoint) -> list[Position]:
    """An interface endpoint's network interfaces, one a subnet. They have IPv6 addresses only where its type says so."""
    positions = [
        in_subnet(
            topology, subnet, owner=endpoint.id, kind="endpoint", groups=endpoint.security_group_ids,
            groups_open=topology.is_unresolved(endpoint.id, "security_group_ids"),
        )
        for subnet in endpoint.subnet_ids
    ]  # fmt: skip
    if endpoint.ip_address_type in ("ipv6", "dualstack"):
        return positions if endpoint.ip_address_type == "dualstack" else [p._replace(ipv4=NOTHING) for p in positions]
    return [without_ipv6(p) for p in positions]


@remembered
def public_side(topology: Topology, service: str, family: Family, region: str, home: str) -> Outside:
    """The service's public addresses, as who stands in Region `home` sees them: one unknown part of the internet's, nameable by a prefix
    list for S3 and DynamoDB of that Region.

    Where the input holds that list's entries, they are the addresses.
    """
    name = service_name(service, region)
    named = Named(name) if region == home else None
    held = prefix_list_of(topology, name) if named and service in WITH_GATEWAY_ENDPOINT else None
    addresses = (addresses_of(held.entries, family) if held else NOTHING) or internet(topology, family)
    return Outside(name, addresses, exact=False, named=named, external=region != home)


def reach_by_aws_dns(
    topology: Topology, source: Position, service: str, family: Family, region: str | None = None, port: int = HTTPS,
    layers: bool = True,
) -> Outcome:  # fmt: skip
    """Whether a task reaches an AWS service from its position on this port (TCP), by an endpoint with private DNS or by public
    addresses: where the service's name leads as long as no hosted zone of the user's own holds it.

    `layers`: a call of Amazon S3 is for the image layers of Amazon ECR, whose bucket an endpoint policy has to allow.
    """
    vpc = topology.get(Vpc, source.vpc)
    if vpc is None:
        return Outcome.unknown(
            source.doubts[0] if source.doubts else _("the VPC is not known"), source.owner, source.kind
        )
    names = resolves(topology, source, family)
    if names.verdict == "blocked":
        return names
    home = topology.region_of(vpc.id)
    there = region or home
    protocols, ports = IntSet.single(TCP), IntSet.single(port)
    endpoints = interface_endpoints(topology, vpc.id, service) if there == home else []
    named = next((e for e in endpoints if e.private_dns_enabled is not False), None)
    if named is not None and names.verdict == "reachable" and _answers_alone(topology, named, service, vpc, family):
        private = private_side(topology, source, named, family, protocols, ports)
        return by_policy(topology, named, service, private)
    public = Outcome.of(
        walk(topology, source, public_side(topology, service, family, there, home), family, protocols, ports)
    )
    gateway = next(
        (e for h in public.path if (e := topology.get(VpcEndpoint, h.resource)) and h.action == "carries"), None
    )
    if gateway:
        public = by_policy(topology, gateway, service, public, layers=layers)
    outcome = public
    for endpoint in endpoints:
        outcome = _by_endpoint(topology, source, endpoint, vpc, family, protocols, ports, public, service)
        if endpoint.private_dns_enabled is not False:
            break
    if there == home and named is None:
        outcome = _with_open_endpoints(topology, source, service, vpc, family, protocols, ports, outcome)
    if names.verdict == "unknown" and not custom_resolvers(vpc):
        return (
            either_reading(outcome, Outcome.unknown(names.doubts[0]), names.doubts[0])
            if outcome.verdict != "blocked"
            else outcome
        )
    if names.verdict == "unknown" and endpoints:
        return either_reading(outcome, public, names.doubts[0])
    return outcome


def _with_open_endpoints(
    topology: Topology, source: Position, service: str, vpc: Vpc, family: Family, protocols: IntSet, ports: IntSet, outcome: Outcome
) -> Outcome:  # fmt: skip
    """The outcome, unless an endpoint whose service, type or VPC is not known may be for this service and decide otherwise."""
    for id, is_open in _open_endpoints(topology):
        endpoint = topology.get(VpcEndpoint, id)
        if endpoint is None:
            continue
        here = endpoint.vpc_id == vpc.id or "vpc_id" in is_open
        same = serves(endpoint, service, topology.region_of(vpc.id)) or "service_name" in is_open
        if not here or not same:
            continue
        doubt = _("which service, type or VPC endpoint %s is of is not known, and it decides") % endpoint.label
        if endpoint.vpc_endpoint_type == "Gateway" and "vpc_endpoint_type" not in is_open:
            other = Outcome("reachable") if service in WITH_GATEWAY_ENDPOINT else outcome
        else:
            other = private_side(topology, source, endpoint, family, protocols, ports)
        outcome = either_reading(outcome, other, doubt)
    return outcome


@indexed
def _open_endpoints(topology: Topology) -> tuple[tuple[str, frozenset[str]], ...]:
    """The endpoints of which the input does not say the service, the type or the VPC, and what of these."""
    fields = ("service_name", "vpc_endpoint_type", "vpc_id")
    found = ((e.id, frozenset(f for f in fields if topology.is_unresolved(e.id, f))) for e in topology.all(VpcEndpoint))
    return tuple((id, is_open) for id, is_open in found if is_open)


def _answers_alone(topology: Topology, endpoint: VpcEndpoint, service: str, vpc: Vpc, family: Family) -> bool:
    """Whether the service's public name leads to this endpoint for sure, so that the public addresses do not matter."""
    if service == "s3" and endpoint.private_dns_only_for_inbound_resolver_endpoint is not False:
        return False
    if family == "ipv6" and endpoint.ip_address_type not in ("ipv6", "dualstack"):
        return False
    return endpoint.private_dns_enabled is True and dns_attributes(topology, vpc) is True


def _by_endpoint(
    topology: Topology, source: Position, endpoint: VpcEndpoint, vpc: Vpc, family: Family, protocols: IntSet, ports: IntSet,
    public: Outcome, service: str,
) -> Outcome:  # fmt: skip
    """The outcome where a VPC has an interface endpoint for the service: its private DNS name takes the place of the public one."""
    private = private_side(topology, source, endpoint, family, protocols, ports)
    if service == "s3" and endpoint.private_dns_only_for_inbound_resolver_endpoint is not False:
        return public  # requests from the VPC keep to the gateway endpoint, or the public addresses
    if family == "ipv6" and endpoint.ip_address_type not in ("ipv6", "dualstack"):
        return public
    blocker: Blocker
    private = by_policy(topology, endpoint, service, private)
    attributes = dns_attributes(topology, vpc)
    if endpoint.private_dns_enabled is not False and attributes is None:
        return either_reading(
            private, public, _("whether the DNS attributes of VPC %s are on is not known, and it decides") % vpc.label
        )
    if endpoint.private_dns_enabled is None:
        return either_reading(
            private if attributes else public, public,
            _("whether %s has private DNS is not said, and it decides") % endpoint.label,
        )  # fmt: skip
    if endpoint.private_dns_enabled and attributes:
        return private
    if public.verdict != "blocked":
        return public
    if endpoint.private_dns_enabled:
        blocker = Blocker(
            "VPC_DNS_DISABLED", vpc.id,
            _("Private DNS of %(endpoint)s needs enableDnsSupport and enableDnsHostnames of VPC %(vpc)s.")
            % {"endpoint": endpoint.label, "vpc": vpc.label},
        )  # fmt: skip
    else:
        blocker = Blocker(
            "PRIVATE_DNS_DISABLED", endpoint.id,
            _("Endpoint %s has no private DNS name: tasks ask for the public name and never use it.") % endpoint.label,
        )  # fmt: skip
    path = (*public.path[:-1], Hop(blocker.resource, "vpc-endpoint", "blocks", blocker.message))
    return Outcome("blocked", path, (), (blocker, *(b for b in private.blockers if b != blocker)))


def private_side(
    topology: Topology, source: Position, endpoint: VpcEndpoint, family: Family, protocols: IntSet, ports: IntSet
) -> Outcome:
    positions = endpoint_positions(topology, endpoint)
    if topology.is_unresolved(endpoint.id, "subnet_ids") or any(p.doubts for p in positions):
        return Outcome.unknown(
            _("the subnets of endpoint %s are not all known") % endpoint.label, endpoint.id, "vpc-endpoint"
        )
    if not positions:
        return Outcome.blocked(
            Blocker(
                "ENDPOINT_NOT_IN_AZ",
                endpoint.id,
                _("Endpoint %s has no subnet, so no network interface.") % endpoint.label,
            )
        )
    return every(Outcome.of(walk(topology, source, p, family, protocols, ports)) for p in positions)
