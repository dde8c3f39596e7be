"""`farway diff`: what a pull request does to the network."""

import json
from pathlib import Path

import pytest

from topology.cli import main

from .running import BROKEN, run

FIXED = BROKEN.replace("SecurityGroups: [!Ref Group]", "SecurityGroups: [!Ref Group], AssignPublicIp: ENABLED")


@pytest.fixture
def pair(template: Path) -> tuple[str, str]:
    """The broken template, and the one in which the service asks for a public IP."""
    fixed = Path("fixed.yaml")
    fixed.write_text(FIXED)
    return str(template), str(fixed)


def test_what_mends_a_service_passes_and_says_what_got_better(
    pair: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("diff", *pair) == 0
    lines = capsys.readouterr().out.splitlines()
    pull = "  ✓ OrdersApi: image-pull (registry-1.docker.io), IPv4 TCP 443: ✕ blocked → ✓ reachable"
    assert lines[:2] == ["Got better", pull]
    assert "  ~ Service OrdersApi" in lines
    assert "      assign_public_ip: – → ENABLED" in lines


def test_what_breaks_a_service_fails_and_says_where_and_why(
    pair: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    broken, fixed = pair
    assert run("diff", fixed, broken) == 1
    lines = capsys.readouterr().out.splitlines()
    pull = "  ✕ OrdersApi cannot pull its image (registry-1.docker.io): IPv4 TCP 443: ✓ reachable → ✕ blocked"
    assert lines[:2] == ["Got worse", pull]
    assert lines[2].startswith("      SubnetA: ") and lines[2].endswith("[NO_PUBLIC_IP]")
    assert run("diff", fixed, broken, "--fail-on", "never") == 0


def test_a_template_and_itself_differ_in_nothing(template: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("diff", str(template), str(template)) == 0
    assert capsys.readouterr().out == "Nothing changed.\n"


def test_the_json_has_resources_verdicts_and_numbers(pair: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    run("diff", *pair, "--format", "json")
    found = json.loads(capsys.readouterr().out)
    assert [r["id"] for r in found["changed"]] == ["OrdersApi"]
    assert found["summary"]["better"] == len(found["flows"]) > 0
    assert (found["summary"]["added"], found["summary"]["removed"], found["summary"]["worse"]) == (0, 0, 0)


def test_markdown_shows_ids_as_they_are_and_runs_none_of_them(
    template: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    named = FIXED.replace(
        "{VpcId: !Ref Vpc, GroupDescription", "{GroupName: '<img src=x> @all [a](b)', VpcId: !Ref Vpc, GroupDescription"
    )
    Path("named.yaml").write_text(named.replace("10.0.0.0/24", "10.0.1.0/24"))
    assert run("diff", str(template), "named.yaml", "--format", "markdown") == 0
    text = capsys.readouterr().out
    assert text.startswith("### ✓ worse: 0")
    assert "- \\~ Subnet SubnetA<br>cidr\\_block: 10.0.0.0/24 → 10.0.1.0/24" in text
    assert "<img" not in text and "@all" not in text and "[a](b)" not in text


def test_several_stacks_are_compared_with_several(template: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("new.yaml").write_text(FIXED)
    assert run("diff", f"app={template}", "--to", "app=new.yaml") == 0
    assert "  ~ Service app/OrdersApi" in capsys.readouterr().out.splitlines()


def test_a_parameter_that_only_the_new_template_has_is_given_to_it_alone(
    template: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = "Parameters: {Ip: {Type: String}}\n" + FIXED.replace("AssignPublicIp: ENABLED", "AssignPublicIp: !Ref Ip")
    Path("new.yaml").write_text(asked)
    assert run("diff", str(template), "new.yaml", "--new-parameter", "Ip=ENABLED") == 0
    assert capsys.readouterr().out.startswith("Got better")


@pytest.mark.parametrize("inputs", [["one.yaml"], ["a.yaml", "b.yaml", "c.yaml"], ["orders.yaml", "missing.yaml"]])
def test_usage_that_cannot_be_used_is_one_message(
    inputs: list[str], template: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diff", *inputs]) == 2
    said = capsys.readouterr()
    assert said.out == "" and said.err.startswith("farway: ") and said.err.count("\n") == 1
