"""The internet as a destination of one topology."""

from ..addresses import INTERNET, Family, IntSet, addresses_of
from ..model import Topology, Vpc


def internet(topology: Topology, family: Family) -> IntSet:
    """Every address that can be somebody's on the internet, without the topology's own VPC blocks."""
    key = ("internet", family)
    if key not in topology.derived:
        vpcs = topology.all(Vpc)
        blocks = [b for v in vpcs for b in (v.cidr_blocks if family == "ipv4" else v.ipv6_cidr_blocks)]
        topology.derived[key] = INTERNET[family] - addresses_of(blocks, family)
    found: IntSet = topology.derived[key]
    return found
