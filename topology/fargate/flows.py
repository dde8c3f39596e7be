"""The flows of a workload: each need and each load balancer's port, in every subnet and family that a task may use."""

from collections.abc import Callable, Iterator
from functools import partial

from ..addresses import Family, IntSet, is_range, parse
from ..i18n import _
from ..model import Connection, ExternalHost, Service, Topology, Workload
from ..reachability import Blocker, Outcome, Outside, Position, either_reading, internet, walk
from ..reachability.lookup import where
from ..reachability.memory import remembered
from ..reachability.naming import DEFINITION, TASK, Names
from ..traffic import TCP, asked
from .balancing import TargetPort, family_of, reach_target, target_ports
from .conditional import conditional_doubt, without_conditional
from .connect import MOST_SERVERS, Offered, servers_of
from .flow import Flow, Placement, Placements
from .ipv6 import asked_platform, conditions
from .ipv6_only import by_ipv4_only_name, to_ipv4_address
from .mtu import JUMBO, path_mtu
from .names import reach_host, reach_service
from .needs import HTTPS, Need, needs_of
from .platform import LAST_OWN_INTERFACE, LATEST, Platform, platform_of
from .stands import Stand, Stands, names_of, sending_from, stands_of
from .storage import reach_file_system
from .through import reach_resource

NOBODY = Names()  # of the flows that workloads which stand alike share


def flows_of(topology: Topology, workload: Workload) -> tuple[Flow, ...]:
    """Every flow of a workload of the topology, with its outcome in each placement.

    Where it is not known of some resources whether they are created at all, what holds with and without them is sure.
    """
    flows = _flows_of(topology, workload.id)
    spare = without_conditional(topology)
    if spare is None:
        return flows
    other = {f.key: {p.subnet: p.outcome for p in f.shared} for f in _flows_of(spare, workload.id)}
    return tuple(
        flow._replace(shared=Placements(_in_both(topology, p, other.get(flow.key, {})) for p in flow.shared))
        for flow in flows
    )


def _in_both(topology: Topology, place: Placement, other: dict[str | None, Outcome]) -> Placement:
    doubt = conditional_doubt(topology)
    outcome = either_reading(place.outcome, other.get(place.subnet) or Outcome.unknown(doubt), doubt)
    return Placement(place.subnet, outcome, place.mtu if outcome.verdict == "reachable" else None)


@remembered
def _flows_of(topology: Topology, id: str) -> tuple[Flow, ...]:
    workload = topology.get(Workload, id)
    if workload is None:
        return ()
    platform, asked_for = platform_of(topology, workload), asked_platform(topology, workload)
    sending, names = sending_from(topology, id), names_of(topology, id)
    needs = needs_of(topology, workload)
    found = [*_starting(topology, platform, asked_for is None, _as_needed(topology, id, needs), needs)]
    if isinstance(workload, Service):
        found += [
            _from_balancer(topology, stands_of(topology, id), target) for target in target_ports(topology, workload)
        ]
        found += _to_servers(topology, workload)
    found += _declared(topology, workload)
    found += _to_internet(topology, asked_for, sending)
    return tuple([_of_workload(flow, id, names) for flow in found])


def _of_workload(flow: Flow, id: str, names: Names) -> Flow:
    """A flow that is shared, as that of one workload."""
    name, required, family, protocol, port, to, source, interface, role, places, _nobody = flow
    to, source = id if to == TASK else to, id if source == TASK else source
    return Flow(name, required, family, protocol, port, to, source, interface, role, places, names)


def _as_needed(topology: Topology, id: str, needs: tuple[Need, ...]) -> Stands:
    """The places of a workload as far as they matter to what it needs."""
    whole = any(need.resource for need in needs)
    return stands_of(topology, id) if whole else sending_from(topology, id)


@remembered
def _starting(
    topology: Topology, platform: Platform, open_version: bool, stands: Stands, needs: tuple[Need, ...]
) -> tuple[Flow, ...]:
    """What tasks that stand in these places need to start and to run: the same for all of them."""
    rows: list[Flow] = []
    for need in needs:
        interface = need.interface(platform)
        for family in dict.fromkeys(s.start_family for s in stands):
            mine = Stands(s for s in stands if s.start_family == family)
            rows.append(Flow(
                need.flow, need.required, family, "tcp", need.port, need.to, TASK, interface or "task", need.role,
                _meet(topology, platform, open_version, mine, need), NOBODY,
            ))  # fmt: skip
    return tuple(rows)


