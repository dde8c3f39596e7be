"""The API's reference as its page shows it: the operations of each tag and the records they carry, from the OpenAPI description.

The description is the one place where an operation is said; nothing is written here that it does not say.
"""

import json
import re
import shlex
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from drf_spectacular.generators import SchemaGenerator

from .schema import PLACE

Schema = Mapping[str, Any]
DEEPEST = 6  # levels of an example: a record may hold itself
LIMITS = {
    "default": _("default {value}"),
    "minimum": _("at least {value}"),
    "maximum": _("at most {value}"),
    "minLength": _("at least {value} characters"),
    "maxLength": _("at most {value} characters"),
    "minItems": _("at least {value} items"),
    "maxItems": _("at most {value} items"),
}
EXAMPLES = {"string": "string", "integer": 0, "number": 0, "boolean": False, "null": None}


class Field(NamedTuple):
    """A parameter or a property."""

    name: str
    type: SafeString
    is_required: bool
    limits: str
    about: SafeString


class Body(NamedTuple):
    """What is sent or answered: its media type, and its type as a record or a plain one."""

    media: str
    type: SafeString


class Answer(NamedTuple):
    """One status that may come back."""

    status: str
    body: Body | None


class Operation(NamedTuple):
    """One method of one address."""

    id: str
    method: str
    path: str
    summary: str
    about: SafeString
    is_open: bool
    parameters: tuple[Field, ...]
    body: Body | None
    answers: tuple[Answer, ...]
    command: str


class Record(NamedTuple):
    """A named schema: an object's properties, or what else it may be."""

    name: str
    about: SafeString
    fields: tuple[Field, ...]
    type: SafeString


class Reference(NamedTuple):
    """All of it: operations by tag in the order of their addresses, and records by name."""

    tags: dict[str, list[Operation]]
    records: tuple[Record, ...]


def reference() -> Reference:
    """The reference in the reader's language."""
    return _read(get_language() or "")


@lru_cache(maxsize=8)
def _read(_language: str) -> Reference:
    """The reference in one language, which the labels are in."""
    description = SchemaGenerator().get_schema(request=None, public=True)
    schemas = description["components"]["schemas"]
    tags: dict[str, list[Operation]] = {}
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            tags.setdefault(operation["tags"][0], []).append(_operation(path, method, operation, schemas))
    return Reference(tags, tuple(_record(name, schemas[name]) for name in sorted(schemas)))


def _operation(path: str, method: str, said: Schema, schemas: Schema) -> Operation:
    body = _body(said["requestBody"]) if "requestBody" in said else None
    return Operation(
        id=said["operationId"],
        method=method.upper(),
        path=path,
        summary=said.get("summary", ""),
        about=_prose(said),
        is_open="security" not in said,
        parameters=tuple(
            _field(p["name"], p["schema"], p.get("required", False), _prose(p)) for p in said.get("parameters", ())
        ),
        body=body,
        answers=tuple(
            Answer(status, _body(answer) if "content" in answer else None)
            for status, answer in sorted(said["responses"].items())
        ),
        command=_command(path, method, said, schemas),
    )


def _body(said: Schema) -> Body:
    media, content = next(iter(said["content"].items()))
    return Body(media, _type(content.get("schema", {})))


def _record(name: str, schema: Schema) -> Record:
    required = schema.get("required", ())
    properties = schema.get("properties", {})
    return Record(
        name=name,
        about=_prose(schema),
        fields=tuple(_field(n, s, n in required, _prose(s)) for n, s in properties.items()),
        type=SafeString("") if properties else _type(schema),
    )


def _field(name: str, schema: Schema, is_required: bool, about: SafeString) -> Field:
    limits = [str(words).format(value=json.dumps(schema[key])) for key, words in LIMITS.items() if key in schema]
    return Field(name, _type(schema), is_required, ", ".join(limits), about)


def _prose(said: Schema) -> SafeString:
    """A description, with what stands between backticks as code."""
    parts = enumerate(said.get("description", "").split("`"))
    return format_html_join("", "{}", ((format_html("<code>{}</code>", part) if n % 2 else part,) for n, part in parts))


