"""`Authorization: Token farway_…`."""

from django.contrib.auth.models import AbstractBaseUser
from django.utils.translation import gettext as _
from rest_framework.authentication import TokenAuthentication
from rest_framework.exceptions import AuthenticationFailed

from designer.models import ApiToken
from designer.services.tokens import find_token


class ApiTokenAuthentication(TokenAuthentication):
    """A token that its owner made on the tokens page, or with `POST token/`."""

    def authenticate_credentials(self, key: str) -> tuple[AbstractBaseUser, ApiToken]:
        """The token's owner. Raises AuthenticationFailed."""
        token = find_token(key)
        if token is None:
            raise AuthenticationFailed(_("This token is not known."))
        return token.owner, token
