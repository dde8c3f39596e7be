"""One template of the input: its sections, checked for shape, and its parameters."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ...i18n import _
from ..errors import ReadError
from ..source import Source
from .values import intrinsic

SECTIONS = frozenset(
    [
        "AWSTemplateFormatVersion",
        "Description",
        "Metadata",
        "Parameters",
        "Rules",
        "Mappings",
        "Conditions",
        "Transform",
        "Globals",
        "Resources",
        "Outputs",
        "Hooks",
    ]
)
STACK_NAME = r"[A-Za-z][A-Za-z0-9-]{0,127}\Z"
MAX_ID = 255


@dataclass(eq=False, repr=False)
class Stack:
    """A template under its stack's name; the name is empty where the input is one template without one."""

    name: str
    file: str
    source: Source
    sections: dict[str, dict[str, Any]]
    given: dict[str, Any] = field(default_factory=dict)

    def id(self, logical: str) -> str:
        """The id of a logical id among all stacks."""
        return f"{self.name}/{logical}" if self.name else logical

    @property
    def resources(self) -> dict[str, Any]:
        return self.sections["Resources"]

    def error(self, code: str, message: str, *path: str) -> ReadError:
        """An error about what stands at this path of the template."""
        return ReadError(code, message, self.file, self.source.line(*path))


def is_template(value: Any) -> bool:
    """Whether a value is meant as a CloudFormation template."""
    return isinstance(value, dict) and ("AWSTemplateFormatVersion" in value or "Resources" in value)


def open_stack(name: str, file: str, source: Source) -> Stack:
    """The stack of a template. Raises ReadError where its sections have not the shape that CloudFormation asks for."""
    value = source.value
    sections: dict[str, dict[str, Any]] = {}
    stack = Stack(name, file, source, sections)
    for section in value:
        if section not in SECTIONS:
            raise stack.error("not-a-template", _("a template has no section “%s”") % section, section)
    for section in ("Parameters", "Mappings", "Conditions", "Resources", "Outputs"):
        content = value.get(section)
        if content is not None and not isinstance(content, dict):
            raise stack.error(
                "not-a-template", _("the section “%s” must map names to what they stand for") % section, section
            )
        sections[section] = content or {}
    if not sections["Resources"]:
        raise ReadError("no-resources", _("the template has no resources, so there is nothing to check"), file)
    for logical, body in sections["Resources"].items():
        check_resource(stack, logical, body)
    for section in ("Parameters", "Mappings", "Outputs"):
        for key, body in sections[section].items():
            if not isinstance(body, dict) and not key.startswith("Fn::"):
                raise stack.error("not-a-template", _("“%s” must be a mapping") % key, section, key)
    return stack


def check_resource(stack: Stack, logical: str, body: Any) -> None:
    """Raises ReadError for a resource that has not the shape that CloudFormation asks for."""
    where = ("Resources", logical)
    if logical.startswith("Fn::"):
        return
    if len(logical) > MAX_ID or not re.match(r"[A-Za-z0-9]+\Z", logical):
        message = _("the logical id “%s” is not alphanumeric; CloudFormation allows letters and digits only")
        raise stack.error("not-a-template", message % logical[:MAX_ID], *where)
    if not isinstance(body, dict) or not isinstance(body.get("Type"), str) or not 0 < len(body["Type"]) <= MAX_ID:
        raise stack.error(
            "not-a-template", _("the resource “%s” has no Type; give it one, such as AWS::EC2::VPC") % logical, *where
        )
    properties = body.get("Properties") or {}
    function = intrinsic(properties) or ""
    if not isinstance(properties, dict) or (function and not function.startswith(("Fn::Transform", "Fn::ForEach"))):
        raise stack.error(
            "not-a-template", _("the Properties of “%s” must be a mapping") % logical, *where, "Properties"
        )


def give_parameters(stacks: Mapping[str, Stack], given: Mapping[str, str]) -> None:
    """Hand every stack the parameters given as NAME or STACK:NAME. Raises ReadError for one that no template has."""
    for key, text in given.items():
        owner, colon, name = key.rpartition(":")
        targets = [s for s in stacks.values() if name in s.sections["Parameters"] and (not colon or s.name == owner)]
        if not targets:
            known = sorted(
                {f"{s.name}:{p}" if s.name else p for s in stacks.values() for p in s.sections["Parameters"]}
            )
            message = _("no template has a parameter “%(name)s”; there are: %(known)s")
            raise ReadError("unknown-parameter", message % {"name": key, "known": ", ".join(known[:20]) or "–"})
        for stack in targets:
            if colon or f"{stack.name}:{name}" not in given:
                stack.given[name] = _checked(stack, name, text)


def _checked(stack: Stack, name: str, text: str) -> str:
    allowed = stack.sections["Parameters"][name].get("AllowedValues")
    if isinstance(allowed, list):
        words = [str(a).lower() if isinstance(a, bool) else str(a) for a in allowed]
        if text not in words:
            message = _("the parameter %(name)s cannot be “%(value)s”; it allows: %(allowed)s")
            raise stack.error(
                "invalid-parameter", message % {"name": name, "value": text[:100], "allowed": ", ".join(words[:20])},
                "Parameters", name,
            )  # fmt: skip
    if stack.sections["Parameters"][name].get("Type") == "Number":
        try:
            float(text)
        except ValueError as error:
            message = _("the parameter %(name)s is a number, and “%(value)s” is none") % {
                "name": name,
                "value": text[:100],
            }
            raise stack.error("invalid-parameter", message, "Parameters", name) from error
    return text
