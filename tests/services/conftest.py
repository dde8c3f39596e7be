"""Farway as docker-compose.yml starts it, on a PostgreSQL and a Redis of the tests' own."""

from collections.abc import Iterator

import pytest

from .compose import Compose
from .servers import Servers, servers


@pytest.fixture(scope="session")
def started() -> Iterator[Servers]:
    """PostgreSQL and Redis."""
    with servers() as both:
        yield both


@pytest.fixture(scope="module")
def compose(started: Servers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Compose]:
    """The services of docker-compose.yml: migrated, with web and worker running and an account."""
    running = Compose(started, tmp_path_factory.mktemp("compose"))
    try:
        running.run("migrate")
        running.make_account()
        running.start("web")
        running.start("worker")
        running.wait_until_healthy()
        yield running
    finally:
        running.stop()
