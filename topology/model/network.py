"""VPCs and what stands in them: subnets, routes, gateways, endpoints, groups, ACLs, interfaces."""

from typing import Annotated, Any, Literal

from ..i18n import N_
from .marks import Bounds
from .records import (
    EgressOnlyInternetGatewayId,
    ElasticIpId,
    GatewayId,
    Id,
    InstanceId,
    Ipv4Cidr,
    Ipv6Cidr,
    NatGatewayId,
    NetworkInterfaceId,
    Part,
    Port,
    PrefixListId,
    Record,
    Resource,
    RouteTableId,
    SecurityGroupId,
    SubnetId,
    Text,
    TransitGatewayAttachmentId,
    TransitGatewayId,
    VpcEndpointId,
    VpcId,
    VpcPeeringConnectionId,
    VpnConnectionId,
    field,
)

AddressFamily = Literal["ipv4", "ipv6"]


class Ipv6CidrBlockAssociation(Part):
    """An IPv6 block of a VPC. Amazon chooses a provided block at creation: until then `ipv6_cidr_block` is a stand-in."""

    id: Id | None = None
    ipv6_cidr_block: Ipv6Cidr
    amazon_provided: bool = True


class CidrBlockAssociation(Part):
    """A further IPv4 block of a VPC."""

    id: Id | None = None
    cidr_block: Ipv4Cidr


class DhcpOptions(Part):
    """The part of a DHCP option set that decides who resolves names."""

    id: Id | None = None
    association_id: Id | None = None
    domain_name: Text | None = None
    domain_name_servers: tuple[Text, ...] = ("AmazonProvidedDNS",)


class Vpc(Resource):
    """AWS::EC2::VPC with its address blocks and DNS attributes."""

    group = "Network"
    title = N_("VPC")

    type: Literal["Vpc"] = "Vpc"
    cidr_block: Ipv4Cidr | None = None
    cidr_block_associations: tuple[CidrBlockAssociation, ...] = ()
    ipv6_cidr_block_associations: tuple[Ipv6CidrBlockAssociation, ...] = ()
    enable_dns_support: bool = True
    enable_dns_hostnames: bool = False
    region: Text | None = field(default=None, description="Where it is not the design's own Region.")
    owner_id: Text | None = field(default=None, description="Its account, where a design holds VPCs of several.")
    dhcp_options: DhcpOptions | None = None

    @property
    def cidr_blocks(self) -> tuple[str, ...]:
        """Every IPv4 block, the primary one first."""
        return (*((self.cidr_block,) if self.cidr_block else ()), *(a.cidr_block for a in self.cidr_block_associations))

    @property
    def ipv6_cidr_blocks(self) -> tuple[str, ...]:
        """Every IPv6 block."""
        return tuple(a.ipv6_cidr_block for a in self.ipv6_cidr_block_associations)


class Subnet(Resource):
    """AWS::EC2::Subnet. Its route table and network ACL hold the association; without one the VPC's main ones apply."""

    group = "Network"
    title = N_("Subnet")
    container = "vpc_id"

    type: Literal["Subnet"] = "Subnet"
    vpc_id: VpcId | None = None
    availability_zone: Text | None = None
    cidr_block: Ipv4Cidr | None = None
    ipv6_cidr_block: Ipv6Cidr | None = None
    ipv6_native: bool = False
    assign_ipv6_address_on_creation: bool = False
    map_public_ip_on_launch: bool = False
    enable_dns64: bool = False

    @property
    def zone(self) -> str | None:
        """Its availability zone: the name, or the id (`use1-az1`) where the input gives that alone."""
        held = self.availability_zone or self.properties.get("AvailabilityZoneId")
        return held if isinstance(held, str) else None


class Route(Record):
    """One route: one destination and one target. `id` is its own logical id where the input gives it one."""

    id: Id | None = None
    destination_cidr_block: Ipv4Cidr | None = None
    destination_ipv6_cidr_block: Ipv6Cidr | None = None
    destination_prefix_list_id: PrefixListId | None = None
    gateway_id: GatewayId | None = None
    nat_gateway_id: NatGatewayId | None = None
    egress_only_internet_gateway_id: EgressOnlyInternetGatewayId | None = None
    transit_gateway_id: TransitGatewayId | None = None
    vpc_peering_connection_id: VpcPeeringConnectionId | None = None
    vpc_endpoint_id: VpcEndpointId | None = None
    network_interface_id: NetworkInterfaceId | None = None
    instance_id: InstanceId | None = None
    state: Literal["active", "blackhole"] = "active"
    propagated: bool = False

    @property
    def destination(self) -> str | None:
        return self.destination_cidr_block or self.destination_ipv6_cidr_block or self.destination_prefix_list_id

    @property
    def target(self) -> str | None:
        return (
            self.gateway_id
            or self.nat_gateway_id
            or self.egress_only_internet_gateway_id
            or self.transit_gateway_id
            or self.vpc_peering_connection_id
            or self.vpc_endpoint_id
            or self.network_interface_id
            or self.instance_id
        )


class SubnetAssociation(Record):
    """That a route table or network ACL applies to a subnet."""

    id: Id | None = None
    subnet_id: SubnetId | None = None


class GatewayAssociation(Record):
    """That a route table is a gateway's edge route table: it routes what comes in by an internet or a virtual private gateway."""

    id: Id | None = None
    gateway_id: GatewayId | None = None


