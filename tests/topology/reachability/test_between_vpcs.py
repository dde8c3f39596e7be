"""Between two VPCs: addresses that a route leads to somebody else's network, addresses that nobody has, and answers by another way."""

from typing import Any

import pytest

from topology.model import (
    AttachmentAssociation,
    TransitGateway,
    TransitGatewayAttachment,
    TransitGatewayRoute,
    TransitGatewayRouteTable,
    Vpc,
    VpcEndpoint,
    VpnConnection,
    VpnGateway,
    VpnStaticRoute,
)

from ..asking import blocked_by, reaches
from ..builders import Network, entry, network
from .hosts import ALL, ALL6, host

ONE, TWO = "10.0.0.0/16", "10.1.0.0/16"
SERVER, NOBODYS, NO_SUBNETS = "10.1.0.10", "10.1.0.77", "10.1.200.1"
ENDS = ("attach-one", "attach-two", "office")


def two_vpcs(**blocks: Any) -> Network:
    """`client` in subnet `a` of VPC `one` and `server` in subnet `b` of VPC `two`, which lets everything in; no route between them."""
    made = network().vpc("one", ONE, **blocks).subnet("a").group("one-open", [ALL, ALL6])
    made.add(host("client", "a", "one-open", private_ip_address="10.0.0.10"))
    made.vpc("two", TWO, **blocks).subnet("b").group("two-open", [ALL, ALL6])
    return made.add(host("server", "b", "two-open", private_ip_address=SERVER))


def by_transit_gateway(made: Network, *static: tuple[str, str]) -> Network:
    """Both VPCs and an office attached to one transit gateway; its route table knows the VPCs' addresses and static routes."""
    off = {"default_route_table_association": "disable", "default_route_table_propagation": "disable"}
    made.add(
        TransitGateway(id="tgw", **off),
        TransitGatewayAttachment(id="attach-one", transit_gateway_id="tgw", vpc_id="one", subnet_ids=("a",)),
        TransitGatewayAttachment(id="attach-two", transit_gateway_id="tgw", vpc_id="two", subnet_ids=("b",)),
        TransitGatewayAttachment(id="office", transit_gateway_id="tgw", resource_type="vpn"),
    )  # fmt: skip
    ends = tuple(AttachmentAssociation(transit_gateway_attachment_id=i) for i in ENDS)
    routes = tuple(TransitGatewayRoute(destination_cidr_block=c, transit_gateway_attachment_id=i) for c, i in static)
    return made.add(
        TransitGatewayRouteTable(
            id="table", transit_gateway_id="tgw", associations=ends, propagations=ends[:2], routes=routes
        )
    )


def joined(*static: tuple[str, str]) -> Network:
    return by_transit_gateway(two_vpcs(), *static).route("a", TWO, "tgw").route("b", ONE, "tgw")


def with_vpn_gateway(made: Network, vpc: str, *ranges: str) -> Network:
    routes = tuple(VpnStaticRoute(destination_cidr_block=r) for r in ranges)
    return made.add(
        VpnGateway(id="vgw", vpc_id=vpc),
        VpnConnection(id="vpn", vpn_gateway_id="vgw", static_routes_only=True, routes=routes),
    )


# Addresses of a VPC that a route leads to an office


@pytest.mark.parametrize("address", [SERVER, NOBODYS, NO_SUBNETS])
def test_what_an_office_does_with_the_addresses_of_a_vpc_is_not_known(address: str) -> None:
    made = joined((TWO, "office"))
    assert reaches(made.build(), "client", address) == "unknown"


@pytest.mark.parametrize("address", [SERVER, NOBODYS, NO_SUBNETS])
def test_so_it_is_where_no_route_leads_back_from_that_vpc(address: str) -> None:
    made = joined((TWO, "office")).change("rtb-b", routes=())
    assert reaches(made.build(), "client", address) == "unknown"


@pytest.mark.parametrize("address", [NOBODYS, NO_SUBNETS])
def test_without_the_office_nobody_has_the_address(address: str) -> None:
    found = blocked_by(joined().build(), "client", address)
    assert "ADDRESS_NOT_IN_USE" in [cause for cause, _resource in found]


