"""What single resource types need beyond the table of spellings: properties with two forms, and what AWS requires."""

from collections.abc import Callable, Mapping
from typing import Any

from ..model import (
    Cluster,
    Database,
    HostedZone,
    Instance,
    Listener,
    ListenerRule,
    LoadBalancer,
    NetworkInterface,
    OpaqueResource,
    PrefixList,
    Resource,
    ScheduledTask,
    SecurityGroup,
    Subnet,
    VpcEndpoint,
    Workload,
)
from ..model.cloudformation import EGRESS, INGRESS, INSTANCE_INTERFACE, STARTERS
from ..model.containers import FARGATE_PROVIDERS
from .cloudformation_encode import Encoder
from .cloudformation_names import stack_of
from .cloudformation_parts import is_inline
from .cloudformation_shape import is_function, mapping
from .cloudformation_zones import associations

Properties = dict[str, Any]
_NOTHING_LEAVES = {"IpProtocol": "-1", "CidrIp": "127.0.0.1/32"}
"""The outbound rule of a group that lets nothing out. AWS drops its rule for everything only where a template gives one or more, so an
empty list does not say it (CloudFormation template reference, AWS::EC2::SecurityGroup, "Remove the default rule")."""
ASSOCIATIONS = "AWS::ECS::ClusterCapacityProviderAssociations"


def finish(encoder: Encoder, resource: Resource, properties: Properties) -> Properties:
    """The properties of a resource with what its type needs beyond the table."""
    for kind, change in _CHANGES.items():
        if isinstance(resource, kind):
            change(encoder, resource, properties)
    return properties


def _load_balancer(encoder: Encoder, balancer: LoadBalancer, properties: Properties) -> None:
    mappings = properties.get("SubnetMappings")
    if mappings is None:
        return
    mapped = [m.get("SubnetId") for m in mappings if isinstance(m, dict)] if isinstance(mappings, list) else []
    if encoder.gaps(balancer.id).get("subnets") or _same(mapped, [encoder.reference(s) for s in balancer.subnets]):
        properties.pop("Subnets", None)
    else:
        del properties["SubnetMappings"]


def _same(left: list[Any], right: list[Any]) -> bool:
    return sorted(map(repr, left)) == sorted(map(repr, right))


def _actions(encoder: Encoder, holder: Listener | ListenerRule, properties: Properties) -> None:
    """The actions that forward, as they stood if they still forward to the same target groups, and the others."""
    name = "DefaultActions" if isinstance(holder, Listener) else "Actions"
    kept = properties.pop(name, [])
    if is_function(kept):
        properties[name] = kept
        return
    if not isinstance(kept, list):  # a document may hold anything here
        kept = []
    others = [encoder.names.moved(a, stack_of(holder.id)) for a in getattr(holder, "default_actions", ())]
    forwards = [a for a in kept if _targets(a)]
    others += [a for a in kept if a not in forwards]
    groups = [encoder.reference(g) for g in holder.target_groups]
    named = [t for a in forwards for t in _targets(a)]
    unique = [t for i, t in enumerate(named) if t not in named[:i]]
    if not encoder.gaps(holder.id).get("target_groups") and not _same(unique, groups):
        forwards = []
        if len(groups) == 1:
            forwards = [{"Type": "forward", "TargetGroupArn": groups[0]}]
        elif groups:
            forwards = [{"Type": "forward", "ForwardConfig": {"TargetGroups": [{"TargetGroupArn": g} for g in groups]}}]
    if others or forwards:
        properties[name] = [*others, *forwards]


def _targets(action: Any) -> list[Any]:
    """The target groups that an action names."""
    if not isinstance(action, dict) or is_function(action):
        return []
    if "TargetGroupArn" in action:
        return [action["TargetGroupArn"]]
    config = action.get("ForwardConfig")
    groups = config.get("TargetGroups") if isinstance(config, dict) else None
    listed = groups if isinstance(groups, list) else []
    return [g["TargetGroupArn"] for g in listed if isinstance(g, dict) and "TargetGroupArn" in g]


def _subnet(_encoder: Encoder, _subnet: Subnet, properties: Properties) -> None:
    """A subnet's zone goes by its name or by its id, not by both: a snapshot says both, and names are the account's own."""
    if "AvailabilityZone" in properties:
        properties.pop("AvailabilityZoneId", None)


def _cluster(encoder: Encoder, cluster: Cluster, properties: Properties) -> None:
    elsewhere = any(o.cloudformation_type == ASSOCIATIONS for o in encoder.topology.all(OpaqueResource))
    if cluster.default_capacity_providers and "DefaultCapacityProviderStrategy" not in properties and not elsewhere:
        names = [encoder.text(n) for n in cluster.default_capacity_providers]
        properties.setdefault("CapacityProviders", names)
        properties["DefaultCapacityProviderStrategy"] = [{"CapacityProvider": n, "Weight": 1} for n in names]


