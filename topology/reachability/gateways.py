"""What each kind of route target does with traffic that leaves the VPC for where no interface of the input is: internet gateways,
endpoints, peering, transit gateways, and no route at all. NAT is in `nat`, the way to an interface of another VPC in `between_vpcs`.

Sources: https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html, …/egress-only-internet-gateway.html,
https://docs.aws.amazon.com/vpc/latest/peering/invalid-peering-configurations.html
"""

from ..addresses import INTERNET, NAT64_PREFIX, addresses_of, describe
from ..i18n import _
from ..model import (
    EgressOnlyInternetGateway,
    Instance,
    InternetGateway,
    NatGateway,
    NetworkInterface,
    RouteTable,
    Subnet,
    Topology,
    TransitGateway,
    TransitGatewayAttachment,
    Vpc,
    VpcEndpoint,
    VpcPeeringConnection,
    VpnGateway,
)
from . import transit
from .appliance import answers_by_appliance
from .branch import Branch, Outside, acl_filter, label, route_table, table_label, who
from .causes import Hop
from .edge import by_edge_table
from .internet import vpc_blocks
from .lookup import where
from .nat import nat_gateway, nat_instance
from .on_premises import by_vpn_gateway, is_behind, may_be_a_vpcs
from .positions import Position
from .public_access import block_public_access
from .routing import Choice, carries, choose, gateway_endpoints, table_of
from .transit_tables import gateway_of


def leave(
    topology: Topology,
    branch: Branch,
    source: Position,
    destination: Outside,
    table: RouteTable | None,
    choice: Choice,
    *,
    inbound: bool = False,
    translated: bool = False,
) -> None:
    """Follow a route out of the VPC. `inbound`: the way is asked for replies to what came in; `translated`: a NAT instance sends."""
    table_id = table.id if table else None
    if choice.kind == "endpoint":
        branch.hops.append(Hop(table_id, "route-table", "routes", _("to the gateway endpoint")))
        branch.hops.append(Hop(choice.endpoint, "vpc-endpoint", "carries", destination.label))
        return
    if choice.kind == "unknown":
        branch.doubts.append(choice.reason)
        branch.hops.append(Hop(table_id, "route-table", "unknown", choice.reason))
        return
    if choice.kind == "local":
        branch.block(
            "ADDRESS_NOT_IN_USE", source.vpc,
            _("The address is inside the VPC, and no interface in the input has it."), kind="vpc",
        )  # fmt: skip
        return
    if choice.kind == "none" or choice.route is None:
        _no_route(topology, branch, source, destination, table)
        return
    route = choice.route
    if route.state == "blackhole" or (route.target is not None and topology.find(route.target) is None):
        text = (
            _("The route of %(table)s to %(to)s is a blackhole: %(target)s is not available.")
            if route.state == "blackhole"
            else _("The route of %(table)s to %(to)s leads to %(target)s, which does not exist.")
        )
        values = {
            "table": table_label(topology, table_id),
            "to": route.destination,
            "target": route.target or _("its target"),
        }
        branch.block("BLACKHOLE_ROUTE", table_id, text % values, kind="route-table")
        return
    if route.target is None:
        branch.doubts.append(_("the target of a route of %s is not known") % table_label(topology, table_id))
        return
    branch.hops.append(Hop(table_id, "route-table", "routes", f"{route.destination} → {label(topology, route.target)}"))
    target = topology.find(route.target)
    if isinstance(target, InternetGateway | EgressOnlyInternetGateway) and _is_nat64(branch):
        text = _("%(table)s has no route of 64:ff9b::/96 to a NAT gateway, which alone translates it.")
        branch.block("NO_ROUTE", table_id, text % {"table": route_table(topology, table_id)}, kind="route-table")
    elif isinstance(target, InternetGateway):
        _internet_gateway(topology, branch, source, destination, target, inbound)
    elif isinstance(target, NatGateway):
        nat_gateway(topology, branch, source, destination, target, inbound, leave)
    elif isinstance(target, EgressOnlyInternetGateway):
        _egress_only(topology, branch, source, target, inbound)
    elif isinstance(target, Instance | NetworkInterface) and inbound:
        answers_by_appliance(topology, branch, source, target)
    elif isinstance(target, Instance | NetworkInterface):
        nat_instance(topology, branch, source, destination, target, translated, leave)
    elif isinstance(target, VpcEndpoint) and target.vpc_endpoint_type == "Gateway":
        branch.hops.append(Hop(target.id, "vpc-endpoint", "carries", destination.label))
    elif isinstance(target, VpcPeeringConnection):
        _peering_out(topology, branch, source, target)
    elif isinstance(target, TransitGateway):
        _transit_gateway(topology, branch, source, destination, target, inbound)
    elif isinstance(target, VpnGateway):
        by_vpn_gateway(topology, branch, source, target, route)
        by_edge_table(topology, branch, target, source)
    elif isinstance(target, VpcEndpoint):
        branch.doubts.append(_("what lies behind %s is not in the input") % target.label)
        branch.hops.append(Hop(target.id, "gateway", "unknown", _("what lies behind it is not in the input")))


