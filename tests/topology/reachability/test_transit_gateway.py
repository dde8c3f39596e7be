"""Transit gateways: attachments, route tables, and the way back."""

from typing import Any

import pytest

from tests.topology.builders import Network, entry, network, rule
from topology.checks import trace
from topology.model import (
    AttachmentAssociation,
    Topology,
    TransitGateway,
    TransitGatewayAttachment,
    TransitGatewayRoute,
    TransitGatewayRouteTable,
    Unresolved,
    VpnConnection,
)


def attach(net: Network, id: str, vpc: str, *subnets: str, **fields: Any) -> Network:
    return net.add(TransitGatewayAttachment(id=id, transit_gateway_id="tgw", vpc_id=vpc, subnet_ids=subnets, **fields))


def joined(**gateway: Any) -> Network:
    """Two VPCs, each with a subnet in zone a, attached to one transit gateway and routed to each other."""
    net = (
        network()
        .add(TransitGateway(id="tgw", **gateway))
        .vpc("one", "10.0.0.0/16")
        .subnet("app")
        .group("app-group")
        .service("app-service", "app", ["app-group"])
        .vpc("two", "10.1.0.0/16")
        .subnet("data")
        .group("data-group", [rule("10.0.0.0/16", 5432)])
        .database("db", "data", ["data-group"])
        .route("app", "10.1.0.0/16", "tgw")
        .route("data", "10.0.0.0/16", "tgw")
    )
    return attach(attach(net, "attach-one", "one", "app"), "attach-two", "two", "data")


def verdict(topology: Topology, to: str = "db", port: int = 5432) -> tuple[str, list[tuple[str, str | None]]]:
    report = trace(topology, "app-service", to, "tcp", port)
    return report["verdict"], [(b["cause"], b["resource"]) for b in report["blockers"]]


def test_attached_vpcs_reach_each_other_by_the_default_route_table() -> None:
    assert verdict(joined().build()) == ("reachable", [])


def test_without_default_propagation_the_gateway_knows_no_route() -> None:
    found, blockers = verdict(joined(default_route_table_propagation="disable").build())
    assert (found, blockers) == ("blocked", [("TGW_ROUTE_MISSING", None)])


def test_without_an_association_nothing_is_routed() -> None:
    found, blockers = verdict(joined(default_route_table_association="disable").build())
    assert found == "blocked"
    assert blockers[0] == ("TGW_ROUTE_MISSING", "attach-one")


def test_the_reply_needs_a_route_in_the_other_vpc() -> None:
    net = joined()
    found, blockers = verdict(net.change("rtb-data", routes=()).build())
    assert (found, blockers) == ("blocked", [("TGW_ROUTE_MISSING", "rtb-data")])


def test_a_zone_without_an_attachment_subnet_cannot_reach_the_gateway() -> None:
    net = joined()
    net.vpc_id = "one"
    net.subnet("app-b", "b").route("app-b", "10.1.0.0/16", "tgw").change("app-service", subnets=("app-b",))
    assert verdict(net.build()) == ("blocked", [("TGW_NOT_IN_AZ", "attach-one")])


def test_in_a_zone_that_is_not_said_an_attachment_may_have_a_subnet_or_not() -> None:
    net = joined()
    net.vpc_id = "one"
    net.subnet("app-b", availability_zone=None).route("app-b", "10.1.0.0/16", "tgw")
    assert verdict(net.change("app-service", subnets=("app-b",)).build()) == ("unknown", [])
    assert verdict(joined().change("app", availability_zone=None).build()) == ("reachable", [])


def test_a_vpc_that_is_not_attached_reaches_nothing() -> None:
    net = joined()
    del net.resources["attach-one"]
    found, blockers = verdict(net.build())
    assert found == "blocked"
    assert blockers[0] == ("TGW_NOT_ATTACHED", "tgw")


def test_a_static_blackhole_is_more_specific_than_what_is_propagated() -> None:
    ends = tuple(AttachmentAssociation(transit_gateway_attachment_id=i) for i in ("attach-one", "attach-two"))
    table = TransitGatewayRouteTable(
        id="tgw-table", transit_gateway_id="tgw", associations=ends, propagations=ends,
        routes=(TransitGatewayRoute(destination_cidr_block="10.1.0.0/24", blackhole=True),),
    )  # fmt: skip
    assert verdict(joined().add(table).build()) == ("blocked", [("BLACKHOLE_ROUTE", "tgw-table")])


@pytest.mark.parametrize(("support", "expected"), [("enable", "reachable"), ("disable", "blocked")])
def test_a_group_is_named_across_the_gateway_only_where_that_is_enabled(support: str, expected: str) -> None:
    net = joined(security_group_referencing_support=support)
    net.change("data-group", security_group_ingress=(rule("app-group", 5432),))
    assert verdict(net.build())[0] == expected


