"""What CloudFormation writes as resources of their own: routes, rules, associations, attachments, blocks, DHCP options."""

from collections.abc import Iterator
from typing import Any

from ..model import (
    ElasticIp,
    InternetGateway,
    NetworkAcl,
    NetworkAclEntry,
    Resource,
    Route,
    RouteTable,
    SecurityGroup,
    SecurityGroupRule,
    Subnet,
    Vpc,
    VpnGateway,
)
from ..model.cloudformation import DEPENDENTS, DHCP_OPTIONS, IPV4_BLOCK, IPV6_BLOCK, Dependent
from .cloudformation_encode import Encoder
from .cloudformation_names import stack_of

Body = dict[str, Any]
_BY_OWNER: dict[str, list[Dependent]] = {}
for _dependent in DEPENDENTS.values():
    _BY_OWNER.setdefault(_dependent.owner, []).append(_dependent)
_DEFAULT_ENTRIES = {(number, egress) for number in (100, 101) for egress in (False, True)}
"""The entries that AWS makes with a VPC's default network ACL, by number and direction."""


def dependents(encoder: Encoder, resource: Resource) -> Iterator[tuple[str, Body]]:
    """The routes, rules, entries and associations of a resource that are resources of their own: (logical id, body)."""
    for dependent in _BY_OWNER.get(type(resource).__name__, ()):
        items = getattr(resource, dependent.field) or ()
        yield from _items(encoder, resource, dependent, [i for i in items if _stands_apart(encoder, resource, i)])
    if isinstance(resource, RouteTable) and resource.main:
        yield from _main_associations(encoder, resource)


def _stands_apart(encoder: Encoder, owner: Resource, item: Any) -> bool:
    """Whether an item of a list is a resource of its own, rather than a property of its owner or a thing that AWS makes."""
    if isinstance(item, Route):
        return bool(item.target) and not item.propagated
    if isinstance(item, NetworkAclEntry) and isinstance(owner, NetworkAcl):
        return not owner.default or bool(item.id) or (item.rule_number, item.egress) not in _DEFAULT_ENTRIES
    if isinstance(item, SecurityGroupRule) and isinstance(owner, SecurityGroup):
        return not is_inline(encoder, owner, item) and not _is_implied(owner, item)
    return True


def _items(encoder: Encoder, owner: Resource, dependent: Dependent, items: Any) -> Iterator[tuple[str, Body]]:
    stem = dependent.type.rpartition("::")[2]
    for item in items:
        name = encoder.names[item.id] if item.id else encoder.names.make(f"{owner.id}{stem}")
        own = {dependent.owner_property: encoder.reference(owner.id)}
        properties = {**own, **encoder.part(dependent.spelling, item, stack_of(item.id or owner.id))}
        depends = _route_depends_on(encoder, item) if isinstance(item, Route) else []
        if isinstance(owner, VpnGateway) and owner.vpc_id:  # routes are propagated by a gateway that is attached
            depends = [attachment_name(encoder, owner)]
        yield name, {"Type": dependent.type, **({"DependsOn": depends} if depends else {}), "Properties": properties}


def _route_depends_on(encoder: Encoder, route: Route) -> list[str]:
    """A route to a gateway needs the gateway attached (CloudFormation user guide, "DependsOn attribute")."""
    gateway = encoder.topology.resources.get(route.gateway_id or "")
    attached = isinstance(gateway, InternetGateway | VpnGateway) and gateway.vpc_id
    return [attachment_name(encoder, gateway)] if attached and isinstance(gateway, InternetGateway | VpnGateway) else []


def _main_associations(encoder: Encoder, table: RouteTable) -> Iterator[tuple[str, Body]]:
    """CloudFormation cannot make a table the main one: the subnets that use it by default are associated with it."""
    associated = {a.subnet_id for t in encoder.topology.all(RouteTable) for a in t.associations}
    for subnet in encoder.topology.all(Subnet):
        if subnet.vpc_id == table.vpc_id and subnet.id not in associated:
            kind = "AWS::EC2::SubnetRouteTableAssociation"
            properties = {"RouteTableId": encoder.reference(table.id), "SubnetId": encoder.reference(subnet.id)}
            yield encoder.names.make(f"{subnet.id}RouteTableAssociation"), {"Type": kind, "Properties": properties}


