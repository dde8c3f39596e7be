"""News of designs for the streams of server-sent events, read from the Design and Job rows.

Each process looks every LOOK_EVERY while anybody listens, in a thread and on a connection of its own, one look for all that
listen, and gives each stream what is new since its last look. It looks at once where it sent a job itself, and more often while a
job has just begun, since most are over soon. It needs no Redis, and a worker on another machine needs no way to reach a web process.
"""

import asyncio
import json
import logging
import time
from collections.abc import AsyncGenerator, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection
from django.db.models import F, OuterRef, Q, Subquery, TextField
from django.db.models.functions import Cast
from django.db.models.lookups import IsNull
from django.utils import timezone

from .models import ChangeBatch, Design, Job
from .queries import NEWEST_REPORT, TOLD

logger = logging.getLogger(__name__)
LOOK_EVERY = 0.15  # seconds
LOOK_SOON = 0.03  # seconds, while a job has been under way for less than HURRY
GLANCE_SOON = 0.005  # seconds, the same where it costs nothing to see that nothing was written (SQLite)
HURRY = 2.0  # seconds
AFTER_THE_END = timedelta(seconds=30)  # how long a finished job is still news
MAX_DIGEST = 64_000  # characters; a larger one is fetched with its report

Event = tuple[str, dict[str, Any]]


@dataclass(frozen=True)
class Checked:
    """The newest check of a design that has told what it comes to: its digest, null where that is too large for an event; whether its
    report can be fetched; and whether that is complete."""

    revision: int
    job: UUID
    report: bool
    complete: bool
    digest: Any = None

    def to_json(self) -> dict[str, Any]:
        """The data of the event."""
        return {**asdict(self), "job": str(self.job)}


@dataclass(frozen=True)
class Look:
    """What the rows say of one design at one moment."""

    revision: int
    client: str
    checked: Checked | None = None
    jobs: dict[str, dict[str, Any]] = field(default_factory=dict)


def look(designs: Iterable[UUID], last: Mapping[UUID, Look] | None = None) -> dict[UUID, Look]:
    """What the rows say of these designs, in two queries, and one more where a digest is not known from the last look; a design that is
    gone is left out."""
    wanted = list(designs)
    newest = ChangeBatch.objects.filter(design=OuterRef("pk"), revision=OuterRef("revision"))
    newest_check = Job.objects.filter(TOLD, design=OuterRef("pk")).order_by(*NEWEST_REPORT)
    rows = Design.objects.filter(pk__in=wanted).annotate(
        client=Subquery(newest.values("client")[:1]),
        check_revision=Subquery(newest_check.values("revision")[:1]),
        check_job=Subquery(newest_check.values("pk")[:1]),
        check_state=Subquery(newest_check.values("state")[:1]),
        has_no_report=Subquery(newest_check.values(empty=IsNull(F("result"), True))[:1]),
    )
    columns = ("pk", "revision", "client", "check_revision", "check_job", "check_state", "has_no_report")
    found: dict[UUID, Look] = {}
    for pk, revision, client, check_revision, job, state, has_no_report in rows.values_list(*columns):
        checked = None
        if job is not None:
            checked = Checked(check_revision, job, not has_no_report, state == Job.State.SUCCEEDED)
        found[pk] = Look(revision, client or "", checked)
    _add_digests(found, last or {})
    recent = Q(state__in=Job.ACTIVE) | Q(finished__gt=timezone.now() - AFTER_THE_END)
    for job in (
        Job.objects.filter(recent, design__in=wanted).defer("log", "arguments", "digest", "result").order_by("created")
    ):
        if job.design_id in found:
            found[job.design_id].jobs[str(job.pk)] = job_json(job)
    return found


def _add_digests(found: dict[UUID, Look], last: Mapping[UUID, Look]) -> None:
    """Give each check its digest: that of the last look where it was the same check's."""
    known = {one.checked.job: one.checked.digest for one in last.values() if one.checked}
    fresh = {one.checked.job for one in found.values() if one.checked} - set(known)
    if fresh:
        texts = Job.objects.filter(pk__in=fresh).annotate(text=Cast("digest", TextField())).values_list("pk", "text")
        known |= {job: json.loads(text) if text and len(text) <= MAX_DIGEST else None for job, text in texts}
    for design, one in found.items():
        if one.checked:
            found[design] = replace(one, checked=replace(one.checked, digest=known.get(one.checked.job)))


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
        events.append(("check", now.checked.to_json()))
    return events


class Newsroom:
    """Looks for all streams of this process."""

    def __init__(self) -> None:
        self._listeners: dict[UUID, set[asyncio.Queue[Look | None]]] = {}
        self._looking: asyncio.Task[None] | None = None
        self._nudged: asyncio.Event | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._known: dict[str, float] = {}  # when jobs that are under way were first seen
        self._version: int | None = None  # of the database, when it was looked at last
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
            self._thread.submit(self._close)

    async def _look_while_anybody_listens(self) -> None:
        last: dict[UUID, Look] = {}
        greeted: set[asyncio.Queue[Look | None]] = set()
        while self._listeners:
            watched = list(self._listeners)
            with suppress(DatabaseError):
                found = await asyncio.get_running_loop().run_in_executor(self._thread, self._safely_look, watched, last)
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
            await asyncio.wait_for(nudged.wait(), self._soon() if soon else LOOK_EVERY)
        nudged.clear()

    def _soon(self) -> float:
        return LOOK_SOON if self._version is None else GLANCE_SOON

    def _safely_look(self, designs: list[UUID], last: dict[UUID, Look]) -> dict[UUID, Look]:
        try:
            version = _version()
            if version is not None and version == self._version and all(design in last for design in designs):
                return last
            found = look(designs, last)
            self._version = version
            return found
        except DatabaseError:
            logger.exception("no news: the database cannot be read")
            self._close()  # the next look opens another
            raise

    def _close(self) -> None:
        self._version = None  # another connection counts anew
        connection.close()


def _version() -> int | None:
    """A number that changes whenever another connection has written, from SQLite; None from a database that has no such.

    https://www.sqlite.org/pragma.html#pragma_data_version
    """
    if connection.vendor != "sqlite":
        return None
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA data_version")
        return int(cursor.fetchone()[0])


newsroom = Newsroom()
