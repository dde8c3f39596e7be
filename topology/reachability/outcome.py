"""The answer about one placement, and how several answers make one."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from .branch import Verdict
from .causes import Blocker, Hop
from .naming import Names, named_blockers, named_hops, named_text
from .walk import MAX_BLOCKERS, Walk

# How far a verdict is from working: what gets a higher number got worse.
BADNESS: Final = {"reachable": 0, "not-applicable": 0, "unknown": 1, "partial": 2, "blocked": 3}


class Outcome(NamedTuple):
    """Whether something works from one place, by which hops, and what stands in the way."""

    verdict: Verdict
    path: tuple[Hop, ...] = ()
    return_path: tuple[Hop, ...] = ()
    blockers: tuple[Blocker, ...] = ()
    doubts: tuple[str, ...] = ()

    @classmethod
    def of(cls, walk: Walk) -> "Outcome":
        return cls(walk.verdict, walk.hops, walk.returns, walk.blockers, walk.doubts)

    @classmethod
    def blocked(cls, *blockers: Blocker, path: tuple[Hop, ...] = ()) -> "Outcome":
        return cls(
            "blocked", path or tuple(Hop(b.resource, "setting", "blocks", b.message) for b in blockers), (), blockers
        )

    @classmethod
    def unknown(cls, doubt: str, resource: str | None = None, kind: str = "setting") -> "Outcome":
        return cls("unknown", (Hop(resource, kind, "unknown", doubt),), (), (), (doubt,))

    def named(self, names: Names) -> "Outcome":
        """This outcome of a nameless task as that of a workload."""
        return Outcome(
            self.verdict,
            named_hops(self.path, names),
            named_hops(self.return_path, names),
            named_blockers(self.blockers, names),
            tuple(named_text(d, names) for d in self.doubts),
        )

    def after(self, blockers: tuple[Blocker, ...]) -> "Outcome":
        """This outcome with further settings that stand in the way before its own."""
        return self._replace(
            verdict="blocked", blockers=tuple(dict.fromkeys((*blockers, *self.blockers)))[:MAX_BLOCKERS]
        )


def every(outcomes: Iterable[Outcome]) -> Outcome:
    """All have to work: the interfaces that a name may resolve to, the nodes that a load balancer may use."""
    found = list(outcomes)
    verdict = joint([o.verdict for o in found])
    shown = min(found, key=lambda o: ("blocked", "partial", "unknown", "reachable").index(o.verdict))
    blockers = (
        tuple(dict.fromkeys(b for o in found for b in o.blockers))[:MAX_BLOCKERS] if verdict != "reachable" else ()
    )
    return Outcome(
        verdict, shown.path, shown.return_path, blockers, tuple(dict.fromkeys(d for o in found for d in o.doubts))
    )


def either_reading(first: Outcome, second: Outcome, doubt: str) -> Outcome:
    """The input leaves open which of the two holds: what both say, otherwise unknown."""
    if first.verdict == second.verdict:
        return first
    worse = min((first, second), key=lambda o: ("blocked", "partial", "unknown", "reachable").index(o.verdict))
    return worse._replace(verdict="unknown", blockers=(), doubts=tuple(dict.fromkeys((doubt, *worse.doubts))))


def joint(verdicts: list[Verdict]) -> Verdict:
    """One verdict of several places: what fails in one and not in another is partial, and never hidden."""
    kinds = set(verdicts)
    if len(kinds) == 1:
        return verdicts[0]
    if "partial" in kinds or "blocked" in kinds:
        return "partial"
    return "unknown"
