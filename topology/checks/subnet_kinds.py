"""What each subnet is (public, private, isolated), in each address family, and how the tasks in it are reached from the internet.

https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html: public has a direct route to an internet gateway; isolated has no
route out of its VPC; what lies between (NAT, an egress-only internet gateway, a transit gateway, peering, a VPN) is private here. A route
that is a blackhole leads nowhere, and a gateway endpoint leads to one AWS service alone.
"""

from typing import Any, Final, Literal

from ..addresses import Family
from ..fargate.stands import stands_of
from ..i18n import _
from ..model import PrefixList, Route, Subnet, Topology, VpcEndpoint, Workload
from ..reachability import Position
from ..reachability.branch import label
from ..reachability.memory import remembered
from ..reachability.routing import table_of
from .from_internet import BY_BALANCER, from_internet
from .matrix import Cell, from_outside
from .places import is_public

Kind = Literal["public", "private", "isolated", "unknown"]
FAMILIES: Final[tuple[Family, ...]] = ("ipv4", "ipv6")


def subnet_kinds(topology: Topology) -> list[dict[str, Any]]:
    """Every subnet: `{"id", "kind", "ipv4", "ipv6", "workloads"}`. A family is None where the subnet has no addresses of it, otherwise
    `{"kind", "table", "routes"}` with the routes out of the VPC; `kind` is both families', `mixed` where they differ.

    A workload that may stand there has `public_ip` (None: not known), the `ipv4` and `ipv6` traffic by which the internet reaches it there
    at an address of its own, and `by_load_balancer`, the ports by which it does through one.
    """
    standing: dict[str, list[Workload]] = {}
    for workload in topology.workloads:
        for subnet in dict.fromkeys(workload.subnets):
            standing.setdefault(subnet, []).append(workload)
    return [_row(topology, subnet, standing.get(subnet.id, [])) for subnet in topology.all(Subnet)]


def _row(topology: Topology, subnet: Subnet, workloads: list[Workload]) -> dict[str, Any]:
    ways = {
        family: _way(topology, subnet.id, family) if _has(topology, subnet, family) else None for family in FAMILIES
    }
    kinds = {way["kind"] for way in ways.values() if way}
    return {
        "id": subnet.id,
        "kind": kinds.pop() if len(kinds) == 1 else "mixed" if kinds else "unknown",
        "ipv4": ways["ipv4"],
        "ipv6": ways["ipv6"],
        "workloads": [_task(topology, w, subnet.id) for w in workloads],
    }


def _has(topology: Topology, subnet: Subnet, family: Family) -> bool:
    """Whether interfaces in a subnet have addresses of a family, as far as the input says."""
    if family == "ipv4":
        return not subnet.ipv6_native
    return bool(subnet.ipv6_cidr_block) or topology.is_unresolved(subnet.id, "ipv6_cidr_block")


def _way(topology: Topology, subnet_id: str, family: Family) -> dict[str, Any]:
    table, _doubt = table_of(topology, subnet_id)
    out = [r for r in table.routes if _leads_out(topology, r, family)] if table else []
    return {
        "kind": kind_of(topology, subnet_id, family),
        "table": table.id if table else None,
        "routes": [f"{r.destination} → {label(topology, r.target) if r.target else _('not known')}" for r in out],
    }


@remembered
def kind_of(topology: Topology, subnet_id: str, family: Family) -> Kind:
    """What a subnet is in a family; `unknown` where the input leaves open which routes it has, or where a route leads."""
    table, doubt = table_of(topology, subnet_id)
    public = is_public(topology, subnet_id, family)
    if public:
        return "public"
    if public is None:
        return "unknown"
    routes = table.routes if table else ()
    return "private" if any(_leads_out(topology, r, family) for r in routes) else "unknown" if doubt else "isolated"


def _leads_out(topology: Topology, route: Route, family: Family) -> bool:
    """Whether a route of a family leads out of the VPC."""
    if route.state != "active" or route.gateway_id == "local":
        return False
    held = topology.get(PrefixList, route.destination_prefix_list_id)
    families = {
        "ipv4": route.destination_cidr_block or (held and held.address_family == "ipv4"),
        "ipv6": route.destination_ipv6_cidr_block or (held and held.address_family == "ipv6"),
    }
    endpoint = topology.get(VpcEndpoint, route.target)
    return bool(families[family]) and not (endpoint is not None and endpoint.vpc_endpoint_type == "Gateway")


def _task(topology: Topology, workload: Workload, subnet_id: str) -> dict[str, Any]:
    stand = next(s for s in stands_of(topology, workload.id) if s.subnet == subnet_id)
    position = stand.position
    known = not position.public_ip_open or position.public_ip
    doors = (
        f"{f.protocol} {f.port}"
        for f in from_internet(topology, workload.id)
        if f.flow == BY_BALANCER
        and any(p.subnet == subnet_id and p.outcome.verdict in ("reachable", "partial") for p in f.shared)
    )
    return {
        "id": workload.id,
        "name": workload.label,
        "public_ip": position.public_ip if known else None,
        "ipv4": _reached(topology, position, "ipv4").to_json(),
        "ipv6": _reached(topology, position, "ipv6").to_json() if position.ipv6 else None,
        "by_load_balancer": list(dict.fromkeys(doors)),
    }


@remembered
def _reached(topology: Topology, position: Position, family: Family) -> Cell:
    """What the internet reaches of a task that stands in a position, at an address of its own."""
    return from_outside(topology, position, family)
