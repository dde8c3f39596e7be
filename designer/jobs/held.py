"""The designs that this process has checked lately, with what was computed of them: a check after an edit computes only what the
edit can reach (see `topology.model.memory`).

What is computed holds messages, so that a language has topologies of its own. A worker's process does one job at a time: two threads
must not compute on one topology.
"""

from collections import OrderedDict
from typing import Any

from django.utils.translation import get_language

from topology.model import Topology
from topology.model.applying import apply
from topology.model.changes import read
from topology.model.validation import validated

from ..models import Design

MOST_DESIGNS = 4
MOST_BATCHES = 100  # further behind, and the document is read anew

_held: OrderedDict[tuple[Any, str | None], tuple[int, Topology]] = OrderedDict()


def topology_of(design: Design) -> Topology:
    """The topology of a design as it is in this row, with what is remembered of an older revision where this process has one."""
    key = (design.pk, get_language())
    topology = _caught_up(design, *_held.get(key, (None, None))) or validated(Topology, design.document)
    _held[key] = (design.revision, topology)
    _held.move_to_end(key)
    while len(_held) > MOST_DESIGNS:
        _held.popitem(last=False)
    return topology


def _caught_up(design: Design, revision: int | None, topology: Topology | None) -> Topology | None:
    """The held topology after the changes that were made since; None where there is none, or it cannot be brought there."""
    if revision is None or topology is None or not 0 <= design.revision - revision <= MOST_BATCHES:
        return None
    batches = list(design.batches.filter(revision__gt=revision, revision__lte=design.revision).order_by("revision"))
    if [b.revision for b in batches] != list(range(revision + 1, design.revision + 1)):
        return None
    try:
        for batch in batches:
            topology = apply(topology, read(batch.changes))
    except ValueError:  # a change that this version of Farway reads otherwise: the document is what counts
        return None
    return topology