def test_the_acl_of_the_vpc_says_nothing_of_what_the_office_has() -> None:
    made = joined((TWO, "office")).acl("acl", "b", entry(100, "deny"))
    assert reaches(made.build(), "client", NOBODYS) == "unknown"


def test_what_stops_it_before_the_office_is_sure() -> None:
    made = joined((TWO, "office")).acl("acl", "a", entry(100, "deny", egress=True))
    assert ("NACL_OUTBOUND", "acl") in blocked_by(made.build(), "client", NOBODYS)


@pytest.mark.parametrize("address", [SERVER, NOBODYS, NO_SUBNETS])
@pytest.mark.parametrize("ranges", [("10.0.0.0/8",), ("192.168.0.0/16",), ()])
def test_a_vpn_gateway_to_which_a_vpc_s_addresses_are_routed_leaves_it_open(address: str, ranges: Any) -> None:
    made = with_vpn_gateway(two_vpcs(), "one", *ranges).route("a", TWO, "vgw")
    assert reaches(made.build(), "client", address) == "unknown"


def test_the_rest_of_an_office_s_range_is_its_own() -> None:
    made = with_vpn_gateway(two_vpcs(), "one", "10.0.0.0/8").route("a", "10.0.0.0/8", "vgw")
    assert reaches(made.build(), "client", "10.77.0.1") == "reachable"
    made.external_host("lan", "10.0.0.0/9")
    assert reaches(made.build(), "client", "10.1.0.0") == "unknown"


def test_whoever_sends_from_an_address_of_another_vpc_by_the_office_is_not_known() -> None:
    made = joined((TWO, "office")).change("rtb-b", routes=())
    assert reaches(made.build(), NO_SUBNETS, "client") == "unknown"
    assert reaches(with_vpn_gateway(two_vpcs(), "one", TWO).route("a", TWO, "vgw").build(), NO_SUBNETS, "client") == (
        "unknown"
    )


def test_the_acl_of_the_attachment_s_subnet_stops_what_goes_to_the_office_and_its_answers() -> None:
    made = joined((TWO, "office"))
    made.vpc_id = "one"
    made.subnet("attached").change("attach-one", subnet_ids=("attached",)).acl("acl", "attached", entry(100, "deny"))
    assert blocked_by(made.build(), "client", "server") == [("NACL_INBOUND", "acl")]
    made.peering("pcx", "one", "two").change("rtb-b", routes=()).route("b", ONE, "pcx")
    assert blocked_by(made.build(), "server", "client") == [("NACL_INBOUND_RETURN", "acl")]


# By an inspection VPC


def inspected(made: Network, *target: str) -> Network:
    """All that the two VPCs send through the transit gateway goes to a third one, where a firewall's endpoint stands."""
    made.vpc("inspection", "10.9.0.0/16").subnet("inside").add(
        VpcEndpoint(id="firewall", vpc_id="inspection", vpc_endpoint_type="GatewayLoadBalancer", subnet_ids=("inside",)),
        TransitGatewayAttachment(
            id="attach-inspection", transit_gateway_id="tgw", vpc_id="inspection", subnet_ids=("inside",), appliance_mode_support="enable"
        ),
    )  # fmt: skip
    static = TransitGatewayRoute(destination_cidr_block="0.0.0.0/0", transit_gateway_attachment_id="attach-inspection")
    made.change("table", propagations=(), routes=(static,))
    return made.route("inside", "0.0.0.0/0", *target) if target else made


@pytest.mark.parametrize("target", ["firewall", "tgw"])
def test_what_the_appliances_of_an_inspection_vpc_let_through_is_not_in_the_input(target: str) -> None:
    made = inspected(joined(), target)
    assert reaches(made.build(), "client", "server") == "unknown"
    assert reaches(made.build(), "client", NOBODYS) == "unknown"
    made.acl("acl", "b", entry(100, "deny"))
    assert ("NACL_INBOUND", "acl") in blocked_by(made.build(), "client", "server")


def test_a_vpc_in_between_that_passes_nothing_on_is_the_end_of_it() -> None:
    assert blocked_by(inspected(joined()).build(), "client", "server")[0] == ("TGW_ROUTE_MISSING", "table")


