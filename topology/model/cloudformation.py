"""How records are spelled in CloudFormation: the one table that the reader and the writer share.

Property names and attributes: the CloudFormation resource type reference.
"""

from collections.abc import Mapping
from typing import NamedTuple

from . import (
    access,
    containers,
    dns,
    filters,
    gateways,
    interfaces,
    network,
    public_access,
    task_definitions,
    transit_gateway,
    vpn,
)
from .construct import default_of
from .records import Record, Resource
from .spelling import REQUIRED, Spelling, pascal


def _rule(direction: str) -> Spelling:
    return Spelling(
        filters.SecurityGroupRule,
        fields=("ip_protocol", "from_port", "to_port", "cidr_ipv4", "cidr_ipv6", "prefix_list_id", "referenced_group_id",
                "description"),
        paths={"cidr_ipv4": "CidrIp", "cidr_ipv6": "CidrIpv6", "prefix_list_id": f"{direction}PrefixListId",
               "referenced_group_id": f"{direction}SecurityGroupId"},
        absent={"ip_protocol": REQUIRED},
    )  # fmt: skip


INGRESS, EGRESS = _rule("Source"), _rule("Destination")
ROUTE = Spelling(
    network.Route,
    fields=("destination_cidr_block", "destination_ipv6_cidr_block", "destination_prefix_list_id", "gateway_id",
            "nat_gateway_id", "egress_only_internet_gateway_id", "transit_gateway_id", "vpc_peering_connection_id",
            "vpc_endpoint_id", "network_interface_id", "instance_id"),
)  # fmt: skip
ASSOCIATION = Spelling(network.SubnetAssociation, fields=("subnet_id",))
GATEWAY_ASSOCIATION = Spelling(network.GatewayAssociation, fields=("gateway_id",))
TRANSIT_ROUTE = Spelling(
    transit_gateway.TransitGatewayRoute, fields=("destination_cidr_block", "transit_gateway_attachment_id", "blackhole")
)
TRANSIT_ASSOCIATION = Spelling(transit_gateway.AttachmentAssociation, fields=("transit_gateway_attachment_id",))
PROPAGATION = Spelling(vpn.RoutePropagation, fields=("route_table_ids",))
VPN_ROUTE = Spelling(vpn.VpnStaticRoute, fields=("destination_cidr_block",))
RECORD_SET = Spelling(
    dns.ResourceRecordSet, fields=("record_name", "record_type", "resource_records", "alias_dns_name"),
    paths={"record_name": "Name", "record_type": "Type", "alias_dns_name": "AliasTarget.DNSName"},
    absent={"record_name": REQUIRED, "record_type": REQUIRED},
)  # fmt: skip
ACL_ENTRY = Spelling(
    filters.NetworkAclEntry,
    fields=("rule_number", "egress", "protocol", "rule_action", "cidr_block", "ipv6_cidr_block", "from_port", "to_port",
            "icmp_type", "icmp_code"),
    paths={"from_port": "PortRange.From", "to_port": "PortRange.To", "icmp_type": "Icmp.Type", "icmp_code": "Icmp.Code"},
    absent={"protocol": REQUIRED},
)  # fmt: skip
IPV4_BLOCK = Spelling(network.CidrBlockAssociation, fields=("cidr_block",))
IPV6_BLOCK = Spelling(network.Ipv6CidrBlockAssociation, fields=("ipv6_cidr_block",))
DHCP_OPTIONS = Spelling(network.DhcpOptions, fields=("domain_name", "domain_name_servers"))

