"""What single resource types need beyond the table: properties with two forms, and values that follow from others."""

from collections.abc import Callable, Mapping
from typing import Any

from ...i18n import _
from ...model.access import Database, Listener
from ...model.cloudformation import (
    DEFAULT_PORTS,
    INSTANCE_INTERFACE,
    LISTENER,
    NO_PRIVATE_DNS,
    PEERING_ATTACHMENT,
    SUBNET_GROUPS,
)
from ...model.dns import HostedZone
from ...model.spelling import Spelling
from .build import Builder, Draft
from .decode import Decoded, Decoder
from .intrinsics import Evaluator
from .values import ABSENT, Unknown, intrinsic, to_text

_GROUP = Spelling(Database, fields=("subnets",), paths={"subnets": "SubnetIds"})
_ASSOCIATED = Spelling(HostedZone, fields=("vpcs",), paths={"vpcs": "VPCs"})
_TARGETS = Spelling(Listener, fields=("target_groups",))


def items_of(evaluator: Evaluator, node: Any) -> list[Any]:
    """The items of a list property, Fn::If resolved; none where it is no list."""
    settled = evaluator.settle(node)
    found = [evaluator.settle(i) for i in settled] if isinstance(settled, list) else []
    return [i for i in found if i is not ABSENT]


def _take(draft: Draft, decoded: Decoded, *fields: str) -> None:
    """Take over single fields of what was decoded, with their gaps."""
    for name in fields:
        if name in decoded.fields:
            draft.document[name] = decoded.fields[name]
        if name in decoded.gaps:
            draft.gaps[name] = decoded.gaps[name]
        if name in decoded.partial:
            draft.partial[name] = decoded.partial[name]


def _load_balancer(builder: Builder, draft: Draft, decoder: Decoder) -> None:
    assert draft.spelling
    if draft.spelling.type == "AWS::ElasticLoadBalancing::LoadBalancer":
        draft.document["load_balancer_type"] = "classic"
    mappings = draft.left.get("SubnetMappings")
    if mappings is not None:
        mapped = items_of(decoder.evaluator, mappings)
        subnets: Any = [m.get("SubnetId") if isinstance(m, dict) and "SubnetId" in m else m for m in mapped]
        if not isinstance(settled := decoder.evaluator.settle(mappings), list):
            subnets = settled
        _take(draft, decoder.record(draft.spelling, {"Subnets": subnets}), "subnets")


def _actions(builder: Builder, draft: Draft, decoder: Decoder) -> None:
    """Read where a listener or a rule forwards to. What is no plain forward is kept as it stood."""
    name = "DefaultActions" if draft.spelling is LISTENER else "Actions"
    raw = draft.left.pop(name, None)
    actions = items_of(decoder.evaluator, raw)
    forwards = {i: f for i, a in enumerate(actions) if (f := _forwards(decoder.evaluator, a)) is not None}
    others = [a.expression if isinstance(a, Unknown) else a for i, a in enumerate(actions) if i not in forwards]
    groups = [g for f in forwards.values() for g in f]
    _take(draft, decoder.record(_TARGETS, {"TargetGroups": groups}), "target_groups")
    settled = decoder.evaluator.settle(raw)
    for unknown in (settled, *actions):
        if isinstance(unknown, Unknown):
            draft.miss("target_groups", unknown.expression, unknown.reason)
    if isinstance(settled, Unknown):
        draft.left[name] = settled.expression
        return
    plain = len(groups) == 1 and actions[next(iter(forwards))] in (
        {"Type": "forward", "TargetGroupArn": groups[0]},
        {"Type": "forward", "ForwardConfig": {"TargetGroups": [{"TargetGroupArn": groups[0]}]}},
    )
    kept = [] if plain and not draft.partial.get("target_groups") else [actions[i] for i in forwards]
    if draft.spelling is LISTENER and all(isinstance(o, dict) and not intrinsic(o) for o in others):
        draft.document["default_actions"] = others
    else:
        kept = [*others, *kept]
    if kept:
        draft.left[name] = kept


def _forwards(evaluator: Evaluator, action: Any) -> list[Any] | None:
    """The target groups that an action forwards to; None for an action that does something else."""
    if not isinstance(action, dict) or str(evaluator.evaluate(action.get("Type"))).lower() != "forward":
        return None
    if "TargetGroupArn" in action:
        return [action["TargetGroupArn"]]
    config = evaluator.settle(action.get("ForwardConfig"))
    groups = items_of(evaluator, config.get("TargetGroups")) if isinstance(config, dict) else []
    return [g.get("TargetGroupArn") if isinstance(g, dict) else g for g in groups]


