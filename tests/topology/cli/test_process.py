"""The command line as a process: what becomes of output that nobody takes, and what is not loaded for nothing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from topology.cli import main

EVERYTHING = Path(__file__).parents[2] / "fixtures" / "cloudformation" / "everything.yaml"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the device that is always full is Linux's")
def test_output_that_cannot_be_written_is_one_error(monkeypatch, capfd):
    with Path("/dev/full").open("w") as full:
        monkeypatch.setattr(sys, "stdout", full)
        assert main(["rules"]) == 2
    assert capfd.readouterr().err == "farway: [Errno 28] No space left on device\n"


def test_a_reader_that_has_enough_is_no_error(monkeypatch, capfd):
    reads, writes = os.pipe()
    os.close(reads)
    with os.fdopen(writes, "w") as broken:
        monkeypatch.setattr(sys, "stdout", broken)
        assert main(["rules"]) == 0
    assert capfd.readouterr().err == ""


def test_a_trace_starts_without_the_rules():
    loaded = "import sys, topology.checks.trace; print(*sys.modules)"
    modules = subprocess.run([sys.executable, "-c", loaded], capture_output=True, check=True, text=True).stdout.split()
    assert "topology.checks.trace" in modules
    assert "topology.checks.report" not in modules


@pytest.mark.parametrize("command", [["check"], ["trace", "--from", "Web", "--to", "internet"], ["matrix"]])
def test_a_template_is_judged_without_pydantic_which_takes_longer_to_load_than_it(command: list[str]) -> None:
    name, *options = command
    arguments = [name, str(EVERYTHING), *options]
    asked = f"import sys; from topology.cli import main; print(main({arguments!r})); print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", asked], capture_output=True, check=True, text=True)
    code, modules = ran.stdout.splitlines()[-2:]
    assert code in ("0", "1")
    assert "topology.model.records" in modules.split()
    assert "pydantic" not in modules.split()
