"""The walk from one interface to another, or to what lies outside, and its reply back.

Each step is what AWS documents of the hop: security groups and network ACLs in `filters`, route tables in `routing`, gateways in
`gateways`. A walk that is blocked goes on as far as it can be followed, so that every obstacle on the way is named.
"""

from typing import NamedTuple

from ..addresses import Family, IntSet
from ..i18n import _
from ..model import NatGateway, Topology, Vpc
from ..traffic import EVERY_PORT, Traffic
from .between_vpcs import names_groups, peering_between, private_hop, route_back
from .branch import Branch, Outside, Verdict, acl_filter, group_filter, label, who
from .causes import Blocker, Hop
from .gateways import leave
from .groups import mentioned_on_the_way
from .memory import remembered
from .naming import alike, named_blockers, named_hops, named_text
from .nat import carry_over, regional_nat, translate
from .positions import Position, of_nat_gateway
from .routing import Choice, choose, table_of
from .transit_tables import references_pass

MAX_BLOCKERS = 5


class Walk(NamedTuple):
    """What came of a walk. `allowed` is the traffic that gets there and is answered. `beyond`: it was handed to a network or an
    appliance that the input does not hold."""

    verdict: Verdict
    hops: tuple[Hop, ...]
    returns: tuple[Hop, ...]
    blockers: tuple[Blocker, ...]
    doubts: tuple[str, ...]
    allowed: Traffic
    beyond: bool = False


def walk(
    topology: Topology,
    source: Position,
    destination: Position | Outside,
    family: Family,
    protocols: IntSet,
    ports: IntSet = EVERY_PORT,
) -> Walk:
    """Whether an interface reaches a destination with this traffic, by which hops, and what stands in the way.

    The source is every address that the position may have (all of them have to work); ports are the destination's, for
    ICMP its types. The walk is computed once for each pair of positions of a topology.
    """
    start, goal, names = alike(topology, source, destination, mentioned_on_the_way(topology))
    found = _walk(topology, start, goal, family, protocols, ports)
    if not names:
        return found
    return found._replace(
        hops=named_hops(found.hops, names),
        returns=named_hops(found.returns, names),
        blockers=named_blockers(found.blockers, names),
        doubts=tuple(named_text(d, names) for d in found.doubts),
    )


@remembered
def _walk(
    topology: Topology,
    source: Position,
    destination: Position | Outside,
    family: Family,
    protocols: IntSet,
    ports: IntSet,
) -> Walk:
    start = source.addresses(family)
    goal = destination.addresses if isinstance(destination, Outside) else destination.addresses(family)
    for position in (source, destination):
        if isinstance(position, Position) and position.doubts:
            return Walk(
                "unknown",
                (Hop(position.owner, position.kind, "unknown", position.doubts[0]),),
                (),
                (),
                position.doubts,
                Traffic(),
            )
    if not start or not goal:
        missing = source if not start else destination
        owner = missing.owner if isinstance(missing, Position) else None
        cause = "NO_IPV6_ADDRESS_ASSIGNED" if family == "ipv6" else "NO_IPV4_ADDRESS"
        name = {"ipv4": "IPv4", "ipv6": "IPv6"}[family]
        called = who(topology, missing) if isinstance(missing, Position) else missing.label
        message = _("%(who)s has no %(family)s address.") % {"who": called, "family": name}
        return Walk(
            "blocked",
            (Hop(owner, "interface", "blocks", message),),
            (),
            (Blocker(cause, owner, message),),
            (),
            Traffic(),
        )
    asked = Traffic.of(family, protocols, ports, start, goal)
    if isinstance(destination, Outside):
        return join(_to_outside(topology, source, destination, asked), asked, destination.exact)
    return join(_to_interface(topology, source, destination, asked), asked, True)


