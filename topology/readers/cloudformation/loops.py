"""Fn::ForEach: what a loop stands for, written out before anything else of the template is read.

A loop may stand among resources, conditions, outputs and the properties of a resource:
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html
"""

import re
from collections.abc import Callable
from typing import Any

from ...i18n import _
from .stack import Stack, check_resource
from .values import TOKEN, Unknown, to_text

LOOP = "Fn::ForEach"
MAX_WRITTEN_OUT = 100_000
"""Keys and values that all loops of a template may stand for together."""

Evaluate = Callable[[Any], Any]


def write_out_loops(stack: Stack, evaluate: Evaluate) -> None:
    """Put in place of each loop of a template what it stands for. A loop over what is not known stays as it is.

    `evaluate` gives the values that a loop runs over. Raises ReadError where a key comes twice, or where it grows too large.
    """
    writer = _Writer(stack, evaluate)
    for section in ("Conditions", "Resources", "Outputs"):
        stack.sections[section] = writer.mapping(stack.sections[section], {}, section)
    for logical, body in stack.resources.items():
        check_resource(stack, logical, body)


class _Writer:
    def __init__(self, stack: Stack, evaluate: Evaluate) -> None:
        self.stack, self.evaluate = stack, evaluate
        self.written = 0

    def mapping(self, node: dict[str, Any], values: dict[str, str], *path: str) -> dict[str, Any]:
        """A mapping without its loops; `values` are those of the loops around it."""
        found: dict[str, Any] = {}
        for key, value in node.items():
            loop = self._loop(key, value, values)
            parts = [self.mapping(value[2], {**values, value[0]: v}, *path) for v in loop] if loop is not None else [
                {_put(key, values): self.node(value, values, *path)}]  # fmt: skip
            for name, part in (item for p in parts for item in p.items()):
                if name in found:
                    raise self.stack.error("duplicate-key", _("“%s” comes twice") % name, *path, key)
                found[name] = part
        return found

    def node(self, node: Any, values: dict[str, str], *path: str) -> Any:
        """A value, the names of the loops around it replaced."""
        if isinstance(node, str):
            return _put(node, values) if values else node
        if isinstance(node, list):
            self._count(len(node), values)
            return [self.node(item, values, *path) for item in node]
        if not isinstance(node, dict):
            return node
        if len(node) == 1 and isinstance(name := node.get("Ref"), str) and name in values:
            return values[name]
        self._count(len(node), values)
        return self.mapping(node, values, *path)

    def _count(self, more: int, values: dict[str, str]) -> None:
        self.written += more if values else 0
        if self.written > MAX_WRITTEN_OUT:
            raise self.stack.error("too-large", _("the loops of the template stand for more than %d values") % MAX_WRITTEN_OUT)  # fmt: skip

    def _loop(self, key: str, value: Any, values: dict[str, str]) -> list[str] | None:
        """The values that a loop runs over; None of what is no loop, or runs over what is not known."""
        if not key.startswith(f"{LOOP}::"):
            return None
        if not isinstance(value, list) or len(value) != 3 or not isinstance(value[0], str) or not isinstance(value[2], dict):  # fmt: skip
            return None
        collection = self.evaluate(self.node(value[1], values))
        if isinstance(collection, Unknown) or not isinstance(collection, list):
            return None
        texts = [None if isinstance(item, Unknown) else to_text(item) for item in collection]
        if any(text is None or TOKEN.search(text) for text in texts):
            return None
        self._count(len(texts), {"": ""})
        return [text for text in texts if text is not None]


def _put(text: str, values: dict[str, str]) -> str:
    """A text in which each loop's name is replaced: `${Name}` as it is, `&{Name}` by its letters and digits."""
    for name, value in values.items():
        text = text.replace("${" + name + "}", value)
        text = text.replace("&{" + name + "}", re.sub("[^A-Za-z0-9]", "", value))
    return text
