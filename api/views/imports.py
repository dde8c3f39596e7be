"""Imports: files that belong together become a design."""

from drf_spectacular.utils import extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from api.serializers.designs import DesignSerializer, ImportSerializer
from api.serializers.errors import ErrorSerializer
from designer.pages.uploads import uploaded
from designer.services import imports

from .base import ApiView
from .designs import answer


class Imports(ApiView):
    """Templates, snapshots and Farway documents. All or nothing: what cannot be used leaves no design behind."""

    parser_classes = (MultiPartParser,)

    @extend_schema(
        operation_id="imports_create", summary="Import files as a design", request={"multipart/form-data": ImportSerializer},
        responses={201: DesignSerializer, 400: ErrorSerializer, 401: ErrorSerializer},
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        given = ImportSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        asked = given.validated_data
        made = imports.import_design(
            request.user, uploaded(asked["files"]), name=asked.get("name") or None,
            parameters=asked.get("parameters") or None, region=asked.get("region") or None,
        )  # fmt: skip
        return Response(answer(made), status=201)
