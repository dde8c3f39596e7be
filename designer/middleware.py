"""What every answer carries: a content security policy, and the engine's messages in the reader's language."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from topology.i18n import use_language

GetResponse = Callable[[HttpRequest], HttpResponse]

DIRECTIVES = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self' 'unsafe-inline'",  # the canvas places its nodes with style attributes
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
VITE = "http://localhost:5173"


def policy(vite_dev: bool) -> str:
    """The value of the header; `vite_dev` lets the front end's development server in."""
    directives = dict(DIRECTIVES)
    if vite_dev:
        directives["script-src"] += f" 'unsafe-inline' {VITE}"
        directives["connect-src"] += f" {VITE} ws://localhost:5173"
        directives["style-src"] += f" {VITE}"
        directives["img-src"] += f" {VITE}"
    return "; ".join(f"{name} {value}" for name, value in directives.items())


class ContentSecurityPolicy:
    """Set the header where a view has not set one of its own."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.policy = policy(settings.VITE_DEV)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", self.policy)
        return response


class EngineLanguage:
    """Let the engine speak the language that Django chose for this request."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        use_language(get_language() or settings.LANGUAGE_CODE)
        return self.get_response(request)
