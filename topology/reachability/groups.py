"""Security groups as what they say, apart from what they are called.

A group's rules are made into sets of addresses and ports once. Interfaces whose groups say the same about each other stand alike,
whatever the groups are named: their walks are shared (see `naming`).

https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
"""

from collections.abc import Iterable
from typing import Final, Literal, NamedTuple

from ..addresses import NOTHING, IntSet, addresses_of, is_range, parse
from ..i18n import N_, _
from ..model import (
    Database,
    Instance,
    LoadBalancer,
    MountTarget,
    NetworkInterface,
    PrefixList,
    SecurityGroup,
    SecurityGroupRule,
    Topology,
    VpcEndpoint,
)
from ..traffic import EVERY_PORT, EVERY_PROTOCOL, ICMP, ICMPV6, WITH_PORTS, protocol_numbers
from .memory import indexed

Direction = Literal["ingress", "egress"]
MEMBER = "\ue0ff"  # stands for every group of the peer that a rule names, where which one it is makes no difference
OTHERS = "\ue0fe"  # stands for the groups that a rule names and that the peer is not known to be in
NOBODY = ""  # of a rule that names no peer at all


class Rule(NamedTuple):
    """One rule. Its peers are addresses, the members of a `group`, or a `prefix_list` known by its name alone; `doubt` says why
    the input leaves open whom it means, or what."""

    protocols: IntSet
    ports: IntSet
    ipv4: IntSet = NOTHING
    ipv6: IntSet = NOTHING
    group: str | None = None
    prefix_list: str | None = None
    doubt: str = ""


class Group(NamedTuple):
    """What a group says in one direction. `rules` None lets everything through; `doubt` says that there may be more rules."""

    rules: tuple[Rule, ...] | None
    doubt: str = ""


class Rules:
    """What several groups say in one direction, in the order in which an interface holds them."""

    __slots__ = ("_hash", "_towards", "groups", "references")

    def __init__(self, groups: tuple[Group, ...]) -> None:
        self.groups = groups
        self.references = frozenset(r.group for g in groups for r in g.rules or () if r.group)
        self._hash = hash(groups)
        self._towards: dict[frozenset[str], Rules] = {}

    def towards(self, members: frozenset[str]) -> "Rules":
        """The same rules towards a peer that is in these groups: which of them are named, not what they are called."""
        if not self.references:
            return self
        meant = self.references & members
        if meant not in self._towards:
            self._towards[meant] = Rules(tuple(_towards(g, meant) for g in self.groups))
        return self._towards[meant]

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Rules) and self._hash == other._hash and self.groups == other.groups)

    def __hash__(self) -> int:
        return self._hash


NO_RULES = Rules(())


def _towards(group: Group, meant: frozenset[str]) -> Group:
    if not group.rules:
        return group
    return Group(
        tuple(
            r if r.group is None else r._replace(group=MEMBER if r.group in meant else r.group and OTHERS)
            for r in group.rules
        ),
        group.doubt,
    )


def rule_ports(protocols: IntSet, low: int | None, high: int | None) -> IntSet:
    """The ports of a rule; for ICMP the type. -1 or nothing means all."""
    if not protocols <= WITH_PORTS:
        icmp = protocols <= IntSet(((ICMP, ICMP), (ICMPV6, ICMPV6)))
        return IntSet.single(low) if icmp and low is not None and low >= 0 else EVERY_PORT
    if low is None or low < 0:
        return EVERY_PORT
    return IntSet.span(low, high if high is not None and high >= 0 else low)


NOT_EVERY_RULE: Final = {
    "ingress": N_("not every inbound rule of %s is known"),
    "egress": N_("not every outbound rule of %s is known"),
}


@indexed
def rules_of(topology: Topology, group_ids: tuple[str, ...], direction: Direction) -> Rules:
    """What these groups of the input say together in one direction."""
    return Rules(tuple(_group(topology, id, direction) for id in group_ids)) if group_ids else NO_RULES


@indexed
def _group(topology: Topology, id: str, direction: Direction) -> Group:
    group = topology.get(SecurityGroup, id)
    if group is None:
        return Group(())
    open_rules = topology.is_unresolved(id, f"security_group_{direction}")
    doubt = _(NOT_EVERY_RULE[direction]) % group.label if open_rules else ""
    held = group.security_group_ingress if direction == "ingress" else group.security_group_egress
    if held is None:
        return Group(() if open_rules else None, doubt)
    return Group(tuple(_rule(topology, group, r) for r in held), doubt)


def _rule(topology: Topology, group: SecurityGroup, rule: SecurityGroupRule) -> Rule:
    try:
        protocols = protocol_numbers(rule.ip_protocol)
    except ValueError:
        text = _("a rule of %(group)s names a protocol that is none: %(what)s") % {
            "group": group.label,
            "what": rule.ip_protocol,
        }
        return Rule(EVERY_PROTOCOL, EVERY_PORT, doubt=text)
    ports = rule_ports(protocols, rule.from_port, rule.to_port)
    if rule.cidr_ipv4 or rule.cidr_ipv6:
        return Rule(
            protocols,
            ports,
            parse(rule.cidr_ipv4)[1] if rule.cidr_ipv4 else NOTHING,
            parse(rule.cidr_ipv6)[1] if rule.cidr_ipv6 else NOTHING,
        )
    if rule.prefix_list_id:
        return _by_prefix_list(topology, rule.prefix_list_id, protocols, ports)
    return Rule(protocols, ports, group=rule.referenced_group_id or NOBODY)


def _by_prefix_list(topology: Topology, id: str, protocols: IntSet, ports: IntSet) -> Rule:
    held = topology.get(PrefixList, id)
    if held is None:
        return Rule(protocols, ports, doubt=_("prefix list %s is not known") % id)
    if held.entries and all(is_range(e) for e in held.entries):
        return Rule(protocols, ports, addresses_of(held.entries, "ipv4"), addresses_of(held.entries, "ipv6"))
    doubt = _("the entries of prefix list %s are not known") % held.label
    return Rule(protocols, ports, prefix_list=held.prefix_list_name or "", doubt=doubt)


@indexed
def mentioned_on_the_way(topology: Topology) -> frozenset[str]:
    """The groups that inbound rules of instances and interfaces name, through which a walk may lead."""
    held = {g for i in topology.all(Instance) for g in i.security_group_ids}
    held.update(g for i in topology.all(NetworkInterface) for g in i.security_group_ids)
    return _mentioned(topology, held)


def mentioned_by_infrastructure(topology: Topology, groups: Iterable[str]) -> frozenset[str]:
    """Those of these groups that inbound rules name of whatever holds groups and is no task."""
    return frozenset(g for g in groups if _is_mentioned(topology, g))


@indexed
def _is_mentioned(topology: Topology, group: str) -> bool:
    return group in _mentioned_by_infrastructure(topology)


@indexed
def _mentioned_by_infrastructure(topology: Topology) -> frozenset[str]:
    held = {g for e in topology.all(VpcEndpoint) for g in e.security_group_ids}
    held.update(g for b in topology.all(LoadBalancer) for g in b.security_groups)
    held.update(g for d in topology.all(Database) for g in d.security_groups)
    held.update(g for m in topology.all(MountTarget) for g in m.security_groups)
    held.update(g.id for g in topology.all(SecurityGroup) if g.default)
    return _mentioned(topology, held) | mentioned_on_the_way(topology)


def _mentioned(topology: Topology, held: set[str]) -> frozenset[str]:
    return frozenset(x for g in held for x in rules_of(topology, (g,), "ingress").references)
