"""The topology: one document, its references, and copies that share what did not change."""

import json
from dataclasses import FrozenInstanceError
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from topology.layout import with_layout
from topology.model import (
    RESOURCE_TYPES,
    Box,
    MountTarget,
    OpaqueResource,
    RouteTable,
    SecurityGroup,
    Service,
    Subnet,
    Topology,
    Unresolved,
    Vpc,
    Workload,
    references_of,
)
from topology.model.validation import Invalid, validated, validated_json

from ..builders import Network, network, rule


def platform() -> Network:
    return (
        network(dualStackIPv6="disabled").vpc(ipv6=True)
        .subnet("public", public=True, ipv6=True).nat("nat", "public").subnet("app", nat="nat")
        .group("web", [rule("web", 8080), rule("::/0", 443)])
        .acl("acl", "app").gateway_endpoint("s3", "app").interface_endpoint("logs", "app", ["web"])
        .service("orders", "app", ["web"]).load_balancer("alb", "public", ["web"], service="orders")
        .scheduled_task("nightly", "app").standalone_task("migrate", "app").file_system("files", "app", ["web"], mounted_by="orders")
        .database("db", "app").external_host("stripe", "api.stripe.com").connection("orders", "stripe", 443)
    )  # fmt: skip


def through_json(topology: Topology) -> Topology:
    return validated_json(Topology, json.dumps(topology.to_document()))


# The document


def test_a_document_that_is_read_again_is_the_same() -> None:
    topology = with_layout(
        platform().add(OpaqueResource(id="Queue", cloudformation_type="AWS::SQS::Queue", body={"Type": "AWS::SQS::Queue"}))
        .build(
            unresolved=(Unresolved(resource="app", property="cidr_block", expression={"Ref": "Cidr"}, reason="no default"),),
            assumptions=("Endpoint policies are open.",), template={"": {"Parameters": {"Cidr": {"Type": "String"}}}},
        )
    )  # fmt: skip
    assert through_json(topology) == topology
    assert through_json(topology).to_document() == topology.to_document()


def test_a_document_names_every_resource_by_type_and_id_and_leaves_out_what_is_at_its_default() -> None:
    document = Topology.of(Subnet(id="s", vpc_id="v"), Vpc(id="v")).to_document()
    assert document == {
        "farway": 1,
        "region": "us-east-1",
        "resources": {"s": {"type": "Subnet", "id": "s", "vpc_id": "v"}, "v": {"type": "Vpc", "id": "v"}},
    }


def test_no_egress_rules_and_aws_s_default_are_not_the_same() -> None:
    closed, default = SecurityGroup(id="closed", security_group_egress=()), SecurityGroup(id="default")
    read = through_json(Topology.of(closed, default))
    assert read.get(SecurityGroup, "closed") == closed and read.get(SecurityGroup, "default") == default


@pytest.mark.parametrize("kind", list(RESOURCE_TYPES))
def test_every_type_of_resource_survives_the_document(kind: str) -> None:
    values: dict[str, Any] = {"type": kind, "id": "it", "name": "It", "tags": {"team": "red"}}
    required = {"Connection": {"source": "a", "destination": "b"}, "OpaqueResource": {"cloudformation_type": "X"}}
    values |= required.get(kind, {})
    topology = validated(Topology, {"farway": 1, "resources": {"it": values}})
    assert type(topology.resources["it"]) is RESOURCE_TYPES[kind]
    assert through_json(topology) == topology


@pytest.mark.parametrize(
    "document",
    [
        {"farway": 2},
        {"farway": 1, "resources": {"a": {"type": "Vpc", "id": "b"}}},
        {"farway": 1, "resources": {"a": {"type": "Vpc"}}},
        {"farway": 1, "resources": {"a": {"id": "a"}}},
        {"farway": 1, "resources": {"a": {"type": "Moon", "id": "a"}}},
        {"farway": 1, "resources": {"a": {"type": "Vpc", "id": "a", "cidr_block": "10.0.0.0/33"}}},
        {"farway": 1, "resources": {"a": {"type": "Vpc", "id": "a", "colour": "red"}}},
        {"farway": 1, "resources": {"<b>": {"type": "Vpc", "id": "<b>"}}},
        {"farway": 1, "resources": []},
        {"farway": 1, "layout": {"a": {"x": "left", "y": 0}}},
        {"farway": 1, "layout": {"a": {"x": 0, "y": 0, "width": 0}}},
        {"farway": 1, "surprise": True},
        [],
        None,
    ],
)
def test_what_is_no_document_is_refused(document: Any) -> None:
    with pytest.raises(Invalid):
        validated(Topology, document)


cidrs = st.builds(lambda a, n: f"{a}/{n}", st.ip_addresses(v=4).map(str), st.integers(0, 32))
names = st.none() | st.text(st.characters(exclude_categories=("Cs",)), max_size=20)


