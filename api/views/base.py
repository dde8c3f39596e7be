"""What the views share: a design is its owner's alone, and to everybody else it is not there."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiResponse
from rest_framework.request import Request

from designer.models import Design, Job
from designer.services.jobs import jobs_of

from ..serializers import ErrorSerializer

BAD_INPUT = OpenApiResponse(ErrorSerializer, "The input cannot be used.")
NOT_FOUND = OpenApiResponse(ErrorSerializer, "It is not there, or it is somebody else's.")
CLASH = OpenApiResponse(ErrorSerializer, "It clashes with what others changed, or a limit is reached.")


def designs_of(request: Request) -> QuerySet[Design]:
    """The caller's designs, with what a list shows of their newest check."""
    mine = Design.objects.filter(owner=request.user.pk)
    return mine.select_related("check_report").defer("check_report__report")


def design_of(request: Request, id: UUID) -> Design:
    """One of the caller's designs. Raises Http404."""
    return get_object_or_404(designs_of(request), pk=id)


def jobs_for(request: Request) -> QuerySet[Job]:
    """The jobs of the caller's designs, newest first."""
    return jobs_of(request.user.pk)


def checked(serializer: type[Any], request: Request) -> dict[str, Any]:
    """The body, validated by this serializer."""
    read = serializer(data=request.data)
    read.is_valid(raise_exception=True)
    data: dict[str, Any] = read.validated_data
    return data
