"""A finding that is accepted is kept with its reason, reported as accepted, and counted apart."""

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

import pytest

from tests.topology.builders import network, rule
from topology import writers
from topology.checks import check
from topology.cli import main
from topology.fargate.flows import flows_of
from topology.model import Topology
from topology.model.accepted import IDENTITY
from topology.model.applying import ChangeError, apply
from topology.model.changes import read as read_changes
from topology.readers import Input, read

REASON = "The bastion is gone next week"


def isolated() -> Topology:
    """A service that can reach nothing that it needs: its findings are errors."""
    return network().vpc().subnet("a").group("g", [rule(port=443)]).service("app", "a", ["g"]).build()


def named(finding: dict[str, Any]) -> dict[str, Any]:
    """What a finding is accepted by."""
    return {k: finding[k] for k in IDENTITY if finding.get(k) is not None}


def changes(settings: dict[str, Any]) -> list[Any]:
    return read_changes([{"op": "settings", "values": settings}])


def accepting(topology: Topology, *findings: dict[str, Any]) -> Topology:
    entries = [{**named(f), "reason": REASON, "by": "ada"} for f in findings]
    return apply(topology, changes({"accepted": entries}))


def errors(report: dict[str, Any]) -> list[dict[str, Any]]:
    return [f for f in report["findings"] if f["severity"] == "error"]


def run(tmp_path: Path, topology: Topology, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, str]:
    path = tmp_path / "design.json"
    path.write_text(json.dumps(topology.to_document()))
    code = main(["check", str(path), *options])
    return code, capsys.readouterr().out


def test_an_accepted_finding_says_so_and_is_no_longer_counted_by_its_severity() -> None:
    before = check(isolated())
    first = errors(before)[0]
    after = check(accepting(isolated(), first))
    marked = [f for f in after["findings"] if f.get("accepted")]
    assert [(named(f), f["reason"], f["accepted_by"]) for f in marked] == [(named(first), REASON, "ada")]
    assert after["summary"] == {**before["summary"], "error": before["summary"]["error"] - 1, "accepted": 1}


def test_the_text_of_a_check_says_who_accepted_a_finding(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = errors(check(isolated()))[0]
    _code, text = run(tmp_path, accepting(isolated(), first), capsys)
    assert f"{REASON} (ada" in text


def test_another_finding_of_the_same_rule_is_not_accepted_with_it() -> None:
    found = errors(check(isolated()))
    assert len({f["rule"] for f in found}) < len(found)
    after = check(accepting(isolated(), found[0]))
    assert sum(bool(f.get("accepted")) for f in after["findings"]) == 1


def test_accepting_is_a_change_that_can_be_taken_back_and_needs_a_reason() -> None:
    topology = accepting(isolated(), *errors(check(isolated())))
    assert apply(topology, changes({"accepted": []})) == isolated()
    for reason in ("", "  ", "x" * 1001):
        with pytest.raises(ChangeError):
            apply(topology, changes({"accepted": [{"rule": "RE001", "reason": reason}]}))


def test_accepting_computes_no_flow_again() -> None:
    topology = isolated()
    first = errors(check(topology))[0]
    after = accepting(topology, first)
    assert flows_of(after, after.workloads[0]) is flows_of(topology, topology.workloads[0])


def test_accepted_findings_do_not_fail_a_build(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    topology = isolated()
    assert run(tmp_path, topology, capsys)[0] == 1
    code, text = run(tmp_path, accepting(topology, *errors(check(topology))), capsys)
    assert code == 0
    assert "accepted: " in text.splitlines()[-1]
    assert REASON in text


def test_sarif_has_them_as_suppressions_and_junit_as_skipped(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = errors(check(isolated()))
    topology = accepting(isolated(), *found)
    _code, text = run(tmp_path, topology, capsys, "--format", "sarif")
    results = json.loads(text)["runs"][0]["results"]
    held = [r["suppressions"] for r in results if "suppressions" in r]
    assert held == [[{"kind": "external", "status": "accepted", "justification": REASON}]] * len(found)
    _code, text = run(tmp_path, topology, capsys, "--format", "junit")
    suites = Xml.fromstring(text)
    assert suites.get("failures") == "0"
    skipped = [s.get("message") for s in suites.iter("skipped")]
    assert f"accepted: {REASON}" in skipped


@pytest.mark.parametrize("format", ["farway", "cloudformation"])
def test_they_survive_being_written_and_read(format: str) -> None:
    topology = accepting(isolated(), *errors(check(isolated())))
    written = writers.write(topology, format)
    again = read([Input(f"design.{written.extension}", written.content)])
    accepted = check(again)["summary"]["accepted"]
    assert accepted == len(topology.accepted) > 0


def test_what_is_no_list_of_accepted_findings_in_a_template_is_refused() -> None:
    template = {
        "Metadata": {"Farway": {"Accepted": [{"rule": "RE001"}]}},
        "Resources": {"V": {"Type": "AWS::EC2::VPC"}},
    }
    with pytest.raises(ValueError, match="Field required"):
        read([Input("t.json", json.dumps(template).encode())])