def central_egress() -> Network:
    """Isolated tasks whose default route leads through the gateway to a VPC with a NAT gateway."""
    net = (
        network()
        .add(
            TransitGateway(
                id="tgw", default_route_table_association="disable", default_route_table_propagation="disable"
            )
        )
        .vpc("spoke", "10.0.0.0/16")
        .subnet("app")
        .group("app-group")
        .service("app-service", "app", ["app-group"])
        .vpc("hub", "10.9.0.0/16")
        .subnet("hub-public", public=True)
        .nat("nat", "hub-public")
        .subnet("hub-attach", nat="nat")
        .route("app", "0.0.0.0/0", "tgw")
        .route("hub-public", "10.0.0.0/16", "tgw")
    )
    attach(attach(net, "attach-spoke", "spoke", "app"), "attach-hub", "hub", "hub-attach")
    spokes = TransitGatewayRouteTable(
        id="spokes", transit_gateway_id="tgw", associations=(AttachmentAssociation(transit_gateway_attachment_id="attach-spoke"),),
        routes=(TransitGatewayRoute(destination_cidr_block="0.0.0.0/0", transit_gateway_attachment_id="attach-hub"),),
    )  # fmt: skip
    hub = TransitGatewayRouteTable(
        id="hub-table", transit_gateway_id="tgw", associations=(AttachmentAssociation(transit_gateway_attachment_id="attach-hub"),),
        propagations=(AttachmentAssociation(transit_gateway_attachment_id="attach-spoke"),),
    )  # fmt: skip
    return net.add(spokes, hub)


def test_tasks_reach_the_internet_through_the_nat_gateway_of_a_hub() -> None:
    assert verdict(central_egress().build(), "internet", 443) == ("reachable", [])


def test_the_hub_s_nat_gateway_needs_the_route_back_to_the_spoke() -> None:
    net = central_egress()
    held = net.resources["rtb-hub-public"].routes
    net.change("rtb-hub-public", routes=tuple(r for r in held if r.transit_gateway_id is None))
    assert verdict(net.build(), "internet", 443) == ("blocked", [("TGW_ROUTE_MISSING", "rtb-hub-public")])


def test_the_hub_s_route_table_needs_the_spoke_s_addresses() -> None:
    net = central_egress().change("hub-table", propagations=())
    assert verdict(net.build(), "internet", 443) == ("blocked", [("TGW_ROUTE_MISSING", "hub-table")])


def test_a_default_route_that_leads_the_answers_elsewhere_is_a_route_missing_in_its_table() -> None:
    everything = TransitGatewayRoute(destination_cidr_block="0.0.0.0/0", transit_gateway_attachment_id="attach-hub")
    net = central_egress().change("hub-table", propagations=(), routes=(everything,))
    assert verdict(net.build(), "internet", 443) == ("blocked", [("TGW_ROUTE_MISSING", "hub-table")])


def acl_at_the_attachments(*entries: Any) -> Network:
    """The attachments in subnets of their own, with an ACL for those."""
    net = joined()
    net.vpc_id = "one"
    net.subnet("attach-sub-one").acl("acl-one", "attach-sub-one", *entries)
    net.vpc_id = "two"
    net.subnet("attach-sub-two").acl("acl-two", "attach-sub-two", *entries)
    net.change("attach-one", subnet_ids=("attach-sub-one",)).change("attach-two", subnet_ids=("attach-sub-two",))
    return net


def test_the_acls_of_the_attachments_subnets_have_to_let_request_and_answer_through() -> None:
    request_in, request_out = (
        entry(100, "allow", ports=(5432, 5432)),
        entry(100, "allow", ports=(5432, 5432), egress=True),
    )
    answer_in, answer_out = (
        entry(110, "allow", ports=(32768, 65535)),
        entry(110, "allow", ports=(32768, 65535), egress=True),
    )
    everything = (request_in, request_out, answer_in, answer_out)
    assert verdict(acl_at_the_attachments(*everything).build())[0] == "reachable"
    found = [
        set(verdict(acl_at_the_attachments(*(e for e in everything if e is not gone)).build())[1])
        for gone in everything
    ]
    assert found == [{("NACL_INBOUND", "acl-one")}, {("NACL_OUTBOUND", "acl-two")},
                     {("NACL_INBOUND_RETURN", "acl-two")}, {("NACL_OUTBOUND_RETURN", "acl-one")}]  # fmt: skip


# Peering between transit gateways


