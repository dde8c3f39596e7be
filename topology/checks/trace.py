"""`trace`: whether one end reaches another, from each place where it stands to each place where the other stands.

From a workload to itself means to another of its tasks. What the internet does not reach by an address of its own it reaches through the
internet-facing load balancer of its service: the path shows the load balancer. See `fargate.ends` for what an address stands for, and
`fargate.aws_services` for the AWS services that may be named as a destination.
"""

from typing import Any, Literal

from ..addresses import EVERY, INTERNET, Family, IntSet, addresses_of, is_range
from ..fargate.aws_services import AwsService
from ..fargate.behind import Behind, as_addresses
from ..fargate.conditional import conditional_doubt, without_conditional
from ..fargate.ends import is_ip, over_the_internet, positions_of
from ..fargate.flow import Placement
from ..fargate.link_local import reach_link_local
from ..fargate.mtu import interface_mtu, path_mtu, smallest
from ..fargate.names import reach_host, reach_service
from ..fargate.services import HTTPS
from ..fargate.storage import NFS, reach_file_system
from ..fargate.through import balancer_of, reach_behind, through_balancer
from ..i18n import _
from ..model import ElasticIp, ExternalHost, FileSystem, Topology, Workload
from ..reachability import Blocker, Outcome, Outside, Position, every, internet, joint, walk, walk_in
from ..reachability.inbound import not_of_the_internet
from ..reachability.internet import vpc_blocks
from ..reachability.naming import Names
from ..reachability.transit_tables import joined_on_premises
from ..reachability.walk import Walk
from ..traffic import TCP, Traffic, asked
from .assumptions import assumptions
from .trace_ends import End, EndError, called, ends_of, family_asked, goals_of

ORDER = ("reachable", "partial", "unknown", "blocked")
Asked = Literal["ipv4", "ipv6"] | None


def trace(
    topology: Topology,
    source: str,
    destination: str,
    protocol: str = "tcp",
    port: int | None = None,
    family: Asked = None,
    *,
    remedies: bool = True,
) -> dict[str, Any]:
    """The report of `farway trace --format json`. Raises EndError for an end that is nothing, ValueError for a protocol.

    An end may be given by its name where no other resource has it. Where it is not known of some resources whether they are created at
    all, what holds with and without them is sure. `remedies` False leaves out the search for what would let a blocked trace through: the
    costly part.
    """
    source, destination = called(topology, source), called(topology, destination)
    report = _trace(topology, source, destination, protocol, port, family)
    if remedies and report["verdict"] in ("blocked", "partial"):
        report["remedies"] = _remedies(topology, source, destination, protocol, port, family)
    spare = without_conditional(topology, source, destination)
    if spare is None:
        return report
    try:
        other = _trace(spare, source, destination, protocol, port, family)["verdict"]
    except EndError:  # an end that stands in nothing but such resources
        other = "unknown"
    return report if other == report["verdict"] else _open(report, conditional_doubt(topology))


def _open(report: dict[str, Any], doubt: str) -> dict[str, Any]:
    """The report with its verdict left open, and why."""
    places = [{**p, "verdict": "unknown", "blockers": [], "doubts": [doubt], "mtu": None} for p in report["placements"]]
    return {
        **report,
        "verdict": "unknown",
        "blockers": [],
        "placements": places,
        "allowed": "",
        "mtu": None,
        "remedies": [],
    }


def _remedies(
    topology: Topology, source: str, destination: str, protocol: str, port: int | None, family: Asked
) -> list[dict[str, Any]]:
    """What would let it through; what searches for it is loaded only here."""
    from ..remedies import remedies_for_trace

    chosen = family or family_asked(topology, source, destination)

    def ask(changed: Topology) -> list[Placement]:
        """Each place with its subnet, or that of the other end where it is none of the source's."""
        places = [p for p, _t in _places(changed, source, destination, protocol, port, chosen)]
        return places if any(p.subnet for p in places) else [_at_destination(p, changed, destination) for p in places]

    return remedies_for_trace(topology, (source, destination), protocol, port, chosen, ask)


