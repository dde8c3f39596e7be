"""From the bytes of a file to plain values: YAML with CloudFormation's short intrinsics, or JSON; bounded and strict.

YAML is taken event by event, so that nothing is built before it was counted: an alias is a second mention of a value that
was built once, and counts as often as it is mentioned. Scalars keep what a template means: dates stay text, and a number
becomes one only where it reads back the same (`1.40` and `0123` stay text).
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from ..i18n import _
from .errors import ReadError

MAX_BYTES = 1_000_000
MAX_DEPTH = 60
MAX_NODES = 200_000
MAX_ALIASES = 1_000
LINES_TO_DEPTH = 5
"""Lines are kept of the keys this deep: enough for `Resources: id: Properties: name:`."""

_ODD = re.compile("[\0\ud800-\udfff\U00100000-\U0010ffff]")
"""What no template holds: NUL, half characters, and the private ones by which the evaluation stands for references."""

_BOOLEANS = {w: v for v, ws in ((True, ("true", "yes", "on")), (False, ("false", "no", "off")))
             for b in ws for w in (b, b.capitalize(), b.upper())}  # fmt: skip
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_INTEGER = re.compile(r"(?:0|-?[1-9][0-9]{0,17})\Z")
_FLOAT = re.compile(r"-?(?:0|[1-9][0-9]{0,14})\.[0-9]{1,15}\Z")
_SHORT = re.compile(r"!([A-Za-z0-9:]+)\Z")
_PLAIN_TAGS = {"Ref": "Ref", "Condition": "Condition"}
_STANDARD = "tag:yaml.org,2002:"


@dataclass(eq=False, repr=False)
class Source:
    """The value of a file, and where its upper keys stand: by path in YAML, to be searched for in the text of JSON."""

    value: Any
    lines: dict[tuple[str, ...], int] = field(default_factory=dict)
    text: str | None = None

    def line(self, *path: str) -> int | None:
        """The line (from 1) of the key at this path, or of the nearest key above it that is known."""
        if self.text is not None:
            key = re.escape(json.dumps(path[1] if len(path) > 1 else path[0])) if path else ""
            found = re.search(key + r"\s*:", self.text) if key else None
            return self.text.count("\n", 0, found.start()) + 1 if found else None
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path)


def decode(data: bytes, file: str, limit: int = MAX_BYTES) -> str:
    """The text of a file: UTF-8, not empty, not too large, without characters that no text file has."""
    if len(data) > limit:
        raise ReadError(
            "too-large",
            _("the file is larger than the %g MB that are read; split it up or leave out what is not needed") % (limit / 1e6),
            file,
        )  # fmt: skip
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ReadError("not-text", _("this is no UTF-8 text; save the file as UTF-8"), file, line) from error
    if found := _ODD.search(text):
        raise _odd(found.group(), file, text.count("\n", 0, found.start()) + 1)
    if not text.strip():
        raise ReadError("empty", _("the file is empty"), file)
    return text


def parse(text: str, file: str) -> Source:
    """The value of a JSON or YAML text, whichever it is."""
    source = _parse_json(text, file) if _is_json(text) else _parse_yaml(text, file)
    if "\\" in text:
        _refuse_escaped(source.value, file)
    return source


def _odd(character: str, file: str, line: int | None = None) -> ReadError:
    message = _("there is a character U+%04X here, which no template holds; remove it") % ord(character)
    return ReadError("not-text", message, file, line)


def _refuse_escaped(value: Any, file: str) -> None:
    """Refuse the characters that `decode` refuses where they were written as an escape."""
    if isinstance(value, str):
        if found := _ODD.search(value):
            raise _odd(found.group(), file)
    elif isinstance(value, dict):
        for key, item in value.items():
            _refuse_escaped(key, file)
            _refuse_escaped(item, file)
    elif isinstance(value, list):
        for item in value:
            _refuse_escaped(item, file)


def _is_json(text: str) -> bool:
    """Whether a text that starts with a bracket is meant as JSON, rather than YAML in flow style."""
    return bool(re.match(r'\s*(?:\{\s*["}]|\[\s*["{\]])', text))


def _parse_json(text: str, file: str) -> Source:
    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        built: dict[str, Any] = {}
        for key, value in items:
            if key in built:
                raise ReadError("duplicate-key", _("the key “%s” stands twice in one object; remove one") % key, file)
            built[key] = value
        return built

    def refuse(constant: str) -> Any:
        raise ReadError("not-json", _("“%s” is no JSON value") % constant, file)

    def number(digits: str) -> float | str:
        return float(digits) if _FLOAT.match(digits) and repr(float(digits)) == digits else digits

    def whole(digits: str) -> int | str:
        return int(digits) if _INTEGER.match(digits) else digits

    try:
        value = json.loads(
            text, object_pairs_hook=pairs, parse_constant=refuse, parse_float=number, parse_int=whole
        )  # fmt: skip
    except json.JSONDecodeError as error:
        raise ReadError("not-json", _("this is no JSON: %s") % error.msg, file, error.lineno) from error
    except RecursionError as error:
        raise _too_deep(file, None) from error
    _check_depth(value, file)
    return Source(value, text=text)


def _check_depth(value: Any, file: str, depth: int = 0) -> None:
    if depth > MAX_DEPTH:
        raise _too_deep(file, None)
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        _check_depth(item, file, depth + 1)


def _parse_yaml(text: str, file: str) -> Source:
    loader = yaml.CSafeLoader(text)
    try:
        return _Builder(loader, file).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = ", ".join(p for p in (error.context, error.problem) if p)
        raise ReadError(
            "not-yaml", _("this is no YAML: %s") % problem, file, mark.line + 1 if mark else None
        ) from error
    except yaml.YAMLError as error:
        raise ReadError("not-yaml", _("this is no YAML: %s") % error, file) from error
    finally:
        loader.dispose()


def _too_deep(file: str, line: int | None) -> ReadError:
    return ReadError(
        "too-deep", _("values are nested more than %d levels deep; that is no template") % MAX_DEPTH, file, line
    )


class _Builder:
    """Builds the value of a YAML text from its events."""

    def __init__(self, loader: Any, file: str) -> None:
        self._loader, self._file = loader, file
        self._nodes = self._aliases = 0
        self._anchors: dict[str, tuple[Any, int]] = {}
        self._lines: dict[tuple[str, ...], int] = {}

    def document(self) -> Source:
        self._loader.get_event()
        if not self._loader.check_event(yaml.DocumentStartEvent):
            raise ReadError("empty", _("the file is empty"), self._file)
        self._loader.get_event()
        value = self._value(self._loader.get_event(), ())
        self._loader.get_event()
        if not self._loader.check_event(yaml.StreamEndEvent):
            line = self._loader.peek_event().start_mark.line + 1
            raise ReadError(
                "not-a-template", _("a second YAML document starts here; give one a file"), self._file, line
            )
        return Source(value, self._lines)

    def _count(self, amount: int, event: Any) -> None:
        self._nodes += amount
        if self._nodes > MAX_NODES:
            raise ReadError(
                "too-many-aliases" if self._aliases else "too-large",
                _("there are more than %d values here, aliases counted as what they stand for") % MAX_NODES,
                self._file, event.start_mark.line + 1,
            )  # fmt: skip

    def _value(self, event: Any, path: tuple[str, ...], depth: int = 0) -> Any:
        if depth > MAX_DEPTH:
            raise _too_deep(self._file, event.start_mark.line + 1)
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        before = self._nodes
        self._count(1, event)
        if isinstance(event, yaml.ScalarEvent):
            value = self._scalar(event)
        elif isinstance(event, yaml.SequenceStartEvent):
            value = [self._value(item, (), depth + 1) for item in self._until(yaml.SequenceEndEvent)]
            value = self._tagged(event, value)
        else:
            value = self._tagged(event, self._mapping(path, depth))
        if event.anchor:
            self._anchors[event.anchor] = (value, self._nodes - before)
        return value

    def _until(self, end: type) -> Iterator[Any]:
        while not self._loader.check_event(end):
            yield self._loader.get_event()
        self._loader.get_event()

    def _alias(self, event: Any) -> Any:
        self._aliases += 1
        if event.anchor not in self._anchors:
            raise ReadError(
                "not-yaml",
                _("the alias “*%s” has no anchor before it") % event.anchor,
                self._file,
                event.start_mark.line + 1,
            )
        if self._aliases > MAX_ALIASES:
            raise ReadError("too-many-aliases", _("there are more than %d aliases; write the values out") % MAX_ALIASES,
                            self._file, event.start_mark.line + 1)  # fmt: skip
        value, size = self._anchors[event.anchor]
        self._count(size, event)
        return value

    def _mapping(self, path: tuple[str, ...], depth: int) -> dict[str, Any]:
        built: dict[str, Any] = {}
        merged: dict[str, Any] = {}
        for event in self._until(yaml.MappingEndEvent):
            line = event.start_mark.line + 1
            key = self._key(event, line)
            below = (*path, key) if len(path) < LINES_TO_DEPTH and (path or depth == 0) else ()
            if below:
                self._lines.setdefault(below, line)
            value = self._value(self._loader.get_event(), below, depth + 1)
            if key == "<<" and event.implicit[0]:
                for part in value if isinstance(value, list) else [value]:
                    if not isinstance(part, dict):
                        raise ReadError("not-yaml", _("“<<” merges mappings only"), self._file, line)
                    merged = {**part, **merged}
            elif key in built:
                raise ReadError(
                    "duplicate-key", _("the key “%s” stands twice in one mapping; remove one") % key, self._file, line
                )
            else:
                built[key] = value
        return {**merged, **built} if merged else built

    def _key(self, event: Any, line: int) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            raise ReadError(
                "not-yaml", _("a key must be a plain text, not a list, a mapping or an alias"), self._file, line
            )
        self._count(1, event)
        return str(event.value)

    def _scalar(self, event: Any) -> Any:
        text: str = event.value
        if event.implicit[0]:
            if text in _NULLS:
                return None
            if text in _BOOLEANS:
                return _BOOLEANS[text]
            if _INTEGER.match(text):
                return int(text)
            if _FLOAT.match(text):
                return float(text) if repr(float(text)) == text else text
            return text
        return text if event.implicit[1] else self._tagged(event, text)

    def _tagged(self, event: Any, value: Any) -> Any:
        """The value under its tag: an intrinsic function in its long form."""
        tag = event.tag
        if tag is None or tag == "!":
            return value
        if tag.startswith(_STANDARD):
            kind = tag[len(_STANDARD) :]
            if {"str": str, "seq": list, "map": dict}.get(kind) is type(value):
                return value
        elif short := _SHORT.match(tag):
            name = short.group(1).rstrip(":")
            if name == "GetAtt" and isinstance(value, str):
                value = list(value.partition(".")[::2])
            return {_PLAIN_TAGS.get(name) or (name if name.startswith("Fn::") else f"Fn::{name}"): value}
        raise ReadError(
            "unknown-tag", _("the tag “%s” has no meaning in a template") % tag, self._file, event.start_mark.line + 1
        )
