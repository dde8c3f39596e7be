from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from .base import ApiView


@extend_schema(exclude=True)
class Missing(ApiView):
    """Whatever else stands under the API's address: 404 in the API's own shape."""

    authentication_classes = ()
    permission_classes = ()

    def initial(self, request: Request, *args: object, **kwargs: object) -> Response:
        raise Http404
