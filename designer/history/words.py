"""A revision in words: what its changes were about, noted when they are made, since a name may be gone later; and told in the language
of the one who reads."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation import ngettext as _n

from topology.model import RESOURCE_TYPES, Resource
from topology.model.accepted import Identity, identity

Json = dict[str, Any]
NAMED: Final = 3  # names or fields that are noted; beyond these there is a number
MAX_LABEL: Final = 80
PROPER: Final = ("Fargate", "Elastic")  # titles of kinds that keep their capital
SETTINGS: Final = {
    "region": gettext_lazy("the Region"),
    "account_settings": gettext_lazy("the account settings"),
    "quotas": gettext_lazy("the quotas"),
    "accepted": gettext_lazy("which findings are accepted"),
}
SENTENCES: Final = {
    "added": gettext_lazy("added %(what)s"),
    "removed": gettext_lazy("deleted %(what)s"),
    "changed": gettext_lazy("changed %(what)s"),
    "moved": gettext_lazy("moved %(what)s"),
    "set": gettext_lazy("changed %(what)s"),
    "accepted": gettext_lazy("accepted %(what)s"),
    "withdrawn": gettext_lazy("stopped accepting %(what)s"),
}


def about(changes: Iterable[Json], resources: Mapping[str, Resource]) -> list[Json]:
    """What changes (as JSON) are about, in a few facts: `{"did", "n", "names", "type"?, "fields"?, "rules"?}`; of findings, `names` are
    of what they are about, null where that is the design as a whole. `resources` are those that the changes were made on, for the names. Moves are told only where there is nothing else: they come along with what is added."""
    did: dict[str, dict[str, set[str]]] = {"added": {}, "removed": {}, "changed": {}, "moved": {}, "set": {}}
    judged: dict[Identity, tuple[str, Json]] = {}
    labels = {id: (r.label, r.type) for id, r in resources.items()}
    for change in changes:
        match change:
            case {"op": "add", "resource": resource}:
                labels[resource["id"]] = (resource.get("name") or resource["id"], resource["type"])
                did["added"][resource["id"]] = set()
            case {"op": "remove", "id": id}:
                did["removed"][id] = set()
            case {"op": "set", "id": id, "values": values}:
                did["changed"].setdefault(id, set()).update(values)
            case {"op": "connect" | "disconnect", "id": id, "property": name}:
                did["changed"].setdefault(id, set()).add(name)
            case {"op": "move", "id": id}:
                did["moved"][id.split("@")[0].split("/")[0]] = set()
            case {"op": "settings", "values": values}:
                did["set"].update((name, set()) for name in values)
            case {"op": "accept" | "withdraw" as op, "finding": finding}:
                judged[identity(finding)] = ("accepted" if op == "accept" else "withdrawn", finding)
    for id in {**did["added"], **did["removed"]}:
        did["changed"].pop(id, None)
    if judged or any(did[verb] for verb in ("added", "removed", "changed", "set")):
        did["moved"] = {}
    facts = [_fact(verb, held, labels) for verb, held in did.items() if held]
    for verb in ("accepted", "withdrawn"):
        if findings := [finding for said, finding in judged.values() if said == verb]:
            facts.append(_judgement(verb, findings, labels))
    return facts


def _fact(verb: str, held: Mapping[str, set[str]], labels: Mapping[str, tuple[str, str]]) -> Json:
    names = [labels.get(id, (id, ""))[0][:MAX_LABEL] for id in list(held)[:NAMED]]
    fact: Json = {"did": verb, "n": len(held), "names": names}
    if len(held) == 1:
        (id, fields), *_rest = held.items()
        if verb in ("added", "removed") and id in labels:
            fact["type"] = labels[id][1]
        if verb == "changed":
            fact.update(fields=sorted(fields)[:NAMED], of=len(fields))
    return fact


def _judgement(verb: str, findings: list[Json], labels: Mapping[str, tuple[str, str]]) -> Json:
    """Findings are told by their rules and whom they are about: the workload of a flow, otherwise the resource."""
    noted = findings[:NAMED]
    about = [finding.get("workload") or finding.get("resource") for finding in noted]
    names = [id and labels.get(id, (id, ""))[0][:MAX_LABEL] for id in about]
    return {"did": verb, "n": len(findings), "names": names, "rules": [finding["rule"] for finding in noted]}


def sentence(facts: Iterable[Json], restored: int | None = None) -> str:
    """The facts as one sentence without its subject: `added NAT gateway nat-a and changed the routes of rtb-app`."""
    if restored is not None:
        return _("restored revision %d") % restored
    return _joined([str(SENTENCES[f["did"]]) % {"what": _what(f)} for f in facts]) or _("changed nothing that shows")


def _what(fact: Json) -> str:
    if fact["did"] == "set":
        return _joined([str(SETTINGS.get(name, name)) for name in fact["names"]])
    more = fact["n"] - len(fact["names"])
    rest = [_n("%d other", "%d others", more) % more] if more > 0 else []
    if rules := fact.get("rules"):
        return _joined([*map(_finding, rules, fact["names"]), *rest])
    what = _joined([*fact["names"], *rest])
    if fact.get("type"):
        return f"{_kind(fact['type'])} {what}"
    if fact.get("fields"):
        return _("%(fields)s of %(name)s") % {"fields": _fields(fact), "name": what}
    return what


def _finding(rule: str, name: str | None) -> str:
    return _("%(rule)s of %(name)s") % {"rule": rule, "name": name} if name else rule


def _fields(fact: Json) -> str:
    """AWS's property names, apart; a number where there are many."""
    if fact["of"] > len(fact["fields"]):
        return _n("%d property", "%d properties", fact["of"]) % fact["of"]
    return _joined([name.replace("_", " ") for name in fact["fields"]])


def _kind(type: str) -> str:
    found = RESOURCE_TYPES.get(type)
    title = found.title if found else type
    return title if title[1:2].isupper() or title.startswith(PROPER) else title[0].lower() + title[1:]


def _joined(parts: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(parts) < 2:
        return "".join(parts)
    return _("%(first)s and %(last)s") % {"first": ", ".join(parts[:-1]), "last": parts[-1]}
