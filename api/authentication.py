"""Who asks: `Authorization: Token KEY` (or `Bearer KEY`), or the session of the pages."""

from django.contrib.auth.models import AbstractBaseUser
from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from .models import ApiToken
from .tokens import token_of


class TokenAuthentication(BaseAuthentication):
    """A key of the tokens page or of `POST token/`."""

    def authenticate(self, request: Request) -> tuple[AbstractBaseUser, ApiToken] | None:
        kind, _space, key = get_authorization_header(request).partition(b" ")
        if kind.lower() not in (b"token", b"bearer"):
            return None
        token = token_of(key.strip().decode("ascii", "replace"))
        if token is None:
            raise AuthenticationFailed(_("This token is not valid, or not any more."), code="invalid-token")
        return token.owner, token

    def authenticate_header(self, request: Request) -> str:
        return "Token"


class TokenScheme(OpenApiAuthenticationExtension):
    """How the schema describes it."""

    target_class = TokenAuthentication
    name = "token"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {
            "type": "apiKey", "in": "header", "name": "Authorization",
            "description": "`Token KEY`: a key of the tokens page, or of `POST token/`.",
        }  # fmt: skip