def _at_destination(place: Placement, topology: Topology, destination: str) -> Placement:
    subnets = [s for s, _p in positions_of(topology, destination) if s]
    return Placement(subnets[0], place.outcome) if subnets else place


def _places(
    topology: Topology, source: str, destination: str, protocol: str, port: int | None, chosen: Family
) -> list[tuple[Placement, Traffic]]:
    """The outcome from each place where the source stands, or to each of the destination, with the traffic that gets through."""
    numbers, ports = asked(protocol, port, chosen)
    places: list[tuple[Placement, Traffic]] = []
    for start_subnet, start in ends_of(topology, source, chosen):
        outcomes = [
            _one(topology, start, goal, chosen, numbers, ports, destination, port)
            for _s, goal in goals_of(topology, start, destination, chosen)
        ]
        joined = every(o for o, _t in outcomes)
        places.append((Placement(start_subnet, joined), Traffic(b for _o, t in outcomes for b in t.boxes)))
    if len(places) == 1 and places[0][0].subnet is None:
        places = _by_destination(topology, places, source, destination, chosen, numbers, ports, port)
    return places


def _trace(
    topology: Topology, source: str, destination: str, protocol: str, port: int | None, family: Asked
) -> dict[str, Any]:
    chosen: Family = family or family_asked(topology, source, destination)
    places = _places(topology, source, destination, protocol, port, chosen)
    verdict = joint([p.outcome.verdict for p, _t in places])
    shown = min(places, key=lambda p: ("blocked", "partial", "unknown", "reachable").index(p[0].outcome.verdict))[
        0
    ].outcome
    allowed = Traffic(b for _p, t in places for b in t.boxes)
    largest = interface_mtu(topology, *(topology.get(Workload, end) for end in (source, destination)))
    sizes = [path_mtu(topology, p.outcome, largest) for p, _t in places]
    return {
        "verdict": verdict,
        "path": [h.to_json() for h in shown.path],
        "return_path": [h.to_json() for h in shown.return_path],
        "blockers": [b.to_json() for b in shown.blockers],
        "placements": [{**p.to_json(Names()), "mtu": m} for (p, _t), m in zip(places, sizes, strict=True)],
        "mtu": smallest(sizes),
        "allowed": allowed.describe(_senders(topology, source, chosen)) if allowed else "",
        "assumptions": assumptions(topology),
        "remedies": [],
    }


def _senders(topology: Topology, source: str, family: Family) -> list[IntSet]:
    """The addresses of each place where the source stands, and of all: of traffic that comes from these nobody needs be told from where."""
    starts = [start for _subnet, start in ends_of(topology, source, family)]
    held = [
        s.addresses if isinstance(s, Outside) else s.addresses(family)
        for s in starts
        if isinstance(s, Outside | Position)
    ]
    return [*held, IntSet(r for h in held for r in h.ranges), EVERY[family]]


def _by_destination(
    topology: Topology, places: list[tuple[Placement, Traffic]], source: str, destination: str, family: Family,
    numbers: IntSet, ports: IntSet, port: int | None,
) -> list[tuple[Placement, Traffic]]:  # fmt: skip
    """From one place to several: a row for each place of the destination."""
    start = ends_of(topology, source, family)[0][1]
    goals = goals_of(topology, start, destination, family)
    if len(goals) < 2:
        return places
    made = []
    for subnet, goal in goals:
        outcome, traffic = _one(topology, start, goal, family, numbers, ports, destination, port)
        made.append((Placement(subnet, outcome), traffic))
    return made


