"""Where things stand: which nodes a design shows and in which container, and boxes for those that have none.

Keys of nodes, and so of `Topology.layout`, which the canvas shares:

- a resource that stands in one place: its id;
- a resource that stands in several subnets (workload, load balancer, interface endpoint, database): `RESOURCE@SUBNET`;
- an availability zone of a VPC: `VPC/ZONE` (`VPC/` for subnets that name none).

Boxes are in pixels, relative to the container.
"""

from .nodes import Node, Role, Tier, nodes, tier_of
from .place import lay_out, with_layout

__all__ = ["Node", "Role", "Tier", "lay_out", "nodes", "tier_of", "with_layout"]
