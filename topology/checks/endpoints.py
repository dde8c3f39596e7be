"""Rules about how VPC endpoints are made."""

import re
from typing import NamedTuple

from ..fargate.names import asked_name
from ..fargate.zones import lead_of
from ..i18n import N_, _
from ..model import HostedZone, Subnet, Topology, Vpc, VpcEndpoint, Workload
from ..reachability.memory import indexed, pick, remembered
from ..reachability.routing import gateway_endpoints
from .places import both_dns_attributes, grouped, needed, service_needs, subnets_of, vpcs_of, workloads_by_vpc
from .registry import Findings, NotKnown, Severity, Undecided, Violation, also, rule

CREATE = "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html"
ECR = "https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html"
ECS = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html"

# Interface endpoints that a task's start, logs and Exec use, or AWS's own clients in it (ECS, ECR); they answer by private DNS.
BY_PRIVATE_DNS = frozenset(
    ["ecr.api", "ecr.dkr", "logs", "secretsmanager", "ssm", "ssmmessages", "kms", "sts", "monitoring", "elasticfilesystem",
     "ecs", "ecs-agent", "ecs-telemetry", "kinesis-firehose", "kinesis-streams"]
)  # fmt: skip
S3_INTERFACE = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html"
GATEWAYS = "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html"
BY_GATEWAY = frozenset(["s3", "dynamodb", "s3express"])  # GATEWAYS
ECS_ENDPOINTS = ("ecs", "ecs-agent", "ecs-telemetry")
_NAME = r"(?:cn\.)?com\.amazonaws\.(?P<region>[a-z]{2}(?:-[a-z]+)+-\d)\.(?P<service>[a-z0-9.-]+)\Z"


class Served(NamedTuple):
    """The AWS service that an endpoint is for, and its Region."""

    service: str
    region: str


def served_by(endpoint: VpcEndpoint) -> Served | None:
    """Which AWS service an endpoint is for; None for someone else's service, or where the name is not known."""
    match = re.match(_NAME, endpoint.service_name or "")
    return Served(match["service"], match["region"]) if match else None


@indexed
def _interfaces_by_vpc(topology: Topology) -> dict[str, tuple[VpcEndpoint, ...]]:
    return grouped((e.vpc_id, e) for e in topology.all(VpcEndpoint) if e.vpc_endpoint_type == "Interface")


def interfaces_of(topology: Topology, vpc_id: str | None) -> tuple[VpcEndpoint, ...]:
    """The interface endpoints of a VPC."""
    return pick(topology, _interfaces_by_vpc, vpc_id or "") or ()


@indexed
def _by_service(topology: Topology) -> dict[Served, tuple[VpcEndpoint, ...]]:
    """The interface endpoints by what they are for."""
    found: dict[Served, list[VpcEndpoint]] = {}
    for endpoint in topology.all(VpcEndpoint):
        served = served_by(endpoint) if endpoint.vpc_endpoint_type == "Interface" else None
        if served:
            found.setdefault(served, []).append(endpoint)
    return {served: tuple(held) for served, held in found.items()}


@indexed
def _led_to(topology: Topology) -> frozenset[str]:
    """The endpoints that records of hosted zones lead names to."""
    return frozenset(r.alias_target_id for z in topology.all(HostedZone) for r in z.record_sets if r.alias_target_id)


def _by_own_zone(topology: Topology, endpoint: VpcEndpoint, served: Served) -> bool | None:
    """Whether a hosted zone of the user's own leads the service's name to the endpoint, there or in other VPCs; None if unknown."""
    if endpoint.id in _led_to(topology):
        return True
    lead = lead_of(topology, endpoint.vpc_id or "", asked_name(served.service, served.region), "ipv4")
    if lead is None:
        return False
    return None if lead.doubt or lead.addresses else endpoint.id in lead.resources


