"""The addresses of the pages."""

from django.urls import path
from django.views.decorators.http import require_POST
from django.views.generic import RedirectView
from django.views.i18n import JSONCatalog, set_language

from . import designs, gallery, jobs, picture, signin

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="designs"), name="home"),
    path("words/", JSONCatalog.as_view(), name="words"),
    path("language/", require_POST(set_language), name="language"),
    path("sign-in/", signin.SignIn.as_view(), name="sign-in"),
    path("sign-out/", signin.SignOut.as_view(), name="sign-out"),
    path("designs/", designs.listing, name="designs"),
    path("designs/new/", designs.new, name="new-design"),
    path("designs/import/", designs.bring, name="import-design"),
    path("designs/samples/<slug:slug>/", designs.sample, name="sample"),
    path("designs/patterns/<slug:slug>/", gallery.start, name="start-pattern"),
    path("designs/patterns/<slug:slug>/picture.svg", gallery.picture, name="pattern-picture"),
    path("designs/<uuid:id>/", designs.canvas, name="design"),
    path("designs/<uuid:id>/picture.svg", picture.picture, name="design-picture"),
    path("designs/<uuid:id>/rename/", designs.rename, name="rename-design"),
    path("designs/<uuid:id>/delete/", designs.delete, name="delete-design"),
    path("jobs/", jobs.listing, name="jobs"),
    path("jobs/<uuid:id>/cancel/", jobs.cancel, name="cancel-job"),
]
