"""How a record is spelled as the properties of a CloudFormation resource: what `cloudformation`, the table of all, is made of.

A field is spelled like its record's field in PascalCase (`vpc_id`, `VpcId`) unless `paths` says otherwise; a path with dots
leads into nested properties. What a field holds (a reference, a CIDR, a number, further records) is taken from its
annotation. Where an absent property means something else than the record's default, `absent` says what.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from .construct import default_of
from .marks import Refers
from .records import Ipv4Cidr, Ipv6Cidr, Record

REQUIRED: Any = object()
"""As the value of an absent property: the property is always written."""

Kind = Literal["reference", "text", "boolean", "integer", "choice", "ipv4", "ipv6", "record", "json", "map", "pairs"]

_PLAIN: dict[Any, Kind] = {str: "text", bool: "boolean", int: "integer"}
_CIDR: dict[Any, Kind] = {get_args(Ipv4Cidr)[-1]: "ipv4", get_args(Ipv6Cidr)[-1]: "ipv6"}


class Property(NamedTuple):
    """One field: where it stands among the properties, and what it holds."""

    field: str
    path: tuple[str, ...]
    kind: Kind
    many: bool = False
    refers: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    part: "Spelling | None" = None
    absent: Any = None
    default: Any = None
    quiet: bool = False


@dataclass(eq=False, repr=False)
class Spelling:
    """A record as the properties of one CloudFormation resource, or as one element of a property.

    `fields` are the fields that are properties. The value of a `quiet` one matters to nobody's network: where it is not
    known it is kept for the writer and not listed as unresolved. `parts` names the spelling of fields that hold records,
    `pairs` those that CloudFormation spells as lists of keys and values. `tags` is the property of the tags, empty where
    the type has none, or not a list. `keeps` says whether the record keeps what it does not model.
    """

    record: type[Record]
    type: str = ""
    fields: tuple[str, ...] = ()
    paths: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, "Spelling"] = field(default_factory=dict)
    pairs: frozenset[str] = frozenset()
    absent: Mapping[str, Any] = field(default_factory=dict)
    tags: str = "Tags"

    @cached_property
    def keeps(self) -> bool:
        return "properties" in self.record.fields

    @cached_property
    def properties(self) -> Mapping[tuple[str, ...], Property]:
        """The properties by their path."""
        found = (self._property(name) for name in self.fields)
        return {p.path: p for p in found}

    @cached_property
    def tree(self) -> dict[str, Any]:
        """The same as nested dictionaries: a Property, or the properties below."""
        root: dict[str, Any] = {}
        for path, leaf in self.properties.items():
            node = root
            for step in path[:-1]:
                node = node.setdefault(step, {})
            node[path[-1]] = leaf
        return root

    def _property(self, name: str) -> Property:
        held = self.record.fields[name]
        default = default_of(held)
        kind, many, refers, choices = _held(held.type)
        return Property(
            name,
            tuple(self.paths.get(name, pascal(name)).split(".")),
            "pairs" if name in self.pairs else kind,
            many,
            refers,
            choices,
            self.parts.get(name),
            self.absent.get(name, default),
            default,
            name in QUIET or f"{self.record.__name__}.{name}" in QUIET,
        )


def pascal(name: str) -> str:
    """A field's name in CloudFormation's case: `assign_ipv6_address_on_creation`, `AssignIpv6AddressOnCreation`."""
    return "".join(part[:1].upper() + part[1:] for part in name.split("_"))


def _held(annotation: Any) -> tuple[Kind, bool, tuple[str, ...], tuple[str, ...]]:
    """What an annotation holds: its kind, whether it is a list, what it refers to, what it may choose from."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        for mark in arguments[1:]:
            if isinstance(mark, Refers):
                return "reference", False, mark.types, ()
            if mark in _CIDR:
                return _CIDR[mark], False, (), ()
        return _held(arguments[0])
    if origin in (Union, UnionType):
        return _held(next(a for a in arguments if a is not NoneType))
    if origin is tuple:
        kind, _many, refers, choices = _held(arguments[0])
        return kind, True, refers, choices
    if origin is Literal:
        return "choice", False, (), arguments
    if origin is dict:
        return ("map" if arguments[1] is str else "json"), False, (), ()
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return "record", False, (), ()
    return _PLAIN[annotation], False, (), ()


QUIET = frozenset(
    # Fields of any record, or of one, whose value decides nothing that flows.
    [
        "name",
        "family",
        "cluster_name",
        "Service.service_name",
        "group_name",
        "group_description",
        "description",
        "domain_name",
        "cpu",
        "memory",
        "cpu_architecture",
        "execution_role_arn",
        "task_role_arn",
        "schedule_expression",
        "discovery_name",
        "container_name",
        "access_point_id",
        "prefix_list_name",
        "max_entries",
        "health_check_path",
        "priority",
        "peer_owner_id",
        "registry_arn",
    ]
)
