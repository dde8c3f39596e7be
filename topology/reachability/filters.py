"""Security groups (stateful) and network ACLs (stateless): which part of some traffic they let through.

https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html,
https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
"""

from collections.abc import Iterator
from typing import NamedTuple

from ..addresses import EVERY, NOTHING, Family, IntSet, parse
from ..i18n import _
from ..model import NetworkAcl, NetworkAclEntry, Topology
from ..traffic import EVERY_PORT, EVERY_PROTOCOL, ICMP, ICMPV6, Box, Traffic, protocol_numbers
from .groups import Direction, Rule, rule_ports
from .memory import indexed, remembered
from .positions import Position

NOTHING_PASSES = Traffic()


class Passed(NamedTuple):
    """What a filter lets through for sure, and what it may let through besides where the input leaves something open."""

    sure: Traffic
    maybe: Traffic
    reason: str = ""
    by: tuple[str, ...] = ()


OF_AWS = "com.amazonaws."
"""How the names of the prefix lists begin that AWS manages. Each holds public addresses of its one service, none of another's and none of
a VPC; https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html"""


class Named(NamedTuple):
    """A service of AWS, which rules can name by the service's prefix list, where it has one: `com.amazonaws.us-east-1.s3`."""

    prefix_list_name: str


def groups_pass(
    holder: Position, direction: Direction, traffic: Traffic, peer: Position | None, named: Named | None
) -> Passed:
    """What the holder's security groups let through; `peer` is the interface at the other end, if it is one.

    A group that the input leaves out (the VPC's default one) lets in what comes from its own members and everything out.
    """
    if not holder.filtered or not traffic:
        return Passed(traffic, NOTHING_PASSES)
    family = traffic.boxes[0].family
    whole = traffic.dimension("sources" if direction == "ingress" else "destinations")
    sure: list[Box] = []
    maybe: list[Box] = []
    reasons: list[str] = []
    by: list[str] = []

    def add(into: list[Box], protocols: IntSet, ports: IntSet, addresses: IntSet) -> None:
        every = EVERY[family]
        sources, destinations = (addresses, every) if direction == "ingress" else (every, addresses)
        into.append(Box(family, protocols, ports, sources, destinations))

    held = holder.ingress if direction == "ingress" else holder.egress
    for name, group in zip(holder.groups, held.groups, strict=True):
        if group.doubt:
            add(maybe, EVERY_PROTOCOL, EVERY_PORT, EVERY[family])
            reasons.append(group.doubt)
        if group.rules is None:
            add(sure, EVERY_PROTOCOL, EVERY_PORT, EVERY[family])
            by.append(name)
            continue
        for rule in group.rules:
            certain, perhaps, why = _peers(rule, family, peer, named, whole)
            if certain:
                add(sure, rule.protocols, rule.ports, certain)
                by.append(name)
            if perhaps:
                add(maybe, rule.protocols, rule.ports, perhaps)
                reasons.append(why)
    if holder.implicit_group:
        members = (
            peer.addresses(family) if peer is not None and peer.implicit_group and peer.vpc == holder.vpc else NOTHING
        )
        add(sure, EVERY_PROTOCOL, EVERY_PORT, EVERY[family] if direction == "egress" else members)
    if holder.groups_open:
        add(maybe, EVERY_PROTOCOL, EVERY_PORT, EVERY[family])
        reasons.append(_("the security groups of %s are not all known") % holder.owner)
    passed = traffic & Traffic(b for b in sure if b)
    possible = (traffic & Traffic(b for b in maybe if b)) - passed if maybe else NOTHING_PASSES
    return Passed(passed, possible, reasons[0] if reasons else "", tuple(dict.fromkeys(by)))


def _peers(
    rule: Rule, family: Family, peer: Position | None, named: Named | None, whole: IntSet
) -> tuple[IntSet, IntSet, str]:
    """The peer addresses of a rule: (for sure, perhaps, why perhaps). `whole` are the addresses asked about."""
    if rule.group is not None:
        if peer is not None and rule.group in peer.members:
            return whole & peer.addresses(family), NOTHING, ""
        if rule.group and peer is not None and peer.groups_open:
            return NOTHING, whole, _("the security groups of %s are not all known") % peer.owner
        return NOTHING, NOTHING, ""
    if (rule.prefix_list or "").startswith(OF_AWS) and (named or peer is not None):
        same = named is not None and rule.prefix_list == named.prefix_list_name
        return (whole if same else NOTHING), NOTHING, ""
    if rule.doubt:
        return NOTHING, EVERY[family], rule.doubt
    return (rule.ipv4 if family == "ipv4" else rule.ipv6), NOTHING, ""


