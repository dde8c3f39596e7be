"""The addresses of the site: the API, the news of a design, the pages."""

from django.urls import include, path

from .events import events

urlpatterns = [
    path("api/v1/", include("api.urls")),
    path("designs/<uuid:id>/events/", events, name="events"),
    path("", include("api.pages")),
    path("", include("designer.pages.urls")),
]
handler500 = "designer.pages.errors.server_error"
