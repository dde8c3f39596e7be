"""Where workloads stand and which way leads out from there, as the rules ask for it.

https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html#subnet-types: a public subnet has a direct route to an internet
gateway.
"""

from collections.abc import Iterator
from typing import TypeVar

from ..addresses import Family, IntSet
from ..fargate.flow import Placement
from ..fargate.flows import flows_of
from ..fargate.needs import Need, needs_of
from ..fargate.platform import Platform, platform_of
from ..fargate.stands import Stand, stands_of
from ..i18n import _
from ..model import InternetGateway, Route, Subnet, TaskDefinition, Topology, Vpc, Workload
from ..model.records import Resource
from ..reachability import Outcome
from ..reachability.memory import indexed, remembered
from ..reachability.routing import choose, table_of
from .registry import NotKnown

R = TypeVar("R", bound=Resource)
DEFAULT = {"ipv4": "0.0.0.0/0", "ipv6": "::/0"}
DNS = ("enable_dns_support", "enable_dns_hostnames")


@indexed
def subnets_of(topology: Topology, ids: tuple[str, ...]) -> tuple[Subnet, ...]:
    """The subnets that the input holds among these, each once."""
    return tuple(s for i in dict.fromkeys(ids) if (s := topology.get(Subnet, i)))


@indexed
def vpcs_at(topology: Topology, subnets: tuple[str, ...]) -> tuple[Vpc, ...]:
    """The VPCs of these subnets, as far as the input holds them."""
    ids = dict.fromkeys(s.vpc_id for s in subnets_of(topology, subnets))
    return tuple(v for i in ids if (v := topology.get(Vpc, i)))


def vpcs_of(topology: Topology, workload: Workload) -> tuple[Vpc, ...]:
    """The VPCs of a workload's subnets, as far as the input holds them."""
    return vpcs_at(topology, workload.subnets)


def region_of(topology: Topology, workload: Workload) -> str:
    """The Region in which a workload stands."""
    vpcs = vpcs_of(topology, workload)
    return topology.region_of(vpcs[0].id) if vpcs else topology.region


@indexed
def subnets_by_vpc(topology: Topology) -> dict[str, tuple[Subnet, ...]]:
    """The subnets of each VPC."""
    return grouped((s.vpc_id, s) for s in topology.all(Subnet))


@indexed
def workloads_by_vpc(topology: Topology) -> dict[str, tuple[Workload, ...]]:
    """The workloads that stand in each VPC."""
    return grouped((v.id, w) for w in topology.workloads for v in vpcs_of(topology, w))


def grouped(pairs: Iterator[tuple[str | None, R]]) -> dict[str, tuple[R, ...]]:
    """Resources by an id that each goes with; what has none is left out."""
    found: dict[str, list[R]] = {}
    for key, resource in pairs:
        if key is not None:
            found.setdefault(key, []).append(resource)
    return {key: tuple(held) for key, held in found.items()}


def definition_of(topology: Topology, workload: Workload) -> TaskDefinition | None:
    """A workload's task definition."""
    return topology.get(TaskDefinition, workload.task_definition)


def named_definition(topology: Topology, workload: Workload, field: str, because: str) -> TaskDefinition:
    """A workload's task definition, in which a field has to be known. Raises NotKnown with `because`, about the definition."""
    definition = definition_of(topology, workload)
    if definition is None or topology.is_unresolved(definition.id, field):
        raise NotKnown(because % (workload.task_definition or _("a task definition")))
    return definition


@indexed
def _platform(topology: Topology, id: str) -> Platform | None:
    workload = topology.get(Workload, id)
    definition = definition_of(topology, workload) if workload else None
    if workload is None or definition is None or topology.is_unresolved(definition.id, "operating_system_family"):
        return None
    if topology.is_unresolved(id, "launch_type", "platform_version"):
        return None
    return platform_of(topology, workload)


def known_platform(topology: Topology, workload: Workload) -> Platform:
    """A workload's platform. Raises NotKnown where the input does not say it, or whether it is Fargate's at all."""
    platform = _platform(topology, workload.id)
    if platform is None:
        raise NotKnown(_("the platform of %s is not known") % workload.label)
    return platform


