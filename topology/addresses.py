"""Sets of integers kept as ranges, and the IPv4 and IPv6 addresses that they stand for.

An `IntSet` holds addresses (32 or 128 bits wide: the family is known from where the set stands), ports or protocol
numbers. Sets are immutable and canonical: equal sets compare equal.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
    summarize_address_range,
)
from typing import Literal

Family = Literal["ipv4", "ipv6"]
BITS: dict[str, int] = {"ipv4": 32, "ipv6": 128}


class IntSet:
    """A set of non-negative integers, as sorted disjoint inclusive ranges that do not touch."""

    __slots__ = ("_hash", "ranges")

    def __init__(self, ranges: Iterable[tuple[int, int]] = ()) -> None:
        merged: list[tuple[int, int]] = []
        for low, high in sorted(ranges):
            if merged and low <= merged[-1][1] + 1:
                if high > merged[-1][1]:
                    merged[-1] = (merged[-1][0], high)
            else:
                merged.append((low, high))
        self.ranges = tuple(merged)
        self._hash: int | None = None

    @classmethod
    def _of(cls, ranges: Iterable[tuple[int, int]]) -> "IntSet":
        """A set of ranges that are already canonical."""
        new = object.__new__(cls)
        new.ranges = tuple(ranges)
        new._hash = None
        return new

    @classmethod
    def single(cls, value: int) -> "IntSet":
        return cls._of(((value, value),))

    @classmethod
    def span(cls, low: int, high: int) -> "IntSet":
        """Every integer from low to high, both included; nothing when high is below low."""
        return cls._of(((low, high),)) if low <= high else cls._of(())

    def __and__(self, other: "IntSet") -> "IntSet":
        if self is other:
            return self
        a, b = self.ranges, other.ranges
        if len(a) == 1 and len(b) == 1:  # by far the commonest case
            (low, high), (start, end) = a[0], b[0]
            if start <= low and high <= end:
                return self
            if low <= start and end <= high:
                return other
            low, high = max(low, start), min(high, end)
            return IntSet._of(((low, high),)) if low <= high else NOTHING
        if a == b:
            return self
        found, i, j = [], 0, 0
        while i < len(a) and j < len(b):
            low, high = max(a[i][0], b[j][0]), min(a[i][1], b[j][1])
            if low <= high:
                found.append((low, high))
            if a[i][1] < b[j][1]:
                i += 1
            else:
                j += 1
        return IntSet._of(found)

    def __or__(self, other: "IntSet") -> "IntSet":
        return self if self.ranges == other.ranges else IntSet((*self.ranges, *other.ranges))

    def __sub__(self, other: "IntSet") -> "IntSet":
        left: list[tuple[int, int]] = []
        cuts = other.ranges
        start = 0
        for low, high in self.ranges:
            while start < len(cuts) and cuts[start][1] < low:
                start += 1
            k, rest = start, low
            while k < len(cuts) and cuts[k][0] <= high:
                if cuts[k][0] > rest:
                    left.append((rest, cuts[k][0] - 1))
                rest = cuts[k][1] + 1
                k += 1
            if rest <= high:
                left.append((rest, high))
        return IntSet._of(left)

    def __le__(self, other: "IntSet") -> bool:
        if self is other:
            return True
        mine = self.ranges
        if len(other.ranges) == 1:
            low, high = other.ranges[0]
            return not mine or (low <= mine[0][0] and mine[-1][1] <= high)
        return (self & other).ranges == mine

    def __bool__(self) -> bool:
        return bool(self.ranges)

    def __len__(self) -> int:
        return self.size

    @property
    def size(self) -> int:
        """How many integers it holds (`len` fails above 2**63: IPv6)."""
        return sum(high - low + 1 for low, high in self.ranges)

    def __contains__(self, value: int) -> bool:
        return any(low <= value <= high for low, high in self.ranges)

    def __iter__(self) -> Iterator[int]:
        for low, high in self.ranges:
            yield from range(low, high + 1)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, IntSet) and self.ranges == other.ranges

    def __hash__(self) -> int:
        if self._hash is None:
            self._hash = hash(self.ranges)
        return self._hash

    def __repr__(self) -> str:
        return f"IntSet({list(self.ranges)!r})"


NOTHING = IntSet()
EVERY: dict[str, IntSet] = {family: IntSet.span(0, 2**bits - 1) for family, bits in BITS.items()}


@lru_cache(maxsize=65536)
def parse(text: str) -> tuple[Family, IntSet, int]:
    """A CIDR or an address as (family, addresses, prefix length). Raises ValueError for anything else."""
    network: IPv4Network | IPv6Network = ip_network(text, strict=False)
    family: Family = "ipv4" if network.version == 4 else "ipv6"
    low = int(network.network_address)
    return family, IntSet.span(low, low + network.num_addresses - 1), network.prefixlen


def family_of(text: str) -> Family:
    """The family of a CIDR or an address."""
    return parse(text)[0]


def addresses_of(texts: Iterable[str], family: Family) -> IntSet:
    """All the addresses of this family in these CIDRs and addresses."""
    found = [parse(text) for text in texts]
    return IntSet(r for of, held, _length in found if of == family for r in held.ranges) if found else NOTHING


def describe(addresses: IntSet, family: Family, most: int = 4) -> str:
    """The set as CIDRs, shortened after `most`."""
    kind: type[IPv4Address | IPv6Address] = IPv4Address if family == "ipv4" else IPv6Address
    parts: list[str] = []
    for low, high in addresses.ranges:
        for network in summarize_address_range(kind(low), kind(high)):
            parts.append(str(network.network_address) if network.prefixlen == network.max_prefixlen else str(network))
            if len(parts) > most:
                return ", ".join(parts[:most]) + ", …"
    return ", ".join(parts)


def is_address(text: str) -> bool:
    """Whether the text is one address."""
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def is_range(text: str) -> bool:
    """Whether the text is an address or a CIDR."""
    try:
        parse(text)
    except ValueError:
        return False
    return True


def _set(*texts: str) -> IntSet:
    return IntSet(r for t in texts for r in parse(t)[1].ranges)


# RFC 1918 and RFC 6598, which an internet gateway does not carry; https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html
PRIVATE_IPV4 = _set("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10")
# Addresses that are nobody's on the internet: IANA's special-purpose registries.
SPECIAL_IPV4 = _set(
    "0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "192.0.0.0/24", "198.18.0.0/15", "224.0.0.0/4", "240.0.0.0/4"
)  # fmt: skip
NAT64_PREFIX = parse("64:ff9b::/96")[1]

# What "the internet" is: every address that can be somebody's there.
INTERNET: dict[str, IntSet] = {
    "ipv4": EVERY["ipv4"] - PRIVATE_IPV4 - SPECIAL_IPV4,
    "ipv6": parse("2000::/3")[1],
}
