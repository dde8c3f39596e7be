"""What every view has in common."""

from rest_framework.authentication import SessionAuthentication
from rest_framework.permissions import IsAuthenticated
from rest_framework.renderers import JSONRenderer
from rest_framework.views import APIView

from api.authentication import TokenAuthentication
from api.errors import exception_handler
from api.parsers import BoundedJSONParser
from api.throttling import Anonymous, SignedIn


class ApiView(APIView):
    """Session or token, JSON in and out, one shape of error."""

    authentication_classes = (TokenAuthentication, SessionAuthentication)
    permission_classes = (IsAuthenticated,)
    parser_classes = (BoundedJSONParser,)
    renderer_classes = (JSONRenderer,)
    throttle_classes = (Anonymous, SignedIn)

    def get_exception_handler(self):
        return exception_handler
