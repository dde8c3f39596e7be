"""Remedies of a trace that is blocked: the same search as for a flow, with the trace asked again on each changed topology."""

from collections.abc import Callable, Sequence
from typing import Any

from ..addresses import Family
from ..fargate.flow import Flow, Placement, Placements
from ..model import StandaloneTask, Topology, Workload
from ..reachability.naming import Names
from .case import subnets_of
from .search import Search

Ask = Callable[[Topology], Sequence[Placement]]


def remedies_for_trace(
    topology: Topology, ends: tuple[str, str], protocol: str, port: int | None, family: Family, ask: Ask
) -> list[dict[str, Any]]:
    """What would let a blocked trace through, as JSON, the smallest first; verified as the remedies of a check are.

    `ask` traces in a topology and gives the placements. Empty where neither end is in the topology.
    """
    source, destination = ends
    holder = _holder(topology, source) or _holder(topology, destination)
    if holder is None:
        return []
    placements = Placements(ask(topology))
    flow = Flow("application", True, family, protocol, port, destination, source, "task", None, placements, Names())
    search = _TraceSearch(topology, ask)
    remedies = search.remedies(holder, flow)
    search.close()
    return remedies


def _holder(topology: Topology, end: str) -> Workload | None:
    """The workload at an end, or what stands for an end that is none: its subnets and groups."""
    resource = topology.find(end)
    if resource is None or isinstance(resource, Workload):
        return resource
    groups: tuple[str, ...] = getattr(resource, "security_groups", ()) or getattr(resource, "security_group_ids", ())
    return StandaloneTask(id=resource.id, name=resource.name, subnets=subnets_of(resource), security_groups=groups)


class _TraceSearch(Search):
    def __init__(self, topology: Topology, ask: Ask) -> None:
        super().__init__(topology, lambda done: None)
        self.ask = ask

    def _again(self, changed: Topology, workload: Workload, flow: Flow) -> tuple[Workload, Flow] | None:
        same = changed.get(type(workload), workload.id) or workload
        return same, flow._replace(shared=Placements(self.ask(changed)))
