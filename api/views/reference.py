"""What is the same for everybody: the rules, and the model that drives the inspector's forms."""

from functools import cache
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from topology import checks
from topology.model import Topology

from .base import ApiView

OBJECT = {"type": "object", "additionalProperties": True}


@cache
def model_schema() -> dict[str, Any]:
    """The JSON schema of a design's document."""
    return Topology.model_json_schema()


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
        return Response(model_schema(), headers={"Cache-Control": "private, max-age=300"})
