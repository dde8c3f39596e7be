"""One way that traffic takes, step by step: what each hop lets through, and every setting that stands in the way."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, NamedTuple

from ..addresses import EVERY, Family, IntSet, describe
from ..i18n import _
from ..model import Topology
from ..traffic import EVERY_PORT, Box, Traffic
from .causes import Blocker, Hop
from .filters import Named, Passed, acl_passes, groups_pass
from .groups import Direction, Group
from .positions import Position

Verdict = Literal["reachable", "blocked", "partial", "unknown"]

EGRESS_CAUSES = {"task": "TASK_SG_EGRESS", "load-balancer": "LB_SG_EGRESS"}
INGRESS_CAUSES = {
    "task": "TASK_SG_INGRESS",
    "load-balancer": "LB_SG_INGRESS",
    "endpoint": "ENDPOINT_SG_INGRESS",
    "mount-target": "EFS_SG_INGRESS",
}


class Outside(NamedTuple):
    """Addresses beyond the modelled interfaces: the internet, an AWS service's public addresses, one host, on premises.

    `exact`: all of the addresses are meant; otherwise one unknown address among them (an AWS service's). `named`: the prefix
    list by which rules and routes may mean it. `label` is for people.
    """

    label: str
    addresses: IntSet
    exact: bool = True
    named: Named | None = None
    external: bool = True


@dataclass(slots=True, eq=False, repr=False)
class Branch:
    """The state of a walk along one way. `traffic` is what still passes; after a blocker it stays what it was, so that the
    obstacles behind the first are found too. `narrowed` are the settings that hold back a part only. `client_ports` are
    those of the client's own ports at which replies still get through, None while no ACL denies any. `beyond`: the traffic was
    handed to a network or an appliance that the input does not hold, and so is how it goes on from there and comes back."""

    asked: Traffic
    traffic: Traffic
    hops: list[Hop] = field(default_factory=list)
    returns: list[Hop] = field(default_factory=list)
    blockers: list[Blocker] = field(default_factory=list)
    narrowed: list[Blocker] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    client_ports: IntSet | None = None
    beyond: bool = False

    def block(self, cause: str, resource: str | None, message: str, *, kind: str = "", hop: bool = True) -> None:
        """Note a setting that stands in the way."""
        blocker = Blocker(cause, resource, message)
        if blocker not in self.blockers:
            self.blockers.append(blocker)
        if hop:
            self.hops.append(Hop(resource, kind, "blocks", message))

    def through(self, passed: Passed, ok: Hop, blocks: Callable[[], Blocker], *, returning: bool = False) -> None:
        """Apply a filter: go on with what it lets through, or note that it blocks. `blocks` makes the blocker, when it does."""
        trail = self.returns if returning else self.hops
        if not passed.sure and not passed.maybe:
            blocker = blocks()
            if blocker not in self.blockers:
                self.blockers.append(blocker)
            trail.append(Hop(blocker.resource, ok.kind, "blocks", blocker.message))
            return
        if not passed.sure:
            self.doubts.append(passed.reason)
            self.traffic = passed.maybe
            trail.append(Hop(ok.resource, ok.kind, "unknown", passed.reason))
            return
        if not self.traffic <= passed.sure:
            if passed.maybe:
                self.doubts.append(passed.reason)
            else:
                self.narrowed.append(blocks())
            self.traffic = passed.sure
        if ok.resource is not None:  # a default that the input leaves out, and that lets everything through, is no hop
            trail.append(ok)

    @property
    def verdict(self) -> Verdict:
        if self.blockers or not self.traffic:
            return "blocked"
        if self.doubts:
            return "unknown"
        return "partial" if self.narrowed else "reachable"


def group_filter(
    topology: Topology,
    branch: Branch,
    holder: Position,
    direction: Direction,
    peer: Position | None,
    named: Named | None = None,
    cause: str | None = None,
    sender: str | None = None,
) -> None:
    """Take the branch through the security groups of one of its ends. `sender` names what is no interface."""
    if not holder.filtered:
        return
    passed = groups_pass(holder, direction, branch.traffic, peer, named)
    table, fallback = (
        (EGRESS_CAUSES, "PEER_SG_EGRESS") if direction == "egress" else (INGRESS_CAUSES, "PEER_SG_INGRESS")
    )
    asked = branch.traffic

    def blocks() -> Blocker:
        group = _nearest_group(holder, direction, asked)
        name = _("Security group %s") % label(topology, group) if group else _("The VPC's default security group")
        other = who(topology, peer) if peer else sender
        if direction == "ingress":
            message = _("%(group)s of %(holder)s does not let %(what)s in from %(peer)s.")
        else:
            message = _("%(group)s of %(holder)s does not let %(what)s out to %(peer)s.")
        if other is None:  # who it is does not matter to the rules: its addresses do
            other = describe(
                asked.dimension("sources" if direction == "ingress" else "destinations"), asked.boxes[0].family
            )
        what = _ports_and_family(asked)
        message %= {"group": name, "holder": who(topology, holder), "what": what, "peer": other}
        return Blocker(cause or table.get(holder.kind, fallback), group, message)

    resource = passed.by[0] if passed.by else holder.groups[0] if holder.groups else None
    detail = (_("lets %s out") if direction == "egress" else _("lets %s in")) % _ports(asked)
    branch.through(passed, Hop(resource, "security-group", "allows", detail), blocks)


def acl_filter(
    topology: Topology, branch: Branch, position: Position, *, egress: bool, client_ports: IntSet | None = None
) -> None:
    """Take the branch through the ACL of a subnet; with `client_ports`, its reply in that direction."""
    returning = client_ports is not None
    cause = ("NACL_OUTBOUND" if egress else "NACL_INBOUND") + ("_RETURN" if returning else "")
    if client_ports is not None:
        client_ports = branch.client_ports or client_ports
    asked = branch.traffic.reply(client_ports) if client_ports is not None else branch.traffic
    acl_id, passed = acl_passes(topology, position, egress, asked)
    if acl_id is None and not passed.maybe:
        return  # the default ACL, which the input leaves out, lets everything through
    detail = (_("lets the reply %s") if returning else _("lets it %s")) % (_("out") if egress else _("in"))
    ok = Hop(acl_id, "network-acl", "allows", detail)
    if passed.sure is asked:
        (branch.returns if returning else branch.hops).append(ok)
        return
    if client_ports is not None:
        denied = asked - passed.sure - passed.maybe
        open_reply = passed.sure if passed.sure else passed.maybe
        kept = branch.traffic - branch.traffic.without_answer(denied)
        answered = branch.traffic.without_answer(open_reply)
        if passed.sure:
            passed = Passed(kept or Traffic(), Traffic(), "")
            if not kept and answered:  # some of the client's ports are answered: it works now and then
                branch.narrowed.append(Blocker(cause, acl_id, _acl_message(topology, acl_id, position, egress, asked)))
                branch.client_ports = (open_reply.dimension("ports") & client_ports) or client_ports
                passed = Passed(answered, Traffic(), "")
        elif passed.maybe:
            passed = Passed(Traffic(), branch.traffic, passed.reason)
    branch.through(
        passed,
        ok,
        lambda: Blocker(cause, acl_id, _acl_message(topology, acl_id, position, egress, asked)),
        returning=returning,
    )


def _acl_message(topology: Topology, acl_id: str | None, position: Position, egress: bool, asked: Traffic) -> str:
    return (
        _("%(acl)s does not let %(what)s out of subnet %(subnet)s.")
        if egress
        else _("%(acl)s does not let %(what)s into subnet %(subnet)s.")
    ) % {
        "acl": _("Network ACL %s") % label(topology, acl_id) if acl_id else _("The default network ACL"),
        "what": _ports_and_family(asked),
        "subnet": label(topology, position.subnet),
    }


def _nearest_group(holder: Position, direction: Direction, traffic: Traffic) -> str | None:
    """Of the holder's groups, the one whose rules come closest: a rule that starts at the port, else any rule, else the first."""
    ports = traffic.dimension("ports")

    def close(group: Group) -> int:
        return max(
            (
                2 if r.ports != EVERY_PORT and r.ports and r.ports.ranges[0][0] in ports else 1
                for r in group.rules or ()
            ),
            default=0,
        )

    held = holder.ingress if direction == "ingress" else holder.egress
    named = zip(holder.groups, held.groups, strict=True)
    return max(named, key=lambda pair: close(pair[1]), default=(None, None))[0]


def label(topology: Topology, id: str | None) -> str:
    """What to call a resource in a message."""
    resource = topology.find(id)
    return resource.label if resource else (id or _("what is not known"))


def who(topology: Topology, position: Position) -> str:
    """What to call an interface: its owner, or the address that nothing of the input has."""
    if position.owner is not None:
        return label(topology, position.owner)
    return describe(position.ipv4 or position.ipv6, "ipv4" if position.ipv4 else "ipv6")


def table_label(topology: Topology, id: str | None) -> str:
    """What to call a route table inside a sentence; None is the main one, which the input leaves out."""
    return label(topology, id) if id else _("the main route table")


def route_table(topology: Topology, id: str | None) -> str:
    """What to call a route table at the start of a sentence."""
    return _("Route table %s") % label(topology, id) if id else _("The main route table")


def _ports(traffic: Traffic) -> str:
    """The protocols and ports of some traffic, for people."""
    return _ports_text(tuple((b.family, b.protocols, b.ports) for b in traffic.boxes))


def _ports_and_family(traffic: Traffic) -> str:
    """The same, with the family where it is the one that people forget."""
    ports = _ports(traffic)
    return _("%s over IPv6") % ports if all(b.family == "ipv6" for b in traffic.boxes) else ports


@lru_cache(maxsize=4096)
def _ports_text(parts: tuple[tuple[Family, IntSet, IntSet], ...]) -> str:
    return Traffic(Box(f, protocols, ports, EVERY[f], EVERY[f]) for f, protocols, ports in parts).describe()
