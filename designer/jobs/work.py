"""The work of each kind of job."""

import re
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from topology import checks
from topology.checks.digest import digest
from topology.model import Topology
from topology.writers import WriteError

from .. import queries
from ..models import Design, ExportFile, Job
from . import spread
from .apart import write_stoppably
from .held import topology_of
from .run import Cancelled, Failed, Run

MAX_EXPORT_BYTES = 50_000_000
KEPT_CHECKS = 20  # jobs of checks that a design keeps; the newest result alone is kept
DOWNLOAD = "/api/v1/exports/{id}/download/"


def check(run: Run) -> None:
    """Check the design; the result is the report. What it comes to is told first, before the remedies are searched for and the report
    is written down: that is what a person who draws is waiting for. Raises Cancelled where the design has moved on."""
    topology = _newest(run)
    run.progress(0, 0, _("Checking"))
    told = _("Checking the workloads")
    more = len(
        topology.workloads
    )  # steps that the second time counts beyond those of the first: the searches for remedies
    report = _unmoved(run.job, run.job.design)
    if report is not None:
        run.tell(digest=digest(report))
    else:
        found = checks.check(topology, lambda done, steps: run.progress(done, 2 * steps + more, told), remedies=False)
        run.tell(digest=digest(found))
        report = checks.check(
            topology,
            lambda done, steps: run.progress(steps - more + done, 2 * steps - more, told),
            search=spread.search(run, found),
        )
    with transaction.atomic():
        if not run.succeed(report):
            raise Cancelled
        _forget_older(run.job)


def export(run: Run) -> None:
    """Write the design in the format asked for, and keep the file. Raises Failed for what cannot be written."""
    arguments = run.job.arguments
    topology = _newest(run, any_revision=True)

    def tick() -> None:
        run.progress(0, 2, _("Writing"))

    tick()
    try:
        written = write_stoppably(topology, arguments["format"], arguments["resource"], tick)
    except WriteError as error:
        raise Failed(error.code, str(error)) from error
    if len(written.content) > MAX_EXPORT_BYTES:
        raise Failed("too-large", _("The file would be larger than %d MB.") % (MAX_EXPORT_BYTES // 1_000_000))
    run.progress(1, 2, _("Storing"))
    with transaction.atomic():
        file, _created = ExportFile.objects.update_or_create(
            job=run.job,
            defaults={
                "filename": _filename(run.job, arguments["resource"], written.extension),
                "media_type": written.media_type,
                "content": written.content,
            },
        )
        result = {
            "filename": file.filename,
            "media_type": file.media_type,
            "size": len(written.content),
            "url": DOWNLOAD.format(id=file.pk),
        }
        run.progress(2, 2, _("Storing"))
        if not run.succeed(result):
            raise Cancelled  # and the file goes with the transaction


def _newest(run: Run, any_revision: bool = False) -> Topology:
    """The design as it is now. An export takes it as it is, and its job says so; a check of another revision is not wanted."""
    design = Design.objects.filter(pk=run.job.design_id).first()
    if design is None:
        raise Cancelled
    if design.revision != run.job.revision:
        if not any_revision:
            raise Cancelled
        Job.objects.filter(pk=run.job.pk).update(revision=design.revision)
    run.job.design = design
    return topology_of(design)


def _unmoved(job: Job, design: Design) -> Any:
    """The newest report where nothing has happened since but boxes that were moved: it says the same. None otherwise."""
    newest = queries.latest_check(design)
    if newest is None or newest.revision >= job.revision:
        return None
    since = queries.batches_since(design, newest.revision).filter(revision__lte=job.revision)
    moved = all(change["op"] == "move" for batch in since for change in batch.changes)
    return Job.objects.values_list("result", flat=True).get(pk=newest.pk) if moved else None


def _forget_older(job: Job) -> None:
    """Drop the results that the new one replaces, and the rows of checks long past."""
    older = (
        Job.objects.filter(design_id=job.design_id, kind=Job.Kind.CHECK)
        .exclude(pk=job.pk)
        .exclude(state__in=Job.ACTIVE)
    )
    older.filter(Q(result__isnull=False) | Q(digest__isnull=False)).update(digest=None, result=None)
    kept: list[Any] = list(older.order_by("-created").values_list("pk", flat=True)[:KEPT_CHECKS])
    older.exclude(pk__in=kept).delete()


def _filename(job: Job, resource: str | None, extension: str) -> str:
    """Such as `Web_shop-AppService.yaml`: letters and digits of any language, and nothing that a file system minds."""
    parts = [job.design.name if job.design else "design", *([resource] if resource else [])]
    stem = "-".join(re.sub(r"[^\w.]+", "_", part).strip("._") for part in parts)[:200]
    return f"{stem or 'design'}.{extension}"
