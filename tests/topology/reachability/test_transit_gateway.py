"""Transit gateways: attachments, route tables, and the way back."""

from typing import Any

import pytest

from tests.topology.builders import Network, network, rule
from topology.checks import trace
from topology.model import (
    AttachmentAssociation,
    Topology,
    TransitGateway,
    TransitGatewayAttachment,
    TransitGatewayRoute,
    TransitGatewayRouteTable,
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