@settings(deadline=None)
@given(
    st.lists(st.builds(Vpc, id=st.from_regex(r"[A-Za-z0-9/_.:@-]{1,20}", fullmatch=True), name=names, cidr_block=cidrs)),
    st.dictionaries(st.text(st.characters(exclude_categories=("Cs",)), max_size=9), st.builds(Box, x=st.integers(-9, 9), y=st.floats(-9, 9))),
)  # fmt: skip
def test_any_names_addresses_and_boxes_survive_the_document(vpcs: list[Vpc], layout: dict[str, Box]) -> None:
    topology = Topology.of(*vpcs, layout=layout)
    assert through_json(topology) == topology


@given(cidrs)
def test_a_block_is_kept_as_the_network_that_it_is(cidr: str) -> None:
    block = Vpc(id="v", cidr_block=cidr).cidr_block
    assert block and Vpc(id="v", cidr_block=block).cidr_block == block


# Looking things up


def test_resources_are_found_by_type_and_subtype_in_their_order() -> None:
    topology = platform().build()
    assert [w.id for w in topology.all(Workload)] == ["orders", "nightly", "migrate"]
    assert [s.id for s in topology.all(Service)] == ["orders"]
    assert topology.get(Subnet, "app") and topology.get(Vpc, "app") is None and topology.get(Vpc, None) is None


def test_a_service_on_ec2_is_no_fargate_workload() -> None:
    topology = platform().change("orders", launch_type="EC2").change("nightly", launch_type=None).build()
    assert [w.id for w in topology.workloads] == ["nightly", "migrate"]


def test_what_is_not_known_is_told_by_resource_and_property() -> None:
    topology = platform().build(unresolved=(Unresolved(resource="app", property="cidr_block", reason="no default"),))
    assert topology.is_unresolved("app") and topology.is_unresolved("app", "vpc_id", "cidr_block")
    assert not topology.is_unresolved("app", "vpc_id") and not topology.is_unresolved("public")


# References


def test_references_are_found_in_fields_lists_and_parts_of_lists() -> None:
    topology = platform().build()
    assert ("app", "vpc_id") in topology.references["vpc"]
    assert ("orders", "subnets.*") in topology.references["app"]
    assert ("rtb-app", "routes.*.nat_gateway_id") in topology.references["nat"]
    assert ("rtb-app", "associations.*.subnet_id") in topology.references["app"]
    assert ("web", "security_group_ingress.*.referenced_group_id") in topology.references["web"]
    assert ("orders-task", "efs_volumes.*.file_system_id") in topology.references["files"]
    assert ("orders", "load_balancers.*.target_group_arn") in topology.references["alb-targets"]
    assert ("orders-to-stripe", "destination") in topology.references["stripe"]


def test_a_reference_says_what_it_may_lead_to() -> None:
    mount = MountTarget(id="m", file_system_id="f", subnet_id="s")
    assert list(references_of(mount)) == [("file_system_id", "f", ("FileSystem",)), ("subnet_id", "s", ("Subnet",))]


def test_a_reference_to_nothing_or_to_the_wrong_type_dangles() -> None:
    topology = Topology.of(
        Vpc(id="v"), Subnet(id="a", vpc_id="nowhere"), Subnet(id="b", vpc_id="a"), Subnet(id="c", vpc_id="v")
    )
    assert topology.dangling() == [("a", "vpc_id", "nowhere"), ("b", "vpc_id", "a")]


# Changed copies


def test_a_changed_copy_shares_what_did_not_change_and_leaves_the_first_as_it_was() -> None:
    topology = platform().build()
    before = topology.to_document()
    changed = topology.with_resources(Subnet(id="app", vpc_id="vpc"), Subnet(id="new", vpc_id="vpc"))
    assert changed.resources["vpc"] is topology.resources["vpc"] and list(changed.resources)[-1] == "new"
    assert changed.without("new").resources.keys() == topology.resources.keys()
    assert topology.to_document() == before


def test_what_was_looked_up_before_a_change_is_looked_up_afresh_after_it() -> None:
    topology = platform().build(unresolved=(Unresolved(resource="db", property="port", reason="no default"),))
    assert topology.all(Service) and topology.references["app"] and topology.is_unresolved("db")
    left = topology.without("orders", "db")
    assert left.all(Service) == () and not left.is_unresolved("db")
    assert all(holder != "orders" for holder, _path in left.references["app"])
    grown = left.with_resources(Service(id="second", subnets=("app",)))
    assert [s.id for s in grown.all(Service)] == ["second"] and ("second", "subnets.*") in grown.references["app"]
    assert topology.all(Service)[0].id == "orders"


def test_a_record_cannot_be_changed_in_place() -> None:
    table = RouteTable(id="t")
    with pytest.raises(FrozenInstanceError):
        table.main = True
