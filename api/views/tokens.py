"""A password against a token."""

from django.contrib.auth import authenticate
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request
from rest_framework.response import Response

from api import examples
from api.authentication import TokenAuthentication
from api.models import SIGNED_IN_FOR
from api.serializers.errors import ErrorSerializer
from api.serializers.tokens import SignInSerializer, TokenSerializer
from api.throttling import SignIn
from api.tokens import issue_token

from .base import ApiView


class Token(ApiView):
    """Signs in a script. Keys that do not expire are made on the tokens page."""

    authentication_classes = ()
    permission_classes = ()
    throttle_classes = (SignIn,)

    @extend_schema(
        operation_id="token_create", summary="Sign in for a token", request=SignInSerializer, examples=[examples.SIGN_IN], auth=[],
        responses={200: TokenSerializer, 400: ErrorSerializer, 401: ErrorSerializer},
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        given = SignInSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        asked = given.validated_data
        user = authenticate(request._request, username=asked["username"], password=asked["password"])
        if user is None:
            raise AuthenticationFailed(_("The name or the password is not right."), code="wrong-password")
        _token, key = issue_token(user, asked["name"], SIGNED_IN_FOR)
        return Response({"token": key}, headers={"Cache-Control": "no-store"})

    def get_authenticate_header(self, request: Request) -> str:
        return TokenAuthentication().authenticate_header(request)
