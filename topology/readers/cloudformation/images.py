"""The registry of an image of which the rest, the tag say, has no value in a template."""

import re
from typing import TYPE_CHECKING, Any

from .values import TOKEN, Unknown, intrinsic, to_text

if TYPE_CHECKING:
    from .intrinsics import Evaluator

_VARIABLE = re.compile(r"(\$\{!?[^{}]*\})")
_HOST = re.compile(r"(?=[^/]*[.:])[A-Za-z0-9.:-]+\Z")


def registry_of(evaluator: "Evaluator", image: Any) -> str | None:
    """The registry that an image's name begins with, as far as that is known; None where it names none, or that is not known."""
    known, _whole = _known_start(evaluator, image)
    host, slash, _rest = known.partition("/")
    return host if slash and _HOST.match(host) else None


def _known_start(evaluator: "Evaluator", node: Any) -> tuple[str, bool]:
    """The beginning of a text up to what has no value, and whether that is the whole text."""
    value = evaluator.evaluate(node)
    if not isinstance(value, Unknown):
        text = to_text(value) or ""
        return (text, True) if not TOKEN.search(text) else (TOKEN.split(text)[0], False)
    name = intrinsic(node)
    arguments = node[name] if name else None
    if name == "Fn::Sub" and isinstance(arguments, str):
        pieces: list[Any] = [
            {"Fn::Sub": p} if p.startswith("${") else p for p in _VARIABLE.split(arguments) if p
        ]  # fmt: skip
        return _joined(evaluator, "", pieces if len(pieces) > 1 else [])
    if name == "Fn::Join" and isinstance(arguments, list) and len(arguments) == 2 and isinstance(arguments[1], list):
        return _joined(evaluator, str(arguments[0]), arguments[1])
    return "", False


def _joined(evaluator: "Evaluator", delimiter: str, pieces: list[Any]) -> tuple[str, bool]:
    start = ""
    for number, piece in enumerate(pieces):
        text, whole = _known_start(evaluator, piece)
        start += (delimiter if number else "") + text
        if not whole:
            return start, False
    return start, bool(pieces)
