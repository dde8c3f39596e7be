"""The list of designs, and making, importing, renaming and deleting them; the page of one design."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from designer import queries
from designer.errors import NotFound, ServiceError
from designer.models import Design
from designer.patterns import PATTERNS
from designer.services import designs as service
from designer.services import imports
from designer.services.model import model_version

from .forms import ImportForm, NameForm
from .samples import SAMPLES
from .summaries import with_summaries
from .uploads import uploaded

A_PAGE = 24


def find(request: HttpRequest, id: UUID) -> Design:
    """The design, when it is the user's; otherwise 404."""
    try:
        return queries.design_of(request.user, id)
    except NotFound as error:
        raise Http404(error.message) from error


@login_required
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """What the user has."""
    pages = Paginator(with_summaries(queries.designs_of(request.user)), A_PAGE)
    context = {
        "page": pages.get_page(request.GET.get("page")),
        "samples": SAMPLES.values(),
        "patterns": PATTERNS.values(),
    }
    return render(request, "pages/designs.html", context)


@login_required
@require_safe
@ensure_csrf_cookie
def canvas(request: HttpRequest, id: UUID) -> HttpResponse:
    """The page that holds the canvas."""
    about = {"design": find(request, id), "model_version": model_version(get_language() or "")}
    return render(request, "pages/design.html", about)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Make an empty design and open it; or choose a pattern to start from."""
    form = NameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("design", service.create_design(request.user, form.cleaned_data["name"]).pk)
        except ServiceError as error:
            form.add_error("name", error.message)
    context = {"form": form, "patterns": PATTERNS.values()}
    return render(request, "pages/new.html", context, status=_status(form))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    """Import files as a design and open it; or say what is wrong with them, and where."""
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    refusal: ServiceError | None = None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = imports.import_design(
                request.user, uploaded(given["files"]), name=given["name"] or None,
                parameters=given["parameters"] or None, region=given["region"] or None,
            )  # fmt: skip
            return redirect("design", made.pk)
        except ServiceError as error:
            refusal = error
    status = 400 if refusal else _status(form)
    return render(request, "pages/import.html", {"form": form, "refusal": refusal}, status=status)


@login_required
@require_POST
def sample(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a design of a sample and open it."""
    if slug not in SAMPLES:
        raise Http404
    chosen = SAMPLES[slug]
    try:
        return redirect("design", service.create_design(request.user, str(chosen.name), chosen.document()).pk)
    except ServiceError as error:
        messages.error(request, error.message)
        return redirect("designs")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def rename(request: HttpRequest, id: UUID) -> HttpResponse:
    """Give a design another name."""
    design = find(request, id)
    form = NameForm(request.POST or None, initial={"name": design.name})
    if request.method == "POST" and form.is_valid():
        try:
            service.rename_design(design, form.cleaned_data["name"])
            return redirect("designs")
        except ServiceError as error:
            form.add_error("name", error.message)
    context = {"form": form, "title": _("Rename design"), "action": _("Rename"), "text": design.name}
    return render(request, "pages/name.html", context, status=_status(form))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, id: UUID) -> HttpResponse:
    """Delete a design, after asking."""
    design = find(request, id)
    if request.method == "POST":
        service.delete_design(design)
        messages.success(request, _("“%s” is deleted.") % design.name)
        return redirect("designs")
    return render(request, "pages/delete.html", {"design": design})


def _status(form: Any) -> int:
    return 400 if form.is_bound and form.errors else 200
