"""How several answers make one."""

import pytest

from topology.reachability import Blocker, Outcome, Verdict, either_reading, every, joint

BLOCKER = Blocker("NO_ROUTE", "rtb", "no route")


@pytest.mark.parametrize(
    ("verdicts", "whole"),
    [
        (["reachable"], "reachable"),
        (["reachable", "reachable"], "reachable"),
        (["blocked", "blocked"], "blocked"),
        (["reachable", "blocked"], "partial"),
        (["reachable", "partial"], "partial"),
        (["blocked", "unknown"], "partial"),
        (["reachable", "unknown"], "unknown"),
        (["unknown", "unknown"], "unknown"),
        (["reachable", "unknown", "blocked"], "partial"),
    ],
)
def test_what_fails_in_one_place_only_is_partial_and_never_hidden(verdicts: list[Verdict], whole: str) -> None:
    assert joint(verdicts) == whole
    assert every(Outcome(v) for v in verdicts).verdict == whole


def test_what_works_names_no_blocker_and_what_fails_names_those_of_every_place() -> None:
    assert every([Outcome("reachable"), Outcome("reachable")]).blockers == ()
    assert every([Outcome("reachable"), Outcome.blocked(BLOCKER)]).blockers == (BLOCKER,)


def test_two_readings_that_agree_are_sure_and_others_are_unknown() -> None:
    open_, closed = Outcome("reachable"), Outcome.blocked(BLOCKER)
    assert either_reading(open_, open_, "why").verdict == "reachable"
    assert either_reading(closed, closed, "why").blockers == (BLOCKER,)
    differing = either_reading(open_, closed, "why")
    assert (differing.verdict, differing.doubts[0], differing.blockers) == ("unknown", "why", ())
