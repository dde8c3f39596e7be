"""Which nodes a design shows, and the container that each stands in: a pure function of the topology."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from ..model import (
    AnyResource,
    Database,
    EgressOnlyInternetGateway,
    Instance,
    InternetGateway,
    LoadBalancer,
    MountTarget,
    NatGateway,
    NetworkInterface,
    Route,
    RouteTable,
    SecurityGroup,
    Subnet,
    Topology,
    TransitGatewayAttachment,
    Vpc,
    VpcEndpoint,
    VpnGateway,
    Workload,
)

Role = Literal["vpc", "zone", "subnet", "gateway", "group", "inner", "outside"]
Tier = Literal["public", "private", "isolated"]
TIERS: tuple[Tier, ...] = ("public", "private", "isolated")

# What is shown at what it belongs to (a chip, an edge, a line of the inspector) and is no node of its own.
NO_NODE = frozenset({
    "RouteTable", "NetworkAcl", "ElasticIp", "PrefixList", "Cluster", "TaskDefinition", "Listener", "ListenerRule",
    "TargetGroup", "Connection", "OpaqueResource", "VpcBlockPublicAccessOptions", "VpcBlockPublicAccessExclusion",
})  # fmt: skip
CONTAINERS: frozenset[Role] = frozenset({"vpc", "zone", "subnet"})


@dataclass(frozen=True, slots=True)
class Node:
    """One node: its key, the id of its resource (None for a zone), the key of its container (None outside any VPC).

    `role` says how it stands there: `gateway` on the top border of its VPC, `group` in the strip of a VPC, `inner` in a
    subnet, `outside` in the strip above the VPCs; the others are containers. `title` is a zone's name.
    """

    key: str
    resource: str | None
    parent: str | None
    role: Role
    title: str | None = None


def nodes(topology: Topology) -> list[Node]:
    """Every node of a design, once, containers before what stands in them, otherwise in the document's order."""
    found: list[Node] = []
    seen: set[str] = set()

    def add(key: str, resource: str | None, parent: str | None, role: Role, title: str | None = None) -> None:
        while key in seen:  # an id may itself look like `a@b` or `a/b`
            key += "@"
        seen.add(key)
        found.append(Node(key, resource, parent, role, title))

    for vpc in topology.all(Vpc):
        add(vpc.id, vpc.id, None, "vpc")
    zones: dict[tuple[str, str], str] = {}
    by_zone = sorted(topology.all(Subnet), key=lambda s: (s.availability_zone is None, s.availability_zone or ""))
    for subnet in by_zone:
        place = (subnet.vpc_id or "", subnet.availability_zone or "")
        if topology.get(Vpc, subnet.vpc_id) and place not in zones:
            add("/".join(place), None, subnet.vpc_id, "zone", place[1])
            zones[place] = found[-1].key
    for subnet in topology.all(Subnet):
        zone = zones.get((subnet.vpc_id or "", subnet.availability_zone or ""))
        add(subnet.id, subnet.id, zone, "subnet")
    managed = _managed_interfaces(topology)
    for resource in topology.resources.values():
        if resource.type in NO_NODE or isinstance(resource, Vpc | Subnet) or resource.id in managed:
            continue
        for key, parent, role in _places(topology, resource):
            add(key, resource.id, parent, role)
    return found


def subnets_of(resource: AnyResource) -> tuple[str, ...]:
    """The subnets that a resource names as places for its interfaces."""
    match resource:
        case Workload() | LoadBalancer() | Database():
            return resource.subnets
        case VpcEndpoint() | TransitGatewayAttachment():
            return resource.subnet_ids
        case _:
            return ()


def _places(topology: Topology, resource: AnyResource) -> Iterator[tuple[str, str | None, Role]]:
    match resource:
        case VpcEndpoint(vpc_endpoint_type="Gateway"):
            yield _in_vpc(topology, resource.id, resource.vpc_id, "gateway")
        case Workload() | LoadBalancer() | Database() | VpcEndpoint() | TransitGatewayAttachment():
            held = dict.fromkeys(s for s in subnets_of(resource) if topology.get(Subnet, s))
            yield from ((f"{resource.id}@{s}", s, "inner") for s in held)
            if not held:
                vpc = resource.vpc_id if isinstance(resource, VpcEndpoint | TransitGatewayAttachment) else None
                yield _in_vpc(topology, resource.id, vpc, "group")
        case NatGateway() | MountTarget() | Instance() | NetworkInterface() if topology.get(Subnet, resource.subnet_id):
            yield resource.id, resource.subnet_id, "inner"
        case InternetGateway() | EgressOnlyInternetGateway() | VpnGateway() | NatGateway():
            yield _in_vpc(topology, resource.id, resource.vpc_id, "gateway")
        case SecurityGroup():
            yield _in_vpc(topology, resource.id, resource.vpc_id, "group")
        case _:
            yield resource.id, None, "outside"


def _in_vpc(topology: Topology, key: str, vpc: str | None, role: Role) -> tuple[str, str | None, Role]:
    return (key, vpc, role) if topology.get(Vpc, vpc) else (key, None, "outside")


def _managed_interfaces(topology: Topology) -> set[str]:
    """The network interfaces of what is shown itself: an instance's, a NAT gateway's, those that AWS's services manage."""
    managed = {n.network_interface_id for n in topology.all(NatGateway) if n.network_interface_id}
    managed.update(i for instance in topology.all(Instance) for i in instance.network_interface_ids)
    managed.update(
        e.id
        for e in topology.all(NetworkInterface)
        if e.interface_type != "interface" or topology.get(Instance, e.instance_id)
    )
    return managed


def route_tables(topology: Topology) -> dict[str, RouteTable]:
    """For each subnet its route table: the one associated with it, otherwise the main one of its VPC."""
    main = {t.vpc_id: t for t in topology.all(RouteTable) if t.main}
    tables = {s.id: main[s.vpc_id] for s in topology.all(Subnet) if s.vpc_id in main}
    tables.update((a.subnet_id, t) for t in topology.all(RouteTable) for a in t.associations if a.subnet_id)
    return tables


def tier_of(topology: Topology, table: RouteTable | None) -> Tier:
    """`public` with a route to an internet gateway, `private` with any other way out of the VPC, otherwise `isolated`.

    https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html
    """
    routes = table.routes if table else ()
    if any(topology.get(InternetGateway, r.gateway_id) for r in routes):
        return "public"
    return "private" if any(_leads_out(topology, r) for r in routes) else "isolated"


def _leads_out(topology: Topology, route: Route) -> bool:
    endpoint = topology.get(VpcEndpoint, route.target)
    if endpoint:
        return endpoint.vpc_endpoint_type != "Gateway"
    return route.target is not None or route.destination in ("0.0.0.0/0", "::/0")


def children(found: Iterable[Node]) -> dict[str | None, list[Node]]:
    """The nodes by the key of their container."""
    by_parent: dict[str | None, list[Node]] = {}
    for node in found:
        by_parent.setdefault(node.parent, []).append(node)
    return by_parent
