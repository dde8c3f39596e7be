"""What the writer looks up often, found once: the blocks of the VPCs, and which groups' rules go in circles."""

from collections.abc import Iterator
from ipaddress import IPv4Network, IPv6Network, ip_network

from ..model import SecurityGroup, Topology, Vpc

Network = IPv4Network | IPv6Network


class Blocks:
    """The further blocks of all VPCs: those that Amazon provides, and what has a logical id of its own."""

    def __init__(self, topology: Topology) -> None:
        self._provided: dict[Network, list[tuple[str, int]]] = {}
        self._ids: dict[Network, list[str]] = {}
        for vpc in topology.all(Vpc):
            for index, ipv6 in enumerate(vpc.ipv6_cidr_block_associations):
                network = ip_network(ipv6.ipv6_cidr_block)
                if ipv6.amazon_provided:
                    self._provided.setdefault(network, []).append((vpc.id, index))
                if ipv6.id:
                    self._ids.setdefault(network, []).append(ipv6.id)
            for block in vpc.cidr_block_associations:
                if block.id:
                    self._ids.setdefault(ip_network(block.cidr_block), []).append(block.id)
        self._lengths = sorted({(n.version, n.prefixlen) for n in (*self._provided, *self._ids)})

    def provided(self, network: Network, vpc: str | None) -> tuple[str, int, Network] | None:
        """The Amazon-provided block that holds a network, as (VPC, number among its IPv6 blocks, block).

        Where VPCs have the same stand-in, the named one's is meant.
        """
        for whole in self._around(network):
            found = self._provided.get(whole)
            if found:
                id, index = next((f for f in found if f[0] == vpc), found[0])
                return id, index, whole
        return None

    def ids_around(self, network: Network) -> list[str]:
        """The ids of the further blocks that hold a network."""
        return [id for whole in self._around(network) for id in self._ids.get(whole, ())]

    def _around(self, network: Network) -> Iterator[Network]:
        for version, length in self._lengths:
            if version == network.version and length <= network.prefixlen:
                yield network.supernet(new_prefix=length)


def circles(topology: Topology) -> dict[str, int]:
    """A number for each security group, the same for groups whose inline rules lead from one to the other and back.

    Tarjan's algorithm for strongly connected components, without recursion.
    """
    links = {
        g.id: [r.referenced_group_id for r in (*g.security_group_ingress, *(g.security_group_egress or ())) if not r.id]
        for g in topology.all(SecurityGroup)
    }
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    component: dict[str, int] = {}
    stack: list[str] = []
    for start in links:
        if start in number:
            continue
        work = [(start, iter(links[start]))]
        number[start] = low[start] = len(number)
        stack.append(start)
        while work:
            node, rest = work[-1]
            for target in rest:
                if target is None or target not in links:
                    continue
                if target not in number:
                    number[target] = low[target] = len(number)
                    stack.append(target)
                    work.append((target, iter(links[target])))
                    break
                if target not in component:
                    low[node] = min(low[node], number[target])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == number[node]:
                    while node not in component:
                        component[stack.pop()] = number[node]
    return component
