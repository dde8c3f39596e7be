"""One run of a job: claim the row, keep it alive, write progress, and write how it ended."""

import logging
import threading
import time
import traceback
from types import TracebackType
from typing import Any, Self

from django.conf import settings
from django.db import connection
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import Job

logger = logging.getLogger(__name__)
PROGRESS_SECONDS = 0.2  # between two writes of progress
MAX_LOG = 100_000


class Cancelled(Exception):
    """The job is not wanted any more: cancelled, superseded, deleted, or given to another worker."""


class Failed(Exception):
    """What was asked for cannot be done, for a reason that a person can read."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


def claim(id: str, celery_id: str) -> "Run | None":
    """Take a queued job. None where it is not queued: the message came twice, or the job was cancelled."""
    now = timezone.now()
    claimed = Job.objects.filter(pk=id, state=Job.State.QUEUED, cancel_requested=False).update(
        state=Job.State.RUNNING,
        attempts=F("attempts") + 1,
        celery_id=celery_id,
        heartbeat=now,
        started=now,
        progress_done=0,
        progress_total=0,
        progress_message="",
    )
    return Run(Job.objects.get(pk=id, celery_id=celery_id)) if claimed else None


class Run:
    """This run of a job. As a context it beats the heart; every write is good only while the row still says that this run has it."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self._written = time.monotonic()  # what is over before anybody could read it is not written
        self._over = threading.Event()
        self._heart = threading.Thread(target=self._beat, name=f"heart of {job.pk}", daemon=True)

    def __enter__(self) -> Self:
        self._heart.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._heart.join()

    def _mine(self) -> QuerySet[Job]:
        return Job.objects.filter(pk=self.job.pk, state=Job.State.RUNNING, attempts=self.job.attempts)

    def _beat(self) -> None:
        try:
            while not self._over.wait(settings.JOB_HEARTBEAT_SECONDS):
                try:
                    self._mine().update(heartbeat=timezone.now())
                except Exception as error:  # the database may be away for a while: the next beat tries again
                    logger.warning("The heartbeat of job %s could not be written: %s", self.job.pk, error)
                    connection.close()
        finally:
            connection.close()

    def progress(self, done: int, total: int, message: str = "") -> None:
        """Write how far it is, a few times a second at most. Raises Cancelled where the job is not wanted any more."""
        now = time.monotonic()
        if now - self._written < PROGRESS_SECONDS and (not total or done not in (0, total)):
            return
        self._written = now
        wanted = self._mine().filter(cancel_requested=False)
        if not wanted.update(
            progress_done=done, progress_total=total, progress_message=message[:200], heartbeat=timezone.now()
        ):
            raise Cancelled

    def tell(self, **known: dict[str, Any]) -> None:
        """Write what is known already, the `digest` or the `result`, while the rest is being worked out. Raises Cancelled where the job
        is not wanted any more."""
        if not self._mine().filter(cancel_requested=False).update(**known, heartbeat=timezone.now()):
            raise Cancelled

    def succeed(self, result: dict[str, Any]) -> bool:
        """Write the result. False where the job is not wanted any more: then nothing is written."""
        return bool(
            self._mine()
            .filter(cancel_requested=False)
            .update(
                state=Job.State.SUCCEEDED,
                result=result,
                finished=timezone.now(),
                progress_done=F("progress_total"),
                error_code="",
                error_message="",
            )
        )

    def fail(self, code: str, message: str) -> None:
        """Write why it cannot be done."""
        self._mine().update(
            state=Job.State.FAILED,
            error_code=code,
            error_message=message,
            digest=None,
            result=None,
            finished=timezone.now(),
        )

    def err(self, error: BaseException, message: str) -> None:
        """Write that it broke: the traceback goes to the log, a plain message to the person."""
        trace = "".join(traceback.format_exception(error))
        self._mine().update(
            state=Job.State.ERRORED,
            error_code="internal-error",
            error_message=message,
            log=trace[-MAX_LOG:],
            digest=None,
            result=None,
            finished=timezone.now(),
        )

    def cancel(self) -> None:
        """Write that it was stopped. Whoever cancelled it has said why in the row; a check that came too late says so itself."""
        self._mine().filter(error_code="").update(
            error_code="superseded", error_message=_("A newer revision is being checked.")
        )
        self._mine().update(state=Job.State.CANCELLED, digest=None, result=None, finished=timezone.now())
