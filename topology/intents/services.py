"""Where a service runs and what stands before it: three zones, an Application Load Balancer."""

from ..fargate.flow import Flow
from ..i18n import N_, _
from ..model import NetworkAcl, Service, Subnet, TaskDefinition
from ..reachability.routing import table_of
from ..remedies.case import connect
from .draft import CannotBe, Draft
from .needs import open_needs
from .registry import intent

ZONES = 3


@intent(
    "spread-zones",
    N_("Spread it over three zones"),
    N_("A subnet in each of three availability zones, of the kind that it runs in now."),
    Service,
)
def spread(draft: Draft, id: str) -> None:
    """https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html"""
    service = _service(draft, id)
    model = draft.subnet(service.subnets[0])
    kind = draft.kind(model.id)
    held = {draft.subnet(s).availability_zone for s in service.subnets}
    for zone in _zones(draft, model):
        if len(held) >= ZONES:
            break
        if zone in held:
            continue
        like = [
            s.id
            for s in draft.subnets_of(model.vpc_id)
            if s.availability_zone == zone and draft.kind(s.id) == kind and s.ipv6_native == model.ipv6_native
        ]
        draft.do(connect(id, "subnets", like[0] if like else _subnet_like(draft, model, zone)))
        held.add(zone)

    def concerns(workload: str, flow: Flow) -> bool:
        return workload == id and flow.verdict != "reachable"

    open_needs(draft, concerns, lambda now: all(now.kind(s) == kind for s in _service(now, id).subnets))


def _zones(draft: Draft, beside: Subnet) -> list[str]:
    """The zones of the VPC's subnets, then further ones of the Region by their letters."""
    own = [s.availability_zone for s in draft.subnets_of(beside.vpc_id) if s.availability_zone]
    letters = [f"{draft.topology.region}{letter}" for letter in "abcdef"]
    return list(dict.fromkeys([*own, *letters]))


def _subnet_like(draft: Draft, model: Subnet, zone: str) -> str:
    """A new subnet in a zone, with the size, route table and network ACL of another."""
    length = int(model.cidr_block.split("/")[1]) if model.cidr_block else 24
    blocks = {"cidr_block": draft.free_block(model.vpc_id, length)} if model.cidr_block else {}
    if model.ipv6_cidr_block:
        blocks["ipv6_cidr_block"] = draft.free_ipv6_block(model.vpc_id)
    id = draft.add(
        "Subnet", f"{model.id.rstrip('0123456789')}{zone[-1].upper()}", vpc_id=model.vpc_id, availability_zone=zone, **blocks,
        ipv6_native=model.ipv6_native, assign_ipv6_address_on_creation=model.assign_ipv6_address_on_creation,
        enable_dns64=model.enable_dns64,
    )  # fmt: skip
    table = table_of(draft.topology, model.id)[0]
    if table and not table.main:
        draft.do(connect(table.id, "associations", {"subnet_id": id}))
    acl = next(
        (a for a in draft.topology.all(NetworkAcl) if any(x.subnet_id == model.id for x in a.associations)), None
    )
    if acl:
        draft.do(connect(acl.id, "associations", {"subnet_id": id}))
    return id


HTTP = 80


@intent(
    "alb-in-front",
    N_("Put an Application Load Balancer in front"),
    N_("Internet-facing in two zones, with a target group, an HTTP listener, and groups that let through just that."),
    Service,
)
def alb_in_front(draft: Draft, id: str) -> None:
    """https://docs.aws.amazon.com/AmazonECS/latest/developerguide/alb.html: targets by IP, subnets in two zones at least."""
    service = _service(draft, id)
    if service.load_balancers:
        return
    definition = draft.topology.get(TaskDefinition, service.task_definition)
    ports = [
        (c.name, p.container_port)
        for c in (definition.container_definitions if definition else ())
        for p in c.port_mappings
        if p.container_port and p.protocol == "tcp"
    ]
    if not ports:
        raise CannotBe(_("No container of %s has a port to send requests to.") % service.label)
    container, port = ports[0]
    model = draft.subnet(service.subnets[0])
    vpc = model.vpc_id
    zones = list(dict.fromkeys(draft.subnet(s).availability_zone for s in service.subnets))
    zones += [z for z in _zones(draft, model) if z not in zones][: max(0, 2 - len(zones))]
    subnets = [_public_in(draft, model, zone) for zone in zones]
    clients = {"ip_protocol": "tcp", "from_port": HTTP, "to_port": HTTP, "cidr_ipv4": "0.0.0.0/0"}
    group = draft.add(
        "SecurityGroup", f"{id}AlbGroup", vpc_id=vpc, group_description=f"Clients of {service.label}", security_group_ingress=[clients]
    )  # fmt: skip
    balancer = draft.add(
        "LoadBalancer", f"{id}Alb", load_balancer_type="application", scheme="internet-facing", subnets=subnets, security_groups=[group]
    )  # fmt: skip
    targets = draft.add("TargetGroup", f"{id}Targets", vpc_id=vpc, port=port, protocol="HTTP", target_type="ip")
    draft.add(
        "Listener", f"{id}Listener", load_balancer_arn=balancer, port=HTTP, protocol="HTTP", target_groups=[targets]
    )
    entry = {"container_name": container, "container_port": port, "target_group_arn": targets}
    draft.do(connect(id, "load_balancers", entry))
    from_balancer = {"ip_protocol": "tcp", "from_port": port, "to_port": port, "referenced_group_id": group}
    if service.security_groups:
        draft.do(connect(service.security_groups[0], "security_group_ingress", from_balancer))
    else:
        own = draft.add(
            "SecurityGroup", f"{id}Group", vpc_id=vpc, group_description=f"Tasks of {service.label}", security_group_ingress=[from_balancer]
        )  # fmt: skip
        draft.set(id, security_groups=[own])

    def concerns(workload: str, flow: Flow) -> bool:
        return workload == id and flow.flow == "lb-to-task" and flow.verdict != "reachable"

    open_needs(draft, concerns, lambda _now: True)


def _public_in(draft: Draft, model: Subnet, zone: str | None) -> str:
    found = [
        s
        for s in draft.subnets_of(model.vpc_id)
        if s.availability_zone == zone and draft.kind(s.id) == "public" and s.cidr_block
    ]
    return found[0].id if found else draft.new_public_subnet(model.vpc_id, zone)


def _service(draft: Draft, id: str) -> Service:
    service = draft.topology.get(Service, id)
    assert service is not None
    if not service.subnets:
        raise CannotBe(_("%s stands in no subnet yet.") % service.label)
    return service
