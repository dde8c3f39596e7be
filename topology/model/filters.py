"""What lets traffic through or not: prefix lists, security groups, network ACLs."""

from typing import Annotated, Literal

from ..addresses import Family
from ..i18n import N_
from .marks import Bounds
from .network import SubnetAssociation
from .records import Id, Ipv4Cidr, Ipv6Cidr, Port, PrefixListId, Record, Resource, SecurityGroupId, Text, VpcId, field


class PrefixList(Resource):
    """AWS::EC2::PrefixList: customer-managed, or AWS's own list of a service's addresses."""

    group = "Network"
    title = N_("Prefix list")

    type: Literal["PrefixList"] = "PrefixList"
    prefix_list_name: Text | None = field(default=None, examples=["com.amazonaws.us-east-1.s3"])
    address_family: Family = "ipv4"
    entries: tuple[Text, ...] = field(default=(), description="CIDRs; AWS's own list may be named without them.")
    max_entries: int | None = None

    @property
    def of_aws(self) -> bool:
        """Whether AWS manages it: it holds public addresses of one service then."""
        return (self.prefix_list_name or "").startswith("com.amazonaws.")


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
    """AWS::EC2::SecurityGroup. Where no outbound rules are given, AWS's default holds: everything may leave."""

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
