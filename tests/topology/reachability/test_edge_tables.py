"""A gateway's edge route table: what comes in by it, requests and replies, goes where the table says before it gets to a subnet."""

import pytest

from topology.model import (
    GatewayAssociation,
    Route,
    RouteTable,
    Unresolved,
    VpcEndpoint,
    VpnConnection,
    VpnGateway,
    VpnStaticRoute,
)
from topology.readers import Input, read
from topology.writers import write

from ..asking import blocked_by, doubts, reaches, verdict
from ..builders import Network, network
from .hosts import ALL, host


def guarded(*routes: Route, gateway: str = "igw-vpc") -> Network:
    """A task and a NAT gateway in public subnets, a private subnet behind it, a firewall's endpoint, and this edge route table."""
    made = (
        network()
        .vpc()
        .subnet("a", public=True)
        .subnet("n", public=True)
        .nat("nat", "n")
        .subnet("p", nat="nat")
        .subnet("f")
    )
    made.group("open", [ALL]).service("app", "a", ["open"], public_ip=True).service("private", "p", ["open"])
    firewall = VpcEndpoint(id="firewall", vpc_id="vpc", vpc_endpoint_type="GatewayLoadBalancer", subnet_ids=("f",))
    used = (GatewayAssociation(gateway_id=gateway),)
    return made.add(firewall, RouteTable(id="edge", vpc_id="vpc", routes=routes, gateway_associations=used))


def to(subnet: str, made: Network, target: str = "firewall") -> Route:
    field = "vpc_endpoint_id" if target == "firewall" else "network_interface_id"
    return Route(destination_cidr_block=made.resources[subnet].cidr_block, **{field: target})


def test_an_edge_table_with_local_routes_alone_changes_nothing() -> None:
    topology = (
        guarded(Route(destination_cidr_block="10.0.0.0/16", gateway_id="igw-vpc")).change("edge", routes=()).build()
    )
    assert reaches(topology, "app", "internet") == "reachable"
    assert reaches(topology, "internet", "app") == "reachable"


def test_what_a_firewall_does_with_what_comes_in_is_not_known() -> None:
    made = guarded()
    topology = guarded(to("a", made)).build()
    assert reaches(topology, "internet", "app") == "unknown"
    assert reaches(topology, "app", "internet") == "unknown", "the replies come in by the gateway"
    assert any("edge" in d and "firewall" in d for d in doubts(topology, "ecr-auth"))


def test_the_replies_to_a_nat_gateway_take_the_edge_table_of_its_subnet() -> None:
    made = guarded()
    assert verdict(guarded(to("a", made)).build(), "ecr-auth", of="private") == "reachable"
    assert verdict(guarded(to("n", made)).build(), "ecr-auth", of="private") == "unknown"


def test_an_edge_route_to_nowhere_loses_what_comes_in() -> None:
    lost = to("a", guarded()).changed(state="blackhole")
    assert blocked_by(guarded(lost).build(), "internet", "app") == [("BLACKHOLE_ROUTE", "edge")]


@pytest.mark.parametrize("field", ["routes", "gateway_associations"])
def test_an_edge_table_of_which_not_all_is_known_may_send_elsewhere(field: str) -> None:
    made = guarded() if field == "routes" else guarded().change("edge", gateway_associations=())
    topology = made.build(unresolved=(Unresolved(resource="edge", property=field, reason="a parameter"),))
    assert reaches(topology, "internet", "app") == "unknown"


def test_a_virtual_private_gateway_has_an_edge_table_too() -> None:
    route = Route(destination_cidr_block="10.0.0.0/24", vpc_endpoint_id="firewall")
    made = guarded(route, gateway="vgw").add(
        VpnGateway(id="vgw", vpc_id="vpc"),
        VpnConnection(id="vpn", vpn_gateway_id="vgw", static_routes_only=True, routes=(VpnStaticRoute(destination_cidr_block="192.168.0.0/16"),)),
    )  # fmt: skip
    made.add(host("server", "a", "open")).route("a", "192.168.0.0/16", "vgw")
    assert made.resources["a"].cidr_block == "10.0.0.0/24"
    assert reaches(made.build(), "192.168.7.9", "server") == "unknown"
    assert reaches(made.change("edge", routes=()).build(), "192.168.7.9", "server") == "reachable"


def test_a_template_says_it_with_a_resource_of_its_own() -> None:
    topology = guarded(to("a", guarded())).build()
    again = read([Input("again.yaml", write(topology, "cloudformation").content)])
    (table,) = [t for t in again.all(RouteTable) if t.gateway_associations]
    assert table.gateway_associations[0].gateway_id == "igwVpc"
    assert reaches(again, "internet", "app") == "unknown"
