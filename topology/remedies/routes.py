"""Fixes of the ways in and out: public addresses, routes, NAT and internet gateways, peering."""

from collections.abc import Iterator
from itertools import chain

from ..i18n import _
from ..model import (
    Instance,
    InternetGateway,
    NatGateway,
    RouteTable,
    Subnet,
    TransitGatewayAttachment,
    TransitGatewayRouteTable,
    Vpc,
    VpcPeeringConnection,
    VpnGateway,
)
from ..reachability.routing import table_of
from .case import ALL_IPV4, ALL_IPV6, FREE, HOURLY, Case, Change, Fix, Way, add, connect, set_fields, subnets_of
from .endpoints import add_endpoint
from .ipv6 import ways_out


def public_ip(case: Case) -> Iterator[Fix]:
    workload = case.workload
    if instance := case.topology.get(Instance, case.blocker.resource):
        yield Fix(
            _("Give %s a public IP") % instance.label, (set_fields(instance.id, associate_public_ip_address=True),), "per-hour",
            _("it gets a public IPv4 address; its security groups decide who reaches it"),
        )  # fmt: skip
        return
    yield Fix(
        _("Assign a public IP to the tasks of %s") % workload.label, (set_fields(workload.id, assign_public_ip="ENABLED"),), "per-hour",
        _("the tasks get a public IPv4 address; their security groups decide who reaches it"),
    )  # fmt: skip


def _default(case: Case) -> dict[str, str]:
    if case.flow.family == "ipv6":
        return {"destination_ipv6_cidr_block": ALL_IPV6}
    return {"destination_cidr_block": ALL_IPV4}


def route_out(case: Case) -> Iterator[Fix]:
    """A default route: to the internet gateway where the tasks have public addresses, to a NAT gateway otherwise; for IPv6 to an
    internet gateway or an egress-only one."""
    ipv6 = case.flow.family == "ipv6"
    for way in ways_out(case) if ipv6 else internet_ways(case):
        yield _route_by(case, way)


def first_way_out(case: Case) -> Iterator[Fix]:
    """A default route by what is made for it, in a VPC from which nothing leads to the internet yet; not where an endpoint does,
    which opens less."""
    if case.flow.family == "ipv4" and not any(chain(internet_ways(case), add_endpoint(case))):
        for way in new_internet_ways(case):
            yield _route_by(case, way)


def _route_by(case: Case, way: Way) -> Fix:
    name, made, target, opens = way
    return Fix(
        _("Route %(to)s of the tasks' subnets to %(target)s") % {"to": ALL_IPV6 if case.flow.family == "ipv6" else ALL_IPV4, "target": name},
        (*made, *_to_tables(case, case.tables(), **target)), HOURLY if "nat_gateway_id" in target else FREE, opens,
    )  # fmt: skip


def internet_ways(case: Case) -> Iterator[Way]:
    """What 0.0.0.0/0 may lead to by what the VPC has."""
    topology = case.topology
    gateway = next((g for g in topology.all(InternetGateway) if g.vpc_id == case.vpc_id), None)
    if case.workload.assign_public_ip == "ENABLED" and gateway:
        yield Way(gateway.label, (), {"gateway_id": gateway.id}, _("the subnets become public"))
    for nat in topology.all(NatGateway):
        subnet = topology.get(Subnet, nat.subnet_id)
        here = (subnet.vpc_id if subnet else nat.vpc_id) == case.vpc_id
        if here and nat.connectivity_type == "public" and nat.state == "available":
            yield Way(nat.label, (), {"nat_gateway_id": nat.id}, _("everything outbound to the internet"))
            return
    public = _public_subnet(case) if gateway else None
    if public is not None:
        address, nat_id = case.new_id("NatElasticIp"), case.new_id("NatGateway")
        made = (
            add(type="ElasticIp", id=address),
            add(type="NatGateway", id=nat_id, subnet_id=public.id, allocation_id=address),
        )
        name = _("a new NAT gateway in %s") % public.label
        yield Way(name, made, {"nat_gateway_id": nat_id}, _("everything outbound to the internet"))


