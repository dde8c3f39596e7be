"""What joins a VPC or a transit gateway to a network of the user's own: virtual private gateways and VPN connections."""

from typing import Literal

from ..i18n import N_
from .records import Id, Ipv4Cidr, Record, Resource, RouteTableId, TransitGatewayId, VpcId, VpnGatewayId, field


class RoutePropagation(Record):
    """That a virtual private gateway's routes are in these route tables. `listed`: the tables list what it brought, as
    describe-route-tables prints it; otherwise what it brings is what its VPN connections say."""

    id: Id | None = field(default=None, shown=False)
    route_table_ids: tuple[RouteTableId, ...] = field(
        default=(), description="The route tables that learn the gateway's routes."
    )
    listed: bool = field(
        default=False,
        description="Whether the tables list those routes themselves, as AWS's own description of them does.",
    )


class VpnGateway(Resource):
    """AWS::EC2::VPNGateway; `vpc_id` is its attachment."""

    group = "Network"
    title = N_("Virtual private gateway")
    container = "vpc_id"

    type: Literal["VpnGateway"] = "VpnGateway"
    vpc_id: VpcId | None = field(default=None, description="The VPC that it is attached to.")
    attachment_id: Id | None = field(
        default=None, description="The logical id of its attachment, where a template has one."
    )
    propagations: tuple[RoutePropagation, ...] = field(
        default=(), description="The route tables that learn the ranges behind its VPN connections."
    )


class VpnStaticRoute(Record):
    """A range behind a VPN connection without BGP."""

    id: Id | None = field(default=None, shown=False)
    destination_cidr_block: Ipv4Cidr | None = field(
        default=None, description="IPv4 addresses of the network behind the connection."
    )


class VpnConnection(Resource):
    """AWS::EC2::VPNConnection: from a virtual private gateway or a transit gateway to a customer gateway. What lies behind it is said
    by static routes, or announced by BGP, which no input holds."""

    group = "Network"
    title = N_("VPN connection")

    type: Literal["VpnConnection"] = "VpnConnection"
    vpn_gateway_id: VpnGatewayId | None = field(
        default=None, description="The virtual private gateway at AWS's end, for one VPC."
    )
    transit_gateway_id: TransitGatewayId | None = field(
        default=None, description="The transit gateway at AWS's end, for every VPC that is attached to it."
    )
    static_routes_only: bool = field(default=False, description="Without BGP: only the routes below lead to it.")
    routes: tuple[VpnStaticRoute, ...] = field(default=(), description="The ranges behind the connection.")
