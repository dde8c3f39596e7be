"""How the subnets of a design are joined to the internet."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.serializers.errors import ErrorSerializer
from api.serializers.subnets import SubnetKindsSerializer
from designer import queries
from designer.services import subnets

from .base import ApiView


class DesignSubnets(ApiView):
    """Public, private and isolated subnets, computed from the newest revision."""

    @extend_schema(
        operation_id="subnets_read",
        summary="Read how the subnets are joined to the internet",
        tags=["checks"],
        responses={200: SubnetKindsSerializer, 400: ErrorSerializer, 401: ErrorSerializer, 404: ErrorSerializer},
    )
    def get(self, request: Request, id: UUID) -> Response:
        return Response(subnets.subnets_of(queries.design_of(request.user, id)))
