"""A design as a CloudFormation template, beside which it can be read."""

from typing import Any

from topology.writers.cloudformation_lines import template_with_lines

from ..documents import topology_of
from ..models import Design


def template_of(design: Design) -> dict[str, Any]:
    """The template of the newest revision as YAML, and the first and last line of each resource, from 1, by its id."""
    text, lines = template_with_lines(topology_of(design.document))
    return {"revision": design.revision, "text": text, "lines": lines}
