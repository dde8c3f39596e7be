"""What lets traffic through or not: prefix lists, security groups, network ACLs.

What the helps say beyond the page of each resource:
https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html,
https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html (also ephemeral ports),
https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html (prefix lists),
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html,
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkAclEntry.html
"""

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
    prefix_list_name: Text | None = field(
        default=None,
        description="Its name. Those of AWS's own lists begin with com.amazonaws.",
        examples=["com.amazonaws.us-east-1.s3"],
    )
    address_family: Family = field(
        default="ipv4", description="What its entries are: a list holds IPv4 blocks or IPv6 blocks, not both."
    )
    entries: tuple[Text, ...] = field(default=(), description="CIDRs; AWS's own list may be named without them.")
    max_entries: int | None = field(
        default=None,
        description="How many entries it may have. A rule that names the list counts as that many against the quota of rules.",
    )

    @property
    def of_aws(self) -> bool:
        """Whether AWS manages it: it holds public addresses of one service then."""
        return (self.prefix_list_name or "").startswith("com.amazonaws.")


class SecurityGroupRule(Record):
    """One rule: exactly one of the four peers. Ports are a range, ICMP type and code for ICMP, -1 or none for all."""

    id: Id | None = field(default=None, shown=False)
    ip_protocol: Text = field(
        default="-1", description="tcp, udp, icmp, icmpv6 or a protocol number. -1 is all protocols, on all ports."
    )
    from_port: Annotated[int, Bounds(ge=-1, le=65535)] | None = field(
        default=None, description="The first port of the range; of ICMP the type, -1 for every type."
    )
    to_port: Annotated[int, Bounds(ge=-1, le=65535)] | None = field(
        default=None, description="The last port of the range; of ICMP the code, -1 for every code."
    )
    cidr_ipv4: Ipv4Cidr | None = field(
        default=None, description="IPv4 addresses: who may come in, or where one may go."
    )
    cidr_ipv6: Ipv6Cidr | None = field(
        default=None,
        description="IPv6 addresses: who may come in, or where one may go. Rules for IPv4 say nothing of them.",
    )
    prefix_list_id: PrefixListId | None = field(default=None, description="A prefix list: the addresses in it.")
    referenced_group_id: SecurityGroupId | None = field(
        default=None,
        description="A security group: the private addresses of the network interfaces that hold it, never their public ones.",
    )
    description: Text | None = field(default=None, description="A note, of 255 characters at most.")


class SecurityGroup(Resource):
    """AWS::EC2::SecurityGroup. Where no outbound rules are given, AWS's default holds: everything may leave."""

    group = "Access"
    title = N_("Security group")
    container = "vpc_id"

    type: Literal["SecurityGroup"] = "SecurityGroup"
    vpc_id: VpcId | None = field(default=None, description="The VPC whose network interfaces may hold it.")
    group_name: Text | None = field(
        default=None, description="A name that no other group of the VPC has, of 255 characters at most."
    )
    group_description: Text | None = field(
        default=None, description="A note that AWS asks for when the group is made, of 255 characters at most."
    )
    security_group_ingress: tuple[SecurityGroupRule, ...] = field(
        default=(), description="What may come in: without a rule, nothing. Rules only allow, and replies always pass."
    )
    security_group_egress: tuple[SecurityGroupRule, ...] | None = field(
        default=None, description="What may go out. Where it is not set, AWS lets everything out; replies always pass."
    )
    default: bool = field(default=False, description="Whether it is the VPC's default group.")


MAX_RULE_NUMBER = 32766  # of an ACL's entry: https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html


class NetworkAclEntry(Record):
    """One numbered rule of a network ACL. Ports are a range for TCP and UDP. A number that AWS refuses is read, and NA001 tells it."""

    id: Id | None = field(default=None, shown=False)
    rule_number: Annotated[int, Bounds(ge=-(2**31), le=2**31 - 1)] = field(
        description="From 1 to 32766. Entries are tried from the lowest number up, and the first that matches decides."
    )
    egress: bool = field(
        default=False, description="Whether it is for what leaves the subnet. Otherwise it is for what enters."
    )
    protocol: Text = field(default="-1", description="A protocol number, -1 for all.")
    rule_action: Literal["allow", "deny"] = field(description="Whether what matches passes.")
    cidr_block: Ipv4Cidr | None = field(default=None, description="IPv4 addresses at the other end.")
    ipv6_cidr_block: Ipv6Cidr | None = field(
        default=None, description="IPv6 addresses at the other end. Entries for IPv4 say nothing of them."
    )
    from_port: Port | None = field(
        default=None,
        description="The first port of the range, for TCP and UDP. Replies go to ephemeral ports: 1024 to 65535 covers every system's.",
    )
    to_port: Port | None = field(default=None, description="The last port of the range, for TCP and UDP.")
    icmp_type: int | None = field(default=None, description="The type of ICMP, -1 for every type.")
    icmp_code: int | None = field(default=None, description="The code of ICMP, -1 for every code.")


class NetworkAcl(Resource):
    """AWS::EC2::NetworkAcl with its entries (the final deny is implied) and the subnets that use it."""

    group = "Access"
    title = N_("Network ACL")
    container = "vpc_id"

    type: Literal["NetworkAcl"] = "NetworkAcl"
    vpc_id: VpcId | None = field(default=None, description="The VPC whose subnets may use it.")
    default: bool = field(default=False, description="Whether it is the VPC's default network ACL.")
    entries: tuple[NetworkAclEntry, ...] = field(
        default=(),
        description="What may enter and leave its subnets, by number; what no entry matches is denied. It keeps no state, so replies need entries, too.",
    )
    associations: tuple[SubnetAssociation, ...] = field(
        default=(), description="The subnets that use it. A subnet without one uses the VPC's default network ACL."
    )
