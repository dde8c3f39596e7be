"""The matrix: who reaches whom, with what."""

from tests.topology.builders import network, rule
from topology.checks.matrix import as_csv, matrix
from topology.model import Topology


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
    (row,) = [r for r in matrix(topology)["rows"] if (r["from"], r["to"]) == (source, target)]
    return row["verdict"], [(a["protocol"], a["ports"]) for a in row["allowed"]]


def test_a_group_reference_opens_its_port_and_nothing_else() -> None:
    assert cell(shop(), "web", "api") == ("open", [("tcp", "8080")])


def test_what_no_rule_lets_in_is_closed() -> None:
    assert cell(shop(), "api", "api") == ("closed", [])


def test_the_internet_reaches_a_task_with_a_public_address_at_its_open_port() -> None:
    assert cell(shop(), "internet", "web") == ("open", [("tcp", "443")])


def test_the_internet_reaches_nothing_behind_a_nat_gateway() -> None:
    assert cell(shop(), "internet", "api") == ("closed", [])


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
    report = matrix(shop())
    assert len(report["rows"]) == 2 * 2 + 2 + 2
    assert as_csv(report).splitlines()[2] == "api,tcp/443,–,icmp/tcp/udp/all"
