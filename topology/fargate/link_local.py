"""What AWS answers at addresses of its own inside every VPC: names, the time, what a task or an instance is told of itself.

No security group and no network ACL filters it, and no route leads there: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html,
https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html, https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-metadata-endpoint-v4-fargate.html,
https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/set-time.html
"""

from ipaddress import ip_address
from typing import Final, NamedTuple

from ..addresses import Family, IntSet
from ..i18n import N_, _
from ..model import Topology, Vpc
from ..reachability import Blocker, Hop, Outcome, Position
from ..traffic import TCP, UDP, Traffic
from .resolver import DNS, amazon_resolvers

BOTH: Final = IntSet.single(TCP) | IntSet.single(UDP)


class _Answers(NamedTuple):
    """Who answers at an address, in which protocols, at which port; `to` are the kinds of interfaces that are answered, all where empty."""

    what: str
    protocols: IntSet
    port: int
    to: tuple[str, ...] = ()


RESOLVER: Final = _Answers(N_("Amazon's resolver"), BOTH, DNS)
TIME: Final = _Answers(N_("the Amazon Time Sync Service"), IntSet.single(UDP), 123)
ON_INSTANCES: Final = ("instance", "interface")
ANSWERS: Final = {
    "169.254.169.123": TIME,
    "fd00:ec2::123": TIME,
    "169.254.170.2": _Answers(N_("the task metadata endpoint"), IntSet.single(TCP), 80, ("task",)),
    "169.254.169.254": _Answers(N_("the instance metadata service"), IntSet.single(TCP), 80, ON_INSTANCES),
    "fd00:ec2::254": _Answers(N_("the instance metadata service"), IntSet.single(TCP), 80, ON_INSTANCES),
}


def reach_link_local(
    topology: Topology, source: Position, address: str, family: Family, numbers: IntSet, ports: IntSet
) -> tuple[Outcome, Traffic] | None:
    """Whether an interface is answered at such an address of its VPC, and with what; None for every other address."""
    vpc = topology.get(Vpc, source.vpc)
    try:
        spelled = str(ip_address(address))
    except ValueError:
        return None
    found = RESOLVER if vpc is not None and spelled in amazon_resolvers(vpc) else ANSWERS.get(spelled)
    if found is None or vpc is None or (found.to and source.kind not in found.to):
        return None
    if found is RESOLVER and topology.is_unresolved(vpc.id, "enable_dns_support"):
        text = _("whether VPC %s has a resolver is not known") % vpc.label
        return Outcome.unknown(text, vpc.id, "vpc"), Traffic()
    if found is RESOLVER and not vpc.enable_dns_support:
        text = _("enableDnsSupport of VPC %s is off: Amazon's resolver answers nobody.") % vpc.label
        return Outcome.blocked(Blocker("VPC_DNS_DISABLED", vpc.id, text)), Traffic()
    answered = Traffic.of(family, numbers & found.protocols, ports & IntSet.single(found.port))
    path = (Hop(source.owner, source.kind, "sends", ""), Hop(vpc.id, "vpc", "answers", f"{_(found.what)}, {spelled}"))
    if not answered:
        values = {"what": _(found.what), "address": spelled, "port": found.port}
        text = _("At %(address)s %(what)s answers at port %(port)d only.") % values
        return Outcome.blocked(Blocker("ADDRESS_NOT_IN_USE", vpc.id, text)), answered
    whole = numbers <= found.protocols and ports <= IntSet.single(found.port)
    return Outcome("reachable" if whole else "partial", path), answered