class RouteTable(Resource):
    """AWS::EC2::RouteTable with its routes (the local ones are implied), and the subnets or the gateways that use it."""

    group = "Network"
    title = N_("Route table")
    container = "vpc_id"

    type: Literal["RouteTable"] = "RouteTable"
    vpc_id: VpcId | None = None
    main: bool = False
    routes: tuple[Route, ...] = ()
    associations: tuple[SubnetAssociation, ...] = ()
    gateway_associations: tuple[GatewayAssociation, ...] = ()


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


class Instance(Resource):
    """AWS::EC2::Instance as the network sees it: a plain host, or a NAT instance when `source_dest_check` is off."""

    group = "Destinations"
    title = N_("EC2 instance")
    container = "subnet_id"

    type: Literal["Instance"] = "Instance"
    subnet_id: SubnetId | None = None
    security_group_ids: tuple[SecurityGroupId, ...] = ()
    source_dest_check: bool = True
    associate_public_ip_address: bool | None = None
    private_ip_address: Text | None = None
    public_ip_address: Text | None = None
    ipv6_addresses: tuple[Text, ...] = ()
    network_interface_ids: tuple[NetworkInterfaceId, ...] = ()


class NetworkInterface(Resource):
    """AWS::EC2::NetworkInterface."""

    group = "Network"
    title = N_("Network interface")
    container = "subnet_id"

    type: Literal["NetworkInterface"] = "NetworkInterface"
    subnet_id: SubnetId | None = None
    security_group_ids: tuple[SecurityGroupId, ...] = ()
    private_ip_addresses: tuple[Text, ...] = ()
    ipv6_addresses: tuple[Text, ...] = ()
    public_ip_address: Text | None = None
    source_dest_check: bool = True
    interface_type: Text = "interface"
    instance_id: InstanceId | None = None
    description: Text | None = None


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
        default=None, description="Where the input does not say: true for an interface endpoint of an AWS service."
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


class TransitGateway(Resource):
    """AWS::EC2::TransitGateway. Where its default route table is on, attachments are in it unless they name another."""

    group = "Network"
    title = N_("Transit gateway")

    type: Literal["TransitGateway"] = "TransitGateway"
    default_route_table_association: Literal["enable", "disable"] = "enable"
    default_route_table_propagation: Literal["enable", "disable"] = "enable"
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
    appliance_mode_support: Literal["enable", "disable"] = "disable"
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


class PrefixList(Resource):
    """AWS::EC2::PrefixList: customer-managed, or AWS's own list of a service's addresses."""

    group = "Network"
    title = N_("Prefix list")

    type: Literal["PrefixList"] = "PrefixList"
    prefix_list_name: Text | None = field(default=None, examples=["com.amazonaws.us-east-1.s3"])
    address_family: AddressFamily = "ipv4"
    entries: tuple[Text, ...] = field(default=(), description="CIDRs; AWS's own list may be named without them.")
    max_entries: int | None = None


class SecurityGroupRule(Record):
    """One rule: exactly one of the four peers. Ports are a range, ICMP type and code for ICMP, -1 or none for all."""

    id: Id | None = None
    ip_protocol: Text = "-1"
    from_port: Annotated[int, Bounds(ge=-1, le=65535)] | None = None
    to_port: Annotated[int, Bounds(ge=-1, le=65535)] | None = None
    cidr_ipv4: Ipv4Cidr | None = None
    cidr_ipv6: Ipv6Cidr | None = None
    prefix_list_id: PrefixListId | None = None
    referenced_group_id: SecurityGroupId | None = None
    description: Text | None = None


class SecurityGroup(Resource):
    """AWS::EC2::SecurityGroup. `security_group_egress` None is AWS's default: everything may leave."""

    group = "Access"
    title = N_("Security group")
    container = "vpc_id"

    type: Literal["SecurityGroup"] = "SecurityGroup"
    vpc_id: VpcId | None = None
    group_name: Text | None = None
    group_description: Text | None = None
    security_group_ingress: tuple[SecurityGroupRule, ...] = ()
    security_group_egress: tuple[SecurityGroupRule, ...] | None = None
    default: bool = field(default=False, description="Whether it is the VPC's default group.")


class NetworkAclEntry(Record):
    """One numbered rule of a network ACL. Ports are a range for TCP and UDP."""

    id: Id | None = None
    rule_number: Annotated[int, Bounds(ge=1, le=32767)]
    egress: bool = False
    protocol: Text = field(default="-1", description="A protocol number, -1 for all.")
    rule_action: Literal["allow", "deny"]
    cidr_block: Ipv4Cidr | None = None
    ipv6_cidr_block: Ipv6Cidr | None = None
    from_port: Port | None = None
    to_port: Port | None = None
    icmp_type: int | None = None
    icmp_code: int | None = None


class NetworkAcl(Resource):
    """AWS::EC2::NetworkAcl with its entries (the final deny is implied) and the subnets that use it."""

    group = "Access"
    title = N_("Network ACL")
    container = "vpc_id"

    type: Literal["NetworkAcl"] = "NetworkAcl"
    vpc_id: VpcId | None = None
    default: bool = field(default=False, description="Whether it is the VPC's default network ACL.")
    entries: tuple[NetworkAclEntry, ...] = ()
    associations: tuple[SubnetAssociation, ...] = ()
