"""What every record of the model is made of: the frozen base, and the field types that AWS's properties share.

A record is one AWS resource. Its fields are AWS's own property names in snake_case. A relation is the id of the other
resource, held by the resource that owns the relation in AWS, and typed by what it may refer to (`VpcId`, `SubnetId` …), so
that one definition serves validation, reference checks, the readers and writers, the JSON schema and the canvas's forms.
"""

from collections.abc import Collection, Mapping
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass
from dataclasses import field as dataclass_field
from dataclasses import fields as dataclass_fields
from ipaddress import IPv4Network, IPv6Network
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Final, Literal, Self, dataclass_transform

from .construct import default_of, values_of
from .marks import Bounds, Normalised, Refers

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler
    from pydantic_core import CoreSchema

MAX_TEXT = 2048
MAX_ITEMS = 2000
HIDDEN: Final = {"x-hidden": True}


def field(
    *,
    default: Any = MISSING,
    default_factory: Any = MISSING,
    description: str | None = None,
    examples: list[Any] | None = None,
    shown: bool = True,
) -> Any:
    """A field of a record, with what the JSON schema and the canvas's forms say of it: a `description` is its help, in a sentence or
    two. One that is not `shown` is kept for writing a template back, and no form asks for it."""
    said = {"description": description, "examples": examples, "json_schema_extra": None if shown else HIDDEN}
    metadata = {name: value for name, value in said.items() if value is not None}
    return dataclass_field(default=default, default_factory=default_factory, metadata=metadata)


@dataclass_transform(eq_default=False, kw_only_default=True, frozen_default=True, field_specifiers=(field,))
class RecordType(type):
    """What makes the record types: each is a dataclass, and knows its `fields`.

    None of them has methods of its own, as dataclasses are used to: to write them for every class anew would take longer than
    everything else that the command line has to load.
    """

    fields: Mapping[str, Field[Any]]

    def __init__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> None:
        super().__init__(name, bases, namespace)
        made: Any = dataclass(init=False, repr=False, eq=False, match_args=False, kw_only=True)(cls)
        cls.fields = {held.name: held for held in dataclass_fields(made)}


class Record(metaclass=RecordType):
    """A frozen value with named fields; unknown fields are refused, and what does not fit a field, too (`validation.Invalid`)."""

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}
    fields: ClassVar[Mapping[str, Field[Any]]]

    def __init__(self, /, **values: Any) -> None:
        self.__dict__.update(values_of(type(self), values))

    @classmethod
    def holding(cls, values: dict[str, Any]) -> Self:
        """The record of exactly these values, which are valid already."""
        made = cls.__new__(cls)
        made.__dict__.update(values)
        return made

    def changed(self, **values: Any) -> Self:
        """A copy with these fields replaced by values that are valid already. Raises TypeError for a field that it has not."""
        if unknown := values.keys() - self.fields.keys():
            raise TypeError(f"{type(self).__name__} has no field {min(unknown)!r}")
        return type(self).holding({name: values.get(name, held) for name, held in self._items()})

    def to_json(self, *, defaults: bool = False, only: Collection[str] | None = None) -> dict[str, Any]:
        """The fields, all or `only` some, as JSON has them; what is at its default is left out, unless `defaults` are asked for."""
        return {
            name: _plain(value, defaults)
            for name, value in self._items()
            if (only is None or name in only) and (defaults or value != default_of(self.fields[name]))
        }

    def _items(self) -> list[tuple[str, Any]]:
        held = self.__dict__  # beside the fields it has what was computed from them
        return [(name, held[name]) for name in self.fields]

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self is other or self._items() == other._items()

    def __hash__(self) -> int:
        return hash((type(self), *(value for _name, value in self._items())))

    def __repr__(self) -> str:
        said = ", ".join(f"{n}={v!r}" for n, v in self._items() if v != default_of(self.fields[n]))
        return f"{type(self).__name__}({said})"

    def __setattr__(self, name: str, value: Any) -> None:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> None:
        raise FrozenInstanceError(f"cannot delete field {name!r}")


def _plain(value: Any, defaults: bool) -> Any:
    if isinstance(value, Record):
        return value.to_json(defaults=defaults)
    if isinstance(value, tuple | list):
        return [_plain(item, defaults) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item, defaults) for key, item in value.items()}
    return value


def _ipv4_cidr(text: str) -> str:
    return str(IPv4Network(text, strict=False))


