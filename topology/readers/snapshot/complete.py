"""What the lists of a snapshot say of one another's records: DNS attributes, DHCP options, prefix lists' entries, attributes, targets."""

from collections.abc import Iterator
from typing import Any

from ...i18n import _
from ...model import (
    ElasticIp,
    Instance,
    LoadBalancer,
    NetworkInterface,
    PrefixList,
    Resource,
    RouteTable,
    SecurityGroup,
    Subnet,
    TargetGroup,
    Unresolved,
    Vpc,
    VpcBlockPublicAccessExclusion,
)
from ...model.prefix_lists import named_list
from . import network, workloads
from .network import Item
from .printed import ATTRIBUTES, Printed

# Of which list pages may be missing, and what of a subnet that is not named there is then open.
ASSOCIATED = {"RouteTables": "route_table_id", "NetworkAcls": "network_acl_id"}


def named(lists: list[Printed], *names: str) -> Iterator[Item]:
    """The items of lists with these names."""
    return (i for p in lists if p.name in names for i in p.items if isinstance(i, dict))


def complete(resources: dict[str, Resource], lists: list[Printed]) -> None:
    """Bring together what several lists say of a record."""
    _public_access(resources, lists)
    _names(resources, lists)
    _prefix_lists(resources, lists)
    _elastic_ips(resources, lists)
    _instances(resources)
    for item in named(lists, "LoadBalancerAttributes", "TargetGroupAttributes"):
        held = resources.get(item.get("LoadBalancerArn") or item.get("TargetGroupArn") or "")
        if isinstance(held, LoadBalancer | TargetGroup):
            values = {a["Key"]: a["Value"] for a in item.get("Attributes", [])}
            resources[held.id] = held.changed(attributes=values)
    for item in named(lists, "LoadBalancerTargetHealth"):
        group = resources.get(item.get("TargetGroupArn", ""))
        if isinstance(group, TargetGroup):
            targets = workloads.targets(item.get("TargetHealthDescriptions", []))
            resources[group.id] = group.changed(targets=targets)


def _public_access(resources: dict[str, Resource], lists: list[Printed]) -> None:
    if not any(True for _item in named(lists, "VpcBlockPublicAccessOptions")):
        for implied in network.implied_block_public_access(list(named(lists, "Subnets"))):
            resources.setdefault(implied.id, implied)
    for exclusion in [r for r in resources.values() if isinstance(r, VpcBlockPublicAccessExclusion)]:
        if (exclusion.subnet_id or exclusion.vpc_id) not in resources:  # of what the snapshot leaves out
            del resources[exclusion.id]


def _names(resources: dict[str, Resource], lists: list[Printed]) -> None:
    """The VPCs' DNS attributes and DHCP options."""
    options = {i["DhcpOptionsId"]: network.dhcp_options(i) for i in named(lists, "DhcpOptions")}
    for item in named(lists, "Vpcs"):
        vpc, chosen = resources.get(item.get("VpcId", "")), options.get(item.get("DhcpOptionsId", ""))
        if isinstance(vpc, Vpc) and chosen:
            resources[vpc.id] = vpc.changed(dhcp_options=chosen)
    for item in named(lists, ATTRIBUTES):
        vpc = resources.get(item["VpcId"])
        for field, name in (("enable_dns_support", "EnableDnsSupport"), ("enable_dns_hostnames", "EnableDnsHostnames")):
            value = (item.get(name) or {}).get("Value")
            if isinstance(vpc, Vpc) and isinstance(value, bool):
                vpc = resources[vpc.id] = vpc.changed(**{field: value})


def _elastic_ips(resources: dict[str, Resource], lists: list[Printed]) -> None:
    """The Elastic IPs of secondary private addresses, which interfaces say where `describe-addresses` is missing."""
    known = {r.public_ip for r in resources.values() if isinstance(r, ElasticIp)}
    for item in named(lists, "NetworkInterfaces"):
        for address in (a for a in item.get("PrivateIpAddresses", []) if not a.get("Primary", True)):
            association: Item = address.get("Association") or {}
            public = association.get("PublicIp")
            if public and public not in known:
                id = association.get("AllocationId") or public
                resources[id] = ElasticIp(id=id, public_ip=public, network_interface_id=item["NetworkInterfaceId"])


def _instances(resources: dict[str, Resource]) -> None:
    """The instances that interfaces name where `describe-instances` does not hold them: of an instance, these are what matters."""
    missing: dict[str, list[NetworkInterface]] = {}
    for interface in resources.values():
        if isinstance(interface, NetworkInterface) and interface.instance_id and interface.instance_id not in resources:
            missing.setdefault(interface.instance_id, []).append(interface)
    for id, interfaces in missing.items():
        first = interfaces[0]
        resources[id] = Instance(
            id=id, subnet_id=first.subnet_id, security_group_ids=first.security_group_ids,
            network_interface_ids=tuple(i.id for i in interfaces),
        )  # fmt: skip


def assumes_dns(resources: dict[str, Resource], lists: list[Printed]) -> bool:
    """Whether it is assumed of some VPC that its DNS attributes are on."""
    said: dict[str, set[str]] = {}
    for item in (*named(lists, ATTRIBUTES), *named(lists, "Vpcs")):
        held = {k for k in ("EnableDnsSupport", "EnableDnsHostnames") if k in item}
        said.setdefault(str(item.get("VpcId")), set()).update(held)
    return any(len(said.get(r.id, ())) < 2 for r in resources.values() if isinstance(r, Vpc))


