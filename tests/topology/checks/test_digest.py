"""What a report comes to: the badges of the canvas, and its counts."""

from typing import Any

from tests.topology.builders import network, rule
from topology.checks import check
from topology.checks.digest import digest
from topology.model import Topology
from topology.model.accepted import IDENTITY
from topology.model.applying import apply
from topology.model.changes import read


def counts(topology: Topology) -> dict[str, int]:
    found: dict[str, int] = digest(check(topology))["counts"]
    return found


def badges(topology: Topology) -> dict[str, Any]:
    found: dict[str, Any] = digest(check(topology))["badges"]
    return found


def public() -> Topology:
    built = network().vpc().subnet("a", public=True).group("g", egress=[rule()])
    return built.service("app", "a", ["g"], public_ip=True).build()


def isolated() -> Topology:
    return network().vpc().subnet("a").group("g", egress=[rule()]).service("app", "a", ["g"]).build()


def test_a_service_that_reaches_what_it_needs_is_all_right() -> None:
    assert badges(public())["app"]["sign"] == "ok"
    assert counts(public())["blocked"] == 0


def test_egress_to_the_internet_is_nobodys_need() -> None:
    """A capability that every workload is told of: it is not counted, blocked or not."""
    needed = [f for w in check(isolated())["workloads"] for f in w["flows"] if f["required"]]
    found = counts(isolated())
    assert sum(found[v] for v in ("blocked", "partial", "unknown", "reachable")) == len(needed)


def test_a_service_without_a_way_out_shows_how_many_of_its_flows_are_blocked() -> None:
    found = digest(check(isolated()))
    blocked = found["counts"]["blocked"]
    assert blocked > 0
    assert found["badges"]["app"]["sign"] == "stop"
    assert found["badges"]["app"]["count"] >= blocked


def test_a_service_that_works_from_one_of_its_subnets_only_is_warned_of() -> None:
    built = network().vpc().subnet("public", public=True).subnet("private").group("g", egress=[rule()])
    report = check(built.service("app", ["public", "private"], ["g"], public_ip=True).build())
    found = digest(report)
    assert found["counts"]["partial"] > 0
    assert found["badges"]["app"]["sign"] in ("warn", "stop")


def test_the_group_that_lets_only_another_port_out_is_marked_as_what_blocks() -> None:
    built = network().vpc().subnet("a", public=True).group("g", egress=[rule(port=5432)])
    assert badges(built.service("app", "a", ["g"], public_ip=True).build())["g"]["sign"] == "stop"


def test_a_failure_that_somebody_accepted_is_neither_counted_nor_marked() -> None:
    topology = isolated()
    failures = [f for f in check(topology)["findings"] if f.get("workload")]
    entries = [{**{k: f[k] for k in IDENTITY if f.get(k) is not None}, "reason": "on purpose"} for f in failures]
    change = read([{"op": "settings", "values": {"accepted": entries}}])
    found = counts(apply(topology, change))
    assert (counts(topology)["blocked"], found["blocked"]) == (len(failures), 0)


def test_what_it_comes_to_is_known_before_the_remedies() -> None:
    assert digest(check(isolated(), remedies=False)) == digest(check(isolated()))
