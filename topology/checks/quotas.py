"""AWS's default quotas, in one table: what is counted, the limit, whether it can be raised, and AWS's page.

Exceeding one that can be raised is a warning, exceeding a fixed one an error.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from ..i18n import N_, _
from ..model import (
    Cluster,
    EgressOnlyInternetGateway,
    ElasticIp,
    InternetGateway,
    NatGateway,
    NetworkAcl,
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
from ..model.records import Resource
from ..reachability.memory import indexed, pick, remembered
from .filters import MAX_RULE_NUMBER
from .registry import Findings, Severity, Violation, also, rule

VPC_QUOTAS = "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html"
PRIVATELINK_QUOTAS = "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html"
EVENTS_QUOTAS = "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html"
ECS_QUOTAS = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html"

Counted = tuple[Resource | None, int]
Count = Callable[[Topology, Any], int]  # of one resource
CountAll = Callable[[Topology], Iterator[Counted]]  # of a whole design: where, and how many


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit of a quota: counted at each resource of a class, or (`of` None) over the whole design."""

    what: str
    most: int
    adjustable: bool
    of: type[Resource] | None
    count: Count | CountAll


def _whole(what: str, most: int, adjustable: bool, count: CountAll) -> Limit:
    return Limit(what, most, adjustable, None, count)


def _all(kind: type[Resource]) -> CountAll:
    return lambda topology: iter([(None, len(topology.all(kind)))])


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
        if subnet and subnet.availability_zone:
            first.setdefault(subnet.availability_zone, subnet)
            held[subnet.availability_zone] += 1
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


@remembered
def _rules_of(topology: Topology, group_id: str, ingress: bool, ipv6: bool) -> int:
    group = topology.get(SecurityGroup, group_id)
    rules = (group.security_group_ingress if ingress else group.security_group_egress) if group else ()
    return _counted(topology, rules or (), ipv6)


def _rules(ingress: bool, ipv6: bool) -> Count:
    return lambda topology, group: _rules_of(topology, group.id, ingress, ipv6)


@remembered
def _rules_together(topology: Topology, groups: tuple[str, ...]) -> int:
    """The most rules of one direction and family that an interface with these groups has."""
    sides = [(ingress, ipv6) for ingress in (True, False) for ipv6 in (False, True)]
    return max(sum(_rules_of(topology, g, *side) for g in dict.fromkeys(groups)) for side in sides)


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


def _targets(topology: Topology) -> Iterator[Counted]:
    first: dict[str, ScheduledTask] = {}
    held: Counter[str] = Counter()
    for task in topology.all(ScheduledTask):
        if task.rule_id and task.scheduler == "events":
            first.setdefault(task.rule_id, task)
            held[task.rule_id] += 1
    return ((first[rule_id], n) for rule_id, n in held.items())


