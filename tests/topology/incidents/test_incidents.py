"""Networks that people had trouble with get the verdict that AWS gave them, for the reason that it was."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from topology.checks import check, trace
from topology.model import Topology
from topology.readers import read_paths

from .questions import Accepted, Addressed, Flowing, Incident, Question, Refused, Traced
from .table import INCIDENTS

TEMPLATES = Path(__file__).resolve().parents[2] / "fixtures" / "incidents"
ORDER = ("blocked", "partial", "unknown", "reachable")


def name_of(incident: Incident) -> str:
    """What an incident is called: its file, and the parameters given with it."""
    given = "".join(f"-{name}={value}" for name, value in incident.parameters.items())
    return incident.files[0].rpartition("=")[2].partition(".")[0] + given


@cache
def network(name: str) -> Topology:
    """The network of an incident, read once."""
    incident = next(i for i in INCIDENTS if name_of(i) == name)
    paths = [
        f"{stack}{equals}{TEMPLATES / file}" for stack, equals, file in (f.rpartition("=") for f in incident.files)
    ]
    return read_paths(paths, parameters=incident.parameters, account_settings=incident.settings)


@cache
def report(name: str) -> dict[str, Any]:
    """What `farway check` says of an incident."""
    return check(network(name))


def workload(name: str, id: str) -> dict[str, Any]:
    (found,) = (w for w in report(name)["workloads"] if w["id"] == id)
    return dict(found)


def refusals(name: str) -> list[tuple[str | None, str | None]]:
    """What AWS refuses: (cause, resource) of the errors of configuration."""
    errors = (f for f in report(name)["findings"] if f["severity"] == "error" and f["category"] == "configuration")
    return [(f["cause"], f["resource"]) for f in errors]


def nearest(places: list[dict[str, Any]]) -> set[tuple[str, str | None]]:
    """The nearest obstacle in each place that is blocked."""
    return {(b[0]["cause"], b[0]["resource"]) for p in places if p["verdict"] == "blocked" and (b := p["blockers"])}


def asked() -> Iterator[Any]:
    """Every question of every incident, each a test of its own."""
    for incident in INCIDENTS:
        for question in incident.questions:
            what = "-".join(str(v) for v in question[:3]) or "accepted"
            yield pytest.param(name_of(incident), question, id=f"{name_of(incident)}-{what}")


@pytest.mark.parametrize(("name", "question"), list(asked()))
def test_the_network_does_what_aws_does(name: str, question: Question) -> None:
    answer(name, question)


def answer(name: str, question: Question) -> None:
    """Ask one question of one incident."""
    match question:
        case Flowing(id, flow, verdict, cause, resource, port, failing):
            rows = [f for f in workload(name, id)["flows"] if f["flow"] == flow and port in (None, f["port"])]
            assert rows, f"{id} has no flow {flow}"
            places = [p for f in rows for p in f["placements"]]
            assert min((f["verdict"] for f in rows), key=ORDER.index) == verdict, nearest(places)
            if cause:
                assert (cause, resource) in nearest(places)
            if failing:
                assert {p["subnet"] for p in places if p["verdict"] == "blocked"} == set(failing)
        case Traced(source, destination, port, verdict, cause, resource, protocol):
            found = trace(network(name), source, destination, protocol, port, None, remedies=False)
            assert found["verdict"] == verdict, found["blockers"]
            if cause:
                assert (cause, resource) in nearest(found["placements"])
        case Addressed(id, eligible, cause, resource):
            ipv6 = workload(name, id)["ipv6"]
            assert ipv6["eligible"] is eligible
            unmet = [c for p in ipv6["placements"] for c in p["conditions"] if c["met"] is False]
            assert (cause is None) == (not unmet)
            if cause:
                assert (cause, resource) in [(c["cause"], c["resource"]) for c in unmet]
        case Refused(cause, resource):
            assert (cause, resource) in refusals(name)
        case Accepted():
            assert refusals(name) == []


def test_every_template_of_an_incident_is_asked_about() -> None:
    named = {file.rpartition("=")[2] for incident in INCIDENTS for file in incident.files}
    assert named == {p.name for p in TEMPLATES.iterdir()}
