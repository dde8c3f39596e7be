"""What an evaluated value is made of: plain values, references, what is not known, and what is not there.

A reference to a resource (Ref, GetAtt) is one private character inside a text, so that texts which hold references are
joined, split and compared like any other text. `References` knows which character stands for what.
"""

import re
from typing import Any, Final, NamedTuple

FIRST = 0x10_0000
TOKEN = re.compile("[\U00100000-\U0010fffd]")
PSEUDO_STACK = frozenset(("AWS::StackName", "AWS::StackId", "AWS::NotificationARNs"))
"""Pseudo parameters that have a value only in a stack: they stay references."""


class Absent:
    """AWS::NoValue: the property is not there."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT: Final = Absent()


class Unknown(NamedTuple):
    """A value that the input does not say: the expression that stood there, and why it has no value."""

    expression: Any
    reason: str


class Reference(NamedTuple):
    """A resource of the input, or one of its attributes; or a pseudo parameter that only a stack gives a value."""

    id: str
    attribute: str | None = None

    @property
    def text(self) -> str:
        """As Fn::Sub spells it."""
        return f"{self.id}.{self.attribute}" if self.attribute else self.id


class References:
    """The references met so far, and the characters that stand for them."""

    def __init__(self) -> None:
        self._characters: dict[Reference, str] = {}
        self._references: dict[str, Reference] = {}

    def token(self, id: str, attribute: str | None = None) -> str:
        """The character that stands for a reference."""
        reference = Reference(id, attribute)
        if reference not in self._characters:
            character = chr(FIRST + len(self._characters))
            self._characters[reference], self._references[character] = character, reference
        return self._characters[reference]

    def single(self, text: str) -> Reference | None:
        """The reference that a text consists of, if it is nothing else."""
        return self._references.get(text) if len(text) == 1 else None

    def within(self, text: str) -> list[Reference]:
        """Every reference in a text."""
        return [self._references[character] for character in TOKEN.findall(text)]

    def spell(self, text: str) -> str:
        """The text as a record holds it, in the form of Fn::Sub: `${Role.Arn}`, and `${!x}` for a literal `${x}`."""
        literal = text.replace("${", "${!") if "${" in text else text
        return TOKEN.sub(lambda found: "${" + self._references[found.group()].text + "}", literal)


def to_text(value: Any) -> str | None:
    """A scalar as CloudFormation writes it into a text; None for lists and mappings."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int | float) else None


def intrinsic(node: Any) -> str | None:
    """The name of the function that a node calls: it has one key, and that is a function's."""
    if isinstance(node, dict) and len(node) == 1:
        (key,) = node
        if key == "Ref" or key.startswith("Fn::"):
            return str(key)
    return None
