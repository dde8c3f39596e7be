"""Checks, traces, exports and the jobs behind them."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import generics, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from designer.models import CheckReport, ExportFile, JobKind
from designer.services.jobs import cancel_job, start_check, start_export
from designer.services.traces import trace

from ..serializers import ExportSerializer, JobSerializer, LatestCheckSerializer, TraceSerializer
from .base import BAD_INPUT, CLASH, NOT_FOUND, checked, design_of, jobs_for


class Checks(APIView):
    @extend_schema(request=None, responses={202: JobSerializer, 404: NOT_FOUND})
    def post(self, request: Request, id: UUID) -> Response:
        """Check the design as it stands: the check that waits or runs for this revision, else a new one."""
        return Response(JobSerializer(start_check(design_of(request, id))).data, status=status.HTTP_202_ACCEPTED)


class LatestCheck(APIView):
    @extend_schema(responses={200: LatestCheckSerializer, 404: NOT_FOUND})
    def get(self, request: Request, id: UUID) -> Response:
        """The newest report on the design."""
        design = design_of(request, id)
        found = CheckReport.objects.filter(design=design).first()
        job = jobs_for(request).filter(design=design, kind=JobKind.CHECK).first()
        return Response(
            {
                "revision": found and found.revision,
                "current": found is not None and found.revision == design.revision,
                "result": found and found.report,
                "job": job and JobSerializer(job).data,
            }
        )


class Traces(APIView):
    @extend_schema(
        request=TraceSerializer,
        responses={200: OpenApiResponse(OpenApiTypes.OBJECT, "As farway trace --format json."), 400: BAD_INPUT, 404: NOT_FOUND},
    )
    def post(self, request: Request, id: UUID) -> Response:
        """Whether one end reaches another, hop by hop."""
        return Response(trace(design_of(request, id), **checked(TraceSerializer, request)))


class Exports(APIView):
    @extend_schema(request=ExportSerializer, responses={202: JobSerializer, 400: BAD_INPUT, 404: NOT_FOUND, 409: CLASH})
    def post(self, request: Request, id: UUID) -> Response:
        """Write the design in a format. The file's address is in the job's result."""
        design = design_of(request, id)
        return Response(JobSerializer(start_export(design, **checked(ExportSerializer, request))).data, status=202)


class Download(APIView):
    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY, 404: NOT_FOUND})
    def get(self, request: Request, id: UUID) -> HttpResponse:
        """The file that an export made."""
        file = get_object_or_404(ExportFile.objects.filter(job__design__owner=request.user.pk), pk=id)
        headers = {
            "Content-Disposition": content_disposition_header(True, file.filename),
            "Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:",
            "X-Content-Type-Options": "nosniff",
        }
        return HttpResponse(bytes(file.content), content_type=file.media_type, headers=headers)


class Jobs(generics.ListAPIView):
    """The jobs of one's designs, newest first."""

    serializer_class = JobSerializer

    def get_queryset(self) -> Any:
        """The caller's."""
        return jobs_for(self.request)


class OneJob(APIView):
    @extend_schema(responses={200: JobSerializer, 404: NOT_FOUND})
    def get(self, request: Request, id: UUID) -> Response:
        """How far a job is, and what it made."""
        return Response(JobSerializer(get_object_or_404(jobs_for(request), pk=id)).data)


class CancelJob(APIView):
    @extend_schema(request=None, responses={200: JobSerializer, 404: NOT_FOUND})
    def post(self, request: Request, id: UUID) -> Response:
        """Cancel a job: at once while it waits, as soon as its worker notices while it runs."""
        job = get_object_or_404(jobs_for(request), pk=id)
        return Response(JobSerializer(cancel_job(job)).data)
