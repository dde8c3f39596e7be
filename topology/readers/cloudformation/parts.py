"""CloudFormation resources that are a part of another one's record: routes, rules, associations, attachments, blocks."""

import re
from collections.abc import Mapping
from typing import Any

from ...i18n import _
from ...model.cloudformation import DEPENDENTS, DHCP_OPTIONS, IPV4_BLOCK, IPV6_BLOCK, Dependent
from .build import Builder, Draft
from .decode import reason_of
from .stack import Stack
from .values import Unknown
from .world import World

EGRESS_FIELD = "security_group_egress"
STAND_IN = "2001:db8:{:x}:{:x}00::/56"
"""The blocks of 2001:db8::/32 (RFC 3849, documentation) that stand for those that Amazon chooses."""


def join_dependents(builder: Builder) -> None:
    """Put every route, rule, entry and association into the record that owns it."""
    for stack, logical, body in builder.each(*DEPENDENTS):
        dependent = DEPENDENTS[body["Type"]]
        properties = body.get("Properties") or {}
        owner = builder.owner(stack, logical, properties.get(dependent.owner_property), dependent.owner)
        if isinstance(owner, Unknown):
            _orphan(builder, stack, logical, body, dependent, owner)
            continue
        if dependent.field == EGRESS_FIELD and owner.document.get(dependent.field) is None:
            owner.document[dependent.field] = []
        rest = {k: v for k, v in properties.items() if k != dependent.owner_property}
        decoded = builder.decoder(stack, logical).part(dependent.spelling, rest)
        unknown = builder.condition(stack, body)
        builder.used.add(stack.id(logical))
        if unknown or not decoded.whole:
            reason = unknown.reason if unknown else reason_of(decoded)
            owner.miss(dependent.field, builder.missing_part(stack, logical, body), reason)
        else:
            owner.document.setdefault(dependent.field, []).append({"id": stack.id(logical), **decoded.fields})


def leave_empty_egress_open(builder: Builder) -> None:
    """Say that what AWS makes of an empty list of outbound rules is open. Its page says that the rule for everything goes only where one or
    more rules are given, and that a group whose rules are all taken away later has none: what holds hangs on what was there before. The
    AWS CDK writes a rule that matches nothing; CloudFormation template reference, AWS::EC2::SecurityGroup, and
    https://github.com/aws/aws-cdk/pull/998."""
    for draft in builder.drafts.values():
        if (
            draft.document["type"] == "SecurityGroup"
            and draft.document.get(EGRESS_FIELD) == []
            and EGRESS_FIELD not in draft.partial
        ):
            reason = _("what AWS makes of an empty list of outbound rules in a template is not documented")
            draft.miss(EGRESS_FIELD, {"Ref": "AWS::NoValue"}, reason)


def _orphan(builder: Builder, stack: Stack, logical: str, body: Any, dependent: Dependent, owner: Unknown) -> None:
    """Keep a part whose owner is not known, and say so; a subnet's own table or ACL is then not known either."""
    draft = builder.opaque(stack, logical, body)
    name = re.sub("(?<!^)(?=[A-Z])", "_", dependent.owner_property).lower()
    draft.gaps[name] = owner
    if "subnet_id" in dependent.spelling.fields:
        subnet = builder.owner(stack, logical, (body.get("Properties") or {}).get("SubnetId"), "Subnet")
        if isinstance(subnet, Draft):
            subnet.gaps.setdefault(name, owner)


