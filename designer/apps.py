"""The app's entry in Django's registry."""

from django.apps import AppConfig


class DesignerConfig(AppConfig):
    """Designs, their changes, and the jobs that check and export them."""

    name = "designer"
    default_auto_field = "django.db.models.BigAutoField"
