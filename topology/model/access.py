"""Who reaches the tasks, and what the tasks reach: load balancers, file systems, databases, the outside.

What the helps say beyond the page of each resource:
https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html,
https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html (defaults of health checks),
https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html,
https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html (zones),
https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html#client-ip-preservation,
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-load-balancing.html,
https://docs.aws.amazon.com/efs/latest/ug/API_CreateMountTarget.html,
https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
"""

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
    load_balancer_type: Literal["application", "network", "gateway", "classic"] = field(
        default="application",
        description="application: for HTTP and HTTPS. network: for TCP, TLS and UDP. Fargate tasks cannot stand behind a classic one.",
    )
    scheme: Literal["internet-facing", "internal"] = field(
        default="internet-facing",
        description="internet-facing: with public addresses, in subnets that have a route to an internet gateway. internal: with private addresses only.",
    )
    ip_address_type: Literal["ipv4", "dualstack", "dualstack-without-public-ipv4"] = field(
        default="ipv4",
        description="What its clients may use; ipv4 where not given. dualstack needs IPv6 blocks in its subnets; dualstack-without-public-ipv4 has clients on the internet come by IPv6 alone.",
    )
    subnets: tuple[SubnetId, ...] = field(
        default=(),
        description="Where its nodes stand: one subnet of each zone, and two zones at least for an Application Load Balancer. Tasks in other zones get no traffic.",
    )
    security_groups: tuple[SecurityGroupId, ...] = field(
        default=(),
        description="Whom it lets in, and which tasks it may reach. A Network Load Balancer that was created without groups can be given none later.",
    )
    attributes: dict[str, str] = field(
        default_factory=dict,
        description="Attributes by their names. load_balancing.cross_zone.enabled says whether a node sends to other zones: always true for an Application Load Balancer, false for a Network Load Balancer where not given.",
        examples=[{"load_balancing.cross_zone.enabled": "true"}],
    )


class Listener(Resource):
    """AWS::ElasticLoadBalancingV2::Listener; `target_groups` are those of its default forward action."""

    group = "Access"
    title = N_("Listener")
    container = "load_balancer_arn"

    type: Literal["Listener"] = "Listener"
    load_balancer_arn: LoadBalancerId | None = field(default=None, description="The load balancer that listens.")
    port: Port | None = field(
        default=None,
        description="The port that clients connect to. The load balancer's security groups must let them in there.",
    )
    protocol: Text | None = field(
        default=None,
        examples=["HTTP", "HTTPS", "TCP", "TLS", "UDP", "TCP_UDP"],
        description="HTTP or HTTPS on an Application Load Balancer; TCP, TLS, UDP, TCP_UDP, QUIC or TCP_QUIC on a Network Load Balancer.",
    )
    target_groups: tuple[TargetGroupId, ...] = field(default=(), description="Where its default action forwards to.")
    default_actions: tuple[dict[str, Any], ...] = field(
        default=(), description="Actions that do not forward, unchanged."
    )


class ListenerRule(Resource):
    """AWS::ElasticLoadBalancingV2::ListenerRule; `target_groups` are those of its forward action."""

    group = "Access"
    title = N_("Listener rule")
    container = "listener_arn"

    type: Literal["ListenerRule"] = "ListenerRule"
    listener_arn: ListenerId | None = field(default=None, description="The listener whose requests it judges.")
    priority: int | None = field(
        default=None,
        description="Rules are tried from the lowest number up, before the listener's default action; each number stands once.",
    )
    target_groups: tuple[TargetGroupId, ...] = field(default=(), description="Where it forwards what matches.")


class Target(Part):
    """A registered target: an address or an instance, and its port."""

    id: Text = field(
        description="What is registered: an address where the target type is ip, the ID of an instance where it is instance."
    )
    port: Port | None = field(
        default=None, description="The port that it gets traffic on; the target group's where not given."
    )


class TargetGroup(Resource):
    """AWS::ElasticLoadBalancingV2::TargetGroup. CloudFormation's default target type is `instance`."""

    group = "Access"
    title = N_("Target group")

    type: Literal["TargetGroup"] = "TargetGroup"
    vpc_id: VpcId | None = field(default=None, description="The VPC of its targets.")
    port: Port | None = field(
        default=None,
        description="The port of targets that are registered without one. ECS registers each task with its container port.",
    )
    protocol: Text | None = field(
        default=None,
        examples=["HTTP", "HTTPS", "TCP", "TLS", "UDP", "TCP_UDP"],
        description="What the load balancer speaks to its targets: HTTP or HTTPS for an Application Load Balancer; TCP, TLS, UDP, TCP_UDP, QUIC or TCP_QUIC for a Network Load Balancer.",
    )
    target_type: Literal["instance", "ip", "lambda", "alb"] = field(
        default="instance", description="Fargate tasks have network interfaces of their own: ip."
    )
    ip_address_type: Literal["ipv4", "ipv6"] = field(
        default="ipv4",
        description="Whether targets are registered by IPv4 or by IPv6 addresses; ipv4 where not given. Tasks in IPv6-only subnets need ipv6.",
    )
    health_check_enabled: bool = field(
        default=True, description="Whether targets are checked. With target type instance, ip or alb they always are."
    )
    health_check_port: Text = field(
        default="traffic-port",
        description="A port, or traffic-port: the one that the target gets its traffic on. The tasks' security groups must let in the load balancer there.",
    )
    health_check_protocol: Text | None = field(
        default=None,
        examples=["HTTP", "HTTPS", "TCP"],
        description="Where not given, HTTP for an Application Load Balancer and TCP for a Network Load Balancer.",
    )
    health_check_path: Text | None = field(
        default=None, description="What checks by HTTP and HTTPS ask for; / where not given."
    )
    targets: tuple[Target, ...] = field(
        default=(), description="What is registered besides the tasks of services, which ECS registers by itself."
    )
    attributes: dict[str, str] = field(
        default_factory=dict,
        description="Attributes by their names. preserve_client_ip.enabled says whether tasks behind a Network Load Balancer see its clients' addresses, and so whom their security groups must let in.",
        examples=[{"preserve_client_ip.enabled": "true"}],
    )