def _type(schema: Schema) -> SafeString:
    """A type in words, with a link to each record that it names."""
    if "$ref" in schema:
        name = schema["$ref"].removeprefix(PLACE)
        return format_html('<a href="#record-{}">{}</a>', name, name)
    if "enum" in schema:
        return _either(format_html("<code>{}</code>", json.dumps(value)) for value in schema["enum"])
    if "const" in schema:
        return format_html("<code>{}</code>", json.dumps(schema["const"]))
    for several in ("allOf", "anyOf", "oneOf"):
        if several in schema:
            return _either(_type(one) for one in schema[several])
    kinds = schema.get("type", gettext("anything"))
    return _either(_plain(kind, schema) for kind in ([kinds] if isinstance(kinds, str) else kinds))


def _plain(kind: str, schema: Schema) -> SafeString:
    if kind == "array":
        items = schema.get("items") or schema.get("prefixItems", [{}])[0]
        return format_html(gettext("list of {}"), _type(items))
    if kind == "object" and isinstance(schema.get("additionalProperties"), dict):
        return format_html(gettext("object of {}"), _type(schema["additionalProperties"]))
    if "format" in schema and kind != "null":
        return format_html("{} ({})", kind, schema["format"])
    return format_html("{}", kind)


def _either(types: Iterable[SafeString]) -> SafeString:
    return format_html_join(format_html(" {} ", gettext("or")), "{}", ((t,) for t in dict.fromkeys(types)))


def _command(path: str, method: str, said: Schema, schemas: Schema) -> str:
    """The operation as a curl command. Variables of the shell stand for the site, the token, and what the path leaves open."""
    lines = ["curl"]
    if method != "get":
        lines[0] += f" -X {method.upper()}"
    if "security" in said:
        lines.append('-H "Authorization: Token $FARWAY_TOKEN"')
    for media, content in said.get("requestBody", {}).get("content", {}).items():
        if media == "multipart/form-data":
            lines += [f"-F {shlex.quote(part)}" for part in _parts(content["schema"], schemas)]
        else:
            lines += [
                f'-H "Content-Type: {media}"',
                f"-d {shlex.quote(json.dumps(_example(content, schemas), indent=2))}",
            ]
    place = re.sub(r"\{(\w+)\}", lambda found: "$" + found[1].upper(), path)
    query = "&".join(
        f"{p['name']}=${p['name'].upper()}"
        for p in said.get("parameters", ())
        if p["in"] == "query" and p.get("required")
    )
    lines.append(f'"$FARWAY{place}{"?" if query else ""}{query}"')
    return " \\\n  ".join(lines)


def _parts(schema: Schema, schemas: Schema) -> Iterator[str]:
    """The parts of a form: a file where a binary is asked for."""
    held = _resolved(schema, schemas)
    for name, part in held.get("properties", {}).items():
        if "binary" in json.dumps(part):
            yield f"{name}=@template.yaml"
        elif name in held.get("required", ()):
            yield f"{name}={_sample(part, schemas, 0)}"


def _example(content: Schema, schemas: Schema) -> Any:
    """The example that the description has, else one made of what is required."""
    for example in content.get("examples", {}).values():
        return example["value"]
    return _sample(content.get("schema", {}), schemas, 0)


def _sample(schema: Schema, schemas: Schema, depth: int) -> Any:
    schema = _resolved(schema, schemas)
    for key in ("const", "default", "example"):
        if key in schema:
            return schema[key]
    if "enum" in schema:
        return schema["enum"][0]
    for several in ("allOf", "anyOf", "oneOf"):
        if several in schema:
            return _sample(schema[several][0], schemas, depth)
    kinds = schema.get("type", "object")
    kind = kinds if isinstance(kinds, str) else kinds[0]
    if kind == "array":
        return [] if depth > DEEPEST else [_sample(schema.get("items", {}), schemas, depth + 1)]
    if kind == "object":
        names = schema.get("required", ()) if depth <= DEEPEST else ()
        return {name: _sample(schema["properties"][name], schemas, depth + 1) for name in names}
    return EXAMPLES[kind]


def _resolved(schema: Schema, schemas: Schema) -> Schema:
    while "$ref" in schema:
        schema = schemas[schema["$ref"].removeprefix(PLACE)]
    return schema
