"""The whole of a design: every resource, the account's settings, and what the input could not say."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Annotated, Any, Literal, TypeVar, get_args

from .accepted import MAX_ACCEPTED, Accepted
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
from .containers import Cluster, ScheduledTask, Service, StandaloneTask, Workload
from .dns import HostedZone
from .filters import NetworkAcl, PrefixList, SecurityGroup
from .gateways import (
    EgressOnlyInternetGateway,
    ElasticIp,
    InternetGateway,
    NatGateway,
    VpcEndpoint,
    VpcPeeringConnection,
)
from .interfaces import Instance, NetworkInterface
from .marks import Bounds, Normalised, Tagged
from .memory import EVERYTHING, Memory
from .network import RouteTable, Subnet, Vpc
from .public_access import VpcBlockPublicAccessExclusion, VpcBlockPublicAccessOptions
from .quotas import Quotas
from .records import Id, Record, Resource, Text, field
from .references import references_of
from .task_definitions import TaskDefinition
from .transit_gateway import TransitGateway, TransitGatewayAttachment, TransitGatewayRouteTable
from .vpn import VpnConnection, VpnGateway

FORMAT: Literal[1] = 1
MAX_RESOURCES = 50_000

AnyResource = Annotated[
    Vpc | Subnet | RouteTable | InternetGateway | EgressOnlyInternetGateway | VpnGateway | VpnConnection | ElasticIp | NatGateway
    | Instance | NetworkInterface | VpcEndpoint | VpcPeeringConnection | TransitGateway | TransitGatewayAttachment | TransitGatewayRouteTable | PrefixList | SecurityGroup
    | NetworkAcl | HostedZone | VpcBlockPublicAccessOptions | VpcBlockPublicAccessExclusion | Cluster | TaskDefinition | Service | StandaloneTask | ScheduledTask | LoadBalancer | Listener
    | ListenerRule | TargetGroup | FileSystem | MountTarget | Database | ExternalHost | Connection | OpaqueResource,
    Tagged("type"),
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


Setting = Literal["enabled", "disabled"]
Place = Annotated[float, Bounds(ge=-1e6, le=1e6)]
Extent = Annotated[float, Bounds(gt=0, le=1e5)]


class Box(Record):
    """Where a node stands on the canvas, in pixels, relative to the container that it stands in."""

    x: Place
    y: Place
    width: Extent | None = None
    height: Extent | None = None


def _by_their_ids(resources: dict[str, Resource]) -> dict[str, Resource]:
    for key, resource in resources.items():
        if key != resource.id:
            raise ValueError(f"resource {resource.id!r} is filed under {key!r}")
    return resources


Resources = Annotated[dict[Id, AnyResource], Bounds(max_length=MAX_RESOURCES), Normalised(_by_their_ids)]


class Topology(Record):
    """Everything that a check needs. Immutable; `with_resources` and `without` make a changed copy that shares the rest.

    `account_settings` are Amazon ECS account settings by name (`dualStackIPv6`: enabled, disabled); what is not named has
    AWS's default; `quotas` likewise. `template` keeps, per stack, the sections of a CloudFormation template that opaque resources refer to.
    """

    farway: Literal[1] = FORMAT
    region: Text = "us-east-1"
    account_settings: dict[str, Setting] = field(default_factory=dict)
    quotas: Quotas = field(
        default_factory=dict,
        description="The account's own values of AWS's quotas, by name; what is not named has AWS's default.",
    )
    accepted: Annotated[tuple[Accepted, ...], Bounds(max_length=MAX_ACCEPTED)] = field(
        default=(), description="Findings that are accepted, each with the reason."
    )
    resources: Resources = field(default_factory=dict)
    unresolved: tuple[Unresolved, ...] = ()
    assumptions: tuple[Text, ...] = field(default=(), description="What a reader assumed where the input was silent.")
    template: dict[str, Any] = field(default_factory=dict)
    layout: dict[str, Box] = field(default_factory=dict)

    @classmethod
    def of(cls, *resources: Any, **fields: Any) -> "Topology":
        """A topology of these resources; `fields` as in the record."""
        return cls(resources={r.id: r for r in resources}, **fields)

    def find(self, id: str | None) -> Resource | None:
        """The resource of this id, whatever its type, or None."""
        if not id:
            return None
        self._read(id)
        return self.resources.get(id)

    def get(self, kind: type[R], id: str | None) -> R | None:
        """The resource of this type and id, or None."""
        if not id:
            return None
        reading = self.memory.reading
        if reading is not None:
            reading.add(id)
        found = self.resources.get(id)
        return found if isinstance(found, kind) else None

    def all(self, kind: type[R]) -> tuple[R, ...]:
        """Every resource of a type (or of its subtypes), in the document's order."""
        self._read(kind)
        if kind not in self._by_type:
            self._by_type[kind] = tuple(r for r in self.resources.values() if isinstance(r, kind))
        return self._by_type[kind]

    @cached_property
    def _by_type(self) -> dict[type, tuple[Any, ...]]:
        return {}

    def region_of(self, vpc_id: str | None) -> str:
        """The Region of a VPC: its own, where it says one, otherwise the design's."""
        vpc = self.get(Vpc, vpc_id)
        return vpc.region if vpc and vpc.region else self.region

    @property
    def workloads(self) -> tuple[Workload, ...]:
        """What runs on Fargate."""
        self._read(Workload)
        return self._workloads

    @cached_property
    def _workloads(self) -> tuple[Workload, ...]:
        return tuple(w for w in self.resources.values() if isinstance(w, Workload) and w.runs_on_fargate)

    @cached_property
    def _unresolved(self) -> dict[str, dict[str, Unresolved]]:
        index: dict[str, dict[str, Unresolved]] = {}
        for u in self.unresolved:
            index.setdefault(u.resource, {})[u.property] = u
        return index

    def is_unresolved(self, id: str, *properties: str) -> bool:
        """Whether any of these properties of a resource (any at all, when none is named) has no value in the input."""
        reading = self.memory.reading
        if reading is not None:
            reading.add(id)
        known = self._unresolved.get(id)
        if not known:
            return False
        return any(p in known for p in properties) if properties else True

    def unresolved_in(self, id: str, property: str) -> Unresolved | None:
        """What the input leaves open in one property of a resource, or None."""
        self._read(id)
        return self._unresolved.get(id, {}).get(property)

    def all_unresolved(self) -> tuple[Unresolved, ...]:
        """Everything that the input leaves open."""
        self._read(Unresolved)
        return self.unresolved

    @cached_property
    def references(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """For each resource, the (resource, field) pairs that refer to it. No answer that is kept may be made from it."""
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
        added = {r.id: r for r in resources}
        before = [old for id in added if (old := self.resources.get(id)) is not None]
        return self._after([*before, *resources], resources={**self.resources, **added})

    def without(self, *ids: str) -> "Topology":
        """A copy without these resources. References to them stay as they are: see `changes.remove`."""
        gone = set(ids)
        return self._after(
            [r for id in gone if (r := self.resources.get(id)) is not None],
            resources={k: r for k, r in self.resources.items() if k not in gone},
            unresolved=tuple(u for u in self.unresolved if u.resource not in gone),
        )

    def changed(self, **fields: Any) -> "Topology":
        """A copy with these fields replaced by values that are valid already."""
        resources = fields.get("resources", self.resources)
        differing = [] if resources is self.resources else _differing(self.resources, resources)
        return self._after(differing, **fields)

    def _after(self, differing: Iterable[Resource], **fields: Any) -> "Topology":
        """A copy with these fields, which remembers what this one does as far as it still holds. `differing` are the resources
        of either that are not in the other."""
        new = super().changed(**fields)
        if any(getattr(new, name) != getattr(self, name) for name in ("region", "account_settings", "quotas")):
            return new
        reads: set[Hashable] = set()
        for resource in differing:
            reads.add(resource.id)
            reads.update(type(resource).__mro__)
        if new.unresolved is not self.unresolved and new.unresolved != self.unresolved:
            reads.add(Unresolved)
            before, after = _by_resource(self.unresolved), _by_resource(new.unresolved)
            reads.update(id for id in before.keys() | after.keys() if before.get(id) != after.get(id))
        new.__dict__["_by_type"] = {kind: held for kind, held in self._by_type.items() if kind not in reads}
        origin, since = (self, set()) if "memory" in self.__dict__ else self.__dict__.get("_origin", (None, set()))
        if origin is not None:
            new.__dict__["_origin"] = (origin, since | reads)
        return new

    @cached_property
    def memory(self) -> Memory:
        """What was computed from this topology; of one that was made by a change, with what still holds from before."""
        memory = Memory()
        origin, reads = self.__dict__.pop("_origin", (None, ()))
        if origin is not None:
            self.__dict__["memory"] = memory  # what is asked again meanwhile goes there, too
            memory.take_over(origin.memory, reads, self)
        return memory

    def withdraw(self) -> None:
        """Of a topology that was only tried: let those that it was made from hear no more of what was computed of it."""
        if "memory" in self.__dict__:
            self.memory.withdraw()

    def as_a_whole(self) -> "Topology":
        """This topology, for an answer that depends on all of it."""
        self._read(EVERYTHING)
        return self

    def _read(self, what: Hashable) -> None:
        """Note that the answer which is being computed reads this: a resource's id, or all the resources of a kind."""
        reading = self.memory.reading
        if reading is not None:
            reading.add(what)

    def to_document(self) -> dict[str, Any]:
        """The JSON document: what is at its default is left out."""
        held = self.to_json(only=self.fields.keys() - {"farway", "region", "resources"})
        held["resources"] = {id: resource.document() for id, resource in self.resources.items()}
        return {"farway": FORMAT, "region": self.region, **{name: held[name] for name in self.fields if name in held}}


RESOURCE_TYPES: Mapping[str, type[Resource]] = {t.fields["type"].default: t for t in get_args(get_args(AnyResource)[0])}


def _differing(before: Mapping[str, Resource], after: Mapping[str, Resource]) -> Iterator[Resource]:
    """The resources of either that are not in the other."""
    yield from (r for id, r in before.items() if after.get(id) is not r)
    yield from (r for id, r in after.items() if before.get(id) is not r)


def _by_resource(unresolved: tuple[Unresolved, ...]) -> dict[str, list[Unresolved]]:
    held: dict[str, list[Unresolved]] = {}
    for u in unresolved:
        held.setdefault(u.resource, []).append(u)
    return held
