"""Ways out of a VPC: internet and NAT gateways, endpoints, peering connections.

What the helps say beyond the page of each resource:
https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html,
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNatGateway.html,
https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html,
https://docs.aws.amazon.com/vpc/latest/userguide/egress-only-internet-gateway.html,
https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html,
https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html,
https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html (what a pull needs)
"""

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
    vpc_id: VpcId | None = field(
        default=None,
        description="The VPC that it is attached to, of which it is the only one. Without a VPC it carries nothing.",
    )
    attachment_id: Id | None = field(
        default=None, description="The logical id of its attachment, where a template has one."
    )


class EgressOnlyInternetGateway(Resource):
    """AWS::EC2::EgressOnlyInternetGateway: IPv6, outbound only."""

    group = "Network"
    title = N_("Egress-only internet gateway")
    container = "vpc_id"

    type: Literal["EgressOnlyInternetGateway"] = "EgressOnlyInternetGateway"
    vpc_id: VpcId | None = field(
        default=None,
        description="The VPC whose tasks reach the internet by it over IPv6, and are not reached from there. A VPC has one at most.",
    )


class ElasticIp(Resource):
    """AWS::EC2::EIP."""

    group = "Network"
    title = N_("Elastic IP address")

    type: Literal["ElasticIp"] = "ElasticIp"
    public_ip: Text | None = field(
        default=None, description="The public IPv4 address, where AWS has allocated it already."
    )
    instance_id: InstanceId | None = field(default=None, description="The instance that it is associated with.")
    network_interface_id: NetworkInterfaceId | None = field(
        default=None,
        description="The network interface that it is associated with. A NAT gateway names its address itself.",
    )
    attachment_id: Id | None = field(default=None, description="The logical id of its internet gateway's attachment.")
    association_id: Id | None = field(default=None, description="The logical id of its association, where it has one.")


class NatGateway(Resource):
    """AWS::EC2::NatGateway: zonal in a subnet, or regional in a VPC; public with Elastic IPs, or private."""

    group = "Network"
    title = N_("NAT gateway")
    container = "subnet_id"

    type: Literal["NatGateway"] = "NatGateway"
    subnet_id: SubnetId | None = field(
        default=None,
        description="Of a zonal gateway: the subnet that it stands in. A public one gets out only where that subnet has a route to an internet gateway.",
    )
    vpc_id: VpcId | None = field(
        default=None, description="Of a regional gateway: the VPC that it serves. It stands in no subnet."
    )
    connectivity_type: Literal["public", "private"] = field(
        default="public",
        description="public: to the internet, by Elastic IP addresses. private: to other VPCs and on-premises networks.",
    )
    availability_mode: Literal["zonal", "regional"] = field(
        default="zonal",
        description="zonal: in one zone, and whoever is routed to it loses the way out when that zone fails. regional: one gateway over several zones of the VPC.",
    )
    allocation_id: ElasticIpId | None = field(
        default=None,
        description="The Elastic IP address that those outside see as the source. A public gateway that is zonal needs one, a private one can have none.",
    )
    private_ip_address: Text | None = field(
        default=None, description="Its IPv4 address within the subnet; AWS chooses one where not given."
    )
    public_ip_address: Text | None = field(
        default=None, description="The public IPv4 address that it has, where it is known."
    )
    network_interface_id: NetworkInterfaceId | None = field(
        default=None, description="The network interface that AWS made for it."
    )
    state: Literal["pending", "available", "failed", "deleting", "deleted"] = field(
        default="available",
        description="available: it can carry traffic. A route to a gateway that is deleted is a blackhole.",
    )


class VpcEndpoint(Resource):
    """AWS::EC2::VPCEndpoint, interface or gateway."""

    group = "Network"
    title = N_("VPC endpoint")
    container = "vpc_id"

    type: Literal["VpcEndpoint"] = "VpcEndpoint"
    vpc_id: VpcId | None = field(default=None, description="The VPC whose tasks use it.")
    service_name: Text | None = field(
        default=None,
        description="The service that it leads to. To pull an image from Amazon ECR without the internet, a task of platform version 1.4.0 needs ecr.api and ecr.dkr, and s3 for the layers.",
        examples=["com.amazonaws.us-east-1.ecr.api"],
    )
    vpc_endpoint_type: Literal[
        "Interface", "Gateway", "GatewayLoadBalancer", "ServiceNetwork", "Resource", "Tunnel"
    ] = field(
        default="Gateway",
        description="Gateway: by routes, to Amazon S3 or DynamoDB. Interface: by network interfaces in subnets, to most other services.",
    )
    private_dns_enabled: bool | None = field(
        default=None, description="Whether the service's own names lead to the endpoint; open where it is not said."
    )
    ip_address_type: Literal["ipv4", "ipv6", "dualstack", "not-specified"] | None = field(
        default=None,
        description="Of an interface endpoint: whether its network interfaces have IPv4 addresses, IPv6 addresses or both. Its subnets must have them, too.",
    )
    subnet_ids: tuple[SubnetId, ...] = field(
        default=(),
        description="Of an interface endpoint: where its network interfaces stand, in one subnet of each zone at most.",
    )
    security_group_ids: tuple[SecurityGroupId, ...] = field(
        default=(),
        description="Of an interface endpoint: who may use it. They must let in TCP 443 from the tasks. The VPC's default security group where none is given.",
    )
    route_table_ids: tuple[RouteTableId, ...] = field(
        default=(),
        description="Of a gateway endpoint: the route tables that get a route to the service's prefix list. Tasks in subnets of other tables do not use it.",
    )
    policy_document: dict[str, Any] | None = field(
        default=None,
        description="Who may do what by this endpoint, as an IAM policy in JSON of 20,480 characters at most. Everything is allowed where not given.",
    )
    private_dns_only_for_inbound_resolver_endpoint: bool | None = field(
        default=None,
        description="Of a service that has both types of endpoint, as Amazon S3: whether private DNS answers on-premises networks alone, so that the tasks go by the gateway endpoint.",
    )
    service_region: Text | None = field(
        default=None, description="The Region of the service, where it is not the VPC's own."
    )


class VpcPeeringConnection(Resource):
    """AWS::EC2::VPCPeeringConnection."""

    group = "Network"
    title = N_("VPC peering connection")

    type: Literal["VpcPeeringConnection"] = "VpcPeeringConnection"
    vpc_id: VpcId | None = field(default=None, description="The requester's VPC.")
    peer_vpc_id: VpcId | None = field(default=None, description="The accepter's VPC.")
    peer_region: Text | None = field(
        default=None, description="The Region of the accepter's VPC, where it is another one."
    )
    peer_owner_id: Text | None = field(
        default=None, description="The account of the accepter's VPC, where it is another one."
    )
    state: Literal["active", "pending-acceptance", "deleted", "failed"] = field(
        default="active", description="It carries traffic when it is active: the accepter has to accept it first."
    )
