"""AWS's default quotas, in one table: what is counted, the limit, whether it can be raised, and AWS's page.

Exceeding one that can be raised is a warning, exceeding a fixed one an error.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..i18n import N_, _
from ..model import (
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
)
from ..model.records import Resource
from .registry import Findings, Judge, Severity, Violation, rule

VPC_QUOTAS = "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html"
PRIVATELINK_QUOTAS = "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html"
EVENTS_QUOTAS = "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html"
ECS_QUOTAS = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html"

# Where it is counted (None: the whole design) and how many there are.
Count = Callable[[Topology], Iterator[tuple[Resource | None, int]]]


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit of a quota."""

    what: str
    most: int
    adjustable: bool
    count: Count


def _all(kind: type[Resource]) -> Count:
    return lambda topology: iter([(None, len(topology.all(kind)))])


def _per_vpc(kind: type[Resource], field: str = "vpc_id") -> Count:
    def count(topology: Topology) -> Iterator[tuple[Resource | None, int]]:
        held = Counter(getattr(r, field) for r in topology.all(kind))
        return ((vpc, held[vpc.id]) for vpc in topology.all(Vpc))

    return count


def _nat_per_zone(topology: Topology) -> Iterator[tuple[Resource | None, int]]:
    subnets = [
        s
        for n in topology.all(NatGateway)
        if n.state in ("pending", "available") and (s := topology.get(Subnet, n.subnet_id))
    ]
    held = Counter(s.availability_zone for s in subnets if s.availability_zone)
    return ((next(s for s in subnets if s.availability_zone == zone), n) for zone, n in held.items())


def _routes(*, ipv6: bool, propagated: bool) -> Count:
    def count(topology: Topology) -> Iterator[tuple[Resource | None, int]]:
        for table in topology.all(RouteTable):
            mine = [
                r for r in table.routes if r.propagated == propagated and bool(r.destination_ipv6_cidr_block) == ipv6
            ]
            yield table, sum(_weight(topology, r.destination_prefix_list_id) for r in mine)

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


def _rules(ingress: bool, ipv6: bool) -> Count:
    def count(topology: Topology) -> Iterator[tuple[Resource | None, int]]:
        for group in topology.all(SecurityGroup):
            yield (
                group,
                _counted(
                    topology, group.security_group_ingress if ingress else group.security_group_egress or (), ipv6
                ),
            )

    return count


def _rules_per_interface(topology: Topology) -> Iterator[tuple[Resource | None, int]]:
    for workload in topology.workloads:
        groups = [g for i in dict.fromkeys(workload.security_groups) if (g := topology.get(SecurityGroup, i))]
        sides = [[*(g.security_group_ingress for g in groups)], [*(g.security_group_egress or () for g in groups)]]
        counts = [sum(_counted(topology, rules, ipv6) for rules in side) for side in sides for ipv6 in (False, True)]
        yield workload, max(counts)


def _entries(egress: bool, ipv6: bool) -> Count:
    def count(topology: Topology) -> Iterator[tuple[Resource | None, int]]:
        for acl in topology.all(NetworkAcl):
            mine = [
                e
                for e in acl.entries
                if e.egress == egress and bool(e.ipv6_cidr_block) == ipv6 and e.rule_number <= 32766
            ]
            yield acl, len(mine) + 1  # the final deny counts

    return count


def _endpoints(kind: str) -> Count:
    def count(topology: Topology) -> Iterator[tuple[Resource | None, int]]:
        mine = Counter(e.vpc_id for e in topology.all(VpcEndpoint) if e.vpc_endpoint_type == kind)
        return ((vpc, mine[vpc.id]) for vpc in topology.all(Vpc))

    return count


def _peerings(topology: Topology) -> Iterator[tuple[Resource | None, int]]:
    for vpc in topology.all(Vpc):
        yield (
            vpc,
            sum(
                vpc.id in (p.vpc_id, p.peer_vpc_id) and p.state == "active" for p in topology.all(VpcPeeringConnection)
            ),
        )


def _containers(topology: Topology) -> Iterator[tuple[Resource | None, int]]:
    return ((d, len(d.container_definitions)) for d in topology.all(TaskDefinition))


def _services(topology: Topology) -> Iterator[tuple[Resource | None, int]]:
    held = Counter(s.cluster for s in topology.all(Service) if s.cluster)
    return ((topology.find(cluster), n) for cluster, n in held.items())


def _targets(topology: Topology) -> Iterator[tuple[Resource | None, int]]:
    tasks = [t for t in topology.all(ScheduledTask) if t.rule_id and t.scheduler == "events"]
    held = Counter(t.rule_id for t in tasks)
    return ((next(t for t in tasks if t.rule_id == rule_id), n) for rule_id, n in held.items())


