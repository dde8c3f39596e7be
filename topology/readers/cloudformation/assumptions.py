"""What a reader assumed: stand-ins for what AWS decides when a stack is created."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ...i18n import _
from ...model.cloudformation import NO_PRIVATE_DNS
from .world import ACCOUNT, ZONES, World


def assumed_by(resources: Mapping[str, Any], world: World) -> dict[str, str]:
    """The assumptions that a topology rests on, by what stands in a template for their values and is written back.

    The region is among them without a text: it is said, and written back all the same.
    """
    found: dict[str, str] = {}
    texts = "\n".join(_texts(resources.values()))
    if "Fn::GetAZs" in world.assumed and any(_zone(r).startswith(world.region) for r in resources.values()):
        found["Fn::GetAZs"] = zones_assumption(world.region)
    if "AWS::AccountId" in world.assumed and ACCOUNT in texts:
        found["AWS::AccountId"] = account_assumption()
    if "AWS::Region" in world.assumed and world.region in texts:
        found["AWS::Region"] = ""
    if any(b.get("amazon_provided") for r in resources.values() for b in r.get("ipv6_cidr_block_associations", ())):
        found["Ipv6CidrBlocks"] = ipv6_assumption()
    for n, mark in enumerate(sorted(m for m in world.assumed if m.startswith(NO_PRIVATE_DNS))):
        text = _("An interface endpoint without PrivateDnsEnabled has no private DNS, as CloudFormation leaves it off.")
        found[mark] = "" if n else text
    return found


def account_assumption() -> str:
    """That the account's id is a stand-in."""
    return _("The account's id is not in the input: %s stands for it.") % ACCOUNT


def zones_assumption(region: str) -> str:
    """That the zones' names are stand-ins."""
    names = ", ".join(region + letter for letter in ZONES[:3])
    return (
        _("Which availability zones the account has is not in the input: Fn::GetAZs is taken to give %s and so on.")
        % names
    )


def ipv6_assumption() -> str:
    """That Amazon-provided IPv6 blocks are stand-ins."""
    return _("Amazon chooses an IPv6 block of its own when the VPC is created: one of 2001:db8::/32 stands for it.")


def _zone(document: Mapping[str, Any]) -> str:
    return str(document.get("availability_zone") or document.get("availability_zone_name") or "")


def _texts(node: Any) -> Iterator[str]:
    """The texts of records, without what was kept word for word and without zones."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, Mapping):
        for key, value in node.items():
            if key not in ("body", "properties", "availability_zone", "availability_zone_name"):
                yield from _texts(value)
    elif isinstance(node, Iterable):
        for item in node:
            yield from _texts(item)
