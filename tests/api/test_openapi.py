"""The committed description of the API, and what it says."""

import warnings
from pathlib import Path
from typing import Any

import pytest
import yaml
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiYamlRenderer
from rest_framework.test import APIClient

from api.urls import urlpatterns
from topology.model import RESOURCE_TYPES

COMMITTED = Path(__file__).resolve().parents[2] / "api" / "openapi.yaml"


@pytest.fixture(scope="module")
def generated() -> dict[str, Any]:
    return SchemaGenerator().get_schema(request=None, public=True)


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    return yaml.load(COMMITTED.read_text(), Loader=yaml.CSafeLoader)


def test_the_committed_description_is_current(generated: dict[str, Any]) -> None:
    now = OpenApiYamlRenderer().render(generated, renderer_context={}).decode()
    assert COMMITTED.read_text() == now, "run `make openapi` and commit api/openapi.yaml"


def test_nothing_in_the_description_had_to_be_guessed() -> None:
    GENERATOR_STATS.reset()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        SchemaGenerator().get_schema(request=None, public=True)
    assert not GENERATOR_STATS


def test_every_address_is_described(described: dict[str, Any]) -> None:
    silent = {"schema", "docs", "missing"}
    addresses = {
        "/api/v1/"
        + str(p.pattern)
        .replace("<uuid:id>", "{id}")
        .replace("<slug:slug>", "{slug}")
        .replace("<int:revision>", "{revision}")
        for p in urlpatterns
        if p.name not in silent
    }
    assert addresses == set(described["paths"])


def test_every_record_of_the_model_is_described(described: dict[str, Any]) -> None:
    schemas = described["components"]["schemas"]
    assert set(RESOURCE_TYPES) <= set(schemas)
    assert "assign_ipv6_address_on_creation" in schemas["Subnet"]["properties"]
    assert {"Topology", "Change"} <= set(schemas)


def test_no_reference_of_the_description_leads_nowhere(described: dict[str, Any]) -> None:
    def references(value: Any) -> Any:
        if isinstance(value, dict):
            if isinstance(value.get("$ref"), str):
                yield value["$ref"]
            for item in value.values():
                yield from references(item)
        elif isinstance(value, list):
            for item in value:
                yield from references(item)

    known = {f"#/components/schemas/{name}" for name in described["components"]["schemas"]}
    assert set(references(described)) <= known


def test_the_description_is_served_to_everybody(db: None) -> None:
    answer = APIClient().get("/api/v1/schema/")
    assert answer.status_code == 200
    assert answer.data["openapi"].startswith("3.")
