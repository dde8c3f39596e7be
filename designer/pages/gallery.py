"""The gallery of patterns: a picture of each, and a design of one at a click."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from designer.errors import ServiceError
from designer.patterns import PATTERNS
from designer.patterns.pictures import thumbnail
from designer.services import designs as service


@login_required
@require_POST
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a design of a pattern and open it."""
    if slug not in PATTERNS:
        raise Http404
    pattern = PATTERNS[slug]
    try:
        return redirect("design", service.create_design(request.user, str(pattern.name), pattern.document()).pk)
    except ServiceError as error:
        messages.error(request, error.message)
        return redirect("designs")


@login_required
@require_safe
def picture(request: HttpRequest, slug: str) -> HttpResponse:
    """A pattern's diagram as SVG. The same for everybody until the program changes."""
    if slug not in PATTERNS:
        raise Http404
    return HttpResponse(
        thumbnail(slug),
        content_type="image/svg+xml",
        headers={
            "Cache-Control": "private, max-age=86400",
            "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
            "X-Content-Type-Options": "nosniff",
        },
    )
