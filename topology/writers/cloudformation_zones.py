"""Hosted zones: the VPCs that they are associated with, and their records, alone or in the groups that they came in.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-route53-recordset-aliastarget.html
"""

from collections.abc import Iterator
from typing import Any

from ..model import HostedZone, LoadBalancer, ResourceRecordSet
from ..model.cloudformation import RECORD_SET
from .cloudformation_encode import Encoder
from .cloudformation_names import stack_of
from .cloudformation_shape import is_function, mapping

Properties = dict[str, Any]
TTL = "300"  # seconds; CloudFormation wants one of a record that is no alias


def associations(encoder: Encoder, zone: HostedZone, properties: Properties) -> None:
    """Put the associated VPCs among a zone's properties, each with its Region."""
    own = encoder.topology.region
    written = [
        {"VPCId": encoder.reference(v), "VPCRegion": {"Ref": "AWS::Region"} if region == own else region}
        for v in zone.vpcs
        if (region := encoder.topology.region_of(v))
    ]
    for gap in encoder.gaps(zone.id).get("vpcs", ()):
        if isinstance(gap.expression, list):
            moved = [encoder.names.moved(e, stack_of(zone.id)) for e in gap.expression]
            written += [{"VPCId": e, "VPCRegion": {"Ref": "AWS::Region"}} for e in moved if e is not None]
        elif gap.expression is not None and not written:
            properties["VPCs"] = encoder.names.moved(gap.expression, stack_of(zone.id))
    if written:
        properties["VPCs"] = written


def record_sets(encoder: Encoder, zone: HostedZone) -> Iterator[tuple[str, Properties]]:
    """The records of a zone as resources of their own: (logical id, body)."""
    groups: dict[str, list[ResourceRecordSet]] = {}
    for record in zone.record_sets:
        if record.group_id:
            groups.setdefault(record.group_id, []).append(record)
            continue
        name = encoder.names[record.id] if record.id else encoder.names.make(f"{zone.id}Record")
        properties = _record(encoder, zone, record)
        if "HostedZoneName" not in properties:
            properties = {"HostedZoneId": encoder.reference(zone.id), **properties}
        yield name, {"Type": "AWS::Route53::RecordSet", "Properties": properties}
    for id, records in groups.items():
        written = [_record(encoder, zone, r) for r in records]
        group: Properties = {}
        for properties in written:
            group.update({k: properties.pop(k) for k in ("HostedZoneName", "Comment") if k in properties})
        if "HostedZoneName" not in group:
            group = {"HostedZoneId": encoder.reference(zone.id), **group}
        body = {"Type": "AWS::Route53::RecordSetGroup", "Properties": {**group, "RecordSets": written}}
        yield encoder.names[id], body


def _record(encoder: Encoder, zone: HostedZone, record: ResourceRecordSet) -> Properties:
    properties: Properties = encoder.part(RECORD_SET, record, stack_of(record.id or record.group_id or zone.id))
    if record.alias_target_id:
        kept = properties.get("AliasTarget")
        beside = {} if is_function(kept) else mapping(kept)
        properties["AliasTarget"] = {**beside, **_alias(encoder, record.alias_target_id)}
    elif record.resource_records:
        properties.setdefault("TTL", TTL)
    return properties


def _alias(encoder: Encoder, id: str) -> Properties:
    if isinstance(encoder.topology.resources.get(id), LoadBalancer):
        return {"DNSName": encoder.arn(id, "DNSName"), "HostedZoneId": encoder.arn(id, "CanonicalHostedZoneID")}
    entry = {"Fn::Split": [":", {"Fn::Select": [0, encoder.arn(id, "DnsEntries")]}]}
    return {"DNSName": {"Fn::Select": [1, entry]}, "HostedZoneId": {"Fn::Select": [0, entry]}}
