"""How long a check takes by size: one line of JSON for each number of services.

python -m bench.engine [SERVICES ...]
"""

import json
import resource
import sys
import time

from bench.networks import network
from topology.checks import check
from topology.model import Subnet

SIZES = (10, 100, 1_000, 2_000)


def measure(services: int) -> dict[str, float]:
    """The figures of one size: the check of a fresh topology, in this process, without remedies to search."""
    topology = network(services)
    start = time.perf_counter()
    report = check(topology)
    spent = time.perf_counter() - start
    return {
        "services": services,
        "subnets": len(topology.all(Subnet)),
        "flows": sum(len(w["flows"]) for w in report["workloads"]),
        "check_s": round(spent, 3),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def main() -> None:
    """Measure the sizes that the command line names."""
    for services in [int(a) for a in sys.argv[1:]] or SIZES:
        print(json.dumps(measure(services)), flush=True)


if __name__ == "__main__":
    main()
