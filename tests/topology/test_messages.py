"""What people read: the messages of every report, about every cause that the networks of the tests have."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from topology.checks import check, trace
from topology.model import TransitGateway, TransitGatewayAttachment
from topology.reachability.naming import has_marks

from .builders import entry, network, rule
from .incidents.table import INCIDENTS
from .incidents.test_incidents import name_of, report

# A kind and then an article, as in "Route table the main route table"; the same word twice; words that stand for what is missing.
DOUBLED = re.compile(
    r"\b(?:table|group|ACL|VPC|[Ss]ubnet|gateway|balancer|endpoint) (?:the|an?)\b|\b([A-Za-z]+) \1\b|\bNone\b|  | [,.](?: |$)"
)
SAID = ("message", "fix", "title", "because", "detail", "reason")


def said(part: Any) -> Iterator[str]:
    """Every text of a report that people read."""
    if isinstance(part, dict):
        for key, value in part.items():
            yield from [value] if key in SAID and isinstance(value, str) else said(value)
    elif isinstance(part, list):
        for value in part:
            yield from [value] if isinstance(value, str) else said(value)


def wrong(part: Any) -> list[str]:
    return [text for text in said(part) if DOUBLED.search(text) or has_marks(text)]


@pytest.mark.parametrize("name", [name_of(incident) for incident in INCIDENTS])
def test_no_message_of_an_incident_says_a_word_twice(name: str) -> None:
    assert wrong(report(name)) == []


def test_what_the_input_leaves_out_is_named_in_words() -> None:
    made = network().vpc().subnet("one").subnet("two", "b").service("app", ["one"], groups=[]).database("db", "two", [])
    made.change("rtb-one", associations=()).acl("acl", "two", entry(100, "deny"))
    topology = made.build()
    assert wrong(check(topology)) == []
    found = trace(topology, "app", "10.0.1.77", "tcp", 443)
    assert wrong(found) == []
    assert [b["message"] for b in trace(topology, "10.0.0.9", "app", "tcp", 80)["blockers"]] == [
        "The VPC's default security group of app does not let tcp 80 in from 10.0.0.9."
    ]
    assert "The main route table of subnet one has no route to the internet." in list(said(check(topology)))


def test_the_default_route_table_of_a_transit_gateway_is_named_once() -> None:
    made = network().vpc().subnet("one").service("app", "one").add(TransitGateway(id="tgw"))
    made.add(TransitGatewayAttachment(id="attached", transit_gateway_id="tgw", vpc_id="vpc", subnet_ids=("one",)))
    found = trace(made.route("one", "0.0.0.0/0", "tgw").build(), "app", "8.8.8.8", "tcp", 443)
    assert wrong(found) == []
    assert [b["message"] for b in found["blockers"]] == [
        "The default route table of transit gateway tgw has no route to the destination."
    ]


def test_a_group_that_lets_nothing_out_is_said_with_the_other_end() -> None:
    made = (
        network().vpc().subnet("one").subnet("two", "b").group("closed", egress=[rule(port=80)]).group("open", [rule()])
    )
    topology = made.service("app", ["one"], ["closed"]).database("db", "two", ["open"]).build()
    (blocker,) = trace(topology, "app", "db", "tcp", 5432)["blockers"]
    assert blocker["message"] == "Security group closed of app does not let tcp 5432 out to db."