def join(branches: list[Branch], asked: Traffic, exact: bool) -> Walk:
    """One answer from the ways that the parts of the traffic take. The way shown is a blocked one, if any; else the widest."""
    verdicts = {b.verdict for b in branches}
    allowed = Traffic(box for b in branches if b.verdict != "blocked" for box in b.traffic.boxes)
    verdict: Verdict
    if verdicts == {"blocked"}:
        verdict = "blocked"
    elif verdicts == {"reachable"}:
        verdict = "reachable"
    elif "unknown" in verdicts:
        verdict = "unknown"
    else:
        # Where every address is let through, and only some ports of the client are answered, it fails now and then whatever it is.
        verdict = "partial" if exact or asked <= allowed else "unknown"
    order = {"blocked": 0, "partial": 1, "unknown": 2, "reachable": 3}
    shown = min(branches, key=lambda b: order[b.verdict]) if verdict != "reachable" else branches[0]
    doubts = [d for b in branches for d in b.doubts if d]
    if verdict == "unknown" and not doubts:
        doubts = [_("the addresses that are let through are only a part of those that the destination may have")]
    blockers = [*shown.blockers, *(shown.narrowed if verdict in ("partial", "unknown") else [])]
    return Walk(
        verdict,
        tuple(shown.hops),
        tuple(shown.returns),
        tuple(dict.fromkeys(blockers))[:MAX_BLOCKERS] if verdict != "reachable" else (),
        tuple(dict.fromkeys(doubts)),
        allowed if verdict != "blocked" else Traffic(),
        any(b.beyond for b in branches),
    )


def _start(topology: Topology, source: Position, asked: Traffic) -> Branch:
    branch = Branch(asked, asked)
    branch.hops.append(Hop(source.owner, source.kind, "sends", label(topology, source.subnet) if source.subnet else ""))
    return branch


def _split(branch: Branch, choices: list[Choice]) -> list[tuple[Branch, Choice]]:
    """A branch for each way that the routes give; the obstacles met so far stand in each."""
    made = []
    for choice in choices:
        part = branch.traffic.to(choice.destinations)
        made.append(
            (
                Branch(branch.asked.to(choice.destinations), part, [*branch.hops], [*branch.returns], [*branch.blockers],
                       [*branch.narrowed], [*branch.doubts]),
                choice,
            )
        )  # fmt: skip
    return made


def _to_outside(topology: Topology, source: Position, destination: Outside, asked: Traffic) -> list[Branch]:
    branch = _start(topology, source, asked)
    group_filter(topology, branch, source, "egress", None, destination.named, sender=destination.label)
    acl_filter(topology, branch, source, egress=True)
    table, doubt = table_of(topology, source.subnet)
    vpc = topology.get(Vpc, source.vpc)
    if vpc is None:
        branch.doubts.append(_("the VPC is not known"))
        return [branch]
    family = asked.boxes[0].family
    done = []
    for part, choice in _split(
        branch, choose(topology, table, vpc, family, branch.traffic.dimension("destinations"), destination.named, doubt)
    ):
        leave(topology, part, source, destination, table, choice)
        acl_filter(topology, part, source, egress=False, client_ports=source.client_ports)
        done.append(part)
    return done


def _to_interface(topology: Topology, source: Position, destination: Position, asked: Traffic) -> list[Branch]:
    branch = _start(topology, source, asked)
    group_filter(topology, branch, source, "egress", _seen(topology, destination, source, through_transit=False))
    if source.subnet == destination.subnet:  # no route and no ACL inside a subnet
        _arrive(topology, branch, source, destination)
        return [branch]
    acl_filter(topology, branch, source, egress=True)
    family = asked.boxes[0].family
    there = destination.addresses(family)
    done = []
    for part, choice in _routed(topology, branch, source, there):
        nat = topology.get(NatGateway, choice.route.nat_gateway_id) if choice.route else None
        if nat is not None and choice.route is not None and choice.route.state == "active":
            part.hops.append(
                Hop(_table_id(topology, source), "route-table", "routes", f"{choice.route.destination} → {nat.label}")
            )
            _through_nat(topology, part, source, destination, nat)
            acl_filter(topology, part, source, egress=False, client_ports=source.client_ports)
            done.append(part)
            continue
        if source.vpc == destination.vpc and choice.kind == "local":
            part.hops.append(Hop(_table_id(topology, source), "route-table", "routes", _("stays in the VPC")))
        else:
            private_hop(topology, part, source, destination, table_of(topology, source.subnet)[0], choice)
        if not (part.beyond and destination.kind == "address"):  # who has the address there is not in the input
            acl_filter(topology, part, destination, egress=False)
            _arrive(topology, part, source, destination)
            acl_filter(topology, part, destination, egress=True, client_ports=source.client_ports)
        if source.vpc != destination.vpc and not part.beyond:
            route_back(topology, part, destination, source, choice)
        acl_filter(topology, part, source, egress=False, client_ports=source.client_ports)
        done.append(part)
    return done


