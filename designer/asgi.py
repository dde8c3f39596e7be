"""Farway as an ASGI application, for uvicorn."""

import os

from django.core.asgi import get_asgi_application

from .limits import limit_bodies
from .preload import preload

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "designer.settings")
application = limit_bodies(get_asgi_application())
preload()
