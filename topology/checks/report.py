"""The report of a check: every workload's flows and IPv6 eligibility, the rules' findings, and what stays open.

The shape is that of `farway check --format json`.
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from ..fargate.flow import Flow
from ..fargate.flows import flows_of
from ..i18n import N_, _
from ..model import OpaqueResource, Service, Topology, Workload
from ..model.accepted import mark_accepted
from ..model.cloudformation import id_in_input
from ..reachability.memory import remembered
from . import (
    account,
    addressing,
    balancing,
    discovery,
    endpoints,
    exposure,
    filters,
    ipv6,
    ipv6_only,
    placement,
    platform,
    public_access,
    quotas,
    references,
    routing,
    storage,
    taken_once,
)
from .assumptions import assumptions
from .progress import Progress, Tick, telling, unheard
from .registry import RULES, SEVERITIES, Rule, Severity, finding, judge_all, judgements
from .rows import workload_row

NETWORKING = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html"
FLOW_RULE = Rule(
    "RE001", "error", "reachability", N_("The flows that a task requires work"), NETWORKING,
    "A task starts, logs, mounts its file systems, is reached by its load balancer and reaches what the design declares, from every "
    "subnet in which it may stand. The finding names the first setting in the way; the flow's own row has them all, and what opens it. "
    "Where the input leaves open whether a flow works, the finding is an `info`.",
)  # fmt: skip
RULE_MODULES = (  # importing a module registers its rules
    placement, platform, account, references, balancing, exposure, endpoints, ipv6, ipv6_only, routing, addressing, filters, discovery, storage, taken_once,
    public_access, quotas,
)  # fmt: skip

ROWS_TOLD_EVERY: Final = 256
Groups = list[list[str]]  # of workloads' ids
Offered = dict[str, dict[int, list[dict[str, Any]]]]  # remedies by workload and the flow's place among its flows
Search = Callable[[Topology, Groups, Tick | None], Offered]


def search_here(topology: Topology, groups: Groups, progress: Tick | None, budget: int | None = None) -> Offered:
    """The search for remedies in this process, within its own budget where none is given; what it needs is loaded only where a flow
    fails."""
    from ..remedies import BUDGET, remedies_for

    ids = [id for of_group in groups for id in of_group]
    with _without_collecting():  # a worker that only helps comes here by itself
        return remedies_for(topology, ids, progress, budget=BUDGET if budget is None else budget)


def check(
    topology: Topology, progress: Progress | None = None, *, remedies: bool = True, search: Search = search_here
) -> dict[str, Any]:
    """The whole report. `progress(done, total)` is called after each workload, then after many rows and many judged resources, with
    the `steps` as the total; it may raise to stop the check.

    `remedies` False leaves out the search for what would open a blocked flow: the costly part. `search` does it: it is given
    the workloads that fail, together those that stand in the same subnets, since what was tried for one holds for the others.
    """
    with _without_collecting():
        return _check(topology, progress, search if remedies else None)


def steps(topology: Topology, *, remedies: bool = True) -> int:
    """What a check counts: each workload's flows, the search for its remedies, its row; then what the rules judge."""
    return (3 if remedies else 2) * len(topology.workloads) + judgements(topology)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Without the collector of cycles: a check makes very much and drops nothing, and looking through it again and again would
    take as long as the check itself. Nor does the collector look through it right afterwards: freezing and thawing files what is
    there among what is old."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            if not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()
            gc.enable()


def _check(topology: Topology, progress: Progress | None, search: Search | None) -> dict[str, Any]:
    workloads = topology.workloads
    total = steps(topology, remedies=search is not None)
    searched = total - judgements(topology) - len(workloads)

    def after(before: int) -> Tick:
        return (lambda done: progress(before + done, total)) if progress else unheard

    lacking = [(w, found) for w in telling(workloads, 1, after(0)) if (found := _lacking(topology, w.id))]
    offered: Offered = {}
    if search and (groups := _failing(lacking)):
        offered = search(topology, groups, after(searched - sum(len(ids) for ids in groups)))
    rows = [_row(topology, w, offered) for w in telling(workloads, ROWS_TOLD_EVERY, after(searched))]
    findings, unknown = judge_all(topology, after(searched + len(workloads)))
    unknown += _order_of_creation(topology)
    for workload, found in lacking:
        remedies = offered.get(workload.id, {})
        findings += [_flow_finding(workload, flow, remedies.get(n, [])) for n, flow in found]
    findings = mark_accepted(sorted(findings, key=lambda f: SEVERITIES.index(f["severity"])), topology.accepted)
    counted = [f for f in findings if not f.get("accepted")]
    return {
        "farway": 1,
        "workloads": rows,
        "findings": findings,
        "summary": {
            **{s: sum(f["severity"] == s for f in counted) for s in SEVERITIES},
            "accepted": len(findings) - len(counted),
        },
        "assumptions": assumptions(topology),
        "unresolved": [
            {"resource": u.resource, "property": u.property, "expression": u.expression, "reason": u.reason}
            for u in topology.unresolved
        ],
        "not_modelled": [{"id": r.id, "type": r.cloudformation_type} for r in topology.all(OpaqueResource)],
        "coverage": {
            "rules": len(RULES) + 1,
            "checked": len(RULES) + 1 - len({u["rule"] for u in unknown}),
            "unknown": unknown,
        },
    }


