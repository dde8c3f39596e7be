"""What would remove one obstacle: for each cause the changes that could, the narrowest first.

A fix is only a proposal: `verify` runs the whole check on the changed topology before anything is offered.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ..fargate.flows import Flow
from ..fargate.policies import CALLS
from ..i18n import _
from ..model import (
    FileSystem,
    InternetGateway,
    LoadBalancer,
    MountTarget,
    NatGateway,
    RouteTable,
    Subnet,
    Topology,
    Vpc,
    VpcEndpoint,
    VpcPeeringConnection,
    Workload,
)
from ..reachability import Blocker
from ..reachability.routing import table_of

Change = dict[str, Any]
FREE, HOURLY = "free", "per-hour-and-gb"
ALL_IPV4, ALL_IPV6 = "0.0.0.0/0", "::/0"


class Fix(NamedTuple):
    """Changes that may remove an obstacle. `opens` says in words what they let through besides; `cost` is AWS's price class."""

    title: str
    changes: tuple[Change, ...]
    cost: str = FREE
    opens: str = ""


@dataclass(slots=True)
class Case:
    """A flow that does not work, the subnets from which it does not, and one obstacle that it meets."""

    topology: Topology
    workload: Workload
    flow: Flow
    blocker: Blocker
    subnets: tuple[str, ...]
    taken: set[str] = field(default_factory=set)

    def new_id(self, base: str) -> str:
        """An id that no resource has, made from letters and digits."""
        stem = "".join(c for c in base if c.isalnum()) or "Resource"
        id, n = stem, 2
        while id in self.topology.resources or id in self.taken:
            id, n = f"{stem}{n}", n + 1
        self.taken.add(id)
        return id

    def tables(self) -> list[RouteTable]:
        """The route tables of the subnets that fail."""
        found = [table_of(self.topology, s)[0] for s in self.subnets]
        return list({t.id: t for t in found if t}.values())

    @property
    def named(self) -> str:
        """What the resource that blocks is called."""
        resource = self.topology.resources.get(self.blocker.resource or "")
        return resource.label if resource else self.blocker.resource or ""

    @property
    def vpc_id(self) -> str | None:
        subnet = self.topology.get(Subnet, self.subnets[0]) if self.subnets else None
        return subnet.vpc_id if subnet else None


def _set(id: str, **values: Any) -> Change:
    return {"op": "set", "id": id, "values": values}


def _add(**resource: Any) -> Change:
    return {"op": "add", "resource": resource}


def _connect(id: str, property: str, value: Any) -> Change:
    return {"op": "connect", "id": id, "property": property, "value": value}


def nothing_more(case: Case) -> Iterator[Fix]:
    """The obstacle names what others cause: their fixes remove it too."""
    yield Fix("", ())


def public_ip(case: Case) -> Iterator[Fix]:
    workload = case.workload
    yield Fix(
        _("Assign a public IP to the tasks of %s") % workload.label, (_set(workload.id, assign_public_ip="ENABLED"),), "per-hour",
        _("the tasks get a public IPv4 address; their security groups decide who reaches it"),
    )  # fmt: skip
    yield from add_endpoint(case)


def _default(case: Case) -> dict[str, str]:
    if case.flow.family == "ipv6":
        return {"destination_ipv6_cidr_block": ALL_IPV6}
    return {"destination_cidr_block": ALL_IPV4}


def route_out(case: Case) -> Iterator[Fix]:
    """A default route: to the internet gateway where the tasks have public addresses, to a NAT gateway otherwise."""
    topology, tables = case.topology, case.tables()
    gateway = next((g for g in topology.all(InternetGateway) if g.vpc_id == case.vpc_id), None)
    if case.workload.assign_public_ip == "ENABLED" and gateway:
        yield Fix(
            _("Route %(to)s of the tasks' subnets to %(target)s") % {"to": ALL_IPV4, "target": gateway.label},
            tuple(_to_tables(case, tables, gateway_id=gateway.id)), FREE,
            _("the subnets become public"),
        )  # fmt: skip
    for nat in topology.all(NatGateway):
        subnet = topology.get(Subnet, nat.subnet_id)
        here = (subnet.vpc_id if subnet else nat.vpc_id) == case.vpc_id
        if here and nat.connectivity_type == "public" and nat.state == "available":
            yield Fix(
                _("Route %(to)s of the tasks' subnets to %(target)s") % {"to": ALL_IPV4, "target": nat.label},
                tuple(_to_tables(case, tables, nat_gateway_id=nat.id)), HOURLY, _("everything outbound to the internet"),
            )  # fmt: skip
            break
    else:
        yield from _new_nat(case, tables, gateway)
    if not (case.flow.flow == "internet-egress-ipv4" or case.flow.to == "internet"):
        yield from add_endpoint(case)


def _to_tables(case: Case, tables: list[RouteTable], **target: str) -> Iterator[Change]:
    """A default route in each table; a table of its own for subnets that use the main one that the input leaves out."""
    route = {**_default(case), **target}
    for table in tables:
        yield _connect(table.id, "routes", route)
    bare = [s for s in case.subnets if table_of(case.topology, s)[0] is None]
    if bare:
        yield _add(
            type="RouteTable", id=case.new_id("TaskRouteTable"), vpc_id=case.vpc_id, routes=[route],
            associations=[{"subnet_id": s} for s in bare],
        )  # fmt: skip


