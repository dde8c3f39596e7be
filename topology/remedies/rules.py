"""Fixes that add a rule: to a security group (a group or a prefix list as its peer before a range), to a network ACL."""

from collections.abc import Iterator
from typing import Any

from ..addresses import is_range, parse
from ..fargate.services import serves, service_name
from ..i18n import _
from ..model import (
    ExternalHost,
    FileSystem,
    MountTarget,
    NetworkAcl,
    PrefixList,
    SecurityGroup,
    Subnet,
    Topology,
    VpcEndpoint,
)
from ..model.filters import MAX_RULE_NUMBER
from ..model.prefix_lists import id_of_list, named_list
from ..traffic import NUMBERS
from .case import ALL_IPV4, ALL_IPV6, FREE, Case, Change, Fix, add, connect, subnets_of

Peer = dict[str, str]
EPHEMERAL = (1024, 65535)


def open_group(case: Case) -> Iterator[Fix]:
    """One rule more in the group that blocks, as narrow as the flow allows; across VPCs, where a group may not be named, its
    subnets' ranges after that."""
    group = case.topology.get(SecurityGroup, case.blocker.resource)
    if group is None:
        return
    ingress = case.blocker.cause.endswith("INGRESS")
    field = "security_group_ingress" if ingress else "security_group_egress"
    for peers in _senders(case) if ingress else _receivers(case):
        if ingress and any(p.get("cidr_ipv4") == ALL_IPV4 or p.get("cidr_ipv6") == ALL_IPV6 for p in peers):
            continue
        rules = [{**_ports(case), **peer} for peer in peers]
        if not rules:
            continue
        direction = _("in from") if ingress else _("out to")
        values = {
            "what": _what(case),
            "group": group.label,
            "where": direction,
            "peer": ", ".join(_name(case.topology, p) for p in peers),
        }
        yield Fix(
            _("Let %(what)s %(where)s %(peer)s in security group %(group)s") % values,
            (*_awss_lists(case, peers), *(connect(group.id, field, rule) for rule in rules)),
            FREE,
            f"{values['what']} {direction} {values['peer']}",
        )


def _ports(case: Case) -> dict[str, Any]:
    if case.flow.port is None:
        return {"ip_protocol": case.flow.protocol if case.flow.protocol != "all" else "-1"}
    return {"ip_protocol": case.flow.protocol, "from_port": case.flow.port, "to_port": case.flow.port}


def _what(case: Case) -> str:
    return case.flow.protocol.upper() + (f" {case.flow.port}" if case.flow.port is not None else "")


def _name(topology: Topology, peer: Peer) -> str:
    value = next(iter(peer.values()))
    resource = topology.find(value)
    return resource.label if resource else named_list(value, topology.region) or value


def _awss_lists(case: Case, peers: list[Peer]) -> Iterator[Change]:
    """Prefix lists of AWS among the peers that the design does not name yet."""
    for id in (i for p in peers if (i := p.get("prefix_list_id")) and case.topology.find(i) is None):
        yield add(type="PrefixList", id=id, prefix_list_name=named_list(id, case.topology.region_of(case.vpc_id)))


def _everywhere(case: Case) -> Peer:
    return {"cidr_ipv6": ALL_IPV6} if case.flow.family == "ipv6" else {"cidr_ipv4": ALL_IPV4}


def _by_group_or_range(case: Case, groups: tuple[str, ...], subnets: tuple[str, ...]) -> Iterator[list[Peer]]:
    """The peers of a rule that means an interface: its group, and its subnets' ranges where it has none or is of another VPC."""
    topology, family = case.topology, case.flow.family
    held = [g for i in groups if (g := topology.get(SecurityGroup, i))]
    if held:
        yield [{"referenced_group_id": held[0].id}]
    blocked = topology.get(SecurityGroup, case.blocker.resource)
    if held and (blocked is None or held[0].vpc_id == blocked.vpc_id):
        return
    found = [s for i in subnets if (s := topology.get(Subnet, i))]
    blocks = [(s.cidr_block if family == "ipv4" else s.ipv6_cidr_block) for s in found]
    yield [{f"cidr_{family}": b} for b in blocks if b]