def _is_nat64(branch: Branch) -> bool:
    """Whether all of the traffic is for IPv4 addresses as DNS64 writes them: no other network has these.
    https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-nat64-dns64.html"""
    return branch.asked.boxes[0].family == "ipv6" and branch.traffic.dimension("destinations") <= NAT64_PREFIX


def _internet_gateway(
    topology: Topology, branch: Branch, source: Position, destination: Outside, gateway: InternetGateway, inbound: bool
) -> None:
    family = branch.asked.boxes[0].family
    if gateway.vpc_id != source.vpc:
        if topology.is_unresolved(gateway.id, "vpc_id"):
            branch.doubts.append(_("the VPC of %s is not known") % gateway.label)
        else:
            branch.block(
                "IGW_NOT_ATTACHED", gateway.id,
                _("Internet gateway %s is not attached to the VPC.") % gateway.label, kind="internet-gateway",
            )  # fmt: skip
    _nobody_s(branch, gateway, inbound)
    _held_by_a_vpc(topology, branch)
    block_public_access(topology, branch, "in" if inbound else "out", (source.subnet, source.vpc))
    if family == "ipv4" and source.public_ip_open and not source.public_ip:
        doubt = _("whether %s has a public IPv4 address is not known") % who(topology, source)
        branch.doubts.append(doubt)
        branch.hops.append(Hop(gateway.id, "internet-gateway", "unknown", doubt))
        return
    if family == "ipv4" and not source.public_ip:
        branch.block(
            "NO_PUBLIC_IP", source.owner,
            _("%s has no public IPv4 address, and an internet gateway translates only those.") % who(topology, source),
            kind=source.kind, hop=False,
        )  # fmt: skip
        branch.hops.append(Hop(gateway.id, "internet-gateway", "blocks", _("no public IPv4 address to translate")))
        return
    branch.hops.append(Hop(gateway.id, "internet-gateway", "carries", destination.label))
    by_edge_table(topology, branch, gateway, source)


def _nobody_s(branch: Branch, gateway: InternetGateway | EgressOnlyInternetGateway, inbound: bool = False) -> None:
    """Over a gateway to addresses that are nobody's on the internet: private ones."""
    family = branch.asked.boxes[0].family
    there = branch.traffic.dimension("destinations")
    if there <= INTERNET[family]:
        return
    text = _("An internet gateway does not carry traffic to %s.")
    if inbound:
        text = _("An internet gateway brings nothing from %s.")
    elif isinstance(gateway, EgressOnlyInternetGateway):
        text = _("An egress-only internet gateway does not carry traffic to %s.")
    kind = "internet-gateway" if isinstance(gateway, InternetGateway) else "egress-only-internet-gateway"
    branch.block("IGW_PRIVATE_DESTINATION", gateway.id, text % describe(there, family), kind=kind)


