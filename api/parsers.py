"""Bodies that the API reads: bounded in size and depth, and free of text that a database cannot store."""

from collections.abc import Mapping
from typing import IO, Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser
from rest_framework.utils import json as strict_json

from .errors import TooLarge

MAX_BODY = 10_000_000
MAX_DEPTH = 64


class BoundedJSONParser(BaseParser):
    """JSON of at most 10 MB, nested at most 64 deep, without NUL and lone surrogates in its text."""

    media_type = "application/json"

    def parse(
        self, stream: IO[bytes], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        raw = stream.read(MAX_BODY + 1)
        if len(raw) > MAX_BODY:
            raise TooLarge(_("The body is larger than %d MB.") % (MAX_BODY // 1_000_000))
        try:
            data = strict_json.loads(raw.decode("utf-8"))
        except ValueError as error:
            raise ParseError(_("The body is not JSON: %s") % error, code="malformed") from error
        except RecursionError as error:
            raise ParseError(_("The body is nested too deep."), code="malformed") from error
        _check(data)
        return data


def _check(data: Any) -> None:
    """Refuse what is nested too deep and text that cannot be stored."""
    level, depth = [data], 0
    while level:
        depth += 1
        if depth > MAX_DEPTH:
            raise ParseError(_("The body is nested more than %d deep.") % MAX_DEPTH, code="malformed")
        below: list[Any] = []
        for value in level:
            if isinstance(value, str):
                _check_text(value)
            elif isinstance(value, dict):
                for key in value:
                    _check_text(key)
                below.extend(value.values())
            elif isinstance(value, list):
                below.extend(value)
        level = below


def _check_text(text: str) -> None:
    if "\0" in text or (not text.isascii() and any("\ud800" <= c <= "\udfff" for c in text)):
        raise ParseError(_("The body has text that is not valid Unicode, or a NUL character."), code="malformed")
