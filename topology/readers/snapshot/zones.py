"""Hosted zones as the AWS CLI prints them: list-hosted-zones, get-hosted-zone (with the VPCs), list-hosted-zones-by-vpc, and
list-resource-record-sets, which tells its zone by the start of authority among the records or by an id in the file's name.

https://docs.aws.amazon.com/Route53/latest/APIReference/API_GetHostedZone.html, …/API_ListResourceRecordSets.html,
…/API_ListHostedZonesByVPC.html; beside them the rules of the resolver: list-resolver-rules, list-resolver-rule-associations,
…/API_route53resolver_ResolverRule.html
"""

import re
from collections.abc import Callable, Iterator

from ...i18n import _
from ...model import HostedZone, OpaqueResource, Resource, ResourceRecordSet, Unresolved, VpcEndpoint
from .network import Item
from .printed import Printed

RULE, ASSOCIATION = "AWS::Route53Resolver::ResolverRule", "AWS::Route53Resolver::ResolverRuleAssociation"
AUTODEFINED = "rslvr-autodefined-"
RECORDS, BY_VPC = "ResourceRecordSets", "HostedZoneSummaries"
_OF_ENDPOINT = re.compile(r"(vpce-[0-9a-f]{8,17})-")


def _id(item: Item) -> str:
    return str(item.get("Id") or item["HostedZoneId"]).rpartition("/")[2]


def hosted_zone(item: Item) -> Resource:
    return HostedZone(id=_id(item), zone_name=str(item["Name"]).rstrip("."))


def _as_created(item: Item, kind: str, names: tuple[str, ...]) -> Resource:
    body = {"Type": kind, "Properties": {n: item[n] for n in names if item.get(n)}}
    return OpaqueResource(id=item["Id"], name=item.get("Name") or None, cloudformation_type=kind, body=body)


def resolver_rule(item: Item) -> Resource:
    """A Resolver rule, as CloudFormation would create it."""
    return _as_created(item, RULE, ("DomainName", "RuleType", "ResolverEndpointId", "TargetIps", "Name"))


def rule_association(item: Item) -> Resource:
    """That a Resolver rule applies to a VPC."""
    return _as_created(item, ASSOCIATION, ("ResolverRuleId", "VPCId", "Name"))


READERS: dict[str, Callable[[Item], Resource]] = {
    "HostedZones": hosted_zone, BY_VPC: hosted_zone, "ResolverRules": resolver_rule, "ResolverRuleAssociations": rule_association,
}  # fmt: skip


def complete(resources: dict[str, Resource], lists: list[Printed]) -> list[Unresolved]:
    """Give the zones their VPCs and records; returns what stays open of the private ones. A zone that AWS keeps for an endpoint with
    private DNS is left out: the endpoint says the same."""
    vpcs: dict[str, dict[str, None]] = {}
    private: set[str] = set()
    told: set[str] = set()
    for held in lists:
        for item in held.items if held.name in ("HostedZones", BY_VPC) else ():
            id = _id(item)
            if str((item.get("Owner") or {}).get("OwningService", "")).startswith("vpce"):
                resources.pop(id, None)
                continue
            if held.name == BY_VPC or (item.get("Config") or {}).get("PrivateZone"):
                private.add(id)
            if item.get("VPCs") is not None:
                told.add(id)
                vpcs.setdefault(id, {}).update(dict.fromkeys(str(v["VPCId"]) for v in item["VPCs"]))
            elif held.name == BY_VPC and held.about and held.about.startswith("vpc-"):
                vpcs.setdefault(id, {})[held.about] = None
    for id in [i for i in resources if i.startswith(AUTODEFINED)]:
        del resources[id]  # AWS's own, which no list of rules has to say
    records = _records(resources, lists)
    open_: list[Unresolved] = []
    for zone in [r for r in resources.values() if isinstance(r, HostedZone)]:
        found, whole = records.get(zone.id, ([], False))
        resources[zone.id] = zone.changed(
            vpcs=tuple(vpcs.get(zone.id, ())), record_sets=tuple(_record(resources, r) for r in found)
        )
        if zone.id in private and zone.id not in told:
            reason = _("the snapshot does not hold its VPCs, which get-hosted-zone prints")
            open_.append(Unresolved(resource=zone.id, property="vpcs", reason=reason))
        if (zone.id in private or zone.id in vpcs) and not whole:
            reason = _("the snapshot does not hold all its records, which list-resource-record-sets prints")
            open_.append(Unresolved(resource=zone.id, property="record_sets", reason=reason))
    return open_


def says_of_which(held: Printed) -> bool:
    """Whether a list of records tells of which zone it is."""
    return held.name == RECORDS and any(isinstance(i, dict) and i.get("Type") == "SOA" for i in held.items)


def _records(resources: dict[str, Resource], lists: list[Printed]) -> dict[str, tuple[list[Item], bool]]:
    """The records of each zone, and whether they are all."""
    found: dict[str, tuple[list[Item], bool]] = {}
    for held in (h for h in lists if h.name == RECORDS):
        zone = held.about if isinstance(resources.get(held.about or ""), HostedZone) else _by_authority(resources, held)
        if zone:
            items, whole = found.get(zone, ([], False))
            found[zone] = ([*items, *(i for i in held.items if isinstance(i, dict))], whole or held.whole)
    return found


def _by_authority(resources: dict[str, Resource], held: Printed) -> str | None:
    """The one zone that has the name of the list's start of authority."""
    names = {str(i.get("Name")).rstrip(".") for i in held.items if isinstance(i, dict) and i.get("Type") == "SOA"}
    zones = [r.id for r in resources.values() if isinstance(r, HostedZone) and r.zone_name in names]
    return zones[0] if len(zones) == 1 else None


def _record(resources: dict[str, Resource], item: Item) -> ResourceRecordSet:
    alias = str((item.get("AliasTarget") or {}).get("DNSName") or "") or None
    match = _OF_ENDPOINT.match(alias or "")
    endpoint = match[1] if match and isinstance(resources.get(match[1]), VpcEndpoint) else None
    return ResourceRecordSet(
        record_name=str(item["Name"]).rstrip("."), record_type=item["Type"], resource_records=tuple(_values(item)),
        alias_target_id=endpoint, alias_dns_name=None if endpoint else alias,
    )  # fmt: skip


def _values(item: Item) -> Iterator[str]:
    yield from (str(r["Value"]) for r in item.get("ResourceRecords") or ())
