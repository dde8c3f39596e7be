"""Traces that begin or end at the network behind a gateway: a VPN's, or Direct Connect's."""

import json
from typing import Any

import pytest

from topology.checks import trace
from topology.model import Topology
from topology.readers import Input, read

from ..readers.test_snapshot_places import HERE, network_of

Item = dict[str, Any]
OFFICE = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "IpRanges": [{"CidrIp": "172.16.0.0/12"}]}
NOBODY: list[Item] = []


def snapshot(*lists: Item, route: Item, ingress: list[Item] | None = None) -> Topology:
    """One VPC with an instance, a default route to a gateway, and what these lists hold."""
    found = network_of("a", 1, "us-east-1", HERE, [{"DestinationCidrBlock": "0.0.0.0/0", "State": "active", **route}])
    if ingress is not None:
        found["describe-security-groups.json"]["SecurityGroups"][0]["IpPermissions"] = ingress
    return read([Input(f"{n}.json", json.dumps(v).encode()) for n, v in enumerate([*found.values(), *lists])])


def by_vpn(*, static: str = "", ingress: list[Item] | None = None, attached: bool = True) -> Topology:
    """Behind a virtual private gateway, with a VPN connection to customer gateway cgw-1."""
    routes = [{"DestinationCidrBlock": static, "State": "available"}] if static else []
    return snapshot(
        {"VpnGateways": [{"VpnGatewayId": "vgw-1", "VpcAttachments": [{"VpcId": "vpc-a", "State": "attached"}] if attached else []}]},
        {"CustomerGateways": [{"CustomerGatewayId": "cgw-1", "IpAddress": "192.0.2.1", "BgpAsn": "65000", "Type": "ipsec.1"}]},
        {"VpnConnections": [{"VpnConnectionId": "vpn-1", "VpnGatewayId": "vgw-1", "CustomerGatewayId": "cgw-1", "State": "available",
                             "Options": {"StaticRoutesOnly": bool(static)}, "Routes": routes}]},
        route={"GatewayId": "vgw-1"}, ingress=ingress,
    )  # fmt: skip


def by_direct_connect(camel: bool) -> Topology:
    """Behind a transit gateway with a Direct Connect gateway, as the AWS CLI prints it or with capitals."""
    tgw, table = {"TransitGatewayId": "tgw-1"}, {"TransitGatewayRouteTableId": "tgw-rtb-1"}
    ends = {"tgw-attach-a": ("vpc", "vpc-a"), "tgw-attach-dx": ("direct-connect-gateway", "dxgw-1")}
    lists: list[Item] = [
        {"directConnectGateways": [{"directConnectGatewayId": "dxgw-1", "directConnectGatewayName": "office", "amazonSideAsn": 64513}]},
        {"directConnectGatewayAssociations": [
            {"associationId": "assoc-1", "directConnectGatewayId": "dxgw-1", "associationState": "associated",
             "associatedGateway": {"id": "tgw-1", "type": "transitGateway"},
             "allowedPrefixesToDirectConnectGateway": [{"cidr": "10.0.0.0/8"}]}]},
        {"virtualInterfaces": [
            {"virtualInterfaceId": "dxvif-1", "virtualInterfaceType": "transit", "directConnectGatewayId": "dxgw-1", "connectionId": "dxcon-1",
             "vlan": 100, "virtualInterfaceState": "available", "virtualGatewayId": ""}]},
    ]  # fmt: skip
    return snapshot(
        *(lists if camel else [_capitals(i) for i in lists]),
        {"TransitGateways": [tgw]},
        {"TransitGatewayAttachments": [
            {"TransitGatewayAttachmentId": i, **tgw, "ResourceType": kind, "ResourceId": of, "State": "available", "Association": table}
            for i, (kind, of) in ends.items()]},
        {"TransitGatewayVpcAttachments": [
            {"TransitGatewayAttachmentId": "tgw-attach-a", **tgw, "VpcId": "vpc-a", "SubnetIds": ["subnet-a"], "State": "available"}]},
        {"TransitGatewayRouteTables": [{**tgw, **table, "DefaultAssociationRouteTable": True}]},
        {"TransitGatewayPropagations": [
            {**table, "TransitGatewayRouteTablePropagations": [{"TransitGatewayAttachmentId": i, "State": "enabled"} for i in ends]}]},
        {"TransitGatewayStaticRoutes": [{**table, "Routes": []}]},
        route=tgw,
    )  # fmt: skip


def _capitals(value: Any) -> Any:
    if isinstance(value, dict):
        return {k[:1].upper() + k[1:]: _capitals(v) for k, v in value.items()}
    return [_capitals(v) for v in value] if isinstance(value, list) else value


