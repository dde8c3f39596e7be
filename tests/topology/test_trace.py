"""A trace from any end to any end, and the shape of its report."""

import json
from typing import Any

import pytest

from topology.checks.trace import EndError, trace
from topology.model import NetworkInterface, Topology

from .asking import blocked_by, reaches
from .builders import Network, network, rule
from .reachability.hosts import ALL, ALL6, host


def web() -> Network:
    """`web` in two public subnets, `db` in a private one."""
    made = (
        network()
        .vpc()
        .subnet("a", public=True)
        .subnet("b", "b", public=True)
        .subnet("data")
        .group("web-group", [rule(port=443)])
    )
    made.group("db-group", [rule("web-group", 5432)]).service("web", ["a", "b"], ["web-group"], public_ip=True)
    return made.database("db", "data", ["db-group"])


def report(topology: Topology, source: str, destination: str, port: int | None = 443, **fields: Any) -> dict[str, Any]:
    return trace(topology, source, destination, "tcp", port, **fields)


def test_the_report_has_the_fields_of_the_command_line_and_is_json() -> None:
    found = report(web().build(), "web", "db", 5432)
    assert set(found) >= {
        "verdict",
        "path",
        "return_path",
        "blockers",
        "placements",
        "allowed",
        "assumptions",
        "remedies",
    }
    assert json.loads(json.dumps(found)) == found


def test_the_path_names_every_hop_in_order() -> None:
    path = [(h["kind"], h["resource"]) for h in report(web().build(), "web", "db", 5432)["path"]]
    assert path == [
        ("task", "web"),
        ("security-group", "web-group"),
        ("route-table", "rtb-a"),
        ("security-group", "db-group"),
        ("database", "db"),
    ]


def test_a_workload_is_traced_from_each_of_its_subnets() -> None:
    found = report(web().build(), "web", "db", 5432)
    assert [(p["subnet"], p["verdict"]) for p in found["placements"]] == [("a", "reachable"), ("b", "reachable")]


def test_where_the_subnets_differ_the_trace_is_partial() -> None:
    made = web().acl("acl", "b")
    found = report(made.build(), "web", "db", 5432)
    assert found["verdict"] == "partial"
    assert [(p["subnet"], p["verdict"]) for p in found["placements"]] == [("a", "reachable"), ("b", "blocked")]
    assert found["blockers"][0]["cause"] == "NACL_OUTBOUND"


def test_a_workload_is_traced_to_each_of_its_subnets() -> None:
    found = report(web().acl("acl", "b").build(), "internet", "web")
    assert [(p["subnet"], p["verdict"]) for p in found["placements"]] == [("a", "reachable"), ("b", "blocked")]


def test_a_blocker_has_a_cause_a_code_of_aws_a_resource_and_a_message() -> None:
    blocker = report(web().build(), "web", "db", 3306)["blockers"][0]
    assert (blocker["cause"], blocker["aws_code"], blocker["resource"]) == (
        "PEER_SG_INGRESS",
        "ENI_SG_RULES_MISMATCH",
        "db-group",
    )
    assert "db-group" in blocker["message"]
    assert "3306" in blocker["message"]


def test_at_most_five_blockers_are_named_nearest_first() -> None:
    made = network().vpc("one").subnet("a").group("ga", egress=[]).service("app", "a", ["ga"]).acl("acl-a", "a")
    made.vpc("two", "10.1.0.0/16").subnet("b").group("gb").add(host("server", "b", "gb")).acl("acl-b", "b").peering(
        "pcx", "one", "two"
    )
    found = blocked_by(made.build(), "app", "server")
    assert found == [
        ("TASK_SG_EGRESS", "ga"),
        ("NACL_OUTBOUND", "acl-a"),
        ("PEERING_ROUTE_MISSING", "rtb-a"),
        ("NACL_INBOUND", "acl-b"),
        ("PEER_SG_INGRESS", "gb"),
    ]


def test_what_gets_through_is_described() -> None:
    assert report(web().build(), "web", "db", None)["allowed"].startswith("tcp 5432 to 10.0.2.")
    assert report(web().build(), "web", "db", 3306)["allowed"] == ""


def test_without_a_port_every_port_is_asked_for() -> None:
    assert report(web().build(), "web", "db", None)["verdict"] == "partial"
    made = web().group("db-group", [ALL])
    assert report(made.build(), "web", "db", None)["verdict"] == "reachable"


