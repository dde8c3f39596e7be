"""A design as a CloudFormation template."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.serializers.errors import ErrorSerializer
from api.serializers.template import TemplateSerializer
from designer import queries
from designer.services import templates

from .base import ApiView


class DesignTemplate(ApiView):
    """The template of a design, for reading beside it; to download it, start an export."""

    @extend_schema(
        operation_id="template_read",
        summary="Read a design as a CloudFormation template",
        tags=["designs"],
        responses={200: TemplateSerializer, 401: ErrorSerializer, 404: ErrorSerializer},
    )
    def get(self, request: Request, id: UUID) -> Response:
        return Response(templates.template_of(queries.design_of(request.user, id)))
