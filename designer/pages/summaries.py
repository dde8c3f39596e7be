"""What the checks of designs came to, for lists: read out of the reports by the database, which are too large to load."""

from typing import Any

from django.db.models import Exists, Func, OuterRef, QuerySet, Subquery

from designer.fields import JSONTextField
from designer.models import Design, Job


class Summary(Func):
    """The `summary` of a report that is kept as text."""

    arity = 1
    output_field = JSONTextField(null=True)

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="json_extract(%(expressions)s, '$.summary')", **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="((%(expressions)s)::json -> 'summary')::text", **context)


def with_summaries(found: QuerySet[Design]) -> QuerySet[Design]:
    """The designs with what their newest check came to, in one query and without their documents."""
    checks = Job.objects.filter(design=OuterRef("pk"), kind=Job.Kind.CHECK)
    newest = checks.filter(state=Job.State.SUCCEEDED, result__isnull=False).order_by("-revision", "-finished")
    return found.defer("document").annotate(
        checked_revision=Subquery(newest.values("revision")[:1]),
        summary=Subquery(newest.annotate(summary=Summary("result")).values("summary")[:1]),
        is_checking=Exists(checks.filter(state__in=Job.ACTIVE)),
    )
