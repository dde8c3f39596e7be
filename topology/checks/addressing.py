"""Rules about address blocks, and about the room that subnets have."""

from itertools import pairwise

from ..addresses import Family, addresses_of, parse
from ..i18n import N_, _
from ..model import (
    Instance,
    LoadBalancer,
    MountTarget,
    NatGateway,
    ScheduledTask,
    Service,
    StandaloneTask,
    Subnet,
    Topology,
    Vpc,
    VpcEndpoint,
    Workload,
)
from ..reachability.memory import indexed, pick
from .places import subnets_by_vpc, subnets_of
from .registry import Findings, Undecided, Violation, also, rule

VPC_BLOCKS = "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html"
SUBNET_SIZING = "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html"
BALANCERS = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html"

VPC_IPV4, SUBNET_IPV4 = (16, 28), (16, 28)  # VPC_BLOCKS, SUBNET_SIZING
VPC_IPV6, SUBNET_IPV6, IPV6_STEP = (44, 60), (44, 64), 4  # VPC_BLOCKS, SUBNET_SIZING
RESERVED = 5  # the first four addresses of a subnet and the last; SUBNET_SIZING
BALANCER_PREFIX, BALANCER_FREE = 27, 8  # BALANCERS


def _between(length: int, bounds: tuple[int, int], step: int = 1) -> bool:
    return bounds[0] <= length <= bounds[1] and (length - bounds[0]) % step == 0


@rule("QT02", "error", "configuration", N_("An IPv4 block of a VPC has a size that AWS takes"), VPC_BLOCKS, Vpc)
def vpc_ipv4(topology: Topology, vpc: Vpc) -> Findings:
    """An IPv4 block of a VPC is between /16 and /28."""
    for block in vpc.cidr_blocks:
        if not _between(parse(block)[2], VPC_IPV4):
            text = _("Block %(block)s of VPC %(vpc)s is not between /16 and /28.")
            fix = _("Use a block between /16 and /28; add further ones for more addresses.")
            yield Violation(vpc.id, text % {"block": block, "vpc": vpc.label}, fix)


@rule(
    "QT03", "error", "configuration", N_("An IPv4 block of a subnet has a size that AWS takes"), SUBNET_SIZING, Subnet
)
def subnet_ipv4(topology: Topology, subnet: Subnet) -> Findings:
    """An IPv4 block of a subnet is between /16 and /28; AWS keeps five of its addresses."""
    if subnet.cidr_block and not _between(parse(subnet.cidr_block)[2], SUBNET_IPV4):
        text = _("Block %(block)s of subnet %(subnet)s is not between /16 and /28.")
        values = {"block": subnet.cidr_block, "subnet": subnet.label}
        yield Violation(subnet.id, text % values, _("Use a block between /16 and /28."))


@rule("QT05", "error", "configuration", N_("IPv6 blocks have sizes that AWS takes"), SUBNET_SIZING, Vpc)
def vpc_ipv6(topology: Topology, vpc: Vpc) -> Findings:
    """An IPv6 block of a VPC is between /44 and /60, of a subnet between /44 and /64, both in steps of four."""
    for block in vpc.ipv6_cidr_blocks:
        yield from _ipv6_size(vpc, block, VPC_IPV6)


@also("QT05", Subnet)
def subnet_ipv6(topology: Topology, subnet: Subnet) -> Findings:
    """The block of a subnet."""
    if subnet.ipv6_cidr_block:
        yield from _ipv6_size(subnet, subnet.ipv6_cidr_block, SUBNET_IPV6)


def _ipv6_size(resource: Vpc | Subnet, block: str, bounds: tuple[int, int]) -> Findings:
    if not _between(parse(block)[2], bounds, IPV6_STEP):
        text = _("Block %(block)s of %(id)s is not between /%(low)d and /%(high)d in steps of four.")
        values = {"block": block, "id": resource.label, "low": bounds[0], "high": bounds[1]}
        yield Violation(resource.id, text % values, _("Use a /56 for a VPC, a /64 for a subnet."))


@rule("SN001", "error", "configuration", N_("A subnet's block is inside its VPC's"), SUBNET_SIZING, Subnet)
def inside_vpc(topology: Topology, subnet: Subnet) -> Findings:
    """The IPv4 block of a subnet is a part of one of its VPC's blocks. For IPv6 that is condition V6003."""
    vpc = topology.get(Vpc, subnet.vpc_id)
    if vpc is None or not subnet.cidr_block:
        return
    if any(parse(subnet.cidr_block)[1] <= parse(b)[1] for b in vpc.cidr_blocks):
        return
    if not vpc.cidr_blocks or topology.is_unresolved(vpc.id, "cidr_block", "cidr_block_associations"):
        yield Undecided(_("the blocks of VPC %s are not all known") % vpc.label)
    else:
        text = _("Block %(block)s of subnet %(subnet)s is outside the blocks of VPC %(vpc)s.")
        values = {"block": subnet.cidr_block, "subnet": subnet.label, "vpc": vpc.label}
        yield Violation(subnet.id, text % values, _("Use a part of the VPC's block, or add a block to the VPC."))


@rule("SN002", "error", "configuration", N_("The subnets of a VPC do not overlap"), SUBNET_SIZING, Vpc)
def no_overlap(topology: Topology, vpc: Vpc) -> Findings:
    """No two subnets of a VPC share addresses."""
    yield from _overlaps(topology, pick(topology, subnets_by_vpc, vpc.id) or ())


