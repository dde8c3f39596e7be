"""The value of an expression: CloudFormation's intrinsic functions, as far as a template alone decides them.

What a template alone cannot say is an `Unknown`, which carries the expression and the reason outwards; nothing is guessed.
Functions: the CloudFormation template reference, "Intrinsic functions" and "AWS::LanguageExtensions".
"""

import base64
import re
from collections.abc import Callable
from ipaddress import ip_network
from itertools import islice
from typing import TYPE_CHECKING, Any

from ...i18n import _
from .conditions import CONDITIONS, Conditions
from .stack import Stack
from .values import ABSENT, PSEUDO_STACK, TOKEN, Reference, Unknown, intrinsic, to_text

if TYPE_CHECKING:
    from .world import World

MAX_CIDRS = 256
MAX_TEXT = 200_000
DNS_ENTRIES = "DnsEntries"
"""The attribute of an endpoint that lists hosted zones and names as `ZONE:NAME`; both are kept as references to it."""
REPOSITORY = "AWS::ECR::Repository"
_VARIABLE = r"\$\{(!?)([^{}]*)\}"
_SAFE_DELIMITER = r"[^A-Za-z0-9:/._-]+\Z"
"""Delimiters that no id, ARN or name holds: a text with references can be split at these, and only at these."""


class Evaluator(Conditions):
    """Evaluates the expressions of one stack."""

    def __init__(self, stack: Stack, world: "World") -> None:
        super().__init__(stack, world)
        self._functions: dict[str, Callable[[Any], Any]] = {
            "Ref": self._ref, "Fn::GetAtt": self._get_att, "Fn::Sub": self._sub, "Fn::Join": self._join,
            "Fn::Select": self._select, "Fn::Split": self._split, "Fn::GetAZs": self._get_azs, "Fn::Cidr": self._cidr,
            "Fn::FindInMap": self._find_in_map, "Fn::Base64": self._base64, "Fn::If": self._if,
            "Fn::ImportValue": self._import_value, "Fn::Length": self._length,
        }  # fmt: skip

    def evaluate(self, node: Any) -> Any:
        """The value of an expression: plain, Unknown, or ABSENT. Lists and mappings may hold Unknown items."""
        if isinstance(node, str) or node is None:
            return node
        if isinstance(node, list):
            return [v for v in map(self.evaluate, node) if v is not ABSENT]
        if not isinstance(node, dict):
            return node
        name = intrinsic(node)
        if name is None:
            values = {k: self.evaluate(v) for k, v in node.items()}
            return {k: v for k, v in values.items() if v is not ABSENT}
        if name in CONDITIONS:
            value: Any = self.holds(node)
        elif (function := self._functions.get(name)) is None:
            return Unknown(node, _("%s is not evaluated") % name)
        else:
            value = function(node[name])
        if isinstance(value, Unknown) and name not in ("Fn::If", "Fn::Select"):
            return Unknown(node, value.reason)
        return value

    def _if(self, arguments: Any) -> Any:
        chosen = self.branch({"Fn::If": arguments})
        return chosen if isinstance(chosen, Unknown) else self.evaluate(chosen)

    def _ref(self, name: Any) -> Any:
        node = {"Ref": name}
        name = self.evaluate(name) if isinstance(name, dict) else name
        if not isinstance(name, str) or TOKEN.search(name):
            return Unknown(node, _("Ref needs a name"))
        if name.startswith("AWS::"):
            return self._pseudo(name)
        if name in self.stack.sections["Parameters"]:
            return self._parameter(name)
        return self._resource(node, name, None)

    def _pseudo(self, name: str) -> Any:
        if name == "AWS::NoValue":
            return ABSENT
        if name == "AWS::StackName" and self.stack.name:
            return self.stack.name
        if name in PSEUDO_STACK:
            return self.world.references.token(name)
        self.world.assumed.add(name)
        value = self.world.pseudo.get(name)
        return Unknown({"Ref": name}, _("there is no pseudo parameter %s") % name) if value is None else value

    def _parameter(self, name: str) -> Any:
        node = {"Ref": name}
        declared = self.stack.sections["Parameters"][name]
        kind = str(declared.get("Type", "String"))
        value = self.stack.given.get(name, declared.get("Default"))
        if value is None:
            return Unknown(node, _("parameter %s has no value") % name)
        if kind.startswith("AWS::SSM::Parameter::"):
            return Unknown(node, _("parameter %s names an SSM parameter, whose value is not in the input") % name)
        if isinstance(value, list | dict):
            return Unknown(node, _("parameter %s has no plain value") % name)
        text = to_text(value)
        if kind == "CommaDelimitedList" or kind.startswith("List<"):
            return [
                self.world.linked(t.strip(), name in self.stack.given) for t in (text or "").split(",") if t.strip()
            ]
        return value if text is None or name not in self.stack.given else self.world.linked(text, True)

    def _resource(self, node: Any, name: str, attribute: str | None) -> Any:
        if name not in self.stack.resources:
            return Unknown(node, _("%s is neither a resource nor a parameter of the template") % name)
        if self.world.dropped(self.stack, name):
            return Unknown(node, _("%s is not created: its condition does not hold") % name)
        return self.world.reference(self, name, attribute)

    def _get_att(self, arguments: Any) -> Any:
        node = {"Fn::GetAtt": arguments}
        if isinstance(arguments, str):
            arguments = list(arguments.partition(".")[::2])
        if isinstance(arguments, list) and arguments and isinstance(arguments[0], dict):
            arguments = [self.evaluate(arguments[0]), *arguments[1:]]
        if not isinstance(arguments, list) or len(arguments) < 2 or not isinstance(arguments[0], str):
            return Unknown(node, _("Fn::GetAtt needs a resource and an attribute"))
        attribute = self.evaluate(arguments[1]) if len(arguments) == 2 else ".".join(map(str, arguments[1:]))
        if isinstance(attribute, Unknown):
            return attribute
        if not isinstance(attribute, str) or TOKEN.search(attribute):
            return Unknown(node, _("Fn::GetAtt needs a resource and an attribute"))
        return self._resource(node, arguments[0], attribute)

    def _sub(self, arguments: Any) -> Any:
        text, variables = (arguments, {}) if isinstance(arguments, str) else (
            arguments if isinstance(arguments, list) and len(arguments) == 2 else [None, None])  # fmt: skip
        if not isinstance(text, str) or not isinstance(variables, dict):
            return Unknown({"Fn::Sub": arguments}, _("Fn::Sub needs a text, and may have variables"))
        missing: list[Unknown] = []
        own = {name: self.evaluate(node) for name, node in variables.items()}

        def put(found: re.Match[str]) -> str:
            literal, name = found.group(1), found.group(2).strip()
            if literal:
                return "${" + name + "}"
            value = own[name] if name in own else self.evaluate({"Fn::GetAtt": name} if "." in name else {"Ref": name})
            spelled = (
                ",".join(map(str, value)) if isinstance(value, list) and not _unknown_in(value) else to_text(value)
            )
            if spelled is None:
                missing.append(value if isinstance(value, Unknown) else Unknown(None, _("%s is no text") % name))
            return spelled or ""

        return self._bounded(missing[0] if (whole := re.sub(_VARIABLE, put, text)) is not None and missing else whole)

    def _bounded(self, value: Any) -> Any:
        if isinstance(value, str) and len(value) > MAX_TEXT:
            raise self.stack.error("too-large", _("a text of the template grows beyond %d characters") % MAX_TEXT)
        return value

    def _list(self, node: Any, what: str) -> list[Any] | Unknown:
        value = self.evaluate(node)
        if isinstance(value, Unknown | list):
            return value
        return Unknown(node, _("%s needs a list") % what)

    def _join(self, arguments: Any) -> Any:
        if not isinstance(arguments, list) or len(arguments) != 2 or not isinstance(arguments[0], str):
            return Unknown(None, _("Fn::Join needs a delimiter and a list"))
        items = self._list(arguments[1], "Fn::Join")
        if isinstance(items, Unknown):
            return items
        if (unknown := _unknown_in(items)) is not None:
            return unknown
        texts = [to_text(i) for i in items]
        if None in texts:
            return Unknown(None, _("Fn::Join needs a list of texts"))
        return self._bounded(arguments[0].join(t for t in texts if t is not None))

    def _select(self, arguments: Any) -> Any:
        node = {"Fn::Select": arguments}
        if not isinstance(arguments, list) or len(arguments) != 2:
            return Unknown(node, _("Fn::Select needs an index and a list"))
        index, items = self.evaluate(arguments[0]), self._list(arguments[1], "Fn::Select")
        for value in (index, items):
            if isinstance(value, Unknown):
                return Unknown(node, value.reason)
        number = to_text(index)
        if number is None or not number.isdecimal() or isinstance(items, Unknown) or int(number) >= len(items):
            return Unknown(node, _("Fn::Select finds no item %s") % number)
        return items[int(number)]

    def _split(self, arguments: Any) -> Any:
        if (
            not isinstance(arguments, list)
            or len(arguments) != 2
            or not isinstance(arguments[0], str)
            or not arguments[0]
        ):
            return Unknown(None, _("Fn::Split needs a delimiter and a text"))
        text = self.evaluate(arguments[1])
        if isinstance(text, Unknown):
            return text
        spelled = to_text(text)
        if spelled is None:
            return Unknown(None, _("Fn::Split needs a text"))
        held = [r for r in self.world.references.within(spelled) if not self._splits(r, arguments[0])]
        if held and not re.match(_SAFE_DELIMITER, arguments[0]):
            return Unknown(None, _("%s has a value only in a stack") % held[0].text)
        return spelled.split(arguments[0])

    def _splits(self, reference: Reference, delimiter: str) -> bool:
        """Whether no value of a reference holds a delimiter: the entries of an endpoint, and the names of repositories."""
        name = reference.attribute is None and self.world.cloudformation_types.get(reference.id) == REPOSITORY
        return reference.attribute == DNS_ENTRIES or (name and delimiter == ":")

    def _get_azs(self, argument: Any) -> Any:
        region = self.evaluate(argument)
        if isinstance(region, Unknown):
            return region
        return self.world.zones(to_text(region) or self.world.region)

    def _cidr(self, arguments: Any) -> Any:
        if not isinstance(arguments, list) or len(arguments) not in (2, 3):
            return Unknown(None, _("Fn::Cidr needs a block, a count and the size of the parts"))
        values = [self.evaluate(a) for a in arguments]
        if (unknown := _unknown_in(values)) is not None:
            return unknown
        block, count, bits = (to_text(v) or "" for v in (*values, 8)[:3])
        if TOKEN.search(block):
            return Unknown(None, _("the block of Fn::Cidr has a value only in a stack"))
        try:
            network = ip_network(block, strict=False)
            wanted, prefix = int(count), network.max_prefixlen - int(bits)
            if not 1 <= wanted <= MAX_CIDRS or wanted > 2 ** (prefix - network.prefixlen):
                raise ValueError(_("it does not hold %s blocks") % wanted)
            return [str(n) for n in islice(network.subnets(new_prefix=prefix), wanted)]
        except (ValueError, ArithmeticError) as error:
            message = _("Fn::Cidr cannot divide “%(block)s”: %(error)s") % {"block": block[:60], "error": error}
            raise self.stack.error("invalid-value", message) from error

    def _find_in_map(self, arguments: Any) -> Any:
        if not isinstance(arguments, list) or len(arguments) not in (3, 4):
            return Unknown(None, _("Fn::FindInMap needs a map and two keys"))
        keys = [self.evaluate(a) for a in arguments[:3]]
        fallback = (
            arguments[3].get("DefaultValue", ABSENT)
            if len(arguments) == 4 and isinstance(arguments[3], dict)
            else ABSENT
        )
        if (unknown := _unknown_in(keys)) is not None:
            return unknown
        found: Any = self.stack.sections["Mappings"]
        for key in keys:
            found = found.get(to_text(key)) if isinstance(found, dict) else None
        if found is not None:
            return found
        if fallback is not ABSENT:
            return self.evaluate(fallback)
        return Unknown(None, _("the mapping %s has no such entry") % "/".join(map(str, keys)))

    def _base64(self, argument: Any) -> Any:
        text = self.evaluate(argument)
        if isinstance(text, Unknown):
            return text
        if not isinstance(text, str) or TOKEN.search(text):
            return Unknown(None, _("the text of Fn::Base64 has a value only in a stack"))
        return base64.b64encode(text.encode()).decode()

    def _length(self, argument: Any) -> Any:
        items = self._list(argument, "Fn::Length")
        return items if isinstance(items, Unknown) else len(items)

    def _import_value(self, argument: Any) -> Any:
        name = self.evaluate(argument)
        if isinstance(name, Unknown):
            return name
        text = to_text(name) or ""
        exporter = self.world.exports.get(text)
        if exporter is None:
            spelled = self.world.references.spell(text)
            return Unknown(None, _("no stack in the input exports “%s”") % spelled)
        if text not in self.world.imported:
            stack, node = exporter
            evaluator = self.world.evaluators[stack]
            value = self.once(("import", text), lambda: evaluator.evaluate(node))
            unknown = _unknown_in(value) if isinstance(value, list) else None
            self.world.imported[text] = value if unknown is None else unknown
        return self.world.imported[text]


def _unknown_in(items: list[Any]) -> Unknown | None:
    return next((i for i in items if isinstance(i, Unknown)), None)
