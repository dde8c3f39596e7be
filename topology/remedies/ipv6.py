"""Fixes for tasks without an IPv6 address, and the ways out that IPv6 has.

https://docs.aws.amazon.com/vpc/latest/userguide/vpc-migrate-ipv6-add.html, …/egress-only-internet-gateway.html
"""

from collections.abc import Iterator
from ipaddress import IPv6Network, ip_network

from ..i18n import _
from ..model import EgressOnlyInternetGateway, InternetGateway, Subnet, Topology, Vpc
from .case import Case, Change, Fix, Way, add, connect, set_fields

# Amazon chooses a VPC's block when it is made. Until then another of the range that stands for it here, by the VPCs that have one.
STAND_IN = IPv6Network("2600:1f18::/40")


def new_block(topology: Topology) -> str:
    """What stands for the block that Amazon will give a VPC."""
    held = [ip_network(b) for v in topology.all(Vpc) for b in v.ipv6_cidr_blocks]
    return str(next(b for b in STAND_IN.subnets(new_prefix=56) if not any(b.overlaps(h) for h in held)))


def give_block(case: Case) -> Iterator[Fix]:
    """A block for the VPC where it has none, and a /64 of it for each subnet that fails and has none."""
    vpc = case.topology.get(Vpc, case.vpc_id)
    if vpc is None:
        return
    changes: list[Change] = []
    blocks = list(vpc.ipv6_cidr_blocks)
    if not blocks:
        blocks = [new_block(case.topology)]
        block = {"ipv6_cidr_block": blocks[0], "amazon_provided": True}
        changes.append(connect(vpc.id, "ipv6_cidr_block_associations", block))
    used = {
        IPv6Network(s.ipv6_cidr_block)
        for s in case.topology.all(Subnet)
        if s.vpc_id == vpc.id and s.ipv6_cidr_block and s.id not in case.subnets
    }
    for id in case.subnets:
        subnet = case.topology.get(Subnet, id)
        inside = [IPv6Network(b) for b in blocks]
        own = IPv6Network(subnet.ipv6_cidr_block) if subnet and subnet.ipv6_cidr_block else None
        if own is None or not any(own.subnet_of(b) for b in inside):
            free = (n for b in inside if b.prefixlen <= 64 for n in b.subnets(new_prefix=64) if n not in used)
            own = next(free, None)
            if own is None:
                return
            changes.append(set_fields(id, ipv6_cidr_block=str(own)))
        used.add(own)
    names = ", ".join(s.label for i in case.subnets if (s := case.topology.get(Subnet, i)))
    yield Fix(_("Give %s IPv6 addresses") % names, tuple(changes))


def assign_addresses(case: Case) -> Iterator[Fix]:
    """Let the subnets that fail assign IPv6 addresses to what is placed in them."""
    lacking = [
        s
        for i in case.subnets
        if (s := case.topology.get(Subnet, i)) and not (s.assign_ipv6_address_on_creation or s.ipv6_native)
    ]
    if lacking:
        names = ", ".join(s.label for s in lacking)
        yield Fix(
            _("Assign IPv6 addresses on creation in %s") % names,
            tuple(set_fields(s.id, assign_ipv6_address_on_creation=True) for s in lacking),
        )


def turn_setting_on(case: Case) -> Iterator[Fix]:
    """https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-account-settings.html"""
    settings = {**case.topology.account_settings, "dualStackIPv6": "enabled"}
    yield Fix(
        _("Turn on the account setting dualStackIPv6"), ({"op": "settings", "values": {"account_settings": settings}},)
    )


def ways_out(case: Case) -> Iterator[Way]:
    """What ::/0 may lead to. Nothing comes in by an egress-only gateway, which is the first choice; the internet gateway is for
    subnets that lead to it already."""
    topology = case.topology
    gateway = next((g for g in topology.all(InternetGateway) if g.vpc_id == case.vpc_id), None)
    public = gateway and all(any(r.gateway_id == gateway.id for r in t.routes) for t in case.tables())
    if gateway and public and case.tables():
        opens = _("the tasks' IPv6 addresses are public; their security groups decide who reaches them")
        yield Way(gateway.label, (), {"gateway_id": gateway.id}, opens)
    only = next((g for g in topology.all(EgressOnlyInternetGateway) if g.vpc_id == case.vpc_id), None)
    opens = _("everything outbound to the internet over IPv6")
    if only:
        yield Way(only.label, (), {"egress_only_internet_gateway_id": only.id}, opens)
    elif case.vpc_id:
        id = case.new_id("EgressOnlyInternetGateway")
        made = add(type="EgressOnlyInternetGateway", id=id, vpc_id=case.vpc_id)
        yield Way(_("a new egress-only internet gateway"), (made,), {"egress_only_internet_gateway_id": id}, opens)
