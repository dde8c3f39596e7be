"""`matrix`: who reaches whom, with what: every workload to every workload, to the internet, and from it.

A cell is the traffic that gets there from every place of the row's workload to every place of the column's, and is answered.
From the internet it is also what gets there through the load balancers that face it, at their listeners' ports.
It is computed once for workloads that stand alike, as far as it matters to senders or to receivers, and spread out only when
it is written: 2,000 workloads have four million cells.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from ..addresses import EVERY, NOTHING, Family, IntSet
from ..fargate.conditional import without_conditional
from ..fargate.stands import stands_of
from ..i18n import _
from ..model import Topology
from ..model.cloudformation import id_in_input
from ..reachability import Outside, Position, Walk, internet, walk, walk_in
from ..reachability.filters import groups_pass
from ..reachability.groups import NO_RULES, mentioned_on_the_way
from ..traffic import EVERY_PORT, EVERY_PROTOCOL, Box, Traffic
from .from_internet import balancer_on, through_balancers

INTERNET: Final = "internet"
Places = tuple[Position, ...]
Answer = tuple[str, Traffic]
NOBODY: Final[frozenset[str]] = frozenset()
WORDS: Final = {
    "reachable": "open",
    "partial": "partial",
    "unknown": "unknown",
    "blocked": "closed",
    "not-applicable": "closed",
}
CLOSED: Answer = ("blocked", Traffic())


class Cell(NamedTuple):
    """What gets through. `verdict` is `open` where something gets through everywhere, `partial` where it does from some places
    only, `closed` where nothing does, `unknown` where the input leaves it open; `allowed` are protocols and their ports, `through`
    those that a load balancer takes, which is the third of each."""

    verdict: str
    allowed: tuple[tuple[str, str], ...] = ()
    through: tuple[tuple[str, str, str], ...] = ()

    def to_json(self) -> dict[str, Any]:
        allowed = [{"protocol": p, "ports": n} for p, n in self.allowed]
        allowed += [{"protocol": p, "ports": n, "through": id_in_input(b) or b} for p, n, b in self.through]
        return {"verdict": self.verdict, "allowed": allowed}


class _Kind:
    """Workloads that stand alike, as senders or as receivers. `strangers` is the kind of those that stand there and are in no
    relation to the other end: neither's rules name a group of the other."""

    __slots__ = ("places", "strangers")

    def __init__(self, places: Places) -> None:
        self.places = places
        self.strangers = self

    def members(self) -> set[str]:
        return {g for p in self.places for g in p.members}

    def named(self) -> set[str]:
        return {g for p in self.places for g in p.ingress.references | p.egress.references}


class _Kinds:
    """The kinds of all workloads, each made once."""

    def __init__(self) -> None:
        self.made: dict[Places, _Kind] = {}

    def of(self, places: Iterable[Position]) -> _Kind:
        key = tuple(dict.fromkeys(places))
        return self.made.setdefault(key, _Kind(key))