@rule("EP002", "error", "reachability", N_("Interface endpoints have private DNS names"), ECR, VpcEndpoint)
def private_dns(topology: Topology, endpoint: VpcEndpoint) -> Findings:
    """Without private DNS, and without a hosted zone of the user's own that leads there, tasks ask for the public name and never use
    the endpoint.

    An error for `ecr.dkr` where the image pull has no other way; a warning elsewhere: the endpoint is there and unused.
    """
    served = served_by(endpoint) if endpoint.vpc_endpoint_type == "Interface" else None
    if served is None or served.service not in BY_PRIVATE_DNS or endpoint.private_dns_enabled:
        return
    by_own_zone = _by_own_zone(topology, endpoint, served)
    if by_own_zone:
        return
    if endpoint.private_dns_enabled is None or by_own_zone is None:
        yield Undecided(_("whether names lead to endpoint %s is not known") % endpoint.label)
        return
    broken = served.service == "ecr.dkr" and _pull_blocked(topology, endpoint)
    text = _("Private DNS of endpoint %(id)s (%(service)s) is off: tasks ask for the public name and do not use it.")
    values = {"id": endpoint.label, "service": served.service}
    severity: Severity = "error" if broken else "warning"
    fix = _("Set PrivateDnsEnabled to true.")
    yield Violation(endpoint.id, text % values, fix, "PRIVATE_DNS_DISABLED", severity)


def _pull_blocked(topology: Topology, endpoint: VpcEndpoint) -> bool:
    """Whether tasks in the endpoint's VPC cannot get at the registry for want of the endpoint's private DNS."""
    return any(
        b.cause == "PRIVATE_DNS_DISABLED"
        for workload in pick(topology, workloads_by_vpc, endpoint.vpc_id or "") or ()
        for p in needed(topology, workload, "ecr.dkr")
        for b in p.outcome.blockers
    )


@rule("EP003", "error", "configuration", N_("Private DNS needs both DNS attributes of the VPC"), CREATE, VpcEndpoint)
def dns_attributes(topology: Topology, endpoint: VpcEndpoint) -> Findings:
    """AWS makes an endpoint with private DNS only where enableDnsSupport and enableDnsHostnames of its VPC are on."""
    vpc = topology.get(Vpc, endpoint.vpc_id) if endpoint.private_dns_enabled else None
    if vpc and not both_dns_attributes(topology, vpc):
        text = _("Endpoint %(id)s has private DNS, but VPC %(vpc)s does not have both DNS attributes on.")
        fix = _("Turn on EnableDnsSupport and EnableDnsHostnames of the VPC.")
        yield Violation(endpoint.id, text % {"id": endpoint.label, "vpc": vpc.label}, fix)


@rule("EP005", "error", "configuration", N_("An interface endpoint has one subnet a zone"), CREATE, VpcEndpoint)
def one_subnet_a_zone(topology: Topology, endpoint: VpcEndpoint) -> Findings:
    """An interface endpoint takes one subnet an availability zone."""
    if endpoint.vpc_endpoint_type != "Interface":
        return
    zones = [s.zone for s in subnets_of(topology, endpoint.subnet_ids) if s.zone]
    for zone in sorted({z for z in zones if zones.count(z) > 1}):
        text = _("Endpoint %(id)s names two subnets in %(zone)s.") % {"id": endpoint.label, "zone": zone}
        yield Violation(endpoint.id, text, _("Keep one subnet a zone."))


@rule("EP009", "error", "configuration", N_("The endpoint's address type fits its subnets"), CREATE, VpcEndpoint)
def address_type(topology: Topology, endpoint: VpcEndpoint) -> Findings:
    """An `ipv6` interface endpoint stands in IPv6-only subnets, a `dualstack` one in subnets with both families, an `ipv4` one
    in subnets with IPv4."""
    if endpoint.vpc_endpoint_type != "Interface" or endpoint.ip_address_type in (None, "not-specified"):
        return
    for subnet in subnets_of(topology, endpoint.subnet_ids):
        if topology.is_unresolved(subnet.id, "cidr_block", "ipv6_cidr_block", "ipv6_native"):
            yield Undecided(_("the address families of subnet %s are not known") % subnet.label)
        elif not _fits(endpoint, subnet):
            text = _("Endpoint %(id)s has address type %(type)s, which subnet %(subnet)s does not fit.")
            values = {"id": endpoint.label, "type": endpoint.ip_address_type, "subnet": subnet.label}
            yield Violation(endpoint.id, text % values, _("Use ipv4, dualstack or ipv6 as its subnets have it."))


def _fits(endpoint: VpcEndpoint, subnet: Subnet) -> bool:
    if endpoint.ip_address_type == "ipv4":
        return not subnet.ipv6_native
    if endpoint.ip_address_type == "ipv6":
        return subnet.ipv6_native
    return bool(subnet.ipv6_cidr_block) and not subnet.ipv6_native


