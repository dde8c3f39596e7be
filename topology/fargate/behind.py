"""Networks of the user's own as ends of a question, by what leads to them: a virtual private gateway, a VPN connection or its customer
gateway, a transit gateway's attachment that is no VPC's, a Direct Connect gateway, a virtual interface.

What addresses such a network has no input holds. Asked is of those that the routes of the other end lead to it, so that what AWS does on
the way is judged, up to the gateway. https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNRoutingTypes.html,
https://docs.aws.amazon.com/directconnect/latest/UserGuide/direct-connect-gateways-intro.html
"""

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address, summarize_address_range
from typing import NamedTuple

from ..addresses import EVERY, NOTHING, Family, IntSet, addresses_of
from ..i18n import _
from ..model import (
    OpaqueResource,
    Topology,
    TransitGateway,
    TransitGatewayAttachment,
    TransitGatewayRoute,
    TransitGatewayRouteTable,
    Vpc,
    VpnConnection,
    VpnGateway,
    VpnStaticRoute,
)
from ..reachability import Blocker, Outside, Position
from ..reachability.branch import label, route_table
from ..reachability.internet import vpc_blocks
from ..reachability.lookup import where
from ..reachability.memory import Hashed, indexed
from ..reachability.on_premises import announces, is_behind, static_ranges
from ..reachability.routing import choose, table_of
from ..reachability.transit_tables import attachments, propagates, tables_of

ASSOCIATION, CUSTOMER = "AWS::DirectConnect::DirectConnectGatewayAssociation", "AWS::EC2::CustomerGateway"


class Behind(NamedTuple):
    """The network behind a gateway. `gateways` are the virtual private gateways and transit gateway attachments that lead to it."""

    label: str
    gateways: tuple[str, ...]


def behind(topology: Topology, id: str) -> Behind | None:
    """The network that a resource leads to; None for a resource that is no way out of AWS to a network of the user's own."""
    resource = topology.find(id)
    found = _led(topology, id)
    return (
        Behind(_("the network behind %s") % resource.label, tuple(dict.fromkeys(found))) if resource and found else None
    )


def _led(topology: Topology, id: str) -> list[str]:
    resource = topology.find(id)
    if isinstance(resource, VpnGateway):
        return [id]
    if isinstance(resource, TransitGatewayAttachment):
        return [id] if is_behind(resource) else []
    if isinstance(resource, VpnConnection):
        held = [a.id for a in where(topology, TransitGatewayAttachment, "vpn_connection_id", id)]
        return [*([resource.vpn_gateway_id] if resource.vpn_gateway_id else []), *held]
    if not isinstance(resource, OpaqueResource):
        return []
    if resource.cloudformation_type == CUSTOMER:
        return [g for c in _connections(topology) if c[1] == id for g in _led(topology, c[0])]
    if not resource.cloudformation_type.startswith("AWS::DirectConnect::"):
        return []
    said = resource.body.get("Properties") or {}
    if isinstance(said.get("VirtualGatewayId"), str):
        return [said["VirtualGatewayId"]]
    named = said.get("DirectConnectGatewayId")
    return list(_associated(topology, named if isinstance(named, str) else id))


@indexed
def _connections(topology: Topology) -> Hashed[tuple[str, str]]:
    """The VPN connections with their customer gateways."""
    return Hashed((c.id, str(c.properties.get("CustomerGatewayId"))) for c in topology.all(VpnConnection))


@indexed
def _associations(topology: Topology) -> Hashed[tuple[str, str]]:
    """Which Direct Connect gateway is associated with which gateway."""
    kept = [
        o.body.get("Properties") or {} for o in topology.all(OpaqueResource) if o.cloudformation_type == ASSOCIATION
    ]
    return Hashed((str(p.get("DirectConnectGatewayId")), str(p.get("AssociatedGatewayId"))) for p in kept)


def _associated(topology: Topology, gateway: str) -> Iterator[str]:
    for own, far in _associations(topology):
        if own != gateway:
            continue
        if isinstance(topology.find(far), VpnGateway):
            yield far
        yield from (a.id for a in attachments(topology, far) if a.resource_type == "direct-connect-gateway")


