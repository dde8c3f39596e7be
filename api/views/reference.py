"""What is the same for everybody: the rules, and the model that drives the inspector's forms."""

from functools import cache
from typing import Any

from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from topology import checks
from topology.i18n import _ as gettext
from topology.model import Topology

from .base import ApiView

WORDS = ("description", "x-title")
OBJECT = {"type": "object", "additionalProperties": True}


@cache
def model_schema(_language: str) -> dict[str, Any]:
    """The JSON schema of a design's document, with the titles and descriptions in the current language."""
    schema = translated(Topology.model_json_schema())
    assert isinstance(schema, dict)
    return schema


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


class Rules(ApiView):
    """The reference of rules."""

    @extend_schema(
        operation_id="rules_list",
        summary="Read the reference of rules",
        responses={200: {"type": "array", "items": OBJECT}},
    )
    def get(self, request: Request) -> Response:
        return Response(checks.rules())


class Model(ApiView):
    """The JSON schema of a design's document."""

    @extend_schema(operation_id="model_read", summary="Read the schema of the document", responses={200: OBJECT})
    def get(self, request: Request) -> Response:
        return Response(model_schema(get_language() or ""), headers={"Cache-Control": "private, max-age=300"})
