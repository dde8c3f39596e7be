"""The way through transit gateways: from a VPC's attachment by what the gateway's route tables say to another attachment, and back.

https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html (a zone without an attachment subnet cannot reach the gateway),
…/tgw-nacls.html.
"""

from ..addresses import Family, IntSet
from ..i18n import _
from ..model import (
    Instance,
    NetworkInterface,
    Subnet,
    Topology,
    TransitGateway,
    TransitGatewayAttachment,
    TransitGatewayRouteTable,
    Vpc,
    VpcEndpoint,
)
from .branch import Branch, acl_filter, label
from .causes import Hop
from .on_premises import is_behind
from .positions import Position, in_subnet, same_zone
from .routing import choose, table_of
from .transit_tables import attachment_of, choose_onward, route_table_of

KIND = "transit-gateway"
PASS_ON = (TransitGateway, VpcEndpoint, Instance, NetworkInterface)
"""The route targets by which a VPC passes on what a transit gateway brings it for another: the appliances of an inspection VPC."""


def enter(
    topology: Topology, branch: Branch, source: Position, gateway: TransitGateway
) -> TransitGatewayAttachment | None:
    """From a VPC into the gateway: the VPC is attached, with a subnet in the source's zone. None where it is not attached."""
    attachment = attachment_of(topology, gateway.id, source.vpc)
    if attachment is None:
        text = _("VPC %(vpc)s is not attached to transit gateway %(tgw)s.") % {
            "vpc": label(topology, source.vpc),
            "tgw": gateway.label,
        }
        branch.block("TGW_NOT_ATTACHED", gateway.id, text, kind=KIND)
        return None
    attached = [same_zone(source, i, s.zone) for i in attachment.subnet_ids if (s := topology.get(Subnet, i))]
    if topology.is_unresolved(attachment.id, "subnet_ids"):
        branch.doubts.append(_("the subnets of %s are not all known") % attachment.label)
    elif True not in attached and None in attached:
        text = _("whether %(attachment)s has a subnet in the zone of %(subnet)s is not known")
        values = {"attachment": attachment.label, "subnet": label(topology, source.subnet)}
        branch.doubts.append(text % values)
    elif True not in attached:
        text = _("Attachment %(attachment)s has no subnet in %(zone)s: nothing there reaches the transit gateway.")
        values = {"attachment": attachment.label, "zone": source.zone or label(topology, source.subnet)}
        branch.block("TGW_NOT_IN_AZ", attachment.id, text % values, kind=KIND)
    branch.hops.append(Hop(attachment.id, "transit-gateway-attachment", "carries"))
    return attachment


def standing(topology: Topology, attachment: TransitGatewayAttachment, zone: str | None) -> Position | None:
    """The attachment's interface in a zone, else in any."""
    subnets = [s for i in attachment.subnet_ids if (s := topology.get(Subnet, i))]
    chosen = min(subnets, key=lambda s: s.zone != zone, default=None)
    if chosen is None:
        return None
    return in_subnet(topology, chosen.id, owner=attachment.id, kind="nat", filtered=False)


def cross(
    topology: Topology,
    branch: Branch,
    gateway: TransitGateway,
    attachment: TransitGatewayAttachment,
    destinations: IntSet,
    family: Family,
    passed: frozenset[str] = frozenset(),
) -> TransitGatewayAttachment | None:
    """Through the gateway, and those that it is peered with: to the attachment on the other side, or None with the reason noted."""
    table, used, unsure = route_table_of(topology, gateway, attachment)
    if unsure:
        branch.doubts.append(unsure)
        return None
    if not used:
        text = _("Attachment %s is associated with no route table of the transit gateway.") % attachment.label
        branch.block("TGW_ROUTE_MISSING", attachment.id, text, kind=KIND)
        return None
    name = (
        _("Transit gateway route table %s") % table.label
        if table
        else _("The default route table of transit gateway %s") % gateway.label
    )
    open_table = table is not None and topology.is_unresolved(table.id, "routes", "propagations")
    branch.hops.append(Hop(table.id if table else gateway.id, KIND, "routes", name))
    parts = choose_onward(topology, gateway, table, destinations, family)
    for part in parts:
        if part.blackhole:
            branch.block(
                "BLACKHOLE_ROUTE",
                table.id if table else None,
                _("%s drops the traffic: a blackhole route.") % name,
                kind=KIND,
            )
            return None
        if part.attachment is None and (part.doubt or open_table):
            branch.doubts.append(
                part.doubt or _("not every route of %s is known") % (table.label if table else gateway.label)
            )
            return None
        if part.attachment is None:
            text = _("%s has no route to the destination.") % name
            branch.block("TGW_ROUTE_MISSING", table.id if table else None, text, kind=KIND)
            return None
    onward = max(parts, key=lambda o: o.destinations.size).attachment
    if onward is None:
        return None
    branch.hops.append(Hop(onward.id, "transit-gateway-attachment", "carries"))
    if onward.resource_type == "peering":
        return _over_peering(topology, branch, gateway, onward, destinations, family, passed)
    return onward


def _over_peering(
    topology: Topology, branch: Branch, gateway: TransitGateway, peering: TransitGatewayAttachment, destinations: IntSet, family: Family,
    passed: frozenset[str],
) -> TransitGatewayAttachment | None:  # fmt: skip
    """On through the transit gateway at the other end of a peering attachment, which knows static routes alone;
    https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering.html"""
    far = peering.peer_transit_gateway_id if peering.transit_gateway_id == gateway.id else peering.transit_gateway_id
    other = topology.get(TransitGateway, far)
    if other is None:
        branch.doubts.append(_("the transit gateway at the other end of %s is not in the input") % peering.label)
        return None
    if other.id in passed:
        text = _("Transit gateway %s sends the traffic back.") % other.label
        branch.block("TGW_ROUTE_MISSING", other.id, text, kind=KIND)
        return None
    return cross(topology, branch, other, peering, destinations, family, passed | {gateway.id})


