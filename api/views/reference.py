"""What does not hang on a design: tokens, the rules, the model."""

from functools import cache
from typing import Any

from django.contrib.auth import authenticate
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import ScopedRateThrottle
from rest_framework.views import APIView

from designer.services.tokens import create_token
from topology import checks
from topology.model import Topology

from ..serializers import CredentialsSerializer, ErrorSerializer, TokenSerializer
from .base import CLASH, checked


class Token(APIView):
    authentication_classes: list[Any] = []
    permission_classes = [AllowAny]
    throttle_classes = [ScopedRateThrottle]
    throttle_scope = "token"

    @extend_schema(
        request=CredentialsSerializer,
        responses={200: TokenSerializer, 401: OpenApiResponse(ErrorSerializer, "Wrong name or password."), 409: CLASH},
        auth=[],
    )
    def post(self, request: Request) -> Response:
        """Make a token for the API. It is shown this once."""
        data = checked(CredentialsSerializer, request)
        user = authenticate(request, username=data["username"], password=data["password"])
        if user is None:
            raise AuthenticationFailed(_("The user name or the password is wrong."))
        _token, text = create_token(user, _("Made through the API"))
        return Response({"token": text})

    def get_authenticate_header(self, request: Request) -> str:
        """So that a wrong password is a 401."""
        return "Token"


class Rules(APIView):
    @extend_schema(responses={200: OpenApiTypes.OBJECT})
    def get(self, request: Request) -> Response:
        """The reference of rules, as `farway rules --format json`."""
        return Response(checks.rules())


@cache
def model_schema() -> dict[str, Any]:
    """The JSON schema of the document."""
    return Topology.model_json_schema()


class Model(APIView):
    @extend_schema(responses={200: OpenApiTypes.OBJECT})
    def get(self, request: Request) -> Response:
        """The JSON schema of a design's document."""
        return Response(model_schema())
