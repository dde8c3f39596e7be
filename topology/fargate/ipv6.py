"""Whether a task is given an IPv6 address: the conditions V6001 to V6005, each of them, in each subnet.

https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html, "Using a VPC in dual-stack mode".
"""

from typing import NamedTuple

from ..addresses import addresses_of, parse
from ..i18n import _
from ..model import Subnet, Topology, Vpc, Workload
from ..reachability.memory import remembered
from ..reachability.naming import TASK
from .platform import Platform, platform_of

SETTING = "dualStackIPv6"


class Condition(NamedTuple):
    """One condition in one subnet; `met` is None where the input or AWS's own pages leave it open."""

    condition: str
    met: bool | None
    cause: str
    resource: str | None
    message: str

    def to_json(self) -> dict[str, object]:
        return {
            "condition": self.condition, "met": self.met, "cause": None if self.met else self.cause,
            "resource": self.resource, "message": self.message,
        }  # fmt: skip


@remembered
def conditions(topology: Topology, platform: Platform | None, subnet_id: str) -> tuple[Condition, ...]:
    """V6001 to V6005 for a nameless task (see `reachability.naming`) of a platform, None where the input does not say its
    version, in a subnet."""
    subnet = topology.get(Subnet, subnet_id)
    vpc = topology.get(Vpc, subnet.vpc_id) if subnet else None
    return (
        _setting(topology, subnet),
        _vpc_block(topology, subnet, vpc),
        _subnet_block(topology, subnet, vpc),
        _assigned(topology, subnet),
        _platform(platform),
    )


def eligible(found: tuple[Condition, ...]) -> bool | None:
    """True when every condition is met, False when one is not, None when that is open."""
    if any(c.met is False for c in found):
        return False
    return None if any(c.met is None for c in found) else True


def gets_ipv6(topology: Topology, platform: Platform | None, subnet_id: str) -> bool | None:
    """Whether a task of this platform (see `asked_platform`) has an IPv6 address there. In an IPv6-only subnet it has nothing else."""
    return eligible(conditions(topology, platform, subnet_id))


def asked_platform(topology: Topology, workload: Workload) -> Platform | None:
    """The platform of a workload, None where the input does not say its version."""
    return None if topology.is_unresolved(workload.id, "platform_version") else platform_of(topology, workload)


def _setting(topology: Topology, subnet: Subnet | None) -> Condition:
    value = topology.account_settings.get(SETTING)
    code = "ACCOUNT_SETTING_OFF"
    if value == "disabled":
        if subnet and subnet.ipv6_native:
            return Condition(
                "V6001", None, code, None, _("dualStackIPv6 is off; AWS documents it for dual-stack subnets only.")
            )
        return Condition("V6001", False, code, None, _("The account setting dualStackIPv6 is off."))
    if value == "enabled":
        return Condition("V6001", True, code, None, _("The account setting dualStackIPv6 is on."))
    return Condition(
        "V6001", True, code, None, _("The account setting dualStackIPv6 is assumed to be on, as AWS defaults it.")
    )


def _vpc_block(topology: Topology, subnet: Subnet | None, vpc: Vpc | None) -> Condition:
    where = subnet.id if subnet else None
    if vpc is None or (not vpc.ipv6_cidr_blocks and topology.is_unresolved(vpc.id, "ipv6_cidr_block_associations")):
        return Condition(
            "V6002", None, "NO_IPV6_CIDR", where, _("Whether the VPC has an IPv6 CIDR block is not known.")
        )
    if vpc.ipv6_cidr_blocks:
        return Condition("V6002", True, "NO_IPV6_CIDR", vpc.id, _("VPC %s has an IPv6 CIDR block.") % vpc.label)
    return Condition("V6002", False, "NO_IPV6_CIDR", where, _("VPC %s has no IPv6 CIDR block.") % vpc.label)


def _subnet_block(topology: Topology, subnet: Subnet | None, vpc: Vpc | None) -> Condition:
    if subnet is None or (not subnet.ipv6_cidr_block and topology.is_unresolved(subnet.id, "ipv6_cidr_block")):
        return Condition(
            "V6003",
            None,
            "NO_IPV6_CIDR",
            subnet.id if subnet else None,
            _("Whether the subnet has an IPv6 CIDR block is not known."),
        )
    if not subnet.ipv6_cidr_block:
        return Condition(
            "V6003", False, "NO_IPV6_CIDR", subnet.id, _("Subnet %s has no IPv6 CIDR block.") % subnet.label
        )
    if (
        vpc
        and vpc.ipv6_cidr_blocks
        and not parse(subnet.ipv6_cidr_block)[1] <= addresses_of(vpc.ipv6_cidr_blocks, "ipv6")
    ):
        return Condition(
            "V6003",
            False,
            "NO_IPV6_CIDR",
            subnet.id,
            _("The IPv6 CIDR block of subnet %s is not one of its VPC's.") % subnet.label,
        )
    return Condition("V6003", True, "NO_IPV6_CIDR", subnet.id, _("Subnet %s has an IPv6 CIDR block.") % subnet.label)


def _assigned(topology: Topology, subnet: Subnet | None) -> Condition:
    code = "NO_IPV6_ADDRESS_ASSIGNED"
    if subnet is None or topology.is_unresolved(subnet.id, "assign_ipv6_address_on_creation"):
        return Condition(
            "V6004",
            None,
            code,
            subnet.id if subnet else None,
            _("Whether the subnet assigns IPv6 addresses is not known."),
        )
    if subnet.ipv6_native:
        return Condition(
            "V6004",
            True,
            code,
            subnet.id,
            _("Subnet %s is IPv6-only: every interface has an IPv6 address.") % subnet.label,
        )
    if subnet.assign_ipv6_address_on_creation:
        return Condition(
            "V6004", True, code, subnet.id, _("Subnet %s assigns an IPv6 address on creation.") % subnet.label
        )
    return Condition(
        "V6004", False, code, subnet.id, _("Subnet %s does not assign an IPv6 address on creation.") % subnet.label
    )


def _platform(platform: Platform | None) -> Condition:
    if platform is None:
        return Condition("V6005", None, "PLATFORM_VERSION", TASK, _("The platform version is not known."))
    name = f"{platform.os.capitalize()} {platform.version}"
    if platform.os == "windows":
        return Condition(
            "V6005", None, "PLATFORM_VERSION", TASK,
            _("AWS's pages disagree about IPv6 on Windows 1.0.0: one list names Linux 1.4.0 only, another names both."),
        )  # fmt: skip
    met = platform.known and not platform.own_interface
    text = (
        _("Platform version %s supports IPv6.")
        if met
        else _("Platform version %s gives no IPv6 address; Linux 1.4.0 does.")
    )
    return Condition("V6005", met, "PLATFORM_VERSION", TASK, text % name)
