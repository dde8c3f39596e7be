"""How lists are cut into pages: `?page=N&page_size=N`."""

from rest_framework.pagination import PageNumberPagination


class Pagination(PageNumberPagination):
    """Fifty at a time, at most two hundred."""

    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200
