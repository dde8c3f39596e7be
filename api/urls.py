"""The addresses under `/api/v1/`."""

from django.urls import path, re_path
from drf_spectacular.views import SpectacularAPIView

from .pages import docs
from .views import (
    designs,
    failures,
    imports,
    intents,
    jobs,
    matrix,
    missing,
    patterns,
    reference,
    revisions,
    subnets,
    template,
    tokens,
)

app_name = "api"
urlpatterns = [
    path("token/", tokens.Token.as_view(), name="token"),
    path("designs/", designs.DesignList.as_view(), name="designs"),
    path("designs/<uuid:id>/", designs.DesignDetail.as_view(), name="design"),
    path("designs/<uuid:id>/changes/", designs.DesignChanges.as_view(), name="changes"),
    path("designs/<uuid:id>/revisions/", revisions.DesignRevisions.as_view(), name="revisions"),
    path("designs/<uuid:id>/revisions/<int:revision>/", revisions.DesignRevision.as_view(), name="revision"),
    path("designs/<uuid:id>/revisions/<int:revision>/restore/", revisions.RestoredRevision.as_view(), name="restore"),
    path("designs/<uuid:id>/comparison/", revisions.DesignComparison.as_view(), name="comparison"),
    path("designs/<uuid:id>/checks/", designs.DesignChecks.as_view(), name="checks"),
    path("designs/<uuid:id>/checks/latest/", designs.LatestCheck.as_view(), name="latest-check"),
    path("designs/<uuid:id>/traces/", designs.DesignTraces.as_view(), name="traces"),
    path("designs/<uuid:id>/matrix/", matrix.DesignMatrix.as_view(), name="matrix"),
    path("designs/<uuid:id>/what-if/", failures.DesignFailures.as_view(), name="what-if"),
    path("designs/<uuid:id>/subnets/", subnets.DesignSubnets.as_view(), name="subnets"),
    path("designs/<uuid:id>/intents/", intents.DesignIntents.as_view(), name="intents"),
    path("designs/<uuid:id>/exports/", designs.DesignExports.as_view(), name="exports"),
    path("designs/<uuid:id>/template/", template.DesignTemplate.as_view(), name="template"),
    path("exports/<uuid:id>/download/", jobs.ExportDownload.as_view(), name="download"),
    path("imports/", imports.Imports.as_view(), name="imports"),
    path("jobs/", jobs.JobList.as_view(), name="jobs"),
    path("jobs/<uuid:id>/", jobs.JobDetail.as_view(), name="job"),
    path("jobs/<uuid:id>/cancel/", jobs.JobCancel.as_view(), name="cancel"),
    path("patterns/", patterns.Patterns.as_view(), name="patterns"),
    path("patterns/<slug:slug>/", patterns.PatternDetail.as_view(), name="pattern"),
    path("rules/", reference.Rules.as_view(), name="rules"),
    path("model/", reference.Model.as_view(), name="model"),
    path("schema/", SpectacularAPIView.as_view(authentication_classes=(), permission_classes=()), name="schema"),
    path("docs/", docs, name="docs"),
    re_path(r"^.*$", missing.Missing.as_view(), name="missing"),
]
