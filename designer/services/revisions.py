"""The revisions of a design: listed, looked at, compared, restored."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from topology.checks.compare import diff
from topology.model.applying import ChangeError
from topology.model.changes import MAX_CHANGES
from topology.model.difference import difference

from .. import queries
from ..errors import BadInput
from ..history import kept, words
from ..models import ChangeBatch, Design
from .changes import Applied, change_design, locked

MAX_WORKLOADS = 2_000


@dataclass(frozen=True)
class Revision:
    """One revision: who made it, when, and what it did, in words. `kept`: whether it can be looked at and restored."""

    revision: int
    author: str | None
    created: datetime
    summary: str
    kept: bool
    restored: int | None = None


class Revisions:
    """The revisions of a design, the newest first, as a sequence that is read in slices."""

    def __init__(self, design: Design) -> None:
        self.design, self.kept = design, kept.oldest_kept(design)
        oldest = design.batches.order_by("revision").values_list("revision", flat=True).first()
        self.first = min(self.kept, oldest or design.revision)

    def __len__(self) -> int:
        return self.design.revision - self.first + 1

    def __getitem__(self, wanted: slice) -> list[Revision]:
        start, stop, _step = wanted.indices(len(self))
        newest, oldest = self.design.revision - start, self.design.revision - stop + 1
        rows = self.design.batches.filter(revision__lte=newest, revision__gte=oldest).select_related("author")
        held = {batch.revision: batch for batch in rows}
        return list(self._told(range(newest, oldest - 1, -1), held))

    def _told(self, numbers: range, held: dict[int, ChangeBatch]) -> Iterator[Revision]:
        for number in numbers:
            batch = held.get(number)
            if batch is not None:
                facts = batch.about or words.about(batch.changes, {})
                summary = words.sentence(facts, batch.restored)
                yield Revision(number, _name(batch.author), batch.created, summary, number >= self.kept, batch.restored)
            else:
                summary = _("created the design") if number == 1 else _("everything up to here")
                owner = self.design.owner if number == 1 else None
                yield Revision(number, _name(owner), self.design.created, summary, number >= self.kept)


def _name(user: User | None) -> str | None:
    return None if user is None else user.get_full_name() or user.get_username()


def document_at(design: Design, revision: int) -> dict[str, Any]:
    """The document of the design at a revision. Raises NotFound."""
    return kept.state_at(design, revision).topology.to_document()


def compare_revisions(design: Design, before: int, after: int | None = None) -> dict[str, Any]:
    """What changed from one revision to another, the newest where none is named: `farway diff --format json` with the two revisions.

    The later one is reached from the earlier, so that only what the changes reach is computed twice. Raises NotFound, and BadInput for a
    design too large to answer at once.
    """
    to = design.revision if after is None else after
    first = kept.state_at(design, min(before, to))
    last = kept.after(design, first, max(before, to))
    if max(len(first.topology.workloads), len(last.topology.workloads)) > MAX_WORKLOADS:
        message = _("Designs of at most %d workloads are compared here; `farway diff` compares larger ones.")
        raise BadInput("too-large", message % MAX_WORKLOADS)
    old, new = (first, last) if before <= to else (last, first)
    return {"from": before, "to": to, **diff(old.topology, new.topology)}


def restore_revision(design_id: Any, owner: User, revision: int, seen: int, client: str = "") -> Applied:
    """Bring a revision back as one new revision: nothing of the history is lost, and the one before can be restored as well.

    `seen` is the newest revision that the one who restores knew: what others changed since merges, or clashes, as with every change. Raises
    NotFound, Clash, and BadInput where it is as it was already, or cannot be brought back by changes.
    """
    with transaction.atomic():
        design = locked(design_id, owner)
        target = kept.state_at(design, revision)
        try:
            mine = difference(kept.state_at(design, queries.revision_of(design, seen)).topology, target.topology)
        except ChangeError as error:
            raise BadInput(error.code, str(error), {"where": error.where, "field": error.field}) from error
        if not mine:
            raise BadInput("no-changes", _("The design is as revision %d was already.") % revision)
        if len(mine) > MAX_CHANGES:
            message = _("Restoring revision %(revision)d takes %(n)d changes; at most %(most)d can be made at once.")
            raise BadInput("too-many-changes", message % {"revision": revision, "n": len(mine), "most": MAX_CHANGES})
        return change_design(design, owner, seen, mine, client, restored=revision)
