"""What one hop does with one packet, for `simulator`: the interfaces and their addresses, route tables, network ACLs, security groups,
Block Public Access. Like all of the simulator it shares no code with the engine."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from topology.model import (
    Instance,
    NetworkAcl,
    NetworkInterface,
    PrefixList,
    Route,
    RouteTable,
    SecurityGroup,
    Subnet,
    Topology,
    Vpc,
    VpcBlockPublicAccessExclusion,
    VpcBlockPublicAccessOptions,
    VpnConnection,
    VpnGateway,
)

Address = IPv4Address | IPv6Address
Range = tuple[int, int]

TCP, UDP, ICMP, ICMPV6 = 6, 17, 1, 58
PROTOCOLS = {"tcp": TCP, "udp": UDP, "icmp": ICMP, "icmpv6": ICMPV6}
ECHO = {ICMP: (8, 0), ICMPV6: (128, 129)}  # request, reply
LINUX, WIDE, INTERNET = (32768, 60999), (1024, 65535), (32768, 65535)
NOBODYS = [
    ip_network(n)
    for n in (
        "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "192.0.0.0/24",
        "198.18.0.0/15", "224.0.0.0/4", "240.0.0.0/4",
    )
]  # fmt: skip
GLOBAL_IPV6 = ip_network("2000::/3")


class Dropped(Exception):
    """The packet goes no further, and why."""


class Undetermined(Exception):
    """AWS's documents do not say what happens here: the engine may say what it likes."""


@dataclass(frozen=True)
class Packet:
    """`port` is the destination port, for ICMP the type; `client_port` the port to which the answer goes."""

    source: Address
    destination: Address
    protocol: int
    port: int
    client_port: int

    def answer(self) -> "Packet":
        port = ECHO[self.protocol][1] if self.protocol in ECHO else self.client_port
        return Packet(self.destination, self.source, self.protocol, port, self.port)


@dataclass(frozen=True)
class Nic:
    """An interface with concrete addresses. `groups` None: no security group filters it."""

    owner: str
    subnet: str
    groups: frozenset[str] | None
    ipv4: Address | None = None
    ipv6: Address | None = None
    public: bool = False
    public_address: Address | None = None
    forwards: bool = False
    client_ports: Range = WIDE

    def address(self, version: int) -> Address | None:
        return self.ipv4 if version == 4 else self.ipv6


