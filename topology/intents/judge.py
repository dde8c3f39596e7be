"""What an intent would do: its changes, and every verdict that they would change, for better and for worse."""

from dataclasses import dataclass
from typing import Any

from ..fargate.flows import flows_of
from ..i18n import _
from ..model import Topology
from ..reachability.outcome import BADNESS
from ..remedies.case import Change
from . import ipv6, services, subnets  # noqa: F401  importing a module registers its intents
from .draft import CannotBe, Draft
from .registry import INTENTS

EGRESS = ("internet-egress-ipv4", "internet-egress-ipv6")


@dataclass(frozen=True)
class Proposal:
    """The changes of an intent and what they would do. `refused` says why there is no way; then there are no changes.

    `better` and `worse` are the flows whose verdict would change, `left` the required ones that would still fail. `verified`: no
    verdict gets worse, but for ways to the internet where closing these is what is wanted.
    """

    intent: str
    title: str
    changes: tuple[Change, ...] = ()
    better: tuple[dict[str, Any], ...] = ()
    worse: tuple[dict[str, Any], ...] = ()
    left: tuple[dict[str, Any], ...] = ()
    verified: bool = True
    refused: str = ""

    def to_json(self) -> dict[str, Any]:
        return {
            "intent": self.intent, "title": self.title, "changes": list(self.changes), "better": list(self.better),
            "worse": list(self.worse), "left": list(self.left), "verified": self.verified, "refused": self.refused or None,
        }  # fmt: skip


def propose(topology: Topology, intent: str, resource: str) -> Proposal:
    """What this intent would do to this resource. Raises KeyError for an intent that there is none of, or that does not apply."""
    found = INTENTS[intent]
    held = topology.find(resource)
    if not isinstance(held, found.applies_to):
        raise KeyError(intent)
    title = f"{held.label}: {_(found.title)}"
    draft = Draft(topology)
    try:
        found.run(draft, resource)
    except CannotBe as reason:
        return Proposal(intent, title, verified=False, refused=str(reason))
    before, after = _rows(topology), _rows(draft.topology)
    better: list[dict[str, Any]] = []
    worse: list[dict[str, Any]] = []
    for key, row in after.items():
        was = before.get(key)
        if was is None or BADNESS[row["verdict"]] == BADNESS[was["verdict"]]:
            continue
        told = {**row, "before": was["verdict"]}
        (better if BADNESS[row["verdict"]] < BADNESS[was["verdict"]] else worse).append(told)
    faults = [w for w in worse if not (found.closes and w["flow"] in EGRESS)]
    left = [row for row in after.values() if row["required"] and row["verdict"] in ("blocked", "unknown")]
    concerned = {w.id for w in draft.topology.workloads if _touches(draft, w.id, resource)}
    return Proposal(
        intent, title, tuple(draft.changes), tuple(better), tuple(worse),
        tuple(row for row in left if row["workload"] in concerned), not faults,
    )  # fmt: skip


def _touches(draft: Draft, workload: str, resource: str) -> bool:
    """Whether a workload is, stands in, or stands in a VPC that is, the resource that the intent is about."""
    found = next(w for w in draft.topology.workloads if w.id == workload)
    return resource == workload or resource in found.subnets or any(
        draft.subnet(s).vpc_id == resource for s in found.subnets if draft.topology.find(s)
    )  # fmt: skip


def _rows(topology: Topology) -> dict[tuple[Any, ...], dict[str, Any]]:
    """Every flow of every workload in each of its subnets, with its verdict."""
    return {
        (w.id, *f.key, p.subnet): {
            "workload": w.id, "flow": f.flow, "to": f.to, "family": f.family, "subnet": p.subnet, "required": f.required,
            "verdict": p.outcome.verdict,
        }
        for w in topology.workloads for f in flows_of(topology, w) for p in f.placements
    }  # fmt: skip
