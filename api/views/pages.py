"""Views that answer with a page of a list."""

from collections.abc import Sized
from typing import Any

from django.db.models import QuerySet
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from api.pagination import Pagination

from .base import ApiView


class ListView(ApiView):
    """`pagination_class` also tells the schema that the answer comes in pages."""

    pagination_class = Pagination

    def page(self, request: Request, rows: QuerySet[Any] | Sized, serializer: type[BaseSerializer]) -> Response:
        """The page that the request asks for; `rows` are counted, and read in slices."""
        pages = self.pagination_class()
        found = pages.paginate_queryset(rows, request, view=self)
        return pages.get_paginated_response(serializer(found, many=True).data)
