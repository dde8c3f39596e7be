"""The matrix: who reaches whom, with what."""

import json
from typing import Any

from tests.topology.builders import Network, network, rule
from topology.checks.matrix import Cell, Matrix
from topology.cli.matrix import as_csv, as_json, as_text
from topology.model import Topology
from topology.model.topology import Unresolved


def shop() -> Topology:
    """A public web service that talks to an api behind a NAT gateway; nobody else may."""
    return (
        network()
        .vpc()
        .subnet("public", public=True)
        .nat("nat", "public")
        .subnet("private", nat="nat")
        .group("web-group", [rule("0.0.0.0/0", 443)])
        .group("api-group", [rule("web-group", 8080)])
        .service("web", "public", ["web-group"], public_ip=True)
        .service("api", "private", ["api-group"])
        .build()
    )


def cell(topology: Topology, source: str, target: str) -> tuple[str, list[tuple[str, str]]]:
    found = Matrix(topology).cell(source, target)
    return found.verdict, list(found.allowed)


def test_a_group_reference_opens_its_port_and_nothing_else() -> None:
    assert cell(shop(), "web", "api") == ("open", [("tcp", "8080")])


def test_what_no_rule_lets_in_is_closed() -> None:
    assert cell(shop(), "api", "api") == ("closed", [])


def test_the_internet_reaches_a_task_with_a_public_address_at_its_open_port() -> None:
    assert cell(shop(), "internet", "web") == ("open", [("tcp", "443")])


def test_the_internet_reaches_nothing_behind_a_nat_gateway() -> None:
    assert cell(shop(), "internet", "api") == ("closed", [])


def balanced(*ingress: Any, **fields: Any) -> Network:
    """The private service `api` behind an internet-facing load balancer on port 80."""
    made = network().vpc().subnet("pub-a", public=True).subnet("pub-b", "b", public=True).subnet("a").subnet("b", "b")
    made.group("lb-group", [rule(port=80)]).group("api-group", ingress).service("api", ["a", "b"], ["api-group"])
    return made.load_balancer("lb", ["pub-a", "pub-b"], ["lb-group"], service="api", **fields)


def test_the_internet_reaches_a_private_service_through_its_load_balancer() -> None:
    topology = balanced(rule("lb-group", 8080)).build()
    found = Matrix(topology)
    assert found.cell("internet", "api") == Cell("open", (), (("tcp", "80", "lb"),))
    assert Matrix(topology, "ipv6").cell("internet", "api") == Cell("closed")
    assert json.loads("".join(as_json(found)))["rows"][-1] == {
        "from": "internet", "to": "api", "verdict": "open", "allowed": [{"protocol": "tcp", "ports": "80", "through": "lb"}],
    }  # fmt: skip
    assert "".join(as_csv(found)).splitlines()[-1] == "internet,tcp/80@lb,"
    assert "✓ internet → api  tcp 80 through lb" in "".join(as_text(found)).splitlines()


def test_a_load_balancer_that_cannot_reach_its_tasks_or_faces_nobody_outside_opens_nothing() -> None:
    assert cell(balanced().build(), "internet", "api") == ("closed", [])
    assert cell(balanced(rule("lb-group", 8080), scheme="internal").build(), "internet", "api") == ("closed", [])


def test_a_load_balancer_opens_a_part_where_it_is_not_enabled_in_every_zone_of_the_tasks() -> None:
    made = balanced(rule("lb-group", 8080)).subnet("c", "c").change("api", subnets=("a", "c"))
    assert cell(made.build(), "internet", "api") == ("partial", [])


def test_a_load_balancer_whose_subnets_are_a_parameter_may_open_it() -> None:
    for known in ((), ("pub-a",)):
        unresolved = Unresolved(resource="lb", property="subnets", reason="a parameter")
        made = balanced(rule("lb-group", 8080)).change("lb", subnets=known)
        assert cell(made.build(unresolved=(unresolved,)), "internet", "api") == ("unknown", [])


def test_a_task_may_be_reached_directly_and_through_a_load_balancer() -> None:
    made = balanced(rule("lb-group", 8080), rule(port=443)).change(
        "api", subnets=("pub-a",), assign_public_ip="ENABLED"
    )
    assert Matrix(made.build()).cell("internet", "api") == Cell("open", (("tcp", "443"),), (("tcp", "80", "lb"),))


