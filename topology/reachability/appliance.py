"""Appliances: instances and interfaces that pass on what is not for them, and translate nothing.

https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html#route-tables-appliance-routing
"""

from ..addresses import Family
from ..i18n import _
from ..model import Instance, NetworkInterface, Topology
from .branch import Branch, who
from .edge import leads_by
from .positions import Position, of_instance, of_interface


def not_said(target: Instance | NetworkInterface) -> str:
    """Why it is open what an appliance lets through."""
    return _("what %s does with the traffic is not in the input") % target.label


def is_router(position: Position, source: Position, family: Family) -> bool:
    """Whether what stands in the way of IPv4 to the internet can be no NAT instance, having no public address, while the sender has
    one that the internet gateway translates."""
    translates = position.public_ip or position.public_ip_open
    return family == "ipv4" and not translates and (source.public_ip or source.public_ip_open)


def answers_by_appliance(
    topology: Topology, branch: Branch, inside: Position, target: Instance | NetworkInterface
) -> None:
    """The answers to what came in from the internet leave by an appliance: it has to have seen the requests, too, which is where the
    gateway's edge route table sends them."""
    position = of_instance(topology, target)[0] if isinstance(target, Instance) else of_interface(topology, target)
    kind, family = "nat-instance", branch.asked.boxes[0].family
    ids = {target.id, *(target.network_interface_ids if isinstance(target, Instance) else (target.instance_id or "",))}
    if not leads_by(topology, inside, family, frozenset(ids)):
        text = _("The answers would leave through %s, which knows nothing of the connection.") % target.label
        branch.block("INBOUND_TO_OUTBOUND_ONLY", target.id, text, kind=kind)
    elif position.source_dest_check:
        text = _("The source/destination check of %s is on: it forwards nothing.") % target.label
        branch.block("SOURCE_DEST_CHECK", target.id, text, kind=kind)
    elif family == "ipv4" and not inside.public_ip and not inside.public_ip_open:
        text = _("%s has no public IPv4 address, and an internet gateway translates only those.")
        branch.block("NO_PUBLIC_IP", inside.owner, text % who(topology, inside), kind=inside.kind, hop=False)
    else:
        branch.doubts.append(not_said(target))
