"""Signing in, jobs, and the pages for what goes wrong."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client

from designer.models import Design, Job
from designer.pages.signin import MAX_FAILURES
from designer.services.jobs import start_export

PASSWORD = "a long enough password"


@pytest.fixture
def eve(db: None) -> User:
    return User.objects.create_user("eve", password=PASSWORD)


def sign_in(client: Client, password: str, **fields: str):
    return client.post("/sign-in/", {"username": "eve", "password": password, **fields})


def test_signing_in_leads_to_the_page_that_was_asked_for(eve: User) -> None:
    client = Client()
    assert sign_in(client, PASSWORD, next="/jobs/").headers["Location"] == "/jobs/"
    assert client.get("/jobs/").status_code == 200


def test_signing_in_leads_nowhere_else(eve: User) -> None:
    assert sign_in(Client(), PASSWORD, next="https://elsewhere.example/").headers["Location"] == "/designs/"


def test_a_wrong_password_is_said_without_saying_what_was_wrong(eve: User) -> None:
    client = Client()
    wrong = sign_in(client, "guess").content.decode()
    unknown = client.post("/sign-in/", {"username": "nobody", "password": "guess"}).content.decode()
    for page in (wrong, unknown):
        assert "The name or the password is not right." in page


def test_passwords_cannot_be_tried_without_end(eve: User) -> None:
    client = Client()
    for _attempt in range(MAX_FAILURES):
        sign_in(client, "guess")
    page = sign_in(client, PASSWORD)
    assert page.status_code == 200
    assert "Too many attempts." in page.content.decode()


def test_signing_out_takes_a_click_on_a_button(browser: Client) -> None:
    assert browser.get("/sign-out/").status_code == 405
    assert browser.post("/sign-out/").headers["Location"] == "/sign-in/"
    assert browser.get("/designs/").status_code == 302


def test_the_home_page_is_the_list_of_designs(browser: Client) -> None:
    assert browser.get("/").headers["Location"] == "/designs/"


def test_an_export_can_be_cancelled_or_downloaded(
    browser: Client, foreign: Client, design: Design, run: Callable[[Job], Job]
) -> None:
    job = start_export(design, "farway")
    page = browser.get("/jobs/").content.decode()
    assert 'data-live="active' in page
    assert f"/jobs/{job.pk}/cancel/" in page
    assert foreign.post(f"/jobs/{job.pk}/cancel/").status_code == 404
    run(job)
    page = browser.get("/jobs/").content.decode()
    assert job.result is not None
    assert f'href="{job.result["url"]}"' in page
    second = start_export(design, "farway")
    browser.post(f"/jobs/{second.pk}/cancel/")
    second.refresh_from_db()
    assert second.state == "cancelled"


def test_the_jobs_of_others_are_not_shown(foreign: Client, design: Design) -> None:
    assert "Nothing has run yet" in foreign.get("/jobs/").content.decode()


def test_what_is_not_there_gets_a_page_of_its_own(browser: Client) -> None:
    answer = browser.get("/nowhere/")
    assert answer.status_code == 404
    assert "There is nothing here" in answer.content.decode()


def test_a_form_that_is_too_old_is_explained(owner: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(owner)
    answer = client.post("/designs/new/", {"name": "Billing"})
    assert answer.status_code == 403
    assert "This form is too old" in answer.content.decode()
    assert not Design.objects.exists()


def test_a_defect_gets_a_page_that_tells_nothing_of_the_inside(
    browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object) -> None:
        raise RuntimeError("the inside")

    monkeypatch.setattr("designer.queries.designs_of", broken)
    browser.raise_request_exception = False
    answer = browser.get("/designs/")
    assert answer.status_code == 500
    assert "Something went wrong here" in answer.content.decode()
    assert "the inside" not in answer.content.decode()
