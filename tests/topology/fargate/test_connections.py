"""The connections that a user declares: from a workload to what it talks to."""

from typing import Any

import pytest

from topology.model import Unresolved

from ..asking import causes, flow, verdict
from ..builders import Network, network, rule
from ..reachability.hosts import ALL, host


def app(**fields: Any) -> Network:
    made = network().vpc().subnet("a", public=True).subnet("b", "b").group("app-group")
    return made.service("app", "a", ["app-group"], public_ip=True, **fields)


def test_a_database_that_lets_the_tasks_in_is_reached() -> None:
    made = (
        app()
        .group("db-group", [rule("app-group", 5432)])
        .database("db", "b", ["db-group"])
        .connection("app", "db", 5432)
    )
    assert verdict(made.build(), "application") == "reachable"


def test_a_database_that_does_not_is_not() -> None:
    made = (
        app()
        .group("db-group", [rule("app-group", 3306)])
        .database("db", "b", ["db-group"])
        .connection("app", "db", 5432)
    )
    assert causes(made.build(), "application") == [("PEER_SG_INGRESS", "db-group")]


def test_a_database_may_stand_in_any_of_its_subnets() -> None:
    made = (
        app()
        .group("db-group", [rule("app-group", 5432)])
        .acl("acl", "b")
        .database("db", ["a", "b"], ["db-group"])
        .connection("app", "db", 5432)
    )
    assert verdict(made.build(), "application") == "partial"


def test_a_database_whose_subnets_are_a_parameter_is_unknown() -> None:
    made = app().database("db", ()).connection("app", "db", 5432)
    topology = made.build(unresolved=(Unresolved(resource="db", property="subnets", reason="a parameter"),))
    assert verdict(topology, "application") == "unknown"


def test_another_service_is_reached_in_each_of_its_subnets() -> None:
    made = (
        app()
        .group("api-group", [rule("app-group", 8080)])
        .service("api", ["a", "b"], ["api-group"])
        .connection("app", "api", 8080)
    )
    assert verdict(made.build(), "application") == "reachable"
    made.acl("acl", "b")
    assert verdict(made.build(), "application") == "partial"


@pytest.mark.parametrize(
    "address", ["198.51.100.7", "198.51.100.0/24", "api.example.com", "https://api.example.com/v1", ""]
)
def test_a_host_outside_is_reached_with_a_way_out(address: str) -> None:
    made = app().external_host("partner", address).connection("app", "partner", 443)
    assert verdict(made.build(), "application") == "reachable"


def test_a_host_outside_is_not_reached_without_one() -> None:
    made = (
        network()
        .vpc()
        .subnet("a")
        .service("app", "a")
        .external_host("partner", "api.example.com")
        .connection("app", "partner", 443)
    )
    assert causes(made.build(), "application") == [("NO_ROUTE", "rtb-a")]


def test_egress_to_one_address_does_not_tell_where_a_name_leads() -> None:
    made = app().group("app-group", egress=[rule("198.51.100.7/32", 443)])
    made.external_host("by-name", "api.example.com").connection("app", "by-name", 443)
    assert verdict(made.build(), "application") == "unknown"
    made = app().group("app-group", egress=[rule("198.51.100.7/32", 443)])
    made.external_host("by-address", "198.51.100.7").connection("app", "by-address", 443)
    assert verdict(made.build(), "application") == "reachable"


def test_a_private_address_outside_is_not_reached_over_the_internet() -> None:
    made = app().external_host("office", "192.168.10.0/24").connection("app", "office", 443)
    assert causes(made.build(), "application") == [("IGW_PRIVATE_DESTINATION", "igw-vpc")]


def test_an_ipv6_address_is_reached_over_ipv6() -> None:
    made = network().vpc(ipv6=True).subnet("a", ipv6=True).egress_only().route("a", "::/0", "eigw").service("app", "a")
    made.external_host("partner", "2a00:1450::1").connection("app", "partner", 443)
    assert (flow(made.build(), "application").family, verdict(made.build(), "application")) == ("ipv6", "reachable")


def test_a_ping_needs_a_rule_for_icmp() -> None:
    made = app().group("host-group", [rule("app-group", protocol="icmp")]).add(host("server", "b", "host-group"))
    assert verdict(made.connection("app", "server", protocol="icmp").build(), "application") == "reachable"
    made.group("host-group", [rule("app-group", (0, 65535))])
    assert causes(made.build(), "application") == [("PEER_SG_INGRESS", "host-group")]


def test_every_protocol_needs_a_rule_for_all() -> None:
    made = (
        app()
        .group("host-group", [ALL])
        .add(host("server", "b", "host-group"))
        .connection("app", "server", protocol="all")
    )
    assert verdict(made.build(), "application") == "reachable"
    made.group("host-group", [rule("0.0.0.0/0", (0, 65535))])
    assert verdict(made.build(), "application") == "partial"


def test_a_load_balancer_is_reached_where_it_listens() -> None:
    made = app().group("lb-group", [rule("app-group", 80)]).group("api-group", [rule("lb-group", 8080)])
    made.service("api", ["a", "b"], ["api-group"]).load_balancer(
        "lb", ["a", "b"], ["lb-group"], service="api", scheme="internal"
    )
    assert verdict(made.connection("app", "lb", 80).build(), "application") == "reachable"
    assert ("LISTENER_PORT", "lb-targets") in causes(made.connection("app", "lb", 8443).build(), "application")


def test_a_connection_that_is_declared_is_needed() -> None:
    made = app().database("db", "b").connection("app", "db", 5432)
    assert flow(made.build(), "application").required
