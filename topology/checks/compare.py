"""What changed between two reports of `check`: the verdicts, for better and for worse, and the findings that came and went.

The two reports may be of two revisions of a design, or of a template before and after a pull request.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import Any, Final

from ..model import Topology
from ..model.accepted import IDENTITY
from ..model.difference import compare_resources
from ..reachability.outcome import BADNESS
from .registry import SEVERITIES
from .report import FLOW_RULE, check, steps

Json = dict[str, Any]
Key = tuple[Hashable, ...]

FLOW_KEY: Final = ("flow", "family", "protocol", "port", "to", "from")
FAILING: Final = ("blocked", "partial")
# What makes a comparison fail: a required flow, or a finding of this severity; and beyond it what is no requirement.
FAIL_ON: Final = ("error", "warning", "never")


def diff(before: Topology, after: Topology, progress: Callable[[int, int], None] | None = None) -> Json:
    """What changed from one topology to the other: `farway diff --format json`. Both are checked, without the search for remedies;
    `progress(done, total)` is called as it goes and may raise to stop it.

    The resources as in `topology.model.difference.compare_resources`, the rest as in `compare`, and a `summary` of numbers.
    """
    first = steps(before, remedies=False)
    total = first + steps(after, remedies=False)
    told = progress or (lambda done, total: None)
    was = check(before, lambda done, _of: told(done, total), remedies=False)
    now = check(after, lambda done, _of: told(first + done, total), remedies=False)
    return joined(compare_resources(before, after), compare(was, now))


def joined(resources: Json, verdicts: Json) -> Json:
    """The comparison as a whole, with its numbers."""
    flows = verdicts["flows"]
    return {
        "farway": 1,
        **resources,
        **verdicts,
        "summary": {
            **{name: len(resources[name]) for name in ("added", "removed", "changed")},
            **{change: sum(f["change"] == change for f in flows) for change in ("worse", "better")},
            **{name: dict(_by_severity(verdicts["findings"][name])) for name in ("new", "gone")},
        },
    }


def _by_severity(findings: list[Json]) -> Iterator[tuple[str, int]]:
    for severity in SEVERITIES:
        yield severity, sum(f["severity"] == severity for f in findings)


def compare(before: Json, after: Json) -> Json:
    """What changed from one report to the other:

    - `workloads`: `[{"workload", "name", "before", "after", "change"}]`, the verdict of a workload being the worst of the flows that it
      requires, null where the workload is not there;
    - `flows`: a row each for a flow whose verdict changed in any of its placements, with what it is (`flow`, `family`, `protocol`, `port`, `to`,
      `from`, `required`), `accepted`, `before`, `after`, `change`, and `placements` `[{"subnet", "before", "after", "change", "blockers"}]`;
    - `ipv6`: `[{"workload", "name", "subnet", "before", "after", "change"}]`, whether tasks get an IPv6 address: true, false, null where unknown;
    - `findings`: `new`, `gone`, and `accepted` since. Findings of flows that fail are left out: the flows tell them.

    `change` is `worse`, `better`, `new` or `gone`; a required flow that is new and fails is `worse`, since nothing failed before. A verdict
    that is not known any more is `worse` than `reachable`.
    """
    was, now = _workloads(before), _workloads(after)
    flows, ipv6, workloads = [], [], []
    accepted = _accepted_flows(after)
    for id in {**was, **now}:
        old, new = was.get(id), now.get(id)
        who = {"workload": id, "name": (new or old or {})["name"]}
        flows += [{**who, **row} for row in _flows(id, old, new, accepted)]
        ipv6 += [{**who, **row} for row in _ipv6(old, new)]
        verdicts = _worst(old), _worst(new)
        if verdicts[0] != verdicts[1]:
            workloads.append({**who, "before": verdicts[0], "after": verdicts[1], "change": _change(*verdicts)})
    flows.sort(key=lambda row: (row["change"] != "worse", not row["required"]))
    return {"workloads": workloads, "flows": flows, "ipv6": ipv6, "findings": _findings(before, after)}


def worsened(comparison: Json, level: str = "error") -> bool:
    """Whether what changed is to be stopped. `error`: a required flow got worse, or there is a new finding of that severity; `warning`: also
    a capability (a way to the internet that no task requires) or a warning; `never`. What was accepted stops nothing."""
    if level == "never":
        return False
    severities = ("error",) if level == "error" else ("error", "warning")
    flows = (f for f in comparison["flows"] if f["change"] == "worse" and not f["accepted"])
    return any(f["required"] or level == "warning" for f in flows) or any(
        f["severity"] in severities for f in comparison["findings"]["new"]
    )


def _workloads(report: Json) -> dict[str, Json]:
    return {w["id"]: w for w in report["workloads"]}


def _worst(workload: Json | None) -> str | None:
    """The worst verdict of the flows that a workload requires; None without a workload."""
    if workload is None:
        return None
    required = [f["verdict"] for f in workload["flows"] if f["required"]]
    return max(required, key=BADNESS.__getitem__, default="reachable")


def _verdict(row: Json | None) -> str | None:
    return str(row["verdict"]) if row else None


def _change(before: str | None, after: str | None, required: bool = True) -> str:
    if before is None:
        return "worse" if required and after in FAILING else "new"
    if after is None:
        return "gone"
    if BADNESS[before] == BADNESS[after]:
        return "other"
    return "worse" if BADNESS[after] > BADNESS[before] else "better"


def _flows(id: str, before: Json | None, after: Json | None, accepted: set[Key]) -> Iterator[Json]:
    was, now = (_keyed(w["flows"], FLOW_KEY) if w else {} for w in (before, after))
    for key in {**was, **now}:
        old, new = was.get(key), now.get(key)
        held = new or old or {}
        places = list(_placements(old, new, held["required"]))
        verdicts = _verdict(old), _verdict(new)
        if verdicts[0] == verdicts[1] and not places:
            continue
        change = _change(*verdicts, held["required"])
        changes = {p["change"] for p in places}
        if change == "other" and changes & {"worse", "better"}:
            change = "worse" if "worse" in changes else "better"
        yield {
            **{name: held[name] for name in (*FLOW_KEY, "required")},
            "accepted": (id, held["flow"], held["to"], held["family"]) in accepted,
            "before": verdicts[0],
            "after": verdicts[1],
            "change": change,
            "placements": places,
        }


def _placements(before: Json | None, after: Json | None, required: bool) -> Iterator[Json]:
    was, now = (_keyed(f["placements"], ("subnet",)) if f else {} for f in (before, after))
    for key in {**was, **now}:
        old, new = was.get(key), now.get(key)
        verdicts = _verdict(old), _verdict(new)
        if verdicts[0] != verdicts[1]:
            yield {
                "subnet": (new or old or {})["subnet"],
                "before": verdicts[0],
                "after": verdicts[1],
                "change": _change(*verdicts, required),
                "blockers": new["blockers"] if new else [],
            }


def _ipv6(before: Json | None, after: Json | None) -> Iterator[Json]:
    """Where tasks stood before and after: that a subnet is new tells nothing of an address."""
    was, now = (_keyed(w["ipv6"]["placements"], ("subnet",)) if w else {} for w in (before, after))
    for key in (k for k in was if k in now):
        old, new = was[key]["eligible"], now[key]["eligible"]
        if old is not new:
            change = "better" if new else "worse" if old else "other"
            yield {"subnet": now[key]["subnet"], "before": old, "after": new, "change": change}


def _keyed(rows: Iterable[Json], names: tuple[str, ...]) -> dict[Key, Json]:
    """The rows by these of their values, and by their turn among those that are called the same."""
    seen: Counter[Key] = Counter()
    held: dict[Key, Json] = {}
    for row in rows:
        key = tuple(row[name] for name in names)
        held[(*key, seen[key])] = row
        seen[key] += 1
    return held


def _accepted_flows(report: Json) -> set[Key]:
    found = (f for f in report["findings"] if f["rule"] == FLOW_RULE.id and f.get("accepted"))
    return {(f["workload"], f["flow"], f["to"], f["family"]) for f in found}


def _findings(before: Json, after: Json) -> dict[str, list[Json]]:
    was, now = _by_name(before, False), _by_name(after, False)
    accepted = _by_name(after, True)
    new = [f for name in now for f in _beyond(now[name], was.get(name, []))]
    gone = [(name, f) for name in was for f in _beyond(was[name], now.get(name, []))]
    return {
        "new": new,
        "gone": [f for name, f in gone if name not in accepted],
        "accepted": [f for name in {name: None for name, _f in gone} for f in accepted.get(name, [])],
    }


def _by_name(report: Json, is_accepted: bool) -> Mapping[Key, list[Json]]:
    """The findings by what they are known by, and by how severe they are."""
    held: dict[Key, list[Json]] = {}
    for finding in report["findings"]:
        if finding["rule"] != FLOW_RULE.id and bool(finding.get("accepted")) == is_accepted:
            held.setdefault((*(finding.get(name) for name in IDENTITY), finding["severity"]), []).append(finding)
    return held


def _beyond(findings: list[Json], others: list[Json]) -> list[Json]:
    """As many of these as there are more of them than of the others: those first that are worded like none of the others."""
    said = Counter(f["message"] for f in others)
    unlike = []
    for finding in findings:
        if said[finding["message"]]:
            said[finding["message"]] -= 1
        else:
            unlike.append(finding)
    return unlike[: max(0, len(findings) - len(others))]