def join_attachments(builder: Builder) -> None:
    """Attach internet and virtual private gateways to their VPCs."""
    for stack, logical, body in builder.each("AWS::EC2::VPCGatewayAttachment"):
        properties = body.get("Properties") or {}
        key, kind = (
            ("VpnGatewayId", "VpnGateway") if "VpnGatewayId" in properties else ("InternetGatewayId", "InternetGateway")
        )
        gateway = builder.owner(stack, logical, properties.get(key), kind)
        vpc = builder.owner(stack, logical, properties.get("VpcId"), "Vpc")
        unknown = builder.condition(stack, body)
        if isinstance(gateway, Unknown) or "attachment_id" in gateway.document or len(properties) > 2:
            draft = builder.opaque(stack, logical, body)
            if isinstance(gateway, Unknown):
                draft.gaps["internet_gateway_id" if key == "InternetGatewayId" else "vpn_gateway_id"] = gateway
            continue
        gateway.document["attachment_id"] = stack.id(logical)
        builder.used.add(stack.id(logical))
        if unknown or isinstance(vpc, Unknown):
            reason = unknown or vpc
            assert isinstance(reason, Unknown)
            del gateway.document["attachment_id"]
            gateway.gaps["vpc_id"] = Unknown(builder.missing_part(stack, logical, body), reason.reason)
        else:
            gateway.document["vpc_id"] = vpc.id


def join_addresses(builder: Builder) -> None:
    """Associate Elastic IP addresses with instances and network interfaces."""
    for stack, logical, body in builder.each("AWS::EC2::EIPAssociation"):
        properties = body.get("Properties") or {}
        address = builder.owner(stack, logical, properties.get("AllocationId", properties.get("EIP")), "ElasticIp")
        field, key, kind = (
            ("instance_id", "InstanceId", "Instance") if "InstanceId" in properties
            else ("network_interface_id", "NetworkInterfaceId", "NetworkInterface")
        )  # fmt: skip
        holder = builder.owner(stack, logical, properties.get(key), kind)
        if (
            isinstance(address, Draft)
            and isinstance(holder, Draft)
            and len(properties) == 2
            and not builder.condition(stack, body)
        ):
            address.document.update({field: holder.id, "association_id": stack.id(logical)})
            builder.used.add(stack.id(logical))
        else:
            draft = builder.opaque(stack, logical, body)
            if isinstance(address, Draft):
                why = holder if isinstance(holder, Unknown) else Unknown(None, _("%s is not modelled") % logical)
                address.gaps[field] = Unknown(None, why.reason)
            else:
                draft.gaps["allocation_id"] = address


def join_dhcp_options(builder: Builder) -> None:
    """Give VPCs the DHCP option sets that are associated with them."""
    for stack, logical, body in builder.each("AWS::EC2::VPCDHCPOptionsAssociation"):
        properties = body.get("Properties") or {}
        vpc = builder.owner(stack, logical, properties.get("VpcId"), "Vpc")
        options = _resource(builder, stack, properties.get("DhcpOptionsId"), "AWS::EC2::DHCPOptions")
        if isinstance(vpc, Unknown):
            builder.opaque(stack, logical, body).gaps["vpc_id"] = vpc
            continue
        builder.used.add(stack.id(logical))
        unknown = options if isinstance(options, Unknown) else builder.condition(stack, body)
        if isinstance(options, Unknown) or unknown:
            assert unknown
            vpc.miss("dhcp_options", builder.missing_part(stack, logical, body), unknown.reason)
            continue
        at, name, found = options
        decoded = builder.decoder(at, name).part(DHCP_OPTIONS, found.get("Properties") or {})
        builder.used.add(at.id(name))
        vpc.document["dhcp_options"] = {"id": at.id(name), "association_id": stack.id(logical), **decoded.fields}
        for gap in decoded.gaps.values():
            vpc.partial.setdefault("dhcp_options", []).append(gap)
        for gaps in decoded.partial.values():
            vpc.partial.setdefault("dhcp_options", []).extend(gaps)


def _resource(builder: Builder, stack: Stack, node: Any, kind: str) -> tuple[Stack, str, dict[str, Any]] | Unknown:
    """The resource of a CloudFormation type that a property names."""
    value = builder.world.evaluators[stack.name].evaluate(node)
    if isinstance(value, Unknown):
        return value
    reference = builder.world.references.single(value) if isinstance(value, str) else None
    if reference is None or builder.world.cloudformation_types.get(reference.id) != kind:
        return Unknown(node, _("%s is not in the input") % builder.world.references.spell(str(value)))
    owner, _slash, logical = reference.id.rpartition("/")
    at = builder.world.stacks[owner]
    return at, logical, at.resources[logical]


