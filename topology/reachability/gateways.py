"""What each kind of route target does with traffic: internet gateways, NAT, endpoints, peering, and no route at all.

Sources: https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html, …/vpc-nat-gateway.html,
…/nat-gateways-regional.html, …/VPC_NAT_Instance.html, …/egress-only-internet-gateway.html,
https://docs.aws.amazon.com/vpc/latest/peering/invalid-peering-configurations.html
"""

from ..addresses import INTERNET, NAT64_PREFIX, IntSet, addresses_of, describe
from ..i18n import _
from ..model import (
    EgressOnlyInternetGateway,
    Instance,
    InternetGateway,
    NatGateway,
    NetworkInterface,
    RouteTable,
    Subnet,
    Topology,
    TransitGateway,
    Vpc,
    VpcEndpoint,
    VpcPeeringConnection,
    VpnGateway,
)
from ..traffic import ICMP, TCP, UDP
from .branch import Branch, Outside, acl_filter, group_filter, label
from .causes import Hop
from .positions import WIDE_PORTS, Position, in_subnet, of_instance, of_interface
from .routing import Choice, choose, gateway_endpoints, table_of

NAT_PROTOCOLS = IntSet(((ICMP, ICMP), (TCP, TCP), (UDP, UDP)))


def leave(
    topology: Topology,
    branch: Branch,
    source: Position,
    destination: Outside,
    table: RouteTable | None,
    choice: Choice,
    *,
    inbound: bool = False,
    translated: bool = False,
) -> None:
    """Follow a route out of the VPC. `inbound`: the way is asked for replies to what came in; `translated`: a NAT instance sends."""
    table_id = table.id if table else None
    if choice.kind == "endpoint":
        branch.hops.append(Hop(table_id, "route-table", "routes", _("to the gateway endpoint")))
        branch.hops.append(Hop(choice.endpoint, "vpc-endpoint", "carries", destination.label))
        return
    if choice.kind == "unknown":
        branch.doubts.append(choice.reason)
        branch.hops.append(Hop(table_id, "route-table", "unknown", choice.reason))
        return
    if choice.kind == "local":
        branch.block(
            "ADDRESS_NOT_IN_USE", source.vpc,
            _("The address is inside the VPC, and no interface in the input has it."), kind="vpc",
        )  # fmt: skip
        return
    if choice.kind == "none" or choice.route is None:
        _no_route(topology, branch, source, destination, table)
        return
    route = choice.route
    if route.state == "blackhole" or (route.target is not None and route.target not in topology.resources):
        branch.block(
            "BLACKHOLE_ROUTE", table_id,
            _("The route of %(table)s to %(to)s leads to %(target)s, which does not exist.")
            % {"table": label(topology, table_id), "to": route.destination, "target": route.target}, kind="route-table",
        )  # fmt: skip
        return
    if route.target is None:
        branch.doubts.append(_("the target of a route of %s is not known") % label(topology, table_id))
        return
    branch.hops.append(Hop(table_id, "route-table", "routes", f"{route.destination} → {label(topology, route.target)}"))
    target = topology.resources[route.target]
    if isinstance(target, InternetGateway):
        _internet_gateway(topology, branch, source, destination, target, inbound)
    elif isinstance(target, NatGateway):
        _nat_gateway(topology, branch, source, destination, target, inbound)
    elif isinstance(target, EgressOnlyInternetGateway):
        _egress_only(topology, branch, source, target, inbound)
    elif isinstance(target, Instance | NetworkInterface):
        _nat_instance(topology, branch, source, destination, target, translated)
    elif isinstance(target, VpcEndpoint):
        branch.hops.append(Hop(target.id, "vpc-endpoint", "carries", destination.label))
    elif isinstance(target, VpcPeeringConnection):
        _peering_out(topology, branch, source, target)
    elif isinstance(target, TransitGateway | VpnGateway):
        branch.doubts.append(_("what lies behind %s is not in the input") % target.label)
        branch.hops.append(Hop(target.id, "gateway", "unknown", _("what lies behind it is not in the input")))