def _placed(topology: Topology, stand: Stand, outcome: Outcome) -> Placement:
    return Placement(stand.subnet, outcome, path_mtu(topology, outcome, JUMBO))


@remembered
def _meet(topology: Topology, platform: Platform, open_version: bool, stands: Stands, need: Need) -> Placements:
    """Whether tasks that stand in these places get what they need in each: the same for all that stand there."""
    decide = _on_any_version if open_version and platform.os == "linux" else _on_version
    return Placements(_placed(topology, s, decide(topology, platform, s, need)) for s in stands)


def _on_any_version(topology: Topology, platform: Platform, stand: Stand, need: Need) -> Outcome:
    """What holds on the platform versions before and after the interfaces changed, where the input does not say which it is."""
    before, after = (
        _on_version(topology, Platform(platform.os, version, True), stand, need)
        for version in (LAST_OWN_INTERFACE, LATEST["linux"])
    )
    return either_reading(after, before, _("the platform version of %s is not known, and it decides") % TASK)


def _on_version(topology: Topology, platform: Platform, stand: Stand, need: Need) -> Outcome:
    interface = need.interface(platform)
    if interface == "fargate":
        return Outcome("reachable")  # Fargate's own interface, outside the VPC
    if need.flow == "efs" and platform.os == "windows":
        text = _("Fargate mounts Amazon EFS on Linux platform version 1.4.0 or later only.")
        return Outcome.blocked(Blocker("PLATFORM_VERSION", TASK, text))
    if need.flow == "exec" and stand.only_ipv6:
        text = _("ECS Exec does not work in an IPv6-only subnet.")
        return Outcome.blocked(Blocker("IPV6_ONLY_UNSUPPORTED", TASK, text))
    if interface is None:
        text = _("%(flow)s is not available on platform version %(version)s.") % {
            "flow": need.flow,
            "version": platform.version,
        }
        return Outcome.blocked(Blocker("PLATFORM_VERSION", TASK, text))
    if need.open:
        return Outcome.unknown(need.open, DEFINITION, "task-definition")
    return _reach(topology, stand.position, need, stand.start_family)


@remembered
def _reach(topology: Topology, position: Position, need: Need, family: Family) -> Outcome:
    """Whether a nameless task in a position reaches what it needs: the same for everything that stands there."""
    if need.resource:
        return reach_file_system(topology, position, need.resource, family)
    if need.service:
        layers = need.flow == "image-pull"
        outcome = reach_service(topology, position, need.service, family, need.region, need.port, layers, need.names)
        if family == "ipv6" and need.ipv4_only and outcome.verdict != "blocked":
            numbers, ports = asked("tcp", need.port, family)
            endpoint = outcome if any(h.kind == "endpoint" for h in outcome.path) else None
            return by_ipv4_only_name(topology, position, need.to, numbers, ports, endpoint)
        return outcome
    return reach_host(topology, position, need.host or "", family, "tcp", need.port)


def _from_balancer(topology: Topology, stands: Stands, target: TargetPort) -> Flow:
    family = family_of(topology, target.target_group)
    return Flow(
        "lb-to-task", True, family, target.protocol, target.port, TASK, target.load_balancer or target.target_group, "task", None,
        _meet_target(topology, target, stands, family), NOBODY,
    )  # fmt: skip


@remembered
def _meet_target(topology: Topology, target: TargetPort, stands: Stands, family: Family) -> Placements:
    return Placements(_placed(topology, s, reach_target(topology, target, s.position, family)) for s in stands)


