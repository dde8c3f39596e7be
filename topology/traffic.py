"""Sets of packets: address family × protocol × destination port × source address × destination address.

A `Traffic` is a union of boxes, closed under intersection, union and difference. For ICMP the port is the type. Source ports are
not a dimension: no AWS filter looks at them, except that a reply's destination port is the client's (see `reply`).
"""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from .addresses import EVERY, Family, IntSet, describe

TCP, UDP, ICMP, ICMPV6 = 6, 17, 1, 58
EVERY_PROTOCOL = IntSet.span(0, 255)
EVERY_PORT = IntSet.span(0, 65535)
WITH_PORTS = IntSet(((TCP, TCP), (UDP, UDP)))
NAMES = {TCP: "tcp", UDP: "udp", ICMP: "icmp", ICMPV6: "icmpv6"}
ECHO_REPLIES = {ICMP: (8, 0), ICMPV6: (128, 129)}  # the types of a ping and of its answer; RFC 792, RFC 4443
NUMBERS = {name: number for number, name in NAMES.items()}
DIMENSIONS = ("protocols", "ports", "sources", "destinations")


def protocol_numbers(text: str, family: Family | None = None) -> IntSet:
    """The protocols that a rule or a person names: `tcp`, `6`, `-1`, `all`. Raises ValueError for others.

    `icmp` in a rule is protocol 1 alone; a person who asks in a `family` means that family's ICMP.
    """
    lowered = text.strip().lower()
    if lowered in ("-1", "all"):
        return EVERY_PROTOCOL
    if family == "ipv6" and lowered == "icmp":
        return IntSet.single(ICMPV6)
    number = NUMBERS[lowered] if lowered in NUMBERS else int(lowered)
    if not 0 <= number <= 255:
        raise ValueError(text)
    return IntSet.single(number)


def asked(protocol: str, port: int | None, family: Family) -> tuple[IntSet, IntSet]:
    """The protocols and ports that a question means: every port where none is given, for ICMP a ping. Raises ValueError."""
    numbers = protocol_numbers(protocol, family)
    if port is not None:
        return numbers, IntSet.single(port)
    mine = ICMP if family == "ipv4" else ICMPV6
    return numbers, IntSet.single(ECHO_REPLIES[mine][0]) if numbers == IntSet.single(mine) else EVERY_PORT


class Box(NamedTuple):
    """All the packets whose every property is in the matching set."""

    family: Family
    protocols: IntSet
    ports: IntSet
    sources: IntSet
    destinations: IntSet

    def __bool__(self) -> bool:
        return bool(self.protocols and self.ports and self.sources and self.destinations)

    def __and__(self, other: "Box") -> "Box | None":
        # Spelled out: this is where a walk spends its time.
        if self.family != other.family:
            return None
        protocols = self.protocols & other.protocols
        if not protocols.ranges:
            return None
        ports = self.ports & other.ports
        if not ports.ranges:
            return None
        sources = self.sources & other.sources
        if not sources.ranges:
            return None
        destinations = self.destinations & other.destinations
        return Box(self.family, protocols, ports, sources, destinations) if destinations.ranges else None

    def within(self, other: "Box") -> bool:
        """Whether every packet of this box is in the other."""
        return (
            self.family == other.family
            and self.protocols <= other.protocols
            and self.ports <= other.ports
            and self.sources <= other.sources
            and self.destinations <= other.destinations
        )

    def having(self, dimension: str, values: IntSet) -> "Box":
        """This box with one dimension replaced."""
        return Box(self.family, *(values if d == dimension else getattr(self, d) for d in DIMENSIONS))

    def minus(self, other: "Box") -> "list[Box]":
        """What is in this box and not in the other, as disjoint boxes."""
        if self.within(other):
            return []
        common = self & other
        if common is None:
            return [self]
        left: list[Box] = []
        rest = self
        for dimension in DIMENSIONS:
            mine: IntSet = getattr(rest, dimension)
            shared: IntSet = getattr(common, dimension)
            outside = mine - shared
            if outside:
                left.append(rest.having(dimension, outside))
            rest = rest.having(dimension, shared)
        return left


