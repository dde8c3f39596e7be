"""Changes: the one way a design changes.

The canvas makes and undoes them, the API accepts them in batches, the history lists them, a remedy is a list of them:

    {"op": "add", "resource": {"type": "Subnet", "id": "SubnetA", ...}}
    {"op": "set", "id": "SubnetA", "values": {"cidr_block": "10.0.1.0/24"}}      whole values of fields; with "unresolved", what is
                                                                                 left open of the resource from then on
    {"op": "connect", "id": "Service", "property": "subnets", "value": "SubnetB"}  one item into a list (once), or a field
    {"op": "disconnect", "id": "Service", "property": "subnets", "value": "SubnetB"}
    {"op": "remove", "id": "SubnetA"}                                           references to it are cleared
    {"op": "move", "id": "SubnetA", "box": {"x": 40, "y": 60}}                   layout; box null forgets it
    {"op": "settings", "values": {"region": "eu-west-1", "account_settings": {"dualStackIPv6": "disabled"},
                                  "quotas": {"vpcs_per_region": 20},
                                  "accepted": [{"rule": "EX001", "resource": "Web", "reason": "…"}]}}  each replaces the whole setting
    {"op": "accept", "finding": {"rule": "EX001", "resource": "Web", "reason": "…"}}   one finding, in place of its acceptance so far
    {"op": "withdraw", "finding": {"rule": "EX001", "resource": "Web"}}               accepted no more

`applying.apply` makes the changed topology. Which batches can merge is told by `clashes`.
"""

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from .accepted import Accepted, FindingKey
from .marks import Bounds, Tagged
from .records import MAX_ITEMS, Id, Record, Text
from .topology import RESOURCE_TYPES, AnyResource, Box, Unresolved
from .validation import validated

SETTINGS = ("region", "account_settings", "quotas", "accepted")
MAX_CHANGES = 5_000


class Add(Record):
    op: Literal["add"] = "add"
    resource: AnyResource


class Set(Record):
    """A property that is set is known from then on; `unresolved`, where given, is all that is left open of the resource after it."""

    op: Literal["set"] = "set"
    id: Id
    values: dict[str, Any]
    unresolved: Annotated[tuple[Unresolved, ...], Bounds(max_length=MAX_ITEMS)] | None = None


class Connect(Record):
    op: Literal["connect"] = "connect"
    id: Id
    property: Text
    value: Any


class Disconnect(Record):
    op: Literal["disconnect"] = "disconnect"
    id: Id
    property: Text
    value: Any


class Remove(Record):
    op: Literal["remove"] = "remove"
    id: Id


class Move(Record):
    """`id` is a resource's, or `resource@container` for one of the places of a resource that stands in several."""

    op: Literal["move"] = "move"
    id: Id
    box: Box | None = None


class Settings(Record):
    op: Literal["settings"] = "settings"
    values: dict[str, Any]


class Accept(Record):
    """Accept a finding, or accept it for another reason; who accepts others meanwhile is not disturbed."""

    op: Literal["accept"] = "accept"
    finding: Accepted


class Withdraw(Record):
    """Accept a finding no more. Of one that is not accepted it changes nothing."""

    op: Literal["withdraw"] = "withdraw"
    finding: FindingKey


Change = Annotated[Add | Set | Connect | Disconnect | Remove | Move | Settings | Accept | Withdraw, Tagged("op")]
Changes = Annotated[list[Change], Bounds(max_length=MAX_CHANGES)]


OPERATIONS: dict[str, type[Record]] = {
    "set": Set,
    "connect": Connect,
    "disconnect": Disconnect,
    "remove": Remove,
    "settings": Settings,
}


def read(changes: Any) -> list[Change]:
    """The changes that somebody sent. Raises Invalid, whose place begins with the number of the change."""
    return validated(Changes, changes)


def parse(changes: Iterable[dict[str, Any]]) -> list[Change]:
    """The changes that the project itself wrote as JSON (a remedy's). Unlike `read` it takes their form for granted; what they set is
    validated when they are applied. Raises Invalid for a resource."""
    made: list[Any] = []
    for change in changes:
        if change["op"] == "add":
            made.append(
                Add.holding({"op": "add", "resource": RESOURCE_TYPES[change["resource"]["type"]](**change["resource"])})
            )
        else:
            kind = OPERATIONS[change["op"]]
            made.append(kind.holding({name: change.get(name) for name in kind.fields}))
    return made


def to_json(change: Change) -> dict[str, Any]:
    """The change as JSON; of an added resource, what is at its default is left out."""
    if isinstance(change, Add):
        return {"op": "add", "resource": change.resource.document()}
    if isinstance(change, Move):
        return {"op": "move", "id": change.id, "box": change.box.to_json() if change.box else None}
    return {"op": change.op, **change.to_json()}


__all__ = ["Change", "Changes", "parse", "read", "to_json"]
