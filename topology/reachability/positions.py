"""Positions: where an interface stands in the network, as far as reachability depends on it.

Things with equal positions (the tasks of a service in one subnet, services with the same groups in it) reach the same,
so a walk is computed once per pair of positions.
"""

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from ..addresses import NOTHING, Family, IntSet, addresses_of, is_range, parse
from ..i18n import _
from ..model import (
    ElasticIp,
    Instance,
    NatGateway,
    NetworkInterface,
    SecurityGroup,
    Subnet,
    Topology,
    Vpc,
    Workload,
)
from .groups import NO_RULES, Rules, rules_of
from .lookup import where
from .memory import remembered

Kind = Literal[
    "task", "load-balancer", "endpoint", "mount-target", "database", "instance", "interface", "nat", "address"
]

# Where a client's own ports lie; https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html#nacl-ephemeral-ports
LINUX_PORTS = IntSet.span(32768, 60999)
WIDE_PORTS = IntSet.span(1024, 65535)
INTERNET_PORTS = IntSet.span(32768, 65535)
RESERVED_FIRST, RESERVED_LAST = 4, 1


class Position(NamedTuple):
    """An interface, or all the interfaces that stand alike.

    `groups` are its security groups as messages call them, `egress` and `ingress` what those say; `members` are the groups whose
    members rules of others mean when they mean this interface.
    `implicit_group` says that the VPC's default group, which the input does not hold, applies. `filtered` is False where
    no security group can apply (a NAT gateway, a Network Load Balancer made without groups). `doubts` say what the input
    leaves open about the position itself, `public_ip_open` that it leaves open whether there is a public IPv4 address.
    """

    owner: str | None
    kind: Kind
    subnet: str | None
    vpc: str | None
    zone: str | None = None
    ipv4: IntSet = NOTHING
    ipv6: IntSet = NOTHING
    groups: tuple[str, ...] = ()
    members: frozenset[str] = frozenset()
    egress: Rules = NO_RULES
    ingress: Rules = NO_RULES
    implicit_group: bool = False
    groups_open: bool = False
    filtered: bool = True
    public_ip: bool = False
    public_ip_open: bool = False
    public_address: IntSet = NOTHING
    client_ports: IntSet = LINUX_PORTS
    source_dest_check: bool = True
    doubts: tuple[str, ...] = ()

    def addresses(self, family: Family) -> IntSet:
        return self.ipv4 if family == "ipv4" else self.ipv6


@lru_cache(maxsize=65_536)
def usable(cidr: str | None) -> IntSet:
    """The addresses of a subnet's IPv4 block that interfaces can have: AWS keeps the first four and the last."""
    if not cidr:
        return NOTHING
    low, high = parse(cidr)[1].ranges[0]
    return IntSet.span(low + RESERVED_FIRST, high - RESERVED_LAST) or parse(cidr)[1]


def in_subnet(
    topology: Topology,
    subnet_id: str | None,
    *,
    owner: str | None,
    kind: Kind,
    groups: tuple[str, ...] = (),
    held: "Held | None" = None,
    groups_open: bool = False,
    filtered: bool = True,
    addresses: tuple[str, ...] = (),
    public_ip: bool = False,
    public_ip_open: bool = False,
    client_ports: IntSet = LINUX_PORTS,
    source_dest_check: bool = True,
    with_ipv6: bool = True,
) -> Position:
    """The position of an interface in a subnet; without `addresses` it may have any address of the subnet. `held` is what it has
    of its `groups`, where that is known already.

    The IPv6 addresses are the subnet's: whether the interface has one is the caller's to say (`with_ipv6`).
    """
    place = _place(topology, subnet_id)
    implicit = False
    if held is None:
        held = held_groups(topology, groups) if groups and filtered else NO_GROUPS
        if not groups and filtered and not groups_open:
            default = default_group(topology, place.vpc)
            held, implicit = (held_groups(topology, (default,)), False) if default else (NO_GROUPS, True)
    addresses = tuple(a for a in addresses if is_range(a))
    ipv4, ipv6 = addresses_of(addresses, "ipv4") or place.ipv4, addresses_of(addresses, "ipv6") or place.ipv6
    doubts = place.doubts
    if not doubts and not ipv4 and not ipv6:
        doubts = (_("the CIDR block of %s is not known") % subnet_id,)
    ipv6 = ipv6 if with_ipv6 else NOTHING
    return Position(
        owner=owner,
        kind=kind,
        subnet=place.subnet,
        vpc=place.vpc,
        zone=place.zone,
        ipv4=ipv4,
        ipv6=ipv6,
        groups=held.ids,
        members=held.members,
        egress=held.egress,
        ingress=held.ingress,
        implicit_group=implicit,
        groups_open=groups_open or (filtered and len(held.ids) < len(groups)),
        filtered=filtered,
        public_ip=public_ip,
        public_ip_open=public_ip_open,
        client_ports=client_ports,
        source_dest_check=source_dest_check,
        doubts=doubts,
    )