@rule("EP010", "warning", "reachability", N_("The three endpoints of Amazon ECS come together"), ECS, Vpc)
def ecs_endpoints(topology: Topology, vpc: Vpc) -> Findings:
    """Fargate needs no endpoint of Amazon ECS itself. A VPC that has one has all of `ecs`, `ecs-agent` and `ecs-telemetry`:
    otherwise the calls go to the public endpoint."""
    services = {s.service for e in interfaces_of(topology, vpc.id) if (s := served_by(e))}
    held = [s for s in ECS_ENDPOINTS if s in services]
    missing = [s for s in ECS_ENDPOINTS if s not in services]
    if held and missing:
        text = _("VPC %(vpc)s has an endpoint for %(held)s and none for %(missing)s.")
        values = {"vpc": vpc.label, "held": ", ".join(held), "missing": ", ".join(missing)}
        yield Violation(vpc.id, text % values, _("Make all three, or none: Fargate does not need them."))


@rule("EP011", "error", "reachability", N_("The endpoint is in the tasks' VPC and Region"), ECS, Workload)
def elsewhere(topology: Topology, workload: Workload) -> Findings:
    """A task uses an endpoint of its own VPC only: an error where it needs one and another VPC has it.

    An endpoint for a service of another Region is not used either (a warning): its private DNS names are that Region's. A gateway
    endpoint is made for its own Region only (an error); https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
    """
    own = tuple(v.id for v in vpcs_of(topology, workload))
    elsewhere = _only_elsewhere(topology, own) if own else {}
    if not elsewhere:
        return
    for service in dict.fromkeys(n.service for n in service_needs(topology, workload) if n.service in elsewhere):
        if any(p.outcome.verdict == "blocked" for p in needed(topology, workload, service or "")):
            endpoint = elsewhere[service or ""]
            text = _("%(id)s needs %(service)s, and its endpoint %(endpoint)s is in another VPC.")
            values = {"id": workload.label, "service": service, "endpoint": endpoint.label}
            yield Violation(endpoint.id, text % values, _("Make an endpoint in the tasks' own VPC."))


@remembered
def _only_elsewhere(topology: Topology, vpcs: tuple[str, ...]) -> dict[str, VpcEndpoint]:
    """The services of these VPCs' Region that have an interface endpoint in other VPCs than these only, with the first of them."""
    return {
        served.service: held[0]
        for served, held in _by_service(topology).items()
        if served.region == topology.region_of(vpcs[0]) and not any(e.vpc_id in vpcs for e in held)
    }


@also("EP011", VpcEndpoint)
def other_region(topology: Topology, endpoint: VpcEndpoint) -> Findings:
    """An endpoint for a service of another Region."""
    served, gateway = served_by(endpoint), endpoint.vpc_endpoint_type == "Gateway"
    if served is None or served.region == topology.region_of(endpoint.vpc_id):
        return
    if endpoint.service_region is not None and not gateway:
        return
    if _every_one_abroad(topology):
        because = _("every endpoint is for %s: the design's Region may be that one")
        raise NotKnown(because % _every_one_abroad(topology))
    text = _("Endpoint %(id)s is for %(service)s of %(region)s, not of its VPC's Region.")
    values = {"id": endpoint.label, "service": served.service, "region": served.region}
    severity: Severity = "error" if gateway else "warning"
    yield Violation(endpoint.id, text % values, _("Name the service of its own Region."), None, severity)


@indexed
def _every_one_abroad(topology: Topology) -> str | None:
    """Another Region, where every endpoint is for one: the first such."""
    named = [(e, s) for e in topology.all(VpcEndpoint) if (s := served_by(e))]
    abroad = [s.region for e, s in named if s.region != topology.region_of(e.vpc_id) and e.service_region is None]
    return abroad[0] if abroad and len(abroad) == len(named) else None


@rule("EP012", "info", "configuration", N_("The endpoint's security groups are named"), CREATE, VpcEndpoint)
def groups_named(topology: Topology, endpoint: VpcEndpoint) -> Findings:
    """Without security groups, an interface endpoint has the default group of its VPC, which lets in its own members only."""
    if endpoint.vpc_endpoint_type != "Interface" or endpoint.security_group_ids:
        return
    if not topology.is_unresolved(endpoint.id, "security_group_ids"):
        text = _("Endpoint %s names no security group: the default group of the VPC applies.")
        yield Violation(endpoint.id, text % endpoint.label, _("Name a group that lets in TCP 443 from the tasks."))


