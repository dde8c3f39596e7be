"""`farway diff` as text for a terminal, and as Markdown for the comment on a pull request."""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from ..i18n import N_, _
from .text import SEVERITY_SIGNS, SIGNS, flow_sentence

Json = dict[str, Any]
LONG: Final = 80  # characters of a value
MOST: Final = 50  # lines of one kind; the JSON has all

TITLES: Final = {
    "worse": N_("Got worse"),
    "better": N_("Got better"),
    "new": N_("New"),
    "gone": N_("No longer asked for"),
    "other": N_("Otherwise changed"),
}
CHANGE_SIGNS: Final = {"worse": "✕", "better": "✓", "new": "+", "gone": "−", "other": "~"}


def diff_text(found: Json) -> str:
    """What got worse first, then what got better, the findings, and what was changed."""
    lines: list[str] = []
    for title, entries in _sections(found):
        lines += [title, *(f"  {line}" for entry in entries for line in entry.split("\n")), ""]
    return "\n".join([*lines, _totals(found)])


def diff_markdown(found: Json) -> str:
    """The same for the comment on a pull request: a heading a section, an item an entry; nothing in it is taken for markup."""
    lines = [f"### {_mark(found)} {_plain(_totals(found))}", ""]
    for title, entries in _sections(found):
        lines += [f"**{_plain(title)}**", ""]
        lines += ["- " + "<br>".join(_plain(line.strip()) for line in entry.split("\n")) for entry in entries]
        lines.append("")
    return "\n".join(lines).rstrip()


WRITERS: Final[dict[str, Callable[[Json], str]]] = {"text": diff_text, "markdown": diff_markdown}


def _sections(found: Json) -> Iterator[tuple[str, list[str]]]:
    """What there is to tell, each under its title; an entry may have several lines."""
    for change, title in TITLES.items():
        entries = [_flow(row) for row in found["flows"] if row["change"] == change]
        entries += [_ipv6(row) for row in found["ipv6"] if row["change"] == change]
        if entries:
            yield _(title), _at_most(entries)
    findings = found["findings"]
    for name, title in (("new", _("New findings")), ("gone", _("Findings gone")), ("accepted", _("Accepted since"))):
        if findings[name]:
            yield title, _at_most(map(_finding, findings[name]))
    for name, title, sign in (("added", _("Added"), "+"), ("removed", _("Removed"), "−")):
        if found[name]:
            yield title, _at_most(f"{sign} {_named(r)}" for r in found[name])
    if found["changed"]:
        yield _("Changed"), _at_most(map(_changed, found["changed"]))
    if found["settings"]:
        yield (
            _("Settings"),
            _at_most(f"~ {s['setting']}: {_values(s['before'], s['after'])}" for s in found["settings"]),
        )


def _flow(row: Json) -> str:
    """The flow in words where it fails now, and from which subnets; otherwise what it is and what became of it."""
    told = {**row, "id": row["workload"], "verdict": row["after"], "placements": row["placements"]}
    sign = CHANGE_SIGNS[row["change"]]
    before, after = (_verdict(row[side]) for side in ("before", "after"))
    if row["after"] in ("blocked", "partial", "unknown") and row["change"] == "worse":
        failing = [{**p, "verdict": p["after"] or "reachable"} for p in row["placements"]]
        text = flow_sentence({"name": row["name"]}, {**told, "placements": failing})
    else:
        port = "" if row["port"] is None else f" {row['port']}"
        way = f"{row['flow']} ({row['to'] or '?'}), {row['family'].replace('ip', 'IP')} {row['protocol'].upper()}{port}"
        text = f"{row['name']}: {way}"
    marks = [] if row["required"] else [_("not required")]
    marks += [_("accepted")] if row["accepted"] else []
    lines = [f"{sign} {text}: {before} → {after}" + (f" ({', '.join(marks)})" if marks else "")]
    for place in row["placements"]:
        where = place["subnet"] or _("an unknown subnet")
        lines += [f"    {where}: {b['message']}  [{b['cause']}]" for b in place["blockers"][:2]]
    return "\n".join(lines)


def _verdict(verdict: str | None) -> str:
    return f"{SIGNS[verdict]} {verdict}" if verdict else "–"


def _ipv6(row: Json) -> str:
    said = {True: _("gets an IPv6 address"), False: _("gets no IPv6 address"), None: _("not known: an IPv6 address")}
    where = f"{row['name']}, {row['subnet']}"
    return f"{CHANGE_SIGNS[row['change']]} {where}: {said[row['before']]} → {said[row['after']]}"


def _finding(finding: Json) -> str:
    return f"{SEVERITY_SIGNS[finding['severity']]} {finding['rule']}  {finding['message']}"


def _named(resource: Json) -> str:
    name = resource["id"] if resource["name"] == resource["id"] else f"{resource['name']}, {resource['id']}"
    return f"{resource['type']} {name}"


def _changed(resource: Json) -> str:
    lines = [f"~ {_named(resource)}"]
    return "\n".join([*lines, *(line for field in resource["fields"] for line in _field(field))])


def _field(field: Json) -> Iterator[str]:
    """A list is told by what comes and goes."""
    before, after = field["before"], field["after"]
    if isinstance(before, list) and isinstance(after, list) and before and after:
        gone, new = [i for i in before if i not in after], [i for i in after if i not in before]
        if gone or new:
            yield from (f"    {field['field']}: − {_value(item)}" for item in gone)
            yield from (f"    {field['field']}: + {_value(item)}" for item in new)
            return
    yield f"    {field['field']}: {_values(before, after)}"


def _values(before: Any, after: Any) -> str:
    return f"{_value(before)} → {_value(after)}"


def _value(value: Any) -> str:
    if value in (None, [], {}, ""):
        return "–"
    if isinstance(value, dict) and value.keys() == {"unknown"}:
        return str(_("unknown (%s)") % value["unknown"])
    said = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    text = " ".join(str(said).split())
    return text if len(text) <= LONG else f"{text[:LONG]}…"


def _at_most(entries: Iterable[str]) -> list[str]:
    held = list(entries)
    more = len(held) - MOST
    return held[:MOST] + ([_("and %d more, in --format json") % more] if more > 0 else [])


def _totals(found: Json) -> str:
    n = found["summary"]
    if not any(found[name] for name in ("added", "removed", "changed", "settings", "flows", "ipv6")):
        return _("Nothing changed.")
    values = {**n, "errors": n["new"]["error"], "warnings": n["new"]["warning"]}
    verdicts = _("worse: %(worse)d, better: %(better)d, new errors: %(errors)d, new warnings: %(warnings)d") % values
    resources = _("added: %(added)d, removed: %(removed)d, changed: %(changed)d") % values
    return f"{verdicts}; {resources}"


def _mark(found: Json) -> str:
    n = found["summary"]
    return "✕" if n["worse"] or n["new"]["error"] else "▲" if n["new"]["warning"] else "✓"


def _plain(text: str) -> str:
    """The text so that Markdown shows it as it is: an id or a message is nobody's markup, and calls nobody by name."""
    escaped = "".join(f"\\{c}" if c in "\\`*_{}[]()#+!|~" else c for c in text)
    return escaped.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("@", "&#64;")
