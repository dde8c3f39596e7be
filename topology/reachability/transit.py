"""Transit gateways: from a VPC's attachment through the gateway's route tables to another attachment.

https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html (associations, propagations, route evaluation),
…/tgw-vpc-attachments.html (a zone without an attachment subnet cannot reach the gateway), …/tgw-nacls.html.
"""

from typing import NamedTuple

from ..addresses import NOTHING, Family, IntSet, addresses_of, family_of, parse
from ..i18n import _
from ..model import Subnet, Topology, TransitGateway, TransitGatewayAttachment, TransitGatewayRouteTable, Vpc
from .branch import Branch, acl_filter, label
from .causes import Hop
from .lookup import where
from .positions import Position, in_subnet

KIND = "transit-gateway"


class Onward(NamedTuple):
    """Where a transit gateway sends a part of the destinations: to an attachment, into a blackhole, or nowhere."""

    destinations: IntSet
    attachment: TransitGatewayAttachment | None
    blackhole: bool = False


def attachments(topology: Topology, gateway_id: str) -> list[TransitGatewayAttachment]:
    """The attachments of a transit gateway that work."""
    return [
        a
        for a in where(topology, TransitGatewayAttachment, "transit_gateway_id", gateway_id)
        if a.state in ("available", "pending")
    ]


def attachment_of(topology: Topology, gateway_id: str, vpc_id: str | None) -> TransitGatewayAttachment | None:
    """The attachment of a VPC to a transit gateway."""
    return next((a for a in attachments(topology, gateway_id) if a.vpc_id == vpc_id and a.vpc_id is not None), None)


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
    zones = {s.availability_zone for i in attachment.subnet_ids if (s := topology.get(Subnet, i))}
    if topology.is_unresolved(attachment.id, "subnet_ids"):
        branch.doubts.append(_("the subnets of %s are not all known") % attachment.label)
    elif source.zone is not None and None not in zones and source.zone not in zones:
        text = _("Attachment %(attachment)s has no subnet in %(zone)s: nothing there reaches the transit gateway.")
        branch.block(
            "TGW_NOT_IN_AZ", attachment.id, text % {"attachment": attachment.label, "zone": source.zone}, kind=KIND
        )
    branch.hops.append(Hop(attachment.id, "transit-gateway-attachment", "carries"))
    return attachment


def standing(topology: Topology, attachment: TransitGatewayAttachment, zone: str | None) -> Position | None:
    """The attachment's interface in a zone, else in any."""
    subnets = [s for i in attachment.subnet_ids if (s := topology.get(Subnet, i))]
    chosen = min(subnets, key=lambda s: s.availability_zone != zone, default=None)
    if chosen is None:
        return None
    return in_subnet(topology, chosen.id, owner=attachment.id, kind="nat", filtered=False)


def route_table_of(
    topology: Topology, attachment: TransitGatewayAttachment
) -> tuple[TransitGatewayRouteTable | None, bool]:
    """The gateway's route table that an attachment uses, None for the default one that the input leaves out; and whether
    the attachment uses one at all."""
    tables = where(topology, TransitGatewayRouteTable, "transit_gateway_id", attachment.transit_gateway_id)
    for table in tables:
        if any(a.transit_gateway_attachment_id == attachment.id for a in table.associations):
            return table, True
    gateway = topology.get(TransitGateway, attachment.transit_gateway_id)
    if gateway is None or gateway.default_route_table_association == "disable":
        return None, False
    return next((t for t in tables if t.default), None), True


def _propagated(
    topology: Topology, gateway: TransitGateway, table: TransitGatewayRouteTable | None
) -> list[TransitGatewayAttachment]:
    """The attachments whose VPC's addresses a route table knows."""
    if table is None:
        return attachments(topology, gateway.id) if gateway.default_route_table_propagation == "enable" else []
    named = [a.transit_gateway_attachment_id for a in table.propagations]
    found = [a for i in named if (a := topology.get(TransitGatewayAttachment, i))]
    if table.default and gateway.default_route_table_propagation == "enable" and not table.propagations:
        return attachments(topology, gateway.id)
    return found


def choose_onward(
    topology: Topology,
    gateway: TransitGateway,
    table: TransitGatewayRouteTable | None,
    destinations: IntSet,
    family: Family,
) -> list[Onward]:
    """Where the gateway sends each part of the destinations: longest prefix first, static before propagated."""
    entries: list[tuple[int, int, IntSet, TransitGatewayAttachment | None, bool]] = []
    for route in table.routes if table else ():
        if route.destination_cidr_block and family_of(route.destination_cidr_block) == family:
            _family, prefix, length = parse(route.destination_cidr_block)
            to = topology.get(TransitGatewayAttachment, route.transit_gateway_attachment_id)
            entries.append((-length, 0, prefix, to, route.blackhole))
    for attachment in _propagated(topology, gateway, table):
        vpc = topology.get(Vpc, attachment.vpc_id)
        for block in (vpc.cidr_blocks if family == "ipv4" else vpc.ipv6_cidr_blocks) if vpc else ():
            entries.append((-parse(block)[2], 1, parse(block)[1], attachment, False))
    entries.sort(key=lambda e: e[:2])
    left, found = destinations, []
    for _length, _rank, prefix, to, blackhole in entries:
        part = left & prefix
        if part:
            found.append(Onward(part, to, blackhole))
            left = left - part
    if left:
        found.append(Onward(left, None))
    return found


