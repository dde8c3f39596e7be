"""The jobs of a user: what runs, what came of it, and the files of exports."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from designer import queries
from designer.errors import NotFound
from designer.services import jobs as service

A_PAGE = 50


@login_required
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """The newest first. The page asks again while something runs."""
    pages = Paginator(queries.job_rows_of(request.user), A_PAGE)
    return render(request, "pages/jobs.html", {"page": pages.get_page(request.GET.get("page"))})


@login_required
@require_POST
def cancel(request: HttpRequest, id: UUID) -> HttpResponse:
    """Stop a job that waits or runs."""
    try:
        service.cancel_job(queries.job_of(request.user, id))
    except NotFound as error:
        raise Http404(error.message) from error
    return redirect("jobs")
