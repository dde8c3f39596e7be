"""Names and order mean nothing: a network whose resources are called otherwise and stand in another order gets the same answers."""

import json
import random
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from topology.checks import check
from topology.readers import Input, read
from topology.readers.source import parse
from topology.writers import write

from ..builders import Network
from ..mistakes import MISTAKES, design

FIXTURES = Path(__file__).parents[2] / "fixtures"
TEMPLATES = sorted((*(FIXTURES / "incidents").glob("*.*"), *(FIXTURES / "cloudformation").glob("*.*")))
STACKS_OF_SEVERAL = "two-stacks"
SUB = re.compile(r"\$\{([A-Za-z0-9]+)(?=[.}])")
Json = Any
Names = Mapping[str, str]


def mixed_up(template: Json, seed: int) -> tuple[Json, Names]:
    """The template with its resources renamed and in another order, and what each is called there."""
    draw = random.Random(seed)
    ids = list(template["Resources"])
    numbers = draw.sample(range(10_000, 100_000), len(ids))
    names = {id: f"R{n}{''.join(draw.choices('abcxyz', k=3))}" for id, n in zip(ids, numbers, strict=True)}
    draw.shuffle(ids)
    resources = {names.get(id, id): _renamed(template["Resources"][id], names) for id in ids}
    rest = {name: _renamed(section, names) for name, section in template.items() if name != "Resources"}
    return {**rest, "Resources": resources}, names


def _renamed(node: Json, names: Names) -> Json:
    if isinstance(node, list):
        return [_renamed(item, names) for item in node]
    if not isinstance(node, dict):
        return node
    if "Farway" in node:  # what a template has no type for names resources without a function
        return {**node, "Farway": _in_plain(node["Farway"], names)}
    return {key: _value(key, value, names) for key, value in node.items()}


def _in_plain(node: Json, names: Names) -> Json:
    if isinstance(node, str):
        return names.get(node, node)
    if isinstance(node, list):
        return [_in_plain(item, names) for item in node]
    return {k: _in_plain(v, names) for k, v in node.items()} if isinstance(node, dict) else node


def _value(key: str, value: Json, names: Names) -> Json:
    if key == "Ref" and isinstance(value, str):
        return names.get(value, value)
    if key == "Fn::GetAtt":
        first, *rest = value.split(".", 1) if isinstance(value, str) else value
        return [names.get(first, first), *rest]
    if key == "Fn::Sub":
        text, *rest = [value] if isinstance(value, str) else value
        own = rest[0] if rest else {}
        said = SUB.sub(lambda m: "${" + (m[1] if m[1] in own else names.get(m[1], m[1])), text)
        return [said, _renamed(own, names)] if rest else said
    if key == "DependsOn":
        return [names.get(v, v) for v in ([value] if isinstance(value, str) else value)]
    return _renamed(value, names)


def answers(template: Json, region: str | None = None) -> Json:
    """What a check says, without the order in which it says it and without its sentences."""
    report = check(read([Input("template.json", json.dumps(template).encode())], region=region), remedies=False)
    return {
        "flows": sorted(_flows(report), key=str),
        "ipv6": sorted((w["id"], w["ipv6"]["eligible"]) for w in report["workloads"]),
        "findings": sorted(
            ((f["rule"], f["severity"], f["cause"], f["resource"]) for f in report["findings"]), key=str
        ),
        "unresolved": sorted((u["resource"], u["property"]) for u in report["unresolved"]),
        "open": sorted(u["rule"] for u in report["coverage"]["unknown"]),
    }


def _flows(report: Json) -> Iterator[Json]:
    for workload in report["workloads"]:
        for f in workload["flows"]:
            places = sorted(
                (str(p["subnet"]), p["verdict"], sorted((b["cause"], str(b["resource"])) for b in p["blockers"]))
                for p in f["placements"]
            )
            yield (
                workload["id"],
                f["flow"],
                f["family"],
                f["protocol"],
                f["port"],
                f["to"],
                f["from"],
                f["verdict"],
                places,
            )


def assert_the_same(template: Json, region: str | None = None) -> None:
    before = answers(template, region)
    for seed in range(2):
        other, names = mixed_up(template, seed)
        text = json.dumps(answers(other, region))
        for old, new in names.items():
            text = text.replace(new, old)
        assert _sorted(json.loads(text)) == _sorted(json.loads(json.dumps(before)))


def _sorted(report: Json) -> Json:
    """The answers in the order of the names that they have now."""
    for flow in report["flows"]:
        for place in flow[-1]:
            place[-1].sort(key=str)
        flow[-1].sort(key=str)
    return {name: sorted(rows, key=str) for name, rows in report.items()}


@pytest.mark.parametrize(
    "file", [t for t in TEMPLATES if STACKS_OF_SEVERAL not in t.name], ids=lambda f: f.stem
)  # fmt: skip
def test_a_template_says_the_same_by_other_names_and_in_another_order(file: Path) -> None:
    assert_the_same(parse(file.read_text(), file.name).value)


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_design_says_the_same_by_other_names_and_in_another_order(mistake: str) -> None:
    built: Network = MISTAKES[mistake][0](design())
    assert_the_same(parse(write(built.build(), "cloudformation").content.decode(), "design.yaml").value)


def test_the_casebook_says_the_same_by_other_names_and_in_another_order(cases: Path) -> None:
    for case in json.loads((cases / "casebook" / "casebook.json").read_text()):
        text = (cases / "casebook" / "templates" / case["template"]).read_text()
        assert_the_same(parse(text, case["template"]).value, case.get("region"))


def test_public_templates_say_the_same_by_other_names_and_in_another_order(cases: Path) -> None:
    for path in sorted((cases / "corpus").glob("*.y*ml")):
        assert_the_same(parse(path.read_text(), path.name).value)
