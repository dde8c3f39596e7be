"""Farway as it is served, in processes of its own with a data folder of their own; and its API for preparing designs."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
USERNAME = "demo"
PASSWORD = "a password for the tests"
START_WITHIN = 90.0
CHECK_WITHIN = 30.0


class Server:
    """A running Farway, and a way to prepare designs on it."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._token: str | None = None

    def call(self, method: str, path: str, body: Any = None) -> Any:
        """The answer of the API to a request of the demo account."""
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if path != "token/":
            headers["Authorization"] = f"Token {self.token()}"
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.address}/api/v1/{path}", data, headers, method=method)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def token(self) -> str:
        if self._token is None:
            self._token = str(self.call("POST", "token/", {"username": USERNAME, "password": PASSWORD})["token"])
        return self._token

    def new_design(self, name: str, document: dict[str, Any] | None = None) -> str:
        """The id of a new design with this document, an empty one without."""
        body = {"name": name} if document is None else {"name": name, "document": document}
        return str(self.call("POST", "designs/", body)["id"])

    def resources(self, design: str) -> dict[str, Any]:
        """What the server has saved of a design."""
        found = self.call("GET", f"designs/{design}/")["document"].get("resources", {})
        assert isinstance(found, dict)
        return found

    def stop_jobs(self, design: str) -> None:
        """Cancel what is queued or runs for a design."""
        for job in self.call("GET", f"jobs/?design={design}")["results"]:
            if job["state"] in ("queued", "running"):
                self.call("POST", f"jobs/{job['id']}/cancel/")

    def report(self, design: str) -> dict[str, Any]:
        """The report of the design as it is now; waits for its check."""
        deadline = time.monotonic() + CHECK_WITHIN
        while time.monotonic() < deadline:
            latest = self.call("GET", f"designs/{design}/checks/latest/")
            if latest["current"] and latest["complete"]:
                return dict(latest["result"])
            time.sleep(0.1)
        raise AssertionError(f"no current report within {CHECK_WITHIN} s")


@contextmanager
def serving(folder: Path, **settings: str) -> Iterator[Server]:
    """Serve from an empty data folder on a free port, with the same command as `make serve`; `settings` are variables of its
    environment."""
    port = _free_port()
    outside = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "REDIS_URL", "DEBUG", "VITE_DEV")}
    environment = {
        **outside,
        "FARWAY_VAR": str(folder / "var"),
        "PORT": str(port),
        "DEMO_PASSWORD": PASSWORD,
        **settings,
    }
    log = folder / "serve.log"
    with log.open("wb") as output:
        command = [sys.executable, "-m", "designer.serve"]
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=output, stderr=output, start_new_session=True
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(address, process, log)
            yield Server(address)
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_WITHIN
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise AssertionError(f"the server ended with code {process.returncode}:\n{log.read_text()[-4000:]}")
        try:
            with urllib.request.urlopen(f"{address}/sign-in/", timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"the server did not answer within {START_WITHIN} s:\n{log.read_text()[-4000:]}")
