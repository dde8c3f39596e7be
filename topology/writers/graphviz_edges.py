"""The lines of a diagram: who starts traffic to whom, and a path for each through the gaps of the grid."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from ..layout import Node
from ..layout.geometry import Rect
from ..model import (
    Connection,
    FileSystem,
    InternetGateway,
    Listener,
    ListenerRule,
    LoadBalancer,
    MountTarget,
    NatGateway,
    Service,
    Subnet,
    TaskDefinition,
    Topology,
    Workload,
)

LANE = 8  # how far from a node a line runs: the middle of the gap between nodes
ARROW = 6
MAX_EDGES = 20_000

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Edge:
    """A line between two nodes, by their keys."""

    tail: str
    head: str
    kind: str


class Places:
    """The nodes of each resource, and which of them is nearest to another node."""

    def __init__(self, topology: Topology, found: Iterable[Node]) -> None:
        self.topology = topology
        self.nodes: dict[str, list[Node]] = {}
        for node in found:
            if node.resource:
                self.nodes.setdefault(node.resource, []).append(node)

    def zone(self, node: Node) -> tuple[str | None, str | None]:
        """VPC and availability zone of what stands in a subnet."""
        subnet = self.topology.get(Subnet, node.parent)
        return (subnet.vpc_id, subnet.availability_zone) if subnet else (None, None)

    def nearest(self, node: Node, resource: str) -> Node | None:
        """The node of a resource in the same zone as this one, otherwise its first."""
        there = self.nodes.get(resource, [])
        return next((n for n in there if self.zone(n) == self.zone(node)), there[0] if there else None)

    def to_nearest(self, source: str, target: str, kind: str) -> Iterator[Edge]:
        """A line from each node of one resource to the nearest of another."""
        for node in self.nodes.get(source, []):
            if (near := self.nearest(node, target)) is not None:
                yield Edge(node.key, near.key, kind)


def edges(topology: Topology, found: list[Node]) -> list[Edge]:
    """Load balancer to service, task to mount target, NAT to internet gateway, internet gateway to load balancer, and
    declared connections; each line once, and MAX_EDGES at most."""
    places = Places(topology, found)
    lines: dict[tuple[str, str], Edge] = {}
    for edge in _all(topology, places):
        if edge.tail != edge.head:
            lines.setdefault((edge.tail, edge.head), edge)
        if len(lines) == MAX_EDGES:
            break
    return list(lines.values())


def _all(topology: Topology, places: Places) -> Iterator[Edge]:
    balancers = balancers_of_target_groups(topology)
    for service in topology.all(Service):
        for wired in service.load_balancers:
            for balancer in balancers.get(wired.target_group_arn or "", ()):
                for node in places.nodes.get(service.id, []):
                    if near := places.nearest(node, balancer):
                        yield Edge(near.key, node.key, "target")
    mounts: dict[str, list[MountTarget]] = {}
    for mount in topology.all(MountTarget):
        mounts.setdefault(mount.file_system_id or "", []).append(mount)
    for workload in topology.all(Workload):
        task = topology.get(TaskDefinition, workload.task_definition)
        systems = [v.file_system_id for v in task.efs_volumes if v.file_system_id] if task else []
        for node in places.nodes.get(workload.id, []):
            for target in (m for system in systems for m in mounts.get(system, ())):
                there = places.nodes[target.id][0]
                if places.zone(there) == places.zone(node):
                    yield Edge(node.key, there.key, "efs")
    gateways = {g.vpc_id: g for g in topology.all(InternetGateway) if g.vpc_id}
    for nat in topology.all(NatGateway):
        subnet = topology.get(Subnet, nat.subnet_id)
        gateway = gateways.get((subnet.vpc_id if subnet else nat.vpc_id) or "")
        if gateway and nat.connectivity_type == "public":
            yield from places.to_nearest(nat.id, gateway.id, "route")
    for balancer_ in topology.all(LoadBalancer):
        if balancer_.scheme == "internet-facing":
            for node in places.nodes.get(balancer_.id, []):
                if facing := gateways.get(places.zone(node)[0] or ""):
                    yield Edge(facing.id, node.key, "route")
    for connection in topology.all(Connection):
        destination = connection.destination
        if topology.get(FileSystem, destination) and mounts.get(destination):
            destination = mounts[destination][0].id
        yield from places.to_nearest(connection.source, destination, "connection")


def balancers_of_target_groups(topology: Topology) -> dict[str, list[str]]:
    """For each target group the load balancers whose listeners forward to it."""
    found: dict[str, dict[str, None]] = {}
    listeners = {li.id: li for li in topology.all(Listener)}
    rules = ((listeners.get(r.listener_arn or ""), r.target_groups) for r in topology.all(ListenerRule))
    for listener, groups in [*((li, li.target_groups) for li in listeners.values()), *rules]:
        if listener and listener.load_balancer_arn:
            for group in groups:
                found.setdefault(group, {})[listener.load_balancer_arn] = None
    return {group: list(ids) for group, ids in found.items()}


def path(tail: Rect, head: Rect) -> list[Point]:
    """The corners of a line between two rectangles on one plane, from border to border, along the gaps between nodes."""
    down = head.y >= tail.bottom
    up = head.bottom <= tail.y
    start: Point = (tail.x + tail.width / 2, tail.y if up else tail.bottom)
    end: Point = (head.x + head.width / 2, head.y if down else head.bottom)
    if (down or up) and start[0] == end[0] and abs(end[1] - start[1]) <= 3 * LANE:
        return [start, end]
    leave = start[1] - LANE if up else start[1] + LANE
    enter = end[1] - LANE if down else end[1] + LANE
    if leave == enter:
        return [start, (start[0], leave), (end[0], enter), end]
    lane = head.x - LANE if start[0] <= end[0] else head.right + LANE
    return [start, (start[0], leave), (lane, leave), (lane, enter), (end[0], enter), end]


def spline(corners: list[Point], height: float) -> str:
    """Corners as the `pos` of a Graphviz edge: straight Bézier pieces, the arrow's tip apart, y upwards from the bottom."""
    *before, last = corners
    (x, y), length = before[-1], ARROW
    tip = last
    distance = abs(last[0] - x) + abs(last[1] - y)
    if distance > length:
        last = (
            last[0] + (length if x > last[0] else -length if x < last[0] else 0),
            last[1] + (length if y > last[1] else -length if y < last[1] else 0),
        )
    points = [*before, last]
    controls = [points[0]]
    for (x1, y1), (x2, y2) in pairwise(points):
        controls += [
            (x1 + (x2 - x1) / 3, y1 + (y2 - y1) / 3),
            (x1 + (x2 - x1) * 2 / 3, y1 + (y2 - y1) * 2 / 3),
            (x2, y2),
        ]
    return f"e,{_point(tip, height)} " + " ".join(_point(p, height) for p in controls)


def _point(point: Point, height: float) -> str:
    return f"{point[0]:.1f},{height - point[1]:.1f}"
