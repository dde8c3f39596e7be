"""Hosted zones of Amazon Route 53: names that lead elsewhere inside the VPCs that a zone is associated with.

What the helps say beyond the page of each resource:
https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html
"""

from typing import Literal

from ..i18n import N_
from .records import AliasTargetId, Id, Part, Resource, Text, VpcId, field


class ResourceRecordSet(Part):
    """AWS::Route53::RecordSet: what a name leads to. An alias names a resource of the design, or a name."""

    id: Id | None = field(default=None, shown=False)
    group_id: Id | None = field(default=None, shown=False)
    record_name: Text = field(
        default="", description="The name that it answers for, in full.", examples=["api.ecr.us-east-1.amazonaws.com"]
    )
    record_type: Text = field(
        default="A",
        description="A: IPv4 addresses. AAAA: IPv6 addresses. CNAME: another name.",
        examples=["A", "AAAA", "CNAME"],
    )
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
    zone_name: Text | None = field(
        default=None,
        description="The domain that the zone answers for, with all names below it that have no zone of their own.",
        examples=["ecr.us-east-1.amazonaws.com"],
    )
    vpcs: tuple[VpcId, ...] = field(
        default=(),
        description="The VPCs in which a private zone answers; both their DNS attributes must be on. A public zone has none.",
    )
    record_sets: tuple[ResourceRecordSet, ...] = field(
        default=(),
        description="What its names lead to. A name of a private zone that has no record does not resolve in its VPCs.",
    )
