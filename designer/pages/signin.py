"""Signing in, with a bound on how often a password may be tried."""

from typing import Any

from django.contrib.auth import views
from django.contrib.auth.forms import AuthenticationForm
from django.core.cache import cache
from django.forms import ValidationError
from django.utils.translation import gettext as _

MAX_FAILURES = 10
FOR_SECONDS = 300


class SignInForm(AuthenticationForm):
    """Name and password. After ten failures for a name from an address, that pair waits five minutes."""

    def clean(self) -> dict[str, Any]:
        address = self.request.META.get("REMOTE_ADDR", "") if self.request else ""
        key = f"sign-in:{address}:{hash_name(self.cleaned_data.get('username', ''))}"
        if cache.get(key, 0) >= MAX_FAILURES:
            raise ValidationError(_("Too many attempts. Wait five minutes and try again."), code="too-many-attempts")
        try:
            return super().clean()
        except ValidationError:
            cache.add(key, 0, FOR_SECONDS)
            cache.incr(key)
            raise

    def get_invalid_login_error(self) -> ValidationError:
        return ValidationError(_("The name or the password is not right."), code="invalid_login")


def hash_name(name: str) -> str:
    """A name as a part of a cache key, which takes neither spaces nor great lengths."""
    return name.strip().lower().encode().hex()[:100]


class SignIn(views.LoginView):
    """The page where one signs in."""

    template_name = "pages/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True


class SignOut(views.LogoutView):
    """Signs out; by POST only."""
