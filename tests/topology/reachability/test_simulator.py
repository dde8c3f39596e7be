"""The engine agrees with a simulator that sends single packets, on random networks.

The quick run draws the same 200 networks every time; `make test-long` draws 10,000, others each time, and asks four questions of
each. `--hypothesis-show-statistics` says how many there were, and how they were answered.
"""

from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, note, settings
from hypothesis import strategies as st

from topology.checks.trace import trace
from topology.model import Topology

from ..simulator_hops import Undetermined
from ..single_packets import verdict
from .random_networks import Question, networks, questions

COMMON: dict[str, Any] = {"deadline": None, "suppress_health_check": list(HealthCheck), "database": None}


@settings(max_examples=200, derandomize=True, **COMMON)
@given(st.data())
def test_a_trace_says_what_single_packets_do(data: st.DataObject) -> None:
    _ask(data)


@pytest.mark.long
@settings(max_examples=10_000, **COMMON)
@given(st.data())
def test_a_trace_says_what_single_packets_do_in_many_networks(data: st.DataObject) -> None:
    _ask(data)


def _ask(data: st.DataObject) -> None:
    topology = data.draw(networks())
    event("networks")
    for _n in range(4):
        _compare(topology, data.draw(questions(topology)))


def _compare(topology: Topology, asked: Question) -> None:
    try:
        expected = verdict(
            topology, asked.source, asked.destination, asked.protocol, asked.port, 4 if asked.family == "ipv4" else 6
        )
    except Undetermined:
        event("AWS's documents do not say")
        return
    event(expected)
    report = trace(topology, asked.source, asked.destination, asked.protocol, asked.port, asked.family, remedies=False)
    note(f"{asked}: the simulator says {expected}, the engine {report['verdict']} because of {report['blockers']}")
    assert report["verdict"] == expected
