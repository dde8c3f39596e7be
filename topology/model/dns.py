"""Hosted zones of Amazon Route 53: names that lead elsewhere inside the VPCs that a zone is associated with."""

from typing import Literal

from ..i18n import N_
from .records import AliasTargetId, Id, Part, Resource, Text, VpcId, field


class ResourceRecordSet(Part):
    """AWS::Route53::RecordSet: what a name leads to. An alias names a resource of the design, or a name."""

    id: Id | None = None
    group_id: Id | None = field(default=None, description="The logical id of its RecordSetGroup, where it has one.")
    record_name: Text = field(default="", examples=["api.ecr.us-east-1.amazonaws.com"])
    record_type: Text = field(default="A", examples=["A", "AAAA", "CNAME"])
    resource_records: tuple[Text, ...] = field(default=(), description="Addresses, or the name of a CNAME.")
    alias_target_id: AliasTargetId | None = field(
        default=None, description="The interface endpoint or load balancer that an alias leads to."
    )
    alias_dns_name: Text | None = field(default=None, description="Where an alias leads to no resource of the design.")


class HostedZone(Resource):
    """AWS::Route53::HostedZone; a private one answers in the VPCs that it is associated with, a public one to everybody."""

    group = "Network"
    title = N_("Hosted zone")

    type: Literal["HostedZone"] = "HostedZone"
    zone_name: Text | None = field(default=None, examples=["ecr.us-east-1.amazonaws.com"])
    vpcs: tuple[VpcId, ...] = ()
    record_sets: tuple[ResourceRecordSet, ...] = ()