def _through_nat(topology: Topology, branch: Branch, source: Position, destination: Position, nat: NatGateway) -> None:
    """To an interface through a NAT gateway, public or private, which sends on by its private address: over a transit gateway, or
    inside its VPC. https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html"""
    if source.kind == "nat":
        branch.block("NO_ROUTE", nat.id, _("The route of %s leads back to itself.") % nat.label, kind="nat-gateway")
        return
    if not translate(topology, branch, nat):
        return
    here = of_nat_gateway(topology, nat)
    if nat.availability_mode == "regional" and destination.vpc != source.vpc:
        regional_nat(topology, branch, source, nat)
        return
    if nat.availability_mode == "regional":
        text = _("which routes regional NAT gateway %s has inside its VPC is not in the input")
        branch.doubts.append(text % nat.label)
        return
    if here.doubts:
        branch.doubts.extend(here.doubts)
        return
    if here.vpc != source.vpc:
        text = _("NAT gateway %s belongs to another VPC.") % nat.label
        branch.block("NAT_UNREACHABLE", nat.id, text, kind="nat-gateway")
        return
    crossing = here.subnet != source.subnet
    if crossing:
        acl_filter(topology, branch, here, egress=False)
    branch.hops.append(Hop(nat.id, "nat-gateway", "translates", nat.private_ip_address or ""))
    outside = branch.traffic.with_sources(here.ipv4)
    parts = _to_interface(topology, here, destination, outside)
    onward = Branch(outside, Traffic(b for p in parts for b in p.traffic.boxes))
    for part in parts:
        onward.hops.extend(part.hops[1:])
        onward.returns.extend(part.returns)
        onward.blockers.extend(part.blockers)
        onward.narrowed.extend(part.narrowed)
        onward.doubts.extend(part.doubts)
        onward.beyond = onward.beyond or part.beyond
    carry_over(branch, onward)
    if crossing:
        acl_filter(topology, branch, here, egress=True, client_ports=source.client_ports)


def _routed(topology: Topology, branch: Branch, source: Position, there: IntSet) -> list[tuple[Branch, Choice]]:
    table, doubt = table_of(topology, source.subnet)
    vpc = topology.get(Vpc, source.vpc)
    if vpc is None:
        branch.doubts.append(_("the VPC is not known"))
        return [(branch, Choice(there, "local"))]
    family = branch.asked.boxes[0].family
    return _split(branch, choose(topology, table, vpc, family, branch.traffic.dimension("destinations"), None, doubt))


def _table_id(topology: Topology, position: Position) -> str | None:
    table = table_of(topology, position.subnet)[0]
    return table.id if table else None


def _seen(topology: Topology, other: Position, holder: Position, *, through_transit: bool) -> Position:
    """The other end as the holder's rules see it: its groups can be named inside the VPC, across a peering connection, and
    (inbound rules only, where that is enabled) across a transit gateway."""
    peering = peering_between(topology, other.vpc, holder.vpc)
    if other.vpc == holder.vpc or (peering and names_groups(topology, peering)):
        return other
    if through_transit and references_pass(topology, other, holder):
        return other
    return other._replace(members=frozenset(), implicit_group=False)


def _arrive(topology: Topology, branch: Branch, source: Position, destination: Position) -> None:
    group_filter(topology, branch, destination, "ingress", _seen(topology, source, destination, through_transit=True))
    branch.hops.append(Hop(destination.owner, destination.kind, "receives", label(topology, destination.subnet)))
