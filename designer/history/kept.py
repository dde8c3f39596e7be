"""Old states of a design, rebuilt from snapshots and the changes since.

Every SNAPSHOT_EVERY revisions a snapshot is stored, compressed, of the design as it is then; any revision is the nearest snapshot before it with
the changes of at most as many revisions on top. The newest KEPT revisions can always be rebuilt; what is older goes with the next snapshot, so
that the history of a design is bounded. A design that was changed before there were snapshots has its history from its first change on.
"""

import json
import logging
import zlib
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, Min
from django.utils.translation import gettext as _

from topology.model import Topology
from topology.model.applying import apply
from topology.model.changes import read
from topology.model.validation import validated

from ..errors import NotFound
from ..models import Design, Snapshot

logger = logging.getLogger(__name__)
SNAPSHOT_EVERY = 50  # revisions
KEPT = 2_000  # revisions; more than `services.changes.MAX_BATCHES`, which are needed to merge


def keep(design: Design) -> None:
    """Keep the design as it is in this row, if it is time to, and drop what is older than need be. Within the transaction of a change,
    before it is made."""
    newest = design.snapshots.aggregate(newest=Max("revision"))["newest"]
    if newest is not None and design.revision - newest < SNAPSHOT_EVERY:
        return
    text = json.dumps(design.document, separators=(",", ":"), allow_nan=False)
    Snapshot.objects.create(design=design, revision=design.revision, content=zlib.compress(text.encode()))
    last = design.snapshots.filter(revision__lte=design.revision - KEPT).aggregate(last=Max("revision"))["last"]
    if last is not None:
        design.snapshots.filter(revision__lt=last).delete()
        design.batches.filter(revision__lte=last).delete()


def oldest_kept(design: Design) -> int:
    """The oldest revision that can be rebuilt."""
    oldest = design.snapshots.aggregate(oldest=Min("revision"))["oldest"]
    return design.revision if oldest is None else int(oldest)


@dataclass(frozen=True)
class State:
    """A design at one of its revisions."""

    revision: int
    topology: Topology


def state_at(design: Design, revision: int) -> State:
    """The design at this revision. Raises NotFound for one that it never had, or that is not kept any more."""
    if not 1 <= revision <= design.revision:
        message = _("The design has no revision %(named)s; its newest is %(newest)d.")
        raise NotFound(message % {"named": revision, "newest": design.revision})
    if revision == design.revision:
        return State(revision, validated(Topology, design.document))
    found = design.snapshots.filter(revision__lte=revision).order_by("-revision").first()
    if found is None:
        raise NotFound(_("Revision %d is not kept any more.") % revision)
    document: Any = json.loads(zlib.decompress(bytes(found.content)))
    return after(design, State(found.revision, validated(Topology, document)), revision)


def after(design: Design, state: State, revision: int) -> State:
    """A later state, by the changes since: it shares what did not change, and what was computed of it. Raises NotFound."""
    if state.revision == revision:
        return state
    batches = design.batches.filter(revision__gt=state.revision, revision__lte=revision).order_by("revision")
    topology, reached = state.topology, state.revision
    try:
        for batch in batches:
            if batch.revision != reached + 1:
                break
            topology = apply(topology, read(batch.changes))
            reached = batch.revision
    except ValueError as error:  # a change that this version of Farway reads otherwise
        logger.warning("Revision %d of design %s cannot be rebuilt: %s", revision, design.pk, error)
    if reached != revision:
        raise NotFound(_("Revision %d is not kept any more.") % revision)
    return State(revision, topology)
