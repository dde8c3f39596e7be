"""Rules about how VPC endpoints are made."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from ..i18n import N_, _
from ..model import OpaqueResource, Subnet, Topology, Vpc, VpcEndpoint
from ..reachability.memory import remembered
from .places import needed, service_needs, subnets_of, vpcs_of
from .registry import Findings, Severity, Undecided, Violation, rule

CREATE = "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html"
ECR = "https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html"
ECS = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html"

# Interface endpoints that a task's start, logs and Exec use, or AWS's own clients in it (ECS, ECR); they answer by private DNS.
BY_PRIVATE_DNS = frozenset(
    ["ecr.api", "ecr.dkr", "logs", "secretsmanager", "ssm", "ssmmessages", "kms", "sts", "monitoring", "elasticfilesystem",
     "ecs", "ecs-agent", "ecs-telemetry", "kinesis-firehose", "kinesis-streams"]
)  # fmt: skip
ECS_ENDPOINTS = ("ecs", "ecs-agent", "ecs-telemetry")
_NAME = re.compile(r"(?:cn\.)?com\.amazonaws\.(?P<region>[a-z]{2}(?:-[a-z]+)+-\d)\.(?P<service>[a-z0-9.-]+)\Z")


class Served(NamedTuple):
    """The AWS service that an endpoint is for, and its Region."""

    service: str
    region: str


def served_by(endpoint: VpcEndpoint) -> Served | None:
    """Which AWS service an endpoint is for; None for someone else's service, or where the name is not known."""
    match = _NAME.match(endpoint.service_name or "")
    return Served(match["service"], match["region"]) if match else None


def interfaces(topology: Topology) -> Iterator[VpcEndpoint]:
    """The interface endpoints."""
    return (e for e in topology.all(VpcEndpoint) if e.vpc_endpoint_type == "Interface")


@remembered
def _by_service(topology: Topology) -> dict[Served, list[VpcEndpoint]]:
    """The interface endpoints by what they are for."""
    found: dict[Served, list[VpcEndpoint]] = {}
    for endpoint in interfaces(topology):
        served = served_by(endpoint)
        if served:
            found.setdefault(served, []).append(endpoint)
    return found


@remembered
def _by_vpc(topology: Topology) -> dict[str | None, list[tuple[VpcEndpoint, str]]]:
    """The interface endpoints of each VPC, each with the AWS service that it is for."""
    found: dict[str | None, list[tuple[VpcEndpoint, str]]] = {}
    for served, endpoints in _by_service(topology).items():
        for endpoint in endpoints:
            found.setdefault(endpoint.vpc_id, []).append((endpoint, served.service))
    return found


def _dns_off(topology: Topology, vpc: Vpc) -> bool:
    return not (vpc.enable_dns_support and vpc.enable_dns_hostnames)


@rule("EP002", "error", "reachability", N_("Interface endpoints have private DNS names"), ECR)
def private_dns(topology: Topology) -> Findings:
    """Without private DNS, tasks ask for the public name and never use the endpoint.

    An error for `ecr.dkr` where the image pull has no other way; a warning elsewhere: the endpoint is there and unused.
    """
    zones = any(r.cloudformation_type == "AWS::Route53::HostedZone" for r in topology.all(OpaqueResource))
    for endpoint in interfaces(topology):
        served = served_by(endpoint)
        if served is None or served.service not in BY_PRIVATE_DNS or endpoint.private_dns_enabled:
            continue
        if endpoint.private_dns_enabled is None or zones:
            yield Undecided(_("whether names lead to endpoint %s is not known") % endpoint.label)
            continue
        broken = served.service == "ecr.dkr" and _pull_blocked(topology, endpoint)
        text = _(
            "Private DNS of endpoint %(id)s (%(service)s) is off: tasks ask for the public name and do not use it."
        )
        values = {"id": endpoint.label, "service": served.service}
        severity: Severity = "error" if broken else "warning"
        yield Violation(
            endpoint.id, text % values, _("Set PrivateDnsEnabled to true."), "PRIVATE_DNS_DISABLED", severity
        )


def _pull_blocked(topology: Topology, endpoint: VpcEndpoint) -> bool:
    """Whether tasks in the endpoint's VPC cannot get at the registry for want of the endpoint's private DNS."""
    for workload in topology.workloads:
        if endpoint.vpc_id not in [v.id for v in vpcs_of(topology, workload)]:
            continue
        if any(
            b.cause == "PRIVATE_DNS_DISABLED" for p in needed(topology, workload, "ecr.dkr") for b in p.outcome.blockers
        ):
            return True
    return False


@rule("EP003", "error", "configuration", N_("Private DNS needs both DNS attributes of the VPC"), CREATE)
def dns_attributes(topology: Topology) -> Findings:
    """AWS makes an endpoint with private DNS only where enableDnsSupport and enableDnsHostnames of its VPC are on."""
    for endpoint in topology.all(VpcEndpoint):
        vpc = topology.get(Vpc, endpoint.vpc_id)
        if not endpoint.private_dns_enabled or vpc is None or not _dns_off(topology, vpc):
            continue
        if topology.is_unresolved(vpc.id, "enable_dns_support", "enable_dns_hostnames"):
            yield Undecided(_("the DNS attributes of %s are not known") % vpc.label)
            continue
        text = _("Endpoint %(id)s has private DNS, but VPC %(vpc)s has not both DNS attributes on.")
        fix = _("Turn on EnableDnsSupport and EnableDnsHostnames of the VPC.")
        yield Violation(endpoint.id, text % {"id": endpoint.label, "vpc": vpc.label}, fix)


