"""The patterns of the gallery: each a whole network that works, and comes back from every format as it went."""

import xml.etree.ElementTree as ET

import pytest

from designer.patterns import PATTERNS, Pattern
from designer.patterns.pictures import DARK, thumbnail
from topology.checks import check
from topology.layout import lay_out
from topology.model import Topology
from topology.model.validation import validated
from topology.readers import Input, read
from topology.writers import write
from topology.writers.graphviz_icons import CONTAINERS, DESTINATION, NETWORK, OUTSIDE, SECURITY

EACH = pytest.mark.parametrize("pattern", PATTERNS.values(), ids=list(PATTERNS))


@EACH
def test_a_pattern_checks_clean_and_reaches_all_that_it_needs(pattern: Pattern) -> None:
    report = check(pattern.topology())
    assert [f for f in report["findings"] if f["severity"] in ("error", "warning")] == []
    required = [f for w in report["workloads"] for f in w["flows"] if f["required"]]
    assert required and {f["verdict"] for f in required} == {"reachable"}


@EACH
def test_a_pattern_is_a_whole_document_that_comes_back_as_it_went(pattern: Pattern) -> None:
    topology = pattern.topology()
    assert topology.dangling() == [] and lay_out(topology) == topology.layout
    assert all(id.isalnum() for id in topology.resources), "ids are logical ids, ready for a template"
    assert validated(Topology, pattern.document()) == topology


@EACH
def test_a_pattern_exported_as_a_template_still_checks_clean(pattern: Pattern) -> None:
    template = write(pattern.topology(), "cloudformation").content
    report = check(read([Input("pattern.yaml", template)]))
    assert [f for f in report["findings"] if f["severity"] == "error"] == []


@EACH
def test_a_pattern_has_a_title_and_one_sentence(pattern: Pattern) -> None:
    assert str(pattern.name) and str(pattern.text).endswith(".") and str(pattern.text).count(". ") == 0


@EACH
def test_a_thumbnail_is_the_exporters_diagram_in_colours_that_both_themes_have(pattern: Pattern) -> None:
    root = ET.fromstring(thumbnail(pattern.slug))
    tiles = {CONTAINERS, DESTINATION, NETWORK, OUTSIDE, SECURITY}  # white on colour, in both themes
    used = {e.get(a) for e in root.iter() for a in ("fill", "stroke")} - {None, "none", "transparent"}
    assert used <= DARK.keys() | tiles
