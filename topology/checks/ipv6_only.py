"""Rules about tasks in IPv6-only subnets."""

from ..addresses import NAT64_PREFIX, is_range, parse
from ..fargate.balancing import balancers_of
from ..i18n import N_, _
from ..model import Connection, ExternalHost, NatGateway, Service, Subnet, Topology, Workload
from ..reachability.memory import indexed, pick, remembered
from ..reachability.routing import gateway_endpoints
from .balancing import target_groups_of
from .endpoints import interfaces_of, served_by
from .places import definition_of, known_platform, region_of, routes_to, subnets_of
from .registry import Findings, Severity, Undecided, Violation, rule

NETWORKING = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html"
ENDPOINTS = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html"
NAT64 = "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-nat64-dns64.html"
ECR_IPV4 = ".dkr.ecr."

# Of the Regions that AWS's page lists for IPv6-only tasks, those that are confirmed here, and two that it leaves out (NETWORKING).
LISTED_REGIONS = frozenset(
    ["us-east-1", "us-east-2", "us-west-1", "us-west-2", "eu-central-1", "eu-west-2", "eu-west-3", "ap-northeast-1",
     "ap-northeast-2", "ap-northeast-3"]
)  # fmt: skip
UNLISTED_REGIONS = frozenset(["eu-west-1", "eu-north-1"])


@remembered
def _native(topology: Topology, subnets: tuple[str, ...]) -> tuple[Subnet, ...]:
    return tuple(s for s in subnets_of(topology, subnets) if s.ipv6_native)


def native_subnets(topology: Topology, workload: Workload) -> tuple[Subnet, ...]:
    """The IPv6-only subnets of a workload."""
    return _native(topology, workload.subnets)


def stands_there(topology: Topology, workload: Workload) -> bool:
    """Whether a workload has an IPv6-only subnet."""
    return bool(native_subnets(topology, workload))


def only_there(topology: Topology, workload: Workload) -> bool:
    """Whether all the subnets of a workload are IPv6-only."""
    native = native_subnets(topology, workload)
    return bool(native) and len(native) == len(dict.fromkeys(workload.subnets))


def _labels(subnets: tuple[Subnet, ...]) -> str:
    return ", ".join(s.label for s in subnets)


@rule(
    "LB009",
    "error",
    "ipv6",
    N_("IPv6-only tasks have a target group of address type ipv6"),
    NETWORKING,
    Service,
    when=stands_there,
)
def target_group(topology: Topology, service: Service) -> Findings:
    """A service in IPv6-only subnets registers IPv6 addresses: its target groups have IpAddressType ipv6."""
    for group in target_groups_of(topology, service) if only_there(topology, service) else ():
        if topology.is_unresolved(group.id, "ip_address_type"):
            yield Undecided(_("the address type of %s is not known") % group.label)
        elif group.ip_address_type != "ipv6":
            text = _("%(id)s stands in IPv6-only subnets, and its target group %(tg)s takes IPv4 addresses.")
            values = {"id": service.label, "tg": group.label}
            yield Violation(group.id, text % values, _("Set IpAddressType to ipv6 (the target group is replaced)."))


@rule("V6008", "error", "ipv6", N_("IPv6-only tasks run on Linux 1.4.0"), NETWORKING, Workload, when=stands_there)
def platform(topology: Topology, workload: Workload) -> Findings:
    """IPv6-only subnets take tasks on Linux platform version 1.4.0 or later; Windows is not supported there."""
    subnets = native_subnets(topology, workload)
    found = known_platform(topology, workload)
    if found.os == "windows" or found.own_interface:
        text = _("%(id)s runs on %(os)s %(version)s in IPv6-only subnets (%(where)s).")
        values = {
            "id": workload.label, "os": found.os.capitalize(), "version": found.version, "where": _labels(subnets),
        }  # fmt: skip
        fix = _("Use Linux 1.4.0, or a dual-stack subnet.")
        yield Violation(workload.id, text % values, fix, "PLATFORM_VERSION")


@rule(
    "V6009",
    "error",
    "ipv6",
    N_("IPv6-only tasks have a dualstack load balancer"),
    NETWORKING,
    Service,
    when=stands_there,
)
def load_balancer(topology: Topology, service: Service) -> Findings:
    """A service in IPv6-only subnets stands behind a load balancer of address type dualstack."""
    for group in target_groups_of(topology, service) if only_there(topology, service) else ():
        for balancer in balancers_of(topology, group.id):
            if topology.is_unresolved(balancer.id, "ip_address_type"):
                yield Undecided(_("the address type of %s is not known") % balancer.label)
            elif balancer.ip_address_type == "ipv4":
                text = _("%(id)s stands in IPv6-only subnets, and its load balancer %(lb)s has address type ipv4.")
                values = {"id": service.label, "lb": balancer.label}
                yield Violation(balancer.id, text % values, _("Set IpAddressType to dualstack."))


