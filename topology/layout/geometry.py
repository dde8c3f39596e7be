"""Rectangles, the measures of the canvas, and finding free room."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import ceil, sqrt

# Pixels, on a rhythm of 4. A node is as wide as its longest usual label; a header holds a container's name and addresses.
NODE_WIDTH, NODE_HEIGHT = 188, 44
GAP = 16
SUBNET_PADDING, SUBNET_TOP = 16, 48
SUBNET_MIN_WIDTH, SUBNET_MIN_HEIGHT = 424, 108
ZONE_PADDING, ZONE_TOP = 12, 16
VPC_PADDING, VPC_TOP, VPC_MIN_HEIGHT = 16, 40, 160
GATEWAY_LEFT, GATEWAY_TOP = 480, -24
OUTSIDE_LEFT, OUTSIDE_TOP, OUTSIDE_TO_VPC = 40, 24, 84
VPC_GAP, VPC_ROW_GAP = 48, 72
MANY = 1_000_000  # comparisons beyond which free room is only looked for below what is there


@dataclass(slots=True)
class Rect:
    """A rectangle relative to its container; y grows downwards."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    def overlaps(self, other: "Rect") -> bool:
        """Whether they share more than a border."""
        return (
            self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom
        )  # fmt: skip


def columns(count: int) -> int:
    """How many columns give this many nodes about the shape of a page, two at least."""
    return max(2, ceil(sqrt(count * (NODE_HEIGHT + GAP) / (NODE_WIDTH + GAP))))


def slots(left: float, top: float, across: int, upwards: bool = False) -> Iterator[tuple[float, float]]:
    """Positions for nodes, row by row, without end."""
    row = 0
    while True:
        y = top + (-row if upwards else row) * (NODE_HEIGHT + GAP)
        yield from ((left + column * (NODE_WIDTH + GAP), y) for column in range(across))
        row += 1


def fill(count: int, taken: list[Rect], places: Iterator[tuple[float, float]]) -> Iterator[Rect]:
    """So many node-sized rectangles at the first of these places that are free."""
    while count:
        rect = Rect(*next(places), NODE_WIDTH, NODE_HEIGHT)
        if not any(rect.overlaps(t) for t in taken):
            count -= 1
            yield rect


def below(rects: Iterable[Rect], top: float) -> float:
    """The first y, from `top` on, with nothing at or below it, a gap away from what is above."""
    return max((top, *(r.bottom + GAP for r in rects)))


def clear(areas: list[Rect], siblings: list[Rect]) -> None:
    """Move siblings down, with all that stands as low as they, until none lies on these areas."""
    hit = [s for s in siblings if any(s.overlaps(a) for a in areas)]
    if hit:
        from_y = min(s.y for s in hit)
        shift = max(a.bottom for a in areas) + GAP - from_y
        for s in siblings:
            if s.y >= from_y:
                s.y += shift


def insert_room(before: Rect, after: Rect, siblings: list[Rect]) -> None:
    """Where a container has grown onto a sibling, move what stood below or right of it by as much as it grew."""
    if any(after.overlaps(s) and not before.overlaps(s) for s in siblings):
        for s in siblings:
            if s.y >= before.bottom:
                s.y += after.height - before.height
            elif s.x >= before.right:
                s.x += after.width - before.width
