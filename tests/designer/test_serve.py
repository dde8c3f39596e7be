"""`python -m designer.serve`: one command, and everything is there; one signal, and nothing is left."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
Serve = Callable[..., "Served"]


class Served:
    """A running `serve`, in a data folder of its own."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        given = {"PORT": str(self.port), "FARWAY_VAR": str(folder), "PYTHONUNBUFFERED": "1"}
        kept = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "REDIS_URL")}
        self.output = folder / "serve.log"
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "designer.serve"], cwd=ROOT, env={**kept, **given}, stdout=output, stderr=output
            )

    def password(self) -> str:
        """Wait for the address and the login to be printed."""
        deadline = time.monotonic() + 60
        while not (found := re.search(r"with the password (\S+)", self.said())):
            assert self.process.poll() is None and time.monotonic() < deadline, self.said()
            time.sleep(0.05)
        assert f"http://localhost:{self.port}/" in self.said()
        return found[1]

    def said(self) -> str:
        return self.output.read_text()

    def call(self, path: str, body: Any = None, token: str = "") -> Any:
        """GET, or POST a body."""
        headers = {"Content-Type": "application/json", **({"Authorization": f"Token {token}"} if token else {})}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"http://localhost:{self.port}/api/v1/{path}", data, headers)
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.load(answer)

    def children(self) -> set[int]:
        """The processes that it started, and those that they started."""
        listed = subprocess.run(["ps", "-e", "-o", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
        parents = {int(pid): int(parent) for pid, parent in (line.split() for line in listed.splitlines())}
        found: set[int] = set()
        while more := {pid for pid, parent in parents.items() if parent in found | {self.process.pid}} - found:
            found |= more
        return found


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    started: list[Served] = []

    def start() -> Served:
        started.append(Served(tmp_path))
        return started[-1]

    yield start
    for served in started:
        if served.process.poll() is None:
            served.process.terminate()
            served.process.wait(30)


def alive(pids: set[int]) -> set[int]:
    """Those that are there still when the system has had time to bury what was killed."""
    deadline = time.monotonic() + 5
    while (found := {pid for pid in pids if exists(pid)}) and time.monotonic() < deadline:
        time.sleep(0.05)
    return found


def exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_new_installation_has_two_designs_that_a_worker_checks_and_a_signal_ends_it_all(serve: Serve) -> None:
    served = serve()
    token = served.call("token/", {"username": "demo", "password": served.password()})["token"]
    designs = served.call("designs/", token=token)["results"]
    assert len(designs) == 2
    deadline = time.monotonic() + 30
    while not (latest := served.call(f"designs/{designs[0]['id']}/checks/latest/", token=token))["current"]:
        assert time.monotonic() < deadline, served.said()
        time.sleep(0.1)
    assert latest["result"]["workloads"]

    children = served.children()
    assert len(children) >= 4  # web, worker, and the worker's two processes
    served.process.send_signal(signal.SIGINT)
    assert served.process.wait(30) == 0
    assert not alive(children)
    assert "Traceback" not in served.said()

    again = serve()
    again.password()
    assert again.call("designs/", token=token)["count"] == 2


def test_when_the_worker_dies_everything_ends(serve: Serve) -> None:
    served = serve()
    served.password()
    children = served.children()
    listed = subprocess.run(["ps", "-e", "-o", "pid=,args="], capture_output=True, text=True, check=True).stdout
    rows = [(int(line.split(None, 1)[0]), line) for line in listed.splitlines()]
    os.kill(min(pid for pid, line in rows if pid in children and "celery" in line), signal.SIGKILL)
    assert served.process.wait(30) == 1
    assert "worker process ended" in served.said()
    assert not alive(children)


def test_a_port_that_is_taken_is_named_with_what_to_do(serve: Serve, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        environment = {**os.environ, "PORT": str(port), "FARWAY_VAR": str(tmp_path)}
        ended = subprocess.run(
            [sys.executable, "-m", "designer.serve"],
            cwd=ROOT,
            env=environment,
            check=False,
            capture_output=True,
            text=True,
            timeout=60,
        )
    assert ended.returncode == 1
    assert f"Port {port} cannot be used" in ended.stderr
    assert "Traceback" not in ended.stderr
