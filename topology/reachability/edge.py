"""Edge route tables: where a gateway sends what comes in by it, on its way to a subnet of the VPC.

Without one it goes to the subnet. A route to something else (an appliance's interface, a Gateway Load Balancer endpoint) takes it there
first, requests and replies alike; https://docs.aws.amazon.com/vpc/latest/userguide/gateway-route-tables.html
"""

from collections.abc import Mapping

from ..addresses import Family
from ..i18n import _
from ..model import InternetGateway, RouteTable, Topology, Vpc, VpnGateway
from .branch import Branch, label, table_label
from .causes import Hop
from .lookup import where
from .memory import indexed
from .positions import Position
from .routing import choose


@indexed
def _edge_tables(topology: Topology) -> Mapping[str | None, str]:
    """The edge route table of each gateway that has one; under None, a table of which it is not known which gateways use it."""
    tables = topology.all(RouteTable)
    found: dict[str | None, str] = {a.gateway_id: t.id for t in tables for a in t.gateway_associations if a.gateway_id}
    open_ = next((t.id for t in tables if topology.is_unresolved(t.id, "gateway_associations")), None)
    return {**found, None: open_} if open_ else found


def leads_by(topology: Topology, inside: Position, family: Family, ids: frozenset[str]) -> bool:
    """Whether all that comes in by an internet gateway of the VPC for an interface is sent to one of these first."""
    vpc, tables = topology.get(Vpc, inside.vpc), _edge_tables(topology)
    found = [tables.get(g.id) for g in where(topology, InternetGateway, "vpc_id", inside.vpc)]
    chosen = [topology.get(RouteTable, id) for id in found if id is not None]
    ways = [
        c for t in chosen if vpc and t for c in choose(topology, t, vpc, family, inside.addresses(family), None, "")
    ]
    return bool(ways) and all(c.route is not None and c.route.target in ids for c in ways)


def by_edge_table(topology: Topology, branch: Branch, gateway: InternetGateway | VpnGateway, inside: Position) -> None:
    """What a gateway's edge route table does with what comes in for an interface: nothing, where its local route has it. What another
    target does with it is not in the input."""
    tables, vpc = _edge_tables(topology), topology.get(Vpc, inside.vpc)
    table, unsure = topology.get(RouteTable, tables.get(gateway.id)), topology.get(RouteTable, tables.get(None))
    if table is None and unsure is not None and unsure.vpc_id in (inside.vpc, None):
        branch.doubts.append(_("which gateways use %s is not known") % unsure.label)
    addresses = inside.addresses(branch.asked.boxes[0].family)
    if table is None or vpc is None or not addresses:
        return
    if topology.is_unresolved(table.id, "routes"):
        branch.doubts.append(_("not every route of %s is known") % table.label)
    for choice in choose(topology, table, vpc, branch.asked.boxes[0].family, addresses, None, ""):
        route = choice.route
        if choice.kind in ("local", "none"):
            continue
        if choice.kind == "unknown" or route is None:
            branch.doubts.append(choice.reason or _("not every route of %s is known") % table_label(topology, table.id))
        elif route.state == "blackhole" or (route.target is not None and topology.find(route.target) is None):
            text = _("The edge route table %s leads what comes in to nowhere.") % table.label
            branch.block("BLACKHOLE_ROUTE", table.id, text, kind="route-table")
        else:
            values = {"table": table.label, "gateway": gateway.label, "target": label(topology, route.target)}
            doubt = (
                _("%(table)s sends what comes in by %(gateway)s to %(target)s, and what that does is not in the input")
                % values
            )
            branch.doubts.append(doubt)
            branch.hops.append(Hop(route.target or table.id, "gateway", "unknown", doubt))
