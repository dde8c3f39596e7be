"""VPC Block Public Access: what an account keeps its internet gateways from carrying, whatever routes and rules say.

https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html, …/security-vpc-bpa-basics.html,
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcBlockPublicAccessOptions.html (`block-ingress` leaves NAT gateways and
egress-only internet gateways alone, and nothing else), …/API_VpcBlockPublicAccessExclusion.html (`allow-egress` counts only where
both directions are blocked). Peering, transit gateways, VPNs and endpoints are not touched.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from ..i18n import _
from ..model import Subnet, Topology, Vpc, VpcBlockPublicAccessExclusion, VpcBlockPublicAccessOptions
from .branch import Branch, label
from .causes import Hop
from .memory import indexed

Way = Literal["in", "out", "out-only"]
"""How traffic crosses the gateway: started outside, started inside by a public address, or through a NAT gateway or an
egress-only internet gateway, which let nothing in."""


class _Setting(NamedTuple):
    """What blocks (None: nothing does), what is excluded by which mode, and what the input leaves open of each."""

    options: str | None
    mode: str
    doubt: str
    excluded: Mapping[str, str]
    exclusions_doubt: str


@indexed
def _setting(topology: Topology) -> _Setting:
    blocking = [o for o in topology.all(VpcBlockPublicAccessOptions) if o.internet_gateway_block_mode != "off"]
    unknown = [
        o
        for o in topology.all(VpcBlockPublicAccessOptions)
        if topology.is_unresolved(o.id, "internet_gateway_block_mode")
    ]
    doubt = _("which way %s blocks is not known") % unknown[0].label if unknown else ""
    modes = {o.internet_gateway_block_mode for o in blocking}
    if len(modes) > 1:  # of several accounts: whose a VPC is, the input does not say
        doubt = _("the accounts block public access in different ways, and whose the VPC is is not known")
    excluded: dict[str, str] = {}
    open_exclusion = ""
    for exclusion in topology.all(VpcBlockPublicAccessExclusion):
        place = exclusion.subnet_id or exclusion.vpc_id
        if place is None or topology.is_unresolved(exclusion.id, "internet_gateway_exclusion_mode"):
            open_exclusion = _("what %s excludes from Block Public Access is not known") % exclusion.label
        else:
            excluded[place] = exclusion.internet_gateway_exclusion_mode
    first = next(iter([*blocking, *unknown]), None)
    return _Setting(
        first.id if first else None, blocking[0].internet_gateway_block_mode if blocking else "off", doubt, excluded, open_exclusion
    )  # fmt: skip


def block_mode(topology: Topology, subnet: str | None, vpc: str | None) -> tuple[str, str]:
    """What holds for a place: `off`, `block-ingress`, `block-bidirectional` or `allow-egress` (blocked both ways, let out by an
    exclusion); and what is open about it."""
    setting = _setting(topology)
    if setting.options is None:
        return "off", ""
    modes = {m for place in (subnet, vpc) if place and (m := setting.excluded.get(place))}
    if "allow-bidirectional" in modes:
        return "off", ""
    doubt = setting.doubt or setting.exclusions_doubt
    if "allow-egress" in modes and setting.mode == "block-bidirectional":
        return "allow-egress", doubt
    return setting.mode, doubt


def block_public_access(
    topology: Topology, branch: Branch, way: Way, place: tuple[str | None, str | None], sender: str | None = None
) -> None:  # fmt: skip
    """Take the branch past Block Public Access at a gateway. `place` is the subnet (None for a regional NAT gateway) and the VPC of
    the interface that uses the gateway; `sender` the subnet of what a NAT gateway sends for."""
    subnet, vpc = place
    options = _setting(topology).options
    mode, doubt = block_mode(topology, subnet, vpc)
    if options is None or (mode == "off" and not doubt and sender in (None, subnet)):
        return
    stopped = _stops(mode, way)
    if stopped is None:
        doubt = doubt or _("whether an egress-only exclusion lets public addresses out is not documented")
    if sender not in (None, subnet):
        other = _stops(block_mode(topology, sender, vpc)[0], way)
        if other != stopped:
            doubt = doubt or _(
                "whether an exclusion of the NAT gateway's subnet alone, or of the task's alone, is enough is not documented"
            )
    if doubt:
        branch.doubts.append(doubt)
        branch.hops.append(Hop(options, "vpc-block-public-access", "unknown", doubt))
    elif stopped:
        text = (
            _("VPC Block Public Access stops everything between %s and the internet.")
            if mode == "block-bidirectional"
            else _(
                "VPC Block Public Access lets %s reach the internet by NAT and egress-only gateways alone, and nothing in."
            )
        ) % _where(topology, subnet, vpc)
        branch.block("VPC_BLOCK_PUBLIC_ACCESS", options, text, kind="vpc-block-public-access")


def _stops(mode: str, way: Way) -> bool | None:
    """Whether a mode stops a way; None where AWS's pages do not say."""
    if mode == "off":
        return False
    if mode == "block-bidirectional":
        return True
    if way == "out" and mode == "allow-egress":
        return None
    return way != "out-only"


def _where(topology: Topology, subnet: str | None, vpc: str | None) -> str:
    if topology.get(Subnet, subnet) is not None:
        return _("subnet %s") % label(topology, subnet)
    return _("VPC %s") % label(topology, vpc) if topology.get(Vpc, vpc) is not None else _("the VPC")
