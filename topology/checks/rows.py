"""A workload's part of the report, in the shape of `farway check --format json`.

What many workloads have in common (a hop, a blocker) is made once and shared between their rows: the rows are read, never changed.
"""

from typing import Any

from ..fargate.flows import flows_of
from ..fargate.ipv6 import asked_platform, conditions, eligible
from ..fargate.mtu import interface_mtu
from ..fargate.platform import Platform, platform_of
from ..model import Topology, Workload
from ..reachability.memory import remembered
from ..reachability.naming import TASK


@remembered
def workload_row(topology: Topology, id: str) -> dict[str, Any]:
    """The row of a workload; the remedies of its flows are left empty: see `report`."""
    workload = topology.get(Workload, id)
    if workload is None:
        return {}
    platform, largest = platform_of(topology, workload), interface_mtu(topology, workload)
    asked = asked_platform(topology, workload)
    places = [_ipv6_json(topology, asked, subnet, id) for subnet in dict.fromkeys(workload.subnets)]
    values = {p["eligible"] for p in places}
    return {
        "id": workload.id,
        "type": workload.type,
        "name": workload.label,
        "platform": {"os": platform.os, "version": platform.version},
        "subnets": list(workload.subnets),
        "security_groups": list(workload.security_groups),
        "flows": [f.to_json(largest) for f in flows_of(topology, workload)],
        "ipv6": {
            "eligible": (False if False in values else None if None in values or not values else True),
            "placements": places,
        },
    }


def _ipv6_json(topology: Topology, platform: Platform | None, subnet_id: str, id: str) -> dict[str, Any]:
    """Whether a workload's tasks get an IPv6 address in a subnet, and why."""
    found, shared = _ipv6_shared(topology, platform, subnet_id)
    return {
        "subnet": subnet_id,
        "eligible": found,
        "conditions": [c if c["resource"] != TASK else {**c, "resource": id} for c in shared],
    }


@remembered
def _ipv6_shared(
    topology: Topology, platform: Platform | None, subnet_id: str
) -> tuple[bool | None, list[dict[str, Any]]]:
    """The same for a nameless task."""
    found = conditions(topology, platform, subnet_id)
    return eligible(found), [c.to_json() for c in found]
