"""Rules about who reaches a load balancer, and what it reaches: routes, families, client addresses."""

from ..addresses import Family, IntSet
from ..fargate.balancing import balancers_of, nodes, preserves_client
from ..fargate.flows import flows_of
from ..i18n import N_, _
from ..model import Listener, LoadBalancer, Service, TargetGroup, Topology
from ..reachability import Outside, internet
from ..reachability.inbound import walk_in
from ..reachability.memory import indexed, pick
from ..traffic import TCP
from .balancing import balanced, target_groups_of
from .places import grouped, is_public, subnets_of
from .registry import Findings, Undecided, Violation, rule

GATEWAY = "https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html"
ADDRESS_TYPES = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html"
HEALTH = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-update-security-groups.html"
ATTRIBUTES = "https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html"
PATH_CAUSES = frozenset(["LB_SG_EGRESS", "TASK_SG_INGRESS"])


@rule(
    "LB007", "error", "reachability", N_("An internet-facing load balancer stands in public subnets"), GATEWAY, LoadBalancer
)  # fmt: skip
def public_subnets(topology: Topology, balancer: LoadBalancer) -> Findings:
    """The subnets of an internet-facing load balancer have a route to an internet gateway. A warning where only some have."""
    if balancer.scheme != "internet-facing" or topology.is_unresolved(balancer.id, "scheme"):
        return
    family: Family = "ipv6" if balancer.ip_address_type == "dualstack-without-public-ipv4" else "ipv4"
    public = {s: is_public(topology, s, family) for s in dict.fromkeys(balancer.subnets)}
    if topology.is_unresolved(balancer.id, "subnets") or None in public.values():
        yield Undecided(_("the routes of the subnets of %s are not all known") % balancer.label)
    closed = [s for s, yes in public.items() if yes is False]
    if closed:
        some = len(closed) < len(public) or topology.is_unresolved(balancer.id, "subnets")
        text = _("Internet-facing load balancer %(lb)s stands in %(where)s, without a route to an internet gateway.")
        values = {"lb": balancer.label, "where": ", ".join(closed)}
        fix = _("Use public subnets, or make it internal.")
        yield Violation(balancer.id, text % values, fix, None, "warning" if some else "error")


@rule("LB008", "error", "ipv6", N_("A dualstack load balancer has IPv6 all the way"), ADDRESS_TYPES, LoadBalancer)
def dualstack(topology: Topology, balancer: LoadBalancer) -> Findings:
    """The subnets of a dualstack load balancer have IPv6 blocks: AWS refuses it otherwise.

    A warning where it is internet-facing and IPv6 clients do not get in: no ::/0 route, a security group or a network ACL
    without IPv6 rules.
    """
    if balancer.ip_address_type == "ipv4":
        return
    subnets = subnets_of(topology, balancer.subnets)
    for subnet in subnets:
        if subnet.ipv6_cidr_block:
            continue
        if topology.is_unresolved(subnet.id, "ipv6_cidr_block"):
            yield Undecided(_("whether subnet %s has an IPv6 block is not known") % subnet.label)
        else:
            text = _("Dualstack load balancer %(lb)s stands in subnet %(subnet)s, which has no IPv6 block.")
            values = {"lb": balancer.label, "subnet": subnet.label}
            yield Violation(balancer.id, text % values, _("Give the subnet an IPv6 block."))
    if balancer.scheme == "internet-facing" and subnets and all(s.ipv6_cidr_block for s in subnets):
        yield from _ipv6_clients(topology, balancer)


@indexed
def _listener_ports(topology: Topology) -> dict[str, tuple[int, ...]]:
    """The ports at which each load balancer listens."""
    listeners = grouped((x.load_balancer_arn, x) for x in topology.all(Listener))
    return {balancer: tuple(dict.fromkeys(x.port for x in held if x.port)) for balancer, held in listeners.items()}


def _ipv6_clients(topology: Topology, balancer: LoadBalancer) -> Findings:
    """What keeps IPv6 clients from the listeners of a dualstack load balancer."""
    clients = Outside(_("the internet"), internet(topology, "ipv6"), exact=False)
    for port in pick(topology, _listener_ports, balancer.id) or ():
        found = [
            walk_in(topology, clients, node, "ipv6", IntSet.single(TCP), IntSet.single(port))
            for node in nodes(topology, balancer)
        ]
        blockers = dict.fromkeys(b for w in found if w.verdict == "blocked" for b in w.blockers)
        for blocker in list(blockers)[:1]:
            text = _("IPv6 clients do not get to port %(port)d of dualstack load balancer %(lb)s: %(why)s")
            values = {"port": port, "lb": balancer.label, "why": blocker.message}
            fix = _("Give its subnets a ::/0 route to the internet gateway, and its groups and ACLs rules for IPv6.")
            yield Violation(balancer.id, text % values, fix, None, "warning")


@rule("LB015", "info", "reachability", N_("The groups let health checks through"), HEALTH, Service, when=balanced)
def health_checks(topology: Topology, service: Service) -> Findings:
    """Where the groups of the load balancer or of the tasks stop it, health checks fail and the service replaces its tasks over and over.

    The flow `lb-to-task` reports the obstacle itself.
    """
    for flow in flows_of(topology, service):
        if flow.flow != "lb-to-task":
            continue
        blocked = [p.outcome for p in flow.placements if p.outcome.verdict == "blocked"]
        causes = [b for o in blocked for b in o.blockers if b.cause in PATH_CAUSES]
        if causes:
            text = _("Health checks of %(id)s fail on port %(port)s, so the service keeps replacing its tasks: %(why)s")
            values = {"id": service.label, "port": flow.port, "why": causes[0].message}
            fix = _("Let the load balancer's group in on that port.")
            yield Violation(causes[0].resource, text % values, fix, causes[0].cause)


@rule(
    "LB016",
    "info",
    "reachability",
    N_("Whose address the tasks see behind a Network Load Balancer"),
    ATTRIBUTES,
    Service,
    when=balanced,
)
def client_addresses(topology: Topology, service: Service) -> Findings:
    """Behind a Network Load Balancer, tasks see its private addresses (TCP and TLS, by default) or their clients' (UDP, always).

    That decides what the tasks' security groups have to let in. A change of address family always shows the load balancer's.
    """
    for group in target_groups_of(topology, service):
        for balancer in balancers_of(topology, group.id):
            if balancer.load_balancer_type == "network":
                yield _whose(service, balancer, group)


def _whose(service: Service, balancer: LoadBalancer, group: TargetGroup) -> Violation:
    values = {"id": service.label, "lb": balancer.label, "tg": group.label}
    if preserves_client(balancer, group):
        text = _("%(id)s sees its clients' own addresses behind %(lb)s (target group %(tg)s).")
        return Violation(group.id, text % values, _("Let the clients into the tasks' security groups."))
    text = _("%(id)s sees the private addresses of %(lb)s, not its clients' (target group %(tg)s).")
    return Violation(
        group.id, text % values, _("Let the load balancer's group or subnets into the tasks' security groups.")
    )
