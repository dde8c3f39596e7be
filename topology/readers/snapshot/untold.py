"""Lists that are printed without a word of what they are about: the health of a target group's targets, the attributes of a load balancer
or a target group, the security groups of a mount target. The file's name has to say it.

https://docs.aws.amazon.com/cli/latest/reference/elbv2/describe-target-health.html, …/elbv2/describe-load-balancer-attributes.html,
…/elbv2/describe-target-group-attributes.html, …/efs/describe-mount-target-security-groups.html
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote

from ...i18n import _
from ...model import LoadBalancer, MountTarget, NetworkInterface, Resource, TargetGroup, Unresolved
from . import workloads
from .printed import Printed

HEALTH, ATTRIBUTES, GROUPS = "TargetHealthDescriptions", "Attributes", "SecurityGroups"
OF_A_BALANCER = ("access_logs.", "connection_logs.", "deletion_protection.", "idle_timeout.", "routing.http", "dns_record.", "ipv6.", "waf.",
                 "client_keep_alive.", "zonal_shift.")  # fmt: skip
"""How the attributes begin that only load balancers have."""


def complete(resources: dict[str, Resource], lists: list[Printed]) -> list[Unresolved]:
    """Give target groups, load balancers and mount targets what lists say of them; returns what stays open."""
    for held in lists:
        id = about(resources, held)
        found = resources.get(id) if id else None
        if held.name == HEALTH and isinstance(found, TargetGroup):
            resources[found.id] = found.changed(targets=workloads.targets(held.items))
        elif held.name == ATTRIBUTES and isinstance(found, LoadBalancer | TargetGroup):
            values = {a["Key"]: a["Value"] for a in held.items}
            resources[found.id] = found.changed(attributes={**found.attributes, **values})
    return list(_of_mount_targets(resources, lists))


def about(resources: dict[str, Resource], held: Printed) -> str | None:
    """What a list is about: the one target group, load balancer or mount target that is named best in its file's name."""
    if held.name == HEALTH:
        kinds: tuple[type[Resource], ...] = (TargetGroup,)
    elif held.name == ATTRIBUTES:
        keys = [str(a.get("Key")) for a in held.items if isinstance(a, dict)]
        kinds = (LoadBalancer,) if any(k.startswith(OF_A_BALANCER) for k in keys) else (TargetGroup,)
    elif _are_groups(held):
        kinds = (MountTarget,)
    else:
        return None
    name = _plain(unquote(re.split(r"[/\\]", held.file)[-1]))
    best: dict[str, int] = {}
    for resource in resources.values():
        if isinstance(resource, kinds):
            lengths = [len(w) for w in _words_for(resource) if w and w in name]
            best |= {resource.id: max(lengths)} if lengths else {}
    longest = [id for id, length in best.items() if length == max(best.values())]
    return longest[0] if len(longest) == 1 else None


def _words_for(resource: Resource) -> tuple[str, ...]:
    """How a file may name a resource: by its ARN or id, its name, or the end of its ARN."""
    return tuple(_plain(w) for w in (resource.id, resource.name or "", resource.id.rpartition("/")[2]))


@lru_cache(maxsize=16_384)
def _plain(text: str) -> str:
    """A text as words between hyphens, whatever stood between them."""
    words = re.sub(r"[^A-Za-z0-9]+", "-", text).strip("-").lower()
    return f"-{words}-" if words else ""


def _are_groups(held: Printed) -> bool:
    """Whether a list of security groups is one of ids, as it is printed of a mount target."""
    return held.name == GROUPS and bool(held.items) and all(isinstance(i, str) for i in held.items)


def _of_mount_targets(resources: dict[str, Resource], lists: list[Printed]) -> Iterator[Unresolved]:
    """The security groups of mount targets, which describe-mount-targets does not print: by their own list, or by the interface."""
    told = {about(resources, held): held.items for held in lists if _are_groups(held)}
    for item in (i for p in lists if p.name == "MountTargets" for i in p.items if isinstance(i, dict)):
        target = resources.get(str(item.get("MountTargetId")))
        if not isinstance(target, MountTarget) or "SecurityGroups" in item:
            continue
        interface = resources.get(str(item.get("NetworkInterfaceId")))
        if (groups := told.get(target.id)) is not None:
            resources[target.id] = target.changed(security_groups=tuple(groups))
        elif isinstance(interface, NetworkInterface):
            resources[target.id] = target.changed(security_groups=interface.security_group_ids)
        else:
            reason = _(
                "the snapshot holds neither its network interface nor what describe-mount-target-security-groups prints"
            )
            yield Unresolved(resource=target.id, property="security_groups", reason=reason)


def untold(resources: dict[str, Resource], held: Printed) -> bool:
    """Whether a list does not say of what it is, and the file's name does not either."""
    return (
        (held.name in (HEALTH, ATTRIBUTES) or _are_groups(held)) and bool(held.items) and about(resources, held) is None
    )
