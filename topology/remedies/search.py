"""The search for remedies: combine the fixes of a flow's obstacles, verify each on the changed topology, keep the smallest.

Verified means: every flow of every workload that the changes can reach was computed again after them (see `model.memory`); the flow
is reachable, and no placement of any flow has a worse verdict than before.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice, product
from typing import Any

from ..fargate.flow import Flow
from ..fargate.flows import flows_of
from ..model import Topology, Workload
from ..model.applying import ChangeError, apply
from ..model.changes import parse
from ..reachability import Blocker
from ..reachability.outcome import BADNESS
from .case import ALL_IPV4, ALL_IPV6, Case, Fix
from .fixes import fixes

Key = tuple[Any, ...]
Offered = dict[str, dict[int, list[dict[str, Any]]]]

MOST_REMEDIES = 3
MOST_CANDIDATES = 8
# How many workloads may be computed again in one check. A large design that is broken in many ways gets remedies for the first
# of them, rather than a check that takes minutes.
BUDGET = 20_000
MOST_ROUNDS = 4
MISSING = ("NO_ROUTE", "MISSING_ENDPOINT")
COSTS = {"free": 0, "per-hour": 1, "per-hour-and-gb": 2}


def remedies_for(
    topology: Topology,
    ids: Iterable[str],
    progress: Callable[[int], None] | None = None,
    concerns: Callable[[str, Flow], bool] | None = None,
    budget: int = BUDGET,
) -> Offered:
    """The remedies of the failing flows of these workloads as JSON, by workload and the flow's place among its flows, the smallest
    first; of those flows alone that it `concerns`, where that is given.

    `progress(n)` says that n workloads are done; it is called after each workload that is computed again, too, so that a
    search can be stopped there. `budget` is how many workloads may be computed again.
    """
    search = Search(topology, progress or (lambda done: None), budget)
    offered: Offered = {}
    for id in ids:
        workload = topology.get(Workload, id)
        for place, flow in enumerate(flows_of(topology, workload) if workload else ()):
            if workload is None or not flow.fails or (concerns and not concerns(id, flow)):
                continue
            if found := search.remedies(workload, flow):
                offered.setdefault(id, {})[place] = found
        search.next_workload()
    search.close()
    return offered


class Search:
    """One search over a topology: what was tried already is tried once for all flows."""

    def __init__(self, topology: Topology, progress: Callable[[int], None], budget: int = BUDGET) -> None:
        self.topology = topology
        self.budget = budget
        self.progress = progress
        self.done = 0
        self.applied: dict[str, Topology | None] = {}
        self.no_worse: dict[str, bool] = {}

    def close(self) -> None:
        """Let the topology forget what was tried on it."""
        for changed in self.applied.values():
            if changed is not None:
                changed.withdraw()

    def next_workload(self) -> None:
        self.done += 1
        self.progress(self.done)

    def remedies(self, workload: Workload, flow: Flow) -> list[dict[str, Any]]:
        """The remedies of one flow as JSON: the cheapest first, then those that open no group to everything, then the smallest. None is there that another is a
        part of."""
        found: list[Fix] = []
        for fix in islice(self._candidates(workload, flow), MOST_CANDIDATES):
            if _is_enough(found, fix):
                continue
            complete = self._complete(workload, flow, fix)
            if complete is None or _is_enough(found, complete):
                continue
            found = [*(held for held in found if not _is_enough([complete], held)), complete]
            if len(found) >= MOST_REMEDIES:
                break
        return [_to_json(fix) for fix in sorted(found, key=_order)]

    def _candidates(self, workload: Workload, flow: Flow) -> Iterator[Fix]:
        """Each fix of one obstacle, since it may go round the others, too; then each way to remove them all."""
        options = _options(self.topology, workload, flow)
        if len(options) > 1:
            yield from chain.from_iterable(options)
        yield from _each_removed(options)

    def _complete(self, workload: Workload, flow: Flow, fix: Fix) -> Fix | None:
        """The fix, with what it takes besides: obstacles that show only behind the first are removed in further rounds.

        Only a fix that opens the flow is worth the whole check.
        """
        for _round in range(MOST_ROUNDS):
            changed = self._apply(fix)
            if changed is None or self.budget <= 0:
                return None
            self.budget -= 1
            found = self._again(changed, workload, flow)
            self.progress(self.done)
            if found is None:
                return None
            same, now = found
            if now.verdict == "reachable":
                return fix if self._verify(fix, changed) else None
            further = next(_each_removed(_options(changed, same, now)), None)
            if further is None or not further.changes:
                return None
            fix = _together((fix, further))
        return None

    def _again(self, changed: Topology, workload: Workload, flow: Flow) -> tuple[Workload, Flow] | None:
        """The same flow of the same workload in a changed topology."""
        same = changed.get(type(workload), workload.id)
        now = next((f for f in flows_of(changed, same) if f.key == flow.key), None) if same else None
        return (same, now) if same and now else None

    def _apply(self, fix: Fix) -> Topology | None:
        """The topology after the fix; None where there is nothing to apply, or it cannot be applied."""
        key = _key(fix)
        if key not in self.applied:
            try:
                self.applied[key] = apply(self.topology, parse(fix.changes)) if fix.changes else None
            except ChangeError:
                self.applied[key] = None
        return self.applied[key]

    def _verify(self, fix: Fix, changed: Topology) -> bool:
        """Whether no placement of any flow is worse off after the fix. False, too, where the budget is spent."""
        key = _key(fix)
        if key not in self.no_worse:
            self.no_worse[key] = all(self._is_no_worse(workload, changed) for workload in self.topology.workloads)
        return self.no_worse[key]

    def _is_no_worse(self, workload: Workload, changed: Topology) -> bool:
        """Whether no placement of any flow of a workload is worse off in the changed topology."""
        if self.budget <= 0:
            return False
        before = flows_of(self.topology, workload)
        same = changed.get(Workload, workload.id)
        after = flows_of(changed, same) if same else ()
        if after is before:
            return True  # the change does not reach it
        self.budget -= 1
        self.progress(self.done)
        verdicts = _verdicts(after)
        return all(BADNESS[verdicts.get(place, "blocked")] <= BADNESS[v] for place, v in _verdicts(before).items())


def _order(fix: Fix) -> tuple[int, int, int]:
    rules = (c["value"] for c in fix.changes if c["op"] == "connect" and c["property"].startswith("security_group_"))
    wide = sum(r.get("cidr_ipv4") == ALL_IPV4 or r.get("cidr_ipv6") == ALL_IPV6 for r in rules)
    return COSTS.get(fix.cost, 9), wide, len(fix.changes)


def _is_enough(found: list[Fix], fix: Fix) -> bool:
    """Whether one of these makes no change but such as the fix makes."""
    return any(all(change in fix.changes for change in held.changes) for held in found)


def _key(fix: Fix) -> str:
    return json.dumps(fix.changes, sort_keys=True)


def _verdicts(flows: tuple[Flow, ...]) -> dict[Key, str]:
    return {(*f.key, p.subnet): p.outcome.verdict for f in flows for p in f.shared}


def _options(topology: Topology, workload: Workload, flow: Flow) -> list[list[Fix]]:
    """For each obstacle that the flow meets, what may remove it."""
    return [fixes(case) for case in _cases(topology, workload, flow)]


def _each_removed(options: list[list[Fix]]) -> Iterator[Fix]:
    """Each way to remove all the obstacles: one fix for each."""
    if options and all(options):
        yield from map(_together, product(*options))


def _cases(topology: Topology, workload: Workload, flow: Flow) -> list[Case]:
    """A case for each obstacle, with the subnets in which it stands in the way."""
    where: dict[Blocker, list[str]] = {}
    for place in flow.placements:
        for blocker in place.outcome.blockers:
            where.setdefault(blocker, []).append(place.subnet or "")
    merged: dict[tuple[str, str | None], tuple[Blocker, list[str]]] = {}
    for blocker, subnets in where.items():
        # What is missing is missing at each table alike: one fix for all of them.
        of = None if blocker.cause in MISSING else blocker.resource
        held = merged.setdefault((blocker.cause, of), (blocker, []))
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
