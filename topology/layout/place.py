"""Boxes for the nodes of a design, from the inside out: a deterministic grid that keeps the boxes that are there.

In a VPC its availability zones are columns, in the order of their names, and the tiers are rows: public, private, isolated,
level across the zones. Gateways stand on the VPC's top border, security groups below the zones, and what is in no VPC in a
strip above. A container that has a box grows when it must, and then what stood beside it makes room.
"""

from collections.abc import Iterable
from math import ceil, sqrt

from ..model import Box, Topology
from . import geometry as g
from .geometry import Rect
from .nodes import CONTAINERS, TIERS, Node, children, nodes, route_tables, tier_of

MAX_PLACE, MAX_SIZE = 1e6, 1e5  # what a Box can hold


def lay_out(topology: Topology) -> dict[str, Box]:
    """The box of every node: those in `topology.layout` as they are, where they need no more room, the others on the grid."""
    placing = _Placing(topology)
    placing.top_level()
    return {key: _box(rect) for key, rect in placing.rects.items()}


def with_layout(topology: Topology) -> Topology:
    """The topology with a box for every node, and none for what is not there any more."""
    return topology.changed(layout=lay_out(topology))


def _box(rect: Rect) -> Box:
    def place(value: float) -> float:
        return max(-MAX_PLACE, min(MAX_PLACE, value))

    return Box(x=place(rect.x), y=place(rect.y), width=min(MAX_SIZE, rect.width), height=min(MAX_SIZE, rect.height))


