"""From the properties of a template to the fields of a record, by the table of spellings."""

import json
import re
from collections.abc import Mapping
from typing import Any

from ...i18n import _
from ...model import SecurityGroupRule
from ...model.spelling import REQUIRED, Property, Spelling
from ...model.task_definitions import ContainerDefinition, Secret
from .fields import Fields
from .images import registry_of
from .values import ABSENT, TOKEN, Unknown, intrinsic, to_text

MEANINGFUL_OPTIONS = frozenset(
    ["awslogs-region", "awslogs-endpoint", "region", "endpoint", "Host", "host", "splunk-url", "gelf-address"]
)
"""Options of a log driver that decide where logs go; another one without a value is no gap."""

OF_SECRETS = frozenset(["AWS::SecretsManager::Secret", "AWS::SecretsManager::SecretTargetAttachment"])
"""The types whose Ref is the ARN of a secret."""

_MENTION = r"\$\{([^!{}][^{}]*)\}"


class Decoded:
    """What was read: the record's fields, what it does not model, and what has no value.

    `left` also has what has no value where the record is a part that `keeps` it; a resource's own gaps are listed instead.
    """

    def __init__(self, *, keeps: bool = False) -> None:
        self.fields: dict[str, Any] = {}
        self.left: Any = {}
        self.keeps = keeps
        self.gaps: dict[str, Unknown] = {}
        self.partial: dict[str, list[Unknown]] = {}

    def gap(self, name: str, unknown: Unknown) -> None:
        """List a field that has no value at all."""
        self.gaps.setdefault(name, unknown)

    @property
    def whole(self) -> bool:
        """Whether nothing is left over and nothing is missing."""
        return not (self.left or self.gaps or self.partial)