@rule("EP005", "error", "configuration", N_("An interface endpoint has one subnet a zone"), CREATE)
def one_subnet_a_zone(topology: Topology) -> Findings:
    """An interface endpoint takes one subnet an availability zone."""
    for endpoint in interfaces(topology):
        zones = [s.availability_zone for s in subnets_of(topology, endpoint.subnet_ids) if s.availability_zone]
        for zone in sorted({z for z in zones if zones.count(z) > 1}):
            text = _("Endpoint %(id)s names two subnets in %(zone)s.") % {"id": endpoint.label, "zone": zone}
            yield Violation(endpoint.id, text, _("Keep one subnet a zone."))


@rule("EP009", "error", "configuration", N_("The endpoint's address type fits its subnets"), CREATE)
def address_type(topology: Topology) -> Findings:
    """An `ipv6` interface endpoint stands in IPv6-only subnets, a `dualstack` one in subnets with both families, an `ipv4` one
    in subnets with IPv4."""
    for endpoint in interfaces(topology):
        if endpoint.ip_address_type in (None, "not-specified"):
            continue
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


@rule("EP010", "warning", "reachability", N_("The three endpoints of Amazon ECS come together"), ECS)
def ecs_endpoints(topology: Topology) -> Findings:
    """Fargate needs no endpoint of Amazon ECS itself. A VPC that has one has all of `ecs`, `ecs-agent` and `ecs-telemetry`:
    otherwise the calls go to the public endpoint."""
    for vpc in topology.all(Vpc):
        services = {s.service for e in interfaces(topology) if e.vpc_id == vpc.id and (s := served_by(e))}
        held = [s for s in ECS_ENDPOINTS if s in services]
        missing = [s for s in ECS_ENDPOINTS if s not in services]
        if held and missing:
            text = _("VPC %(vpc)s has an endpoint for %(held)s and none for %(missing)s.")
            values = {"vpc": vpc.label, "held": ", ".join(held), "missing": ", ".join(missing)}
            yield Violation(vpc.id, text % values, _("Make all three, or none: Fargate does not need them."))


@rule("EP011", "error", "reachability", N_("The endpoint is in the tasks' VPC and Region"), ECS)
def elsewhere(topology: Topology) -> Findings:
    """A task uses an endpoint of its own VPC only: an error where it needs one and another VPC has it.

    An endpoint for a service of another Region is not used either (a warning): its private DNS names are that Region's.
    """
    for workload in topology.workloads:
        own = {v.id for v in vpcs_of(topology, workload)}
        for service in dict.fromkeys(n.service for n in service_needs(topology, workload) if n.service):
            found = _by_service(topology).get(Served(service, topology.region), [])
            if not own or not found or any(e.vpc_id in own for e in found):
                continue
            if any(p.outcome.verdict == "blocked" for p in needed(topology, workload, service)):
                text = _("%(id)s needs %(service)s, and its endpoint %(endpoint)s is in another VPC.")
                values = {"id": workload.label, "service": service, "endpoint": found[0].label}
                yield Violation(found[0].id, text % values, _("Make an endpoint in the tasks' own VPC."))
    yield from _other_region(topology)


def _other_region(topology: Topology) -> Findings:
    named = [(e, s) for e in topology.all(VpcEndpoint) if (s := served_by(e))]
    abroad = [(e, s) for e, s in named if s.region != topology.region and e.service_region is None]
    if abroad and len(abroad) == len(named):
        yield Undecided(_("every endpoint is for %s: the design's Region may be that one") % abroad[0][1].region)
        return
    for endpoint, served in abroad:
        text = _("Endpoint %(id)s is for %(service)s of %(region)s, not of the design's Region.")
        values = {"id": endpoint.label, "service": served.service, "region": served.region}
        yield Violation(endpoint.id, text % values, _("Name the service of the design's own Region."), None, "warning")


@rule("EP012", "info", "configuration", N_("The endpoint's security groups are named"), CREATE)
def groups_named(topology: Topology) -> Findings:
    """Without security groups, an interface endpoint has the default group of its VPC, which lets in its own members only."""
    for endpoint in interfaces(topology):
        if endpoint.security_group_ids or topology.is_unresolved(endpoint.id, "security_group_ids"):
            continue
        text = _("Endpoint %s names no security group: the default group of the VPC applies.")
        yield Violation(endpoint.id, text % endpoint.label, _("Name a group that lets in TCP 443 from the tasks."))


@rule("EP014", "warning", "reachability", N_("The endpoint has an interface in the tasks' zone"), CREATE)
def same_zone(topology: Topology) -> Findings:
    """An endpoint without a subnet in a task's zone works from another one: it costs traffic between zones, and couples them."""
    wanted: dict[str, set[str]] = {}
    for workload in topology.workloads:
        needed = {n.service for n in service_needs(topology, workload)}
        subnets = subnets_of(topology, workload.subnets)
        for vpc in {s.vpc_id for s in subnets}:
            zones = {s.availability_zone for s in subnets if s.vpc_id == vpc and s.availability_zone}
            for endpoint, service in _by_vpc(topology).get(vpc, ()):
                if service in needed:
                    wanted.setdefault(endpoint.id, set()).update(zones)
    for endpoint in interfaces(topology):
        zones = wanted.get(endpoint.id, set())
        held = {s.availability_zone for s in subnets_of(topology, endpoint.subnet_ids)}
        if zones and (topology.is_unresolved(endpoint.id, "subnet_ids") or None in held or not held):
            yield Undecided(_("the zones of endpoint %s are not all known") % endpoint.label)
        elif zones - held:
            text = _("Endpoint %(id)s has no subnet in %(zones)s, where tasks use it.")
            values = {"id": endpoint.label, "zones": ", ".join(sorted(zones - held))}
            yield Violation(endpoint.id, text % values, _("Add a subnet in that zone."), "ENDPOINT_NOT_IN_AZ")
