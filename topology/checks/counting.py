"""How many a design has of what AWS limits, each counted as its quota counts it. `quotas` holds the numbers against the quotas."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from ..model import (
    ElasticIp,
    NatGateway,
    NetworkAcl,
    PrefixList,
    RouteTable,
    ScheduledTask,
    SecurityGroup,
    SecurityGroupRule,
    Service,
    Subnet,
    Topology,
    Vpc,
    VpcEndpoint,
    VpcPeeringConnection,
    Workload,
)
from ..model.filters import MAX_RULE_NUMBER
from ..model.records import Resource
from ..reachability.memory import indexed, pick, remembered
from .addressing import interfaces_in, task_count

Counted = tuple[Resource | None, int]
Count = Callable[[Topology, Any], int]  # of one resource
CountAll = Callable[[Topology], Iterator[Counted]]  # of a whole design: where, and how many

Place = tuple[str | None, str]  # an account, None for the one of the design, and a Region


def _place_of(topology: Topology, resource: Resource) -> Place:
    vpc = resource if isinstance(resource, Vpc) else topology.get(Vpc, getattr(resource, "vpc_id", None))
    return (vpc.owner_id, topology.region_of(vpc.id)) if vpc else (None, topology.region)


def all_of(kind: type[Resource]) -> CountAll:
    """How many there are in each Region of each account."""
    return lambda topology: ((None, n) for n in Counter(_place_of(topology, r) for r in topology.all(kind)).values())


def elastic_ips(topology: Topology) -> Iterator[Counted]:
    """All of them, where the design has one account and Region: an address does not say which it is of."""
    if len({_place_of(topology, v) for v in topology.all(Vpc)}) < 2:
        yield None, len(topology.all(ElasticIp))


@indexed
def _held_by_vpc(topology: Topology, kind: type[Resource]) -> Counter[str | None]:
    """How many resources of a class each VPC has."""
    return Counter(getattr(r, "vpc_id", None) for r in topology.all(kind))


def in_vpc(kind: type[Resource]) -> Count:
    """How many of a class a VPC has."""
    return lambda topology, vpc: _held_by_vpc(topology, kind)[vpc.id]


@indexed
def _endpoints_by_vpc(topology: Topology) -> Counter[tuple[str | None, str]]:
    return Counter((e.vpc_id, e.vpc_endpoint_type) for e in topology.all(VpcEndpoint))


def endpoints(kind: str) -> Count:
    """How many endpoints of a type a VPC has."""
    return lambda topology, vpc: pick(topology, _endpoints_by_vpc, (vpc.id, kind)) or 0


@indexed
def _peerings_by_vpc(topology: Topology) -> Counter[str]:
    active = [p for p in topology.all(VpcPeeringConnection) if p.state == "active"]
    return Counter(vpc for p in active for vpc in {p.vpc_id, p.peer_vpc_id} if vpc)


def peerings(topology: Topology, vpc: Vpc) -> int:
    """How many active peering connections a VPC is an end of."""
    return pick(topology, _peerings_by_vpc, vpc.id) or 0


def nat_per_zone(topology: Topology) -> Iterator[Counted]:
    """How many zonal NAT gateways each zone has."""
    standing = [n for n in topology.all(NatGateway) if n.state in ("pending", "available")]
    first: dict[str, Subnet] = {}
    held: Counter[str] = Counter()
    for subnet in (topology.get(Subnet, n.subnet_id) for n in standing):
        if subnet and subnet.zone:
            first.setdefault(subnet.zone, subnet)
            held[subnet.zone] += 1
    return ((first[zone], n) for zone, n in held.items())


def routes(*, ipv6: bool, propagated: bool) -> Count:
    """How many routes of a family a route table has, propagated or not; one to a prefix list counts its entries."""

    def count(topology: Topology, table: RouteTable) -> int:
        mine = [r for r in table.routes if r.propagated == propagated and bool(r.destination_ipv6_cidr_block) == ipv6]
        return sum(_weight(topology, r.destination_prefix_list_id) for r in mine)

    return count


def _weight(topology: Topology, prefix_list_id: str | None) -> int:
    """What a rule or route counts: a prefix list by the entries that it may have."""
    held = topology.get(PrefixList, prefix_list_id)
    return 1 if held is None else max(held.max_entries or len(held.entries), 1)


def _counted(topology: Topology, rules: tuple[SecurityGroupRule, ...], ipv6: bool) -> int:
    """The rules of one family; one that names a group counts in both."""
    found = 0
    for r in rules:
        held = topology.get(PrefixList, r.prefix_list_id)
        other = r.cidr_ipv4 if ipv6 else r.cidr_ipv6
        if not other and (held is None or (held.address_family == "ipv6") == ipv6):
            found += _weight(topology, r.prefix_list_id)
    return found


_SIDES = ((True, False), (True, True), (False, False), (False, True))  # inbound or not, IPv6 or not


@remembered
def _rules_of_group(topology: Topology, group_id: str) -> tuple[int, ...]:
    """How many rules a group has on each of its sides."""
    group = topology.get(SecurityGroup, group_id)
    if group is None:
        return (0,) * len(_SIDES)
    inbound, outbound = group.security_group_ingress or (), group.security_group_egress or ()
    return tuple(_counted(topology, inbound if ingress else outbound, ipv6) for ingress, ipv6 in _SIDES)


def rules_of(ingress: bool, ipv6: bool) -> Count:
    """How many rules a security group has in a direction, for a family."""
    return lambda topology, group: _rules_of_group(topology, group.id)[_SIDES.index((ingress, ipv6))]


@remembered
def _rules_together(topology: Topology, groups: tuple[str, ...]) -> int:
    """The most rules of one direction and family that an interface with these groups has."""
    held = [_rules_of_group(topology, g) for g in dict.fromkeys(groups)]
    return max((sum(of_side) for of_side in zip(*held, strict=True)), default=0)


def rules_of_interface(topology: Topology, workload: Workload) -> int:
    """The most rules of one direction and family that a task's interface has."""
    return _rules_together(topology, workload.security_groups)


