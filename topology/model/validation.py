"""Where pydantic reads the records: what comes from outside as a whole, and the JSON schema that describes it.

The records are plain dataclasses; their annotations and marks are all that pydantic needs. It is loaded when something is validated here,
and nowhere else in the engine.
"""

from collections.abc import Hashable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from ..i18n import _

if TYPE_CHECKING:
    from pydantic import TypeAdapter, ValidationError

T = TypeVar("T")


class Invalid(ValueError):
    """Values that make no record: what is wrong with the first of them, and where (`("resources", "SubnetA", "cidr_block")`)."""

    def __init__(self, message: str, where: tuple[str | int, ...] = ()) -> None:
        super().__init__(message)
        self.message, self.where = message, where

    @property
    def path(self) -> str:
        """Where, with dots."""
        return ".".join(str(step) for step in self.where)


def validated(kind: type[T], values: Any) -> T:
    """What the values make: a record, or whatever the annotation names. Raises Invalid."""
    from pydantic import ValidationError

    try:
        made: T = _adapter(cast("Hashable", kind)).validate_python(values)
    except ValidationError as error:
        raise _invalid(error) from error
    return made


def validated_json(kind: type[T], text: str | bytes) -> T:
    """The same of JSON text."""
    from pydantic import ValidationError

    try:
        made: T = _adapter(cast("Hashable", kind)).validate_json(text)
    except ValidationError as error:
        raise _invalid(error) from error
    return made


def json_schema(kind: Any) -> dict[str, Any]:
    """The JSON schema of a record type."""
    return _adapter(kind).json_schema()


def json_schemas(kinds: Mapping[str, Any], ref_template: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The JSON schema of each of these types, by its name; and the records that they are made of, by theirs."""
    from pydantic import TypeAdapter

    mode: Literal["validation"] = "validation"
    inputs = [(name, mode, _adapter(kind)) for name, kind in kinds.items()]
    each, whole = TypeAdapter.json_schemas(inputs, ref_template=ref_template)
    return {name: each[name, mode] for name in kinds}, whole["$defs"]


@cache
def _adapter(kind: Any) -> "TypeAdapter[Any]":
    from pydantic import TypeAdapter

    return TypeAdapter(kind)


def _invalid(error: "ValidationError") -> Invalid:
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    unknown = first["type"] == "unexpected_keyword_argument"
    return Invalid(_("there is no such field") if unknown else first["msg"], first["loc"])
