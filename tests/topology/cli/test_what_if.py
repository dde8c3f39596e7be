"""`farway what-if` in a terminal: what the services lose while something is off."""

import json
from pathlib import Path

import pytest

from topology.cli.commands import UsageError

from ..checks.test_what_if import two_zones
from .running import run


@pytest.fixture
def document(tmp_path: Path) -> str:
    path = tmp_path / "two-zones.json"
    path.write_text(json.dumps(two_zones().build().to_document()), encoding="utf-8")
    return str(path)


def test_a_lost_flow_is_told_with_its_place_and_its_reason(document: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("what-if", document, "--off", "us-east-1a") == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ["Off: us-east-1a", "Gone with it: nat"]
    start = lines.index("✕ app cannot start a task any more")
    assert lines[start + 1] == "    places lost: app-a; left: app-b"
    at = lines.index("    ✕ logs (logs), IPv4 TCP 443: app-b")
    assert lines[at + 1].strip().endswith("[BLACKHOLE_ROUTE]")
    assert "1 cannot start tasks" in lines


def test_fewer_places_alone_are_no_failure(document: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("what-if", document, "--off", "us-east-1b") == 0
    assert "◐ app keeps working in fewer subnets" in capsys.readouterr().out


def test_each_single_failure_is_told_with_the_services_that_it_harms(
    document: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("what-if", document, "--each") == 1
    lines = capsys.readouterr().out.splitlines()
    at = lines.index("✕ nat (NatGateway): 1 cannot start tasks")
    assert lines[at + 1] == "    app"
    assert lines[-1] == "of which the failure harms nobody: 1"


def test_the_json_is_the_report_itself(document: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("what-if", document, "--off", "nat", "--format", "json") == 1
    report = json.loads(capsys.readouterr().out)
    assert report["summary"]["cannot-start"] == 1
    run("what-if", document, "--each", "--format", "json")
    assert len(json.loads(capsys.readouterr().out)["points"]) == 4


@pytest.mark.parametrize("arguments", [(), ("--off", "nothing"), ("--off", "nat", "--each")])
def test_what_cannot_be_answered_is_one_message(document: str, arguments: tuple[str, ...]) -> None:
    with pytest.raises(UsageError):
        run("what-if", document, *arguments)
