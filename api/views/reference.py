"""What is the same for everybody: the rules, and the model that drives the inspector's forms."""

from django.utils.translation import get_language
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from designer.services.model import model_schema, model_version
from topology import checks

from .base import ApiView

OBJECT = {"type": "object", "additionalProperties": True}


A_YEAR = 31_536_000


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

    @extend_schema(
        operation_id="model_read",
        summary="Read the schema of the document",
        parameters=[
            OpenApiParameter(
                "v",
                description="The version of the schema that a page of this release names: the answer may then be kept for good.",
            )
        ],
        responses={200: OBJECT},
    )
    def get(self, request: Request) -> Response:
        language = get_language() or ""
        is_named = request.query_params.get("v") == model_version(language)
        caching = f"private, max-age={A_YEAR}, immutable" if is_named else "private, max-age=300"
        return Response(model_schema(language), headers={"Cache-Control": caching})
