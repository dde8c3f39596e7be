"""The reports as text for a terminal and for the log of a build."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from ..i18n import N_, _

Json = dict[str, Any]
SIGNS = {"reachable": "✓", "blocked": "✕", "partial": "◐", "unknown": "?", "not-applicable": "·"}
SEVERITY_SIGNS = {"error": "✕", "warning": "▲", "info": "·"}
MOST = 20  # lines of what stays open; the JSON has all

# What a workload cannot do where a flow is blocked. `to` is the other end.
CANNOT = {
    "image-pull": N_("%(id)s cannot pull its image (%(to)s)"),
    "ecr-auth": N_("%(id)s cannot log in to Amazon ECR (%(to)s)"),
    "logs": N_("%(id)s cannot send its logs (%(to)s)"),
    "secrets": N_("%(id)s cannot get its secrets (%(to)s)"),
    "ssm-parameters": N_("%(id)s cannot get its parameters (%(to)s)"),
    "environment-files": N_("%(id)s cannot read its environment files (%(to)s)"),
    "efs": N_("%(id)s cannot mount its file system (%(to)s)"),
    "exec": N_("ECS Exec does not get into %(id)s (%(to)s)"),
    "exec-kms": N_("ECS Exec into %(id)s cannot use its key (%(to)s)"),
    "service-connect": N_("%(id)s does not reach %(to)s by Service Connect"),
    "lb-to-task": N_("load balancer %(from)s does not reach %(id)s"),
    "application": N_("%(id)s does not reach %(to)s"),
    "internet-egress-ipv4": N_("%(id)s does not reach the internet over IPv4"),
    "internet-egress-ipv6": N_("%(id)s does not reach the internet over IPv6"),
}
VPC_BLOCK, OF_SUBNETS = "V6002", ("V6003", "V6004")
"""That the VPC has an IPv6 block, without which nothing is to be said of its subnets' blocks."""

FAMILIES = {"ipv4": "IPv4", "ipv6": "IPv6"}


def flow_sentence(workload: Json, flow: Json) -> str:
    """What does not work where a flow is not reachable, in words: `orders-api cannot pull its image (s3) from subnet-a: IPv4 TCP 443`."""
    text = CANNOT.get(flow["flow"], N_("%(id)s does not get %(flow)s (%(to)s)"))
    said = _(text) % {"id": workload["name"], "to": flow["to"] or "?", "from": flow["from"], "flow": flow["flow"]}
    if flow["verdict"] == "unknown":
        said = _("perhaps %s") % said
    elif flow["verdict"] == "partial":
        failing = [p["subnet"] or _("an unknown subnet") for p in flow["placements"] if p["verdict"] != "reachable"]
        said = _("%(what)s from %(where)s") % {"what": said, "where": ", ".join(failing)}
    return f"{said}: {_traffic(flow)}"


def _traffic(flow: Json) -> str:
    port = "" if flow["port"] is None else f" {flow['port']}"
    return f"{FAMILIES[flow['family']]} {flow['protocol'].upper()}{port}"


def check_text(report: Json) -> str:
    """`farway check`: what fails of each workload, why and what opens it, in a few lines what works; then the rules' findings, what
    stays open, and the totals."""
    lines: list[str] = []
    for workload in report["workloads"]:
        lines += [*_workload(workload), ""]
    if not report["workloads"]:
        lines += [_("There is no Fargate workload in the input."), ""]
    lines += _findings(report["findings"])
    lines += _open(report)
    totals = _("errors: %(error)d, warnings: %(warning)d, notes: %(info)d") % report["summary"]
    accepted = report["summary"]["accepted"]
    lines.append(f"{totals}, {_('accepted: %d') % accepted}" if accepted else totals)
    return "\n".join(lines)


def _workload(workload: Json) -> list[str]:
    platform = workload["platform"]
    where = ", ".join(workload["subnets"]) or _("an unknown subnet")
    name = workload["id"] if workload["name"] == workload["id"] else f"{workload['name']}, {workload['id']}"
    values = {"id": name, "os": platform["os"].capitalize(), "version": platform["version"], "where": where}
    lines = [_("%(id)s (%(os)s %(version)s) in %(where)s") % values]
    required = [f for f in workload["flows"] if f["required"]]
    reasons: dict[tuple[str, ...], list[str]] = {}
    for flow in required:
        if flow["verdict"] != "reachable":
            said = f"  {SIGNS[flow['verdict']]} {flow_sentence(workload, flow)}"
            reasons.setdefault(tuple(_reasons(flow)), []).append(said)
    for why, sentences in reasons.items():
        lines += [*sentences, *why]
    working = Counter(f["flow"] for f in required if f["verdict"] == "reachable")
    if working:
        names = (name if n == 1 else f"{name} ×{n}" for name, n in working.items())
        lines.append("  ✓ " + _("works: %s") % ", ".join(names))
    lines.append(_internet(workload))
    return [*lines, *_ipv6(workload["ipv6"])]