def _one(
    topology: Topology,
    start: End | None,
    goal: End | None,
    family: Family,
    numbers: IntSet,
    ports: IntSet,
    destination: str,
    port: int | None,
) -> tuple[Outcome, Traffic]:
    if start is None or goal is None:
        name = {"ipv4": "IPv4", "ipv6": "IPv6"}[family]
        return Outcome.blocked(Blocker("NO_ROUTE", None, _("One of the ends has no %s address.") % name)), Traffic()
    if isinstance(start, AwsService):
        raise EndError(_("An AWS service is where traffic goes to: name %s as the other end.") % start.name)
    if isinstance(start, Behind) or isinstance(goal, Behind):
        return _with_network(topology, start, goal, family, numbers, ports, destination, port)
    if isinstance(goal, AwsService):
        return _to_service(topology, start, goal, family, numbers, port)
    host = topology.get(ExternalHost, destination)
    named = (host.address or "") if host else destination
    if isinstance(start, Position) and (local := reach_link_local(topology, start, named, family, numbers, ports)):
        return local
    if isinstance(start, Outside):
        if isinstance(goal, Outside):
            return _between_outsides(topology, start, goal, family), Traffic()
        if _is_private(start, family) and _is_public_address(goal, named, family):
            return _translated_by_igw(named), Traffic()
        if start.exact and not start.addresses <= INTERNET[family] and not joined_on_premises(topology, goal.vpc):
            message = _("%s is a private address of no network in the input: nothing comes from there.") % start.label
            return Outcome.blocked(Blocker("NO_ROUTE", None, message)), Traffic()
        private = named if is_ip(named) and not addresses_of([named], family) <= INTERNET[family] else None
        if private and start.addresses == internet(topology, family):
            return Outcome.blocked(Blocker("NO_ROUTE", None, not_of_the_internet(private))), Traffic()
        if goal.kind == "nat":
            return _refused_by_nat(goal), Traffic()
        found = walk_in(topology, start, goal, family, numbers, ports, private=private)
        if goal.kind == "address":
            return _nobody(found, goal, destination), Traffic()
        outcome = _behind(topology, Outcome.of(found), goal, family, port)
        through = (
            through_balancer(topology, start, goal, family, numbers, port)
            if outcome.verdict != "reachable" and not private
            else None
        )
        if through is not None and ORDER.index(through[0].verdict) <= ORDER.index(outcome.verdict):
            protocols, ports = through[1:]
            gets_there = through[0].verdict == "reachable"
            return through[0], Traffic.of(family, protocols, ports) if gets_there else Traffic()
        return outcome, found.allowed
    if isinstance(goal, Position) and goal.kind == "address":
        return _nobody(walk(topology, start, goal, family, numbers, ports), goal, destination), Traffic()
    if isinstance(goal, Position) and goal.kind == "nat":
        return _refused_by_nat(goal), Traffic()
    if (
        topology.get(FileSystem, destination)
        and isinstance(goal, Position)
        and (goal.zone != start.zone or port in (None, NFS))
    ):
        there = reach_file_system(topology, start, destination, family)
        allowed = (
            walk(topology, start, goal, family, numbers, IntSet.single(NFS)).allowed
            if goal.zone == start.zone
            else Traffic()
        )
        return there, allowed if there.verdict != "blocked" else Traffic()
    if isinstance(goal, Position) and (
        topology.get(ElasticIp, destination)
        if not is_ip(destination)
        else _is_public_address(goal, destination, family)
    ):
        return over_the_internet(topology, start, goal, family, numbers, ports), Traffic()
    found = walk(topology, start, goal, family, numbers, ports)
    if host is not None and named and not is_range(named):  # a name, which zones and rules of the VPC may hold
        outcome = reach_host(topology, start, named, family, _spelled(numbers), port)
        return outcome, found.allowed if outcome.verdict == "reachable" else Traffic()
    outcome = Outcome.of(found)
    return (_behind(topology, outcome, goal, family, port) if isinstance(goal, Position) else outcome), found.allowed


