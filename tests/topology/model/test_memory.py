"""What a changed topology remembers: everything that read nothing of what changed."""

import pytest

from topology.model import SecurityGroup, Subnet, Topology, Vpc
from topology.reachability.lookup import where
from topology.reachability.memory import indexed, pick, remembered

asked: list[str] = []


@pytest.fixture(autouse=True)
def _nothing_asked() -> None:
    asked.clear()


@indexed
def by_vpc(topology: Topology) -> dict[str | None, tuple[str, ...]]:
    asked.append("by_vpc")
    vpcs = dict.fromkeys(s.vpc_id for s in topology.all(Subnet))
    return {v: tuple(s.id for s in topology.all(Subnet) if s.vpc_id == v) for v in vpcs}


@remembered
def name_of(topology: Topology, id: str) -> str | None:
    asked.append(f"name_of {id}")
    found = topology.find(id)
    return found.name if found else None


@remembered
def names_in(topology: Topology, vpc: str) -> list[str | None]:
    asked.append(f"names_in {vpc}")
    return [name_of(topology, id) for id in pick(topology, by_vpc, vpc) or ()]


def made() -> Topology:
    subnets = [Subnet(id=f"{v}-{n}", vpc_id=v, name=f"{v}{n}") for v in ("a", "b") for n in range(2)]
    return Topology.of(Vpc(id="a"), Vpc(id="b"), *subnets, SecurityGroup(id="group"))


def renamed(topology: Topology, id: str, name: str) -> Topology:
    return topology.with_resources(topology.resources[id].changed(name=name))


def test_what_was_answered_once_is_not_asked_again() -> None:
    topology = made()
    assert names_in(topology, "a") == names_in(topology, "a") == ["a0", "a1"]
    assert asked == ["names_in a", "by_vpc", "name_of a-0", "name_of a-1"]


def test_a_change_is_seen_by_what_read_it_however_indirectly_and_by_nothing_else() -> None:
    before = made()
    names_in(before, "a"), names_in(before, "b")
    asked.clear()
    after = renamed(before, "a-1", "new")
    assert names_in(after, "a") == ["a0", "new"]
    assert names_in(after, "b") == ["b0", "b1"]
    assert asked == ["by_vpc", "names_in a", "name_of a-1"]  # the index came out equal, so that b never heard of it


def test_a_new_resource_is_seen_where_the_index_names_it() -> None:
    before = made()
    names_in(before, "a"), names_in(before, "b")
    asked.clear()
    after = before.with_resources(Subnet(id="a-9", vpc_id="a", name="a9"))
    assert (names_in(after, "a"), names_in(after, "b")) == (["a0", "a1", "a9"], ["b0", "b1"])
    assert "names_in b" not in asked


def test_the_topology_before_keeps_its_own_answers() -> None:
    before = made()
    names_in(before, "a")
    after = renamed(before, "a-0", "new")
    assert names_in(after, "a") == ["new", "a1"]
    assert names_in(before, "a") == ["a0", "a1"]
    again = renamed(after, "a-0", "a0")
    assert names_in(again, "a") == ["a0", "a1"]


def test_changes_in_a_row_are_all_seen_though_nothing_was_asked_between() -> None:
    before = made()
    names_in(before, "a")
    after = renamed(renamed(before, "a-0", "x"), "a-1", "y").without("b-0")
    assert names_in(after, "a") == ["x", "y"]


def test_what_the_input_leaves_open_is_read_like_the_resource() -> None:
    from topology.model import Unresolved

    @remembered
    def is_open(topology: Topology) -> bool:
        return topology.is_unresolved("a-0", "cidr_block")

    before = made()
    assert is_open(before) is False
    after = before.changed(unresolved=(Unresolved(resource="a-0", property="cidr_block", reason="a parameter"),))
    assert is_open(after) is True
    assert is_open(after.changed(unresolved=())) is False


def test_another_region_or_another_setting_remembers_nothing() -> None:
    before = made()
    names_in(before, "a")
    for after in (before.changed(region="eu-west-1"), before.changed(account_settings={"dualStackIPv6": "disabled"})):
        assert after.memory.answers == {}


def test_an_index_may_ask_indexes_only() -> None:
    @indexed
    def wrong(topology: Topology) -> int:
        return len(names_in(topology, "a"))

    with pytest.raises(RuntimeError, match="wrong is indexed and asks names_in, which is not"):
        wrong(made())


def test_resources_are_found_by_what_they_refer_to_before_and_after_a_change() -> None:
    before = made()
    assert [s.id for s in where(before, Subnet, "vpc_id", "a")] == ["a-0", "a-1"]
    moved = before.with_resources(before.resources["a-1"].changed(vpc_id="b"))
    assert [s.id for s in where(moved, Subnet, "vpc_id", "a")] == ["a-0"]
    assert [s.id for s in where(moved, Subnet, "vpc_id", "b")] == ["a-1", "b-0", "b-1"]
    assert where(before, Subnet, "vpc_id", None) == []


def test_a_long_row_of_changes_does_not_pile_up_answers() -> None:
    topology = made()
    for n in range(2_000):
        topology = renamed(topology, "a-0", str(n))
        assert names_in(topology, "a")[0] == str(n)
    kept = sum(len(users) for users in topology.memory.readers.values())
    assert kept < 200


def test_what_was_tried_and_withdrawn_leaves_nothing_behind_and_takes_nothing_away() -> None:
    topology = made()
    names_in(topology, "a"), names_in(topology, "b")
    users = {key: set(answer.users) for key, answer in topology.memory.answers.items()}
    readers = {source: set(held) for source, held in topology.memory.readers.items()}
    tried = renamed(topology, "a-1", "new")
    assert names_in(tried, "a") == ["a0", "new"]
    tried.withdraw()
    assert {key: set(answer.users) for key, answer in topology.memory.answers.items()} == users
    assert {source: set(held) for source, held in topology.memory.readers.items() if held} == readers
    asked.clear()
    after = renamed(topology, "a-0", "other")
    assert names_in(after, "a") == ["other", "a1"]
    assert names_in(after, "b") == ["b0", "b1"]
    assert asked == ["by_vpc", "names_in a", "name_of a-0"]
