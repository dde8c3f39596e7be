"""`farway check --format sarif`: what code hosts read."""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jsonschema
import pytest

from topology.checks import rules
from topology.model.accepted import Accepted

from ..builders import network
from .running import BROKEN, run
from .sarif_schema import SARIF

INCIDENTS = sorted((Path(__file__).parents[2] / "fixtures" / "incidents").glob("n*.*"))


@pytest.fixture
def log(template: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    return log_of(capsys, str(template))


def log_of(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    run("check", *arguments, "--format", "sarif")
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def assert_is_sarif(log: dict[str, Any]) -> None:
    """The schema of the standard, and what its text asks beyond it."""
    jsonschema.validate(log, SARIF, format_checker=jsonschema.FormatChecker())
    for run_ in log["runs"]:
        ids = [r["id"] for r in run_["tool"]["driver"]["rules"]]
        assert len(set(ids)) == len(ids)
        bases = run_["originalUriBaseIds"]
        for result in run_["results"]:
            assert ids[result["ruleIndex"]] == result["ruleId"]
            assert result["partialFingerprints"]
            for location in result["locations"]:
                artifact = location["physicalLocation"]["artifactLocation"]
                relative = not urlsplit(artifact["uri"]).scheme
                assert (artifact.get("uriBaseId") in bases) == relative, (
                    "a relative path stands on a base, an address on none"
                )
                assert not artifact["uri"].startswith("/") and "\\" not in artifact["uri"]
        prints = [tuple(r["partialFingerprints"].items()) for r in run_["results"]]
        assert len(set(prints)) == len(prints)
        for invocation in run_["invocations"]:
            for told in invocation["toolExecutionNotifications"]:
                rule = told.get("associatedRule")
                assert rule is None or ids[rule["index"]] == rule["id"]


def test_the_log_is_sarif_and_lists_every_rule(log: dict[str, Any]) -> None:
    assert_is_sarif(log)
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    (run_,) = log["runs"]
    driver = run_["tool"]["driver"]
    assert driver["name"] == "Farway"
    assert [r["id"] for r in driver["rules"]] == [r["id"] for r in rules()]
    for rule in driver["rules"]:
        assert rule["helpUri"].startswith("https://docs.aws.amazon.com/")
        assert rule["shortDescription"]["text"] and rule["fullDescription"]["text"] and rule["help"]["text"]
    (invocation,) = run_["invocations"]
    assert invocation["executionSuccessful"] is True


@pytest.mark.parametrize("file", INCIDENTS, ids=lambda f: f.stem)
def test_what_is_found_in_any_incident_is_sarif(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert_is_sarif(log_of(capsys, str(file)))


def test_an_accepted_finding_is_a_suppressed_result(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    built = network().vpc().subnet("app-a").group("group").service("app", "app-a", ["group"])
    accepted = Accepted(rule="NC012", resource="app", reason="so it is meant")
    path = tmp_path / "design.json"
    path.write_text(json.dumps(built.change("app", assign_public_ip=None).build(accepted=(accepted,)).to_document()))
    log = log_of(capsys, str(path))
    assert_is_sarif(log)
    (found,) = [r for r in log["runs"][0]["results"] if r["ruleId"] == "NC012"]
    assert found["suppressions"] == [{"kind": "external", "status": "accepted", "justification": "so it is meant"}]


def test_a_result_points_at_the_line_of_its_resource(log: dict[str, Any]) -> None:
    (found,) = [r for r in log["runs"][0]["results"] if r["ruleId"] == "NC012"]
    (location,) = found["locations"]
    assert found["level"] == "note"
    assert location["physicalLocation"]["artifactLocation"] == {"uri": "orders.yaml", "uriBaseId": "%SRCROOT%"}
    line = location["physicalLocation"]["region"]["startLine"]
    assert BROKEN.splitlines()[line - 1] == "  OrdersApi:"
    assert location["logicalLocations"] == [
        {"name": "OrdersApi", "fullyQualifiedName": "OrdersApi", "kind": "resource"}
    ]


def test_resources_of_several_stacks_point_at_the_file_of_theirs(
    template: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = Path("other file.yaml")
    other.write_text(BROKEN)
    log = log_of(capsys, f"one={template}", f"two={other}")
    where = {
        location["logicalLocations"][0]["fullyQualifiedName"]: location["physicalLocation"]["artifactLocation"]["uri"]
        for r in log["runs"][0]["results"]
        for location in r["locations"]
        if r["ruleId"] == "NC012"
    }
    assert where == {"one/OrdersApi": "orders.yaml", "two/OrdersApi": "other%20file.yaml"}


def test_a_design_points_at_the_line_of_the_resource_in_its_document(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    built = network().vpc().subnet("app-a").group("group").service("app", "app-a", ["group"])
    text = json.dumps(built.change("app", assign_public_ip=None).build().to_document(), indent=1)
    path = tmp_path / "design.json"
    path.write_text(text)
    (found,) = [r for r in log_of(capsys, str(path))["runs"][0]["results"] if r["ruleId"] == "NC012"]
    place = found["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": path.resolve().as_uri()}
    assert re.match(r'\s*"app": \{', text.splitlines()[place["region"]["startLine"] - 1])


def test_fingerprints_tell_findings_apart_and_do_not_hang_on_lines_or_words(
    template: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fingerprints() -> list[str]:
        results = log_of(capsys, str(template))["runs"][0]["results"]
        return [r["partialFingerprints"]["farwayFinding/v1"] for r in results]

    before = fingerprints()
    assert len(set(before)) == len(before)
    template.write_text("# moved down\n\n" + BROKEN)
    assert fingerprints() == before


def test_what_is_not_decided_is_a_notification(template: Path, capsys: pytest.CaptureFixture[str]) -> None:
    template.write_text(BROKEN.replace("NetworkMode: awsvpc", "NetworkMode: !ImportValue Mode"))
    (invocation,) = log_of(capsys, str(template))["runs"][0]["invocations"]
    told = {n["associatedRule"]["id"] for n in invocation["toolExecutionNotifications"] if "associatedRule" in n}
    assert "NC001" in told


def test_a_group_that_aws_makes_with_a_vpc_points_at_the_vpc(
    template: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    group = "!GetAtt Vpc.DefaultSecurityGroup"
    inbound = f"""
  In:
    Type: AWS::EC2::SecurityGroupIngress
    Properties: {{GroupId: {group}, IpProtocol: tcp, FromPort: 80, ToPort: 80}}
"""
    template.write_text(BROKEN.replace("[!Ref Group]", f"[{group}]") + inbound.lstrip("\n"))
    (found,) = [r for r in log_of(capsys, str(template))["runs"][0]["results"] if r["ruleId"] == "SG003"]
    (location,) = found["locations"]
    assert location["logicalLocations"][0]["name"] == "Vpc.DefaultSecurityGroup"
    line = location["physicalLocation"]["region"]["startLine"]
    assert template.read_text().splitlines()[line - 1] == "  Vpc:"
