"""The flows of a workload: each need and each load balancer's port, in every subnet and family that a task may use."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any

from ..addresses import Family, IntSet, is_range, parse
from ..i18n import _
from ..model import Connection, ExternalHost, Service, Topology, Workload
from ..reachability import Blocker, Outcome, Outside, Position, Verdict, either_reading, internet, joint, walk
from ..reachability.lookup import where
from ..reachability.memory import remembered
from ..reachability.naming import DEFINITION, TASK, Names, has_marks, named_blocker, named_text
from ..traffic import TCP, asked
from .balancing import TargetPort, family_of, reach_target, target_ports
from .conditional import conditional_doubt, without_conditional
from .ipv6 import asked_platform, conditions
from .ipv6_only import by_ipv4_only_name
from .mtu import JUMBO, path_mtu
from .names import reach_host, reach_service
from .needs import HTTPS, Need, needs_of
from .platform import LAST_OWN_INTERFACE, LATEST, Platform, platform_of
from .stands import Stand, Stands, standing
from .storage import reach_file_system
from .through import reach_resource


@dataclass(frozen=True)
class Placement:
    """The outcome in one subnet; `subnet` is None where the input does not say in which one. `mtu` is the largest packet that
    the path carries, in bytes, whatever the task's interface sends."""

    subnet: str | None
    outcome: Outcome
    mtu: int | None = None

    def to_json(self, names: Names) -> dict[str, Any]:
        """The placement as the report has it; `names` says what the marks in it stand for."""
        path, return_path, blockers = self._parts
        return {
            "subnet": self.subnet,
            "verdict": self.outcome.verdict,
            "path": [h if type(h) is dict else names.hop_json(h) for h in path],
            "return_path": [h if type(h) is dict else names.hop_json(h) for h in return_path],
            "blockers": [b if type(b) is dict else named_blocker(b, names).to_json() for b in blockers],
            "doubts": [named_text(d, names) for d in self.outcome.doubts],
        }

    @cached_property
    def _parts(self) -> tuple[list[Any], list[Any], list[Any]]:
        """The hops and blockers: as JSON, made once, where no mark is in them; as they are otherwise."""
        outcome = self.outcome
        path, back = (
            [h if has_marks(h.resource, h.detail) else h.to_json() for h in p]
            for p in (outcome.path, outcome.return_path)
        )
        return path, back, [b if has_marks(b.resource, b.message) else b.to_json() for b in outcome.blockers]


@dataclass(frozen=True)
class Flow:
    """One row of a workload's report. `interface` and `role` follow the traffic table; None where they do not apply.

    `shared` are the placements as every workload that stands alike has them: `names` says what the marks in them stand for.
    """

    flow: str
    required: bool
    family: Family
    protocol: str
    port: int | None
    to: str
    source: str
    interface: str | None
    role: str | None
    shared: tuple[Placement, ...]
    names: Names

    def to_json(self) -> dict[str, Any]:
        """The flow as the report has it, without remedies."""
        return {
            "flow": self.flow, "required": self.required, "family": self.family, "protocol": self.protocol, "port": self.port,
            "to": self.to, "from": self.source, "interface": self.interface, "role": self.role, "verdict": self.verdict,
            "placements": [p.to_json(self.names) for p in self.shared], "remedies": [],
        }  # fmt: skip

    @cached_property
    def placements(self) -> tuple[Placement, ...]:
        """The outcome in each place, with the workload's own names."""
        return tuple(Placement(p.subnet, p.outcome.named(self.names), p.mtu) for p in self.shared)

    @cached_property
    def verdict(self) -> Verdict:
        return joint([p.outcome.verdict for p in self.shared])

    @property
    def fails(self) -> bool:
        """Whether it is required and does not work everywhere."""
        return self.required and self.verdict in ("blocked", "partial")

    @property
    def key(self) -> tuple[str, str, str, int | None, str, str]:
        """What makes it the same flow before and after a change."""
        return (self.flow, self.family, self.protocol, self.port, self.to, self.source)


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
        replace(flow, shared=tuple(_in_both(topology, p, other.get(flow.key, {})) for p in flow.shared))
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
    platform = platform_of(topology, workload)
    stands, sending, names = standing(topology, id)
    rows: list[Flow] = []
    for need in needs_of(topology, workload):
        rows += _need_rows(topology, workload, platform, stands if need.resource else sending, need, names)
    if isinstance(workload, Service):
        for target in target_ports(topology, workload):
            rows.append(_target_row(topology, workload, stands, target, names))
    rows += _declared(topology, workload, stands, names)
    rows.append(_egress(topology, workload, sending, "ipv4", names))
    rows.append(_egress(topology, workload, sending, "ipv6", names))
    return tuple(rows)


