"""AWS snapshots: the JSON that `aws … describe-*` prints, one file an API, in a folder or a zip, for one or several Regions.

Files may have any name and lie in folders (an account, a Region); what a file holds is known from the lists inside it. The same
list in several files is read as one. What Farway has no record for is left alone and counted.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from ...i18n import _
from ...model import (
    FileSystem,
    LoadBalancer,
    MountTarget,
    Resource,
    TargetGroup,
    Topology,
    Unresolved,
    Vpc,
    VpcBlockPublicAccessExclusion,
    references_of,
)
from ..errors import ReadError
from . import network, workloads
from .network import Item

READERS = {**network.READERS, **workloads.READERS}
# Lists that hold others, or that say more of records.
BESIDE = {
    "Reservations",
    "LoadBalancerListeners",
    "LoadBalancerAttributes",
    "TargetGroupAttributes",
    "LoadBalancerTargetHealth",
    "DhcpOptions",
}
SINGLE = ("taskDefinition", "VpcBlockPublicAccessOptions")  # what is printed alone, not in a list


def is_snapshot(value: Any) -> bool:
    """Whether a JSON value is describe output: an object with a list that a reader knows."""
    if not isinstance(value, dict):
        return False
    lists = {k for k, v in value.items() if isinstance(v, list) or k in SINGLE}
    return bool(lists & (READERS.keys() | BESIDE))


def read_snapshot(
    files: Mapping[str, bytes], region: str | None = None, account_settings: Mapping[str, Any] | None = None
) -> Topology:
    """The topology of describe output, by file name. Raises ReadError for a file that is no JSON or holds a broken item."""
    lists = _lists(files)
    resources: dict[str, Resource] = {}
    for name, file, item in _items(lists):
        reader = network.instance if name == "Reservations" else READERS.get(name)
        if reader is None or not workloads.is_readable(name, item):
            continue
        try:
            record = reader(item)
        except (KeyError, TypeError, AttributeError, ValidationError) as error:
            raise ReadError(
                "bad-item",
                _("an item of %(list)s is not as the AWS CLI prints it: %(why)s") % {"list": name, "why": _why(error)},
                file,
            ) from error
        resources.setdefault(record.id, record)
    if not resources:
        raise ReadError(
            "not-a-snapshot",
            _("no list of describe output was found; give what aws ec2 describe-vpcs, describe-subnets … print"),
        )
    _complete(resources, lists)
    kept, unresolved = _without_dangling(resources)
    return Topology(
        region=region or _region(resources), account_settings=dict(account_settings or {}), resources=kept, unresolved=tuple(unresolved),
        assumptions=(_("Each VPC has enableDnsSupport and enableDnsHostnames on: describe-vpcs does not print them."),),
    )  # fmt: skip


def _why(error: Exception) -> str:
    return str(error.errors()[0]["msg"]) if isinstance(error, ValidationError) else f"{type(error).__name__} {error}"


Lists = list[tuple[str, str, list[Any]]]


def _lists(files: Mapping[str, bytes]) -> Lists:
    """Every (list's name, file, items) of the files."""
    found: Lists = []
    for file, data in sorted(files.items()):
        try:
            value = json.loads(data)
        except (ValueError, RecursionError) as error:
            raise ReadError("not-json", _("this is not JSON: %s") % error, file) from error
        if not isinstance(value, dict):
            continue
        for name, items in value.items():
            if isinstance(items, list):
                found.append((name, file, items))
            elif name in SINGLE:
                found.append((name, file, [items]))
    return found


def _items(lists: Lists) -> Iterator[tuple[str, str, Any]]:
    for name, file, items in lists:
        for item in items:
            if name == "Reservations" and isinstance(item, dict):
                yield from ((name, file, i) for i in item.get("Instances", []) if _exists(i))
            elif name == "LoadBalancerListeners" and isinstance(item, dict):
                yield from (("Listeners", file, x) for x in item.get("Listeners", []))
            else:
                yield name, file, item


def _exists(instance: Any) -> bool:
    return isinstance(instance, dict) and instance.get("State", {}).get("Name") not in ("terminated", "shutting-down")


def _named(lists: Lists, *names: str) -> Iterator[Item]:
    return (i for name, _file, items in lists if name in names for i in items if isinstance(i, dict))


def _complete(resources: dict[str, Resource], lists: Lists) -> None:
    """What other lists say of a record: DNS attributes and DHCP options, attributes and targets, prefix lists' entries."""
    if not any(True for _item in _named(lists, "VpcBlockPublicAccessOptions")):
        for implied in network.implied_block_public_access(list(_named(lists, "Subnets"))):
            resources.setdefault(implied.id, implied)
    for exclusion in [r for r in resources.values() if isinstance(r, VpcBlockPublicAccessExclusion)]:
        if (exclusion.subnet_id or exclusion.vpc_id) not in resources:  # of what the snapshot leaves out
            del resources[exclusion.id]
    options = {i["DhcpOptionsId"]: network.dhcp_options(i) for i in _named(lists, "DhcpOptions")}
    for item in _named(lists, "Vpcs"):
        vpc, chosen = resources.get(item.get("VpcId", "")), options.get(item.get("DhcpOptionsId", ""))
        if isinstance(vpc, Vpc) and chosen:
            resources[vpc.id] = vpc.model_copy(update={"dhcp_options": chosen})
    for item in _named(lists, "LoadBalancerAttributes", "TargetGroupAttributes"):
        held = resources.get(item.get("LoadBalancerArn") or item.get("TargetGroupArn") or "")
        if isinstance(held, LoadBalancer | TargetGroup):
            values = {a["Key"]: a["Value"] for a in item.get("Attributes", [])}
            resources[held.id] = held.model_copy(update={"attributes": values})
    for item in _named(lists, "LoadBalancerTargetHealth"):
        group = resources.get(item.get("TargetGroupArn", ""))
        if isinstance(group, TargetGroup):
            resources[group.id] = group.model_copy(
                update={"targets": workloads.targets(item.get("TargetHealthDescriptions", []))}
            )


def _region(resources: dict[str, Resource]) -> str:
    """The Region, from the zones of the subnets or from an ARN; us-east-1 where neither says it."""
    for resource in resources.values():
        zone = getattr(resource, "availability_zone", None)
        if zone:
            return str(zone).rstrip("abcdefghijklmnopqrstuvwxyz") if str(zone).count("-") == 2 else str(zone)[:-1]
    arns = (i.split(":") for i in resources if i.startswith("arn:"))
    return next((a[3] for a in arns if len(a) > 3 and a[3]), "us-east-1")


def _without_dangling(resources: dict[str, Resource]) -> tuple[dict[str, Any], list[Unresolved]]:
    """The records without references that lead outside the snapshot; each such reference is listed as unresolved.

    A gateway endpoint's own routes name its prefix list, which not every snapshot holds: those are implied by the endpoint.
    """
    kept: dict[str, Any] = {}
    unresolved: list[Unresolved] = []
    for id, resource in resources.items():
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
            else:
                values[name] = tuple(r for r in current if getattr(r, rest[1]) != target)
        kept[id] = resource.model_copy(update=values) if values else resource
    return kept, _known(kept, unresolved)


def _leads(resources: Mapping[str, Resource], target: str, types: Iterable[str]) -> bool:
    found = resources.get(target)
    return found is not None and found.type in types  # type: ignore[attr-defined]


def _known(resources: Mapping[str, Resource], unresolved: list[Unresolved]) -> list[Unresolved]:
    """Without what does not matter to anybody: a mount target's file system, an address's instance."""
    return [
        u
        for u in unresolved
        if not isinstance(resources[u.resource], FileSystem | MountTarget) or u.property != "file_system_id"
    ]
