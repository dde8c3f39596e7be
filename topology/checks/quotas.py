"""Quotas: what a design has of each, against AWS's default or the account's own value (`topology.model.quotas`).

Exceeding one that can be raised is a warning, exceeding a fixed one an error.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from ..i18n import N_, _
from ..model import (
    Cluster,
    EgressOnlyInternetGateway,
    ElasticIp,
    Instance,
    InternetGateway,
    NatGateway,
    NetworkAcl,
    NetworkInterface,
    PrefixList,
    RouteTable,
    ScheduledTask,
    SecurityGroup,
    SecurityGroupRule,
    Service,
    Subnet,
    TaskDefinition,
    Topology,
    Vpc,
    VpcEndpoint,
    VpcPeeringConnection,
    Workload,
)
from ..model.quotas import NO_BOUND, QUOTAS, Quota
from ..model.records import Resource
from ..reachability.memory import indexed, pick, remembered
from .addressing import interfaces_in, task_count
from .filters import MAX_RULE_NUMBER
from .registry import Findings, Severity, Violation, also, rule

VPC_QUOTAS = "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html"
PRIVATELINK_QUOTAS = "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html"
EVENTS_QUOTAS = "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html"
ECS_QUOTAS = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html"

Counted = tuple[Resource | None, int]
Count = Callable[[Topology, Any], int]  # of one resource
CountAll = Callable[[Topology], Iterator[Counted]]  # of a whole design: where, and how many


class Limit(NamedTuple):
    """What is counted for a quota, by its name, at each resource of a class. `what` says it more closely than the quota does, where
    one quota holds for several counts."""

    quota: str
    of: type[Resource]
    tally: Count
    what: str = ""

    def counted_at(self, topology: Topology, resource: Resource) -> Iterator[Counted]:
        yield resource, self.tally(topology, resource)


class Whole(NamedTuple):
    """What is counted for a quota over the whole design."""

    quota: str
    tally: CountAll
    of: None = None
    what: str = ""

    def counted_at(self, topology: Topology, _resource: Resource | None = None) -> Iterator[Counted]:
        return self.tally(topology)


Place = tuple[str | None, str]  # an account, None for the one of the design, and a Region


def _place_of(topology: Topology, resource: Resource) -> Place:
    vpc = resource if isinstance(resource, Vpc) else topology.get(Vpc, getattr(resource, "vpc_id", None))
    return (vpc.owner_id, topology.region_of(vpc.id)) if vpc else (None, topology.region)


def _all(kind: type[Resource]) -> CountAll:
    """How many there are in each Region of each account."""
    return lambda topology: ((None, n) for n in Counter(_place_of(topology, r) for r in topology.all(kind)).values())


def _elastic_ips(topology: Topology) -> Iterator[Counted]:
    """All of them, where the design has one account and Region: an address does not say which it is of."""
    if len({_place_of(topology, v) for v in topology.all(Vpc)}) < 2:
        yield None, len(topology.all(ElasticIp))


@indexed
def _held_by_vpc(topology: Topology, kind: type[Resource]) -> Counter[str | None]:
    """How many resources of a class each VPC has."""
    return Counter(getattr(r, "vpc_id", None) for r in topology.all(kind))


def _in_vpc(kind: type[Resource]) -> Count:
    return lambda topology, vpc: _held_by_vpc(topology, kind)[vpc.id]


@indexed
def _endpoints_by_vpc(topology: Topology) -> Counter[tuple[str | None, str]]:
    return Counter((e.vpc_id, e.vpc_endpoint_type) for e in topology.all(VpcEndpoint))


def _endpoints(kind: str) -> Count:
    return lambda topology, vpc: pick(topology, _endpoints_by_vpc, (vpc.id, kind)) or 0


@indexed
def _peerings_by_vpc(topology: Topology) -> Counter[str]:
    active = [p for p in topology.all(VpcPeeringConnection) if p.state == "active"]
    return Counter(vpc for p in active for vpc in {p.vpc_id, p.peer_vpc_id} if vpc)


def _peerings(topology: Topology, vpc: Vpc) -> int:
    return pick(topology, _peerings_by_vpc, vpc.id) or 0


def _nat_per_zone(topology: Topology) -> Iterator[Counted]:
    standing = [n for n in topology.all(NatGateway) if n.state in ("pending", "available")]
    first: dict[str, Subnet] = {}
    held: Counter[str] = Counter()
    for subnet in (topology.get(Subnet, n.subnet_id) for n in standing):
        if subnet and subnet.zone:
            first.setdefault(subnet.zone, subnet)
            held[subnet.zone] += 1
    return ((first[zone], n) for zone, n in held.items())


def _routes(*, ipv6: bool, propagated: bool) -> Count:
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
def _rules_of(topology: Topology, group_id: str) -> tuple[int, ...]:
    """How many rules a group has on each of its sides."""
    group = topology.get(SecurityGroup, group_id)
    if group is None:
        return (0,) * len(_SIDES)
    inbound, outbound = group.security_group_ingress or (), group.security_group_egress or ()
    return tuple(_counted(topology, inbound if ingress else outbound, ipv6) for ingress, ipv6 in _SIDES)


def _rules(ingress: bool, ipv6: bool) -> Count:
    return lambda topology, group: _rules_of(topology, group.id)[_SIDES.index((ingress, ipv6))]


@remembered
def _rules_together(topology: Topology, groups: tuple[str, ...]) -> int:
    """The most rules of one direction and family that an interface with these groups has."""
    held = [_rules_of(topology, g) for g in dict.fromkeys(groups)]
    return max((sum(of_side) for of_side in zip(*held, strict=True)), default=0)


def _rules_of_interface(topology: Topology, workload: Workload) -> int:
    return _rules_together(topology, workload.security_groups)


def _entries(egress: bool, ipv6: bool) -> Count:
    def count(_topology: Topology, acl: NetworkAcl) -> int:
        mine = [e for e in acl.entries if e.egress == egress and bool(e.ipv6_cidr_block) == ipv6]
        return sum(e.rule_number <= MAX_RULE_NUMBER for e in mine) + 1  # the final deny counts

    return count


@indexed
def _services_by_cluster(topology: Topology) -> Counter[str | None]:
    return Counter(s.cluster for s in topology.all(Service))


def _gateway_endpoints(topology: Topology) -> Iterator[Counted]:
    gateways = [e for e in topology.all(VpcEndpoint) if e.vpc_endpoint_type == "Gateway"]
    return ((None, n) for n in Counter(_place_of(topology, e) for e in gateways).values())


def _policy_size(_topology: Topology, endpoint: VpcEndpoint) -> int:
    policy = endpoint.policy_document
    return len(json.dumps(policy, separators=(",", ":"))) if policy else 0


def _interfaces_per_zone(topology: Topology) -> Iterator[Counted]:
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


def _targets(topology: Topology) -> Iterator[Counted]:
    first: dict[str, ScheduledTask] = {}
    held: Counter[str] = Counter()
    for task in topology.all(ScheduledTask):
        if task.rule_id and task.scheduler == "events":
            first.setdefault(task.rule_id, task)
            held[task.rule_id] += 1
    return ((first[rule_id], n) for rule_id, n in held.items())


TABLE: dict[str, tuple[str, str, tuple[Limit | Whole, ...]]] = {
    "QT06": (N_("Blocks of a VPC"), VPC_QUOTAS, (
        Limit("ipv4_blocks_per_vpc", Vpc, lambda _t, v: len(v.cidr_blocks)),
        Limit("ipv6_blocks_per_vpc", Vpc, lambda _t, v: len(v.ipv6_cidr_blocks)),
    )),
    "QT07": (N_("VPCs and subnets"), VPC_QUOTAS, (
        Whole("vpcs_per_region", _all(Vpc)),
        Limit("subnets_per_vpc", Vpc, _in_vpc(Subnet)),
    )),
    "QT08": (N_("Internet gateways"), VPC_QUOTAS, (
        Whole("internet_gateways_per_region", _all(InternetGateway)),
        Whole("egress_only_internet_gateways_per_region", _all(EgressOnlyInternetGateway)),
    )),
    "QT09": (N_("NAT gateways and Elastic IP addresses"), VPC_QUOTAS, (
        Whole("nat_gateways_per_availability_zone", _nat_per_zone),
        Whole("elastic_ips_per_region", _elastic_ips),
    )),
    "QT10": (N_("Route tables and routes"), VPC_QUOTAS, (
        Limit("route_tables_per_vpc", Vpc, _in_vpc(RouteTable)),
        Limit("routes_per_route_table", RouteTable, _routes(ipv6=False, propagated=False), N_("IPv4 routes per route table")),
        Limit("routes_per_route_table", RouteTable, _routes(ipv6=True, propagated=False), N_("IPv6 routes per route table")),
        Limit("propagated_routes_per_route_table", RouteTable, _routes(ipv6=False, propagated=True), N_("propagated IPv4 routes per route table")),
        Limit("propagated_routes_per_route_table", RouteTable, _routes(ipv6=True, propagated=True), N_("propagated IPv6 routes per route table")),
    )),
    "QT11": (N_("Security groups and their rules"), VPC_QUOTAS, (
        Whole("security_groups_per_region", _all(SecurityGroup)),
        Limit("rules_per_security_group", SecurityGroup, _rules(True, False), N_("inbound IPv4 rules per security group")),
        Limit("rules_per_security_group", SecurityGroup, _rules(True, True), N_("inbound IPv6 rules per security group")),
        Limit("rules_per_security_group", SecurityGroup, _rules(False, False), N_("outbound IPv4 rules per security group")),
        Limit("rules_per_security_group", SecurityGroup, _rules(False, True), N_("outbound IPv6 rules per security group")),
        Limit("rules_per_network_interface", Workload, _rules_of_interface),
        Limit("security_groups_per_network_interface", VpcEndpoint, lambda _t, e: len(set(e.security_group_ids))),
        Limit("security_groups_per_network_interface", NetworkInterface, lambda _t, i: len(set(i.security_group_ids))),
        Limit("security_groups_per_network_interface", Instance, lambda _t, i: len(set(i.security_group_ids))),
    )),
    "QT12": (N_("Network ACLs and their entries"), VPC_QUOTAS, (
        Limit("network_acls_per_vpc", Vpc, _in_vpc(NetworkAcl)),
        Limit("rules_per_network_acl", NetworkAcl, _entries(False, False), N_("inbound IPv4 entries per network ACL")),
        Limit("rules_per_network_acl", NetworkAcl, _entries(False, True), N_("inbound IPv6 entries per network ACL")),
        Limit("rules_per_network_acl", NetworkAcl, _entries(True, False), N_("outbound IPv4 entries per network ACL")),
        Limit("rules_per_network_acl", NetworkAcl, _entries(True, True), N_("outbound IPv6 entries per network ACL")),
    )),
    "QT13": (N_("Network interfaces"), VPC_QUOTAS, (Whole("network_interfaces_per_availability_zone", _interfaces_per_zone),)),
    "QT14": (N_("VPC endpoints"), PRIVATELINK_QUOTAS, (
        Limit("interface_endpoints_per_vpc", Vpc, _endpoints("Interface")),
        Limit("gateway_endpoints_per_vpc", Vpc, _endpoints("Gateway")),
        Whole("gateway_endpoints_per_region", _gateway_endpoints),
        Limit("characters_per_endpoint_policy", VpcEndpoint, _policy_size),
    )),
    "QT15": (N_("VPC peering connections"), VPC_QUOTAS, (Limit("active_peering_connections_per_vpc", Vpc, _peerings),)),
    "QT16": (N_("Amazon ECS"), ECS_QUOTAS, (
        Limit("containers_per_task_definition", TaskDefinition, lambda _t, d: len(d.container_definitions)),
        Limit("services_per_cluster", Cluster, lambda t, c: _services_by_cluster(t)[c.id]),
    )),
    "QT17": (N_("Amazon EventBridge"), EVENTS_QUOTAS, (Whole("targets_per_rule", _targets),)),
}  # fmt: skip


def _most(topology: Topology, limit: Limit | Whole) -> int:
    """What the account has of a quota."""
    own = topology.quotas.get(limit.quota)
    return QUOTAS[limit.quota].default if own is None else own


def _over(topology: Topology, limit: Limit | Whole, resource: Resource | None, n: int) -> Violation:
    """More than the account has."""
    quota = QUOTAS[limit.quota]
    default = _("%(where)s: %(n)d %(what)s; the default quota is %(most)d.")
    own = _("%(where)s: %(n)d %(what)s; the account's quota is %(most)d.")
    where = resource.label if resource else _("This design")
    values = {"where": where, "n": n, "what": _(limit.what or quota.what), "most": _most(topology, limit)}
    text = own if limit.quota in topology.quotas else default
    fix = _("Use fewer: this quota is fixed.")
    if quota.most is not None and n <= quota.most:
        fix = _("Ask AWS to raise the quota and say so in the settings (%s), or use fewer.") % limit.quota
    elif quota.most is not None:
        fix = _("Use fewer: AWS raises this quota to %d at most.") % quota.most
    severity: Severity = "error" if quota.most is None or n > quota.most else "warning"
    return Violation(resource.id if resource else None, text % values, fix, None, severity)


def _judge(limits: list[Limit | Whole]) -> Callable[..., Findings]:
    """What a rule does with limits that are all of one class, or all of the whole design: then it is given no resource."""

    def judge(topology: Topology, *resource: Resource) -> Findings:
        for limit in limits:
            for where, n in limit.counted_at(topology, *resource):
                if n > _most(topology, limit):
                    yield _over(topology, limit, where, n)

    return judge


def _with_default(quota: Quota) -> str:
    raised = "fixed" if quota.most is None else f"to {quota.most:,}" if quota.most < NO_BOUND else ""
    return f"{quota.default:,} {quota.what}" + (f" ({raised})" if raised else "")


def _register(id: str, title: str, source: str, limits: tuple[Limit | Whole, ...]) -> None:
    """A quota's rule: one function for each class that it is counted at."""
    named = dict.fromkeys(_with_default(QUOTAS[x.quota]) for x in limits)
    by_kind: dict[type[Resource] | None, list[Limit | Whole]] = {}
    for limit in limits:
        by_kind.setdefault(limit.of, []).append(limit)
    for n, (kind, held) in enumerate(by_kind.items()):
        judge = _judge(held)
        judge.__doc__ = (
            f"AWS's default quotas: {'; '.join(named)}. More than the default is a warning, more than AWS raises it to an error."
            if n == 0
            else None
        )
        (also(id, kind) if n else rule(id, "warning", "quota", title, source, kind))(judge)


for _id, (_title, _source, _limits) in TABLE.items():
    _register(_id, _title, _source, _limits)
