"""The one way a design changes."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from topology.model import changes as model
from topology.model.applying import ChangeError, apply
from topology.model.clashes import clashes
from topology.model.validation import Invalid

from .. import queries
from ..documents import document_of, topology_of
from ..errors import BadInput, Clash, NotFound
from ..history.kept import keep
from ..history.words import about
from ..models import ChangeBatch, Design
from . import jobs
from .signing import signed

MAX_BATCHES = 1_000  # more than that behind, and a client has to fetch the design anew
MAX_CLIENT = 100


@dataclass(frozen=True)
class Applied:
    """The revision that the changes made, and the batches of others that they were merged with."""

    revision: int
    merged: list[ChangeBatch]


def apply_changes(
    design_id: Any,
    owner: User,
    revision: int,
    changes: list[dict[str, Any]],
    client: str = "",
    restores: int | None = None,
) -> Applied:
    """Apply changes that were made from this revision, all or none, and queue a check of what comes out.

    Where others have changed other things since, the changes go on top of theirs. `restores` says for the history which revision they
    bring back. Who accepts a finding, and when, is not taken from the changes: see `signing`. Raises NotFound; Clash where others changed the same things; BadInput (with `where` and `field`) for changes that cannot be
    applied.
    """
    mine = _parse(changes)
    with transaction.atomic():
        design = locked(design_id, owner)
        restored = None if restores is None else queries.revision_of(design, restores)
        return change_design(design, owner, revision, signed(design, owner, mine), client, restored)


def locked(design_id: Any, owner: User) -> Design:
    """The owner's design, for as long as the transaction lasts nobody else's to change. Raises NotFound."""
    design = Design.objects.select_for_update().filter(pk=queries.design_row_of(owner, design_id).pk).first()
    if design is None:
        raise NotFound
    return design


def change_design(
    design: Design, owner: User, revision: int, mine: list[Any], client: str, restored: int | None = None
) -> Applied:
    """Make the next revision of a locked design by changes that were made from this revision. Raises Clash, BadInput."""
    if not isinstance(client, str) or len(client) > MAX_CLIENT or not client.isprintable():
        raise BadInput(
            "invalid-client", _("A client's name is at most %d visible characters.") % MAX_CLIENT, {"field": "client"}
        )
    merged = _since(design, revision)
    _refuse_clashes(design, mine, merged)
    before = topology_of(design.document)
    try:
        topology = apply(before, mine)
    except ChangeError as error:
        if merged and error.code == "unknown-resource" and error.where:
            raise _clash(design, [error.where], merged) from error  # it went with what others removed
        raise BadInput(error.code, str(error), {"where": error.where, "field": error.field}) from error
    document = document_of(topology)
    keep(design)
    design.document = document
    design.revision += 1
    design.save(update_fields=["document", "revision", "modified"])
    changes = [model.to_json(change) for change in mine]
    ChangeBatch.objects.create(
        design=design,
        revision=design.revision,
        changes=changes,
        client=client,
        author=owner,
        about=about(changes, before.resources),
        restored=restored,
    )
    jobs.start_check(design)
    return Applied(design.revision, merged)


def _parse(changes: Any) -> list[Any]:
    try:
        parsed = model.read(changes)
    except Invalid as error:
        message = _("Change %(where)s: %(what)s.") % {"where": error.path, "what": error.message}
        details = {"where": _id_at(changes, error.where), "field": error.path}
        raise BadInput("invalid-change", message, details) from error
    except RecursionError as error:
        raise BadInput("too-deep", _("The changes are nested too deeply."), {"where": None, "field": None}) from error
    if not parsed:
        raise BadInput("no-changes", _("There are no changes in the batch."), {"where": None, "field": "changes"})
    return parsed


def _id_at(changes: Any, location: tuple[Any, ...]) -> str | None:
    """The id of the resource that a change at this place of the input is about, as far as it says one."""
    if not location or not isinstance(location[0], int):
        return None
    change = changes[location[0]]
    if not isinstance(change, dict):
        return None
    resource = change.get("resource")
    found = resource.get("id") if isinstance(resource, dict) else change.get("id")
    return found if isinstance(found, str) else None


def _since(design: Design, revision: Any) -> list[ChangeBatch]:
    revision = queries.revision_of(design, revision)
    if design.revision - revision > MAX_BATCHES:
        message = _("The design has changed too often since to merge. Load it again.")
        raise Clash(message, [], design.revision, [])
    return list(queries.batches_since(design, revision))


def _refuse_clashes(design: Design, mine: list[Any], merged: list[ChangeBatch]) -> None:
    theirs = [change for batch in merged for change in model.read(batch.changes)]
    clashing = sorted(clashes(mine, theirs)) if theirs else []
    if clashing:
        raise _clash(design, clashing, merged)


def _clash(design: Design, ids: list[str], merged: list[ChangeBatch]) -> Clash:
    message = _("Others have changed the same meanwhile: %s.") % ", ".join(ids[:10])
    return Clash(message, ids, design.revision, [batch.to_json() for batch in merged])
