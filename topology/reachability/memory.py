"""What is computed once for a topology: a topology never changes, and a changed copy starts with an empty memory."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

from ..model import Topology

P = ParamSpec("P")
T = TypeVar("T")


def remembered(function: Callable[Concatenate[Topology, P], T]) -> Callable[Concatenate[Topology, P], T]:
    """Keep a function's answers with the topology that it was asked about. The arguments have to be hashable."""

    @wraps(function)
    def ask(topology: Topology, *args: P.args, **kwargs: P.kwargs) -> T:
        key = (function, args, tuple(kwargs.items())) if kwargs else (function, args)
        held = topology.derived
        if key not in held:
            held[key] = function(topology, *args, **kwargs)
        answer: T = held[key]
        return answer

    return cast("Callable[Concatenate[Topology, P], T]", ask)


def indexed(function: Callable[Concatenate[Topology, P], T]) -> Callable[Concatenate[Topology, P], T]:
    """Like `remembered`, for what is gathered from all the resources of a kind (`Topology.all`): which table a subnet uses,
    which endpoints a VPC has. It asks nothing that is not indexed itself."""
    return remembered(function)
