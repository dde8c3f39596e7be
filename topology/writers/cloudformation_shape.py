"""Kept content in the shape that the writer expects: a document may hold anything in its place."""

from collections.abc import Mapping
from typing import Any

from ..model import Topology

_MAPPINGS = ("Parameters", "Mappings", "Conditions", "Outputs", "Attributes")


def is_function(node: Any) -> bool:
    """Whether a node is an intrinsic function, and so no mapping of properties."""
    return isinstance(node, dict) and len(node) == 1 and str(next(iter(node))).startswith(("Ref", "Fn::"))


def mapping(node: Any) -> dict[str, Any]:
    """The node where it is a mapping, otherwise an empty one."""
    return node if isinstance(node, dict) and not is_function(node) else {}


def sequence(node: Any) -> list[Any]:
    """The node where it is a list, otherwise an empty one."""
    return node if isinstance(node, list) else []


def sections_of(topology: Topology) -> Mapping[str, Mapping[str, Any]]:
    """For each stack the sections that were kept of its template, each in its own shape."""
    found: dict[str, dict[str, Any]] = {}
    for stack, content in topology.template.items():
        sections = {name: mapping(mapping(content).get(name)) for name in _MAPPINGS}
        found[stack] = {
            **{k: v for k, v in mapping(content).items() if k in ("Description", "Transform", "Globals")},
            **sections,
            "Attributes": {k: v for k, v in sections["Attributes"].items() if isinstance(v, dict)},
            "Assumed": [mark for mark in sequence(mapping(content).get("Assumed")) if isinstance(mark, str)],
        }
    return found
