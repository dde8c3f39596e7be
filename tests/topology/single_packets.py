"""Every packet that could make a difference, sent through the simulator.

Where the engine says "reachable", every packet that an end may send has to get through and be answered; "blocked" means that none
is; "partial" means that some are. What could make a difference are the addresses and ports on both sides of every boundary that a
rule, an ACL entry or a route draws.
"""

from collections.abc import Iterator
from dataclasses import replace
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from itertools import product

from topology.model import (
    Instance,
    NetworkAcl,
    NetworkInterface,
    PrefixList,
    RouteTable,
    SecurityGroup,
    Subnet,
    Topology,
    TransitGatewayRouteTable,
    Workload,
)

from .simulator import World
from .simulator_hops import (
    ECHO,
    ICMP,
    ICMPV6,
    INTERNET,
    LINUX,
    PROTOCOLS,
    WIDE,
    Address,
    Dropped,
    Nic,
    Undetermined,
    inside,
)

TEST_NETS = ("198.51.100.9", "203.0.113.77")  # documentation's, which the engine takes for somebody's


def verdict(topology: Topology, source: str, destination: str, protocol: str, port: int | None, version: int) -> str:
    """What `trace` has to say: `reachable`, `blocked` or `partial`. Raises Undetermined where AWS's documents do not say.

    The ends are ids of instances, interfaces or workloads in one subnet, or addresses.
    """
    marks = _Marks(topology)
    results = set()
    number = {4: ICMP, 6: ICMPV6}[version] if protocol == "icmp" else PROTOCOLS[protocol]
    for start in _places(topology, marks, source, version, sends=True):
        for goal in _places(topology, marks, destination, version, sends=False):
            if (
                isinstance(start, Nic)
                and isinstance(goal, Nic)
                and goal.address(version) == start.address(version) is not None
            ):
                continue  # two tasks never share an address
            extra = [n for n in (start, goal) if isinstance(n, Nic) and _is_guest(topology, n)]
            world = World(topology, extra, marks.strangers())
            address = goal.address(version) if isinstance(goal, Nic) else goal
            if address is None:
                results.add(False)
                continue
            private = address.version == 4 and destination == str(address)
            ports = [ECHO[number][0]] if number in ECHO else [port] if port is not None else marks.ports(0, 65535)
            clients = marks.ports(*(start.client_ports if isinstance(start, Nic) else INTERNET))
            for each, client in product(ports, clients):
                results.update(_works(world, start, address, number, each, client, marks.ports(*WIDE), private))
    if not results:
        raise Undetermined
    return "partial" if len(results) == 2 else "reachable" if results == {True} else "blocked"


def _works(
    world: World,
    source: Nic | Address,
    destination: Address,
    protocol: int,
    port: int,
    client: int,
    translated: list[int],
    private: bool,
) -> Iterator[bool]:
    """Whether the exchange works, for each port that a translation may choose where there is one."""
    for nat_port in translated:
        world.translates = False
        try:
            world.exchange(source, destination, protocol, port, client, nat_port, private=private)
        except Dropped:
            yield False
        else:
            yield True
        if not world.translates:
            return


def _is_guest(topology: Topology, nic: Nic) -> bool:
    return not isinstance(topology.resources.get(nic.owner), Instance | NetworkInterface)


def _places(topology: Topology, marks: "_Marks", end: str, version: int, *, sends: bool) -> list[Nic | Address]:
    """An end at each address that could make a difference. An address of a subnet that nobody holds sends as a bare interface."""
    resource = topology.resources.get(end)
    if isinstance(resource, Workload):
        return list(_tasks(topology, marks, resource, version))
    world = World(topology)
    if resource is not None:
        return [n for n in world.nics if n.owner == end]
    address = ip_address(end)
    held = [n for n in world.nics if address in (n.ipv4, n.ipv6) or (sends and address == n.public_address)]
    if held:
        return [held[0]]
    for subnet in topology.all(Subnet):
        if any(inside(address, c) for c in (subnet.cidr_block, subnet.ipv6_cidr_block) if c):
            four, six = (address, None) if version == 4 else (None, address)
            return [Nic(end, subnet.id, None, four, six) if sends else address]
    return [address]


