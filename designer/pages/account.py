"""Signing in, and the tokens of an account."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ..errors import ServiceError
from ..models import ApiToken
from ..services.tokens import create_token, delete_token

MAX_FAILURES, FAILURES_SECONDS = 10, 300


class SignInForm(AuthenticationForm):
    """Refuses to try further after MAX_FAILURES wrong passwords for one name from one address."""

    def clean(self) -> dict[str, object]:
        """Raises ValidationError for a wrong password, and for too many."""
        address = self.request.META.get("REMOTE_ADDR", "") if self.request else ""
        key = f"sign-in:{address}:{self.cleaned_data.get('username', '').encode().hex()[:200]}"
        if cache.get(key, 0) >= MAX_FAILURES:
            raise ValidationError(_("Too many wrong passwords. Try again in some minutes."), code="too-many")
        try:
            return super().clean()
        except ValidationError:
            cache.add(key, 0, FAILURES_SECONDS)
            cache.incr(key)
            raise


class SignIn(LoginView):
    """The page to sign in."""

    template_name = "account/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """One's tokens; a new one is shown this once."""
    context: dict[str, object] = {}
    status = 200
    if request.method == "POST":
        try:
            context["token"], context["text"] = create_token(request.user, request.POST.get("name", ""))
        except ServiceError as error:
            context["error"], status = error.message, 400
    mine = ApiToken.objects.filter(owner=request.user.pk)
    return render(request, "account/tokens.html", {"tokens": mine, **context}, status=status)


@login_required
@require_POST
def remove_token(request: HttpRequest, id: int) -> HttpResponse:
    """Delete a token."""
    token = get_object_or_404(ApiToken, pk=id, owner=request.user.pk)
    delete_token(token)
    messages.success(request, _("The token “%s” was deleted.") % token.name)
    return redirect("tokens")
