"""Random small networks, and questions about them, as hypothesis strategies.

Every interface has a fixed address, except tasks, which may have any of their subnet's. What AWS would refuse is not made:
subnets lie in their VPC, groups and gateways are of the VPC that uses them.
"""

from dataclasses import dataclass
from typing import Literal

from hypothesis import strategies as st

from topology.model import (
    AttachmentAssociation,
    CidrBlockAssociation,
    EgressOnlyInternetGateway,
    Instance,
    InternetGateway,
    Ipv6CidrBlockAssociation,
    NatGateway,
    NetworkAcl,
    NetworkAclEntry,
    NetworkInterface,
    PrefixList,
    Resource,
    Route,
    RoutePropagation,
    RouteTable,
    SecurityGroup,
    SecurityGroupRule,
    StandaloneTask,
    Subnet,
    SubnetAssociation,
    Topology,
    TransitGateway,
    TransitGatewayAttachment,
    TransitGatewayRoute,
    TransitGatewayRouteTable,
    Vpc,
    VpcBlockPublicAccessExclusion,
    VpcBlockPublicAccessOptions,
    VpcPeeringConnection,
    VpnConnection,
    VpnGateway,
    VpnStaticRoute,
)

FAR_AWAY = {"ipv4": ("198.51.100.9", "203.0.113.77", "8.8.8.8"), "ipv6": ("2a00:1450:4001::64", "2001:db8:9::7")}
FAR_CIDRS = {"ipv4": ("198.51.100.0/24", "203.0.113.64/26", "8.0.0.0/6"), "ipv6": ("2a00:1450::/32", "2001:db8::/32")}
OFFICES = {"ipv4": ("192.168.7.9",), "ipv6": ()}
OUTSIDE = {family: (*FAR_AWAY[family], *OFFICES[family]) for family in FAR_AWAY}
LANS = ("192.168.0.0/16", "192.168.7.0/24")
ANYWHERE = {"ipv4": "0.0.0.0/0", "ipv6": "::/0"}
REPLY_RANGES = (
    (1024, 65535),
    (32768, 65535),
    (32768, 60999),
    (49152, 65535),
    (1024, 40000),
    (1024, 50000),
    (32768, 60998),
)
PORT_RANGES = (
    (443, 443),
    (8080, 8080),
    (80, 443),
    (0, 65535),
    (1024, 65535),
    (32768, 65535),
    (32768, 60999),
    (49152, 65535),
    (1024, 40000),
)
PORTS = (443, 443, 80, 8080)
CUSTOMERS_LIST = "pl-far"


@dataclass(frozen=True)
class Question:
    source: str
    destination: str
    protocol: str
    port: int | None
    family: Literal["ipv4", "ipv6"]


@st.composite
def networks(draw: st.DrawFn) -> Topology:
    """A topology of one or two VPCs with up to six subnets."""
    made = _Draw(draw)
    for number in range(draw(st.integers(1, 2))):
        made.vpc(number)
    made.peering()
    made.transit_gateways()
    for vpc in made.vpcs:
        made.vpn(vpc)
    for vpc in made.vpcs:
        made.groups(vpc)
        made.acls(vpc)
        made.route_tables(vpc)
    made.propagations()
    made.interfaces()
    made.block_public_access()
    return Topology.of(*made.resources)


@st.composite
def questions(draw: st.DrawFn, topology: Topology) -> Question:
    """From somewhere to somewhere else in this topology, by its id or its address."""
    has_six = any(s.ipv6_cidr_block for s in topology.all(Subnet))
    family: Literal["ipv4", "ipv6"] = draw(st.sampled_from(("ipv4", "ipv4", "ipv6"))) if has_six else "ipv4"
    ends = [
        *(i.id for kind in (Instance, NetworkInterface, StandaloneTask) for i in topology.all(kind)),
        *FAR_AWAY[family][:2],
        *OFFICES[family],
    ]
    for holder in (*topology.all(Instance), *topology.all(NetworkInterface)):
        fours = (holder.private_ip_address,) if isinstance(holder, Instance) else holder.private_ip_addresses
        ends += [a for a in (fours if family == "ipv4" else holder.ipv6_addresses) if a]
        ends += [a for a in (getattr(holder, "public_ip_address", None),) if a and family == "ipv4"]
    ends += draw(st.lists(st.sampled_from(_nobodys(topology, family)), max_size=2, unique=True))
    source = draw(st.sampled_from(ends))
    near = [e for e in ends if e != source and not (e in OUTSIDE[family] and source in OUTSIDE[family])]
    protocol = draw(st.sampled_from(("tcp", "tcp", "tcp", "udp", "icmp")))
    port = draw(st.sampled_from((*PORTS, *PORTS, None))) if protocol != "icmp" else None
    return Question(source, draw(st.sampled_from(near)), protocol, port, family)


