"""Applying changes: the topology after them. What changes there are stands in `changes`."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby
from typing import Any, cast

from ..i18n import _
from .accepted import MAX_ACCEPTED, by_identity
from .changes import SETTINGS, Accept, Add, Change, Connect, Disconnect, Move, Remove, Set, Settings, Withdraw
from .records import Record, Resource
from .references import references_of
from .topology import AnyResource, Topology, Unresolved
from .validation import Invalid


class ChangeError(ValueError):
    """A change that cannot be applied. `code` is stable, `where` names the resource and, if any, the field."""

    def __init__(self, code: str, message: str, where: str | None = None, field: str | None = None) -> None:
        super().__init__(message)
        self.code, self.where, self.field = code, where, field


def apply(topology: Topology, changes: Sequence[Change]) -> Topology:
    """The topology after these changes, in their order. All or nothing: raises ChangeError for the first that fails."""
    for together, run in groupby(changes, _together):
        if together == "remove":  # each alone would go through the whole topology
            topology = remove(topology, *(c.id for c in run if isinstance(c, Remove)))
        elif together == "accept":  # each alone would go through all that is accepted
            topology = _accepting(topology, (c for c in run if isinstance(c, Accept | Withdraw)))
        else:
            for change in run:
                topology = _apply(topology, change)
    return topology


def _together(change: Change) -> str | None:
    """By what changes that follow each other are applied at once."""
    return {"remove": "remove", "accept": "accept", "withdraw": "accept"}.get(change.op)


def _apply(topology: Topology, change: Change) -> Topology:
    match change:
        case Add(resource=resource):
            if resource.id in topology.resources:
                raise ChangeError("exists", _("There is already a resource “%s”.") % resource.id, resource.id)
            return _checked(topology, resource)
        case Set(id=id, values=values, unresolved=unresolved):
            changed = _checked(topology, _changed(_find(topology, id), values), resolved=values)
            return changed if unresolved is None else _left_open(changed, id, unresolved)
        case Connect(id=id, property=name, value=value):
            return _connect(topology, id, name, value)
        case Disconnect(id=id, property=name, value=value):
            return _disconnect(topology, id, name, value)
        case Remove(id=id):
            return remove(topology, id)
        case Move(id=id, box=box):
            layout = {**topology.layout}
            if box is None:
                layout.pop(id, None)
            else:
                layout[id] = box
            return topology.changed(layout=layout)
        case Settings(values=values):
            return _settings(topology, values)
        case Accept() | Withdraw():
            return _accepting(topology, [change])


def _find(topology: Topology, id: str) -> AnyResource:
    if id not in topology.resources:
        raise ChangeError("unknown-resource", _("There is no resource “%s”.") % id, id)
    return topology.resources[id]


def _changed(resource: Resource, values: dict[str, Any]) -> AnyResource:
    """The resource with these field values, validated."""
    for fixed in ("id", "type"):
        if fixed in values and values[fixed] != getattr(resource, fixed):
            raise ChangeError("fixed-field", _("The %s of a resource cannot change.") % fixed, resource.id, fixed)
    unknown = sorted(set(values) - set(resource.fields))
    if unknown:
        raise ChangeError(
            "unknown-field", _("“%(type)s” has no field “%(field)s”.") % {"type": resource.type, "field": unknown[0]},
            resource.id, unknown[0],
        )  # fmt: skip
    try:
        held = {name: getattr(resource, name) for name in resource.fields}
        return cast("AnyResource", type(resource)(**{**held, **values}))
    except Invalid as error:
        raise ChangeError("invalid-value", error.message, resource.id, error.path) from error


def _checked(topology: Topology, resource: AnyResource, resolved: Iterable[str] = ()) -> Topology:
    """The topology with this resource, whose new references must lead to resources of the right type."""
    before = topology.resources.get(resource.id)
    held = {(p, t) for p, t, _types in references_of(before)} if before else set()
    for path, target, types in references_of(resource):
        found = topology.resources.get(target) if target != resource.id else resource
        if (path, target) not in held and (found is None or found.type not in types):
            raise ChangeError(
                "dangling-reference",
                _("“%(field)s” names “%(target)s”, which is not there or is no %(types)s.")
                % {"field": path, "target": target, "types": ", ".join(types)},
                resource.id, path,
            )  # fmt: skip
    changed = topology.with_resources(resource)
    known = set(resolved)
    left = tuple(u for u in topology.unresolved if u.resource != resource.id or u.property not in known)
    return changed.changed(unresolved=left) if len(left) != len(topology.unresolved) else changed


def _left_open(topology: Topology, id: str, unresolved: tuple[Unresolved, ...]) -> Topology:
    """The topology in which this, and no more, is left open of a resource."""
    for held in unresolved:
        if held.resource != id:
            raise ChangeError("invalid-value", _("What is left open names another resource."), id, "unresolved")
    others = (u for u in topology.unresolved if u.resource != id)
    return topology.changed(unresolved=(*others, *unresolved))


def _field(resource: Resource, name: str) -> Any:
    if name not in resource.fields or name in ("id", "type"):
        raise ChangeError(
            "unknown-field", _("“%(type)s” has no field “%(field)s”.") % {"type": resource.type, "field": name},
            resource.id, name,
        )  # fmt: skip
    return getattr(resource, name)


def _connect(topology: Topology, id: str, name: str, value: Any) -> Topology:
    resource = _find(topology, id)
    now = _field(resource, name)
    if isinstance(now, tuple) or name == "security_group_egress":
        changed = _changed(resource, {name: (*(now or ()), value)})
        *before, new = getattr(changed, name)
        return topology if new in before else _checked(topology, changed)
    return _checked(topology, _changed(resource, {name: value}), resolved=[name])


def _disconnect(topology: Topology, id: str, name: str, value: Any) -> Topology:
    resource = _find(topology, id)
    now = _field(resource, name)
    if isinstance(now, tuple):
        return _checked(topology, _changed(resource, {name: tuple(item for item in now if not _is(item, value))}))
    return _checked(topology, _changed(resource, {name: None})) if now == value else topology


def _is(item: Any, said: Any) -> bool:
    """Whether an item of a list is the one that a change names; of a record, what is at its default may be left out."""
    if isinstance(item, Record) and isinstance(said, dict):
        try:
            return type(item)(**said) == item
        except Invalid:
            return False
    return bool(item == said)


def remove(topology: Topology, *ids: str) -> Topology:
    """Without these resources, and without what refers to them: list items go, single fields become null, a record in a list
    that is nothing without the reference (a route, a rule, an association) goes whole, a connection goes with its end, and
    the boxes of all that go with them. Raises ChangeError for an id that is not there, or is there twice."""
    gone: dict[str, None] = {}
    for id in ids:
        _find(topology, id)
        if id in gone:
            raise ChangeError("unknown-resource", _("There is no resource “%s”.") % id, id)
        gone[id] = None
    holders = dict.fromkeys(holder for id in ids for holder, _path in topology.references.get(id, ()))
    gone.update((holder, None) for holder in holders if topology.resources[holder].type == "Connection")
    changed = (topology.resources[holder] for holder in holders if holder not in gone)
    cleared = [_changed(r, _cleared(r.to_json(defaults=True), r, gone.keys())) for r in changed]
    boxes = {key: box for key, box in topology.layout.items() if not _belongs(topology, key, gone.keys())}
    return topology.without(*gone).with_resources(*cleared).changed(layout=boxes)


def _belongs(topology: Topology, key: str, gone: AbstractSet[str]) -> bool:
    """Whether a box is that of a resource that goes, of its place in a container (`ID@CONTAINER`), or of a zone in it (`ID/ZONE`)."""
    if key in topology.resources:
        return key in gone
    return bool(gone & {*key.rsplit("@", 1), key.rsplit("/", 1)[0]})


def _cleared(dumped: dict[str, Any], resource: Resource, gone: AbstractSet[str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for path in {path for path, target, _types in references_of(resource) if target in gone}:
        name, *rest = path.split(".")
        current = values.get(name, dumped[name])
        if not rest:
            values[name] = None
        elif rest == ["*"]:
            values[name] = [item for item in current if item not in gone]
        else:
            values[name] = [item for item in current if item.get(rest[1]) not in gone]
    return values


def _settings(topology: Topology, values: dict[str, Any]) -> Topology:
    unknown = sorted(set(values).difference(SETTINGS))
    if unknown:
        raise ChangeError("unknown-field", _("A design has no setting “%s”.") % unknown[0], field=unknown[0])
    try:
        fresh = Topology(**{**{name: getattr(topology, name) for name in SETTINGS}, **values})
    except Invalid as error:
        raise ChangeError("invalid-value", error.message, field=str(error.where[0])) from error
    return topology.changed(**{name: getattr(fresh, name) for name in SETTINGS})


def _accepting(topology: Topology, changes: Iterable[Accept | Withdraw]) -> Topology:
    """The topology in which these findings are accepted, or no more: a new reason stands where the old one stood."""
    held = by_identity(topology.accepted)
    for change in changes:
        if isinstance(change, Accept):
            held[change.finding.identity] = change.finding
        else:
            held.pop(change.finding.identity, None)
    if len(held) > MAX_ACCEPTED:
        raise ChangeError(
            "invalid-value", _("A design holds at most %d accepted findings.") % MAX_ACCEPTED, field="accepted"
        )
    return topology.changed(accepted=tuple(held.values()))