def _internet_gateway(
    topology: Topology, branch: Branch, source: Position, destination: Outside, gateway: InternetGateway, inbound: bool
) -> None:
    family = branch.asked.boxes[0].family
    if gateway.vpc_id != source.vpc:
        if topology.is_unresolved(gateway.id, "vpc_id"):
            branch.doubts.append(_("the VPC of %s is not known") % gateway.label)
        else:
            branch.block(
                "IGW_NOT_ATTACHED", gateway.id,
                _("Internet gateway %s is not attached to the VPC.") % gateway.label, kind="internet-gateway",
            )  # fmt: skip
    if not branch.traffic.dimension("destinations") <= INTERNET[family] and not inbound:
        branch.block(
            "IGW_PRIVATE_DESTINATION", gateway.id,
            _("An internet gateway does not carry traffic to %s.") % describe(branch.traffic.dimension("destinations"), family),
            kind="internet-gateway",
        )  # fmt: skip
    if family == "ipv4" and not source.public_ip:
        branch.block(
            "NO_PUBLIC_IP", source.owner,
            _("%s has no public IPv4 address, and an internet gateway translates only those.") % label(topology, source.owner),
            kind=source.kind, hop=False,
        )  # fmt: skip
        branch.hops.append(Hop(gateway.id, "internet-gateway", "blocks", _("no public IPv4 address to translate")))
        return
    branch.hops.append(Hop(gateway.id, "internet-gateway", "carries", destination.label))


def _peering_out(topology: Topology, branch: Branch, source: Position, peering: VpcPeeringConnection) -> None:
    """A route to a peering connection for an address that no interface has: there, or beyond it, where peering does not lead."""
    family = branch.asked.boxes[0].family
    far = topology.get(Vpc, peering.peer_vpc_id if peering.vpc_id == source.vpc else peering.vpc_id)
    if far is None:
        branch.doubts.append(_("the VPC at the other end of %s is not in the input") % peering.label)
        return
    inside = addresses_of(far.cidr_blocks if family == "ipv4" else far.ipv6_cidr_blocks, family)
    if branch.traffic.dimension("destinations") <= inside:
        text = _("The address is inside VPC %s, and no interface in the input has it.") % far.label
        branch.block("ADDRESS_NOT_IN_USE", far.id, text, kind="vpc")
        return
    text = _("Peering connection %s carries only traffic between the addresses of its two VPCs.") % peering.label
    branch.block("PEERING_NOT_TRANSITIVE", peering.id, text, kind="vpc-peering-connection")


def _egress_only(
    topology: Topology, branch: Branch, source: Position, gateway: EgressOnlyInternetGateway, inbound: bool
) -> None:
    if gateway.vpc_id != source.vpc:
        branch.block(
            "IGW_NOT_ATTACHED", gateway.id, _("Egress-only internet gateway %s belongs to another VPC.") % gateway.label,
            kind="egress-only-internet-gateway",
        )  # fmt: skip
    if inbound:
        branch.block(
            "INBOUND_TO_OUTBOUND_ONLY", gateway.id,
            _("Egress-only internet gateway %s lets no connection in.") % gateway.label, kind="egress-only-internet-gateway",
        )  # fmt: skip
        return
    branch.hops.append(Hop(gateway.id, "egress-only-internet-gateway", "carries", _("IPv6, outbound only")))


def _nat_gateway(
    topology: Topology, branch: Branch, source: Position, destination: Outside, nat: NatGateway, inbound: bool
) -> None:
    family = branch.asked.boxes[0].family
    kind = "nat-gateway"
    if inbound:
        branch.block("INBOUND_TO_OUTBOUND_ONLY", nat.id, _("NAT gateway %s lets no connection in.") % nat.label, kind=kind)
        return
    if nat.state not in ("available", "pending"):
        branch.block("NAT_BAD_STATE", nat.id, _("NAT gateway %(nat)s is %(state)s.") % {"nat": nat.label, "state": nat.state}, kind=kind)
    if not branch.traffic.dimension("protocols") & NAT_PROTOCOLS:
        branch.block("NAT_PROTOCOL", nat.id, _("A NAT gateway carries TCP, UDP and ICMP only."), kind=kind)
    if family == "ipv6" and not branch.traffic.dimension("destinations") <= NAT64_PREFIX:
        branch.block("NO_ROUTE", nat.id, _("A NAT gateway carries IPv6 only as NAT64, to 64:ff9b::/96."), kind=kind)
        return
    if nat.connectivity_type == "private":
        branch.block("NAT_IS_PRIVATE", nat.id, _("NAT gateway %s is private: it does not lead to the internet.") % nat.label, kind=kind)
        return
    if nat.availability_mode == "regional":
        _regional_nat(topology, branch, source, nat)
        return
    here = in_subnet(topology, nat.subnet_id, owner=nat.id, kind="nat", filtered=False, public_ip=True, client_ports=WIDE_PORTS)
    if here.doubts:
        branch.doubts.extend(here.doubts)
        branch.hops.append(Hop(nat.id, kind, "unknown", here.doubts[0]))
        return
    crossing = here.subnet != source.subnet
    if crossing:
        acl_filter(topology, branch, here, egress=False)
    branch.hops.append(Hop(nat.id, kind, "translates", nat.public_ip_address or ""))
    outside = branch.traffic.with_sources(here.ipv4)
    onward = Branch(outside, outside)
    acl_filter(topology, onward, here, egress=True)
    table, _doubt = table_of(topology, here.subnet)
    vpc = topology.get(Vpc, here.vpc)
    if vpc is not None:
        for choice in choose(topology, table, vpc, family, outside.dimension("destinations"), destination.named):
            _nat_uplink(topology, onward, nat, here, table, choice)
    acl_filter(topology, onward, here, egress=False, client_ports=WIDE_PORTS)
    _carry_over(branch, onward)
    if crossing:
        acl_filter(topology, branch, here, egress=True, client_ports=source.client_ports)


