"""Findings that somebody has looked at and accepted, with the reason. They are kept with the design and reported as accepted."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Annotated, Any, Final

from .marks import Bounds
from .records import Id, Record, Text, field

MAX_ACCEPTED: Final = 5_000
# What a finding is known by: the rule and what it is about, not how it is worded.
NAMING: Final = ("resource", "workload", "to")  # what names a resource, or may
IDENTITY: Final = ("rule", "resource", "workload", "flow", "to", "family")
Identity = tuple[str | None, ...]


def identity(finding: Mapping[str, Any]) -> Identity:
    """What a finding, as JSON, is known by, to be compared; in the order of `IDENTITY`."""
    return tuple(finding.get(name) for name in IDENTITY)


class FindingKey(Record):
    """Which finding: what it is known by.

    `workload`, `flow`, `to` and `family` name the flow of a finding that is about one. Where something else stands in the way of
    it later, the finding's `resource` is another, and it is another finding.
    """

    rule: Annotated[str, Bounds(min_length=1, max_length=64)]
    resource: Id | None = None
    workload: Id | None = None
    flow: Annotated[str, Bounds(max_length=64)] | None = None
    to: Text | None = None
    family: Annotated[str, Bounds(max_length=8)] | None = None

    @cached_property
    def identity(self) -> Identity:
        """What it is known by, to be compared."""
        return identity(vars(self))

    @property
    def said(self) -> str:
        """What it is known by, in a line: `RE001 rtb-app web image-pull …`."""
        return " ".join(part for part in self.identity if part)


class Accepted(FindingKey):
    """A finding that is accepted: which one, why, and by whom and when where that is known."""

    reason: Annotated[str, Bounds(min_length=1, max_length=1_000, pattern=r"\S")]
    by: Annotated[str, Bounds(max_length=200)] | None = field(
        default=None,
        description="Who accepted it. In a change that the API is sent, the account is written here, whatever it says.",
    )
    when: Annotated[str, Bounds(max_length=40)] | None = field(default=None, description="A date as 2026-11-27.")


def by_identity(accepted: Iterable[Accepted]) -> dict[Identity, Accepted]:
    """The accepted findings by what they are known by. Of one that is there twice, the last counts; their order means nothing."""
    return {one.identity: one for one in accepted}


def mark_accepted(findings: Iterable[Mapping[str, Any]], accepted: Iterable[Accepted]) -> list[dict[str, Any]]:
    """The findings, those that are accepted with `accepted: true`, the `reason`, and `accepted_by` and `accepted_when` where known."""
    known = by_identity(accepted)
    marked = []
    for finding in findings:
        found = known.get(identity(finding)) if known else None
        values = {"accepted": True, "reason": found.reason} if found else {}
        if found and found.by:
            values["accepted_by"] = found.by
        if found and found.when:
            values["accepted_when"] = found.when
        marked.append({**finding, **values})
    return marked
