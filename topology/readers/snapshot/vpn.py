"""Virtual private gateways and VPN connections in describe output.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpnConnections.html; a route table prints the gateways whose
routes it takes (`PropagatingVgws`), and among its routes those that they brought.
"""

from collections.abc import Callable, Iterable

from ...model import Resource, RoutePropagation, VpnConnection, VpnGateway, VpnStaticRoute
from .network import Item, attached_vpc, tagged

GONE = ("deleting", "deleted")


def vpn_gateway(item: Item) -> Resource:
    return VpnGateway(id=item["VpnGatewayId"], vpc_id=attached_vpc(item, "VpcAttachments"), **tagged(item))


def vpn_connection(item: Item) -> Resource:
    options: Item = item.get("Options") or {}
    gone = item.get("State") in GONE
    return VpnConnection(
        id=item["VpnConnectionId"], vpn_gateway_id=None if gone else item.get("VpnGatewayId") or None,
        transit_gateway_id=None if gone else item.get("TransitGatewayId") or None, static_routes_only=options.get("StaticRoutesOnly", False),
        routes=tuple(
            VpnStaticRoute(destination_cidr_block=r["DestinationCidrBlock"])
            for r in item.get("Routes", [])
            if r.get("State") not in GONE
        ), properties={"CustomerGatewayId": item["CustomerGatewayId"]} if item.get("CustomerGatewayId") else {}, **tagged(item),
    )  # fmt: skip


READERS: dict[str, Callable[[Item], Resource]] = {"VpnGateways": vpn_gateway, "VpnConnections": vpn_connection}


def complete(resources: dict[str, Resource], tables: Iterable[Item]) -> None:
    """Which route tables take each virtual private gateway's routes: they list what it brought."""
    found: dict[str, list[str]] = {}
    for table in tables:
        for gateway in table.get("PropagatingVgws") or ():
            if table.get("RouteTableId") in resources:
                found.setdefault(str(gateway.get("GatewayId")), []).append(table["RouteTableId"])
    for id, ids in found.items():
        if isinstance(gateway := resources.get(id), VpnGateway):
            brings = RoutePropagation(route_table_ids=tuple(dict.fromkeys(ids)), listed=True)
            resources[id] = gateway.changed(propagations=(brings,))
