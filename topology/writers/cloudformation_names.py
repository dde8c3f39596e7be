"""Logical ids: alphanumeric and unique, the input's own where they are; and template content moved to such names."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..model import Topology
from ..model.cloudformation import DEPENDENTS
from .cloudformation_shape import sections_of

_ALPHANUMERIC = re.compile(r"[A-Za-z0-9]+\Z")
_VARIABLE = re.compile(r"\$\{([^!{}][^{}]*)\}")
MAX_LENGTH = 255
_LISTS = (
    "cidr_block_associations",
    "ipv6_cidr_block_associations",
    "record_sets",
    *sorted({d.field for d in DEPENDENTS.values()}),
)
"""The fields whose items may be resources of their own."""


def stack_of(id: str) -> str:
    """The stack of an id `STACK/LogicalId`; empty for the id of a single template."""
    return id.rpartition("/")[0]


def is_vpc_default(topology: Topology, id: str) -> bool:
    """Whether a group or ACL is one that AWS makes with its VPC, and which a template therefore does not declare."""
    return bool(getattr(topology.resources.get(id), "default", False))


class Names:
    """The logical id of every resource, of what stands in resources of its own, and of what is made on the way."""

    def __init__(self, topology: Topology) -> None:
        self._names: dict[str, str] = {}
        self._taken: set[str] = set()
        self._once: dict[str, str] = {}
        ids = [*topology.resources, *_inner_ids(topology)]
        for id in ids:
            if _ALPHANUMERIC.match(id) and len(id) <= MAX_LENGTH:
                self._names[id] = id
                self._taken.add(id)
        for id in ids:
            if id not in self._names:
                words = re.split(r"[^A-Za-z0-9]+", id)
                resource = topology.resources.get(id)
                plain = words[0] + "".join(w[:1].upper() + w[1:] for w in words[1:])
                self._names[id] = self.make(plain or (resource.type if resource else "Part"))
        sections: dict[str, set[tuple[str, str]]] = {}
        for stack, content in sections_of(topology).items():
            for section in ("Parameters", "Mappings", "Conditions", "Outputs"):
                for name in content[section]:
                    sections.setdefault(name, set()).add((stack, section))
        self._sections: dict[tuple[str, str, str], str] = {}
        for name, places in sections.items():
            for stack, section in sorted(places):
                clash = bool(stack) and (name in self._taken or len({s for s, _section in places}) > 1)
                new = self.make(re.sub(r"[^A-Za-z0-9]", "", stack) + name) if clash else name
                self._sections[stack, section, name] = new
                self._taken.add(new)

    def make(self, wanted: str) -> str:
        """A logical id that nothing else has yet, as near to the wanted one as can be."""
        base = re.sub(r"[^A-Za-z0-9]", "", wanted)[: MAX_LENGTH - 6] or "Resource"
        name, number = base, 2
        while name in self._taken:
            name, number = f"{base}{number}", number + 1
        self._taken.add(name)
        return name

    def once(self, wanted: str) -> str:
        """As `make`, but the same logical id whenever the same is wanted."""
        if wanted not in self._once:
            self._once[wanted] = self.make(wanted)
        return self._once[wanted]

    def __contains__(self, id: str) -> bool:
        return id in self._names

    def __getitem__(self, id: str) -> str:
        return self._names[id]

    def get(self, id: str, otherwise: str) -> str:
        """The logical id of a resource, or something else for what is none."""
        return self._names.get(id, otherwise)

    def section(self, stack: str, section: str, name: str) -> str:
        """The name of a parameter, mapping, condition or output of a stack in the one template that is written."""
        return self._sections.get((stack, section, name), name)

    def referred(self, stack: str, name: str) -> str:
        """What Ref of a stack's template names, in the one template that is written."""
        id = f"{stack}/{name}" if stack else name
        return self._names[id] if id in self._names else self.section(stack, "Parameters", name)

    def moved(self, node: Any, stack: str) -> Any:
        """Content of a stack's template with the names of the one template that is written."""
        if isinstance(node, list):
            return [self.moved(item, stack) for item in node]
        if not isinstance(node, dict):
            return node
        if len(node) == 1:
            ((key, value),) = node.items()
            if key == "Ref" or key.startswith("Fn::"):
                return {key: self._argument(key, value, stack)}
        moved = {key: self.moved(value, stack) for key, value in node.items()}
        if isinstance(node.get("Condition"), str):
            moved["Condition"] = self.section(stack, "Conditions", node["Condition"])
        depends = node.get("DependsOn")
        if isinstance(depends, str):
            moved["DependsOn"] = self.referred(stack, depends)
        elif isinstance(depends, list):
            moved["DependsOn"] = [self.referred(stack, d) for d in depends if isinstance(d, str)]
        return moved

    def _argument(self, function: str, value: Any, stack: str) -> Any:
        if function == "Ref" and isinstance(value, str):
            return self.referred(stack, value)
        if function == "Fn::GetAtt" and isinstance(value, str):
            return self._dotted(value, stack)
        if function == "Fn::Sub" and isinstance(value, str):
            return self._variables(value, stack)
        moved = self.moved(value, stack)
        if isinstance(value, list) and value and isinstance(first := value[0], str):
            if function == "Fn::GetAtt":
                moved[0] = self.referred(stack, first)
            elif function == "Fn::Sub":
                moved[0] = self._variables(first, stack, value[1] if len(value) > 1 else {})
            elif function in ("Fn::FindInMap", "Fn::If"):
                moved[0] = self.section(stack, "Mappings" if function == "Fn::FindInMap" else "Conditions", first)
        return moved

    def _dotted(self, text: str, stack: str) -> str:
        name, dot, attribute = text.partition(".")
        return self.referred(stack, name) + dot + attribute

    def _variables(self, text: str, stack: str, own: Any = None) -> str:
        local = own if isinstance(own, Mapping) else {}

        def rename(found: re.Match[str]) -> str:
            name = found.group(1).strip()
            return found.group() if name in local else "${" + self._dotted(name, stack) + "}"

        return _VARIABLE.sub(rename, text)


def _inner_ids(topology: Topology) -> Iterator[str]:
    """The ids of what CloudFormation writes as resources of their own and the model as parts of another."""
    for resource in topology.resources.values():
        for name in ("attachment_id", "association_id", "subnet_group_id", "rule_id"):
            if isinstance(id := getattr(resource, name, None), str):
                yield id
        for name in _LISTS:
            yield from (i.id for i in getattr(resource, name, None) or () if getattr(i, "id", None))
        yield from (r.group_id for r in getattr(resource, "record_sets", ()) if r.group_id)
        if options := getattr(resource, "dhcp_options", None):
            yield from (i for i in (options.id, options.association_id) if i)
    for unresolved in topology.unresolved:
        yield from missing_parts(unresolved.expression)


def missing_parts(expression: Any) -> dict[str, dict[str, Any]]:
    """The resources that stand in an unresolved expression: parts of a list whose values are not known, by id."""
    found: dict[str, dict[str, Any]] = {}
    for item in expression if isinstance(expression, list) else [expression]:
        if isinstance(item, dict) and len(item) == 1:
            ((id, body),) = item.items()
            if isinstance(body, dict) and isinstance(body.get("Type"), str):
                found[id] = body
    return found
