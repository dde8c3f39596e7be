"""Nameless tasks: what stands alike shares one walk and one outcome, and gets its own name at the end."""

from typing import Final

from ..model import Topology
from .branch import label
from .causes import Blocker, Hop

# Stand for the names of a task that sends and one that receives: characters that no text holds.
SOURCE: Final = "\ue000"
DESTINATION: Final = "\ue001"
Names = dict[str, str]


def named_text(topology: Topology, said: str, names: Names) -> str:
    """A text with the marks replaced by what the tasks are called."""
    for mark, owner in names.items():
        if mark in said:
            said = said.replace(mark, label(topology, owner))
    return said


def named_hops(topology: Topology, path: tuple[Hop, ...], names: Names) -> tuple[Hop, ...]:
    """A path with the marks replaced by the tasks' ids."""
    return tuple(
        Hop(names[h.resource], h.kind, h.action, named_text(topology, h.detail, names)) if h.resource in names
        else h if h.action in ("allows", "routes", "carries", "translates", "receives")
        else Hop(h.resource, h.kind, h.action, named_text(topology, h.detail, names))
        for h in path
    )  # fmt: skip


def named_blockers(topology: Topology, blockers: tuple[Blocker, ...], names: Names) -> tuple[Blocker, ...]:
    """Blockers with the marks replaced by the tasks' ids, and by what they are called in the messages."""
    return tuple(
        Blocker(
            b.cause, names.get(b.resource, b.resource) if b.resource else None, named_text(topology, b.message, names)
        )
        for b in blockers
    )
