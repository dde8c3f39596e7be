"""Checks, traces, exports and jobs over the API. The work is done here by calling the task that a worker runs."""

import re
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from rest_framework.test import APIClient

from designer.jobs import tasks
from designer.models import Design, Job
from designer.services.designs import create_design
from tests.topology.builders import network
from topology.checks.digest import digest


@pytest.fixture
def shop(ada: User) -> Design:
    """A service in a private subnet without a way out."""
    built = network().vpc("vpc").subnet("app").group("group").service("web", "app", groups=["group"]).build()
    return create_design(ada, "Shop", built.to_document())


def test_a_job_says_how_it_stands(api: APIClient, shop: Design) -> None:
    answer = api.post(f"/api/v1/designs/{shop.pk}/checks/")
    assert answer.status_code == 202
    job = answer.json()
    assert set(job) == {
        "id", "kind", "state", "progress", "design", "revision", "result", "error", "created", "started", "finished",
    }  # fmt: skip
    assert (job["kind"], job["state"], job["design"], job["revision"]) == ("check", "queued", str(shop.pk), 1)
    assert job["progress"] == {"done": 0, "total": 0, "message": ""}
    assert api.get(f"/api/v1/jobs/{job['id']}/").json() == job


def test_the_latest_check_is_current_until_the_design_changes(api: APIClient, shop: Design) -> None:
    path = f"/api/v1/designs/{shop.pk}/checks/latest/"
    assert api.get(path).json() == {
        "revision": None,
        "current": False,
        "complete": False,
        "digest": None,
        "result": None,
        "job": None,
    }
    job = Job.objects.get(design=shop)
    tasks.run(str(job.pk))
    found = api.get(path).json()
    assert (found["revision"], found["current"], found["complete"], found["job"]) == (1, True, True, str(job.pk))
    assert found["result"]["workloads"][0]["id"] == "web"
    assert found["digest"] == digest(found["result"])
    change = {"revision": 1, "changes": [{"op": "set", "id": "web", "values": {"name": "shop"}}]}
    api.post(f"/api/v1/designs/{shop.pk}/changes/", change)
    found = api.get(path).json()
    assert (found["revision"], found["current"]) == (1, False)
    assert api.get(f"/api/v1/designs/{shop.pk}/").json()["check"] == {"revision": 1, "job": str(job.pk)}


def test_lists_of_jobs_leave_out_reports(api: APIClient, shop: Design) -> None:
    tasks.run(str(Job.objects.get(design=shop).pk))
    (row,) = api.get("/api/v1/jobs/").json()["results"]
    assert (row["state"], row["result"]) == ("succeeded", None)


def test_jobs_can_be_asked_for_by_design(api: APIClient, ada: User, shop: Design) -> None:
    other = create_design(ada, "Other")
    assert api.get("/api/v1/jobs/").json()["count"] == 2
    (row,) = api.get(f"/api/v1/jobs/?design={other.pk}").json()["results"]
    assert row["design"] == str(other.pk)


def test_a_trace_tells_what_stops_it(api: APIClient, shop: Design) -> None:
    answer = api.post(f"/api/v1/designs/{shop.pk}/traces/", {"source": "web", "destination": "internet", "port": 443})
    assert answer.status_code == 200
    assert answer.json()["verdict"] == "blocked"
    assert answer.json()["blockers"][0]["cause"] == "NO_ROUTE"


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"source": "nobody", "destination": "internet"}, "unknown-end"),
        ({"source": "web", "destination": "internet", "protocol": "carrier-pigeon"}, "invalid-protocol"),
        ({"source": "web", "destination": "internet", "port": 65_536}, "invalid"),
        ({"source": "web", "destination": "internet", "family": "ipv5"}, "invalid"),
        ({"source": "web"}, "invalid"),
    ],
)
def test_a_trace_between_what_is_not_there_is_refused(
    api: APIClient, shop: Design, asked: dict[str, object], code: str
) -> None:
    answer = api.post(f"/api/v1/designs/{shop.pk}/traces/", asked)
    assert (answer.status_code, answer.json()["code"]) == (400, code)


