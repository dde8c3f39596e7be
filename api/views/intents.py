"""Intents on a design: which apply to a resource, and what one would do."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api import examples
from api.serializers.errors import ErrorSerializer
from api.serializers.intents import IntentOfSerializer, IntentSerializer, NewProposalSerializer, ProposalSerializer
from designer import queries
from designer.services import intents

from .base import ApiView

ERRORS = {400: ErrorSerializer, 401: ErrorSerializer, 404: ErrorSerializer}


class DesignIntents(ApiView):
    """What may be wanted of a resource in a word. Nothing is applied here: the changes are sent to `changes/`."""

    @extend_schema(
        operation_id="intents_list",
        summary="List what may be done with a resource",
        tags=["intents"],
        parameters=[IntentOfSerializer],
        responses={200: IntentSerializer(many=True), **ERRORS},
    )
    def get(self, request: Request, id: UUID) -> Response:
        design = queries.design_of(request.user, id)
        given = IntentOfSerializer(data=request.query_params)
        given.is_valid(raise_exception=True)
        return Response(intents.intents_of(design, given.validated_data["resource"]))

    @extend_schema(
        operation_id="intents_propose", summary="Work out the changes of an intent", tags=["intents"],
        request=NewProposalSerializer, examples=[examples.INTENT], responses={200: ProposalSerializer, **ERRORS},
    )  # fmt: skip
    def post(self, request: Request, id: UUID) -> Response:
        design = queries.design_of(request.user, id)
        given = NewProposalSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        return Response(intents.propose_intent(design, **given.validated_data))
