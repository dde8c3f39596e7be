"""Traffic obeys the laws of sets of packets."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from topology.addresses import EVERY, Family, IntSet, parse
from topology.traffic import (
    EVERY_PORT,
    EVERY_PROTOCOL,
    ICMP,
    ICMPV6,
    TCP,
    UDP,
    Box,
    Traffic,
    asked,
    protocol_numbers,
)

SMALL = settings(derandomize=True, max_examples=200, deadline=None, database=None)
Packet = tuple[str, int, int, int, int]
PROTOCOLS, N = (ICMP, TCP, UDP), 3


def sets(highest: int) -> st.SearchStrategy[IntSet]:
    return st.sets(st.integers(0, highest)).map(lambda s: IntSet((n, n) for n in s))


protocol_sets = st.sets(st.sampled_from(PROTOCOLS)).map(lambda s: IntSet((n, n) for n in s))
boxes = st.builds(Box, st.sampled_from(("ipv4", "ipv6")), protocol_sets, sets(N), sets(N), sets(N))
traffics = st.lists(boxes, max_size=4).map(Traffic)


def packets(traffic: Traffic) -> set[Packet]:
    """Every packet, by looking at each box alone; a packet in two boxes would be a fault."""
    found: list[Packet] = []
    for box in traffic.boxes:
        found += product((box.family,), box.protocols, box.ports, box.sources, box.destinations)
    assert len(found) == len(set(found)), "boxes overlap"
    return set(found)


@SMALL
@given(st.lists(boxes, max_size=4))
def test_traffic_is_the_union_of_its_boxes(held: list[Box]) -> None:
    every = {p for b in held for p in product((b.family,), b.protocols, b.ports, b.sources, b.destinations)}
    assert packets(Traffic(held)) == every


@SMALL
@given(traffics, traffics)
def test_union_intersection_and_difference_are_those_of_sets(a: Traffic, b: Traffic) -> None:
    assert packets(a | b) == packets(a) | packets(b)
    assert packets(a & b) == packets(a) & packets(b)
    assert packets(a - b) == packets(a) - packets(b)


@SMALL
@given(traffics, traffics)
def test_comparison_is_that_of_sets(a: Traffic, b: Traffic) -> None:
    assert (a <= b) == (packets(a) <= packets(b))
    assert (a == b) == (packets(a) == packets(b))
    assert bool(a) == bool(packets(a))
    assert (a - b) | (a & b) == a


@SMALL
@given(traffics, sets(N))
def test_the_part_to_some_destinations_goes_to_them_only(a: Traffic, to: IntSet) -> None:
    assert packets(a.to(to)) == {p for p in packets(a) if p[4] in to}


@SMALL
@given(traffics, sets(N))
def test_translated_traffic_keeps_all_but_the_address(a: Traffic, other: IntSet) -> None:
    assert packets(a.with_sources(other)) == {(*p[:3], s, p[4]) for p in packets(a) for s in other}
    assert packets(a.with_destinations(other)) == {(*p[:4], d) for p in packets(a) for d in other}


@SMALL
@given(traffics)
def test_a_dimension_holds_what_occurs_in_it(a: Traffic) -> None:
    assert set(a.dimension("ports")) == {p[2] for p in packets(a)}
    assert set(a.dimension("sources")) == {p[3] for p in packets(a)}


@SMALL
@given(traffics, traffics)
def test_traffic_loses_its_answer_where_the_answer_is_denied(a: Traffic, denied: Traffic) -> None:
    lost = {(p[0], p[1], p[4], p[3]) for p in packets(denied)}  # protocol and ends, turned around
    assert packets(a.without_answer(denied)) == {p for p in packets(a) if (p[0], p[1], p[3], p[4]) in lost}


def one(family: Family = "ipv4", protocols: IntSet = EVERY_PROTOCOL, ports: IntSet = EVERY_PORT) -> Traffic:
    return Traffic.of(
        family, protocols, ports, parse("10.0.0.1")[1] if family == "ipv4" else EVERY["ipv6"], EVERY[family]
    )


def test_the_answer_goes_back_to_the_client_port() -> None:
    answer = one(protocols=IntSet.single(TCP), ports=IntSet.single(443)).reply(IntSet.span(32768, 60999))
    assert answer.dimension("ports") == IntSet.span(32768, 60999)
    assert answer.dimension("destinations") == parse("10.0.0.1")[1]


@pytest.mark.parametrize(
    ("family", "protocol", "request_type", "reply_type"), [("ipv4", ICMP, 8, 0), ("ipv6", ICMPV6, 128, 129)]
)
def test_a_ping_is_answered_by_an_echo_reply(family: Family, protocol: int, request_type: int, reply_type: int) -> None:
    ping = one(family, IntSet.single(protocol), IntSet.single(request_type))
    assert ping.reply(IntSet.span(1024, 65535)).dimension("ports") == IntSet.single(reply_type)


def test_what_has_no_ports_may_be_answered_by_anything_of_its_protocol() -> None:
    assert one(protocols=IntSet.single(47)).reply(IntSet.span(1024, 65535)).dimension("ports") == EVERY_PORT


@pytest.mark.parametrize(
    ("text", "numbers"), [("tcp", [6]), ("TCP", [6]), ("17", [17]), ("icmp", [1]), ("icmpv6", [58])]
)
def test_protocols_are_read_by_name_and_number(text: str, numbers: list[int]) -> None:
    assert list(protocol_numbers(text)) == numbers


@pytest.mark.parametrize("text", ["-1", "all"])
def test_every_protocol_has_two_names(text: str) -> None:
    assert protocol_numbers(text) == EVERY_PROTOCOL


@pytest.mark.parametrize("text", ["", "foo", "256", "-2"])
def test_what_is_no_protocol_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        protocol_numbers(text)


def test_a_person_who_asks_for_icmp_means_a_ping_of_the_family() -> None:
    assert asked("icmp", None, "ipv4") == (IntSet.single(ICMP), IntSet.single(8))
    assert asked("icmp", None, "ipv6") == (IntSet.single(ICMPV6), IntSet.single(128))
    assert asked("tcp", None, "ipv4") == (IntSet.single(TCP), EVERY_PORT)


def test_traffic_is_described_in_a_few_words() -> None:
    traffic = Traffic.of("ipv4", IntSet.single(TCP), IntSet.single(443), None, parse("10.0.0.0/16")[1])
    assert traffic.describe() == "tcp 443 to 10.0.0.0/16"
