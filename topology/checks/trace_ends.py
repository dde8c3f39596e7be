"""The two ends of a trace: what an id, a name, an address, `internet` or an AWS service stands for."""

import re

from ..addresses import Family, parse
from ..fargate.aws_services import AwsService, aws_service
from ..fargate.behind import Behind, behind
from ..fargate.ends import at_address, external, is_ip, positions_of
from ..i18n import _
from ..model import ExternalHost, FileSystem, Topology
from ..reachability import Outside, Position, internet
from .meant import by_name, did_you_mean

INTERNET_END = "internet"
End = Position | Outside | AwsService | Behind


class EndError(ValueError):
    """An end that is not in the input and is no address."""


def called(topology: Topology, end: str) -> str:
    """The id of an end that is given by the name that one resource alone has, otherwise the end as it is. Raises EndError where
    several have it."""
    if topology.find(end) is not None or end == INTERNET_END or is_ip(end) or aws_service(end) is not None:
        return end
    found = by_name(topology, end)
    found = [id for id in found if _may_be_one(topology, id)] or found
    if len(found) > 1:
        text = _("%(many)d resources are called “%(name)s”: name one by its id, as %(first)s.")
        raise EndError(text % {"many": len(found), "name": end, "first": found[0]})
    return found[0] if found else end


def _may_be_one(topology: Topology, id: str) -> bool:
    return topology.get(ExternalHost, id) is not None or bool(positions_of(topology, id) or behind(topology, id))


def family_asked(topology: Topology, source: str, destination: str) -> Family:
    """The family of the end that is written as an address, otherwise IPv4."""
    for end in (destination, source):
        if is_ip(end):
            return parse(end)[0]
        host = topology.get(ExternalHost, end)
        if host and host.address and is_ip(host.address):
            return parse(host.address)[0]
    return "ipv4"


def ends_of(topology: Topology, end: str, family: Family) -> list[tuple[str | None, End | None]]:
    """Each place where an end stands, with its subnet; None for what has no address of the family. Raises EndError for what is none."""
    if topology.find(end) is not None:
        host = topology.get(ExternalHost, end)
        if host is not None:
            return [(None, external(topology, host, family))]
        found = positions_of(topology, end)
        network = behind(topology, end) if not found else None
        if network is not None:
            return [(None, network)]
        if not found:
            raise EndError(
                _("%s has no network interface: name a workload, a load balancer, an instance or an address.") % end
            )
        return list(found)
    if end == INTERNET_END:
        return [(None, Outside(_("the internet"), internet(topology, family)))]
    if is_ip(end):
        return [(None, at_address(topology, end))]
    service = aws_service(end)
    if service is not None:
        return [(None, service)]
    if gone := _left_out(topology, end):
        raise EndError(_("%(end)s is no end: %(why)s") % {"end": end, "why": gone})
    message = _("There is no resource “%s” in the input, and it is no address and no AWS service.") % end
    raise EndError(message + did_you_mean(topology, end, [INTERNET_END]))


def _left_out(topology: Topology, end: str) -> str | None:
    """What the reader says of an instance that it left out, which has no interface any more."""
    if not end.startswith("i-"):
        return None
    return next((text for text in topology.assumptions if end in re.split(r"[\s,:.]+", text)), None)


def goals_of(
    topology: Topology, start: End | None, destination: str, family: Family
) -> list[tuple[str | None, End | None]]:
    """The places of the destination that the start may be led to: of a file system, the mount target of its own zone."""
    goals = ends_of(topology, destination, family)
    if topology.get(FileSystem, destination) is None or not isinstance(start, Position):
        return goals
    return [(s, g) for s, g in goals if isinstance(g, Position) and g.zone == start.zone] or goals[:1]
