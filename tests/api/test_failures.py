"""Failures over the API: of the newest revision, bounded, and the owner's alone."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from rest_framework.test import APIClient

from designer.models import Design
from designer.services import failures
from designer.services.designs import store_design
from tests.topology.builders import network
from topology.checks.single_points import single_points
from topology.checks.what_if import what_if
from topology.model import Topology


def two_zones() -> Topology:
    """A service in two zones that both send through the NAT gateway of the first."""
    made = network().vpc().subnet("public", "a", public=True).nat("nat", "public")
    return made.subnet("a", "a", nat="nat").subnet("b", "b", nat="nat").service("app", ("a", "b"), logs=True).build()


@pytest.fixture
def design(ada: User) -> Design:
    return store_design(ada, "Two zones", two_zones())


def address(design: Design) -> str:
    return f"/api/v1/designs/{design.pk}/what-if/"


def test_what_is_lost_is_the_report_of_the_command_line_with_its_revision(api: APIClient, design: Design) -> None:
    answer = api.post(address(design), {"off": ["us-east-1a"]}, format="json")
    assert (answer.status_code, answer.json()) == (200, {"revision": 1, **what_if(two_zones(), ["us-east-1a"])})
    assert answer.json()["workloads"][0]["status"] == "cannot-start"
    design.refresh_from_db()
    assert design.revision == 1


def test_each_single_failure_comes_with_the_revision(api: APIClient, design: Design) -> None:
    body = api.get(address(design)).json()
    assert body == {"revision": 1, **single_points(two_zones())}


@pytest.mark.parametrize(
    ("given", "code"),
    [({"off": ["nothing"]}, "cannot-be-off"), ({"off": ["rtb-a"]}, "cannot-be-off"), ({"off": []}, "invalid"),
     ({}, "invalid"), ({"off": "nat"}, "invalid"), ({"off": ["nat"] * 51}, "invalid")],
)  # fmt: skip
def test_what_cannot_be_switched_off_is_refused(
    api: APIClient, design: Design, given: dict[str, object], code: str
) -> None:
    answer = api.post(address(design), given, format="json")
    assert (answer.status_code, answer.json()["code"]) == (400, code)


def test_the_failures_of_somebody_else_are_not_there(
    signed_in: Callable[[User], APIClient], bob: User, design: Design
) -> None:
    assert signed_in(bob).get(address(design)).status_code == 404
    assert signed_in(bob).post(address(design), {"off": ["nat"]}, format="json").status_code == 404
    assert APIClient().get(address(design)).status_code == 401


def test_a_design_too_large_to_answer_at_once_is_refused_in_words(
    api: APIClient, design: Design, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(failures, "MAX_ANSWERS", 3)
    answer = api.get(address(design))
    assert (answer.status_code, answer.json()["code"]) == (400, "too-large")
    assert "farway what-if --each" in answer.json()["message"]
    assert api.post(address(design), {"off": ["nat"]}, format="json").status_code == 200
    monkeypatch.setattr(failures, "MAX_WORKLOADS", 0)
    assert api.post(address(design), {"off": ["nat"]}, format="json").json()["code"] == "too-large"
