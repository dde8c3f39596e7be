"""Task to Amazon EFS: a mount target in the task's own zone, found by name, on TCP 2049. A private hosted zone that holds the file
system's name answers instead, which is how tasks of another VPC find a mount target.

https://docs.aws.amazon.com/efs/latest/ug/mounting-fs-mount-cmd-dns-name.html, …/efs-different-vpc.html: the file system's name resolves to the
mount target of the zone that asks, in the VPC of the mount targets, with Amazon's resolver and both DNS attributes on.
"""

from ..addresses import Family, IntSet
from ..i18n import _
from ..model import FileSystem, MountTarget, Subnet, Topology, Vpc
from ..reachability import Blocker, Hop, Outcome, Position, every, walk
from ..reachability.lookup import where
from ..reachability.positions import in_subnet, same_zone, without_ipv6
from ..traffic import TCP
from .forwarding import forwarded
from .resolver import custom_resolvers, dns_attributes, suffix_of
from .zones import lead_of

NFS = 2049
DNS_ATTRIBUTES = {"enable_dns_support": "enableDnsSupport", "enable_dns_hostnames": "enableDnsHostnames"}


def of_mount_target(topology: Topology, target: MountTarget) -> Position:
    """The interface of a mount target. It has an IPv6 address only where its IpAddressType says so;
    https://docs.aws.amazon.com/efs/latest/ug/API_CreateMountTarget.html"""
    position = in_subnet(
        topology, target.subnet_id, owner=target.id, kind="mount-target", groups=target.security_groups,
        groups_open=topology.is_unresolved(target.id, "security_groups"), addresses=(target.ip_address,) if target.ip_address else (),
    )  # fmt: skip
    return position if target.properties.get("IpAddressType") in ("DUAL_STACK", "IPV6_ONLY") else without_ipv6(position)


def reach_file_system(topology: Topology, source: Position, file_system_id: str, family: Family) -> Outcome:
    """Whether a task mounts a file system from its position."""
    system = topology.get(FileSystem, file_system_id)
    vpc = topology.get(Vpc, source.vpc)
    if system is None:
        return Outcome.unknown(_("the file system is not in the input"), None, "file-system")
    if vpc is None:
        return Outcome.unknown(source.doubts[0] if source.doubts else _("the VPC is not known"))
    targets = where(topology, MountTarget, "file_system_id", system.id)
    places = {m.id: topology.get(Subnet, m.subnet_id) for m in targets}
    open_targets = [m for m in targets if places[m.id] is None]
    open_targets += [m for m in topology.all(MountTarget) if topology.is_unresolved(m.id, "file_system_id")]
    elsewhere = _by_other_names(topology, source, vpc, system, family)
    if elsewhere is not None:
        return elsewhere
    names = _name(topology, vpc)
    here = [m for m in targets if (s := places[m.id]) is not None and s.vpc_id == vpc.id]
    if targets and not here and not open_targets:
        message = _("File system %(fs)s has mount targets in another VPC only: its name does not resolve in %(vpc)s.")
        return Outcome.blocked(
            Blocker("EFS_NOT_IN_TASK_VPC", system.id, message % {"fs": system.label, "vpc": vpc.label}), *names
        )
    beside = {m.id: same_zone(source, s.id, s.zone) for m in here if (s := places[m.id]) is not None}
    local = [m for m in here if beside[m.id]]
    if not local:
        if open_targets or None in beside.values():
            return Outcome.unknown(
                _("where the mount targets of %s stand is not known") % system.label, system.id, "file-system"
            )
        message = _("File system %(fs)s has no mount target in %(zone)s: its name does not resolve there.")
        return Outcome.blocked(
            *names,
            Blocker("EFS_MOUNT_TARGET_MISSING_AZ", system.id, message % {"fs": system.label, "zone": source.zone}),
        )
    target = local[0]
    there = of_mount_target(topology, target)
    outcome = Outcome.of(walk(topology, source, there, family, IntSet.single(TCP), IntSet.single(NFS)))
    if not names and outcome.verdict != "blocked" and topology.is_unresolved(vpc.id, *DNS_ATTRIBUTES):
        return Outcome.unknown(
            _("whether the DNS attributes of VPC %s are on is not known, and it decides") % vpc.label, vpc.id, "vpc"
        )
    return outcome.after(names) if names else outcome


def _by_other_names(
    topology: Topology, source: Position, vpc: Vpc, system: FileSystem, family: Family
) -> Outcome | None:
    """The outcome where a hosted zone or a Resolver rule of the VPC holds the file system's name; None where Amazon EFS's own is asked."""
    if custom_resolvers(vpc) or dns_attributes(topology, vpc) is False:
        return None
    region = topology.region_of(vpc.id)
    own = system.id if system.id.startswith("fs-") else f"${{{system.id}}}"
    name = f"{own}.efs.{region}.{suffix_of(region)}"
    lead, away = lead_of(topology, vpc.id, name, family), forwarded(topology, vpc.id, name)
    if away is not None and away.length >= (lead.length if lead else 0):
        return Outcome.unknown(away.doubt, away.rule, "resolver-rule")
    if lead is None:
        return None
    if lead.doubt:
        return Outcome.unknown(lead.doubt, lead.zone, "hosted-zone")
    zone = topology.find(lead.zone)
    values = {"zone": zone.label if zone else lead.zone, "name": system.label}
    if not (lead.addresses or lead.resources or lead.names):
        text = _("Hosted zone %(zone)s holds the name of file system %(name)s and has no address for it.") % values
        return Outcome.blocked(Blocker("NAME_NOT_IN_HOSTED_ZONE", lead.zone, text))
    targets = {a: t for t in where(topology, MountTarget, "file_system_id", system.id) for a in _spelled(t)}
    if lead.resources or lead.names or not all(a in targets for a in lead.addresses):
        text = (
            _("hosted zone %(zone)s answers for %(name)s, and what it leads to is no mount target of the input")
            % values
        )
        return Outcome.unknown(text, lead.zone, "hosted-zone")
    hop = Hop(lead.zone, "hosted-zone", "answers", name)
    numbers, ports = IntSet.single(TCP), IntSet.single(NFS)
    outcome = every(
        Outcome.of(walk(topology, source, of_mount_target(topology, targets[a]), family, numbers, ports))
        for a in lead.addresses
    )
    return outcome._replace(path=(hop, *outcome.path))


def _spelled(target: MountTarget) -> tuple[str, ...]:
    """How records spell the address of a mount target: as it is, or as the attribute of a template's resource."""
    return (*((target.ip_address,) if target.ip_address else ()), f"${{{target.id}.IpAddress}}")


def _name(topology: Topology, vpc: Vpc) -> tuple[Blocker, ...]:
    """What keeps the file system's name from resolving in the VPC."""
    missing = [
        name
        for field, name in DNS_ATTRIBUTES.items()
        if not getattr(vpc, field) and not topology.is_unresolved(vpc.id, field)
    ]
    if missing:
        text = _("The file system's name does not resolve: VPC %(vpc)s has %(settings)s off.")
        return (Blocker("VPC_DNS_DISABLED", vpc.id, text % {"settings": ", ".join(missing), "vpc": vpc.label}),)
    if custom_resolvers(vpc):
        text = _("The DHCP options of VPC %s do not use Amazon's resolver: the file system's name does not resolve.")
        return (Blocker("VPC_DNS_DISABLED", vpc.id, text % vpc.label),)
    return ()
