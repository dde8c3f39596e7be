"""Which name was meant by one that does not exist."""

from collections.abc import Iterable

from ..i18n import _
from ..model import Topology

LIKE = 0.6  # of 1: a letter too many, or two exchanged


def by_name(topology: Topology, text: str) -> list[str]:
    """The ids of the resources that have this name."""
    return [r.id for r in topology.as_a_whole().resources.values() if r.name == text]


def did_you_mean(topology: Topology, given: str, others: Iterable[str] = ()) -> str:
    """A question to follow the message that something is not there: it gives the id of the resource whose id or name is nearest, or
    the nearest of the other names. Empty where none is near. Whether letters are capitals makes no difference."""
    from difflib import get_close_matches  # only where something is wrong

    names = {other.casefold(): other for other in others}
    for resource in topology.as_a_whole().resources.values():
        names |= {name.casefold(): resource.id for name in (resource.name, resource.id) if name}
    near = get_close_matches(given.casefold(), names, n=1, cutoff=LIKE)
    return " " + _("Did you mean “%s”?") % names[near[0]] if near else ""
