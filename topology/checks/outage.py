"""What stops when zones and resources are switched off: the topology as it is then, and what went with what.

An Availability Zone that fails takes along what AWS keeps in it, and nothing else:

* its subnets with every network interface in them: tasks, instances, and one node of each load balancer, whose address DNS no longer
  gives (https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html,
  …/elasticloadbalancing/latest/network/zonal-shift.html);
* zonal NAT gateways, also for the zones that route through them; a regional one stays
  (https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html, …/nat-gateways-regional.html);
* an interface endpoint's network interface there: its names lead to those that are left, and to none where it was the only one
  (https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html);
* a transit gateway attachment's interface there: a zone without one does not reach the gateway
  (https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html);
* the mount target of an EFS file system, and a One Zone file system as a whole
  (https://docs.aws.amazon.com/efs/latest/ug/accessing-fs.html, …/mounting-one-zone.html);
* an RDS instance without a standby elsewhere (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZSingleStandby.html).

Internet gateways, gateway endpoints, transit gateways and the AWS services themselves are of the Region
(https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/availability-zones.html).

What is switched off stays where it is and carries nothing. A route to it is a blackhole
(https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Route.html; deleting a NAT gateway leaves its routes, too:
…/API_DeleteNatGateway.html), and a private DNS name still leads to its endpoint.
"""

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from ..i18n import _
from ..model import (
    Database,
    EgressOnlyInternetGateway,
    FileSystem,
    Instance,
    InternetGateway,
    LoadBalancer,
    MountTarget,
    NatGateway,
    NetworkInterface,
    PrefixList,
    Resource,
    Route,
    RouteTable,
    Subnet,
    Topology,
    TransitGateway,
    TransitGatewayAttachment,
    VpcEndpoint,
    VpcPeeringConnection,
    VpnConnection,
    VpnGateway,
    Workload,
)
from .meant import did_you_mean

ZONE: Final = "AvailabilityZone"
SWITCHABLE: Final[tuple[type[Resource], ...]] = (
    NatGateway, InternetGateway, EgressOnlyInternetGateway, VpcEndpoint, TransitGateway, TransitGatewayAttachment,
    VpcPeeringConnection, VpnGateway, VpnConnection, LoadBalancer, Instance, NetworkInterface, FileSystem, MountTarget, Database,
    Subnet, Workload,
)  # fmt: skip
# Where a resource that stands in several subnets lists them.
PLACES: Final[tuple[tuple[type[Resource], str], ...]] = (
    (Workload, "subnets"), (LoadBalancer, "subnets"), (Database, "subnets"), (VpcEndpoint, "subnet_ids"),
    (TransitGatewayAttachment, "subnet_ids"),
)  # fmt: skip


class OffError(ValueError):
    """What was to be switched off is nothing that can be; the message says what can."""


class Off(NamedTuple):
    """One thing that is switched off: `id` as it was asked for, `type` a resource's or `AvailabilityZone`; and the subnets that go."""

    id: str
    type: str
    name: str
    subnets: tuple[str, ...] = ()

    def to_json(self) -> dict[str, str]:
        return {"id": self.id, "type": self.type, "name": self.name}


class Outage(NamedTuple):
    """What is left. `gone` are the resources that stop and `reduced` those that lose a part of their subnets, `subnets` the subnets
    that fail; each with the id of what was switched off. `doubts` say of what may have stopped that the input leaves it open."""

    topology: Topology
    off: tuple[Off, ...]
    gone: dict[str, str]
    reduced: dict[str, str]
    subnets: dict[str, str]
    doubts: dict[str, str]


def zones_of(topology: Topology) -> dict[str, tuple[str, ...]]:
    """The Availability Zones that the subnets of a topology stand in, in the order of their names, each with its subnets."""
    found: dict[str, list[str]] = {}
    for subnet in topology.all(Subnet):
        if subnet.zone:
            found.setdefault(subnet.zone, []).append(subnet.id)
    return {zone: tuple(found[zone]) for zone in sorted(found)}


