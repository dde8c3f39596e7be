"""Between two VPCs: the route to an interface of the other one, and the way back that its answers take.

Sources: https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-routing.html,
https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html, …/tgw-best-design-practices.html (answers that come back by
another way than the requests went)
"""

from ..addresses import INTERNET
from ..i18n import _
from ..model import (
    EgressOnlyInternetGateway,
    Instance,
    InternetGateway,
    NetworkInterface,
    Resource,
    RouteTable,
    Topology,
    TransitGateway,
    Vpc,
    VpcEndpoint,
    VpcPeeringConnection,
    VpnGateway,
)
from . import transit
from .branch import Branch, route_table, table_label, who
from .causes import Hop
from .lookup import where
from .on_premises import into_vpn_gateway
from .positions import Position, of_instance
from .routing import Choice, choose, table_of

OTHERS = (VpnGateway, Instance, NetworkInterface, VpcEndpoint)
"""The route targets behind which the input does not say what happens to traffic between VPCs."""


def private_hop(
    topology: Topology,
    branch: Branch,
    source: Position,
    destination: Position,
    table: RouteTable | None,
    choice: Choice,
) -> None:
    """Follow a route towards an interface in another VPC, or around the local route."""
    table_id = table.id if table else None
    route = choice.route
    target = topology.find(route.target) if route else None
    if _ends_there(topology, branch, table_id, choice, target, _("The route of %s leads nowhere.")):
        return
    if route is not None and isinstance(target, VpcPeeringConnection):
        branch.hops.append(Hop(table_id, "route-table", "routes", f"{route.destination} → {target.label}"))
        _by_peering(topology, branch, source, destination, target)
    elif route is not None and isinstance(target, TransitGateway):
        branch.hops.append(Hop(table_id, "route-table", "routes", f"{route.destination} → {target.label}"))
        transit.to_vpc(topology, branch, source, destination, target)
    elif isinstance(target, OTHERS):
        branch.hops.append(Hop(target.id, "gateway", "unknown"))
        _into_other(topology, branch, source, target)
        branch.beyond = True
    elif branch.asked.boxes[0].family == "ipv6" and isinstance(target, InternetGateway | EgressOnlyInternetGateway):
        doubt = _over_the_internet(target)
        branch.doubts.append(doubt)
        branch.hops.append(Hop(target.id, "gateway", "unknown", doubt))
        if target.vpc_id != source.vpc:
            text = _("%s is not attached to the VPC.") % target.label
            branch.block("IGW_NOT_ATTACHED", target.id, text, kind="internet-gateway")
    else:
        joined = peering_between(topology, source.vpc, destination.vpc)
        branch.block(
            "PEERING_ROUTE_MISSING" if joined else "NO_ROUTE", table_id,
            _("%(table)s has no route to %(to)s.")
            % {"table": route_table(topology, table_id), "to": who(topology, destination)}, kind="route-table",
        )  # fmt: skip


def _ends_there(
    topology: Topology, branch: Branch, table_id: str | None, choice: Choice, target: Resource | None, nowhere: str
) -> bool:
    """Whether a choice leads to nothing that could be followed, which it then says: what it is or leads to is not known, or it leads
    `nowhere`."""
    route = choice.route
    if choice.kind == "unknown":
        branch.doubts.append(choice.reason)
    elif route is not None and route.target is None and route.state == "active":
        branch.doubts.append(_("the target of a route of %s is not known") % table_label(topology, table_id))
    elif route is not None and (route.state == "blackhole" or target is None):
        branch.block("BLACKHOLE_ROUTE", table_id, nowhere % table_label(topology, table_id), kind="route-table")
    else:
        return False
    return True


def _by_peering(
    topology: Topology, branch: Branch, source: Position, destination: Position, peering: VpcPeeringConnection
) -> None:
    """Over a peering connection, which has to be active and to join the two VPCs themselves."""
    kind = "vpc-peering-connection"
    if peering.state != "active":
        text = _("Peering connection %s is not active.") % peering.label
        branch.block("PEERING_NOT_ACTIVE", peering.id, text, kind=kind)
    if topology.is_unresolved(peering.id, "vpc_id", "peer_vpc_id"):
        branch.doubts.append(_("which VPCs %s joins is not known") % peering.label)
    elif {source.vpc, destination.vpc} != {peering.vpc_id, peering.peer_vpc_id}:
        text = _("Peering connection %s does not join these two VPCs.") % peering.label
        branch.block("PEERING_NOT_TRANSITIVE", peering.id, text, kind=kind)
    if source.kind == "nat":
        text = _("whether a NAT gateway sends over peering connection %s is not documented") % peering.label
        branch.doubts.append(text)
    branch.hops.append(Hop(peering.id, kind, "carries"))


