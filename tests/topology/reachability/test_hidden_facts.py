"""What the input leaves open is never guessed: without a fact, an answer stays what it was or becomes unknown."""

from collections.abc import Iterator
from typing import Any

import pytest

from topology.fargate.flows import flows_of
from topology.model import Topology, Unresolved
from topology.model.construct import default_of, is_required

from ..mistakes import MISTAKES, design

NOT_OF_THE_NETWORK = {"id", "type", "name", "tags", "properties"}
Places = dict[tuple[Any, ...], str]


def places(topology: Topology) -> Places:
    """The verdict of every flow in every subnet."""
    return {
        (w.id, *f.key, p.subnet): p.outcome.verdict
        for w in topology.workloads
        for f in flows_of(topology, w)
        for p in f.placements
    }


def without_one_fact(topology: Topology) -> Iterator[tuple[str, Topology]]:
    """The topology with one field of one resource unresolved, as a reader leaves it: at its default."""
    for resource in topology.resources.values():
        for name, field in resource.fields.items():
            if name in NOT_OF_THE_NETWORK or is_required(field):
                continue
            hidden = topology.with_resources(resource.changed(**{name: default_of(field)}))
            mark = Unresolved(resource=resource.id, property=name, reason="a parameter")
            yield f"{resource.id}.{name}", hidden.changed(unresolved=(mark,))


def guesses(topology: Topology, allowed: set[tuple[str, str]]) -> list[tuple[Any, ...]]:
    """The answers that turned around when one fact was hidden; a row that is no longer there is no answer."""
    before, found = places(topology), []
    for fact, hidden in without_one_fact(topology):
        after = places(hidden)
        for place, verdict in before.items():
            now = after.get(place, verdict)
            if now not in (verdict, "unknown") and (verdict, now) not in allowed:
                found.append((fact, place, verdict, now))
    return found


def test_in_a_design_that_works_no_hidden_fact_turns_an_answer_around() -> None:
    assert guesses(design().build(), set()) == []


@pytest.mark.parametrize(
    "mistake", ["the internet gateway is not attached", "the group of the endpoints lets nobody in"]
)
def test_in_a_design_that_is_broken_no_hidden_fact_turns_an_answer_around(mistake: str) -> None:
    # What surely fails in one of several places and may work in another is partial.
    assert guesses(MISTAKES[mistake][0](design()).build(), {("blocked", "partial")}) == []


@pytest.mark.long
@pytest.mark.parametrize("mistake", MISTAKES)
def test_after_no_common_mistake_a_hidden_fact_turns_an_answer_around(mistake: str) -> None:
    assert guesses(MISTAKES[mistake][0](design()).build(), {("blocked", "partial")}) == []
