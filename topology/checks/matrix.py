"""`matrix`: who reaches whom, with what: every workload to every workload, to the internet, and from it.

A cell is the traffic that gets there from every place of the row's workload to every place of the column's, and is answered.
Equal positions share a walk, so a row costs one walk for each kind of place, not for each workload.
"""

import csv
import io
from typing import Any

from ..addresses import EVERY, NOTHING, Family, IntSet
from ..fargate.stands import stands_of
from ..i18n import _
from ..model import Topology, Workload
from ..reachability import Outside, Position, internet, walk, walk_in
from ..traffic import EVERY_PORT, EVERY_PROTOCOL, Box, Traffic

INTERNET = "internet"
Cell = dict[str, Any]


def matrix(topology: Topology, family: Family = "ipv4") -> dict[str, Any]:
    """`{"farway": 1, "family", "workloads": [ids], "rows": [{"from", "to", "verdict", "allowed": [{"protocol", "ports"}]}]}`.

    `verdict` is `open` where something gets through everywhere, `partial` where it does from some places only, `closed`
    where nothing does, `unknown` where the input leaves it open.
    """
    workloads = topology.workloads
    places = {w.id: _places(topology, w) for w in workloads}
    outside = Outside(_("the internet"), internet(topology, family))
    rows: list[Cell] = []
    for source in workloads:
        for target in workloads:
            found = [_between(topology, a, b, family) for a in places[source.id] for b in places[target.id]]
            rows.append({"from": source.id, "to": target.id, **_cell(found, family)})
        found = [_answer(walk(topology, a, outside, family, EVERY_PROTOCOL)) for a in places[source.id]]
        rows.append({"from": source.id, "to": INTERNET, **_cell(found, family)})
    for target in workloads:
        found = [_answer(walk_in(topology, outside, b, family, EVERY_PROTOCOL)) for b in places[target.id]]
        rows.append({"from": INTERNET, "to": target.id, **_cell(found, family)})
    return {"farway": 1, "family": family, "workloads": [w.id for w in workloads], "rows": rows}


def _places(topology: Topology, workload: Workload) -> list[Position]:
    """The distinct positions of a workload, one of each kind."""
    return list(dict.fromkeys(s.position for s in stands_of(topology, workload)))


Answer = tuple[str, Traffic]


def _between(topology: Topology, source: Position, target: Position, family: Family) -> Answer:
    return _answer(walk(topology, source, target, family, EVERY_PROTOCOL))


def _answer(found: Any) -> Answer:
    return found.verdict, found.allowed


def _cell(found: list[Answer], family: Family) -> Cell:
    """What gets through everywhere, over all pairs of places."""
    everywhere: Traffic | None = None
    somewhere = False
    for _verdict, traffic in found:
        ports = Traffic(Box(b.family, b.protocols, b.ports, EVERY[family], EVERY[family]) for b in traffic.boxes)
        somewhere = somewhere or bool(ports)
        everywhere = ports if everywhere is None else everywhere & ports
    allowed = everywhere or Traffic()
    if any(verdict == "unknown" for verdict, _traffic in found) or not found:
        verdict = "unknown"
    else:
        verdict = "open" if allowed else "partial" if somewhere else "closed"
    return {"verdict": verdict, "allowed": [{"protocol": p, "ports": n} for p, n in _texts(allowed)]}


def _texts(traffic: Traffic) -> list[tuple[str, str]]:
    """The traffic as protocols and ports, for people and programs: (`tcp`, `443,8080-8090`)."""
    by_protocols: dict[IntSet, IntSet] = {}
    for box in traffic.boxes:
        by_protocols[box.protocols] = by_protocols.get(box.protocols, NOTHING) | box.ports
    texts = []
    for protocols, ports in by_protocols.items():
        name = Traffic.of("ipv4", protocols).describe()
        numbers = "all" if ports == EVERY_PORT else ",".join(str(a) if a == b else f"{a}-{b}" for a, b in ports.ranges)
        texts.append((name, numbers))
    return sorted(texts)


def as_csv(report: dict[str, Any]) -> str:
    """The matrix as a table: a row for each source, a column for each destination, the allowed traffic in the cells."""
    columns = [*report["workloads"], INTERNET]
    cells = {(r["from"], r["to"]): _short(r) for r in report["rows"]}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([_("from \\ to"), *columns])
    for source in columns:
        writer.writerow([source, *(cells.get((source, target), "") for target in columns)])
    return out.getvalue()


def _short(row: Cell) -> str:
    if row["verdict"] in ("closed", "unknown"):
        return "–" if row["verdict"] == "closed" else "?"
    text = " ".join(f"{a['protocol']}/{a['ports']}" for a in row["allowed"])
    return text or _("partly")
