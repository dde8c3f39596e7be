"""Rules about what AWS takes only once: the routes of a table, the table and the ACL of a subnet; and about ports in their order."""

from collections.abc import Mapping

from ..i18n import N_, _
from ..model import Listener, LoadBalancer, NetworkAcl, Route, RouteTable, SecurityGroup, Subnet, Topology
from ..reachability.groups import rules_of
from ..reachability.lookup import where
from ..reachability.memory import indexed
from ..traffic import TCP, UDP
from .registry import Findings, NotKnown, Violation, rule

CREATE_ROUTE = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateRoute.html"
SUBNETS = "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html"
GROUP_RULES = "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html"
BALANCER_GROUPS = (
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-update-security-groups.html"
)
TARGETS = tuple(f for f in Route.fields if f.endswith("_id") and f not in ("id", "destination_prefix_list_id"))
WITH_PORTS = ("tcp", "6", "udp", "17")


@rule("RT018", "error", "configuration", N_("A destination has one route of one target"), CREATE_ROUTE, RouteTable)
def one_route(topology: Topology, table: RouteTable) -> Findings:
    """A table takes one static route a destination, and a route one target."""
    static = [r for r in table.routes if not r.propagated and r.destination is not None]
    destinations = [r.destination for r in static]
    for twice in dict.fromkeys(d for d in destinations if destinations.count(d) > 1):
        text = _("Route table %(table)s has more than one route to %(to)s: AWS refuses the second.")
        yield Violation(table.id, text % {"table": table.label, "to": twice}, _("Leave all but one of them out."))
    for route in static:
        targets = [t for f in TARGETS if (t := getattr(route, f)) is not None]
        if len(targets) > 1:
            text = _("The route of %(table)s to %(to)s names %(n)d targets (%(targets)s).")
            values = {"table": table.label, "to": route.destination, "n": len(targets), "targets": ", ".join(targets)}
            yield Violation(table.id, text % values, _("Name one target a route."))


@indexed
def _tables_and_acls(topology: Topology) -> Mapping[str, tuple[str, ...]]:
    """The labels of the route tables, and of the ACLs, that are associated with a subnet more than once or beside another."""
    found: dict[str, tuple[str, ...]] = {}
    for owners in (topology.all(RouteTable), topology.all(NetworkAcl)):
        held: dict[str, list[str]] = {}
        for owner in owners:
            for association in owner.associations:
                if association.subnet_id is not None:
                    held.setdefault(association.subnet_id, []).append(owner.label)
        found.update({s: (*found.get(s, ()), *labels) for s, labels in held.items() if len(labels) > 1})
    return found


@rule("SN003", "error", "configuration", N_("A subnet has one route table and one network ACL"), SUBNETS, Subnet)
def one_table(topology: Topology, subnet: Subnet) -> Findings:
    """A subnet is associated with one route table and one network ACL at a time: AWS refuses a second association."""
    owners = _tables_and_acls(topology).get(subnet.id)
    if owners:
        text = _("Subnet %(subnet)s is associated with more than one of a kind: %(owners)s.")
        values = {"subnet": subnet.label, "owners": ", ".join(owners)}
        yield Violation(subnet.id, text % values, _("Leave all but one association out."))


@rule("SG007", "error", "configuration", N_("The ports of a rule are in their order"), GROUP_RULES, SecurityGroup)
def ports_in_order(topology: Topology, group: SecurityGroup) -> Findings:
    """A range of TCP or UDP ports ends where it begins or later."""
    for found in (*group.security_group_ingress, *(group.security_group_egress or ())):
        low, high = found.from_port, found.to_port
        if found.ip_protocol.lower() in WITH_PORTS and low is not None and high is not None and 0 <= high < low:
            text = _("A rule of security group %(sg)s has the ports %(low)d to %(high)d, which are none.")
            values = {"sg": group.label, "low": low, "high": high}
            yield Violation(group.id, text % values, _("Write the lower port first."))


@rule(
    "LB017", "warning", "reachability", N_("The groups of a load balancer let its listeners' clients in"), BALANCER_GROUPS, LoadBalancer
)  # fmt: skip
def clients(topology: Topology, balancer: LoadBalancer) -> Findings:
    """Some rule of a load balancer's groups lets in the port of each of its listeners; otherwise nobody reaches that one."""
    if not balancer.security_groups:
        return
    known = tuple(g for g in balancer.security_groups if topology.get(SecurityGroup, g))
    held = rules_of(topology, known, "ingress").groups
    every = len(known) == len(balancer.security_groups) and not topology.is_unresolved(balancer.id, "security_groups")
    if any(g.rules is None for g in held):
        return
    for listener in where(topology, Listener, "load_balancer_arn", balancer.id):
        numbers = [
            n
            for n in (TCP, UDP)
            if n == TCP or "UDP" in (listener.protocol or "") or "QUIC" in (listener.protocol or "")
        ]
        if listener.port is None or any(
            listener.port in r.ports and any(n in r.protocols for n in numbers) for g in held for r in g.rules or ()
        ):
            continue
        if not every or any(g.doubt for g in held):
            raise NotKnown(_("the groups of load balancer %s are not all known") % balancer.label)
        text = _("No rule of the security groups of load balancer %(lb)s lets port %(port)d in, where its listener is.")
        values = {"lb": balancer.label, "port": listener.port}
        yield Violation(known[0], text % values, _("Let the clients in on that port."), "LB_SG_INGRESS")
