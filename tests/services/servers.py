"""A real PostgreSQL and a real Redis of our own: on free ports, in temporary folders, gone with the block."""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import redis as redis_client

from tools import services

START_WITHIN = 30.0


@dataclass(frozen=True)
class Servers:
    """Where they are, in the words of the settings."""

    database_url: str
    redis_url: str

    @property
    def environment(self) -> dict[str, str]:
        """The variables that make Farway use them."""
        return {"DATABASE_URL": self.database_url, "REDIS_URL": self.redis_url}


@contextmanager
def servers() -> Iterator[Servers]:
    """Both, ready to be used. Raises RuntimeError, with the command that installs it, where one is missing."""
    with postgres() as database_url, redis() as redis_url:
        yield Servers(database_url, redis_url)


@contextmanager
def postgres() -> Iterator[str]:
    """The URL of an empty PostgreSQL database that its user may do everything with."""
    programs = Path(_needed("PostgreSQL", services.postgres))
    user = _server_user()
    port, password = free_port(), secrets.token_urlsafe(16)
    with _folder(user) as folder:
        data, secret = folder / "data", folder / "password"
        secret.write_text(password)
        secret.chmod(0o600)
        _hand_over(secret, user)
        _run(
            [str(programs / "initdb"), "-D", str(data), "-U", "farway", "-A", "scram-sha-256", f"--pwfile={secret}",
             "-E", "UTF8", "--locale=C", "--no-sync"], folder, user,
        )  # fmt: skip
        quick = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
        settings = (f"port={port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={folder}", *quick)
        command = [str(programs / "postgres"), "-D", str(data), *(part for s in settings for part in ("-c", s))]
        url = f"postgres://farway:{password}@127.0.0.1:{port}/postgres"
        with _running(command, folder, user, lambda: psycopg.connect(url, connect_timeout=5).close()):
            yield url


@contextmanager
def redis() -> Iterator[str]:
    """The URL of an empty Redis."""
    program = _needed("Redis", services.redis)
    port, password = free_port(), secrets.token_urlsafe(16)
    url = f"redis://:{password}@127.0.0.1:{port}/0"
    with _folder(None) as folder:
        options = {
            "port": port,
            "bind": "127.0.0.1",
            "dir": folder,
            "save": "",
            "appendonly": "no",
            "requirepass": password,
        }
        command = [program, *(str(part) for name, value in options.items() for part in (f"--{name}", value))]
        with _running(command, folder, None, lambda: redis_client.Redis.from_url(url).ping()):
            yield url


def free_port() -> int:
    """A port on which nobody listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _needed(name: str, find: Callable[[], str | None]) -> str:
    found = find()
    if found is None:
        command = next(command for needed, _find, _package, command in services.NEEDED if needed == name)
        raise RuntimeError(f"{name} is missing. Install it with: {command}")
    return found


def _server_user() -> pwd.struct_passwd | None:
    """Whom PostgreSQL runs as, which refuses root; None where this is not root."""
    if os.geteuid() != 0:
        return None
    by_name = {entry.pw_name: entry for entry in pwd.getpwall()}
    return by_name.get("postgres") or by_name["nobody"]


@contextmanager
def _folder(user: pwd.struct_passwd | None) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="farway-"))
    try:
        _hand_over(folder, user)
        yield folder
    finally:
        shutil.rmtree(folder)


def _hand_over(path: Path, user: pwd.struct_passwd | None) -> None:
    if user:
        os.chown(path, user.pw_uid, user.pw_gid)


def _as(user: pwd.struct_passwd | None) -> dict[str, Any]:
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}


def _run(command: list[str], folder: Path, user: pwd.struct_passwd | None) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, **_as(user))
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed:\n{done.stdout}{done.stderr}")


@contextmanager
def _running(
    command: list[str], folder: Path, user: pwd.struct_passwd | None, ask: Callable[[], object]
) -> Iterator[None]:
    """The server, from when it answers; its own words where it does not."""
    log = folder / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, **_as(user)
        )
    try:
        _wait(process, log, ask)
        yield
    finally:
        process.send_signal(signal.SIGINT)  # PostgreSQL's fast shutdown; on SIGTERM it would wait for its clients
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], log: Path, ask: Callable[[], object]) -> None:
    deadline = time.monotonic() + START_WITHIN
    while True:
        try:
            ask()
            return
        except (psycopg.OperationalError, redis_client.ConnectionError) as error:
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{process.args!r} did not start:\n{log.read_text(errors='replace')}") from error
            time.sleep(0.05)