def switch_off(topology: Topology, names: Iterable[str]) -> Outage:
    """The topology without what these name: resources by id, zones by name or zone id, `VPC/ZONE` for a zone in one VPC alone.

    The changed topology remembers what this one does as far as the change cannot reach it. Raises OffError.
    """
    off = tuple(_asked(topology, name) for name in dict.fromkeys(names))
    subnets: dict[str, str] = {}
    gone: dict[str, str] = {}
    for one in off:
        for subnet in one.subnets:
            subnets.setdefault(subnet, one.id)
        if one.type not in (ZONE, "Subnet"):
            gone[one.id] = one.id
    changed: dict[str, Any] = {}
    reduced = _leave_subnets(topology, subnets, gone, changed)
    _stop_with(topology, off, subnets, gone)
    kept = _keep_without_effect(topology, gone, changed)
    removed = [id for id in gone if id not in kept]
    _blackhole(topology, {*gone, *_unconnected(topology, gone)}, changed)
    left = topology.without(*removed).with_resources(*(r for id, r in changed.items() if id in kept or id not in gone))
    return Outage(left, off, gone, reduced, subnets, _doubts(topology, subnets, gone))


def _asked(topology: Topology, name: str) -> Off:
    resource = topology.find(name)
    if isinstance(resource, SWITCHABLE):
        kind: str = resource.type
        return Off(name, kind, resource.label, (name,) if isinstance(resource, Subnet) else ())
    if resource is not None:
        message = _("%s cannot be switched off: only zones, subnets, gateways, endpoints and what runs can.")
        raise OffError(message % name)
    vpc, slash, zone = name.rpartition("/")
    subnets = [s for s in topology.all(Subnet) if name in _zone_names(s)] or [
        s for s in topology.all(Subnet) if slash and s.vpc_id == vpc and zone in _zone_names(s)
    ]
    if not subnets:
        known = ", ".join(zones_of(topology)) or _("none")
        message = _("“%(name)s” is no resource and no Availability Zone of the input. Its zones: %(zones)s.")
        raise OffError(message % {"name": name, "zones": known} + did_you_mean(topology, name, zones_of(topology)))
    return Off(name, ZONE, name, tuple(s.id for s in subnets))


def _zone_names(subnet: Subnet) -> tuple[str, ...]:
    """The zone's name, and its id where the input gives that."""
    return tuple(str(n) for n in (subnet.availability_zone, subnet.properties.get("AvailabilityZoneId")) if n)


def _leave_subnets(
    topology: Topology, dead: dict[str, str], gone: dict[str, str], changed: dict[str, Any]
) -> dict[str, str]:
    """Take what stands in several subnets out of those that fail; what has none left is gone. Returns what is left in part."""
    reduced: dict[str, str] = {}
    for kind, field in PLACES:
        for resource in topology.all(kind) if dead else ():
            places = getattr(resource, field)
            left = tuple(s for s in places if s not in dead)
            if len(left) == len(places):
                continue
            because = next(dead[s] for s in places if s in dead)
            changed[resource.id] = resource.changed(**{field: left})
            if left or topology.is_unresolved(resource.id, field):
                reduced[resource.id] = because
            else:
                gone.setdefault(resource.id, because)
    return {id: because for id, because in reduced.items() if id not in gone}


def _stop_with(topology: Topology, off: tuple[Off, ...], dead: dict[str, str], gone: dict[str, str]) -> None:
    """What stands in one subnet goes with it; interfaces with their instance, mount targets with their file system, an
    attachment with its VPN connection."""
    for nat in topology.all(NatGateway):
        if nat.availability_mode == "zonal" and nat.subnet_id in dead:
            gone.setdefault(nat.id, dead[nat.subnet_id])
    for interface in topology.all(NetworkInterface):
        if interface.subnet_id in dead:
            gone.setdefault(interface.id, dead[interface.subnet_id])
    for instance in topology.all(Instance):
        interfaces = [i for i in instance.network_interface_ids if i in gone]
        if instance.subnet_id in dead:
            gone.setdefault(instance.id, dead[instance.subnet_id])
        elif dead and interfaces and len(interfaces) == len(instance.network_interface_ids):
            gone.setdefault(instance.id, gone[interfaces[0]])
        if instance.id in gone:
            for id in instance.network_interface_ids:
                gone.setdefault(id, gone[instance.id])
    for interface in topology.all(NetworkInterface):
        if interface.instance_id in gone:
            gone.setdefault(interface.id, gone[interface.instance_id])
    failed = {name: o.id for o in off if o.type == ZONE for name in (o.id, o.id.rpartition("/")[2])}
    for system in topology.all(FileSystem):
        if system.availability_zone_name in failed:
            gone.setdefault(system.id, failed[system.availability_zone_name])
    for target in topology.all(MountTarget):
        because = dead.get(target.subnet_id or "") or gone.get(target.file_system_id or "")
        if because:
            gone.setdefault(target.id, because)
    for attachment in topology.all(TransitGatewayAttachment):
        if attachment.vpn_connection_id in gone:
            gone.setdefault(attachment.id, gone[attachment.vpn_connection_id])


