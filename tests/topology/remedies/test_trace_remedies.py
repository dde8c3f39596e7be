"""What would let a blocked trace through: as narrow as it can be, and verified on the changed topology."""

from typing import Any

import pytest

from topology.checks import trace
from topology.cli.text import trace_text
from topology.model import (
    AttachmentAssociation,
    ElasticIp,
    Topology,
    TransitGateway,
    TransitGatewayAttachment,
    TransitGatewayRoute,
    TransitGatewayRouteTable,
    VpnConnection,
    VpnGateway,
    VpnStaticRoute,
)
from topology.model.applying import apply
from topology.model.changes import parse

from ..builders import Network, network, rule
from ..reachability.hosts import ALL, host

OUT = [rule("0.0.0.0/0", protocol="-1")]


def offered(topology: Topology, source: str, destination: str, port: int | None = 443, **which: Any) -> list[list[Any]]:
    """The changes of each remedy of a blocked trace; applied, each lets it through."""
    report = trace(topology, source, destination, "tcp", port, **which)
    assert report["verdict"] in ("blocked", "partial")
    for remedy in report["remedies"]:
        changed = apply(topology, parse(remedy["changes"]))
        assert remedy["verified"]
        assert trace(changed, source, destination, "tcp", port, remedies=False, **which)["verdict"] == "reachable"
    return [r["changes"] for r in report["remedies"]]


def closed() -> Network:
    """A host and a service in one VPC, whose group lets nobody in."""
    made = network().vpc().subnet("a", public=True).subnet("b", "b").group("clients", [], OUT).group("web", [], OUT)
    return made.add(host("client", "a", "clients", private_ip_address="10.0.0.10")).service("app", "b", ["web"])


def test_a_closed_group_is_opened_for_the_group_of_the_client() -> None:
    ((change,),) = offered(closed().build(), "client", "app", 8080)
    assert (change["id"], change["property"]) == ("web", "security_group_ingress")
    assert change["value"] == {
        "ip_protocol": "tcp",
        "from_port": 8080,
        "to_port": 8080,
        "referenced_group_id": "clients",
    }


def test_a_closed_group_is_opened_for_an_address_and_never_for_the_whole_internet() -> None:
    made = closed().change("app", subnets=("a",), assign_public_ip="ENABLED").build()
    ((change,),) = offered(made, "203.0.113.9", "app", 8080)
    assert change["value"]["cidr_ipv4"] == "203.0.113.9/32"
    assert offered(made, "internet", "app", 8080) == []


def test_a_task_that_the_internet_is_to_reach_is_given_a_public_ip() -> None:
    made = closed().change("app", subnets=("a",)).change("web", security_group_ingress=(rule("0.0.0.0/0", 8080),))
    ((change,),) = offered(made.build(), "internet", "app", 8080)
    assert (change["id"], change["values"]) == ("app", {"assign_public_ip": "ENABLED"})


def test_an_instance_is_given_a_public_ip_too() -> None:
    made = closed()
    ((change,),) = offered(made.build(), "client", "internet")
    assert (change["id"], change["values"]) == ("client", {"associate_public_ip_address": True})


def test_what_blocks_behind_the_first_obstacle_is_removed_as_well() -> None:
    made = closed().change("clients", security_group_egress=()).change("app", subnets=("a",))
    (changes,) = offered(made.build(), "client", "app", 8080)
    assert {(c["id"], c["property"]) for c in changes} == {
        ("clients", "security_group_egress"), ("web", "security_group_ingress"),
    }  # fmt: skip


def joined(**attachment: Any) -> Network:
    """A host and a service in two VPCs on one transit gateway, without routes to it."""
    made = closed().add(TransitGateway(id="tgw")).vpc("far", "10.9.0.0/16").subnet("there").subnet("there-b", "b")
    made.group("far-web", [ALL], OUT).service("beyond", "there", ["far-web"])
    made.add(TransitGatewayAttachment(id="near-end", transit_gateway_id="tgw", vpc_id="vpc", subnet_ids=("a",)))
    return made.add(
        TransitGatewayAttachment(
            id="far-end", transit_gateway_id="tgw", vpc_id="far", **{"subnet_ids": ("there",), **attachment}
        )
    )


