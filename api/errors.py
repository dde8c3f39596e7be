"""One shape for every error: `{"code": "kebab-case", "message": "for a person", "details": {…}}`."""

from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, TooManyFilesSent
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import set_rollback

from designer.errors import BadInput, Clash, NotFound, ServiceError

STATUS: tuple[tuple[type[ServiceError], int], ...] = (
    (Clash, status.HTTP_409_CONFLICT),
    (NotFound, status.HTTP_404_NOT_FOUND),
    (BadInput, status.HTTP_400_BAD_REQUEST),
)


class TooLarge(exceptions.APIException):
    """A body larger than the API takes."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_code = "too-large"


def body(code: str, message: str, details: dict[str, Any] | None = None) -> dict[str, Any]:
    """The body of an error answer."""
    return {"code": code, "message": message, "details": details or {}}


def exception_handler(exc: Exception, context: dict[str, Any]) -> Response | None:
    """The answer to an exception in a view; None for a defect, which Django logs and answers with 500."""
    if isinstance(exc, ServiceError):
        answer = _of_service(exc)
    elif isinstance(exc, Http404):
        answer = Response(body("not-found", _("There is nothing at this address.")), status=404)
    elif isinstance(exc, PermissionDenied):
        answer = Response(body("permission-denied", _("You may not do this.")), status=403)
    elif isinstance(exc, RequestDataTooBig | TooManyFilesSent):
        answer = Response(body("too-large", _("The request is larger than the API takes.")), status=413)
    elif isinstance(exc, exceptions.APIException):
        answer = _of_framework(exc)
    else:
        return None
    set_rollback()
    return answer


def _of_service(exc: ServiceError) -> Response:
    code = next((c for kind, c in STATUS if isinstance(exc, kind)), status.HTTP_400_BAD_REQUEST)
    return Response(body(exc.code, exc.message, exc.details), status=code)


def _of_framework(exc: exceptions.APIException) -> Response:
    headers = {}
    if header := getattr(exc, "auth_header", None):
        headers["WWW-Authenticate"] = header
    details: dict[str, Any] = {}
    if (wait := getattr(exc, "wait", None)) is not None:
        headers["Retry-After"] = details["retry_after"] = str(int(wait) + 1)
    if isinstance(exc, exceptions.ValidationError):
        fields = exc.get_full_details()
        details = {"fields": _plain(fields)}
        return Response(body("invalid", _first(fields), details), status=exc.status_code)
    code = exc.get_codes() if isinstance(exc.detail, str) else exc.default_code
    return Response(body(_kebab(str(code)), _first(exc.get_full_details()), details), exc.status_code, headers=headers)


def _kebab(code: str) -> str:
    return code.replace("_", "-")


def _plain(found: Any) -> Any:
    """Field errors with each code spelled as elsewhere."""
    if isinstance(found, dict) and set(found) == {"message", "code"} and isinstance(found["code"], str):
        return {"code": _kebab(found["code"]), "message": str(found["message"])}
    if isinstance(found, dict):
        return {str(k): _plain(v) for k, v in found.items()}
    return [_plain(v) for v in found if v]


def _first(found: Any, field: str = "") -> str:
    """The first message, with the field that it is about."""
    if isinstance(found, dict) and set(found) == {"message", "code"} and isinstance(found["code"], str):
        return f"{field}: {found['message']}" if field and field != "non_field_errors" else str(found["message"])
    if isinstance(found, dict):
        key, value = next(iter(found.items()), ("", {"message": "", "code": ""}))
        return _first(value, f"{field}.{key}" if field else str(key))
    return next((_first(v, field) for v in found if v), "")
