"""Tokens: issued for a password or on their page, kept as digests, useless once revoked or expired."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from rest_framework.test import APIClient

from api.models import MAX_TOKENS, ApiToken
from api.tokens import issue_token
from designer.errors import BadInput

PASSWORD = "a long enough password"


@pytest.fixture
def eve(db: None) -> User:
    return User.objects.create_user("eve", password=PASSWORD)


def with_key(key: str, scheme: str = "Token") -> APIClient:
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"{scheme} {key}")
    return client


def test_a_password_gives_a_token_that_opens_the_api(eve: User) -> None:
    key = APIClient().post("/api/v1/token/", {"username": "eve", "password": PASSWORD}).json()["token"]
    for scheme in ("Token", "Bearer"):
        assert with_key(key, scheme).get("/api/v1/designs/").status_code == 200
    token = ApiToken.objects.get()
    assert token.expires is not None
    assert timedelta(days=29) < token.expires - timezone.now() <= timedelta(days=30)


def test_a_wrong_password_gives_none(eve: User) -> None:
    for body in ({"username": "eve", "password": "guess"}, {"username": "nobody", "password": PASSWORD}):
        answer = APIClient().post("/api/v1/token/", body)
        assert (answer.status_code, answer.json()["code"]) == (401, "wrong-password")
    assert not ApiToken.objects.exists()


def test_the_database_does_not_hold_the_key(ada: User) -> None:
    token, key = issue_token(ada, "pipeline")
    stored = " ".join(str(value) for value in ApiToken.objects.filter(pk=token.pk).values_list()[0])
    assert key not in stored
    assert key[len(token.hint) :] not in stored


def test_a_token_changes_things_without_a_csrf_token(ada: User) -> None:
    _token, key = issue_token(ada, "pipeline")
    client = APIClient(enforce_csrf_checks=True)
    client.credentials(HTTP_AUTHORIZATION=f"Token {key}")
    assert client.post("/api/v1/designs/", {"name": "From a script"}).status_code == 201


def test_a_token_is_of_no_use_once_it_is_revoked(ada: User, api: APIClient) -> None:
    token, key = issue_token(ada, "pipeline")
    assert api.post(f"/tokens/{token.pk}/revoke/").status_code == 302
    answer = with_key(key).get("/api/v1/designs/")
    assert (answer.status_code, answer.json()["code"]) == (401, "invalid-token")


def test_a_token_is_of_no_use_once_its_time_is_over(ada: User) -> None:
    token, key = issue_token(ada, "pipeline", timedelta(days=1))
    ApiToken.objects.filter(pk=token.pk).update(expires=timezone.now() - timedelta(seconds=1))
    assert with_key(key).get("/api/v1/designs/").status_code == 401


def test_a_token_is_of_no_use_when_its_owner_may_not_sign_in(ada: User) -> None:
    _token, key = issue_token(ada, "pipeline")
    User.objects.filter(pk=ada.pk).update(is_active=False)
    assert with_key(key).get("/api/v1/designs/").status_code == 401


@pytest.mark.parametrize("key", ["", "fwy_unknown", "ÿ", "a b"])
def test_a_key_that_is_none_is_refused(db: None, key: str) -> None:
    assert with_key(key).get("/api/v1/designs/").status_code == 401


def test_others_tokens_cannot_be_revoked(bob: User, api: APIClient) -> None:
    token, key = issue_token(bob, "pipeline")
    api.post(f"/tokens/{token.pk}/revoke/")
    assert with_key(key).get("/api/v1/designs/").status_code == 200


def test_use_is_noted(ada: User) -> None:
    token, key = issue_token(ada, "pipeline")
    with_key(key).get("/api/v1/designs/")
    token.refresh_from_db()
    assert token.used is not None


def test_tokens_are_bounded_and_those_that_expire_make_room(ada: User) -> None:
    passing, _key = issue_token(ada, "passing", timedelta(days=1))
    for number in range(MAX_TOKENS - 1):
        issue_token(ada, f"lasting {number}")
    issue_token(ada, "one more")
    assert not ApiToken.objects.filter(pk=passing.pk).exists()
    with pytest.raises(BadInput, match="revoke one first"):
        issue_token(ada, "too many")


def test_the_page_shows_a_new_key_once(ada: User, api: APIClient) -> None:
    page = api.post("/tokens/", {"name": "Deployment <pipeline>"}, format="multipart").content.decode()
    assert "Deployment &lt;pipeline&gt;" in page
    key = page.split('id="key">')[1].split("<")[0]
    assert with_key(key).get("/api/v1/designs/").status_code == 200
    assert key not in api.get("/tokens/").content.decode()
