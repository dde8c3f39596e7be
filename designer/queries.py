"""What a person may see: designs, jobs and files, always through their owner."""

from typing import Any
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Case, F, Q, QuerySet, TextField, When
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from .errors import BadInput, NotFound
from .models import ChangeBatch, Design, ExportFile, Job

# A check that has told what it comes to, and one that has told its findings; while it runs, it is looking for remedies still.
TOLD = Q(kind=Job.Kind.CHECK, state__in=(Job.State.SUCCEEDED, Job.State.RUNNING), digest__isnull=False)
REPORTED = TOLD & Q(result__isnull=False)
NEWEST_REPORT = ("-revision", F("finished").desc(nulls_last=True))

User = AbstractBaseUser | AnonymousUser


def designs_of(user: User) -> QuerySet[Design]:
    """Their designs without the documents, the last modified first."""
    return Design.objects.filter(owner_id=user.pk).defer("document")


def design_of(user: User, id: Any) -> Design:
    """One of their designs. Raises NotFound."""
    return _one(Design.objects.filter(owner_id=user.pk), id)


def revision_of(design: Design, revision: Any) -> int:
    """A number that names one of the design's revisions. Raises BadInput."""
    if isinstance(revision, bool) or not isinstance(revision, int) or not 1 <= revision <= design.revision:
        raise BadInput(
            "unknown-revision",
            _("The changes name revision %(named)s; the design has revisions 1 to %(newest)d.")
            % {"named": revision, "newest": design.revision},
            {"field": "revision", "revision": design.revision, "where": None},
        )
    return revision


def design_row_of(user: User, id: Any) -> Design:
    """One of their designs, without its document. Raises NotFound."""
    return _one(designs_of(user), id)


def batches_since(design: Design, revision: int) -> QuerySet[ChangeBatch]:
    """The changes after this revision, the oldest first."""
    return design.batches.filter(revision__gt=revision).order_by("revision")


def latest_check(design: Design) -> Job | None:
    """The newest check that has a result, without it; it may belong to an older revision: compare `revision`."""
    return _checks(design).filter(state=Job.State.SUCCEEDED).defer("digest", "result", "log").first()


def latest_report(design: Design) -> tuple[int, UUID, str, str, str] | None:
    """The revision, the job and its state of the newest check that has told its findings, its digest, and its report, both as the JSON
    that is stored: it is large, and nobody has to take it apart who only passes it on. While the job runs, the report lacks the
    remedies."""
    stored = _checks(design).annotate(short=Cast("digest", TextField()), text=Cast("result", TextField()))
    return stored.values_list("revision", "pk", "state", "short", "text").first()


def _checks(design: Design) -> QuerySet[Job]:
    return design.jobs.filter(REPORTED).order_by(*NEWEST_REPORT)


def jobs_of(user: User) -> QuerySet[Job]:
    """Their jobs without the logs, the newest first."""
    return Job.objects.filter(owner_id=user.pk).defer("log", "digest")


def job_rows_of(user: User) -> QuerySet[Job]:
    """Their jobs as a list shows them: `shown_result` instead of `result`, without the reports of checks, which are large."""
    shown = Case(When(kind=Job.Kind.EXPORT, then=F("result")))
    found = jobs_of(user).select_related("design").defer("log", "digest", "result", "arguments", "design__document")
    return found.annotate(shown_result=shown)


def job_of(user: User, id: Any) -> Job:
    """One of their jobs. Raises NotFound."""
    return _one(Job.objects.filter(owner_id=user.pk), id)


def export_of(user: User, id: Any) -> ExportFile:
    """One of the files that their exports made, by the file's id. Raises NotFound."""
    return _one(ExportFile.objects.filter(job__owner_id=user.pk), id)


def _one(found: QuerySet[Any], id: Any) -> Any:
    try:
        key = id if isinstance(id, UUID) else UUID(str(id))
    except ValueError as error:
        raise NotFound from error
    row = found.filter(pk=key).first()
    if row is None:
        raise NotFound
    return row
