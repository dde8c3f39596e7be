"""Documents come from anywhere: whatever their kept properties, bodies, expressions and sections hold, a template is written."""

import json
import random
from typing import Any

import pytest

from topology.model import Topology
from topology.model.validation import Invalid, validated
from topology.readers import read_paths
from topology.readers.source import parse
from topology.writers.cloudformation import write_cloudformation

from ..readers.test_fuzz import EVERYTHING, JUNK, changed, places

UNCHECKED = {"properties", "body", "template", "unresolved", "default_actions", "policy_document"}


def documents(count: int, seed: int = 20261123) -> list[Any]:
    document = json.loads(json.dumps(read_paths([str(EVERYTHING)]).to_document()))
    rng = random.Random(seed)
    somewhere = [p for p in places(document) if UNCHECKED & set(map(str, p))]
    return [changed(document, rng.choice(somewhere), rng.choice(JUNK)) for _ in range(count)]


def write_all(count: int, seed: int = 20261123) -> None:
    for document in documents(count, seed):
        try:
            topology = validated(Topology, document)
        except Invalid:
            continue
        assert parse(write_cloudformation(topology), "out.yaml").value["Resources"]


def test_a_sample_of_documents_with_junk_in_what_is_kept_is_written() -> None:
    write_all(100)


@pytest.mark.long
def test_documents_with_junk_in_what_is_kept_are_written() -> None:
    write_all(10_000)
