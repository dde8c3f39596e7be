"""Rules about routes and gateways."""

from ..addresses import addresses_of, parse
from ..i18n import N_, _
from ..model import (
    EgressOnlyInternetGateway,
    Instance,
    InternetGateway,
    NatGateway,
    NetworkInterface,
    Route,
    RouteTable,
    Subnet,
    Topology,
    TransitGateway,
    TransitGatewayAttachment,
    Vpc,
    VpcEndpoint,
    VpcPeeringConnection,
    VpnGateway,
    Workload,
)
from ..reachability.memory import indexed, pick
from .places import default_route, is_public, subnets_by_vpc, subnets_of
from .registry import Findings, NotKnown, Undecided, Violation, rule

NETWORKING = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html"
NAT = "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html"
NAT_ZONES = "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html"
CREATE_NAT = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNatGateway.html"
EGRESS_ONLY = "https://docs.aws.amazon.com/vpc/latest/userguide/egress-only-internet-gateway.html"
ROUTES = "https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html"
GATEWAY = "https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html"
REGIONAL_NAT = "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html"
ATTACHMENTS = "https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html"
PEERING = "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html"

NOT_INSIDE = (InternetGateway, EgressOnlyInternetGateway, VpnGateway, TransitGateway, VpcPeeringConnection)


@rule("RT003", "warning", "reachability", N_("A public IP is of use in a public subnet only"), NETWORKING, Workload)
def useless_public_ip(topology: Topology, workload: Workload) -> Findings:
    """A task's public IP leads somewhere only where its subnet has a route to an internet gateway.

    The other way round, a task without a public IP in a public subnet, is reported by the flows that it blocks.
    """
    if workload.assign_public_ip != "ENABLED":
        return
    subnets = [s for s in subnets_of(topology, workload.subnets) if not s.ipv6_native]
    public = {s.id: is_public(topology, s.id, "ipv4") for s in subnets}
    if None in public.values():
        yield Undecided(_("the routes of the subnets of %s are not all known") % workload.label)
    closed = [i for i, yes in public.items() if yes is False]
    if closed:
        text = _(
            "%(id)s asks for a public IP in %(where)s, without a route to an internet gateway: the address is of no use."
        )
        fix = _("Route the subnet to an internet gateway, or set AssignPublicIp to DISABLED and use a NAT gateway.")
        yield Violation(workload.id, text % {"id": workload.label, "where": ", ".join(closed)}, fix)


@rule("RT004", "error", "configuration", N_("A public NAT gateway has an Elastic IP address"), CREATE_NAT, NatGateway)
def elastic_ip(topology: Topology, nat: NatGateway) -> Findings:
    """A public zonal NAT gateway is made with an Elastic IP address, a private one without. A regional one gets its own."""
    if topology.is_unresolved(nat.id, "allocation_id", "connectivity_type", "availability_mode"):
        yield Undecided(_("the addresses of %s are not known") % nat.label)
    elif nat.availability_mode == "zonal":
        held = nat.allocation_id or nat.public_ip_address
        if nat.connectivity_type == "public" and not held:
            text = _("Public NAT gateway %s has no Elastic IP address.") % nat.label
            yield Violation(nat.id, text, _("Give it an AllocationId."))
        elif nat.connectivity_type == "private" and nat.allocation_id:
            text = _("Private NAT gateway %s has an Elastic IP address.") % nat.label
            yield Violation(nat.id, text, _("Leave AllocationId out, or make it public."))