def _with_network(
    topology: Topology, start: End, goal: End, family: Family, numbers: IntSet, ports: IntSet, destination: str, port: int | None
) -> tuple[Outcome, Traffic]:  # fmt: skip
    """From or to the network behind a gateway: by addresses that the other end's routes lead to it."""
    network, other = (start, goal) if isinstance(start, Behind) else (goal, start)
    if not isinstance(network, Behind) or not isinstance(other, Position):
        return Outcome.unknown(_("both ends lie outside the input")), Traffic()
    if network is start and _is_public_address(other, destination, family):
        return _translated_by_igw(destination), Traffic()
    found = as_addresses(topology, network, other, family)
    if isinstance(found, Blocker):
        return Outcome.blocked(found), Traffic()
    known, there = found
    ends: tuple[End, End] = (there, other) if network is start else (other, there)
    return _one(known, *ends, family, numbers, ports, destination, port)


def _between_outsides(topology: Topology, start: Outside, goal: Outside, family: Family) -> Outcome:
    """Between two addresses that no interface has. Those of a VPC are nobody's, unless a network outside AWS has them too."""
    for end in (start, goal):
        if end.addresses <= vpc_blocks(topology, family) - INTERNET["ipv4"]:
            text = _("%s is an address of a VPC, and no interface in the input has it.") % end.label
            return Outcome.blocked(Blocker("ADDRESS_NOT_IN_USE", None, text))
    return Outcome.unknown(_("both ends lie outside the input"))


def _is_public_address(goal: Position, text: str, family: Family) -> bool:
    return is_ip(text) and addresses_of([text], family) == goal.public_address


def _translated_by_igw(address: str) -> Outcome:
    """A private network does not reach the public IPv4 address of an interface by a VPN or Direct Connect: only an internet gateway
    translates it. https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html"""
    text = _("Only an internet gateway translates %s: no private network reaches it by another.")
    return Outcome.blocked(Blocker("NO_ROUTE", None, text % address))


def _is_private(end: Outside, family: Family) -> bool:
    return family == "ipv4" and not end.addresses & INTERNET[family]


def _spelled(numbers: IntSet) -> str:
    """The protocol of a question, as `asked` takes it: by its number, or all."""
    first, last = numbers.ranges[0]
    return str(first) if first == last and len(numbers.ranges) == 1 else "all"


def _to_service(
    topology: Topology,
    start: Position | Outside,
    service: AwsService,
    family: Family,
    numbers: IntSet,
    port: int | None,
) -> tuple[Outcome, Traffic]:
    """To an AWS service over TCP, port 443 where none is asked for: by its endpoint or its public addresses."""
    if isinstance(start, Outside):
        return Outcome.unknown(_("both ends lie outside the input")), Traffic()
    tcp = IntSet.single(TCP)
    if not tcp <= numbers:
        raise EndError(_("AWS services are reached over TCP: ask for tcp, or all."))
    asked_port = HTTPS if port is None else port
    outcome = reach_service(topology, start, service.name, family, service.region, asked_port, layers=False)
    gets_there = outcome.verdict == "reachable"
    return outcome, Traffic.of(family, tcp, IntSet.single(asked_port)) if gets_there else Traffic()


def _nobody(found: Walk, goal: Position, address: str) -> Outcome:
    """The outcome of a walk to an address of a subnet that no interface holds: nothing has it there. A network outside the input may."""
    if found.beyond:
        return Outcome.of(found)
    text = _("No interface in the input has the address %s.") % address
    return Outcome.of(found).after((*found.blockers, Blocker("ADDRESS_NOT_IN_USE", goal.subnet, text)))


def _refused_by_nat(goal: Position) -> Outcome:
    return Outcome.blocked(Blocker("NAT_UNREACHABLE", goal.owner, _("A NAT gateway takes no traffic for itself.")))


def _behind(topology: Topology, outcome: Outcome, goal: Position, family: Family, port: int | None) -> Outcome:
    """Where the goal is a load balancer: its listener and, through it, a target."""
    balancer = balancer_of(topology, goal.owner)
    return reach_behind(topology, outcome, balancer, port, family) if balancer else outcome
