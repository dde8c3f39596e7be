"""What the attachments and route tables of transit gateways say: who is attached, and where a gateway sends a destination.

https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html (associations, propagations, route evaluation)
"""

from typing import NamedTuple

from ..addresses import INTERNET, NOTHING, Family, IntSet, family_of, parse
from ..i18n import _
from ..model import (
    OpaqueResource,
    Topology,
    TransitGateway,
    TransitGatewayAttachment,
    TransitGatewayRouteTable,
    Vpc,
    VpnGateway,
)
from .lookup import where
from .memory import indexed
from .on_premises import connections, is_behind
from .positions import Position

WORKING = ("available", "pending")


class Onward(NamedTuple):
    """Where a transit gateway sends a part of the destinations: to an attachment, into a blackhole, or nowhere."""

    destinations: IntSet
    attachment: TransitGatewayAttachment | None
    blackhole: bool = False
    doubt: str = ""


def attachments(topology: Topology, gateway_id: str) -> list[TransitGatewayAttachment]:
    """The attachments of a transit gateway that work."""
    ends = where(topology, TransitGatewayAttachment, "transit_gateway_id", gateway_id)
    ends += where(topology, TransitGatewayAttachment, "peer_transit_gateway_id", gateway_id)
    return [a for a in ends if a.state in WORKING]


def attachment_of(topology: Topology, gateway_id: str, vpc_id: str | None) -> TransitGatewayAttachment | None:
    """The attachment of a VPC to a transit gateway."""
    return next((a for a in attachments(topology, gateway_id) if a.vpc_id == vpc_id and a.vpc_id is not None), None)


def gateway_of(topology: Topology, attachment: TransitGatewayAttachment, otherwise: TransitGateway) -> TransitGateway:
    """The transit gateway of an attachment."""
    return topology.get(TransitGateway, attachment.transit_gateway_id) or otherwise


def route_table_of(
    topology: Topology, gateway: TransitGateway, attachment: TransitGatewayAttachment
) -> tuple[TransitGatewayRouteTable | None, bool, str]:
    """The gateway's route table that an attachment uses, None for the default one that the input leaves out; whether the attachment
    uses one at all; and what is open about that."""
    tables = tables_of(topology, gateway.id)
    for table in tables:
        if any(a.transit_gateway_attachment_id == attachment.id for a in table.associations):
            return table, True, ""
    unsure = [t for t in tables if topology.is_unresolved(t.id, "associations")]
    doubt = _("which attachments use %s is not known") % unsure[0].label if unsure else ""
    if gateway.default_route_table_association == "disable":
        return None, False, doubt
    return next((t for t in tables if t.default), None), True, doubt


def tables_of(topology: Topology, gateway_id: str) -> list[TransitGatewayRouteTable]:
    """The route tables of a transit gateway that the input holds."""
    return where(topology, TransitGatewayRouteTable, "transit_gateway_id", gateway_id)


def _propagated(
    topology: Topology, gateway: TransitGateway, table: TransitGatewayRouteTable | None
) -> list[TransitGatewayAttachment]:
    """The attachments that bring their addresses to a route table. A peering attachment brings none."""
    if table is None:
        return attachments(topology, gateway.id) if gateway.default_route_table_propagation == "enable" else []
    named = [a.transit_gateway_attachment_id for a in table.propagations]
    found = [a for i in named if (a := topology.get(TransitGatewayAttachment, i)) and a.state in WORKING]
    if table.default and gateway.default_route_table_propagation == "enable" and not table.propagations:
        return attachments(topology, gateway.id)
    return found


def propagates(
    topology: Topology, gateway: TransitGateway, table: TransitGatewayRouteTable, attachment: TransitGatewayAttachment
) -> bool:
    """Whether an attachment brings what it knows to a route table."""
    return any(a.id == attachment.id for a in _propagated(topology, gateway, table))


def _unannounced(topology: Topology, gateway: TransitGateway, table: TransitGatewayRouteTable | None) -> str:
    """Why a route table may hold routes from outside AWS that the input does not say; empty where it does not."""
    if table is not None and any(r.propagated for r in table.routes):
        return ""  # a snapshot lists what was brought
    if table is None and (loose := _loose_route(topology)):
        return _("in which route table of a transit gateway %s stands is not known") % loose
    for attachment in _propagated(topology, gateway, table):
        if is_behind(attachment):
            return _("which routes %s brings to the transit gateway is not in the input") % attachment.label
    default = table is None or table.default
    held = {a.vpn_connection_id for a in attachments(topology, gateway.id)}
    if default and gateway.default_route_table_propagation == "enable":
        for connection in connections(topology, gateway.id):
            if connection.id not in held and not connection.static_routes_only:
                return _("which routes %s brings to the transit gateway is not in the input") % connection.label
    return ""


@indexed
def _loose_route(topology: Topology) -> str:
    """A route of a transit gateway whose route table the input does not say: it may be of a default one, which no template holds."""
    kept = [o for o in topology.all(OpaqueResource) if o.cloudformation_type == "AWS::EC2::TransitGatewayRoute"]
    return next((o.label for o in kept if topology.is_unresolved(o.id, "transit_gateway_route_table_id")), "")


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
            gone = route.blackhole or (to is not None and to.state not in WORKING)
            entries.append((-length, int(route.propagated), prefix, to, gone))
    for attachment in _propagated(topology, gateway, table):
        vpc = topology.get(Vpc, attachment.vpc_id)
        for block in (vpc.cidr_blocks if family == "ipv4" else vpc.ipv6_cidr_blocks) if vpc else ():
            entries.append((-parse(block)[2], 1, parse(block)[1], attachment, False))
    entries.sort(key=lambda e: e[:2])
    silent = _unannounced(topology, gateway, table)
    left, found, private = destinations, [], NOTHING
    for length, _rank, prefix, to, blackhole in entries:
        part = left & prefix
        left = left - part
        if silent and length == 0:  # what is announced from outside AWS is private, and more specific
            private, part = part - INTERNET[family], part & INTERNET[family]
        if part:
            found.append(Onward(part, to, blackhole))
    if left or private:
        found.append(Onward(left | private, None, doubt=silent))
    return found


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


@indexed
def _joined(topology: Topology) -> frozenset[str | None]:
    return frozenset(
        (*(g.vpc_id for g in topology.all(VpnGateway)), *(a.vpc_id for a in topology.all(TransitGatewayAttachment)))
    )


def joined_on_premises(topology: Topology, vpc_id: str | None) -> bool:
    """Whether a VPC has a gateway by which a network of the user's own may reach it."""
    return vpc_id is not None and vpc_id in _joined(topology)