def _ipv6_cidr(text: str) -> str:
    return str(IPv6Network(text, strict=False))


Text = Annotated[str, Bounds(max_length=MAX_TEXT)]
Id = Annotated[str, Bounds(min_length=1, max_length=512, pattern=r"^[^\x00-\x1f\x7f<>\"'`\\]+$")]
Ipv4Cidr = Annotated[str, Bounds(max_length=18), Normalised(_ipv4_cidr)]
Ipv6Cidr = Annotated[str, Bounds(max_length=49), Normalised(_ipv6_cidr)]
Port = Annotated[int, Bounds(ge=0, le=65535)]
Tags = Annotated[dict[str, str], Bounds(max_length=50)]

VpcId = Annotated[Id, Refers(("Vpc",))]
SubnetId = Annotated[Id, Refers(("Subnet",))]
SecurityGroupId = Annotated[Id, Refers(("SecurityGroup",))]
RouteTableId = Annotated[Id, Refers(("RouteTable",))]
PrefixListId = Annotated[Id, Refers(("PrefixList",))]
NetworkInterfaceId = Annotated[Id, Refers(("NetworkInterface",))]
InstanceId = Annotated[Id, Refers(("Instance",))]
ElasticIpId = Annotated[Id, Refers(("ElasticIp",))]
NatGatewayId = Annotated[Id, Refers(("NatGateway",))]
VpcEndpointId = Annotated[Id, Refers(("VpcEndpoint",))]
TransitGatewayAttachmentId = Annotated[Id, Refers(("TransitGatewayAttachment",))]
TransitGatewayId = Annotated[Id, Refers(("TransitGateway",))]
VpcPeeringConnectionId = Annotated[Id, Refers(("VpcPeeringConnection",))]
EgressOnlyInternetGatewayId = Annotated[Id, Refers(("EgressOnlyInternetGateway",))]
VpnGatewayId = Annotated[Id, Refers(("VpnGateway",))]
VpnConnectionId = Annotated[Id, Refers(("VpnConnection",))]
GatewayId = Annotated[Id, Refers(("InternetGateway", "VpnGateway"))]
ClusterId = Annotated[Id, Refers(("Cluster",))]
TaskDefinitionId = Annotated[Id, Refers(("TaskDefinition",))]
LoadBalancerId = Annotated[Id, Refers(("LoadBalancer",))]
ListenerId = Annotated[Id, Refers(("Listener",))]
TargetGroupId = Annotated[Id, Refers(("TargetGroup",))]
FileSystemId = Annotated[Id, Refers(("FileSystem",))]
AliasTargetId = Annotated[Id, Refers(("VpcEndpoint", "LoadBalancer"))]

KEPT = "What is not modelled of the CloudFormation resource, as the input has it (intrinsics in long form)."


class Part(Record):
    """A part of a resource that keeps what is not modelled, or not resolved, of it."""

    properties: dict[str, Any] = field(default_factory=dict, description=KEPT)


Group = Literal["Network", "Containers", "Access", "Destinations", "Other"]


class Resource(Record):
    """A record with an id: one AWS resource, or one thing outside AWS that a design names.

    `group`, `title` and `container` are for the canvas: where the palette lists it, what it is called, and which field
    holds the container that it stands in.
    """

    group: ClassVar[Group] = "Other"
    title: ClassVar[str]
    container: ClassVar[str | None] = None

    id: Id = field(description="The id in the input: a logical id, an AWS id or an address of a plan.", shown=False)
    name: Text | None = field(default=None, description="The Name tag.")
    tags: Tags = field(default_factory=dict, description="The other tags.")
    properties: dict[str, Any] = field(default_factory=dict, description=KEPT)
    type: str  # each record narrows it to its own name, by which a document says what it is

    @classmethod
    def __get_pydantic_json_schema__(cls, core: "CoreSchema", handler: "GetJsonSchemaHandler") -> dict[str, Any]:
        schema = handler.resolve_ref_schema(handler(core))
        schema.update({"x-group": cls.group, "x-title": cls.title, "x-container": cls.container})
        return schema

    def document(self) -> dict[str, Any]:
        """It as a design's document has it: with its type, and without what is at its default."""
        return {"type": self.type, **self.to_json()}

    @property
    def label(self) -> str:
        """What a person calls it: its name, otherwise its id."""
        return self.name or self.id
