"""A JSON value kept as text: its order and every character of it come back, on SQLite and PostgreSQL alike."""

import json
from typing import Any

from django.db import models


class JSONTextField(models.TextField):
    """A JSON value in a text column. PostgreSQL's jsonb would sort the keys of a document and refuse some of its texts."""

    description = "JSON"

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Any:
        return None if value is None else json.loads(value)

    def get_prep_value(self, value: Any) -> str | None:
        if value is None or hasattr(value, "resolve_expression"):
            return value
        return json.dumps(value, separators=(",", ":"), allow_nan=False)

    def to_python(self, value: Any) -> Any:
        return value
