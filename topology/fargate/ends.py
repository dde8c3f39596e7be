"""The ends of a question: which interfaces a resource, an address or the internet stands for.

`trace` asks from any end to any end; `application` flows ask from a task to a resource.
"""

from collections.abc import Iterator
from ipaddress import ip_address

from ..addresses import Family, IntSet, addresses_of, is_range, parse
from ..i18n import _
from ..model import (
    Database,
    ExternalHost,
    FileSystem,
    Instance,
    Listener,
    ListenerRule,
    LoadBalancer,
    MountTarget,
    NatGateway,
    NetworkInterface,
    Service,
    Subnet,
    TargetGroup,
    Topology,
    VpcEndpoint,
    Workload,
)
from ..reachability import Blocker, Outcome, Outside, Position, every, internet, walk, walk_in
from ..reachability.branch import label
from ..reachability.lookup import where
from ..reachability.positions import (
    WIDE_PORTS,
    in_subnet,
    of_instance,
    of_interface,
    of_nat_gateway,
    of_workload,
    without_ipv6,
)
from ..traffic import asked
from .balancing import TargetPort, nodes, protocols_of, reach_target, services_behind, target_ports
from .ipv6 import gets_ipv6
from .platform import platform_of
from .services import endpoint_positions
from .storage import of_mount_target, reach_file_system


def positions_of(topology: Topology, id: str) -> list[tuple[str | None, Position]]:
    """The interfaces of a resource, each with its subnet. Empty for a resource that has none (a VPC, a role)."""
    resource = topology.find(id)
    if isinstance(resource, Workload):
        windows = platform_of(topology, resource).os == "windows"
        found: list[tuple[str | None, Position]] = [
            (s, of_workload(topology, resource, s, ipv6=gets_ipv6(topology, resource, s) is not False, windows=windows))
            for s in dict.fromkeys(resource.subnets)
        ]
        if topology.is_unresolved(id, "subnets") or not found:
            found.append((None, of_workload(topology, resource, None, ipv6=False)))
        return found
    single: list[Position] = []
    if isinstance(resource, Instance):
        single = list(of_instance(topology, resource))
    elif isinstance(resource, NetworkInterface):
        single = [of_interface(topology, resource)]
    elif isinstance(resource, LoadBalancer):
        single = nodes(topology, resource)
    elif isinstance(resource, VpcEndpoint):
        single = endpoint_positions(topology, resource)
    elif isinstance(resource, MountTarget):
        single = [of_mount_target(topology, resource)]
    elif isinstance(resource, FileSystem):
        single = [of_mount_target(topology, m) for m in where(topology, MountTarget, "file_system_id", resource.id)]
    elif isinstance(resource, Database):
        single = [_database(topology, resource, s) for s in resource.subnets]
        if topology.is_unresolved(id, "subnets") or not single:
            single.append(_database(topology, resource, None))
    elif isinstance(resource, NatGateway):
        single = [of_nat_gateway(topology, resource)]
    return [(p.subnet, p) for p in single]


def _database(topology: Topology, database: Database, subnet: str | None) -> Position:
    """A database in one of its subnets. It speaks IPv6 only where its NetworkType says so, as Amazon RDS defaults it.

    Whether an RDS instance that says nothing of it is public depends on its subnet group:
    https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
    """
    unsaid = database.publicly_accessible is None and database.cloudformation_type.startswith("AWS::RDS::")
    position = in_subnet(
        topology, subnet, owner=database.id, kind="database", groups=database.security_groups,
        groups_open=topology.is_unresolved(database.id, "security_groups"), client_ports=WIDE_PORTS,
        public_ip=bool(database.publicly_accessible), public_ip_open=unsaid,
    )  # fmt: skip
    speaks = str(database.properties.get("NetworkType", "")).lower() in ("dual", "dual_stack", "ipv6")
    return position if speaks else without_ipv6(position)