def _nat_uplink(
    topology: Topology, onward: Branch, nat: NatGateway, here: Position, table: RouteTable | None, choice: Choice
) -> None:
    """The NAT gateway's own way out: it has to lead to an internet gateway that is attached."""
    target = topology.resources.get(choice.route.target or "") if choice.route else None
    if choice.kind == "endpoint":
        onward.hops.append(Hop(choice.endpoint, "vpc-endpoint", "carries"))
    elif choice.kind == "unknown":
        onward.doubts.append(choice.reason)
    elif isinstance(target, InternetGateway):
        if target.vpc_id != here.vpc and not topology.is_unresolved(target.id, "vpc_id"):
            onward.block("IGW_NOT_ATTACHED", target.id, _("Internet gateway %s is not attached to the VPC.") % target.label, kind="internet-gateway")
        else:
            onward.hops.append(Hop(target.id, "internet-gateway", "carries"))
    elif choice.kind == "route" and choice.route and choice.route.target is None:
        onward.doubts.append(_("the target of a route of %s is not known") % label(topology, table.id if table else None))
    elif isinstance(target, TransitGateway | VpnGateway):
        onward.doubts.append(_("what lies behind %s is not in the input") % target.label)
    else:
        onward.block(
            "NAT_NOT_IN_PUBLIC_SUBNET", nat.id,
            _("NAT gateway %(nat)s stands in subnet %(subnet)s, which has no route to an internet gateway.")
            % {"nat": nat.label, "subnet": label(topology, here.subnet)}, kind="nat-gateway",
        )  # fmt: skip


def _regional_nat(topology: Topology, branch: Branch, source: Position, nat: NatGateway) -> None:
    """A regional NAT gateway has a route table of AWS's own that leads to the VPC's internet gateway."""
    if nat.vpc_id not in (None, source.vpc):
        branch.block("NAT_UNREACHABLE", nat.id, _("NAT gateway %s belongs to another VPC.") % nat.label, kind="nat-gateway")
        return
    gateway = next((g for g in topology.all(InternetGateway) if g.vpc_id == source.vpc), None)
    if gateway is None:
        branch.block(
            "IGW_NOT_ATTACHED", nat.id,
            _("NAT gateway %s needs an internet gateway attached to the VPC.") % nat.label, kind="nat-gateway",
        )  # fmt: skip
        return
    branch.hops.append(Hop(nat.id, "nat-gateway", "translates", _("regional")))
    branch.hops.append(Hop(gateway.id, "internet-gateway", "carries"))


def _nat_instance(
    topology: Topology, branch: Branch, source: Position, destination: Outside, target: Instance | NetworkInterface, translated: bool
) -> None:
    position = of_instance(topology, target)[0] if isinstance(target, Instance) else of_interface(topology, target)
    kind = "nat-instance"
    if translated or position.subnet == source.subnet and position.owner == source.owner:
        branch.block("NO_ROUTE", target.id, _("The route of %s leads back to itself.") % target.label, kind=kind)
        return
    if position.doubts:
        branch.doubts.extend(position.doubts)
        return
    if position.subnet != source.subnet:
        acl_filter(topology, branch, position, egress=False)
    group_filter(topology, branch, position, "ingress", source, cause="NAT_INSTANCE_SG_INGRESS")
    if position.source_dest_check:
        branch.block("SOURCE_DEST_CHECK", target.id, _("The source/destination check of %s is on: it forwards nothing.") % target.label, kind=kind)
    branch.hops.append(Hop(target.id, kind, "translates"))
    family = branch.asked.boxes[0].family
    outside = branch.traffic.with_sources(position.addresses(family) or position.ipv4)
    onward = Branch(outside, outside)
    group_filter(topology, onward, position, "egress", None, destination.named)
    acl_filter(topology, onward, position, egress=True)
    table, _doubt = table_of(topology, position.subnet)
    vpc = topology.get(Vpc, position.vpc)
    if vpc is not None:
        for choice in choose(topology, table, vpc, family, outside.dimension("destinations"), destination.named):
            leave(topology, onward, position, destination, table, choice, translated=True)
    acl_filter(topology, onward, position, egress=False, client_ports=WIDE_PORTS)
    _carry_over(branch, onward)
    if position.subnet != source.subnet:
        acl_filter(topology, branch, position, egress=True, client_ports=source.client_ports)