_SECRET = Spelling(task_definitions.Secret, fields=("name", "value_from"))
_LOGS = Spelling(
    task_definitions.LogConfiguration, fields=("log_driver", "options", "secret_options"), parts={"secret_options": _SECRET},
    absent={"log_driver": REQUIRED},
)  # fmt: skip
CONTAINER = Spelling(
    task_definitions.ContainerDefinition,
    fields=("name", "image", "port_mappings", "log_configuration", "secrets", "environment_files", "repository_credentials",
            "firelens"),
    paths={"repository_credentials": "RepositoryCredentials.CredentialsParameter", "firelens": "FirelensConfiguration.Type"},
    parts={
        "port_mappings": Spelling(task_definitions.PortMapping, fields=("container_port", "host_port", "protocol", "name")),
        "log_configuration": _LOGS,
        "secrets": _SECRET,
        "environment_files": Spelling(task_definitions.EnvironmentFile, fields=("type", "value"), absent={"type": REQUIRED}),
    },
)  # fmt: skip
VOLUME = Spelling(
    task_definitions.EfsVolume,
    fields=("name", "file_system_id", "transit_encryption", "access_point_id", "iam"),
    paths={"file_system_id": "EFSVolumeConfiguration.FilesystemId",
           "transit_encryption": "EFSVolumeConfiguration.TransitEncryption",
           "access_point_id": "EFSVolumeConfiguration.AuthorizationConfig.AccessPointId",
           "iam": "EFSVolumeConfiguration.AuthorizationConfig.IAM"},
)  # fmt: skip
TARGET = Spelling(access.Target, fields=("id", "port"))
_SERVICE_CONNECT = Spelling(
    containers.ServiceConnect,
    fields=("enabled", "namespace", "services"),
    parts={
        "services": Spelling(
            containers.ServiceConnectService, fields=("port_name", "discovery_name", "ingress_port_override")
        )
    },
    absent={"enabled": REQUIRED},
)
_SERVICE_LOAD_BALANCER = Spelling(
    containers.ServiceLoadBalancer,
    fields=("container_name", "container_port", "target_group_arn", "load_balancer_name"),
)
_SERVICE_REGISTRY = Spelling(
    containers.ServiceRegistry, fields=("registry_arn", "container_name", "container_port", "port")
)


def _placement(block: str) -> dict[str, str]:
    return {name: f"{block}.{pascal(name)}" for name in ("subnets", "security_groups", "assign_public_ip")}


_PLACED = (
    "cluster",
    "task_definition",
    "launch_type",
    "platform_version",
    "subnets",
    "security_groups",
    "assign_public_ip",
)


def _service(type: str, block: str, *fields: str) -> Spelling:
    return Spelling(
        containers.Service,
        type,
        fields=(*_PLACED, "load_balancers", "service_registries", *fields),
        paths={**_placement(f"NetworkConfiguration.{block}"), "service_connect": "ServiceConnectConfiguration"},
        parts={
            "load_balancers": _SERVICE_LOAD_BALANCER,
            "service_registries": _SERVICE_REGISTRY,
            "service_connect": _SERVICE_CONNECT,
        },
        absent={"launch_type": None},
    )


class Starter(NamedTuple):
    """What starts tasks: how it is spelled, under which property the task's parameters stand, and which one names the cluster."""

    spelling: Spelling
    block: tuple[str, str]
    cluster: tuple[str, ...]


def _starter(
    type: str, block: str, ecs: tuple[str, str], cluster: tuple[str, ...], *fields: str, tags: str = "Tags"
) -> Starter:
    of_task = (*_PLACED, "task_count", "enable_execute_command")
    there = ".".join(ecs)
    spelling = Spelling(
        containers.ScheduledTask,
        type,
        fields=(*of_task, *fields),
        paths={**{name: f"{there}.{pascal(name)}" for name in of_task},
               **_placement(f"{there}.NetworkConfiguration.{block}"),
               "cluster": ".".join(cluster), "task_definition": f"{there}.TaskDefinitionArn"},
        absent={"launch_type": None},
        tags=tags,
    )  # fmt: skip
    return Starter(spelling, ecs, cluster)


SERVICE = _service("AWS::ECS::Service", "AwsvpcConfiguration", "service_name", "desired_count", "enable_execute_command",
                   "service_connect", "role")  # fmt: skip
