"""Fixes for routes that lead nowhere: of a subnet's table or a transit gateway's to what was deleted or is dropped, or to a transit
gateway that the VPC is not attached to.

https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html (blackhole routes),
https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html,
https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html (the most specific route, static before propagated)
"""

from collections.abc import Iterator
from typing import Any

from ..addresses import is_range, parse
from ..i18n import _
from ..model import (
    Route,
    RouteTable,
    Subnet,
    Topology,
    TransitGateway,
    TransitGatewayAttachment,
    TransitGatewayRoute,
    TransitGatewayRouteTable,
    Vpc,
    VpcPeeringConnection,
)
from ..reachability.transit_tables import WORKING
from .case import ALL_IPV4, ALL_IPV6, FREE, HOURLY, Case, Fix, Way, add, set_fields, subnets_of
from .ipv6 import ways_out
from .routes import internet_ways

DESTINATIONS = ("destination_cidr_block", "destination_ipv6_cidr_block", "destination_prefix_list_id")


def replace_route(case: Case) -> Iterator[Fix]:
    """The table's dead routes with living targets in the place of what does not exist."""
    table = case.topology.get(RouteTable, case.blocker.resource)
    dead = [r for r in table.routes if _is_dead(case.topology, r)] if table else []
    if table is None or not dead:
        return
    destinations = {r.destination for r in dead}
    if destinations <= {ALL_IPV4}:
        ways = internet_ways(case)
    elif destinations <= {ALL_IPV6}:
        ways = ways_out(case)
    else:
        ways = _inside(case, table, dead)
    living = [_document(r) for r in table.routes if r not in dead]
    for name, made, target, opens in ways:
        routes = [*living, *({**_to(r), **target} for r in dead)]
        yield Fix(
            _("Route %(to)s of %(table)s to %(target)s") % {"to": ", ".join(sorted(map(str, destinations))), "table": table.label, "target": name},
            (*made, set_fields(table.id, routes=routes)), HOURLY if "nat_gateway_id" in target else FREE, opens,
        )  # fmt: skip


def _is_dead(topology: Topology, route: Route) -> bool:
    return route.state == "blackhole" or (route.target is not None and topology.find(route.target) is None)


def _document(route: Route) -> dict[str, Any]:
    return route.to_json()


def _to(route: Route) -> dict[str, Any]:
    return {name: value for name in ("id", *DESTINATIONS) if (value := getattr(route, name)) is not None}


def _inside(case: Case, table: RouteTable, dead: list[Route]) -> Iterator[Way]:
    """A peering connection or transit gateway that leads to another VPC with these addresses."""
    topology = case.topology
    for peering in topology.all(VpcPeeringConnection):
        ends = {peering.vpc_id, peering.peer_vpc_id}
        far = topology.get(Vpc, next(iter(ends - {table.vpc_id}), None))
        if peering.state == "active" and table.vpc_id in ends and far and _has(far, dead):
            yield Way(peering.label, (), {"vpc_peering_connection_id": peering.id}, "")
    attachments = topology.all(TransitGatewayAttachment)
    for mine in attachments:
        gateway = topology.get(TransitGateway, mine.transit_gateway_id)
        if mine.vpc_id != table.vpc_id or gateway is None:
            continue
        others = [
            topology.get(Vpc, a.vpc_id) for a in attachments if a.transit_gateway_id == gateway.id and a is not mine
        ]
        if any(v and _has(v, dead) for v in others):
            yield Way(gateway.label, (), {"transit_gateway_id": gateway.id}, "")


def _has(vpc: Vpc, routes: list[Route]) -> bool:
    blocks = [parse(b)[:2] for b in (*vpc.cidr_blocks, *vpc.ipv6_cidr_blocks)]
    wanted = [parse(r.destination)[:2] for r in routes if r.destination and is_range(r.destination)]
    return bool(wanted) and all(any(f == g and w & b for g, b in blocks) for f, w in wanted)