def _instance(encoder: Encoder, instance: Instance, properties: Properties) -> None:
    kept = properties.get("NetworkInterfaces")
    if kept is not None and not (isinstance(kept, list) and kept and isinstance(kept[0], dict)):
        return
    properties.pop("NetworkInterfaces", None)
    held = [encoder.reference(i) for i in instance.network_interface_ids]
    if kept is None and instance.associate_public_ip_address is None and not held:
        _addresses(properties, "Ipv6Addresses", "Ipv6Address", instance.ipv6_addresses)
        return
    first: Properties = {}
    encoder.put_fields(first, INSTANCE_INTERFACE, instance)
    for name in ("SubnetId", "SecurityGroupIds", "PrivateIpAddress"):
        properties.pop(name, None)
    if kept is None:
        properties["NetworkInterfaces"] = [
            {"DeviceIndex": str(i), "NetworkInterfaceId": h} for i, h in enumerate(held)
        ] or [{"DeviceIndex": "0", **first}]
    else:
        properties["NetworkInterfaces"] = [{**kept[0], **first}, *kept[1:]]


def _interface(encoder: Encoder, interface: NetworkInterface, properties: Properties) -> None:
    _addresses(properties, "Ipv6Addresses", "Ipv6Address", interface.ipv6_addresses)
    if (
        "PrivateIpAddress" not in properties
        and "PrivateIpAddresses" not in properties
        and interface.private_ip_addresses
    ):
        addresses = [{"PrivateIpAddress": a, "Primary": i == 0} for i, a in enumerate(interface.private_ip_addresses)]
        properties["PrivateIpAddresses"] = addresses


def _addresses(properties: Properties, name: str, key: str, addresses: tuple[str, ...]) -> None:
    if name not in properties and addresses:
        properties[name] = [{key: a} for a in addresses]


def _endpoint(encoder: Encoder, endpoint: VpcEndpoint, properties: Properties) -> None:
    only = endpoint.private_dns_only_for_inbound_resolver_endpoint
    if only is not None:
        value = "OnlyInboundResolver" if only else "AllResolvers"
        properties["DnsOptions"] = {
            **mapping(properties.get("DnsOptions")),
            "PrivateDnsOnlyForInboundResolverEndpoint": value,
        }


def _prefix_list(encoder: Encoder, prefixes: PrefixList, properties: Properties) -> None:
    if not is_function(properties.get("AddressFamily")):
        properties["AddressFamily"] = {"ipv4": "IPv4", "ipv6": "IPv6"}[prefixes.address_family]
    properties.setdefault("PrefixListName", encoder.text(prefixes.label))
    properties.setdefault("MaxEntries", max(1, len(prefixes.entries)))
    for gap in encoder.gaps(prefixes.id).get("entries", ()):
        if isinstance(gap.expression, dict):
            properties.setdefault("Entries", encoder.names.moved(gap.expression, stack_of(prefixes.id)))
    if "Entries" not in properties and prefixes.entries:
        properties["Entries"] = [{"Cidr": encoder.text(e)} for e in prefixes.entries]


def _database(encoder: Encoder, database: Database, properties: Properties) -> None:
    properties.pop("SubnetGroup", None)


def _security_group(encoder: Encoder, group: SecurityGroup, properties: Properties) -> None:
    """Leave out the rules that are written as resources of their own, and say that nothing may leave where there is no outbound rule."""
    properties.setdefault("GroupDescription", encoder.text(group.label))
    for field, name, spelling in (
        ("security_group_ingress", "SecurityGroupIngress", INGRESS),
        ("security_group_egress", "SecurityGroupEgress", EGRESS),
    ):
        rules = getattr(group, field) or ()
        apart = [r for r in rules if not is_inline(encoder, group, r)]
        if not apart or not isinstance(written := properties.get(name), list):
            continue
        for rule in apart:
            written.remove(encoder.part(spelling, rule, stack_of(group.id)))
        if not written:
            del properties[name]
            for gap in encoder.gaps(group.id).get(field, ()):
                if isinstance(gap.expression, dict):
                    properties[name] = encoder.names.moved(gap.expression, stack_of(group.id))
    if group.security_group_egress == () and properties.get("SecurityGroupEgress") == []:
        properties["SecurityGroupEgress"] = [dict(_NOTHING_LEAVES)]


def _workload(encoder: Encoder, workload: Workload, properties: Properties) -> None:
    """Leave the launch type out where a capacity provider strategy says it."""
    block = properties
    kept: Any = workload.properties
    if isinstance(workload, ScheduledTask):
        starter = STARTERS[workload.scheduler]
        outer, inner = starter.block
        kept = mapping(mapping(kept.get(outer)).get(inner))
        target = properties[outer] = mapping(properties.get(outer))
        if workload.cluster and workload.cluster in encoder.names:
            *above, last = starter.cluster
            (properties[above[0]] if above else properties)[last] = encoder.arn(workload.cluster)
        if is_function(target.get(inner)):
            return
        block = target[inner] = mapping(target.get(inner))
    cluster = encoder.topology.get(Cluster, workload.cluster)
    on_fargate = any(p in FARGATE_PROVIDERS for p in cluster.default_capacity_providers) if cluster else False
    by_default = on_fargate and workload.launch_type == "FARGATE" and "LaunchType" not in kept
    if "CapacityProviderStrategy" in block or by_default:
        block.pop("LaunchType", None)


_CHANGES: Mapping[type[Resource], Callable[[Encoder, Any, Properties], None]] = {
    Subnet: _subnet, LoadBalancer: _load_balancer, Listener: _actions, ListenerRule: _actions, Cluster: _cluster, Instance: _instance,
    NetworkInterface: _interface, VpcEndpoint: _endpoint, PrefixList: _prefix_list, Database: _database,
    SecurityGroup: _security_group, HostedZone: associations, Workload: _workload,
}  # fmt: skip
