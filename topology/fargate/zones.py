"""Where a name leads in a VPC by the private hosted zones that are associated with it.

The longest zone that holds a name answers for it, and it alone: a name without a record does not exist there, whatever the public
DNS says. https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html; for `*`
…/DomainNameFormat.html and RFC 4592.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from ..addresses import Family
from ..i18n import _
from ..model import HostedZone, LoadBalancer, OpaqueResource, ResourceRecordSet, Topology, VpcEndpoint
from ..reachability.memory import indexed, pick, remembered

MOST_STEPS = 8  # of names that lead to names
_OF_ENDPOINT = r"(vpce-[0-9a-f]{8,17})-"
_OF_RESOURCE = r"(?i)(?:dualstack\.)?\$\{(?P<id>[^{}.]+)\.[A-Za-z.]+\}\Z"
_OF_BALANCER = r"(?:dualstack\.)?(?:internal-)?(?P<name>[^.]+)\.(?:elb\.[^.]+|[^.]+\.elb)\.amazonaws\.com"


class Lead(NamedTuple):
    """Where a zone leads a name: to resources of the design, to addresses, to names that no zone of the VPC holds; to nothing
    where all are empty and there is no doubt. `length` is that of the zone's name."""

    zone: str
    length: int
    resources: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    doubt: str = ""


def normal(name: str | None) -> str:
    """A name of the DNS as it is compared: without its last dot, in small letters."""
    return (name or "").rstrip(".").lower().replace("\\052", "*")


@remembered
def lead_of(topology: Topology, vpc_id: str, name: str, family: Family) -> Lead | None:
    """Where a name leads in a VPC; None where no private zone of the VPC holds it, so that the public DNS answers."""
    asked = normal(name)
    held = _zone_for(topology, vpc_id, asked)
    if held is None:
        return None
    zone, length, doubt = held
    if doubt:
        return Lead(zone.id, length, doubt=doubt)
    found = Lead(zone.id, length)
    left, seen = [asked], {asked}
    while left:
        name = left.pop(0)
        held = _zone_for(topology, vpc_id, name)
        if held is None:
            found = found._replace(names=(*found.names, name))
            continue
        zone, _length, doubt = held
        records = _records(zone, name)
        wanted = [r for r in records if r.record_type in ("AAAA" if family == "ipv6" else "A", "CNAME")]
        if not wanted and topology.is_unresolved(zone.id, "record_sets"):
            doubt = doubt or _("the records of hosted zone %s are not all known") % zone.label
        if doubt:
            return found._replace(doubt=doubt)
        for record in wanted:
            found, further = _follow(topology, found, record)
            left += [n for n in further if n not in seen]
            seen.update(further)
        if len(seen) > MOST_STEPS:
            return found._replace(doubt=_("%s leads to one name after another") % name)
    return found


def _follow(topology: Topology, found: Lead, record: ResourceRecordSet) -> tuple[Lead, list[str]]:
    """What a record adds to where a name leads, and the names that have to be asked next."""
    if record.alias_target_id:
        return found._replace(resources=(*found.resources, record.alias_target_id)), []
    if record.record_type != "CNAME" and not record.alias_dns_name:
        return found._replace(addresses=(*found.addresses, *record.resource_records)), []
    names: list[str] = []
    for name in [record.alias_dns_name] if record.alias_dns_name else record.resource_records:
        resource, doubt = _named(topology, name)
        if doubt:
            found = found._replace(doubt=doubt)
        elif resource:
            found = found._replace(resources=(*found.resources, resource))
        else:
            names.append(normal(name))
    return found, names


