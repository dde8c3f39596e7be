"""Fixes of what the workload itself needs: a mount target, a platform version, a zone of its load balancer."""

from collections.abc import Iterator

from ..i18n import _
from ..model import (
    FileSystem,
    MountTarget,
)
from .case import Case, Fix, add, set_fields


def nothing_more(case: Case) -> Iterator[Fix]:
    """The obstacle names what others cause: their fixes remove it too."""
    yield Fix("", ())


def mount_target(case: Case) -> Iterator[Fix]:
    system = case.topology.get(FileSystem, case.blocker.resource)
    if system is None:
        return
    have = [m for m in case.topology.all(MountTarget) if m.file_system_id == system.id]
    groups = list(have[0].security_groups) if have else []
    changes = [
        add(
            type="MountTarget",
            id=case.new_id("MountTarget"),
            file_system_id=system.id,
            subnet_id=subnet,
            security_groups=groups,
        )
        for subnet in case.subnets
    ]
    yield Fix(_("Add a mount target of %s in each zone that lacks one") % system.label, tuple(changes))


def platform(case: Case) -> Iterator[Fix]:
    yield Fix(_("Use platform version LATEST"), (set_fields(case.workload.id, platform_version="LATEST"),))