def _into_other(topology: Topology, branch: Branch, source: Position, target: Resource) -> None:
    """Into a route target behind which the input says nothing of traffic between VPCs. Whether anything gets that far: the gateway
    is attached, the instance takes what is not addressed to it.

    https://docs.aws.amazon.com/vpc/latest/userguide/work-with-nat-instances.html#EIP_Disable_SrcDestCheck
    """
    if isinstance(target, VpnGateway):
        into_vpn_gateway(topology, branch, source, target)
    elif (isinstance(target, Instance) and of_instance(topology, target)[0].source_dest_check) or (
        isinstance(target, NetworkInterface) and target.source_dest_check
    ):
        text = _("The source/destination check of %s is on: it forwards nothing.") % target.label
        branch.block("SOURCE_DEST_CHECK", target.id, text, kind="nat-instance")
    branch.doubts.append(_("what %s does with the traffic is not in the input") % target.label)


def _over_the_internet(gateway: Resource) -> str:
    return _("%s sends it over the internet, and whether it comes in again is not judged") % gateway.label


def names_groups(topology: Topology, peering: VpcPeeringConnection) -> bool:
    """Whether rules may name groups across a peering connection: within one Region only;
    https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html"""
    other = peering.peer_region or topology.region_of(peering.peer_vpc_id)
    return other == topology.region_of(peering.vpc_id)


def peering_between(topology: Topology, a: str | None, b: str | None) -> VpcPeeringConnection | None:
    """The peering connection that joins two VPCs, if any."""
    if a is None or a == b:
        return None
    joined = where(topology, VpcPeeringConnection, "vpc_id", a) + where(
        topology, VpcPeeringConnection, "peer_vpc_id", a
    )
    return next((p for p in joined if {p.vpc_id, p.peer_vpc_id} == {a, b}), None)


# The way back


def route_back(topology: Topology, branch: Branch, destination: Position, source: Position, out: Choice) -> None:
    """The reply between two VPCs needs a route of its own on the far side. It may be another way than the request's."""
    table, doubt = table_of(topology, destination.subnet)
    vpc = topology.get(Vpc, destination.vpc)
    if vpc is None or out.kind != "route" or out.route is None:
        return
    family = branch.asked.boxes[0].family
    for choice in choose(topology, table, vpc, family, source.addresses(family), None, doubt):
        _answer(topology, branch, destination, source, out, table, choice)


def _answer(
    topology: Topology, branch: Branch, destination: Position, source: Position, out: Choice, table: RouteTable | None, choice: Choice
) -> None:  # fmt: skip
    table_id = table.id if table else None
    route = choice.route
    went = topology.find(out.route.target) if out.route else None
    target = topology.find(route.target) if route else None
    if _ends_there(topology, branch, table_id, choice, target, _("The route back of %s leads nowhere.")):
        return
    if target is not None and went is not None and target.id == went.id and not isinstance(target, TransitGateway):
        return
    if isinstance(target, TransitGateway):
        transit.back(topology, branch, destination, source, target)
        _by_another_way(branch, went, target)
    elif isinstance(target, VpcPeeringConnection) and _carries(topology, target, destination, source):
        _by_another_way(branch, went, target)
    elif isinstance(target, OTHERS):
        _into_other(topology, branch, destination, target)
    elif isinstance(target, InternetGateway | EgressOnlyInternetGateway) and (
        source.addresses(branch.asked.boxes[0].family) <= INTERNET["ipv6"] and branch.asked.boxes[0].family == "ipv6"
    ):
        branch.doubts.append(_over_the_internet(target))
    else:
        _no_way_back(topology, branch, table_id, went)


def _carries(topology: Topology, peering: VpcPeeringConnection, a: Position, b: Position) -> bool:
    joins = {peering.vpc_id, peering.peer_vpc_id} == {a.vpc, b.vpc}
    return peering.state == "active" and (joins or topology.is_unresolved(peering.id, "vpc_id", "peer_vpc_id"))


def _by_another_way(branch: Branch, went: Resource | None, back: Resource) -> None:
    """AWS warns of packets that are lost where answers do not take the way of the requests:
    https://docs.aws.amazon.com/vpc/latest/tgw/tgw-best-design-practices.html"""
    if went is not None and type(went) is not type(back):
        text = _("the answers to what goes by %(out)s come back by %(back)s: AWS does not say that all of them arrive")
        branch.doubts.append(text % {"out": went.label, "back": back.label})


def _no_way_back(topology: Topology, branch: Branch, table_id: str | None, went: Resource | None) -> None:
    values = {"table": route_table(topology, table_id), "way": went.label if went else ""}
    if isinstance(went, TransitGateway):
        text = _("%(table)s has no route back to transit gateway %(way)s.") % values
        branch.block("TGW_ROUTE_MISSING", table_id, text, kind="route-table")
    elif isinstance(went, VpcPeeringConnection):
        text = _("%(table)s has no route back through peering connection %(way)s.") % values
        branch.block("PEERING_ROUTE_MISSING", table_id, text, kind="route-table")
    else:
        text = _("%(table)s has no route back to where the traffic comes from.") % values
        branch.block("NO_ROUTE", table_id, text, kind="route-table")
