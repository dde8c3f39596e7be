"""What is kept of a template word for word: resources that are not modelled, and the sections that kept expressions need."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from .intrinsics import Evaluator
from .stack import Stack
from .values import ABSENT, intrinsic

_VARIABLE = r"\$\{([^!{}][^{}]*)\}"


def names(node: Any, found: dict[str, set[str]] | None = None) -> dict[str, set[str]]:
    """What an expression names: `Ref` (resources and parameters), `Mappings` (`*` for any) and `Conditions`."""
    found = {"Ref": set(), "Mappings": set(), "Conditions": set()} if found is None else found
    if isinstance(node, list):
        for item in node:
            names(item, found)
    elif isinstance(node, dict):
        function = intrinsic(node)
        for key, value in node.items():
            if function:
                _named(key, value, found)
            elif key == "Condition" and isinstance(value, str):
                found["Conditions"].add(value)
            elif key == "DependsOn":
                found["Ref"].update(
                    [value] if isinstance(value, str) else [v for v in value or () if isinstance(v, str)]
                )
            names(value, found)
    return found


def _named(function: str, argument: Any, found: dict[str, set[str]]) -> None:
    first = argument[0] if isinstance(argument, list) and argument else argument
    if function == "Ref" and isinstance(argument, str):
        found["Ref"].add(argument)
    elif function == "Fn::GetAtt" and isinstance(first, str):
        found["Ref"].add(first.partition(".")[0])
    elif function == "Fn::Sub" and isinstance(first, str):
        found["Ref"].update(v.strip().partition(".")[0] for v in re.findall(_VARIABLE, first))
    elif function == "Fn::FindInMap":
        found["Mappings"].add(first if isinstance(first, str) else "*")
    elif function in ("Fn::If", "Condition") and isinstance(first, str):
        found["Conditions"].add(first)


class Keeper:
    """Keeps parts of one stack's template."""

    def __init__(self, evaluator: Evaluator) -> None:
        self.evaluator, self.stack = evaluator, evaluator.stack
        world = evaluator.world
        self.dropped = {n for n in self.stack.resources if world.dropped(self.stack, n)}
        self._kept: dict[str, set[str]] = names(None)
        self._attributes: dict[str, dict[str, Any]] = {}

    def note(self, node: Any) -> None:
        """Remember what an expression names that is written back."""
        names(node, self._kept)

    def body(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """A resource as it stood, without what names resources that are not created."""
        kept = {k: v for k, v in body.items() if k != "DependsOn"}
        depends = [d for d in _depends(body) if d not in self.dropped and d in self.stack.resources]
        if depends:
            kept["DependsOn"] = depends[0] if isinstance(body["DependsOn"], str) else depends
        kept = dict(self.fold(kept))
        self.note(kept)
        return kept

    def attributes(self, logical: str, body: Mapping[str, Any], opaque: Iterable[str], *, record: bool) -> None:
        """Keep what a modelled resource has besides its properties: deletion policies, metadata, and DependsOn as far as
        it names resources that are not modelled (the writer derives the rest). Of a resource that is a `record` of its own the
        writer has to know that a template has it, even if it has nothing besides."""
        kept = {k: v for k, v in body.items() if k not in ("Type", "Properties", "Condition", "DependsOn")}
        depends = sorted(set(_depends(body)) & set(opaque))
        if depends:
            kept["DependsOn"] = depends
        if kept or record:
            self._attributes[logical] = kept
            self.note(kept)

    def fold(self, node: Any) -> Any:
        """The node, where an Fn::If that holds or not is replaced by its branch if the other one names what is not created."""
        if not self.dropped:
            return node
        if isinstance(node, list):
            return [f for f in map(self.fold, node) if f is not ABSENT]
        if not isinstance(node, dict):
            return node
        if intrinsic(node) == "Fn::If" and names(node)["Ref"] & self.dropped:
            settled = self.evaluator.settle(node)
            if settled is ABSENT or (settled is not node and isinstance(settled, dict | list | str)):
                return self.fold(settled)
        folded = {k: self.fold(v) for k, v in node.items()}
        return {k: v for k, v in folded.items() if v is not ABSENT}

    def sections(self) -> dict[str, Any]:
        """The sections of the template that what was kept needs."""
        outputs = self._outputs()
        self.note(outputs)
        sections, value = self.stack.sections, self.stack.source.value
        conditions: dict[str, Any] = {}
        while missing := (self._kept["Conditions"] & sections["Conditions"].keys()) - conditions.keys():
            for name in sorted(missing):
                conditions[name] = sections["Conditions"][name]
                self.note(conditions[name])
        if "Globals" in value:
            self.note(value["Globals"])
        mappings = sections["Mappings"]
        kept: dict[str, Any] = {
            "Description": value.get("Description"),
            "Transform": value.get("Transform"),
            "Globals": value.get("Globals"),
            "Parameters": {n: _declared(self.stack, n) for n in sections["Parameters"] if n in self._kept["Ref"]},
            "Mappings": {n: m for n, m in mappings.items() if self._kept["Mappings"] & {n, "*"}},
            "Conditions": conditions,
            "Outputs": outputs,
            "Attributes": self._attributes,
        }
        return {k: v for k, v in kept.items() if v}

    def _outputs(self) -> dict[str, Any]:
        kept: dict[str, Any] = {}
        for name, output in self.stack.sections["Outputs"].items():
            condition = output.get("Condition") if isinstance(output, dict) else None
            if isinstance(condition, str) and self.evaluator.condition(condition) is False:
                continue
            folded = self.fold(output)
            if not names(folded)["Ref"] & self.dropped:
                kept[name] = folded
        return kept


def _depends(body: Mapping[str, Any]) -> list[str]:
    depends = body.get("DependsOn")
    items = [depends] if isinstance(depends, str) else depends if isinstance(depends, list) else []
    return [d for d in items if isinstance(d, str)]


def _declared(stack: Stack, name: str) -> Any:
    """A parameter's declaration; what was given for it becomes its default, unless it is a secret."""
    declared = stack.sections["Parameters"][name]
    if name in stack.given and str(declared.get("NoEcho")).lower() != "true":
        return {**declared, "Default": stack.given[name]}
    return declared
