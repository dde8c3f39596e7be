"""A flow that does not work and one obstacle that it meets; and what a fix for it is made of."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from ..fargate.flow import Flow
from ..model import (
    Resource,
    RouteTable,
    Subnet,
    Topology,
    Workload,
)
from ..reachability import Blocker
from ..reachability.routing import table_of

Change = dict[str, Any]
FREE, HOURLY = "free", "per-hour-and-gb"
ALL_IPV4, ALL_IPV6 = "0.0.0.0/0", "::/0"


class Way(NamedTuple):
    """What a route may lead to: what it is called, the changes that make it, the route's target as its field, what that opens."""

    name: str
    made: tuple[Change, ...]
    target: dict[str, str]
    opens: str


class Fix(NamedTuple):
    """Changes that may remove an obstacle. `opens` says in words what they let through besides; `cost` is AWS's price class."""

    title: str
    changes: tuple[Change, ...]
    cost: str = FREE
    opens: str = ""


@dataclass(slots=True)
class Case:
    """A flow that does not work, the subnets from which it does not, and one obstacle that it meets."""

    topology: Topology
    workload: Workload
    flow: Flow
    blocker: Blocker
    subnets: tuple[str, ...]
    taken: set[str] = field(default_factory=set)

    def new_id(self, base: str) -> str:
        """An id that no resource has, made from letters and digits."""
        stem = "".join(c for c in base if c.isalnum()) or "Resource"
        id, n = stem, 2
        while self.topology.find(id) is not None or id in self.taken:
            id, n = f"{stem}{n}", n + 1
        self.taken.add(id)
        return id

    def of_all(self) -> "Case":
        """The same case with every subnet in which the flow fails, whatever stands in its way there."""
        failing = (p.subnet for p in self.flow.placements if p.outcome.verdict != "reachable" and p.subnet)
        return replace(self, subnets=tuple(dict.fromkeys(failing)))

    def tables(self) -> list[RouteTable]:
        """The route tables of the case's subnets."""
        found = [table_of(self.topology, s)[0] for s in self.subnets]
        return list({t.id: t for t in found if t}.values())

    def table_of_their_own(self, *routes: Change) -> Iterator[Change]:
        """A route table for those of the subnets that use the VPC's main one, where the input leaves that out."""
        bare = [s for s in self.subnets if table_of(self.topology, s)[0] is None]
        if bare:
            yield add(
                type="RouteTable", id=self.new_id("TaskRouteTable"), vpc_id=self.vpc_id, routes=list(routes),
                associations=[{"subnet_id": s} for s in bare],
            )  # fmt: skip

    @property
    def named(self) -> str:
        """What the resource that blocks is called."""
        resource = self.topology.find(self.blocker.resource)
        return resource.label if resource else self.blocker.resource or ""

    @property
    def vpc_id(self) -> str | None:
        subnet = self.topology.get(Subnet, self.subnets[0]) if self.subnets else None
        return subnet.vpc_id if subnet else None


def subnets_of(resource: Resource | None) -> tuple[str, ...]:
    """The subnets in which a resource has interfaces."""
    held = (
        getattr(resource, "subnets", ())
        or getattr(resource, "subnet_ids", ())
        or (getattr(resource, "subnet_id", None),)
    )
    return tuple(s for s in held if s)


def set_fields(id: str, **values: Any) -> Change:
    return {"op": "set", "id": id, "values": values}


def add(**resource: Any) -> Change:
    return {"op": "add", "resource": resource}


def connect(id: str, property: str, value: Any) -> Change:
    return {"op": "connect", "id": id, "property": property, "value": value}
