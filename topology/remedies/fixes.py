"""Which fixes there are for which cause."""

from collections.abc import Callable, Iterator

from . import obstacles
from .obstacles import Case, Fix
from .rules import open_group, open_network_acl

Fixer = Callable[[Case], Iterator[Fix]]


def fixes(case: Case) -> list[Fix]:
    """The fixes for the case's obstacle, the narrowest first."""
    table: dict[str, Fixer] = {
        "NO_PUBLIC_IP": obstacles.public_ip,
        "NO_ROUTE": obstacles.route_out,
        "MISSING_ENDPOINT": obstacles.add_endpoint,
        "GATEWAY_ENDPOINT_NOT_ASSOCIATED": obstacles.associate,
        "PRIVATE_DNS_DISABLED": obstacles.private_dns,
        "VPC_DNS_DISABLED": obstacles.vpc_dns,
        "NAT_NOT_IN_PUBLIC_SUBNET": obstacles.move_nat,
        "IGW_NOT_ATTACHED": obstacles.attach_gateway,
        "EFS_MOUNT_TARGET_MISSING_AZ": obstacles.mount_target,
        "PLATFORM_VERSION": obstacles.platform,
        "ENDPOINT_POLICY": obstacles.allow_in_policy,
        "HEALTH_CHECK_PORT": obstacles.nothing_more,
        "LB_NOT_IN_AZ": obstacles.enable_zone,
        "PEERING_ROUTE_MISSING": obstacles.peering_route,
    }
    cause = case.blocker.cause
    if "_SG_" in cause:
        return list(open_group(case))
    if cause.startswith("NACL_"):
        return list(open_network_acl(case))
    fixer = table.get(cause)
    return list(fixer(case)) if fixer else []
