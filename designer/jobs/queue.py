"""Handing a job to the broker."""

import logging
from functools import partial

from django.conf import settings
from django.db import transaction
from kombu.exceptions import OperationalError

from ..celery import app
from ..models import Job
from ..news import newsroom

logger = logging.getLogger(__name__)
TASK = "designer.jobs.run"
HELP = "designer.jobs.help"


def send_on_commit(job: Job) -> None:
    """Send the job when the transaction that made it is in the database, not before: a worker is that quick."""
    transaction.on_commit(partial(send, job.pk), robust=True)
    transaction.on_commit(newsroom.nudge, robust=True)


def ask_for_help(job: Job) -> None:
    """Ask another worker to take parts of a job. Nothing hangs on an answer: where none comes, whoever runs the job does them."""
    try:
        app.send_task(HELP, args=[str(job.pk)], retry=False, expires=settings.CELERY_TASK_SOFT_TIME_LIMIT)
    except (OperationalError, OSError) as error:
        logger.warning("The broker did not take a call for help with job %s: %s", job.pk, error)


def send(id: object) -> bool:
    """Send a job's id to the workers. A broker that does not answer is logged; the reaper sends the job again."""
    try:
        app.send_task(TASK, args=[str(id)], retry=False)
    except (OperationalError, OSError) as error:
        logger.warning("The broker did not take job %s: %s", id, error)
        return False
    return True
