"""VPCs, and what divides them and says where traffic goes: subnets and route tables.

What the helps say beyond the page of each resource:
https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html,
https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html (sizes),
https://docs.aws.amazon.com/vpc/latest/userguide/vpc-dns.html,
https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html (which route is taken),
https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-nat64-dns64.html,
https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html,
https://docs.aws.amazon.com/efs/latest/ug/mounting-fs-mount-cmd-dns-name.html,
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html (IPv6 of tasks),
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateDhcpOptions.html
"""

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

    id: Id | None = field(default=None, shown=False)
    ipv6_cidr_block: Ipv6Cidr = field(
        description="An IPv6 block, /44 to /60 in steps of four bits; one that Amazon provides is a /56."
    )
    amazon_provided: bool = field(
        default=True,
        description="Whether Amazon chooses the block when the VPC is created. What stands here is a stand-in until it is known.",
    )


class CidrBlockAssociation(Part):
    """A further IPv4 block of a VPC."""

    id: Id | None = field(default=None, shown=False)
    cidr_block: Ipv4Cidr = field(
        description="A further IPv4 block, /16 to /28, that overlaps none of the VPC's others."
    )


class DhcpOptions(Part):
    """The part of a DHCP option set that decides who resolves names."""

    id: Id | None = field(default=None, shown=False)
    association_id: Id | None = field(default=None, shown=False)
    domain_name: Text | None = field(default=None, description="The domain that completes a host name without dots.")
    domain_name_servers: tuple[Text, ...] = field(
        default=("AmazonProvidedDNS",),
        description="Who answers DNS queries: AmazonProvidedDNS, or the addresses of up to four servers. Private DNS of endpoints and private hosted zones are known to Amazon's resolver alone.",
    )


class Vpc(Resource):
    """AWS::EC2::VPC with its address blocks and DNS attributes."""

    group = "Network"
    title = N_("VPC")

    type: Literal["Vpc"] = "Vpc"
    cidr_block: Ipv4Cidr | None = field(
        default=None,
        description="The primary IPv4 block, /16 to /28; every VPC has one. Subnets, and so the private addresses of tasks, are cut out of it.",
    )
    cidr_block_associations: tuple[CidrBlockAssociation, ...] = field(
        default=(),
        description="Further IPv4 blocks, for subnets that the primary one has no room for. All blocks together, 5 are allowed unless AWS raises the quota.",
    )
    ipv6_cidr_block_associations: tuple[Ipv6CidrBlockAssociation, ...] = field(
        default=(), description="IPv6 blocks. Without one no subnet of the VPC, and no task, has an IPv6 address."
    )
    enable_dns_support: bool = field(
        default=True,
        description="Whether Amazon's resolver answers in the VPC; on where not given. Private DNS of endpoints, private hosted zones and the names of EFS file systems need it.",
    )
    enable_dns_hostnames: bool = field(
        default=False,
        description="Whether network interfaces get DNS host names; off where not given. Private DNS of endpoints, private hosted zones and EFS need it on, and DNS support as well.",
    )
    region: Text | None = field(default=None, description="Where it is not the design's own Region.")
    owner_id: Text | None = field(default=None, description="Its account, where a design holds VPCs of several.")
    dhcp_options: DhcpOptions | None = field(
        default=None,
        description="Which servers resolve names for the tasks; Amazon's resolver where not given. Tasks that run already keep what they started with.",
    )

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
    vpc_id: VpcId | None = field(default=None, description="The VPC that it is a part of.")
    availability_zone: Text | None = field(
        default=None,
        description="The zone that it is in, by its name, such as us-east-1a; AWS chooses one where not given. A task runs in the zone of its subnet.",
    )
    cidr_block: Ipv4Cidr | None = field(
        default=None,
        description="Its IPv4 block within the VPC's, /16 to /28. AWS keeps five addresses of it, and each task takes one.",
    )
    ipv6_cidr_block: Ipv6Cidr | None = field(
        default=None,
        description="Its IPv6 block within the VPC's, /44 to /64 in steps of four bits. Without one its tasks have no IPv6 address.",
    )
    ipv6_native: bool = field(
        default=False,
        description="Whether it has IPv6 addresses only; off where not given. Fargate runs tasks there on Linux, with platform version 1.4.0.",
    )
    assign_ipv6_address_on_creation: bool = field(
        default=False,
        description="Whether new network interfaces get an IPv6 address; off where not given. A Fargate task gets one only where this is on.",
    )
    map_public_ip_on_launch: bool = field(
        default=False,
        description="Whether instances that are launched here get a public IPv4 address. For a Fargate task its own setting, Assign public IP, decides.",
    )
    enable_dns64: bool = field(
        default=False,
        description="Whether Amazon's resolver answers with an IPv6 address of 64:ff9b::/96 for a name that has IPv4 addresses only; off where not given. A route of that range to a NAT gateway leads there.",
    )

    @property
    def zone(self) -> str | None:
        """Its availability zone: the name, or the id (`use1-az1`) where the input gives that alone."""
        held = self.availability_zone or self.properties.get("AvailabilityZoneId")
        return held if isinstance(held, str) else None