def _prefix_lists(resources: dict[str, Resource], lists: list[Printed]) -> None:
    """`describe-managed-prefix-lists` has the names and sizes, `describe-prefix-lists` AWS's addresses, a list of entries the rest."""
    entries: dict[str, list[str]] = {}
    for held in lists:
        for item in (i for i in held.items if isinstance(i, dict)):
            if held.name == "PrefixLists":
                entries.setdefault(str(item.get("PrefixListId")), []).extend(item.get("Cidrs") or [])
            elif held.name == "Entries" and held.about and isinstance(item.get("Cidr"), str):
                entries.setdefault(held.about, []).append(item["Cidr"])
    for id, cidrs in entries.items():
        prefix_list = resources.get(id)
        if isinstance(prefix_list, PrefixList) and cidrs:
            every = tuple(dict.fromkeys([*prefix_list.entries, *cidrs]))
            resources[id] = prefix_list.changed(entries=every)


def name_lists(resources: dict[str, Resource], region: str) -> list[Unresolved]:
    """Add the prefix lists that rules and routes name and no list of the snapshot holds: AWS's own by the name that their ids say, of
    others nothing is known. What is then open."""
    groups = [r for r in resources.values() if isinstance(r, SecurityGroup)]
    asked = [x.prefix_list_id for g in groups for x in (*g.security_group_ingress, *(g.security_group_egress or ()))]
    asked += [x.destination_prefix_list_id for t in resources.values() if isinstance(t, RouteTable) for x in t.routes]
    added = [i for i in dict.fromkeys(asked) if i is not None and i not in resources]
    resources.update({i: PrefixList(id=i, prefix_list_name=named_list(i, region)) for i in added})
    lists = [r for r in resources.values() if isinstance(r, PrefixList)]
    return [
        Unresolved(resource=p.id, property="entries", reason=_("the entries of %s are not in the snapshot") % p.id)
        for p in lists
        if not p.entries and not p.of_aws
    ]


def unsettled_subnets(resources: dict[str, Resource], names: dict[str, list[str]]) -> list[Unresolved]:
    """Which table or ACL applies to a subnet that none of the snapshot names, where missing pages may, or where even the VPC's main
    route table is missing: every VPC has one, and it may hold any route."""
    found: list[Unresolved] = []
    main = {r.vpc_id for r in resources.values() if isinstance(r, RouteTable) and r.main}
    subnets = [r for r in resources.values() if isinstance(r, Subnet)]
    for name, field in ASSOCIATED.items():
        associations = (a for r in resources.values() if r.type == name[:-1] for a in getattr(r, "associations", ()))
        settled = {getattr(a, "subnet_id", None) for a in associations}
        for subnet in [s for s in subnets if s.id not in settled]:
            if name in names:
                reason = _("%(file)s is one page of several") % {"file": names[name][0]}
            elif name == "RouteTables" and subnet.vpc_id not in main:
                reason = _("the main route table of %s is not in the snapshot") % subnet.vpc_id
            else:
                continue
            found.append(Unresolved(resource=subnet.id, property=field, reason=reason))
    return found


def regions(resources: dict[str, Resource], lists: list[Printed]) -> dict[str, str]:
    """The Region of each VPC, from the zones of its subnets, otherwise from the folder that its list lies in."""
    found = {
        str(i.get("VpcId")): p.region
        for p in lists
        if p.name == "Vpcs"
        for i in p.items
        if isinstance(i, dict) and p.region
    }
    for subnet in resources.values():
        if isinstance(subnet, Subnet) and subnet.vpc_id and (region := region_of_zone(subnet.availability_zone)):
            found[subnet.vpc_id] = region
    return found


def owners(lists: list[Printed]) -> dict[str, str]:
    """The account of each VPC: as it says itself, otherwise by the folder."""
    found: dict[str, str] = {}
    for held in lists:
        for item in (i for i in held.items if held.name == "Vpcs" and isinstance(i, dict)):
            owner = item.get("OwnerId") or held.account
            if owner:
                found.setdefault(str(item.get("VpcId")), str(owner))
    return found


def region_of_zone(zone: str | None) -> str | None:
    """`us-east-1a` is in us-east-1; a Local Zone's name starts with its Region's."""
    if not zone or zone.count("-") < 2:
        return None
    head = "-".join(zone.split("-")[: 4 if zone.startswith("us-gov-") else 3])
    return head.rstrip("abcdefghijklmnopqrstuvwxyz") or None


def of_several_regions(resources: dict[str, Resource], lists: list[Printed], region: str) -> list[str]:
    """Give each VPC that is not of the design's Region its own, and each its account where there are several; what that assumes."""
    places, accounts = regions(resources, lists), owners(lists)
    several = len(set(accounts.values())) > 1
    for vpc in [r for r in resources.values() if isinstance(r, Vpc)]:
        values: dict[str, Any] = {}
        if places.get(vpc.id, region) != region:
            values["region"] = places[vpc.id]
        if several and vpc.id in accounts:
            values["owner_id"] = accounts[vpc.id]
        if values:
            resources[vpc.id] = vpc.changed(**values)
    if len({*places.values(), region}) > 1:
        return [_("The design's Region is %s; each VPC of another Region is judged by its own.") % region]
    return []
