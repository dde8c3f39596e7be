"""Farway's own document: `{"farway": 1, "resources": {…}}` as JSON."""

from collections.abc import Mapping
from typing import Any

from ..i18n import _
from ..model import Topology
from ..model.validation import Invalid
from .errors import ReadError


def is_farway(value: Any) -> bool:
    """Whether a value is meant as a Farway document."""
    return isinstance(value, dict) and "farway" in value


def read_document(value: Any, file: str, *, region: str | None, account_settings: Mapping[str, str]) -> Topology:
    """The topology of a document. Raises ReadError naming the field that is wrong, or the reference that leads nowhere."""
    changes: dict[str, Any] = {"region": region} if region else {}
    if account_settings and isinstance(value.get("account_settings") or {}, dict):
        changes["account_settings"] = {**(value.get("account_settings") or {}), **account_settings}
    try:
        topology = Topology(**{**value, **changes})
    except Invalid as error:
        message = _("this is no valid Farway document: %(where)s: %(error)s") % {
            "where": error.path[:300],
            "error": error.message,
        }
        raise ReadError("invalid-document", message, file) from error
    if dangling := topology.dangling():
        resource, field, target = dangling[0]
        message = _("%(resource)s names “%(target)s” as its %(field)s, which is not there or of another type")
        raise ReadError("dangling-reference", message % {"resource": resource, "target": target, "field": field}, file)
    return topology
