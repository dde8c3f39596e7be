"""The way in from the internet to an interface with a public address.

Each step is what AWS documents of the hop: see `walk`, which goes the other way.
"""

from ..addresses import Family, IntSet
from ..i18n import _
from ..model import InternetGateway, Topology, Vpc
from ..traffic import EVERY_PORT, Traffic
from . import transit
from .branch import Branch, Outside, acl_filter, group_filter, label
from .causes import Hop
from .gateways import leave
from .positions import INTERNET_PORTS, Position
from .routing import Choice, choose, table_of
from .transit_tables import attachment_of
from .walk import Walk, join, walk

WAYS_IN = ("internet-gateway", "vpn-gateway", "transit-gateway", "transit-gateway-attachment")


def walk_in(
    topology: Topology,
    source: Outside,
    destination: Position,
    family: Family,
    protocols: IntSet,
    ports: IntSet = EVERY_PORT,
    *,
    private: str | None = None,
) -> Walk:
    """Whether the internet reaches an interface by its public address, or a network of the user's own by a VPN: the gateway, the
    ACLs, the groups, and the way back, which has to be the same. `private` is the address that the packets carry where it is the
    interface's private one: an internet gateway translates the public one only.
    https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html"""
    addresses = destination.addresses(family)
    if destination.doubts or not addresses:
        return walk(topology, destination, source, family, protocols, ports)
    asked = Traffic.of(family, protocols, ports, source.addresses, addresses)
    table, doubt = table_of(topology, destination.subnet)
    vpc = topology.get(Vpc, destination.vpc)
    done = []
    # A branch for each way that the answers take: they have to leave by the gateway that the requests come in by.
    for choice in choose(topology, table, vpc, family, source.addresses, None, doubt) if vpc else ():
        mine = Traffic.of(family, protocols, ports, choice.destinations, addresses)
        branch = Branch(mine, mine, [Hop(None, "internet", "sends", source.label)])
        probe = Branch(mine, Traffic.of(family, protocols, ports, addresses, choice.destinations))
        leave(topology, probe, destination, source, table, choice, inbound=True)
        branch.hops.extend(h for h in reversed(probe.hops) if h.kind in WAYS_IN)  # the answers' way, from its end
        for blocker in probe.blockers:
            branch.block(blocker.cause, blocker.resource, blocker.message, kind="gateway")
        branch.doubts.extend(probe.doubts)
        if private and choice.route and topology.get(InternetGateway, choice.route.target or ""):
            branch.block("NO_ROUTE", None, not_of_the_internet(private), kind="gateway")
        gate = _attached(topology, destination, choice)
        if gate is not None:
            acl_filter(topology, branch, gate, egress=True)
        acl_filter(topology, branch, destination, egress=False)
        group_filter(topology, branch, destination, "ingress", None, source.named, sender=source.label)
        branch.hops.append(Hop(destination.owner, destination.kind, "receives", label(topology, destination.subnet)))
        acl_filter(topology, branch, destination, egress=True, client_ports=INTERNET_PORTS)
        if gate is not None:
            acl_filter(topology, branch, gate, egress=False, client_ports=INTERNET_PORTS)
        done.append(branch)
    return join(done, asked, source.exact)


def not_of_the_internet(address: str) -> str:
    return _("%s is a private address: the internet has no way to it.") % address


def _attached(topology: Topology, destination: Position, choice: Choice) -> Position | None:
    """Where a transit gateway's attachment stands by which traffic comes in, if that is another subnet than the destination's."""
    gateway = choice.route.transit_gateway_id if choice.route else None
    attachment = attachment_of(topology, gateway, destination.vpc) if gateway else None
    here = transit.standing(topology, attachment, destination.zone) if attachment else None
    return here if here is not None and here.subnet != destination.subnet else None