@remembered
def _to_internet(topology: Topology, platform: Platform | None, stands: Stands) -> tuple[Flow, ...]:
    """Whether tasks that stand in these places reach the internet, over IPv4 and over IPv6."""
    ipv4 = Placements(_placed(topology, s, _reach_internet(topology, s.position, "ipv4")) for s in stands)
    ipv6 = Placements(
        _placed(
            topology,
            s,
            _without_ipv6(topology, platform, s)
            if s.subnet is not None and s.ipv6 is not True
            else _reach_internet(topology, s.position, "ipv6"),
        )
        for s in stands
    )
    return (
        Flow("internet-egress-ipv4", False, "ipv4", "tcp", HTTPS, "internet", TASK, "task", None, ipv4, NOBODY),
        Flow("internet-egress-ipv6", False, "ipv6", "tcp", HTTPS, "internet", TASK, "task", None, ipv6, NOBODY),
    )


@remembered
def _reach_internet(topology: Topology, position: Position, family: Family) -> Outcome:
    outside = Outside(_("the internet"), internet(topology, family))
    return Outcome.of(walk(topology, position, outside, family, IntSet.single(TCP), IntSet.single(HTTPS)))


def _without_ipv6(topology: Topology, platform: Platform | None, stand: Stand) -> Outcome:
    unmet = [c for c in conditions(topology, platform, stand.subnet or "") if c.met is not True]
    missing = [c for c in unmet if c.met is False]
    if missing:
        return Outcome.blocked(*(Blocker(c.cause, c.resource, c.message) for c in missing))
    return Outcome.unknown(unmet[0].message, unmet[0].resource)


def _to_servers(topology: Topology, client: Service) -> Iterator[Flow]:
    """What a client of Service Connect may ask for: a capability, since no input says which of it is called."""
    stands = stands_of(topology, client.id)
    for server in servers_of(topology, client)[:MOST_SERVERS]:
        family: Family = "ipv6" if all(s.only_ipv6 for s in stands) else "ipv4"
        yield Flow(
            "service-connect", False, family, "tcp", server.port, server.service, TASK, "task", "task",
            _meet_server(topology, stands, server, family), NOBODY,
        )  # fmt: skip


@remembered
def _meet_server(topology: Topology, stands: Stands, server: Offered, family: Family) -> Placements:
    """Whether tasks that stand in these places reach what another service offers."""
    return Placements(
        _placed(topology, s, reach_resource(topology, server.service, "tcp", server.port, s.position, family))
        for s in stands
    )


def _declared(topology: Topology, workload: Workload) -> Iterator[Flow]:
    """The connections that the user declared from this workload."""
    for connection in where(topology, Connection, "source", workload.id):
        stands = stands_of(topology, workload.id)
        target = topology.find(connection.destination)
        families: list[Family] = ["ipv6"] if all(s.only_ipv6 for s in stands) else ["ipv4"]
        reach: Callable[[Position, Family], Outcome]
        if isinstance(target, ExternalHost):
            address = target.address or ""
            if is_range(address) and families != ["ipv6"]:
                families = [parse(address)[0]]
            reach = partial(_to_external, topology, target, connection)
        else:
            reach = partial(
                reach_resource, topology, connection.destination, connection.protocol, connection.destination_port
            )
        for family in families:
            yield Flow(
                "application", True, family, connection.protocol, connection.destination_port, connection.destination, TASK,
                "task", "task", Placements(_placed(topology, s, _from(topology, workload, s, family, reach)) for s in stands),
                NOBODY,
            )  # fmt: skip


def _from(
    topology: Topology, workload: Workload, stand: Stand, family: Family, reach: Callable[[Position, Family], Outcome]
) -> Outcome:
    """From one place, where a task needs an IPv6 address to send over IPv6."""
    if family == "ipv6" and stand.subnet is not None and stand.ipv6 is not True and not stand.only_ipv6:
        return _without_ipv6(topology, asked_platform(topology, workload), stand)
    return reach(stand.position, family)


def _to_external(
    topology: Topology, host: ExternalHost, connection: Connection, source: Position, family: Family
) -> Outcome:
    address, protocol, port = host.address or "", connection.protocol, connection.destination_port
    if is_range(address) and parse(address)[0] == "ipv4" and not source.ipv4 and source.ipv6:
        numbers, ports = asked(protocol, port, "ipv6")
        return to_ipv4_address(topology, source, address, numbers, ports)
    return reach_host(topology, source, address, family, protocol, port)
