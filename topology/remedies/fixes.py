"""Which fixes there are for which cause."""

from collections.abc import Callable, Iterator
from itertools import chain

from . import balancers, dead_ends, endpoints, ipv6, routes, workloads
from .case import Case, Fix
from .rules import open_group, open_network_acl

Fixer = Callable[[Case], Iterator[Fix]]

# For each cause, what may remove it, the narrowest first. A cause with its own pattern (a group's, an ACL's) is in `_fixers`.
FIXERS: dict[str, tuple[Fixer, ...]] = {
    "NO_PUBLIC_IP": (routes.public_ip, endpoints.add_endpoint),
    "NO_ROUTE": (routes.route_out, endpoints.add_endpoint, routes.first_way_out),
    "BLACKHOLE_ROUTE": (dead_ends.replace_route, dead_ends.revive_transit_route, endpoints.add_endpoint),
    "TGW_NOT_ATTACHED": (dead_ends.attach_vpc,),
    "NO_IPV6_CIDR": (ipv6.give_block,),
    "NO_IPV6_ADDRESS_ASSIGNED": (ipv6.assign_addresses,),
    "ACCOUNT_SETTING_OFF": (ipv6.turn_setting_on,),
    "LISTENER_PORT": (balancers.add_listener,),
    "TARGET_TYPE_NOT_IP": (balancers.register_by_address,),
    "LB_NO_TARGETS": (balancers.register_service,),
    "MISSING_ENDPOINT": (endpoints.add_endpoint,),
    "GATEWAY_ENDPOINT_NOT_ASSOCIATED": (endpoints.associate, routes.route_out),
    "PRIVATE_DNS_DISABLED": (endpoints.private_dns,),
    "VPC_DNS_DISABLED": (endpoints.vpc_dns,),
    "NAME_NOT_IN_HOSTED_ZONE": (endpoints.zone_record,),
    "ENDPOINT_POLICY": (endpoints.allow_in_policy,),
    "NAT_NOT_IN_PUBLIC_SUBNET": (routes.move_nat,),
    "VPC_BLOCK_PUBLIC_ACCESS": (routes.exclude_from_block,),
    "IGW_NOT_ATTACHED": (routes.attach_gateway,),
    "VGW_NOT_ATTACHED": (routes.attach_vpn_gateway,),
    "SOURCE_DEST_CHECK": (routes.forward,),
    "TGW_NOT_IN_AZ": (routes.attach_zone,),
    "TGW_ROUTE_MISSING": (routes.transit_route, dead_ends.attach_vpc),
    "PEERING_ROUTE_MISSING": (routes.peering_route,),
    "EFS_MOUNT_TARGET_MISSING_AZ": (workloads.mount_target,),
    "PLATFORM_VERSION": (workloads.platform,),
    "HEALTH_CHECK_PORT": (workloads.nothing_more,),
    "LB_NOT_IN_AZ": (balancers.enable_zone,),
}


def fixes(case: Case) -> list[Fix]:
    """The fixes for the case's obstacle, the narrowest first."""
    return list(chain.from_iterable(fixer(case) for fixer in _fixers(case.blocker.cause)))


def _fixers(cause: str) -> tuple[Fixer, ...]:
    if cause == "TASK_SG_INGRESS":
        return (open_group, balancers.hide_clients)
    if "_SG_" in cause:
        return (open_group,)
    if cause.startswith("NACL_"):
        return (open_network_acl,)
    return FIXERS.get(cause, ())
