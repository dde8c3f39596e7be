"""Single points of failure: for every zone, and for everything else that flows lead through, what its failure alone would do."""

from collections.abc import Callable
from typing import Any, Final

from ..model import (
    EgressOnlyInternetGateway,
    Instance,
    InternetGateway,
    LoadBalancer,
    MountTarget,
    NatGateway,
    NetworkInterface,
    Resource,
    RouteTable,
    Topology,
    TransitGateway,
    TransitGatewayAttachment,
    VpcEndpoint,
    VpcPeeringConnection,
    VpnConnection,
    VpnGateway,
)
from .outage import switch_off, zones_of
from .what_if import STATUSES, Fate, counted, fates

NAMED: Final = 10  # workloads that a row names
WAYS: Final[tuple[type[Resource], ...]] = (
    NatGateway, InternetGateway, EgressOnlyInternetGateway, VpcEndpoint, TransitGateway, TransitGatewayAttachment, VpcPeeringConnection,
    VpnGateway, VpnConnection, LoadBalancer, MountTarget,
)  # fmt: skip


def candidates(topology: Topology) -> list[str]:
    """What may fail by itself: the zones, the gateways, endpoints, load balancers and mount targets, and the instances and interfaces
    that routes lead to."""
    targets = {r.target for t in topology.all(RouteTable) for r in t.routes}
    hosts = [r.id for kind in (Instance, NetworkInterface) for r in topology.all(kind) if r.id in targets]
    return [*zones_of(topology), *(r.id for kind in WAYS for r in topology.all(kind)), *hosts]


def single_points(topology: Topology, progress: Callable[[int, int], None] | None = None) -> dict[str, Any]:
    """For each candidate: how many workloads would have which status, and the worst by name; what does most harm first.

    `progress(done, total)` is called after each and may raise to stop.
    """
    rows: list[dict[str, Any]] = []
    names = candidates(topology)
    for done, name in enumerate(names, 1):
        outage = switch_off(topology, [name])
        found = list(fates(topology, outage))
        harmed = sorted((f for f in found if f.status != "keeps"), key=lambda f: STATUSES.index(f.status))
        rows.append(
            {**outage.off[0].to_json(), "summary": counted(found), "workloads": [_named(f) for f in harmed[:NAMED]]}
        )
        if progress:
            progress(done, len(names))
    rows.sort(key=lambda row: [-row["summary"][s] for s in STATUSES[:-1]])
    return {"farway": 1, "workloads": len(topology.workloads), "points": rows}


def _named(fate: Fate) -> dict[str, str]:
    return {"id": fate.workload.id, "name": fate.workload.label, "status": fate.status}
