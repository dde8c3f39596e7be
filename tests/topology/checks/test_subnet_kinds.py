"""Public, private, isolated: what each subnet is, and how its tasks are reached from the internet."""

from typing import Any

from topology.checks.subnet_kinds import subnet_kinds
from topology.model import Route, RouteTable, Topology, TransitGateway, Unresolved

from ..builders import network, rule


def kinds(topology: Topology) -> dict[str, str]:
    return {s["id"]: s["kind"] for s in subnet_kinds(topology)}


def row(topology: Topology, id: str) -> dict[str, Any]:
    return next(s for s in subnet_kinds(topology) if s["id"] == id)


def test_a_subnet_is_what_its_way_out_is() -> None:
    made = network().vpc().subnet("public", public=True).nat("nat", "public").subnet("private", nat="nat")
    made.subnet("isolated").gateway_endpoint("s3", "isolated").add(TransitGateway(id="tgw"))
    made.subnet("joined").route("joined", "10.9.0.0/16", "tgw")
    topology = made.build()
    assert kinds(topology) == {"public": "public", "private": "private", "isolated": "isolated", "joined": "private"}
    assert row(topology, "private")["ipv4"] == {
        "kind": "private",
        "table": "rtb-private",
        "routes": ["0.0.0.0/0 → nat"],
    }
    assert row(topology, "private")["ipv6"] is None


def test_each_family_has_its_own_ways_and_a_subnet_whose_families_differ_is_mixed() -> None:
    made = network().vpc(ipv6=True).subnet("both", public=True, ipv6=True).egress_only().subnet("mixed", ipv6=True)
    made.route("mixed", "::/0", "eigw").subnet("native", ipv6=True, ipv6_native=True)
    topology = made.build()
    assert kinds(topology) == {"both": "public", "mixed": "mixed", "native": "isolated"}
    assert (row(topology, "mixed")["ipv4"]["kind"], row(topology, "mixed")["ipv6"]["kind"]) == ("isolated", "private")
    assert row(topology, "native")["ipv4"] is None


def test_a_blackhole_leads_nowhere() -> None:
    made = network().vpc().subnet("public", public=True).nat("nat", "public").subnet("a")
    dead = Route(destination_cidr_block="0.0.0.0/0", nat_gateway_id="nat", state="blackhole")
    assert kinds(made.change("rtb-a", routes=(dead,)).build())["a"] == "isolated"


def test_a_subnet_whose_routes_the_input_does_not_say_is_unknown() -> None:
    made = network().vpc().subnet("a").subnet("b")
    open_routes = Unresolved(resource="rtb-a", property="routes", reason="a parameter")
    assert kinds(made.build(unresolved=(open_routes,))) == {"a": "unknown", "b": "isolated"}
    untargeted = Route(destination_cidr_block="0.0.0.0/0")
    table = made.resources["rtb-b"]
    assert isinstance(table, RouteTable)
    assert kinds(made.change("rtb-b", routes=(untargeted,)).build())["b"] == "unknown"


def test_a_task_says_whether_it_has_a_public_address_and_what_the_internet_reaches_of_it() -> None:
    made = network().vpc().subnet("public", public=True).subnet("isolated").group("g", [rule(port=8080)])
    made.service("open", ("public", "isolated"), ["g"], public_ip=True).service("closed", "public", ["g"])
    topology = made.build()
    reached, closed = row(topology, "public")["workloads"]
    assert (reached["public_ip"], reached["ipv4"]["allowed"]) == (True, [{"protocol": "tcp", "ports": "8080"}])
    assert (closed["public_ip"], closed["ipv4"]["verdict"], closed["by_load_balancer"]) == (False, "closed", [])
    assert row(topology, "isolated")["workloads"][0]["ipv4"]["verdict"] == "closed"


def test_a_task_behind_a_load_balancer_is_reached_through_its_ports() -> None:
    made = network().vpc().subnet("public-a", "a", public=True).subnet("public-b", "b", public=True).subnet("app", "a")
    made.group("lb-group", [rule(port=443)]).group("app-group", [rule("lb-group", 8080)]).service(
        "web", "app", ["app-group"]
    )
    made.load_balancer("lb", ("public-a", "public-b"), ["lb-group"], service="web", listener_port=443)
    (web,) = row(made.build(), "app")["workloads"]
    assert (web["public_ip"], web["ipv4"]["verdict"], web["by_load_balancer"]) == (False, "closed", ["tcp 443"])


def test_whether_a_task_has_a_public_address_may_be_unknown() -> None:
    made = network().vpc().subnet("public", public=True).service("web", "public")
    open_address = Unresolved(resource="web", property="assign_public_ip", reason="a parameter")
    assert row(made.build(unresolved=(open_address,)), "public")["workloads"][0]["public_ip"] is None
