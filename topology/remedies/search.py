"""The search for remedies: combine the fixes of a flow's obstacles, verify each on the changed topology, keep the smallest.

Verified means: every flow of every workload was computed again after the changes; the flow is reachable, and no placement of any
flow has a worse verdict than before.
"""

import json
from collections.abc import Callable, Iterator
from itertools import islice, product
from typing import Any

from ..fargate.flows import Flow, flows_of
from ..model import Topology, Workload
from ..model.changes import ChangeError, apply, parse
from ..reachability import Blocker
from .case import Case, Fix
from .fixes import fixes

Key = tuple[Any, ...]
Flows = dict[str, tuple[Flow, ...]]

MOST_REMEDIES = 3
MOST_CANDIDATES = 6
# How many workloads may be computed again in one check: large designs get fewer candidates rather than an endless check.
BUDGET = 20_000
MOST_ROUNDS = 4
ORDER = {"reachable": 0, "not-applicable": 0, "unknown": 1, "partial": 2, "blocked": 3}
COSTS = {"free": 0, "per-hour": 1, "per-hour-and-gb": 2}


def remedies_for(
    topology: Topology, flows: Flows, progress: Callable[[int], None] | None = None
) -> dict[Key, list[dict[str, Any]]]:
    """For each required flow that fails, keyed by (workload, *flow key), its remedies as JSON, the smallest first.

    `progress(n)` is called after each workload.
    """
    search = _Search(topology, flows)
    found: dict[Key, list[dict[str, Any]]] = {}
    for done, workload in enumerate(topology.workloads, 1):
        for flow in flows[workload.id]:
            if flow.required and flow.verdict in ("blocked", "partial"):
                remedies = search.remedies(workload, flow)
                if remedies:
                    found[(workload.id, *flow.key)] = remedies
        if progress:
            progress(done)
    return found


class _Search:
    def __init__(self, topology: Topology, flows: Flows) -> None:
        self.topology = topology
        self.flows = flows
        self.before = _verdicts(flows)
        self.budget = max(BUDGET, 2 * len(flows))
        self.tried: dict[str, tuple[Flows, bool] | None] = {}

    def remedies(self, workload: Workload, flow: Flow) -> list[dict[str, Any]]:
        found: dict[str, tuple[tuple[int, int], dict[str, Any]]] = {}
        for fix in islice(self._candidates(self.topology, workload, flow), MOST_CANDIDATES):
            complete = self._complete(workload, flow, fix)
            if complete is None:
                continue
            key = json.dumps(complete.changes, sort_keys=True)
            size = (COSTS.get(complete.cost, 9), len(complete.changes))
            found.setdefault(key, (size, _to_json(complete)))
            if len(found) >= MOST_REMEDIES:
                break
        return [remedy for _size, remedy in sorted(found.values(), key=lambda f: f[0])]

    def _candidates(self, topology: Topology, workload: Workload, flow: Flow) -> Iterator[Fix]:
        """Each way to remove all the obstacles that the flow shows: one fix for each."""
        cases = _cases(topology, workload, flow)
        options = [fixes(case) for case in cases]
        if not options or not all(options):
            return
        for choice in product(*options):
            yield _together(choice)

    def _complete(self, workload: Workload, flow: Flow, fix: Fix) -> Fix | None:
        """The fix, with what it takes besides: obstacles that show only behind the first are removed in further rounds."""
        for _round in range(MOST_ROUNDS):
            tried = self._try(fix)
            if tried is None:
                return None
            after, no_worse = tried
            now = next((f for f in after.get(workload.id, ()) if f.key == flow.key), None)
            if now is None or not no_worse:
                return None
            if now.verdict == "reachable":
                return fix
            changed = apply(self.topology, parse(fix.changes))
            further = next(self._candidates(changed, workload, now), None)
            if further is None or not further.changes:
                return None
            fix = _together((fix, further))
        return None

    def _try(self, fix: Fix) -> tuple[Flows, bool] | None:
        """Every flow after the fix, and whether nothing got worse; None where it cannot be applied or the budget is spent."""
        key = json.dumps(fix.changes, sort_keys=True)
        if key not in self.tried:
            self.tried[key] = None
            cost = len(self.flows)
            if fix.changes and self.budget >= cost:
                self.budget -= cost
                self.tried[key] = self._apply(fix)
        return self.tried[key]

    def _apply(self, fix: Fix) -> tuple[Flows, bool] | None:
        try:
            changed = apply(self.topology, parse(fix.changes))
        except ChangeError:
            return None
        after = {w.id: flows_of(changed, w) for w in changed.workloads}
        verdicts = _verdicts(after)
        worse = any(ORDER[verdicts.get(place, "blocked")] > ORDER[verdict] for place, verdict in self.before.items())
        return after, not worse


def _verdicts(flows: Flows) -> dict[Key, str]:
    return {(w, *f.key, p.subnet): p.outcome.verdict for w, rows in flows.items() for f in rows for p in f.placements}


def _cases(topology: Topology, workload: Workload, flow: Flow) -> list[Case]:
    """A case for each obstacle, with the subnets in which it stands in the way."""
    where: dict[Blocker, list[str]] = {}
    for place in flow.placements:
        for blocker in place.outcome.blockers:
            where.setdefault(blocker, []).append(place.subnet or "")
    merged: dict[tuple[str, str | None], tuple[Blocker, list[str]]] = {}
    for blocker, subnets in where.items():
        held = merged.setdefault((blocker.cause, blocker.resource), (blocker, []))
        held[1].extend(s for s in subnets if s and s not in held[1])
    taken: set[str] = set()
    return [Case(topology, workload, flow, blocker, tuple(subnets), taken) for blocker, subnets in merged.values()]


def _together(parts: tuple[Fix, ...]) -> Fix:
    """One fix of several; changes that several want are made once."""
    changes: list[dict[str, Any]] = []
    for part in parts:
        changes += [c for c in part.changes if c not in changes]
    titles = list(dict.fromkeys(p.title for p in parts if p.title))
    opens = list(dict.fromkeys(p.opens for p in parts if p.opens))
    cost = max((p.cost for p in parts), key=lambda c: COSTS.get(c, 9))
    return Fix("; ".join(titles), tuple(changes), cost, "; ".join(opens))


def _to_json(fix: Fix) -> dict[str, Any]:
    return {"title": fix.title, "changes": list(fix.changes), "verified": True, "cost": fix.cost, "opens": fix.opens}
