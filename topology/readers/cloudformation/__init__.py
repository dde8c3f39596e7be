"""CloudFormation templates, one or several that belong together, to a topology.

The order of work: `stack` checks each template's shape; `world` joins the stacks; `build` turns resources into drafts by
the table of `topology.model.cloudformation`, with `decode` for properties and `intrinsics` for their values; `parts` joins
what CloudFormation keeps apart; `keep` holds on to what is written back unchanged.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from ...i18n import _
from ...model import Topology
from ...model.cloudformation import DATABASES, DEPENDENTS, RESOURCES, STARTERS, TYPE_OF
from ..errors import ReadError
from ..source import Source
from .build import SUBNET_GROUP_TYPES, Builder, Draft
from .metadata import Metadata, read_metadata
from .parts import (
    find_ipv6_blocks,
    join_addresses,
    join_attachments,
    join_blocks,
    join_dependents,
    join_dhcp_options,
    leave_empty_egress_open,
)
from .special import SPECIAL
from .stack import STACK_NAME, Stack, give_parameters, is_template, open_stack
from .values import to_text
from .workloads import add_scheduled, find_launch_types, starts_tasks
from .world import DEFAULT_REGION, World
from .zones import join_record_sets

_SCHEDULED = tuple(starter.spelling.type for starter in STARTERS.values())
_WORKLOADS = ("AWS::ECS::Service", "AWS::ECS::TaskSet")
_PARTS = frozenset(
    ("AWS::EC2::VPCGatewayAttachment", "AWS::EC2::EIPAssociation", "AWS::EC2::VPCCidrBlock", "AWS::EC2::VPCDHCPOptionsAssociation",
     "AWS::EC2::DHCPOptions", *DEPENDENTS, *SUBNET_GROUP_TYPES)
)  # fmt: skip


def read_templates(
    templates: Sequence[tuple[str, str, Source]],
    *,
    parameters: Mapping[str, str],
    region: str | None,
    account_settings: Mapping[str, str],
) -> Topology:
    """The topology of templates given as (stack's name, file, source). Raises ReadError."""
    stacks: dict[str, Stack] = {}
    for name, file, source in templates:
        if name and not re.match(STACK_NAME, name):
            message = _(
                "“%s” is no stack's name: letters, digits and hyphens, starting with a letter; give it as STACK=FILE"
            )
            raise ReadError("invalid-stack-name", message % name, file)
        if name in stacks:
            raise ReadError(
                "duplicate-stack", _("there are two stacks “%s”; give each its own name as STACK=FILE") % name, file
            )
        stacks[name] = open_stack(name, file, source)
    give_parameters(stacks, parameters)
    metadata = read_metadata(stacks.values())
    return _build(stacks, region or metadata.region or DEFAULT_REGION, metadata, account_settings)


def _build(
    stacks: Mapping[str, Stack], region: str, metadata: Metadata, account_settings: Mapping[str, str]
) -> Topology:
    world = World(stacks, region)
    ipv6 = find_ipv6_blocks(world)
    world.ipv6_blocks = {vpc: [block for _stack, _logical, block, _provided in blocks] for vpc, blocks in ipv6.items()}
    builder = Builder(world)
    modelled = [(s, n, b) for s, n, b in builder.each(*RESOURCES) if _is_modelled(builder, s, b)]
    world.types.update({s.id(n): TYPE_OF[b["Type"]] for s, n, b in modelled})
    _note_names(builder, modelled)
    workloads = _principals(builder, modelled)
    join_blocks(builder, ipv6)
    join_attachments(builder)
    join_addresses(builder)
    join_dhcp_options(builder)
    join_dependents(builder)
    leave_empty_egress_open(builder)
    join_record_sets(builder)
    builder.join_vpc_defaults()
    for stack in stacks.values():
        for logical, body in stack.resources.items():
            if stack.id(logical) not in builder.used and not world.dropped(stack, logical):
                builder.opaque(stack, logical, body)
    find_launch_types(builder, workloads)
    builder.keep_attributes()
    builder.name(metadata.tags)
    topology = builder.topology(region, {**metadata.account_settings, **account_settings}, metadata.resources)
    kept = {"quotas": metadata.quotas, "accepted": tuple(metadata.accepted)}
    kept = {name: value for name, value in kept.items() if value}
    return topology.changed(**kept) if kept else topology


def _is_modelled(builder: Builder, stack: Stack, body: Any) -> bool:
    """Whether a resource of a modelled type is one that its record can stand for."""
    if body["Type"] in (*_SCHEDULED, "AWS::ECS::Service"):
        return starts_tasks(builder, stack, body)
    return not (
        body["Type"] in DATABASES
        and "DBClusterIdentifier" in (body.get("Properties") or {})
        and body["Type"] == "AWS::RDS::DBInstance"
    )


_NAMES = {"AWS::ECS::Cluster": "ClusterName", "AWS::ECS::TaskDefinition": "Family"}


def _note_names(builder: Builder, modelled: Sequence[tuple[Stack, str, dict[str, Any]]]) -> None:
    """Let services find a cluster or a task definition of their stack by the name that both give it."""
    for stack, logical, body in modelled:
        if (property := _NAMES.get(body["Type"])) is not None:
            name = to_text(builder.world.evaluators[stack.name].evaluate((body.get("Properties") or {}).get(property)))
            if name:
                key = (stack.name, TYPE_OF[body["Type"]], name)
                builder.world.named[key] = None if key in builder.world.named else stack.id(logical)


def _principals(builder: Builder, modelled: Sequence[tuple[Stack, str, dict[str, Any]]]) -> list[Draft]:
    """Decode every modelled resource; returns the workloads."""
    workloads: list[Draft] = []
    for stack, logical, body in modelled:
        kind = body["Type"]
        if kind in _SCHEDULED:
            workloads.extend(add_scheduled(builder, stack, logical, body))
            continue
        draft = builder.principal(stack, logical, body, RESOURCES[kind])
        builder.add(draft)
        if kind in _WORKLOADS:
            draft.document["cloudformation_type"] = kind
            workloads.append(draft)
        special = SPECIAL.get(TYPE_OF[kind])
        if special:
            special(builder, draft, builder.decoder(stack, logical))
    return workloads


__all__ = ["is_template", "read_templates"]
