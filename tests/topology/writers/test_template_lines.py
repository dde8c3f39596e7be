"""Each resource stands in the template at the lines that are told of it."""

from itertools import pairwise

import yaml

from topology.writers.cloudformation_lines import template_with_lines

from ..builders import network


def test_the_lines_of_a_resource_hold_it_and_nothing_else() -> None:
    topology = network().vpc().subnet("public-a", public=True).nat("nat", "public-a").service("app", "public-a").build()
    text, lines = template_with_lines(topology)
    rows = text.splitlines()
    assert set(lines) == set(topology.resources)
    for first, last in lines.values():
        part = yaml.load("\n".join(rows[first - 1 : last]), Loader=yaml.BaseLoader)
        assert len(part) == 1
    spans = sorted(lines.values())
    assert all(before[1] < after[0] for before, after in pairwise(spans))
