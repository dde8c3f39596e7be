"""A check after a change computes again what the change can reach, and says what a check from nothing says."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from topology.checks import check
from topology.checks.matrix import Matrix
from topology.fargate import flows
from topology.model import Topology
from topology.model.applying import remove
from topology.model.construct import default_of, is_required
from topology.readers import read_paths

from ..builders import rule
from ..mistakes import MISTAKES, design

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
TEMPLATES = sorted(f for f in (FIXTURES / "incidents").iterdir() if not f.stem.startswith("two-stacks"))


def from_nothing(topology: Topology) -> Topology:
    """The same topology without a memory."""
    return Topology.holding({name: getattr(topology, name) for name in Topology.fields})


def assert_same(topology: Topology) -> None:
    """That what is remembered of the topology's past makes no difference."""
    fresh = from_nothing(topology)
    assert json.dumps(check(topology), indent=1) == json.dumps(check(fresh), indent=1)
    assert list(Matrix(topology).rows()) == list(Matrix(fresh).rows())


def edited(topology: Topology, data: st.DataObject) -> Topology:
    """The topology after one random edit: a resource goes, or takes a property over from another of its type."""
    resource = topology.resources[data.draw(st.sampled_from(sorted(topology.resources)), label="resource")]
    if data.draw(st.integers(0, 3), label="what") == 0:
        return remove(topology, resource.id)
    name = data.draw(st.sampled_from(sorted(set(resource.fields) - {"id", "type"})), label="field")
    donors = [r for r in topology.resources.values() if r.type == resource.type]
    values = [getattr(d, name) for d in donors]
    field = resource.fields[name]
    if not is_required(field):
        values.append(default_of(field))
    value = data.draw(st.sampled_from(values), label="value")
    return topology.with_resources(resource.changed(**{name: value}))


@settings(max_examples=25)
@given(st.data())
def test_whatever_is_edited_the_check_after_says_what_a_check_from_nothing_says(data: st.DataObject) -> None:
    topology = design().build()
    check(topology)
    for _edit in range(4):
        topology = edited(topology, data)
        assert_same(topology)


@pytest.mark.long
@settings(max_examples=1)
@pytest.mark.parametrize("template", TEMPLATES, ids=lambda f: f.stem)
@given(st.data())
def test_whatever_is_edited_in_an_incident_the_check_after_is_the_same(template: Path, data: st.DataObject) -> None:
    topology = read_paths([str(template)])
    check(topology)
    for _edit in range(6):
        if topology.resources:
            topology = edited(topology, data)
            assert_same(topology)


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_seen_at_once_and_so_is_its_mending(mistake: str) -> None:
    right, wrong = design().build(), MISTAKES[mistake][0](design()).build()
    check(right)
    broken = right.changed(resources=wrong.resources)
    assert_same(broken)
    mended = broken.changed(resources=right.resources)
    assert_same(mended)


def test_an_edit_computes_only_what_it_can_reach() -> None:
    right = design().build()
    check(right)
    group = right.resources["fs-group"]
    changed = right.with_resources(group.changed(security_group_ingress=(rule("api-group", 2050),)))
    of_workload = flows._flows_of.__wrapped__
    kept = {arguments[0] for function, arguments in changed.memory.answers if function is of_workload}
    assert kept == {"web", "job"}


def test_moving_a_box_forgets_nothing() -> None:
    right = design().build()
    check(right)
    moved = right.changed(layout={})
    assert moved.memory.answers.keys() == right.memory.answers.keys()
