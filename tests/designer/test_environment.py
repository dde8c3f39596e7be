"""A bad environment is refused in plain words, and a good one is enough."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from designer import environment

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(("value", "meant"), [("1", True), ("TRUE", True), ("off", False), ("0", False), ("", True)])
def test_a_flag_is_yes_or_no(monkeypatch: pytest.MonkeyPatch, value: str, meant: bool) -> None:
    monkeypatch.setenv("FLAG", value)
    assert environment.flag("FLAG", True) is meant


def test_what_is_neither_yes_nor_no_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLAG", "perhaps")
    with pytest.raises(ImproperlyConfigured, match="FLAG is “perhaps”"):
        environment.flag("FLAG", True)


@pytest.mark.parametrize("value", ["x", "-1", "70000", "nan"])
def test_a_number_has_bounds(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("NUMBER", value)
    with pytest.raises(ImproperlyConfigured, match="NUMBER"):
        environment.number("NUMBER", 1, 0, 65_535)


def test_a_url_of_another_kind_is_refused_without_telling_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE", "mysql://me:hunter2@host/db")
    with pytest.raises(ImproperlyConfigured) as refused:
        environment.url("DATABASE", ("postgres",))
    assert "hunter2" not in str(refused.value)


def test_processes_that_start_at_once_agree_on_a_secret(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        secrets = set(pool.map(lambda _number: environment.kept_secret(tmp_path / "secret"), range(32)))
    assert len(secrets) == 1
    assert (tmp_path / "secret").stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir()] == ["secret"]


def test_settings_name_the_variable_that_is_wrong(tmp_path: Path) -> None:
    given = {**os.environ, "FARWAY_VAR": str(tmp_path), "REDIS_URL": "http://host"}
    ended = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env=given,
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ended.returncode != 0
    assert "REDIS_URL has to start with redis://" in ended.stderr


def test_every_answer_forbids_scripts_from_elsewhere(client: Client, db: None) -> None:
    answer = client.get("/sign-in/")
    policy = dict(part.split(" ", 1) for part in answer.headers["Content-Security-Policy"].split("; "))
    assert policy["script-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