@also("SN002")
def no_overlap_elsewhere(topology: Topology) -> Findings:
    """The subnets of a VPC that the input only names."""
    for vpc_id, subnets in subnets_by_vpc(topology).items():
        if topology.get(Vpc, vpc_id) is None:
            yield from _overlaps(topology, subnets)


def _overlaps(topology: Topology, subnets: tuple[Subnet, ...]) -> Findings:
    families: tuple[Family, ...] = ("ipv4", "ipv6")
    for family in families:
        held: list[tuple[int, int, Subnet]] = []
        for subnet in subnets:
            block = subnet.cidr_block if family == "ipv4" else subnet.ipv6_cidr_block
            if block and topology.is_unresolved(subnet.id, "Condition"):
                yield Undecided(_("whether subnet %s exists is not known") % subnet.label)
            elif block:
                low, high = parse(block)[1].ranges[0]
                held.append((low, high, subnet))
        held.sort(key=lambda h: h[:2])
        for (_low, high, one), (low, _high, other) in pairwise(held):
            if low <= high:
                text = _("Subnets %(a)s and %(b)s overlap.") % {"a": one.label, "b": other.label}
                yield Violation(other.id, text, _("Give each subnet a block of its own."))


@indexed
def interfaces_in(topology: Topology) -> dict[str, int]:
    """How many interfaces the input puts into each subnet beside tasks, at least.

    Network interfaces that the input lists by themselves are not counted: they are those of what is counted here, and of tasks.
    """
    found: dict[str, int] = {}
    named = [s for b in topology.all(LoadBalancer) for s in dict.fromkeys(b.subnets)]
    named += [s for e in topology.all(VpcEndpoint) for s in dict.fromkeys(e.subnet_ids)]
    named += [n.subnet_id for n in topology.all(NatGateway) if n.subnet_id]
    named += [m.subnet_id for m in topology.all(MountTarget) if m.subnet_id]
    named += [i.subnet_id for i in topology.all(Instance) if i.subnet_id]
    for subnet in named:
        found[subnet] = found.get(subnet, 0) + 1
    return found


def room(subnet: Subnet, taken: dict[str, int]) -> int | None:
    """How many addresses are left in a subnet for tasks; None where its block is not known, or where IPv6 sets no bound."""
    if subnet.ipv6_native or not subnet.cidr_block:
        return None
    return addresses_of([subnet.cidr_block], "ipv4").size - RESERVED - taken.get(subnet.id, 0)


def task_count(workload: Workload) -> int:
    """How many tasks a workload is to have."""
    if isinstance(workload, Service):
        return workload.desired_count or 0
    if isinstance(workload, StandaloneTask):
        return workload.count
    return workload.task_count if isinstance(workload, ScheduledTask) else 1


@rule("QT04", "warning", "quota", N_("The subnets have addresses for all the tasks"), SUBNET_SIZING)
def capacity(topology: Topology) -> Findings:
    """Each task takes one address. A subnet has what its block holds, less five, less the interfaces of what else stands in it."""
    taken = interfaces_in(topology)
    wanted: dict[frozenset[str], list[Workload]] = {}
    for workload in topology.workloads:
        if not topology.is_unresolved(workload.id, "subnets", "desired_count") and workload.subnets:
            wanted.setdefault(frozenset(workload.subnets), []).append(workload)
    for place, workloads in wanted.items():
        subnets = subnets_of(topology, tuple(sorted(place)))
        rooms = [room(s, taken) for s in subnets]
        if None in rooms or len(subnets) < len(place):
            if not any(s.ipv6_native for s in subnets):
                yield Undecided(_("how many addresses %s have is not known") % ", ".join(sorted(place)))
            continue
        free = sum(r for r in rooms if r is not None)
        tasks = sum(task_count(w) for w in workloads)
        if tasks > free:
            text = _("%(n)d tasks of %(ids)s are to stand in %(where)s, which have room for %(free)d.")
            ids = ", ".join(w.label for w in workloads)
            values = {"n": tasks, "ids": ids, "where": ", ".join(s.label for s in subnets), "free": max(free, 0)}
            yield Violation(workloads[0].id, text % values, _("Use larger subnets, or more of them."))


@indexed
def taken_with_tasks(topology: Topology) -> dict[str, int]:
    """`interfaces_in`, and the tasks of what has one subnet only: they all stand there."""
    taken = dict(interfaces_in(topology))
    for workload in topology.workloads:
        if len(dict.fromkeys(workload.subnets)) == 1:
            taken[workload.subnets[0]] = taken.get(workload.subnets[0], 0) + task_count(workload)
    return taken


@rule("LB005", "warning", "reachability", N_("An Application Load Balancer has room to grow"), BALANCERS, LoadBalancer)
def balancer_room(topology: Topology, balancer: LoadBalancer) -> Findings:
    """Each subnet of an Application Load Balancer is a /27 or larger, with at least eight free addresses."""
    if balancer.load_balancer_type != "application":
        return
    for subnet in subnets_of(topology, balancer.subnets):
        free = room(subnet, taken_with_tasks(topology))
        small = subnet.cidr_block is not None and parse(subnet.cidr_block)[2] > BALANCER_PREFIX
        if small or (free is not None and free < BALANCER_FREE):
            text = _("Load balancer %(lb)s stands in subnet %(subnet)s (%(block)s), which has %(free)s free addresses.")
            values = {
                "lb": balancer.label, "subnet": subnet.label, "block": subnet.cidr_block, "free": max(free or 0, 0),
            }  # fmt: skip
            yield Violation(balancer.id, text % values, _("Use a subnet of /27 or larger with 8 free addresses."))