@rule("RT007", "error", "configuration", N_("A NAT gateway stands as its mode has it"), REGIONAL_NAT, NatGateway)
def nat_mode(topology: Topology, nat: NatGateway) -> Findings:
    """A regional NAT gateway is of a VPC and of no subnet, and is always public; a zonal one stands in a subnet."""
    if topology.is_unresolved(nat.id, "availability_mode", "subnet_id", "vpc_id", "connectivity_type"):
        raise NotKnown(_("where %s stands is not known") % nat.label)
    if nat.availability_mode == "zonal":
        if nat.subnet_id is None:
            yield Violation(nat.id, _("Zonal NAT gateway %s names no subnet.") % nat.label, _("Name its subnet."))
        return
    if nat.subnet_id is not None:
        text = _("Regional NAT gateway %s names a subnet.") % nat.label
        yield Violation(nat.id, text, _("Name its VPC alone, or make it zonal."))
    if nat.connectivity_type == "private":
        text = _("Regional NAT gateway %s is private, which AWS does not have.") % nat.label
        yield Violation(nat.id, text, _("Use a private NAT gateway in each zone."))


@rule("RT005", "error", "reachability", N_("A NAT gateway's own subnet leads to an internet gateway"), NAT, NatGateway)
def nat_loop(topology: Topology, nat: NatGateway) -> Findings:
    """The subnet of a public NAT gateway sends its default route to an internet gateway, not to a NAT gateway."""
    if nat.connectivity_type != "public" or nat.availability_mode != "zonal":
        return
    route = default_route(topology, nat.subnet_id, "ipv4")
    if route and topology.get(NatGateway, route.nat_gateway_id):
        where = topology.get(Subnet, nat.subnet_id)
        text = _("NAT gateway %(nat)s stands in subnet %(subnet)s, whose default route leads to NAT gateway %(to)s.")
        values = {"nat": nat.label, "subnet": where.label if where else "", "to": route.nat_gateway_id}
        yield Violation(nat.id, text % values, _("Move it to a public subnet."), "NAT_NOT_IN_PUBLIC_SUBNET")


@indexed
def _with_tasks(topology: Topology) -> frozenset[str]:
    """The subnets that workloads name."""
    return frozenset(s for w in topology.workloads for s in w.subnets)


@rule("RT008", "warning", "reachability", N_("Tasks use a NAT gateway of their own zone"), NAT_ZONES, Subnet)
def nat_zone(topology: Topology, subnet: Subnet) -> Findings:
    """A NAT gateway in another zone works: it costs traffic between zones, and its zone's failure cuts the tasks off."""
    route = default_route(topology, subnet.id, "ipv4") if subnet.id in _with_tasks(topology) else None
    nat = topology.get(NatGateway, route.nat_gateway_id) if route else None
    if nat is None or nat.availability_mode == "regional":
        return
    there = topology.get(Subnet, nat.subnet_id)
    if there is None or None in (there.zone, subnet.zone):
        because = _("the zones of %(subnet)s and %(nat)s are not both known")
        yield Undecided(because % {"subnet": subnet.label, "nat": nat.label})
    elif there.zone != subnet.zone:
        text = _("Subnet %(subnet)s (%(zone)s) sends through NAT gateway %(nat)s in %(other)s.")
        values = {
            "subnet": subnet.label, "zone": subnet.zone, "nat": nat.label, "other": there.zone,
        }  # fmt: skip
        yield Violation(nat.id, text % values, _("Use a NAT gateway in each zone, or a regional one."))


@rule("RT010", "error", "configuration", N_("An egress-only internet gateway carries IPv6"), EGRESS_ONLY, RouteTable)
def egress_only(topology: Topology, table: RouteTable) -> Findings:
    """An egress-only internet gateway is a target for IPv6 destinations only, of route tables in its own VPC."""
    for route in table.routes:
        gateway = topology.get(EgressOnlyInternetGateway, route.egress_only_internet_gateway_id)
        if gateway is None:
            continue
        values = {"table": table.label, "gateway": gateway.label, "to": route.destination}
        if route.destination_cidr_block:
            text = _(
                "Route table %(table)s sends %(to)s to egress-only internet gateway %(gateway)s, which carries IPv6 only."
            )
            yield Violation(table.id, text % values, _("Send IPv4 to a NAT gateway."), "NO_ROUTE")
        elif table.vpc_id and gateway.vpc_id and table.vpc_id != gateway.vpc_id:
            text = _("Route table %(table)s sends %(to)s to egress-only internet gateway %(gateway)s of another VPC.")
            yield Violation(table.id, text % values, _("Use the gateway of its own VPC."))


