"""What the tasks of a changed network still lack, opened by remedies that keep to what was wanted."""

from collections.abc import Callable
from typing import Any

from ..fargate.flow import Flow
from ..model.applying import apply
from ..model.changes import parse
from ..remedies import remedies_for
from .draft import Draft

MOST_ROUNDS = 12


def open_needs(draft: Draft, concerns: Callable[[str, Flow], bool], keeps: Callable[[Draft], bool]) -> None:
    """Open the required flows that an intent `concerns` and that fail, each by its smallest remedy that `keeps` what it wants.

    What no remedy opens (an image of a registry outside, in an isolated subnet) stays as it is, and is told with the proposal.
    """
    for _round in range(MOST_ROUNDS):
        ids = [w.id for w in draft.topology.workloads]
        offered = remedies_for(draft.topology, ids, concerns=concerns)
        remedies = (r for of_flows in offered.values() for found in of_flows.values() for r in found)
        fit = next((r for r in remedies if keeps(_after(draft, r["changes"]))), None)
        if fit is None:
            return
        draft.do(*fit["changes"])


def fails_from(subnet: str) -> Callable[[str, Flow], bool]:
    """Whether a flow fails from this subnet."""

    def fails(_workload: str, flow: Flow) -> bool:
        return any(p.subnet == subnet and p.outcome.verdict != "reachable" for p in flow.placements)

    return fails


def _after(draft: Draft, changes: list[dict[str, Any]]) -> Draft:
    return Draft(apply(draft.topology, parse(changes)))
