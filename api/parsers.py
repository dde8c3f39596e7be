"""JSON from outside, read strictly."""

from collections.abc import Mapping
from typing import IO, Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

MAX_DEPTH = 100


class StrictJSONParser(JSONParser):
    """JSON without NaN, without a NUL in a text, and not nested deeper than MAX_DEPTH."""

    def parse(
        self, stream: IO[bytes], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        """The value. Raises ParseError, which is a 400."""
        try:
            value = super().parse(stream, media_type, parser_context)
        except RecursionError as error:
            raise ParseError(_("The JSON is nested too deeply.")) from error
        _bound(value)
        return value


def _bound(value: Any) -> None:
    """Walk a value level by level. Raises ParseError for one that is too deep or holds a NUL."""
    level = [value]
    for _depth in range(MAX_DEPTH):
        below: list[Any] = []
        for item in level:
            if isinstance(item, str):
                if "\x00" in item:
                    raise ParseError(_("A text holds a NUL character."))
            elif isinstance(item, dict):
                below += item.keys()
                below += item.values()
            elif isinstance(item, list):
                below += item
        if not below:
            return
        level = below
    raise ParseError(_("The JSON is nested too deeply."))