@rule(
    "V6010",
    "error",
    "ipv6",
    N_("IPv6-only tasks pull from Amazon ECR's dual-stack name"),
    NETWORKING,
    Workload,
    when=stands_there,
)
def image_uri(topology: Topology, workload: Workload) -> Findings:
    """In an IPv6-only subnet an image of Amazon ECR is named `ACCOUNT.dkr-ecr.REGION.on.aws/NAME`: the other name has IPv4 only.

    A warning where DNS64 is on: the name may then be reached through NAT64.
    """
    subnets = native_subnets(topology, workload)
    definition = definition_of(topology, workload)
    if definition is None or topology.is_unresolved(definition.id, "container_definitions"):
        yield Undecided(_("the images of %s are not all known") % workload.label)
    for container in definition.container_definitions if definition else ():
        if ECR_IPV4 in (container.registry or (container.image or "").partition("/")[0]):
            text = _("Container %(name)s of %(id)s is pulled by an IPv4-only name, in an IPv6-only subnet (%(where)s).")
            values = {"name": container.name, "id": workload.label, "where": _labels(subnets)}
            fix = _("Name the image ACCOUNT.dkr-ecr.REGION.on.aws/NAME.")
            severity: Severity = "warning" if all(s.enable_dns64 for s in subnets) else "error"
            yield Violation(workload.id, text % values, fix, None, severity)


@rule(
    "EX003", "error", "ipv6", N_("ECS Exec does not work in IPv6-only subnets"), NETWORKING, Workload, when=stands_there
)
def execute_command(topology: Topology, workload: Workload) -> Findings:
    """Amazon ECS Exec is not supported for tasks in IPv6-only subnets (V6011)."""
    subnets = native_subnets(topology, workload)
    if getattr(workload, "enable_execute_command", False):
        text = _("%(id)s has ECS Exec enabled in IPv6-only subnets (%(where)s).")
        values = {"id": workload.label, "where": _labels(subnets)}
        yield Violation(workload.id, text % values, _("Turn it off, or use dual-stack subnets."))


@rule(
    "V6011",
    "warning",
    "ipv6",
    N_("No FIPS endpoint of CloudWatch Logs over IPv6"),
    NETWORKING,
    Workload,
    when=stands_there,
)
def fips_logs(topology: Topology, workload: Workload) -> Findings:
    """Amazon CloudWatch has no dual-stack FIPS endpoint, so an IPv6-only task cannot send its logs to one."""
    definition = definition_of(topology, workload)
    for container in definition.container_definitions if definition else ():
        log = container.log_configuration
        endpoint = log.options.get("awslogs-endpoint", "") if log else ""
        if "fips" in endpoint.lower():
            text = _("Container %(name)s of %(id)s logs to %(endpoint)s, which has no IPv6 address.")
            values = {"name": container.name, "id": workload.label, "endpoint": endpoint}
            yield Violation(workload.id, text % values, _("Use another endpoint, or a dual-stack subnet."))


@rule(
    "V6012",
    "warning",
    "ipv6",
    N_("IPv6-only tasks and the endpoints of Amazon ECR"),
    ENDPOINTS,
    Workload,
    when=stands_there,
)
def ecr_endpoints(topology: Topology, workload: Workload) -> Findings:
    """AWS's pages disagree on whether interface endpoints of Amazon ECR serve IPv6-only tasks; where they are dual-stack, the S3
    endpoint has to be dualstack or ipv6 too, since an IPv4 one does not carry IPv6."""
    vpcs = list(dict.fromkeys(s.vpc_id for s in native_subnets(topology, workload)))
    interfaces = [e for v in vpcs for e in interfaces_of(topology, v)]
    mine = [e for e in interfaces if (s := served_by(e)) and s.service in ("ecr.api", "ecr.dkr")]
    for endpoint in mine:
        text = _(
            "Whether endpoint %(endpoint)s serves the IPv6-only tasks of %(id)s is not sure: AWS's pages disagree."
        )
        values = {"endpoint": endpoint.label, "id": workload.label}
        fix = _("Try it, or give the tasks a way to the public endpoint over IPv6.")
        yield Violation(endpoint.id, text % values, fix)
    if not any(e.ip_address_type in ("dualstack", "ipv6") for e in mine):
        return
    for endpoint in [*(e for v in vpcs for e in gateway_endpoints(topology, v)), *interfaces]:
        served = served_by(endpoint)
        if served and served.service == "s3" and endpoint.ip_address_type not in ("dualstack", "ipv6"):
            text = _("S3 endpoint %s carries IPv4 only, beside dual-stack endpoints of Amazon ECR.")
            yield Violation(endpoint.id, text % endpoint.label, _("Set its IpAddressType to dualstack."))


