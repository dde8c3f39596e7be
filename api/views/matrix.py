"""Who reaches whom in a design."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.serializers.errors import ErrorSerializer
from api.serializers.matrix import MatrixOfSerializer, MatrixSerializer
from designer import queries
from designer.services import matrices

from .base import ApiView


class DesignMatrix(ApiView):
    """Every workload to every workload and to the internet, computed from the newest revision."""

    @extend_schema(
        operation_id="matrix_read",
        summary="Read who reaches whom",
        tags=["checks"],
        parameters=[MatrixOfSerializer],
        responses={200: MatrixSerializer, 400: ErrorSerializer, 401: ErrorSerializer, 404: ErrorSerializer},
    )
    def get(self, request: Request, id: UUID) -> Response:
        design = queries.design_of(request.user, id)
        given = MatrixOfSerializer(data=request.query_params)
        given.is_valid(raise_exception=True)
        return Response(matrices.matrix_of(design, given.validated_data["family"]))
