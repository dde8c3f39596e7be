"""The table of rules. A rule is one function or several, registered with its id, severity, category, title and source.

Nearly every rule judges one resource: `judge(topology, resource)`, registered with `of=` its class. Only what a collection
violates as a whole is asked of the whole topology. So after a change only what the change can reach is judged again: both
kinds of answer are `@remembered`. A judge yields `Violation`s, and `Undecided`s where the input does not say enough; `NotKnown`,
raised by what it asks, ends the judgement of that resource. The first function's docstring is the rule's documentation.
"""

import inspect
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, Final, Literal, NamedTuple, TypeVar

from ..i18n import _
from ..model import Topology, Workload
from ..model.records import Resource
from ..reachability.memory import remembered
from .progress import Tick, telling, unheard

Severity = Literal["error", "warning", "info"]
Category = Literal["configuration", "reachability", "ipv6", "quota"]
# Which workloads a rule is about: those that run on Fargate as far as the input says; those for sure, where Fargate alone refuses
# something (where it is not known, the rule is undecided); or also those that do not.
Where = Literal["fargate", "surely-fargate", "anywhere"]
TOLD_EVERY: Final = 1_024  # resources that are judged
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


class NotKnown(Exception):
    """Raised in a judge where the input does not say what it asks; the text is the reason."""


Findings = Iterator[Violation | Undecided]
Judge = TypeVar("Judge", bound=Callable[..., Findings])
Concerns = Callable[[Topology, Any], bool]


class Part(NamedTuple):
    """One function of a rule: of what it judges one at a time (None: the topology as a whole)."""

    rule: str
    of: type[Resource] | None
    judge: Callable[..., Findings]
    where: Where
    when: Concerns | None = None


class Found(NamedTuple):
    """What a rule says of one resource, or of the whole."""

    rule: str
    what: Violation | Undecided


class Rule(NamedTuple):
    id: str
    severity: Severity
    category: Category
    title: str
    source: str
    description: str
    parts: tuple[Part, ...] = ()

    def to_json(self) -> dict[str, str]:
        return {
            "id": self.id, "severity": self.severity, "category": self.category, "title": _(self.title),
            "description": self.description, "source": self.source,
        }  # fmt: skip


RULES: dict[str, Rule] = {}


def rule(
    id: str, severity: Severity, category: Category, title: str, source: str,
    of: type[Resource] | None = None, *, where: Where = "fargate", when: Concerns | None = None,
) -> Callable[[Judge], Judge]:  # fmt: skip
    """Register a rule. `title` is marked with N_; `source` is the page of AWS that says so.

    With `of` the function judges one resource of that class, otherwise the topology; of workloads, those that `where` says. `when` says
    of a resource whether the rule is about it at all, once for all the rules that share it: services with a load balancer, say.
    """

    def register(judge: Judge) -> Judge:
        if id in RULES:
            raise ValueError(f"two rules are called {id}")
        description = inspect.cleandoc(judge.__doc__ or "")
        RULES[id] = Rule(id, severity, category, title, source, description, (Part(id, of, judge, where, when),))
        _parts_of.cache_clear()
        return judge

    return register


def also(id: str, of: type[Resource] | None = None, *, where: Where = "fargate") -> Callable[[Judge], Judge]:
    """Register a further function of a rule, for resources of another class or for the topology as a whole."""

    def register(judge: Judge) -> Judge:
        RULES[id] = RULES[id]._replace(parts=(*RULES[id].parts, Part(id, of, judge, where)))
        _parts_of.cache_clear()
        return judge

    return register


@cache
def _parts_of(kind: type[Resource]) -> tuple[tuple[Concerns | None, tuple[Part, ...]], ...]:
    """What judges a resource of this class, by what the resource must be for it."""
    groups: dict[Concerns | None, list[Part]] = {}
    for part in (p for r in RULES.values() for p in r.parts if p.of is not None and issubclass(kind, p.of)):
        groups.setdefault(part.when, []).append(part)
    return tuple((when, tuple(parts)) for when, parts in groups.items())


@remembered
def judge_resource(topology: Topology, id: str) -> tuple[Found, ...]:
    """What every rule that judges single resources says of this one."""
    resource = topology.find(id)
    if resource is None:
        return ()
    here, unsure = True, False
    if isinstance(resource, Workload):
        here, unsure = resource.runs_on_fargate, topology.is_unresolved(id, "launch_type")
    found: list[Found] = []
    for when, parts in _parts_of(type(resource)):
        if when is not None and not when(topology, resource):
            continue
        for part in parts:
            if not here and part.where != "anywhere":
                continue
            if unsure and part.where == "surely-fargate":
                text = _("whether %s runs on Fargate is not known") % resource.label
                found.append(Found(part.rule, Undecided(text)))
                continue
            try:
                for what in part.judge(topology, resource):
                    found.append(Found(part.rule, what))
            except NotKnown as reason:
                found.append(Found(part.rule, Undecided(str(reason))))
    return tuple(found)


@remembered
def judge_whole(topology: Topology, rule_id: str) -> tuple[Found, ...]:
    """What a rule says of the topology as a whole."""
    return tuple(
        Found(rule_id, what) for part in RULES[rule_id].parts if part.of is None for what in part.judge(topology)
    )


def judgements(topology: Topology) -> int:
    """How many steps `by_rule` tells of: the resources, and after them the whole."""
    return len(topology.all(Resource)) + 1


def by_rule(topology: Topology, tick: Tick = unheard) -> dict[str, list[Violation | Undecided]]:
    """What each rule says, in the order of the rules; in each, that of the document. What is said twice is kept once.
    `tick` is told now and then how many of the `judgements` are made."""
    found: dict[str, dict[Violation | Undecided, None]] = {id: {} for id in RULES}
    for resource in telling(topology.all(Resource), TOLD_EVERY, tick):
        if _parts_of(type(resource)):
            for f in judge_resource(topology, resource.id):
                found[f.rule][f.what] = None
    for id, r in RULES.items():
        if any(p.of is None for p in r.parts):
            for f in judge_whole(topology, id):
                found[id][f.what] = None
    tick(judgements(topology))
    return {id: list(whats) for id, whats in found.items()}


def judge_all(topology: Topology, tick: Tick = unheard) -> tuple[list[dict[str, object]], list[dict[str, str]]]:
    """Every rule's findings, and the rules that could not be judged everywhere, with the reason; `tick` as in `by_rule`."""
    findings: list[dict[str, object]] = []
    unknown: list[dict[str, str]] = []
    for id, whats in by_rule(topology, tick).items():
        r = RULES[id]
        for found in whats:
            if isinstance(found, Undecided):
                unknown.append({"rule": id, "because": found.because})
            else:
                severity = found.severity or r.severity
                findings.append(
                    finding(id, severity, r.category, found.cause, found.resource, found.message, found.fix, r.source)
                )
    return findings, unknown


def finding(
    rule: str,
    severity: Severity,
    category: Category,
    cause: str | None,
    resource: str | None,
    message: str,
    fix: str,
    source: str,
) -> dict[str, Any]:
    """One finding as the report has it."""
    return {
        "rule": rule, "severity": severity, "category": category, "cause": cause, "resource": resource, "message": message,
        "fix": fix, "source": source,
    }  # fmt: skip