def verdict(topology: Topology, source: str, destination: str, port: int = 443) -> str:
    return str(trace(topology, source, destination, "tcp", port)["verdict"])


def causes(topology: Topology, source: str, destination: str, port: int = 443) -> list[str]:
    return [b["cause"] for b in trace(topology, source, destination, "tcp", port)["blockers"]]


@pytest.mark.parametrize("end", ["vgw-1", "vpn-1", "cgw-1"])
def test_the_network_behind_a_vpn_is_an_end_by_each_thing_that_leads_to_it(end: str) -> None:
    topology = by_vpn()
    assert verdict(topology, end, "i-a") == verdict(topology, "i-a", end) == "reachable"
    assert causes(by_vpn(ingress=NOBODY), end, "i-a") == ["PEER_SG_INGRESS"]


def test_whether_one_address_lies_behind_a_vpn_with_bgp_stays_open() -> None:
    assert verdict(by_vpn(), "172.16.0.9", "i-a") == "unknown"


def test_a_rule_for_a_part_of_the_addresses_behind_a_vpn_may_let_its_network_in() -> None:
    assert verdict(by_vpn(ingress=[OFFICE]), "vgw-1", "i-a") == "unknown"
    assert verdict(by_vpn(ingress=[OFFICE], static="172.16.0.0/16"), "vgw-1", "i-a") == "reachable"
    assert verdict(by_vpn(ingress=[OFFICE], static="192.168.0.0/16"), "vgw-1", "i-a") == "blocked"


def test_a_gateway_that_is_not_attached_leads_nowhere() -> None:
    assert causes(by_vpn(attached=False), "vgw-1", "i-a") == ["VGW_NOT_ATTACHED"]


def test_without_a_route_back_the_network_behind_a_gateway_gets_no_answer() -> None:
    gateway = {"VpnGateways": [{"VpnGatewayId": "vgw-1", "VpcAttachments": [{"VpcId": "vpc-a", "State": "attached"}]}]}
    topology = snapshot(gateway, route={"GatewayId": "igw-1"})
    assert (verdict(topology, "vgw-1", "i-a"), causes(topology, "vgw-1", "i-a")) == ("blocked", ["NO_ROUTE"])


@pytest.mark.parametrize("camel", [True, False], ids=["as the AWS CLI prints it", "with capitals"])
@pytest.mark.parametrize("end", ["tgw-attach-dx", "dxgw-1", "dxvif-1", "office"])
def test_the_network_behind_direct_connect_is_an_end_by_each_thing_that_leads_to_it(end: str, camel: bool) -> None:
    topology = by_direct_connect(camel)
    assert not any("is not read" in a for a in topology.assumptions)
    assert verdict(topology, end, "i-a") == verdict(topology, "i-a", end) == "reachable"


def test_traffic_from_direct_connect_is_shown_from_its_attachment_to_that_of_the_vpc() -> None:
    path = [h["resource"] for h in trace(by_direct_connect(True), "dxgw-1", "i-a", "tcp", 443)["path"]]
    assert path.index("tgw-attach-dx") < path.index("tgw-rtb-1") < path.index("tgw-attach-a") < path.index("i-a")


def test_what_lies_behind_direct_connect_stays_open_for_one_address() -> None:
    found = trace(by_direct_connect(True), "i-a", "172.16.0.9", "tcp", 443)
    assert found["verdict"] == "unknown"
    assert "which routes tgw-attach-dx brings" in found["placements"][0]["doubts"][0]


def test_no_private_network_reaches_a_public_address_by_a_vpn() -> None:
    interface = {"NetworkInterfaceId": "eni-1", "SubnetId": "subnet-a", "PrivateIpAddress": "10.1.0.7", "Groups": [{"GroupId": "sg-a"}],
                 "Association": {"PublicIp": "198.51.100.7"}}  # fmt: skip
    gateway = {"VpnGateways": [{"VpnGatewayId": "vgw-1", "VpcAttachments": [{"VpcId": "vpc-a", "State": "attached"}]}]}
    topology = snapshot(gateway, {"NetworkInterfaces": [interface]}, route={"GatewayId": "vgw-1"})
    assert verdict(topology, "vgw-1", "10.1.0.7") == "reachable"
    for source in ("vgw-1", "172.16.0.9"):
        assert causes(topology, source, "198.51.100.7") == ["NO_ROUTE"]


def test_an_address_of_a_vpc_that_no_subnet_has_is_nobodys() -> None:
    assert causes(by_vpn(), "172.16.0.9", "10.1.200.1") == ["ADDRESS_NOT_IN_USE"]
    assert causes(by_vpn(), "10.1.200.1", "8.8.8.8") == ["ADDRESS_NOT_IN_USE"]