def is_inline(encoder: Encoder, group: SecurityGroup, rule: SecurityGroupRule) -> bool:
    """Whether a rule stands in its group: it has no id of its own, and does not lead back to the group in a circle."""
    if rule.id or group.default:
        return False
    peer = rule.referenced_group_id
    return peer is None or peer not in encoder.circles or encoder.circles[peer] != encoder.circles[group.id]


def _is_implied(group: SecurityGroup, rule: SecurityGroupRule) -> bool:
    """Whether AWS makes a rule with the VPC's default group."""
    return group.default and not rule.id and rule.referenced_group_id == group.id and rule.ip_protocol == "-1"


def attachments(encoder: Encoder, resource: Resource) -> Iterator[tuple[str, Body]]:
    """What joins a gateway or an address to what it belongs to: (logical id, body)."""
    names = encoder.names
    if isinstance(resource, InternetGateway | VpnGateway) and resource.vpc_id:
        key = "InternetGatewayId" if isinstance(resource, InternetGateway) else "VpnGatewayId"
        yield (
            attachment_name(encoder, resource),
            {
                "Type": "AWS::EC2::VPCGatewayAttachment",
                "Properties": {"VpcId": encoder.reference(resource.vpc_id), key: encoder.reference(resource.id)},
            },
        )
    if isinstance(resource, ElasticIp) and (resource.association_id or resource.network_interface_id):
        holder = (
            {"NetworkInterfaceId": encoder.reference(resource.network_interface_id)} if resource.network_interface_id
            else {"InstanceId": encoder.reference(resource.instance_id or "")}
        )  # fmt: skip
        name = names[resource.association_id] if resource.association_id else names.make(f"{resource.id}Association")
        properties = {"AllocationId": encoder.reference(resource.id), **holder}
        yield name, {"Type": "AWS::EC2::EIPAssociation", "Properties": properties}


def attachment_name(encoder: Encoder, gateway: InternetGateway | VpnGateway) -> str:
    """The logical id of a gateway's attachment, the same every time."""
    return (
        encoder.names[gateway.attachment_id] if gateway.attachment_id else encoder.names.once(f"{gateway.id}Attachment")
    )


def vpc_parts(encoder: Encoder, vpc: Vpc) -> Iterator[tuple[str, Body]]:
    """The further blocks of a VPC and its DHCP options: (logical id, body)."""
    own = {"VpcId": encoder.reference(vpc.id)}
    kind = "AWS::EC2::VPCCidrBlock"
    for block in vpc.cidr_block_associations:
        name = encoder.names[block.id] if block.id else encoder.names.make(f"{vpc.id}CidrBlock")
        yield name, {"Type": kind, "Properties": {**own, **encoder.part(IPV4_BLOCK, block, stack_of(vpc.id))}}
    for ipv6 in vpc.ipv6_cidr_block_associations:
        name = encoder.names[ipv6.id] if ipv6.id else encoder.names.make(f"{vpc.id}Ipv6CidrBlock")
        if ipv6.amazon_provided:
            kept = encoder.names.moved(ipv6.properties, stack_of(vpc.id))
            properties = {**own, **kept, "AmazonProvidedIpv6CidrBlock": True}
        else:
            properties = {**own, **encoder.part(IPV6_BLOCK, ipv6, stack_of(vpc.id))}
        yield name, {"Type": kind, "Properties": properties}
    if options := vpc.dhcp_options:
        name = encoder.names[options.id] if options.id else encoder.names.make(f"{vpc.id}DhcpOptions")
        yield (
            name,
            {
                "Type": "AWS::EC2::DHCPOptions",
                "Properties": encoder.part(DHCP_OPTIONS, options, stack_of(options.id or vpc.id)),
            },
        )
        association = (
            encoder.names[options.association_id]
            if options.association_id
            else encoder.names.make(f"{name}Association")
        )
        yield (
            association,
            {"Type": "AWS::EC2::VPCDHCPOptionsAssociation", "Properties": {**own, "DhcpOptionsId": {"Ref": name}}},
        )
