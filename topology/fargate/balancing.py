"""Load balancer to task: which ports of which nodes have to reach the tasks.

https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-load-balancing.html,
https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html (client IP preservation, cross-zone)
"""

from collections.abc import Iterator
from typing import NamedTuple

from ..addresses import Family, IntSet, addresses_of
from ..i18n import _
from ..model import Listener, ListenerRule, LoadBalancer, Service, TargetGroup, Topology, Vpc
from ..reachability import Blocker, Outcome, Position, every, internet, walk
from ..reachability.between_vpcs import names_groups, peering_between
from ..reachability.filters import groups_pass
from ..reachability.memory import indexed
from ..reachability.positions import WIDE_PORTS, in_subnet, same_zone, without_ipv6
from ..traffic import TCP, UDP, Traffic

PRESERVES_ALWAYS = ("UDP", "TCP_UDP", "QUIC", "TCP_QUIC")
CROSS_ZONE = "load_balancing.cross_zone.enabled"
PRESERVE = "preserve_client_ip.enabled"


class TargetPort(NamedTuple):
    """A port at which a load balancer has to reach the tasks: of the traffic, or of the health check where that differs."""

    load_balancer: str | None
    target_group: str
    port: int | None
    protocol: str
    health_check: bool
    open: str = ""


def balancers_of(topology: Topology, target_group: str) -> list[LoadBalancer]:
    """The load balancers with a listener or a rule that forwards to a target group."""
    return [b for id in _balancers_of(topology, target_group) if (b := topology.get(LoadBalancer, id))]


@indexed
def _balancers_of(topology: Topology, target_group: str) -> tuple[str, ...]:
    return _forwarding(topology).get(target_group, ())


@indexed
def _forwarding(topology: Topology) -> dict[str, tuple[str, ...]]:
    """For each target group, the load balancers that forward to it: by a listener itself first, then by its rules."""
    found: dict[str, dict[str, None]] = {}
    listeners = {x.id: x for x in topology.all(Listener)}
    ways = [(x, g) for x in listeners.values() for g in x.target_groups]
    ways += [
        (x, g)
        for r in topology.all(ListenerRule)
        if (x := listeners.get(r.listener_arn or ""))
        for g in r.target_groups
    ]
    for listener, group in ways:
        if listener.load_balancer_arn:
            found.setdefault(group, {})[listener.load_balancer_arn] = None
    return {group: tuple(balancers) for group, balancers in found.items()}


@indexed
def services_behind(topology: Topology, target_group: str) -> tuple[str, ...]:
    """The services whose tasks are registered with a target group."""
    return _registering(topology).get(target_group, ())


@indexed
def _registering(topology: Topology) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for service in topology.all(Service):
        for entry in service.load_balancers:
            if entry.target_group_arn:
                found.setdefault(entry.target_group_arn, {})[service.id] = None
    return {group: tuple(services) for group, services in found.items()}


def target_ports(topology: Topology, service: Service) -> Iterator[TargetPort]:
    """The ports at which each load balancer has to reach a service's tasks."""
    for entry in service.load_balancers:
        group = topology.get(TargetGroup, entry.target_group_arn)
        if group is None:
            if entry.load_balancer_name is None:
                yield TargetPort(
                    None,
                    entry.target_group_arn or "",
                    entry.container_port,
                    "tcp",
                    False,
                    _("the target group is not in the input"),
                )
            continue
        port = entry.container_port if entry.container_port is not None else group.port
        balancers: list[str | None] = [b.id for b in balancers_of(topology, group.id)]
        for balancer in balancers or [None]:
            reason = "" if balancer else _("no load balancer in the input forwards to target group %s") % group.label
            protocols = protocols_of(group)
            for protocol in protocols:
                yield TargetPort(balancer, group.id, port, protocol, False, reason)
            check = _check_port(group, port)
            if check is not None and (check != port or "tcp" not in protocols):
                yield TargetPort(balancer, group.id, check, "tcp", True, reason)


def protocols_of(group: TargetGroup) -> tuple[str, ...]:
    """The protocols in which a target group's targets get traffic; QUIC travels in UDP."""
    both = ("tcp", "udp")
    return {"UDP": ("udp",), "QUIC": ("udp",), "TCP_UDP": both, "TCP_QUIC": both}.get(group.protocol or "", ("tcp",))


def _check_port(group: TargetGroup, port: int | None) -> int | None:
    """The port at which health is checked, which is always in TCP; None where it is not checked or not at a number."""
    if not group.health_check_enabled:
        return None
    check = group.health_check_port
    return (
        port
        if check == "traffic-port"
        else int(check)
        if check.isascii() and check.isdigit() and len(check) < 6
        else None
    )