TABLE: dict[str, tuple[str, str, tuple[Limit, ...]]] = {
    "QT06": (N_("Blocks of a VPC"), VPC_QUOTAS, (
        Limit(N_("IPv4 blocks per VPC"), 5, True, Vpc, lambda _t, v: len(v.cidr_blocks)),
        Limit(N_("IPv6 blocks per VPC"), 5, True, Vpc, lambda _t, v: len(v.ipv6_cidr_blocks)),
    )),
    "QT07": (N_("VPCs and subnets"), VPC_QUOTAS, (
        _whole(N_("VPCs per Region"), 5, True, _all(Vpc)),
        Limit(N_("subnets per VPC"), 200, True, Vpc, _in_vpc(Subnet)),
    )),
    "QT08": (N_("Internet gateways"), VPC_QUOTAS, (
        _whole(N_("internet gateways per Region"), 5, True, _all(InternetGateway)),
        _whole(N_("egress-only internet gateways per Region"), 5, True, _all(EgressOnlyInternetGateway)),
    )),
    "QT09": (N_("NAT gateways and Elastic IP addresses"), VPC_QUOTAS, (
        _whole(N_("NAT gateways per availability zone"), 5, True, _nat_per_zone),
        _whole(N_("Elastic IP addresses per Region"), 5, True, _all(ElasticIp)),
    )),
    "QT10": (N_("Route tables and routes"), VPC_QUOTAS, (
        Limit(N_("route tables per VPC"), 200, True, Vpc, _in_vpc(RouteTable)),
        Limit(N_("IPv4 routes per route table"), 500, True, RouteTable, _routes(ipv6=False, propagated=False)),
        Limit(N_("IPv6 routes per route table"), 500, True, RouteTable, _routes(ipv6=True, propagated=False)),
        Limit(N_("propagated IPv4 routes per route table"), 100, False, RouteTable, _routes(ipv6=False, propagated=True)),
        Limit(N_("propagated IPv6 routes per route table"), 100, False, RouteTable, _routes(ipv6=True, propagated=True)),
    )),
    "QT11": (N_("Security groups and their rules"), VPC_QUOTAS, (
        _whole(N_("security groups per Region"), 2500, True, _all(SecurityGroup)),
        Limit(N_("inbound IPv4 rules per security group"), 60, True, SecurityGroup, _rules(True, False)),
        Limit(N_("inbound IPv6 rules per security group"), 60, True, SecurityGroup, _rules(True, True)),
        Limit(N_("outbound IPv4 rules per security group"), 60, True, SecurityGroup, _rules(False, False)),
        Limit(N_("outbound IPv6 rules per security group"), 60, True, SecurityGroup, _rules(False, True)),
        Limit(N_("rules per network interface, over all its groups"), 1000, False, Workload, _rules_of_interface),
    )),
    "QT12": (N_("Network ACLs and their entries"), VPC_QUOTAS, (
        Limit(N_("network ACLs per VPC"), 200, True, Vpc, _in_vpc(NetworkAcl)),
        Limit(N_("inbound IPv4 entries per network ACL"), 20, True, NetworkAcl, _entries(False, False)),
        Limit(N_("inbound IPv6 entries per network ACL"), 20, True, NetworkAcl, _entries(False, True)),
        Limit(N_("outbound IPv4 entries per network ACL"), 20, True, NetworkAcl, _entries(True, False)),
        Limit(N_("outbound IPv6 entries per network ACL"), 20, True, NetworkAcl, _entries(True, True)),
    )),
    "QT14": (N_("VPC endpoints"), PRIVATELINK_QUOTAS, (
        Limit(N_("interface endpoints per VPC"), 50, True, Vpc, _endpoints("Interface")),
        Limit(N_("gateway endpoints per VPC"), 255, False, Vpc, _endpoints("Gateway")),
    )),
    "QT15": (N_("VPC peering connections"), VPC_QUOTAS, (
        Limit(N_("active peering connections per VPC"), 50, True, Vpc, _peerings),
    )),
    "QT16": (N_("Amazon ECS"), ECS_QUOTAS, (
        Limit(N_("containers per task definition"), 10, False, TaskDefinition, lambda _t, d: len(d.container_definitions)),
        Limit(N_("services per cluster"), 5000, True, Cluster, lambda t, c: _services_by_cluster(t)[c.id]),
    )),
    "QT17": (N_("Amazon EventBridge"), EVENTS_QUOTAS, (_whole(N_("targets per rule"), 5, True, _targets),)),
}  # fmt: skip


def _over(limit: Limit, resource: Resource | None, n: int) -> Findings:
    if n > limit.most:
        text = _("%(where)s: %(n)d %(what)s; the default quota is %(most)d.")
        where = resource.label if resource else _("This design")
        values = {"where": where, "n": n, "what": _(limit.what), "most": limit.most}
        raised, fixed = _("Ask AWS to raise the quota, or use fewer."), _("Use fewer: this quota is fixed.")
        severity: Severity = "warning" if limit.adjustable else "error"
        fix = raised if limit.adjustable else fixed
        yield Violation(resource.id if resource else None, text % values, fix, None, severity)


def _judge(kind: type[Resource] | None, limits: list[Limit]) -> Callable[..., Findings]:
    def judge(topology: Topology, resource: Resource) -> Findings:
        for limit in limits:
            yield from _over(limit, resource, limit.count(topology, resource))  # type: ignore[arg-type, call-arg]

    def judge_whole(topology: Topology) -> Findings:
        for limit in limits:
            for resource, n in limit.count(topology):  # type: ignore[call-arg, union-attr]
                yield from _over(limit, resource, n)

    return judge if kind else judge_whole


def _register(id: str, title: str, source: str, limits: tuple[Limit, ...]) -> None:
    """A quota's rule: one function for each class that it is counted at."""
    named = (f"{x.most:,} {x.what}" + ("" if x.adjustable else " (fixed)") for x in limits)
    by_kind: dict[type[Resource] | None, list[Limit]] = {}
    for limit in limits:
        by_kind.setdefault(limit.of, []).append(limit)
    for n, (kind, held) in enumerate(by_kind.items()):
        judge = _judge(kind, held)
        judge.__doc__ = f"AWS's default quotas: {'; '.join(named)}." if n == 0 else None
        (also(id, kind) if n else rule(id, "warning", "quota", title, source, kind))(judge)


for _id, (_title, _source, _limits) in TABLE.items():
    _register(_id, _title, _source, _limits)