def peered(*, there: bool = True, back: bool = True, **peering: Any) -> Network:
    """Two VPCs, each attached to a transit gateway of its own, which are peered; static routes each way."""
    net = joined().add(TransitGateway(id="far-tgw")).change("attach-two", transit_gateway_id="far-tgw")
    net.change("rtb-data", routes=()).route("data", "10.0.0.0/16", "far-tgw")
    net.add(
        TransitGatewayAttachment(
            id="peering", transit_gateway_id="tgw", resource_type="peering", **{"peer_transit_gateway_id": "far-tgw", **peering}
        )
    )  # fmt: skip
    for gateway, own, cidr, wanted in (
        ("tgw", "attach-one", "10.1.0.0/16", there),
        ("far-tgw", "attach-two", "10.0.0.0/16", back),
    ):
        ends = tuple(AttachmentAssociation(transit_gateway_attachment_id=i) for i in (own, "peering"))
        static = (TransitGatewayRoute(destination_cidr_block=cidr, transit_gateway_attachment_id="peering"),)
        net.add(
            TransitGatewayRouteTable(
                id=f"{gateway}-table", transit_gateway_id=gateway, associations=ends, propagations=ends, routes=static if wanted else ()
            )
        )  # fmt: skip
    return net


def test_peered_transit_gateways_join_their_vpcs_by_static_routes() -> None:
    assert verdict(peered().build()) == ("reachable", [])


def test_a_peering_attachment_brings_no_routes_either_way() -> None:
    assert verdict(peered(there=False).build()) == ("blocked", [("TGW_ROUTE_MISSING", "tgw-table")])
    assert verdict(peered(back=False).build()) == ("blocked", [("TGW_ROUTE_MISSING", "far-tgw-table")])


def test_a_peering_attachment_to_a_gateway_that_is_not_in_the_input_leaves_it_open() -> None:
    assert verdict(peered(peer_transit_gateway_id=None).build())[0] == "unknown"


def test_a_deleted_peering_attachment_is_a_black_hole() -> None:
    assert verdict(peered(state="deleted").build())[1] == [
        ("BLACKHOLE_ROUTE", "tgw-table"), ("BLACKHOLE_ROUTE", "far-tgw-table"),
    ]  # fmt: skip


def test_gateways_that_send_to_each_other_in_a_circle_lead_nowhere() -> None:
    net = peered()
    static = (TransitGatewayRoute(destination_cidr_block="10.1.0.0/16", transit_gateway_attachment_id="peering"),)
    found = verdict(net.change("far-tgw-table", routes=static, propagations=()).build())
    assert found[0] == "blocked"
    assert ("TGW_ROUTE_MISSING", "tgw") in found[1]


def test_the_table_that_leads_elsewhere_is_named_though_the_traffic_came_by_another_gateway() -> None:
    net = peered().vpc("three", "10.2.0.0/16").subnet("else")
    net = attach(net, "attach-three", "three", "else").change("attach-three", transit_gateway_id="far-tgw")
    wide = (TransitGatewayRoute(destination_cidr_block="10.1.0.0/16", transit_gateway_attachment_id="attach-three"),)
    back = (TransitGatewayRoute(destination_cidr_block="10.0.0.0/16", transit_gateway_attachment_id="peering"),)
    topology = net.change("far-tgw-table", routes=(*wide, *back), propagations=()).build()
    assert verdict(topology) == ("blocked", [("TGW_ROUTE_MISSING", "far-tgw-table")])
    (blocker,) = trace(topology, "app-service", "db", "tcp", 5432)["blockers"]
    assert "far-tgw-table sends the traffic to attachment attach-three" in blocker["message"]


def test_groups_are_not_named_across_peered_gateways() -> None:
    net = peered().change("tgw", security_group_referencing_support="enable")
    net.change("far-tgw", security_group_referencing_support="enable")
    net.change("data-group", security_group_ingress=(rule("app-group", 5432),))
    assert verdict(net.build()) == ("blocked", [("PEER_SG_INGRESS", "data-group")])


# VPN and Direct Connect of a transit gateway


def with_office(*routes: TransitGatewayRoute, kind: Any = "vpn") -> Network:
    """The first VPC, and an attachment that is no VPC's, in one route table."""
    net = joined().route("app", "192.168.0.0/16", "tgw")
    net.add(TransitGatewayAttachment(id="office", transit_gateway_id="tgw", resource_type=kind))
    ends = tuple(AttachmentAssociation(transit_gateway_attachment_id=i) for i in ("attach-one", "attach-two", "office"))
    return net.add(
        TransitGatewayRouteTable(
            id="table", transit_gateway_id="tgw", associations=ends, propagations=ends, routes=routes
        )
    )


