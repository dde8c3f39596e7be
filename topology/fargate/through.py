"""Through load balancers: from their nodes to what stands behind, and from outside to the tasks of a service.

https://docs.aws.amazon.com/elasticloadbalancing/latest/application/introduction.html (listeners, rules, target groups),
https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html
"""

from collections.abc import Iterator

from ..addresses import Family, IntSet
from ..i18n import _
from ..model import FileSystem, Listener, ListenerRule, LoadBalancer, NetworkInterface, Service, TargetGroup, Topology
from ..reachability import Blocker, Outcome, Outside, Position, every, walk, walk_in
from ..reachability.lookup import where
from ..reachability.walk import MAX_BLOCKERS
from ..traffic import TCP, UDP, asked
from .balancing import TargetPort, family_of, nodes, protocols_of, reach_target, services_behind, target_ports
from .ends import at_address, is_ip, positions_of
from .storage import reach_file_system


def reach_resource(
    topology: Topology, id: str, protocol: str, port: int | None, source: Position, family: Family
) -> Outcome:
    """Whether an interface reaches a resource: every interface of it, in this protocol and at this port."""
    resource = topology.find(id)
    if isinstance(resource, FileSystem) and port in (None, 2049):
        return reach_file_system(topology, source, id, family)
    places = positions_of(topology, id)
    if not places:
        return Outcome.unknown(_("%s has no network interface in the input") % id, id)
    numbers, ports = asked(protocol, port, family)
    there = every(Outcome.of(walk(topology, source, p, family, numbers, ports)) for _s, p in places)
    return reach_behind(topology, there, resource, port, family) if isinstance(resource, LoadBalancer) else there


def balancer_of(topology: Topology, id: str | None) -> LoadBalancer | None:
    """The load balancer that a resource is, or whose interface it is: AWS describes those as `ELB net/NAME/ID`."""
    interface = topology.get(NetworkInterface, id)
    if interface is None or not (interface.description or "").startswith("ELB "):
        return topology.get(LoadBalancer, id)
    suffix = "loadbalancer/" + (interface.description or "").removeprefix("ELB ")
    return next((b for b in topology.all(LoadBalancer) if b.id.endswith(suffix)), None)


def reach_behind(
    topology: Topology, there: Outcome, balancer: LoadBalancer, port: int | None, family: Family
) -> Outcome:
    """From a load balancer's nodes on: a listener on the port, and a target behind it that the nodes reach."""
    refused = listener_missing(topology, balancer, port)
    if refused:
        return refused if there.verdict == "reachable" else there.after(refused.blockers)
    if there.verdict != "reachable" or port is None:
        return there
    tries = [
        reach_target(topology, t, p, family_of(topology, t.target_group), family)
        for t, p in _targets(topology, balancer, port)
    ]
    tries += [_by_inner(topology, t, inner, family) for t, inner in _inner_balancers(topology, balancer, port)]
    if not tries and _answers_itself(topology, balancer, port):
        return there
    if not tries:
        listeners = where(topology, Listener, "load_balancer_arn", balancer.id)
        if any(topology.is_unresolved(x.id) for x in listeners):
            return Outcome.unknown(
                _("the targets behind %s are not known") % balancer.label, balancer.id, "load-balancer"
            )
        message = _("No target stands behind the listener of %(lb)s on port %(port)d.") % {
            "lb": balancer.label,
            "port": port,
        }
        return Outcome.blocked(Blocker("LB_NO_TARGETS", balancer.id, message), path=there.path)
    best = min(tries, key=lambda o: ("reachable", "partial", "unknown", "blocked").index(o.verdict))
    return best._replace(path=(*there.path, *best.path), return_path=(*best.return_path, *there.return_path))


def _answers_itself(topology: Topology, balancer: LoadBalancer, port: int) -> bool:
    """Whether a listener on a port redirects or gives a fixed response, for which no target is asked;
    https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html"""
    listeners = where(topology, Listener, "load_balancer_arn", balancer.id)
    kinds = {a.get("Type") for x in listeners if x.port == port for a in x.default_actions}
    return not kinds.isdisjoint(("redirect", "fixed-response"))


