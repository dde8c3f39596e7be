"""From one topology to another by changes, and what a person reads of it."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from topology.model import Topology, Unresolved
from topology.model.applying import apply, remove
from topology.model.changes import read, to_json
from topology.model.difference import compare_resources, difference
from topology.model.validation import validated

from ..builders import network, rule
from ..checks.test_recheck import edited
from ..mistakes import MISTAKES, design


def assert_leads(before: Topology, after: Topology) -> None:
    """That the changes lead from one to the other, also after their way through JSON."""
    changes = difference(before, after)
    reached = apply(before, read([to_json(change) for change in changes]))
    assert dict(reached.resources) == dict(after.resources)
    assert reached.layout == after.layout
    assert sorted(map(repr, reached.unresolved)) == sorted(map(repr, after.unresolved))
    assert (reached.region, reached.quotas, reached.accepted) == (after.region, after.quotas, after.accepted)


def stored(topology: Topology) -> Topology:
    """The topology as it comes back from where it is kept: addresses are spelled in one way there."""
    return validated(Topology, topology.to_document())


@settings(max_examples=25)
@given(st.data())
def test_whatever_was_edited_the_changes_lead_there_and_back(data: st.DataObject) -> None:
    before = after = design().build()
    for _edit in range(4):
        after = edited(after, data)
    if not after.dangling():
        assert_leads(before, after)
        assert_leads(after, before)


def test_every_mistake_and_its_mending_are_changes() -> None:
    right = stored(design().build())
    for make, *_rest in MISTAKES.values():
        wrong = stored(make(design()).build())
        assert_leads(right, wrong)
        assert_leads(wrong, right)


def test_groups_that_name_each_other_are_added_though_neither_can_be_first() -> None:
    whole = network().vpc("vpc").group("a").group("b").build()
    a, b = (whole.resources[id] for id in ("a", "b"))
    knotted = whole.with_resources(
        a.changed(security_group_ingress=(rule("b", 80),)),
        b.changed(security_group_ingress=(rule("a", 80),)),
    )
    assert_leads(network().vpc("vpc").build(), knotted)


def test_an_id_that_came_to_name_something_else_is_removed_before_it_is_added() -> None:
    before = network().vpc("vpc").subnet("app").group("x").service("web", "app", groups=["x"]).build()
    after = network().vpc("vpc").subnet("app").subnet("x").service("web", "app", groups=[]).build()
    assert_leads(before, after)
    found = compare_resources(before, after)
    assert {"id": "x", "type": "SecurityGroup", "name": "x"} in found["removed"]
    assert {"id": "x", "type": "Subnet", "name": "x"} in found["added"]


def test_a_connection_that_goes_with_its_end_is_not_removed_twice() -> None:
    made = network().vpc("vpc").subnet("app").service("web", "app").service("api", "app")
    before = made.connection("web", "api", 80).build()
    assert_leads(before, remove(before, "api"))


def test_what_the_input_left_open_is_open_again_when_it_is_restored() -> None:
    known = network().vpc("vpc").subnet("app").service("web", "app").build()
    web = known.resources["web"].changed(subnets=())
    hole = Unresolved(resource="web", property="subnets", expression={"Ref": "Subnets"}, reason="no value")
    open_ = known.with_resources(web).changed(unresolved=(hole,))
    assert_leads(open_, known)
    assert_leads(known, open_)
    (changed,) = compare_resources(open_, known)["changed"]
    assert changed["fields"] == [{"field": "subnets", "before": {"unknown": "no value"}, "after": ["app"]}]


def test_a_removed_service_that_was_partly_open_comes_back_as_open_as_it_was() -> None:
    whole = network().vpc("vpc").subnet("app").service("web", "app").build()
    hole = Unresolved(resource="web", property="assign_public_ip", reason="no value")
    assert_leads(whole.without("web"), whole.changed(unresolved=(hole,)))


def test_settings_and_boxes_are_part_of_it() -> None:
    before = network().vpc("vpc").build()
    box: dict[str, Any] = {"x": 40, "y": 60}
    after = apply(
        before,
        read([{"op": "move", "id": "vpc", "box": box}, {"op": "settings", "values": {"region": "eu-west-1"}}]),
    )
    assert_leads(before, after)
    assert_leads(after, before)
    found = compare_resources(before, after)
    assert (found["moved"], found["changed"]) == (["vpc"], [])
    assert found["settings"] == [{"setting": "region", "before": "us-east-1", "after": "eu-west-1"}]


def test_a_changed_property_is_told_with_both_values() -> None:
    before = network().vpc("vpc").subnet("app", cidr="10.0.1.0/24").build()
    after = network().vpc("vpc").subnet("app", cidr="10.0.2.0/24").build()
    (changed,) = compare_resources(before, after)["changed"]
    assert changed == {
        "id": "app", "type": "Subnet", "name": "app",
        "fields": [{"field": "cidr_block", "before": "10.0.1.0/24", "after": "10.0.2.0/24"}],
    }  # fmt: skip
