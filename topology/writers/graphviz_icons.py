"""How each type of node looks in a diagram: AWS's icon for it, otherwise a coloured square with a short sign.

The icons are those that the package `diagrams` installs, in its folder `resources`; they are read from there, never copied.
"""

from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

NETWORK, CONTAINERS, SECURITY, DESTINATION, OUTSIDE = "#7d4fc4", "#d8742a", "#c23a4b", "#3f7d2f", "#55606c"


@dataclass(frozen=True, slots=True)
class Look:
    """A colour, a sign of up to three letters, and where the icon is under `resources/aws`, if AWS has one."""

    colour: str
    sign: str
    icon: str | None = None


LOOKS: dict[str, Look] = {
    "Vpc": Look(NETWORK, "VPC", "network/vpc"),
    "InternetGateway": Look(NETWORK, "IGW", "network/internet-gateway"),
    "EgressOnlyInternetGateway": Look(NETWORK, "EO"),
    "VpnGateway": Look(NETWORK, "VPN", "network/vpn-gateway"),
    "VpnConnection": Look(NETWORK, "VPN", "network/site-to-site-vpn"),
    "NatGateway": Look(NETWORK, "NAT", "network/nat-gateway"),
    "VpcEndpoint": Look(NETWORK, "EP", "network/endpoint"),
    "VpcPeeringConnection": Look(NETWORK, "PX", "network/vpc-peering"),
    "TransitGateway": Look(NETWORK, "TGW", "network/transit-gateway"),
    "TransitGatewayAttachment": Look(NETWORK, "TGA", "network/transit-gateway"),
    "HostedZone": Look(NETWORK, "DNS", "network/route-53-hosted-zone"),
    "NetworkInterface": Look(NETWORK, "ENI", "network/vpc-elastic-network-interface"),
    "Instance": Look(CONTAINERS, "EC2", "compute/ec2-instance"),
    "SecurityGroup": Look(SECURITY, "SG"),
    "Service": Look(CONTAINERS, "FG", "compute/fargate"),
    "StandaloneTask": Look(CONTAINERS, "FG", "compute/elastic-container-service-task"),
    "ScheduledTask": Look(CONTAINERS, "FG", "integration/eventbridge-scheduler"),
    "LoadBalancer": Look(NETWORK, "LB", "network/elastic-load-balancing"),
    "FileSystem": Look(DESTINATION, "EFS", "storage/elastic-file-system-efs"),
    "MountTarget": Look(DESTINATION, "EFS", "storage/elastic-file-system-efs-file-system"),
    "Database": Look(DESTINATION, "DB", "database/rds"),
    "ExternalHost": Look(OUTSIDE, "EXT", "general/internet-alt1"),
}
UNKNOWN = Look(OUTSIDE, "?")
LOAD_BALANCERS = {
    "application": "network/elb-application-load-balancer",
    "network": "network/elb-network-load-balancer",
    "classic": "network/elb-classic-load-balancer",
}


@cache
def icon_path(icon: str) -> Path | None:
    """The file of an icon, or None where the package or the icon is not installed."""
    spec = find_spec("diagrams")
    if spec is None or spec.origin is None:
        return None
    path = Path(spec.origin).parents[1] / "resources" / "aws" / f"{icon}.png"
    return path if path.is_file() else None