def _tasks(topology: Topology, marks: "_Marks", workload: Workload, version: int) -> Iterator[Nic]:
    subnet = topology.resources[workload.subnets[0]]
    assert isinstance(subnet, Subnet)
    groups, public = frozenset(workload.security_groups), workload.assign_public_ip == "ENABLED"
    nic = Nic(workload.id, subnet.id, groups, public=public, client_ports=LINUX)
    if version == 4 and subnet.cidr_block:
        network = ip_network(subnet.cidr_block)
        low, high = int(network.network_address) + 4, int(network.broadcast_address) - 1
        taken = {n.ipv4 for n in World(topology).nics}
        free = [a for a in map(IPv4Address, marks.addresses(low, high, 4)) if a not in taken]
        yield from (replace(nic, ipv4=a) for a in free)
    elif version == 6 and subnet.ipv6_cidr_block and subnet.assign_ipv6_address_on_creation:
        network = ip_network(subnet.ipv6_cidr_block)
        low, high = int(network.network_address), int(network.broadcast_address)
        yield from (replace(nic, ipv6=IPv6Address(a)) for a in marks.addresses(low, high, 6))
    else:
        yield nic


class _Marks:
    """The boundaries that the topology's rules, entries and routes draw through addresses and ports."""

    def __init__(self, topology: Topology) -> None:
        cidrs: set[str] = set()
        ports: set[int] = set()
        for group in topology.all(SecurityGroup):
            for rule in (*group.security_group_ingress, *(group.security_group_egress or ())):
                cidrs.update(c for c in (rule.cidr_ipv4, rule.cidr_ipv6) if c)
                ports.update(_edges(rule.from_port, rule.to_port))
        for acl in topology.all(NetworkAcl):
            for entry in acl.entries:
                cidrs.update(c for c in (entry.cidr_block, entry.ipv6_cidr_block) if c)
                ports.update(_edges(entry.from_port, entry.to_port))
        for table in topology.all(RouteTable):
            for route in table.routes:
                cidrs.update(c for c in (route.destination_cidr_block, route.destination_ipv6_cidr_block) if c)
        for table in topology.all(TransitGatewayRouteTable):
            cidrs.update(r.destination_cidr_block for r in table.routes if r.destination_cidr_block)
        for prefix_list in topology.all(PrefixList):
            cidrs.update(prefix_list.entries)
        self._cidrs = [ip_network(c) for c in sorted(cidrs)]
        self._ports = ports

    def ports(self, low: int, high: int) -> list[int]:
        return sorted({low, high, *(p for p in self._ports if low <= p <= high)})

    def strangers(self) -> list[tuple[Address, int]]:
        """Addresses of the internet, and client ports there, of which a rule may tell one from another."""
        found = {
            a for a in self.addresses(0, 2**32 - 1, 4) if IPv4Address(a).is_global or str(IPv4Address(a)) in TEST_NETS
        }
        found |= {int(IPv4Address(a)) for a in TEST_NETS}
        return list(product(map(IPv4Address, sorted(found)), self.ports(*INTERNET)))

    def addresses(self, low: int, high: int, version: int) -> list[int]:
        found = {low, high}
        for network in self._cidrs:
            if network.version == version:
                first, last = int(network.network_address), int(network.broadcast_address)
                found.update(a for a in (first - 1, first, last, last + 1) if low <= a <= high)
        return sorted(found)


def _edges(low: int | None, high: int | None) -> set[int]:
    return {p for edge in (low, high) if edge is not None for p in (edge - 1, edge, edge + 1) if 0 <= p <= 65535}
