"""Ways out of a VPC: internet and NAT gateways, endpoints, peering connections."""

from typing import Any, Literal

from ..i18n import N_
from .records import (
    ElasticIpId,
    Id,
    InstanceId,
    NetworkInterfaceId,
    Resource,
    RouteTableId,
    SecurityGroupId,
    SubnetId,
    Text,
    VpcId,
    field,
)


class InternetGateway(Resource):
    """AWS::EC2::InternetGateway; `vpc_id` is its attachment."""

    group = "Network"
    title = N_("Internet gateway")
    container = "vpc_id"

    type: Literal["InternetGateway"] = "InternetGateway"
    vpc_id: VpcId | None = None
    attachment_id: Id | None = None


class EgressOnlyInternetGateway(Resource):
    """AWS::EC2::EgressOnlyInternetGateway: IPv6, outbound only."""

    group = "Network"
    title = N_("Egress-only internet gateway")
    container = "vpc_id"

    type: Literal["EgressOnlyInternetGateway"] = "EgressOnlyInternetGateway"
    vpc_id: VpcId | None = None


class ElasticIp(Resource):
    """AWS::EC2::EIP."""

    group = "Network"
    title = N_("Elastic IP address")

    type: Literal["ElasticIp"] = "ElasticIp"
    public_ip: Text | None = None
    instance_id: InstanceId | None = None
    network_interface_id: NetworkInterfaceId | None = None
    attachment_id: Id | None = field(default=None, description="The logical id of its internet gateway's attachment.")
    association_id: Id | None = field(default=None, description="The logical id of its association, where it has one.")


class NatGateway(Resource):
    """AWS::EC2::NatGateway: zonal in a subnet, or regional in a VPC; public with Elastic IPs, or private."""

    group = "Network"
    title = N_("NAT gateway")
    container = "subnet_id"

    type: Literal["NatGateway"] = "NatGateway"
    subnet_id: SubnetId | None = None
    vpc_id: VpcId | None = None
    connectivity_type: Literal["public", "private"] = "public"
    availability_mode: Literal["zonal", "regional"] = "zonal"
    allocation_id: ElasticIpId | None = None
    private_ip_address: Text | None = None
    public_ip_address: Text | None = None
    network_interface_id: NetworkInterfaceId | None = None
    state: Literal["pending", "available", "failed", "deleting", "deleted"] = "available"


class VpcEndpoint(Resource):
    """AWS::EC2::VPCEndpoint, interface or gateway."""

    group = "Network"
    title = N_("VPC endpoint")
    container = "vpc_id"

    type: Literal["VpcEndpoint"] = "VpcEndpoint"
    vpc_id: VpcId | None = None
    service_name: Text | None = field(default=None, examples=["com.amazonaws.us-east-1.ecr.api"])
    vpc_endpoint_type: Literal[
        "Interface", "Gateway", "GatewayLoadBalancer", "ServiceNetwork", "Resource", "Tunnel"
    ] = "Gateway"
    private_dns_enabled: bool | None = field(
        default=None, description="Whether the service's own names lead to the endpoint; open where it is not said."
    )
    ip_address_type: Literal["ipv4", "ipv6", "dualstack", "not-specified"] | None = None
    subnet_ids: tuple[SubnetId, ...] = ()
    security_group_ids: tuple[SecurityGroupId, ...] = ()
    route_table_ids: tuple[RouteTableId, ...] = ()
    policy_document: dict[str, Any] | None = None
    private_dns_only_for_inbound_resolver_endpoint: bool | None = None
    service_region: Text | None = None


class VpcPeeringConnection(Resource):
    """AWS::EC2::VPCPeeringConnection."""

    group = "Network"
    title = N_("VPC peering connection")

    type: Literal["VpcPeeringConnection"] = "VpcPeeringConnection"
    vpc_id: VpcId | None = field(default=None, description="The requester's VPC.")
    peer_vpc_id: VpcId | None = field(default=None, description="The accepter's VPC.")
    peer_region: Text | None = None
    peer_owner_id: Text | None = None
    state: Literal["active", "pending-acceptance", "deleted", "failed"] = "active"
