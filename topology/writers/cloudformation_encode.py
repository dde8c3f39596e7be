"""From the fields of a record to the properties of a template, by the table of spellings that the reader uses too."""

import copy
import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from ipaddress import IPv6Network, ip_network
from typing import Any

from ..model import Record, Resource, Topology, Unresolved
from ..model.cloudformation import NO_PRIVATE_DNS, REFERENCE, VPC_DEFAULTS
from ..model.spelling import Property, Spelling
from .cloudformation_index import Blocks, circles
from .cloudformation_names import Names, is_vpc_default, missing_parts, stack_of
from .cloudformation_shape import is_function, sections_of, sequence

ACCOUNT = "123456789012"
ZONES = "abcdef"
MAX_CIDRS = 256
"""As many blocks as Fn::Cidr gives."""
_PIECE = re.compile(r"\$\{(!?)([^{}]*)\}")
_PSEUDO = frozenset(("AWS::StackName", "AWS::StackId", "AWS::NotificationARNs"))


def tags_of(resource: Resource) -> dict[str, str]:
    """The tags of a resource, its name among them."""
    return {**({"Name": resource.name} if resource.name is not None else {}), **resource.tags}


class Encoder:
    """Encodes values of one topology under the names of the template that is written."""

    def __init__(self, topology: Topology, names: Names) -> None:
        self.topology, self.names = topology, names
        self.assumed = {mark for sections in sections_of(topology).values() for mark in sections["Assumed"]}
        self._stand_ins = [
            (pseudo, value)
            for pseudo, value in (("AWS::AccountId", ACCOUNT), ("AWS::Region", topology.region))
            if pseudo in self.assumed
        ]
        self._default_of = {kind: attribute for attribute, (kind, _rules) in VPC_DEFAULTS.items()}
        self._gaps: dict[str, dict[str, list[Unresolved]]] = {}
        for unresolved in topology.unresolved:
            self._gaps.setdefault(unresolved.resource, {}).setdefault(unresolved.property, []).append(unresolved)
        self.blocks = Blocks(topology)
        self._vpc: str | None = None

    @cached_property
    def circles(self) -> dict[str, int]:
        """Which security groups' inline rules go in circles."""
        return circles(self.topology)

    def gaps(self, id: str) -> Mapping[str, list[Unresolved]]:
        """What has no value of a resource, by field."""
        return self._gaps.get(id, {})

    def reference(self, id: str) -> Any:
        """A reference to a resource, in the form that properties take of its type."""
        resource = self.topology.resources.get(id)
        if resource is not None and is_vpc_default(self.topology, id):
            vpc = str(getattr(resource, "vpc_id", None))
            if vpc in self.names:
                return {"Fn::GetAtt": [self.names[vpc], self._default_of[resource.type]]}
        if resource is None or (resource.type == "PrefixList" and id.startswith("pl-")):
            return id
        attribute = REFERENCE.get(resource.type)
        return {"Fn::GetAtt": [self.names[id], attribute]} if attribute else {"Ref": self.names[id]}

    def arn(self, id: str, attribute: str = "Arn") -> Any:
        """The ARN of a resource, where its Ref gives its name."""
        return {"Fn::GetAtt": [self.names[id], attribute]} if id in self.names else id

    def text(self, text: str) -> Any:
        """A text in the form of Fn::Sub, as records hold it: plain where it refers to nothing."""
        stand_ins = [(p, v) for p, v in self._stand_ins if v in text]
        if "${" not in text and not stand_ins:
            return text
        pieces: list[tuple[str, bool]] = []
        end = 0
        for found in _PIECE.finditer(text):
            pieces.append((text[end : found.start()], False))
            end = found.end()
            literal, name = found.groups()
            target = None if literal else self._target(name)
            pieces.append((target, True) if target else ("${" + name + "}", False))
        pieces.append((text[end:], False))
        for pseudo, value in stand_ins:
            pieces = [part for piece in pieces for part in _replaced(piece, pseudo, value)]
        pieces = [p for p in pieces if p[0]]
        if not any(is_reference for _text, is_reference in pieces):
            return "".join(t for t, _is_reference in pieces)
        if len(pieces) == 1:
            name, _dot, attribute = pieces[0][0].partition(".")
            return {"Fn::GetAtt": [name, attribute]} if attribute else {"Ref": name}
        return {"Fn::Sub": "".join("${" + t + "}" if r else t.replace("${", "${!") for t, r in pieces)}

    def _target(self, name: str) -> str | None:
        if name in _PSEUDO:
            return name
        id, dot, attribute = name.partition(".")
        return self.names[id] + dot + attribute if id in self.names else None

    def ipv6(self, block: str) -> Any:
        """A block of addresses: by what Amazon will give the VPC, where it stands for a part of that."""
        network = IPv6Network(block)
        found = self.blocks.provided(network, self._vpc)
        if found is None:
            return block
        vpc, index, whole = found
        given = {"Fn::Select": [index, {"Fn::GetAtt": [self.names[vpc], "Ipv6CidrBlocks"]}]}
        bits = 128 - network.prefixlen
        number = (int(network.network_address) - int(whole.network_address)) >> bits
        if network == whole:
            return given
        return {"Fn::Select": [number, {"Fn::Cidr": [given, number + 1, bits]}]} if number < MAX_CIDRS else block

    def provided_by(self, block: str | None) -> list[str]:
        """The logical ids of the VPC's further blocks that must be there before a subnet can have this one."""
        return [self.names[id] for id in self.blocks.ids_around(ip_network(block))] if block else []

    def properties(self, spelling: Spelling, resource: Resource) -> dict[str, Any]:
        """The properties of a resource: what was kept, what is known, and the expressions of what is not."""
        self._vpc = getattr(resource, "vpc_id", None)
        stack = stack_of(resource.id)
        base: dict[str, Any] = self.names.moved(copy.deepcopy(resource.properties), stack)
        self.put_fields(base, spelling, resource)
        if NO_PRIVATE_DNS + resource.id in self.assumed and base.get("PrivateDnsEnabled") is False:
            del base["PrivateDnsEnabled"]
        tags = [{"Key": k, "Value": self.text(v)} for k, v in tags_of(resource).items()]
        if tags and spelling.tags:
            base[spelling.tags] = [*tags, *sequence(base.get(spelling.tags))]
        return base

    def put_fields(self, base: dict[str, Any], spelling: Spelling, resource: Resource) -> None:
        """Put the fields of a resource that a spelling has among its properties."""
        gaps, stack = self.gaps(resource.id), stack_of(resource.id)
        for path, leaf in spelling.properties.items():
            self._put_field(base, path, leaf, getattr(resource, leaf.field), gaps.get(leaf.field, ()), stack)

    def part(self, spelling: Spelling, record: Record, stack: str) -> Any:
        """A part of a resource as the properties that its spelling gives it."""
        base = self.names.moved(copy.deepcopy(getattr(record, "properties", {})), stack)
        for path, leaf in spelling.properties.items():
            value = getattr(record, leaf.field)
            if value in (leaf.default, ()) and (is_function(base) or _is_there(base, path)):
                continue
            self._put_field(base, path, leaf, value, (), stack)
        return base

    def _put_field(
        self,
        base: dict[str, Any],
        path: Sequence[str],
        leaf: Property,
        value: Any,
        gaps: Sequence[Unresolved],
        stack: str,
    ) -> None:
        whole = next((g for g in gaps if g.expression is not None and not isinstance(g.expression, list)), None)
        if whole is not None and missing_parts(whole.expression):
            whole = None
        if leaf.many:
            self._put_list(base, path, leaf, value, whole, gaps, stack)
        elif value != leaf.absent and not (whole is not None and value == leaf.default):
            put(base, path, self.value(leaf, value, stack))
        elif whole is not None:
            put(base, path, self.names.moved(whole.expression, stack), known=False)

    def _put_list(
        self, base: dict[str, Any], path: Sequence[str], leaf: Property, value: Any, whole: Unresolved | None,
        gaps: Sequence[Unresolved], stack: str,
    ) -> None:  # fmt: skip
        items = [self.value(leaf, item, stack) for item in value or ()]
        if whole is not None:
            expression = self.names.moved(whole.expression, stack)
            if items and leaf.kind == "reference":
                parts = [{"Fn::Join": [",", expression]}, *items]
                expression = {"Fn::Split": [",", {"Fn::Join": [",", parts]}]}
            put(base, path, items if items and leaf.kind != "reference" else expression, known=bool(items))
            return
        if not (leaf.part and leaf.part.keeps):
            for gap in gaps:
                listed = gap.expression if isinstance(gap.expression, list) else []
                items += [self.names.moved(e, stack) for e in listed if e is not None and not missing_parts(e)]
        if items or (value is not None and value != leaf.absent and not gaps):
            put(base, path, items, concatenate=True)

    def value(self, leaf: Property, value: Any, stack: str) -> Any:
        """One value of a field."""
        if leaf.kind == "reference":
            return self.reference(value)
        if leaf.kind == "text":
            return self._zone(value) if leaf.field.startswith("availability_zone") else self.text(value)
        if leaf.kind == "ipv6":
            return self.ipv6(value)
        if leaf.kind == "record":
            assert leaf.part
            return self.part(leaf.part, value, stack)
        if leaf.kind == "pairs":
            return [{"Key": self.text(k), "Value": self.text(v)} for k, v in value.items()]
        if leaf.kind in ("json", "map"):
            return self._json(value)
        return value

    def _zone(self, zone: str) -> Any:
        if "Fn::GetAZs" in self.assumed and zone[:-1] == self.topology.region and zone[-1] in ZONES:
            return {"Fn::Select": [ZONES.index(zone[-1]), {"Fn::GetAZs": ""}]}
        return self.text(zone)

    def _json(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list | tuple):
            return [self._json(v) for v in value]
        return {k: self._json(v) for k, v in value.items()} if isinstance(value, dict) else value


