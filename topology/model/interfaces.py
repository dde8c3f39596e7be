"""Hosts and network interfaces that are no task."""

from typing import Literal

from ..i18n import N_
from .records import InstanceId, NetworkInterfaceId, Resource, SecurityGroupId, SubnetId, Text


class Instance(Resource):
    """AWS::EC2::Instance as the network sees it: a plain host, or a NAT instance when its source/destination check is off."""

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
