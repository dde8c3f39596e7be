"""The one way a design changes."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from topology.layout import with_layout
from topology.model import (
    Box,
    Connection,
    MountTarget,
    RouteTable,
    SecurityGroup,
    SecurityGroupRule,
    Service,
    Subnet,
    Topology,
    Unresolved,
)
from topology.model.applying import ChangeError, apply
from topology.model.changes import MAX_CHANGES, read
from topology.model.clashes import clashes
from topology.model.validation import Invalid, validated

from ..builders import Network, network, rule


def platform() -> Network:
    return (
        network().vpc().subnet("public", public=True).nat("nat", "public").subnet("app", nat="nat").subnet("data", "b")
        .group("alb-group").group("app-group", [rule("alb-group", 8080), rule("10.0.0.0/8", 22)])
        .service("orders", ["app", "data"], ["app-group"])
        .load_balancer("alb", "public", ["alb-group"], service="orders")
        .file_system("files", ["app"], ["app-group"], mounted_by="orders")
        .gateway_endpoint("s3", ["app", "data"]).acl("acl", ["app", "data"])
        .database("db", "data", ["app-group"]).connection("orders", "db", 5432)
    )  # fmt: skip


def after(topology: Topology, *changes: dict[str, Any]) -> Topology:
    return apply(topology, read(changes))


def refused(topology: Topology, *changes: dict[str, Any]) -> ChangeError:
    before = topology.to_document()
    with pytest.raises(ChangeError) as error:
        after(topology, *changes)
    assert topology.to_document() == before and str(error.value)
    return error.value


def clashing(mine: list[dict[str, Any]], theirs: list[dict[str, Any]]) -> set[str]:
    a, b = read(mine), read(theirs)
    assert clashes(a, b) == clashes(b, a)
    return clashes(a, b)


# Add and set


def test_a_subnet_is_added_to_its_vpc() -> None:
    added = after(platform().build(), {"op": "add", "resource": {"type": "Subnet", "id": "new", "vpc_id": "vpc"}})
    assert added.get(Subnet, "new") == Subnet(id="new", vpc_id="vpc")


def test_an_id_is_taken_only_once() -> None:
    error = refused(platform().build(), {"op": "add", "resource": {"type": "Vpc", "id": "app"}})
    assert (error.code, error.where) == ("exists", "app")


def test_what_is_added_may_not_name_what_is_not_there() -> None:
    error = refused(platform().build(), {"op": "add", "resource": {"type": "Subnet", "id": "new", "vpc_id": "nowhere"}})
    assert (error.code, error.where, error.field) == ("dangling-reference", "new", "vpc_id")


def test_a_subnet_cannot_be_in_a_security_group() -> None:
    error = refused(platform().build(), {"op": "set", "id": "app", "values": {"vpc_id": "app-group"}})
    assert error.code == "dangling-reference"


def test_a_group_may_name_itself() -> None:
    rules = [{"ip_protocol": "-1", "referenced_group_id": "self"}]
    group = {"type": "SecurityGroup", "id": "self", "vpc_id": "vpc", "security_group_ingress": rules}
    added = after(platform().build(), {"op": "add", "resource": group})
    assert ("self", "security_group_ingress.*.referenced_group_id") in added.references["self"]


def test_setting_a_field_leaves_the_others() -> None:
    topology = platform().build()
    changed = after(topology, {"op": "set", "id": "app", "values": {"cidr_block": "10.0.9.7/24"}})
    before, now = topology.get(Subnet, "app"), changed.get(Subnet, "app")
    assert before and now == before.changed(cidr_block="10.0.9.0/24")


@pytest.mark.parametrize(
    ("id", "values", "code", "field"),
    [
        ("app", {"cidr_block": "10.0.0.0/99"}, "invalid-value", "cidr_block"),
        ("app", {"cidr_block": 7}, "invalid-value", "cidr_block"),
        ("alb-listener", {"port": 70000}, "invalid-value", "port"),
        ("app", {"colour": "red"}, "unknown-field", "colour"),
        ("app", {"id": "other"}, "fixed-field", "id"),
        ("app", {"type": "Vpc"}, "fixed-field", "type"),
        ("nowhere", {"name": "x"}, "unknown-resource", None),
        ("orders", {"subnets": ["app", "nowhere"]}, "dangling-reference", "subnets.*"),
    ],
)
def test_a_value_that_cannot_be_is_refused_at_its_field(id: str, values: Any, code: str, field: str | None) -> None:
    error = refused(platform().build(), {"op": "set", "id": id, "values": values})
    assert (error.code, error.where, error.field) == (code, id, field)


def test_an_old_dangling_reference_does_not_stand_in_the_way_of_other_edits() -> None:
    topology = Topology.of(Subnet(id="s", vpc_id="gone"))
    assert after(topology, {"op": "set", "id": "s", "values": {"name": "S"}}).get(Subnet, "s") == Subnet(
        id="s", vpc_id="gone", name="S"
    )


def test_setting_what_was_not_known_makes_it_known() -> None:
    unknown = tuple(Unresolved(resource="app", property=p, reason="no default") for p in ("cidr_block", "vpc_id"))
    topology = platform().build(unresolved=unknown)
    changed = after(topology, {"op": "set", "id": "app", "values": {"cidr_block": "10.0.1.0/24"}})
    assert not changed.is_unresolved("app", "cidr_block") and changed.is_unresolved("app", "vpc_id")


# Connect and disconnect


def test_a_service_gains_and_loses_a_placement() -> None:
    topology = platform().build()
    connect = {"op": "connect", "id": "orders", "property": "subnets", "value": "public"}
    placed = after(topology, connect, connect)
    service = placed.get(Service, "orders")
    assert service and service.subnets == ("app", "data", "public"), "once, however often"
    assert after(placed, {**connect, "op": "disconnect"}) == topology


def test_a_gateway_is_attached_and_detached() -> None:
    topology = platform().vpc("second", "10.9.0.0/16").internet_gateway("igw", vpc_id=None).build()
    attach = {"op": "connect", "id": "igw", "property": "vpc_id", "value": "second"}
    attached = after(topology, attach)
    assert ("igw", "vpc_id") in attached.references["second"]
    assert after(attached, {**attach, "op": "disconnect", "value": "vpc"}) == attached, "it is in another VPC"
    assert after(attached, {**attach, "op": "disconnect"}) == topology


def test_a_first_egress_rule_takes_the_place_of_the_default() -> None:
    egress = {"ip_protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_ipv4": "0.0.0.0/0"}
    changed = after(
        platform().build(), {"op": "connect", "id": "app-group", "property": "security_group_egress", "value": egress}
    )
    group = changed.get(SecurityGroup, "app-group")
    assert group and group.security_group_egress == (SecurityGroupRule(**egress),)


def test_connecting_to_what_is_not_there_or_by_no_field_is_refused() -> None:
    topology = platform().build()
    wrong = {"op": "connect", "id": "orders", "property": "subnets", "value": "nowhere"}
    assert refused(topology, wrong).code == "dangling-reference"
    assert refused(topology, {**wrong, "property": "friends"}).code == "unknown-field"
    assert refused(topology, {**wrong, "id": "nobody"}).code == "unknown-resource"
    assert refused(topology, {**wrong, "op": "disconnect", "property": "id"}).code == "unknown-field"


# Remove


def test_nothing_refers_any_more_to_what_is_removed() -> None:
    topology = platform().build()
    for id in topology.resources:
        left = after(topology, {"op": "remove", "id": id})
        assert id not in left.resources and left.dangling() == [], id


def test_a_removed_subnet_leaves_services_associations_and_mount_targets_without_it() -> None:
    left = after(platform().build(), {"op": "remove", "id": "app"})
    service, table, mount = (
        left.get(Service, "orders"),
        left.get(RouteTable, "rtb-app"),
        left.get(MountTarget, "files-app"),
    )
    assert service and service.subnets == ("data",)
    assert table and table.associations == () and mount and mount.subnet_id is None


def test_a_removed_nat_gateway_takes_its_routes_with_it() -> None:
    left = after(platform().build(), {"op": "remove", "id": "nat"})
    table = left.get(RouteTable, "rtb-app")
    assert table and table.routes == ()


def test_a_removed_group_takes_only_the_rules_that_name_it() -> None:
    group = after(platform().build(), {"op": "remove", "id": "alb-group"}).get(SecurityGroup, "app-group")
    assert group and group.security_group_ingress == (rule("10.0.0.0/8", 22),)


def test_a_removed_end_takes_its_connection_with_it() -> None:
    left = after(platform().build(), {"op": "remove", "id": "db"})
    assert left.all(Connection) == ()


def test_a_connection_may_be_removed_together_with_its_end() -> None:
    removals = [{"op": "remove", "id": id} for id in ("db", "orders-to-db")]
    assert after(platform().build(), *removals) == after(platform().build(), *reversed(removals))


def test_what_is_removed_twice_is_refused() -> None:
    error = refused(platform().build(), {"op": "remove", "id": "db"}, {"op": "remove", "id": "db"})
    assert (error.code, error.where) == ("unknown-resource", "db")


def test_the_boxes_of_what_is_removed_go_with_it_and_no_others() -> None:
    topology = with_layout(platform().external_host("orders@home", "192.0.2.1").build())
    without_service = after(topology, {"op": "remove", "id": "orders"})
    assert set(topology.layout) - set(without_service.layout) == {"orders@app", "orders@data"}
    without_vpc = after(topology, {"op": "remove", "id": "vpc"})
    assert set(topology.layout) - set(without_vpc.layout) == {"vpc", "vpc/us-east-1a", "vpc/us-east-1b"}


def test_what_was_not_known_of_a_removed_resource_is_forgotten() -> None:
    topology = platform().build(unresolved=(Unresolved(resource="db", property="port", reason="no default"),))
    assert after(topology, {"op": "remove", "id": "db"}).unresolved == ()


def test_many_removals_are_as_one_after_the_other() -> None:
    ids = ["orders", "app", "alb-group", "nat", "files"]
    topology = with_layout(platform().build())
    one_by_one = topology
    for id in ids:
        one_by_one = after(one_by_one, {"op": "remove", "id": id})
    assert after(topology, *({"op": "remove", "id": id} for id in ids)) == one_by_one


# Move and settings


def test_a_move_changes_the_layout_and_nothing_else() -> None:
    topology = platform().build()
    moved = after(topology, {"op": "move", "id": "orders@app", "box": {"x": 8, "y": 48}})
    assert moved.layout == {"orders@app": Box(x=8, y=48)} and moved.resources is topology.resources
    assert after(moved, {"op": "move", "id": "orders@app", "box": None}) == topology


def test_settings_change_the_region_and_the_account() -> None:
    values = {"region": "eu-west-1", "account_settings": {"dualStackIPv6": "disabled"}}
    changed = after(platform().build(), {"op": "settings", "values": values})
    assert (changed.region, changed.account_settings) == ("eu-west-1", {"dualStackIPv6": "disabled"})


@pytest.mark.parametrize(
    ("values", "code"),
    [({"resources": {}}, "unknown-field"), ({"region": 7}, "invalid-value"),
     ({"account_settings": {"dualStackIPv6": "perhaps"}}, "invalid-value")],
)  # fmt: skip
def test_settings_that_are_none_are_refused(values: Any, code: str) -> None:
    assert refused(platform().build(), {"op": "settings", "values": values}).code == code


def test_a_batch_is_applied_whole_or_not_at_all() -> None:
    refused(platform().build(), {"op": "remove", "id": "db"}, {"op": "remove", "id": "nowhere"})


@pytest.mark.parametrize(
    "change",
    [{"op": "explode"}, {"op": "remove"}, {"op": "remove", "id": ""}, {"op": "remove", "id": "a\nb"},
     {"op": "remove", "id": "<script>"}, {"op": "add", "resource": {"type": "Moon", "id": "m"}},
     {"op": "add", "resource": {"type": "Vpc", "id": "v", "evil": 1}}, {"op": "remove", "id": "a", "also": "b"},
     {"op": "move", "id": "a", "box": {"x": 1e9, "y": 0}}, {"op": "move", "id": "a", "box": {"x": float("nan"), "y": 0}}],
)  # fmt: skip
def test_what_is_no_change_is_not_read(change: Any) -> None:
    with pytest.raises(Invalid):
        read([change])


def test_a_batch_is_bounded() -> None:
    with pytest.raises(Invalid):
        read([{"op": "remove", "id": "a"}] * (MAX_CHANGES + 1))


# Clashes


def test_batches_that_touch_different_things_do_not_clash() -> None:
    mine = [{"op": "set", "id": "orders", "values": {"name": "Orders"}}, {"op": "move", "id": "app", "box": None}]
    theirs = [{"op": "set", "id": "app", "values": {"name": "App"}}, {"op": "move", "id": "data", "box": None}]
    assert clashing(mine, theirs) == set()


def test_both_changing_one_resource_clashes() -> None:
    mine = [{"op": "set", "id": "orders", "values": {"name": "Orders"}}]
    theirs = [{"op": "connect", "id": "orders", "property": "subnets", "value": "app"}]
    assert clashing(mine, theirs) == {"orders"}


def test_both_adding_one_id_clashes() -> None:
    add = {"op": "add", "resource": {"type": "Vpc", "id": "new"}}
    assert clashing([add], [add]) == {"new"}


def test_both_changing_the_settings_clashes() -> None:
    change = {"op": "settings", "values": {"region": "eu-west-1"}}
    assert clashing([change], [change]) == {"settings"}


@pytest.mark.parametrize(
    "use",
    [
        {"op": "connect", "id": "orders", "property": "subnets", "value": "app"},
        {"op": "set", "id": "orders", "values": {"subnets": ["data", "app"]}},
        {"op": "add", "resource": {"type": "MountTarget", "id": "m", "subnet_id": "app"}},
        {"op": "connect", "id": "rtb", "property": "associations", "value": {"subnet_id": "app"}},
        {"op": "move", "id": "app", "box": None},
        {"op": "move", "id": "orders@app", "box": None},
        {"op": "move", "id": "app@container", "box": None},
    ],
)
def test_removing_what_the_other_side_uses_clashes(use: dict[str, Any]) -> None:
    assert clashing([{"op": "remove", "id": "app"}], [use]) == {"app"}


def test_removing_beside_what_the_other_side_removes_does_not_clash() -> None:
    assert clashing([{"op": "remove", "id": "app"}], [{"op": "remove", "id": "data"}]) == set()


# In general

BASE = with_layout(platform().build())
ids = st.sampled_from(sorted(BASE.resources))
reasons = st.sampled_from(["soon gone", "a test"])
any_change = st.one_of(
    st.builds(lambda id, name: {"op": "set", "id": id, "values": {"name": name}}, ids, st.text(max_size=8)),
    st.builds(lambda id: {"op": "remove", "id": id}, ids),
    st.builds(lambda id: {"op": "connect", "id": "orders", "property": "subnets", "value": id}, ids),
    st.builds(lambda id: {"op": "disconnect", "id": "orders", "property": "subnets", "value": id}, ids),
    st.builds(lambda id, x: {"op": "move", "id": id, "box": {"x": x, "y": 0}}, ids, st.integers(0, 9)),
    st.builds(
        lambda i, v: {"op": "add", "resource": {"type": "Subnet", "id": f"n{i}", "vpc_id": v}}, st.integers(0, 3), ids
    ),
    st.builds(lambda id, r: {"op": "accept", "finding": {"rule": "EX001", "resource": id, "reason": r}}, ids, reasons),
    st.builds(lambda id: {"op": "withdraw", "finding": {"rule": "EX001", "resource": id}}, ids),
)
batches = st.lists(any_change, max_size=5)


def outcome(topology: Topology, batch: list[dict[str, Any]]) -> Topology | None:
    try:
        return after(topology, *batch)
    except ChangeError:
        return None


def ordered(topology: Topology | None) -> Topology | None:
    """The topology without the order in which its findings were accepted, which means nothing."""
    return topology and topology.changed(accepted=tuple(sorted(topology.accepted, key=repr)))


@settings(deadline=None)
@given(batches)
def test_whatever_is_applied_the_document_stays_whole(batch: list[dict[str, Any]]) -> None:
    changed = outcome(BASE, batch)
    if changed is not None:
        assert changed.dangling() == []
        assert validated(Topology, changed.to_document()) == changed


@settings(deadline=None, max_examples=300)
@given(batches, batches)
def test_batches_that_do_not_clash_give_the_same_in_either_order(mine: Any, theirs: Any) -> None:
    if clashing(mine, theirs):
        return
    a, b = outcome(BASE, mine), outcome(BASE, theirs)
    if a is not None and b is not None:
        first, second = outcome(a, theirs), outcome(b, mine)
        # A connection goes with its end: who removes or names it, too, is told of a clash when it is applied.
        gone = {*BASE.resources} - ({*a.resources} & {*b.resources})
        went_along = any(BASE.resources[id].type == "Connection" for id in gone)
        assert ordered(first) == ordered(second) or (went_along and None in (first, second))
