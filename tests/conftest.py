"""What all tests share: the cases that lie beside the project, where they do."""

import os
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings

# A deadline would measure what else the machine does. `make test-long` asks for more with --hypothesis-profile=long.
hypothesis.settings.register_profile("farway", deadline=None)
hypothesis.settings.register_profile("long", max_examples=2_000, deadline=None)
hypothesis.settings.load_profile("farway")

BESIDE = Path(__file__).resolve().parent.parent.parent / "shared"


def find_cases() -> Path | None:
    """The folder of the external cases: FARWAY_CASES, otherwise `../shared` beside the project; None where there is none."""
    named = os.environ.get("FARWAY_CASES")
    if named:
        folder = Path(named)
        if not folder.is_dir():
            raise pytest.UsageError(f"FARWAY_CASES names {named}, which is no folder")
        return folder
    return BESIDE if BESIDE.is_dir() else None


def pytest_configure() -> None:
    """Hash passwords quickly in this process: hundreds of accounts are made, and none of them is worth an attack."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_report_header() -> str:
    """Say at the top of a run whether the external cases take part in it."""
    folder = find_cases()
    return f"cases: {folder}" if folder else "cases: none (set FARWAY_CASES to run the tests that need them)"


@pytest.fixture(scope="session")
def cases() -> Path:
    """The folder of the external cases. Tests that need it are skipped where it is absent."""
    folder = find_cases()
    if folder is None:
        pytest.skip("the external cases are not here; set FARWAY_CASES to their folder")
    return folder


@pytest.fixture(scope="session")
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What var/ is outside the tests: the database and the messages of this run."""
    return tmp_path_factory.mktemp("var")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(data_folder: Path) -> None:
    """Keep SQLite's database in a file: real workers open it too, and two runs at once do not meet."""
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database.setdefault("TEST", {})["NAME"] = str(data_folder / "test.sqlite3")


@pytest.fixture(scope="session", autouse=True)
def _broker(data_folder: Path) -> None:
    """Let messages of this run go to its own folder, or to the Redis that REDIS_URL names."""
    from designer.celery import app

    if not settings.REDIS_URL:
        app.conf.broker_transport_options = {**app.conf.broker_transport_options, "folder": str(data_folder / "broker")}
