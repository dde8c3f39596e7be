"""Resources of which the input does not say whether they are created at all."""

from ..i18n import _
from ..model import TaskDefinition, Topology, Workload
from ..reachability.memory import remembered


@remembered
def _conditional(topology: Topology) -> tuple[str, ...]:
    """The resources of which it is not known whether they are created. A workload is judged as if it were, with its definition."""
    kept = (Workload, TaskDefinition)
    return tuple(
        u.resource
        for u in topology.all_unresolved()
        if u.property == "Condition" and not isinstance(topology.find(u.resource), kept)
    )


@remembered
def without_conditional(topology: Topology, *kept: str) -> Topology | None:
    """The topology without the resources of which it is not known whether they are created, but for those that are kept.
    None where there are none."""
    gone = [id for id in _conditional(topology) if id not in kept]
    return topology.as_a_whole().without(*gone) if gone else None


def conditional_doubt(topology: Topology) -> str:
    """That the answer hangs on resources of which it is not known whether they are created."""
    names = ", ".join(_conditional(topology)[:3])
    return _("whether %s is created depends on a condition that is not known, and it decides") % names
