"""The reports as text for a terminal."""

from typing import Any

from ..i18n import _

SIGNS = {"reachable": "✓", "blocked": "✕", "partial": "◐", "unknown": "?", "not-applicable": "·"}
SEVERITY_SIGNS = {"error": "✕", "warning": "▲", "info": "·"}


def check_text(report: dict[str, Any]) -> str:
    """`farway check`: a block for each workload, then the rules' findings and what stays open."""
    lines: list[str] = []
    for workload in report["workloads"]:
        platform = workload["platform"]
        lines.append(f"{workload['id']}  {platform['os']} {platform['version']}  {', '.join(workload['subnets'])}")
        for flow in workload["flows"]:
            lines += _flow(flow)
        lines += _ipv6(workload["ipv6"])
        lines.append("")
    if not report["workloads"]:
        lines += [_("There is no Fargate workload in the input."), ""]
    shown = [f for f in report["findings"] if f["category"] != "reachability"]
    if shown:
        lines.append(_("Findings"))
        for finding in shown:
            lines.append(f"  {SEVERITY_SIGNS[finding['severity']]} {finding['rule']}  {finding['message']}")
            if finding["fix"] and finding["severity"] != "info":
                lines.append(f"      {finding['fix']}")
        lines.append("")
    if report["unresolved"]:
        lines.append(_("Not resolved (what depends on it is unknown)"))
        lines += [f"  {u['resource']}.{u['property']}: {u['reason']}" for u in report["unresolved"]]
        lines.append("")
    summary = report["summary"]
    lines.append(_("%(error)d errors, %(warning)d warnings, %(info)d notes") % summary)
    return "\n".join(lines)


def _flow(flow: dict[str, Any]) -> list[str]:
    end = flow["from"] if flow["flow"] == "lb-to-task" else flow["to"]
    port = "" if flow["port"] is None else f"/{flow['port']}"
    lines = [
        f"  {SIGNS[flow['verdict']]} {flow['flow']:<22} {end}  {flow['family']} {flow['protocol']}{port}  {flow['verdict']}"
    ]
    if flow["verdict"] == "reachable":
        return lines
    for place in flow["placements"] if flow["required"] else flow["placements"][:1]:
        where = place["subnet"] or _("an unknown subnet")
        shown = place["blockers"] if flow["required"] else place["blockers"][:1]
        lines += [f"      {where}: {b['message']}  [{b['cause']}]" for b in shown]
        if place["verdict"] == "unknown":
            lines += [f"      {where}: {d}" for d in place["doubts"][:2]]
    for remedy in flow["remedies"][:2]:
        verified = _("verified") if remedy["verified"] else _("not verified")
        lines.append(f"      → {remedy['title']} ({verified})")
    return lines


def _ipv6(ipv6: dict[str, Any]) -> list[str]:
    sign = {True: "✓", False: "✕", None: "?"}
    lines = [f"  {sign[ipv6['eligible']]} " + _("IPv6 address")]
    for place in ipv6["placements"]:
        failed = [c for c in place["conditions"] if c["met"] is not True]
        lines += [f"      {place['subnet']}: {c['condition']} {sign[c['met']]} {c['message']}" for c in failed]
    return lines


def trace_text(report: dict[str, Any], source: str, destination: str) -> str:
    """`farway trace`: the verdict, then the path hop by hop, its reply, and what stands in the way."""
    lines = [f"{SIGNS[report['verdict']]} {source} → {destination}: {report['verdict']}"]
    for title, path in ((_("Path"), report["path"]), (_("Reply"), report["return_path"])):
        if path:
            lines.append(title)
            lines += [
                f"  {n}. {h['resource'] or '–'}  {h['kind']}  {h['action']}"
                + (f": {h['detail']}" if h["detail"] else "")
                for n, h in enumerate(path, 1)
            ]
    lines += [f"✕ {b['message']}  [{b['cause']}]" for b in report["blockers"]]
    if len(report["placements"]) > 1:
        lines += [f"  {SIGNS[p['verdict']]} {p['subnet']}: {p['verdict']}" for p in report["placements"]]
    if report["allowed"]:
        lines.append(_("Gets through: %s") % report["allowed"])
    return "\n".join(lines)


def rules_text(rules: list[dict[str, str]]) -> str:
    """`farway rules`: one entry a rule."""
    return "\n\n".join(
        f"{r['id']}  {r['severity']}  {r['category']}  {r['title']}\n  {r['description']}\n  {r['source']}"
        for r in rules
    )


def matrix_text(report: dict[str, Any]) -> str:
    """`farway matrix`: one line for each pair between which something gets through, or may."""
    signs = {"open": "✓", "partial": "◐", "unknown": "?"}
    lines = []
    for row in report["rows"]:
        if row["verdict"] in signs:
            what = ", ".join(f"{a['protocol']} {a['ports']}" for a in row["allowed"])
            lines.append(f"{signs[row['verdict']]} {row['from']} → {row['to']}  {what}".rstrip())
    return "\n".join(lines) if lines else _("Nothing reaches anything.")
