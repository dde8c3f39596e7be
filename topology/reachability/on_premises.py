"""Networks of the user's own behind a virtual private gateway or a transit gateway's VPN and Direct Connect attachments.

Up to the gateway every hop is judged. What lies behind is taken to pass and answer, as the internet is, where a route says that it is
there: a static route of a VPN connection, or one that the gateway brought to a route table. Where only BGP would say it, it is open.
https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNRoutingTypes.html, https://docs.aws.amazon.com/vpc/latest/userguide/WorkWithRouteTables.html
"""

from collections.abc import Mapping
from typing import Final

from ..addresses import Family, IntSet, addresses_of, describe, parse
from ..i18n import _
from ..model import OpaqueResource, Resource, Route, Topology, TransitGatewayAttachment, VpnConnection, VpnGateway
from .branch import Branch
from .causes import Hop
from .internet import vpc_blocks
from .lookup import where
from .memory import indexed
from .positions import Position

BEHIND = ("vpn", "direct-connect-gateway", "connect")
"""The kinds of a transit gateway's attachments that lead to networks outside AWS."""


ANY: Final = "*"


def connections(topology: Topology, gateway: str) -> list[VpnConnection]:
    """The VPN connections of a virtual private gateway or of a transit gateway."""
    return [
        *where(topology, VpnConnection, "vpn_gateway_id", gateway), *where(topology, VpnConnection, "transit_gateway_id", gateway),
    ]  # fmt: skip


def static_ranges(topology: Topology, gateway: str) -> tuple[str, ...]:
    """The ranges that a gateway's VPN connections have static routes to."""
    held = connections(topology, gateway)
    return tuple(dict.fromkeys(r.destination_cidr_block for c in held for r in c.routes if r.destination_cidr_block))


def announces(topology: Topology, gateway: str) -> bool:
    """Whether a gateway may know routes that the input does not hold: by BGP, over Direct Connect, or by static routes not known."""
    held = connections(topology, gateway)
    if not held or _by_direct_connect(topology) & {gateway, ANY}:
        return True
    return any(not c.static_routes_only or topology.is_unresolved(c.id, "static_routes_only", "routes") for c in held)


@indexed
def _by_direct_connect(topology: Topology) -> frozenset[str]:
    """The gateways to which Direct Connect leads, ANY where the input does not say which."""
    found: set[str] = set()
    for kept in topology.all(OpaqueResource):
        if kept.cloudformation_type.startswith("AWS::DirectConnect::"):
            said = kept.body.get("Properties") or {}
            named = [said.get(name) for name in ("VirtualGatewayId", "AssociatedGatewayId")]
            found.update(v if isinstance(v, str) else ANY for v in named if v is not None)
    return frozenset(found)


@indexed
def static_only(topology: Topology) -> tuple[str, ...]:
    """The virtual private gateways of which the input says everything that they lead to."""
    return tuple(g.id for g in topology.all(VpnGateway) if not announces(topology, g.id))


@indexed
def _propagating(topology: Topology) -> Mapping[str, tuple[str, ...]]:
    """The virtual private gateways whose routes are in a route table and not listed there, by the table's id."""
    found: dict[str, list[str]] = {}
    for gateway in topology.all(VpnGateway):
        for propagation in gateway.propagations:
            for table in () if propagation.listed else propagation.route_table_ids:
                found.setdefault(table, []).append(gateway.id)
    return {table: tuple(gateways) for table, gateways in found.items()}


@indexed
def _open_propagations(topology: Topology) -> Mapping[str, str]:
    """For each VPC, its virtual private gateway of which it is not known which tables its routes are in."""
    return {
        g.vpc_id: g.id for g in topology.all(VpnGateway) if g.vpc_id and topology.is_unresolved(g.id, "propagations")
    }


def propagated(topology: Topology, table: str, vpc: str) -> list[Route]:
    """The routes that virtual private gateways bring to a route table, as far as the input says them."""
    return [
        Route(destination_cidr_block=cidr, gateway_id=gateway, propagated=True)
        for gateway in _propagating(topology).get(table, ())
        if (held := topology.get(VpnGateway, gateway)) is not None and held.vpc_id == vpc
        for cidr in static_ranges(topology, gateway)
    ]