def entries(egress: bool, ipv6: bool) -> Count:
    """How many entries a network ACL has in a direction, for a family."""

    def count(_topology: Topology, acl: NetworkAcl) -> int:
        mine = [e for e in acl.entries if e.egress == egress and bool(e.ipv6_cidr_block) == ipv6]
        return sum(e.rule_number <= MAX_RULE_NUMBER for e in mine) + 1  # the final deny counts

    return count


@indexed
def services_by_cluster(topology: Topology) -> Counter[str | None]:
    """How many services each cluster has."""
    return Counter(s.cluster for s in topology.all(Service))


def gateway_endpoints(topology: Topology) -> Iterator[Counted]:
    """How many gateway endpoints there are in each Region of each account."""
    gateways = [e for e in topology.all(VpcEndpoint) if e.vpc_endpoint_type == "Gateway"]
    return ((None, n) for n in Counter(_place_of(topology, e) for e in gateways).values())


def policy_size(_topology: Topology, endpoint: VpcEndpoint) -> int:
    """How many characters the policy of an endpoint has, without spaces."""
    policy = endpoint.policy_document
    return len(json.dumps(policy, separators=(",", ":"))) if policy else 0


def interfaces_per_zone(topology: Topology) -> Iterator[Counted]:
    """At least how many interfaces a zone has: those that stand in its subnets for sure, and the tasks of what stands in no other zone.

    Where tasks may stand in several zones they spread, so that they count in each by their share, rounded down.
    """
    held: Counter[str] = Counter()
    first: dict[str, Subnet] = {}
    zone_of = {s.id: s.zone for s in topology.all(Subnet) if s.zone}
    for subnet_id, n in interfaces_in(topology).items():
        if zone := zone_of.get(subnet_id):
            held[zone] += n
    for workload in topology.workloads:
        zones = {zone_of.get(s) for s in workload.subnets}
        for zone in zones if None not in zones else ():
            held[str(zone)] += task_count(workload) // len(zones)
    for subnet in topology.all(Subnet):
        first.setdefault(subnet.zone or "", subnet)
    return ((first[zone], n) for zone, n in held.items())


def targets(topology: Topology) -> Iterator[Counted]:
    """How many targets each rule of Amazon EventBridge has."""
    first: dict[str, ScheduledTask] = {}
    held: Counter[str] = Counter()
    for task in topology.all(ScheduledTask):
        if task.rule_id and task.scheduler == "events":
            first.setdefault(task.rule_id, task)
            held[task.rule_id] += 1
    return ((first[rule_id], n) for rule_id, n in held.items())


def of_a_schedule(_topology: Topology, task: ScheduledTask) -> int:
    """How many tasks a schedule of Amazon EventBridge Scheduler starts at a time."""
    return task_count(task) if task.scheduler == "scheduler" else 0
