"""The record of a flow: one row of a workload's report, and its outcome in each place."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from ..addresses import Family
from ..reachability import Blocker, Hop, Outcome, Verdict, joint
from ..reachability.naming import Names, has_marks
from .mtu import JUMBO, in_flow_logs


@dataclass(frozen=True)
class Placement:
    """The outcome in one subnet; `subnet` is None where the input does not say in which one. `mtu` is the largest packet that
    the path carries, in bytes, whatever the task's interface sends."""

    subnet: str | None
    outcome: Outcome
    mtu: int | None = None

    def named(self, names: Names) -> "Placement":
        """The placement with the names that the marks in it stand for."""
        return Placement(self.subnet, self.outcome.named(names), self.mtu)

    def to_json(self, names: Names, interface: int = JUMBO) -> dict[str, Any]:
        """The placement as the report has it, with the names that the marks in it stand for. `interface` is what the task's interface
        sends at most, in bytes."""
        nameless, marked = self._parts
        row, json = nameless.copy(), names.json
        for key, places in marked:
            filled = row[key] = nameless[key].copy()
            for place, held in places:
                filled[place] = json[held]
        if self.mtu is not None and interface < self.mtu:
            row["mtu"] = interface
        return row

    @cached_property
    def _parts(self) -> tuple[dict[str, Any], tuple[tuple[str, list[tuple[int, Any]]], ...]]:
        """The placement as JSON, made once, and what of its lists holds marks, with the place."""
        lists: dict[str, tuple[Hop | Blocker | str, ...]] = {
            "path": self.outcome.path,
            "return_path": self.outcome.return_path,
            "blockers": self.outcome.blockers,
            "doubts": self.outcome.doubts,
        }
        nameless: dict[str, Any] = {"subnet": self.subnet, "verdict": self.outcome.verdict}
        for key, held in lists.items():
            nameless[key] = [h if isinstance(h, str) else h.to_json() for h in held]
        nameless["mtu"] = self.mtu
        marked = ((key, [(n, h) for n, h in enumerate(held) if _has_marks(h)]) for key, held in lists.items())
        return nameless, tuple((key, places) for key, places in marked if places)


def _has_marks(held: Hop | Blocker | str) -> bool:
    return has_marks(held) if isinstance(held, str) else has_marks(*held)


class Placements(tuple[Placement, ...]):
    """The outcomes in all the places of a workload. Workloads that stand alike hold the same ones, so what is asked of them
    is made once."""

    @cached_property
    def verdict(self) -> Verdict:
        """Whether it works from all of them."""
        return joint([p.outcome.verdict for p in self])


class Flow(NamedTuple):
    """One row of a workload's report. `interface` and `role` follow the traffic table; None where they do not apply.

    `shared` are the placements as every workload that stands alike has them: `names` says what the marks in them stand for.
    """

    flow: str
    required: bool
    family: Family
    protocol: str
    port: int | None
    to: str
    source: str
    interface: str | None
    role: str | None
    shared: Placements
    names: Names

    def to_json(self, interface: int) -> dict[str, Any]:
        """The flow as the report has it, without remedies. `interface` is what the task's interface sends at most, in bytes."""
        names = self.names
        return {
            "flow": self.flow, "required": self.required, "family": self.family, "protocol": self.protocol, "port": self.port,
            "to": self.to, "from": self.source, "interface": self.interface, "role": self.role, "verdict": self.shared.verdict,
            "placements": [p.to_json(names, interface) for p in self.shared], "remedies": [],
            "flow_logs": in_flow_logs(self.interface),
        }  # fmt: skip

    @property
    def placements(self) -> tuple[Placement, ...]:
        """The outcome in each place, with the workload's own names."""
        return tuple(p.named(self.names) for p in self.shared)

    @property
    def verdict(self) -> Verdict:
        return self.shared.verdict

    @property
    def fails(self) -> bool:
        """Whether it is required and does not work everywhere."""
        return self.required and self.shared.verdict in ("blocked", "partial")

    @property
    def key(self) -> tuple[str, str, str, int | None, str, str]:
        """What makes it the same flow before and after a change."""
        return (self.flow, self.family, self.protocol, self.port, self.to, self.source)
