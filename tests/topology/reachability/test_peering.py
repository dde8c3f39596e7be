"""VPC peering: a route on each side, references across it, and nothing beyond it."""

from typing import Any

from topology.model import RouteTable, Unresolved

from ..asking import blocked_by, reaches
from ..builders import Network, network, rule
from .hosts import ALL, host

THERE, BACK = ("a", "10.1.0.0/16", "pcx"), ("b", "10.0.0.0/16", "pcx")


def two_vpcs(*routes: tuple[str, str, str], ingress: Any = ALL, **fields: Any) -> Network:
    """`app` in subnet `a` of VPC `one`, `server` in subnet `b` of VPC `two`, and the peering connection `pcx`."""
    made = network().vpc("one").subnet("a").group("app-group").service("app", "a", ["app-group"])
    made.vpc("two", "10.1.0.0/16").subnet("b").group("server-group", [ingress]).add(host("server", "b", "server-group"))
    made.peering("pcx", "one", "two", **fields)
    for route in routes:
        made.route(*route)
    return made


def test_with_routes_on_both_sides_two_vpcs_are_joined() -> None:
    assert reaches(two_vpcs(THERE, BACK).build(), "app", "server") == "reachable"


def test_without_a_route_there_nothing_arrives() -> None:
    assert blocked_by(two_vpcs(BACK).build(), "app", "server") == [("PEERING_ROUTE_MISSING", "rtb-a")]


def test_without_a_route_back_nothing_is_answered() -> None:
    assert blocked_by(two_vpcs(THERE).build(), "app", "server") == [("PEERING_ROUTE_MISSING", "rtb-b")]


def test_a_route_back_that_is_a_black_hole_is_none() -> None:
    made = two_vpcs(THERE, BACK)
    table = made.resources["rtb-b"]
    assert isinstance(table, RouteTable)
    made.change("rtb-b", routes=tuple(r.changed(state="blackhole") for r in table.routes))
    assert blocked_by(made.build(), "app", "server") == [("BLACKHOLE_ROUTE", "rtb-b")]


def test_a_route_there_that_is_a_black_hole_is_none() -> None:
    made = two_vpcs(THERE, BACK)
    table = made.resources["rtb-a"]
    assert isinstance(table, RouteTable)
    made.change("rtb-a", routes=tuple(r.changed(state="blackhole") for r in table.routes))
    assert blocked_by(made.build(), "app", "server") == [("BLACKHOLE_ROUTE", "rtb-a")]


def test_a_more_specific_route_back_by_another_way_is_none() -> None:
    made = two_vpcs(THERE, BACK).internet_gateway("igw").route("b", "10.0.0.0/24", "igw")
    assert blocked_by(made.build(), "app", "server") == [("PEERING_ROUTE_MISSING", "rtb-b")]


def test_without_peering_there_is_no_route() -> None:
    assert blocked_by(two_vpcs().build().without("pcx"), "app", "server") == [("NO_ROUTE", "rtb-a")]


def test_a_peering_connection_that_nobody_accepted_carries_nothing() -> None:
    topology = two_vpcs(THERE, BACK, state="pending-acceptance").build()
    assert blocked_by(topology, "app", "server") == [("PEERING_NOT_ACTIVE", "pcx")]


def test_a_rule_may_refer_to_a_group_across_peering() -> None:
    assert reaches(two_vpcs(THERE, BACK, ingress=rule("app-group", 443)).build(), "app", "server") == "reachable"


def test_a_rule_cannot_refer_to_a_group_of_another_region() -> None:
    topology = two_vpcs(THERE, BACK, ingress=rule("app-group", 443), peer_region="eu-west-1").build()
    assert blocked_by(topology, "app", "server") == [("PEER_SG_INGRESS", "server-group")]


def test_peering_is_not_transitive() -> None:
    made = two_vpcs(THERE, BACK).vpc("three", "10.2.0.0/16").subnet("c").add(host("far", "c"))
    made.peering("pcx2", "two", "three").route("b", "10.2.0.0/16", "pcx2").route("c", "10.0.0.0/16", "pcx2").route(
        "a", "10.2.0.0/16", "pcx"
    )
    assert blocked_by(made.build(), "app", "far")[0] == ("PEERING_NOT_TRANSITIVE", "pcx")


def test_peering_does_not_lead_to_the_internet() -> None:
    made = two_vpcs(THERE, BACK).internet_gateway("igw").route("b", "0.0.0.0/0", "igw").route("a", "0.0.0.0/0", "pcx")
    assert blocked_by(made.build(), "app", "internet") == [("PEERING_NOT_TRANSITIVE", "pcx")]


def test_an_address_of_the_other_vpc_that_nobody_has_is_reached_by_nobody() -> None:
    assert blocked_by(two_vpcs(THERE, BACK).build(), "app", "10.1.200.1") == [("ADDRESS_NOT_IN_USE", "two")]


def test_peering_carries_ipv6_by_routes_of_its_own() -> None:
    made = (
        network().vpc("one", ipv6=True).subnet("a", ipv6=True).service("app", "a").vpc("two", "10.1.0.0/16", ipv6=True)
    )
    made.subnet("b", ipv6=True).group("g", [rule("::/0", 443)]).service("api", "b", ["g"]).peering("pcx", "one", "two")
    there, back = (made.resources[v].ipv6_cidr_blocks[0] for v in ("two", "one"))
    made.route("a", "10.1.0.0/16", "pcx").route("b", "10.0.0.0/16", "pcx").route("a", there, "pcx")
    assert blocked_by(made.build(), "app", "api", family="ipv6") == [("PEERING_ROUTE_MISSING", "rtb-b")]
    made.route("b", back, "pcx")
    assert reaches(made.build(), "app", "api", family="ipv6") == "reachable"


def test_which_vpcs_a_peering_connection_joins_may_be_a_parameter() -> None:
    made = two_vpcs(THERE, BACK).change("pcx", peer_vpc_id=None)
    topology = made.build(unresolved=(Unresolved(resource="pcx", property="peer_vpc_id", reason="a parameter"),))
    assert reaches(topology, "app", "server") == "unknown"


def test_which_routes_lead_back_may_be_open() -> None:
    topology = two_vpcs(THERE).build(
        unresolved=(Unresolved(resource="rtb-b", property="routes", reason="a parameter"),)
    )
    assert reaches(topology, "app", "server") == "unknown"


def test_which_table_leads_back_may_be_open() -> None:
    made = two_vpcs(THERE, BACK).change("rtb-b", associations=(), main=True)
    made.add(RouteTable(id="other", vpc_id="two"))
    topology = made.build(unresolved=(Unresolved(resource="other", property="associations", reason="a parameter"),))
    assert reaches(topology, "app", "server") == "unknown"


def test_two_vpcs_with_the_same_block_cannot_be_joined() -> None:
    made = (
        network()
        .vpc("one")
        .subnet("a")
        .service("app", "a")
        .vpc("two")
        .subnet("b")
        .group("open", [ALL])
        .add(host("server", "b", "open"))
    )
    made.peering("pcx", "one", "two").route("a", "10.0.0.0/16", "pcx").route("b", "10.0.0.0/16", "pcx")
    assert reaches(made.build(), "app", "server") == "blocked"