def _by_inner(topology: Topology, target: TargetPort, inner: LoadBalancer, client: Family) -> Outcome:
    """Through a Network Load Balancer to the Application Load Balancer behind it, and on;
    https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html"""
    family = family_of(topology, target.target_group)
    places = nodes(topology, inner)
    if not places:
        return Outcome.unknown(
            _("load balancer %s has no subnet in the input") % inner.label, inner.id, "load-balancer"
        )
    there = every(reach_target(topology, target, p, family, client) for p in places)
    return reach_behind(topology, there, inner, target.port, family)


def forwards_to(topology: Topology, balancer: LoadBalancer, port: int | None) -> dict[str, int | None]:
    """The target groups behind the listeners of a load balancer (on this port, where one is given), each with its listener's port."""
    found: dict[str, int | None] = {}
    for listener in where(topology, Listener, "load_balancer_arn", balancer.id):
        if port in (None, listener.port):
            rules = where(topology, ListenerRule, "listener_arn", listener.id)
            for group in (*listener.target_groups, *(g for r in rules for g in r.target_groups)):
                found.setdefault(group, listener.port)
    return found


def _inner_balancers(
    topology: Topology, balancer: LoadBalancer, port: int | None
) -> Iterator[tuple[TargetPort, LoadBalancer]]:
    """The Application Load Balancers that are targets behind the listeners of a Network Load Balancer."""
    for id in forwards_to(topology, balancer, port):
        group = topology.get(TargetGroup, id)
        for registered in group.targets if group and group.target_type == "alb" else ():
            inner = topology.get(LoadBalancer, registered.id.removeprefix("${").removesuffix("}"))
            number = registered.port if registered.port is not None else group.port if group else None
            if inner and inner.load_balancer_type == "application":
                yield TargetPort(balancer.id, id, number, "tcp", False), inner


def _targets(topology: Topology, balancer: LoadBalancer, port: int) -> Iterator[tuple[TargetPort, Position]]:
    """The targets behind the listener on a port: tasks of services, and what is registered by id or address."""
    ids = forwards_to(topology, balancer, port)
    for service in dict.fromkeys(s for id in ids for s in services_behind(topology, id)):
        held = topology.get(Service, service)
        for target in target_ports(topology, held) if held else ():
            if target.target_group in ids and target.load_balancer == balancer.id and not target.health_check:
                yield from ((target, p) for _s, p in positions_of(topology, service))
    for id in ids:
        group = topology.get(TargetGroup, id)
        for registered in group.targets if group and group.target_type != "alb" else ():
            at = at_address(topology, registered.id) if is_ip(registered.id) else None
            places = [at] if isinstance(at, Position) else [p for _s, p in positions_of(topology, registered.id)]
            protocol = protocols_of(group)[0] if group else "tcp"
            number = registered.port if registered.port is not None else group.port if group else None
            yield from ((TargetPort(balancer.id, id, number, protocol, False), p) for p in places)


