"""The ends of a question: which interfaces a resource, an address or the internet stands for.

`trace` asks from any end to any end; `application` flows ask from a task to a resource.
"""

from ipaddress import ip_address

from ..addresses import Family, IntSet, addresses_of, is_range, parse
from ..i18n import _
from ..model import (
    Database,
    ElasticIp,
    ExternalHost,
    FileSystem,
    Instance,
    LoadBalancer,
    MountTarget,
    NatGateway,
    NetworkInterface,
    OpaqueResource,
    Subnet,
    Topology,
    VpcEndpoint,
    Workload,
)
from ..reachability import Outcome, Outside, Position, internet, walk, walk_in
from ..reachability.branch import label
from ..reachability.lookup import where
from ..reachability.positions import (
    WIDE_PORTS,
    in_subnet,
    of_instance,
    of_interface,
    of_nat_gateway,
    of_task,
    task_interface,
    without_ipv6,
)
from .balancing import nodes
from .ipv6 import asked_platform, gets_ipv6
from .platform import platform_of
from .services import endpoint_positions
from .storage import of_mount_target


def positions_of(topology: Topology, id: str) -> list[tuple[str | None, Position]]:
    """The interfaces of a resource, each with its subnet. Empty for a resource that has none (a VPC, a role)."""
    resource = topology.find(id)
    if isinstance(resource, Workload):
        windows = platform_of(topology, resource).os == "windows"
        interface, platform = task_interface(topology, resource, windows=windows), asked_platform(topology, resource)
        found: list[tuple[str | None, Position]] = [
            (s, of_task(topology, interface, id, s, ipv6=gets_ipv6(topology, platform, s)))
            for s in dict.fromkeys(resource.subnets)
        ]
        if topology.is_unresolved(id, "subnets") or not found:
            found.append((None, of_task(topology, interface, id, None, ipv6=False)))
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
    elif isinstance(resource, ElasticIp):
        held = _associated(topology, resource)
        nats = where(topology, NatGateway, "allocation_id", resource.id)
        single = [held] if held else [of_nat_gateway(topology, n) for n in nats]
    elif isinstance(resource, OpaqueResource) and (cluster := topology.get(Database, _cluster_of(resource))):
        return positions_of(topology, cluster.id)
    return [(p.subnet, p) for p in single]


def _cluster_of(resource: OpaqueResource) -> str | None:
    """The cluster of a database instance, in whose subnets and with whose groups it stands;
    https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-vpc.html"""
    named = (resource.body.get("Properties") or {}).get("DBClusterIdentifier")
    if not resource.cloudformation_type.endswith("::DBInstance") or not isinstance(named, dict) or "Ref" not in named:
        return None
    stack, slash, _logical = resource.id.rpartition("/")
    return f"{stack}{slash}{named['Ref']}"


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
    for elastic in topology.all(ElasticIp):
        if held(elastic.public_ip) and (holder := _associated(topology, elastic)):
            return holder._replace(public_ip=True, public_address=value)
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


def _associated(topology: Topology, address: ElasticIp) -> Position | None:
    """The interface that an Elastic IP is associated with, if it is with any of the input."""
    if (interface := topology.get(NetworkInterface, address.network_interface_id)) is not None:
        return of_interface(topology, interface)
    instance = topology.get(Instance, address.instance_id)
    return of_instance(topology, instance)[0] if instance is not None else None


def over_the_internet(
    topology: Topology, source: Position, destination: Position, family: Family, numbers: IntSet, ports: IntSet
) -> Outcome:
    """From an interface to the public address of another: out to the internet, and in again.

    What keeps it from leaving or from entering is sure; that the internet gateway turns it around is not documented.
    """
    known = destination.public_address
    there = Outside(label(topology, destination.owner), known or internet(topology, family), exact=bool(known))
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
