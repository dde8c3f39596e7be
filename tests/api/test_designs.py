"""Designs over the API: made, listed, read, renamed, deleted, and nobody else's business."""

import uuid
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from designer.models import Design, Job
from designer.services.designs import create_design

from .conftest import DOCUMENT


def test_a_design_without_a_document_is_an_empty_network(api: APIClient) -> None:
    answer = api.post("/api/v1/designs/", {"name": "Orders"})
    assert answer.status_code == 201
    made = answer.json()
    assert made["name"] == "Orders"
    assert made["revision"] == 1
    assert made["document"]["farway"] == 1
    assert made["check"] is None


def test_a_document_comes_back_with_a_place_for_everything(api: APIClient) -> None:
    made = api.post("/api/v1/designs/", {"name": "Orders", "document": DOCUMENT}).json()
    read = api.get(f"/api/v1/designs/{made['id']}/").json()
    assert read["document"]["resources"]["App"]["cidr_block"] == "10.0.1.0/24"
    assert {"Vpc", "App", "Data"} <= set(read["document"]["layout"])


def test_a_document_that_is_none_is_refused_with_its_place(api: APIClient) -> None:
    wrong = {"farway": 1, "resources": {"Vpc": {"type": "Vpc", "id": "Vpc", "cidr_block": {"not": "text"}}}}
    answer = api.post("/api/v1/designs/", {"name": "Orders", "document": wrong})
    assert answer.status_code == 400
    assert answer.json()["code"] == "invalid-document"
    assert "Vpc" in answer.json()["details"]["where"]
    assert not Design.objects.exists()


def test_a_design_needs_a_name(api: APIClient) -> None:
    answer = api.post("/api/v1/designs/", {"name": "  "})
    assert answer.status_code == 400
    assert answer.json()["code"] == "invalid"
    assert "name" in answer.json()["details"]["fields"]


def test_lists_leave_out_documents_and_come_in_pages(api: APIClient, ada: User) -> None:
    for number in range(3):
        create_design(ada, f"Design {number}")
    first = api.get("/api/v1/designs/?page_size=2").json()
    assert first["count"] == 3
    assert [set(d) for d in first["results"]] == [{"id", "name", "revision", "created", "modified", "check"}] * 2
    assert first["previous"] is None
    second = api.get(first["next"]).json()
    assert [d["name"] for d in second["results"]] == ["Design 0"]
    assert second["next"] is None


def test_a_page_beyond_the_last_is_not_found(api: APIClient) -> None:
    answer = api.get("/api/v1/designs/?page=7")
    assert answer.status_code == 404
    assert answer.json()["code"] == "not-found"


@pytest.mark.parametrize("path", ["/api/v1/designs/", "/api/v1/jobs/"])
def test_a_longer_list_costs_no_more_queries(api: APIClient, ada: User, path: str) -> None:
    create_design(ada, "First")
    with CaptureQueriesContext(connection) as few:
        assert api.get(path).json()["count"] == 1
    for number in range(8):
        create_design(ada, f"Design {number}")
    with CaptureQueriesContext(connection) as many:
        assert api.get(path).json()["count"] == 9
    assert len(many) == len(few)


def test_a_list_does_not_load_documents(api: APIClient, design: Design) -> None:
    with CaptureQueriesContext(connection) as queries:
        api.get("/api/v1/designs/")
    assert not any('"document"' in q["sql"] for q in queries)


def test_the_newest_check_that_succeeded_is_named(api: APIClient, ada: User, design: Design) -> None:
    Job.objects.all().delete()
    for revision, state in ((1, "succeeded"), (2, "failed")):
        job = Job.objects.create(kind="check", state=state, owner=ada, design=design, revision=revision, result={})
        if state == "succeeded":
            expected = {"revision": revision, "job": str(job.pk)}
    assert api.get(f"/api/v1/designs/{design.pk}/").json()["check"] == expected
    assert api.get("/api/v1/designs/").json()["results"][0]["check"] == expected


def test_only_the_name_changes_by_patch(api: APIClient, design: Design) -> None:
    answer = api.patch(f"/api/v1/designs/{design.pk}/", {"name": "Billing", "revision": 99, "document": {}})
    assert answer.status_code == 200
    assert (answer.json()["name"], answer.json()["revision"]) == ("Billing", 1)
    assert answer.json()["document"]["resources"]


def test_a_deleted_design_is_gone(api: APIClient, design: Design) -> None:
    assert api.delete(f"/api/v1/designs/{design.pk}/").status_code == 204
    assert api.get(f"/api/v1/designs/{design.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", ""),
        ("patch", ""),
        ("delete", ""),
        ("get", "changes/"),
        ("post", "changes/"),
        ("post", "checks/"),
        ("get", "checks/latest/"),
        ("post", "traces/"),
        ("get", "intents/?resource=App"),
        ("post", "intents/"),
        ("get", "template/"),
        ("post", "exports/"),
    ],
)
def test_to_others_a_design_does_not_exist(
    signed_in: Callable[[User], APIClient], bob: User, design: Design, method: str, path: str
) -> None:
    body = {
        "name": "Mine", "revision": 1, "changes": [{"op": "remove", "id": "App"}], "source": "App", "destination": "internet", "format": "farway",
    }  # fmt: skip
    client = signed_in(bob)
    foreign = getattr(client, method)(f"/api/v1/designs/{design.pk}/{path}", body)
    absent = getattr(client, method)(f"/api/v1/designs/{uuid.uuid4()}/{path}", body)
    assert foreign.status_code == absent.status_code == 404
    assert foreign.json() == absent.json()
    assert foreign.json()["code"] == "not-found"
    design.refresh_from_db()
    assert (design.name, design.revision) == ("Orders", 1)


def test_a_design_is_read_as_a_template_with_the_lines_of_each_resource(api: APIClient, design: Design) -> None:
    answer = api.get(f"/api/v1/designs/{design.pk}/template/")
    assert answer.status_code == 200
    body = answer.json()
    lines = body["text"].splitlines()
    assert body["revision"] == design.revision
    for id in ("Vpc", "App", "Data"):
        first, last = body["lines"][id]
        assert lines[first - 1] == f"  {id}:"
        assert all(line.startswith("    ") for line in lines[first:last])
    assert "AWS::EC2::VPC" in lines[body["lines"]["Vpc"][0]]
