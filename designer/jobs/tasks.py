"""The task that Celery runs. Its message holds a job's id and nothing else; what to do stands in the row."""

import logging
from typing import Any

from celery import Task
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from topology.i18n import use_language

from ..celery import app
from ..models import Job
from .queue import HELP, TASK
from .run import Cancelled, Failed, Run, claim
from .spread import help_with
from .work import check, export

logger = logging.getLogger(__name__)
WORK = {Job.Kind.CHECK: check, Job.Kind.EXPORT: export}


@app.task(name=TASK, bind=True)
def run(task: Task[Any, Any], id: str) -> None:
    """Run the job if it is queued still. Doing so twice does it once."""
    found = claim(id, task.request.id or "")
    if found is None:
        return
    language = found.job.arguments.get("language", settings.LANGUAGE_CODE)
    use_language(language)
    with found, translation.override(language):
        perform(found)


@app.task(name=HELP)
def help(id: str) -> None:
    """Take a share of a job that another worker runs."""
    job = Job.objects.filter(pk=id).first()
    if job is None:
        return
    language = job.arguments.get("language", settings.LANGUAGE_CODE)
    use_language(language)
    with translation.override(language):
        try:
            help_with(id)
        except Exception:  # whoever runs the job does the part again, and tells what is wrong with it
            logger.exception("Help with job %s broke", id)


def perform(run: Run) -> None:
    """Do the work and write how it ended; no exception of the work leaves here."""
    try:
        WORK[Job.Kind(run.job.kind)](run)
    except Cancelled:
        run.cancel()
    except Failed as failure:
        run.fail(failure.code, failure.message)
    except SoftTimeLimitExceeded:
        minutes = settings.CELERY_TASK_SOFT_TIME_LIMIT / 60
        run.fail("too-slow", _("It took longer than %d minutes and was stopped.") % minutes)
    except Exception as error:  # the worker's last line: whatever broke belongs in the row and in the log
        logger.exception("Job %s broke", run.job.pk)
        run.err(error, _("Something went wrong on our side. Nothing of the design was lost; try again."))
