"""A check as JUnit XML, which GitLab, Jenkins and others show as tests: a suite for each workload with a test for each flow that it
requires, and a suite with a test for each rule.

https://docs.gitlab.com/ci/testing/unit_test_reports/, https://plugins.jenkins.io/junit/
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree import ElementTree as Xml

from ...checks.report import FLOW_RULE
from ...i18n import _
from ...readers.locations import Location, place_of
from ..text import flow_sentence

Json = dict[str, Any]
# What XML 1.0 has no way to write: https://www.w3.org/TR/xml/#charsets
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
FAILING = {"error": ("error",), "warning": ("error", "warning"), "never": ("error",)}


def junit(report: Json, rules: Sequence[Mapping[str, str]], fail_on: str, places: Mapping[str, Location]) -> str:
    """The document. A finding of a rule is a failure at or above `fail_on` (an error where that is `never`); milder ones are output."""
    root = Xml.Element("testsuites", name="farway")
    reasons = {_about(f["workload"], f): f["reason"] for f in report["findings"] if f.get("accepted") and "flow" in f}
    for workload in report["workloads"]:
        _workload(root, workload, places, reasons)
    _rules(root, report, rules, FAILING[fail_on])
    for name in ("tests", "failures", "errors", "skipped"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    Xml.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{Xml.tostring(root, encoding="unicode")}\n'


def _about(workload: str, flow: Json) -> tuple[Any, ...]:
    """What the flow of a workload, or the finding about one, is known by."""
    return (workload, flow["flow"], flow["to"], flow["family"])


def _workload(
    root: Xml.Element, workload: Json, places: Mapping[str, Location], accepted: Mapping[tuple[Any, ...], str]
) -> None:
    suite = Xml.SubElement(root, "testsuite", name=_text(workload["id"]))
    for flow in workload["flows"]:
        if not flow["required"]:
            continue
        case = _case(suite, f"farway.{workload['id']}", _flow_name(flow), place_of(places, workload["id"]))
        blockers = [b for p in flow["placements"] for b in p["blockers"]]
        reason = accepted.get(_about(workload["id"], flow))
        if reason is not None:
            _child(case, "skipped", _("accepted: %s") % reason)
        elif flow["verdict"] in ("blocked", "partial"):
            kind = blockers[0]["cause"] if blockers else flow["verdict"]
            _child(case, "failure", flow_sentence(workload, flow), "\n".join(_why(flow)), kind)
        elif flow["verdict"] == "unknown":
            doubts = dict.fromkeys(d for p in flow["placements"] for d in p["doubts"])
            _child(case, "skipped", _("not known: %s") % "; ".join(doubts))
    _count(suite)


def _flow_name(flow: Json) -> str:
    end = flow["from"] if flow["flow"] == "lb-to-task" else flow["to"]
    port = "" if flow["port"] is None else f"/{flow['port']}"
    return f"{flow['flow']} {end} {flow['family']} {flow['protocol']}{port}"


def _why(flow: Json) -> list[str]:
    """What stands in the way in each subnet, and what opens it."""
    lines = []
    for place in flow["placements"]:
        where = place["subnet"] or _("an unknown subnet")
        lines += [f"{where}: {b['message']} [{b['cause']}]" for b in place["blockers"]]
    return lines + [_("What opens it: %s") % r["title"] for r in flow["remedies"]]


def _rules(root: Xml.Element, report: Json, rules: Sequence[Mapping[str, str]], failing: tuple[str, ...]) -> None:
    suite = Xml.SubElement(root, "testsuite", name=_("rules"))
    for rule in rules:
        if rule["id"] == FLOW_RULE.id:
            continue  # told by the workloads' own tests
        case = _case(suite, "farway.rules", f"{rule['id']} {rule['title']}", None)
        every = [f for f in report["findings"] if f["rule"] == rule["id"]]
        found = [f for f in every if not f.get("accepted")]
        reasons = [f["reason"] for f in every if f.get("accepted")]
        grave = [f for f in found if f["severity"] in failing]
        mild = [f for f in found if f["severity"] not in failing]
        because = [u["because"] for u in report["coverage"]["unknown"] if u["rule"] == rule["id"]]
        if grave:
            lines = [f"{f['resource'] or '–'}: {f['message']} {f['fix']}".rstrip() for f in grave]
            first = grave[0]["message"] if len(grave) == 1 else _("%d findings") % len(grave)
            _child(case, "failure", first, "\n".join([*lines, rule["source"]]), grave[0]["severity"])
        elif because:
            _child(case, "skipped", _("not decided: %s") % "; ".join(because))
        elif reasons and not mild:
            _child(case, "skipped", _("accepted: %s") % "; ".join(dict.fromkeys(reasons)))
        if mild:
            Xml.SubElement(case, "system-out").text = _text("\n".join(f"{f['severity']}: {f['message']}" for f in mild))
    _count(suite)


def _case(suite: Xml.Element, group: str, name: str, place: Location | None) -> Xml.Element:
    case = Xml.SubElement(suite, "testcase", classname=_text(group), name=_text(name), time="0")
    if place:
        case.set("file", _text(place.file))
        if place.line:
            case.set("line", str(place.line))
    return case


def _child(case: Xml.Element, tag: str, message: str, text: str = "", kind: str | None = None) -> None:
    child = Xml.SubElement(case, tag, message=_text(message))
    if kind:
        child.set("type", _text(kind))
    child.text = _text(text) or None


def _count(suite: Xml.Element) -> None:
    for name, path in (("tests", "testcase"), ("failures", "testcase/failure"), ("skipped", "testcase/skipped")):
        suite.set(name, str(len(suite.findall(path))))
    suite.set("errors", "0")
    suite.set("time", "0")


def _text(text: str) -> str:
    """The text without characters that XML cannot hold."""
    return _UNWRITABLE.sub("\ufffd", text)
