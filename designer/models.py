"""What is kept: designs, the changes that made them, jobs, and the files that exports leave."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .fields import JSONTextField


class Design(models.Model):
    """A network: the newest document, and the number of the revision that it is."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="designs")
    name = models.CharField(max_length=200)
    revision = models.PositiveIntegerField(default=1)
    document = JSONTextField()
    created = models.DateTimeField(auto_now_add=True)
    modified = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-modified", "id"]
        indexes = [models.Index(fields=["owner", "-modified"], name="design_of_owner")]

    def __str__(self) -> str:
        return self.name


class ChangeBatch(models.Model):
    """The changes that made one revision of a design out of the one before."""

    design = models.ForeignKey(Design, models.CASCADE, related_name="batches")
    revision = models.PositiveIntegerField()
    changes = JSONTextField()
    about = JSONTextField(default=list)  # what a person is told of them: see `history.words`
    restored = models.PositiveIntegerField(null=True)  # the revision that they brought back
    client = models.CharField(max_length=100, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["revision"]
        constraints = [models.UniqueConstraint(fields=["design", "revision"], name="one_batch_a_revision")]

    def __str__(self) -> str:
        return f"{self.design_id} → {self.revision}"

    def to_json(self) -> dict[str, Any]:
        """The batch as the API gives it."""
        return {
            "revision": self.revision,
            "changes": self.changes,
            "client": self.client,
            "created": self.created.isoformat().replace("+00:00", "Z"),
        }


class Snapshot(models.Model):
    """A design as it was at one of its revisions: the document, as compressed JSON. See `history.kept`."""

    design = models.ForeignKey(Design, models.CASCADE, related_name="snapshots")
    revision = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        ordering = ["revision"]
        constraints = [models.UniqueConstraint(fields=["design", "revision"], name="one_snapshot_a_revision")]

    def __str__(self) -> str:
        return f"{self.design_id} @ {self.revision}"


class Job(models.Model):
    """Work that a worker does. This row, not the broker's message, says how it stands:

        queued ──► running ──► succeeded
          ▲  │      │ │ │ └──► failed      what was asked for cannot be done, or no worker lived to do it
          │  │      │ │ └────► errored     a bug: the log has the traceback
          │  │      │ └──────► cancelled   asked for, or superseded by a newer revision's check
          │  └──────┼────────► cancelled
          └─────────┘ the worker died: its heartbeat is stale, another attempt is queued

    `attempts` counts the runs, and marks each: a run writes only where its own number still stands in the row, so that one that
    was given up cannot write over its successor. `heartbeat` is the last sign of life: of being sent to the broker while
    queued, of the worker while running.
    """

    class Kind(models.TextChoices):
        CHECK = "check", _("Check")
        EXPORT = "export", _("Export")

    class State(models.TextChoices):
        QUEUED = "queued", _("Queued")
        RUNNING = "running", _("Running")
        SUCCEEDED = "succeeded", _("Succeeded")
        FAILED = "failed", _("Failed")
        ERRORED = "errored", _("Stopped by an error")
        CANCELLED = "cancelled", _("Cancelled")

    ACTIVE = (State.QUEUED, State.RUNNING)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=10, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="jobs")
    design = models.ForeignKey(Design, models.CASCADE, null=True, related_name="jobs")
    revision = models.PositiveIntegerField(null=True)
    arguments = JSONTextField(default=dict)
    progress_done = models.PositiveIntegerField(default=0)
    progress_total = models.PositiveIntegerField(default=0)
    progress_message = models.CharField(max_length=200, blank=True)
    heartbeat = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    cancel_requested = models.BooleanField(default=False)
    log = models.TextField(blank=True)
    digest = JSONTextField(null=True)  # of a check: what its report comes to, told before the report (`checks.digest`)
    result = JSONTextField(null=True)
    error_code = models.CharField(max_length=100, blank=True)
    error_message = models.TextField(blank=True)
    celery_id = models.CharField(max_length=100, blank=True)
    created = models.DateTimeField(auto_now_add=True)
    started = models.DateTimeField(null=True)
    finished = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created", "id"]
        indexes = [
            models.Index(fields=["owner", "-created"], name="job_of_owner"),
            models.Index(fields=["design", "-created"], name="job_of_design"),
            models.Index(
                fields=["state", "heartbeat"], name="job_active", condition=Q(state__in=["queued", "running"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

    @property
    def active(self) -> bool:
        """Whether something can still come of it."""
        return self.state in self.ACTIVE


class JobPart(models.Model):
    """A share of a running job's work, which any worker may take: see `jobs.spread`. It goes when the job has what it needs of it."""

    class State(models.TextChoices):
        QUEUED = "queued", _("Queued")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")

    job = models.ForeignKey(Job, models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    workloads = JSONTextField()
    done = models.PositiveIntegerField(default=0)
    heartbeat = models.DateTimeField(null=True)
    result = JSONTextField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["job", "number"], name="one_part_a_number")]

    def __str__(self) -> str:
        return f"{self.job_id} #{self.number}"


class ExportFile(models.Model):
    """What an export made, kept in the database so that a worker elsewhere can hand it over."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    job = models.OneToOneField(Job, models.CASCADE, related_name="file")
    filename = models.CharField(max_length=250)
    media_type = models.CharField(max_length=100)
    content = models.BinaryField()
    created = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.filename
