"""Where workloads stand and which way leads out from there, as the rules ask for it.

https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html#subnet-types: a public subnet has a direct route to an internet
gateway.
"""

from collections.abc import Iterator
from typing import TypeVar

from ..addresses import Family, IntSet
from ..fargate.flows import Placement, Stand, flows_of, stands_of
from ..fargate.needs import Need, needs_of
from ..fargate.platform import Platform, platform_of
from ..i18n import _
from ..model import InternetGateway, Route, Service, Subnet, TaskDefinition, Topology, Vpc, Workload
from ..reachability import Outcome
from ..reachability.routing import choose, table_of
from .registry import Undecided

W = TypeVar("W", bound=Workload)
DEFAULT = {"ipv4": "0.0.0.0/0", "ipv6": "::/0"}


def settled(topology: Topology, kind: type[W]) -> list[W]:
    """The workloads of a type that run on Fargate for sure: what only Fargate refuses is an error for them alone."""
    return [w for w in topology.workloads if isinstance(w, kind) and not topology.is_unresolved(w.id, "launch_type")]


def unsettled(topology: Topology) -> Iterator[Undecided]:
    """That it is not known of some workloads whether they run on Fargate."""
    for workload in topology.workloads:
        if topology.is_unresolved(workload.id, "launch_type"):
            yield Undecided(_("whether %s runs on Fargate is not known") % workload.label)


def services_of(topology: Topology) -> list[Service]:
    """The services that run on Fargate."""
    return [w for w in topology.workloads if isinstance(w, Service)]


def subnets_of(topology: Topology, ids: tuple[str, ...]) -> list[Subnet]:
    """The subnets that the input holds among these, each once."""
    return [s for i in dict.fromkeys(ids) if (s := topology.get(Subnet, i))]


def vpcs_of(topology: Topology, workload: Workload) -> list[Vpc]:
    """The VPCs of a workload's subnets, as far as the input holds them."""
    ids = dict.fromkeys(s.vpc_id for s in subnets_of(topology, workload.subnets))
    return [v for i in ids if (v := topology.get(Vpc, i))]


def definition_of(topology: Topology, workload: Workload) -> TaskDefinition | None:
    """A workload's task definition."""
    return topology.get(TaskDefinition, workload.task_definition)


def settled_platform(topology: Topology, workload: Workload) -> Platform | None:
    """A workload's platform, None where the input does not say it, or whether it is Fargate's at all."""
    definition = definition_of(topology, workload)
    if definition is None or topology.is_unresolved(definition.id, "operating_system_family"):
        return None
    if topology.is_unresolved(workload.id, "launch_type"):
        return None
    return None if topology.is_unresolved(workload.id, "platform_version") else platform_of(topology, workload)


def placements(topology: Topology, workload: Workload) -> tuple[Stand, ...]:
    """Every place where tasks of a workload may stand."""
    return stands_of(topology, workload)


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


def service_needs(topology: Topology, workload: Workload) -> list[Need]:
    """What a workload's tasks need of AWS services in the design's Region, over the task ENI."""
    platform = platform_of(topology, workload)
    return [
        n for n in needs_of(topology, workload)
        if n.service and n.region in (None, topology.region) and n.interface(platform) == "task"
    ]  # fmt: skip


def needed(topology: Topology, workload: Workload, service: str) -> Iterator[Placement]:
    """Whether a workload's tasks reach an AWS service that they need, in each subnet."""
    rows = {n.flow for n in service_needs(topology, workload) if n.service == service}
    for flow in flows_of(topology, workload):
        if flow.flow in rows and flow.to == service:
            yield from flow.placements
