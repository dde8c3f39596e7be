"""The revisions of a design: its history, a state of it, what changed between two, and the way back."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api import examples
from api.serializers.designs import AppliedSerializer, BatchSerializer
from api.serializers.errors import ErrorSerializer
from api.serializers.revisions import (
    ComparedSerializer,
    ComparisonSerializer,
    RestoreSerializer,
    RevisionDocumentSerializer,
    RevisionSerializer,
)
from designer import queries
from designer.services import revisions

from .base import ApiView
from .pages import ListView

ERRORS = {400: ErrorSerializer, 401: ErrorSerializer, 404: ErrorSerializer}


class DesignRevisions(ListView):
    """The history of a design, the newest revision first."""

    @extend_schema(
        operation_id="revisions_list",
        summary="List the revisions of a design",
        tags=["revisions"],
        responses={200: RevisionSerializer(many=True), **ERRORS},
    )
    def get(self, request: Request, id: UUID) -> Response:
        found = revisions.Revisions(queries.design_of(request.user, id))
        return self.page(request, found, RevisionSerializer)


class DesignRevision(ApiView):
    """A design as it was."""

    @extend_schema(
        operation_id="revisions_read",
        summary="Read a design as it was at a revision",
        tags=["revisions"],
        responses={200: RevisionDocumentSerializer, **ERRORS},
    )
    def get(self, request: Request, id: UUID, revision: int) -> Response:
        design = queries.design_of(request.user, id)
        return Response({"revision": revision, "document": revisions.document_at(design, revision)})


class RestoredRevision(ApiView):
    """The way back to a revision, as one new revision."""

    @extend_schema(
        operation_id="revisions_restore", summary="Restore a revision", tags=["revisions"], request=RestoreSerializer, examples=[examples.RESTORE],
        responses={200: AppliedSerializer, **ERRORS, 409: ErrorSerializer},
    )  # fmt: skip
    def post(self, request: Request, id: UUID, revision: int) -> Response:
        given = RestoreSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        seen, client = given.validated_data["revision"], given.validated_data["client"]
        applied = revisions.restore_revision(id, request.user, revision, seen, client)
        return Response({"revision": applied.revision, "merged": BatchSerializer(applied.merged, many=True).data})


class DesignComparison(ApiView):
    """What changed from one revision to another, and which verdicts changed with it."""

    @extend_schema(
        operation_id="revisions_compare",
        summary="Compare two revisions",
        tags=["revisions"],
        parameters=[ComparedSerializer],
        responses={200: ComparisonSerializer, **ERRORS},
    )
    def get(self, request: Request, id: UUID) -> Response:
        design = queries.design_of(request.user, id)
        given = ComparedSerializer(data=request.query_params)
        given.is_valid(raise_exception=True)
        asked = given.validated_data
        return Response(revisions.compare_revisions(design, asked["from"], asked["to"]))