class Decoder(Fields):
    """Decodes the properties of one resource; errors name it."""

    def record(self, spelling: Spelling, raw: Any) -> Decoded:
        """Decode the properties of a resource by its spelling."""
        decoded = Decoded()
        decoded.left = self._walk(spelling.tree, raw, (), decoded)
        for name, value in spelling.absent.items():
            if value is not REQUIRED:
                decoded.fields.setdefault(name, value)
        return decoded

    def part(self, spelling: Spelling, raw: Any) -> Decoded:
        """Decode a part of a resource: a property's element, or a resource of its own that is an item of another."""
        decoded = Decoded(keeps=spelling.keeps)
        decoded.left = self._walk(spelling.tree, raw, (), decoded)
        if spelling.record is Secret:
            self._find_service(decoded)
        if spelling.record is ContainerDefinition and "image" in decoded.gaps:
            self._find_registry(decoded)
        if spelling.record is SecurityGroupRule and isinstance(decoded.left, dict):
            self._drop_own_account(decoded.left)
        if decoded.keeps and decoded.left:
            decoded.fields["properties"] = decoded.left
        return decoded

    def _find_registry(self, container: Decoded) -> None:
        """Say which registry has an image; where that is known, the rest of its name may stay unknown."""
        registry = registry_of(self.evaluator, container.gaps["image"].expression)
        if registry is not None:
            container.fields["registry"] = registry
            del container.gaps["image"]

    def _drop_own_account(self, left: dict[str, Any]) -> None:
        """Leave out the owner of a rule's group where it is the account itself: it says nothing then."""
        owner = left.get("SourceSecurityGroupOwnerId")
        if owner is not None and self.evaluator.evaluate(owner) == self.world.pseudo["AWS::AccountId"]:
            del left["SourceSecurityGroupOwnerId"]

    def _walk(self, tree: Mapping[str, Any], raw: Any, path: tuple[str, ...], decoded: Decoded) -> Any:
        node = self.evaluator.settle(raw)
        if node is ABSENT or node is None:
            return {}
        name = intrinsic(node)
        if isinstance(node, Unknown) or name:
            unknown = node if isinstance(node, Unknown) else Unknown(node, _("%s is not evaluated") % name)
            for leaf in _leaves(tree):
                decoded.gap(leaf.field, unknown)
            return unknown.expression
        if not isinstance(node, dict):
            raise self.invalid(path, node, _("a mapping"))
        left: dict[str, Any] = {}
        for key, value in node.items():
            below = tree.get(key)
            if below is None:
                left[key] = value
            elif isinstance(below, Property):
                rest = self._leaf(below, value, (*path, key), decoded)
                if rest is not ABSENT:
                    left[key] = rest
            elif (rest := self._walk(below, value, (*path, key), decoded)) not in ({}, None):
                left[key] = rest
        return left

    def _leaf(self, leaf: Property, raw: Any, path: tuple[str, ...], decoded: Decoded) -> Any:
        """Decode one property into its field. Returns what the writer must keep of it, or ABSENT."""
        if raw is None:
            return ABSENT
        if leaf.kind == "pairs":
            return self._pairs(leaf, raw, decoded)
        if leaf.kind == "map":
            return self._map(leaf, raw, path, decoded)
        if leaf.kind == "record" and not leaf.many:
            return self._part(leaf, raw, decoded)
        if leaf.many:
            return self._many(leaf, raw, path, decoded)
        value = self.value(leaf, self.evaluator.evaluate(raw), raw, path)
        if value is ABSENT:
            return ABSENT
        if isinstance(value, Unknown):
            if leaf.quiet:
                return raw
            decoded.gap(leaf.field, Unknown(raw if value.expression is None else value.expression, value.reason))
            return raw if decoded.keeps else ABSENT
        decoded.fields[leaf.field] = value
        return ABSENT

    def _part(self, leaf: Property, raw: Any, decoded: Decoded) -> Any:
        assert leaf.part
        if self.evaluator.settle(raw) is ABSENT:
            return ABSENT
        part = self.part(leaf.part, raw)
        self._bubble(leaf, part, decoded)
        if intrinsic(part.left):
            return part.left
        decoded.fields[leaf.field] = part.fields
        return ABSENT

    def _bubble(self, leaf: Property, part: Decoded, decoded: Decoded) -> None:
        """A gap in a part is a gap in the field that holds it; the part itself keeps the expression."""
        gaps = [*part.gaps.values(), *(u for us in part.partial.values() for u in us)]
        if gaps:
            decoded.partial.setdefault(leaf.field, []).extend(gaps)

    def _many(self, leaf: Property, raw: Any, path: tuple[str, ...], decoded: Decoded) -> Any:
        node = self.evaluator.settle(raw)
        if node is ABSENT:
            return ABSENT
        items = node if isinstance(node, list) else self.evaluator.evaluate(node)
        if isinstance(items, str) and leaf.kind == "reference" and (single := self.world.references.single(items)):
            items = (
                [items]
                if self.world.types.get(single.id) in leaf.refers
                else Unknown(node, self.only_in_a_stack(items))
            )
        if isinstance(items, Unknown):
            decoded.gap(leaf.field, items)
            decoded.fields[leaf.field] = []
            return items.expression if decoded.keeps else ABSENT
        known: list[Any] = []
        kept: list[Any] = []
        for item in items if isinstance(items, list) else [items]:
            self._item(leaf, item, path, decoded, known, kept)
        decoded.fields[leaf.field] = known
        missing = decoded.partial.get(leaf.field, [])
        if not isinstance(node, list) and any(
            TOKEN.search(u.expression) for u in missing if isinstance(u.expression, str)
        ):
            decoded.fields[leaf.field] = []
            decoded.gap(leaf.field, Unknown(node, decoded.partial.pop(leaf.field)[0].reason))
        return kept or ABSENT

    def _item(
        self, leaf: Property, raw: Any, path: tuple[str, ...], decoded: Decoded, known: list[Any], kept: list[Any]
    ) -> None:
        node = self.evaluator.settle(raw)
        if node is ABSENT:
            return
        if leaf.kind != "record":
            value = self.value(
                leaf, self.evaluator.evaluate(node) if not isinstance(node, Unknown) else node, raw, path
            )
            for one in value if isinstance(value, list) else [value]:
                if isinstance(one, Unknown):
                    missing = Unknown(raw if one.expression is None else one.expression, one.reason)
                    if leaf.quiet or decoded.keeps:
                        kept.append(missing.expression)
                    if not leaf.quiet:
                        decoded.partial.setdefault(leaf.field, []).append(missing)
                elif one is not ABSENT:
                    known.append(one)
            return
        assert leaf.part
        if leaf.field == "efs_volumes" and isinstance(node, dict) and not (
            "EFSVolumeConfiguration" in node or intrinsic(node) or isinstance(node, Unknown)
        ):  # fmt: skip
            kept.append(node)
            return
        part = self.part(leaf.part, node)
        if part.keeps:
            self._bubble(leaf, part, decoded)
            known.append(part.fields)
        elif part.whole:
            known.append(part.fields)
        else:
            decoded.partial.setdefault(leaf.field, []).append(Unknown(part_expression(node), reason_of(part)))

    def _pairs(self, leaf: Property, raw: Any, decoded: Decoded) -> Any:
        """A list of keys and values into a mapping; a pair that has no value is kept for the writer."""
        values: dict[str, str] = {}
        kept: list[Any] = []
        node = self.evaluator.settle(raw)
        for item in node if isinstance(node, list) else []:
            pair = self.evaluator.evaluate(item)
            if pair is ABSENT:
                continue
            key, value = (
                (to_text(pair.get("Key")), to_text(pair.get("Value"))) if isinstance(pair, dict) else (None, None)
            )
            if key is None or value is None or set(pair) != {"Key", "Value"}:
                kept.append(item)
            else:
                values[self.world.references.spell(key)] = self.world.references.spell(value)
        if values:
            decoded.fields[leaf.field] = values
        return (kept or ABSENT) if isinstance(node, list) else (ABSENT if node is ABSENT else raw)

    def _map(self, leaf: Property, raw: Any, path: tuple[str, ...], decoded: Decoded) -> Any:
        node = self.evaluator.settle(raw)
        if not isinstance(node, dict) or intrinsic(node):
            return ABSENT if node is ABSENT else raw
        values: dict[str, str] = {}
        kept: dict[str, Any] = {}
        for key, item in node.items():
            value = self.evaluator.evaluate(item)
            text = None if isinstance(value, Unknown) else to_text(value)
            if text is not None:
                values[key] = self.world.references.spell(text)
            elif value is not ABSENT and value is not None:
                kept[key] = item
                if key in MEANINGFUL_OPTIONS and isinstance(value, Unknown):
                    decoded.partial.setdefault(leaf.field, []).append(value)
        if values:
            decoded.fields[leaf.field] = values
        return kept or ABSENT

    def _find_service(self, secret: Decoded) -> None:
        """Say which service has a secret's value; where that is known, its ARN may stay unknown."""
        gap = secret.gaps.get("value_from")
        text = json.dumps(gap.expression) if gap else secret.fields.get("value_from", "")
        if "{{resolve:" in text:
            return  # what a dynamic reference gives is an ARN or a name that is not known
        mentioned = [self.world.cloudformation_types.get(m.split(".")[0], "") for m in re.findall(_MENTION, text)]
        if ":secretsmanager:" in text or ".MasterUserSecret." in text or not OF_SECRETS.isdisjoint(mentioned):
            secret.fields["service"] = "secretsmanager"
        elif (
            ":ssm:" in text
            or "AWS::SSM::Parameter" in mentioned
            or (text and not gap and not mentioned and ":" not in text)
        ):
            secret.fields["service"] = "ssm"
        if "service" in secret.fields:
            secret.gaps.pop("value_from", None)


def _leaves(tree: Mapping[str, Any]) -> list[Property]:
    return [leaf for node in tree.values() for leaf in ([node] if isinstance(node, Property) else _leaves(node))]


def part_expression(node: Any) -> Any:
    """What stands for an item of a list in the list of what is unresolved."""
    return node.expression if isinstance(node, Unknown) else node


def reason_of(decoded: Decoded) -> str:
    """Why a part has no value: the first gap, or that it has a property which is not modelled."""
    gaps = [*decoded.gaps.values(), *(u for us in decoded.partial.values() for u in us)]
    if gaps:
        return gaps[0].reason
    return _("%s is not modelled") % ", ".join(decoded.left)
