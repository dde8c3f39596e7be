"""The history of a design over the API: its revisions, a state of it, a comparison, the way back."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from rest_framework.test import APIClient

from designer.models import Design

from .test_changes import rename, send


@pytest.fixture
def path(api: APIClient, design: Design) -> str:
    """The address of a design with three revisions: a subnet was renamed, then another removed."""
    send(api, design, 1, rename("App", "app-a"))
    send(api, design, 2, {"op": "remove", "id": "Data"})
    return f"/api/v1/designs/{design.pk}/"


def test_revisions_come_the_newest_first_with_who_when_and_what(api: APIClient, path: str) -> None:
    answer = api.get(f"{path}revisions/").json()
    assert answer["count"] == 3
    assert [(r["revision"], r["author"], r["summary"]) for r in answer["results"]] == [
        (3, "ada", "deleted subnet Data"),
        (2, "ada", "changed name of App"),
        (1, "ada", "created the design"),
    ]
    assert set(answer["results"][0]) == {"revision", "author", "created", "summary", "kept", "restored"}
    assert all(r["kept"] for r in answer["results"])


def test_revisions_come_in_pages(api: APIClient, path: str) -> None:
    first = api.get(f"{path}revisions/?page_size=2").json()
    assert [r["revision"] for r in first["results"]] == [3, 2]
    last = api.get(first["next"]).json()
    assert ([r["revision"] for r in last["results"]], last["next"]) == ([1], None)
    assert api.get(f"{path}revisions/?page=9").status_code == 404


def test_a_design_is_read_as_it_was(api: APIClient, path: str) -> None:
    answer = api.get(f"{path}revisions/1/").json()
    assert answer["revision"] == 1
    assert set(answer["document"]["resources"]) == {"Vpc", "App", "Data"}
    assert "name" not in answer["document"]["resources"]["App"]
    for revision in (0, 4, 2**70):
        missing = api.get(f"{path}revisions/{revision}/")
        assert (missing.status_code, missing.json()["code"]) == (404, "not-found")


def test_two_revisions_are_compared_resource_by_resource_and_property_by_property(api: APIClient, path: str) -> None:
    found = api.get(f"{path}comparison/?from=1&to=2").json()
    assert (found["from"], found["to"], found["added"], found["removed"]) == (1, 2, [], [])
    assert found["changed"] == [
        {
            "id": "App", "type": "Subnet", "name": "app-a",
            "fields": [{"field": "name", "before": None, "after": "app-a"}],
        }
    ]  # fmt: skip
    newest = api.get(f"{path}comparison/?from=2").json()
    assert (newest["to"], newest["removed"]) == (3, [{"id": "Data", "type": "Subnet", "name": "Data"}])


@pytest.mark.parametrize(
    ("query", "status"), [("", 400), ("from=x", 400), ("from=0", 400), ("from=9", 404), ("from=1&to=9", 404)]
)
def test_a_comparison_with_what_never_was_is_refused(api: APIClient, path: str, query: str, status: int) -> None:
    answer = api.get(f"{path}comparison/?{query}")
    assert answer.status_code == status
    assert set(answer.json()) == {"code", "message", "details"}


def test_restoring_makes_one_new_revision(api: APIClient, path: str) -> None:
    answer = api.post(f"{path}revisions/1/restore/", {"revision": 3, "client": "tab-1"})
    assert (answer.status_code, answer.json()) == (200, {"revision": 4, "merged": []})
    assert set(api.get(path).json()["document"]["resources"]) == {"Vpc", "App", "Data"}
    newest = api.get(f"{path}revisions/").json()["results"][0]
    assert (newest["revision"], newest["summary"], newest["restored"]) == (4, "restored revision 1", 1)
    again = api.post(f"{path}revisions/1/restore/", {"revision": 4})
    assert (again.status_code, again.json()["code"]) == (400, "no-changes")


def test_restoring_what_others_changed_meanwhile_is_a_clash(api: APIClient, path: str, design: Design) -> None:
    send(api, design, 3, rename("App", "app-b"))
    answer = api.post(f"{path}revisions/1/restore/", {"revision": 3})
    assert (answer.status_code, answer.json()["code"]) == (409, "clash")
    assert answer.json()["details"]["clashes"] == ["App"]


def test_changes_may_say_which_revision_they_bring_back(api: APIClient, path: str) -> None:
    body = {"revision": 3, "changes": [rename("App", "x")], "restores": 2}
    assert api.post(f"{path}changes/", body).status_code == 200
    assert api.get(f"{path}revisions/").json()["results"][0]["summary"] == "restored revision 2"
    assert api.post(f"{path}changes/", {**body, "revision": 4, "restores": 77}).status_code == 400


def test_others_have_no_history_to_see(path: str, bob: User, signed_in: Callable[[User], APIClient]) -> None:
    client = signed_in(bob)
    for rest in ("revisions/", "revisions/1/", "comparison/?from=1"):
        assert client.get(path + rest).status_code == 404
    assert client.post(f"{path}revisions/1/restore/", {"revision": 3}).status_code == 404