def _new_nat(case: Case, tables: list[RouteTable], gateway: InternetGateway | None) -> Iterator[Fix]:
    public = _public_subnet(case) if gateway else None
    if public is None:
        return
    address, nat = case.new_id("NatElasticIp"), case.new_id("NatGateway")
    yield Fix(
        _("Add a NAT gateway in %(subnet)s and route the tasks' subnets to it") % {"subnet": public.label},
        (
            _add(type="ElasticIp", id=address),
            _add(type="NatGateway", id=nat, subnet_id=public.id, allocation_id=address),
            *_to_tables(case, tables, nat_gateway_id=nat),
        ),
        HOURLY, _("everything outbound to the internet"),
    )  # fmt: skip


def _public_subnet(case: Case) -> Subnet | None:
    """A subnet of the VPC whose route table leads to an internet gateway, in a zone of the tasks if there is one."""
    topology = case.topology
    zones = {s.availability_zone for i in case.subnets if (s := topology.get(Subnet, i))}
    found = []
    for subnet in topology.all(Subnet):
        table = table_of(topology, subnet.id)[0]
        if (
            subnet.vpc_id == case.vpc_id
            and table
            and any(topology.get(InternetGateway, r.gateway_id) for r in table.routes)
        ):
            found.append(subnet)
    return min(found, key=lambda s: s.availability_zone not in zones, default=None)


def add_endpoint(case: Case) -> Iterator[Fix]:
    """The endpoint that is missing, with the groups that the VPC's other endpoints have, or one of its own."""
    service = case.flow.to
    topology = case.topology
    if case.flow.flow not in (
        "image-pull",
        "ecr-auth",
        "logs",
        "secrets",
        "ssm-parameters",
        "exec",
        "exec-kms",
        "environment-files",
    ):
        return
    if not service or service.count(".") > 1 or case.vpc_id is None:  # a host outside, not an AWS service
        return
    name = f"com.amazonaws.{topology.region}.{service}"
    if service == "s3":
        tables = [t.id for t in case.tables()]
        if tables:
            yield Fix(
                _("Add a gateway endpoint for Amazon S3"),
                (_add(type="VpcEndpoint", id=case.new_id("S3GatewayEndpoint"), vpc_id=case.vpc_id, service_name=name,
                      vpc_endpoint_type="Gateway", route_table_ids=tables),),
                FREE, _("Amazon S3 in the Region, by the route tables of the tasks' subnets"),
            )  # fmt: skip
        return
    others = [
        e
        for e in topology.all(VpcEndpoint)
        if e.vpc_id == case.vpc_id and e.vpc_endpoint_type == "Interface" and e.security_group_ids
    ]
    changes: list[Change] = []
    if others:
        groups = list(others[0].security_group_ids)
    else:
        group = case.new_id("EndpointSecurityGroup")
        changes.append(
            _add(type="SecurityGroup", id=group, vpc_id=case.vpc_id, group_description="Interface endpoints",
                 security_group_ingress=list(_from_tasks(case)))
        )  # fmt: skip
        groups = [group]
    changes.append(
        _add(type="VpcEndpoint", id=case.new_id("".join(p.capitalize() for p in service.split(".")) + "Endpoint"), vpc_id=case.vpc_id,
             service_name=name, vpc_endpoint_type="Interface", private_dns_enabled=True, subnet_ids=one_a_zone(case),
             security_group_ids=groups)
    )  # fmt: skip
    vpc = topology.get(Vpc, case.vpc_id)
    if vpc and not (vpc.enable_dns_support and vpc.enable_dns_hostnames):
        changes.insert(0, _set(vpc.id, enable_dns_support=True, enable_dns_hostnames=True))
    yield Fix(
        _("Add an interface endpoint for %s") % service,
        tuple(changes),
        HOURLY,
        _("TCP 443 to %s inside the VPC") % service,
    )


def _from_tasks(case: Case) -> Iterator[Change]:
    for group in case.workload.security_groups:
        yield {"ip_protocol": "tcp", "from_port": 443, "to_port": 443, "referenced_group_id": group}


def one_a_zone(case: Case) -> list[str]:
    """Of the workload's subnets, the first of each zone."""
    chosen: dict[str | None, str] = {}
    for id in case.workload.subnets:
        subnet = case.topology.get(Subnet, id)
        if subnet:
            chosen.setdefault(subnet.availability_zone, id)
    return list(chosen.values())


def associate(case: Case) -> Iterator[Fix]:
    tables = case.tables()
    if tables and case.blocker.resource:
        names = ", ".join(t.label for t in tables)
        yield Fix(
            _("Associate %(endpoint)s with %(tables)s") % {"endpoint": case.named, "tables": names},
            tuple(_connect(case.blocker.resource, "route_table_ids", t.id) for t in tables),
        )  # fmt: skip
    yield from (f for f in route_out(case) if f.cost == HOURLY)


