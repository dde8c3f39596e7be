"""AWS snapshots: the JSON that `aws … describe-*` prints, one file an API, in a folder or a zip, for one or several accounts and Regions.

Files may have any name and lie in folders (`111122223333/us-east-1/vpcs.json`); what a file holds is known from the lists inside it.
The same list in several files is read as one, and what several accounts print of one thing (a shared subnet, a peering connection)
is read once. What Farway has no record for is left alone and named.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from ...i18n import _
from ...model import (
    FileSystem,
    MountTarget,
    Resource,
    RouteTable,
    Subnet,
    Topology,
    Unresolved,
    Workload,
    references_of,
)
from ...model.topology import MAX_RESOURCES
from ...model.validation import Invalid
from ..errors import ReadError
from . import databases, direct_connect, network, tasks, transit, untold, vpn, workloads, zones
from .complete import (
    assumes_dns,
    complete,
    name_lists,
    named,
    of_several_regions,
    region_of_zone,
    unsettled_subnets,
)
from .printed import ATTRIBUTES, HOSTED_ZONE, SINGLE, UNNAMED, Printed, is_attribute, left_open, printed

READERS = {
    **network.READERS, **databases.READERS, **workloads.READERS, **vpn.READERS, **transit.READERS, **zones.READERS,
    **direct_connect.READERS,
}  # fmt: skip
# Lists that hold others, or that say more of records.
BESIDE = {
    "Reservations", "LoadBalancerListeners", "LoadBalancerAttributes", "TargetGroupAttributes", "LoadBalancerTargetHealth", "DhcpOptions",
    "tasks", "Entries", *databases.SUBNET_GROUPS, untold.HEALTH, untold.ATTRIBUTES, transit.ROUTES, transit.ASSOCIATIONS,
    transit.PROPAGATIONS, *transit.OF_TABLES, zones.RECORDS, ATTRIBUTES,
}  # fmt: skip
NAMES = {name.lower(): name for name in (*READERS, *BESIDE)}
NAMED_BY_FILE = ("Entries", zones.RECORDS, transit.ROUTES, transit.ASSOCIATIONS, transit.PROPAGATIONS)
MAX_TOLD = 20  # how many lists that are not read are named
# Lists that say nothing of what can flow, or that only name what other lists describe.
IGNORED = frozenset(
    ["FlowLogs", "AvailabilityZones", "Regions", "NetworkInsightsPaths", "VpcEndpointServices", "ServiceNames", "VPCs",
     "ServiceDetails", "clusterArns", "serviceArns", "taskArns", "taskDefinitionArns", "failures", "tags", "Tags", "KeyPairs", "ReplicationGroups"]
)  # fmt: skip


def is_snapshot(value: Any) -> bool:
    """Whether a JSON value is describe output: an object with a list that a reader knows."""
    if not isinstance(value, dict):
        return False
    lists = {k for k, v in value.items() if isinstance(v, list) or k in SINGLE}
    if HOSTED_ZONE in value:
        return True

    return bool(lists & (READERS.keys() | BESIDE)) or is_attribute(value)


def read_snapshot(
    files: Mapping[str, bytes], region: str | None = None, account_settings: Mapping[str, Any] | None = None
) -> Topology:
    """The topology of describe output, by file name. Raises ReadError for a file that is no JSON or holds a broken item."""
    lists = printed(files, NAMES)
    resources: dict[str, Resource] = {}
    for name, file, item in _items(lists):
        try:
            reader = _reader_of(name, item)
            if reader is None or not _is_readable(name, item):
                continue
            record = reader(item)
        except (KeyError, TypeError, AttributeError, Invalid) as error:
            raise ReadError(
                "bad-item",
                _("an item of %(list)s is not as the AWS CLI prints it: %(why)s") % {"list": name, "why": _why(error)},
                file,
            ) from error
        resources.setdefault(record.id, record)
        if len(resources) > MAX_RESOURCES:
            raise ReadError("too-large", _("the snapshot has more than %d resources") % MAX_RESOURCES, file)
    if not resources:
        raise ReadError(
            "not-a-snapshot",
            _("no list of describe output was found; give what aws ec2 describe-vpcs, describe-subnets … print"),
        )
    try:
        resources.update(tasks.standalone(resources, lists))
        complete(resources, lists)
        vpn.complete(resources, named(lists, "RouteTables"))
        open_ = [
            *transit.complete(resources, lists),
            *zones.complete(resources, lists),
            *untold.complete(resources, lists),
            *databases.complete(resources, lists),
        ]
    except (KeyError, TypeError, AttributeError, Invalid) as error:
        raise ReadError("bad-item", _("an item is not as the AWS CLI prints it: %s") % _why(error)) from error
    chosen = region or _region(resources)
    assumptions = [*_assumptions(resources, lists), *of_several_regions(resources, lists, chosen)]
    open_ += name_lists(resources, chosen)
    kept, unresolved = _without_dangling(resources)
    unresolved += [*open_, *unsettled_subnets(kept, left_open(lists))]
    assumptions += _left_empty(files, resources, lists)
    return Topology(
        region=chosen, account_settings=dict(account_settings or {}), resources=kept, unresolved=tuple(unresolved),
        assumptions=tuple(assumptions),
    )  # fmt: skip


def _assumptions(resources: dict[str, Resource], lists: list[Printed]) -> Iterator[str]:
    """What the snapshot does not say, and what of it is not read."""
    if assumes_dns(resources, lists):
        yield _("Each VPC has enableDnsSupport and enableDnsHostnames on: describe-vpcs does not print them.")
    for name, pages in left_open(lists).items():
        yield _("%(list)s goes on after %(file)s, which is one page of several: what else it holds is not known.") % {
            "list": name, "file": pages[-1],
        }  # fmt: skip
    if gone := [i["InstanceId"] for i in _instances(lists) if not _exists(i) and isinstance(i.get("InstanceId"), str)]:
        yield _("Terminated instances have no network interface and are left out: %s.") % ", ".join(gone)
    known = READERS.keys() | BESIDE | IGNORED
    unread: dict[str, str] = {}
    for held in lists:
        if held.items and held.name not in known:
            unread.setdefault(held.name, held.file)
    for name, file in [*unread.items()][:MAX_TOLD]:
        text = _("%(list)s of %(file)s is not read.")
        if name == UNNAMED:
            text = _("%(file)s is not read: nothing tells what its list holds. Name it as the API does, vpcs.json.")
        yield text % {"list": name, "file": file}
    if len(unread) > MAX_TOLD:
        yield _("%d more lists are not read.") % (len(unread) - MAX_TOLD)
    for held in lists:
        says_of_what = all(isinstance(i, dict) and "TransitGatewayRouteTableId" in i for i in held.items)
        says_of_what = says_of_what or zones.says_of_which(held)
        unnamed = held.name in NAMED_BY_FILE and not held.about and not says_of_what
        if unnamed or untold.untold(resources, held):
            text = _("%(list)s of %(file)s is not read: put the id of what it is about into the file's name.")
            yield text % {"list": held.name, "file": held.file}


def _left_empty(files: Mapping[str, bytes], resources: dict[str, Resource], lists: list[Printed]) -> Iterator[str]:
    """What files that a command left empty, or never wrote, do not say."""
    for file in sorted(f for f, data in files.items() if not data.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00")):
        yield (
            _("%s is empty: the command that should have written it may have failed, and what it lists is not known.")
            % file
        )
    has_subnets = any(isinstance(r, Subnet) for r in resources.values())
    if has_subnets and not any(p.name == "NetworkAcls" for p in lists):
        yield _("Each subnet has its VPC's default network ACL as AWS makes it: the snapshot holds no network ACLs.")


def _why(error: Exception) -> str:
    if isinstance(error, Invalid):
        return error.message
    return _("%s is missing") % error if isinstance(error, KeyError) else _("a value is of another kind (%s)") % error


def _items(lists: list[Printed]) -> Iterator[tuple[str, str, Any]]:
    """The items of every list: a list that says more of the same things comes first."""
    order = {name: n for n, name in enumerate(READERS)}
    for name, file, items, *_place in sorted(lists, key=lambda p: order.get(p.name, len(order))):
        for item in items:
            if name == "Reservations" and isinstance(item, dict):
                yield from ((name, file, i) for i in item.get("Instances", []) if _exists(i))
            elif name == "services" and isinstance(item, dict):
                yield from (("taskSets", file, t) for t in workloads.own_task_sets(item))
                yield name, file, item
            elif name == "LoadBalancerListeners" and isinstance(item, dict):
                yield from (("Listeners", file, x) for x in item.get("Listeners", []))
            else:
                yield name, file, item


def _is_readable(name: str, item: Any) -> bool:
    if name in ("DomainStatusList", "DomainStatus"):
        return isinstance(item, dict) and databases.is_in_a_vpc(item)
    return workloads.is_readable(name, item)


def _reader_of(name: str, item: Any) -> Callable[[dict[str, Any]], Resource] | None:
    if name == "FileSystems" and isinstance(item, dict) and databases.is_of_fsx(item):
        return databases.fsx_file_system
    return network.instance if name == "Reservations" else READERS.get(name)


def _instances(lists: list[Printed]) -> Iterator[dict[str, Any]]:
    """The instances that the snapshot prints, with those that are gone."""
    reservations = (r for held in lists if held.name == "Reservations" for r in held.items if isinstance(r, dict))
    return (i for r in reservations for i in r.get("Instances", []) if isinstance(i, dict))


def _exists(instance: Any) -> bool:
    return isinstance(instance, dict) and instance.get("State", {}).get("Name") not in ("terminated", "shutting-down")


def _region(resources: dict[str, Resource]) -> str:
    """The Region of most workloads, or else of most subnets, from their zones; from an ARN, or us-east-1, where no zone says it."""
    subnets = {
        r.id: region
        for r in resources.values()
        if isinstance(r, Subnet) and (region := region_of_zone(r.availability_zone))
    }
    placed = [subnets[s] for r in resources.values() if isinstance(r, Workload) for s in r.subnets[:1] if s in subnets]
    for found in (placed, list(subnets.values())):
        if found:
            return max(dict.fromkeys(found), key=found.count)
    arns = (i.split(":") for i in resources if i.startswith("arn:"))
    return next((a[3] for a in arns if len(a) > 3 and a[3]), "us-east-1")


def _without_dangling(resources: dict[str, Resource]) -> tuple[dict[str, Any], list[Unresolved]]:
    """The records without references that lead outside the snapshot; each such reference is listed as unresolved.

    A gateway endpoint's own routes name its prefix list, which not every snapshot holds: those are implied by the endpoint.
    """
    kept: dict[str, Any] = {}
    unresolved: list[Unresolved] = []
    for id, given in resources.items():
        resource = _without_lost_targets(resources, given)
        missing = [
            (path, target) for path, target, types in references_of(resource) if not _leads(resources, target, types)
        ]
        values: dict[str, Any] = {}
        for path, target in missing:
            name, *rest = path.split(".")
            unresolved.append(
                Unresolved(
                    resource=id, property=name, expression=target, reason=_("%s is not in the snapshot") % target
                )
            )
            current = values.get(name, getattr(resource, name))
            if not rest:
                values[name] = None
            elif rest == ["*"]:
                values[name] = tuple(t for t in current if t != target)
            elif (
                isinstance(resource, RouteTable) and name == "routes"
            ):  # what it is for is known, and no other route takes its place
                values[name] = tuple(
                    r.changed(**{rest[1]: None}) if getattr(r, rest[1]) == target else r for r in current
                )
            else:
                values[name] = tuple(r for r in current if getattr(r, rest[1]) != target)
        kept[id] = resource.changed(**values) if values else resource
    return kept, _known(kept, unresolved)


def _without_lost_targets(resources: Mapping[str, Resource], table: Resource) -> Resource:
    """A route table's black holes without the targets that they had, where these are gone: they lead nowhere, and nothing is open."""
    if not isinstance(table, RouteTable):
        return table
    return table.changed(
        routes=tuple(
            r.changed(**{f: None for f in r.fields if getattr(r, f) == r.target})
            if r.state == "blackhole" and r.target is not None and r.target not in resources
            else r
            for r in table.routes
        )
    )


def _leads(resources: Mapping[str, Resource], target: str, types: Iterable[str]) -> bool:
    found = resources.get(target)
    return found is not None and found.type in types


def _known(resources: Mapping[str, Resource], unresolved: list[Unresolved]) -> list[Unresolved]:
    """Without what does not matter to anybody: a mount target's file system, an address's instance."""
    return [
        u
        for u in unresolved
        if not isinstance(resources[u.resource], FileSystem | MountTarget) or u.property != "file_system_id"
    ]