def nodes(topology: Topology, balancer: LoadBalancer) -> list[Position]:
    """A load balancer's nodes, one a subnet. A Network Load Balancer made without groups has none and filters nothing.

    A node has an IPv6 address only where the load balancer is dual-stack, and a public IPv4 address where it faces the internet.
    """
    grouped = bool(balancer.security_groups) or balancer.load_balancer_type != "network"
    unresolved = topology.is_unresolved(balancer.id, "security_groups")
    scheme_open = topology.is_unresolved(balancer.id, "scheme", "ip_address_type")
    public = (
        not scheme_open
        and balancer.scheme == "internet-facing"
        and balancer.ip_address_type != "dualstack-without-public-ipv4"
    )
    found = [
        in_subnet(
            topology, subnet, owner=balancer.id, kind="load-balancer", groups=balancer.security_groups, groups_open=unresolved,
            filtered=grouped or unresolved, client_ports=WIDE_PORTS, public_ip=public,
            public_ip_open=scheme_open,
        )
        for subnet in balancer.subnets
    ]  # fmt: skip
    return found if balancer.ip_address_type != "ipv4" else [without_ipv6(p) for p in found]


def reach_target(
    topology: Topology, target: TargetPort, task: Position, family: Family, client: Family | None = None
) -> Outcome:
    """Whether the load balancer's nodes reach the tasks that stand in one position, at one port.

    `client` is the family that the client speaks, where that is known: of one with another family the targets always see the load
    balancer's address.
    """
    balancer = topology.get(LoadBalancer, target.load_balancer)
    if balancer is None or target.open or target.port is None:
        return Outcome.unknown(target.open or _("the port is not known"), target.target_group, "target-group")
    if topology.is_unresolved(balancer.id, "subnets"):
        return Outcome.unknown(_("the subnets of %s are not all known") % balancer.label, balancer.id, "load-balancer")
    if balancer.load_balancer_type == "classic":
        return Outcome.blocked(
            Blocker("CLASSIC_LB", balancer.id, _("A Classic Load Balancer cannot send to Fargate tasks."))
        )
    group = topology.get(TargetGroup, target.target_group)
    if group is not None and task.kind == "task" and group.target_type != "ip":
        if topology.is_unresolved(group.id, "target_type"):
            return Outcome.unknown(_("the target type of %s is not known") % group.label, group.id, "target-group")
        text = _(
            "Target group %(tg)s has target type %(type)s: tasks on Fargate register by address, and cannot there."
        )
        blocker = Blocker("TARGET_TYPE_NOT_IP", group.id, text % {"tg": group.label, "type": group.target_type})
        return Outcome.blocked(blocker)
    everywhere = nodes(topology, balancer)
    beside = [same_zone(task, p.subnet, p.zone) for p in everywhere]
    if True not in beside and None in beside:
        return Outcome.unknown(
            _("whether %s is enabled in the tasks' zone is not known") % balancer.label, balancer.id, "load-balancer"
        )
    if True not in beside and everywhere:
        return Outcome.blocked(
            Blocker(
                "LB_NOT_IN_AZ", balancer.id,
                _("Load balancer %(lb)s is not enabled in %(zone)s: a target there gets no traffic.")
                % {"lb": balancer.label, "zone": task.zone},
            )
        )  # fmt: skip
    if not everywhere:
        return Outcome.unknown(
            _("load balancer %s has no subnet in the input") % balancer.label, balancer.id, "load-balancer"
        )
    senders = (
        everywhere
        if _crosses_zones(balancer, group)
        else [p for p, here in zip(everywhere, beside, strict=True) if here]
    )
    protocols = IntSet.single(UDP if target.protocol == "udp" else TCP)
    ports = IntSet.single(target.port)
    outcome = every(Outcome.of(walk(topology, node, task, family, protocols, ports)) for node in senders)
    if not target.health_check and group is not None and client in (None, family) and preserves_client(balancer, group):
        checked_here = target.protocol == "tcp" and _check_port(group, target.port) == target.port
        clients = (
            _from_clients(topology, balancer, senders, task, family, protocols, ports)
            if senders[0].vpc == task.vpc or None in (senders[0].vpc, task.vpc)
            else _in_another_vpc(
                topology, balancer, group, senders[0].vpc, task, outcome, Traffic.of(family, protocols, ports)
            )
        )
        # Clients and health checks both have to get there: the worse of the two decides.
        both = (clients, outcome) if checked_here else (clients,)
        outcome = next((o for o in both if o.verdict == "blocked"), every(both))
    return _name_health_check(outcome, target, group) if target.health_check else outcome