def _by_end(case: Case, end: str) -> Iterator[list[Peer]]:
    """The peers of a rule that means one end of the flow: an address, a host outside, or a resource's interfaces."""
    topology = case.topology
    resource = topology.find(end)
    address = resource.address if isinstance(resource, ExternalHost) else end if resource is None else None
    if address and is_range(address):
        family, _addresses, length = parse(address)
        yield [{f"cidr_{family}": address if "/" in address else f"{address}/{length}"}]
    elif isinstance(resource, FileSystem):
        targets = [m for m in topology.all(MountTarget) if m.file_system_id == resource.id]
        groups = tuple(g for m in targets for g in m.security_groups)
        yield from _by_group_or_range(case, groups, tuple(m.subnet_id for m in targets if m.subnet_id))
    elif resource is not None and not isinstance(resource, ExternalHost):
        groups = getattr(resource, "security_groups", getattr(resource, "security_group_ids", ()))
        yield from _by_group_or_range(case, groups, subnets_of(resource))


def _senders(case: Case) -> Iterator[list[Peer]]:
    """Who the traffic comes from: the load balancer for lb-to-task, otherwise the tasks, or the source of a trace."""
    if case.flow.source == case.workload.id:
        yield from _by_group_or_range(case, case.workload.security_groups, case.subnets)
    else:
        yield from _by_end(case, case.flow.source)


def _receivers(case: Case) -> Iterator[list[Peer]]:
    """Who the traffic goes to: an endpoint's group, a prefix list, a file system's or a task's group; else everywhere."""
    topology, flow = case.topology, case.flow
    if flow.flow == "lb-to-task":
        yield from _by_group_or_range(case, case.workload.security_groups, case.subnets)
        return
    known = list(_by_end(case, flow.to))
    if known:
        yield from known
        return
    region = topology.region_of(case.vpc_id)
    for endpoint in topology.all(VpcEndpoint):
        if endpoint.vpc_id != case.vpc_id or not serves(endpoint, flow.to or "", region):
            continue
        if endpoint.vpc_endpoint_type == "Interface" and endpoint.private_dns_enabled is not False:
            yield from _by_group_or_range(case, endpoint.security_group_ids, endpoint.subnet_ids)
            return
        if endpoint.vpc_endpoint_type == "Gateway" and (
            id := _list_of(topology, service_name(flow.to or "", region), region)
        ):
            yield [{"prefix_list_id": id}]
            return
    yield [_everywhere(case)]


def _list_of(topology: Topology, name: str, region: str) -> str | None:
    """The prefix list of a service: the design's record of it, or the id by which the Region knows it."""
    held = (p.id for p in topology.all(PrefixList) if p.prefix_list_name == name)
    return next(held, None) or id_of_list(name, region)


def open_network_acl(case: Case) -> Iterator[Fix]:
    """One entry more in the ACL that blocks, before the entry that denies."""
    acl = case.topology.get(NetworkAcl, case.blocker.resource)
    if acl is None:
        return
    egress = "OUTBOUND" in case.blocker.cause
    returning = case.blocker.cause.endswith("_RETURN")
    number = _free_number(acl, egress)
    if number is None:
        return
    low, high = EPHEMERAL if returning else (case.flow.port or 0, case.flow.port or 65535)
    entry: dict[str, Any] = {
        "rule_number": number, "egress": egress, "rule_action": "allow", "protocol": str(NUMBERS.get(case.flow.protocol, -1)),
        "from_port": low, "to_port": high,
    }  # fmt: skip
    entry["ipv6_cidr_block" if case.flow.family == "ipv6" else "cidr_block"] = (
        ALL_IPV6 if case.flow.family == "ipv6" else ALL_IPV4
    )
    values = {
        "what": f"{case.flow.protocol.upper()} {low}" + (f"–{high}" if high != low else ""),
        "way": _("out") if egress else _("in"), "acl": acl.label, "n": number,
    }  # fmt: skip
    yield Fix(
        _("Let %(what)s %(way)s by rule %(n)d of network ACL %(acl)s") % values,
        (connect(acl.id, "entries", entry),), FREE, f"{values['what']} {values['way']}",
    )  # fmt: skip


def _free_number(acl: NetworkAcl, egress: bool) -> int | None:
    """The number for an entry that comes before every denying one of its direction."""
    used = {e.rule_number for e in acl.entries if e.egress == egress}
    denying = [e.rule_number for e in acl.entries if e.egress == egress and e.rule_action == "deny"]
    last = min([*denying, MAX_RULE_NUMBER + 1])
    for step in (100, 10, 1):
        for number in range(step, last, step):
            if number not in used:
                return number
    return None