@rule("RT011", "error", "configuration", N_("A route inside the VPC fits a subnet and a middlebox"), ROUTES, RouteTable)
def inside_the_vpc(topology: Topology, table: RouteTable) -> Findings:
    """A route more specific than the local one names a whole subnet, and leads to a NAT gateway, a network interface or a Gateway
    Load Balancer endpoint."""
    vpc = topology.get(Vpc, table.vpc_id)
    for route in table.routes if vpc else ():
        cidr = route.destination_cidr_block or route.destination_ipv6_cidr_block
        if vpc is None or cidr is None or route.propagated or not _inside(vpc, cidr):
            continue
        target = topology.find(route.target)
        values = {"table": table.label, "to": cidr, "target": route.target}
        if isinstance(target, NOT_INSIDE):
            text = _("Route table %(table)s sends %(to)s, inside its own VPC, to %(target)s.")
            yield Violation(table.id, text % values, _("Leave the route out: the local route carries it."))
        elif isinstance(target, NatGateway | NetworkInterface | Instance | VpcEndpoint):
            yield from _whole_subnet(topology, vpc, cidr, table, values)


def _inside(vpc: Vpc, cidr: str) -> bool:
    """Whether a block is a true part of one of the VPC's."""
    family, addresses, length = parse(cidr)
    blocks = vpc.cidr_blocks if family == "ipv4" else vpc.ipv6_cidr_blocks
    return any(addresses <= parse(b)[1] and length > parse(b)[2] for b in blocks)


def _whole_subnet(
    topology: Topology, vpc: Vpc, cidr: str, table: RouteTable, values: dict[str, str | None]
) -> Findings:
    family, addresses, _length = parse(cidr)
    held = pick(topology, subnets_by_vpc, vpc.id) or ()
    blocks = [b for s in held if (b := s.cidr_block if family == "ipv4" else s.ipv6_cidr_block)]
    if any(parse(b)[1] == addresses for b in blocks):
        return
    if any(parse(b)[1] & addresses for b in blocks):
        text = _("Route table %(table)s sends %(to)s to %(target)s: inside the VPC a route has to name a whole subnet.")
        yield Violation(table.id, text % values, _("Use the CIDR block of the subnet."))
    else:
        yield Undecided(_("whether %s is a subnet is not known") % cidr)


@rule("RT015", "warning", "reachability", N_("No route is a blackhole"), ROUTES, RouteTable)
def blackhole(topology: Topology, table: RouteTable) -> Findings:
    """A route whose target is gone, such as a deleted NAT gateway, drops what it matches."""
    for route in table.routes:
        nat = topology.get(NatGateway, route.nat_gateway_id)
        gone = nat is not None and nat.state in ("failed", "deleting", "deleted")
        if route.state == "blackhole" or gone or _closed_peering(topology, route):
            text = _("Route table %(table)s sends %(to)s into a blackhole (%(target)s).")
            values = {"table": table.label, "to": route.destination, "target": route.target or "?"}
            fix = _("Delete the route, or give it a target that exists.")
            yield Violation(table.id, text % values, fix, "BLACKHOLE_ROUTE")


def _closed_peering(topology: Topology, route: Route) -> bool:
    peering = topology.get(VpcPeeringConnection, route.vpc_peering_connection_id)
    return peering is not None and peering.state in ("deleted", "failed")


