"""DependsOn: what AWS needs to be there first and CloudFormation cannot see from references."""

from collections.abc import Iterator

from ..model import (
    ElasticIp,
    InternetGateway,
    Listener,
    ListenerRule,
    LoadBalancer,
    MountTarget,
    NatGateway,
    Resource,
    Service,
    Subnet,
    TaskDefinition,
)
from .cloudformation_encode import Encoder
from .cloudformation_parts import attachment_name


def depends_on(encoder: Encoder, resource: Resource) -> list[str]:
    """The logical ids that a resource must wait for, beyond what it refers to."""
    return list(dict.fromkeys(_depends_on(encoder, resource)))


def _depends_on(encoder: Encoder, resource: Resource) -> Iterator[str]:
    topology, names = encoder.topology, encoder.names
    if isinstance(resource, Subnet):
        yield from encoder.provided_by(resource.ipv6_cidr_block)
        yield from encoder.provided_by(resource.cidr_block)
    elif isinstance(resource, ElasticIp):
        nats = [n for n in topology.all(NatGateway) if n.allocation_id == resource.id]
        for nat in nats:
            yield from _attachments(encoder, _vpc_of(encoder, nat))
    elif isinstance(resource, NatGateway) and resource.connectivity_type == "public":
        yield from _attachments(encoder, _vpc_of(encoder, resource))
    elif isinstance(resource, LoadBalancer) and resource.scheme == "internet-facing":
        vpcs = {s.vpc_id for i in resource.subnets if (s := topology.get(Subnet, i))}
        for vpc in sorted(v for v in vpcs if v):
            yield from _attachments(encoder, vpc)
    elif isinstance(resource, Service):
        groups = {b.target_group_arn for b in resource.load_balancers if b.target_group_arn}
        forwards: tuple[Listener | ListenerRule, ...] = (*topology.all(Listener), *topology.all(ListenerRule))
        yield from (names[f.id] for f in forwards if groups & set(f.target_groups))
        definition = topology.get(TaskDefinition, resource.task_definition)
        systems = {v.file_system_id for v in definition.efs_volumes} if definition else set()
        for target in topology.all(MountTarget):
            if target.file_system_id and target.file_system_id in systems:
                yield names[target.id]


def _vpc_of(encoder: Encoder, nat: NatGateway) -> str | None:
    subnet = encoder.topology.get(Subnet, nat.subnet_id)
    return subnet.vpc_id if subnet else nat.vpc_id


def _attachments(encoder: Encoder, vpc: str | None) -> Iterator[str]:
    for gateway in encoder.topology.all(InternetGateway):
        if vpc and gateway.vpc_id == vpc:
            yield attachment_name(encoder, gateway)
