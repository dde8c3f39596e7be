"""Transit gateways: their attachments and route tables."""

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
    security_group_referencing_support: Literal["enable", "disable"] = "disable"


class TransitGatewayAttachment(Resource):
    """AWS::EC2::TransitGatewayAttachment of a VPC, with one subnet a zone; or of something that is not a VPC. A peering attachment is
    of both its transit gateways."""

    group = "Network"
    title = N_("Transit gateway attachment")
    container = "vpc_id"

    type: Literal["TransitGatewayAttachment"] = "TransitGatewayAttachment"
    transit_gateway_id: TransitGatewayId | None = None
    vpc_id: VpcId | None = None
    subnet_ids: tuple[SubnetId, ...] = ()
    resource_type: Literal["vpc", "vpn", "direct-connect-gateway", "connect", "peering"] = "vpc"
    peer_transit_gateway_id: TransitGatewayId | None = field(
        default=None, description="Of a peering attachment: the transit gateway at the other end."
    )
    peer_region: Text | None = None
    vpn_connection_id: VpnConnectionId | None = None
    appliance_mode_support: Literal["enable", "disable"] = field(
        default="disable", description="Keeps both ways of a connection in one availability zone, for a firewall."
    )
    security_group_referencing_support: Literal["enable", "disable"] = "enable"
    state: Literal["available", "pending", "deleted", "failed"] = "available"


class TransitGatewayRoute(Record):
    """A static route of a transit gateway: to an attachment, or to nowhere (a blackhole)."""

    id: Id | None = None
    destination_cidr_block: Text | None = None
    transit_gateway_attachment_id: TransitGatewayAttachmentId | None = None
    blackhole: bool = False
    propagated: bool = field(default=False, description="Whether an attachment brought it, as a snapshot lists it.")


class AttachmentAssociation(Record):
    """That an attachment uses a transit gateway's route table, or announces its VPC's addresses to it."""

    id: Id | None = None
    transit_gateway_attachment_id: TransitGatewayAttachmentId | None = None


class TransitGatewayRouteTable(Resource):
    """AWS::EC2::TransitGatewayRouteTable with its static routes, the attachments that use it and those that propagate to it."""

    group = "Network"
    title = N_("Transit gateway route table")

    type: Literal["TransitGatewayRouteTable"] = "TransitGatewayRouteTable"
    transit_gateway_id: TransitGatewayId | None = None
    default: bool = field(default=False, description="Whether it is the transit gateway's default route table.")
    routes: tuple[TransitGatewayRoute, ...] = ()
    associations: tuple[AttachmentAssociation, ...] = ()
    propagations: tuple[AttachmentAssociation, ...] = ()
