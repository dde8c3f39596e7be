"""The one way a design changes."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _
from pydantic import ValidationError

from topology.model import changes as model

from .. import queries
from ..documents import document_of, topology_of
from ..errors import BadInput, Clash, NotFound
from ..models import ChangeBatch, Design
from . import jobs

MAX_BATCHES = 1_000  # more than that behind, and a client has to fetch the design anew
MAX_CLIENT = 100


@dataclass(frozen=True)
class Applied:
    """The revision that the changes made, and the batches of others that they were merged with."""

    revision: int
    merged: list[ChangeBatch]


def apply_changes(
    design_id: Any, owner: User, revision: int, changes: list[dict[str, Any]], client: str = ""
) -> Applied:
    """Apply changes that were made from this revision, all or none, and queue a check of what comes out.

    Where others have changed other things since, the changes go on top of theirs. Raises NotFound; Clash where they changed the
    same things; BadInput (with `where` and `field`) for changes that cannot be applied.
    """
    mine = _parse(changes)
    if not isinstance(client, str) or len(client) > MAX_CLIENT or not client.isprintable():
        raise BadInput(
            "invalid-client", _("A client's name is at most %d visible characters.") % MAX_CLIENT, {"field": "client"}
        )
    with transaction.atomic():
        design = Design.objects.select_for_update().filter(pk=queries.design_of(owner, design_id).pk).first()
        if design is None:
            raise NotFound
        merged = _since(design, revision)
        _refuse_clashes(design, mine, merged)
        try:
            topology = model.apply(topology_of(design.document), mine)
        except model.ChangeError as error:
            if merged and error.code == "unknown-resource" and error.where:
                raise _clash(design, [error.where], merged) from error  # it went with what others removed
            raise BadInput(error.code, str(error), {"where": error.where, "field": error.field}) from error
        design.document = document_of(topology)
        design.revision += 1
        design.save(update_fields=["document", "revision", "modified"])
        ChangeBatch.objects.create(
            design=design,
            revision=design.revision,
            changes=[model.to_json(change) for change in mine],
            client=client,
            author=owner,
        )
        jobs.start_check(design)
    return Applied(design.revision, merged)


def _parse(changes: Any) -> list[Any]:
    try:
        parsed = model.changes_adapter.validate_python(changes)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        path = ".".join(str(part) for part in first["loc"])
        message = _("Change %(where)s: %(what)s.") % {"where": path, "what": first["msg"]}
        raise BadInput("invalid-change", message, {"where": _id_at(changes, first["loc"]), "field": path}) from error
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
    if isinstance(revision, bool) or not isinstance(revision, int) or not 1 <= revision <= design.revision:
        raise BadInput(
            "unknown-revision",
            _("The changes name revision %(named)s; the design has revisions 1 to %(newest)d.")
            % {"named": revision, "newest": design.revision},
            {"field": "revision", "revision": design.revision, "where": None},
        )
    if design.revision - revision > MAX_BATCHES:
        message = _("The design has changed too often since to merge. Load it again.")
        raise Clash(message, [], design.revision, [])
    return list(queries.batches_since(design, revision))


def _refuse_clashes(design: Design, mine: list[Any], merged: list[ChangeBatch]) -> None:
    theirs = [change for batch in merged for change in model.changes_adapter.validate_python(batch.changes)]
    clashing = sorted(model.clashes(mine, theirs)) if theirs else []
    if clashing:
        raise _clash(design, clashing, merged)


def _clash(design: Design, ids: list[str], merged: list[ChangeBatch]) -> Clash:
    message = _("Others have changed the same meanwhile: %s.") % ", ".join(ids[:10])
    return Clash(message, ids, design.revision, [batch.to_json() for batch in merged])
