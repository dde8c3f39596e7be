"""What a process does once before its first request or job, which would wait for it otherwise: what changes and documents are read
with is made when it is first asked for, and parts of the engine are loaded when they are first needed."""

from importlib import import_module

from topology import checks, writers
from topology.model import Topology, changes
from topology.model.validation import validated


def preload() -> None:
    """Read, check and write nothing, and load the search for remedies."""
    checks.check(validated(Topology, {}))
    changes.read([])
    import_module("topology.remedies")
    for format in ("dot", "farway"):
        writers.write(Topology(), format)
