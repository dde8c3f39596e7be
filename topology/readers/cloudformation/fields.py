"""The value of one field: a reference, a text, a number, a block of addresses; Unknown, or refused, where it is none."""

import json
import re
from collections.abc import Mapping
from ipaddress import IPv4Network, IPv6Network
from typing import Any

from ...i18n import _
from ...model.cloudformation import ATTRIBUTES
from ...model.prefix_lists import named_list
from ...model.spelling import Property
from .intrinsics import Evaluator
from .values import ABSENT, TOKEN, Unknown, to_text

NAMED: Mapping[str, re.Pattern[str]] = {
    "Cluster": re.compile(r"^arn:[^:]*:ecs:[^:]*:[^:]*:cluster/([^/]+)$"),
    "TaskDefinition": re.compile(r"^(?:arn:[^:]*:ecs:[^:]*:[^:]*:task-definition/)?([^:/]+)$"),
}
"""How an ARN ends in a name, and a family without a revision, which is its newest, the one that the stack makes."""


class Fields:
    """Turns evaluated values into values of fields, for one resource; errors name it."""

    def __init__(self, evaluator: Evaluator, logical: str) -> None:
        self.evaluator, self.logical, self.world = evaluator, logical, evaluator.world

    def value(self, leaf: Property, value: Any, raw: Any, path: tuple[str, ...]) -> Any:
        """One value, in the type that the field has; Unknown where it is not known before there is a stack."""
        if value is ABSENT or value is None or isinstance(value, Unknown):
            return ABSENT if value is None else value
        if leaf.kind == "json":
            return self._json(self._object(value, path))
        if isinstance(value, list) and leaf.many:
            return [self.value(leaf, v, raw, path) for v in value]
        text = to_text(value)
        if text is None:
            raise self.invalid(path, value, _("a single value"))
        if "{{resolve:" in text:
            return Unknown(None, _("a dynamic reference has a value only in a stack"))
        if leaf.kind == "reference":
            return self._reference(leaf, text)
        if leaf.kind == "text":
            return self.world.references.spell(text)
        if TOKEN.search(text):
            return Unknown(None, self.only_in_a_stack(text))
        return self._typed(leaf, text.strip(), path)

    def _object(self, value: Any, path: tuple[str, ...]) -> Any:
        """A document that a template may also give as a text of JSON."""
        if not isinstance(value, str):
            return value
        try:
            found = json.loads(value)
        except ValueError:
            found = None
        if not isinstance(found, dict):
            raise self.invalid(path, value, _("a mapping"))
        return found

    def _typed(self, leaf: Property, text: str, path: tuple[str, ...]) -> Any:
        if leaf.kind == "boolean":
            if text.lower() not in ("true", "false"):
                raise self.invalid(path, text, _("true or false"))
            return text.lower() == "true"
        if leaf.kind == "integer":
            try:
                return int(text)
            except ValueError as error:
                raise self.invalid(path, text, _("a whole number")) from error
        if leaf.kind == "choice":
            found = next((c for c in leaf.choices if c.lower() == text.lower()), None)
            if found is None:
                raise self.invalid(path, text, ", ".join(leaf.choices))
            return found
        try:
            return str((IPv4Network if leaf.kind == "ipv4" else IPv6Network)(text, strict=False))
        except ValueError as error:
            example = "10.0.0.0/16" if leaf.kind == "ipv4" else "2001:db8::/56"
            raise self.invalid(path, text, _("a block of addresses such as %s") % example) from error

    def _json(self, value: Any) -> Any:
        """A value with texts in the form of Fn::Sub. Unknown where any part is."""
        if isinstance(value, str):
            return self.world.references.spell(value)
        if isinstance(value, Unknown):
            return value
        if isinstance(value, list):
            items = [self._json(v) for v in value]
            return next((i for i in items if isinstance(i, Unknown)), items)
        if isinstance(value, dict):
            built = {k: self._json(v) for k, v in value.items()}
            return next((Unknown(None, v.reason) for v in built.values() if isinstance(v, Unknown)), built)
        return value

    def _reference(self, leaf: Property, text: str) -> Any:
        reference = self.world.references.single(text)
        if reference is not None:
            kind = self.world.types.get(reference.id)
            if kind in leaf.refers and reference.attribute in ATTRIBUTES[kind]:
                return reference.id
            if kind is not None and reference.attribute is None:
                return Unknown(
                    None, _("%(id)s is no %(types)s") % {"id": reference.id, "types": _(" or ").join(leaf.refers)}
                )
            return Unknown(None, self.only_in_a_stack(text))
        if text.startswith("pl-") and "PrefixList" in leaf.refers:
            self.world.prefix_lists[text] = named_list(text, self.world.region)
            return text
        if (named := self._named(leaf, text)) is not None:
            return named
        return Unknown(None, _("%s is not in the input") % self.world.references.spell(text)[:200])

    def _named(self, leaf: Property, text: str) -> str | None:
        """The cluster or task definition of the same stack that a name or an ARN made of one names."""
        kind = next((k for k in NAMED if k in leaf.refers), None)
        if kind is None:
            return None
        found = NAMED[kind].match(text)
        name = found[1] if found else text
        reference = self.world.references.single(name)
        if reference is not None:
            same = self.world.types.get(reference.id) == kind and reference.attribute is None
            return reference.id if same and found else None
        return self.world.named.get((self.evaluator.stack.name, kind, name))

    def only_in_a_stack(self, text: str) -> str:
        """Why a text that holds a reference is no plain value."""
        return _("%s has a value only in a stack") % self.world.references.within(text)[0].text

    def invalid(self, path: tuple[str, ...], value: Any, wanted: str) -> Exception:
        """The error for a literal that a property cannot have."""
        message = _("%(resource)s has “%(value)s” as its %(property)s; it must be %(wanted)s")
        return self.evaluator.stack.error(
            "invalid-value",
            message % {"resource": self.logical, "value": self.world.references.spell(str(value))[:100],
                       "property": ".".join(path), "wanted": wanted},
            "Resources", self.logical, "Properties", *path,
        )  # fmt: skip