def new_internet_ways(case: Case) -> Iterator[Way]:
    """What 0.0.0.0/0 may lead to in a VPC without a public subnet: its internet gateway, a new one where it has none; or a regional
    NAT gateway, which needs no public subnet (https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html)."""
    gateway = next((g for g in case.topology.all(InternetGateway) if g.vpc_id == case.vpc_id), None)
    made: tuple[Change, ...] = ()
    if gateway is None:
        id, name = case.new_id("InternetGateway"), _("a new internet gateway")
        made = (add(type="InternetGateway", id=id, vpc_id=case.vpc_id),)
    else:
        id, name = gateway.id, gateway.label
    yield Way(name, made, {"gateway_id": id}, _("the subnets become public"))
    if has_regional_nat(case.topology.region_of(case.vpc_id)):
        nat = case.new_id("NatGateway")
        change = add(type="NatGateway", id=nat, vpc_id=case.vpc_id, availability_mode="regional")
        opens = _("everything outbound to the internet")
        yield Way(_("a new regional NAT gateway"), (*made, change), {"nat_gateway_id": nat}, opens)


def has_regional_nat(region: str) -> bool:
    """Whether a Region has regional NAT gateways: those of AWS GovCloud (US) and of China have not."""
    return not region.startswith(("us-gov-", "cn-"))


def _to_tables(case: Case, tables: list[RouteTable], **target: str) -> Iterator[Change]:
    """A default route in each table; a table of its own for subnets that use the main one that the input leaves out."""
    route = {**_default(case), **target}
    for table in tables:
        yield connect(table.id, "routes", route)
    yield from case.table_of_their_own(route)


def _public_subnet(case: Case) -> Subnet | None:
    """A subnet of the VPC whose route table leads to an internet gateway, in a zone of the tasks if there is one."""
    topology = case.topology
    zones = {s.zone for i in case.subnets if (s := topology.get(Subnet, i))}
    found = []
    for subnet in topology.all(Subnet):
        table = table_of(topology, subnet.id)[0]
        if (
            subnet.vpc_id == case.vpc_id
            and table
            and any(topology.get(InternetGateway, r.gateway_id) for r in table.routes)
        ):
            found.append(subnet)
    return min(found, key=lambda s: s.zone not in zones, default=None)


def move_nat(case: Case) -> Iterator[Fix]:
    public = _public_subnet(case)
    nat = case.topology.get(NatGateway, case.blocker.resource)
    if public and nat:
        yield Fix(
            _("Move %(nat)s to public subnet %(subnet)s") % {"nat": nat.label, "subnet": public.label},
            (set_fields(nat.id, subnet_id=public.id),),
        )


def attach_gateway(case: Case) -> Iterator[Fix]:
    gateway = case.topology.get(InternetGateway, case.blocker.resource)
    if gateway and case.vpc_id:
        yield Fix(_("Attach %s to the VPC") % gateway.label, (set_fields(gateway.id, vpc_id=case.vpc_id),))


def attach_vpn_gateway(case: Case) -> Iterator[Fix]:
    gateway = case.topology.get(VpnGateway, case.blocker.resource)
    if gateway and case.vpc_id and gateway.vpc_id is None:
        yield Fix(_("Attach %s to the VPC") % gateway.label, (set_fields(gateway.id, vpc_id=case.vpc_id),), "per-hour")


def forward(case: Case) -> Iterator[Fix]:
    """Let an instance forward what is not for itself; https://docs.aws.amazon.com/vpc/latest/userguide/work-with-nat-instances.html"""
    if case.blocker.resource:
        yield Fix(
            _("Turn off the source/destination check of %s") % case.named,
            (set_fields(case.blocker.resource, source_dest_check=False),),
        )


def attach_zone(case: Case) -> Iterator[Fix]:
    """A subnet of each zone that a transit gateway's attachment lacks."""
    attachment = case.topology.get(TransitGatewayAttachment, case.blocker.resource)
    if attachment is None:
        return
    held = {s.zone for i in attachment.subnet_ids if (s := case.topology.get(Subnet, i))}
    inside = [s for s in case.topology.all(Subnet) if s.vpc_id == attachment.vpc_id and s.zone not in held]
    wanted = {s.zone for i in case.subnets if (s := case.topology.get(Subnet, i)) and s.vpc_id == attachment.vpc_id}
    chosen = {s.zone: s for s in reversed(inside) if s.zone in (wanted or {s.zone})}
    if chosen:
        names = ", ".join(sorted(z for z in chosen if z))
        yield Fix(
            _("Attach %(attachment)s in %(zones)s too") % {"attachment": attachment.label, "zones": names},
            tuple(connect(attachment.id, "subnet_ids", s.id) for s in chosen.values()),
        )  # fmt: skip


