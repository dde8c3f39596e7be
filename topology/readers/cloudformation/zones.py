"""The records of hosted zones, alone or in groups, put into the zones that hold them.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-route53-recordset.html,
…/aws-resource-route53-recordsetgroup.html
"""

import re
from typing import Any

from ...model.cloudformation import RECORD_SET
from .build import Builder, Draft
from .decode import reason_of
from .intrinsics import DNS_ENTRIES
from .special import items_of
from .stack import Stack
from .values import Unknown, to_text

SET, GROUP = "AWS::Route53::RecordSet", "AWS::Route53::RecordSetGroup"
_ALIAS = rf"(?:dualstack\.)?\$\{{(?P<id>[^{{}}]+)\.(?:{DNS_ENTRIES}|DNSName)\}}\.?\Z"


def join_record_sets(builder: Builder) -> None:
    """Put every record set into its zone. One whose zone is not in the input stays as it stood."""
    for stack, logical, body in builder.each(SET, GROUP):
        properties = body.get("Properties") or {}
        zone = _zone_of(builder, stack, logical, properties) if isinstance(properties, dict) else None
        if zone is None:
            continue
        of_group = body["Type"] == GROUP
        raw = items_of(builder.world.evaluators[stack.name], properties.get("RecordSets")) if of_group else [properties]
        beside = {k: v for k, v in properties.items() if k in ("HostedZoneName", "Comment")} if of_group else {}
        found: list[dict[str, Any]] = []
        unknown = builder.condition(stack, body)
        reason = unknown.reason if unknown else None
        for item in raw:
            rest = {k: v for k, v in item.items() if k != "HostedZoneId"} if isinstance(item, dict) else item
            decoded = builder.decoder(stack, logical).part(RECORD_SET, rest)
            if decoded.gaps or decoded.partial:
                reason = reason or reason_of(decoded)
            kept = {**decoded.fields.get("properties", {}), **beside}
            own = {"group_id": stack.id(logical)} if of_group else {"id": stack.id(logical)}
            found.append(_aliased(builder, {**decoded.fields, **own, **({"properties": kept} if kept else {})}))
        builder.used.add(stack.id(logical))
        if reason is not None:
            zone.miss("record_sets", builder.missing_part(stack, logical, body), reason)
        else:
            zone.document.setdefault("record_sets", []).extend(found)


def _zone_of(builder: Builder, stack: Stack, logical: str, properties: dict[str, Any]) -> Draft | None:
    """The zone that a record set names by id or, in its own stack, by name."""
    named = properties.get("HostedZoneName")
    if named is None:
        zone = builder.owner(stack, logical, properties.get("HostedZoneId"), "HostedZone")
        return None if isinstance(zone, Unknown) else zone
    value = builder.world.evaluators[stack.name].evaluate(named)
    text = None if isinstance(value, Unknown) else to_text(value)
    wanted = builder.world.references.spell(text).rstrip(".").lower() if text else None
    zones = [d for d in builder.drafts.values() if d.document["type"] == "HostedZone" and d.stack is stack]
    same = [z for z in zones if str(z.document.get("zone_name", "")).rstrip(".").lower() == wanted]
    return same[0] if len(same) == 1 else None


def _aliased(builder: Builder, fields: dict[str, Any]) -> dict[str, Any]:
    """A record whose alias names an endpoint or load balancer of the input refers to it."""
    match = re.match(_ALIAS, fields.get("alias_dns_name") or "")
    if match and builder.world.types.get(match["id"]) in ("VpcEndpoint", "LoadBalancer"):
        return {**{k: v for k, v in fields.items() if k != "alias_dns_name"}, "alias_target_id": match["id"]}
    return fields