def private_dns(case: Case) -> Iterator[Fix]:
    if case.blocker.resource:
        yield Fix(
            _("Turn on private DNS of %s") % case.named,
            (_set(case.blocker.resource, private_dns_enabled=True),),
        )


def allow_in_policy(case: Case) -> Iterator[Fix]:
    """One statement more in the endpoint's policy, for the calls that the flow makes and nothing else."""
    endpoint = case.topology.get(VpcEndpoint, case.blocker.resource)
    if endpoint is None or not endpoint.policy_document or case.flow.to not in CALLS:
        return
    actions, resource = CALLS[case.flow.to]
    where = (resource or "*").format(region=case.topology.region).replace("/layer", "/*")
    statement = {"Effect": "Allow", "Principal": "*", "Action": list(actions), "Resource": where}
    held = endpoint.policy_document.get("Statement", [])
    statements = [*(held if isinstance(held, list) else [held]), statement]
    yield Fix(
        _("Allow %(actions)s in the policy of %(endpoint)s") % {"actions": ", ".join(actions), "endpoint": endpoint.label},
        (_set(endpoint.id, policy_document={**endpoint.policy_document, "Statement": statements}),), "free", f"{', '.join(actions)}: {where}",
    )  # fmt: skip


def vpc_dns(case: Case) -> Iterator[Fix]:
    if case.blocker.resource:
        text = _("Turn on enableDnsSupport and enableDnsHostnames of %s") % case.named
        on = _set(case.blocker.resource, enable_dns_support=True, enable_dns_hostnames=True)
        yield Fix(text, (on,))
        vpc = case.topology.get(Vpc, case.blocker.resource)
        if vpc and vpc.dhcp_options:
            amazon = _set(vpc.id, enable_dns_support=True, enable_dns_hostnames=True, dhcp_options=None)
            yield Fix(
                _("Use Amazon's resolver in %s") % vpc.label,
                (amazon,),
                FREE,
                _("names are no longer resolved by your own server"),
            )


def move_nat(case: Case) -> Iterator[Fix]:
    public = _public_subnet(case)
    nat = case.topology.get(NatGateway, case.blocker.resource)
    if public and nat:
        yield Fix(
            _("Move %(nat)s to public subnet %(subnet)s") % {"nat": nat.label, "subnet": public.label},
            (_set(nat.id, subnet_id=public.id),),
        )


def attach_gateway(case: Case) -> Iterator[Fix]:
    gateway = case.topology.get(InternetGateway, case.blocker.resource)
    if gateway and case.vpc_id:
        yield Fix(_("Attach %s to the VPC") % gateway.label, (_set(gateway.id, vpc_id=case.vpc_id),))


def mount_target(case: Case) -> Iterator[Fix]:
    system = case.topology.get(FileSystem, case.blocker.resource)
    if system is None:
        return
    have = [m for m in case.topology.all(MountTarget) if m.file_system_id == system.id]
    groups = list(have[0].security_groups) if have else []
    changes = [
        _add(
            type="MountTarget",
            id=case.new_id("MountTarget"),
            file_system_id=system.id,
            subnet_id=subnet,
            security_groups=groups,
        )
        for subnet in case.subnets
    ]
    yield Fix(_("Add a mount target of %s in each zone that lacks one") % system.label, tuple(changes))


def platform(case: Case) -> Iterator[Fix]:
    yield Fix(_("Use platform version LATEST"), (_set(case.workload.id, platform_version="LATEST"),))


def enable_zone(case: Case) -> Iterator[Fix]:
    """A subnet of the missing zone, one with the kind of route that the balancer's other subnets have."""
    topology = case.topology
    balancer = topology.get(LoadBalancer, case.blocker.resource)
    if balancer is None or not balancer.subnets:
        return
    tables = {t.id for s in balancer.subnets if (t := table_of(topology, s)[0])}
    changes = []
    for id in case.subnets:
        zone = s.availability_zone if (s := topology.get(Subnet, id)) else None
        fit = [x for x in topology.all(Subnet) if x.vpc_id == case.vpc_id and x.availability_zone == zone]
        fit.sort(key=lambda x: not ((t := table_of(topology, x.id)[0]) and t.id in tables))
        if fit:
            changes.append(_connect(balancer.id, "subnets", fit[0].id))
    if changes:
        yield Fix(_("Enable the tasks' zones on %s") % balancer.label, tuple(changes))


def peering_route(case: Case) -> Iterator[Fix]:
    table = case.topology.get(RouteTable, case.blocker.resource)
    for peering in case.topology.all(VpcPeeringConnection):
        if table is None or table.vpc_id not in (peering.vpc_id, peering.peer_vpc_id):
            continue
        far = case.topology.get(Vpc, peering.peer_vpc_id if table.vpc_id == peering.vpc_id else peering.vpc_id)
        routes = [
            _connect(table.id, "routes", {"destination_cidr_block": c, "vpc_peering_connection_id": peering.id})
            for c in (far.cidr_blocks if far else ())
        ]
        if routes:
            yield Fix(
                _("Add the route to %(peering)s in %(table)s") % {"peering": peering.label, "table": table.label},
                tuple(routes),
            )