def _cluster(builder: Builder, draft: Draft, decoder: Decoder) -> None:
    strategy = draft.left.get("DefaultCapacityProviderStrategy")
    if strategy is not None:
        note_default_providers(draft, decoder, strategy)


def note_default_providers(cluster: Draft, decoder: Decoder, strategy: Any) -> None:
    """Take over the capacity providers of a cluster's default strategy, or that none of them is known."""
    known, unknown = providers(decoder, strategy)
    cluster.document["default_capacity_providers"] = known
    if unknown and not known:
        cluster.gaps["default_capacity_providers"] = Unknown(None, unknown.reason)


def providers(decoder: Decoder, strategy: Any) -> tuple[list[str], Unknown | None]:
    """The capacity providers that a strategy names, and what of it is not known."""
    known: list[str] = []
    unknown: Unknown | None = None
    settled = decoder.evaluator.settle(strategy)
    if intrinsic(settled):
        settled = decoder.evaluator.evaluate(settled)
    for item in [settled] if isinstance(settled, Unknown) else items_of(decoder.evaluator, settled):
        named = item.get("CapacityProvider") if isinstance(item, dict) else None
        value = item if isinstance(item, Unknown) else decoder.evaluator.evaluate(named)
        if isinstance(value, Unknown):
            unknown = value
        elif (text := to_text(value)) is not None:
            known.append(decoder.world.references.spell(text))
    return known, unknown


def _instance(builder: Builder, draft: Draft, decoder: Decoder) -> None:
    interfaces = items_of(decoder.evaluator, draft.left.get("NetworkInterfaces"))
    if interfaces and isinstance(interfaces[0], dict):
        first = decoder.record(INSTANCE_INTERFACE, interfaces[0])
        _take(draft, first, *INSTANCE_INTERFACE.fields)
        draft.left["NetworkInterfaces"] = [first.left, *interfaces[1:]]
        ids = [i["NetworkInterfaceId"] for i in interfaces if isinstance(i, dict) and "NetworkInterfaceId" in i]
        held = Spelling(type_of(draft), fields=("network_interface_ids",))
        _take(draft, decoder.record(held, {"NetworkInterfaceIds": ids}), "network_interface_ids")
    _addresses(draft, decoder, "Ipv6Addresses", "Ipv6Address", "ipv6_addresses")


def type_of(draft: Draft) -> Any:
    """The record type of a draft."""
    assert draft.spelling
    return draft.spelling.record


def _interface(builder: Builder, draft: Draft, decoder: Decoder) -> None:
    _addresses(draft, decoder, "Ipv6Addresses", "Ipv6Address", "ipv6_addresses")
    _addresses(draft, decoder, "PrivateIpAddresses", "PrivateIpAddress", "private_ip_addresses")
    primary = decoder.evaluator.evaluate(draft.left.get("PrivateIpAddress"))
    if isinstance(primary, str):
        spelled = decoder.world.references.spell(primary)
        rest = [a for a in draft.document.get("private_ip_addresses", []) if a != spelled]
        draft.document["private_ip_addresses"] = [spelled, *rest]


def _addresses(draft: Draft, decoder: Decoder, name: str, key: str, field: str) -> None:
    """Read a list of objects that hold one address each; the list itself is kept."""
    values = [
        decoder.evaluator.evaluate(i.get(key))
        for i in items_of(decoder.evaluator, draft.left.get(name))
        if isinstance(i, dict)
    ]
    known = [decoder.world.references.spell(v) for v in values if isinstance(v, str)]
    if known:
        draft.document[field] = known


def _endpoint(builder: Builder, draft: Draft, decoder: Decoder) -> None:
    """Read the DNS options, and what an interface endpoint is that does not say PrivateDnsEnabled: CloudFormation leaves it off, where
    the API turns it on; https://github.com/awsdocs/aws-cloudformation-user-guide/pull/391"""
    says = "private_dns_enabled" in draft.document or "private_dns_enabled" in draft.gaps
    if draft.document.get("vpc_endpoint_type") == "Interface" and not says:
        draft.document["private_dns_enabled"] = False
        builder.world.assumed.add(NO_PRIVATE_DNS + draft.id)
    options = draft.left.get("DnsOptions")
    name = "PrivateDnsOnlyForInboundResolverEndpoint"
    if isinstance(options, dict) and name in options:
        value = decoder.evaluator.evaluate(options[name])
        if isinstance(value, str) and value in ("OnlyInboundResolver", "AllResolvers"):
            draft.document["private_dns_only_for_inbound_resolver_endpoint"] = value == "OnlyInboundResolver"
            draft.left["DnsOptions"] = {k: v for k, v in options.items() if k != name}
            if not draft.left["DnsOptions"]:
                del draft.left["DnsOptions"]