def test_from_a_workload_to_itself_is_to_another_of_its_tasks() -> None:
    assert blocked_by(web().build(), "web", "web", 8080) == [("TASK_SG_INGRESS", "web-group")]
    made = web().group("web-group", [rule("web-group", 8080)])
    assert reaches(made.build(), "web", "web", 8080) == "reachable"


def test_a_public_and_a_private_address_name_the_interface_that_holds_them() -> None:
    made = web().add(host("server", "data", "db-group", private_ip_address="10.0.2.77"))
    assert reaches(made.build(), "web", "10.0.2.77", 5432) == "reachable"
    made.add(
        NetworkInterface(
            id="eni", subnet_id="data", security_group_ids=("db-group",), private_ip_addresses=("10.0.2.78",)
        )
    )
    assert reaches(made.build(), "web", "10.0.2.78", 5432) == "reachable"
    assert reaches(made.build(), "web", "eni", 5432) == "reachable"


def test_an_ipv6_address_is_found_however_it_is_written() -> None:
    made = network().vpc(ipv6=True).subnet("a", ipv6=True).group("g", [ALL6]).service("app", "a", ["g"])
    made.add(host("server", "a", "g", ipv6_addresses=("2600:1f18:100::a",)))
    for text in ("2600:1f18:100::a", "2600:1f18:0100:0:0:0:0:000a", "2600:1F18:100::A"):
        assert reaches(made.build(), "app", text) == "reachable"


def test_the_family_is_that_of_the_address() -> None:
    made = network().vpc(ipv6=True).subnet("a", public=True, ipv6=True).service("app", "a")
    assert reaches(made.build(), "app", "2a00:1450::1") == "reachable"
    assert blocked_by(made.build(), "app", "198.51.100.9") == [("NO_PUBLIC_IP", "app")]


def test_an_address_that_nobody_has_is_not_reached() -> None:
    assert blocked_by(web().build(), "web", "10.0.2.200", 5432)[-1] == ("ADDRESS_NOT_IN_USE", "data")
    assert blocked_by(web().build(), "web", "10.0.200.1", 5432) == [("ADDRESS_NOT_IN_USE", "vpc")]


def test_an_address_that_nobody_has_sends_without_groups_and_public_address() -> None:
    made = web().group("db-group", [rule("10.0.2.0/24", 5432)])
    assert reaches(made.build(), "10.0.2.200", "db", 5432) == "reachable"
    assert blocked_by(web().build(), "10.0.2.200", "db", 5432) == [("PEER_SG_INGRESS", "db-group")]
    assert blocked_by(web().build(), "10.0.0.200", "internet") == [("NO_PUBLIC_IP", None)]


def test_between_two_ends_outside_nothing_is_known() -> None:
    assert reaches(web().build(), "internet", "198.51.100.9") == "unknown"


def test_an_external_host_is_an_end() -> None:
    made = web().external_host("partner", "198.51.100.7")
    assert reaches(made.build(), "partner", "web") == "reachable"
    assert reaches(made.build(), "web", "partner") == "reachable"


@pytest.mark.parametrize("end", ["nowhere", "", "10.0.0.0/33", "vpc", "web-group"])
def test_an_end_that_is_nothing_is_refused(end: str) -> None:
    with pytest.raises(EndError):
        report(web().build(), "web", end)
    with pytest.raises(EndError):
        report(web().build(), end, "web")


def test_a_protocol_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="nonsense"):
        trace(web().build(), "web", "db", "nonsense", 1)


def test_protocols_go_by_name_and_by_number() -> None:
    topology = web().build()
    assert trace(topology, "web", "db", "6", 5432)["verdict"] == "reachable"
    assert trace(topology, "web", "db", "udp", 5432)["verdict"] == "blocked"
    assert trace(topology, "web", "db", "all", None)["verdict"] == "partial"


def test_every_kind_of_end_with_an_interface_can_be_traced() -> None:
    made = (
        web()
        .file_system("fs", "data")
        .load_balancer("lb", ["a", "b"], ["web-group"], service="web")
        .interface_endpoint("logs", "data", ["db-group"])
    )
    topology = made.nat("nat", "a").add(host("server", "a", "web-group")).build()
    for end in ("web", "db", "fs", "lb", "logs-endpoint", "nat", "server"):
        assert trace(topology, "server", end, "tcp", 443)["verdict"] in ("reachable", "blocked", "partial", "unknown")
        assert trace(topology, end, "server", "tcp", 443)["verdict"] in ("reachable", "blocked", "partial", "unknown")


