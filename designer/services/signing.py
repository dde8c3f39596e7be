"""Who accepts a finding, and when: written here, whatever a client says, since it is an account of who answers for it.

What is no new judgement keeps its name: an acceptance that the design holds already, and one that it held a while ago, as undo brings it back.
What a document says when a design is made of it stands as that document's word.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, Final

from django.contrib.auth.models import User
from django.utils import timezone

from topology.model.accepted import identity
from topology.model.changes import Accept, Settings

from ..errors import NotFound
from ..history import kept
from ..models import Design

LOOKED_BACK: Final = 200  # revisions among which an acceptance that comes back is looked for

Json = Mapping[str, Any]
Said = tuple[str | None, ...]


def signed(design: Design, author: User, changes: list[Any]) -> list[Any]:
    """The changes (as `topology.model.changes.read` gives them), the findings that they accept with the author's name and today's date, UTC."""
    own = {"by": author.get_username(), "when": timezone.now().date().isoformat()}
    held = {_said(one) for one in design.document.get("accepted", [])}
    before = cache(lambda: _held_before(design))

    def signature(finding: Json) -> Json:
        """Who and when of a finding that is accepted."""
        given = {name: finding.get(name) for name in own}
        if given == own or _said(finding) in held or (given["by"] and _said(finding) in before()):
            return given
        return own

    return [_with(signature, change) for change in changes]


def _with(signature: Callable[[Json], Json], change: Any) -> Any:
    match change:
        case Accept(finding=finding):
            return change.changed(finding=finding.changed(**signature(vars(finding))))
        case Settings(values={"accepted": [*findings]}):
            listed = [{**one, **signature(one)} if isinstance(one, Mapping) else one for one in findings]
            return change.changed(values={**change.values, "accepted": listed})
        case _:
            return change


def _held_before(design: Design) -> set[Said]:
    """What the design held as accepted at any of its newest revisions."""
    first = max(design.revision - LOOKED_BACK, kept.oldest_kept(design))
    held = set()
    try:
        held = {_said(vars(one)) for one in kept.state_at(design, first).topology.accepted}
    except NotFound:
        pass  # then only what was accepted since
    for changes in design.batches.filter(revision__gt=first).values_list("changes", flat=True):
        held.update(map(_said, _accepted_by(changes)))
    return held


def _accepted_by(changes: Iterable[Json]) -> Iterable[Json]:
    for change in changes:
        if change["op"] == "accept":
            yield change["finding"]
        elif change["op"] == "settings":
            yield from change["values"].get("accepted", [])


def _said(finding: Json) -> Said:
    """Which finding is accepted, why, by whom and when, to be compared."""
    return (*identity(finding), *(finding.get(name) for name in ("reason", "by", "when")))
