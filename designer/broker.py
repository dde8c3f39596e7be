"""The embedded broker: a queue is a folder, a message is a file that appears and disappears whole.

A message is written under a hidden name and renamed in; a worker takes it by renaming it out, which one worker alone can do.
A message that was taken by a worker that died is gone: the Job row knows, and is queued again. That is why nothing is kept
until it is acknowledged, and why the transport is used for jobs alone.
"""

import os
import re
import time
import uuid
from pathlib import Path
from queue import Empty
from typing import Any

from kombu.transport import virtual
from kombu.utils.json import dumps, loads

LEFT_BEHIND = 3_600  # seconds, after which a hidden file is what a killed process left
LOOK_UP = 0.2  # seconds
_UNSAFE = re.compile(r"[^A-Za-z0-9_-]")


class Channel(virtual.Channel):
    """Puts messages into the folder of a queue, and takes them out, the oldest first."""

    supports_fanout = False
    do_restore = False  # see above: the Job row restores

    def _folder(self, queue: str) -> Path:
        folder = Path(self.connection.client.transport_options["folder"]) / _UNSAFE.sub("_", queue)
        if not folder.is_dir():
            folder.mkdir(parents=True, exist_ok=True)
        return folder

    def _new_queue(self, queue: str, **_kwargs: Any) -> None:
        now = time.time()
        for hidden in self._folder(queue).glob(".*"):
            try:
                if now - hidden.stat().st_mtime > LEFT_BEHIND:
                    hidden.unlink()
            except FileNotFoundError:
                continue  # another process sweeps too

    def _has_queue(self, queue: str, **_kwargs: Any) -> bool:
        return self._folder(queue).is_dir()

    def _put(self, queue: str, message: dict[str, Any], **_kwargs: Any) -> None:
        folder = self._folder(queue)
        name = f"{time.time_ns():020d}-{uuid.uuid4().hex}.json"
        hidden = folder / f".{name}"
        hidden.write_text(dumps(message), encoding="utf-8")
        hidden.rename(folder / name)

    def _get(self, queue: str, timeout: float | None = None) -> Any:
        folder = self._folder(queue)
        for name in _waiting(folder):
            taken = folder / f".{name}.{uuid.uuid4().hex}"
            try:
                (folder / name).rename(taken)
            except FileNotFoundError:
                continue  # another worker was first
            text = taken.read_text(encoding="utf-8")
            taken.unlink()
            return loads(text)
        raise Empty

    def _size(self, queue: str) -> int:
        return len(_waiting(self._folder(queue)))

    def _purge(self, queue: str) -> int:
        purged = 0
        folder = self._folder(queue)
        for name in _waiting(folder):
            try:
                (folder / name).unlink()
                purged += 1
            except FileNotFoundError:
                continue  # a worker took it
        return purged

    def _delete(self, queue: str, *_args: Any, **_kwargs: Any) -> None:
        self._purge(queue)


def _waiting(folder: Path) -> list[str]:
    with os.scandir(folder) as entries:
        return sorted(entry.name for entry in entries if not entry.name.startswith("."))


class Transport(virtual.Transport):
    """`embedded://`, with the options `folder` and `polling_interval` (seconds between two looks at an empty queue)."""

    Channel = Channel
    default_port = 0
    driver_type = "embedded"
    driver_name = "embedded"
    implements = virtual.Transport.implements.extend(asynchronous=False, exchange_type=frozenset(["direct"]))

    def drain_events(self, connection: Any, timeout: float | None = None) -> None:
        """As the parent does, but let the worker look up a few times a second: it is then quick to stop."""
        super().drain_events(connection, None if timeout is None else min(timeout, LOOK_UP))

    def driver_version(self) -> str:
        return "1"
