"""Route tables: which table a subnet uses, and where it sends a set of destinations.

https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html: the most specific route wins; where two are equal, local
before static before a gateway endpoint's or another prefix list's before propagated.
"""

from typing import Literal, NamedTuple

from ..addresses import INTERNET, NOTHING, Family, IntSet, addresses_of, is_range, parse
from ..i18n import _
from ..model import PrefixList, Route, RouteTable, Subnet, Topology, Vpc, VpcEndpoint
from .filters import Named, doubt_in
from .lookup import where
from .memory import indexed, remembered
from .on_premises import propagated, unannounced

TargetKind = Literal["local", "endpoint", "route", "none", "unknown"]
_RANK = {"local": 0, "static": 1, "prefix-list": 2, "propagated": 3}


class Choice(NamedTuple):
    """Where a part of the destinations goes: by the local route, by a gateway endpoint's, by a route, or nowhere."""

    destinations: IntSet
    kind: TargetKind
    route: Route | None = None
    endpoint: str | None = None
    reason: str = ""


class _Entry(NamedTuple):
    prefix: IntSet
    length: int
    rank: int
    choice: Choice


class _Tables(NamedTuple):
    """The table that each subnet names, each VPC's main table, and what is open about the associations, by the VPC (None: of a
    table whose VPC is not known). Tables by their ids."""

    by_subnet: dict[str, str]
    main: dict[str, str]
    doubts: dict[str | None, str]


@indexed
def _tables(topology: Topology) -> _Tables:
    tables = topology.all(RouteTable)
    by_subnet = {a.subnet_id: t.id for t in reversed(tables) for a in t.associations if a.subnet_id}
    main = {t.vpc_id: t.id for t in tables if t.main and t.vpc_id}
    doubts = {
        t.vpc_id: _("which subnets use %s is not known") % t.label
        for t in tables
        if topology.is_unresolved(t.id, "associations")
    }
    return _Tables(by_subnet, main, doubts)


@indexed
def _table_of(topology: Topology, subnet_id: str | None) -> tuple[str | None, str]:
    tables = _tables(topology)
    if subnet_id in tables.by_subnet:
        return tables.by_subnet[subnet_id], ""
    subnet = topology.get(Subnet, subnet_id)
    main = tables.main.get(subnet.vpc_id) if subnet and subnet.vpc_id else None
    doubt = doubt_in(tables.doubts, subnet.vpc_id if subnet else None)
    if subnet is not None and topology.is_unresolved(subnet.id, "route_table_id"):
        doubt = _("the route table of %s is not known") % subnet.label
    return main, doubt


def table_of(topology: Topology, subnet_id: str | None) -> tuple[RouteTable | None, str]:
    """The route table of a subnet (None: the main one, which the input leaves out: local routes only); and what is open."""
    table_id, doubt = _table_of(topology, subnet_id)
    return topology.get(RouteTable, table_id), doubt


BLOCK_FIELDS = {"ipv4": ("cidr_block", "cidr_block_associations"), "ipv6": ("ipv6_cidr_block_associations",)}


def local_blocks(topology: Topology, vpc: Vpc, family: Family) -> tuple[str, ...]:
    """The blocks of a VPC's local routes; where the input leaves the VPC's open, those of its subnets, which lie within."""
    blocks = vpc.cidr_blocks if family == "ipv4" else vpc.ipv6_cidr_blocks
    if not topology.is_unresolved(vpc.id, *BLOCK_FIELDS[family]):
        return blocks
    subnets = where(topology, Subnet, "vpc_id", vpc.id)
    held = [s.cidr_block if family == "ipv4" else s.ipv6_cidr_block for s in subnets]
    return (*blocks, *(b for b in held if b))


def gateway_endpoints(topology: Topology, vpc_id: str | None) -> list[VpcEndpoint]:
    """The gateway endpoints of a VPC."""
    return [e for e in where(topology, VpcEndpoint, "vpc_id", vpc_id) if e.vpc_endpoint_type == "Gateway"]


def carries(endpoint: VpcEndpoint, family: Family) -> bool:
    """Whether a gateway endpoint is for addresses of a family: IPv4 unless its address type says otherwise.
    https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html"""
    kind = endpoint.ip_address_type
    return kind == "dualstack" or kind == family or (family == "ipv4" and kind in (None, "not-specified"))


def is_service(endpoint: VpcEndpoint, service: str) -> bool:
    """Whether the endpoint is for this AWS service: `s3`, `ecr.api` …"""
    return bool(endpoint.service_name) and str(endpoint.service_name).split(".", 3)[-1:] == [service]


def prefix_list_of(topology: Topology, name: str) -> PrefixList | None:
    """The AWS-managed prefix list of this name, where the input holds it with its entries."""
    named = where(topology, PrefixList, "prefix_list_name", name)
    return next((p for p in named if p.entries and all(is_range(e) for e in p.entries)), None)


