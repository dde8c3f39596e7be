"""Nameless interfaces: what stands alike shares its walks and outcomes, and gets its own names at the end.

Marks, which are characters that no text holds, stand for the names until then.
"""

from functools import cache
from typing import Final, NamedTuple

from ..model import Topology
from .branch import Outside, label
from .causes import Blocker, Hop
from .groups import MEMBER, NO_RULES
from .positions import Position

TASK: Final = "\ue000"  # the interface that an outcome is about
OTHER: Final = "\ue001"  # what stands at the other end of its walk
DEFINITION: Final = "\ue002"  # its task definition
# The groups of both, by their place in the interface's list.
_TASK_GROUPS, _OTHER_GROUPS = 0xE100, 0xE200
MOST_GROUPS = 0x100
FIRST_MARK, LAST_MARK = "\ue000", "\ue2ff"
NAMED_KINDS = ("instance", "interface", "nat", "address")


class Name(NamedTuple):
    """What a mark stands for: the id, and what messages call it."""

    id: str | None
    label: str


class Names(dict[str, Name]):
    """What the marks stand for; in `json` hops, blockers and doubts with the marks replaced, each made once."""

    def __init__(self) -> None:
        super().__init__()
        self.json = _Json(self)


class _Json(dict["Hop | Blocker | str", "dict[str, str | None] | str"]):
    def __init__(self, names: Names) -> None:
        super().__init__()
        self.names = names

    def __missing__(self, held: Hop | Blocker | str) -> dict[str, str | None] | str:
        made: dict[str, str | None] | str
        if isinstance(held, str):
            made = named_text(held, self.names)
        else:
            made = (named_hop(held, self.names) if isinstance(held, Hop) else named_blocker(held, self.names)).to_json()
        self[held] = made
        return made


@cache
def _first_marks(first: int, count: int) -> tuple[str, ...]:
    return tuple(chr(first + n) for n in range(min(count, MOST_GROUPS)))


def _marks(first: int, groups: tuple[str, ...]) -> tuple[str, ...]:
    return _first_marks(first, len(groups))


def group_marks(groups: tuple[str, ...]) -> tuple[str, ...]:
    """The marks for the groups of a nameless task."""
    return _marks(_TASK_GROUPS, groups)


def task_names(topology: Topology, owner: str, groups: tuple[str, ...], definition: str | None) -> Names:
    """What the marks of a nameless task stand for."""
    names = Names()
    names.update((m, Name(g, label(topology, g))) for m, g in zip(group_marks(groups), groups, strict=False))
    names[TASK] = Name(owner, label(topology, owner))
    names[DEFINITION] = Name(definition, label(topology, definition))
    return names


def alike(
    topology: Topology, source: Position, destination: Position | Outside, mentioned: frozenset[str]
) -> tuple[Position, Position | Outside, Names]:
    """Both ends of a walk without what makes no difference to it, and what the marks in it stand for.

    `mentioned` are the groups that rules of an interface between the two may name.
    """
    names = Names()
    if isinstance(destination, Outside):
        names[OTHER] = Name(None, destination.label)
        start = _end(topology, source, names, TASK)._replace(
            egress=source.egress.towards(frozenset()), ingress=NO_RULES, members=source.members & mentioned
        )
        return start, destination._replace(label=OTHER), names
    nameless = destination.owner == TASK
    to_destination = source.egress.towards(destination.members)
    to_source = destination.ingress.towards(source.members)
    seen = source.members & mentioned
    if destination.ingress.references & source.members:
        seen |= {MEMBER}
    start = _end(topology, source, names, OTHER if nameless else TASK)._replace(
        egress=to_destination, ingress=NO_RULES, members=seen
    )
    goal = _end(topology, destination, names, TASK if nameless else OTHER)._replace(
        egress=NO_RULES,
        ingress=to_source,
        members=frozenset((MEMBER,)) if source.egress.references & destination.members else frozenset(),
    )
    return start, goal, names


def _end(topology: Topology, position: Position, names: Names, mark: str) -> Position:
    """The position under marks; one that has marks already keeps them, and what may stand on the way of a walk its names."""
    if position.owner == TASK or position.kind in NAMED_KINDS:
        return position
    marks = _marks(_TASK_GROUPS if mark == TASK else _OTHER_GROUPS, position.groups)
    names.update((m, Name(g, label(topology, g))) for m, g in zip(marks, position.groups, strict=False))
    names[mark] = Name(position.owner, label(topology, position.owner))
    return position._replace(owner=mark, groups=marks)


def has_marks(*texts: str | None) -> bool:
    """Whether any of these texts is or holds a mark."""
    return any(FIRST_MARK <= c <= LAST_MARK for text in texts if text and not text.isascii() for c in text)


def named_text(said: str, names: Names) -> str:
    """A text with the marks replaced by what they stand for."""
    if not said.isascii():
        for mark, name in names.items():
            if mark in said:
                said = said.replace(mark, name.label)
    return said


def named_hop(hop: Hop, names: Names) -> Hop:
    """A hop with the marks replaced."""
    name = names.get(hop.resource) if hop.resource else None
    detail = named_text(hop.detail, names)
    return Hop(name.id if name else hop.resource, hop.kind, hop.action, detail) if name or detail != hop.detail else hop


def named_blocker(blocker: Blocker, names: Names) -> Blocker:
    """A blocker with the marks replaced by ids, and in the message by labels."""
    name = names.get(blocker.resource) if blocker.resource else None
    return Blocker(blocker.cause, name.id if name else blocker.resource, named_text(blocker.message, names))


def named_hops(path: tuple[Hop, ...], names: Names) -> tuple[Hop, ...]:
    return tuple(named_hop(h, names) for h in path)


def named_blockers(blockers: tuple[Blocker, ...], names: Names) -> tuple[Blocker, ...]:
    return tuple(named_blocker(b, names) for b in blockers)
