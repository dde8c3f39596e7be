"""Run all tests: on SQLite and the embedded broker, then those of the web application again on PostgreSQL and Redis.

    python tools/tests.py [options of pytest]

Both runs take place, whatever comes of the first. The last line is the sum of both: “N passed, N failed, N skipped”.
"""

import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
# What depends on the database or the broker. The embedded broker's own tests and those of `serve` choose theirs themselves.
AGAIN = (
    "tests/designer",
    "tests/api",
    "--ignore=tests/designer/test_broker.py",
    "--ignore=tests/designer/test_serve.py",
)
OUTCOMES = {"failure": "failed", "error": "failed", "skipped": "skipped"}


def run(title: str, command: list[str], results: Path) -> Counter[str]:
    """Run pytest; how many tests passed, failed and were skipped. A run that broke off has one failure more."""
    print(f"\n── {title}", flush=True)
    done = subprocess.run([*command, f"--junitxml={results}"], cwd=ROOT, stdin=subprocess.DEVNULL, check=False)
    found = count(results) if results.exists() else Counter()
    if done.returncode and not found["failed"]:
        found["failed"] += 1
    return found


def count(results: Path) -> Counter[str]:
    """The outcomes in a file of results as pytest writes it."""
    found: Counter[str] = Counter()
    for case in ElementTree.parse(results).iter("testcase"):
        found[next((OUTCOMES[part.tag] for part in case if part.tag in OUTCOMES), "passed")] += 1
    return found


def main() -> int:
    begun = time.monotonic()
    options = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        pytest, again = [sys.executable, "-m", "pytest"], [sys.executable, "-m", "tests.services.run"]
        total = run("All tests, on SQLite and the embedded broker", [*pytest, *options], Path(folder) / "1.xml")
        total += run(
            "The web application's, on PostgreSQL and Redis", [*again, *options, *AGAIN], Path(folder) / "2.xml"
        )
    print(f"\nBoth runs together took {time.monotonic() - begun:.0f} s.")
    print(f"{total['passed']} passed, {total['failed']} failed, {total['skipped']} skipped")
    return int(total["failed"] > 0 or not total["passed"])


if __name__ == "__main__":
    sys.exit(main())