def _is_there(base: Any, path: Sequence[str]) -> bool:
    """Whether something stands at a path, or in the way to it."""
    for step in path:
        if not isinstance(base, dict) or is_function(base):
            return True
        if step not in base:
            return False
        base = base[step]
    return True


def put(
    base: dict[str, Any], path: Sequence[str], value: Any, *, known: bool = True, concatenate: bool = False
) -> None:
    """Put a value at a path. Mappings that stand there stay with what they hold besides; lists are continued on request.

    Where the path leads through an intrinsic function, a known value takes its place, and an unknown one is left to it.
    """
    node = base
    for step in path[:-1]:
        below = node.get(step)
        if not isinstance(below, dict) or is_function(below):
            if isinstance(below, dict) and not known:
                return
            below = node[step] = {}
        node = below
    last = path[-1]
    there = node.get(last)
    if isinstance(value, dict) and isinstance(there, dict) and not is_function(value) and not is_function(there):
        node[last] = {**there, **value}
    elif isinstance(value, list) and isinstance(there, list) and (concatenate or not is_function(there)):
        node[last] = [*value, *there]
    else:
        node[last] = value


def _replaced(piece: tuple[str, bool], pseudo: str, value: str) -> list[tuple[str, bool]]:
    """A piece of a text with a pseudo parameter in the place of its value."""
    text, is_reference = piece
    if is_reference or value not in text:
        return [piece]
    parts = [(part, False) for part in text.split(value)]
    return [p for part in parts for p in (part, (pseudo, True))][:-1]
