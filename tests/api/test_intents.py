"""Intents over the API: which apply, what one would do, and that nothing is applied."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from designer.models import Design

from .conftest import DOCUMENT


@pytest.fixture
def address(design: Design) -> str:
    return f"/api/v1/designs/{design.pk}/intents/"


def test_the_intents_of_a_subnet_are_listed(api: APIClient, address: str) -> None:
    answer = api.get(address, {"resource": "App"})
    assert answer.status_code == 200
    assert [i["id"] for i in answer.json()] == ["public-subnet", "private-subnet", "isolated-subnet"]
    assert all(i["title"] and i["about"] for i in answer.json())


def test_an_intent_is_worked_out_and_not_applied(api: APIClient, address: str, design: Design) -> None:
    answer = api.post(address, {"intent": "public-subnet", "resource": "App"})
    assert answer.status_code == 200
    body: dict[str, Any] = answer.json()
    assert (body["verified"], body["refused"], body["revision"]) == (True, None, design.revision)
    assert {c["resource"]["type"] for c in body["changes"] if c["op"] == "add"} >= {"InternetGateway", "RouteTable"}
    design.refresh_from_db()
    assert design.document["resources"].keys() == DOCUMENT["resources"].keys()
    applied = api.post(
        f"/api/v1/designs/{design.pk}/changes/", {"revision": body["revision"], "changes": body["changes"]}
    )
    assert applied.status_code == 200
    assert api.post(address, {"intent": "public-subnet", "resource": "App"}).json()["changes"] == []


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"intent": "public-subnet", "resource": "Nobody"}, "unknown-resource"),
        ({"intent": "nonsense", "resource": "App"}, "unknown-intent"),
        ({"intent": "ipv6-vpc", "resource": "App"}, "unknown-intent"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_its_field(
    api: APIClient, address: str, asked: dict[str, str], code: str
) -> None:
    answer = api.post(address, asked)
    assert (answer.status_code, answer.json()["code"]) == (400, code)