class Held(NamedTuple):
    """What a position has of its security groups: those that the input holds."""

    ids: tuple[str, ...]
    members: frozenset[str]
    egress: Rules
    ingress: Rules


NO_GROUPS = Held((), frozenset(), NO_RULES, NO_RULES)


@remembered
def held_groups(topology: Topology, groups: tuple[str, ...]) -> Held:
    """What an interface has of these groups."""
    known = tuple(g for g in groups if topology.get(SecurityGroup, g))
    return Held(known, frozenset(known), rules_of(topology, known, "egress"), rules_of(topology, known, "ingress"))


class _Place(NamedTuple):
    """What a position has of its subnet."""

    subnet: str | None
    vpc: str | None
    zone: str | None
    ipv4: IntSet
    ipv6: IntSet
    doubts: tuple[str, ...]


@remembered
def _place(topology: Topology, subnet_id: str | None) -> _Place:
    subnet = topology.get(Subnet, subnet_id)
    if subnet is None:
        return _Place(None, None, None, NOTHING, NOTHING, (_("the subnet is not known"),))
    ipv4 = usable(subnet.cidr_block)
    ipv6 = parse(subnet.ipv6_cidr_block)[1] if subnet.ipv6_cidr_block else NOTHING
    doubts = () if topology.get(Vpc, subnet.vpc_id) else (_("the VPC of %s is not known") % subnet.id,)
    return _Place(subnet.id, subnet.vpc_id, subnet.zone, ipv4, ipv6, doubts)


ZONE_ID = re.compile(r"[a-z]+\d+-")  # as in `use1-az1`; names start with a Region's (`us-east-1a`)


def same_zone(position: Position, subnet: str | None, zone: str | None) -> bool | None:
    """Whether a position stands in the availability zone of a subnet; None where the input does not say one of the zones, or says
    one by its name and the other by its id: an account's names are its own.

    https://docs.aws.amazon.com/ram/latest/userguide/working-with-az-ids.html
    """
    if position.subnet is not None and position.subnet == subnet:
        return True
    if position.zone is None or zone is None:
        return None
    if position.zone == zone:
        return True
    return None if bool(ZONE_ID.match(position.zone)) != bool(ZONE_ID.match(zone)) else False


def without_ipv6(position: Position) -> Position:
    return position._replace(ipv6=NOTHING)


def default_group(topology: Topology, vpc_id: str | None) -> str | None:
    """The id of a VPC's default security group, where the input holds it."""
    return next((g.id for g in where(topology, SecurityGroup, "vpc_id", vpc_id) if g.default), None)


class TaskInterface(NamedTuple):
    """What a workload says of its tasks' interfaces, whatever the subnet. `held` is None where it names no groups: they are in
    the default group of their VPC then."""

    held: Held | None
    groups_open: bool
    public_ip: bool
    public_ip_open: bool
    client_ports: IntSet


def task_interface(topology: Topology, workload: Workload, *, windows: bool) -> TaskInterface:
    """What a workload says of its tasks' interfaces."""
    groups = tuple(dict.fromkeys(workload.security_groups))
    open_ = topology.is_unresolved(workload.id, "security_groups")
    held = held_groups(topology, groups) if groups or open_ else None
    return TaskInterface(
        held=held,
        groups_open=open_ or (held is not None and len(held.ids) < len(groups)),
        public_ip=workload.assign_public_ip == "ENABLED",
        public_ip_open=topology.is_unresolved(workload.id, "assign_public_ip"),
        client_ports=WIDE_PORTS if windows else LINUX_PORTS,
    )