def _held_by_a_vpc(topology: Topology, branch: Branch) -> None:
    """Over the internet to IPv6 addresses of a VPC that no interface has: nobody else has them either. IPv4 blocks of a VPC are its own
    affair, whoever has them on the internet; https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html"""
    there = branch.traffic.dimension("destinations")
    if branch.asked.boxes[0].family == "ipv6" and there <= vpc_blocks(topology, "ipv6"):
        text = _("%s is an address of a VPC, and no interface in the input has it.") % describe(there, "ipv6")
        branch.block("ADDRESS_NOT_IN_USE", None, text, kind="vpc")


def _peering_out(topology: Topology, branch: Branch, source: Position, peering: VpcPeeringConnection) -> None:
    """A route to a peering connection for an address that no interface has: there, or beyond it, where peering does not lead."""
    family = branch.asked.boxes[0].family
    far = topology.get(Vpc, peering.peer_vpc_id if peering.vpc_id == source.vpc else peering.vpc_id)
    if far is None:
        branch.doubts.append(_("the VPC at the other end of %s is not in the input") % peering.label)
        return
    inside = addresses_of(far.cidr_blocks if family == "ipv4" else far.ipv6_cidr_blocks, family)
    if branch.traffic.dimension("destinations") <= inside:
        text = _("The address is inside VPC %s, and no interface in the input has it.") % far.label
        branch.block("ADDRESS_NOT_IN_USE", far.id, text, kind="vpc")
        return
    text = _("Peering connection %s carries only traffic between the addresses of its two VPCs.") % peering.label
    branch.block("PEERING_NOT_TRANSITIVE", peering.id, text, kind="vpc-peering-connection")


def _transit_gateway(
    topology: Topology, branch: Branch, source: Position, destination: Outside, gateway: TransitGateway, inbound: bool
) -> None:
    """Out through a transit gateway: to a network behind its VPN or Direct Connect, or to the VPC that its route table names and on
    by the routes of the attachment's subnet. `inbound` leads back only to a network behind it."""
    family = branch.asked.boxes[0].family
    visited = {h.resource for h in branch.hops if h.kind == "transit-gateway-attachment"}
    entered = transit.enter(topology, branch, source, gateway)
    there = branch.traffic.dimension("destinations")
    onward = transit.cross(topology, branch, gateway, entered, there, family) if entered else None
    if entered is None or onward is None:
        return
    if onward.id in visited or onward.vpc_id == source.vpc is not None:
        text = _("Transit gateway %s sends the traffic back.") % gateway.label
        branch.block("TGW_ROUTE_MISSING", onward.id, text, kind="transit-gateway")
        return
    near = transit.standing(topology, entered, source.zone)
    if near is not None and near.subnet != source.subnet and not inbound:
        acl_filter(topology, branch, near, egress=False)
        acl_filter(topology, branch, near, egress=True, client_ports=source.client_ports)
    if inbound and not is_behind(onward):
        text = _("Transit gateway %s is no way back to the internet for what came in by another.") % gateway.label
        branch.block("INBOUND_TO_OUTBOUND_ONLY", gateway.id, text, kind="transit-gateway")
        return
    if not is_behind(onward):
        _beyond_transit(topology, branch, source, destination, onward)
    elif doubt := may_be_a_vpcs(topology, there, family, onward):
        branch.doubts.append(doubt)
        return
    aside = Branch(branch.asked, branch.traffic)
    returned = transit.cross(
        topology, aside, gateway_of(topology, onward, gateway), onward, source.addresses(family), family
    )
    passes = returned and transit.passed_on(topology, returned, source, onward.vpc_id, source.zone, family)
    if passes:
        aside.doubts.append(passes)
    elif returned is not None and returned.vpc_id != source.vpc:
        transit.leads_elsewhere(topology, aside, returned)
    branch.returns.extend(aside.hops)
    branch.blockers.extend(b for b in aside.blockers if b not in branch.blockers)
    branch.doubts.extend(aside.doubts)