class _Placing:
    """One run: sizes come up from the innermost containers, places are given by each container to its children."""

    def __init__(self, topology: Topology) -> None:
        found = nodes(topology)
        self.given = topology.layout
        self.children = children(found)
        self.rects: dict[str, Rect] = {}
        tables = route_tables(topology)
        self.tiers = {
            n.key: TIERS.index(tier_of(topology, tables.get(n.resource or ""))) for n in found if n.role == "subnet"
        }

    # What every container does with its children

    def size(self, node: Node) -> tuple[float, float]:
        """The size that a node needs; the children of a container are placed on the way."""
        match node.role:
            case "vpc":
                return self.vpc(node)
            case "zone":
                return self.zone(node)
            case "subnet":
                return self.subnet(node)
            case _:
                return g.NODE_WIDTH, g.NODE_HEIGHT

    def settle(
        self, members: list[Node], beside: Iterable[Node] = ()
    ) -> tuple[list[Node], dict[str, tuple[float, float]]]:
        """Size these siblings and keep the boxes that are there; returns the others with their sizes.

        `beside` are siblings that are settled already and make room as well.
        """
        needed = {n.key: self.size(n) for n in members}
        kept: list[tuple[Node, Rect]] = []
        for node in members:
            if box := self.given.get(node.key):
                width, height = needed[node.key]
                kept.append((node, Rect(box.x, box.y, box.width or width, box.height or height)))
        rects = [*(rect for _node, rect in kept), *self.placed(beside)]
        for node, rect in kept:
            width, height = needed[node.key]
            if node.role in CONTAINERS and (width > rect.width or height > rect.height):
                before = Rect(rect.x, rect.y, rect.width, rect.height)
                rect.width, rect.height = max(width, rect.width), max(height, rect.height)
                g.insert_room(before, rect, [r for r in rects if r is not rect])
            self.rects[node.key] = rect
        return [n for n in members if n.key not in self.rects], needed

    def placed(self, members: Iterable[Node]) -> list[Rect]:
        return [self.rects[n.key] for n in members if n.key in self.rects]

    def extent(self, members: Iterable[Node]) -> tuple[float, float]:
        """How far to the right and down these siblings reach."""
        rects = self.placed(members)
        return max((r.right for r in rects), default=0), max((r.bottom for r in rects), default=0)

    def fill(
        self, fresh: list[Node], siblings: list[Node], left: float, top: float, across: int, upwards: bool = False
    ) -> None:
        """Place fresh nodes in rows at the first places that no sibling takes."""
        taken = self.placed(siblings)
        if len(taken) * len(fresh) > g.MANY:
            top, taken = g.below(taken, top), []
        for node, rect in zip(fresh, g.fill(len(fresh), taken, g.slots(left, top, across, upwards)), strict=True):
            self.rects[node.key] = rect

    # Container by container

    def subnet(self, node: Node) -> tuple[float, float]:
        members = self.children.get(node.key, [])
        fresh, _sizes = self.settle(members)
        self.fill(fresh, members, g.SUBNET_PADDING, g.SUBNET_TOP, g.columns(len(members)))
        right, bottom = self.extent(members)
        return (
            max(g.SUBNET_MIN_WIDTH, right + g.SUBNET_PADDING), max(g.SUBNET_MIN_HEIGHT, bottom + g.SUBNET_PADDING)
        )  # fmt: skip

    def zone(self, node: Node) -> tuple[float, float]:
        """Fresh subnets below what is there, in the order of their tiers; `level` aligns zones that are all fresh."""
        members = self.children.get(node.key, [])
        fresh, sizes = self.settle(members)
        y = g.below(self.placed(members), g.ZONE_TOP)
        inner = max((sizes[n.key][0] for n in fresh), default=g.SUBNET_MIN_WIDTH)
        if box := self.given.get(node.key):
            inner = max(inner, (box.width or 0) - 2 * g.ZONE_PADDING)
        for subnet in sorted(fresh, key=lambda n: self.tiers[n.key]):
            self.rects[subnet.key] = Rect(g.ZONE_PADDING, y, inner, sizes[subnet.key][1])
            y += sizes[subnet.key][1] + g.GAP
        right, bottom = self.extent(members)
        return right + g.ZONE_PADDING, bottom + g.GAP

    def level(self, zones: list[Node]) -> None:
        """Rows at the same height across these zones: the first public subnet of each, the second, the first private …"""
        rows: dict[tuple[int, int], list[Rect]] = {}
        for zone in zones:
            seen: dict[int, int] = {}
            for subnet in self.children[zone.key]:
                tier = self.tiers[subnet.key]
                seen[tier] = seen.get(tier, -1) + 1
                rows.setdefault((tier, seen[tier]), []).append(self.rects[subnet.key])
        y: float = g.ZONE_TOP
        for _row, rects in sorted(rows.items()):
            height = max(r.height for r in rects)
            for rect in rects:
                rect.y, rect.height = y, height
            y += height + g.GAP

    def vpc(self, node: Node) -> tuple[float, float]:
        members = self.children.get(node.key, [])
        zones = [n for n in members if n.role == "zone"]
        gateways = [n for n in members if n.role == "gateway"]
        groups = [n for n in members if n.role == "group"]
        loose_gateways, _sizes = self.settle(gateways)
        loose_groups, _sizes = self.settle(groups)
        fresh, sizes = self.settle(zones, beside=groups)
        untouched = [z for z in fresh if not any(s.key in self.given for s in self.children[z.key])]
        self.level(untouched)
        sizes.update({z.key: self._zone_size(z) for z in untouched})
        x = max((r.right + g.GAP for r in self.placed(zones)), default=g.VPC_PADDING)
        height = max((sizes[z.key][1] for z in fresh), default=0)
        for zone in fresh:
            self.rects[zone.key] = Rect(x, g.VPC_TOP, sizes[zone.key][0], height)
            x += sizes[zone.key][0] + g.GAP
        g.clear([self.rects[z.key] for z in fresh], self.placed(groups))
        self.fill(loose_gateways, gateways, g.GATEWAY_LEFT, g.GATEWAY_TOP, len(members))
        right, bottom = self.extent([*zones, *gateways])
        width = max(right + g.VPC_PADDING, g.SUBNET_MIN_WIDTH + 2 * (g.ZONE_PADDING + g.VPC_PADDING))
        across = max(2, int((width - 2 * g.VPC_PADDING + g.GAP) // (g.NODE_WIDTH + g.GAP)))
        top = g.below(self.placed(zones), g.VPC_TOP + g.GAP)
        self.fill(loose_groups, [*groups, *gateways], g.VPC_PADDING, top, across)
        right, bottom = self.extent(members)
        return max(width, right + g.VPC_PADDING), max(g.VPC_MIN_HEIGHT, bottom + g.GAP)

    def _zone_size(self, zone: Node) -> tuple[float, float]:
        right, bottom = self.extent(self.children[zone.key])
        return right + g.ZONE_PADDING, bottom + g.GAP

    def top_level(self) -> None:
        members = self.children.get(None, [])
        areas = [n for n in members if n.role in CONTAINERS]
        outside = [n for n in members if n.role not in CONTAINERS]
        fresh, sizes = self.settle(areas)
        loose, _sizes = self.settle(outside)
        across = max(1, ceil(sqrt(len(fresh))))
        rows = [fresh[i : i + across] for i in range(0, len(fresh), across)]
        kept, held = self.placed(areas), self.placed(outside)
        width = max((sum(sizes[n.key][0] + g.VPC_GAP for n in row) for row in rows), default=0)
        width = max([width, 5 * (g.NODE_WIDTH + g.GAP), *(r.right for r in kept)])
        strip = int(width // (g.NODE_WIDTH + g.GAP))
        depth = ceil(len(loose) / strip)
        first = g.OUTSIDE_TOP + depth * (g.NODE_HEIGHT + g.GAP) + g.OUTSIDE_TO_VPC - g.NODE_HEIGHT - g.GAP
        y = min((r.y for r in kept), default=max(first, g.below(held, g.OUTSIDE_TOP) + 2 * g.OUTSIDE_TOP - g.GAP))
        bottom_of_strip = y - g.OUTSIDE_TO_VPC
        left = max((r.right + g.VPC_GAP for r in [*kept, *held]), default=g.OUTSIDE_LEFT) if kept else g.OUTSIDE_LEFT
        for row in rows:
            x = left
            for node in row:
                self.rects[node.key] = Rect(x, y, *sizes[node.key])
                x += sizes[node.key][0] + g.VPC_GAP
            y += max(sizes[n.key][1] for n in row) + g.VPC_ROW_GAP
        if kept or held:
            self.fill(loose, members, g.OUTSIDE_LEFT, bottom_of_strip, strip, upwards=True)
        else:
            self.fill(loose, [], g.OUTSIDE_LEFT, g.OUTSIDE_TOP, strip)
