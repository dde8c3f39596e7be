"""A check as SARIF 2.1.0, which code hosts and editors show beside the lines of a template.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html; what GitHub reads of it:
https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
"""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote

from ...i18n import _
from ...readers.locations import Location, place_of

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {"error": "error", "warning": "warning", "info": "note"}
ROOT = "%SRCROOT%"  # where a checkout of the repository stands; GitHub's own name for it
FINGERPRINT = "farwayFinding/v1"

Json = dict[str, Any]


def sarif(
    report: Json, rules: Sequence[Mapping[str, str]], inputs: Sequence[str], places: Mapping[str, Location]
) -> Json:
    """The log of one run. `rules` is the reference of rules, `inputs` the files as they were named, `places` where resources stand."""
    order = {r["id"]: n for n, r in enumerate(rules)}
    seen: Counter[str] = Counter()
    results = [_result(f, order, inputs, places, seen) for f in report["findings"]]
    run: Json = {
        "tool": {"driver": _driver(rules)},
        "automationDetails": {"id": "farway/"},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": _("Where the check ran.")}}},
        "invocations": [
            {"executionSuccessful": True, "toolExecutionNotifications": _notifications(report, order)},
        ],
        "results": results,
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _driver(rules: Sequence[Mapping[str, str]]) -> Json:
    driver: Json = {"name": "Farway", "rules": [_rule(r) for r in rules]}
    try:
        driver["version"] = version("farway")
    except PackageNotFoundError:
        pass  # a checkout that is not installed has no version to tell
    return driver


def _rule(rule: Mapping[str, str]) -> Json:
    text = f"{rule['description']}\n\n{rule['source']}"
    return {
        "id": rule["id"],
        "shortDescription": {"text": rule["title"]},
        "fullDescription": {"text": rule["description"]},
        "help": {"text": text, "markdown": f"{rule['description']}\n\n[{_('AWS documentation')}]({rule['source']})"},
        "helpUri": rule["source"],
        "defaultConfiguration": {"level": LEVELS[rule["severity"]]},
        "properties": {"category": rule["category"], "tags": ["aws", "ecs", "fargate", rule["category"]]},
    }


def _result(
    finding: Json, order: Mapping[str, int], inputs: Sequence[str], places: Mapping[str, Location], seen: Counter[str]
) -> Json:
    fix = f" {finding['fix']}" if finding["fix"] else ""
    suppressed = {"suppressions": [_suppression(finding)]} if finding.get("accepted") else {}
    return {
        "ruleId": finding["rule"],
        "ruleIndex": order[finding["rule"]],
        "level": LEVELS[finding["severity"]],
        "message": {"text": f"{finding['message']}{fix}"},
        "locations": [_location(finding["resource"], inputs, places)],
        "partialFingerprints": {FINGERPRINT: _fingerprint(finding, seen)},
        "properties": {"category": finding["category"], "cause": finding["cause"], "fix": finding["fix"]},
        **suppressed,
    }


def _suppression(finding: Json) -> Json:
    """That somebody accepted the finding: SARIF 2.1.0, section 3.35."""
    return {"kind": "external", "status": "accepted", "justification": finding["reason"]}


def _fingerprint(finding: Json, seen: Counter[str]) -> str:
    """What a finding is known by from run to run: what it is about, not how it is worded nor on which line it stands."""
    about = [finding[k] or "" for k in ("rule", "resource", "cause")]
    about += [str(finding.get(k) or "") for k in ("workload", "flow", "to", "family")]
    key = "\0".join(about)
    seen[key] += 1
    return hashlib.sha256(f"{key}\0{seen[key]}".encode()).hexdigest()


def _location(resource: str | None, inputs: Sequence[str], places: Mapping[str, Location]) -> Json:
    place = place_of(places, resource)
    physical: Json = {"artifactLocation": _artifact(place.file if place else _file_of(inputs[0]))}
    if place and place.line:
        physical["region"] = {"startLine": place.line}
    found: Json = {"physicalLocation": physical}
    if resource:
        found["logicalLocations"] = [
            {"name": resource.rpartition("/")[2], "fullyQualifiedName": resource, "kind": "resource"}
        ]
    return found


def _file_of(argument: str) -> str:
    """The file of an input given as FILE or STACK=FILE."""
    _stack, equals, file = argument.partition("=")
    return file if equals and not Path(argument).exists() else argument


def _artifact(file: str) -> Json:
    """A file below the working directory by its path from there, as GitHub wants it; any other by its whole address."""
    path = Path(file)
    try:
        inside = path.resolve().relative_to(Path.cwd())
    except ValueError:
        return {"uri": path.resolve().as_uri()}
    return {"uri": quote(str(PurePosixPath(inside))), "uriBaseId": ROOT}


def _notifications(report: Json, order: Mapping[str, int]) -> list[Json]:
    """What could not be judged: rules that the input leaves open, and properties without a value."""
    found: list[Json] = []
    for open_rule in report["coverage"]["unknown"]:
        text = _("%(rule)s is not decided: %(because)s.") % open_rule
        associated = {"id": open_rule["rule"], "index": order[open_rule["rule"]]}
        found.append({"level": "note", "message": {"text": text}, "associatedRule": associated})
    for u in report["unresolved"]:
        text = _("%(resource)s.%(property)s has no value in the input: %(reason)s.") % u
        found.append({"level": "note", "message": {"text": text}})
    return found