TASK_SET = _service("AWS::ECS::TaskSet", "AwsVpcConfiguration")
_TARGET = ("Target", "EcsParameters"), ("Target", "Arn")
STARTERS: Mapping[str, Starter] = {
    # Of one of a rule's targets: it stands under `Target`, as a schedule has it.
    "events": _starter("AWS::Events::Rule", "AwsVpcConfiguration", *_TARGET, "schedule_expression"),
    "scheduler": _starter("AWS::Scheduler::Schedule", "AwsvpcConfiguration", *_TARGET, "schedule_expression", tags=""),
    "pipes": _starter(
        "AWS::Pipes::Pipe", "AwsvpcConfiguration", ("TargetParameters", "EcsTaskParameters"), ("Target",), tags=""
    ),
}
"""What starts a scheduled task, by its `scheduler`."""
EVENTS_RULE = STARTERS["events"].spelling


def _database(type: str, security_groups: str, *fields: str, subnets: str = "", tags: str = "Tags") -> Spelling:
    return Spelling(
        access.Database,
        type,
        fields=("security_groups", *fields, *(("subnets",) if subnets else ())),
        paths={"security_groups": security_groups, **({"subnets": subnets} if subnets else {})},
        tags=tags,
    )


DATABASES = {s.type: s for s in (
    _database("AWS::RDS::DBInstance", "VPCSecurityGroups", "engine", "port", "publicly_accessible"),
    _database("AWS::RDS::DBCluster", "VpcSecurityGroupIds", "engine", "port", "publicly_accessible"),
    _database("AWS::ElastiCache::CacheCluster", "VpcSecurityGroupIds", "engine", "port"),
    _database("AWS::ElastiCache::ReplicationGroup", "SecurityGroupIds", "engine", "port"),
    _database("AWS::ElastiCache::ServerlessCache", "SecurityGroupIds", "engine", subnets="SubnetIds"),
    _database("AWS::RDS::DBProxy", "VpcSecurityGroupIds", subnets="VpcSubnetIds"),
    _database("AWS::DocDB::DBCluster", "VpcSecurityGroupIds", "port"),
    _database("AWS::Neptune::DBCluster", "VpcSecurityGroupIds", "port"),
    _database("AWS::Redshift::Cluster", "VpcSecurityGroupIds", "port", "publicly_accessible"),
    _database("AWS::MemoryDB::Cluster", "SecurityGroupIds", "engine", "port"),
    _database("AWS::MSK::Cluster", "BrokerNodeGroupInfo.SecurityGroups", subnets="BrokerNodeGroupInfo.ClientSubnets", tags=""),
    _database("AWS::OpenSearchService::Domain", "VPCOptions.SecurityGroupIds", subnets="VPCOptions.SubnetIds"),
    _database("AWS::Elasticsearch::Domain", "VPCOptions.SecurityGroupIds", subnets="VPCOptions.SubnetIds"),
    _database("AWS::AmazonMQ::Broker", "SecurityGroups", "publicly_accessible", subnets="SubnetIds"),
    _database("AWS::DAX::Cluster", "SecurityGroupIds", tags=""),
    _database("AWS::RedshiftServerless::Workgroup", "SecurityGroupIds", "publicly_accessible", subnets="SubnetIds"),
    _database("AWS::Timestream::InfluxDBInstance", "VpcSecurityGroupIds", "publicly_accessible", subnets="VpcSubnetIds"),
    _database("AWS::FSx::FileSystem", "SecurityGroupIds", subnets="SubnetIds"),
)}  # fmt: skip
SUBNET_GROUPS = {
    "AWS::RDS::DBInstance": ("AWS::RDS::DBSubnetGroup", "DBSubnetGroupName", "DBSubnetGroupDescription"),
    "AWS::RDS::DBCluster": ("AWS::RDS::DBSubnetGroup", "DBSubnetGroupName", "DBSubnetGroupDescription"),
    "AWS::ElastiCache::CacheCluster": ("AWS::ElastiCache::SubnetGroup", "CacheSubnetGroupName", "Description"),
    "AWS::ElastiCache::ReplicationGroup": ("AWS::ElastiCache::SubnetGroup", "CacheSubnetGroupName", "Description"),
    "AWS::DocDB::DBCluster": ("AWS::DocDB::DBSubnetGroup", "DBSubnetGroupName", "DBSubnetGroupDescription"),
    "AWS::Neptune::DBCluster": ("AWS::Neptune::DBSubnetGroup", "DBSubnetGroupName", "DBSubnetGroupDescription"),
    "AWS::Redshift::Cluster": ("AWS::Redshift::ClusterSubnetGroup", "ClusterSubnetGroupName", "Description"),
    "AWS::MemoryDB::Cluster": ("AWS::MemoryDB::SubnetGroup", "SubnetGroupName", "Description"),
    "AWS::DAX::Cluster": ("AWS::DAX::SubnetGroup", "SubnetGroupName", "Description"),
}
"""For a database: its subnet group's type, the property that names it, and the group's required description."""
DEFAULT_PORTS = {"mysql": 3306, "mariadb": 3306, "aurora-mysql": 3306, "aurora": 3306, "postgres": 5432,
                 "aurora-postgresql": 5432, "oracle": 1521, "sqlserver": 1433, "db2": 50000, "redis": 6379, "valkey": 6379,
                 "memcached": 11211}  # fmt: skip
