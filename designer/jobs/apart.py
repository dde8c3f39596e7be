"""Writing a large design in a process of its own: drawing it takes seconds in which nothing else can be done, not even stop."""

import json
import subprocess
import sys
from collections.abc import Callable
from tempfile import TemporaryFile
from typing import IO

from django.conf import settings
from django.utils.translation import get_language

from topology.model import Topology
from topology.writers import FORMATS, WriteError, Written, write
from topology.writers.apart import REFUSED

from .run import PROGRESS_SECONDS

LARGE = 300  # resources; what has fewer is written here before a process would have begun


def write_stoppably(topology: Topology, format: str, resource: str | None, tick: Callable[[], None]) -> Written:
    """What `topology.writers.write` makes. `tick` is called as it goes on and may raise to stop it, which takes effect at once.

    Raises WriteError, and RuntimeError where the process broke.
    """
    if len(topology.resources) < LARGE:
        return write(topology, format, resource)
    with TemporaryFile() as given, TemporaryFile() as made, TemporaryFile() as said:
        given.write(json.dumps(topology.to_document()).encode())
        given.seek(0)
        process = subprocess.Popen(command(format, resource), stdin=given, stdout=made, stderr=said, cwd=settings.ROOT)
        try:
            while process.poll() is None:
                tick()
                _wait(process)
        finally:
            process.kill()
            process.wait()
        if process.returncode == REFUSED:
            refused = json.loads(_read(said))
            raise WriteError(refused["code"], refused["message"])
        if process.returncode:
            raise RuntimeError(_read(said).decode(errors="replace")[-2_000:])
        return Written(_read(made), FORMATS[format].media_type, FORMATS[format].extension)


def command(format: str, resource: str | None) -> list[str]:
    """The process that writes."""
    language = get_language() or "en"
    return [sys.executable, "-m", "topology.writers.apart", format, language, *([resource] if resource else [])]


def _wait(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(PROGRESS_SECONDS)
    except subprocess.TimeoutExpired:
        return


def _read(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read()