@rule("EP014", "warning", "reachability", N_("The endpoint has an interface in the tasks' zone"), CREATE, VpcEndpoint)
def same_zone(topology: Topology, endpoint: VpcEndpoint) -> Findings:
    """An endpoint without a subnet in a task's zone works from another one: it costs traffic between zones, and couples them."""
    if endpoint.vpc_endpoint_type != "Interface":
        return
    held = {s.zone for s in subnets_of(topology, endpoint.subnet_ids)}
    unsure = topology.is_unresolved(endpoint.id, "subnet_ids") or None in held or not held
    zones = _zones_of_users(topology, endpoint, set() if unsure else held)
    if zones and unsure:
        yield Undecided(_("the zones of endpoint %s are not all known") % endpoint.label)
    elif zones:
        text = _("Endpoint %(id)s has no subnet in %(zones)s, where tasks use it.")
        values = {"id": endpoint.label, "zones": ", ".join(sorted(zones))}
        yield Violation(endpoint.id, text % values, _("Add a subnet in that zone."), "ENDPOINT_NOT_IN_AZ")


def _zones_of_users(topology: Topology, endpoint: VpcEndpoint, besides: set[str | None]) -> set[str]:
    """The zones, besides these, in which workloads of the endpoint's VPC stand that need its service."""
    served = served_by(endpoint)
    found: set[str] = set()
    for zones, workloads in (pick(topology, _workloads_by_zones, endpoint.vpc_id or "") or ()) if served else ():
        if not zones <= found | besides and any(
            n.service == served.service for w in workloads for n in service_needs(topology, w) if served
        ):
            found |= zones - besides
    return found


@indexed
def _workloads_by_zones(topology: Topology) -> dict[str, tuple[tuple[frozenset[str], tuple[Workload, ...]], ...]]:
    """The workloads that stand in each VPC, those together that stand in the same of its zones."""
    found: dict[str, tuple[tuple[frozenset[str], tuple[Workload, ...]], ...]] = {}
    for vpc_id, workloads in workloads_by_vpc(topology).items():
        together: dict[frozenset[str], list[Workload]] = {}
        for workload in workloads:
            held = subnets_of(topology, workload.subnets)
            zones = frozenset(s.zone for s in held if s.vpc_id == vpc_id and s.zone)
            together.setdefault(zones, []).append(workload)
        found[vpc_id] = tuple((zones, tuple(held)) for zones, held in together.items())
    return found


@rule(
    "EP015",
    "error",
    "configuration",
    N_("Private DNS of an S3 interface endpoint goes with a gateway endpoint"),
    S3_INTERFACE,
    VpcEndpoint,
)
def s3_private_dns(topology: Topology, endpoint: VpcEndpoint) -> Findings:
    """An interface endpoint for Amazon S3 with private DNS serves the resolver's inbound endpoints alone unless it says otherwise
    (`PrivateDnsOnlyForInboundResolverEndpoint`), and AWS makes it so only in a VPC that has a gateway endpoint for S3."""
    served = served_by(endpoint) if endpoint.vpc_endpoint_type == "Interface" else None
    if served is None or served.service != "s3" or not endpoint.private_dns_enabled:
        return
    only = endpoint.private_dns_only_for_inbound_resolver_endpoint is not False
    if only and not any(s.service == "s3" for e in gateway_endpoints(topology, endpoint.vpc_id) if (s := served_by(e))):
        text = _(
            "S3 interface endpoint %s has private DNS for inbound resolver endpoints only, and its VPC no S3 gateway endpoint."
        )
        fix = _("Add a gateway endpoint for S3, or set PrivateDnsOnlyForInboundResolverEndpoint to false.")
        yield Violation(endpoint.id, text % endpoint.label, fix)


@rule("EP016", "error", "configuration", N_("A gateway endpoint is for Amazon S3 or DynamoDB"), GATEWAYS, VpcEndpoint)
def gateway_service(topology: Topology, endpoint: VpcEndpoint) -> Findings:
    """Gateway endpoints exist for Amazon S3 and Amazon DynamoDB; every other service takes an interface endpoint."""
    served = served_by(endpoint) if endpoint.vpc_endpoint_type == "Gateway" else None
    if served and served.service not in BY_GATEWAY:
        text = _("Endpoint %(id)s for %(service)s is a gateway endpoint, which that service does not have.")
        values = {"id": endpoint.label, "service": served.service}
        yield Violation(
            endpoint.id, text % values, _("Set VpcEndpointType to Interface, with subnets and security groups.")
        )