class Matrix:
    """The cells between the workloads of a topology, and between them and the internet, in one family."""

    def __init__(self, topology: Topology, family: Family = "ipv4") -> None:
        self.family, self._topology = family, topology
        places = {w.id: tuple(s.position for s in stands_of(topology, w.id)) for w in topology.workloads}
        self.workloads = tuple(places)
        on_the_way = mentioned_on_the_way(topology)
        let_in = on_the_way.union(*(p.ingress.references for held in places.values() for p in held))
        let_out = NOBODY.union(*(p.egress.references for held in places.values() for p in held))
        senders, receivers = _Kinds(), _Kinds()
        self._senders = {
            id: senders.of(p._replace(ingress=NO_RULES, members=p.members & let_in) for p in held)
            for id, held in places.items()
        }
        self._receivers = {
            id: receivers.of(p._replace(egress=NO_RULES, members=p.members & let_out) for p in held)
            for id, held in places.items()
        }
        for kind in list(senders.made.values()):
            kind.strangers = senders.of(
                p._replace(egress=p.egress.towards(NOBODY), members=p.members & on_the_way) for p in kind.places
            )
        for kind in list(receivers.made.values()):
            kind.strangers = receivers.of(
                p._replace(ingress=p.ingress.towards(NOBODY), members=NOBODY) for p in kind.places
            )
        self._related = _related(set(self._senders.values()), set(self._receivers.values()))
        self._cells: dict[tuple[_Kind | None, _Kind | None], Cell] = {}
        self._rows: dict[_Kind, list[Cell]] = {}
        spare = without_conditional(topology)
        self._spare = Matrix(spare, family) if spare is not None else None

    def cell(self, source: str, target: str) -> Cell:
        """The cell of two workloads, of which one may be `internet`. Raises KeyError for what is neither."""
        if source == INTERNET:
            found = self._through_balancers(target, self._from_internet(self._receivers[target]))
        elif target == INTERNET:
            found = self._to_internet(self._senders[source])
        else:
            found = self._between(self._senders[source], self._receivers[target])
        if self._spare is None or self._spare.cell(source, target).verdict == found.verdict:
            return found
        return Cell("unknown")

    def rows(self) -> Iterator[tuple[str, list[tuple[str, Cell]]]]:
        """Each workload with its cells, that of the internet last; then the internet with its own."""
        targets = (*self.workloads, INTERNET)
        for source in self.workloads:
            kind = self._senders[source]
            if self._spare is not None or kind not in self._rows:
                self._rows[kind] = [self.cell(source, target) for target in targets]
            yield source, list(zip(targets, self._rows[kind], strict=True))
        yield INTERNET, [(target, self.cell(INTERNET, target)) for target in self.workloads]

    def _between(self, sender: _Kind, receiver: _Kind) -> Cell:
        if (sender, receiver) not in self._related:
            sender, receiver = sender.strangers, receiver.strangers
        key = (sender, receiver)
        if key not in self._cells:
            answers = [self._answer(a, b) for a in sender.places for b in receiver.places]
            self._cells[key] = _cell(answers, self.family)
        return self._cells[key]

    def _answer(self, source: Position, target: Position) -> Answer:
        start, goal = source.addresses(self.family), target.addresses(self.family)
        if start and goal and not source.doubts and not target.doubts:
            # What the target lets in of nobody needs no walk.
            asked = Traffic.of(self.family, sources=start, destinations=goal)
            passed = groups_pass(target, "ingress", asked, source, None)
            if not passed.sure and not passed.maybe:
                return CLOSED
        return _answer(walk(self._topology, source, target, self.family, EVERY_PROTOCOL))

    def _to_internet(self, sender: _Kind) -> Cell:
        key = (sender.strangers, None)
        if key not in self._cells:
            outside = Outside(_("the internet"), internet(self._topology, self.family))
            places = sender.strangers.places
            answers = [_answer(walk(self._topology, a, outside, self.family, EVERY_PROTOCOL)) for a in places]
            self._cells[key] = _cell(answers, self.family)
        return self._cells[key]

    def _from_internet(self, receiver: _Kind) -> Cell:
        key = (None, receiver.strangers)
        if key not in self._cells:
            outside = Outside(_("the internet"), internet(self._topology, self.family))
            places = receiver.strangers.places
            answers = [_answer(walk_in(self._topology, outside, b, self.family, EVERY_PROTOCOL)) for b in places]
            self._cells[key] = _cell(answers, self.family)
        return self._cells[key]

    def _through_balancers(self, target: str, direct: Cell) -> Cell:
        """The cell of a workload with what load balancers bring to it from the internet. One sure way is enough."""
        rows = [f for f in through_balancers(self._topology, target) if f.family == self.family]
        if not rows:
            return direct
        ways = [(f.protocol, str(f.port), balancer_on(f)) for f in rows if f.verdict == "reachable"]
        words = {direct.verdict, *(WORDS[f.verdict] for f in rows)}
        verdict = next(v for v in ("open", "partial", "unknown", "closed") if v in words)
        return Cell(verdict, direct.allowed, tuple((p, n, b) for p, n, b in ways if b))


def from_outside(topology: Topology, target: Position, family: Family) -> Cell:
    """What the internet reaches of an interface, at an address of its own."""
    outside = Outside(_("the internet"), internet(topology, family))
    return _cell([_answer(walk_in(topology, outside, target, family, EVERY_PROTOCOL))], family)


def _related(senders: set[_Kind], receivers: set[_Kind]) -> set[tuple[_Kind, _Kind]]:
    """The senders and receivers of which one's rules name a group of the other."""
    by_sender, by_receiver = _by_member(senders), _by_member(receivers)
    related = {(s, r) for r in receivers for g in r.named() for s in by_sender.get(g, ())}
    return related | {(s, r) for s in senders for g in s.named() for r in by_receiver.get(g, ())}


def _by_member(kinds: set[_Kind]) -> dict[str, list[_Kind]]:
    found: dict[str, list[_Kind]] = {}
    for kind in kinds:
        for group in kind.members():
            found.setdefault(group, []).append(kind)
    return found


def _answer(found: Walk) -> Answer:
    return found.verdict, found.allowed


def _cell(found: list[Answer], family: Family) -> Cell:
    """What gets through everywhere, over all pairs of places."""
    everywhere: Traffic | None = None
    somewhere = False
    for _verdict, traffic in found:
        ports = Traffic(Box(b.family, b.protocols, b.ports, EVERY[family], EVERY[family]) for b in traffic.boxes)
        somewhere = somewhere or bool(ports)
        everywhere = ports if everywhere is None else everywhere & ports
    allowed = everywhere or Traffic()
    if any(verdict == "unknown" for verdict, _traffic in found) or not found:
        verdict = "unknown"
    else:
        verdict = "open" if allowed else "partial" if somewhere else "closed"
    return Cell(verdict, tuple(_texts(allowed)))


def _texts(traffic: Traffic) -> list[tuple[str, str]]:
    """The traffic as protocols and ports, for people and programs: (`tcp`, `443,8080-8090`)."""
    by_protocols: dict[IntSet, IntSet] = {}
    for box in traffic.boxes:
        by_protocols[box.protocols] = by_protocols.get(box.protocols, NOTHING) | box.ports
    texts = []
    for protocols, ports in by_protocols.items():
        name = Traffic.of("ipv4", protocols).describe()
        numbers = "all" if ports == EVERY_PORT else ",".join(str(a) if a == b else f"{a}-{b}" for a, b in ports.ranges)
        texts.append((name, numbers))
    return sorted(texts)