def revive_transit_route(case: Case) -> Iterator[Fix]:
    """To an attachment of a VPC at either end what a transit gateway's table drops of it: a dead route to no more than the VPC has
    gives way, a wider one stays beside narrower ones that lead on."""
    topology = case.topology
    table = topology.get(TransitGatewayRouteTable, case.blocker.resource)
    if table is None:
        return
    ends = {s.vpc_id for i in _subnets(case) if (s := topology.get(Subnet, i))}
    for attachment in topology.all(TransitGatewayAttachment):
        vpc = topology.get(Vpc, attachment.vpc_id)
        if attachment.transit_gateway_id != table.transit_gateway_id or vpc is None or vpc.id not in ends:
            continue
        blocks = vpc.cidr_blocks if case.flow.family == "ipv4" else vpc.ipv6_cidr_blocks
        wanted = [
            b for b in blocks if any(_meets(r.destination_cidr_block, b) for r in table.routes if _drops(topology, r))
        ]
        if not wanted:
            continue
        kept = [
            r.to_json()
            for r in table.routes
            if not (_drops(topology, r) and any(_covers(b, r.destination_cidr_block) for b in wanted))
        ]
        held = {r.get("destination_cidr_block") for r in kept}
        made = [
            {"destination_cidr_block": b, "transit_gateway_attachment_id": attachment.id}
            for b in wanted
            if b not in held
        ]
        values = {"to": ", ".join(wanted), "table": table.label, "target": attachment.label}
        yield Fix(
            _("Route %(to)s of %(table)s to %(target)s") % values,
            (set_fields(table.id, routes=[*kept, *made]),),
            FREE,
            _("%s from every attachment that uses the table") % values["to"],
        )


def _drops(topology: Topology, route: TransitGatewayRoute) -> bool:
    to = topology.get(TransitGatewayAttachment, route.transit_gateway_attachment_id)
    return route.blackhole or (to is not None and to.state not in WORKING)


def _meets(a: str | None, b: str | None) -> bool:
    return bool(a and b and parse(a)[0] == parse(b)[0] and parse(a)[1] & parse(b)[1])


def _covers(wide: str, narrow: str | None) -> bool:
    return bool(narrow and parse(wide)[0] == parse(narrow)[0] and parse(narrow)[1] <= parse(wide)[1])


def _subnets(case: Case) -> list[str]:
    """The subnets at both ends."""
    return [
        *case.subnets,
        *(i for end in (case.flow.source, case.flow.to) for i in subnets_of(case.topology.find(end))),
    ]


def attach_vpc(case: Case) -> Iterator[Fix]:
    """An attachment to the transit gateway, with a subnet of each zone, of the VPC at either end that has none."""
    topology = case.topology
    attachments = topology.all(TransitGatewayAttachment)
    own = next((a.transit_gateway_id for a in attachments if a.vpc_id == case.vpc_id), None)
    gateway = topology.get(TransitGateway, case.blocker.resource or own)
    if gateway is None:
        return
    held = {a.vpc_id for a in attachments if a.transit_gateway_id == gateway.id}
    vpcs = dict.fromkeys(
        s.vpc_id for i in _subnets(case) if (s := topology.get(Subnet, i)) and s.vpc_id not in held and s.vpc_id
    )
    for id in vpcs:
        vpc = topology.get(Vpc, id)
        zones = {s.zone: s.id for s in reversed(topology.all(Subnet)) if s.vpc_id == id}
        yield Fix(
            _("Attach VPC %(vpc)s to %(gateway)s") % {"vpc": vpc.label if vpc else id, "gateway": gateway.label},
            (add(type="TransitGatewayAttachment", id=case.new_id("TransitGatewayAttachment"), transit_gateway_id=gateway.id,
                 vpc_id=id, subnet_ids=list(zones.values())),),
            HOURLY, _("what the transit gateway's route tables lead to and from the VPC"),
        )  # fmt: skip
