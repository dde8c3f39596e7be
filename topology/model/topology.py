"""The whole of a design: every resource, the account's settings, and what the input could not say."""

from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin

from pydantic import Field, model_validator

from .access import (
    Connection,
    Database,
    ExternalHost,
    FileSystem,
    Listener,
    ListenerRule,
    LoadBalancer,
    MountTarget,
    OpaqueResource,
    TargetGroup,
)
from .containers import Cluster, ScheduledTask, Service, StandaloneTask, TaskDefinition, Workload
from .network import (
    EgressOnlyInternetGateway,
    ElasticIp,
    Instance,
    InternetGateway,
    NatGateway,
    NetworkAcl,
    NetworkInterface,
    PrefixList,
    RouteTable,
    SecurityGroup,
    Subnet,
    TransitGateway,
    TransitGatewayAttachment,
    TransitGatewayRouteTable,
    Vpc,
    VpcEndpoint,
    VpcPeeringConnection,
    VpnGateway,
)
from .public_access import VpcBlockPublicAccessExclusion, VpcBlockPublicAccessOptions
from .records import Id, Record, Refers, Resource, Text

FORMAT: Literal[1] = 1
MAX_RESOURCES = 50_000

AnyResource = Annotated[
    Vpc | Subnet | RouteTable | InternetGateway | EgressOnlyInternetGateway | VpnGateway | ElasticIp | NatGateway
    | Instance | NetworkInterface | VpcEndpoint | VpcPeeringConnection | TransitGateway | TransitGatewayAttachment | TransitGatewayRouteTable | PrefixList | SecurityGroup
    | NetworkAcl | VpcBlockPublicAccessOptions | VpcBlockPublicAccessExclusion | Cluster | TaskDefinition | Service | StandaloneTask | ScheduledTask | LoadBalancer | Listener
    | ListenerRule | TargetGroup | FileSystem | MountTarget | Database | ExternalHost | Connection | OpaqueResource,
    Field(discriminator="type"),
]  # fmt: skip

R = TypeVar("R", bound=Resource)


class Unresolved(Record):
    """A property whose value the input does not say. The record's field then holds what is known of it, or nothing.

    `property` is the field's name; `expression` is what stood there (an intrinsic function), `reason` why it has no value.
    """

    resource: Id
    property: Text
    expression: Any = None
    reason: Text


class Box(Record):
    """Where a node stands on the canvas, in pixels, relative to the container that it stands in."""

    x: float = Field(ge=-1e6, le=1e6)
    y: float = Field(ge=-1e6, le=1e6)
    width: float | None = Field(default=None, gt=0, le=1e5)
    height: float | None = Field(default=None, gt=0, le=1e5)