def _nobodys(topology: Topology, family: str) -> list[str]:
    """An address of each subnet that no interface has, and one of each VPC that lies in no subnet."""
    if family == "ipv4":
        held = [_host(s, 5) for s in topology.all(Subnet)]
        return held + [f"{v.cidr_blocks[0].removesuffix('.0/24')}.200" for v in topology.all(Vpc)]
    held = [a for s in topology.all(Subnet) if (a := _host6(s, 5))]
    return held + [v.ipv6_cidr_blocks[0].replace("::/56", ":ff::5") for v in topology.all(Vpc) if v.ipv6_cidr_blocks]


class _Draw:
    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.resources: list[Resource] = []
        self.vpcs: list[Vpc] = []
        self.subnets: dict[str, list[Subnet]] = {}
        self.targets: dict[str, list[tuple[str, str]]] = {}
        self.group_ids: dict[str, list[str]] = {}
        self.lists = self.often(3)
        if self.lists:
            self.resources.append(PrefixList(id=CUSTOMERS_LIST, entries=(FAR_CIDRS["ipv4"][0], "192.0.2.0/24")))

    def often(self, one_in: int) -> bool:
        """False one time in so many."""
        return bool(self.draw(st.sampled_from((*[True] * (one_in - 1), False))))

    def pick(self, *values: object) -> object:
        return self.draw(st.sampled_from(values))

    def vpc(self, number: int) -> None:
        id = f"vpc{number}"
        six = f"2600:1f18:{number + 1:x}00::/56"
        vpc = Vpc(
            id=id, cidr_block=f"10.{number}.0.0/24",
            cidr_block_associations=(CidrBlockAssociation(cidr_block=f"10.{number}.1.0/24"),) if not self.often(3) else (),
            ipv6_cidr_block_associations=(Ipv6CidrBlockAssociation(ipv6_cidr_block=six),) if self.often(4) else (),
        )  # fmt: skip
        self.vpcs.append(vpc)
        self.resources.append(vpc)
        self.subnets[id] = [self._subnet(vpc, number, n) for n in range(self.draw(st.integers(1, 3)))]
        self.targets[id] = []
        if self.often(8):
            self.resources.append(InternetGateway(id=f"igw-{id}", vpc_id=id if self.often(12) else None))
            self.targets[id].append(("gateway_id", f"igw-{id}"))
        if vpc.ipv6_cidr_blocks and self.often(2):
            self.resources.append(EgressOnlyInternetGateway(id=f"eigw-{id}", vpc_id=id))
            self.targets[id].append(("egress_only_internet_gateway_id", f"eigw-{id}"))
        if self.often(2):
            at = self.draw(st.sampled_from(self.subnets[id]))
            if not self.often(5):
                self.resources.append(NatGateway(id=f"nat-{id}", vpc_id=id, availability_mode="regional"))
                self.targets[id].append(("nat_gateway_id", f"nat-{id}"))
                return
            kind = "public" if self.often(6) else "private"
            address = _host(at, 11)
            self.resources.append(
                NatGateway(id=f"nat-{id}", subnet_id=at.id, private_ip_address=address, connectivity_type=kind)
            )
            self.targets[id].append(("nat_gateway_id", f"nat-{id}"))
        elif not self.often(3):
            self.targets[id].append(("instance_id", self._nat_instance(vpc, id)))

    def _nat_instance(self, vpc: Vpc, id: str) -> str:
        """An instance that forwards, with a group of its own that may be too narrow."""
        at = self.draw(st.sampled_from(self.subnets[id]))
        narrow = SecurityGroupRule(
            ip_protocol="tcp", from_port=443, to_port=443, cidr_ipv4=str(self.pick("10.0.0.0/8", at.cidr_block))
        )
        ingress = SecurityGroupRule(cidr_ipv4="0.0.0.0/0") if self.often(2) else narrow
        egress = None if self.often(3) else (narrow.changed(cidr_ipv4="0.0.0.0/0"),)
        self.resources += [
            SecurityGroup(id=f"sg-nat-{id}", vpc_id=id, security_group_ingress=(ingress,), security_group_egress=egress),
            Instance(
                id=f"nat-{id}", subnet_id=at.id, security_group_ids=(f"sg-nat-{id}",), private_ip_address=_host(at, 11),
                ipv6_addresses=(_host6(at, 11) or "",) if at.assign_ipv6_address_on_creation else (),
                source_dest_check=not self.often(6), associate_public_ip_address=self.often(8),
            ),
        ]  # fmt: skip
        return f"nat-{id}"

    def _subnet(self, vpc: Vpc, number: int, n: int) -> Subnet:
        further = bool(vpc.cidr_block_associations) and not self.often(4)
        has_six = bool(vpc.ipv6_cidr_blocks) and self.often(5)
        subnet = Subnet(
            id=f"{vpc.id}-{n}", vpc_id=vpc.id, availability_zone=f"us-east-1{'ab'[n % 2]}",
            cidr_block=f"10.{number}.{int(further)}.{16 * n}/28",
            ipv6_cidr_block=f"2600:1f18:{number + 1:x}00:{n}::/64" if has_six else None,
            assign_ipv6_address_on_creation=has_six and self.often(6),
        )  # fmt: skip
        self.resources.append(subnet)
        return subnet

    def peering(self) -> None:
        if len(self.vpcs) == 2 and self.often(12):
            state = "active" if self.often(12) else "pending-acceptance"
            self.resources.append(VpcPeeringConnection(id="pcx", vpc_id="vpc0", peer_vpc_id="vpc1", state=state))
            for vpc in self.vpcs:
                self.targets[vpc.id].append(("vpc_peering_connection_id", "pcx"))

    def transit_gateways(self) -> None:
        """One transit gateway, or two that are peered; VPCs attached in some of their zones, and an office behind a VPN."""
        if self.often(2):
            return
        ids = ["tgw"] if self.often(2) else ["tgw", "tgw-far"]
        ends: dict[str, list[str]] = {id: [] for id in ids}
        support = "enable" if self.often(2) else "disable"
        off = {"default_route_table_association": "disable", "default_route_table_propagation": "disable"}
        self.resources += [TransitGateway(id=id, security_group_referencing_support=support, **off) for id in ids]
        for number, vpc in enumerate(self.vpcs):
            if not self.often(10):
                continue
            gateway = ids[number % len(ids)]
            by_zone = {s.availability_zone: s.id for s in self.subnets[vpc.id]}
            zones = [z for z in by_zone if self.often(5)] or [next(iter(by_zone))]
            attachment = TransitGatewayAttachment(
                id=f"att-{vpc.id}",
                transit_gateway_id=gateway,
                vpc_id=vpc.id,
                subnet_ids=tuple(by_zone[z] for z in zones),
            )
            self.resources.append(attachment)
            ends[gateway].append(attachment.id)
            self.targets[vpc.id].append(("transit_gateway_id", gateway))
        if self.often(2):
            self.resources.append(
                TransitGatewayAttachment(id="att-office", transit_gateway_id="tgw", resource_type="vpn")
            )
            ends["tgw"].append("att-office")
        if len(ids) == 2:
            peering = TransitGatewayAttachment(
                id="att-peering", transit_gateway_id="tgw", peer_transit_gateway_id="tgw-far", resource_type="peering"
            )
            self.resources.append(peering)
            for id in ids:
                ends[id].append(peering.id)
        for id in ids:
            self._transit_tables(id, ends[id])

    def _transit_tables(self, gateway: str, ends: list[str]) -> None:
        """One route table for all attachments, or two among which they are split. An office's routes are static."""
        count = 1 if self.often(4) else 2
        used: list[list[str]] = [[] for _n in range(count)]
        for end in ends:
            if self.often(12):
                used[self.draw(st.integers(0, count - 1))].append(end)
        known = [
            *(c for v in self.vpcs for c in (*v.cidr_blocks, *v.ipv6_cidr_blocks)),
            *LANS,
            "10.0.0.0/8",
            "0.0.0.0/0",
        ]
        for number in range(count):
            brings = [e for e in ends if e.startswith("att-vpc") and self.often(6)]
            routes = []
            for cidr in known if ends else ():
                likely = "att-office" if cidr in LANS else "att-peering"
                if self.often(3) if likely in ends else not self.often(8):
                    to = likely if likely in ends and self.often(6) else self.draw(st.sampled_from(ends))
                    hole = not self.often(10)
                    routes.append(
                        TransitGatewayRoute(
                            destination_cidr_block=cidr,
                            blackhole=hole,
                            transit_gateway_attachment_id=None if hole else to,
                        )
                    )
            self.resources.append(
                TransitGatewayRouteTable(
                    id=f"{gateway}-table{number}", transit_gateway_id=gateway, routes=tuple(routes),
                    associations=tuple(AttachmentAssociation(transit_gateway_attachment_id=e) for e in used[number]),
                    propagations=tuple(AttachmentAssociation(transit_gateway_attachment_id=e) for e in brings),
                )
            )  # fmt: skip

    def vpn(self, vpc: Vpc) -> None:
        """A virtual private gateway with a static VPN to an office, one time in three."""
        if self.often(3):
            return
        id = f"vgw-{vpc.id}"
        ranges = tuple(VpnStaticRoute(destination_cidr_block=c) for c in LANS if self.often(3))
        if not self.often(3):  # an office that has addresses of the VPCs too, or leads to them
            ranges += (VpnStaticRoute(destination_cidr_block="10.0.0.0/8"),)
        self.resources += [
            VpnGateway(id=id, vpc_id=vpc.id if self.often(8) else None),
            VpnConnection(id=f"vpn-{vpc.id}", vpn_gateway_id=id, static_routes_only=True, routes=ranges),
        ]
        self.targets[vpc.id].append(("gateway_id", id))

    def propagations(self) -> None:
        """Let virtual private gateways bring their routes to some route tables."""
        for index, gateway in enumerate(self.resources):
            if isinstance(gateway, VpnGateway):
                tables = [
                    t.id
                    for t in self.resources
                    if isinstance(t, RouteTable) and t.vpc_id == gateway.vpc_id and self.often(2)
                ]
                brings = (RoutePropagation(route_table_ids=tuple(tables)),) if tables else ()
                self.resources[index] = gateway.changed(propagations=brings)

    # Rules

    def cidr(self, family: str) -> str:
        """A range that a rule may name: everything, a VPC, a subnet, half of a subnet, something far away."""
        subnets = [s for held in self.subnets.values() for s in held]
        if family == "ipv4":
            near = [c for v in self.vpcs for c in v.cidr_blocks] + [c for s in subnets if (c := s.cidr_block)]
            near += [c.replace("/28", "/29") for s in subnets if (c := s.cidr_block)]
        else:
            near = [c for v in self.vpcs for c in v.ipv6_cidr_blocks] + [c for s in subnets if (c := s.ipv6_cidr_block)]
        everything = ANYWHERE[family]
        return str(self.pick(*[everything] * (2 + len(near)), *near, *FAR_CIDRS[family]))

    def groups(self, vpc: Vpc) -> None:
        self.group_ids[vpc.id] = [f"sg-{vpc.id}-{n}" for n in range(self.draw(st.integers(1, 3)))]
        for id in self.group_ids[vpc.id]:
            ingress = tuple(self.rule() for _n in range(self.draw(st.integers(1, 4))))
            egress = None if self.often(4) else tuple(self.rule() for _n in range(self.draw(st.integers(0, 4))))
            self.resources.append(
                SecurityGroup(id=id, vpc_id=vpc.id, security_group_ingress=ingress, security_group_egress=egress)
            )

    def rule(self) -> SecurityGroupRule:
        protocol = str(self.pick(*["-1"] * 4, *["tcp"] * 5, "udp", "icmp", "icmpv6"))
        low: int | None = None
        high: int | None = None
        if protocol in ("tcp", "udp"):
            low, high = self.draw(st.sampled_from(PORT_RANGES))
        elif protocol == "icmp":
            low, high = self.draw(st.sampled_from(((-1, -1), (8, -1), (3, 4))))
        kind = self.pick("ipv4", "ipv4", "ipv4", "ipv6", "ipv6", "group", "list")
        peer: dict[str, str] = {"cidr_ipv4": self.cidr("ipv4")}
        if kind == "ipv6" or protocol == "icmpv6":
            peer = {"cidr_ipv6": self.cidr("ipv6")}
        elif kind == "group" and protocol != "icmp":
            known = [g for ids in self.group_ids.values() for g in ids if self.reaches(g)]
            peer = {"referenced_group_id": str(self.pick(*known))}
        elif kind == "list" and self.lists:
            peer = {"prefix_list_id": CUSTOMERS_LIST}
        return SecurityGroupRule(ip_protocol=protocol, from_port=low, to_port=high, **peer)

    def reaches(self, group: str) -> bool:
        """Whether a rule may name a group: of the same VPC, or over an active peering connection."""
        ours = list(self.group_ids)[-1]
        active = any(isinstance(r, VpcPeeringConnection) and r.state == "active" for r in self.resources)
        return active or group.startswith(f"sg-{ours}-")

    def acls(self, vpc: Vpc) -> None:
        for n in range(self.draw(st.sampled_from((0, 0, 1, 1, 2)))):
            free = [s.id for s in self.subnets[vpc.id] if not self._has_acl(s.id)]
            chosen = [s for s in free if self.often(3)]
            entries = tuple(e for egress in (False, True) for e in self.entries(egress))
            self.resources.append(
                NetworkAcl(
                    id=f"acl-{vpc.id}-{n}", vpc_id=vpc.id, entries=entries, default=n == 1,
                    associations=tuple(SubnetAssociation(subnet_id=s) for s in chosen),
                )
            )  # fmt: skip

    def _has_acl(self, subnet: str) -> bool:
        return any(
            isinstance(r, NetworkAcl) and any(a.subnet_id == subnet for a in r.associations) for r in self.resources
        )

    def entries(self, egress: bool) -> list[NetworkAclEntry]:
        numbers = self.draw(st.lists(st.sampled_from((90, 95, 100, 105, 110)), max_size=2, unique=True))
        made = [self.entry(n, egress) for n in numbers]
        if not self.often(3):  # the service's ports, and some of those of the replies
            low, high = self.draw(st.sampled_from(REPLY_RANGES))
            for number, (first, last) in ((150, (80, 443)), (151, (low, high))):
                made.append(
                    NetworkAclEntry(
                        rule_number=number,
                        egress=egress,
                        protocol="6",
                        rule_action="allow",
                        cidr_block="0.0.0.0/0",
                        from_port=first,
                        to_port=last,
                    )
                )
        elif self.often(8):
            made.append(NetworkAclEntry(rule_number=200, egress=egress, rule_action="allow", cidr_block="0.0.0.0/0"))
        if self.often(8):
            made.append(NetworkAclEntry(rule_number=201, egress=egress, rule_action="allow", ipv6_cidr_block="::/0"))
        return made

    def entry(self, number: int, egress: bool) -> NetworkAclEntry:
        protocol = str(self.pick("-1", "6", "6", "17", "1", "58"))
        family = "ipv6" if protocol == "58" else str(self.pick("ipv4", "ipv4", "ipv6"))
        low, high = self.draw(st.sampled_from(PORT_RANGES)) if protocol in ("6", "17") else (None, None)
        icmp = (
            self.draw(st.sampled_from((-1, 8, 0, 3)))
            if protocol == "1"
            else self.draw(st.sampled_from((-1, 128, 129)))
            if protocol == "58"
            else None
        )
        action: Literal["allow", "deny"] = self.draw(st.sampled_from(("allow", "deny")))
        cidr = {"cidr_block" if family == "ipv4" else "ipv6_cidr_block": self.cidr(family)}
        return NetworkAclEntry(
            rule_number=number,
            egress=egress,
            protocol=protocol,
            rule_action=action,
            from_port=low,
            to_port=high,
            icmp_type=icmp,
            **cidr,
        )

    # Routes

    def route_tables(self, vpc: Vpc) -> None:
        if self.often(2):
            self.resources.append(
                RouteTable(id=f"rtb-{vpc.id}-main", vpc_id=vpc.id, main=True, routes=self.routes(vpc))
            )
        for subnet in self.subnets[vpc.id]:
            if self.often(4):
                used = (SubnetAssociation(subnet_id=subnet.id),)
                self.resources.append(
                    RouteTable(id=f"rtb-{subnet.id}", vpc_id=vpc.id, routes=self.routes(vpc), associations=used)
                )

    def routes(self, vpc: Vpc) -> tuple[Route, ...]:
        """At most one route for each destination, as AWS has it; destinations lie outside the VPC."""
        others = [c for v in self.vpcs if v.id != vpc.id for c in (*v.cidr_blocks, *v.ipv6_cidr_blocks)]
        others += [
            c
            for v, held in self.subnets.items()
            if v != vpc.id
            for s in held
            for c in (s.cidr_block, s.ipv6_cidr_block)
            if c
        ]
        likely = [ANYWHERE["ipv4"], ANYWHERE["ipv6"], *others]
        wanted = [c for c in likely if self.often(8)]
        wanted += [c for c in LANS if not self.often(3)]
        wanted += [c for c in (*FAR_CIDRS["ipv4"][:2], FAR_CIDRS["ipv6"][0]) if not self.often(5)]
        if self.lists and not self.often(4):
            wanted.append(CUSTOMERS_LIST)
        made = [self.route(vpc, destination) for destination in dict.fromkeys(wanted)]
        return tuple(r for r in made if r)

    def route(self, vpc: Vpc, destination: str) -> Route | None:
        six = ":" in destination
        internal = destination.startswith(("10.", "2600:1f18"))
        between = ("vpc_peering_connection_id", "transit_gateway_id")
        fit = [t for t in self.targets[vpc.id] if _fits(t[0], six)]
        if destination in LANS and self.often(6):
            fit = [t for t in fit if t[0] == "transit_gateway_id" or t[1].startswith("vgw")] or fit
        elif internal and self.often(6):
            fit = [t for t in fit if t[0] in between] or fit
        elif not internal and self.often(8):
            fit = [t for t in fit if t[0] != "vpc_peering_connection_id" and not t[1].startswith("vgw")]
        if not fit:
            return None
        field, target = self.draw(st.sampled_from(fit))
        kind = (
            "destination_ipv6_cidr_block"
            if six
            else "destination_prefix_list_id"
            if destination == CUSTOMERS_LIST
            else "destination_cidr_block"
        )
        return Route(**{kind: destination, field: target}, state="active" if self.often(20) else "blackhole")

    def block_public_access(self) -> None:
        """An account that blocks public access, with an exclusion or without, one time in four."""
        if self.often(4):
            return
        mode = self.pick("block-bidirectional", "block-ingress", "block-ingress")
        self.resources.append(VpcBlockPublicAccessOptions(id="bpa", internet_gateway_block_mode=mode))
        if self.often(2):
            how, vpc = (
                self.pick("allow-bidirectional", "allow-bidirectional", "allow-egress"),
                self.draw(st.sampled_from(self.vpcs)),
            )
            place = (
                {"vpc_id": vpc.id}
                if self.often(2)
                else {"subnet_id": self.draw(st.sampled_from(self.subnets[vpc.id])).id}
            )
            self.resources.append(
                VpcBlockPublicAccessExclusion(id="except", internet_gateway_exclusion_mode=how, **place)
            )

    # Interfaces

    def interfaces(self) -> None:
        for number in range(self.draw(st.integers(2, 4))):
            vpc = self.draw(st.sampled_from(self.vpcs))
            subnet = self.draw(st.sampled_from(self.subnets[vpc.id]))
            groups = tuple(
                self.draw(st.lists(st.sampled_from(self.group_ids[vpc.id]), min_size=1, max_size=2, unique=True))
            )
            public, kind = self.often(2), self.pick("task", "instance", "instance", "interface")
            four, six = _host(subnet, 12 + number % 2 if number < 2 else 7 + number), _host6(subnet, 0x10 + number)
            sixes = (six,) if six and subnet.assign_ipv6_address_on_creation else ()
            if kind == "task":
                self.resources.append(
                    StandaloneTask(
                        id=f"task{number}",
                        subnets=(subnet.id,),
                        security_groups=groups,
                        assign_public_ip="ENABLED" if public else "DISABLED",
                    )
                )
            elif kind == "instance":
                self.resources.append(
                    Instance(
                        id=f"i{number}", subnet_id=subnet.id, security_group_ids=groups, private_ip_address=four, ipv6_addresses=sixes,
                        associate_public_ip_address=public,
                    )
                )  # fmt: skip
            else:
                public_address = FAR_AWAY["ipv4"][2] if public and number == 0 else None
                self.resources.append(
                    NetworkInterface(
                        id=f"eni{number}", subnet_id=subnet.id, security_group_ids=groups, private_ip_addresses=(four,), ipv6_addresses=sixes,
                        public_ip_address=public_address,
                    )
                )  # fmt: skip


def _fits(field: str, six: bool) -> bool:
    return field not in ("nat_gateway_id", "instance_id") if six else field != "egress_only_internet_gateway_id"


def _host(subnet: Subnet, n: int) -> str:
    stem, last = (subnet.cidr_block or "").removesuffix("/28").rsplit(".", 1)
    return f"{stem}.{int(last) + n}"


def _host6(subnet: Subnet, n: int) -> str | None:
    return subnet.ipv6_cidr_block.replace("::/64", f"::{n:x}") if subnet.ipv6_cidr_block else None
