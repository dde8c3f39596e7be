"""The patterns that a design can start from."""

from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.serializers.errors import ErrorSerializer
from api.serializers.patterns import PatternDocumentSerializer, PatternSerializer
from designer.errors import NotFound
from designer.patterns import PATTERNS, Pattern

from .base import ApiView


class Patterns(ApiView):
    """Whole networks that check clean."""

    @extend_schema(
        operation_id="patterns_list",
        summary="List the patterns that a design can start from",
        tags=["patterns"],
        responses={200: PatternSerializer(many=True), 401: ErrorSerializer},
    )
    def get(self, request: Request) -> Response:
        return Response([_row(pattern) for pattern in PATTERNS.values()])


class PatternDetail(ApiView):
    """One of them with its document."""

    @extend_schema(
        operation_id="patterns_read",
        summary="Read a pattern with its document",
        tags=["patterns"],
        responses={200: PatternDocumentSerializer, 401: ErrorSerializer, 404: ErrorSerializer},
    )
    def get(self, request: Request, slug: str) -> Response:
        if slug not in PATTERNS:
            raise NotFound
        pattern = PATTERNS[slug]
        return Response({**_row(pattern), "document": pattern.document()})


def _row(pattern: Pattern) -> dict[str, str]:
    picture = reverse("pattern-picture", args=[pattern.slug])
    return {"slug": pattern.slug, "name": str(pattern.name), "text": str(pattern.text), "picture": picture}
