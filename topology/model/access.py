"""Who reaches the tasks, and what the tasks reach: load balancers, file systems, databases, the outside."""

from typing import Annotated, Any, Literal

from ..i18n import N_
from .marks import Refers
from .records import (
    FileSystemId,
    Id,
    ListenerId,
    LoadBalancerId,
    Part,
    Port,
    Resource,
    SecurityGroupId,
    SubnetId,
    TargetGroupId,
    Text,
    VpcId,
    field,
)


class LoadBalancer(Resource):
    """AWS::ElasticLoadBalancingV2::LoadBalancer; a Classic one is read so that it can be refused."""

    group = "Access"
    title = N_("Load balancer")
    container = "subnets"

    type: Literal["LoadBalancer"] = "LoadBalancer"
    load_balancer_type: Literal["application", "network", "gateway", "classic"] = "application"
    scheme: Literal["internet-facing", "internal"] = "internet-facing"
    ip_address_type: Literal["ipv4", "dualstack", "dualstack-without-public-ipv4"] = "ipv4"
    subnets: tuple[SubnetId, ...] = ()
    security_groups: tuple[SecurityGroupId, ...] = ()
    attributes: dict[str, str] = field(default_factory=dict, examples=[{"load_balancing.cross_zone.enabled": "true"}])


class Listener(Resource):
    """AWS::ElasticLoadBalancingV2::Listener; `target_groups` are those of its default forward action."""

    group = "Access"
    title = N_("Listener")
    container = "load_balancer_arn"

    type: Literal["Listener"] = "Listener"
    load_balancer_arn: LoadBalancerId | None = None
    port: Port | None = None
    protocol: Text | None = None
    target_groups: tuple[TargetGroupId, ...] = ()
    default_actions: tuple[dict[str, Any], ...] = field(
        default=(), description="Actions that do not forward, unchanged."
    )


class ListenerRule(Resource):
    """AWS::ElasticLoadBalancingV2::ListenerRule; `target_groups` are those of its forward action."""

    group = "Access"
    title = N_("Listener rule")
    container = "listener_arn"

    type: Literal["ListenerRule"] = "ListenerRule"
    listener_arn: ListenerId | None = None
    priority: int | None = None
    target_groups: tuple[TargetGroupId, ...] = ()


class Target(Part):
    """A registered target: an address or an instance, and its port."""

    id: Text
    port: Port | None = None


class TargetGroup(Resource):
    """AWS::ElasticLoadBalancingV2::TargetGroup. CloudFormation's default target type is `instance`."""

    group = "Access"
    title = N_("Target group")

    type: Literal["TargetGroup"] = "TargetGroup"
    vpc_id: VpcId | None = None
    port: Port | None = None
    protocol: Text | None = None
    target_type: Literal["instance", "ip", "lambda", "alb"] = field(
        default="instance", description="Fargate tasks have network interfaces of their own: ip."
    )
    ip_address_type: Literal["ipv4", "ipv6"] = "ipv4"
    health_check_enabled: bool = True
    health_check_port: Text = field(default="traffic-port", description="A port, or traffic-port.")
    health_check_protocol: Text | None = None
    health_check_path: Text | None = None
    targets: tuple[Target, ...] = ()
    attributes: dict[str, str] = field(default_factory=dict, examples=[{"preserve_client_ip.enabled": "true"}])


class FileSystem(Resource):
    """AWS::EFS::FileSystem; One Zone where `availability_zone_name` is given."""

    group = "Destinations"
    title = N_("EFS file system")

    type: Literal["FileSystem"] = "FileSystem"
    availability_zone_name: Text | None = None


class MountTarget(Resource):
    """AWS::EFS::MountTarget."""

    group = "Destinations"
    title = N_("EFS mount target")
    container = "subnet_id"

    type: Literal["MountTarget"] = "MountTarget"
    file_system_id: FileSystemId | None = None
    subnet_id: SubnetId | None = None
    security_groups: tuple[SecurityGroupId, ...] = ()
    ip_address: Text | None = None


class Database(Resource):
    """A database, a cache, a broker or a file system of Amazon FSx in the VPC (Amazon RDS, Aurora, ElastiCache …) as a plain destination."""

    group = "Destinations"
    title = N_("Database")
    container = "subnets"

    type: Literal["Database"] = "Database"
    cloudformation_type: Text = "AWS::RDS::DBInstance"
    engine: Text | None = None
    port: Port | None = None
    subnets: tuple[SubnetId, ...] = ()
    subnet_group_id: Id | None = field(default=None, description="The logical id of its subnet group.")
    security_groups: tuple[SecurityGroupId, ...] = ()
    publicly_accessible: bool | None = None


class ExternalHost(Resource):
    """An address, a range or a name outside AWS."""

    group = "Destinations"
    title = N_("External host")

    type: Literal["ExternalHost"] = "ExternalHost"
    address: Text | None = field(default=None, examples=["203.0.113.10", "198.51.100.0/24", "api.example.com"])


class Connection(Resource):
    """What the user declares should work; it yields the `application` flows of its source."""

    group = "Access"
    title = N_("Connection")

    type: Literal["Connection"] = "Connection"
    source: Annotated[Id, Refers(("Service", "StandaloneTask", "ScheduledTask", "Instance", "ExternalHost"))]
    destination: Annotated[
        Id,
        Refers(
            ("Service", "StandaloneTask", "ScheduledTask", "Instance", "ExternalHost", "Database", "LoadBalancer",
             "FileSystem", "VpcEndpoint", "NetworkInterface")
        ),
    ]  # fmt: skip
    protocol: Literal["tcp", "udp", "icmp", "all"] = "tcp"
    destination_port: Port | None = None


class OpaqueResource(Resource):
    """What a reader met and Farway does not model: listed to the user, and written back unchanged."""

    title = N_("Other resource")

    type: Literal["OpaqueResource"] = "OpaqueResource"
    cloudformation_type: Text
    body: dict[str, Any] = field(default_factory=dict, description="The resource as the input had it.")
