"""The patterns that a design can start from: each a whole network that checks clean.

A pattern is drawn by a function, so that it keeps up with the model; `document` is what a new design of it holds.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from topology.layout import with_layout
from topology.model import Topology

from . import joined, services, ways_out


@dataclass(frozen=True)
class Pattern:
    """A network to start from: its address in the gallery, its title, one sentence, and the function that draws it."""

    slug: str
    name: Any
    text: Any
    draw: Callable[[], Topology]

    def topology(self) -> Topology:
        """The network with everything in its place."""
        return with_layout(self.draw())

    def document(self) -> dict[str, Any]:
        """The network as a Farway document, made anew each time: whoever gets it may change it."""
        return self.topology().to_document()


PATTERNS = {
    pattern.slug: pattern
    for pattern in (
        Pattern(
            "public-service", _("Public service"),
            _("Tasks with public addresses in public subnets: the least that reaches the internet."), ways_out.public_service,
        ),
        Pattern(
            "private-with-nat", _("Private with NAT"),
            _("Tasks in private subnets go out through a NAT gateway in their own zone; nothing comes in."), ways_out.private_with_nat,
        ),
        Pattern(
            "isolated-with-endpoints", _("Isolated with endpoints"),
            _("No internet at all: images, logs and S3 are reached through VPC endpoints."), ways_out.isolated_with_endpoints,
        ),
        Pattern(
            "dual-stack", _("Dual-stack"),
            _("Tasks have an IPv4 and an IPv6 address: NAT for the one, an egress-only internet gateway for the other."), ways_out.dual_stack,
        ),
        Pattern(
            "ipv6-only-with-nat64", _("IPv6-only with NAT64"),
            _("Tasks have no IPv4 address; DNS64 and NAT64 bring them to what has no IPv6."), ways_out.ipv6_only_with_nat64,
        ),
        Pattern(
            "public-alb-to-private-tasks", _("Public ALB to private tasks"),
            _("An Application Load Balancer takes HTTPS from the internet and passes it to tasks without public addresses."),
            services.public_alb_to_private_tasks,
        ),
        Pattern(
            "internal-nlb", _("Internal NLB"),
            _("A Network Load Balancer in private subnets that only the VPC can reach."), services.internal_nlb,
        ),
        Pattern(
            "efs-in-three-zones", _("EFS in three zones"),
            _("Tasks of three zones share a file system that has a mount target in each."), services.efs_in_three_zones,
        ),
        Pattern(
            "service-connect-pair", _("Service Connect pair"),
            _("Two services of one namespace; the first calls the second by name."), services.service_connect_pair,
        ),
        Pattern(
            "peered-vpcs", _("Peered VPCs"),
            _("A service calls another in a second VPC across a peering connection."), joined.peered_vpcs,
        ),
        Pattern(
            "transit-gateway-hub", _("Transit gateway hub"),
            _("Two VPCs reach each other and share one way out to the internet through a transit gateway."), joined.transit_gateway_hub,
        ),
        Pattern(
            "windows-tasks", _("Windows tasks"),
            _("Windows Server tasks in private subnets, with the CPU and memory that they need."), services.windows_tasks,
        ),
    )
}  # fmt: skip
