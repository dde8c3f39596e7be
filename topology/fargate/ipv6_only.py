"""What a task in an IPv6-only subnet reaches by a name: the name's IPv6 addresses, or its IPv4 ones through DNS64 and NAT64.

https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-nat64-dns64.html,
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html, "Using a VPC in IPv6-only mode".
"""

from ..addresses import NAT64_PREFIX, IntSet, addresses_of
from ..i18n import _
from ..model import Subnet, Topology
from ..reachability import Blocker, Outcome, Outside, Position, either_reading, internet, walk
from ..reachability.branch import label


def over_nat64(
    topology: Topology, source: Position, host: str, numbers: IntSet, ports: IntSet, addresses: IntSet | None = None
) -> Outcome:
    """Whether a task without an IPv4 address reaches a host that has nothing else: by the addresses that DNS64 makes of its own, which
    are `addresses`, or not in the input."""
    subnet = topology.get(Subnet, source.subnet)
    if subnet is not None and topology.is_unresolved(subnet.id, "enable_dns64"):
        return Outcome.unknown(_("whether subnet %s has DNS64 is not known") % subnet.label, subnet.id, "subnet")
    if subnet is None or not subnet.enable_dns64:
        text = _("%(host)s has IPv4 addresses only; %(who)s has none, and its subnet no DNS64.")
        values = {"host": host, "who": label(topology, source.owner)}
        return Outcome.blocked(Blocker("NO_IPV4_ADDRESS", source.owner, text % values))
    base = NAT64_PREFIX.ranges[0][0]
    own = internet(topology, "ipv4") if addresses is None else addresses
    made = IntSet((base + low, base + high) for low, high in own.ranges)
    there = Outside(host, made, exact=addresses is not None)
    return Outcome.of(walk(topology, source, there, "ipv6", numbers, ports))


def to_ipv4_address(topology: Topology, source: Position, address: str, numbers: IntSet, ports: IntSet) -> Outcome:
    """Whether such a task reaches an IPv4 address or range: where it asks for it by a name, since DNS64 makes nothing of an address."""
    outcome = over_nat64(topology, source, address, numbers, ports, addresses_of([address], "ipv4"))
    if outcome.verdict == "blocked":
        return outcome
    doubt = _("whether %s is asked for by a name, of which DNS64 makes an IPv6 address, is not in the input") % address
    return either_reading(outcome, Outcome.unknown(doubt), doubt)


def by_ipv4_only_name(
    topology: Topology, source: Position, host: str, numbers: IntSet, ports: IntSet, by_endpoint: Outcome | None
) -> Outcome:
    """Whether such a task reaches an AWS service by a name with IPv4 addresses only.

    `by_endpoint` is what holds if a dual-stack endpoint answers it, where there is one: AWS's pages disagree on that.
    """
    outcome = over_nat64(topology, source, host, numbers, ports)
    if by_endpoint is not None:
        doubt = _("AWS's pages disagree whether the endpoint of %s serves IPv6-only tasks") % host
        return either_reading(by_endpoint, outcome, doubt)
    if outcome.verdict == "blocked":
        return outcome
    doubt = _("%s has IPv4 addresses only, and AWS documents its dual-stack name for IPv6-only tasks") % host
    return either_reading(outcome, Outcome.unknown(doubt), doubt)


def by_public_name(
    topology: Topology, source: Position, host: str, over_ipv6: Outcome, numbers: IntSet, ports: IntSet
) -> Outcome:
    """Whether such a task reaches a host outside AWS, whose addresses the input does not say."""
    doubt = _("whether %s has an IPv6 address is not in the input, and it decides") % host
    return either_reading(over_ipv6, over_nat64(topology, source, host, numbers, ports), doubt)