"""The port of an engine where none is given (the engine's name up to its edition: `oracle-ee` is `oracle`)."""

LOAD_BALANCER = Spelling(
    access.LoadBalancer, "AWS::ElasticLoadBalancingV2::LoadBalancer",
    fields=("load_balancer_type", "scheme", "ip_address_type", "subnets", "security_groups", "attributes"),
    paths={"load_balancer_type": "Type", "attributes": "LoadBalancerAttributes"}, pairs=frozenset(["attributes"]),
    absent={"load_balancer_type": REQUIRED, "scheme": REQUIRED},
)  # fmt: skip
CLASSIC_LOAD_BALANCER = Spelling(
    access.LoadBalancer, "AWS::ElasticLoadBalancing::LoadBalancer", fields=("scheme", "subnets", "security_groups")
)
LISTENER = Spelling(
    access.Listener, "AWS::ElasticLoadBalancingV2::Listener", fields=("load_balancer_arn", "port", "protocol")
)
LISTENER_RULE = Spelling(
    access.ListenerRule, "AWS::ElasticLoadBalancingV2::ListenerRule", fields=("listener_arn", "priority")
)
CLUSTER = Spelling(
    containers.Cluster, "AWS::ECS::Cluster", fields=("cluster_name", "execute_command_kms_key_id"),
    paths={"execute_command_kms_key_id": "Configuration.ExecuteCommandConfiguration.KmsKeyId"},
)  # fmt: skip
INSTANCE = Spelling(
    interfaces.Instance, "AWS::EC2::Instance",
    fields=("subnet_id", "security_group_ids", "source_dest_check", "private_ip_address"),
)  # fmt: skip
INSTANCE_INTERFACE = Spelling(
    interfaces.Instance,
    fields=(
        "subnet_id",
        "security_group_ids",
        "associate_public_ip_address",
        "private_ip_address",
        "network_interface_ids",
    ),
    paths={"security_group_ids": "GroupSet", "network_interface_ids": "NetworkInterfaceId"},
)
"""An instance's primary interface where the template spells it out."""

_ATTACHMENT_OPTIONS = {"security_group_referencing_support": "Options.SecurityGroupReferencingSupport",
                       "appliance_mode_support": "Options.ApplianceModeSupport"}  # fmt: skip
PEERING_ATTACHMENT = Spelling(
    transit_gateway.TransitGatewayAttachment, "AWS::EC2::TransitGatewayPeeringAttachment",
    fields=("transit_gateway_id", "peer_transit_gateway_id", "peer_region"),
)  # fmt: skip

