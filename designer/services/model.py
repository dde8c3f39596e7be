"""The JSON schema of a design's document, in a language, and what it is known by: it changes with a release only."""

import hashlib
import json
from functools import cache
from typing import Any

from topology.i18n import _ as gettext
from topology.model import Topology
from topology.model.validation import json_schema

WORDS = ("description", "x-title")


@cache
def model_schema(_language: str) -> dict[str, Any]:
    """The JSON schema of a design's document, with the titles and descriptions in the current language."""
    schema = translated(json_schema(Topology))
    assert isinstance(schema, dict)
    return schema


@cache
def model_version(language: str) -> str:
    """What this schema is known by: another one has another. Browsers keep it by this."""
    text = json.dumps(model_schema(language), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def translated(schema: Any) -> Any:
    """A JSON schema in the current language."""
    if isinstance(schema, list):
        return [translated(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: gettext(value) if key in WORDS and isinstance(value, str) else translated(value)
        for key, value in schema.items()
    }