def both_dns_attributes(topology: Topology, vpc: Vpc) -> bool:
    """Whether enableDnsSupport and enableDnsHostnames of a VPC are on. Raises NotKnown where one may be or not."""
    if vpc.enable_dns_support and vpc.enable_dns_hostnames:
        return True
    if topology.is_unresolved(vpc.id, *DNS):
        raise NotKnown(_("the DNS attributes of %s are not known") % vpc.label)
    return False


def placements(topology: Topology, workload: Workload) -> tuple[Stand, ...]:
    """Every place where tasks of a workload may stand."""
    return stands_of(topology, workload.id)


def dual_stands(topology: Topology, workload: Workload) -> tuple[Stand, ...]:
    """Where a workload's tasks get an IPv6 address beside an IPv4 one."""
    if not any(s.ipv6_cidr_block and not s.ipv6_native for s in subnets_of(topology, workload.subnets)):
        return ()
    return tuple(s for s in placements(topology, workload) if s.ipv6 and not s.only_ipv6)


@remembered
def is_public(topology: Topology, subnet_id: str | None, family: Family) -> bool | None:
    """Whether a subnet has a direct route to an internet gateway in a family; None where the input leaves it open."""
    subnet = topology.get(Subnet, subnet_id)
    if subnet is None or topology.get(Vpc, subnet.vpc_id) is None:
        return None
    table, doubt = table_of(topology, subnet_id)
    routes = table.routes if table else ()
    if any(isinstance(topology.find(r.target), InternetGateway) for r in routes if _carries(r, family)):
        return True
    open_target = any(topology.find(r.target) is None for r in routes if _carries(r, family) and r.state == "active")
    return None if doubt or open_target or (table and topology.is_unresolved(table.id, "routes")) else False


def _carries(route: Route, family: Family) -> bool:
    return bool(route.destination_cidr_block if family == "ipv4" else route.destination_ipv6_cidr_block)


def default_route(topology: Topology, subnet_id: str | None, family: Family) -> Route | None:
    """The route that a subnet's table has for everything, if any."""
    table, _doubt = table_of(topology, subnet_id)
    for route in table.routes if table else ():
        if DEFAULT[family] in (route.destination_cidr_block, route.destination_ipv6_cidr_block):
            return route
    return None


def routes_to(topology: Topology, subnet_id: str | None, family: Family, addresses: IntSet) -> list[Route]:
    """The routes by which a subnet sends these addresses."""
    subnet = topology.get(Subnet, subnet_id)
    vpc = topology.get(Vpc, subnet.vpc_id) if subnet else None
    if vpc is None:
        return []
    table, _doubt = table_of(topology, subnet_id)
    return [c.route for c in choose(topology, table, vpc, family, addresses, None) if c.route]


def internet(topology: Topology, workload: Workload, family: Family) -> dict[str | None, Outcome]:
    """Whether a workload's tasks reach the internet in a family, by subnet."""
    name = f"internet-egress-{family}"
    return {p.subnet: p.outcome for f in flows_of(topology, workload) if f.flow == name for p in f.placements}


@remembered
def _service_needs(topology: Topology, id: str) -> tuple[Need, ...]:
    workload = topology.get(Workload, id)
    if workload is None:
        return ()
    platform = platform_of(topology, workload)
    home = region_of(topology, workload)
    return tuple(
        n for n in needs_of(topology, workload)
        if n.service and n.region in (None, home) and n.interface(platform) == "task"
    )  # fmt: skip


def service_needs(topology: Topology, workload: Workload) -> tuple[Need, ...]:
    """What a workload's tasks need of AWS services in the design's Region, over the task ENI."""
    return _service_needs(topology, workload.id)


def needed(topology: Topology, workload: Workload, service: str) -> Iterator[Placement]:
    """Whether a workload's tasks reach an AWS service that they need, in each subnet."""
    rows = {n.flow for n in service_needs(topology, workload) if n.service == service}
    for flow in flows_of(topology, workload):
        if flow.flow in rows and flow.to == service:
            yield from flow.placements
