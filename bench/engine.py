"""How the engine's cost grows with the network: one line of JSON for each number of services.

python -m bench.engine [SERVICES ...] [--joined transit-gateway|peering] [--groups N]

Each size is measured in a process of its own, so that the peak of memory is its own:

services, subnets   the network: 100 services to a VPC of 3 zones x 4 tiers
check_s             a full check of a fresh topology, with the search for remedies
recheck_ms          one change and the check after it: the median of one change of each kind; recheck_worst_ms is the slowest kind
matrix_s            the matrix between all services and the internet, computed and written as JSON (left out above 2,000: 100 million cells)
peak_mb             the most memory that the process had
networkx_ratio      how many times as long a plain search takes that only asks whether a way exists: see `bench.plain`
"""

import argparse
import json
import multiprocessing
import resource
import statistics
import time
from collections.abc import Iterator
from typing import Any

from bench.networks import JOINS, network
from bench.plain import plain_search
from topology.checks import check
from topology.checks.matrix import Matrix
from topology.cli.matrix import as_json
from topology.model import NetworkAclEntry, Route, SecurityGroupRule, Subnet, Topology

SIZES = (10, 100, 1_000, 2_000, 10_000)
MOST_FOR_A_MATRIX = 2_000
ROUNDS = 5


def edits(topology: Topology) -> Iterator[tuple[str, Topology]]:
    """One change of each kind that people make most, each to the topology as it was."""

    def changed(id: str, **fields: Any) -> Topology:
        return topology.with_resources(topology.resources[id].changed(**fields))

    one = topology.resources
    rule = SecurityGroupRule(ip_protocol="tcp", from_port=9090, to_port=9090, cidr_ipv4="10.0.0.0/8")
    entry = NetworkAclEntry(
        rule_number=60, rule_action="allow", protocol="6", cidr_block="10.0.0.0/8", from_port=1, to_port=99
    )
    route = Route(destination_cidr_block="192.0.2.0/24", nat_gateway_id="vpc0-nat-a")
    yield (
        "a rule of a group",
        changed("vpc0-group-3", security_group_ingress=(*one["vpc0-group-3"].security_group_ingress, rule)),
    )
    yield "a route", changed("vpc0-rtb-web-a", routes=(*one["vpc0-rtb-web-a"].routes, route))
    yield "an entry of a network ACL", changed("vpc0-acl", entries=(*one["vpc0-acl"].entries, entry))
    yield "a service's subnets", changed("vpc0-service-1", subnets=("vpc0-app-a",))
    yield (
        "a service more",
        topology.with_resources(one["vpc0-service-1"].changed(id="vpc0-service-more")),
    )
    yield "an endpoint less", topology.without("vpc0-logs")


def measure(services: int, joined: str, groups: int) -> dict[str, float]:
    """The figures of one size."""
    topology = network(services, joined=joined, groups=groups)
    check_s, report = timed(lambda: check(topology))
    figures: dict[str, float] = {
        "services": services,
        "subnets": len(topology.all(Subnet)),
        "flows": sum(len(w["flows"]) for w in report["workloads"]),
        "check_s": round(check_s, 3),
    }
    kinds: dict[str, list[float]] = {}
    for _round in range(ROUNDS):
        for kind, after in edits(topology):
            kinds.setdefault(kind, []).append(timed(lambda after=after: check(after))[0])
    medians = [statistics.median(times) * 1000 for times in kinds.values()]
    figures |= {"recheck_ms": round(statistics.median(medians), 1), "recheck_worst_ms": round(max(medians), 1)}
    if services <= MOST_FOR_A_MATRIX:
        figures["matrix_s"] = round(timed(lambda: sum(len(piece) for piece in as_json(Matrix(topology))))[0], 3)
    figures["peak_mb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    figures["networkx_ratio"] = round(plain_search(topology) / check_s, 1)
    return figures


def timed(work: Any) -> tuple[float, Any]:
    """The seconds that some work takes, and what it returns."""
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def main() -> None:
    """Measure the sizes that the command line names."""
    parser = argparse.ArgumentParser(prog="python -m bench.engine")
    parser.add_argument("services", nargs="*", type=int, default=SIZES)
    parser.add_argument("--joined", choices=JOINS, default="transit-gateway")
    parser.add_argument("--groups", type=int, default=20, help="security groups of services in a VPC")
    options = parser.parse_args()
    for services in options.services:
        with multiprocessing.get_context("spawn").Pool(1) as process:
            figures = process.apply(measure, (services, options.joined, options.groups))
        print(json.dumps(figures), flush=True)


if __name__ == "__main__":
    main()
