"""Run all tests in two lanes at once: the canvas in its browser; and everything else, on SQLite and the embedded broker, then the web
application's again on PostgreSQL and Redis.

    python tools/tests.py [options of pytest]

What a lane prints has its name before it. Every run takes place, whatever comes of the others. The last line is the sum of all:
“N passed, N failed, N skipped”.
"""

import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).resolve().parent.parent
OUTCOMES = {"failure": "failed", "error": "failed", "skipped": "skipped"}


class Run(NamedTuple):
    """One run of pytest: what is before its lines, the module that starts it, and what it is to take."""

    name: str
    module: str
    tests: tuple[str, ...]


LANES = (
    (Run("browser", "pytest", ("tests/browser",)),),
    (
        Run("sqlite", "pytest", ("tests", "--ignore=tests/browser")),
        # What depends on the database or the broker. The embedded broker's own tests and those of `serve` choose theirs themselves.
        Run(
            "postgresql",
            "tests.services.run",
            (
                "tests/designer",
                "tests/api",
                "--ignore=tests/designer/test_broker.py",
                "--ignore=tests/designer/test_serve.py",
            ),
        ),
    ),
)


def take(lane: tuple[Run, ...], options: list[str]) -> Counter[str]:
    """Take the runs of a lane one after the other; the sum of their outcomes."""
    total: Counter[str] = Counter()
    for run in lane:
        with tempfile.TemporaryDirectory() as folder:
            results = Path(folder) / "results.xml"
            command = [sys.executable, "-m", run.module, *options, *run.tests, f"--junitxml={results}"]
            code = follow(run.name, command)
            found = count(results) if results.exists() else Counter()
        if code not in (0, pytest.ExitCode.NO_TESTS_COLLECTED) and not found["failed"]:
            found["failed"] += 1  # it broke off
        total += found
    return total


def follow(name: str, command: list[str]) -> int:
    """Run a command and print each of its lines behind this name; its exit code."""
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        for line in process.stdout or ():
            print(f"{name:>10} │ {line}", end="", flush=True)
    return process.returncode


def count(results: Path) -> Counter[str]:
    """The outcomes in a file of results as pytest writes it."""
    found: Counter[str] = Counter()
    for case in ElementTree.parse(results).iter("testcase"):
        found[next((OUTCOMES[part.tag] for part in case if part.tag in OUTCOMES), "passed")] += 1
    return found


def main() -> int:
    begun = time.monotonic()
    with ThreadPoolExecutor(len(LANES)) as lanes:
        total = sum(lanes.map(take, LANES, [sys.argv[1:]] * len(LANES)), Counter())
    print(f"\nAll runs together took {time.monotonic() - begun:.0f} s.")
    print(f"{total['passed']} passed, {total['failed']} failed, {total['skipped']} skipped")
    return int(total["failed"] > 0 or not total["passed"])


if __name__ == "__main__":
    sys.exit(main())
