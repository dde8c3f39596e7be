"""Quotas: what a design has of each, against AWS's default or the account's own value (`topology.model.quotas`).

Exceeding one that can be raised is a warning, exceeding a fixed one an error. How each is counted: `counting`.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from ..i18n import N_, _
from ..model import (
    Cluster,
    EgressOnlyInternetGateway,
    Instance,
    InternetGateway,
    NetworkAcl,
    NetworkInterface,
    RouteTable,
    ScheduledTask,
    SecurityGroup,
    Service,
    StandaloneTask,
    Subnet,
    TaskDefinition,
    Topology,
    Vpc,
    VpcEndpoint,
    Workload,
)
from ..model.quotas import NO_BOUND, QUOTAS, Quota
from ..model.records import Resource
from . import counting
from .addressing import task_count
from .counting import Count, CountAll, Counted
from .registry import Findings, Severity, Violation, also, rule

VPC_QUOTAS = "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html"
PRIVATELINK_QUOTAS = "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html"
EVENTS_QUOTAS = "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html"
ECS_QUOTAS = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html"


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


TABLE: dict[str, tuple[str, str, tuple[Limit | Whole, ...]]] = {
    "QT06": (N_("Blocks of a VPC"), VPC_QUOTAS, (
        Limit("ipv4_blocks_per_vpc", Vpc, lambda _t, v: len(v.cidr_blocks)),
        Limit("ipv6_blocks_per_vpc", Vpc, lambda _t, v: len(v.ipv6_cidr_blocks)),
    )),
    "QT07": (N_("VPCs and subnets"), VPC_QUOTAS, (
        Whole("vpcs_per_region", counting.all_of(Vpc)),
        Limit("subnets_per_vpc", Vpc, counting.in_vpc(Subnet)),
    )),
    "QT08": (N_("Internet gateways"), VPC_QUOTAS, (
        Whole("internet_gateways_per_region", counting.all_of(InternetGateway)),
        Whole("egress_only_internet_gateways_per_region", counting.all_of(EgressOnlyInternetGateway)),
    )),
    "QT09": (N_("NAT gateways and Elastic IP addresses"), VPC_QUOTAS, (
        Whole("nat_gateways_per_availability_zone", counting.nat_per_zone),
        Whole("elastic_ips_per_region", counting.elastic_ips),
    )),
    "QT10": (N_("Route tables and routes"), VPC_QUOTAS, (
        Limit("route_tables_per_vpc", Vpc, counting.in_vpc(RouteTable)),
        Limit("routes_per_route_table", RouteTable, counting.routes(ipv6=False, propagated=False), N_("IPv4 routes per route table")),
        Limit("routes_per_route_table", RouteTable, counting.routes(ipv6=True, propagated=False), N_("IPv6 routes per route table")),
        Limit("propagated_routes_per_route_table", RouteTable, counting.routes(ipv6=False, propagated=True), N_("propagated IPv4 routes per route table")),
        Limit("propagated_routes_per_route_table", RouteTable, counting.routes(ipv6=True, propagated=True), N_("propagated IPv6 routes per route table")),
    )),
    "QT11": (N_("Security groups and their rules"), VPC_QUOTAS, (
        Whole("security_groups_per_region", counting.all_of(SecurityGroup)),
        Limit("rules_per_security_group", SecurityGroup, counting.rules_of(True, False), N_("inbound IPv4 rules per security group")),
        Limit("rules_per_security_group", SecurityGroup, counting.rules_of(True, True), N_("inbound IPv6 rules per security group")),
        Limit("rules_per_security_group", SecurityGroup, counting.rules_of(False, False), N_("outbound IPv4 rules per security group")),
        Limit("rules_per_security_group", SecurityGroup, counting.rules_of(False, True), N_("outbound IPv6 rules per security group")),
        Limit("rules_per_network_interface", Workload, counting.rules_of_interface),
        Limit("security_groups_per_network_interface", VpcEndpoint, lambda _t, e: len(set(e.security_group_ids))),
        Limit("security_groups_per_network_interface", NetworkInterface, lambda _t, i: len(set(i.security_group_ids))),
        Limit("security_groups_per_network_interface", Instance, lambda _t, i: len(set(i.security_group_ids))),
    )),
    "QT12": (N_("Network ACLs and their entries"), VPC_QUOTAS, (
        Limit("network_acls_per_vpc", Vpc, counting.in_vpc(NetworkAcl)),
        Limit("rules_per_network_acl", NetworkAcl, counting.entries(False, False), N_("inbound IPv4 entries per network ACL")),
        Limit("rules_per_network_acl", NetworkAcl, counting.entries(False, True), N_("inbound IPv6 entries per network ACL")),
        Limit("rules_per_network_acl", NetworkAcl, counting.entries(True, False), N_("outbound IPv4 entries per network ACL")),
        Limit("rules_per_network_acl", NetworkAcl, counting.entries(True, True), N_("outbound IPv6 entries per network ACL")),
    )),
    "QT13": (N_("Network interfaces"), VPC_QUOTAS, (Whole("network_interfaces_per_availability_zone", counting.interfaces_per_zone),)),
    "QT14": (N_("VPC endpoints"), PRIVATELINK_QUOTAS, (
        Limit("interface_endpoints_per_vpc", Vpc, counting.endpoints("Interface")),
        Limit("gateway_endpoints_per_vpc", Vpc, counting.endpoints("Gateway")),
        Whole("gateway_endpoints_per_region", counting.gateway_endpoints),
        Limit("characters_per_endpoint_policy", VpcEndpoint, counting.policy_size),
    )),
    "QT15": (N_("VPC peering connections"), VPC_QUOTAS, (Limit("active_peering_connections_per_vpc", Vpc, counting.peerings),)),
    "QT16": (N_("Amazon ECS"), ECS_QUOTAS, (
        Limit("containers_per_task_definition", TaskDefinition, lambda _t, d: len(d.container_definitions)),
        Limit("services_per_cluster", Cluster, lambda t, c: counting.services_by_cluster(t)[c.id]),
        Limit("tasks_per_service", Service, lambda _t, s: task_count(s)),
        Limit("tasks_per_run", StandaloneTask, lambda _t, w: task_count(w)),
    )),
    "QT17": (N_("Amazon EventBridge"), EVENTS_QUOTAS, (
        Whole("targets_per_rule", counting.targets),
        Limit("tasks_per_schedule", ScheduledTask, counting.of_a_schedule),
    )),
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