def test_an_export_ends_as_a_file_to_download(
    api: APIClient, shop: Design, bob: User, signed_in: Callable[[User], APIClient]
) -> None:
    job = api.post(f"/api/v1/designs/{shop.pk}/exports/", {"format": "dot"}).json()
    tasks.run(job["id"])
    done = api.get(f"/api/v1/jobs/{job['id']}/").json()
    assert done["state"] == "succeeded", done["error"]
    assert set(done["result"]) == {"filename", "media_type", "size", "url"}
    answer = api.get(done["result"]["url"])
    assert answer.content.startswith(b"digraph") and len(answer.content) == done["result"]["size"]
    assert answer.headers["Content-Disposition"] == 'attachment; filename="Shop.dot"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert signed_in(bob).get(done["result"]["url"]).status_code == 404
    assert api.get("/api/v1/jobs/").json()["results"][0]["result"] == done["result"]


def test_a_format_that_is_not_written_is_refused_at_once(api: APIClient, shop: Design) -> None:
    answer = api.post(f"/api/v1/designs/{shop.pk}/exports/", {"format": "papyrus"})
    assert (answer.status_code, answer.json()["code"]) == (400, "unsupported-format")
    answer = api.post(f"/api/v1/designs/{shop.pk}/exports/", {"format": "network-configuration", "resource": "nobody"})
    assert (answer.status_code, answer.json()["code"]) == (400, "unknown-resource")
    assert not Job.objects.filter(kind="export").exists()


def test_a_queued_job_is_cancelled_at_once_and_stays_so(api: APIClient, shop: Design) -> None:
    job = api.post(f"/api/v1/designs/{shop.pk}/exports/", {"format": "farway"}).json()
    cancelled = api.post(f"/api/v1/jobs/{job['id']}/cancel/").json()
    assert cancelled["state"] == "cancelled"
    assert cancelled["error"]["code"] == "cancelled"
    tasks.run(job["id"])
    assert api.get(f"/api/v1/jobs/{job['id']}/").json()["state"] == "cancelled"


def test_others_jobs_do_not_exist(shop: Design, bob: User, signed_in: Callable[[User], APIClient]) -> None:
    job = Job.objects.get(design=shop)
    client = signed_in(bob)
    assert client.get(f"/api/v1/jobs/{job.pk}/").status_code == 404
    assert client.post(f"/api/v1/jobs/{job.pk}/cancel/").status_code == 404
    assert client.get("/api/v1/jobs/").json()["count"] == 0
    job.refresh_from_db()
    assert job.state == "queued"


def test_the_reference_of_rules_names_its_sources(api: APIClient) -> None:
    rules = api.get("/api/v1/rules/").json()
    assert len(rules) > 10
    assert all(rule["source"].startswith("https://") for rule in rules)


def test_the_model_is_a_json_schema_of_the_document(api: APIClient) -> None:
    schema = api.get("/api/v1/model/").json()
    assert {"Vpc", "Subnet", "Service"} <= set(schema["$defs"])
    assert "resources" in schema["properties"]


def test_the_model_is_kept_by_browsers_under_the_version_that_the_canvas_names(
    api: APIClient, ada: User, shop: Design
) -> None:
    api.force_login(ada)
    page = api.get(f"/designs/{shop.pk}/").content.decode()
    found = re.search(r'data-model="([0-9a-f]{16})"', page)
    assert found
    assert "immutable" in api.get(f"/api/v1/model/?v={found[1]}")["Cache-Control"]
    assert "immutable" not in api.get("/api/v1/model/?v=of-another-release")["Cache-Control"]


def test_the_model_says_which_quotas_an_account_may_have_raised(api: APIClient) -> None:
    quotas = api.get("/api/v1/model/").json()["properties"]["quotas"]["x-quotas"]
    assert quotas["subnets_per_vpc"] == {"x-title": "subnets per VPC", "default": 200, "most": 1_000_000}
    assert "containers_per_task_definition" not in quotas, "it is fixed"