def transit_route(case: Case) -> Iterator[Fix]:
    """The route that a table lacks: of a subnet, to the VPCs on the other side; of a transit gateway, what an attachment brings."""
    topology = case.topology
    table = topology.get(RouteTable, case.blocker.resource)
    for mine in topology.all(TransitGatewayAttachment) if table else ():
        if table is None or mine.vpc_id != table.vpc_id or mine.transit_gateway_id is None:
            continue
        far = {
            a.vpc_id for a in topology.all(TransitGatewayAttachment) if a.transit_gateway_id == mine.transit_gateway_id
        } - {mine.vpc_id}
        ends = {
            s.vpc_id
            for end in (case.flow.source, case.flow.to)
            for i in subnets_of(topology.find(end))
            if (s := topology.get(Subnet, i))
        }
        routes = [
            connect(
                table.id, "routes", {f"destination_{_cidr(case)}": c, "transit_gateway_id": mine.transit_gateway_id}
            )
            for v in sorted((far & ends) - {None}, key=str)
            if (vpc := topology.get(Vpc, v))
            for c in (vpc.cidr_blocks if case.flow.family == "ipv4" else vpc.ipv6_cidr_blocks)
        ]
        if routes:
            yield Fix(_("Add the route through the transit gateway in %s") % table.label, tuple(routes))
    hub = topology.get(TransitGatewayRouteTable, case.blocker.resource)
    if hub:
        known = {p.transit_gateway_attachment_id for p in hub.propagations}
        missing = [
            a for a in topology.all(TransitGatewayAttachment)
            if a.transit_gateway_id == hub.transit_gateway_id and a.vpc_id and a.id not in known
        ]  # fmt: skip
        for attachment in missing:
            yield Fix(
                _("Let %(attachment)s bring its routes to %(table)s") % {"attachment": attachment.label, "table": hub.label},
                (connect(hub.id, "propagations", {"transit_gateway_attachment_id": attachment.id}),),
            )  # fmt: skip


def _cidr(case: Case) -> str:
    return "cidr_block" if case.flow.family == "ipv4" else "ipv6_cidr_block"


def exclude_from_block(case: Case) -> Iterator[Fix]:
    """An exclusion from VPC Block Public Access: of the subnets where the tasks use an address of their own, egress-only of the VPC
    where a gateway sends for them."""
    by_gateway = any(
        h.kind in ("nat-gateway", "egress-only-internet-gateway") for p in case.flow.placements for h in p.outcome.path
    )
    vpc = case.topology.get(Vpc, case.vpc_id)
    if by_gateway and vpc:
        yield Fix(
            _("Let VPC %s out in VPC Block Public Access") % vpc.label, (_exclusion(case, "allow-egress", vpc_id=vpc.id),), FREE,
            _("NAT and egress-only gateways of the VPC lead to the internet"),
        )  # fmt: skip
        return
    names = ", ".join(s.label for i in case.subnets if (s := case.topology.get(Subnet, i)))
    yield Fix(
        _("Exclude %s from VPC Block Public Access") % names,
        tuple(_exclusion(case, "allow-bidirectional", subnet_id=s) for s in case.subnets), FREE,
        _("the subnets reach the internet and are reached from it, as their routes and groups say"),
    )  # fmt: skip


def _exclusion(case: Case, mode: str, **place: str) -> Change:
    id = case.new_id("BlockPublicAccessExclusion")
    return add(type="VpcBlockPublicAccessExclusion", id=id, internet_gateway_exclusion_mode=mode, **place)


def peering_route(case: Case) -> Iterator[Fix]:
    table = case.topology.get(RouteTable, case.blocker.resource)
    for peering in case.topology.all(VpcPeeringConnection):
        if table is None or table.vpc_id not in (peering.vpc_id, peering.peer_vpc_id):
            continue
        far = case.topology.get(Vpc, peering.peer_vpc_id if table.vpc_id == peering.vpc_id else peering.vpc_id)
        routes = [
            connect(table.id, "routes", {"destination_cidr_block": c, "vpc_peering_connection_id": peering.id})
            for c in (far.cidr_blocks if far else ())
        ]
        if routes:
            yield Fix(
                _("Add the route to %(peering)s in %(table)s") % {"peering": peering.label, "table": table.label},
                tuple(routes),
            )