def _named(topology: Topology, name: str) -> tuple[str | None, str]:
    """The resource whose own name in AWS's DNS this is, if it is one's; or why that is not known."""
    unknown = _("what %s is the name of is not in the input") % name
    if match := re.match(_OF_RESOURCE, name):
        resource = topology.find(match["id"])
        return (None, unknown) if resource is None or isinstance(resource, OpaqueResource) else (resource.id, "")
    if match := re.match(_OF_ENDPOINT, normal(name)):
        endpoint = topology.get(VpcEndpoint, match[1])
        return (endpoint.id, "") if endpoint else (None, unknown)
    if match := re.match(_OF_BALANCER, normal(name)):
        balancer = pick(topology, _balancers, match["name"]) or pick(
            topology, _balancers, match["name"].rpartition("-")[0]
        )
        return (balancer, "") if balancer else (None, unknown)
    return (None, unknown) if "${" in name else (None, "")


@indexed
def _balancers(topology: Topology) -> dict[str, str]:
    """Load balancers by the first part of their names in AWS's DNS: NAME-ID of a network load balancer, NAME of others (AWS adds
    a number); as their ARNs spell them."""
    found: dict[str, str] = {}
    for balancer in topology.all(LoadBalancer):
        kind, _slash, rest = balancer.id.partition("loadbalancer/")[2].partition("/")
        name, _slash, number = rest.partition("/")
        if name:
            found[f"{name}-{number}".lower() if kind == "net" else name.lower()] = balancer.id
    return found


def _zone_for(topology: Topology, vpc_id: str, name: str) -> tuple[HostedZone, int, str] | None:
    """The longest zone of a VPC that holds a name, the length of its name, and what is not known of that."""
    sure = _holding(pick(topology, _zones_by_vpc, vpc_id) or (), name)
    perhaps = _holding(_open_zones(topology), name)
    chosen, doubt = sure, ""
    if perhaps and (sure is None or len(perhaps[0]) > len(sure[0])):
        chosen = perhaps
        doubt = _("which VPCs hosted zone %s is associated with is not all known, and it decides") % perhaps[0]
    zone = topology.get(HostedZone, chosen[1]) if chosen else None
    return (zone, len(chosen[0]), doubt) if chosen and zone else None


def _holding(zones: tuple[tuple[str, str], ...], name: str) -> tuple[str, str] | None:
    held = [z for z in zones if name == z[0] or name.endswith("." + z[0])]
    return max(held, key=lambda z: len(z[0]), default=None)


@indexed
def _zones_by_vpc(topology: Topology) -> dict[str, tuple[tuple[str, str], ...]]:
    """The private zones of each VPC: (name, id)."""
    found: dict[str, list[tuple[str, str]]] = {}
    for zone in topology.all(HostedZone):
        for vpc in zone.vpcs if normal(zone.zone_name) else ():
            found.setdefault(vpc, []).append((normal(zone.zone_name), zone.id))
    return {vpc: tuple(zones) for vpc, zones in found.items()}


@indexed
def _open_zones(topology: Topology) -> tuple[tuple[str, str], ...]:
    """The zones of which the input does not say all the VPCs: (name, id)."""
    open_zones = (z for z in topology.all(HostedZone) if topology.is_unresolved(z.id, "vpcs"))
    return tuple((normal(z.zone_name), z.id) for z in open_zones if normal(z.zone_name))


def nameless(topology: Topology) -> bool:
    """Whether there is a private zone of which the input does not say the name: it is taken to hold nothing that tasks ask for."""
    return any(z.vpcs and topology.is_unresolved(z.id, "zone_name") for z in topology.all(HostedZone))


def _records(zone: HostedZone, name: str) -> list[ResourceRecordSet]:
    """The records of a name in its zone: its own, or those of the nearest `*` above it that no name in between shadows."""
    by_name: dict[str, list[ResourceRecordSet]] = {}
    for record in zone.record_sets:
        by_name.setdefault(normal(record.record_name), []).append(record)
    if name in by_name:
        return by_name[name]
    for parent in _parents(name, normal(zone.zone_name)):
        if f"*.{parent}" in by_name:
            return by_name[f"*.{parent}"]
        if any(n == parent or n.endswith("." + parent) for n in by_name):
            return []
    return []


def _parents(name: str, zone: str) -> Iterator[str]:
    """What stands above a name, up to its zone."""
    while name != zone and "." in name:
        name = name.partition(".")[2]
        yield name