def test_a_public_database_is_reached_from_the_internet() -> None:
    made = web().subnet("pub-data", public=True).group("db-group", [ALL]).database("db", "pub-data", ["db-group"])
    assert blocked_by(made.change("db", publicly_accessible=False).build(), "internet", "db", 5432) == [
        ("NO_PUBLIC_IP", "db")
    ]
    assert reaches(made.change("db", publicly_accessible=True).build(), "internet", "db", 5432) == "reachable"
    assert reaches(made.change("db", publicly_accessible=None).build(), "internet", "db", 5432) == "unknown"


def test_a_database_speaks_ipv4_unless_it_says_otherwise() -> None:
    made = (
        network()
        .vpc(ipv6=True)
        .subnet("a", ipv6=True)
        .group("g", [ALL6])
        .service("app", "a", ["g"])
        .database("db", "a", ["g"])
    )
    assert blocked_by(made.build(), "app", "db", 5432, family="ipv6") == [("NO_IPV6_ADDRESS_ASSIGNED", "db")]
    assert (
        reaches(made.change("db", properties={"NetworkType": "DUAL"}).build(), "app", "db", 5432, family="ipv6")
        == "reachable"
    )


def test_the_answer_does_not_depend_on_the_order_of_the_resources() -> None:
    topology = web().build()
    turned = Topology.of(*reversed(topology.resources.values()))
    for source, destination, port in (
        ("web", "db", 5432),
        ("web", "internet", 443),
        ("internet", "web", 443),
        ("web", "db", 1),
    ):
        assert (
            report(topology, source, destination, port)["verdict"]
            == report(turned, source, destination, port)["verdict"]
        )


def isolated() -> Network:
    """`app` in a subnet without a way out."""
    return network().vpc().subnet("a").group("app-group", [ALL]).service("app", "a", ["app-group"])


def test_an_aws_service_is_traced_to_by_its_name() -> None:
    made = isolated().group("endpoint-group", [ALL]).interface_endpoint("logs", "a", ["endpoint-group"])
    found = trace(made.build(), "app", "secretsmanager")
    assert found["verdict"] == "blocked"
    assert [b["cause"] for b in found["blockers"]] == ["MISSING_ENDPOINT"]
    assert any("secretsmanager" in r["title"] and r["verified"] for r in found["remedies"])


def test_an_interface_endpoint_carries_a_trace_to_its_service_at_port_443_only() -> None:
    topology = isolated().group("endpoint-group", [ALL]).interface_endpoint("logs", "a", ["endpoint-group"]).build()
    found = trace(topology, "app", "logs")
    assert (found["verdict"], found["allowed"]) == ("reachable", "tcp 443")
    assert found["path"][-1]["kind"] == "endpoint"
    with pytest.raises(EndError, match="over TCP"):
        trace(topology, "app", "logs", "udp", 53)


def test_a_service_of_another_region_is_not_that_regions_endpoint() -> None:
    topology = isolated().group("endpoint-group", [ALL]).interface_endpoint("logs", "a", ["endpoint-group"]).build()
    assert trace(topology, "app", "com.amazonaws.us-east-1.logs")["verdict"] == "reachable"
    assert trace(topology, "app", "com.amazonaws.eu-west-1.logs")["verdict"] == "blocked"


def test_an_aws_service_begins_no_trace() -> None:
    with pytest.raises(EndError, match="other end"):
        trace(isolated().build(), "logs", "app")
    with pytest.raises(EndError, match="no AWS service"):
        trace(isolated().build(), "app", "no-such-thing")


@pytest.mark.parametrize(("given", "meant"), [("webb", "web"), ("Web", "web"), ("Intrnet", "internet")])
def test_a_name_that_is_nearly_right_is_answered_with_the_right_one(given: str, meant: str) -> None:
    topology = network().vpc().subnet("a").group("tasks").service("web", ["a"], ["tasks"]).build()
    with pytest.raises(EndError, match=f"Did you mean “{meant}”"):
        trace(topology, given, "10.0.0.9", "tcp", 443)


def test_a_name_that_is_like_none_is_answered_without_a_guess() -> None:
    topology = network().vpc().subnet("a").group("tasks").service("web", ["a"], ["tasks"]).build()
    with pytest.raises(EndError, match=r"no AWS service\.$"):
        trace(topology, "quite-another-thing", "10.0.0.9", "tcp", 443)
