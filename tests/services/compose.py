"""The services of docker-compose.yml as processes: the same commands, environment and health checks, without containers."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import yaml

from .client import Client
from .servers import Servers, free_port

ROOT = Path(__file__).resolve().parent.parent.parent
HEALTHY_WITHIN = 60.0
ACCOUNT = ("ada", "a password of the tests")


def services() -> dict[str, dict[str, Any]]:
    """The services, with every variable at its default."""
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    text = re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", text).replace("$$", "$")
    found: dict[str, dict[str, Any]] = yaml.safe_load(text)["services"]
    return found


class Compose:
    """Runs the services of our own image; `db` and `redis` are the given servers instead."""

    def __init__(self, servers: Servers, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.services = services()
        self._servers = servers
        self._processes: dict[str, subprocess.Popen[bytes]] = {}

    def environment(self, service: str) -> dict[str, str]:
        """The service's environment: that of the file, with our servers and a data folder of its own."""
        var = self.folder / service
        var.mkdir(exist_ok=True)
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        kept = {name: os.environ[name] for name in ("HOME", "TMPDIR") if name in os.environ}
        given = {name: "" if v is None else str(v) for name, v in self.services[service]["environment"].items()}
        return {
            **kept, "PATH": path, **given, **self._servers.environment, "FARWAY_VAR": str(var),
            "JOB_HEARTBEAT_SECONDS": "0.2", "JOB_STALE_SECONDS": "2",
        }  # fmt: skip

    def command(self, service: str) -> list[str]:
        """The service's command; the web process on our port."""
        return [str(self.port) if part == "8000" else part for part in self.services[service]["command"]]

    def run(self, service: str) -> None:
        """Run a service that ends."""
        self._call(service, self.command(service))

    def start(self, service: str) -> None:
        """Start a service that stays. Its words are in `log`."""
        with (self.folder / f"{service}.log").open("ab") as log:
            self._processes[service] = subprocess.Popen(
                self.command(service), cwd=ROOT, env=self.environment(service), start_new_session=True,
                stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
            )  # fmt: skip

    def log(self, service: str) -> str:
        """What the service has said."""
        return (self.folder / f"{service}.log").read_text(encoding="utf-8", errors="replace")

    def kill(self, service: str) -> None:
        """Kill the service with all its processes, as a machine that goes down does."""
        process = self._processes.pop(service)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def healthy(self, service: str) -> bool:
        """Whether the service's own health check says so."""
        kind, *test = self.services[service]["healthcheck"]["test"]
        test = [part.replace(":8000/", f":{self.port}/") for part in test]
        command = ["/bin/sh", "-c", *test] if kind == "CMD-SHELL" else test
        return not subprocess.run(
            command, cwd=ROOT, env=self.environment(service), capture_output=True, check=False
        ).returncode

    def wait_until_healthy(self) -> None:
        """Wait for web and worker. Raises RuntimeError with what they said."""
        deadline = time.monotonic() + HEALTHY_WITHIN
        for service, process in self._processes.items():
            while not self.healthy(service):
                if process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError(f"{service} is not healthy:\n{self.log(service)}")
                time.sleep(0.2)

    def make_account(self) -> None:
        """An account, by the command that docs/operations.md gives."""
        name, password = ACCOUNT
        self._call(
            "web", ["python", "manage.py", "createsuperuser", "--no-input", "--email", "ada@example.com"],
            {"DJANGO_SUPERUSER_USERNAME": name, "DJANGO_SUPERUSER_PASSWORD": password},
        )  # fmt: skip

    def client(self) -> Client:
        """A client that is signed in."""
        return Client(f"http://127.0.0.1:{self.port}", *ACCOUNT)

    def stop(self) -> None:
        """End what was started, gently first."""
        for process in self._processes.values():
            process.terminate()
        for process in self._processes.values():
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        self._processes.clear()

    def _call(self, service: str, command: list[str], more: dict[str, str] | None = None) -> None:
        environment = {**self.environment(service), **(more or {})}
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{command} failed:\n{done.stdout}{done.stderr}")