def of_task(
    topology: Topology, interface: TaskInterface, owner: str, subnet_id: str | None, *, ipv6: bool | None
) -> Position:
    """The task ENI in a subnet. `ipv6`: whether the task is given an IPv6 address there; None where that is open."""
    subnet = topology.get(Subnet, subnet_id)
    return in_subnet(
        topology,
        subnet_id,
        owner=owner,
        kind="task",
        held=interface.held,
        groups_open=interface.groups_open,
        public_ip=interface.public_ip and not (subnet and subnet.ipv6_native),
        public_ip_open=interface.public_ip_open,
        client_ports=interface.client_ports,
        with_ipv6=ipv6 is not False,
    )


def of_instance(topology: Topology, instance: Instance) -> tuple[Position, ...]:
    """The interfaces of an instance: the ones it names, or the one that its own properties describe."""
    named = [n for i in instance.network_interface_ids if (n := topology.get(NetworkInterface, i))]
    if named:
        return tuple(
            of_interface(topology, n)._replace(owner=instance.id, kind="instance",
                    source_dest_check=n.source_dest_check and instance.source_dest_check)
            for n in named
        )  # fmt: skip
    subnet = topology.get(Subnet, instance.subnet_id)
    automatic = bool(subnet and subnet.map_public_ip_on_launch)
    wants = instance.associate_public_ip_address
    public = (
        bool(instance.public_ip_address)
        or has_elastic_ip(topology, instance.id)
        or (automatic if wants is None else wants)
    )
    private = (*((instance.private_ip_address,) if instance.private_ip_address else ()), *instance.ipv6_addresses)
    position = in_subnet(
        topology,
        instance.subnet_id,
        owner=instance.id,
        kind="instance",
        groups=instance.security_group_ids,
        groups_open=topology.is_unresolved(instance.id, "security_group_ids"),
        addresses=private,
        public_ip=public,
        public_ip_open=topology.is_unresolved(instance.id, "associate_public_ip_address"),
        client_ports=WIDE_PORTS,
        source_dest_check=instance.source_dest_check,
    )
    has_ipv6 = bool(instance.ipv6_addresses) or bool(subnet and subnet.assign_ipv6_address_on_creation)
    position = position if has_ipv6 else without_ipv6(position)
    if is_range(instance.public_ip_address or ""):
        position = position._replace(public_address=addresses_of((instance.public_ip_address or "",), "ipv4"))
    return (position,)


def of_interface(topology: Topology, interface: NetworkInterface) -> Position:
    """An elastic network interface."""
    position = in_subnet(
        topology,
        interface.subnet_id,
        owner=interface.id,
        kind="nat" if interface.interface_type == "nat_gateway" else "interface",
        groups=interface.security_group_ids,
        groups_open=topology.is_unresolved(interface.id, "security_group_ids"),
        filtered=interface.interface_type not in ("nat_gateway", "network_load_balancer", "gateway_load_balancer"),
        addresses=(*interface.private_ip_addresses, *interface.ipv6_addresses),
        public_ip=bool(interface.public_ip_address) or has_elastic_ip(topology, interface.id),
        client_ports=WIDE_PORTS,
        source_dest_check=interface.source_dest_check,
    )
    position = position if interface.ipv6_addresses else without_ipv6(position)
    if is_range(interface.public_ip_address or ""):
        position = position._replace(public_address=addresses_of((interface.public_ip_address or "",), "ipv4"))
    return position


def of_nat_gateway(topology: Topology, nat: NatGateway) -> Position:
    """The interface of a zonal NAT gateway."""
    return in_subnet(
        topology, nat.subnet_id, owner=nat.id, kind="nat", filtered=False, public_ip=True, client_ports=WIDE_PORTS,
        addresses=(nat.private_ip_address,) if nat.private_ip_address else (),
    )  # fmt: skip


def has_elastic_ip(topology: Topology, id: str) -> bool:
    """Whether an Elastic IP is associated with this instance or interface."""
    held = where(topology, ElasticIp, "instance_id", id) or where(topology, ElasticIp, "network_interface_id", id)
    return bool(held)