class Traffic:
    """A set of packets."""

    __slots__ = ("boxes",)

    def __init__(self, boxes: Iterable[Box] = ()) -> None:
        """The union of these boxes; they are made disjoint."""
        kept: list[Box] = []
        for box in boxes:
            fresh = [box] if box else []
            for old in kept:
                fresh = [piece for f in fresh for piece in f.minus(old)]
                if not fresh:
                    break
            kept.extend(fresh)
        self.boxes = tuple(kept)

    @classmethod
    def of(
        cls,
        family: Family,
        protocols: IntSet = EVERY_PROTOCOL,
        ports: IntSet = EVERY_PORT,
        sources: IntSet | None = None,
        destinations: IntSet | None = None,
    ) -> "Traffic":
        """One box; what is not given is everything."""
        every = EVERY[family]
        return cls(
            (
                Box(
                    family,
                    protocols,
                    ports,
                    every if sources is None else sources,
                    every if destinations is None else destinations,
                ),
            )
        )

    @classmethod
    def _disjoint(cls, boxes: Iterable[Box]) -> "Traffic":
        new = object.__new__(cls)
        new.boxes = tuple(boxes)
        return new

    def __and__(self, other: "Traffic") -> "Traffic":
        return Traffic._disjoint(c for a in self.boxes for b in other.boxes if (c := a & b))

    def __or__(self, other: "Traffic") -> "Traffic":
        return Traffic((*self.boxes, *other.boxes))

    def __sub__(self, other: "Traffic") -> "Traffic":
        left = list(self.boxes)
        for cut in other.boxes:
            left = [piece for box in left for piece in box.minus(cut)]
        return Traffic._disjoint(left)

    def __bool__(self) -> bool:
        return bool(self.boxes)

    def __le__(self, other: "Traffic") -> bool:
        return all(any(box.within(held) for held in other.boxes) for box in self.boxes) or not (self - other)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Traffic) and self <= other and other <= self

    __hash__ = None  # type: ignore[assignment]  # equal sets may be cut into other boxes

    def __repr__(self) -> str:
        return f"Traffic({self.describe()})"

    def dimension(self, name: str) -> IntSet:
        """Everything that occurs in one dimension."""
        if len(self.boxes) == 1:
            found: IntSet = getattr(self.boxes[0], name)
            return found
        return IntSet(r for box in self.boxes for r in getattr(box, name).ranges)

    def with_sources(self, sources: IntSet) -> "Traffic":
        """The same traffic coming from elsewhere, as after address translation."""
        return Traffic(box._replace(sources=sources) for box in self.boxes)

    def with_destinations(self, destinations: IntSet) -> "Traffic":
        """The same traffic going elsewhere, as after address translation."""
        return Traffic(box._replace(destinations=destinations) for box in self.boxes)

    def to(self, destinations: IntSet) -> "Traffic":
        """The part that goes to these addresses."""
        return Traffic._disjoint(
            box._replace(destinations=d) for box in self.boxes if (d := box.destinations & destinations)
        )

    def like(self, other: "Traffic", *dimensions: str) -> "Traffic":
        """The part of this traffic that agrees with some of the other in the dimensions named."""
        masks = [
            box._replace(**{d: getattr(mask, d) for d in dimensions})
            for mask in other.boxes
            for box in self.boxes
            if box.family == mask.family
        ]
        return self & Traffic(masks)

    def reply(self, ephemeral: IntSet) -> "Traffic":
        """The answer to this traffic: back to the sources, at the clients' own ports where the protocol has ports.

        A ping is answered by an echo reply; what answers another protocol, or another ICMP type, may be anything of it.
        """
        answers: list[Box] = []
        for box in self.boxes:
            if box.protocols <= WITH_PORTS:
                answers.append(Box(box.family, box.protocols, ephemeral, box.destinations, box.sources))
                continue
            kinds = [(box.protocols & WITH_PORTS, ephemeral)]
            others = box.protocols - WITH_PORTS
            for protocol, (request, answer) in ECHO_REPLIES.items():
                if protocol in box.protocols and box.ports == IntSet.single(request):
                    kinds.append((IntSet.single(protocol), IntSet.single(answer)))
                    others = others - IntSet.single(protocol)
            kinds.append((others, EVERY_PORT))
            answers.extend(
                Box(box.family, protocols, ports, box.destinations, box.sources)
                for protocols, ports in kinds
                if protocols
            )
        return Traffic(answers)

    def without_answer(self, denied: "Traffic") -> "Traffic":
        """The part of this traffic whose answer is, whole or in part, in `denied`."""
        lost = Traffic(
            Box(box.family, box.protocols, EVERY_PORT, box.destinations, box.sources) for box in denied.boxes
        )
        return self & lost

    def describe(self, senders: Collection[IntSet] | None = None) -> str:
        """For people: `tcp 443 to 10.0.0.0/16`. Where `senders` are given, it also says from which addresses, of what comes from none of
        these sets as a whole: `tcp 443 from 198.51.100.0/24 to 10.0.0.0/16`."""
        return "; ".join(dict.fromkeys(_describe(box, senders is None or box.sources in senders) for box in self.boxes))


def _describe(box: Box, anybody: bool) -> str:
    protocols = (
        "all protocols"
        if box.protocols == EVERY_PROTOCOL
        else "/".join(
            NAMES.get(low, str(low)) if low == high else f"{low}-{high}" for low, high in box.protocols.ranges
        )
    )
    ports = (
        "" if box.ports == EVERY_PORT else " " + ",".join(str(a) if a == b else f"{a}-{b}" for a, b in box.ports.ranges)
    )
    who = "" if anybody else f" from {describe(box.sources, box.family)}"
    where = "" if box.destinations == EVERY[box.family] else f" to {describe(box.destinations, box.family)}"
    return f"{protocols}{ports}{who}{where}"