@rule(
    "V6013",
    "error",
    "ipv6",
    N_("IPv6-only tasks reach IPv4 through DNS64 and NAT64"),
    NAT64,
    Workload,
    when=stands_there,
)
def nat64(topology: Topology, workload: Workload) -> Findings:
    """A destination with IPv4 only needs DNS64 on the subnet and a route of 64:ff9b::/96 to a NAT gateway.

    An error where a declared connection goes to an IPv4 destination without both; a warning where one of the two is there alone.
    """
    for subnet in native_subnets(topology, workload):
        routed = _nat64_routed(topology, subnet)
        if subnet.enable_dns64 and routed:
            continue
        for host in pick(topology, _ipv4_destinations, workload.id) or ():
            text = _("%(id)s goes to %(host)s over IPv4 from IPv6-only subnet %(subnet)s, without DNS64 and NAT64.")
            values = {"id": workload.label, "host": host, "subnet": subnet.label}
            fix = _("Turn on EnableDns64 and route 64:ff9b::/96 to a NAT gateway.")
            yield Violation(workload.id, text % values, fix)
        if subnet.enable_dns64 != routed:
            have, lack = (_("DNS64"), _("a route of 64:ff9b::/96 to a NAT gateway"))
            have, lack = (have, lack) if subnet.enable_dns64 else (lack, have)
            text = _("IPv6-only subnet %(subnet)s has %(have)s without %(lack)s: IPv4 destinations stay out of reach.")
            values = {"subnet": subnet.label, "have": have, "lack": lack}
            yield Violation(subnet.id, text % values, _("Add what is missing, or leave both out."), None, "warning")


def _nat64_routed(topology: Topology, subnet: Subnet) -> bool:
    routes = routes_to(topology, subnet.id, "ipv6", NAT64_PREFIX)
    return any(topology.get(NatGateway, r.nat_gateway_id) for r in routes)


@indexed
def _ipv4_destinations(topology: Topology) -> dict[str, tuple[str, ...]]:
    """The IPv4 addresses outside to which each workload's declared connections go."""
    found: dict[str, list[str]] = {}
    for connection in topology.all(Connection):
        host = topology.get(ExternalHost, connection.destination)
        address = host.address if host else None
        if connection.source and address and is_range(address) and parse(address)[0] == "ipv4":
            found.setdefault(connection.source, []).append(address)
    return {source: tuple(addresses) for source, addresses in found.items()}


@rule(
    "V6014",
    "warning",
    "ipv6",
    N_("AssignPublicIp does nothing in an IPv6-only subnet"),
    NETWORKING,
    Workload,
    when=stands_there,
)
def public_ip(topology: Topology, workload: Workload) -> Findings:
    """A public IP is an IPv4 address: tasks in an IPv6-only subnet get none."""
    subnets = native_subnets(topology, workload)
    if workload.assign_public_ip == "ENABLED":
        text = _("%(id)s asks for a public IP in IPv6-only subnets (%(where)s), where there is none.")
        values = {"id": workload.label, "where": _labels(subnets)}
        yield Violation(workload.id, text % values, _("Set AssignPublicIp to DISABLED."))


@rule("V6015", "warning", "ipv6", N_("The Region has IPv6-only tasks"), NETWORKING, Workload, when=stands_there)
def region(topology: Topology, workload: Workload) -> Findings:
    """AWS lists the Regions in which Fargate tasks run in IPv6-only subnets; Ireland and Stockholm are not among them."""
    subnets = native_subnets(topology, workload)
    here = region_of(topology, workload)
    if here in UNLISTED_REGIONS:
        text = _("%(id)s stands in IPv6-only subnets (%(where)s) in %(region)s, which AWS does not list for them.")
        values = {"id": workload.label, "where": _labels(subnets), "region": here}
        yield Violation(workload.id, text % values, _("Use dual-stack subnets, or another Region."))
    elif here not in LISTED_REGIONS:
        yield Undecided(_("whether AWS lists %s for IPv6-only tasks is not confirmed") % here)
