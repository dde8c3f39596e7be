"""The largest packet that a path carries, and which flows a VPC flow log sees.

https://docs.aws.amazon.com/vpc/latest/userguide/vpc-mtu.html (9001 inside a VPC and over peering in a Region, 8500 where no path-MTU
discovery is done, 1500 at internet gateways and VPNs), https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html
(jumbo frames from Linux 1.4.0 and on Windows; on older versions Fargate's own interface, which no flow log of the VPC shows).
"""

from collections.abc import Iterable
from typing import Final

from ..model import Topology, TransitGatewayAttachment, VpcPeeringConnection, Workload
from ..reachability import Hop, Outcome
from ..reachability.between_vpcs import names_groups
from .platform import platform_of

JUMBO, SHORTENED, STANDARD = 9001, 8500, 1500
_BY_KIND: Final = {
    "internet-gateway": STANDARD,
    "egress-only-internet-gateway": STANDARD,
    "vpn-gateway": STANDARD,
    "transit-gateway": SHORTENED,
    "nat-gateway": SHORTENED,
    "vpc-endpoint": SHORTENED,
    "endpoint": SHORTENED,
}


def interface_mtu(topology: Topology, *workloads: Workload | None) -> int:
    """What the interfaces of these workloads' tasks send at most, in bytes."""
    old = any(w is not None and platform_of(topology, w).own_interface for w in workloads)
    return STANDARD if old else JUMBO


def path_mtu(topology: Topology, outcome: Outcome, interface: int) -> int | None:
    """The largest packet that the path of an outcome carries, in bytes; None where it does not lead to its end."""
    if outcome.verdict != "reachable" or not outcome.path:
        return None
    return min((interface, *(_of_hop(topology, h) for h in outcome.path)))


def _of_hop(topology: Topology, hop: Hop) -> int:
    if hop.kind == "transit-gateway-attachment":
        attachment = topology.get(TransitGatewayAttachment, hop.resource)
        return STANDARD if attachment is not None and attachment.resource_type == "vpn" else SHORTENED
    if hop.kind == "vpc-peering-connection":
        peering = topology.get(VpcPeeringConnection, hop.resource)
        return JUMBO if peering is None or names_groups(topology, peering) else SHORTENED
    return _BY_KIND.get(hop.kind, JUMBO)


def smallest(found: Iterable[int | None]) -> int | None:
    """The MTU of several paths together; None where one of them does not lead to its end."""
    known = list(found)
    return None if None in known else min((m for m in known if m is not None), default=None)


def in_flow_logs(interface: str | None) -> bool:
    """Whether a flow log of the VPC sees the traffic of this interface: the task's own, not Fargate's."""
    return interface != "fargate"