def _attachment(builder: Builder, draft: Draft, decoder: Decoder) -> None:
    assert draft.spelling
    if draft.spelling is PEERING_ATTACHMENT:
        draft.document["resource_type"] = "peering"


def _hosted_zone(builder: Builder, draft: Draft, decoder: Decoder) -> None:
    """Read which VPCs a zone is associated with; their Regions follow from them."""
    raw = draft.left.pop("VPCs", None)
    settled = decoder.evaluator.settle(raw)
    vpcs: Any = settled
    if isinstance(settled, list):
        vpcs = [v.get("VPCId") if isinstance(v, dict) and "VPCId" in v else v for v in items_of(decoder.evaluator, raw)]
    if settled is not ABSENT and settled is not None:
        _take(draft, decoder.record(_ASSOCIATED, {"VPCs": vpcs}), "vpcs")


def _prefix_list(builder: Builder, draft: Draft, decoder: Decoder) -> None:
    entries = draft.left.get("Entries")
    if entries is None:
        return
    if isinstance(settled := decoder.evaluator.settle(entries), Unknown):
        draft.gaps["entries"] = settled
        return
    found: list[str] = []
    plain = True
    for item in items_of(decoder.evaluator, entries):
        value = decoder.evaluator.evaluate(item.get("Cidr")) if isinstance(item, dict) else item
        if isinstance(value, str):
            found.append(decoder.world.references.spell(value))
            plain = plain and set(item) == {"Cidr"}
        elif isinstance(value, Unknown):
            draft.miss("entries", value.expression, value.reason)
            plain = False
    draft.document["entries"] = found
    if plain:
        del draft.left["Entries"]


def _database(builder: Builder, draft: Draft, decoder: Decoder) -> None:
    assert draft.spelling
    kind = draft.spelling.type
    draft.document["cloudformation_type"] = kind
    engine = str(draft.document.get("engine", "")).lower()
    port = DEFAULT_PORTS.get(engine) or DEFAULT_PORTS.get(engine.split("-")[0])
    if port and "port" not in draft.gaps:
        draft.document.setdefault("port", port)
    if kind not in SUBNET_GROUPS or (raw := draft.left.get(SUBNET_GROUPS[kind][1])) is None:
        return
    group_type, name, _description = SUBNET_GROUPS[kind]
    value = decoder.evaluator.evaluate(raw)
    if isinstance(value, Unknown):
        draft.gaps["subnets"] = value
        return
    reference = decoder.world.references.single(str(value))
    if reference is None or decoder.world.cloudformation_types.get(reference.id) != group_type:
        draft.gaps["subnets"] = Unknown(raw, _("%s is not in the input") % decoder.world.references.spell(str(value)))
        return
    owner, _slash, logical = reference.id.rpartition("/")
    stack = decoder.world.stacks[owner]
    properties = stack.resources[logical].get("Properties") or {}
    group = builder.decoder(stack, logical).record(_GROUP, properties)
    _take(draft, group, "subnets")
    draft.document["subnet_group_id"] = reference.id
    del draft.left[name]
    draft.left["SubnetGroup"] = {"Type": group_type, "Properties": group.left}
    builder.used.add(reference.id)


_FROM_POOL = {
    "cidr_block": ("Ipv4IpamPoolId", "Ipv4NetmaskLength"), "ipv6_cidr_block": ("Ipv6IpamPoolId", "Ipv6NetmaskLength"),
}  # fmt: skip


def _from_pool(_builder: Builder, draft: Draft, _decoder: Decoder) -> None:
    """A VPC or a subnet whose block Amazon VPC IPAM chooses from a pool: no template says it."""
    for field, properties in _FROM_POOL.items():
        asked = not draft.left.keys().isdisjoint(properties)
        if asked and field not in draft.document and field not in draft.gaps and field in type_of(draft).fields:
            draft.gaps[field] = Unknown(None, _("its block comes from a pool of Amazon VPC IPAM"))


SPECIAL: Mapping[str, Callable[[Builder, Draft, Decoder], None]] = {
    "LoadBalancer": _load_balancer, "Listener": _actions, "ListenerRule": _actions, "Cluster": _cluster,
    "Instance": _instance, "NetworkInterface": _interface, "VpcEndpoint": _endpoint, "PrefixList": _prefix_list,
    "Database": _database, "TransitGatewayAttachment": _attachment,
    "HostedZone": _hosted_zone, "Vpc": _from_pool, "Subnet": _from_pool,
}  # fmt: skip
