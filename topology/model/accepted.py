"""Findings that somebody has looked at and accepted, with the reason. They are kept with the design and reported as accepted."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Final

from pydantic import Field

from .records import Id, Record, Text

MAX_ACCEPTED: Final = 5_000
# What a finding is known by: the rule and what it is about, not how it is worded.
NAMING: Final = ("resource", "workload", "to")  # what names a resource, or may
IDENTITY: Final = ("rule", "resource", "workload", "flow", "to", "family")


class Accepted(Record):
    """A finding that is accepted: which one, why, and by whom and when where that is known.

    `workload`, `flow`, `to` and `family` name the flow of a finding that is about one. Where something else stands in the way of
    it later, the finding's `resource` is another and it is not accepted any more.
    """

    rule: Annotated[str, Field(min_length=1, max_length=64)]
    resource: Id | None = None
    workload: Id | None = None
    flow: Annotated[str, Field(max_length=64)] | None = None
    to: Text | None = None
    family: Annotated[str, Field(max_length=8)] | None = None
    reason: Annotated[str, Field(min_length=1, max_length=1_000, pattern=r"\S")]
    by: Annotated[str, Field(max_length=200)] | None = None
    when: Annotated[str, Field(max_length=40)] | None = Field(default=None, description="A date as 2026-11-27.")


def mark_accepted(findings: Iterable[Mapping[str, Any]], accepted: Iterable[Accepted]) -> list[dict[str, Any]]:
    """The findings, those that are accepted with `accepted: true`, the `reason`, and `accepted_by` and `accepted_when` where known."""
    known = {tuple(getattr(a, name) for name in IDENTITY): a for a in accepted}
    marked = []
    for finding in findings:
        found = known.get(tuple(finding.get(name) for name in IDENTITY)) if known else None
        values = {"accepted": True, "reason": found.reason} if found else {}
        if found and found.by:
            values["accepted_by"] = found.by
        if found and found.when:
            values["accepted_when"] = found.when
        marked.append({**finding, **values})
    return marked
