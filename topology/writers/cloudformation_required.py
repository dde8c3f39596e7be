"""What CloudFormation requires of a resource and a drawing of its network does not say: a value that decides nothing that flows, or a
parameter of the template, for whoever deploys it to give. What the input says stays as it is.

Required properties: the CloudFormation template reference of each type. Sizes:
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from ..fargate.needs import needs_of
from ..i18n import _
from ..model import (
    Database,
    Instance,
    Listener,
    ListenerRule,
    Resource,
    ScheduledTask,
    TaskDefinition,
    Topology,
    TransitGatewayAttachment,
    VpnConnection,
    VpnGateway,
)
from .cloudformation_shape import mapping


class Parameter(NamedTuple):
    """A parameter of the template: what it is called, what it is for, its type and default."""

    name: str
    description: str
    type: str = "String"
    default: str | None = None


Properties = dict[str, Any]
Ask = Callable[[Parameter], Any]
"""Declares a parameter, once for all that ask for it; what refers to it."""

_BY_EXECUTION_ROLE = ("ecr-auth", "secrets", "ssm-parameters", "environment-files", "logs")
_SIZES = (256, 512, 1024, 2048, 4096, 8192, 16384)
_LEAST, _MOST = 2, 8
"""MiB of memory that a task may have for each of its CPU units, 1,024 of which are a vCPU."""


def complete(topology: Topology, resource: Resource, properties: Properties, ask: Ask) -> None:
    """Add what the resource's type requires besides. `properties` are those written so far."""
    if "Fn::Transform" in properties:
        return  # what it includes may say it
    for kind, add in _REQUIRED.items():
        if isinstance(resource, kind):
            add(topology, resource, properties, ask)


def _task_definition(topology: Topology, definition: TaskDefinition, properties: Properties, ask: Ask) -> None:
    if "FARGATE" not in definition.requires_compatibilities:
        return
    _size(definition, properties)
    users = (w for w in topology.workloads if w.task_definition == definition.id)
    if any(n.action in _BY_EXECUTION_ROLE and n.role == "task-execution" for w in users for n in needs_of(topology, w)):
        _put(properties, "ExecutionRoleArn", ask, Parameter(
            "TaskExecutionRoleArn",
            _("The IAM role by which Amazon ECS pulls images, sends logs and reads secrets for the tasks."),
        ))  # fmt: skip


def _size(definition: TaskDefinition, properties: Properties) -> None:
    """The smallest size that Fargate has, of what is not given."""
    cpu, memory = properties.get("Cpu"), properties.get("Memory")
    if cpu is None and memory is None:
        cpu = 1024 if (definition.operating_system_family or "").startswith("WINDOWS") else _SIZES[0]
    elif cpu is None and str(memory).isdecimal():
        cpu = next((size for size in _SIZES if size * _MOST >= int(str(memory))), None)
    if memory is None and str(cpu).isdecimal():
        memory = int(str(cpu)) * _LEAST
    if cpu is not None and memory is not None:
        properties.update(Cpu=str(cpu) if isinstance(cpu, int) else cpu)
        properties.update(Memory=str(memory) if isinstance(memory, int) else memory)


def _scheduled(_topology: Topology, task: ScheduledTask, properties: Properties, ask: Ask) -> None:
    if task.scheduler == "pipes":
        _put(properties, "Source", ask, Parameter("PipeSourceArn", _("The stream or queue that the pipe reads.")))
        _put(properties, "RoleArn", ask, Parameter("PipeRoleArn", _("The IAM role by which the pipe runs its task.")))
        return
    if "EventPattern" not in properties:
        properties.setdefault("ScheduleExpression", "rate(1 hour)")
    target = mapping(properties.get("Target"))
    if task.scheduler == "events":
        role = Parameter("EventsRoleArn", _("The IAM role by which Amazon EventBridge runs tasks."))
    else:
        properties.setdefault("FlexibleTimeWindow", {"Mode": "OFF"})
        role = Parameter("SchedulerRoleArn", _("The IAM role by which Amazon EventBridge Scheduler runs tasks."))
    _put(target, "RoleArn", ask, role)


def _listener(_topology: Topology, listener: Listener, properties: Properties, ask: Ask) -> None:
    if listener.protocol in ("HTTPS", "TLS") and "Certificates" not in properties:
        certificate = Parameter("CertificateArn", _("The certificate of the listeners, in AWS Certificate Manager."))
        properties["Certificates"] = [{"CertificateArn": ask(certificate)}]


def _listener_rule(_topology: Topology, _rule: ListenerRule, properties: Properties, _ask: Ask) -> None:
    properties.setdefault("Conditions", [{"Field": "path-pattern", "Values": ["/*"]}])


def _vpn_gateway(_topology: Topology, _gateway: VpnGateway, properties: Properties, _ask: Ask) -> None:
    properties.setdefault("Type", "ipsec.1")


def _vpn_connection(_topology: Topology, _connection: VpnConnection, properties: Properties, ask: Ask) -> None:
    properties.setdefault("Type", "ipsec.1")
    _put(properties, "CustomerGatewayId", ask, Parameter(
        "CustomerGatewayId", _("The customer gateway at the other end of the VPN connections.")
    ))  # fmt: skip


def _peering(_topology: Topology, attachment: TransitGatewayAttachment, properties: Properties, _ask: Ask) -> None:
    if attachment.resource_type == "peering":
        properties.setdefault("PeerAccountId", {"Ref": "AWS::AccountId"})


def _instance(_topology: Topology, _instance: Instance, properties: Properties, ask: Ask) -> None:
    if "LaunchTemplate" not in properties:
        _put(properties, "ImageId", ask, Parameter(
            "ImageId", _("The image of the instances."), "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>",
            "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
        ))  # fmt: skip


def _database(_topology: Topology, database: Database, properties: Properties, _ask: Ask) -> None:
    """A new database of the least size; its password is one that Amazon RDS makes and keeps in Secrets Manager."""
    if database.cloudformation_type != "AWS::RDS::DBInstance" or _NOT_NEW & properties.keys():
        return
    properties.setdefault("Engine", "postgres")
    properties.setdefault("DBInstanceClass", "db.t4g.micro")
    properties.setdefault("AllocatedStorage", "20")
    if "MasterUserPassword" not in properties:
        properties.setdefault("MasterUsername", "dbadmin")
        properties.setdefault("ManageMasterUserPassword", True)


_NOT_NEW = {"DBClusterIdentifier", "DBSnapshotIdentifier", "SourceDBInstanceIdentifier", "DBClusterSnapshotIdentifier"}


def _put(properties: Properties, name: str, ask: Ask, parameter: Parameter) -> None:
    if name not in properties:
        properties[name] = ask(parameter)


_REQUIRED: Mapping[type[Resource], Callable[[Topology, Any, Properties, Ask], None]] = {
    TaskDefinition: _task_definition, ScheduledTask: _scheduled, Listener: _listener, ListenerRule: _listener_rule,
    VpnGateway: _vpn_gateway, VpnConnection: _vpn_connection, TransitGatewayAttachment: _peering, Instance: _instance,
    Database: _database,
}  # fmt: skip
