"""A workload's part of the report, in the shape of `farway check --format json`.

What many workloads have in common (a hop, a blocker) is made once and shared between their rows: the rows are read, never changed.
"""

from functools import lru_cache
from typing import Any

from ..fargate.flows import Flow, Placement, flows_of
from ..fargate.ipv6 import conditions, eligible
from ..fargate.platform import platform_of
from ..model import Topology, Workload
from ..reachability import Blocker, Hop
from ..reachability.memory import remembered
from ..reachability.naming import Names, has_marks, named_blocker, named_hop, named_text

Json = dict[str, Any]


@remembered
def workload_row(topology: Topology, id: str) -> Json:
    """The row of a workload; the remedies of its flows are left empty: see `report`."""
    workload = topology.get(Workload, id)
    if workload is None:
        return {}
    platform = platform_of(topology, workload)
    places = []
    for subnet in dict.fromkeys(workload.subnets):
        found = conditions(topology, workload, subnet)
        places.append({"subnet": subnet, "eligible": eligible(found), "conditions": [c.to_json() for c in found]})
    values = {p["eligible"] for p in places}
    return {
        "id": workload.id,
        "type": workload.type,  # type: ignore[attr-defined]
        "name": workload.label,
        "platform": {"os": platform.os, "version": platform.version},
        "subnets": list(workload.subnets),
        "security_groups": list(workload.security_groups),
        "flows": [flow_json(f) for f in flows_of(topology, workload)],
        "ipv6": {
            "eligible": (False if False in values else None if None in values or not values else True),
            "placements": places,
        },
    }


def flow_json(flow: Flow) -> Json:
    """One flow of the report, without remedies."""
    return {
        "flow": flow.flow, "required": flow.required, "family": flow.family, "protocol": flow.protocol, "port": flow.port,
        "to": flow.to, "from": flow.source, "interface": flow.interface, "role": flow.role, "verdict": flow.verdict,
        "placements": [placement_json(p, flow.names) for p in flow.shared], "remedies": [],
    }  # fmt: skip


def placement_json(place: Placement, names: Names) -> Json:
    """The outcome in one place; `names` says what the marks in it stand for."""
    outcome = place.outcome
    return {
        "subnet": place.subnet,
        "verdict": outcome.verdict,
        "path": [_plain_hop(h) or named_hop(h, names).to_json() for h in outcome.path],
        "return_path": [_plain_hop(h) or named_hop(h, names).to_json() for h in outcome.return_path],
        "blockers": [_plain_blocker(b) or named_blocker(b, names).to_json() for b in outcome.blockers],
        "doubts": [named_text(d, names) for d in outcome.doubts],
    }


@lru_cache(maxsize=65_536)
def _plain_hop(hop: Hop) -> Json | None:
    """A hop that is the same for everybody, None for one with marks."""
    return None if has_marks(hop.resource, hop.detail) else hop.to_json()


@lru_cache(maxsize=65_536)
def _plain_blocker(blocker: Blocker) -> Json | None:
    return None if has_marks(blocker.resource, blocker.message) else blocker.to_json()
