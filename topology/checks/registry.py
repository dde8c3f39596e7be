"""The table of rules. A rule is one function, registered with its id, severity, category, title and source.

The function gets a topology and yields `Violation`s, and `Undecided`s where the input does not say enough. Its docstring is
the rule's documentation.
"""

import inspect
from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

from ..i18n import _
from ..model import Topology

Severity = Literal["error", "warning", "info"]
Category = Literal["configuration", "reachability", "ipv6", "quota"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


class Violation(NamedTuple):
    """Where and how a rule is violated. `severity` overrides the rule's own for a milder or graver case."""

    resource: str | None
    message: str
    fix: str = ""
    cause: str | None = None
    severity: Severity | None = None


class Undecided(NamedTuple):
    """Why a rule could not be judged somewhere."""

    because: str


Findings = Iterator[Violation | Undecided]
Judge = Callable[[Topology], Findings]


class Rule(NamedTuple):
    id: str
    severity: Severity
    category: Category
    title: str
    source: str
    judge: Judge

    def to_json(self) -> dict[str, str]:
        return {
            "id": self.id, "severity": self.severity, "category": self.category, "title": _(self.title),
            "description": inspect.cleandoc(self.judge.__doc__ or ""), "source": self.source,
        }  # fmt: skip


RULES: dict[str, Rule] = {}


def rule(id: str, severity: Severity, category: Category, title: str, source: str) -> Callable[[Judge], Judge]:
    """Register a rule. `title` is marked with N_; `source` is the page of AWS that says so."""

    def register(judge: Judge) -> Judge:
        if id in RULES:
            raise ValueError(f"two rules are called {id}")
        RULES[id] = Rule(id, severity, category, title, source, judge)
        return judge

    return register


def judge_all(topology: Topology) -> tuple[list[dict[str, object]], list[dict[str, str]]]:
    """Every rule's findings, and the rules that could not be judged everywhere, with the reason."""
    findings: list[dict[str, object]] = []
    unknown: list[dict[str, str]] = []
    for r in RULES.values():
        for found in r.judge(topology):
            if isinstance(found, Undecided):
                unknown.append({"rule": r.id, "because": found.because})
            else:
                findings.append(
                    finding(
                        r.id,
                        found.severity or r.severity,
                        r.category,
                        found.cause,
                        found.resource,
                        found.message,
                        found.fix,
                        r.source,
                    )
                )
    return findings, [dict(t) for t in dict.fromkeys(tuple(u.items()) for u in unknown)]


def finding(
    rule: str,
    severity: Severity,
    category: Category,
    cause: str | None,
    resource: str | None,
    message: str,
    fix: str,
    source: str,
) -> dict[str, object]:
    return {
        "rule": rule, "severity": severity, "category": category, "cause": cause, "resource": resource, "message": message,
        "fix": fix, "source": source,
    }  # fmt: skip
