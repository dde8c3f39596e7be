"""Names and order mean nothing in a snapshot either: AWS could have given other ids, and listed what there is in another order."""

import io
import json
import random
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from topology.checks import check, trace
from topology.model import Topology
from topology.readers import Input, read

from .test_snapshot import described

ID = re.compile(r"\b(?:vpc|subnet|sg|rtb|igw|eigw|nat|eni|i|acl|vpce|pcx|tgw|vgw|pl|eipalloc)-[0-9a-z]+\b")
Lists = dict[str, Any]
Rename = Callable[[str], str]


def mixed_up(lists: Lists, seed: int) -> tuple[Lists, Rename]:
    """The lists in another order with other ids, and what renames an id like them."""
    draw = random.Random(seed)
    names: dict[str, str] = {}

    def renamed(text: str) -> str:
        return ID.sub(
            lambda m: names.setdefault(m[0], f"{m[0].partition('-')[0]}-{draw.randrange(16**12, 16**13):x}"), text
        )

    def shuffled(node: Any) -> Any:
        if isinstance(node, list):
            return draw.sample([shuffled(n) for n in node], len(node))
        return {k: shuffled(v) for k, v in node.items()} if isinstance(node, dict) else node

    files = draw.sample(sorted(lists), len(lists))
    return {name: shuffled(json.loads(renamed(json.dumps(lists[name])))) for name in files}, renamed


def topology_of(lists: Lists) -> Topology:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, value in lists.items():
            archive.writestr(f"{name}.json", json.dumps(value))
    return read([Input("snapshot.zip", buffer.getvalue())])


def asked(topology: Topology, source: str, destination: str, protocol: str, port: int | None) -> Any:
    found = trace(topology, source, destination, protocol, port, remedies=False)
    return found["verdict"], sorted((b["cause"], str(b["resource"])) for b in found["blockers"])


def test_the_check_of_a_snapshot_does_not_hang_on_ids_or_order() -> None:
    def flows(topology: Topology) -> list[Any]:
        report = check(topology, remedies=False)
        rows = [(f["flow"], f["to"], f["family"], f["verdict"]) for w in report["workloads"] for f in w["flows"]]
        return [sorted(rows, key=str), sorted((f["rule"], f["severity"]) for f in report["findings"])]

    before = flows(topology_of(described()))
    for seed in range(5):
        assert flows(topology_of(mixed_up(described(), seed)[0])) == before


def test_a_trace_in_a_snapshot_does_not_hang_on_ids_or_order(cases: Path) -> None:
    for case in json.loads((cases / "reachability" / "cases.json").read_text()):
        folder = cases / "reachability" / str(case["snapshot"])
        if not str(case["snapshot"]).startswith("snapshots/"):
            continue
        lists = {
            str(f.relative_to(folder).with_suffix("")): json.loads(f.read_text())
            for f in sorted(folder.rglob("*.json"))
        }
        source = case["source_ip"] if case.get("source_ip") and not case["source"].startswith("i-") else case["source"]
        question = (
            source,
            case["destination"].removeprefix("ip of "),
            str(case.get("protocol") or "tcp").split()[0],
            case.get("dst_port"),
        )
        verdict, blockers = asked(topology_of(lists), *question)
        for seed in range(2):
            other, renamed = mixed_up(lists, seed)
            named = sorted((cause, renamed(resource)) for cause, resource in blockers)
            found = asked(topology_of(other), renamed(question[0]), renamed(question[1]), *question[2:])
            assert found == (verdict, named), case["id"]