def _keep_without_effect(topology: Topology, gone: dict[str, str], changed: dict[str, Any]) -> set[str]:
    """What keeps its place while it carries nothing, since more than a route leads to it: an interface endpoint's private DNS name,
    a transit gateway's route to an attachment, the ranges that a VPN connection brought."""
    kept: set[str] = set()
    for id in gone:
        held = changed.get(id) or topology.find(id)
        if isinstance(held, VpcEndpoint) and held.vpc_endpoint_type == "Interface":
            changed[id] = held.changed(subnet_ids=())
        elif isinstance(held, TransitGatewayAttachment):
            changed[id] = held.changed(state="failed")
        elif isinstance(held, VpnConnection):
            changed[id] = held.changed(routes=(), static_routes_only=True)
        else:
            continue
        kept.add(id)
    return kept


def _unconnected(topology: Topology, gone: dict[str, str]) -> set[str]:
    """The virtual private gateways all of whose VPN connections are gone."""
    held = topology.all(VpnConnection)
    return {
        c.vpn_gateway_id
        for c in held
        if c.id in gone and c.vpn_gateway_id and all(o.id in gone for o in held if o.vpn_gateway_id == c.vpn_gateway_id)
    }


def _blackhole(topology: Topology, gone: set[str], changed: dict[str, Any]) -> None:
    """Make every route that leads to what is gone a blackhole; also those that AWS keeps for a gateway endpoint."""
    by_table: dict[str, list[Route]] = {}
    for id in gone:
        endpoint = topology.get(VpcEndpoint, id)
        if endpoint is None or endpoint.vpc_endpoint_type != "Gateway" or not endpoint.service_name:
            continue
        lists = topology.all(PrefixList)
        name = endpoint.service_name
        held = next((p for p in lists if p.prefix_list_name == name), None) or PrefixList(
            id=name, prefix_list_name=name
        )
        if topology.find(held.id) is None:
            changed[held.id] = held
        route = Route(destination_prefix_list_id=held.id, vpc_endpoint_id=id, state="blackhole")
        for table in endpoint.route_table_ids:
            by_table.setdefault(table, []).append(route)
    for held_table in topology.all(RouteTable):
        more = by_table.get(held_table.id, [])
        if more or any(r.target in gone for r in held_table.routes):
            routes = (r.changed(state="blackhole") if r.target in gone else r for r in held_table.routes)
            changed[held_table.id] = held_table.changed(routes=(*routes, *more))


def _doubts(topology: Topology, dead: dict[str, str], gone: dict[str, str]) -> dict[str, str]:
    """The RDS instances without a standby of which the input does not say in which of their subnets' zones they stand."""
    found: dict[str, str] = {}
    for database in topology.all(Database) if dead else ():
        if database.id in gone or not any(s in dead for s in database.subnets):
            continue
        if database.cloudformation_type != "AWS::RDS::DBInstance" or _fails_over(database):
            continue
        zone = database.properties.get("AvailabilityZone")
        places = {s.availability_zone for i in database.subnets if (s := topology.get(Subnet, i)) and i in dead}
        if isinstance(zone, str) and zone in places:
            gone[database.id] = next(dead[s] for s in database.subnets if s in dead)
        elif not isinstance(zone, str):
            text = _("%s has no standby in another zone (MultiAZ), and in which zone it stands is not in the input")
            found[database.id] = text % database.label
    return found


def _fails_over(database: Database) -> bool:
    """Whether another zone takes over for an RDS instance: it has a standby, or a cluster that it is one of."""
    said = database.properties
    return str(said.get("MultiAZ", "")).lower() == "true" or bool(said.get("DBClusterIdentifier"))
