"""Jobs, and the files that exports made."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.serializers.errors import ErrorSerializer
from api.serializers.jobs import JobRowSerializer, JobSerializer
from designer import queries
from designer.services import jobs

from .base import ApiView
from .pages import ListView

ERRORS = {401: ErrorSerializer, 404: ErrorSerializer}


class OfDesignSerializer(serializers.Serializer):
    """Which jobs: those of one design, or all."""

    design = serializers.UUIDField(required=False)


class JobList(ListView):
    """The jobs of the one who asks, the newest first."""

    @extend_schema(
        operation_id="jobs_list", summary="List jobs", parameters=[OpenApiParameter("design", OpenApiTypes.UUID)],
        responses={200: JobRowSerializer(many=True)},
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        given = OfDesignSerializer(data=request.query_params)
        given.is_valid(raise_exception=True)
        found = queries.job_rows_of(request.user)
        if "design" in given.validated_data:
            found = found.filter(design_id=given.validated_data["design"])
        return self.page(request, found, JobRowSerializer)


class JobDetail(ApiView):
    """One job."""

    @extend_schema(operation_id="jobs_read", summary="Read a job", responses={200: JobSerializer, **ERRORS})
    def get(self, request: Request, id: UUID) -> Response:
        return Response(JobSerializer(queries.job_of(request.user, id)).data)


class JobCancel(ApiView):
    """Stop a job. One that is over stays as it is."""

    @extend_schema(
        operation_id="jobs_cancel", summary="Cancel a job", request=None, responses={200: JobSerializer, **ERRORS}
    )
    def post(self, request: Request, id: UUID) -> Response:
        return Response(JobSerializer(jobs.cancel_job(queries.job_of(request.user, id))).data)


class ExportDownload(ApiView):
    """The file that an export made."""

    @extend_schema(
        operation_id="exports_download",
        summary="Download an exported file",
        tags=["exports"],
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY, **ERRORS},
    )
    def get(self, request: Request, id: UUID) -> HttpResponse:
        file = queries.export_of(request.user, id)
        return HttpResponse(
            bytes(file.content),
            content_type=file.media_type,
            headers={
                "Content-Disposition": content_disposition_header(True, file.filename),
                "X-Content-Type-Options": "nosniff",
                "Content-Security-Policy": "sandbox; default-src 'none'",
                "Cache-Control": "private, no-store",
            },
        )