class FileSystem(Resource):
    """AWS::EFS::FileSystem; One Zone where `availability_zone_name` is given."""

    group = "Destinations"
    title = N_("EFS file system")

    type: Literal["FileSystem"] = "FileSystem"
    availability_zone_name: Text | None = field(
        default=None,
        description="Of a One Zone file system: the zone that it is kept in, such as us-east-1a. Not given, it is Regional.",
    )


class MountTarget(Resource):
    """AWS::EFS::MountTarget."""

    group = "Destinations"
    title = N_("EFS mount target")
    container = "subnet_id"

    type: Literal["MountTarget"] = "MountTarget"
    file_system_id: FileSystemId | None = field(default=None, description="The file system that tasks reach by it.")
    subnet_id: SubnetId | None = field(
        default=None,
        description="Where its network interface stands. A file system has one mount target in each zone at most.",
    )
    security_groups: tuple[SecurityGroupId, ...] = field(
        default=(),
        description="They must let in TCP 2049 from the tasks. The VPC's default security group where none is given.",
    )
    ip_address: Text | None = field(
        default=None, description="Its IPv4 address within the subnet; AWS chooses one where not given."
    )


class Database(Resource):
    """A database, a cache, a broker or a file system of Amazon FSx in the VPC (Amazon RDS, Aurora, ElastiCache …) as a plain destination."""

    group = "Destinations"
    title = N_("Database")
    container = "subnets"

    type: Literal["Database"] = "Database"
    cloudformation_type: Text = field(
        default="AWS::RDS::DBInstance",
        examples=[
            "AWS::RDS::DBInstance",
            "AWS::RDS::DBCluster",
            "AWS::ElastiCache::ReplicationGroup",
            "AWS::ElastiCache::CacheCluster",
        ],
        description="What it is in a template, such as AWS::RDS::DBInstance.",
    )
    engine: Text | None = field(
        default=None,
        examples=["postgres", "mysql", "mariadb", "aurora-postgresql", "aurora-mysql"],
        description="What it runs, such as postgres or mysql.",
    )
    port: Port | None = field(
        default=None, description="The port that it listens on, which its security groups must let tasks in at."
    )
    subnets: tuple[SubnetId, ...] = field(
        default=(), description="The subnets of its subnet group: its network interfaces may stand in any of them."
    )
    subnet_group_id: Id | None = field(default=None, description="The logical id of its subnet group.")
    security_groups: tuple[SecurityGroupId, ...] = field(
        default=(), description="Who may reach it: they must let in the tasks at its port."
    )
    publicly_accessible: bool | None = field(
        default=None,
        description="Whether its name leads to a public address outside the VPC. Within the VPC it leads to the private one.",
    )


class ExternalHost(Resource):
    """An address, a range or a name outside AWS."""

    group = "Destinations"
    title = N_("External host")

    type: Literal["ExternalHost"] = "ExternalHost"
    address: Text | None = field(
        default=None,
        description="An IPv4 or IPv6 address, a range of them, or a DNS name.",
        examples=["203.0.113.10", "198.51.100.0/24", "api.example.com"],
    )


class Connection(Resource):
    """What the user declares should work; it yields the `application` flows of its source."""

    group = "Access"
    title = N_("Connection")

    type: Literal["Connection"] = "Connection"
    source: Annotated[Id, Refers(("Service", "StandaloneTask", "ScheduledTask", "Instance", "ExternalHost"))] = field(
        description="Who opens the connection."
    )
    destination: Annotated[
        Id,
        Refers(
            (
                "Service",
                "StandaloneTask",
                "ScheduledTask",
                "Instance",
                "ExternalHost",
                "Database",
                "LoadBalancer",
                "FileSystem",
                "VpcEndpoint",
                "NetworkInterface",
            )
        ),
    ] = field(description="Whom it should reach.")
    protocol: Literal["tcp", "udp", "icmp", "all"] = field(
        default="tcp", description="What it is made with; tcp where not given."
    )
    destination_port: Port | None = field(
        default=None, description="The port at the destination; every port where not given."
    )


class OpaqueResource(Resource):
    """What a reader met and Farway does not model: listed to the user, and written back unchanged."""

    title = N_("Other resource")

    type: Literal["OpaqueResource"] = "OpaqueResource"
    cloudformation_type: Text = field(description="What it is in a template.")
    body: dict[str, Any] = field(default_factory=dict, description="The resource as the input had it.")
