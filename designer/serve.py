"""`python -m designer.serve`: the whole of Farway on this machine: the database, the web process and a worker.

Both end with it: on Ctrl-C, on SIGTERM, and when one of them ends by itself.
"""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import django

from . import commands, environment

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 8.0  # seconds, for a process to end by itself
START_WITHIN = 60.0
CALM = "ignore:You're running the worker with superuser privileges"  # who is root here, is so in a container


class Stop(Exception):
    """Somebody wants it to end."""


def main() -> int:
    """Serve until it is stopped; the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "designer.settings")
    os.chdir(ROOT)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    try:
        return _serve()
    except Stop:
        return 0


def _serve() -> int:
    port = int(environment.number("PORT", 8000, 1, 65_535))
    host = environment.text("HOST", "127.0.0.1")
    _see_that_it_is_free(host, port)
    django.setup()
    password = _prepare()
    with _running({"web": commands.web(host, port), "worker": commands.worker()}) as processes:
        address = f"http://{'localhost' if host in ('127.0.0.1', '0.0.0.0') else host}:{port}/"
        if _answers(address, processes):
            print(f"\n  Farway is at {address}\n  Sign in as demo with the password {password}\n  Ctrl-C stops it.\n")
            sys.stdout.flush()
        while True:
            for name, process in processes.items():
                if process.poll() is not None:
                    print(f"The {name} process ended with code {process.returncode}; see above.", file=sys.stderr)
                    return 1
            time.sleep(0.2)


def _prepare() -> str:
    """Bring the database up to date, and make what a new one starts with; the demo account's password."""
    from django.conf import settings
    from django.core.management import call_command

    from .demo import prepare

    call_command("migrate", interactive=False, verbosity=0)
    return prepare(settings.VAR)


@contextmanager
def _running(started: dict[str, list[str]]) -> Iterator[dict[str, subprocess.Popen[bytes]]]:
    """The processes, each in a session of its own so that Ctrl-C reaches this process alone; they end with the block."""
    processes: dict[str, subprocess.Popen[bytes]] = {}
    environ = {"PYTHONWARNINGS": CALM, **os.environ}
    try:
        for name, command in started.items():
            processes[name] = subprocess.Popen(command, cwd=ROOT, env=environ, start_new_session=True)
        yield processes
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)  # it is ending already
        _end(list(processes.values()))


def _end(processes: list[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + PATIENCE
    for process in processes:
        try:
            process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            pass  # killed below, with what it started
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            continue  # nothing is left of it
        process.wait()


def _see_that_it_is_free(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise SystemExit(
                f"Port {port} cannot be used ({error.strerror}). Choose another: PORT={port + 1} make serve"
            ) from error


def _answers(address: str, processes: dict[str, subprocess.Popen[bytes]]) -> bool:
    """Wait until the web process answers; False where a process ended before, or nothing comes."""
    deadline = time.monotonic() + START_WITHIN
    while time.monotonic() < deadline and all(process.poll() is None for process in processes.values()):
        try:
            with urllib.request.urlopen(address, timeout=5):
                return True
        except urllib.error.HTTPError as error:
            return error.code < 500
        except OSError:
            time.sleep(0.1)
    return False


def _stop(number: int, frame: FrameType | None) -> None:
    raise Stop


if __name__ == "__main__":
    sys.exit(main())
