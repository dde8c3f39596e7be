"""Findings are accepted and withdrawn one by one, so that those who accept different ones are not in each other's way."""

from typing import Any

import pytest

from topology.model import Topology
from topology.model.accepted import MAX_ACCEPTED
from topology.model.applying import ChangeError, apply
from topology.model.changes import read, to_json
from topology.model.clashes import clashes
from topology.model.difference import compare_resources, difference
from topology.model.validation import Invalid

from ..builders import network

EXEC = {"rule": "EX001", "resource": "web"}
PULL = {
    "rule": "RE001", "resource": "rtb", "workload": "web", "flow": "image-pull", "to": "com.amazonaws.us-east-1.ecr.dkr",
    "family": "ipv4",
}  # fmt: skip
PULL_IPV6 = {**PULL, "family": "ipv6"}


def accept(finding: dict[str, Any], reason: str = "it is a test", **more: Any) -> dict[str, Any]:
    return {"op": "accept", "finding": {**finding, "reason": reason, **more}}


def withdraw(finding: dict[str, Any]) -> dict[str, Any]:
    return {"op": "withdraw", "finding": finding}


def whole(*findings: dict[str, Any]) -> dict[str, Any]:
    """Setting the whole list at once, as a program does it."""
    return {"op": "settings", "values": {"accepted": [{**f, "reason": "it is a test"} for f in findings]}}


def after(topology: Topology, *changes: dict[str, Any]) -> Topology:
    return apply(topology, read(changes))


def web(*changes: dict[str, Any]) -> Topology:
    return after(network().vpc("vpc").subnet("app").service("web", "app").build(), *changes)


def reasons(topology: Topology) -> list[tuple[str, str]]:
    return [(one.rule, one.reason) for one in topology.accepted]


def clashing(mine: list[dict[str, Any]], theirs: list[dict[str, Any]]) -> set[str]:
    a, b = read(mine), read(theirs)
    assert clashes(a, b) == clashes(b, a)
    return clashes(a, b)


# One after the other


def test_a_finding_is_accepted_beside_those_that_were() -> None:
    assert reasons(web(whole(EXEC), accept(PULL, "soon gone"))) == [("EX001", "it is a test"), ("RE001", "soon gone")]


def test_another_reason_takes_the_place_of_the_first() -> None:
    once = web(accept(EXEC, "one", by="ada", when="2026-11-26"), accept(PULL), accept(EXEC, "two"))
    assert reasons(once) == [("EX001", "two"), ("RE001", "it is a test")]
    assert (once.accepted[0].by, once.accepted[0].when) == (None, None), "the new reason is nobody else's"


def test_the_same_flow_over_ipv6_is_another_finding() -> None:
    both = web(accept(PULL, "four"), accept(PULL_IPV6, "six"))
    assert [one.family for one in both.accepted] == ["ipv4", "ipv6"]
    assert [one.family for one in after(both, withdraw(PULL)).accepted] == ["ipv6"]


def test_what_is_not_accepted_can_be_withdrawn_and_nothing_changes() -> None:
    held = web(accept(PULL))
    assert after(held, withdraw(EXEC)) == held


def test_a_list_that_names_a_finding_twice_is_read_as_its_last_says() -> None:
    twice = {"op": "settings", "values": {"accepted": [{**EXEC, "reason": r} for r in ("one", "two")]}}
    assert reasons(web(twice, accept(PULL))) == [("EX001", "two"), ("RE001", "it is a test")]
    assert reasons(web(twice, withdraw(EXEC))) == []


