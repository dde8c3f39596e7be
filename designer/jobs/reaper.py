"""The reaper: jobs whose worker died are queued again, jobs whose message was lost are sent again, old files are removed."""

import logging
import threading
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import ExportFile, Job
from .queue import send

logger = logging.getLogger(__name__)
AT_ONCE = 200
FILES_KEPT = timedelta(days=7)

_stopped = threading.Event()


def reap() -> int:
    """Look after every job once; how many were dealt with. Several workers may do so at the same time."""
    stale = timezone.now() - timedelta(seconds=settings.JOB_STALE_SECONDS)
    left = Job.objects.filter(Q(heartbeat__lt=stale) | Q(heartbeat=None), state__in=Job.ACTIVE)
    rows = left.order_by("created").only("pk", "state", "attempts", "heartbeat", "cancel_requested")[:AT_ONCE]
    return sum(_look_after(job) for job in rows) + _remove_files()


def _look_after(job: Job) -> bool:
    """Deal with one job, if it is still as it was seen."""
    as_seen = Job.objects.filter(pk=job.pk, state=job.state, attempts=job.attempts, heartbeat=job.heartbeat)
    now = timezone.now()
    if job.state == Job.State.RUNNING and job.cancel_requested:
        return bool(as_seen.update(state=Job.State.CANCELLED, finished=now))
    if job.state == Job.State.RUNNING and job.attempts >= settings.JOB_ATTEMPTS:
        logger.error("Job %s: its worker died %d times", job.pk, job.attempts)
        message = _("The worker stopped %d times while it did this.") % job.attempts
        return bool(
            as_seen.update(state=Job.State.FAILED, error_code="worker-lost", error_message=message, finished=now)
        )
    if not as_seen.update(state=Job.State.QUEUED, heartbeat=now):
        return False
    logger.warning("Job %s was %s without a sign of life; it is sent again", job.pk, job.state)
    return send(job.pk)


def _remove_files() -> int:
    old = ExportFile.objects.filter(created__lt=timezone.now() - FILES_KEPT)
    removed = list(old.values_list("pk", "job_id")[:AT_ONCE])
    Job.objects.filter(pk__in=[job for _file, job in removed]).update(result=None)
    ExportFile.objects.filter(pk__in=[file for file, _job in removed]).delete()
    return len(removed)


def start() -> None:
    """Look after the jobs from now on, in a thread of the worker's main process."""
    _stopped.clear()
    threading.Thread(target=_watch, name="reaper", daemon=True).start()


def stop() -> None:
    """End the thread that `start` began."""
    _stopped.set()


def _watch() -> None:
    while True:
        try:
            reap()
            (settings.VAR / "worker-alive").touch()  # docker-compose.yml looks at its age
        except Exception:  # whatever it was: this thread goes on, or nobody looks after the jobs any more
            logger.exception("The reaper could not look after the jobs")
        finally:
            connection.close()  # a worker process that is forked later must not inherit it
        if _stopped.wait(settings.JOB_STALE_SECONDS / 3):
            return