RESOURCES: Mapping[str, Spelling] = {s.type: s for s in (
    Spelling(network.Vpc, "AWS::EC2::VPC", fields=("cidr_block", "enable_dns_support", "enable_dns_hostnames"),
             absent={"enable_dns_support": REQUIRED, "enable_dns_hostnames": REQUIRED}),
    Spelling(network.Subnet, "AWS::EC2::Subnet",
             fields=("vpc_id", "availability_zone", "cidr_block", "ipv6_cidr_block", "ipv6_native",
                     "assign_ipv6_address_on_creation", "map_public_ip_on_launch", "enable_dns64")),
    Spelling(network.RouteTable, "AWS::EC2::RouteTable", fields=("vpc_id",)),
    Spelling(gateways.InternetGateway, "AWS::EC2::InternetGateway"),
    Spelling(gateways.EgressOnlyInternetGateway, "AWS::EC2::EgressOnlyInternetGateway", fields=("vpc_id",)),
    Spelling(vpn.VpnGateway, "AWS::EC2::VPNGateway"),
    Spelling(vpn.VpnConnection, "AWS::EC2::VPNConnection", fields=("vpn_gateway_id", "transit_gateway_id", "static_routes_only")),
    Spelling(gateways.ElasticIp, "AWS::EC2::EIP", fields=("instance_id",)),
    Spelling(gateways.NatGateway, "AWS::EC2::NatGateway",
             fields=("subnet_id", "vpc_id", "connectivity_type", "availability_mode", "allocation_id", "private_ip_address")),
    INSTANCE,
    Spelling(interfaces.NetworkInterface, "AWS::EC2::NetworkInterface",
             fields=("subnet_id", "security_group_ids", "source_dest_check", "interface_type", "description"),
             paths={"security_group_ids": "GroupSet"}),
    Spelling(gateways.VpcEndpoint, "AWS::EC2::VPCEndpoint",
             fields=("vpc_id", "service_name", "vpc_endpoint_type", "private_dns_enabled", "ip_address_type", "subnet_ids",
                     "security_group_ids", "route_table_ids", "policy_document", "service_region"),
             absent={"vpc_endpoint_type": REQUIRED}),
    Spelling(gateways.VpcPeeringConnection, "AWS::EC2::VPCPeeringConnection",
             fields=("vpc_id", "peer_vpc_id", "peer_region", "peer_owner_id")),
    Spelling(transit_gateway.TransitGateway, "AWS::EC2::TransitGateway",
             fields=("default_route_table_association", "default_route_table_propagation", "security_group_referencing_support")),
    Spelling(transit_gateway.TransitGatewayAttachment, "AWS::EC2::TransitGatewayAttachment",
             fields=("transit_gateway_id", "vpc_id", "subnet_ids", "security_group_referencing_support", "appliance_mode_support"),
             paths=_ATTACHMENT_OPTIONS),
    Spelling(transit_gateway.TransitGatewayAttachment, "AWS::EC2::TransitGatewayVpcAttachment",
             fields=("transit_gateway_id", "vpc_id", "subnet_ids", "security_group_referencing_support", "appliance_mode_support"),
             paths=_ATTACHMENT_OPTIONS),
    PEERING_ATTACHMENT,
    Spelling(transit_gateway.TransitGatewayRouteTable, "AWS::EC2::TransitGatewayRouteTable", fields=("transit_gateway_id",)),
    Spelling(filters.PrefixList, "AWS::EC2::PrefixList", fields=("prefix_list_name", "address_family", "max_entries"),
             absent={"address_family": REQUIRED}),
    Spelling(filters.SecurityGroup, "AWS::EC2::SecurityGroup",
             fields=("vpc_id", "group_name", "group_description", "security_group_ingress", "security_group_egress"),
             parts={"security_group_ingress": INGRESS, "security_group_egress": EGRESS}),
    Spelling(filters.NetworkAcl, "AWS::EC2::NetworkAcl", fields=("vpc_id",)),
    Spelling(dns.HostedZone, "AWS::Route53::HostedZone", fields=("zone_name",), paths={"zone_name": "Name"},
             absent={"zone_name": REQUIRED}, tags="HostedZoneTags"),
    Spelling(public_access.VpcBlockPublicAccessOptions, "AWS::EC2::VPCBlockPublicAccessOptions",
             fields=("internet_gateway_block_mode",), absent={"internet_gateway_block_mode": REQUIRED}, tags=""),
    Spelling(public_access.VpcBlockPublicAccessExclusion, "AWS::EC2::VPCBlockPublicAccessExclusion",
             fields=("internet_gateway_exclusion_mode", "vpc_id", "subnet_id"),
             absent={"internet_gateway_exclusion_mode": REQUIRED}),
    CLUSTER,
    Spelling(task_definitions.TaskDefinition, "AWS::ECS::TaskDefinition",
             fields=("family", "network_mode", "requires_compatibilities", "cpu", "memory", "operating_system_family",
                     "cpu_architecture", "execution_role_arn", "task_role_arn", "container_definitions", "efs_volumes"),
             paths={"operating_system_family": "RuntimePlatform.OperatingSystemFamily",
                    "cpu_architecture": "RuntimePlatform.CpuArchitecture", "efs_volumes": "Volumes"},
             parts={"container_definitions": CONTAINER, "efs_volumes": VOLUME},
             absent={"network_mode": None, "requires_compatibilities": ()}),
    SERVICE, TASK_SET, *(starter.spelling for starter in STARTERS.values()),
    LOAD_BALANCER, CLASSIC_LOAD_BALANCER, LISTENER, LISTENER_RULE,
    Spelling(access.TargetGroup, "AWS::ElasticLoadBalancingV2::TargetGroup",
             fields=("vpc_id", "port", "protocol", "target_type", "ip_address_type", "health_check_enabled",
                     "health_check_port", "health_check_protocol", "health_check_path", "targets", "attributes"),
             paths={"attributes": "TargetGroupAttributes"}, pairs=frozenset(["attributes"]), parts={"targets": TARGET},
             absent={"target_type": REQUIRED}),
    Spelling(access.FileSystem, "AWS::EFS::FileSystem", fields=("availability_zone_name",), tags="FileSystemTags"),
    Spelling(access.MountTarget, "AWS::EFS::MountTarget",
             fields=("file_system_id", "subnet_id", "security_groups", "ip_address"), tags=""),
    *DATABASES.values(),
)}  # fmt: skip


