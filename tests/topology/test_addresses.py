"""Sets of integers obey the laws of sets, and addresses are read and written as people do."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from topology.addresses import EVERY, INTERNET, IntSet, addresses_of, describe, family_of, is_range, parse

SMALL = settings(derandomize=True, max_examples=300, deadline=None, database=None)
HIGHEST = 24
ranges = st.lists(
    st.tuples(st.integers(0, HIGHEST), st.integers(0, HIGHEST)).map(lambda r: (min(r), max(r))), max_size=6
)


def members(of: list[tuple[int, int]]) -> set[int]:
    return {n for low, high in of for n in range(low, high + 1)}


@SMALL
@given(ranges, ranges)
def test_union_intersection_and_difference_are_those_of_sets(
    a: list[tuple[int, int]], b: list[tuple[int, int]]
) -> None:
    x, y = IntSet(a), IntSet(b)
    assert set(x | y) == members(a) | members(b)
    assert set(x & y) == members(a) & members(b)
    assert set(x - y) == members(a) - members(b)
    assert (x <= y) == (members(a) <= members(b))


@SMALL
@given(ranges, ranges)
def test_equal_sets_compare_and_hash_equal_however_they_were_made(
    a: list[tuple[int, int]], b: list[tuple[int, int]]
) -> None:
    x, y = IntSet(a), IntSet(b)
    for one, other in (
        (x | y, IntSet([*a, *b])),
        (x - (x - y), x & y),
        ((x - y) | (x & y), x),
        (x, IntSet((n, n) for n in members(a))),
    ):
        assert one == other
        assert hash(one) == hash(other)
    assert (x == y) == (members(a) == members(b))


@SMALL
@given(ranges)
def test_ranges_are_sorted_disjoint_and_do_not_touch(a: list[tuple[int, int]]) -> None:
    held = IntSet(a).ranges
    assert all(low <= high for low, high in held)
    assert all(held[n][1] + 1 < held[n + 1][0] for n in range(len(held) - 1))
    assert IntSet(a).size == len(members(a))
    assert bool(IntSet(a)) == bool(members(a))


@SMALL
@given(ranges, st.integers(0, HIGHEST))
def test_membership_is_that_of_the_set(a: list[tuple[int, int]], n: int) -> None:
    assert (n in IntSet(a)) == (n in members(a))


def test_all_of_ipv6_has_a_size_and_is_true() -> None:
    assert EVERY["ipv6"].size == 2**128
    assert EVERY["ipv6"]


def test_a_cidr_is_read_with_its_family_and_length_even_with_host_bits() -> None:
    family, addresses, length = parse("10.0.1.7/24")
    assert (family, addresses.size, length) == ("ipv4", 256, 24)
    assert describe(addresses, family) == "10.0.1.0/24"
    assert family_of("2600:1f18::/56") == "ipv6"


@pytest.mark.parametrize("text", ["", "10.0.0.0/33", "example.com", "10.0.0", "https://example.com/x"])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse(text)
    assert not is_range(text)


def test_only_the_addresses_of_one_family_are_taken() -> None:
    assert describe(addresses_of(["10.0.0.0/8", "2001:db8::/32"], "ipv6"), "ipv6") == "2001:db8::/32"


def test_a_long_set_is_described_by_its_first_ranges() -> None:
    many = addresses_of([f"10.0.{n}.1" for n in range(9)], "ipv4")
    assert describe(many, "ipv4", most=2) == "10.0.0.1, 10.0.1.1, …"


@pytest.mark.parametrize(
    "address", ["10.1.2.3", "172.31.0.1", "192.168.1.1", "100.64.0.1", "169.254.169.254", "127.0.0.1", "224.0.0.1"]
)
def test_private_and_special_addresses_are_not_on_the_internet(address: str) -> None:
    assert not parse(address)[1] & INTERNET["ipv4"]


@pytest.mark.parametrize("address", ["8.8.8.8", "172.32.0.1", "100.128.0.1", "198.20.0.1"])
def test_public_addresses_are_on_the_internet(address: str) -> None:
    assert parse(address)[1] <= INTERNET["ipv4"]


def test_private_ipv6_is_not_on_the_internet() -> None:
    assert not parse("fd00::/8")[1] & INTERNET["ipv6"]
    assert parse("2600:1f18::/32")[1] <= INTERNET["ipv6"]
