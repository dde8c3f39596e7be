"""Resources by what they refer to: the endpoints of a VPC, the listeners of a load balancer."""

from typing import TypeVar

from ..model import Resource, Topology
from .memory import indexed

R = TypeVar("R", bound=Resource)


def where(topology: Topology, kind: type[R], field: str, value: str | None) -> list[R]:
    """The resources of a type whose field is this id, in the document's order; none where the id is None."""
    if value is None:
        return []
    return [r for id in _ids(topology, kind, field, value) if (r := topology.get(kind, id))]


@indexed
def _ids(topology: Topology, kind: type[Resource], field: str, value: str) -> tuple[str, ...]:
    return _by_value(topology, kind, field).get(value, ())


@indexed
def _by_value(topology: Topology, kind: type[Resource], field: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for resource in topology.all(kind):
        value = getattr(resource, field)
        if value is not None:
            found.setdefault(value, []).append(resource.id)
    return {value: tuple(ids) for value, ids in found.items()}
