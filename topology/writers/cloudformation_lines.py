"""Where each resource stands in a template: for showing the two beside each other."""

import re
from typing import NamedTuple

from ..model import Topology
from .cloudformation import template_and_names
from .cloudformation_yaml import to_yaml

_LOGICAL_ID = re.compile(r"  ([A-Za-z0-9]+):")


class Template(NamedTuple):
    """A CloudFormation template as YAML, and the first and last line, from 1, of each resource by its id."""

    text: str
    lines: dict[str, tuple[int, int]]


def template_with_lines(topology: Topology) -> Template:
    """The template of a topology; what the template does not declare (a default group) has no lines."""
    template, names = template_and_names(topology)
    text = to_yaml(template)
    found = _lines_of_resources(text)
    return Template(text, {id: found[name] for id in topology.resources if (name := names[id]) in found})


def _lines_of_resources(text: str) -> dict[str, tuple[int, int]]:
    """The lines of each logical id: the writer puts it alone on a line, two spaces in, and what belongs to it deeper."""
    found: dict[str, tuple[int, int]] = {}
    is_inside, name = False, ""
    for number, line in enumerate(text.splitlines(), 1):
        if line and not line.startswith((" ", "#")):
            is_inside, name = line.startswith("Resources:"), ""
        elif is_inside and (start := _LOGICAL_ID.match(line)):
            name = start[1]
            found[name] = (number, number)
        elif name and line.strip():
            found[name] = (found[name][0], number)
    return found
