"""The matrix for who draws it: each distinct cell and each distinct row once, and which workload has which.

Most workloads stand like others and reach nobody else: a thousand of them make a million cells of a few kinds.
"""

from typing import Any

from ..model import Topology
from .matrix import Cell, Matrix


def compact_matrix(topology: Topology, found: Matrix) -> dict[str, Any]:
    """`{"family", "workloads": [{"id", "name"}], "cells", "rows", "row_of"}`.

    `cells` are the distinct cells as `{"verdict", "allowed": [{"protocol", "ports"}]}`. `row_of` has for each workload, and for the
    internet after them, the index of its row in `rows`. A row is a flat list of runs: the index of a cell, then for how many
    destinations in turn it holds; the destinations are the workloads, then the internet (which has no cell with itself).
    """
    cells: dict[Cell, int] = {}
    rows: dict[tuple[int, ...], int] = {}
    row_of = []
    for _source, row in found.rows():
        runs: list[int] = []
        for _target, cell in row:
            index = cells.setdefault(cell, len(cells))
            if runs and runs[-2] == index:
                runs[-1] += 1
            else:
                runs += (index, 1)
        row_of.append(rows.setdefault(tuple(runs), len(rows)))
    names = {w.id: w.label for w in topology.workloads}
    return {
        "family": found.family,
        "workloads": [{"id": id, "name": names[id]} for id in found.workloads],
        "cells": [cell.to_json() for cell in cells],
        "rows": [list(runs) for runs in rows],
        "row_of": row_of,
    }
