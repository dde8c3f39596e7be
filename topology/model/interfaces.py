"""Hosts and network interfaces that are no task.

What the helps say beyond the page of each resource:
https://docs.aws.amazon.com/vpc/latest/userguide/work-with-nat-instances.html#EIP_Disable_SrcDestCheck
"""

from typing import Literal

from ..i18n import N_
from .records import InstanceId, NetworkInterfaceId, Resource, SecurityGroupId, SubnetId, Text, field


class Instance(Resource):
    """AWS::EC2::Instance as the network sees it: a plain host, or a NAT instance when its source/destination check is off."""

    group = "Destinations"
    title = N_("EC2 instance")
    container = "subnet_id"

    type: Literal["Instance"] = "Instance"
    subnet_id: SubnetId | None = field(default=None, description="The subnet that its network interface stands in.")
    security_group_ids: tuple[SecurityGroupId, ...] = field(
        default=(),
        description="What its network interface lets in and out. The VPC's default security group where none is given.",
    )
    source_dest_check: bool = field(
        default=True,
        description="Whether it drops what is neither from it nor to it; on where not given. A NAT instance or another appliance needs it off.",
    )
    associate_public_ip_address: bool | None = field(
        default=None,
        description="Whether it gets a public IPv4 address at launch; what its subnet says where not given.",
    )
    private_ip_address: Text | None = field(
        default=None, description="Its IPv4 address within the subnet; AWS chooses one where not given."
    )
    public_ip_address: Text | None = field(
        default=None, description="The public IPv4 address that it has, where it is known."
    )
    ipv6_addresses: tuple[Text, ...] = field(default=(), description="Its IPv6 addresses, of the subnet's block.")
    network_interface_ids: tuple[NetworkInterfaceId, ...] = field(
        default=(),
        description="Its network interfaces, where the design has them. They count then, and not what stands here.",
    )


class NetworkInterface(Resource):
    """AWS::EC2::NetworkInterface."""

    group = "Network"
    title = N_("Network interface")
    container = "subnet_id"

    type: Literal["NetworkInterface"] = "NetworkInterface"
    subnet_id: SubnetId | None = field(default=None, description="The subnet that it stands in.")
    security_group_ids: tuple[SecurityGroupId, ...] = field(
        default=(), description="What it lets in and out. The VPC's default security group where none is given."
    )
    private_ip_addresses: tuple[Text, ...] = field(
        default=(),
        description="Its IPv4 addresses within the subnet, the primary one first; AWS chooses one where not given.",
    )
    ipv6_addresses: tuple[Text, ...] = field(default=(), description="Its IPv6 addresses, of the subnet's block.")
    public_ip_address: Text | None = field(
        default=None, description="The public IPv4 address that it has, where it is known."
    )
    source_dest_check: bool = field(
        default=True,
        description="Whether it drops what is neither from it nor to it; on where not given. A NAT instance or another appliance needs it off.",
    )
    interface_type: Text = field(default="interface", description="What AWS made it for; interface is one of your own.")
    instance_id: InstanceId | None = field(default=None, description="The instance that it is attached to.")
    description: Text | None = field(
        default=None, description="A note. AWS says there whose it is, where a service made it."
    )
