"""`farway what-if` as text: what the services lose, the worst first, and why."""

from collections.abc import Mapping
from typing import Any, Final

from ..i18n import N_, _
from .text import FAMILIES

Json = dict[str, Any]
SIGNS: Final = {"down": "✕", "cannot-start": "✕", "loses": "▲", "reduced": "◐", "keeps": "✓"}
SAID: Final = {
    "down": N_("%(id)s is down: no subnet is left for it"),
    "cannot-start": N_("%(id)s cannot start a task any more"),
    "loses": N_("%(id)s loses a part of what it reaches"),
    "reduced": N_("%(id)s keeps working in fewer subnets"),
    "keeps": N_("%(id)s keeps working"),
}
SHORT: Final = {
    "down": N_("%d down"), "cannot-start": N_("%d cannot start tasks"), "loses": N_("%d lose something"),
    "reduced": N_("%d in fewer subnets"), "keeps": N_("%d keep working"),
}  # fmt: skip
HARMED: Final = ("down", "cannot-start", "loses")


def is_harmed(summary: Mapping[str, int]) -> bool:
    """Whether a workload loses more than places."""
    return any(summary[status] for status in HARMED)


def what_if_text(report: Json) -> str:
    """What is off and what goes with it; each workload that loses something, with why; the totals and what is assumed."""
    off = {o["id"] for o in report["off"]}
    lines = [_("Off: %s") % ", ".join(_called(o["id"], o["name"]) for o in report["off"])]
    for extent, text in (("whole", N_("Gone with it: %s")), ("part", N_("Left in part: %s"))):
        found = [g for g in report["gone"] if g["extent"] == extent and g["resource"] not in off]
        if found:
            lines.append(_(text) % ", ".join(_called(g["resource"], g["name"]) for g in found))
    lines.append("")
    for status in SIGNS:
        rows = [w for w in report["workloads"] if w["status"] == status]
        if status == "keeps" and len(rows) > 1:
            lines.append(f"{SIGNS[status]} " + _("unharmed: %s") % ", ".join(w["id"] for w in rows))
            continue
        for row in rows:
            lines += _workload(row)
    if not report["workloads"]:
        lines.append(_("There is no Fargate workload in the input."))
    lines += ["", _totals(report["summary"]), "", _("Assumed"), *(f"  {text}" for text in report["assumptions"])]
    return "\n".join(lines)


def _called(id: str, name: str) -> str:
    return id if id == name else f"{name} ({id})"


def _workload(row: Json) -> list[str]:
    said = _(SAID[row["status"]]) % {"id": _called(row["id"], row["name"])}
    if row["losses"] and all(loss["verdict"] == "unknown" for loss in row["losses"]):
        said = _("perhaps %s") % said
    lines = [f"{SIGNS[row['status']]} {said}"]
    lost = [p["subnet"] for p in row["placements"] if p["state"] == "lost" and p["subnet"]]
    left = [p["subnet"] or _("an unknown subnet") for p in row["placements"] if p["state"] == "kept"]
    if lost and left:
        lines.append(
            "    " + _("places lost: %(lost)s; left: %(left)s") % {"lost": ", ".join(lost), "left": ", ".join(left)}
        )
    for loss in row["losses"]:
        lines += _loss(loss)
    if row["losses"] and row["works"]:
        names = (name if n == 1 else f"{name} ×{n}" for name, n in row["works"].items())
        lines.append("    ✓ " + _("works: %s") % ", ".join(names))
    return lines


def _loss(loss: Json) -> list[str]:
    sign = "?" if loss["verdict"] == "unknown" else "✕"
    port = "" if loss["port"] is None else f" {loss['port']}"
    where = ", ".join(s or _("an unknown subnet") for s in loss["lost"])
    end = loss["from"] if loss["flow"] == "lb-to-task" else loss["to"]
    kept = "; " + _("still from %s") % ", ".join(s or "?" for s in loss["kept"]) if loss["kept"] else ""
    traffic = f"{FAMILIES[loss['family']]} {loss['protocol'].upper()}{port}"
    lines = [f"    {sign} {loss['flow']} ({end}), {traffic}: {where}{kept}"]
    lines += [f"        {b['message']}  [{b['cause']}]" for b in loss["blockers"][:2]]
    return [*lines, *(f"        {d}" for d in loss["doubts"][:1] if not loss["blockers"])]


def points_text(report: Json) -> str:
    """`farway what-if --each`: a line for each zone and gateway that something would be lost with, and how many would harm nobody."""
    harmful = [p for p in report["points"] if is_harmed(p["summary"])]
    lines = []
    for point in harmful:
        worst = next(s for s in SIGNS if point["summary"][s])
        lines.append(
            f"{SIGNS[worst]} {_called(point['id'], point['name'])} ({point['type']}): {_totals(point['summary'])}"
        )
        names = ", ".join(w["name"] for w in point["workloads"] if w["status"] in HARMED)
        lines.append(f"    {names}")
    spared = len(report["points"]) - len(harmful)
    lines.append(_("of which the failure harms nobody: %d") % spared)
    return "\n".join(lines)


def _totals(summary: Mapping[str, int]) -> str:
    return ", ".join(_(SHORT[status]) % summary[status] for status in SIGNS if summary[status]) or _("no workloads")
