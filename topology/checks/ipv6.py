"""Rules about IPv6 in dual-stack subnets. Who gets an IPv6 address (V6001 to V6005) is in the report of each workload."""

from ..i18n import N_, _
from ..model import NetworkAcl, Subnet, Topology, Workload
from ..reachability.filters import acl_of
from ..reachability.memory import indexed, pick
from .places import dual_stands, internet, needed, service_needs
from .registry import Findings, NotKnown, Violation, rule

NETWORKING = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html"
ADD_IPV6 = "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-migrate-ipv6-add.html"
ACLS = "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html"
START = frozenset(["ecr-auth", "image-pull", "secrets", "ssm-parameters"])


def dual(topology: Topology, workload: Workload) -> bool:
    """Whether a workload's tasks get an IPv6 address beside an IPv4 one somewhere."""
    return bool(dual_stands(topology, workload))


@rule("V6006", "error", "ipv6", N_("A dual-stack task starts over IPv4"), NETWORKING, Workload, when=dual)
def start_needs_ipv4(topology: Topology, workload: Workload) -> Findings:
    """A task with both families asks Amazon ECR, Secrets Manager and Systems Manager over IPv4: an IPv6 way out does not help.

    Login to the registry uses a name that has IPv4 addresses only, even with a dual-stack image URI
    (https://github.com/aws/containers-roadmap/issues/2792). An older edition of AWS's page says that a task with an IPv6 address
    needs no NAT gateway; the newer one, which is followed here, asks for an IPv4 route at the start.
    """
    both = {s.subnet for s in dual_stands(topology, workload)}
    out = {s for s, o in internet(topology, workload, "ipv6").items() if s in both and o.verdict == "reachable"}
    blocked: dict[str, list[str]] = {}
    for service in dict.fromkeys(n.service for n in service_needs(topology, workload) if n.flow in START):
        for place in needed(topology, workload, service or ""):
            if place.subnet in out and place.outcome.verdict == "blocked":
                blocked.setdefault(service or "", []).append(place.subnet or "")
    if blocked:
        where = dict.fromkeys(s for subnets in blocked.values() for s in subnets)
        text = _(
            "%(id)s reaches the internet over IPv6 from %(where)s, but its start asks %(services)s over IPv4, and has no way."
            " An older edition of AWS's page has it that a task with an IPv6 address needs no NAT gateway; the newer one asks for this."
        )
        values = {"id": workload.label, "where": ", ".join(where), "services": ", ".join(blocked)}
        fix = _(
            "Add an IPv4 default route (a public IP and an internet gateway, or a NAT gateway), or the VPC endpoints."
        )
        yield Violation(workload.id, text % values, fix)


@rule("V6007", "warning", "ipv6", N_("IPv6 has routes and rules of its own"), ADD_IPV6, Workload, when=dual)
def own_rules(topology: Topology, workload: Workload) -> Findings:
    """IPv4 rules and routes do nothing for IPv6: a task with both families that reaches the internet over IPv4 only lacks a
    ::/0 route, or IPv6 rules in its security group or network ACL."""
    ipv4, ipv6 = internet(topology, workload, "ipv4"), internet(topology, workload, "ipv6")
    for stand in dual_stands(topology, workload):
        outcome = ipv6[stand.subnet]
        if ipv4[stand.subnet].verdict == "reachable" and outcome.verdict == "blocked" and outcome.blockers:
            text = _("%(id)s has an IPv6 address in %(subnet)s and reaches the internet over IPv4 only: %(why)s")
            values = {"id": workload.label, "subnet": stand.subnet, "why": outcome.blockers[0].message}
            yield Violation(workload.id, text % values, _("Add what IPv6 lacks: a ::/0 route, IPv6 rules."))


@rule("NA003", "warning", "ipv6", N_("A network ACL has entries for IPv6"), ACLS, NetworkAcl)
def acl_entries(topology: Topology, acl: NetworkAcl) -> Findings:
    """An ACL that lets IPv4 through and has no entry for IPv6 denies all IPv6 of its subnets: each family has its own entries."""
    subnet = topology.get(Subnet, pick(topology, _first_ipv6_subnet, acl.id))
    if subnet is None:
        return
    if topology.is_unresolved(acl.id, "entries"):
        raise NotKnown(_("the entries of %s are not all known") % acl.label)
    for egress in (False, True):
        if _allows(acl, egress, ipv6=False) and not _allows(acl, egress, ipv6=True):
            text = _("Network ACL %(acl)s has IPv6 subnet %(subnet)s and no %(way)s entry that allows IPv6.")
            values = {"acl": acl.label, "subnet": subnet.label, "way": _("outbound") if egress else _("inbound")}
            cause = "NACL_OUTBOUND" if egress else "NACL_INBOUND"
            yield Violation(acl.id, text % values, _("Add entries with Ipv6CidrBlock."), cause)


@indexed
def _first_ipv6_subnet(topology: Topology) -> dict[str, str]:
    """For each network ACL the first of its subnets that has an IPv6 block."""
    found: dict[str, str] = {}
    for subnet in topology.all(Subnet):
        acl, _doubt = acl_of(topology, subnet.id, subnet.vpc_id) if subnet.ipv6_cidr_block else (None, "")
        if acl:
            found.setdefault(acl.id, subnet.id)
    return found


def _allows(acl: NetworkAcl, egress: bool, *, ipv6: bool) -> bool:
    mine = [e for e in acl.entries if e.egress == egress and e.rule_action == "allow"]
    return any(e.ipv6_cidr_block if ipv6 else e.cidr_block for e in mine)
