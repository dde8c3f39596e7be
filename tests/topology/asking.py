"""Questions that tests ask of the engine, in the words of its reports."""

from typing import Any

from topology.checks.trace import trace
from topology.fargate.flow import Flow
from topology.fargate.flows import flows_of
from topology.model import Topology, Workload

Cause = tuple[str, str | None]


def flow(
    topology: Topology, name: str, *, to: str | None = None, of: str = "app", family: str | None = None, port: int | None = None,
    protocol: str | None = None,
) -> Flow:  # fmt: skip
    """The one flow of a workload with this name (and destination, family, port, protocol where given)."""
    workload = topology.get(Workload, of)
    assert workload is not None
    found = [
        f
        for f in flows_of(topology, workload)
        if f.flow == name
        and to in (None, f.to)
        and family in (None, f.family)
        and port in (None, f.port)
        and protocol in (None, f.protocol)
    ]
    assert len(found) == 1, [(f.flow, f.to, f.family, f.port, f.protocol, f.verdict) for f in found]
    return found[0]


def verdict(topology: Topology, name: str, **which: Any) -> str:
    """The verdict of a flow."""
    return flow(topology, name, **which).verdict


def causes(topology: Topology, name: str, **which: Any) -> list[Cause]:
    """What blocks a flow, nearest first: (cause, resource)."""
    blockers = [b for p in flow(topology, name, **which).placements for b in p.outcome.blockers]
    return list(dict.fromkeys((b.cause, b.resource) for b in blockers))


def doubts(topology: Topology, name: str, **which: Any) -> list[str]:
    """Why the verdict of a flow is open."""
    return [d for p in flow(topology, name, **which).placements for d in p.outcome.doubts]


def reaches(
    topology: Topology, source: str, destination: str, port: int | None = 443, protocol: str = "tcp", family: Any = None
) -> str:
    """The verdict of a trace."""
    found: str = trace(topology, source, destination, protocol, port, family, remedies=False)["verdict"]
    return found


def blocked_by(
    topology: Topology, source: str, destination: str, port: int | None = 443, protocol: str = "tcp", family: Any = None
) -> list[Cause]:
    """What blocks a trace, nearest first; the trace has to be blocked or partial."""
    report = trace(topology, source, destination, protocol, port, family, remedies=False)
    assert report["verdict"] in ("blocked", "partial"), report
    return [(b["cause"], b["resource"]) for b in report["blockers"]]
