"""Networks of the user's own behind a virtual private gateway: judged up to the gateway, and as far as routes say what lies behind."""

from typing import Any

import pytest

from topology.checks import trace
from topology.model import (
    OpaqueResource,
    Route,
    RoutePropagation,
    Unresolved,
    VpnConnection,
    VpnGateway,
    VpnStaticRoute,
)

from ..asking import blocked_by, reaches
from ..builders import Network, entry, network, rule
from .hosts import ALL, host

OFFICE = "192.168.7.9"
LAN = "192.168.0.0/16"


def site(*ranges: str, static: bool = True, **gateway: Any) -> Network:
    """A private subnet, a host in it, and a virtual private gateway with a VPN connection to these ranges."""
    routes = tuple(VpnStaticRoute(destination_cidr_block=r) for r in ranges)
    return (
        network().vpc().subnet("a").group("open", [ALL])
        .add(
            VpnGateway(id="vgw", **{"vpc_id": "vpc", **gateway}),
            VpnConnection(id="vpn", vpn_gateway_id="vgw", static_routes_only=static, routes=routes),
            host("server", "a", "open", private_ip_address="10.0.0.10"),
        )
    )  # fmt: skip


def propagated(*ranges: str, static: bool = True) -> Network:
    """The same with the gateway's routes propagated to the subnet's route table."""
    return site(*ranges, static=static, propagations=(RoutePropagation(route_table_ids=("rtb-a",)),))


def test_a_host_reaches_the_office_by_a_route_to_the_gateway_and_is_reached_from_there() -> None:
    topology = site(LAN).route("a", LAN, "vgw").build()
    assert reaches(topology, "server", OFFICE) == "reachable"
    assert reaches(topology, OFFICE, "server") == "reachable"


def test_a_public_address_behind_the_office_reaches_a_private_one_and_the_same_over_the_internet_does_not() -> None:
    made = site("198.51.100.0/24").subnet("a", public=True, map_public_ip_on_launch=True)
    over_the_internet = made.build()
    assert reaches(over_the_internet, "198.51.100.9", "server") == "reachable"
    assert blocked_by(over_the_internet, "198.51.100.9", "10.0.0.10") == [("NO_ROUTE", None)]
    behind_the_office = made.route("a", "198.51.100.0/24", "vgw").build()
    assert reaches(behind_the_office, "198.51.100.9", "10.0.0.10") == "reachable"


def test_without_a_route_neither_end_reaches_the_other() -> None:
    topology = site(LAN).build()
    assert blocked_by(topology, "server", OFFICE) == [("NO_ROUTE", "rtb-a")]
    assert blocked_by(topology, OFFICE, "server") == [("NO_ROUTE", "rtb-a")]


def test_static_vpn_routes_are_propagated_to_the_route_tables_that_ask_for_them() -> None:
    topology = propagated(LAN).build()
    assert reaches(topology, "server", OFFICE) == "reachable"
    assert blocked_by(topology, "server", "172.16.0.9") == [("NO_ROUTE", "rtb-a")]


def test_what_bgp_announces_is_not_in_the_input() -> None:
    topology = propagated(static=False).build()
    assert reaches(topology, "server", OFFICE) == "unknown"


def test_a_default_route_does_not_take_what_bgp_may_announce() -> None:
    made = propagated(static=False).subnet("pub", public=True).nat("nat", "pub").route("a", "0.0.0.0/0", "nat").build()
    assert reaches(made, "server", OFFICE) == "unknown"
    assert reaches(made, "server", "8.8.8.8") == "reachable"


def test_routes_that_a_snapshot_lists_are_all_there_are() -> None:
    made = site(static=False, propagations=(RoutePropagation(route_table_ids=("rtb-a",), listed=True),))
    route = Route(destination_cidr_block=LAN, gateway_id="vgw", propagated=True)
    topology = made.change("rtb-a", routes=(route,)).build()
    assert reaches(topology, "server", OFFICE) == "reachable"
    assert blocked_by(topology, "server", "172.16.0.9") == [("NO_ROUTE", "rtb-a")]


def test_a_route_to_the_gateway_alone_does_not_say_what_lies_behind_it() -> None:
    topology = site(static=False).route("a", LAN, "vgw").build()
    assert reaches(topology, "server", OFFICE) == "unknown"
    assert reaches(topology, OFFICE, "server") == "unknown"


def test_a_gateway_without_bgp_drops_what_none_of_its_static_routes_leads_to() -> None:
    made = site(LAN).route("a", "0.0.0.0/0", "vgw")
    assert reaches(made.build(), "server", OFFICE) == "reachable"
    for address in ("172.16.0.9", "8.8.8.8"):
        assert blocked_by(made.build(), "server", address) == [("VPN_ROUTE_MISSING", "vgw")]
        assert blocked_by(made.build(), address, "server") == [("VPN_ROUTE_MISSING", "vgw")]
    said = trace(made.build(), "server", OFFICE, "tcp", 443)["assumptions"]
    assert "No Direct Connect and no VPN connection beside those in the input leads to vgw." in said


@pytest.mark.parametrize("leads_to", [{"VirtualGatewayId": "vgw"}, {"AssociatedGatewayId": {"Ref": "Vgw"}}])
def test_direct_connect_may_announce_what_no_static_route_says(leads_to: dict[str, Any]) -> None:
    kind = "AWS::DirectConnect::PrivateVirtualInterface"
    kept = OpaqueResource(id="vif", cloudformation_type=kind, body={"Type": kind, "Properties": leads_to})
    assert reaches(site(LAN).route("a", "0.0.0.0/0", "vgw").add(kept).build(), "server", "172.16.0.9") == "unknown"