class _Acls(NamedTuple):
    """The ACL that each subnet names, each VPC's default ACL, and what is open about the associations, by the VPC (None: of an ACL
    whose VPC is not known). ACLs by their ids."""

    by_subnet: dict[str, str]
    default: dict[str | None, str]
    doubts: dict[str | None, str]


@indexed
def _acls(topology: Topology) -> _Acls:
    acls = topology.all(NetworkAcl)
    by_subnet = {a.subnet_id: acl.id for acl in reversed(acls) for a in acl.associations if a.subnet_id}
    doubts = {
        a.vpc_id: _("which subnets %s applies to is not known") % a.label
        for a in acls
        if topology.is_unresolved(a.id, "associations")
    }
    return _Acls(by_subnet, {a.vpc_id: a.id for a in acls if a.default}, doubts)


def doubt_in(doubts: dict[str | None, str], vpc_id: str | None) -> str:
    """What is open in a VPC: of its own tables or ACLs, and of those whose VPC is not known. Anything, where the VPC is not."""
    if vpc_id is None:
        return next(iter(doubts.values()), "")
    return doubts.get(vpc_id) or doubts.get(None, "")


@indexed
def _acl_of(topology: Topology, subnet_id: str | None, vpc_id: str | None) -> tuple[str | None, str]:
    acls = _acls(topology)
    if subnet_id in acls.by_subnet:
        return acls.by_subnet[subnet_id], ""
    fallback, doubt = acls.default.get(vpc_id), doubt_in(acls.doubts, vpc_id)
    if subnet_id is not None and topology.is_unresolved(subnet_id, "network_acl_id"):
        doubt = _("the network ACL of %s is not known") % subnet_id
    return fallback, doubt


def acl_of(topology: Topology, subnet_id: str | None, vpc_id: str | None) -> tuple[NetworkAcl | None, str]:
    """The network ACL of a subnet, None for the VPC's default one that the input leaves out; and what is open about it."""
    acl_id, doubt = _acl_of(topology, subnet_id, vpc_id)
    return topology.get(NetworkAcl, acl_id), doubt


def acl_boxes(acl: NetworkAcl, family: Family, egress: bool) -> Iterator[tuple[NetworkAclEntry, Box]]:
    """The entries of one direction and family in the order in which AWS reads them."""
    for entry in sorted((e for e in acl.entries if e.egress == egress), key=lambda e: e.rule_number):
        cidr = entry.cidr_block if family == "ipv4" else entry.ipv6_cidr_block
        if cidr is None:
            continue
        protocols = protocol_numbers(entry.protocol)
        low, high = (
            (entry.icmp_type, None)
            if protocols <= IntSet(((ICMP, ICMP), (ICMPV6, ICMPV6)))
            else (entry.from_port, entry.to_port)
        )
        addresses = parse(cidr)[1]
        sources, destinations = (EVERY[family], addresses) if egress else (addresses, EVERY[family])
        yield entry, Box(family, protocols, rule_ports(protocols, low, high), sources, destinations)


def acl_passes(topology: Topology, position: Position, egress: bool, traffic: Traffic) -> tuple[str | None, Passed]:
    """What the ACL of a position's subnet lets through in one direction, with the ACL's id: lowest number first.

    The default ACL, where the input leaves it out, lets everything through.
    """
    acl, doubt = acl_of(topology, position.subnet, position.vpc)
    if not traffic:
        return (acl.id if acl else None), Passed(traffic, NOTHING_PASSES)
    if acl is None:
        return None, Passed(NOTHING_PASSES, traffic, doubt) if doubt else Passed(traffic, NOTHING_PASSES)
    allowed, fault = _acl_allows(topology, acl.id, traffic.boxes[0].family, egress)
    if fault:
        return acl.id, Passed(NOTHING_PASSES, traffic, fault)
    return acl.id, Passed(traffic if traffic <= allowed else traffic & allowed, NOTHING_PASSES)


@remembered
def _acl_allows(topology: Topology, acl_id: str, family: Family, egress: bool) -> tuple[Traffic, str]:
    """Everything that an ACL lets through in one direction, the first matching entry deciding; and what is open about it."""
    acl = topology.get(NetworkAcl, acl_id)
    if acl is None or topology.is_unresolved(acl_id, "entries"):
        return NOTHING_PASSES, _("not every entry of %s is known") % (acl.label if acl else acl_id)
    left = Traffic.of(family)
    allowed: list[Box] = []
    try:
        for entry, box in acl_boxes(acl, family, egress):
            mine = Traffic((box,))
            if entry.rule_action == "allow":
                allowed.extend((left & mine).boxes)
            left = left - mine
    except ValueError as error:
        return NOTHING_PASSES, _("an entry of %(acl)s names a protocol that is none: %(what)s") % {
            "acl": acl.label,
            "what": error,
        }
    return Traffic(allowed), ""
