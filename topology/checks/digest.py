"""What a report comes to at a glance: a sign for each resource that has something to tell, and how many flows and findings there are.

It is small where the report is large, so that a canvas can show it before it has the report.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from .report import FLOW_RULE

# From the mildest to the gravest. A flow that works from some subnets only is a warning: no success, and no full stop.
SIGNS: Final = ("ok", "unknown", "warn", "stop")
_SIGN_OF: Final = {"reachable": "ok", "blocked": "stop", "partial": "warn", "unknown": "unknown"}
_COUNTED: Final = ("blocked", "partial", "unknown", "reachable")

Badges = dict[str, dict[str, Any]]


def digest(report: dict[str, Any]) -> dict[str, Any]:
    """`{"badges": {resource: {"sign", "count"}}, "counts": {"blocked", "partial", "unknown", "reachable", "errors", "warnings"}}` of the
    report of `check`.

    A badge has the worst of `SIGNS` that its resource has, and how many things there are of it. Counted are the flows that a task
    requires and what the rules say; what somebody accepted is not.
    """
    needed = list(_needed(report))
    rules = [f for f in report["findings"] if f["rule"] != FLOW_RULE.id and not f.get("accepted")]
    verdicts = Counter(flow["verdict"] for _workload, flow in needed)
    severities = Counter(f["severity"] for f in rules)
    badges: Badges = {}
    for workload, flow in needed:
        if sign := _SIGN_OF.get(flow["verdict"]):
            _mark(badges, workload, sign)
    for found in rules:
        if found["resource"] and found["severity"] != "info":
            _mark(badges, found["resource"], "stop" if found["severity"] == "error" else "warn")
    for workload, flow in needed:
        for resource in _blocking(flow):
            if resource != workload:
                badges.setdefault(resource, {"sign": "stop", "count": 1})
    return {
        "badges": badges,
        "counts": {
            **{verdict: verdicts[verdict] for verdict in _COUNTED},
            "errors": severities["error"],
            "warnings": severities["warning"],
        },
    }


def _needed(report: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The flows that tasks require, each with its workload, but for those whose failure somebody accepted."""
    accepted = {
        (f["workload"], f["flow"], f["to"], f["family"])
        for f in report["findings"]
        if f.get("accepted") and "workload" in f
    }
    for workload in report["workloads"]:
        id = workload["id"]
        for flow in workload["flows"]:
            if flow["required"] and (id, flow["flow"], flow["to"], flow["family"]) not in accepted:
                yield id, flow


def _mark(badges: Badges, resource: str, sign: str) -> None:
    """The worse of what a resource has and this; the same twice counts for both."""
    held = badges.get(resource)
    if held is None or SIGNS.index(sign) > SIGNS.index(held["sign"]):
        badges[resource] = {"sign": sign, "count": 1}
    elif held["sign"] == sign:
        held["count"] += 1


def _blocking(flow: dict[str, Any]) -> list[str]:
    """The nearest obstacle of each placement that is blocked, as far as it is a resource."""
    nearest = [p["blockers"][0]["resource"] for p in flow["placements"] if p["verdict"] == "blocked" and p["blockers"]]
    return list(dict.fromkeys(resource for resource in nearest if resource))
