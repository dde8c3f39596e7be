"""Public templates that nobody here wrote: all are read, and nothing in them refers nowhere."""

import json
import time
from pathlib import Path

from topology.readers import read_paths


def test_every_template_of_the_corpus_is_read(cases: Path) -> None:
    for path in sorted((cases / "corpus").glob("*.y*ml")):
        topology = read_paths([str(path)])
        assert topology.dangling() == [], path.name
        assert topology.resources, path.name


def test_every_template_of_the_casebook_is_read_whole(cases: Path) -> None:
    for case in json.loads((cases / "casebook" / "casebook.json").read_text()):
        topology = read_paths([str(cases / "casebook" / "templates" / case["template"])], region=case.get("region"))
        assert topology.unresolved == (), case["template"]
        assert topology.dangling() == [], case["template"]
        assert case["service"] in topology.resources, case["template"]


def test_a_template_of_48_resources_is_read_in_a_moment(cases: Path) -> None:
    (path,) = (cases / "corpus").glob("*apigw-vpclink-alb-ecs_template.yaml")
    spent = []
    for _ in range(5):
        started = time.process_time()
        read_paths([str(path)])
        spent.append(time.process_time() - started)
    assert min(spent) < 0.06
