"""News of designs for the streams of server-sent events, read from the Design and Job rows.

Each process looks every LOOK_EVERY while anybody listens, in a thread and on a connection of its own, one look for all that
listen, and gives each stream what is new since its last look. It looks at once where it sent a job itself, and more often while a
job has just begun, since most are over soon. It needs no Redis, and a worker on another machine needs no way to reach a web process.
"""

import asyncio
import logging
import time
from collections.abc import AsyncGenerator, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from .models import ChangeBatch, Design, Job
from .queries import NEWEST_REPORT, REPORTED

logger = logging.getLogger(__name__)
LOOK_EVERY = 0.15  # seconds
LOOK_SOON = 0.03  # seconds, while a job has been under way for less than HURRY
HURRY = 2.0  # seconds
AFTER_THE_END = timedelta(seconds=30)  # how long a finished job is still news

Event = tuple[str, dict[str, Any]]


@dataclass(frozen=True)
class Look:
    """What the rows say of one design at one moment; `checked` is the revision and the job of its newest report,
    and whether it has everything that it is to have."""

    revision: int
    client: str
    checked: tuple[int, str, bool] | None
    jobs: dict[str, dict[str, Any]] = field(default_factory=dict)


def look(designs: Iterable[UUID]) -> dict[UUID, Look]:
    """What the rows say of these designs, in two queries; a design that is gone is left out."""
    wanted = list(designs)
    newest = ChangeBatch.objects.filter(design=OuterRef("pk"), revision=OuterRef("revision"))
    newest_check = Job.objects.filter(REPORTED, design=OuterRef("pk")).order_by(*NEWEST_REPORT)
    rows = Design.objects.filter(pk__in=wanted).annotate(
        client=Subquery(newest.values("client")[:1]),
        checked=Subquery(newest_check.values("revision")[:1]),
        check_job=Subquery(newest_check.values("pk")[:1]),
        check_state=Subquery(newest_check.values("state")[:1]),
    )
    found = {
        pk: Look(revision, client or "", None if job is None else (checked, str(job), state == Job.State.SUCCEEDED))
        for pk, revision, client, checked, job, state in rows.values_list(
            "pk", "revision", "client", "checked", "check_job", "check_state"
        )
    }
    recent = Q(state__in=Job.ACTIVE) | Q(finished__gt=timezone.now() - AFTER_THE_END)
    for job in Job.objects.filter(recent, design__in=wanted).defer("log", "arguments", "result").order_by("created"):
        if job.design_id in found:
            found[job.design_id].jobs[str(job.pk)] = job_json(job)
    return found


def job_json(job: Job) -> dict[str, Any]:
    """A job as the API carries it, without its result."""
    return {
        "id": str(job.pk),
        "kind": job.kind,
        "state": job.state,
        "progress": {"done": job.progress_done, "total": job.progress_total, "message": job.progress_message},
        "design": str(job.design_id),
        "revision": job.revision,
        "error": {"code": job.error_code, "message": job.error_message} if job.error_code else None,
        "created": _moment(job.created),
        "started": _moment(job.started),
        "finished": _moment(job.finished),
    }


def _moment(value: datetime | None) -> str | None:
    return None if value is None else value.isoformat().replace("+00:00", "Z")


def news(before: Look | None, now: Look) -> list[Event]:
    """What is new; everything that is not over yet, for a stream that begins."""
    events: list[Event] = []
    if before is None or before.revision != now.revision:
        events.append(("revision", {"revision": now.revision, "client": now.client}))
    for id, job in now.jobs.items():
        known = before.jobs.get(id) if before else (job if job["finished"] else None)
        if known != job:
            events.append(("job", job))
    if now.checked and (before is None or before.checked != now.checked):
        revision, job_id, complete = now.checked
        events.append(("check", {"revision": revision, "job": job_id, "complete": complete}))
    return events


class Newsroom:
    """Looks for all streams of this process."""

    def __init__(self) -> None:
        self._listeners: dict[UUID, set[asyncio.Queue[Look | None]]] = {}
        self._looking: asyncio.Task[None] | None = None
        self._nudged: asyncio.Event | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._known: dict[str, float] = {}  # when jobs that are under way were first seen
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="news")

    async def listen(self, design: UUID, idle: float) -> AsyncGenerator[list[Event], None]:
        """Lists of events as they happen, an empty one after `idle` seconds without any; ends when the design is gone."""
        queue: asyncio.Queue[Look | None] = asyncio.Queue()
        self._listeners.setdefault(design, set()).add(queue)
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look_on())
        before: Look | None = None
        try:
            while True:
                try:
                    now = await asyncio.wait_for(queue.get(), idle)
                except TimeoutError:
                    yield []
                    continue
                if now is None:
                    return
                if events := news(before, now):
                    yield events
                before = now
        finally:
            self._listeners[design].discard(queue)
            if not self._listeners[design]:
                del self._listeners[design]

    def nudge(self) -> None:
        """Look now: something has happened in this process. From any thread; nothing happens where nobody listens."""
        nudged, loop = self._nudged, self._loop
        if nudged is not None and loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(nudged.set)

    async def _look_on(self) -> None:
        self._nudged, self._loop = asyncio.Event(), asyncio.get_running_loop()
        try:
            await self._look_while_anybody_listens()
        finally:
            self._thread.submit(_close)

    async def _look_while_anybody_listens(self) -> None:
        last: dict[UUID, Look] = {}
        greeted: set[asyncio.Queue[Look | None]] = set()
        while self._listeners:
            watched = list(self._listeners)
            with suppress(DatabaseError):
                found = await asyncio.get_running_loop().run_in_executor(self._thread, self._safely_look, watched)
                for design in watched:
                    now = found.get(design)
                    for queue in self._listeners.get(design, ()):
                        if now != last.get(design) or queue not in greeted or now is None:
                            queue.put_nowait(now)
                            greeted.add(queue)
                last = found
                greeted &= {queue for queues in self._listeners.values() for queue in queues}
            await self._pause(last)

    async def _pause(self, last: dict[UUID, Look]) -> None:
        """Wait until the next look is due, or somebody asks for one."""
        now = time.monotonic()
        under_way = {id for found in last.values() for id, job in found.jobs.items() if not job["finished"]}
        self._known = {id: self._known.get(id, now) for id in under_way}
        soon = any(now - since < HURRY for since in self._known.values())
        nudged = self._nudged
        if nudged is None:
            return
        with suppress(TimeoutError):
            await asyncio.wait_for(nudged.wait(), LOOK_SOON if soon else LOOK_EVERY)
        nudged.clear()

    def _safely_look(self, designs: list[UUID]) -> dict[UUID, Look]:
        try:
            return look(designs)
        except DatabaseError:
            logger.exception("no news: the database cannot be read")
            _close()  # the next look opens another
            raise


def _close() -> None:
    connection.close()


newsroom = Newsroom()
