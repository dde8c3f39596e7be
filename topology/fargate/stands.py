"""Where the tasks of a workload may stand: their positions, without the names in which tasks that stand alike differ."""

from typing import NamedTuple

from ..addresses import Family
from ..model import Subnet, Topology, Workload
from ..reachability import Position
from ..reachability.groups import NO_RULES, mentioned_by_infrastructure
from ..reachability.memory import Hashed, remembered, same
from ..reachability.naming import Names, nameless_task, task_names
from ..reachability.positions import of_workload
from .ipv6 import gets_ipv6
from .platform import platform_of


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


class Standing(NamedTuple):
    """Every place where tasks of a workload may stand, and what the marks in their positions stand for.

    `sending` are the same places as far as they matter to what a task sends out of the workloads: its inbound rules do not, nor
    who among the workloads lets its groups in.
    """

    stands: Stands
    sending: Stands
    names: Names


@remembered
def standing(topology: Topology, id: str) -> Standing:
    """The places of a workload; one with an unknown subnet where the input leaves that open."""
    workload = topology.get(Workload, id)
    if workload is None:
        return Standing(Stands(), Stands(), Names())
    windows = platform_of(topology, workload).os == "windows"
    places: list[tuple[str | None, bool | None, bool, Position]] = []
    for subnet_id in dict.fromkeys(workload.subnets):
        subnet = topology.get(Subnet, subnet_id)
        ipv6 = gets_ipv6(topology, workload, subnet_id)
        position = of_workload(topology, workload, subnet_id, ipv6=ipv6 is not False, windows=windows)
        places.append((subnet_id, ipv6, bool(subnet and subnet.ipv6_native), position))
    if topology.is_unresolved(workload.id, "subnets") or not places:
        places.append((None, None, False, of_workload(topology, workload, None, ipv6=False, windows=windows)))
    groups = tuple(dict.fromkeys(g for *_rest, position in places for g in position.groups))
    mentioned = mentioned_by_infrastructure(topology, groups)
    stands = [Stand(subnet, nameless_task(p, groups), ipv6, native) for subnet, ipv6, native, p in places]
    sending = [
        s._replace(position=s.position._replace(ingress=NO_RULES, members=s.position.members & mentioned))
        for s in stands
    ]
    names = task_names(topology, workload.id, groups, workload.task_definition)
    return Standing(Stands(stands), same(topology, Stands(sending)), names)


def stands_of(topology: Topology, workload: Workload) -> Stands:
    """Every place where tasks of a workload may stand."""
    return standing(topology, workload.id).stands
