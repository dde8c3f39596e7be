"""AWS's default quotas, in one table. A design may name its account's own values for those that AWS raises (`Topology.quotas`).

Sources: https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html,
https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html,
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html,
https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html (count),
https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html,
https://docs.aws.amazon.com/scheduler/latest/APIReference/API_EcsParameters.html (TaskCount)
"""

from typing import Annotated, Final, NamedTuple

from ..i18n import N_, _
from .marks import Described, Normalised

NO_BOUND = 1_000_000


class Quota(NamedTuple):
    """One quota: what is counted, AWS's default, and the most that AWS raises it to; None where it is fixed."""

    what: str
    default: int
    most: int | None = NO_BOUND


QUOTAS: Final[dict[str, Quota]] = {
    "ipv4_blocks_per_vpc": Quota(N_("IPv4 blocks per VPC"), 5, 50),
    "ipv6_blocks_per_vpc": Quota(N_("IPv6 blocks per VPC"), 5, 50),
    "vpcs_per_region": Quota(N_("VPCs per Region"), 5),
    "subnets_per_vpc": Quota(N_("subnets per VPC"), 200),
    "internet_gateways_per_region": Quota(N_("internet gateways per Region"), 5),
    "egress_only_internet_gateways_per_region": Quota(N_("egress-only internet gateways per Region"), 5),
    "nat_gateways_per_availability_zone": Quota(N_("NAT gateways per availability zone"), 5),
    "elastic_ips_per_region": Quota(N_("Elastic IP addresses per Region"), 5),
    "route_tables_per_vpc": Quota(N_("route tables per VPC"), 200),
    "routes_per_route_table": Quota(N_("routes of one family per route table"), 500, 1000),
    "propagated_routes_per_route_table": Quota(N_("propagated routes per route table"), 100, None),
    "security_groups_per_region": Quota(N_("security groups per Region"), 2500),
    "rules_per_security_group": Quota(N_("rules of one direction and family per security group"), 60, 1000),
    "security_groups_per_network_interface": Quota(N_("security groups per network interface"), 5, 16),
    "rules_per_network_interface": Quota(N_("rules per network interface, over all its groups"), 1000, None),
    "network_acls_per_vpc": Quota(N_("network ACLs per VPC"), 200),
    "rules_per_network_acl": Quota(N_("entries of one direction and family per network ACL"), 20, 40),
    "network_interfaces_per_availability_zone": Quota(N_("network interfaces per availability zone"), 5000),
    "interface_endpoints_per_vpc": Quota(N_("interface endpoints per VPC"), 50),
    "gateway_endpoints_per_vpc": Quota(N_("gateway endpoints per VPC"), 255, None),
    "gateway_endpoints_per_region": Quota(N_("gateway endpoints per Region"), 20),
    "characters_per_endpoint_policy": Quota(N_("characters per endpoint policy"), 20_480, None),
    "active_peering_connections_per_vpc": Quota(N_("active peering connections per VPC"), 50, 125),
    "containers_per_task_definition": Quota(N_("containers per task definition"), 10, None),
    "services_per_cluster": Quota(N_("services per cluster"), 5000),
    "tasks_per_service": Quota(N_("tasks per service"), 5000),
    "tasks_per_run": Quota(N_("tasks per call of RunTask"), 10, None),
    "targets_per_rule": Quota(N_("targets per rule"), 5),
    "tasks_per_schedule": Quota(N_("tasks per schedule"), 10, None),
}


def _known(quotas: dict[str, int]) -> dict[str, int]:
    for name, value in quotas.items():
        quota = QUOTAS.get(name)
        if quota is None:
            raise ValueError(_("there is no quota “%(name)s”; there are: %(names)s") % {
                "name": name[:64], "names": ", ".join(n for n, q in QUOTAS.items() if q.most is not None),
            })  # fmt: skip
        if quota.most is None:
            raise ValueError(_("the quota “%(name)s” is fixed at %(n)d") % {"name": name, "n": quota.default})
        if not 1 <= value <= quota.most:
            raise ValueError(_("the quota “%(name)s” is between 1 and %(most)d") % {"name": name, "most": quota.most})
    return quotas


Quotas = Annotated[
    dict[str, int],
    Normalised(_known),
    Described(
        {
            "propertyNames": {"enum": [n for n, q in QUOTAS.items() if q.most is not None]},
            "x-quotas": {
                n: {"x-title": q.what, "default": q.default, "most": q.most}
                for n, q in QUOTAS.items()
                if q.most is not None
            },
        }
    ),
]
