"""One shape of error: `{"code": "kebab-case", "message": "for a person", "details": {…}}`."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import exception_handler as framework_handler

from designer.errors import BadInput, Clash, ServiceError, TooMany

STATUS: dict[type[ServiceError], int] = {
    BadInput: status.HTTP_400_BAD_REQUEST,
    Clash: status.HTTP_409_CONFLICT,
    TooMany: status.HTTP_409_CONFLICT,
}


def exception_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """The answer to an error that a view raised; None for a bug, which Django answers and logs."""
    if isinstance(error, ServiceError):
        return _answer(STATUS[type(error)], error.code, error.message, error.details)
    if isinstance(error, Http404):
        error = exceptions.NotFound()
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    response = framework_handler(error, context)
    if response is None or not isinstance(error, exceptions.APIException):
        return None
    if isinstance(error, exceptions.ValidationError):
        fields = error.get_full_details()
        field, message = _first(fields)
        said = f"{field}: {message}" if field else message
        response.data = {"code": "invalid", "message": said, "details": {"field": field, "fields": error.detail}}
    else:
        code = str(error.get_codes()) if not isinstance(error.get_codes(), dict) else error.default_code
        details = {"wait": error.wait} if isinstance(error, exceptions.Throttled) else {}
        response.data = {"code": code.replace("_", "-"), "message": str(error.detail), "details": details}
    return response


def _answer(code: int, name: str, message: str, details: dict[str, Any]) -> Response:
    return Response({"code": name, "message": message, "details": details}, status=code)


def _first(problems: Any, path: str = "") -> tuple[str, str]:
    """The first field that is wrong, and why."""
    if isinstance(problems, dict) and "message" in problems and isinstance(problems["message"], str):
        return path, problems["message"]
    items = problems.items() if isinstance(problems, dict) else enumerate(problems)
    for key, value in items:
        inner = path if isinstance(key, int) or key == "non_field_errors" else f"{path}.{key}".strip(".")
        return _first(value, inner)
    return path, _("This is not valid.")