def test_a_gateway_that_is_not_attached_leads_nowhere() -> None:
    topology = site(LAN, vpc_id=None).route("a", LAN, "vgw").build()
    assert blocked_by(topology, "server", OFFICE) == [("VGW_NOT_ATTACHED", "vgw")]


def test_a_gateway_that_is_not_attached_leads_to_no_other_vpc() -> None:
    made = site().route("a", "10.1.0.0/16", "vgw").vpc("far", "10.1.0.0/16").subnet("b", cidr="10.1.0.0/24")
    made.group("far-open", [ALL]).add(host("other", "b", "far-open", private_ip_address="10.1.0.10"))
    assert reaches(made.build(), "server", "10.1.0.10") == "unknown"
    made.change("vgw", vpc_id=None)
    assert blocked_by(made.build(), "server", "10.1.0.10") == [("VGW_NOT_ATTACHED", "vgw")]


def test_a_gateway_whose_vpc_is_a_parameter_may_be_attached() -> None:
    made = site(LAN, vpc_id=None).route("a", LAN, "vgw")
    topology = made.build(unresolved=(Unresolved(resource="vgw", property="vpc_id", reason="a parameter"),))
    assert reaches(topology, "server", OFFICE) == "unknown"


def test_the_groups_stop_what_comes_from_the_office() -> None:
    made = site(LAN).route("a", LAN, "vgw").group("open", [rule("192.168.9.0/24", 443)])
    assert blocked_by(made.build(), OFFICE, "server") == [("PEER_SG_INGRESS", "open")]
    assert reaches(made.build(), "192.168.9.1", "server") == "reachable"


def test_the_acl_has_to_let_the_request_and_the_answer_through() -> None:
    def behind(*entries: Any) -> Network:
        return site(LAN).route("a", LAN, "vgw").acl("acl", "a", *entries)

    answers = entry(110, "allow", ports=(1024, 65535), egress=True)
    assert blocked_by(behind(answers).build(), OFFICE, "server") == [("NACL_INBOUND", "acl")]
    asked = entry(100, "allow", LAN, (443, 443))
    assert blocked_by(behind(asked).build(), OFFICE, "server") == [("NACL_OUTBOUND_RETURN", "acl")]
    assert reaches(behind(asked, answers).build(), OFFICE, "server") == "reachable"


def test_a_nat_gateway_is_no_way_in_from_the_office() -> None:
    made = site(LAN).subnet("pub", public=True).nat("nat", "pub", private_ip_address="10.0.1.11").route("a", LAN, "vgw")
    assert blocked_by(made.build(), OFFICE, "10.0.1.11") == [("NAT_UNREACHABLE", "nat")]


@pytest.mark.parametrize("kind", ["public", "private"])
def test_a_nat_gateway_sends_to_the_office_by_its_private_address(kind: str) -> None:
    made = site(LAN).subnet("b").nat("nat", "b", connectivity_type=kind).route("a", LAN, "nat").route("b", LAN, "vgw")
    assert reaches(made.build(), "server", OFFICE) == "reachable"


def test_a_nat_gateway_does_not_send_private_addresses_to_the_internet() -> None:
    made = network().vpc().subnet("pub", public=True).nat("nat", "pub").subnet("a", nat="nat").group("open", [ALL])
    made.add(host("server", "a", "open"))
    assert blocked_by(made.build(), "server", OFFICE) == [("IGW_PRIVATE_DESTINATION", "igw-vpc")]


def test_the_office_does_not_reach_through_one_vpc_into_a_peered_one() -> None:
    made = site(LAN).route("a", LAN, "vgw").vpc("far", "10.9.0.0/16").subnet("there").group("far-open", [ALL])
    made.add(host("beyond", "there", "far-open", private_ip_address="10.9.0.10")).peering("pcx", "vpc", "far")
    made.route("there", LAN, "pcx")
    assert blocked_by(made.build(), "beyond", OFFICE) == [("PEERING_NOT_TRANSITIVE", "pcx")]
    assert blocked_by(made.build(), OFFICE, "beyond")[0][0] == "NO_ROUTE"


def test_an_external_host_of_the_office_is_reached_like_its_address() -> None:
    made = site(LAN).route("a", LAN, "vgw").external_host("office", LAN).service("app", "a", ["open"])
    made.connection("app", "office", 5432)
    assert reaches(made.build(), "app", "office", 5432) == "reachable"
    assert reaches(made.build(), "office", "app", 8080) == "reachable"


def test_a_gateway_whose_route_propagation_is_not_known_may_bring_the_route() -> None:
    made = site(LAN)
    topology = made.build(unresolved=(Unresolved(resource="vgw", property="propagations", reason="a parameter"),))
    assert reaches(topology, "server", OFFICE) == "unknown"


def test_that_the_office_lets_it_through_is_an_assumption_that_is_listed() -> None:
    with_office = trace(site(LAN).build(), "server", OFFICE, "tcp", 443, remedies=False)["assumptions"]
    without = trace(network().vpc().build(), "internet", "8.8.8.8", "tcp", 443)["assumptions"]
    assert (any("VPN" in a for a in with_office), any("VPN" in a for a in without)) == (True, False)