@remembered
def _lacking(topology: Topology, id: str) -> tuple[tuple[int, Flow], ...]:
    """The required flows of a workload that do not work for sure, with their places among its flows."""
    workload = topology.get(Workload, id)
    flows = flows_of(topology, workload) if workload else ()
    return tuple((n, f) for n, f in enumerate(flows) if f.required and f.verdict != "reachable")


def _failing(lacking: list[tuple[Workload, tuple[tuple[int, Flow], ...]]]) -> Groups:
    """The workloads with a required flow that fails, by the subnets that they stand in."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for workload, found in lacking:
        if any(f.fails for _n, f in found):
            groups.setdefault(workload.subnets, []).append(workload.id)
    return list(groups.values())


def _order_of_creation(topology: Topology) -> list[dict[str, str]]:
    """What LB014 leaves out of a template: in which order its stack creates things is in no record, and Farway's own templates say it."""
    behind = [s.label for s in topology.all(Service) if any(b.load_balancer_name is None for b in s.load_balancers)]
    text = _(
        "whether a stack creates %s after its listener (DependsOn) is not judged; a template that Farway writes says so"
    )
    return [{"rule": "LB014", "because": text % id} for id in behind] if topology.template else []


def _row(topology: Topology, workload: Workload, offered: Offered) -> dict[str, Any]:
    """A workload's row with the remedies of its flows."""
    row = workload_row(topology, workload.id)
    remedies = offered.get(workload.id)
    if not remedies:
        return row
    return {**row, "flows": [{**flow, "remedies": remedies.get(n, [])} for n, flow in enumerate(row["flows"])]}


def _flow_finding(workload: Workload, flow: Flow, remedies: list[dict[str, Any]]) -> dict[str, object]:
    """A required flow that does not work is a finding of its own."""
    failing = [
        p for p in flow.placements if p.outcome.verdict == flow.verdict or p.outcome.verdict in ("blocked", "partial")
    ]
    first = next((b for p in failing for b in p.outcome.blockers), None)
    where = ", ".join(p.subnet for p in failing if p.subnet)
    values = {"id": workload.label, "flow": flow.flow, "to": flow.to or "?", "from": flow.source, "where": where or "?"}
    severity: Severity = "error"
    if flow.verdict == "unknown":
        severity = "info"
        doubt = next((d for p in flow.placements for d in p.outcome.doubts), "")
        message = _("Whether %(id)s gets %(flow)s (%(to)s) is unknown: %(why)s.") % {**values, "why": doubt}
    elif all(p.outcome.verdict == "partial" for p in failing):
        message = (
            _("%(flow)s of %(id)s works for a part only from %(from)s to %(where)s.")
            if flow.to == workload.id
            else _("%(flow)s (%(to)s) of %(id)s works for a part only from %(where)s.")
        ) % values
        message = f"{message} {first.message}" if first else message
    else:
        message = (
            _("%(flow)s of %(id)s is blocked from %(from)s to %(where)s.")
            if flow.to == workload.id
            else _("%(flow)s (%(to)s) of %(id)s is blocked from %(where)s.")
        ) % values
        if first:
            message = f"{message} {first.message}"
    fix = remedies[0]["title"] if remedies else ""
    made = finding(
        FLOW_RULE.id,
        severity,
        FLOW_RULE.category,
        first.cause if first else None,
        id_in_input(first.resource) if first else workload.id,
        message,
        fix,
        FLOW_RULE.source,
    )
    return {**made, "workload": workload.id, "flow": flow.flow, "to": flow.to, "family": flow.family}


def rules() -> list[dict[str, str]]:
    """The reference of rules, in the order of their ids."""
    return [r.to_json() for r in sorted([*RULES.values(), FLOW_RULE], key=lambda r: r.id)]
