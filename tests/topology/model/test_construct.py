"""Records that are made without pydantic are the records that pydantic makes, and are refused where it refuses."""

from pathlib import Path
from typing import Any

import pytest

from topology.model import RESOURCE_TYPES, NetworkAclEntry, Resource, Service, Subnet, TaskDefinition, Topology, Vpc
from topology.model.accepted import Accepted
from topology.model.construct import Unfit, fitting, is_required
from topology.model.validation import Invalid, validated
from topology.readers import read_paths

EVERYTHING = Path(__file__).parents[2] / "fixtures" / "cloudformation" / "everything.yaml"


def test_every_record_of_a_large_template_is_as_pydantic_makes_it() -> None:
    document = read_paths([str(EVERYTHING)]).to_document()
    for values in document["resources"].values():
        kind = RESOURCE_TYPES[values["type"]]
        quick, slow = kind.holding(fitting(kind, values)), validated(kind, values)
        assert quick == slow
        assert quick.to_json() == slow.to_json()


def test_a_whole_document_is_as_pydantic_makes_it() -> None:
    document = read_paths([str(EVERYTHING)]).to_document()
    assert Topology.holding(fitting(Topology, document)) == validated(Topology, document)


def test_a_value_that_needs_converting_is_converted() -> None:
    assert Subnet(id="a", map_public_ip_on_launch="true").map_public_ip_on_launch is True
    assert Vpc(id="a", cidr_block="10.0.0.1/16").cidr_block == "10.0.0.0/16"


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (Subnet, {}),
        (Subnet, {"id": ""}),
        (Subnet, {"id": "a\n"}),
        (Subnet, {"id": "<a>"}),
        (Subnet, {"id": "a" * 513}),
        (Subnet, {"id": "a", "colour": "red"}),
        (Subnet, {"id": "a", "cidr_block": "banana"}),
        (Subnet, {"id": "a", "ipv6_cidr_block": "10.0.0.0/8"}),
        (Subnet, {"id": "a", "name": "x" * 2049}),
        (Subnet, {"id": "a", "tags": {str(i): "" for i in range(51)}}),
        (Subnet, {"id": "a", "type": "Vpc"}),
        (Service, {"id": "a", "launch_type": "MOON"}),
        (Service, {"id": "a", "desired_count": 1_000_001}),
        (Service, {"id": "a", "subnets": "b"}),
        (Service, {"id": "a", "load_balancers": [{"container_port": 65536}]}),
        (TaskDefinition, {"id": "a", "container_definitions": [{"colour": "red"}]}),
        (NetworkAclEntry, {"rule_number": 2**31, "rule_action": "allow"}),
        (NetworkAclEntry, {"rule_number": 5}),
        (Accepted, {"rule": "EX001", "reason": " \n "}),
        (Topology, {"resources": {"a": {"type": "Vpc", "id": "b"}}}),
        (Topology, {"resources": {"a": {"type": "Moon", "id": "a"}}}),
        (Topology, {"resources": {"a": {"id": "a"}}}),
        (Topology, {"layout": {"a": {"x": 0.0, "y": 0.0, "width": 0.0}}}),
        (Topology, {"quotas": {"vpcs_per_region": 0}}),
    ],
)
def test_what_pydantic_refuses_is_refused(kind: type[Resource], values: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        validated(kind, values)
    with pytest.raises(Invalid):
        kind(**values)
    with pytest.raises((Unfit, ValueError)):
        fitting(kind, values)


def test_a_reason_of_several_lines_is_a_reason() -> None:
    values = {"rule": "EX001", "reason": "a\nb"}
    assert Accepted.holding(fitting(Accepted, values)) == validated(Accepted, values)


def test_a_field_that_is_not_there_is_said_by_its_name() -> None:
    with pytest.raises(Invalid, match="there is no such field") as refused:
        Subnet(id="a", colour="red")
    assert refused.value.path == "colour"


def test_every_type_of_resource_has_checks_that_let_its_least_record_through() -> None:
    for name, kind in RESOURCE_TYPES.items():
        least = {"id": "a", **{n: "a" for n, f in kind.fields.items() if is_required(f) and n != "id"}}
        assert kind.holding(fitting(kind, least)).id == "a", name