def test_a_nat_gateway_carries_tcp_udp_and_icmp_out() -> None:
    verdict, allowed = cell(shop(), "api", "internet")
    assert verdict == "open"
    assert [p for p, _ports in allowed] == ["icmp/tcp/udp"]


def test_a_service_that_is_reached_in_one_of_its_subnets_only_is_partly_reached() -> None:
    topology = (
        network()
        .vpc()
        .subnet("a")
        .subnet("b", "b")
        .group("group", [rule("group", 80)])
        .service("caller", "a", ["group"])
        .service("called", ["a", "b"], ["group"])
        .acl("deny", "b")
        .build()
    )
    assert cell(topology, "caller", "called") == ("partial", [])


def test_every_pair_has_a_row_and_the_table_a_cell() -> None:
    found = Matrix(shop())
    report = json.loads("".join(as_json(found)))
    assert [(r["from"], r["to"]) for r in report["rows"]] == [
        ("web", "web"), ("web", "api"), ("web", "internet"),
        ("api", "web"), ("api", "api"), ("api", "internet"),
        ("internet", "web"), ("internet", "api"),
    ]  # fmt: skip
    assert report["rows"][1] == {
        "from": "web", "to": "api", "verdict": "open", "allowed": [{"protocol": "tcp", "ports": "8080"}],
    }  # fmt: skip
    assert "".join(as_csv(found)).splitlines()[2] == "api,tcp/443,–,icmp/tcp/udp/all"
    assert "✓ web → api  tcp 8080" in "".join(as_text(found)).splitlines()


def test_what_a_spreadsheet_would_calculate_is_written_as_text() -> None:
    topology = network().vpc().subnet("a").service("=HYPERLINK(1)", "a").build()
    assert "".join(as_csv(Matrix(topology))).splitlines()[0] == "from \\ to,'=HYPERLINK(1),internet"


def test_a_cell_hangs_on_what_may_not_be_created() -> None:
    topology = shop()
    rules = topology.resources["api-group"]
    assert cell(topology, "web", "api")[0] == "open"
    left_open = topology.changed(
        unresolved=(Unresolved(resource="web-group", property="Condition", reason="a parameter"),)
    )
    assert rules.id == "api-group"
    assert cell(left_open, "internet", "web")[0] == "unknown"
    assert cell(left_open, "api", "api")[0] == "closed"


def fleet() -> Topology:
    """Twelve services whose groups name each other, some of them in several subnets, on both sides of a peering connection."""
    made = network().vpc().subnet("a").subnet("b", "b")
    for n in range(6):
        ingress = [rule(f"g{(n + 1) % 6}", 80 + n), rule("10.9.0.0/17", 9000)] if n % 3 else []
        made.group(f"g{n}", ingress, [rule("g1"), rule("10.0.0.0/8", 9000)] if n == 2 else None)
        made.service(f"s{n}", ["a", "b"][: 1 + n % 2], [f"g{n}", "g0"][: 1 + n % 2])
    made.vpc("far", "10.9.0.0/16").peering("pcx", "vpc", "far").subnet("far-a").subnet("far-b", "b")
    for n in range(6):
        made.group(f"f{n}", [rule(f"g{n}", 700 + n)]).service(f"t{n}", ["far-a", "far-b"][: 1 + n % 2], [f"f{n}"])
    for near, far in (("a", "far-a"), ("b", "far-a")):
        made.route(near, "10.9.0.0/16", "pcx").route(far, "10.0.0.0/16", "pcx")
    return made.build()


def test_workloads_that_share_a_computation_have_the_cells_that_each_has_alone() -> None:
    topology = fleet()
    together = Matrix(topology)
    verdicts = set()
    for source in topology.workloads:
        for target in topology.workloads:
            others = [w.id for w in topology.workloads if w.id not in (source.id, target.id)]
            alone = Matrix(topology.without(*others)).cell(source.id, target.id)
            assert together.cell(source.id, target.id) == alone
            verdicts.add(alone.verdict)
    assert {"open", "closed", "partial"} <= verdicts