class Dependent(NamedTuple):
    """A CloudFormation resource of its own that is one item in a list of another record."""

    type: str
    spelling: Spelling
    owner: str
    owner_property: str
    field: str


DEPENDENTS: Mapping[str, Dependent] = {d.type: d for d in (
    Dependent("AWS::EC2::Route", ROUTE, "RouteTable", "RouteTableId", "routes"),
    Dependent("AWS::EC2::SubnetRouteTableAssociation", ASSOCIATION, "RouteTable", "RouteTableId", "associations"),
    Dependent("AWS::EC2::GatewayRouteTableAssociation", GATEWAY_ASSOCIATION, "RouteTable", "RouteTableId",
              "gateway_associations"),
    Dependent("AWS::EC2::SubnetNetworkAclAssociation", ASSOCIATION, "NetworkAcl", "NetworkAclId", "associations"),
    Dependent("AWS::EC2::NetworkAclEntry", ACL_ENTRY, "NetworkAcl", "NetworkAclId", "entries"),
    Dependent("AWS::EC2::SecurityGroupIngress", INGRESS, "SecurityGroup", "GroupId", "security_group_ingress"),
    Dependent("AWS::EC2::SecurityGroupEgress", EGRESS, "SecurityGroup", "GroupId", "security_group_egress"),
    Dependent("AWS::EC2::VPNGatewayRoutePropagation", PROPAGATION, "VpnGateway", "VpnGatewayId", "propagations"),
    Dependent("AWS::EC2::VPNConnectionRoute", VPN_ROUTE, "VpnConnection", "VpnConnectionId", "routes"),
    Dependent("AWS::EC2::TransitGatewayRoute", TRANSIT_ROUTE, "TransitGatewayRouteTable", "TransitGatewayRouteTableId", "routes"),
    Dependent("AWS::EC2::TransitGatewayRouteTableAssociation", TRANSIT_ASSOCIATION, "TransitGatewayRouteTable",
              "TransitGatewayRouteTableId", "associations"),
    Dependent("AWS::EC2::TransitGatewayRouteTablePropagation", TRANSIT_ASSOCIATION, "TransitGatewayRouteTable",
              "TransitGatewayRouteTableId", "propagations"),
)}  # fmt: skip

