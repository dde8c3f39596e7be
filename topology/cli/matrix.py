"""The matrix as JSON, CSV and text, piece by piece: a large one is never held as a whole."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Final

from ..checks.matrix import INTERNET, Cell, Matrix
from ..i18n import _

FORMULA: Final = ("=", "+", "-", "@")  # what a spreadsheet would calculate


def as_json(found: Matrix) -> Iterator[str]:
    """`{"farway": 1, "family", "workloads": [ids], "rows": [{"from", "to", "verdict", "allowed": [{"protocol", "ports"}]}]}`; what the
    internet reaches through a load balancer has that as `through` beside its ports."""
    head = json.dumps({"farway": 1, "family": found.family, "workloads": found.workloads}, ensure_ascii=False)
    yield f'{head[:-1]},\n "rows": ['
    names = {id: json.dumps(id, ensure_ascii=False) for id in (*found.workloads, INTERNET)}
    texts: dict[Cell, str] = {}
    before = "\n"
    for source, row in found.rows():
        start = f'  {{"from": {names[source]}, "to": '
        pieces = []
        for target, cell in row:
            text = texts.get(cell)
            if text is None:
                text = texts[cell] = ", " + json.dumps(cell.to_json(), ensure_ascii=False)[1:]
            pieces.append(f"{start}{names[target]}{text}")
        if pieces:
            yield before + ",\n".join(pieces)
            before = ",\n"
    yield "\n ]\n}\n"


def as_csv(found: Matrix) -> Iterator[str]:
    """The matrix as a table: a row for each source, a column for each destination, the allowed traffic in the cells."""
    yield _line([_("from \\ to"), *found.workloads, INTERNET])
    texts: dict[Cell, str] = {}
    for source, row in found.rows():
        cells = [texts.get(c) or texts.setdefault(c, _short(c)) for _target, c in row]
        yield _line([source, *cells, *([""] if source == INTERNET else [])])


def as_text(found: Matrix) -> Iterator[str]:
    """A line for each pair between which something gets through, or may."""
    signs = {"open": "✓", "partial": "◐", "unknown": "?"}
    empty = True
    for source, row in found.rows():
        for target, cell in row:
            if cell.verdict in signs:
                ways = [f"{protocol} {ports}" for protocol, ports in cell.allowed]
                ways += [
                    _("%(what)s through %(lb)s") % {"what": f"{protocol} {ports}", "lb": lb}
                    for protocol, ports, lb in cell.through
                ]
                what = ", ".join(ways)
                yield f"{signs[cell.verdict]} {source} → {target}  {what}".rstrip() + "\n"
                empty = False
    if empty:
        yield _("Nothing reaches anything.") + "\n"


def _line(cells: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow([f"'{c}" if c.startswith(FORMULA) else c for c in cells])
    return out.getvalue()


def _short(cell: Cell) -> str:
    if cell.verdict in ("closed", "unknown"):
        return "–" if cell.verdict == "closed" else "?"
    ways = [f"{protocol}/{ports}" for protocol, ports in cell.allowed]
    ways += [f"{protocol}/{ports}@{balancer}" for protocol, ports, balancer in cell.through]
    return " ".join(ways) or _("partly")


WRITERS: Final = {"json": as_json, "csv": as_csv, "text": as_text}
