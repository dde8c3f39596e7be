"""What a design loses while zones and resources are off."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api import examples
from api.serializers.errors import ErrorSerializer
from api.serializers.failures import OffSerializer, SinglePointsSerializer, WhatIfSerializer
from designer import queries
from designer.services import failures

from .base import ApiView

ERRORS = {400: ErrorSerializer, 401: ErrorSerializer, 404: ErrorSerializer}


class DesignFailures(ApiView):
    """Failures, computed from the newest revision; nothing is changed."""

    @extend_schema(
        operation_id="failures_each", summary="Read what each single failure would do", tags=["checks"],
        responses={200: SinglePointsSerializer, **ERRORS},
    )  # fmt: skip
    def get(self, request: Request, id: UUID) -> Response:
        return Response(failures.single_points(queries.design_of(request.user, id)))

    @extend_schema(
        operation_id="failures_try", summary="Switch zones and resources off", tags=["checks"], request=OffSerializer, examples=[examples.FAILURE],
        responses={200: WhatIfSerializer, **ERRORS},
    )  # fmt: skip
    def post(self, request: Request, id: UUID) -> Response:
        design = queries.design_of(request.user, id)
        given = OffSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        return Response(failures.what_if(design, given.validated_data["off"]))