def test_a_zone_is_attached_to_the_transit_gateway() -> None:
    made = joined(subnet_ids=("there-b",)).route("a", "10.9.0.0/16", "tgw").route("there", "10.0.0.0/16", "tgw")
    ((change,),) = offered(made.build(), "client", "beyond", 8080)
    assert (change["id"], change["property"], change["value"]) == ("far-end", "subnet_ids", "there")


def test_the_route_back_through_a_transit_gateway_is_added() -> None:
    made = joined().route("a", "10.9.0.0/16", "tgw")
    ((change,),) = offered(made.build(), "client", "beyond", 8080)
    assert (change["id"], change["value"]) == (
        "rtb-there",
        {"destination_cidr_block": "10.0.0.0/16", "transit_gateway_id": "tgw"},
    )


@pytest.mark.parametrize(
    ("dropped", "routes"),
    [
        ("10.9.0.0/16", [("10.9.0.0/16", "far-end")]),
        ("10.0.0.0/8", [("10.0.0.0/8", None), ("10.9.0.0/16", "far-end")]),
        ("10.9.0.0/17", [("10.9.0.0/16", "far-end")]),
    ],
)
def test_what_a_transit_gateway_drops_is_led_to_the_vpc_that_it_is_for(
    dropped: str, routes: list[tuple[str, str | None]]
) -> None:
    made = joined().route("a", "10.9.0.0/16", "tgw").route("there", "10.0.0.0/16", "tgw")
    both = tuple(AttachmentAssociation(transit_gateway_attachment_id=i) for i in ("near-end", "far-end"))
    home = TransitGatewayRoute(destination_cidr_block="10.0.0.0/16", transit_gateway_attachment_id="near-end")
    hole = TransitGatewayRoute(destination_cidr_block=dropped, blackhole=True)
    made.add(TransitGatewayRouteTable(id="hub", transit_gateway_id="tgw", associations=both, routes=(home, hole)))
    ((change,),) = offered(made.build(), "client", "beyond", 8080)
    found = [(r["destination_cidr_block"], r.get("transit_gateway_attachment_id")) for r in change["values"]["routes"]]
    assert (change["id"], found) == ("hub", [("10.0.0.0/16", "near-end"), *routes])


def test_across_vpcs_the_subnet_of_the_client_is_let_in_where_its_group_cannot_be_named() -> None:
    made = (
        joined()
        .route("a", "10.9.0.0/16", "tgw")
        .route("there", "10.0.0.0/16", "tgw")
        .change("far-web", security_group_ingress=())
    )
    ((change,),) = offered(made.build(), "client", "beyond", 8080)
    assert change["value"]["cidr_ipv4"] == "10.0.0.0/24"


def test_an_instance_that_forwards_needs_its_source_and_destination_check_off() -> None:
    made = (
        closed()
        .group("nat-group", [ALL], OUT)
        .add(host("nat", "a", "nat-group", associate_public_ip_address=True))
        .route("b", "0.0.0.0/0", "nat")
    )
    found = offered(made.build(), "app", "internet")
    assert [{"op": "set", "id": "nat", "values": {"source_dest_check": False}}] in found


def test_a_vpn_gateway_is_attached() -> None:
    made = closed().add(
        VpnGateway(id="vgw"),
        VpnConnection(
            id="vpn", vpn_gateway_id="vgw", static_routes_only=True, routes=(VpnStaticRoute(destination_cidr_block="192.168.0.0/16"),)
        ),
    ).route("a", "192.168.0.0/16", "vgw")  # fmt: skip
    ((change,),) = offered(made.build(), "client", "192.168.7.9")
    assert (change["id"], change["values"]) == ("vgw", {"vpc_id": "vpc"})


def test_what_is_reached_and_what_is_open_needs_no_remedy() -> None:
    made = closed().add(ElasticIp(id="eip", instance_id="client")).build()
    assert trace(made, "client", "internet", "tcp", 443)["remedies"] == []
    assert trace(made, "internet", "8.8.8.8", "tcp", 443)["remedies"] == []


def test_the_text_of_a_trace_names_what_would_let_it_through_and_the_largest_packet() -> None:
    blocked = trace_text(trace(closed().build(), "client", "app", "tcp", 8080), "client", "app")
    assert "→ lets it through: Let TCP 8080 in from clients in security group web" in blocked
    open_ = closed().change("web", security_group_ingress=(rule("clients", 8080),)).build()
    assert "Largest packet: 9001 bytes" in trace_text(trace(open_, "client", "app", "tcp", 8080), "client", "app")
