"""What is shown when something goes wrong that no view expected."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

API = "/api/"


def server_error(request: HttpRequest) -> HttpResponse:
    """A defect: in the API's shape under the API's address, a page elsewhere. The log has the traceback."""
    if request.path.startswith(API):
        message = _("Something went wrong here. It is in the server's log.")
        return JsonResponse({"code": "server-error", "message": message, "details": {}}, status=500)
    return render(request, "500.html", status=500)
