"""Fixes of what the workload itself needs: a mount target, a platform version, a zone of its load balancer."""

from collections.abc import Iterator

from ..i18n import _
from ..model import (
    FileSystem,
    LoadBalancer,
    MountTarget,
    Subnet,
)
from ..reachability.routing import table_of
from .case import Case, Fix, add, connect, set_fields


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


def enable_zone(case: Case) -> Iterator[Fix]:
    """A subnet of the missing zone, one with the kind of route that the balancer's other subnets have."""
    topology = case.topology
    balancer = topology.get(LoadBalancer, case.blocker.resource)
    if balancer is None or not balancer.subnets:
        return
    tables = {t.id for s in balancer.subnets if (t := table_of(topology, s)[0])}
    changes = []
    for id in case.subnets:
        zone = s.availability_zone if (s := topology.get(Subnet, id)) else None
        fit = [x for x in topology.all(Subnet) if x.vpc_id == case.vpc_id and x.availability_zone == zone]
        fit.sort(key=lambda x: not ((t := table_of(topology, x.id)[0]) and t.id in tables))
        if fit:
            changes.append(connect(balancer.id, "subnets", fit[0].id))
    if changes:
        yield Fix(_("Enable the tasks' zones on %s") % balancer.label, tuple(changes))
