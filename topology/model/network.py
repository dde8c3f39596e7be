"""VPCs, and what divides them and says where traffic goes: subnets and route tables."""

from typing import Literal

from ..i18n import N_
from .records import (
    EgressOnlyInternetGatewayId,
    GatewayId,
    Id,
    InstanceId,
    Ipv4Cidr,
    Ipv6Cidr,
    NatGatewayId,
    NetworkInterfaceId,
    Part,
    PrefixListId,
    Record,
    Resource,
    SubnetId,
    Text,
    TransitGatewayId,
    VpcEndpointId,
    VpcId,
    VpcPeeringConnectionId,
    field,
)


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
    main: bool = field(default=False, description="Whether subnets without an association use it.")
    routes: tuple[Route, ...] = ()
    associations: tuple[SubnetAssociation, ...] = field(default=(), description="The subnets that use it.")
    gateway_associations: tuple[GatewayAssociation, ...] = field(
        default=(),
        description="Gateways whose incoming traffic it routes, for an appliance between the internet and the subnets.",
    )
