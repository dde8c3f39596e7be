"""What changed between two states of a network: the verdicts that follow from it."""

from typing import Any

import pytest

from topology.checks import check
from topology.checks.compare import diff, worsened
from topology.checks.report import steps
from topology.model import Topology, Unresolved
from topology.model.accepted import Accepted

from ..builders import Network, network


def shop(*, nat: bool = True, **fields: Any) -> Network:
    """A service in a private subnet, with its way out through a NAT gateway or without."""
    made = network().vpc("vpc").subnet("public", public=True).nat("nat", "public")
    return made.subnet("app", nat="nat" if nat else None).group("g").service("web", "app", groups=["g"], **fields)


def flow(found: dict[str, Any], name: str, to: str | None = None) -> dict[str, Any]:
    (row,) = (f for f in found["flows"] if f["flow"] == name and to in (None, f["to"]))
    return row


def test_a_network_compared_with_itself_tells_nothing() -> None:
    found = diff(shop().build(), shop().build())
    for name in ("added", "removed", "changed", "moved", "settings", "workloads", "flows", "ipv6"):
        assert found[name] == [], name
    assert found["findings"] == {"new": [], "gone": [], "accepted": []}
    assert not worsened(found, "warning")


def test_a_route_that_goes_makes_the_image_pull_worse_and_says_why() -> None:
    found = diff(shop().build(), shop(nat=False).build())
    pull = flow(found, "image-pull", "s3")
    assert (pull["workload"], pull["before"], pull["after"], pull["change"]) == ("web", "reachable", "blocked", "worse")
    (place,) = pull["placements"]
    assert (place["subnet"], [b["cause"] for b in place["blockers"]]) == ("app", ["NO_ROUTE"])
    assert found["workloads"] == [
        {"workload": "web", "name": "web", "before": "reachable", "after": "blocked", "change": "worse"}
    ]
    assert worsened(found)


def test_the_same_the_other_way_round_is_better_and_stops_nothing() -> None:
    found = diff(shop(nat=False).build(), shop().build())
    assert {f["change"] for f in found["flows"]} == {"better"}
    assert found["summary"]["better"] == len(found["flows"]) and found["summary"]["worse"] == 0
    assert not worsened(found, "warning")


def test_a_placement_that_fails_is_not_hidden_by_one_that_works() -> None:
    one = shop().subnet("dark").build()
    two = one.with_resources(one.resources["web"].changed(subnets=("app", "dark")))
    pull = flow(diff(one, two), "image-pull", "s3")
    assert (pull["before"], pull["after"], pull["change"]) == ("reachable", "partial", "worse")
    assert [(p["subnet"], p["before"], p["after"]) for p in pull["placements"]] == [("dark", None, "blocked")]


def test_a_new_service_that_cannot_start_is_worse_and_one_that_can_is_new() -> None:
    before = network().vpc("vpc").subnet("public", public=True).nat("nat", "public").subnet("app", nat="nat")
    works = diff(before.build(), before.group("g").service("web", "app", groups=["g"]).build())
    assert {f["change"] for f in works["flows"]} == {"new"}
    assert not worsened(works)
    fails = diff(network().vpc("vpc").subnet("public").build(), shop(nat=False).build())
    assert flow(fails, "image-pull", "s3")["change"] == "worse"
    assert flow(fails, "internet-egress-ipv4")["change"] == "new"
    assert worsened(fails)


def test_a_service_that_goes_takes_its_verdicts_with_it() -> None:
    before = shop(nat=False).build()
    found = diff(before, before.without("web"))
    assert {f["change"] for f in found["flows"]} == {"gone"}
    assert found["workloads"][0]["after"] is None
    assert not worsened(found, "warning")


def test_a_way_to_the_internet_that_no_task_requires_stops_a_build_only_where_asked() -> None:
    made = network().vpc("vpc").subnet("app").group("g").service("web", "app", groups=["g"])
    for service in ("ecr.api", "ecr.dkr"):
        made.interface_endpoint(service, ["app"], ["g"])
    after = made.gateway_endpoint("s3", ["app"]).build()
    before = made.subnet("public", public=True).nat("nat", "public").route("app", "0.0.0.0/0", "nat").build()
    found = diff(before, after)
    assert {f["flow"] for f in found["flows"] if f["change"] == "worse" and f["required"]} == set()
    assert flow(found, "internet-egress-ipv4")["change"] == "worse"
    assert (worsened(found), worsened(found, "warning")) == (False, True)


def test_what_is_not_known_any_more_is_worse_than_what_worked() -> None:
    before = shop().build()
    table = before.resources["rtb-app"]
    hole = Unresolved(resource=table.id, property="routes", reason="no value")
    after = before.with_resources(table.changed(routes=())).changed(unresolved=(hole,))
    pull = flow(diff(before, after), "image-pull", "s3")
    assert (pull["before"], pull["after"], pull["change"]) == ("reachable", "unknown", "worse")


def test_a_flow_that_fails_and_was_accepted_stops_nothing() -> None:
    broken = shop(nat=False).build()
    after = broken.changed(accepted=tuple(_accept(f) for f in _errors(broken)))
    found = diff(shop().build(), after)
    assert all(f["accepted"] for f in found["flows"] if f["required"])
    assert not worsened(found)


def test_findings_that_come_go_and_are_accepted_are_told_apart() -> None:
    clean, wrong = shop().build(), shop(platform_version="1.3.0").build()
    new = diff(clean, wrong)["findings"]
    assert [f["rule"] for f in new["new"]] and new["gone"] == []
    assert diff(wrong, clean)["findings"]["gone"] == new["new"]
    after = wrong.changed(accepted=tuple(_accept(f) for f in new["new"]))
    accepted = diff(wrong, after)["findings"]
    assert (accepted["new"], accepted["gone"]) == ([], [])
    assert [f["rule"] for f in accepted["accepted"]] == [f["rule"] for f in new["new"]]


def test_an_address_that_tasks_no_longer_get_is_told() -> None:
    def dual(setting: str) -> Topology:
        made = network(dualStackIPv6=setting).vpc("vpc", ipv6=True)
        return made.subnet("app", ipv6=True).group("g").service("web", "app", groups=["g"]).build()

    (row,) = diff(dual("enabled"), dual("disabled"))["ipv6"]
    assert (row["subnet"], row["before"], row["after"], row["change"]) == ("app", True, False, "worse")


def test_the_one_who_waits_is_told_how_far_it_is_and_may_stop_it() -> None:
    seen: list[tuple[int, int]] = []
    diff(shop().build(), shop(nat=False).build(), lambda done, total: seen.append((done, total)))
    (total,) = {total for _done, total in seen}
    assert total == steps(shop().build(), remedies=False) + steps(shop(nat=False).build(), remedies=False)
    assert [done for done, _total in seen] == sorted({done for done, _total in seen}), "no step is told twice"
    assert seen[-1] == (total, total)

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        diff(shop().build(), shop(nat=False).build(), stop)


def _errors(topology: Topology) -> list[dict[str, Any]]:
    return [f for f in check(topology)["findings"] if f["severity"] == "error"]


def _accept(finding: dict[str, Any]) -> Accepted:
    names = ("rule", "resource", "workload", "flow", "to", "family")
    return Accepted(**{name: finding.get(name) for name in names}, reason="known")