def at_address(topology: Topology, address: str) -> Position | Outside:
    """What an address is: the interface that holds it, an address of a modelled subnet that none holds (a bare interface
    without public address or groups), or an address outside every modelled subnet."""
    family = parse(address)[0]
    value = addresses_of([address], family)

    def held(*texts: str | None) -> bool:
        return any(t and is_range(t) and parse(t)[:2] == (family, value) for t in texts)

    for interface in topology.all(NetworkInterface):
        if held(*interface.private_ip_addresses, *interface.ipv6_addresses, interface.public_ip_address):
            return of_interface(topology, interface)
    for instance in topology.all(Instance):
        if held(instance.private_ip_address, instance.public_ip_address, *instance.ipv6_addresses):
            return of_instance(topology, instance)[0]
    for target in topology.all(MountTarget):
        if held(target.ip_address):
            return of_mount_target(topology, target)
    for nat in topology.all(NatGateway):
        if held(nat.private_ip_address, nat.public_ip_address):
            return of_nat_gateway(topology, nat)
    for subnet in topology.all(Subnet):
        cidr = subnet.cidr_block if family == "ipv4" else subnet.ipv6_cidr_block
        if cidr and value <= parse(cidr)[1]:
            return in_subnet(
                topology,
                subnet.id,
                owner=None,
                kind="address",
                addresses=(address,),
                filtered=False,
                client_ports=WIDE_PORTS,
            )
    return Outside(address, value)


def over_the_internet(
    topology: Topology, source: Position, destination: Position, family: Family, numbers: IntSet, ports: IntSet
) -> Outcome:
    """From an interface to the public address of another: out to the internet, and in again.

    What keeps it from leaving or from entering is sure; that the internet gateway turns it around is not documented.
    """
    there = Outside(label(topology, destination.owner), destination.public_address)
    out = Outcome.of(walk(topology, source, there, family, numbers, ports))
    if out.verdict == "blocked":
        return out
    sender = Outside(label(topology, source.owner), source.public_address or internet(topology, family), exact=False)
    back = Outcome.of(walk_in(topology, sender, destination, family, numbers, ports))
    if back.verdict == "blocked":
        return back
    doubt = _("the address is public: whether what leaves to the internet comes back in is not documented")
    return out._replace(verdict="unknown", blockers=(), doubts=(doubt, *out.doubts))


def external(topology: Topology, host: ExternalHost, family: Family) -> Outside | None:
    """An external host as a destination in a family; None where its address is of the other family."""
    try:
        addresses = addresses_of([host.address or ""], family)
    except ValueError:
        return Outside(host.address or host.id, internet(topology, family), exact=False)
    return Outside(host.address or host.id, addresses) if addresses else None


def is_ip(text: str) -> bool:
    """Whether an end is written as an address."""
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


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
    tries = [reach_target(topology, t, p, family) for t, p in _targets(topology, balancer, port)]
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


def _targets(topology: Topology, balancer: LoadBalancer, port: int) -> Iterator[tuple[TargetPort, Position]]:
    """The targets behind the listener on a port: tasks of services, and what is registered by id or address."""
    listeners = [x for x in where(topology, Listener, "load_balancer_arn", balancer.id) if x.port == port]
    rules = [r for x in listeners for r in where(topology, ListenerRule, "listener_arn", x.id)]
    ids = dict.fromkeys([g for x in listeners for g in x.target_groups] + [g for r in rules for g in r.target_groups])
    for service in dict.fromkeys(s for id in ids for s in services_behind(topology, id)):
        held = topology.get(Service, service)
        for target in target_ports(topology, held) if held else ():
            if target.target_group in ids and not target.health_check:
                yield from ((target, p) for _s, p in positions_of(topology, service))
    for id in ids:
        group = topology.get(TargetGroup, id)
        for registered in group.targets if group else ():
            at = at_address(topology, registered.id) if is_ip(registered.id) else None
            places = [at] if isinstance(at, Position) else [p for _s, p in positions_of(topology, registered.id)]
            protocol = protocols_of(group)[0] if group else "tcp"
            number = registered.port if registered.port is not None else group.port if group else None
            yield from ((TargetPort(balancer.id, id, number, protocol, False), p) for p in places)


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