def as_addresses(
    topology: Topology, network: Behind, other: Position, family: Family
) -> tuple[Topology, Outside] | Blocker:
    """The topology in which it is known what lies behind the gateways, and the addresses there that the other end's routes lead to;
    what is missing where they lead nowhere there. All addresses but the VPCs' own may be behind a gateway that learns by BGP."""
    vpc, (table, doubt) = topology.get(Vpc, other.vpc), table_of(topology, other.subnet)
    targets = {g for g in network.gateways if topology.get(VpnGateway, g)}
    targets |= _transit_gateways(topology) if targets != set(network.gateways) else frozenset()
    anywhere = _may_be_there(topology, network, family)
    led = NOTHING
    for choice in choose(topology, table, vpc, family, anywhere, None, doubt) if vpc else ():
        if choice.kind == "unknown" or (
            choice.route and choice.route.state == "active" and choice.route.target in targets
        ):
            led = led | choice.destinations
    if not led:
        text = _("%(table)s of subnet %(subnet)s has no route to %(network)s.")
        table_id = table.id if table else None
        values = {
            "table": route_table(topology, table_id), "subnet": label(topology, other.subnet), "network": network.label,
        }  # fmt: skip
        return Blocker("NO_ROUTE", table_id, text % values)
    return _where_known(topology, network, led, family), Outside(network.label, led, exact=False)


@indexed
def _transit_gateways(topology: Topology) -> frozenset[str]:
    return frozenset(g.id for g in topology.all(TransitGateway))


def _may_be_there(topology: Topology, network: Behind, family: Family) -> IntSet:
    """Every address, or what static routes say where nothing else tells a gateway of its network."""
    gateways = [g for i in network.gateways if (g := topology.get(VpnGateway, i)) is not None]
    if len(gateways) == len(network.gateways) and not any(announces(topology, g.id) for g in gateways):
        return IntSet(r for g in gateways for r in addresses_of(static_ranges(topology, g.id), family).ranges)
    return EVERY[family] - vpc_blocks(topology, family)


def _where_known(topology: Topology, network: Behind, addresses: IntSet, family: Family) -> Topology:
    """The topology with routes that say that these addresses are behind the gateways."""
    kind: type[IPv4Address | IPv6Address] = IPv4Address if family == "ipv4" else IPv6Address
    blocks = [str(b) for low, high in addresses.ranges for b in summarize_address_range(kind(low), kind(high))]
    for gateway in network.gateways:
        if topology.get(VpnGateway, gateway) is not None:
            routes = tuple(VpnStaticRoute(destination_cidr_block=b) for b in blocks if family == "ipv4")
            made = VpnConnection(id=f"{gateway}.behind", vpn_gateway_id=gateway, static_routes_only=True, routes=routes)
            topology = topology.with_resources(made)
        elif (attachment := topology.get(TransitGatewayAttachment, gateway)) is not None:
            topology = _announced(topology, attachment, blocks)
    return topology


def _announced(topology: Topology, attachment: TransitGatewayAttachment, blocks: list[str]) -> Topology:
    """The topology in which an attachment brings these ranges to every route table that it propagates to."""
    gateway = topology.get(TransitGateway, attachment.transit_gateway_id)
    if gateway is None:
        return topology
    brought = tuple(
        TransitGatewayRoute(destination_cidr_block=b, transit_gateway_attachment_id=attachment.id, propagated=True)
        for b in blocks
    )
    tables: list[TransitGatewayRouteTable] = list(tables_of(topology, gateway.id))
    if not any(t.default for t in tables):
        tables.append(TransitGatewayRouteTable(id=f"{gateway.id}.default", transit_gateway_id=gateway.id, default=True))
    for table in tables:
        if propagates(topology, gateway, table, attachment):
            topology = topology.with_resources(table.changed(routes=(*table.routes, *brought)))
    return topology
