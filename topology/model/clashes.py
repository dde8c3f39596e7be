"""What two batches of changes both touch: batches that touch different things can merge, the others clash."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from .accepted import FindingKey, Identity
from .changes import Accept, Add, Change, Connect, Disconnect, Move, Remove, Set, Settings, Withdraw
from .references import references_of


def touches(changes: Iterable[Change]) -> set[str]:
    """What a batch touches: resource ids, `layout:ID` for moves, `settings`, and the resources it refers to as `ref:ID`."""
    touched: set[str] = set()
    for change in changes:
        match change:
            case Add(resource=resource):
                touched.add(resource.id)
                touched.update(f"ref:{target}" for _path, target, _types in references_of(resource))
            case Move(id=id):
                touched.add(f"layout:{id}")
                touched.update(f"ref:{part}" for part in (id, *id.rsplit("@", 1)))
            case Settings():
                touched.add("settings")
            case Connect(id=id, value=value):
                touched.add(id)
                touched.update(f"ref:{v}" for v in _strings(value))
            case Set(id=id, values=values):
                touched.add(id)
                touched.update(f"ref:{v}" for v in _strings(values))
            case Remove(id=id) | Disconnect(id=id):
                touched.add(id)
    return touched


def clashes(mine: Sequence[Change], theirs: Sequence[Change]) -> set[str]:
    """What both batches touch: a thing changed on both sides, or removed on one side and referred to on the other; and
    `accepted:FINDING` for a finding of which they come to say different things."""
    a, b = touches(mine), touches(theirs)
    both = {t for t in a & b if not t.startswith("ref:")}
    for x, y in ((mine, b), (theirs, a)):
        both.update(c.id for c in x if isinstance(c, Remove) and f"ref:{c.id}" in y)
    return both | {f"accepted:{finding.said}" for finding in _judged_otherwise(mine, theirs)}


def _judged_otherwise(mine: Sequence[Change], theirs: Sequence[Change]) -> Iterator[FindingKey]:
    """The findings of which two batches come to say different things: accepted or not, or accepted for another reason. A reason is
    what somebody answers for, so none takes the place of another unseen; where both give the same, or both withdraw, they agree,
    and of who accepted it and when the later stands. Setting the whole list says something of every finding."""
    a, b = _judged(mine), _judged(theirs)
    for finding, reason in a.values():
        other = b.get(finding.identity)
        if _sets_all(theirs) or (other and other[1] != reason):
            yield finding
    if _sets_all(mine):
        yield from (finding for finding, _reason in b.values())


def _judged(changes: Iterable[Change]) -> dict[Identity, tuple[FindingKey, str | None]]:
    """What a batch comes to say of each finding that it accepts or withdraws: the reason, or None."""
    return {
        c.finding.identity: (c.finding, c.finding.reason if isinstance(c, Accept) else None)
        for c in changes
        if isinstance(c, Accept | Withdraw)
    }


def _sets_all(changes: Iterable[Change]) -> bool:
    """Whether a batch sets the whole list of what is accepted."""
    return any(isinstance(c, Settings) and "accepted" in c.values for c in changes)


def _strings(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
