"""From what is stored to a topology and back, within bounds."""

import json
import unicodedata
from typing import Any

from django.utils.translation import gettext as _

from topology.layout import with_layout
from topology.model import Topology
from topology.model.validation import Invalid, validated

from .errors import BadInput

MAX_DOCUMENT_BYTES = 8_000_000
MAX_RESOURCES = 50_000
MAX_NAME = 200


def topology_of(document: Any) -> Topology:
    """The topology of a document that somebody gave. Raises BadInput that names the first thing that is wrong."""
    try:
        return validated(Topology, document)
    except Invalid as error:
        where = error.path
        message = _("This is no Farway document: %(where)s: %(what)s.") % {
            "where": where or _("document"),
            "what": error.message,
        }
        raise BadInput("invalid-document", message, {"where": where}) from error
    except RecursionError as error:
        raise BadInput("too-deep", _("The document is nested too deeply.")) from error


def document_of(topology: Topology) -> dict[str, Any]:
    """The document to store. Raises BadInput when it is larger than a design may be, or holds what JSON cannot."""
    if len(topology.resources) > MAX_RESOURCES:
        raise BadInput("too-large", _("A design holds at most %d resources.") % MAX_RESOURCES)
    try:
        document = topology.to_document()
        size = len(json.dumps(document, separators=(",", ":"), allow_nan=False))
    except RecursionError as error:
        raise BadInput("too-deep", _("The document is nested too deeply.")) from error
    except ValueError as error:
        raise BadInput(
            "invalid-document", _("The document holds a number that is not one (NaN or Infinity).")
        ) from error
    if size > MAX_DOCUMENT_BYTES:
        raise BadInput("too-large", _("A design takes at most %d MB.") % (MAX_DOCUMENT_BYTES // 1_000_000))
    return document


def laid_out(topology: Topology) -> Topology:
    """The topology with a box for everything that has none."""
    return with_layout(topology)


def clean_name(name: Any) -> str:
    """A design's name: one line without what cannot be seen. Raises BadInput."""
    if not isinstance(name, str) or not (name := " ".join(name.split())):
        raise BadInput("missing-name", _("A design needs a name."), {"field": "name"})
    if len(name) > MAX_NAME:
        raise BadInput("too-long", _("A name has at most %d characters.") % MAX_NAME, {"field": "name"})
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in name):
        raise BadInput("invalid-name", _("The name holds characters that cannot be shown."), {"field": "name"})
    return name
