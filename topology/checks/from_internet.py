"""Who the internet reaches: a service through the load balancers that face it, a task by its own public address.

https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html,
https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
"""

from collections.abc import Iterator

from ..addresses import Family, IntSet
from ..fargate.ends import positions_of
from ..fargate.flow import Flow, Placement, Placements
from ..fargate.through import entrances, through_balancer
from ..i18n import _
from ..model import Service, TaskDefinition, Topology, Workload
from ..reachability import Outcome, Outside, Position, internet, walk_in
from ..reachability.memory import remembered
from ..reachability.naming import Names
from ..traffic import TCP, UDP

BY_BALANCER, BY_ADDRESS = "internet-to-lb", "internet-to-task"
NUMBERS = {"tcp": IntSet.single(TCP), "udp": IntSet.single(UDP)}
FAMILIES: tuple[Family, ...] = ("ipv4", "ipv6")


@remembered
def from_internet(topology: Topology, id: str) -> tuple[Flow, ...]:
    """How the internet reaches a workload's tasks, in the shape of its other flows: a row for each port that one of its internet-facing
    load balancers listens on, and for each port of its containers where its tasks have an address of their own on the internet.

    They are capabilities: nothing of it is required.
    """
    workload = topology.get(Workload, id)
    if workload is None:
        return ()
    return (*through_balancers(topology, id), *_directly(topology, workload))


@remembered
def through_balancers(topology: Topology, id: str) -> tuple[Flow, ...]:
    """The rows of those for which the internet asks a load balancer."""
    workload = topology.get(Workload, id)
    return tuple(_through_balancers(topology, workload)) if workload else ()


def balancer_on(flow: Flow) -> str | None:
    """The load balancer that the internet meets first on the way of such a row, where it gets through somewhere."""
    ways = [p.outcome.path for p in flow.placements if p.outcome.verdict == "reachable"]
    return next((h.resource for path in ways for h in path if h.kind == "load-balancer"), None)


def _through_balancers(topology: Topology, workload: Workload) -> Iterator[Flow]:
    if not isinstance(workload, Service):
        return
    doors: dict[tuple[Family, str, int], None] = {}
    for balancer, port, target, _inner in entrances(topology, workload):
        families = FAMILIES if balancer.ip_address_type != "ipv4" else FAMILIES[:1]
        for family in families if port is not None else ():
            doors[family, target.protocol, port or 0] = None
    for family, protocol, port in doors:
        outside = Outside(_("the internet"), internet(topology, family))
        places = []
        for subnet, position in positions_of(topology, workload.id):
            through = through_balancer(topology, outside, position, family, NUMBERS[protocol], port)
            places.append(Placement(subnet, through[0] if through else Outcome.unknown(_("no way in is known"))))
        yield _row(workload, BY_BALANCER, family, protocol, port, places)


def _directly(topology: Topology, workload: Workload) -> Iterator[Flow]:
    definition = topology.get(TaskDefinition, workload.task_definition)
    ports = dict.fromkeys(
        (m.protocol, m.container_port)
        for c in (definition.container_definitions if definition else ())
        for m in c.port_mappings
        if m.container_port is not None
    )
    positions = positions_of(topology, workload.id) if ports else []
    for family in FAMILIES:
        outside = Outside(_("the internet"), internet(topology, family))
        if not any(_has_public_address(p, family) for _s, p in positions):
            continue
        for protocol, port in ports:
            numbers, there = NUMBERS[protocol], IntSet.single(port or 0)
            places = [
                Placement(s, Outcome.of(walk_in(topology, outside, p, family, numbers, there))) for s, p in positions
            ]
            yield _row(workload, BY_ADDRESS, family, protocol, port, places)


def _has_public_address(position: Position, family: Family) -> bool:
    return bool(position.ipv6) if family == "ipv6" else position.public_ip


def _row(
    workload: Workload, flow: str, family: Family, protocol: str, port: int | None, places: list[Placement]
) -> Flow:
    return Flow(
        flow, False, family, protocol, port, workload.id, "internet", "task", None, Placements(places), Names()
    )  # fmt: skip