def _reasons(flow: Json) -> list[str]:
    """Why a flow is not reachable, for the subnets together that say the same, and what opens it. Flows of one cause say the same."""
    where: dict[tuple[str, ...], list[Json]] = {}
    for place in flow["placements"]:
        if place["verdict"] != "reachable":
            where.setdefault(_obstacles(place), []).append(place)
    lines = []
    for obstacles, places in where.items():
        subnets = [p["subnet"] or _("an unknown subnet") for p in places]
        lines += [f"      {', '.join(subnets)}: {obstacle}" for obstacle in obstacles]
        ways = (" → ".join(h["resource"] for h in p["path"] if h["resource"]) for p in places if p["blockers"])
        lines += [f"        {_('way: %s') % way}" for way in dict.fromkeys(ways) if way]
    for remedy in flow["remedies"][:2]:
        kind = _("opens it") if remedy["verified"] else _("may open it")
        lines.append(f"      → {kind}: {remedy['title']}")
    more = len(flow["remedies"]) - 2
    if more > 0:
        lines.append("        " + _("and %d further ways, in --format json") % more)
    return lines


def _obstacles(place: Json) -> tuple[str, ...]:
    """What is in the way from one subnet, or what is open about it."""
    doubts = place["doubts"][:2] if place["verdict"] == "unknown" else []
    return (*(f"{b['message']}  [{b['cause']}]" for b in place["blockers"]), *doubts)


def _internet(workload: Json) -> str:
    """One line on whether the tasks reach the internet: nothing that they require."""
    said = []
    for flow in workload["flows"]:
        if flow["flow"].startswith("internet-egress-"):
            first = next((b["message"] for p in flow["placements"] for b in p["blockers"]), "")
            why = f" ({first})" if first and flow["verdict"] != "reachable" else ""
            said.append(f"{FAMILIES[flow['family']]} {flow['verdict']}{why}")
    return "  · " + _("internet: %s") % "; ".join(said)


def _ipv6(ipv6: Json) -> list[str]:
    sign = {True: "✓", False: "·", None: "?"}
    title = {True: _("gets an IPv6 address"), False: _("gets no IPv6 address"), None: _("not known: an IPv6 address")}
    lines = [f"  {sign[ipv6['eligible']]} {title[ipv6['eligible']]}"]
    where: dict[str, list[str]] = {}
    for place in ipv6["placements"]:
        failed = [c for c in place["conditions"] if c["met"] is not True]
        if any(c["condition"] == VPC_BLOCK and c["met"] is False for c in failed):
            failed = [c for c in failed if c["condition"] not in OF_SUBNETS]
        for condition in failed:
            where.setdefault(f"{condition['message']}  [{condition['condition']}]", []).append(place["subnet"])
    return [*lines, *(f"      {', '.join(subnets)}: {message}" for message, subnets in where.items())]


def _findings(findings: list[Json]) -> list[str]:
    """The rules' findings. Those of flows are told with their workloads, and counted here."""
    accepted = [f for f in findings if f.get("accepted")]
    findings = [f for f in findings if not f.get("accepted")]
    shown = [f for f in findings if "flow" not in f]
    lines = [_("Findings")] if shown else []
    for finding in shown:
        lines.append(f"  {SEVERITY_SIGNS[finding['severity']]} {finding['rule']}  {finding['message']}")
        if finding["fix"] and finding["severity"] != "info":
            lines.append(f"      → {finding['fix']}")
    told = len(findings) - len(shown)
    if told:
        text = _("not repeated here: %d of RE001, which are the flows above that fail or are not known") % told
        lines.append(f"  {text}" if shown else text)
    if accepted:
        lines.append(_("Accepted"))
        lines += _at_most(f"{f['rule']}  {f['resource'] or '–'}: {f['reason']}{_signature(f)}" for f in accepted)
    return [*lines, ""] if lines else []


def _signature(accepted: Json) -> str:
    """Who accepted it and when, as far as that is known: ` (ada, 2026-05-01)`."""
    known = [accepted[name] for name in ("accepted_by", "accepted_when") if accepted.get(name)]
    return f" ({', '.join(known)})" if known else ""


def _open(report: Json) -> list[str]:
    lines = []
    if report["unresolved"]:
        lines.append(_("Not resolved (what depends on it is unknown)"))
        lines += _at_most(f"{u['resource']}.{u['property']}: {u['reason']}" for u in report["unresolved"])
        lines.append("")
    if report["coverage"]["unknown"]:
        lines.append(_("Rules not decided"))
        lines += _at_most(f"{u['rule']}: {u['because']}" for u in report["coverage"]["unknown"])
        lines.append("")
    if report["assumptions"]:
        lines.append(_("Assumed"))
        lines += _at_most(report["assumptions"])
        lines.append("")
    return lines


def _at_most(texts: Iterable[str]) -> list[str]:
    """The first lines, and how many there are beside them."""
    held = list(texts)
    lines = [f"  {text}" for text in held[:MOST]]
    if len(held) > MOST:
        lines.append("  " + _("and %d more, in --format json") % (len(held) - MOST))
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
    if report["mtu"] is not None:
        lines.append(_("Largest packet: %d bytes") % report["mtu"])
    lines += [f"  → {_('lets it through')}: {r['title']}" for r in report["remedies"]]
    return "\n".join(lines)


def rules_text(rules: list[dict[str, str]]) -> str:
    """`farway rules`: one entry a rule."""
    return "\n\n".join(
        f"{r['id']}  {r['severity']}  {r['category']}  {r['title']}\n  {r['description']}\n  {r['source']}"
        for r in rules
    )