def passed_on(
    topology: Topology, attachment: TransitGatewayAttachment, goal: Position, sender: str | None, zone: str | None, family: Family
) -> str:  # fmt: skip
    """What is open about traffic for one VPC that a transit gateway sends to another, which passes it on by the routes of the
    attachment's subnet: to the appliances of an inspection VPC, or back to the transit gateway. Empty where it does not. What comes
    back to the VPC that sent it and from there to the transit gateway goes in a circle.

    https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-appliance-scenario.html
    """
    if attachment.vpc_id in (None, goal.vpc):
        return ""
    here, vpc = standing(topology, attachment, zone), topology.get(Vpc, attachment.vpc_id)
    if here is None or vpc is None:
        return _("where attachment %s stands is not known") % attachment.label
    table, doubt = table_of(topology, here.subnet)
    for choice in choose(topology, table, vpc, family, goal.addresses(family), None, doubt):
        if choice.kind == "unknown":
            return choice.reason
        target = topology.find(choice.route.target) if choice.route and choice.route.state == "active" else None
        if isinstance(target, PASS_ON) and not (isinstance(target, TransitGateway) and attachment.vpc_id == sender):
            text = _("what becomes of the traffic that VPC %(vpc)s leads to %(target)s is not in the input")
            return text % {"vpc": vpc.label, "target": target.label}
    return ""


def to_vpc(
    topology: Topology, branch: Branch, source: Position, destination: Position, gateway: TransitGateway
) -> None:
    """Through a transit gateway to an interface in another VPC, and through the ACLs of the attachments' subnets; `back` is the reply."""
    family = branch.asked.boxes[0].family
    entered = enter(topology, branch, source, gateway)
    if entered is None:
        return
    _acl_at(topology, branch, entered, source, source.zone, egress=False)
    onward = cross(topology, branch, gateway, entered, destination.addresses(family), family)
    if onward is None:
        return
    if is_behind(onward):
        branch.doubts.append(
            _("whether the network behind %s sends it on to that VPC is not in the input") % onward.label
        )
        branch.beyond = True
        return
    if doubt := passed_on(topology, onward, destination, source.vpc, source.zone, family):
        branch.doubts.append(doubt)
        branch.beyond = True
        return
    if onward.vpc_id != destination.vpc:
        leads_elsewhere(topology, branch, onward, answers=False)
        return
    _acl_at(topology, branch, onward, destination, source.zone, egress=True)


def leads_elsewhere(
    topology: Topology, branch: Branch, onward: TransitGatewayAttachment, *, answers: bool = True
) -> None:
    """The route table that sends to this attachment has no route to the other VPC of its own: a wider one leads there. Across peered
    gateways that is the table crossed last."""
    crossed = next(h for h in reversed(branch.hops) if h.kind == KIND)
    table = topology.get(TransitGatewayRouteTable, crossed.resource)
    text = (
        _("%(table)s sends the answers to attachment %(attachment)s, which is of another VPC.")
        if answers
        else _("%(table)s sends the traffic to attachment %(attachment)s, which is not of that VPC.")
    )
    values = {"table": crossed.detail, "attachment": onward.label}
    branch.block("TGW_ROUTE_MISSING", table.id if table else None, text % values, kind=KIND)


def back(topology: Topology, branch: Branch, destination: Position, source: Position, gateway: TransitGateway) -> None:
    """The reply through a transit gateway: the destination's zone is attached, the route tables lead to the source's VPC, and the ACLs
    of the attachments' subnets let it through."""
    family = branch.asked.boxes[0].family
    aside = Branch(branch.asked, branch.traffic)
    entered, onward = enter(topology, aside, destination, gateway), None
    if entered is not None:
        onward = cross(topology, aside, gateway, entered, source.addresses(family), family)
        if is_behind(onward) and onward is not None:
            text = (
                _("whether the network behind %s sends the answers on to that VPC is not in the input") % onward.label
            )
            aside.doubts.append(text)
        elif onward is not None and (
            doubt := passed_on(topology, onward, source, destination.vpc, destination.zone, family)
        ):
            aside.doubts.append(doubt)
        elif onward is not None and entered is not None and onward.vpc_id != source.vpc:
            leads_elsewhere(topology, aside, onward)
    branch.returns.extend(aside.hops)
    branch.doubts.extend(aside.doubts)
    branch.blockers.extend(b for b in aside.blockers if b not in branch.blockers)
    for attachment, end, out in ((entered, destination, False), (onward, source, True)):
        if attachment is not None and attachment.vpc_id == end.vpc:
            _acl_at(topology, branch, attachment, end, destination.zone, egress=out, client_ports=source.client_ports)


def _acl_at(
    topology: Topology,
    branch: Branch,
    attachment: TransitGatewayAttachment,
    end: Position,
    zone: str | None,
    *,
    egress: bool,
    client_ports: IntSet | None = None,
) -> None:
    """The ACL of the attachment's subnet in a zone, unless one of the ends stands in that subnet; with `client_ports`, for the reply.
    https://docs.aws.amazon.com/vpc/latest/tgw/tgw-nacls.html"""
    here = standing(topology, attachment, zone)
    if here is not None and here.subnet != end.subnet:
        acl_filter(topology, branch, here, egress=egress, client_ports=client_ports)
