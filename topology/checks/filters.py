"""Rules about security groups and network ACLs."""

from collections.abc import Iterator
from typing import NamedTuple

from ..addresses import EVERY, IntSet
from ..fargate.platform import platform_of
from ..i18n import N_, _
from ..model import (
    LoadBalancer,
    NatGateway,
    NetworkAcl,
    NetworkAclEntry,
    SecurityGroup,
    SecurityGroupRule,
    Subnet,
    Topology,
)
from ..model.filters import MAX_RULE_NUMBER
from ..reachability import internet
from ..reachability.filters import acl_of, acl_passes
from ..reachability.memory import indexed, pick
from ..reachability.positions import LINUX_PORTS, WIDE_PORTS, in_subnet
from ..traffic import TCP, Traffic
from .places import default_route
from .registry import Findings, Undecided, Violation, rule

GROUP_RULES = "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html"
ACLS = "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html"


def _rules(group: SecurityGroup) -> Iterator[tuple[str, SecurityGroupRule]]:
    yield from (("security_group_ingress", r) for r in group.security_group_ingress)
    yield from (("security_group_egress", r) for r in group.security_group_egress or ())


@rule("SG003", "error", "configuration", N_("A security group rule has one peer"), GROUP_RULES, SecurityGroup)
def one_peer(topology: Topology, group: SecurityGroup) -> Findings:
    """A rule names exactly one of an IPv4 block, an IPv6 block, a prefix list and a security group."""
    for field, found in _rules(group):
        peers = [p for p in (found.cidr_ipv4, found.cidr_ipv6, found.prefix_list_id, found.referenced_group_id) if p]
        if len(peers) == 1:
            continue
        if not peers and topology.is_unresolved(group.id, field):
            yield Undecided(_("the peer of a rule of %s is not known") % group.label)
            continue
        text = _("A rule of security group %(sg)s names %(n)d peers (%(peers)s).")
        values = {"sg": group.label, "n": len(peers), "peers": ", ".join(peers) or _("none")}
        yield Violation(group.id, text % values, _("Name one peer a rule."))


@rule("NA001", "error", "configuration", N_("The entries of a network ACL have numbers of their own"), ACLS, NetworkAcl)
def rule_numbers(topology: Topology, acl: NetworkAcl) -> Findings:
    """Entries are numbered 1 to 32766, each number once a direction: the lowest that matches decides, and the rest is denied."""
    for egress in (False, True):
        mine = [e for e in acl.entries if e.egress == egress]
        numbers = [e.rule_number for e in mine if e.rule_number <= MAX_RULE_NUMBER]
        way = _("outbound") if egress else _("inbound")
        for twice in sorted({n for n in numbers if numbers.count(n) > 1}):
            text = _("Network ACL %(acl)s has two %(way)s entries with number %(n)d.")
            values = {"acl": acl.label, "way": way, "n": twice}
            yield Violation(acl.id, text % values, _("Give each entry a number of its own."))
        for entry in mine:
            if not _is_final_deny(entry) and not 1 <= entry.rule_number <= MAX_RULE_NUMBER:
                text = _("Network ACL %(acl)s has an %(way)s entry with number %(n)d: AWS takes 1 to 32766.")
                values = {"acl": acl.label, "way": way, "n": entry.rule_number}
                yield Violation(acl.id, text % values, _("Use 1 to 32766."))


def _is_final_deny(entry: NetworkAclEntry) -> bool:
    """Whether an entry is the one that AWS puts at the end of every ACL, and prints with its number: 32767, for IPv6 32768."""
    return entry.rule_action == "deny" and entry.rule_number in (MAX_RULE_NUMBER + 1, MAX_RULE_NUMBER + 2)


@rule("NA002", "warning", "reachability", N_("A network ACL lets all replies in"), ACLS, NetworkAcl)
def replies(topology: Topology, acl: NetworkAcl) -> Findings:
    """ACLs keep no state: replies come to any of the client's ephemeral ports. A part of the range lets a part of them in.

    Linux tasks use 32768 to 60999; NAT gateways, Network Load Balancers and Windows up to 1024 to 65535. The safe range is the latter.
    """
    for subnet_id, ports, who in pick(topology, _clients_behind, acl.id) or ():
        subnet = topology.get(Subnet, subnet_id)
        if subnet is None or default_route(topology, subnet_id, "ipv4") is None:
            continue
        here = in_subnet(topology, subnet_id, owner=None, kind="address", filtered=False)
        asked = Traffic.of("ipv4", IntSet.single(TCP), ports, internet(topology, "ipv4"), EVERY["ipv4"])
        _id, passed = acl_passes(topology, here, False, asked)
        if passed.maybe:
            yield Undecided(_("the entries of %s are not all known") % acl.label)
        elif passed.sure and not ports <= passed.sure.dimension("ports"):
            low, high = ports.ranges[0]
            text = _(
                "Network ACL %(acl)s lets in a part of the ports %(low)d to %(high)d only, at which %(who)s in %(subnet)s gets replies."
            )
            values = {"acl": acl.label, "low": low, "high": high, "who": who, "subnet": subnet.label}
            yield Violation(acl.id, text % values, _("Let in TCP 1024 to 65535."), "NACL_INBOUND_RETURN")
            return


class _Client(NamedTuple):
    """The widest range of ports at which something in a subnet gets replies from the internet, and what."""

    subnet: str
    ports: IntSet
    who: str


@indexed
def _clients_behind(topology: Topology) -> dict[str, tuple[_Client, ...]]:
    """For each network ACL what gets replies in its subnets: one client a subnet."""
    found: dict[str, _Client] = {}
    for workload in topology.workloads:
        ports = WIDE_PORTS if platform_of(topology, workload).os == "windows" else LINUX_PORTS
        for subnet in workload.subnets:
            if subnet not in found or found[subnet].ports <= ports:
                found[subnet] = _Client(subnet, ports, workload.label)
    for nat in topology.all(NatGateway):
        if nat.subnet_id and nat.connectivity_type == "public":
            found[nat.subnet_id] = _Client(nat.subnet_id, WIDE_PORTS, nat.label)
    for balancer in topology.all(LoadBalancer):
        if balancer.load_balancer_type == "network":
            found.update({s: _Client(s, WIDE_PORTS, balancer.label) for s in balancer.subnets})
    behind: dict[str, list[_Client]] = {}
    for client in found.values():
        held = topology.get(Subnet, client.subnet)
        acl, _doubt = acl_of(topology, client.subnet, held.vpc_id) if held else (None, "")
        if acl:
            behind.setdefault(acl.id, []).append(client)
    return {acl_id: tuple(clients) for acl_id, clients in behind.items()}
