"""The worker process: what it loads before it forks, and the reaper that it runs beside its jobs."""

from typing import Any

from celery.signals import worker_init, worker_ready, worker_shutting_down

from topology import checks, writers
from topology.model import Topology

from .jobs import reaper


@worker_init.connect
def _preload(**_kwargs: Any) -> None:
    """Do once what the first job would wait for; the forked processes share it."""
    checks.check(Topology())
    for format in ("dot", "farway"):
        writers.write(Topology(), format)


@worker_ready.connect
def _start_reaper(**_kwargs: Any) -> None:
    reaper.start()


@worker_shutting_down.connect
def _stop_reaper(**_kwargs: Any) -> None:
    reaper.stop()