TABLE: dict[str, tuple[str, str, tuple[Limit, ...]]] = {
    "QT06": (N_("Blocks of a VPC"), VPC_QUOTAS, (
        Limit(N_("IPv4 blocks per VPC"), 5, True, lambda t: ((v, len(v.cidr_blocks)) for v in t.all(Vpc))),
        Limit(N_("IPv6 blocks per VPC"), 5, True, lambda t: ((v, len(v.ipv6_cidr_blocks)) for v in t.all(Vpc))),
    )),
    "QT07": (N_("VPCs and subnets"), VPC_QUOTAS, (
        Limit(N_("VPCs per Region"), 5, True, _all(Vpc)),
        Limit(N_("subnets per VPC"), 200, True, _per_vpc(Subnet)),
    )),
    "QT08": (N_("Internet gateways"), VPC_QUOTAS, (
        Limit(N_("internet gateways per Region"), 5, True, _all(InternetGateway)),
        Limit(N_("egress-only internet gateways per Region"), 5, True, _all(EgressOnlyInternetGateway)),
    )),
    "QT09": (N_("NAT gateways and Elastic IP addresses"), VPC_QUOTAS, (
        Limit(N_("NAT gateways per availability zone"), 5, True, _nat_per_zone),
        Limit(N_("Elastic IP addresses per Region"), 5, True, _all(ElasticIp)),
    )),
    "QT10": (N_("Route tables and routes"), VPC_QUOTAS, (
        Limit(N_("route tables per VPC"), 200, True, _per_vpc(RouteTable)),
        Limit(N_("IPv4 routes per route table"), 500, True, _routes(ipv6=False, propagated=False)),
        Limit(N_("IPv6 routes per route table"), 500, True, _routes(ipv6=True, propagated=False)),
        Limit(N_("propagated IPv4 routes per route table"), 100, False, _routes(ipv6=False, propagated=True)),
        Limit(N_("propagated IPv6 routes per route table"), 100, False, _routes(ipv6=True, propagated=True)),
    )),
    "QT11": (N_("Security groups and their rules"), VPC_QUOTAS, (
        Limit(N_("security groups per Region"), 2500, True, _all(SecurityGroup)),
        Limit(N_("inbound IPv4 rules per security group"), 60, True, _rules(True, False)),
        Limit(N_("inbound IPv6 rules per security group"), 60, True, _rules(True, True)),
        Limit(N_("outbound IPv4 rules per security group"), 60, True, _rules(False, False)),
        Limit(N_("outbound IPv6 rules per security group"), 60, True, _rules(False, True)),
        Limit(N_("rules per network interface, over all its groups"), 1000, False, _rules_per_interface),
    )),
    "QT12": (N_("Network ACLs and their entries"), VPC_QUOTAS, (
        Limit(N_("network ACLs per VPC"), 200, True, _per_vpc(NetworkAcl)),
        Limit(N_("inbound IPv4 entries per network ACL"), 20, True, _entries(False, False)),
        Limit(N_("inbound IPv6 entries per network ACL"), 20, True, _entries(False, True)),
        Limit(N_("outbound IPv4 entries per network ACL"), 20, True, _entries(True, False)),
        Limit(N_("outbound IPv6 entries per network ACL"), 20, True, _entries(True, True)),
    )),
    "QT14": (N_("VPC endpoints"), PRIVATELINK_QUOTAS, (
        Limit(N_("interface endpoints per VPC"), 50, True, _endpoints("Interface")),
        Limit(N_("gateway endpoints per VPC"), 255, False, _endpoints("Gateway")),
    )),
    "QT15": (N_("VPC peering connections"), VPC_QUOTAS, (Limit(N_("active peering connections per VPC"), 50, True, _peerings),)),
    "QT16": (N_("Amazon ECS"), ECS_QUOTAS, (
        Limit(N_("containers per task definition"), 10, False, _containers),
        Limit(N_("services per cluster"), 5000, True, _services),
    )),
    "QT17": (N_("Amazon EventBridge"), EVENTS_QUOTAS, (Limit(N_("targets per rule"), 5, True, _targets),)),
}  # fmt: skip


def _judge(limits: tuple[Limit, ...]) -> Judge:
    def judge(topology: Topology) -> Findings:
        for limit in limits:
            for resource, n in limit.count(topology):
                if n > limit.most:
                    text = _("%(where)s: %(n)d %(what)s; the default quota is %(most)d.")
                    where = resource.label if resource else _("This design")
                    values = {"where": where, "n": n, "what": _(limit.what), "most": limit.most}
                    fix = (
                        _("Ask AWS to raise the quota, or use fewer.")
                        if limit.adjustable
                        else _("Use fewer: this quota is fixed.")
                    )
                    severity: Severity = "warning" if limit.adjustable else "error"
                    yield Violation(resource.id if resource else None, text % values, fix, None, severity)

    named = (f"{x.most:,} {x.what}" + ("" if x.adjustable else " (fixed)") for x in limits)
    judge.__doc__ = f"AWS's default quotas: {'; '.join(named)}."
    return judge


for _id, (_title, _source, _limits) in TABLE.items():
    rule(_id, "warning", "quota", _title, _source)(_judge(_limits))
