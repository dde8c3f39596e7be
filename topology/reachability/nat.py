"""Address translation: NAT gateways (zonal, regional, private) and NAT instances.

Sources: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html, …/nat-gateway-basics.html,
…/nat-gateways-regional.html, …/work-with-nat-instances.html
"""

from typing import Protocol

from ..addresses import EVERY, INTERNET, NAT64_PREFIX, NOTHING, IntSet, describe
from ..i18n import _
from ..model import (
    Instance,
    InternetGateway,
    NatGateway,
    NetworkInterface,
    RouteTable,
    Topology,
    TransitGateway,
    Vpc,
    VpnGateway,
)
from ..traffic import ICMP, TCP, UDP, Traffic
from .appliance import is_router, not_said
from .branch import Branch, Outside, acl_filter, group_filter, label, route_table, table_label
from .causes import Blocker, Hop
from .edge import by_edge_table
from .lookup import where
from .positions import WIDE_PORTS, Position, of_instance, of_interface, of_nat_gateway
from .public_access import block_public_access
from .routing import Choice, choose, table_of
from .transit_tables import joined_on_premises

NAT_PROTOCOLS = IntSet(((ICMP, ICMP), (TCP, TCP), (UDP, UDP)))


class Leave(Protocol):
    """Follows a route out of a VPC: `gateways.leave`."""

    def __call__(
        self, topology: Topology, branch: Branch, source: Position, destination: Outside, table: RouteTable | None, choice: Choice,
        *, inbound: bool = False, translated: bool = False,
    ) -> None: ...  # fmt: skip


def nat_gateway(
    topology: Topology, branch: Branch, source: Position, destination: Outside, nat: NatGateway, inbound: bool, leave: Leave
) -> None:  # fmt: skip
    """Through a NAT gateway: its subnet's ACL, its own route out, and the reply by the same way. `leave` follows a route of a
    gateway that leads to other networks: both a public and a private one may send there by their private address."""
    family = branch.asked.boxes[0].family
    kind = "nat-gateway"
    if inbound:
        branch.block(
            "INBOUND_TO_OUTBOUND_ONLY", nat.id, _("NAT gateway %s lets no connection in.") % nat.label, kind=kind
        )
        return
    if not translate(topology, branch, nat):
        return
    if nat.availability_mode == "regional":
        regional_nat(topology, branch, source, nat)
        return
    here = of_nat_gateway(topology, nat)
    if here.doubts:
        branch.doubts.extend(here.doubts)
        branch.hops.append(Hop(nat.id, kind, "unknown", here.doubts[0]))
        return
    if here.vpc != source.vpc:
        branch.block("NAT_UNREACHABLE", nat.id, _("NAT gateway %s belongs to another VPC.") % nat.label, kind=kind)
        return
    crossing = here.subnet != source.subnet
    if crossing:
        acl_filter(topology, branch, here, egress=False)
    branch.hops.append(Hop(nat.id, kind, "translates", nat.public_ip_address or ""))
    outside = branch.traffic.with_sources(here.ipv4) if family == "ipv4" else _as_ipv4(branch.traffic, here.ipv4)
    onward = Branch(outside, outside)
    acl_filter(topology, onward, here, egress=True)
    table, doubt = table_of(topology, here.subnet)
    vpc = topology.get(Vpc, here.vpc)
    if vpc is not None:
        for choice in choose(topology, table, vpc, "ipv4", outside.dimension("destinations"), destination.named, doubt):
            _nat_uplink(topology, onward, nat, here, table, choice, source, destination, leave)
    acl_filter(topology, onward, here, egress=False, client_ports=WIDE_PORTS)
    carry_over(branch, onward)
    if vpc is not None:
        _way_back(topology, branch, source, here, table, vpc)
    if crossing:
        acl_filter(topology, branch, here, egress=True, client_ports=source.client_ports)


def translate(topology: Topology, branch: Branch, nat: NatGateway) -> bool:
    """What a NAT gateway takes at all: while it works, TCP, UDP and ICMP, and of IPv6 only what NAT64 translates. Whether the branch
    can be followed behind it."""
    family = branch.asked.boxes[0].family
    kind = "nat-gateway"
    if nat.state not in ("available", "pending"):
        branch.block(
            "NAT_BAD_STATE",
            nat.id,
            _("NAT gateway %(nat)s is %(state)s.") % {"nat": nat.label, "state": nat.state},
            kind=kind,
        )
    carried = branch.traffic & Traffic.of(family, NAT_PROTOCOLS)
    if not carried:
        branch.block("NAT_PROTOCOL", nat.id, _("A NAT gateway carries TCP, UDP and ICMP only."), kind=kind)
    elif not branch.traffic <= carried:
        branch.narrowed.append(Blocker("NAT_PROTOCOL", nat.id, _("A NAT gateway carries TCP, UDP and ICMP only.")))
        branch.traffic = carried
    if family == "ipv6" and not branch.traffic.dimension("destinations") <= NAT64_PREFIX:
        branch.block("NO_ROUTE", nat.id, _("A NAT gateway carries IPv6 only as NAT64, to 64:ff9b::/96."), kind=kind)
        return False
    return True


