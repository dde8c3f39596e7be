"""The search for remedies of a large design, spread over the workers by source group.

The worker that runs the check cuts the workloads that fail into parts, asks others to help, and takes parts itself until none is
left: with one worker it does them all, with more it does its share, and a helper that dies leaves its part to the others. The
rows of the parts say how each stands, as the job's row does, so that nothing hangs on a message or on a result backend.
"""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Sum
from django.utils import timezone

from topology.checks import Groups, Offered, search_here
from topology.model import Topology

from ..models import Design, Job, JobPart
from .held import topology_of
from .queue import ask_for_help
from .run import PROGRESS_SECONDS, Cancelled, Run

TELL_FROM = (
    100  # workloads that fail: the findings are told before the search for what would open them, which may take seconds
)
SPREAD_FROM = 1_000  # workloads that fail: below, the message takes longer than the search
PART_SIZE = 250
MOST_HELPERS = 7
BUDGET = 100_000  # workloads that are computed again in all parts together: see `topology.remedies.search`

Tick = Callable[[int], None]


def search(run: Run, found: dict[str, Any]) -> Callable[[Topology, Groups, Tick | None], Offered]:
    """The search for `checks.check`, as this run does it; `found` is the report without remedies."""

    def spread(topology: Topology, groups: Groups, progress: Tick | None) -> Offered:
        failing = sum(len(ids) for ids in groups)
        tick = progress or (lambda done: None)
        if failing >= TELL_FROM:
            run.tell(result=found)
        if failing < SPREAD_FROM:
            return search_here(topology, groups, progress)
        try:
            _cut(run.job, groups)
            return _finish(run.job, topology, tick)
        finally:
            JobPart.objects.filter(job=run.job).delete()

    return spread


def help_with(job_id: str) -> None:
    """Take parts of a job that another worker runs, until none is left or the job is not wanted any more."""
    job = Job.objects.filter(pk=job_id, state=Job.State.RUNNING, cancel_requested=False).first()
    design = Design.objects.filter(pk=job.design_id).first() if job else None
    if job is None or design is None or design.revision != job.revision:
        return
    topology = topology_of(design)
    try:
        while not _others_wait() and (part := _claim(job)) is not None:
            _do(part, topology, lambda done: None)
    except Cancelled:
        return


def _others_wait() -> bool:
    """Whether a job stands in the queue: a helper gives way to it, since the findings of a small design are not to wait for the
    remedies of a large one."""
    return Job.objects.filter(state=Job.State.QUEUED).exists()


def _cut(job: Job, groups: Groups) -> None:
    """Make the parts, and ask for help with them."""
    JobPart.objects.filter(job=job).delete()  # of a run that was given up
    parts = [ids[n : n + PART_SIZE] for ids in groups for n in range(0, len(ids), PART_SIZE)]
    JobPart.objects.bulk_create(JobPart(job=job, number=n, workloads=ids) for n, ids in enumerate(_joined(parts)))
    for _helper in range(min(len(parts) - 1, MOST_HELPERS)):
        ask_for_help(job)


def _joined(parts: list[list[str]]) -> Iterator[list[str]]:
    """Small groups together, up to the size of a part."""
    held: list[str] = []
    for ids in parts:
        if held and len(held) + len(ids) > PART_SIZE:
            yield held
            held = []
        held = [*held, *ids]
    if held:
        yield held


def _finish(job: Job, topology: Topology, progress: Tick) -> Offered:
    """Do what nobody else does, wait for the rest, and join it."""
    written = 0.0

    def tell(_done: int = 0) -> None:
        nonlocal written
        if time.monotonic() - written >= PROGRESS_SECONDS:
            progress(JobPart.objects.filter(job=job).aggregate(done=Sum("done"))["done"] or 0)
            written = time.monotonic()

    while JobPart.objects.filter(job=job).exclude(state=JobPart.State.DONE).exists():
        part = _claim(job)
        if part is not None:
            _do(part, topology, tell)
        else:
            tell()
            time.sleep(PROGRESS_SECONDS / 2)
            stale = timezone.now() - timedelta(seconds=settings.JOB_STALE_SECONDS)
            left = JobPart.objects.filter(job=job, state=JobPart.State.RUNNING, heartbeat__lt=stale)
            left.update(state=JobPart.State.QUEUED, done=0)
    offered: Offered = {}
    for result in JobPart.objects.filter(job=job).values_list("result", flat=True):
        offered |= {id: {int(n): remedies for n, remedies in of_flows.items()} for id, of_flows in result.items()}
    return offered


def _claim(job: Job) -> JobPart | None:
    """Take the next part that is left, None where there is none."""
    for part in JobPart.objects.filter(job=job, state=JobPart.State.QUEUED).order_by("number"):
        now = timezone.now()
        mine = JobPart.objects.filter(pk=part.pk, state=JobPart.State.QUEUED)
        if mine.update(state=JobPart.State.RUNNING, heartbeat=now, done=0):
            part.heartbeat = now
            return part
    return None


def _do(part: JobPart, topology: Topology, tell: Tick) -> None:
    """Search one part and write what was found. Raises Cancelled where the job is not wanted any more."""
    written = time.monotonic()

    def tick(done: int) -> None:
        nonlocal written
        if time.monotonic() - written >= PROGRESS_SECONDS:
            written = time.monotonic()
            if not Job.objects.filter(pk=part.job_id, state=Job.State.RUNNING, cancel_requested=False).exists():
                raise Cancelled
            _mine(part).update(done=done, heartbeat=timezone.now())
        tell(done)

    try:
        parts = JobPart.objects.filter(job=part.job_id).count()
        found = search_here(topology, [part.workloads], tick, BUDGET // max(parts, 1))
    except BaseException:
        _mine(part).update(state=JobPart.State.QUEUED, done=0)  # whoever runs the job meets the fault, and says so
        raise
    _mine(part).update(state=JobPart.State.DONE, done=len(part.workloads), result=found)


def _mine(part: JobPart) -> Any:
    return JobPart.objects.filter(pk=part.pk, state=JobPart.State.RUNNING)
