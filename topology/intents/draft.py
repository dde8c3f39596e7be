"""Changes in the making: each is applied at once, so that the next is made on what there is then."""

from collections.abc import Iterable
from ipaddress import ip_network
from typing import Any

from ..i18n import _
from ..model import (
    EgressOnlyInternetGateway,
    InternetGateway,
    NatGateway,
    Route,
    RouteTable,
    Subnet,
    Topology,
    Vpc,
    VpcEndpoint,
    Workload,
)
from ..model.applying import apply
from ..model.changes import parse as parse_changes
from ..reachability.routing import table_of
from ..remedies.case import ALL_IPV4, ALL_IPV6, Change, add, connect, set_fields

NAT64 = "64:ff9b::/96"


class CannotBe(ValueError):
    """There is no way to what is wanted here; the message says why, for a person."""


class Draft:
    """A topology, the changes made to it so far, and questions about how it is now."""

    def __init__(self, topology: Topology) -> None:
        self.topology = topology
        self.changes: list[Change] = []

    def do(self, *changes: Change) -> None:
        """Make these changes."""
        self.topology = apply(self.topology, parse_changes(changes))
        self.changes.extend(changes)

    def new_id(self, base: str) -> str:
        """An id that no resource has, made from letters and digits."""
        stem = "".join(c for c in base if c.isascii() and c.isalnum()) or "Resource"
        id, n = stem, 2
        while self.topology.find(id) is not None:
            id, n = f"{stem}{n}", n + 1
        return id

    def add(self, type: str, base: str, **fields: Any) -> str:
        """A new resource; its id."""
        id = self.new_id(base)
        self.do(add(type=type, id=id, **fields))
        return id

    def set(self, id: str, **values: Any) -> None:
        """Set fields of a resource, where they are not so already."""
        held = self.topology.find(id)
        fresh = {name: value for name, value in values.items() if getattr(held, name) != value}
        if fresh:
            self.do(set_fields(id, **fresh))

    def subnet(self, id: str) -> Subnet:
        found = self.topology.get(Subnet, id)
        assert found is not None, id
        return found

    def workloads_in(self, subnet: str) -> list[Workload]:
        return [w for w in self.topology.workloads if subnet in w.subnets]

    def subnets_of(self, vpc: str | None) -> list[Subnet]:
        return [s for s in self.topology.all(Subnet) if s.vpc_id == vpc]

    # Gateways

    def internet_gateway(self, vpc: str) -> str:
        """The VPC's internet gateway: its own, one that is attached nowhere, or a new one."""
        gateways = self.topology.all(InternetGateway)
        own = next((g for g in gateways if g.vpc_id == vpc), None) or next((g for g in gateways if not g.vpc_id), None)
        if own is None:
            return self.add("InternetGateway", "InternetGateway", vpc_id=vpc)
        self.set(own.id, vpc_id=vpc)
        return own.id

    def egress_only_gateway(self, vpc: str) -> str:
        own = next((g for g in self.topology.all(EgressOnlyInternetGateway) if g.vpc_id == vpc), None)
        return own.id if own else self.add("EgressOnlyInternetGateway", "EgressOnlyInternetGateway", vpc_id=vpc)

    # Route tables

    def routes(self, subnet: str) -> tuple[Route, ...]:
        table = table_of(self.topology, subnet)[0]
        return table.routes if table else ()

    def kind(self, subnet: str) -> str:
        """public: a route to an internet gateway; private: a default route elsewhere; isolated: neither."""
        routes = [r for r in self.routes(subnet) if r.state == "active"]
        if any(self.topology.get(InternetGateway, r.gateway_id) and _is_default(r) for r in routes):
            return "public"
        return "private" if any(_is_default(r) for r in routes) else "isolated"

    def own_table(self, subnet: str) -> str:
        """A route table that this subnet has for itself; where it shares one, a copy takes its place, endpoints and all."""
        table = table_of(self.topology, subnet)[0]
        vpc = self.subnet(subnet).vpc_id
        association = {"subnet_id": subnet}
        if table is None:
            return self.add("RouteTable", f"{subnet}RouteTable", vpc_id=vpc, associations=[association])
        users = {a.subnet_id for a in table.associations}
        if users == {subnet} and not table.main:
            return table.id
        routes = [r.to_json(only=r.fields.keys() - {"id"}) for r in table.routes]
        if subnet in users:
            rest = [a.to_json() for a in table.associations if a.subnet_id != subnet]
            self.set(table.id, associations=rest)
        copy = self.add("RouteTable", f"{subnet}RouteTable", vpc_id=vpc, routes=routes, associations=[association])
        for endpoint in self.topology.all(VpcEndpoint):
            if table.id in endpoint.route_table_ids:
                self.do(connect(endpoint.id, "route_table_ids", copy))
        return copy

    def route(self, subnet: str, destination: str, *, shared: bool = False, **target: str) -> None:
        """Send a destination from this subnet there, in place of where it goes now; nothing where it goes there already.

        `shared` writes it into the table that the subnet shares with others, which are to go there too.
        """
        now = [r for r in self.routes(subnet) if r.destination == destination]
        (wanted,) = target.values()
        if len(now) == 1 and now[0].target == wanted and now[0].state == "active":
            return
        held = table_of(self.topology, subnet)[0]
        table = held.id if shared and held else self.own_table(subnet)
        if not now:
            self.do(connect(table, "routes", {_destination_field(destination): destination, **target}))
            return
        rest = [r for r in self._dumped(table) if destination not in r.values()]
        self.do(set_fields(table, routes=[*rest, {_destination_field(destination): destination, **target}]))

    def drop_routes(self, subnet: str, destinations: tuple[str, ...] = (), kinds: tuple[type[Any], ...] = ()) -> None:
        """Take away the routes of this subnet to these destinations, and those that lead to gateways of these kinds."""

        def goes(route: Route) -> bool:
            return route.destination in destinations or any(self.topology.get(k, route.target) for k in kinds)

        if any(goes(r) for r in self.routes(subnet)):
            own = self.own_table(subnet)  # which may be new, in the topology after it
            table = self.topology.get(RouteTable, own)
            assert table is not None
            kept = [r.to_json() for r in table.routes if not goes(r)]
            self.do(set_fields(table.id, routes=kept))

    def _dumped(self, table: str) -> list[dict[str, Any]]:
        found = self.topology.get(RouteTable, table)
        return [r.to_json() for r in found.routes] if found else []

    # Subnets

    def free_block(self, vpc_id: str | None, length: int = 24) -> str:
        """The first free IPv4 block of this prefix length in a VPC, a smaller one where there is no room for that."""
        vpc = self.topology.get(Vpc, vpc_id)
        used = [s.cidr_block for s in self.subnets_of(vpc_id) if s.cidr_block]
        return _free(vpc.cidr_blocks if vpc else (), used, range(length, SMALLEST_SUBNET + 1))

    def free_ipv6_block(self, vpc_id: str | None) -> str:
        """The first free /64 of a VPC."""
        vpc = self.topology.get(Vpc, vpc_id)
        used = [s.ipv6_cidr_block for s in self.subnets_of(vpc_id) if s.ipv6_cidr_block]
        return _free(vpc.ipv6_cidr_blocks if vpc else (), used, (64,))

    def public_nat(self, subnet: str) -> str:
        """A NAT gateway that this subnet may send to: of its zone first; a new one in a public subnet where there is none."""
        here = self.subnet(subnet)
        nats = [
            n
            for n in self.topology.all(NatGateway)
            if n.connectivity_type == "public" and n.state == "available" and self._is_usable(n, here)
        ]
        if nats:
            return min(nats, key=lambda n: self._zone(n) != here.availability_zone).id
        public = self.public_subnet(here)
        address = self.add("ElasticIp", "NatElasticIp")
        return self.add("NatGateway", "NatGateway", subnet_id=public, allocation_id=address)

    def _is_usable(self, nat: NatGateway, here: Subnet) -> bool:
        if nat.availability_mode == "regional":
            return nat.vpc_id == here.vpc_id
        stands = self.topology.get(Subnet, nat.subnet_id)
        return (
            stands is not None
            and stands.vpc_id == here.vpc_id
            and stands.id != here.id
            and self.kind(stands.id) == "public"
        )

    def _zone(self, nat: NatGateway) -> str | None:
        stands = self.topology.get(Subnet, nat.subnet_id)
        return stands.availability_zone if stands else None

    def public_subnet(self, beside: Subnet, zone: str | None = None) -> str:
        """A public subnet of the VPC, in this zone (or that of `beside`) first; a new one where there is none in `zone`."""
        wanted = zone or beside.availability_zone
        found = [
            s
            for s in self.subnets_of(beside.vpc_id)
            if s.id != beside.id and self.kind(s.id) == "public" and s.cidr_block
        ]
        inside = [s for s in found if s.availability_zone == wanted]
        if inside or (found and zone is None):
            return (inside or found)[0].id
        return self.new_public_subnet(beside.vpc_id, wanted)

    def new_public_subnet(self, vpc_id: str | None, zone: str | None) -> str:
        assert vpc_id is not None
        block = self.free_block(vpc_id, 24)
        id = self.add("Subnet", "PublicSubnet", vpc_id=vpc_id, availability_zone=zone, cidr_block=block)
        self.route(id, ALL_IPV4, gateway_id=self.internet_gateway(vpc_id))
        return id


def _destination_field(destination: str) -> str:
    return "destination_ipv6_cidr_block" if ":" in destination else "destination_cidr_block"


def _is_default(route: Route) -> bool:
    return route.destination in (ALL_IPV4, ALL_IPV6)


SMALLEST_SUBNET = 28  # https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html


def _free(within: Iterable[str], used: Iterable[str], lengths: Iterable[int]) -> str:
    """The first block in `within` that meets none of `used`, of the first of these prefix lengths that has room. Raises CannotBe."""
    taken = [ip_network(u, strict=False) for u in used]
    for length in lengths:
        for outer in map(ip_network, within):
            at = int(outer.network_address)
            while length >= outer.prefixlen and at <= int(outer.broadcast_address):
                here = ip_network((at, length))
                met = next((u for u in taken if u.version == here.version and u.overlaps(here)), None)
                if met is None:
                    return str(here)
                after = int(met.broadcast_address) + 1
                at = (
                    -(-after // here.num_addresses) * here.num_addresses
                )  # past what is in the way, on a boundary of this size
    raise CannotBe(_("The VPC has no free block left for a subnet."))