def _as_ipv4(traffic: Traffic, sources: IntSet) -> Traffic:
    """NAT64: the destinations are the IPv4 addresses in the last 32 bits of 64:ff9b::/96."""
    low = EVERY["ipv4"].ranges[0][1]
    return Traffic(
        box._replace(
            family="ipv4", sources=sources, destinations=IntSet((a & low, b & low) for a, b in box.destinations.ranges)
        )
        for box in traffic.boxes
    )


def _way_back(
    topology: Topology, branch: Branch, source: Position, here: Position, table: RouteTable | None, vpc: Vpc
) -> None:
    """What came through a transit gateway goes back through it: the NAT gateway's subnet needs the route."""
    family = branch.asked.boxes[0].family
    for choice in choose(topology, table, vpc, family, branch.traffic.dimension("sources"), None):
        target = topology.find(choice.route.target) if choice.route else None
        if choice.kind == "local" or isinstance(target, TransitGateway):
            continue
        if choice.kind == "unknown":
            branch.doubts.append(choice.reason)
            continue
        text = _("%(table)s of the NAT gateway's subnet has no route back to %(to)s.")
        values = {"table": route_table(topology, table.id if table else None), "to": label(topology, source.subnet)}
        branch.block("TGW_ROUTE_MISSING", table.id if table else None, text % values, kind="route-table")


def _nat_uplink(
    topology: Topology, onward: Branch, nat: NatGateway, here: Position, table: RouteTable | None, choice: Choice, source: Position,
    destination: Outside, leave: Leave,
) -> None:  # fmt: skip
    """The NAT gateway's own way out: it has to lead to an internet gateway that is attached."""
    target = topology.find(choice.route.target) if choice.route else None
    if choice.kind == "endpoint":
        onward.hops.append(Hop(choice.endpoint, "vpc-endpoint", "carries"))
    elif choice.kind == "unknown":
        onward.doubts.append(choice.reason)
    elif choice.route and choice.route.state == "blackhole":
        text = _("The route of NAT gateway %s to the internet leads nowhere.") % nat.label
        onward.block("BLACKHOLE_ROUTE", table.id if table else None, text, kind="route-table")
    elif isinstance(target, TransitGateway | VpnGateway):
        leave(topology, onward, here, destination, table, choice)
    elif nat.connectivity_type == "private":
        text = _("NAT gateway %s is private: it does not lead to the internet.") % nat.label
        onward.block("NAT_IS_PRIVATE", nat.id, text, kind="nat-gateway")
    elif isinstance(target, InternetGateway):
        if target.vpc_id != here.vpc and topology.is_unresolved(target.id, "vpc_id"):
            onward.doubts.append(_("the VPC of %s is not known") % target.label)
        elif target.vpc_id != here.vpc:
            onward.block(
                "IGW_NOT_ATTACHED",
                target.id,
                _("Internet gateway %s is not attached to the VPC.") % target.label,
                kind="internet-gateway",
            )
        elif not onward.traffic.dimension("destinations") <= INTERNET["ipv4"]:
            text = _("An internet gateway does not carry traffic to %s.")
            there = describe(onward.traffic.dimension("destinations") - INTERNET["ipv4"], "ipv4")
            onward.block("IGW_PRIVATE_DESTINATION", target.id, text % there, kind="internet-gateway")
        else:
            sender = source.subnet if source.vpc == here.vpc else None
            block_public_access(topology, onward, "out-only", (here.subnet, here.vpc), sender)
            onward.hops.append(Hop(target.id, "internet-gateway", "carries"))
            by_edge_table(topology, onward, target, here)
    elif choice.kind == "route" and choice.route and choice.route.target is None:
        onward.doubts.append(
            _("the target of a route of %s is not known") % table_label(topology, table.id if table else None)
        )
    else:
        onward.block(
            "NAT_NOT_IN_PUBLIC_SUBNET", nat.id,
            _("NAT gateway %(nat)s stands in subnet %(subnet)s, which has no route to an internet gateway.")
            % {"nat": nat.label, "subnet": label(topology, here.subnet)}, kind="nat-gateway",
        )  # fmt: skip


