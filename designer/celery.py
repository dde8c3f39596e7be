"""The Celery application: `celery -A designer worker`."""

import os

from celery import Celery
from kombu.transport import TRANSPORT_ALIASES

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "designer.settings")
TRANSPORT_ALIASES["embedded"] = "designer.broker:Transport"

app = Celery("farway")
app.config_from_object("django.conf:settings", namespace="CELERY")
