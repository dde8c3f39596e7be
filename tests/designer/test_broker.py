"""The embedded broker loses nothing and gives nothing twice, whatever the number of processes."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty

from kombu import Connection

PRODUCE = """
import sys
from tests.designer.test_broker import channel_of
folder, name, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
with channel_of(folder) as channel:
    for number in range(count):
        channel._put("jobs", {"body": f"{name}-{number}", "filler": "x" * 5000})
"""
CONSUME = """
import sys, time
from tests.designer.test_broker import channel_of
from queue import Empty
with channel_of(sys.argv[1]) as channel:
    deadline = time.monotonic() + float(sys.argv[2])
    while time.monotonic() < deadline:
        try:
            print(channel._get("jobs")["body"])
            deadline = time.monotonic() + float(sys.argv[2])
        except Empty:
            time.sleep(0.005)
"""


@contextmanager
def channel_of(folder: str) -> Iterator[object]:
    import designer.celery  # noqa: F401  names the transport

    with Connection("embedded://localhost", transport_options={"folder": folder}) as connection:
        yield connection.default_channel


def test_messages_come_out_in_their_order(tmp_path: Path) -> None:
    with channel_of(str(tmp_path)) as channel:
        for number in range(5):
            channel._put("jobs", {"body": number})
        assert channel._size("jobs") == 5
        assert [channel._get("jobs")["body"] for _message in range(5)] == list(range(5))
        try:
            channel._get("jobs")
        except Empty:
            pass
        else:
            raise AssertionError("there was one more")


def test_purging_leaves_nothing(tmp_path: Path) -> None:
    with channel_of(str(tmp_path)) as channel:
        channel._put("jobs", {"body": 1})
        channel._put("other", {"body": 2})
        assert channel._purge("jobs") == 1
        assert (channel._size("jobs"), channel._size("other")) == (0, 1)


def test_a_queue_stays_in_its_folder_whatever_it_is_called(tmp_path: Path) -> None:
    with channel_of(str(tmp_path / "broker")) as channel:
        channel._put("../../escape", {"body": 1})
    assert [path.name for path in tmp_path.iterdir()] == ["broker"]


def test_nothing_is_lost_or_doubled_between_three_producers_and_three_consumers(tmp_path: Path) -> None:
    def start(code: str, *arguments: object) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path), *map(str, arguments)], stdout=subprocess.PIPE, text=True
        )

    consumers = [start(CONSUME, 4) for _consumer in range(3)]
    producers = [start(PRODUCE, name, 300) for name in ("a", "b", "c")]
    assert [producer.wait(60) for producer in producers] == [0, 0, 0]
    received = [line for consumer in consumers for line in consumer.communicate(timeout=60)[0].split()]
    assert sorted(received) == sorted(f"{name}-{number}" for name in "abc" for number in range(300))
