"""AWS Direct Connect and customer gateways in describe output: Direct Connect gateways, what they are associated with, and virtual
interfaces. What lies behind them no input holds: they are kept as they are, so that a trace may begin or end there.

https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DescribeVirtualInterfaces.html and its siblings print camelCase; some
tools keep them with capitals. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeCustomerGateways.html
"""

from collections.abc import Callable

from ...model import OpaqueResource, Resource
from .network import Item, tagged

GONE = ("deleting", "deleted", "rejected", "disassociating", "disassociated")
"""The states of what leads nowhere any more."""


def _kept(id: str, kind: str, values: Item, tags: list[Item]) -> Resource:
    body = {"Type": kind, "Properties": {k: v for k, v in values.items() if v not in (None, "")}}
    return OpaqueResource(
        id=id, cloudformation_type=kind, body=body, **tagged({"Tags": [{"Key": t["Key"], "Value": t["Value"]} for t in tags]})
    )  # fmt: skip


def _capitals(item: Item) -> Item:
    """An item with the names of its values as CloudFormation writes them."""
    return {name[:1].upper() + name[1:]: value for name, value in item.items()}


def _tags(item: Item) -> list[Item]:
    return [_capitals(t) for t in item.get("Tags") or ()]


def gateway(item: Item) -> Resource:
    """A Direct Connect gateway."""
    said = _capitals(item)
    values = {
        "AmazonSideAsn": str(said.get("AmazonSideAsn", "")),
        "DirectConnectGatewayName": said.get("DirectConnectGatewayName"),
    }
    kept = _kept(said["DirectConnectGatewayId"], "AWS::DirectConnect::DirectConnectGateway", values, _tags(said))
    return kept if kept.name else kept.changed(name=said.get("DirectConnectGatewayName") or None)


def association(item: Item) -> Resource:
    """That a Direct Connect gateway leads to a virtual private gateway or a transit gateway."""
    said = _capitals(item)
    far = _capitals(said.get("AssociatedGateway") or {})
    prefixes = [_capitals(p).get("Cidr") for p in said.get("AllowedPrefixesToDirectConnectGateway") or ()]
    gone = (said.get("AssociationState") or said.get("State")) in GONE
    values = {
        "DirectConnectGatewayId": said["DirectConnectGatewayId"], "AllowedPrefixes": prefixes or None,
        "AssociatedGatewayId": None if gone else far.get("Id") or said.get("VirtualGatewayId"),
    }  # fmt: skip
    return _kept(said["AssociationId"], "AWS::DirectConnect::DirectConnectGatewayAssociation", values, [])


def virtual_interface(item: Item) -> Resource:
    """A virtual interface: to a virtual private gateway, to a Direct Connect gateway, or (a public one) to AWS's public addresses."""
    said = _capitals(item)
    kind = {"transit": "TransitVirtualInterface", "public": "PublicVirtualInterface"}.get(
        str(said.get("VirtualInterfaceType")), "PrivateVirtualInterface"
    )
    gone = said.get("VirtualInterfaceState") in GONE
    values = {
        "ConnectionId": said.get("ConnectionId"), "Vlan": said.get("Vlan"), "VirtualInterfaceName": said.get("VirtualInterfaceName"),
        "VirtualGatewayId": None if gone else said.get("VirtualGatewayId"),
        "DirectConnectGatewayId": None if gone else said.get("DirectConnectGatewayId"),
    }  # fmt: skip
    kept = _kept(said["VirtualInterfaceId"], f"AWS::DirectConnect::{kind}", values, _tags(said))
    return kept if kept.name else kept.changed(name=said.get("VirtualInterfaceName") or None)


def customer_gateway(item: Item) -> Resource:
    """The user's own end of VPN connections."""
    values = {
        "BgpAsn": int(item["BgpAsn"]) if str(item.get("BgpAsn", "")).isdigit() else None,
        "IpAddress": item.get("IpAddress"), "Type": item.get("Type") or "ipsec.1",
    }  # fmt: skip
    return _kept(item["CustomerGatewayId"], "AWS::EC2::CustomerGateway", values, item.get("Tags") or [])


_LISTS: dict[str, Callable[[Item], Resource]] = {
    "directConnectGateways": gateway, "directConnectGatewayAssociations": association, "virtualInterfaces": virtual_interface,
}  # fmt: skip
READERS: dict[str, Callable[[Item], Resource]] = {
    **_LISTS, **{name[:1].upper() + name[1:]: reader for name, reader in _LISTS.items()}, "CustomerGateways": customer_gateway,
}  # fmt: skip