def _carry_over(branch: Branch, onward: Branch) -> None:
    """Join what happened after address translation to the branch before it."""
    branch.hops.extend(onward.hops)
    branch.returns[:0] = onward.returns
    branch.blockers.extend(b for b in onward.blockers if b not in branch.blockers)
    branch.narrowed.extend(onward.narrowed)
    branch.doubts.extend(onward.doubts)
    if not onward.blockers:
        branch.traffic = branch.traffic.like(onward.traffic, "protocols", "ports", "destinations")


def private_hop(
    topology: Topology, branch: Branch, source: Position, destination: Position, table: RouteTable | None, choice: Choice
) -> None:
    """Follow a route towards an interface in another VPC, or around the local route."""
    table_id = table.id if table else None
    route = choice.route
    peering = topology.get(VpcPeeringConnection, route.vpc_peering_connection_id) if route else None
    if choice.kind == "unknown":
        branch.doubts.append(choice.reason)
    elif peering is not None:
        branch.hops.append(Hop(table_id, "route-table", "routes", f"{route.destination if route else ''} → {peering.label}"))
        if peering.state != "active":
            branch.block("PEERING_NOT_ACTIVE", peering.id, _("Peering connection %s is not active.") % peering.label, kind="vpc-peering-connection")
        if {source.vpc, destination.vpc} != {peering.vpc_id, peering.peer_vpc_id}:
            branch.block(
                "PEERING_NOT_TRANSITIVE", peering.id,
                _("Peering connection %s does not join these two VPCs.") % peering.label, kind="vpc-peering-connection",
            )  # fmt: skip
        branch.hops.append(Hop(peering.id, "vpc-peering-connection", "carries"))
    elif route is not None and (route.state == "blackhole" or route.target not in topology.resources):
        branch.block("BLACKHOLE_ROUTE", table_id, _("The route of %s leads nowhere.") % label(topology, table_id), kind="route-table")
    elif route is not None and (route.transit_gateway_id or isinstance(topology.resources.get(route.target or ""), VpnGateway | Instance | NetworkInterface | VpcEndpoint)):
        branch.doubts.append(_("what %s does with the traffic is not in the input") % label(topology, route.target))
        branch.hops.append(Hop(route.target, "gateway", "unknown"))
    else:
        joined = _peering_between(topology, source.vpc, destination.vpc)
        branch.block(
            "PEERING_ROUTE_MISSING" if joined else "NO_ROUTE", table_id,
            _("Route table %(table)s has no route to %(to)s.")
            % {"table": label(topology, table_id), "to": label(topology, destination.owner)}, kind="route-table",
        )  # fmt: skip


def _peering_between(topology: Topology, a: str | None, b: str | None) -> VpcPeeringConnection | None:
    return next((p for p in topology.all(VpcPeeringConnection) if {p.vpc_id, p.peer_vpc_id} == {a, b} and a != b), None)


def _no_route(topology: Topology, branch: Branch, source: Position, destination: Outside, table: RouteTable | None) -> None:
    """No route: name what is nearest to how the network is built."""
    table_id = table.id if table else None
    if destination.named:
        for endpoint in gateway_endpoints(topology, source.vpc):
            if endpoint.service_name == destination.named.prefix_list_name:
                branch.hops.append(Hop(table_id, "route-table", "blocks", _("no route to %s") % destination.label))
                branch.block(
                    "GATEWAY_ENDPOINT_NOT_ASSOCIATED", endpoint.id,
                    _("Gateway endpoint %(endpoint)s is not associated with the route table of subnet %(subnet)s.")
                    % {"endpoint": endpoint.label, "subnet": label(topology, source.subnet)}, kind="vpc-endpoint",
                )  # fmt: skip
                return
    subnet = topology.get(Subnet, source.subnet)
    endpoints = any(e.vpc_id == source.vpc for e in topology.all(VpcEndpoint))
    if not destination.external and endpoints:
        branch.hops.append(Hop(table_id, "route-table", "blocks", _("no route to %s") % destination.label))
        branch.block(
            "MISSING_ENDPOINT", None,
            _("The VPC has no endpoint for %(to)s, and subnet %(subnet)s has no route to it.")
            % {"to": destination.label, "subnet": subnet.label if subnet else ""}, hop=False,
        )  # fmt: skip
        return
    name = label(topology, table_id) if table_id else _("the main route table")
    branch.block(
        "NO_ROUTE", table_id,
        _("Route table %(table)s of subnet %(subnet)s has no route to %(to)s.")
        % {"table": name, "subnet": subnet.label if subnet else "", "to": destination.label}, kind="route-table",
    )  # fmt: skip
