"""The pages that belong to the API: a user's tokens, and its documentation."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from designer.errors import NotFound, ServiceError

from .forms import TokenForm
from .reference import reference
from .tokens import issue_token, revoke_token, tokens_of


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """A user's tokens; making one shows its key, this once."""
    form = TokenForm(request.POST or None)
    key = None
    if request.method == "POST" and form.is_valid():
        try:
            _token, key = issue_token(request.user, form.cleaned_data["name"])
            form = TokenForm()
        except ServiceError as error:
            form.add_error(None, error.message)
    status = 400 if form.is_bound and form.errors else 200
    return render(
        request, "api/tokens.html", {"form": form, "key": key, "tokens": tokens_of(request.user)}, status=status
    )


@login_required
@require_POST
def revoke(request: HttpRequest, id: int) -> HttpResponse:
    """Make a token useless."""
    try:
        revoke_token(request.user, id)
        messages.success(request, _("The token is revoked."))
    except NotFound as error:
        messages.error(request, error.message)
    return redirect("tokens")


urlpatterns = [
    path("tokens/", tokens, name="tokens"),
    path("tokens/<int:id>/revoke/", revoke, name="revoke-token"),
]


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """What the API can do, for everybody to read."""
    return render(request, "api/docs.html", {"reference": reference()})