class Topology(Record):
    """Everything that a check needs. Immutable; `with_resources` and `without` make a changed copy that shares the rest.

    `account_settings` are Amazon ECS account settings by name (`dualStackIPv6`: enabled, disabled); what is not named has
    AWS's default. `template` keeps, per stack, the sections of a CloudFormation template that opaque resources refer to.
    """

    farway: Literal[1] = FORMAT
    region: Text = "us-east-1"
    account_settings: dict[str, Literal["enabled", "disabled"]] = Field(default_factory=dict)
    resources: dict[Id, AnyResource] = Field(default_factory=dict, max_length=MAX_RESOURCES)
    unresolved: tuple[Unresolved, ...] = ()
    assumptions: tuple[Text, ...] = Field(default=(), description="What a reader assumed where the input was silent.")
    template: dict[str, Any] = Field(default_factory=dict)
    layout: dict[str, Box] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _keys_are_ids(self) -> "Topology":
        for key, resource in self.resources.items():
            if key != resource.id:
                raise ValueError(f"resource {resource.id!r} is filed under {key!r}")
        return self

    @classmethod
    def of(cls, *resources: Any, **fields: Any) -> "Topology":
        """A topology of these resources; `fields` as in the record."""
        return cls(resources={r.id: r for r in resources}, **fields)

    def find(self, id: str | None) -> Resource | None:
        """The resource of this id, whatever its type, or None."""
        return self.resources.get(id) if id else None

    def get(self, kind: type[R], id: str | None) -> R | None:
        """The resource of this type and id, or None."""
        found = self.resources.get(id) if id else None
        return found if isinstance(found, kind) else None

    def all(self, kind: type[R]) -> tuple[R, ...]:
        """Every resource of a type (or of its subtypes), in the document's order."""
        if kind not in self._by_type:
            self._by_type[kind] = tuple(r for r in self.resources.values() if isinstance(r, kind))
        return self._by_type[kind]

    @cached_property
    def _by_type(self) -> dict[type, tuple[Any, ...]]:
        return {}

    @property
    def workloads(self) -> tuple[Workload, ...]:
        """What runs on Fargate."""
        return tuple(w for w in self.all(Workload) if w.runs_on_fargate)

    @cached_property
    def _unresolved(self) -> dict[str, dict[str, Unresolved]]:
        index: dict[str, dict[str, Unresolved]] = {}
        for u in self.unresolved:
            index.setdefault(u.resource, {})[u.property] = u
        return index

    def is_unresolved(self, id: str, *properties: str) -> bool:
        """Whether any of these properties of a resource (any at all, when none is named) has no value in the input."""
        known = self._unresolved.get(id)
        if not known:
            return False
        return any(p in known for p in properties) if properties else True

    def unresolved_in(self, id: str, property: str) -> Unresolved | None:
        """What the input leaves open in one property of a resource, or None."""
        return self._unresolved.get(id, {}).get(property)

    @cached_property
    def references(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """For each resource, the (resource, field) pairs that refer to it."""
        back: dict[str, list[tuple[str, str]]] = {}
        for r in self.resources.values():
            for path, target, _types in references_of(r):
                back.setdefault(target, []).append((r.id, path))
        return {k: tuple(v) for k, v in back.items()}

    def dangling(self) -> list[tuple[str, str, str]]:
        """References that lead nowhere, or to a resource of another type: (resource, field, target)."""
        return [
            (r.id, path, target)
            for r in self.resources.values()
            for path, target, types in references_of(r)
            if (found := self.resources.get(target)) is None or found.type not in types
        ]

    def with_resources(self, *resources: AnyResource) -> "Topology":
        """A copy in which these resources are added or replaced; the others are shared."""
        return self.changed(resources={**self.resources, **{r.id: r for r in resources}})

    def without(self, *ids: str) -> "Topology":
        """A copy without these resources. References to them stay as they are: see `changes.remove`."""
        gone = set(ids)
        return self.changed(
            resources={k: r for k, r in self.resources.items() if k not in gone},
            unresolved=tuple(u for u in self.unresolved if u.resource not in gone),
        )

    def changed(self, **fields: Any) -> "Topology":
        """A copy with these fields replaced by values that are valid already. What was derived from this one stays behind."""
        return Topology.model_construct(
            **{name: fields.get(name, getattr(self, name)) for name in Topology.model_fields}
        )

    @cached_property
    def derived(self) -> dict[Any, Any]:
        """What was computed from this topology, kept as long as it: the engine's memory of walks."""
        return {}

    def to_document(self) -> dict[str, Any]:
        """The JSON document: what is at its default is left out."""
        document = self.model_dump(mode="json", exclude_defaults=True)
        document["resources"] = {
            k: {"type": r.type, **r.model_dump(mode="json", exclude_defaults=True)} for k, r in self.resources.items()
        }
        return {"farway": FORMAT, "region": self.region, **document}


RESOURCE_TYPES: Mapping[str, type[Resource]] = {
    t.model_fields["type"].default: t for t in get_args(get_args(AnyResource)[0])
}


Path = tuple[str, ...]


@cache
def reference_paths(kind: type[Record]) -> tuple[tuple[Path, tuple[str, ...]], ...]:
    """The fields of a record type that refer to resources, as paths (`*` steps into a list), with the types allowed."""
    found: list[tuple[Path, tuple[str, ...]]] = []
    for name, field in kind.model_fields.items():
        for mark in field.metadata:
            if isinstance(mark, Refers):
                found.append(((name,), mark.types))
        found.extend(((name, *path), types) for path, types in _marks(field.annotation))
    return tuple(found)


def _marks(annotation: Any) -> Iterator[tuple[Path, tuple[str, ...]]]:
    if get_origin(annotation) is Annotated:
        base, *marks = get_args(annotation)
        yield from (((), m.types) for m in marks if isinstance(m, Refers))
        yield from _marks(base)
    elif get_origin(annotation) is tuple:
        yield from ((("*", *path), types) for path, types in _marks(get_args(annotation)[0]))
    elif isinstance(annotation, type) and issubclass(annotation, Record):
        yield from reference_paths(annotation)
    else:
        for part in get_args(annotation):
            if part is not type(None) and part is not ...:
                yield from _marks(part)


def references_of(resource: Record) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """The references that a resource holds: (path such as `routes.*.gateway_id`, target id, types allowed)."""
    for path, types in reference_paths(type(resource)):
        for target in _follow(resource, path):
            yield ".".join(path), target, types


def _follow(value: Any, path: Path) -> Iterator[str]:
    if value is None:
        return
    if not path:
        yield value
    elif path[0] == "*":
        for item in value:
            yield from _follow(item, path[1:])
    else:
        yield from _follow(getattr(value, path[0]), path[1:])