def unannounced(topology: Topology, table: str, vpc: str) -> str:
    """Why a route table may hold routes that the input does not say; empty where it does not."""
    gateways = [g for i in _propagating(topology).get(table, ()) if (g := topology.get(VpnGateway, i))]
    for gateway in gateways:
        if gateway.vpc_id == vpc and announces(topology, gateway.id):
            return _("which routes %s brings to the route table is not in the input") % gateway.label
    unsure = topology.get(VpnGateway, _open_propagations(topology).get(vpc))
    return _("which route tables %s brings its routes to is not known") % unsure.label if unsure else ""


def by_vpn_gateway(topology: Topology, branch: Branch, source: Position, gateway: VpnGateway, route: Route) -> None:
    """Out through a virtual private gateway: it is attached to the VPC, and somebody said that the destination lies behind it. It routes
    only to prefixes that it knows; https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-route-priority.html"""
    into_vpn_gateway(topology, branch, source, gateway)
    family = branch.asked.boxes[0].family
    known = addresses_of(static_ranges(topology, gateway.id), family)
    if route.propagated and (cidr := route.destination_cidr_block or route.destination_ipv6_cidr_block):
        known = known | parse(cidr)[1]
    there = branch.traffic.dimension("destinations")
    if doubt := may_be_a_vpcs(topology, there, family, gateway):
        branch.doubts.append(doubt)
        branch.hops.append(Hop(gateway.id, "vpn-gateway", "unknown", doubt))
        return
    if there <= known:
        branch.hops.append(Hop(gateway.id, "vpn-gateway", "carries", describe(there, family)))
        return
    values = {"to": describe(there - known, family), "gateway": gateway.label}
    if not there & known and not announces(topology, gateway.id):
        text = _(
            "Virtual private gateway %(gateway)s has no route to %(to)s: no VPN connection's static route leads there."
        )
        branch.block("VPN_ROUTE_MISSING", gateway.id, text % values, kind="vpn-gateway")
        return
    doubt = _("whether %(to)s lies behind %(gateway)s is not in the input") % values
    branch.doubts.append(doubt)
    branch.hops.append(Hop(gateway.id, "vpn-gateway", "unknown", doubt))


def may_be_a_vpcs(topology: Topology, there: IntSet, family: Family, way: Resource) -> str:
    """What is open about addresses that a route leads out of AWS to though a VPC of the topology has them; empty for all others. The
    network behind may have them too, or send on to that VPC. A range that holds more than VPCs' addresses is taken for its own."""
    if not there <= vpc_blocks(topology, family):
        return ""
    text = _("%(to)s is of a VPC: whether the network behind %(way)s has it too, or sends it on, is not in the input")
    return text % {"to": describe(there, family), "way": way.label}


def into_vpn_gateway(topology: Topology, branch: Branch, source: Position, gateway: VpnGateway) -> None:
    """Into a virtual private gateway: it has to be attached to the VPC."""
    if gateway.vpc_id == source.vpc:
        return
    if topology.is_unresolved(gateway.id, "vpc_id"):
        branch.doubts.append(_("the VPC of %s is not known") % gateway.label)
    else:
        text = _("Virtual private gateway %s is not attached to the VPC.") % gateway.label
        branch.block("VGW_NOT_ATTACHED", gateway.id, text, kind="vpn-gateway")


def is_behind(attachment: TransitGatewayAttachment | None) -> bool:
    """Whether an attachment of a transit gateway leads to a network outside AWS."""
    return attachment is not None and attachment.resource_type in BEHIND


@indexed
def leads_on_premises(topology: Topology) -> bool:
    """Whether anything in the topology leads to a network outside AWS other than the internet."""
    return bool(topology.all(VpnGateway)) or any(is_behind(a) for a in topology.all(TransitGatewayAttachment))
