"""Where the tasks of a workload may stand: their positions, without the names in which tasks that stand alike differ."""

from typing import NamedTuple

from ..addresses import Family
from ..model import Subnet, Topology, Workload
from ..reachability import Position
from ..reachability.groups import NO_RULES, mentioned_by_infrastructure
from ..reachability.memory import Hashed, remembered
from ..reachability.naming import TASK, Names, group_marks, task_names
from ..reachability.positions import TaskInterface, default_group, of_task, task_interface
from .ipv6 import asked_platform, gets_ipv6
from .platform import Platform, platform_of


class Stand(NamedTuple):
    """A workload in one of its subnets: its position (nameless, see `reachability.naming`), and which families it has there."""

    subnet: str | None
    position: Position
    ipv6: bool | None
    only_ipv6: bool

    @property
    def start_family(self) -> Family:
        """The family that a start uses: IPv4 wherever the task has it; https://github.com/aws/containers-roadmap/issues/2792"""
        return "ipv6" if self.only_ipv6 else "ipv4"


Stands = Hashed[Stand]  # the places of a workload


class _Task(NamedTuple):
    """What a workload says of where its tasks stand. A subnet is None where the input leaves it open.

    `interface` has marks for the names of its groups, and `groups` their names.
    """

    subnets: tuple[str | None, ...]
    platform: Platform | None
    interface: TaskInterface
    groups: tuple[str, ...]


@remembered
def _task(topology: Topology, id: str) -> _Task | None:
    workload = topology.get(Workload, id)
    if workload is None:
        return None
    subnets: tuple[str | None, ...] = tuple(dict.fromkeys(workload.subnets))
    if not subnets or topology.is_unresolved(id, "subnets"):
        subnets = (*subnets, None)
    windows = platform_of(topology, workload).os == "windows"
    interface = task_interface(topology, workload, windows=windows)
    if interface.held is None:
        vpcs = [subnet.vpc_id for s in subnets if (subnet := topology.get(Subnet, s))]
        groups = tuple(dict.fromkeys(g for v in vpcs if (g := default_group(topology, v))))
    else:
        groups = interface.held.ids
        interface = interface._replace(held=interface.held._replace(ids=group_marks(groups)))
    return _Task(subnets, asked_platform(topology, workload), interface, groups)


@remembered
def stands_of(topology: Topology, id: str) -> Stands:
    """Every place where tasks of a workload may stand."""
    task = _task(topology, id)
    return _places(topology, task.subnets, task.platform, task.interface) if task else Stands()


@remembered
def sending_from(topology: Topology, id: str) -> Stands:
    """The same places as far as they matter to what a task sends out of the workloads: its inbound rules do not, nor who among the
    workloads lets its groups in."""
    task = _task(topology, id)
    if task is None:
        return Stands()
    held = task.interface.held
    if held is None:
        return Stands(
            s._replace(position=s.position._replace(ingress=NO_RULES, members=_mentioned(topology, s.position.members)))
            for s in _places(topology, task.subnets, task.platform, task.interface)
        )
    sending = held._replace(ingress=NO_RULES, members=_mentioned(topology, held.members))
    return _places(topology, task.subnets, task.platform, task.interface._replace(held=sending))


def _mentioned(topology: Topology, members: frozenset[str]) -> frozenset[str]:
    return members & mentioned_by_infrastructure(topology, members)


@remembered
def names_of(topology: Topology, id: str) -> Names:
    """What the marks in the positions of a workload's tasks stand for."""
    task, workload = _task(topology, id), topology.get(Workload, id)
    return task_names(topology, id, task.groups, workload.task_definition) if task and workload else Names()


@remembered
def _places(
    topology: Topology, subnets: tuple[str | None, ...], platform: Platform | None, interface: TaskInterface
) -> Stands:
    """The places of nameless tasks with such an interface, in the order of the subnets."""
    found: list[Stand] = []
    for subnet_id in subnets:
        subnet = topology.get(Subnet, subnet_id)
        ipv6 = gets_ipv6(topology, platform, subnet_id) if subnet_id else None
        position = of_task(topology, interface, TASK, subnet_id, ipv6=ipv6 if subnet_id else False)
        found.append(Stand(subnet_id, position, ipv6, bool(subnet and subnet.ipv6_native)))
    if interface.held is None:
        groups = tuple(dict.fromkeys(g for s in found for g in s.position.groups))
        marks = dict(zip(groups, group_marks(groups), strict=False))
        found = [
            s._replace(position=s.position._replace(groups=tuple(marks.get(g, g) for g in s.position.groups)))
            for s in found
        ]
    return Stands(found)
