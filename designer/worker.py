"""The worker process: what it loads before it forks, and the reaper that it runs beside its jobs."""

from typing import Any

from celery.signals import worker_init, worker_ready, worker_shutting_down

from .jobs import reaper
from .preload import preload


@worker_init.connect
def _preload(**_kwargs: Any) -> None:
    """Before it forks: the processes share what was loaded."""
    preload()


@worker_ready.connect
def _start_reaper(**_kwargs: Any) -> None:
    reaper.start()


@worker_shutting_down.connect
def _stop_reaper(**_kwargs: Any) -> None:
    reaper.stop()