class Route(Record):
    """One route: one destination and one target. `id` is its own logical id where the input gives it one."""

    id: Id | None = field(default=None, shown=False)
    destination_cidr_block: Ipv4Cidr | None = field(
        default=None,
        description="The IPv4 addresses that it is for. Of the routes that match an address, the most specific is taken.",
    )
    destination_ipv6_cidr_block: Ipv6Cidr | None = field(
        default=None,
        description="The IPv6 addresses that it is for. IPv4 and IPv6 are routed apart: each needs routes of its own.",
    )
    destination_prefix_list_id: PrefixListId | None = field(
        default=None, description="A prefix list whose addresses it is for."
    )
    gateway_id: GatewayId | None = field(
        default=None,
        description="An internet gateway, or a virtual private gateway, of this VPC. By an internet gateway only public IPv4 addresses and IPv6 addresses get out.",
    )
    nat_gateway_id: NatGatewayId | None = field(
        default=None,
        description="A NAT gateway, by which tasks without a public IPv4 address get out. Of IPv6 it takes the range 64:ff9b::/96 alone (NAT64).",
    )
    egress_only_internet_gateway_id: EgressOnlyInternetGatewayId | None = field(
        default=None,
        description="An egress-only internet gateway: tasks reach the internet by IPv6, and cannot be reached from there.",
    )
    transit_gateway_id: TransitGatewayId | None = field(
        default=None,
        description="A transit gateway that this VPC is attached to; its own route tables lead on from there.",
    )
    vpc_peering_connection_id: VpcPeeringConnectionId | None = field(
        default=None,
        description="A peering connection. It leads to the other VPC's own addresses, not on through its gateways.",
    )
    vpc_endpoint_id: VpcEndpointId | None = field(
        default=None,
        description="A Gateway Load Balancer endpoint. A gateway endpoint adds its own routes to the tables that it names.",
    )
    network_interface_id: NetworkInterfaceId | None = field(
        default=None,
        description="The network interface of a NAT instance or another appliance, whose source/destination check is off.",
    )
    instance_id: InstanceId | None = field(
        default=None,
        description="A NAT instance or another appliance with one network interface, whose source/destination check is off.",
    )
    state: Literal["active", "blackhole"] = field(
        default="active", description="blackhole: its target is gone, and what it matches is dropped."
    )
    propagated: bool = field(
        default=False,
        description="Whether a virtual private gateway brought it. Of two routes to the same block, the one that is not propagated is taken.",
    )

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

    id: Id | None = field(default=None, shown=False)
    subnet_id: SubnetId | None = field(
        default=None,
        description="The subnet that it applies to. A subnet has one route table and one network ACL at a time.",
    )


class GatewayAssociation(Record):
    """That a route table is a gateway's edge route table: it routes what comes in by an internet or a virtual private gateway."""

    id: Id | None = field(default=None, shown=False)
    gateway_id: GatewayId | None = field(
        default=None,
        description="The internet gateway or virtual private gateway whose incoming traffic is routed here.",
    )


class RouteTable(Resource):
    """AWS::EC2::RouteTable with its routes (the local ones are implied), and the subnets or the gateways that use it."""

    group = "Network"
    title = N_("Route table")
    container = "vpc_id"

    type: Literal["RouteTable"] = "RouteTable"
    vpc_id: VpcId | None = field(default=None, description="The VPC whose subnets may use it.")
    main: bool = field(default=False, description="Whether subnets without an association use it.")
    routes: tuple[Route, ...] = field(
        default=(),
        description="Where traffic goes, by its destination: the most specific route is taken. The local routes, to the VPC's own blocks, are always there.",
    )
    associations: tuple[SubnetAssociation, ...] = field(default=(), description="The subnets that use it.")
    gateway_associations: tuple[GatewayAssociation, ...] = field(
        default=(),
        description="Gateways whose incoming traffic it routes, for an appliance between the internet and the subnets.",
    )
