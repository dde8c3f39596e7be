"""Designs, their changes, and imports."""

import json
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics, status
from rest_framework.exceptions import ValidationError
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from designer.errors import BadInput
from designer.models import ChangeBatch
from designer.services.changes import apply_changes
from designer.services.designs import create_design, delete_design, rename_design
from designer.services.imports import check_parameters, import_design

from ..serializers import (
    AppliedSerializer,
    BatchSerializer,
    ChangesSerializer,
    DesignListSerializer,
    DesignSerializer,
    ImportSerializer,
    NewDesignSerializer,
    RenameSerializer,
)
from .base import BAD_INPUT, CLASH, NOT_FOUND, checked, design_of, designs_of


class Designs(generics.ListAPIView):
    serializer_class = DesignListSerializer

    def get_queryset(self) -> Any:
        """Without the documents."""
        return designs_of(self.request).defer("document", "check_report__report")

    @extend_schema(request=NewDesignSerializer, responses={201: DesignSerializer, 400: BAD_INPUT, 409: CLASH})
    def post(self, request: Request) -> Response:
        """Make a design, empty or of a document. Its first check starts by itself."""
        data = checked(NewDesignSerializer, request)
        design = create_design(request.user, data["name"], document=data.get("document"))
        return Response(DesignSerializer(design).data, status=status.HTTP_201_CREATED)


class OneDesign(APIView):
    @extend_schema(responses={200: DesignSerializer, 404: NOT_FOUND})
    def get(self, request: Request, id: UUID) -> Response:
        """The design with its document."""
        return Response(DesignSerializer(design_of(request, id)).data)

    @extend_schema(request=RenameSerializer, responses={200: DesignSerializer, 400: BAD_INPUT, 404: NOT_FOUND})
    def patch(self, request: Request, id: UUID) -> Response:
        """Rename the design. Its document changes by `POST changes/` only."""
        design = design_of(request, id)
        rename_design(design, checked(RenameSerializer, request)["name"])
        return Response(DesignSerializer(design).data)

    @extend_schema(responses={204: None, 404: NOT_FOUND})
    def delete(self, request: Request, id: UUID) -> Response:
        """Delete the design with its history, jobs and exports."""
        delete_design(design_of(request, id))
        return Response(status=status.HTTP_204_NO_CONTENT)


class Changes(generics.ListAPIView):
    serializer_class = BatchSerializer

    def get_queryset(self) -> Any:
        """The batches after `since`."""
        if getattr(self, "swagger_fake_view", False):
            return ChangeBatch.objects.none()
        since = self.request.query_params.get("since", "0")
        if not since.isdecimal() or len(since) > 9:
            raise ValidationError({"since": _("A revision is a number.")})
        return design_of(self.request, self.kwargs["id"]).batches.filter(revision__gt=int(since))

    @extend_schema(
        parameters=[OpenApiParameter("since", int, description="Only batches after this revision.")],
        responses={200: BatchSerializer(many=True), 404: NOT_FOUND},
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The history of the design, oldest first."""
        return super().get(request, *args, **kwargs)

    @extend_schema(
        request=ChangesSerializer, responses={200: AppliedSerializer, 400: BAD_INPUT, 404: NOT_FOUND, 409: CLASH}
    )
    def post(self, request: Request, id: UUID) -> Response:
        """Apply a batch, all or nothing, merged with what others changed since. A check starts by itself."""
        data = checked(ChangesSerializer, request)
        design = design_of(request, id)
        revision, merged = apply_changes(design, data["changes"], data["revision"], data["client"], request.user)
        return Response(AppliedSerializer({"revision": revision, "merged": merged}).data)


class Imports(APIView):
    parser_classes = [MultiPartParser]
    throttle_scope = "import"

    @extend_schema(
        request={"multipart/form-data": ImportSerializer}, responses={201: DesignSerializer, 400: BAD_INPUT, 409: CLASH}
    )
    def post(self, request: Request) -> Response:
        """Make a design of uploaded files: CloudFormation templates that belong together, or one Farway document."""
        files = request.FILES.getlist("files")
        read = ImportSerializer(data={**{k: v for k, v in request.data.items() if k not in ("files", "parameters")}, "files": files})
        read.is_valid(raise_exception=True)
        data = read.validated_data
        design = import_design(
            request.user, files, data.get("name", ""), _parameters(request.data.get("parameters")), data.get("region")
        )
        return Response(DesignSerializer(design).data, status=status.HTTP_201_CREATED)


def _parameters(text: str | None) -> dict[str, str]:
    if not text:
        return {}
    try:
        return check_parameters(json.loads(text))
    except (json.JSONDecodeError, RecursionError) as error:
        raise BadInput("invalid-parameters", _("Parameters are a JSON object of names and texts.")) from error
