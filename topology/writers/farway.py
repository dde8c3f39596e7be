"""Farway's own document, in one canonical form: the same topology always gives the same bytes."""

import json

from ..model import Topology


def write_farway(topology: Topology) -> str:
    """The JSON document with resources and boxes in the order of their keys, ending in a newline."""
    document = topology.to_document()
    for section in ("resources", "layout", "account_settings", "quotas"):
        if section in document:
            document[section] = dict(sorted(document[section].items()))
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
