"""What leads from one topology to another: as changes, which bring the one to the other, and as what a person reads."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from .accepted import IDENTITY, Accepted, FindingKey, by_identity
from .applying import apply
from .changes import SETTINGS, Accept, Add, Change, Move, Remove, Set, Settings, Withdraw
from .construct import default_of
from .records import Resource
from .references import references_of
from .topology import AnyResource, Topology, Unresolved

FIXED: Final = ("id", "type")
Open = Mapping[str, tuple[Unresolved, ...]]


def difference(before: Topology, after: Topology) -> list[Change]:
    """The changes that make `before` into `after`: applied to it, they give its resources, what is open of them, its boxes and its
    settings; what is accepted maybe in another order, which means nothing. Raises ChangeError where there are none, since `after` refers to what is in neither."""
    changes: list[Change] = []
    for step in (_retypings, _additions, _values, _rest, _moves, _settings, _acceptances):
        found = step(before, after)
        before = apply(before, found)
        changes += found
    return changes


def _retypings(before: Topology, after: Topology) -> list[Change]:
    """An id that names a resource of another type: the old one goes before the new one comes."""
    return _removals(
        before,
        [id for id, r in after.resources.items() if id in before.resources and before.resources[id].type != r.type],
    )


def _rest(before: Topology, after: Topology) -> list[Change]:
    return _removals(before, [id for id in before.resources if id not in after.resources])


def _removals(topology: Topology, ids: Iterable[str]) -> list[Change]:
    """Connections first: one goes with its end, and cannot go again."""
    return [Remove(id=id) for id in sorted(ids, key=lambda id: topology.resources[id].type != "Connection")]


def _additions(before: Topology, after: Topology) -> list[Change]:
    """What is new, each after what it names; where they name each other, the names are set at the end (by `_values`)."""
    waiting = {id: r for id, r in after.resources.items() if id not in before.resources}
    ordered: list[Change] = []
    while waiting:
        ready = [r for r in waiting.values() if not (_named(r) - {r.id}) & waiting.keys()]
        for resource in ready or [_without(next(iter(waiting.values())), waiting)]:
            ordered.append(Add(resource=resource))
            del waiting[resource.id]
    return ordered


def _named(resource: Resource) -> set[str]:
    return {target for _path, target, _types in references_of(resource)}


def _without(resource: AnyResource, missing: Mapping[str, AnyResource]) -> AnyResource:
    """The resource without the fields that name what is not there yet."""
    paths = (path for path, target, _types in references_of(resource) if target in missing and target != resource.id)
    fields = {path.split(".")[0] for path in paths}
    return resource.changed(**{name: default_of(resource.fields[name]) for name in fields})


def _values(before: Topology, after: Topology) -> list[Change]:
    """What is to be set, with what the input leaves open of it."""
    was, now = _open(before), _open(after)
    changes: list[Change] = []
    for id, resource in after.resources.items():
        held = before.resources[id]
        values = resource.to_json(defaults=True, only=fields_that_differ(held, resource))
        left = tuple(u for u in was.get(id, ()) if u.property not in values)
        if sorted(left, key=_property) != sorted(now.get(id, ()), key=_property):
            changes.append(Set(id=id, values=values, unresolved=now.get(id, ())))
        elif values:
            changes.append(Set(id=id, values=values))
    return changes


def _property(open: Unresolved) -> str:
    return open.property


def _open(topology: Topology) -> Open:
    held: dict[str, tuple[Unresolved, ...]] = {}
    for u in topology.unresolved:
        held[u.resource] = (*held.get(u.resource, ()), u)
    return held


def _moves(before: Topology, after: Topology) -> list[Change]:
    return [Move(id=key, box=after.layout.get(key)) for key in moved(before, after)]


def moved(before: Topology, after: Topology) -> list[str]:
    """The keys of the boxes that stand elsewhere, or are in one of the two alone."""
    if before.layout is after.layout:
        return []
    keys = {**before.layout, **after.layout}
    return [key for key in keys if before.layout.get(key) != after.layout.get(key)]


def _settings(before: Topology, after: Topology) -> list[Change]:
    values = {s["setting"]: s["after"] for s in settings_that_differ(before, after) if s["setting"] != "accepted"}
    return [Settings(values=values)] if values else []


def _acceptances(before: Topology, after: Topology) -> list[Change]:
    """Finding by finding, so that what others accept meanwhile stays."""
    was, now = by_identity(before.accepted), by_identity(after.accepted)
    withdrawn: list[Change] = [Withdraw(finding=_key(one)) for key, one in was.items() if key not in now]
    return withdrawn + [Accept(finding=one) for key, one in now.items() if was.get(key) != one]


def _key(accepted: Accepted) -> FindingKey:
    return FindingKey(**accepted.to_json(only=IDENTITY))


def fields_that_differ(before: Resource, after: Resource) -> list[str]:
    """The names of the fields in which two records of one type differ, in their order."""
    if before is after:
        return []
    names = (name for name in after.fields if name not in FIXED)
    return [name for name in names if getattr(before, name) != getattr(after, name)]


def settings_that_differ(before: Topology, after: Topology) -> list[dict[str, Any]]:
    """The settings that differ: `{"setting", "before", "after"}`. The order in which findings were accepted is no difference."""
    names = [name for name in SETTINGS if _setting(before, name) != _setting(after, name)]
    was, now = (t.to_json(defaults=True, only=names) for t in (before, after))
    return [{"setting": name, "before": was[name], "after": now[name]} for name in names]


def _setting(topology: Topology, name: str) -> Any:
    return by_identity(topology.accepted) if name == "accepted" else getattr(topology, name)


def compare_resources(before: Topology, after: Topology) -> dict[str, Any]:
    """What a person reads of the difference, as JSON:

    `added`, `removed`: `[{"id", "type", "name"}]`; `changed`: the same with `fields`, `[{"field", "before", "after"}]`, where a value that
    the input leaves open is `{"unknown": why}`; `moved`: ids of boxes; `settings`: `[{"setting", "before", "after"}]`. A resource whose
    type changed is one that was removed and one that was added.
    """
    was, now = before.resources, after.resources
    return {
        "added": [_short(r) for id, r in now.items() if id not in was or was[id].type != r.type],
        "removed": [_short(r) for id, r in was.items() if id not in now or now[id].type != r.type],
        "changed": list(_changed(before, after)),
        "moved": moved(before, after),
        "settings": settings_that_differ(before, after),
    }


def _short(resource: AnyResource) -> dict[str, Any]:
    return {"id": resource.id, "type": resource.type, "name": resource.label}


def _changed(before: Topology, after: Topology) -> Iterator[dict[str, Any]]:
    was_open, now_open = _open(before), _open(after)
    for id, now in after.resources.items():
        was = before.resources.get(id)
        if was is None or was.type != now.type or (was is now and was_open.get(id) == now_open.get(id)):
            continue
        unknown = [{u.property: {"unknown": u.reason} for u in held.get(id, ())} for held in (was_open, now_open)]
        left_open = {name for held in unknown for name in held if unknown[0].get(name) != unknown[1].get(name)}
        names = {*fields_that_differ(was, now), *left_open}
        values = [{**_values_of(r, names), **u} for r, u in zip((was, now), unknown, strict=True)]
        order = {**dict.fromkeys(now.fields), **dict.fromkeys(sorted(left_open))}
        fields = [
            {"field": name, "before": values[0].get(name), "after": values[1].get(name)}
            for name in order
            if name in names
        ]
        if fields:
            yield {**_short(now), "fields": fields}


def _values_of(resource: AnyResource, names: set[str]) -> dict[str, Any]:
    """These of its values as JSON; of the records in them, what is at its default is left out."""
    return {**resource.to_json(defaults=True, only=names), **resource.to_json(only=names)}