def regional_nat(topology: Topology, branch: Branch, source: Position, nat: NatGateway) -> None:
    """A regional NAT gateway has a route table of AWS's own that leads to the VPC's internet gateway."""
    if nat.vpc_id not in (None, source.vpc):
        branch.block(
            "NAT_UNREACHABLE", nat.id, _("NAT gateway %s belongs to another VPC.") % nat.label, kind="nat-gateway"
        )
        return
    gateway = next(iter(where(topology, InternetGateway, "vpc_id", source.vpc)), None)
    if gateway is None:
        branch.block(
            "IGW_NOT_ATTACHED", nat.id,
            _("NAT gateway %s needs an internet gateway attached to the VPC.") % nat.label, kind="nat-gateway",
        )  # fmt: skip
        return
    branch.hops.append(Hop(nat.id, "nat-gateway", "translates", _("regional")))
    there = branch.traffic if branch.asked.boxes[0].family == "ipv4" else _as_ipv4(branch.traffic, NOTHING)
    private = there.dimension("destinations") - INTERNET["ipv4"]
    if private and joined_on_premises(topology, source.vpc):
        text = _("which routes regional NAT gateway %s has to other networks is not in the input")
        branch.doubts.append(text % nat.label)
        return
    if private:
        text = _("An internet gateway does not carry traffic to %s.") % describe(private, "ipv4")
        branch.block("IGW_PRIVATE_DESTINATION", gateway.id, text, kind="internet-gateway")
    block_public_access(topology, branch, "out-only", (None, source.vpc), source.subnet)
    branch.hops.append(Hop(gateway.id, "internet-gateway", "carries"))


def nat_instance(
    topology: Topology, branch: Branch, source: Position, destination: Outside, target: Instance | NetworkInterface, translated: bool,
    leave: Leave,
) -> None:  # fmt: skip
    """Through an instance that forwards; `leave` follows its own route out."""
    position = of_instance(topology, target)[0] if isinstance(target, Instance) else of_interface(topology, target)
    kind = "nat-instance"
    if translated or (position.subnet == source.subnet and position.owner == source.owner):
        branch.block("NO_ROUTE", target.id, _("The route of %s leads back to itself.") % target.label, kind=kind)
        return
    if position.doubts:
        branch.doubts.extend(position.doubts)
        return
    if position.subnet != source.subnet:
        acl_filter(topology, branch, position, egress=False)
    group_filter(topology, branch, position, "ingress", source, cause="NAT_INSTANCE_SG_INGRESS")
    if position.source_dest_check:
        branch.block(
            "SOURCE_DEST_CHECK",
            target.id,
            _("The source/destination check of %s is on: it forwards nothing.") % target.label,
            kind=kind,
        )
    family = branch.asked.boxes[0].family
    sender = position
    if is_router(position, source, family):
        sender = position._replace(ipv4=source.ipv4, public_ip=source.public_ip, public_ip_open=source.public_ip_open)
        branch.doubts.append(not_said(target))
        branch.hops.append(Hop(target.id, kind, "unknown", not_said(target)))
    else:
        branch.hops.append(Hop(target.id, kind, "translates"))
    outside = branch.traffic.with_sources(sender.addresses(family) or sender.ipv4)
    onward = Branch(outside, outside)
    group_filter(topology, onward, position, "egress", None, destination.named, sender=destination.label)
    acl_filter(topology, onward, position, egress=True)
    table, doubt = table_of(topology, position.subnet)
    vpc = topology.get(Vpc, position.vpc)
    if vpc is not None:
        for choice in choose(topology, table, vpc, family, outside.dimension("destinations"), destination.named, doubt):
            leave(topology, onward, sender, destination, table, choice, translated=True)
    acl_filter(topology, onward, position, egress=False, client_ports=WIDE_PORTS)
    carry_over(branch, onward)
    if position.subnet != source.subnet:
        acl_filter(topology, branch, position, egress=True, client_ports=source.client_ports)


def carry_over(branch: Branch, onward: Branch) -> None:
    """Join what happened after address translation to the branch before it."""
    branch.hops.extend(onward.hops)
    branch.returns[:0] = onward.returns
    branch.blockers.extend(b for b in onward.blockers if b not in branch.blockers)
    branch.narrowed.extend(onward.narrowed)
    branch.doubts.extend(onward.doubts)
    branch.beyond = branch.beyond or onward.beyond
    if not onward.blockers and onward.asked.boxes[0].family == branch.asked.boxes[0].family:
        branch.traffic = branch.traffic.like(onward.traffic, "protocols", "ports", "destinations")
