"""What every record of the model is made of: the frozen base, and the field types that AWS's properties share.

A record is one AWS resource. Its fields are AWS's own property names in snake_case. A relation is the id of the other
resource, held by the resource that owns the relation in AWS, and typed by what it may refer to (`VpcId`, `SubnetId` …), so
that one definition serves validation, reference checks, the readers and writers, the JSON schema and the canvas's forms.
"""

from ipaddress import IPv4Network, IPv6Network
from typing import Annotated, Any, ClassVar, Literal, NamedTuple

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, GetJsonSchemaHandler
from pydantic_core import CoreSchema

MAX_TEXT = 2048
MAX_ITEMS = 2000


class Record(BaseModel):
    """A frozen value with named fields; unknown fields are refused. Schemas are built when they are first needed, and no name is
    compared with those that pydantic keeps for itself: the fields have AWS's."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, protected_namespaces=())


class Refers(NamedTuple):
    """Marks a string field as the id of a resource of one of these types."""

    types: tuple[str, ...]

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {**handler(core), "x-refers": list(self.types)}


def _ipv4_cidr(text: str) -> str:
    return str(IPv4Network(text, strict=False))


def _ipv6_cidr(text: str) -> str:
    return str(IPv6Network(text, strict=False))


Text = Annotated[str, Field(max_length=MAX_TEXT)]
Id = Annotated[str, Field(min_length=1, max_length=512, pattern=r"^[^\x00-\x1f\x7f<>\"'`\\]+$")]
Ipv4Cidr = Annotated[str, AfterValidator(_ipv4_cidr), Field(max_length=18)]
Ipv6Cidr = Annotated[str, AfterValidator(_ipv6_cidr), Field(max_length=49)]
Port = Annotated[int, Field(ge=0, le=65535)]
Tags = Annotated[dict[str, str], Field(max_length=50)]

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

    properties: dict[str, Any] = Field(default_factory=dict, description=KEPT)


Group = Literal["Network", "Containers", "Access", "Destinations", "Other"]


class Resource(Record):
    """A record with an id: one AWS resource, or one thing outside AWS that a design names.

    `group`, `title` and `container` are for the canvas: where the palette lists it, what it is called, and which field
    holds the container that it stands in.
    """

    group: ClassVar[Group] = "Other"
    title: ClassVar[str]
    container: ClassVar[str | None] = None

    id: Id = Field(description="The id in the input: a logical id, an AWS id or an address of a plan.")
    name: Text | None = Field(default=None, description="The Name tag.")
    tags: Tags = Field(default_factory=dict, description="The other tags.")
    properties: dict[str, Any] = Field(default_factory=dict, description=KEPT)
    type: str  # each record narrows it to its own name, by which a document says what it is

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        schema = handler.resolve_ref_schema(handler(core))
        schema.update({"x-group": cls.group, "x-title": cls.title, "x-container": cls.container})
        return schema

    @property
    def label(self) -> str:
        """What a person calls it: its name, otherwise its id."""
        return self.name or self.id
