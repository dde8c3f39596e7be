"""Answers that are one page of a list."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer
from rest_framework.views import APIView

from api.pagination import Pagination


def page(
    view: APIView, request: Request, rows: QuerySet[Any] | Sequence[Any], serializer: type[BaseSerializer]
) -> Response:
    """The page that the request asks for."""
    pages = Pagination()
    found = pages.paginate_queryset(rows, request, view=view)
    return pages.get_paginated_response(serializer(found, many=True).data)
