"""What one would write first: a graph of the resources, and for each task and destination a search whether there is a way.

It knows nothing of addresses, ports, rules, replies, families or policies, and names no obstacle. It is here to compare the time.
"""

import time
from itertools import islice

import networkx

from topology.fargate.needs import needs_of
from topology.model import (
    InternetGateway,
    NatGateway,
    RouteTable,
    Subnet,
    Topology,
    TransitGatewayAttachment,
    VpcEndpoint,
    VpcPeeringConnection,
)

MOST_PAIRS = 2_000  # searched; the time of more is that of these, scaled


def graph_of(topology: Topology) -> "networkx.DiGraph[str]":
    """An edge wherever a packet may go next: subnets to what their routes name, gateways to where they stand."""
    graph: networkx.DiGraph[str] = networkx.DiGraph()
    for subnet in topology.all(Subnet):
        graph.add_edge(f"vpc:{subnet.vpc_id}", subnet.id)
        graph.add_edge(subnet.id, f"vpc:{subnet.vpc_id}")
    for table in topology.all(RouteTable):
        for association in table.associations:
            for route in table.routes:
                if association.subnet_id and route.target:
                    graph.add_edge(association.subnet_id, route.target)
    for nat in topology.all(NatGateway):
        graph.add_edge(nat.id, nat.subnet_id or "")
    for gateway in topology.all(InternetGateway):
        graph.add_edge(gateway.id, "internet")
    for attachment in topology.all(TransitGatewayAttachment):
        graph.add_edge(attachment.transit_gateway_id or "", f"vpc:{attachment.vpc_id}")
    for peering in topology.all(VpcPeeringConnection):
        graph.add_edge(peering.id, f"vpc:{peering.vpc_id}")
        graph.add_edge(peering.id, f"vpc:{peering.peer_vpc_id}")
    for endpoint in topology.all(VpcEndpoint):
        service = (endpoint.service_name or "").rpartition(f"{topology.region}.")[2]
        for subnet in endpoint.subnet_ids:
            graph.add_edge(subnet, f"service:{service}")
        graph.add_edge(f"vpc:{endpoint.vpc_id}", f"service:{service}")
    return graph


def plain_search(topology: Topology) -> float:
    """The seconds that it takes to build the graph and search a way for every task, subnet and destination."""
    start = time.perf_counter()
    graph = graph_of(topology)
    built = time.perf_counter() - start
    pairs = [
        (subnet, target)
        for workload in topology.workloads
        for subnet in workload.subnets
        for target in (*(f"service:{n.service}" for n in needs_of(topology, workload)), "internet")
    ]
    searched = list(islice(pairs, 0, None, max(1, len(pairs) // MOST_PAIRS)))
    start = time.perf_counter()
    for subnet, target in searched:
        target in graph and networkx.has_path(graph, subnet, target)
    return built + (time.perf_counter() - start) * len(pairs) / len(searched)
