"""Records that are made without pydantic's schemas are the records that pydantic makes, and are refused where it refuses."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from topology.model import RESOURCE_TYPES, NetworkAclEntry, Resource, Service, Subnet, TaskDefinition, Vpc
from topology.model.construct import _construct, construct
from topology.readers import read_paths

EVERYTHING = Path(__file__).parents[2] / "fixtures" / "cloudformation" / "everything.yaml"


def test_every_record_of_a_large_template_is_as_pydantic_makes_it() -> None:
    document = read_paths([str(EVERYTHING)]).to_document()
    for values in document["resources"].values():
        kind = RESOURCE_TYPES[values["type"]]
        quick, slow = _construct(kind, values), kind.model_validate(values)
        assert quick == slow
        assert quick.model_dump(mode="json", exclude_defaults=True) == slow.model_dump(
            mode="json", exclude_defaults=True
        )
        assert quick.model_fields_set == slow.model_fields_set


def test_a_value_that_needs_converting_is_converted() -> None:
    assert construct(Subnet, {"id": "a", "map_public_ip_on_launch": "true"}).map_public_ip_on_launch is True
    assert construct(Vpc, {"id": "a", "cidr_block": "10.0.0.1/16"}).cidr_block == "10.0.0.0/16"


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
        (Service, {"id": "a", "desired_count": 5001}),
        (Service, {"id": "a", "subnets": "b"}),
        (Service, {"id": "a", "load_balancers": [{"container_port": 65536}]}),
        (TaskDefinition, {"id": "a", "container_definitions": [{"colour": "red"}]}),
        (NetworkAclEntry, {"rule_number": 0, "rule_action": "allow"}),
        (NetworkAclEntry, {"rule_number": 5}),
    ],
)
def test_what_pydantic_refuses_is_refused(kind: type[Resource], values: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        kind.model_validate(values)
    with pytest.raises(ValidationError):
        construct(kind, values)


def test_every_type_of_resource_has_checks_that_let_its_least_record_through() -> None:
    for name, kind in RESOURCE_TYPES.items():
        least = {"id": "a", **{n: "a" for n, f in kind.model_fields.items() if f.is_required() and n != "id"}}
        assert _construct(kind, least).id == "a", name
