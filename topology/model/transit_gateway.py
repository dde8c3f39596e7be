"""Transit gateways: their attachments and route tables.

What the helps say beyond the page of each resource:
https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html,
https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html
"""

from typing import Literal

from ..i18n import N_
from .records import (
    Id,
    Record,
    Resource,
    SubnetId,
    Text,
    TransitGatewayAttachmentId,
    TransitGatewayId,
    VpcId,
    VpnConnectionId,
    field,
)


class TransitGateway(Resource):
    """AWS::EC2::TransitGateway. Where its default route table is on, attachments are in it unless they name another."""

    group = "Network"
    title = N_("Transit gateway")

    type: Literal["TransitGateway"] = "TransitGateway"
    default_route_table_association: Literal["enable", "disable"] = field(
        default="enable", description="Whether new attachments use its default route table."
    )
    default_route_table_propagation: Literal["enable", "disable"] = field(
        default="enable", description="Whether its default route table learns the ranges of new attachments."
    )
    security_group_referencing_support: Literal["enable", "disable"] = field(
        default="disable",
        description="Whether inbound rules of a security group may name groups of other VPCs that are attached. disable where not given.",
    )


class TransitGatewayAttachment(Resource):
    """AWS::EC2::TransitGatewayAttachment of a VPC, with one subnet a zone; or of something that is not a VPC. A peering attachment is
    of both its transit gateways."""

    group = "Network"
    title = N_("Transit gateway attachment")
    container = "vpc_id"

    type: Literal["TransitGatewayAttachment"] = "TransitGatewayAttachment"
    transit_gateway_id: TransitGatewayId | None = field(
        default=None, description="The transit gateway that it leads to."
    )
    vpc_id: VpcId | None = field(
        default=None,
        description="Of a VPC attachment: the VPC. Its route tables need routes to the transit gateway as well.",
    )
    subnet_ids: tuple[SubnetId, ...] = field(
        default=(),
        description="Of a VPC attachment: one subnet of each zone. Tasks in a zone without one do not reach the transit gateway.",
    )
    resource_type: Literal["vpc", "vpn", "direct-connect-gateway", "connect", "peering"] = field(
        default="vpc",
        description="What is attached: a VPC, a VPN connection, a Direct Connect gateway, a Connect attachment or another transit gateway (peering).",
    )
    peer_transit_gateway_id: TransitGatewayId | None = field(
        default=None, description="Of a peering attachment: the transit gateway at the other end."
    )
    peer_region: Text | None = field(
        default=None, description="Of a peering attachment: the Region of the transit gateway at the other end."
    )
    vpn_connection_id: VpnConnectionId | None = field(
        default=None, description="Of a VPN attachment: the VPN connection."
    )
    appliance_mode_support: Literal["enable", "disable"] = field(
        default="disable", description="Keeps both ways of a connection in one availability zone, for a firewall."
    )
    security_group_referencing_support: Literal["enable", "disable"] = field(
        default="enable",
        description="Whether this VPC's inbound rules may name groups of other attached VPCs; the transit gateway must allow it, too. enable where not given.",
    )
    state: Literal["available", "pending", "deleted", "failed"] = field(
        default="available", description="It carries traffic when it is available."
    )


class TransitGatewayRoute(Record):
    """A static route of a transit gateway: to an attachment, or to nowhere (a blackhole)."""

    id: Id | None = field(default=None, shown=False)
    destination_cidr_block: Text | None = field(
        default=None,
        description="The addresses that it is for, IPv4 or IPv6. The most specific route that matches is taken.",
    )
    transit_gateway_attachment_id: TransitGatewayAttachmentId | None = field(
        default=None, description="The attachment that the traffic goes on by."
    )
    blackhole: bool = field(default=False, description="Whether what matches is dropped.")
    propagated: bool = field(default=False, description="Whether an attachment brought it, as a snapshot lists it.")


class AttachmentAssociation(Record):
    """That an attachment uses a transit gateway's route table, or announces its VPC's addresses to it."""

    id: Id | None = field(default=None, shown=False)
    transit_gateway_attachment_id: TransitGatewayAttachmentId | None = field(
        default=None, description="The attachment."
    )


class TransitGatewayRouteTable(Resource):
    """AWS::EC2::TransitGatewayRouteTable with its static routes, the attachments that use it and those that propagate to it."""

    group = "Network"
    title = N_("Transit gateway route table")

    type: Literal["TransitGatewayRouteTable"] = "TransitGatewayRouteTable"
    transit_gateway_id: TransitGatewayId | None = field(
        default=None, description="The transit gateway that it belongs to."
    )
    default: bool = field(default=False, description="Whether it is the transit gateway's default route table.")
    routes: tuple[TransitGatewayRoute, ...] = field(
        default=(),
        description="Static routes, which come before those that attachments propagate to the same addresses.",
    )
    associations: tuple[AttachmentAssociation, ...] = field(
        default=(), description="The attachments whose incoming traffic it routes; each attachment uses one table."
    )
    propagations: tuple[AttachmentAssociation, ...] = field(
        default=(), description="The attachments that bring routes to their own addresses into it."
    )
