"""The addresses of the API."""

from django.urls import path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from .pages import Docs
from .views import designs, reference, work

app_name = "api"
urlpatterns = [
    path("token/", reference.Token.as_view(), name="token"),
    path("designs/", designs.Designs.as_view(), name="designs"),
    path("designs/<uuid:id>/", designs.OneDesign.as_view(), name="design"),
    path("designs/<uuid:id>/changes/", designs.Changes.as_view(), name="changes"),
    path("designs/<uuid:id>/checks/", work.Checks.as_view(), name="checks"),
    path("designs/<uuid:id>/checks/latest/", work.LatestCheck.as_view(), name="latest-check"),
    path("designs/<uuid:id>/traces/", work.Traces.as_view(), name="traces"),
    path("designs/<uuid:id>/exports/", work.Exports.as_view(), name="exports"),
    path("exports/<uuid:id>/download/", work.Download.as_view(), name="download"),
    path("imports/", designs.Imports.as_view(), name="imports"),
    path("jobs/", work.Jobs.as_view(), name="jobs"),
    path("jobs/<uuid:id>/", work.OneJob.as_view(), name="job"),
    path("jobs/<uuid:id>/cancel/", work.CancelJob.as_view(), name="cancel-job"),
    path("rules/", reference.Rules.as_view(), name="rules"),
    path("model/", reference.Model.as_view(), name="model"),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", SpectacularSwaggerSplitView.as_view(url_name="api:schema"), name="docs"),
]
