"""Designs: list, make, read, rename, delete; their changes; their checks, traces and exports."""

import json
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api import examples
from api.serializers.designs import (
    AppliedSerializer,
    BatchSerializer,
    ChangesSerializer,
    DesignRowSerializer,
    DesignSerializer,
    LatestCheckSerializer,
    NewDesignSerializer,
    NewExportSerializer,
    RenameSerializer,
    SinceSerializer,
    TraceSerializer,
)
from api.serializers.errors import ErrorSerializer
from api.serializers.jobs import JobSerializer
from designer import queries
from designer.models import Design, Job
from designer.services import changes, designs, jobs, traces

from .base import ApiView
from .pages import ListView

ERRORS = {400: ErrorSerializer, 401: ErrorSerializer, 404: ErrorSerializer}


def with_checks(found: QuerySet[Design]) -> QuerySet[Design]:
    """The designs with the newest check that succeeded, in the same query."""
    newest = Job.objects.filter(design=OuterRef("pk"), kind="check", state="succeeded").order_by(
        "-revision", "-finished"
    )
    return found.annotate(
        checked_by=Subquery(newest.values("pk")[:1]), checked_revision=Subquery(newest.values("revision")[:1])
    )


def answer(design: Design) -> dict[str, Any]:
    """A design as it is answered."""
    check = with_checks(Design.objects.filter(pk=design.pk)).values_list("checked_by", "checked_revision").first()
    design.checked_by, design.checked_revision = check or (None, None)
    return DesignSerializer(design).data


class DesignList(ListView):
    """The designs of the one who asks."""

    @extend_schema(
        operation_id="designs_list",
        summary="List designs",
        responses={200: DesignRowSerializer(many=True)},
    )
    def get(self, request: Request) -> Response:
        return self.page(request, with_checks(queries.designs_of(request.user)).defer("document"), DesignRowSerializer)

    @extend_schema(
        operation_id="designs_create",
        summary="Make a design",
        request=NewDesignSerializer,
        examples=[examples.NEW_DESIGN],
        responses={201: DesignSerializer, **ERRORS},
    )
    def post(self, request: Request) -> Response:
        given = NewDesignSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        made = designs.create_design(request.user, given.validated_data["name"], given.validated_data.get("document"))
        return Response(answer(made), status=201)


class DesignDetail(ApiView):
    """One design."""

    @extend_schema(operation_id="designs_read", summary="Read a design", responses={200: DesignSerializer, **ERRORS})
    def get(self, request: Request, id: UUID) -> Response:
        return Response(answer(queries.design_of(request.user, id)))

    @extend_schema(
        operation_id="designs_rename",
        summary="Rename a design",
        request=RenameSerializer,
        examples=[examples.RENAME],
        responses={200: DesignSerializer, **ERRORS},
    )
    def patch(self, request: Request, id: UUID) -> Response:
        design = queries.design_of(request.user, id)
        given = RenameSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        return Response(answer(designs.rename_design(design, given.validated_data["name"])))

    @extend_schema(operation_id="designs_delete", summary="Delete a design", responses={204: None, **ERRORS})
    def delete(self, request: Request, id: UUID) -> Response:
        designs.delete_design(queries.design_of(request.user, id))
        return Response(status=204)


class DesignChanges(ListView):
    """How a design changes, and how it changed."""

    @extend_schema(
        operation_id="changes_list",
        summary="Read the changes since a revision",
        tags=["changes"],
        parameters=[SinceSerializer],
        responses={200: BatchSerializer(many=True), **ERRORS},
    )
    def get(self, request: Request, id: UUID) -> Response:
        design = queries.design_of(request.user, id)
        given = SinceSerializer(data=request.query_params)
        given.is_valid(raise_exception=True)
        return self.page(request, queries.batches_since(design, given.validated_data["since"]), BatchSerializer)

    @extend_schema(
        operation_id="changes_apply", summary="Change a design", tags=["changes"], request=ChangesSerializer, examples=[examples.CHANGES],
        responses={200: AppliedSerializer, **ERRORS, 409: ErrorSerializer},
    )  # fmt: skip
    def post(self, request: Request, id: UUID) -> Response:
        given = ChangesSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        asked = given.validated_data
        applied = changes.apply_changes(id, request.user, **asked)
        return Response({"revision": applied.revision, "merged": BatchSerializer(applied.merged, many=True).data})


class DesignChecks(ApiView):
    """Start a check. A change starts one by itself."""

    @extend_schema(
        operation_id="checks_start",
        summary="Start a check",
        tags=["checks"],
        request=None,
        responses={202: JobSerializer, **ERRORS},
    )
    def post(self, request: Request, id: UUID) -> Response:
        return Response(JobSerializer(jobs.start_check(queries.design_row_of(request.user, id))).data, status=202)


class LatestCheck(ApiView):
    """The newest report of a design, and whether it is of the newest revision."""

    @extend_schema(
        operation_id="checks_latest",
        summary="Read the newest report",
        tags=["checks"],
        responses={200: LatestCheckSerializer, **ERRORS},
    )
    def get(self, request: Request, id: UUID) -> HttpResponse:
        design = queries.design_row_of(request.user, id)
        found = queries.latest_report(design)
        if found is None:
            return Response(
                {"revision": None, "current": False, "complete": False, "digest": None, "result": None, "job": None}
            )
        revision, job, state, digest, report = found
        current, complete = revision == design.revision, state == Job.State.SUCCEEDED
        rest = json.dumps({"revision": revision, "current": current, "complete": complete, "job": str(job)})
        return HttpResponse(f'{rest[:-1]}, "digest": {digest}, "result": {report}}}', content_type="application/json")


class DesignTraces(ApiView):
    """Whether one end reaches another."""

    @extend_schema(
        operation_id="traces_run", summary="Trace a path", tags=["checks"], request=TraceSerializer, examples=[examples.TRACE],
        responses={200: {"type": "object", "additionalProperties": True}, **ERRORS},
    )  # fmt: skip
    def post(self, request: Request, id: UUID) -> Response:
        design = queries.design_of(request.user, id)
        given = TraceSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        return Response(traces.trace_design(design, **given.validated_data))


class DesignExports(ApiView):
    """Start an export."""

    @extend_schema(
        operation_id="exports_start",
        summary="Start an export",
        tags=["exports"],
        request=NewExportSerializer,
        examples=[examples.EXPORT],
        responses={202: JobSerializer, **ERRORS},
    )
    def post(self, request: Request, id: UUID) -> Response:
        design = queries.design_of(request.user, id)
        given = NewExportSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        job = jobs.start_export(design, given.validated_data["format"], given.validated_data["resource"])
        return Response(JobSerializer(job).data, status=202)
