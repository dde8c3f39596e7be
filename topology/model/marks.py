"""What stands beside a field's type: its bounds, how it is written, what it refers to.

`construct` reads these marks to make records, `references_of` to follow them, and pydantic, by the hooks that it looks for, to validate
documents and to describe them. None needs pydantic to be made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, cast

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic_core import CoreSchema


class Bounds(NamedTuple):
    """What a value must keep within, under the names that pydantic and JSON schema know: the length of a text, list or mapping, the size of
    a number, and the pattern that is found in a text."""

    min_length: int | None = None
    max_length: int | None = None
    ge: float | None = None
    le: float | None = None
    gt: float | None = None
    pattern: str | None = None

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        said = {name: value for name, value in self._asdict().items() if value is not None}
        return cast("CoreSchema", {**handler(source), **said})


class Normalised(NamedTuple):
    """The one spelling of a value, by a function that raises ValueError for what is none."""

    change: Callable[[Any], Any]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic_core import core_schema

        return core_schema.no_info_after_validator_function(self.change, handler(source))


class Tagged(NamedTuple):
    """Of several record types: the field that says which one it is."""

    by: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic import Field

        return handler(Annotated[source, Field(discriminator=self.by)])


class Refers(NamedTuple):
    """That a text is the id of a resource of one of these types."""

    types: tuple[str, ...]

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {**handler(core), "x-refers": list(self.types)}


class Described:
    """What the JSON schema says more of a value."""

    def __init__(self, schema: Mapping[str, Any]) -> None:
        self.schema = schema

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {**handler(core), **self.schema}
