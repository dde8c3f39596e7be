"""An independent simulator, to doubt the engine with: it sends one packet through the records and then its answer.

It shares no code with the engine: addresses are `ipaddress` objects, rules are looked at one by one, nothing is a set.
`single_packets` asks it for every packet that could make a difference. What a single hop does is in `simulator_hops`; here is the way from
hop to hop, and back.
"""

from dataclasses import replace
from ipaddress import ip_address

from topology.model import (
    EgressOnlyInternetGateway,
    Instance,
    InternetGateway,
    NatGateway,
    Route,
    Subnet,
    TransitGateway,
    TransitGatewayAttachment,
    TransitGatewayRouteTable,
    Vpc,
    VpcPeeringConnection,
    VpnConnection,
    VpnGateway,
)

from .simulator_hops import NOBODYS, Address, Dropped, Hops, Nic, Packet, Undetermined, inside, network_of


class World(Hops):
    """The records, and the ways of a packet through them."""

    # One packet and its answer

    def exchange(
        self,
        source: Nic | Address,
        destination: Address,
        protocol: int,
        port: int,
        client_port: int,
        nat_port: int,
        *,
        private: bool = False,
    ) -> None:
        """Send a packet and its answer. Raises Dropped where either is lost. From outside, the address stands for its interface,
        which a public one may lead to, but where packets are said to carry the private one."""
        if not isinstance(source, Nic):
            known = self._behind_public(destination)
            subnets = (b for s in self.topology.all(Subnet) for b in (s.cidr_block, s.ipv6_cidr_block) if b)
            if known is None and not any(inside(destination, b) for b in subnets):
                raise Undetermined  # from outside the records to outside them
            self._from_internet(
                Packet(source, known.ipv4 if known and known.ipv4 else destination, protocol, port, client_port),
                private=private,
            )
            return
        sender = source.address(destination.version)
        if sender is None:
            raise Dropped(f"{source.owner} has no IPv{destination.version} address")
        packet = Packet(sender, destination, protocol, port, client_port)
        self._group(source, packet, ingress=False)
        if destination in self._blocks_of_subnet(source.subnet, destination.version):
            self._group(self._holder(destination, self._vpc(source.subnet)), packet, ingress=True)
            return
        self._acl(source.subnet, packet, egress=True)
        route = self._route(source.subnet, destination)
        if route is None:
            self._into(self._holder(destination, self._vpc(source.subnet)), packet)
        elif route.vpc_peering_connection_id:
            self._over_peering(source, packet, route.vpc_peering_connection_id)
        elif route.transit_gateway_id:
            self._over_transit(source, packet, route.transit_gateway_id, nat_port)
        else:
            self._out(source, packet, route, nat_port, forwarded=False)
        self._acl(source.subnet, packet.answer(), egress=False)

    def _into(self, target: Nic, packet: Packet) -> None:
        """From outside the target's subnet to the target, and its answer out of the subnet."""
        self._acl(target.subnet, packet, egress=False)
        self._group(target, packet, ingress=True)
        self._acl(target.subnet, packet.answer(), egress=True)

    def _over_peering(self, source: Nic, packet: Packet, connection: str) -> None:
        peering = self.topology.resources[connection]
        assert isinstance(peering, VpcPeeringConnection)
        here = self._vpc(source.subnet)
        if peering.state != "active" or here not in (peering.vpc_id, peering.peer_vpc_id):
            raise Dropped(f"{connection} carries nothing from {here}")
        far = peering.peer_vpc_id if here == peering.vpc_id else peering.vpc_id
        if not self._in_vpc(packet.destination, far):
            raise Dropped(f"{packet.destination} is not in {far}")
        target = self._holder(packet.destination, far)
        self._into(target, packet)
        back = self._route(target.subnet, packet.source)
        if back is None or back.vpc_peering_connection_id != connection:
            self._back_by_another_way(source, target, packet, back)

    # Transit gateways and VPNs

    def _over_transit(self, source: Nic, packet: Packet, gateway: str, nat_port: int) -> None:
        """Through a transit gateway to an interface of another VPC, to an office, or out of another VPC; and the answer back."""
        near = self._zone_subnet(gateway, self._vpc(source.subnet), source.subnet, must=True)
        own = self._attachment(gateway, self._vpc(source.subnet))
        if near != source.subnet:
            self._acl(near, packet, egress=False)
        to = self._transit(gateway, own, packet.destination)
        if to.resource_type != "vpc":
            self._not_a_vpcs(packet.destination)
            back = self._transit(to.transit_gateway_id or "", to, packet.source)
            self._same_vpc(back, source, packet.source.version)
        elif self._in_vpc(packet.destination, to.vpc_id):
            self._to_far_vpc(source, packet, to)
            return
        else:
            self._out_of_hub(source, packet, to, nat_port)
        if near != source.subnet:
            self._acl(near, packet.answer(), egress=True)

    def _to_far_vpc(self, source: Nic, packet: Packet, to: TransitGatewayAttachment) -> None:
        target = self._holder(packet.destination, to.vpc_id)
        far = self._zone_subnet(to.transit_gateway_id or "", to.vpc_id, source.subnet)
        if far != target.subnet:
            self._acl(far, packet, egress=True)
        self._into(target, packet)
        back = self._route(target.subnet, packet.source)
        if back is None or back.transit_gateway_id is None:
            self._back_by_another_way(source, target, packet, back)
            return
        self._back_over_transit(source, target, packet, back.transit_gateway_id)

    def _back_over_transit(self, source: Nic, target: Nic, packet: Packet, gateway: str) -> None:
        """The answer through a transit gateway, which may be another than the request went through."""
        vpc = self._vpc(target.subnet)
        first = self._zone_subnet(gateway, vpc, target.subnet, must=True)
        if first != target.subnet:
            self._acl(first, packet.answer(), egress=False)
        last = self._transit(gateway, self._attachment(gateway, vpc), packet.source)
        if last.resource_type != "vpc":
            raise Undetermined  # to an office, which may send the answer on
        self._same_vpc(last, source, packet.source.version)
        into = self._zone_subnet(last.transit_gateway_id or "", last.vpc_id, target.subnet)
        if into != source.subnet:
            self._acl(into, packet.answer(), egress=True)

    def _back_by_another_way(self, source: Nic, target: Nic, packet: Packet, back: Route | None) -> None:
        """The answer by something else than the request came by: AWS warns of lost packets, and promises neither."""
        way = self.topology.resources.get((back.target if back else None) or "")
        here = self._vpc(target.subnet)
        if isinstance(way, TransitGateway):
            self._back_over_transit(source, target, packet, way.id)
            raise Undetermined
        if isinstance(way, VpcPeeringConnection):
            if way.state == "active" and {way.vpc_id, way.peer_vpc_id} == {here, self._vpc(source.subnet)}:
                raise Undetermined
        elif isinstance(way, VpnGateway):
            if way.vpc_id == here:
                raise Undetermined
        elif isinstance(way, Instance):
            if not way.source_dest_check:
                raise Undetermined
        elif isinstance(way, InternetGateway | EgressOnlyInternetGateway) and packet.source.version == 6:
            raise Undetermined
        raise Dropped(f"no way back from {target.subnet}")

    def _not_a_vpcs(self, address: Address) -> None:
        """An office may have the addresses of a VPC too, or lead to it: nobody can say."""
        if any(self._in_vpc(address, v.id) for v in self.topology.all(Vpc)):
            raise Undetermined

    def _out_of_hub(self, source: Nic, packet: Packet, to: TransitGatewayAttachment, nat_port: int) -> None:
        """Out of the VPC that a transit gateway leads to, by the routes of its attachment's subnet, and back to it."""
        here = self._zone_subnet(to.transit_gateway_id or "", to.vpc_id, source.subnet)
        guest = Nic(to.id, here, None, source.ipv4, source.ipv6, client_ports=source.client_ports)
        self._same_vpc_not(to, source, packet.destination)
        self._acl(here, packet, egress=True)
        route = self._route(here, packet.destination)
        if (
            route is None
            or route.vpc_peering_connection_id
            or route.transit_gateway_id
            or packet.destination.version == 6
        ):
            raise Undetermined  # from one transit gateway's VPC on to another; IPv6 through a hub
        if isinstance(target := self.topology.resources.get(route.target or ""), Instance | VpnGateway):
            raise Undetermined
        self._out(guest, packet, route, nat_port, forwarded=False)
        if isinstance(target, NatGateway):
            back = self._route(target.subnet_id or here, packet.source)
            if back is None or back.transit_gateway_id is None:
                raise Dropped(f"{target.id} has no way back to {packet.source}")
        self._acl(here, packet.answer(), egress=False)
        self._same_vpc(self._transit(to.transit_gateway_id or "", to, packet.source), source, packet.source.version)

    def _same_vpc(self, attachment: TransitGatewayAttachment, source: Nic, version: int) -> None:
        """That an answer comes to the source's own VPC. Another one may pass it on, to its appliances or to a transit gateway."""
        if attachment.vpc_id == self._vpc(source.subnet):
            return
        if address := source.address(version):
            self._to_an_appliance(attachment, address, "transit_gateway_id")
        raise Dropped(f"the answer goes to {attachment.id}")

    def _same_vpc_not(self, attachment: TransitGatewayAttachment, source: Nic, destination: Address) -> None:
        """That a request does not come back to the VPC that sent it: from there it goes in a circle, or to an appliance."""
        if attachment.vpc_id == self._vpc(source.subnet):
            self._to_an_appliance(attachment, destination)
            raise Dropped(f"the transit gateway sends back to {attachment.id}")

    def _to_an_appliance(self, attachment: TransitGatewayAttachment, address: Address, *others: str) -> None:
        """Nobody knows what becomes of what the subnets of an attachment lead to an appliance, or to what the others name."""
        for subnet in attachment.subnet_ids:
            try:
                route = self._route(subnet, address)
            except Dropped:
                continue
            if route is not None and any(getattr(route, name) for name in ("instance_id", *others)):
                raise Undetermined

    def _attachment(self, gateway: str, vpc: str | None) -> TransitGatewayAttachment:
        for attachment in self.topology.all(TransitGatewayAttachment):
            if attachment.transit_gateway_id == gateway and attachment.vpc_id == vpc and vpc:
                return attachment
        raise Dropped(f"{vpc} is not attached to {gateway}")

    def _zone_subnet(self, gateway: str, vpc: str | None, like: str, *, must: bool = False) -> str:
        """The attachment's subnet in the zone of a subnet; another one where it has none there, unless it must."""
        held = self._attachment(gateway, vpc).subnet_ids
        zones = {s.id: s.availability_zone for s in self.topology.all(Subnet)}
        same = [s for s in held if zones[s] == zones[like]]
        if not same and must:
            raise Dropped(f"{gateway} is not attached in {zones[like]}")
        return (same or list(held))[0]

    def _transit(
        self, gateway: str, attachment: TransitGatewayAttachment, address: Address, seen: tuple[str, ...] = ()
    ) -> TransitGatewayAttachment:
        """The attachment to which a transit gateway, or one that it is peered with, sends what comes in by another."""
        if gateway in seen:
            raise Dropped(f"{gateway} sends in a circle")
        tables = [t for t in self.topology.all(TransitGatewayRouteTable) if t.transit_gateway_id == gateway]
        used = [t for t in tables if any(a.transit_gateway_attachment_id == attachment.id for a in t.associations)]
        if not used:
            raise Dropped(f"{attachment.id} uses no route table")
        best: tuple[int, int, str | None] | None = None
        for route in used[0].routes:
            if inside(address, route.destination_cidr_block or ""):
                length = network_of(route.destination_cidr_block or "").prefixlen
                found = (length, 1, None if route.blackhole else route.transit_gateway_attachment_id)
                best = found if best is None or found[:2] > best[:2] else best
        for propagation in used[0].propagations:
            other = self.topology.resources[propagation.transit_gateway_attachment_id or ""]
            vpc = self.topology.resources.get(getattr(other, "vpc_id", None) or "")
            for cidr in (*vpc.cidr_blocks, *vpc.ipv6_cidr_blocks) if isinstance(vpc, Vpc) else ():
                found = (network_of(cidr).prefixlen, 0, other.id)
                if inside(address, cidr) and (best is None or found[:2] > best[:2]):
                    best = found
        if best is None or best[2] is None:
            raise Dropped(f"{used[0].id} has no route to {address}")
        chosen = self.topology.resources[best[2]]
        assert isinstance(chosen, TransitGatewayAttachment)
        if chosen.resource_type != "peering":
            return chosen
        ends = {chosen.transit_gateway_id, chosen.peer_transit_gateway_id} - {gateway}
        return self._transit(str(ends.pop()), chosen, address, (*seen, gateway))

    def _to_office(self, sender: Nic, packet: Packet, gateway: VpnGateway) -> None:
        if gateway.vpc_id != self._vpc(sender.subnet):
            raise Dropped(f"{gateway.id} is not attached")
        self._behind(gateway, packet.destination)

    def _behind(self, gateway: VpnGateway, address: Address) -> None:
        """That an address lies behind a VPN connection, as its static routes say; without BGP nothing else does."""
        self._not_a_vpcs(address)
        held = [c for c in self.topology.all(VpnConnection) if c.vpn_gateway_id == gateway.id]
        if any(inside(address, r.destination_cidr_block or "") for c in held for r in c.routes):
            return
        if held and all(c.static_routes_only for c in held):
            raise Dropped(f"{gateway.id} has no route to {address}")
        raise Undetermined

    def _out(
        self, sender: Nic, packet: Packet, route: Route, nat_port: int, *, forwarded: bool, behind: str | None = None
    ) -> None:
        """Out of the VPC by a route, and the answer back to the sender's subnet."""
        target = self.topology.resources.get(route.target or "")
        vpc = self._vpc(sender.subnet)
        if any(packet.destination in (n.ipv6, None) for n in self.nics):
            raise Undetermined  # to a public IPv6 address of another VPC, over the internet
        if isinstance(target, InternetGateway):
            self._internet(packet.destination)
            if target.vpc_id != vpc:
                raise Dropped(f"{target.id} is not attached to {vpc}")
            if packet.destination.version == 4 and not sender.public:
                raise Dropped(f"{sender.owner} has no public IPv4 address")
            by_nat = isinstance(self.topology.resources.get(sender.owner), NatGateway)
            self._public_access(sender.subnet, "out by a gateway" if by_nat else "out", behind)
            self._turn_around(packet)
        elif isinstance(target, EgressOnlyInternetGateway):
            self._internet(packet.destination)
            if packet.destination.version == 4 or target.vpc_id != vpc:
                raise Dropped(f"{target.id} does not carry it")
            self._public_access(sender.subnet, "out by a gateway")
        elif isinstance(target, VpnGateway):
            self._to_office(sender, packet, target)
        elif isinstance(target, NatGateway) and target.availability_mode == "regional":
            self._regional(packet, target, behind=sender.subnet)
        elif isinstance(target, NatGateway):
            self._translate(sender, packet, self._nat(target), nat_port)
        elif isinstance(target, Instance) and any(
            self._in_vpc(packet.destination, v.id) for v in self.topology.all(Vpc)
        ):
            if not target.source_dest_check:
                raise Undetermined  # into another VPC, through an instance that forwards: not in the records
            raise Dropped(f"the source/destination check of {target.id} is on")
        elif isinstance(target, Instance):
            if forwarded or target.id == sender.owner:
                raise Dropped(f"{target.id} routes to an instance again")
            forwarder = next(n for n in self.nics if n.owner == target.id)
            if not forwarder.forwards:
                raise Dropped(f"the source/destination check of {target.id} is on")
            self._translate(sender, packet, forwarder, nat_port)
        else:
            raise Dropped(f"{route.target} leads nowhere")

    def _nat(self, gateway: NatGateway) -> Nic:
        if gateway.state != "available":
            raise Dropped(f"{gateway.id} translates nothing")
        address = ip_address(gateway.private_ip_address or "")
        return Nic(gateway.id, gateway.subnet_id or "", None, address, public=gateway.connectivity_type == "public")

    def _regional(self, packet: Packet, gateway: NatGateway, behind: str) -> None:
        """Through a regional NAT gateway, which has a way of its own to the VPC's internet gateway; whether ACLs filter there is not
        documented, so none is asked."""
        if gateway.vpc_id != self._vpc(behind):
            raise Dropped(f"{gateway.id} is of another VPC")
        if not any(g.vpc_id == gateway.vpc_id for g in self.topology.all(InternetGateway)):
            raise Dropped(f"{gateway.vpc_id} has no internet gateway")
        if any(packet.destination == n.ipv4 for n in self.nics):
            raise Undetermined  # which routes it has to other networks is not in the records
        gates = (*self.topology.all(TransitGatewayAttachment), *self.topology.all(VpnGateway))
        if any(inside(packet.destination, str(n)) for n in NOBODYS) and any(g.vpc_id == gateway.vpc_id for g in gates):
            raise Undetermined
        self._internet(packet.destination)
        own, client = self._lets("", "out by a gateway", gateway.vpc_id), self._lets(behind, "out by a gateway")
        if own is not client:
            raise Undetermined
        if not own:
            raise Dropped(f"public access of {gateway.vpc_id} is blocked")
        self._turn_around(packet)

    def _translate(self, sender: Nic, packet: Packet, forwarder: Nic, nat_port: int) -> None:
        """Through what replaces the sender's address by its own, and back."""
        self.translates = True
        if forwarder.ipv4 is None or packet.destination.version == 6:
            raise Dropped(f"{forwarder.owner} translates IPv4 only")
        apart = forwarder.subnet != sender.subnet
        if apart:
            self._acl(forwarder.subnet, packet, egress=False)
            self._acl(forwarder.subnet, packet.answer(), egress=True)
        self._group(forwarder, packet, ingress=True)
        onward = replace(packet, source=forwarder.ipv4, client_port=nat_port)
        self._group(forwarder, onward, ingress=False)
        self._acl(forwarder.subnet, onward, egress=True)
        route = self._route(forwarder.subnet, onward.destination)
        if route is None:
            raise Dropped(f"{onward.destination} is held by nothing that translation leads to")
        if route.vpc_peering_connection_id:
            raise Undetermined
        target = self.topology.resources.get(route.target or "")
        if isinstance(target, TransitGateway):
            if forwarder.groups is not None:
                raise Undetermined
            self._over_transit(forwarder, onward, target.id, nat_port)
        else:
            if forwarder.groups is None and not isinstance(target, InternetGateway | VpnGateway):
                raise Dropped(f"{forwarder.owner} is not in a public subnet")
            if forwarder.groups is None and isinstance(target, InternetGateway) and not forwarder.public:
                raise Dropped(f"{forwarder.owner} is private")
            self._out(forwarder, onward, route, nat_port, forwarded=True, behind=sender.subnet)
        self._acl(forwarder.subnet, onward.answer(), egress=False)

    def _behind_public(self, address: Address) -> Nic | None:
        """The interface that has a public address."""
        return next((n for n in self.nics if n.public_address == address), None)

    def _turn_around(self, packet: Packet) -> None:
        """Out to the public address of an interface of this network: whether it comes in again is not documented, but where no
        stranger gets in, nobody does."""
        target = self._behind_public(packet.destination)
        if target is None or target.ipv4 is None:
            return
        for stranger, client_port in self.strangers:
            try:
                self._from_internet(Packet(stranger, target.ipv4, packet.protocol, packet.port, client_port))
            except Dropped:
                continue
            raise Undetermined
        raise Dropped(f"no stranger reaches {target.owner}")

    def _from_internet(self, packet: Packet, *, private: bool = False) -> None:
        target = self._holder(packet.destination, None)
        if self._from_office(packet, target):
            return
        self._internet(packet.source)
        if private:
            raise Dropped(f"the internet has no way to {packet.destination}")
        if packet.destination.version == 4 and not target.public:
            raise Dropped(f"{target.owner} has no public IPv4 address")
        back = self._route(target.subnet, packet.source)
        gateway = self.topology.resources.get((back.target if back else None) or "")
        if not isinstance(gateway, InternetGateway) or gateway.vpc_id != self._vpc(target.subnet):
            raise Dropped("the answer does not leave by the internet gateway")
        self._public_access(target.subnet, "in")
        self._into(target, packet)

    def _from_office(self, packet: Packet, target: Nic) -> bool:
        """From behind a VPN, where the answer goes there; False where it goes elsewhere."""
        back = self._route(target.subnet, packet.source)
        gateway = self.topology.resources.get((back.target if back else None) or "")
        vpc = self._vpc(target.subnet)
        if isinstance(gateway, VpnGateway):
            self._to_office(target, packet.answer(), gateway)
            self._into(target, packet)
            return True
        if not isinstance(gateway, TransitGateway):
            return False
        own, near = self._attachment(gateway.id, vpc), self._zone_subnet(gateway.id, vpc, target.subnet, must=True)
        office = self._transit(gateway.id, own, packet.source)
        if office.resource_type == "vpc":
            raise Dropped(f"the answer goes to {office.id}")
        self._not_a_vpcs(packet.source)
        last = self._transit(office.transit_gateway_id or "", office, packet.destination)
        self._same_vpc(last, target, packet.source.version)
        if near != target.subnet:
            self._acl(near, packet, egress=True)
        self._into(target, packet)
        if near != target.subnet:
            self._acl(near, packet.answer(), egress=False)
        return True
