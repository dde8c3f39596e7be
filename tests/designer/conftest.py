"""An owner, a design, jobs that run in this process, and real workers."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection

from designer import commands
from designer.celery import app
from designer.jobs import tasks
from designer.models import Design, Job
from designer.services.designs import create_design

from .networks import small

ROOT = Path(__file__).resolve().parents[2]
Wait = Callable[..., None]


@pytest.fixture
def owner(db: None) -> User:
    return User.objects.create_user("ada")


@pytest.fixture
def stranger(db: None) -> User:
    return User.objects.create_user("eve")


@pytest.fixture
def design(owner: User) -> Design:
    return create_design(owner, "Shop", small())


@pytest.fixture
def run() -> Callable[[Job], Job]:
    """Run a job in this process, as the worker's task does."""

    def run_here(job: Job) -> Job:
        tasks.run(str(job.pk))
        job.refresh_from_db()
        return job

    return run_here


@pytest.fixture
def check_of() -> Callable[[Design], Job]:
    """The newest check of a design."""
    return lambda design: Job.objects.filter(design=design, kind="check").latest("created")


@pytest.fixture
def wait() -> Wait:
    """Wait until something is so, or fail."""

    def wait_until(condition: Callable[[], bool], seconds: float = 30.0) -> None:
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, f"not so after {seconds} s"
            time.sleep(0.01)

    return wait_until


class Workers:
    """Real worker processes on the test's database and broker."""

    def __init__(self, folder: Path) -> None:
        self.log = folder / "worker.log"
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "designer.settings",
            "DATABASE_URL": _database_url(),
            "FARWAY_VAR": str(folder),
            "JOB_HEARTBEAT_SECONDS": "0.3",
            "JOB_STALE_SECONDS": "1.5",
        }
        self.started: list[subprocess.Popen[bytes]] = []

    def start(self) -> subprocess.Popen[bytes]:
        """A worker, which is there when its reaper has begun to look after the jobs."""
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                commands.worker(), cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        self.started.append(process)
        return process

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        """kill -9, with all that the worker started."""
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def stop(self) -> None:
        """End them all."""
        for process in self.started:
            if process.poll() is None:
                self.kill(process)


def _database_url() -> str:
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{database['NAME']}"
    credentials = f"{database['USER']}:{database['PASSWORD']}@" if database["USER"] else ""
    return f"postgres://{credentials}{database['HOST']}:{database['PORT']}/{database['NAME']}"


@pytest.fixture
def workers(transactional_db: None, data_folder: Path) -> Iterator[Workers]:
    with app.connection_for_write() as broker:
        channel = broker.default_channel
        channel.queue_declare(queue=settings.CELERY_TASK_DEFAULT_QUEUE, durable=True, auto_delete=False)
        channel.queue_purge(queue=settings.CELERY_TASK_DEFAULT_QUEUE)
    started = Workers(data_folder)
    yield started
    started.stop()