@remembered
def _entries(
    topology: Topology, table_id: str | None, vpc_id: str, family: Family
) -> tuple[list[_Entry], list[tuple[str, Choice]], str]:
    """The routes of one family as prefixes, the one that wins first; those whose prefix list is known by its name only; and what is
    open about where others lead to: a prefix list that is not of AWS, and whose entries are not known."""
    table, vpc = topology.get(RouteTable, table_id), topology.get(Vpc, vpc_id)
    if vpc is None:
        return [], [], ""
    doubt = ""
    found: list[_Entry] = []
    by_name: list[tuple[str, Choice]] = []
    for block in local_blocks(topology, vpc, family):
        found.append(_Entry(parse(block)[1], parse(block)[2], _RANK["local"], Choice(NOTHING, "local")))
    brought = propagated(topology, table.id, vpc.id) if table else []
    for route in (*(table.routes if table else ()), *brought):
        rank = _RANK["propagated" if route.propagated else "static"]
        choice = Choice(NOTHING, "route", route)
        cidr = route.destination_cidr_block if family == "ipv4" else route.destination_ipv6_cidr_block
        if route.gateway_id == "local":
            continue
        if cidr:
            found.append(_Entry(parse(cidr)[1], parse(cidr)[2], rank, choice))
        elif route.destination_prefix_list_id and (p := topology.get(PrefixList, route.destination_prefix_list_id)):
            if p.entries and all(is_range(e) for e in p.entries):
                found.extend(
                    _Entry(parse(e)[1], parse(e)[2], _RANK["prefix-list"], choice)
                    for e in p.entries
                    if parse(e)[0] == family
                )
            elif p.prefix_list_name:
                by_name.append((p.prefix_list_name, choice))
            if not p.of_aws and topology.is_unresolved(p.id, "entries"):
                doubt = _("whether prefix list %s holds the destination is not known") % p.label
    if table:
        for endpoint in gateway_endpoints(topology, vpc.id):
            if table.id not in endpoint.route_table_ids or not endpoint.service_name:
                continue
            if not carries(endpoint, family):
                continue
            choice = Choice(NOTHING, "endpoint", endpoint=endpoint.id)
            held = prefix_list_of(topology, endpoint.service_name)
            if held:
                found.extend(
                    _Entry(parse(e)[1], parse(e)[2], _RANK["prefix-list"], choice)
                    for e in held.entries
                    if parse(e)[0] == family
                )
            else:
                by_name.append((endpoint.service_name, choice))
    found.sort(key=lambda e: (-e.length, e.rank))
    return found, by_name, doubt


def choose(
    topology: Topology,
    table: RouteTable | None,
    vpc: Vpc,
    family: Family,
    destinations: IntSet,
    named: Named | None,
    doubt: str = "",
) -> list[Choice]:
    """Where each part of the destinations goes, most specific route first. `named`: an AWS service's prefix list.

    With a `doubt` about which table applies only the local routes, which every table has, are sure. What would leave by a default
    route is open where a route to a prefix list of unknown entries may be more specific; an AWS service, and the internet as a
    whole, are not what somebody's own list is for.
    """
    if doubt:
        inside = destinations & addresses_of(local_blocks(topology, vpc, family), family)
        parts = (Choice(inside, "local"), Choice(destinations - inside, "unknown", reason=doubt))
        return [c for c in parts if c.destinations]
    entries, by_name, listed = _entries(topology, table.id if table else None, vpc.id, family)
    if named:
        for name, choice in by_name:
            if name == named.prefix_list_name:
                return [Choice(destinations, choice.kind, choice.route, choice.endpoint)]
    silent = unannounced(topology, table.id, vpc.id) if table else ""
    listed = "" if named or destinations == INTERNET[family] else listed
    choices: dict[int, tuple[Choice, IntSet]] = {}
    left, private = destinations, NOTHING
    for entry in entries:
        if listed and entry.length == 0:
            break
        part = left & entry.prefix
        if part:
            left = left - part
            if silent and entry.length == 0:  # on premises, private addresses are announced, which are more specific
                private = part - INTERNET[family]
                part = part - private
            key = id(entry.choice.route) if entry.choice.route else hash((entry.choice.kind, entry.choice.endpoint))
            held = choices.get(key)
            choices[key] = (entry.choice, (held[1] | part) if held else part)
        if not left:
            break
    made = [Choice(part, c.kind, c.route, c.endpoint) for c, part in choices.values() if part]
    if left or private:
        open_routes = table is not None and topology.is_unresolved(table.id, "routes")
        reason = listed or (_("not every route of %s is known") % table.label if open_routes and table else silent)
        made.append(Choice(left | private, "unknown" if reason else "none", reason=reason))
    return made