def through_balancer(
    topology: Topology, start: Outside, task: Position, family: Family, numbers: IntSet, port: int | None
) -> tuple[Outcome, IntSet, IntSet] | None:
    """From outside to the tasks of a service through its internet-facing load balancer: the outcome, and the protocols and ports to
    ask the load balancer for. None where no load balancer that faces the internet listens on this port for them.
    """
    service = topology.get(Service, task.owner)
    ways = list(entrances(topology, service)) if service else []
    found: list[tuple[Outcome, IntSet, IntSet]] = []
    for entrance, listener, target, inner in ways:
        protocols = numbers & IntSet.single(UDP if target.protocol == "udp" else TCP)
        if not protocols or listener is None or port not in (None, listener):
            continue
        ports = IntSet.single(listener)
        if doubt := _nodes_open(topology, entrance):
            found.append((doubt, protocols, ports))
            continue
        outcome = every(
            Outcome.of(walk_in(topology, start, node, family, protocols, ports)) for node in nodes(topology, entrance)
        )
        balancer = topology.get(LoadBalancer, target.load_balancer)
        if inner is not None and balancer is not None and nodes(topology, balancer):
            spoken = family_of(topology, inner.target_group)
            outcome = _then(
                outcome, every(reach_target(topology, inner, p, spoken, family) for p in nodes(topology, balancer))
            )
        behind = reach_target(
            topology, target, task, family_of(topology, target.target_group), None if inner else family
        )
        found.append((_then(outcome, behind), protocols, ports))
    order = ("reachable", "partial", "unknown", "blocked")
    return min(found, key=lambda f: order.index(f[0].verdict), default=None)


def _nodes_open(topology: Topology, balancer: LoadBalancer) -> Outcome | None:
    """What there is to say of a load balancer of which not every subnet is known; None of one that is known."""
    if balancer.subnets and not topology.is_unresolved(balancer.id, "subnets"):
        return None
    text = _("the subnets of %s are not all known") % balancer.label
    return Outcome.unknown(text, balancer.id, "load-balancer")


def _then(first: Outcome, second: Outcome) -> Outcome:
    """One part of a way after another: both have to work."""
    joined = first if first.verdict != "reachable" else second
    return joined._replace(
        path=(*first.path, *second.path) if first.verdict == "reachable" else first.path,
        return_path=(*second.return_path, *first.return_path),
        blockers=tuple(dict.fromkeys((*first.blockers, *second.blockers)))[:MAX_BLOCKERS]
        if joined.verdict != "reachable"
        else (),
    )


def entrances(
    topology: Topology, service: Service
) -> Iterator[tuple[LoadBalancer, int | None, TargetPort, TargetPort | None]]:
    """The load balancers that face the internet and forward to a service's tasks, with the listener's port and the port of the
    tasks; and, where it stands before the service's own load balancer, the port of that."""
    for target in target_ports(topology, service):
        balancer = topology.get(LoadBalancer, target.load_balancer)
        if balancer is None or target.health_check:
            continue
        if balancer.scheme == "internet-facing" and balancer.load_balancer_type != "classic":
            for listener in where(topology, Listener, "load_balancer_arn", balancer.id):
                if target.target_group in forwards_to(topology, balancer, listener.port):
                    yield balancer, listener.port, target, None
        for outer in topology.all(LoadBalancer):
            if outer.load_balancer_type != "network" or outer.scheme != "internet-facing":
                continue
            for inner_target, inner in _inner_balancers(topology, outer, None):
                reached = forwards_to(topology, inner, inner_target.port)
                if inner.id == balancer.id and target.target_group in reached:
                    listener_port = forwards_to(topology, outer, None).get(inner_target.target_group)
                    yield outer, listener_port, target, inner_target


def listener_missing(topology: Topology, balancer: LoadBalancer, port: int | None) -> Outcome | None:
    """The obstacle where no listener of a load balancer listens on a port; None where one does, or no port is asked for."""
    listeners = where(topology, Listener, "load_balancer_arn", balancer.id)
    if port is None or any(x.port == port for x in listeners):
        return None
    if any(topology.is_unresolved(x.id, "port") for x in listeners):
        return Outcome.unknown(_("the port of a listener of %s is not known") % balancer.label, balancer.id, "listener")
    rules = [r for x in listeners for r in where(topology, ListenerRule, "listener_arn", x.id)]
    groups = [g for x in listeners for g in x.target_groups] + [g for r in rules for g in r.target_groups]
    return Outcome.blocked(
        Blocker(
            "LISTENER_PORT", groups[0] if groups else balancer.id,
            _("Load balancer %(lb)s has no listener on port %(port)s.") % {"lb": balancer.label, "port": port},
        )
    )  # fmt: skip