OFFICE_ROUTE = TransitGatewayRoute(destination_cidr_block="192.168.0.0/16", transit_gateway_attachment_id="office")


@pytest.mark.parametrize("kind", ["vpn", "direct-connect-gateway", "connect"])
def test_a_static_route_of_the_gateway_says_what_lies_behind_an_attachment(kind: str) -> None:
    net = with_office(OFFICE_ROUTE, kind=kind)
    assert verdict(net.build(), "192.168.7.9") == ("reachable", [])
    assert trace(net.build(), "192.168.7.9", "app-service", "tcp", 80)["verdict"] == "blocked"  # its group
    net.change("app-group", security_group_ingress=(rule("192.168.0.0/16", 80),))
    assert trace(net.build(), "192.168.7.9", "app-service", "tcp", 80)["verdict"] == "reachable"


def test_what_an_attachment_announces_by_bgp_is_not_in_the_input() -> None:
    assert verdict(with_office().build(), "192.168.7.9")[0] == "unknown"


def test_routes_that_a_snapshot_lists_of_the_gateway_are_all_there_are() -> None:
    listed = TransitGatewayRoute(
        destination_cidr_block="192.168.0.0/16", transit_gateway_attachment_id="office", propagated=True
    )
    assert verdict(with_office(listed).build(), "192.168.7.9") == ("reachable", [])
    net = with_office(listed).route("app", "172.16.0.0/12", "tgw")
    assert verdict(net.build(), "172.16.0.9") == ("blocked", [("TGW_ROUTE_MISSING", "table")])


def test_an_office_to_which_the_gateway_sends_for_another_vpc_may_send_it_on() -> None:
    astray = TransitGatewayRoute(destination_cidr_block="10.1.0.0/24", transit_gateway_attachment_id="office")
    assert verdict(with_office(astray).build()) == ("unknown", [])
    assert verdict(with_office(astray).build(), port=22) == ("blocked", [("PEER_SG_INGRESS", "data-group")])


def test_the_office_needs_the_way_back_in_the_route_table_of_its_attachment() -> None:
    net = with_office(OFFICE_ROUTE)
    ends = tuple(AttachmentAssociation(transit_gateway_attachment_id=i) for i in ("attach-one", "attach-two"))
    net.change("table", associations=ends)
    net.add(
        TransitGatewayRouteTable(
            id="office-table", transit_gateway_id="tgw", associations=(AttachmentAssociation(transit_gateway_attachment_id="office"),)
        )
    )  # fmt: skip
    assert verdict(net.build(), "192.168.7.9") == ("blocked", [("TGW_ROUTE_MISSING", "office-table")])


def test_a_vpn_connection_of_the_gateway_may_announce_what_no_route_table_says() -> None:
    net = joined().route("app", "192.168.0.0/16", "tgw").add(VpnConnection(id="vpn", transit_gateway_id="tgw"))
    assert verdict(net.build(), "192.168.7.9")[0] == "unknown"
    net.change("vpn", static_routes_only=True)
    assert verdict(net.build(), "192.168.7.9") == ("blocked", [("TGW_ROUTE_MISSING", None)])


def test_a_route_table_whose_associations_are_not_known_may_be_the_attachments() -> None:
    net = joined().add(TransitGatewayRouteTable(id="other", transit_gateway_id="tgw"))
    unknown = Unresolved(resource="other", property="associations", reason="a parameter")
    assert verdict(net.build(unresolved=(unknown,)))[0] == "unknown"


# Private NAT


def test_a_private_nat_gateway_hides_overlapping_addresses_from_the_other_vpc() -> None:
    net = joined().change("data-group", security_group_ingress=(rule("10.0.1.0/24", 5432),))
    net.vpc_id = "one"
    net.subnet("routable").nat("nat", "routable", connectivity_type="private").change("rtb-app", routes=())
    net.route("app", "10.1.0.0/16", "nat").route("routable", "10.1.0.0/16", "tgw")
    assert verdict(net.build()) == ("reachable", [])
    net.change("rtb-routable", routes=())
    assert verdict(net.build()) == ("blocked", [("NO_ROUTE", "rtb-routable")])


def test_a_group_is_not_named_through_a_nat_gateway() -> None:
    net = joined(security_group_referencing_support="enable")
    net.change("data-group", security_group_ingress=(rule("app-group", 5432),))
    net.vpc_id = "one"
    net.subnet("routable").nat("nat", "routable", connectivity_type="private").change("rtb-app", routes=())
    net.route("app", "10.1.0.0/16", "nat").route("routable", "10.1.0.0/16", "tgw")
    assert verdict(net.build()) == ("blocked", [("PEER_SG_INGRESS", "data-group")])