def test_answers_that_come_by_the_inspection_vpc_alone_are_open() -> None:
    made = inspected(joined(), "firewall")
    ends = tuple(AttachmentAssociation(transit_gateway_attachment_id=i) for i in ENDS)
    direct = TransitGatewayRoute(destination_cidr_block=TWO, transit_gateway_attachment_id="attach-two")
    table = made.build().get(TransitGatewayRouteTable, "table")
    assert table is not None
    made.change("table", routes=(direct, *table.routes), associations=ends)
    assert reaches(made.build(), "client", "server") == "unknown"


def test_what_a_transit_gateway_sends_back_to_where_it_came_from_goes_in_a_circle() -> None:
    made = by_transit_gateway(two_vpcs(), (TWO, "attach-one")).route("a", TWO, "tgw").route("b", ONE, "tgw")
    assert blocked_by(made.build(), "client", "server") == [("TGW_ROUTE_MISSING", "table")]


# Over the internet


def test_an_ipv6_address_of_a_vpc_that_no_interface_has_is_nobody_s_on_the_internet() -> None:
    made = network().vpc("one", ONE, ipv6=True).subnet("out", public=True, ipv6=True).group("open", [ALL, ALL6])
    made.add(host("sender", "out", "open")).vpc("two", TWO, ipv6=True)
    vpc = made.build().get(Vpc, "two")
    assert vpc is not None
    nobodys = vpc.ipv6_cidr_blocks[0].replace("::/56", ":ff::5")
    assert blocked_by(made.build(), "sender", nobodys)[0][0] == "ADDRESS_NOT_IN_USE"
    assert blocked_by(made.build(), nobodys, "sender", family="ipv6")[0][0] == "ADDRESS_NOT_IN_USE"


# Answers by another way


def test_answers_to_what_goes_by_peering_may_come_back_by_a_transit_gateway() -> None:
    made = by_transit_gateway(two_vpcs()).peering("pcx", "one", "two").route("a", TWO, "pcx").route("b", ONE, "tgw")
    assert reaches(made.build(), "client", "server") == "unknown"
    made.change("table", propagations=())
    assert blocked_by(made.build(), "client", "server") == [("TGW_ROUTE_MISSING", "table")]


def test_the_acl_of_an_attachment_s_subnet_stops_the_answers_alone() -> None:
    made = by_transit_gateway(two_vpcs()).peering("pcx", "one", "two").route("a", TWO, "pcx").route("b", ONE, "tgw")
    made.vpc_id = "two"
    made.subnet("attached").change("attach-two", subnet_ids=("attached",))
    made.acl("acl", "attached", entry(100, "allow", ports=(443, 443)), entry(100, "allow", egress=True))
    assert blocked_by(made.build(), "client", "server") == [("NACL_INBOUND_RETURN", "acl")]


def test_answers_to_what_goes_by_a_transit_gateway_may_come_back_by_peering() -> None:
    made = by_transit_gateway(two_vpcs()).peering("pcx", "one", "two").route("a", TWO, "tgw").route("b", ONE, "pcx")
    assert reaches(made.build(), "client", "server") == "unknown"
    made.change("pcx", state="pending-acceptance")
    assert blocked_by(made.build(), "client", "server") == [("TGW_ROUTE_MISSING", "rtb-b")]


def test_an_office_to_which_the_answers_go_may_send_them_on() -> None:
    assert reaches(joined((ONE, "office")).build(), "client", "server") == "unknown"
    made = with_vpn_gateway(by_transit_gateway(two_vpcs()).route("a", TWO, "tgw"), "two", ONE).route("b", ONE, "vgw")
    assert reaches(made.build(), "client", "server") == "unknown"
    made.change("vgw", vpc_id=None)
    assert blocked_by(made.build(), "client", "server") == [("VGW_NOT_ATTACHED", "vgw")]


@pytest.mark.parametrize(("check", "expected"), [(False, "unknown"), (True, "blocked")])
def test_an_instance_passes_on_what_is_not_its_own_only_without_the_source_destination_check(
    check: bool, expected: str
) -> None:
    made = two_vpcs().peering("pcx", "one", "two").route("b", ONE, "pcx")
    made.add(host("firewall", "a", "one-open", private_ip_address="10.0.0.20", source_dest_check=check))
    made.route("a", TWO, "firewall")
    assert reaches(made.build(), "client", "server") == expected
    assert reaches(made.build(), "server", "client") == expected