class Hops:
    """The records, with every interface at its concrete addresses; each method looks at one of them."""

    def __init__(
        self, topology: Topology, extra: Iterable[Nic] = (), strangers: Iterable[tuple[Address, int]] = ()
    ) -> None:
        self.topology = topology
        self.strangers = list(strangers)
        self.nics = [*self._held(), *extra]
        self.translates = False

    def _held(self) -> Iterator[Nic]:
        for i in self.topology.all(Instance):
            six = ip_address(i.ipv6_addresses[0]) if i.ipv6_addresses else None
            four = ip_address(i.private_ip_address) if i.private_ip_address else None
            yield Nic(
                i.id, i.subnet_id or "", frozenset(i.security_group_ids), four, six,
                public=bool(i.associate_public_ip_address), forwards=not i.source_dest_check,
            )  # fmt: skip
        for n in self.topology.all(NetworkInterface):
            four = ip_address(n.private_ip_addresses[0]) if n.private_ip_addresses else None
            six = ip_address(n.ipv6_addresses[0]) if n.ipv6_addresses else None
            public = ip_address(n.public_ip_address) if n.public_ip_address else None
            yield Nic(
                n.id,
                n.subnet_id or "",
                frozenset(n.security_group_ids),
                four,
                six,
                public=bool(public),
                public_address=public,
            )

    def _public_access(self, subnet_id: str, way: str, behind: str | None = None) -> None:
        """What the account's Block Public Access makes of a packet at the gateway of an interface in a subnet."""
        answers = (
            {self._lets(s, way) for s in (subnet_id, behind) if s}
            if way == "out by a gateway"
            else {self._lets(subnet_id, way)}
        )
        if len(answers) > 1 or None in answers:
            raise Undetermined  # only one of the NAT gateway and its client is excluded; a public address with egress alone
        if answers == {False}:
            raise Dropped(f"public access of {subnet_id} is blocked")

    def _lets(self, subnet_id: str, way: str, vpc_id: str | None = None) -> bool | None:
        mode = next((o.internet_gateway_block_mode for o in self.topology.all(VpcBlockPublicAccessOptions)), "off")
        exempt = [
            e.internet_gateway_exclusion_mode
            for e in self.topology.all(VpcBlockPublicAccessExclusion)
            if (e.subnet_id and e.subnet_id == subnet_id) or (e.vpc_id and e.vpc_id == (vpc_id or self._vpc(subnet_id)))
        ]
        if mode == "off" or "allow-bidirectional" in exempt:
            return True
        if mode == "block-ingress":
            return way == "out by a gateway"
        if "allow-egress" in exempt:
            return None if way == "out" else way != "in"
        return False

    def _internet(self, address: Address) -> None:
        if (address.version == 6 and address not in GLOBAL_IPV6) or any(
            address in n for n in NOBODYS if n.version == address.version
        ):
            raise Dropped(f"{address} is nobody's on the internet")
        if address.version == 6 and any(self._in_vpc(address, v.id) for v in self.topology.all(Vpc)):
            raise Dropped(f"{address} is of a VPC, where nobody has it")

    def _vpc(self, subnet_id: str) -> str | None:
        subnet = self.topology.resources[subnet_id]
        assert isinstance(subnet, Subnet)
        return subnet.vpc_id

    def _in_vpc(self, address: Address, vpc_id: str | None) -> bool:
        vpc = self.topology.resources[vpc_id or ""]
        assert isinstance(vpc, Vpc)
        return any(inside(address, c) for c in (*vpc.cidr_blocks, *vpc.ipv6_cidr_blocks))

    def _blocks_of_subnet(self, subnet_id: str, version: int) -> "_Blocks":
        subnet = self.topology.resources[subnet_id]
        assert isinstance(subnet, Subnet)
        return _Blocks(tuple(c for c in (subnet.cidr_block if version == 4 else subnet.ipv6_cidr_block,) if c))

    def _holder(self, address: Address, vpc_id: str | None) -> Nic:
        for nic in self.nics:
            if address in (nic.ipv4, nic.ipv6) and vpc_id in (None, self._vpc(nic.subnet)):
                return nic
        raise Dropped(f"no interface has {address}")

    def _route(self, subnet_id: str, destination: Address) -> Route | None:
        """The route that a subnet's table takes, None for the local one. Raises Dropped where there is none."""
        tables = self.topology.all(RouteTable)
        own = [t for t in tables if any(a.subnet_id == subnet_id for a in t.associations)]
        main = [t for t in tables if t.main and t.vpc_id == self._vpc(subnet_id)]
        best: tuple[int, int, Route | None] | None = None
        vpc = self.topology.resources[self._vpc(subnet_id) or ""]
        assert isinstance(vpc, Vpc)
        for cidr in (*vpc.cidr_blocks, *vpc.ipv6_cidr_blocks):
            if inside(destination, cidr):
                best = _better(best, (network_of(cidr).prefixlen, 3, None))
        table = (own or main or [RouteTable(id="none")])[0]
        for route in (*table.routes, *self._brought(table, vpc.id)):
            for cidr in self._targets(route):
                if inside(destination, cidr):
                    order = 0 if route.propagated else 1 if route.destination_prefix_list_id else 2
                    best = _better(best, (network_of(cidr).prefixlen, order, route))
        if best is None:
            raise Dropped(f"{subnet_id} has no route to {destination}")
        if best[2] is not None and best[2].state == "blackhole":
            raise Dropped(f"the route of {subnet_id} to {destination} is a black hole")
        return best[2]

    def _brought(self, table: RouteTable, vpc_id: str) -> Iterator[Route]:
        """The static routes of VPN connections whose gateway propagates them to a table."""
        for gateway in self.topology.all(VpnGateway):
            if gateway.vpc_id != vpc_id or not any(table.id in p.route_table_ids for p in gateway.propagations):
                continue
            for connection in self.topology.all(VpnConnection):
                for route in connection.routes if connection.vpn_gateway_id == gateway.id else ():
                    yield Route(
                        destination_cidr_block=route.destination_cidr_block, gateway_id=gateway.id, propagated=True
                    )

    def _targets(self, route: Route) -> list[str]:
        prefix_list = self.topology.resources.get(route.destination_prefix_list_id or "")
        if isinstance(prefix_list, PrefixList):
            return list(prefix_list.entries)
        return [c for c in (route.destination_cidr_block, route.destination_ipv6_cidr_block) if c]

    def _acl(self, subnet_id: str, packet: Packet, *, egress: bool) -> None:
        acls = self.topology.all(NetworkAcl)
        own = [a for a in acls if any(x.subnet_id == subnet_id for x in a.associations)]
        default = [a for a in acls if a.default and a.vpc_id == self._vpc(subnet_id)]
        if not own and not default:
            return
        acl = (own or default)[0]
        peer = packet.destination if egress else packet.source
        for entry in sorted(acl.entries, key=lambda e: e.rule_number):
            cidr = entry.cidr_block if peer.version == 4 else entry.ipv6_cidr_block
            number = int(entry.protocol)
            if entry.egress != egress or cidr is None or not inside(peer, cidr) or number not in (-1, packet.protocol):
                continue
            if number in (TCP, UDP) and not (entry.from_port or 0) <= packet.port <= (
                65535 if entry.to_port is None else entry.to_port
            ):
                continue
            if number in ECHO and entry.icmp_type not in (None, -1, packet.port):
                continue
            if entry.rule_action == "allow":
                return
            break
        raise Dropped(f"{acl.id} denies {packet} {'out of' if egress else 'into'} {subnet_id}")

    def _group(self, holder: Nic, packet: Packet, *, ingress: bool) -> None:
        if holder.groups is None:
            return
        peer = packet.source if ingress else packet.destination
        groups = [g for i in holder.groups if isinstance(g := self.topology.resources[i], SecurityGroup)]
        for group in groups:
            rules = group.security_group_ingress if ingress else group.security_group_egress
            if rules is None:
                return
            for rule in rules:
                number = -1 if rule.ip_protocol == "-1" else PROTOCOLS[rule.ip_protocol]
                if number not in (-1, packet.protocol):
                    continue
                if (
                    number in (TCP, UDP)
                    and rule.from_port is not None
                    and not rule.from_port <= packet.port <= (rule.to_port or 0)
                ):
                    continue
                if number in ECHO and rule.from_port not in (None, -1, packet.port):
                    continue
                if self._is_peer(rule.cidr_ipv4 or rule.cidr_ipv6, rule.prefix_list_id, rule.referenced_group_id, peer):
                    return
        raise Dropped(f"no group of {holder.owner} lets {packet} {'in' if ingress else 'out'}")

    def _is_peer(self, cidr: str | None, prefix_list: str | None, group: str | None, peer: Address) -> bool:
        if cidr:
            return inside(peer, cidr)
        if prefix_list:
            held = self.topology.resources[prefix_list]
            assert isinstance(held, PrefixList)
            return any(inside(peer, c) for c in held.entries)
        return any(group in (n.groups or ()) and peer in (n.ipv4, n.ipv6) for n in self.nics)


@dataclass(frozen=True)
class _Blocks:
    cidrs: tuple[str, ...]

    def __contains__(self, address: Address) -> bool:
        return any(inside(address, c) for c in self.cidrs)


network_of = cache(ip_network)


def inside(address: Address, cidr: str) -> bool:
    network = network_of(cidr)
    return network.version == address.version and address in network


def _better(
    old: tuple[int, int, Route | None] | None, new: tuple[int, int, Route | None]
) -> tuple[int, int, Route | None]:
    return new if old is None or new[:2] > old[:2] else old
