"""Whatever is wrong with a request, the answer has one shape: code, message, details."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from rest_framework.test import APIClient

from designer.models import Design


def in_shape(answer: Any, status: int, code: str) -> dict[str, Any]:
    assert answer.status_code == status, answer.content
    assert answer.headers["Content-Type"].startswith("application/json")
    body = json.loads(answer.content)
    assert set(body) == {"code", "message", "details"}
    assert body["code"] == code
    assert body["message"]
    return body


def test_who_has_not_signed_in_is_told_so(db: None) -> None:
    answer = APIClient().get("/api/v1/designs/")
    in_shape(answer, 401, "not-authenticated")
    assert answer.headers["WWW-Authenticate"] == "Token"


def test_an_unknown_address_is_not_found(api: APIClient) -> None:
    in_shape(api.get("/api/v1/nowhere/"), 404, "not-found")
    in_shape(APIClient().post("/api/v1/designs/not-an-id/"), 404, "not-found")


def test_a_method_that_is_not_there_is_refused(api: APIClient) -> None:
    in_shape(api.put("/api/v1/designs/", {}), 405, "method-not-allowed")


def test_another_media_type_is_refused(api: APIClient) -> None:
    in_shape(api.post("/api/v1/designs/", "name=x", content_type="text/plain"), 415, "unsupported-media-type")


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"\xff\xfe",
        b'{"name": NaN}',
        b'{"name": "\\u0000"}',
        b'{"name": "\\ud800"}',
        b'{"\\u0000": 1}',
        b"[" * 100_000,
        b'{"name": ' + b"[" * 80 + b"]" * 80 + b"}",
    ],
    ids=["cut off", "not UTF-8", "NaN", "NUL", "lone surrogate", "NUL in a key", "too deep to parse", "too deep to keep"],
)  # fmt: skip
def test_a_body_that_is_no_sound_json_is_refused(api: APIClient, body: bytes) -> None:
    in_shape(api.generic("POST", "/api/v1/designs/", body, content_type="application/json"), 400, "malformed")


def test_a_body_that_is_too_large_is_refused(api: APIClient) -> None:
    body = b'{"name": "' + b"x" * 10_500_000 + b'"}'
    in_shape(api.generic("POST", "/api/v1/designs/", body, content_type="application/json"), 413, "too-large")


@pytest.mark.parametrize("body", ["[]", '"text"', "null", "5"])
def test_a_body_that_is_no_object_is_refused(api: APIClient, design: Design, body: str) -> None:
    for path in ("designs/", f"designs/{design.pk}/changes/", f"designs/{design.pk}/exports/"):
        in_shape(api.generic("POST", f"/api/v1/{path}", body, content_type="application/json"), 400, "invalid")


def test_field_errors_name_each_field(api: APIClient, design: Design) -> None:
    answer = api.post(f"/api/v1/designs/{design.pk}/changes/", {"revision": "soon"})
    fields = in_shape(answer, 400, "invalid")["details"]["fields"]
    assert set(fields) == {"revision", "changes"}
    assert fields["changes"] == [{"code": "required", "message": "This field is required."}]


def test_a_session_without_a_csrf_token_changes_nothing(ada: User, design: Design) -> None:
    client = APIClient(enforce_csrf_checks=True)
    client.force_login(ada)
    in_shape(client.delete(f"/api/v1/designs/{design.pk}/"), 403, "permission-denied")
    assert Design.objects.filter(pk=design.pk).exists()


def test_a_defect_is_answered_in_shape_and_tells_nothing_of_the_inside(
    ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object) -> None:
        raise RuntimeError("the inside")

    monkeypatch.setattr("designer.queries.designs_of", broken)
    client = Client(raise_request_exception=False)
    client.force_login(ada)
    answer = client.get("/api/v1/designs/")
    in_shape(answer, 500, "server-error")
    assert b"inside" not in answer.content


def test_passwords_cannot_be_tried_without_end(db: None) -> None:
    client = APIClient()
    tries = [client.post("/api/v1/token/", {"username": "ada", "password": "wrong"}) for _ in range(21)]
    in_shape(tries[0], 401, "wrong-password")
    in_shape(tries[-1], 429, "throttled")
    assert int(tries[-1].headers["Retry-After"]) > 0
