"""Which addresses are the VPCs' own and which may be somebody's on the internet, in one topology."""

from ..addresses import INTERNET, Family, IntSet, addresses_of
from ..model import Topology, Vpc
from .memory import indexed


@indexed
def vpc_blocks(topology: Topology, family: Family) -> IntSet:
    """Every address of a block of one of the topology's VPCs."""
    blocks = [b for v in topology.all(Vpc) for b in (v.cidr_blocks if family == "ipv4" else v.ipv6_cidr_blocks)]
    return addresses_of(blocks, family)


@indexed
def internet(topology: Topology, family: Family) -> IntSet:
    """Every address that can be somebody's on the internet, without the topology's own VPC blocks."""
    return INTERNET[family] - vpc_blocks(topology, family)