@rule("RT016", "error", "configuration", N_("Peered VPCs have different addresses"), PEERING, VpcPeeringConnection)
def peered_blocks(topology: Topology, peering: VpcPeeringConnection) -> Findings:
    """AWS peers no VPCs whose blocks overlap. A warning where only one side has routes to the other: replies are lost."""
    here, there = topology.get(Vpc, peering.vpc_id), topology.get(Vpc, peering.peer_vpc_id)
    if here is None or there is None or here.id == there.id:
        return
    if addresses_of(here.cidr_blocks, "ipv4") & addresses_of(there.cidr_blocks, "ipv4"):
        text = _("Peering connection %(id)s joins %(a)s and %(b)s, whose IPv4 blocks overlap.")
        values = {"id": peering.label, "a": here.label, "b": there.label}
        yield Violation(peering.id, text % values, _("Use VPCs with different blocks, or a private NAT gateway."))
    sides = pick(topology, _vpcs_that_route_to, peering.id) or frozenset()
    if len(sides & {here.id, there.id}) == 1:
        if _some_routes_open(topology):
            raise NotKnown(_("the routes to %s are not all known") % peering.label)
        lacking = there if here.id in sides else here
        text = _("Peering connection %(id)s has routes on one side only: VPC %(vpc)s has no route back.")
        values = {"id": peering.label, "vpc": lacking.label}
        yield Violation(peering.id, text % values, _("Add a route to the other VPC's block."), None, "warning")


@indexed
def _vpcs_that_route_to(topology: Topology) -> dict[str, frozenset[str | None]]:
    """For each peering connection the VPCs with a route to it."""
    found: dict[str, set[str | None]] = {}
    for table in topology.all(RouteTable):
        for route in table.routes:
            if route.vpc_peering_connection_id:
                found.setdefault(route.vpc_peering_connection_id, set()).add(table.vpc_id)
    return {peering: frozenset(vpcs) for peering, vpcs in found.items()}


@indexed
def _some_routes_open(topology: Topology) -> bool:
    """Whether the routes of some table are not all known."""
    return any(topology.is_unresolved(t.id, "routes") for t in topology.all(RouteTable))


@rule(
    "RT017",
    "error",
    "configuration",
    N_("A transit gateway attachment has one subnet a zone"),
    ATTACHMENTS,
    TransitGatewayAttachment,
)
def one_attachment_a_zone(topology: Topology, attachment: TransitGatewayAttachment) -> Findings:
    """An attachment of a VPC names one subnet an availability zone, of that VPC. A task in a zone without one does not reach the transit
    gateway: the flows say so (`TGW_NOT_IN_AZ`)."""
    subnets = subnets_of(topology, attachment.subnet_ids)
    zones = [s.zone for s in subnets if s.zone]
    for zone in sorted({z for z in zones if zones.count(z) > 1}):
        text = _("Attachment %(id)s names two subnets in %(zone)s.") % {"id": attachment.label, "zone": zone}
        yield Violation(attachment.id, text, _("Keep one subnet a zone."))
    for subnet in subnets:
        if attachment.vpc_id and subnet.vpc_id and subnet.vpc_id != attachment.vpc_id:
            text = _("Attachment %(id)s names subnet %(subnet)s of another VPC.")
            values = {"id": attachment.label, "subnet": subnet.label}
            yield Violation(attachment.id, text % values, _("Name subnets of the VPC that it attaches."))


@rule("GW001", "error", "configuration", N_("A VPC has one internet gateway of a kind"), GATEWAY)
def one_gateway(topology: Topology) -> Findings:
    """A VPC has one internet gateway attached at most, and one egress-only internet gateway."""
    both = (topology.all(InternetGateway), topology.all(EgressOnlyInternetGateway))
    for gateways in both:
        by_vpc: dict[str, list[str]] = {}
        for gateway in gateways:
            if gateway.vpc_id and topology.is_unresolved(gateway.id, "Condition", "vpc_id"):
                yield Undecided(_("whether %s is attached is not known") % gateway.label)
            elif gateway.vpc_id:
                by_vpc.setdefault(gateway.vpc_id, []).append(gateway.id)
        for vpc, held in by_vpc.items():
            if len(held) > 1:
                text = _("VPC %(vpc)s has %(n)d gateways of one kind attached: %(held)s.")
                yield Violation(held[1], text % {"vpc": vpc, "n": len(held), "held": ", ".join(held)}, _("Keep one."))
