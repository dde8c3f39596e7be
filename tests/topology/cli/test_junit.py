"""`farway check --format junit`: what GitLab and Jenkins show as tests."""

from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest

from topology.checks import rules

from .running import BROKEN, run

# What the readers of the format know: for each element its attributes and the elements in it.
# https://github.com/jenkinsci/xunit-plugin (junit-10.xsd), https://docs.gitlab.com/ci/testing/unit_test_reports/
KNOWN = {
    "testsuites": ({"name", "time", "tests", "failures", "errors", "skipped"}, {"testsuite"}),
    "testsuite": ({"name", "time", "tests", "failures", "errors", "skipped"}, {"testcase"}),
    "testcase": ({"name", "classname", "time", "file", "line"}, {"skipped", "failure", "error", "system-out"}),
    "failure": ({"message", "type"}, set()),
    "skipped": ({"message"}, set()),
    "system-out": (set(), set()),
}
INCIDENTS = sorted((Path(__file__).parents[2] / "fixtures" / "incidents").glob("e*.*"))


def assert_is_junit(root: Xml.Element) -> None:
    """Nothing but what the readers know, every count right, every test told apart, and one verdict a test."""
    assert root.tag == "testsuites"
    names = []
    for element in root.iter():
        attributes, inside = KNOWN[element.tag]
        assert set(element.keys()) <= attributes and {c.tag for c in element} <= inside
        assert all(element.get(a, "0").isdigit() for a in ("tests", "failures", "errors", "skipped", "line"))
        if element.tag in ("testsuites", "testsuite"):
            for name, tag in (
                ("tests", "testcase"),
                ("failures", "failure"),
                ("errors", "error"),
                ("skipped", "skipped"),
            ):
                assert element.get(name) == str(len(element.findall(f".//{tag}")))
        if element.tag == "testcase":
            assert element.get("name") and element.get("classname")
            assert sum(c.tag in ("failure", "skipped", "error") for c in element) <= 1
            names.append((element.get("classname"), element.get("name")))
        if element.tag in ("failure", "skipped"):
            assert element.get("message")
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("file", INCIDENTS, ids=lambda f: f.stem)
def test_what_is_found_in_any_incident_is_junit(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("check", str(file), "--format", "junit")
    assert_is_junit(Xml.fromstring(capsys.readouterr().out.encode()))


def suites_of(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str | None, Xml.Element]:
    run("check", *arguments, "--format", "junit")
    root = Xml.fromstring(capsys.readouterr().out.encode())
    assert_is_junit(root)
    return {s.get("name"): s for s in root}


def test_each_workload_is_a_suite_with_a_test_for_each_flow_that_it_requires(
    template: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    suite = suites_of(capsys, str(template))["OrdersApi"]
    (case,) = suite
    assert case.get("classname") == "farway.OrdersApi"
    assert case.get("name") == "image-pull registry-1.docker.io ipv4 tcp/443"
    assert (case.get("file"), case.get("line")) == ("orders.yaml", "17")
    failure = case.find("failure")
    assert failure is not None and failure.get("type") == "NO_PUBLIC_IP"
    assert failure.get("message") == "OrdersApi cannot pull its image (registry-1.docker.io): IPv4 TCP 443"
    assert failure.text and "SubnetA" in failure.text and "What opens it" in failure.text


def test_each_rule_is_a_test_but_that_of_the_flows(template: Path, capsys: pytest.CaptureFixture[str]) -> None:
    suite = suites_of(capsys, str(template))["rules"]
    names = [str(c.get("name")).split()[0] for c in suite]
    assert names == [r["id"] for r in rules() if r["id"] != "RE001"]


def test_a_milder_finding_is_output_and_a_failure_where_the_build_fails_on_it(
    template: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    template.write_text(BROKEN.replace("[!Ref SubnetA]", "[!Ref SubnetA, !Ref SubnetA]"))

    def twice(fail_on: str) -> Xml.Element:
        suite = suites_of(capsys, str(template), "--fail-on", fail_on)["rules"]
        return next(c for c in suite if str(c.get("name")).startswith("NC009"))

    assert [c.tag for c in twice("error")] == ["system-out"]
    assert [c.tag for c in twice("warning")] == ["failure"]


def test_what_is_not_known_is_skipped_with_the_reason(template: Path, capsys: pytest.CaptureFixture[str]) -> None:
    template.write_text(BROKEN.replace("Image: nginx", "Image: !ImportValue Image"))
    (case,) = suites_of(capsys, str(template))["OrdersApi"]
    skipped = case.find("skipped")
    assert skipped is not None and "not known" in str(skipped.get("message"))


def test_names_that_xml_cannot_hold_do_not_break_the_report(template: Path, capsys: pytest.CaptureFixture[str]) -> None:
    template.write_text(BROKEN.replace("Image: nginx", 'Image: "a]]>\\x01<b>.example/x&y"'))
    (case,) = suites_of(capsys, str(template))["OrdersApi"]
    assert "\x01" not in str(case.get("name")) and "<b>" in str(case.get("name"))
