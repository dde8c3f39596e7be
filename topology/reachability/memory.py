"""What is computed once for a topology, and kept after a change where the change does not touch it: see `model.memory`."""

from collections.abc import Callable, Hashable, Mapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from ..model import Topology

P = ParamSpec("P")
T = TypeVar("T")
Asking = Callable[Concatenate[Topology, P], T]


def remembered(function: Asking[P, T]) -> Asking[P, T]:
    """Keep a function's answers with the topology that it was asked about. The arguments have to be hashable, and given by place."""
    return _kept(function, indexed=False)


def indexed(function: Asking[P, T]) -> Asking[P, T]:
    """Like `remembered`, for what is gathered from all the resources of a kind (`Topology.all`): which table a subnet uses,
    which endpoints a VPC has. It asks nothing that is not indexed itself, and its answers compare by value: better ids than records."""
    return _kept(function, indexed=True)


def _kept(function: Asking[P, T], *, indexed: bool) -> Asking[P, T]:
    @wraps(function)
    def ask(topology: Topology, *arguments: Any) -> T:
        memory = topology.memory
        answer = memory.answers.get((function, arguments)) or memory.compute(function, topology, arguments, indexed)
        if memory.reading is not None:
            memory.reading.add(answer)
        value: T = answer.value
        return value

    return cast("Asking[P, T]", ask)


K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


@indexed
def pick(topology: Topology, index: Callable[[Topology], Mapping[K, V]], key: K) -> V | None:
    """One entry of an index, None where it has none. What uses it hears of changes of that entry alone."""
    return index(topology).get(key)


class Hashed(tuple[V, ...]):
    """A tuple that is asked about often: its hash is made once."""

    def __hash__(self) -> int:
        made: int | None = self.__dict__.get("hash")
        if made is None:
            made = self.__dict__["hash"] = super().__hash__()
        return made


@remembered
def same(_topology: Topology, value: K) -> K:
    """Of equal values always the same object, which is quicker to find in the memory."""
    return value
