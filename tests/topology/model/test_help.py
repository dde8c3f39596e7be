"""What a form of the inspector says of each field."""

import dataclasses
import re
from collections.abc import Iterator
from typing import Any, get_args

import pytest

from topology.model import RESOURCE_TYPES, Record, Subnet, Topology
from topology.model.records import HIDDEN, field
from topology.model.validation import json_schema

SENTENCE = re.compile(r"[A-Za-z/].*[.]", re.DOTALL)
MOST = 220
"""As many letters as a help may have: about five lines of the inspector."""


def parts_of(annotation: Any) -> Iterator[type[Record]]:
    """The records that an annotation names, at any depth."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    for argument in get_args(annotation):
        yield from parts_of(argument)


def records_of_forms() -> list[type[Record]]:
    """Every resource's record, and the records within it."""
    found: list[type[Record]] = list(RESOURCE_TYPES.values())
    for kind in found:
        for held in kind.fields.values():
            found += [part for part in parts_of(held.type) if part not in found]
    return found


def is_shown(held: "dataclasses.Field[Any]") -> bool:
    """As the inspector judges it: not what is marked, and not what has one value only."""
    return held.metadata.get("json_schema_extra") != HIDDEN and len(get_args(held.type)) != 1


@pytest.mark.parametrize("kind", records_of_forms(), ids=lambda kind: kind.__name__)
def test_each_field_that_a_form_shows_has_its_help(kind: type[Record]) -> None:
    helps = {name: held.metadata.get("description", "") for name, held in kind.fields.items() if is_shown(held)}
    assert helps
    assert [name for name, said in helps.items() if not SENTENCE.fullmatch(said) or len(said) > MOST] == []


def test_routes_and_ports_of_containers_are_among_the_forms() -> None:
    assert {"Route", "PortMapping", "ResourceRecordSet", "ServiceLoadBalancer"} <= {
        k.__name__ for k in records_of_forms()
    }


def test_a_field_that_no_form_shows_is_marked_in_the_schema() -> None:
    schema = json_schema(Topology)["$defs"]
    assert schema["Route"]["properties"]["id"]["x-hidden"] is True
    assert "x-hidden" not in schema["Target"]["properties"]["id"]
    for name, kind in RESOURCE_TYPES.items():
        assert schema[name]["properties"]["type"]["const"] == kind.fields["type"].default


def test_a_field_without_a_help_is_found() -> None:
    class Bare(Subnet):
        left: str = field(default="")

    assert is_shown(Bare.fields["left"])
    assert not Bare.fields["left"].metadata.get("description")
