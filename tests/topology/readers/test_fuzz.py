"""Whatever stands where in a template: it is read, or refused with a reason; and what is read can be written."""

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from topology.readers import Input, ReadError, read
from topology.readers.source import parse
from topology.writers.cloudformation import write_cloudformation

EVERYTHING = Path(__file__).parents[2] / "fixtures" / "cloudformation" / "everything.yaml"
JUNK: list[Any] = [
    {"Fn::If": ["Wanted", {"a": "b"}, {"a": "c"}]},
    None, True, 0, -1, 1.5, "", "x", "10.0.0.0/8", "::/0", "${", "${Vpc}", "${A.B.C}", "{{resolve:ssm:x}}", [], {}, [[]], [None], [{}], {"": ""},
    {"a": "b", "c": []}, {"Ref": "Vpc"}, {"Ref": "Nowhere"}, {"Ref": []}, {"Ref": "AWS::NoValue"}, {"Ref": "AWS::StackName"},
    {"Ref": "OtherGroups"}, {"Fn::GetAtt": "Vpc"}, {"Fn::GetAtt": ["Vpc", "CidrBlock"]}, {"Fn::GetAtt": []}, {"Fn::GetAtt": [{}, {}]},
    {"Fn::Sub": None}, {"Fn::Sub": "${Label}"}, {"Fn::Sub": ["${a}", {"a": {"Ref": "Vpc"}}]}, {"Fn::Sub": [1, 2]}, {"Fn::Join": ["", {}]},
    {"Fn::Join": [",", [{"Ref": "A"}, {"Ref": "B"}]]}, {"Fn::Select": ["x", []]}, {"Fn::Select": [0, [{"Ref": "A"}]]}, {"Fn::Split": ["", "a"]},
    {"Fn::GetAZs": {}}, {"Fn::Cidr": [1, 2, 3]}, {"Fn::FindInMap": ["Sizes", "small", "Cpu"]}, {"Fn::FindInMap": [{}, 1, 2]},
    {"Fn::If": ["Large", {"Ref": "Never"}, {"Ref": "A"}]}, {"Fn::If": ["Wanted", "x", {"Ref": "AWS::NoValue"}]}, {"Fn::If": ["Small", [], {}]},
    {"Fn::If": []}, {"Fn::ImportValue": {"Ref": "Label"}}, {"Fn::Transform": {}}, {"Fn::Base64": {"Ref": "A"}}, {"Fn::Nonsense": 1}, {"Condition": "Large"},
]  # fmt: skip


def places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    for key, value in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        yield from places(value, (*path, key))


def changed(template: Any, path: tuple[Any, ...], value: Any) -> Any:
    copy = json.loads(json.dumps(template))
    if not path:
        return value
    node = copy
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = value
    return copy


def try_one(template: Any, path: tuple[Any, ...], value: Any) -> None:
    data = json.dumps(changed(template, path, value)).encode()
    try:
        topology = read([Input("a.json", data)])
    except ReadError as error:
        assert error.code
        return
    assert topology.dangling() == []
    again = read([Input("b.yaml", write_cloudformation(topology).encode())])
    assert again.resources.keys() == topology.resources.keys(), (path, value)
    assert {(u.resource, u.property) for u in again.unresolved} == {
        (u.resource, u.property) for u in topology.unresolved
    }, (path, value)


def samples(count: int, seed: int = 20261123) -> list[tuple[tuple[Any, ...], Any]]:
    template = parse(EVERYTHING.read_text(), "everything.yaml").value
    rng = random.Random(seed)
    everywhere = [p for p in places(template) if p]
    return [(rng.choice(everywhere), rng.choice(JUNK)) for _ in range(count)]


def run(count: int) -> None:
    template = parse(EVERYTHING.read_text(), "everything.yaml").value
    for path, value in samples(count):
        try_one(template, path, value)


def test_a_sample_of_templates_with_junk_somewhere_is_read_or_refused() -> None:
    run(120)


@pytest.mark.long
def test_templates_with_junk_anywhere_are_read_or_refused() -> None:
    run(10_000)
