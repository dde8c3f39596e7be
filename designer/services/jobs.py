"""Starting and cancelling jobs."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from topology import writers

from ..errors import BadInput
from ..jobs.queue import send_on_commit
from ..models import Design, Job

MAX_ACTIVE_EXPORTS = 20


def start_check(design: Design) -> Job:
    """Queue a check of the newest revision. The one that is under way for it already is given back; older ones are superseded."""
    with transaction.atomic():
        checks = Job.objects.filter(design=design, kind=Job.Kind.CHECK, state__in=Job.ACTIVE)
        under_way = checks.filter(revision=design.revision, cancel_requested=False).first()
        if under_way is not None:
            return under_way
        message = _("A newer revision is being checked.")
        superseded = {"error_code": "superseded", "error_message": message}
        checks.filter(state=Job.State.QUEUED).update(state=Job.State.CANCELLED, finished=timezone.now(), **superseded)
        checks.filter(state=Job.State.RUNNING).update(cancel_requested=True, **superseded)
        return _queue(design, Job.Kind.CHECK, {})


def start_export(design: Design, format: str, resource: str | None = None) -> Job:
    """Queue an export of the newest revision in one of `topology.writers.FORMATS`. Raises BadInput."""
    if format not in writers.FORMATS:
        message = _("“%(format)s” is not written. Choose one of %(formats)s.") % {
            "format": str(format)[:100],
            "formats": ", ".join(writers.FORMATS),
        }
        raise BadInput("unsupported-format", message, {"field": "format", "formats": list(writers.FORMATS)})
    if resource is not None and resource not in design.document["resources"]:
        message = _("There is no resource “%s” in this design.") % str(resource)[:200]
        raise BadInput("unknown-resource", message, {"field": "resource"})
    with transaction.atomic():
        active = Job.objects.filter(owner_id=design.owner_id, kind=Job.Kind.EXPORT, state__in=Job.ACTIVE).count()
        if active >= MAX_ACTIVE_EXPORTS:
            raise BadInput("too-many-jobs", _("%d exports are under way already. Wait for one of them.") % active)
        return _queue(design, Job.Kind.EXPORT, {"format": format, "resource": resource})


def cancel_job(job: Job) -> Job:
    """Cancel what is queued, at once, or what runs, at its next step. What has finished stays as it is."""
    now: datetime = timezone.now()
    cancelled = {"error_code": "cancelled", "error_message": _("It was cancelled.")}
    row = Job.objects.filter(pk=job.pk)
    if not row.filter(state=Job.State.QUEUED).update(
        state=Job.State.CANCELLED, cancel_requested=True, finished=now, **cancelled
    ):
        row.filter(state=Job.State.RUNNING).update(cancel_requested=True, **cancelled)
    job.refresh_from_db()
    return job


def _queue(design: Design, kind: Job.Kind, arguments: dict[str, Any]) -> Job:
    job = Job.objects.create(
        kind=kind,
        owner_id=design.owner_id,
        design=design,
        revision=design.revision,
        arguments={**arguments, "language": get_language() or "en"},
        heartbeat=timezone.now(),
    )
    send_on_commit(job)
    return job