def find_ipv6_blocks(world: World) -> dict[str, list[tuple[Stack, str, str, bool]]]:
    """For each VPC its IPv6 blocks: (stack, logical id, block, whether Amazon provides it), in the order of the templates."""
    by_vpc: dict[str, list[tuple[Stack, str, Any]]] = {
        i: [] for i, t in world.cloudformation_types.items() if t == "AWS::EC2::VPC"
    }
    for stack in world.stacks.values():
        for logical, body in stack.resources.items():
            if (
                not isinstance(body, dict)
                or body.get("Type") != "AWS::EC2::VPCCidrBlock"
                or world.dropped(stack, logical)
            ):
                continue
            properties = body.get("Properties") or {}
            vpc = world.evaluators[stack.name].evaluate(properties.get("VpcId"))
            reference = world.references.single(vpc) if isinstance(vpc, str) else None
            if reference is not None and reference.id in by_vpc:
                by_vpc[reference.id].append((stack, logical, properties))
    found: dict[str, list[tuple[Stack, str, str, bool]]] = {}
    count = 0
    for vpc, blocks in by_vpc.items():
        for stack, logical, properties in blocks:
            evaluator = world.evaluators[stack.name]
            provided = evaluator.evaluate(properties.get("AmazonProvidedIpv6CidrBlock"))
            block = evaluator.evaluate(properties.get("Ipv6CidrBlock"))
            if str(provided).lower() == "true":
                found.setdefault(vpc, []).append((stack, logical, STAND_IN.format(count >> 8, count & 255), True))
                count += 1
            elif isinstance(block, str) and len(block) > 1:
                found.setdefault(vpc, []).append((stack, logical, block, False))
    return found


def join_blocks(builder: Builder, ipv6: Mapping[str, list[tuple[Stack, str, str, bool]]]) -> None:
    """Give VPCs their further blocks of addresses."""
    for vpc, blocks in ipv6.items():
        for stack, logical, block, provided in blocks:
            body = stack.resources[logical]
            owner = builder.drafts.get(vpc)
            if owner is None or builder.condition(stack, body):
                continue
            rest = {
                k: v
                for k, v in (body.get("Properties") or {}).items()
                if k not in ("VpcId", "AmazonProvidedIpv6CidrBlock")
            }
            decoded = builder.decoder(stack, logical).part(IPV6_BLOCK, rest)
            fields = {**decoded.fields, "id": stack.id(logical), "ipv6_cidr_block": block, "amazon_provided": provided}
            owner.document.setdefault("ipv6_cidr_block_associations", []).append(fields)
            builder.used.add(stack.id(logical))
    for stack, logical, body in builder.each("AWS::EC2::VPCCidrBlock"):
        properties = body.get("Properties") or {}
        owner_or_not = builder.owner(stack, logical, properties.get("VpcId"), "Vpc")
        if isinstance(owner_or_not, Unknown):
            builder.opaque(stack, logical, body).gaps["vpc_id"] = owner_or_not
            continue
        rest = {k: v for k, v in properties.items() if k != "VpcId"}
        decoded = builder.decoder(stack, logical).part(IPV4_BLOCK, rest)
        unknown = builder.condition(stack, body)
        builder.used.add(stack.id(logical))
        if "cidr_block" in decoded.fields and not decoded.gaps and not unknown:
            block_fields = {"id": stack.id(logical), **decoded.fields}
            owner_or_not.document.setdefault("cidr_block_associations", []).append(block_fields)
        else:
            name = "ipv6_cidr_block_associations" if any("pv6" in k for k in rest) else "cidr_block_associations"
            reason = unknown.reason if unknown else reason_of(decoded)
            owner_or_not.miss(name, builder.missing_part(stack, logical, body), reason)
