"""Public templates that nobody here wrote: all are read, and nothing in them refers nowhere."""

import json
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