def cross(
    topology: Topology,
    branch: Branch,
    gateway: TransitGateway,
    attachment: TransitGatewayAttachment,
    destinations: IntSet,
    family: Family,
) -> TransitGatewayAttachment | None:
    """Through the gateway: to the attachment on the other side, or None with the reason noted."""
    table, used = route_table_of(topology, attachment)
    if not used:
        text = _("Attachment %s is associated with no route table of the transit gateway.") % attachment.label
        branch.block("TGW_ROUTE_MISSING", attachment.id, text, kind=KIND)
        return None
    name = table.label if table else _("the default route table of %s") % gateway.label
    open_table = table is not None and topology.is_unresolved(table.id, "routes", "propagations", "associations")
    branch.hops.append(Hop(table.id if table else gateway.id, KIND, "routes", name))
    for part in choose_onward(topology, gateway, table, destinations, family):
        if part.blackhole:
            branch.block(
                "BLACKHOLE_ROUTE",
                table.id if table else None,
                _("Route table %s drops the traffic: a blackhole route.") % name,
                kind=KIND,
            )
            return None
        if part.attachment is None and open_table:
            branch.doubts.append(_("not every route of %s is known") % name)
            return None
        if part.attachment is None:
            text = _("Route table %s of the transit gateway has no route to the destination.") % name
            branch.block("TGW_ROUTE_MISSING", table.id if table else None, text, kind=KIND)
            return None
    widest = max(choose_onward(topology, gateway, table, destinations, family), key=lambda o: o.destinations.size)
    onward = widest.attachment
    if onward is not None and onward.resource_type != "vpc":
        branch.doubts.append(_("what lies behind attachment %s is not in the input") % onward.label)
        return None
    if onward is not None:
        branch.hops.append(Hop(onward.id, "transit-gateway-attachment", "carries"))
    return onward


def to_vpc(
    topology: Topology, branch: Branch, source: Position, destination: Position, gateway: TransitGateway
) -> None:
    """Through a transit gateway to an interface in another VPC, and through the ACLs of the attachments' subnets."""
    family = branch.asked.boxes[0].family
    entered = enter(topology, branch, source, gateway)
    if entered is None:
        return
    onward = cross(topology, branch, gateway, entered, destination.addresses(family), family)
    if onward is None:
        return
    if onward.vpc_id != destination.vpc:
        text = _("The transit gateway sends the traffic to attachment %s, which is of another VPC.") % onward.label
        branch.block("TGW_ROUTE_MISSING", onward.id, text, kind=KIND)
        return
    near, far = standing(topology, entered, source.zone), standing(topology, onward, source.zone)
    if near is not None and near.subnet != source.subnet:
        acl_filter(topology, branch, near, egress=False)
    if far is not None and far.subnet != destination.subnet:
        acl_filter(topology, branch, far, egress=True)


def back(topology: Topology, branch: Branch, destination: Position, source: Position, gateway: TransitGateway) -> None:
    """The reply through the transit gateway: the destination's zone is attached, and its route table knows the source."""
    family = branch.asked.boxes[0].family
    aside = Branch(branch.asked, branch.traffic)
    entered = enter(topology, aside, destination, gateway)
    if entered is not None:
        cross(topology, aside, gateway, entered, source.addresses(family), family)
    branch.returns.extend(aside.hops)
    branch.doubts.extend(aside.doubts)
    branch.blockers.extend(b for b in aside.blockers if b not in branch.blockers)


def references_pass(topology: Topology, source: Position, destination: Position) -> bool:
    """Whether a rule may name the other VPC's groups across a transit gateway: enabled on it and on both attachments.

    https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html#vpc-attachment-security
    """
    for gateway in topology.all(TransitGateway):
        ends = [attachment_of(topology, gateway.id, p.vpc) for p in (source, destination)]
        if gateway.security_group_referencing_support == "enable" and all(
            e is not None and e.security_group_referencing_support == "enable" for e in ends
        ):
            return True
    return False


def known_addresses(topology: Topology, gateway_id: str, family: Family) -> IntSet:
    """The addresses of every VPC attached to a transit gateway."""
    vpcs = [v for a in attachments(topology, gateway_id) if (v := topology.get(Vpc, a.vpc_id))]
    blocks = [b for v in vpcs for b in (v.cidr_blocks if family == "ipv4" else v.ipv6_cidr_blocks)]
    return addresses_of(blocks, family) if blocks else NOTHING
