"""The engine agrees with a simulator that sends single packets, on random networks."""

from collections import Counter

from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from topology.checks.trace import trace
from topology.model import Topology

from ..simulator import Undetermined, verdict
from .random_networks import Question, networks, questions

SEEN: Counter[str] = Counter()
QUICK = settings(max_examples=300, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck), database=None)


def agree(data: st.DataObject) -> None:
    topology = data.draw(networks())
    for _n in range(4):
        asked = data.draw(questions(topology))
        compare(topology, asked)


def compare(topology: Topology, asked: Question) -> None:
    try:
        expected = verdict(topology, asked.source, asked.destination, asked.protocol, asked.port, 4 if asked.family == "ipv4" else 6)
    except Undetermined:
        return
    report = trace(topology, asked.source, asked.destination, asked.protocol, asked.port, asked.family)
    SEEN[expected] += 1
    note(f"{asked}: simulator {expected}, engine {report['verdict']} {report['blockers']}")
    assert report["verdict"] == expected


@QUICK
@given(st.data())
def test_a_trace_says_what_single_packets_do(data: st.DataObject) -> None:
    agree(data)
