"""The internet as a destination of one topology."""

from ..addresses import INTERNET, Family, IntSet, addresses_of
from ..model import Topology, Vpc
from .memory import indexed


@indexed
def internet(topology: Topology, family: Family) -> IntSet:
    """Every address that can be somebody's on the internet, without the topology's own VPC blocks."""
    blocks = [b for v in topology.all(Vpc) for b in (v.cidr_blocks if family == "ipv4" else v.ipv6_cidr_blocks)]
    return INTERNET[family] - addresses_of(blocks, family)