def _beyond_transit(
    topology: Topology, branch: Branch, source: Position, destination: Outside, onward: TransitGatewayAttachment
) -> None:
    """Out of the VPC that a transit gateway leads to, by the routes of its attachment's subnet."""
    here, vpc = transit.standing(topology, onward, source.zone), topology.get(Vpc, onward.vpc_id)
    if here is None or vpc is None:
        branch.doubts.append(_("where attachment %s stands is not known") % onward.label)
        return
    family = branch.asked.boxes[0].family
    table, doubt = table_of(topology, here.subnet)
    acl_filter(topology, branch, here, egress=True)
    guest = here._replace(ipv4=source.ipv4, ipv6=source.ipv6, client_ports=source.client_ports)
    for choice in choose(topology, table, vpc, family, branch.traffic.dimension("destinations"), None, doubt):
        leave(topology, branch, guest, destination, table, choice)
    acl_filter(topology, branch, here, egress=False, client_ports=source.client_ports)


def _egress_only(
    topology: Topology, branch: Branch, source: Position, gateway: EgressOnlyInternetGateway, inbound: bool
) -> None:
    if gateway.vpc_id != source.vpc:
        branch.block(
            "IGW_NOT_ATTACHED", gateway.id, _("Egress-only internet gateway %s belongs to another VPC.") % gateway.label,
            kind="egress-only-internet-gateway",
        )  # fmt: skip
    if inbound:
        branch.block(
            "INBOUND_TO_OUTBOUND_ONLY", gateway.id,
            _("Egress-only internet gateway %s lets no connection in.") % gateway.label, kind="egress-only-internet-gateway",
        )  # fmt: skip
        return
    _nobody_s(branch, gateway)
    _held_by_a_vpc(topology, branch)
    block_public_access(topology, branch, "out-only", (source.subnet, source.vpc))
    branch.hops.append(Hop(gateway.id, "egress-only-internet-gateway", "carries", _("IPv6, outbound only")))


def _no_route(
    topology: Topology, branch: Branch, source: Position, destination: Outside, table: RouteTable | None
) -> None:
    """No route: name what is nearest to how the network is built."""
    table_id = table.id if table else None
    family = branch.asked.boxes[0].family
    spelled = {"ipv4": "IPv4", "ipv6": "IPv6"}[family]
    missing = _("The VPC has no endpoint for %(to)s, and subnet %(subnet)s has no route to it.")
    if destination.named:
        for endpoint in gateway_endpoints(topology, source.vpc):
            if not carries(endpoint, family):
                if endpoint.service_name == destination.named.prefix_list_name:
                    missing = _(
                        "The VPC's endpoint for %(to)s does not carry %(family)s, and subnet %(subnet)s has no route to it."
                    )
                continue
            if endpoint.service_name == destination.named.prefix_list_name and topology.is_unresolved(
                endpoint.id, "route_table_ids"
            ):
                branch.doubts.append(_("which route tables %s is associated with is not known") % endpoint.label)
                return
            if endpoint.service_name == destination.named.prefix_list_name:
                branch.hops.append(Hop(table_id, "route-table", "blocks", _("no route to %s") % destination.label))
                branch.block(
                    "GATEWAY_ENDPOINT_NOT_ASSOCIATED", endpoint.id,
                    _("Gateway endpoint %(endpoint)s is not associated with the route table of subnet %(subnet)s.")
                    % {"endpoint": endpoint.label, "subnet": label(topology, source.subnet)}, kind="vpc-endpoint",
                )  # fmt: skip
                return
    subnet = topology.get(Subnet, source.subnet)
    if not destination.external and where(topology, VpcEndpoint, "vpc_id", source.vpc):
        branch.hops.append(Hop(table_id, "route-table", "blocks", _("no route to %s") % destination.label))
        branch.block(
            "MISSING_ENDPOINT", None,
            missing % {"to": destination.label, "subnet": subnet.label if subnet else "", "family": spelled}, hop=False,
        )  # fmt: skip
        return
    branch.block(
        "NO_ROUTE", table_id,
        _("%(table)s of subnet %(subnet)s has no route to %(to)s.")
        % {"table": route_table(topology, table_id), "subnet": subnet.label if subnet else "", "to": destination.label}, kind="route-table",
    )  # fmt: skip