def _crosses_zones(balancer: LoadBalancer, group: TargetGroup | None) -> bool:
    """Whether a node sends to targets in other zones: as the target group says, else as the load balancer does."""
    own = group.attributes.get(CROSS_ZONE) if group else None
    if own in ("true", "false"):
        return own == "true"
    return balancer.load_balancer_type == "application" or balancer.attributes.get(CROSS_ZONE) == "true"


def preserves_client(balancer: LoadBalancer, group: TargetGroup) -> bool:
    """Whether the targets see the clients' addresses: always for UDP, by attribute for TCP and TLS, which is off for ip targets and
    on for others where it is not set; https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupAttribute.html"""
    if balancer.load_balancer_type != "network":
        return False
    by_default = "false" if group.target_type == "ip" else "true"
    return group.protocol in PRESERVES_ALWAYS or group.attributes.get(PRESERVE, by_default) == "true"


def family_of(topology: Topology, target_group: str | None) -> Family:
    """The family in which a load balancer speaks to a group's targets, whatever its clients speak."""
    group = topology.get(TargetGroup, target_group)
    return "ipv6" if group is not None and group.ip_address_type == "ipv6" else "ipv4"


def _from_clients(
    topology: Topology,
    balancer: LoadBalancer,
    senders: list[Position],
    task: Position,
    family: Family,
    protocols: IntSet,
    ports: IntSet,
) -> Outcome:
    """Traffic that keeps its client's address: the tasks' groups and ACLs have to let clients in.

    Who the clients are is the design's choice: letting in some of the addresses that they may have is enough.
    """
    vpc = topology.get(Vpc, task.vpc)
    blocks = (vpc.cidr_blocks if family == "ipv4" else vpc.ipv6_cidr_blocks) if vpc else ()
    clients = internet(topology, family) if balancer.scheme == "internet-facing" else addresses_of(blocks, family)
    kept = [p._replace(ipv4=clients) if family == "ipv4" else p._replace(ipv6=clients) for p in senders]
    outcome = every(Outcome.of(walk(topology, p, task, family, protocols, ports)) for p in kept)
    return outcome._replace(verdict="reachable", blockers=()) if outcome.verdict == "partial" else outcome


def _in_another_vpc(
    topology: Topology, balancer: LoadBalancer, group: TargetGroup, vpc_id: str | None, task: Position, nodes: Outcome, asked: Traffic
) -> Outcome:  # fmt: skip
    """Clients' addresses that are kept for targets of another VPC: AWS does that over a peering connection within a Region only. Its
    replies find back by the load balancer, not by routes to the clients.

    https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html#client-ip-preservation
    """
    peering = peering_between(topology, vpc_id, task.vpc)
    if peering is None or not names_groups(topology, peering):
        text = _(
            "Target group %(tg)s keeps its clients' addresses, which AWS does within the VPC of load balancer %(lb)s and over peering "
            "connections of its Region only; the targets are elsewhere."
        )
        values = {"tg": group.label, "lb": balancer.label}
        return Outcome.blocked(Blocker("CLIENT_IP_PRESERVATION", group.id, text % values))
    if nodes.verdict != "reachable":
        return nodes
    doubt = (
        _("whether the groups of the targets let the clients of %s in from another VPC is not judged") % balancer.label
    )
    vpc = topology.get(Vpc, vpc_id)
    family = asked.boxes[0].family
    blocks = (vpc.cidr_blocks if family == "ipv4" else vpc.ipv6_cidr_blocks) if vpc else ()
    clients = internet(topology, family) if balancer.scheme == "internet-facing" else addresses_of(blocks, family)
    passed = groups_pass(task, "ingress", asked & Traffic.of(family, sources=clients), None, None)
    return nodes if passed.sure else Outcome.unknown(doubt, group.id, "target-group")


def _name_health_check(outcome: Outcome, target: TargetPort, group: TargetGroup | None) -> Outcome:
    """A health check that does not arrive: say first that its port is not the traffic's."""
    if outcome.verdict != "blocked" or group is None:
        return outcome
    blocker = Blocker(
        "HEALTH_CHECK_PORT", group.id,
        _("Target group %(group)s checks health on port %(port)s, which the load balancer cannot reach.")
        % {"group": group.label, "port": target.port},
    )  # fmt: skip
    return outcome.after((blocker,))