NO_PRIVATE_DNS = "PrivateDnsEnabled of "
"""Begins the mark of an endpoint whose template says nothing of private DNS, which is off then; its id follows."""

REFERENCE: Mapping[str, str] = {"ElasticIp": "AllocationId", "SecurityGroup": "GroupId", "PrefixList": "PrefixListId"}
"""The attribute that other resources' properties take of a type, where it is not what Ref gives."""

ATTRIBUTES: Mapping[str, frozenset[str | None]] = {
    "Vpc": frozenset([None, "VpcId"]), "Subnet": frozenset([None, "SubnetId"]),
    "RouteTable": frozenset([None, "RouteTableId"]), "InternetGateway": frozenset([None, "InternetGatewayId"]),
    "EgressOnlyInternetGateway": frozenset([None, "Id"]), "VpnGateway": frozenset([None, "VPNGatewayId"]),
    "VpnConnection": frozenset([None, "VpnConnectionId"]),
    "ElasticIp": frozenset([None, "AllocationId", "PublicIp"]), "NatGateway": frozenset([None, "NatGatewayId"]),
    "Instance": frozenset([None, "InstanceId"]), "NetworkInterface": frozenset([None, "Id"]),
    "VpcEndpoint": frozenset([None, "Id"]), "VpcPeeringConnection": frozenset([None, "Id"]),
    "TransitGateway": frozenset([None, "Id"]), "TransitGatewayAttachment": frozenset([None, "Id", "TransitGatewayAttachmentId"]),
    "TransitGatewayRouteTable": frozenset([None, "TransitGatewayRouteTableId"]), "PrefixList": frozenset([None, "PrefixListId"]),
    "SecurityGroup": frozenset([None, "GroupId"]), "NetworkAcl": frozenset([None, "Id"]),
    "HostedZone": frozenset([None, "Id"]),
    "Cluster": frozenset([None, "Arn"]), "TaskDefinition": frozenset([None, "TaskDefinitionArn"]),
    "LoadBalancer": frozenset([None, "LoadBalancerArn"]), "Listener": frozenset([None, "ListenerArn"]),
    "TargetGroup": frozenset([None, "TargetGroupArn"]), "FileSystem": frozenset([None, "FileSystemId", "Arn"]),
}  # fmt: skip
"""The attributes of a resource (None is Ref) that say which resource it is."""

VPC_DEFAULTS: Mapping[str, tuple[str, str]] = {
    "DefaultSecurityGroup": ("SecurityGroup", "security_group_ingress"),
    "DefaultNetworkAcl": ("NetworkAcl", "entries"),
}
"""Attributes of a VPC that are resources AWS makes with it: the record's type, and the field of its rules."""


def id_in_input(id: str | None) -> str | None:
    """The id by which the input knows a resource. None for a group or an ACL that AWS makes with a VPC: a template has no
    resource for it, and refers to it as an attribute of the VPC."""
    return None if id and id.partition(".")[2] in VPC_DEFAULTS else id


TYPE_OF: Mapping[str, str] = {t: default_of(s.record.fields["type"]) for t, s in RESOURCES.items()}
"""The type of the record that a CloudFormation type becomes."""

SPELLINGS: Mapping[type[Record], Spelling] = {
    s.record: s
    for s in reversed(list(RESOURCES.values()))
    if s.record not in (access.Database, containers.ScheduledTask)
}


def spelling_of(resource: Resource) -> Spelling | None:
    """How a resource is spelled, or None for one that has no CloudFormation resource of its own."""
    if isinstance(resource, access.Database):
        return DATABASES.get(resource.cloudformation_type)
    if isinstance(resource, containers.ScheduledTask):
        return STARTERS[resource.scheduler].spelling
    if isinstance(resource, containers.Service):
        return RESOURCES[resource.cloudformation_type]
    if isinstance(resource, transit_gateway.TransitGatewayAttachment) and resource.resource_type != "vpc":
        return PEERING_ATTACHMENT if resource.resource_type == "peering" else None
    if isinstance(resource, access.LoadBalancer) and resource.load_balancer_type == "classic":
        return CLASSIC_LOAD_BALANCER
    return SPELLINGS.get(type(resource))