def _need_rows(
    topology: Topology, workload: Workload, platform: Platform, stands: Stands, need: Need, names: Names
) -> Iterator[Flow]:
    open_version = topology.is_unresolved(workload.id, "platform_version")
    for family in dict.fromkeys(s.start_family for s in stands):
        mine = (
            stands
            if all(s.start_family == family for s in stands)
            else Stands(s for s in stands if s.start_family == family)
        )
        interface = need.interface(platform)
        yield Flow(
            need.flow, need.required, family, "tcp", need.port, need.to, workload.id, interface or "task", need.role,
            _meet(topology, platform, open_version, mine, need), names,
        )  # fmt: skip


def _placed(topology: Topology, stand: Stand, outcome: Outcome) -> Placement:
    return Placement(stand.subnet, outcome, path_mtu(topology, outcome, JUMBO))


@remembered
def _meet(
    topology: Topology, platform: Platform, open_version: bool, stands: Stands, need: Need
) -> tuple[Placement, ...]:
    """Whether tasks that stand in these places get what they need in each: the same for all that stand there."""
    decide = _on_any_version if open_version and platform.os == "linux" else _on_version
    return tuple(_placed(topology, s, decide(topology, platform, s, need)) for s in stands)


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


def _target_row(topology: Topology, workload: Workload, stands: Stands, target: TargetPort, names: Names) -> Flow:
    family = family_of(topology, target.target_group)
    return Flow(
        "lb-to-task", True, family, target.protocol, target.port, workload.id, target.load_balancer or target.target_group, "task", None,
        _meet_target(topology, target, stands, family), names,
    )  # fmt: skip


@remembered
def _meet_target(topology: Topology, target: TargetPort, stands: Stands, family: Family) -> tuple[Placement, ...]:
    return tuple(_placed(topology, s, reach_target(topology, target, s.position, family)) for s in stands)


def _egress(topology: Topology, workload: Workload, stands: Stands, family: Family, names: Names) -> Flow:
    name = "internet-egress-ipv4" if family == "ipv4" else "internet-egress-ipv6"
    places = _meet_internet(topology, asked_platform(topology, workload), stands, family)
    return Flow(name, False, family, "tcp", HTTPS, "internet", workload.id, "task", None, places, names)


@remembered
def _meet_internet(
    topology: Topology, platform: Platform | None, stands: Stands, family: Family
) -> tuple[Placement, ...]:
    """Whether tasks that stand in these places reach the internet."""
    return tuple(
        _placed(
            topology,
            s,
            _without_ipv6(topology, platform, s)
            if family == "ipv6" and s.subnet is not None and s.ipv6 is not True
            else _reach_internet(topology, s.position, family),
        )
        for s in stands
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


def _declared(topology: Topology, workload: Workload, stands: Stands, names: Names) -> Iterator[Flow]:
    """The connections that the user declared from this workload."""
    for connection in where(topology, Connection, "source", workload.id):
        target = topology.find(connection.destination)
        families: list[Family] = ["ipv6"] if all(s.only_ipv6 for s in stands) else ["ipv4"]
        reach: Callable[[Position, Family], Outcome]
        if isinstance(target, ExternalHost):
            address = target.address or ""
            if is_range(address):
                families = [parse(address)[0]]
            reach = partial(_to_external, topology, target, connection)
        else:
            reach = partial(
                reach_resource, topology, connection.destination, connection.protocol, connection.destination_port
            )
        for family in families:
            yield Flow(
                "application", True, family, connection.protocol, connection.destination_port, connection.destination, workload.id,
                "task", "task", tuple(_placed(topology, s, _from(topology, workload, s, family, reach)) for s in stands), names,
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
    return reach_host(topology, source, host.address or "", family, connection.protocol, connection.destination_port)
