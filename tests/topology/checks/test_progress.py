"""A check tells how far it is, and can be stopped wherever it does."""

from collections.abc import Callable

import pytest

from tests.topology.builders import network
from topology.checks import check
from topology.model import Topology, Vpc

Told = list[tuple[int, int]]


class Stopped(Exception):
    """What stops a check."""


def services(n: int, vpcs: int = 0) -> Topology:
    """Services that have no way to what they need, and so many VPCs beside theirs."""
    made = network().vpc("vpc").subnet("app").group("group")
    for number in range(n):
        made = made.service(f"web-{number}", "app", groups=["group"])
    return made.build().with_resources(*(Vpc(id=f"vpc-{number}") for number in range(vpcs)))


def told_by(work: Callable[[Callable[[int, int], None]], object]) -> Told:
    told: Told = []
    work(lambda done, total: told.append((done, total)))
    return told


@pytest.mark.parametrize("remedies", [True, False])
@pytest.mark.parametrize("n", [0, 1, 3])
def test_a_check_comes_nearer_with_each_step_and_ends_at_its_total(n: int, remedies: bool) -> None:
    topology = services(n)
    told = told_by(lambda tell: check(topology, tell, remedies=remedies))
    (total,) = {total for _done, total in told}
    steps = [done for done, _total in told]
    assert steps == sorted(steps)
    assert (steps[-1], steps.count(total)) == (total, 1)
    assert set(range(1, n + 1)) <= set(steps), "each workload is told of"
    again = told_by(lambda tell: check(topology, tell, remedies=remedies))
    assert {total for _done, total in again} == {total}, "a check of what is known already counts the same"


def test_the_rows_and_the_rules_of_a_large_design_tell_of_themselves_seldom_and_can_be_stopped_there() -> None:
    topology = services(300, vpcs=1_100)
    count, resources = 300, len(topology.resources)
    told = told_by(lambda tell: check(topology, tell, remedies=False))
    rows, judged = [count + 256, count + 300], [2 * count + 1024, 2 * count + resources, 2 * count + resources + 1]
    assert [done for done, _total in told if done > count] == [*rows, *judged]
    for point in (*rows, *judged):

        def stop(done: int, _total: int, point: int = point) -> None:
            if done == point:
                raise Stopped

        with pytest.raises(Stopped):
            check(topology, stop, remedies=False)
