"""What the schema takes from the engine's own records: one definition drives validation and description."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from topology.model import Topology
from topology.model.changes import Change
from topology.model.validation import json_schemas

PLACE = "#/components/schemas/"


@extend_schema_field({"$ref": PLACE + "Topology"})
class DocumentField(serializers.JSONField):
    """A design's document, `{"farway": 1, "region", "resources", …}`; the service validates it."""


@extend_schema_field({"$ref": PLACE + "Change"})
class ChangeField(serializers.DictField):
    """One change, as in `topology/model/changes.py`; the service validates it."""


@extend_schema_field({"type": "object", "additionalProperties": True})
class ReportField(serializers.JSONField):
    """A report, as the command line prints it."""


def add_records(result: dict[str, Any], generator: object, request: object, public: bool) -> dict[str, Any]:
    """A postprocessing hook: the records of the document and the changes become components of the schema."""
    named, records = json_schemas({"Topology": Topology, "Change": Change}, PLACE + "{model}")
    records["Change"] = named["Change"]
    schemas = result.setdefault("components", {}).setdefault("schemas", {})
    for name, schema in sorted(records.items()):
        if name in schemas:
            raise ValueError(f"two schemas are called {name}")
        schemas[name] = schema
    return result