@pytest.mark.parametrize(
    "change",
    [{"op": "accept", "finding": EXEC}, accept(EXEC, " "), accept(EXEC, "x" * 1001), accept({"resource": "web"}),
     accept(EXEC, severity="info"), {"op": "withdraw", "finding": {**EXEC, "reason": "none"}}, {"op": "withdraw"}],
)  # fmt: skip
def test_to_accept_takes_a_finding_and_a_reason_and_to_withdraw_a_finding_alone(change: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        read([change])


def test_what_is_accepted_is_bounded() -> None:
    full = web(whole(*({"rule": "EX001", "resource": f"web-{n}"} for n in range(MAX_ACCEPTED))))
    assert after(full, withdraw({"rule": "EX001", "resource": "web-1"}), accept(EXEC)).accepted[-1].resource == "web"
    with pytest.raises(ChangeError) as refused:
        after(full, accept(EXEC))
    assert (refused.value.code, refused.value.field) == ("invalid-value", "accepted")


# At the same time


def test_two_who_accept_different_findings_do_not_clash_and_both_are_accepted_in_either_order() -> None:
    mine, theirs = accept(EXEC), accept(PULL)
    assert clashing([mine], [theirs]) == set()
    assert set(reasons(web(mine, theirs))) == set(reasons(web(theirs, mine))) == set(reasons(web(whole(EXEC, PULL))))


def test_two_who_accept_a_finding_for_the_same_reason_agree() -> None:
    mine, theirs = accept(EXEC, by="ada"), accept(EXEC, by="grace")
    assert clashing([mine], [theirs]) == set()
    assert [one.by for one in web(mine, theirs).accepted] == ["grace"]


def test_two_who_accept_a_finding_for_different_reasons_clash_since_one_reason_would_be_lost() -> None:
    assert clashing([accept(EXEC, "one")], [accept(PULL), accept(EXEC, "two")]) == {"accepted:EX001 web"}


def test_accepting_what_the_other_withdraws_clashes() -> None:
    said = "accepted:RE001 rtb web image-pull com.amazonaws.us-east-1.ecr.dkr ipv4"
    assert clashing([accept(PULL)], [withdraw(PULL)]) == {said}


def test_two_who_withdraw_the_same_agree() -> None:
    assert clashing([withdraw(EXEC)], [withdraw(EXEC), accept(PULL)]) == set()


def test_what_counts_is_what_a_batch_comes_to_in_the_end() -> None:
    assert clashing([accept(EXEC, "one"), withdraw(EXEC)], [withdraw(EXEC)]) == set()
    assert clashing([withdraw(EXEC), accept(EXEC, "one")], [accept(EXEC, "one")]) == set()


@pytest.mark.parametrize("one", [accept(EXEC), withdraw(EXEC)])
def test_who_sets_the_whole_list_clashes_with_who_accepts_or_withdraws_one_of_it(one: dict[str, Any]) -> None:
    assert clashing([whole(PULL)], [one]) == {"accepted:EX001 web"}
    assert clashing([whole(PULL)], [whole(EXEC)]) == {"settings"}


def test_accepting_stands_beside_other_settings_and_changes_of_what_the_finding_is_about() -> None:
    beside = [
        {"op": "settings", "values": {"region": "eu-west-1"}},
        {"op": "set", "id": "web", "values": {"name": "Web"}},
        {"op": "remove", "id": "web"},
    ]
    assert clashing([accept(EXEC)], beside) == set()


# From one topology to the other


def assert_leads(before: Topology, to: Topology, *ops: str) -> None:
    changes = [to_json(change) for change in difference(before, to)]
    assert [change["op"] for change in changes] == list(ops)
    assert set(after(before, *changes).accepted) == set(to.accepted)


def test_the_difference_is_told_finding_by_finding_so_that_what_others_accept_meanwhile_stays() -> None:
    none, one = web(), web(accept(EXEC, "one"))
    assert_leads(none, one, "accept")
    assert_leads(one, none, "withdraw")
    assert_leads(one, web(accept(EXEC, "two")), "accept")
    assert_leads(web(whole(EXEC, PULL)), web(accept(PULL), accept(PULL_IPV6)), "withdraw", "accept")
    back = [to_json(change) for change in difference(one, none)]
    assert reasons(after(one, accept(PULL), *back)) == [("RE001", "it is a test")]


def test_the_order_in_which_findings_were_accepted_is_no_difference() -> None:
    before, now = web(accept(EXEC), accept(PULL)), web(accept(PULL), accept(EXEC))
    assert difference(before, now) == []
    assert compare_resources(before, now)["settings"] == []
    (found,) = compare_resources(web(accept(EXEC)), now)["settings"]
    assert (found["setting"], len(found["before"]), len(found["after"])) == ("accepted", 1, 2)
