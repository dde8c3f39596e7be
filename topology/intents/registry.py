"""The table of intents: id, title, the kinds of resource that each applies to."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..model import Topology
from .draft import Draft

Worker = Callable[[Draft, str], None]


@dataclass(frozen=True)
class Intent:
    """`run(draft, id)` makes the changes in the draft; it raises CannotBe with the reason where there is no way.

    `closes` says that taking ways to the internet away is what is wanted, so that losing them is not a fault.
    """

    id: str
    title: str
    about: str
    applies_to: tuple[type[Any], ...]
    run: Worker
    closes: bool = False


INTENTS: dict[str, Intent] = {}


def intent(id: str, title: str, about: str, *applies_to: type[Any], closes: bool = False) -> Callable[[Worker], Worker]:
    """Register a function as an intent. `title` and `about` are marked for translation, and translated when they are shown."""

    def register(run: Worker) -> Worker:
        assert id not in INTENTS, id
        INTENTS[id] = Intent(id, title, about, applies_to, run, closes)
        return run

    return register


def intents_for(topology: Topology, resource: str) -> list[Intent]:
    """The intents that apply to a resource, by its kind; none where there is no such resource."""
    found = topology.find(resource)
    return [i for i in INTENTS.values() if isinstance(found, i.applies_to)]
