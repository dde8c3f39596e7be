"""What runs: clusters, task definitions, services, standalone and scheduled tasks."""

from typing import Annotated, Final, Literal

from ..i18n import N_
from .marks import Bounds
from .records import (
    ClusterId,
    FileSystemId,
    LoadBalancerId,
    Part,
    Port,
    Resource,
    SecurityGroupId,
    SubnetId,
    TargetGroupId,
    TaskDefinitionId,
    Text,
    field,
)

FARGATE_PROVIDERS: Final = frozenset(("FARGATE", "FARGATE_SPOT"))
MOST_TASKS: Final = 1_000_000
"""More tasks than any account runs. What AWS takes is far less, and a matter of quotas (`quotas`): a design with more can be read."""


class Cluster(Resource):
    """AWS::ECS::Cluster."""

    group = "Containers"
    title = N_("ECS cluster")

    type: Literal["Cluster"] = "Cluster"
    cluster_name: Text | None = None
    execute_command_kms_key_id: Text | None = field(
        default=None, description="Configuration.ExecuteCommandConfiguration.KmsKeyId"
    )
    default_capacity_providers: tuple[Text, ...] = ()


class PortMapping(Part):
    container_port: Port | None = None
    host_port: Port | None = None
    protocol: Literal["tcp", "udp"] = "tcp"
    name: Text | None = None


class Secret(Part):
    """A value that Fargate fetches at start: an ARN or name of Secrets Manager or of Systems Manager Parameter Store.

    `service` says which, where the value itself (a logical id) does not show it.
    """

    name: Text
    value_from: Text | None = None
    service: Literal["secretsmanager", "ssm"] | None = None


class LogConfiguration(Part):
    log_driver: Text = "awslogs"
    options: dict[str, str] = field(default_factory=dict)
    secret_options: tuple[Secret, ...] = ()


class EnvironmentFile(Part):
    type: Text = "s3"
    value: Text | None = None


class ContainerDefinition(Part):
    """One container, as far as the network is concerned.

    `registry` is the registry of the image, where the rest of its name (a tag that is a parameter) is not known.
    """

    name: Text | None = None
    image: Text | None = field(default=None, examples=["123456789012.dkr.ecr.us-east-1.amazonaws.com/app:latest"])
    registry: Text | None = field(
        default=None,
        description="Only where the image is not known: the registry that it comes from.",
        examples=["123456789012.dkr.ecr.us-east-1.amazonaws.com"],
    )
    port_mappings: tuple[PortMapping, ...] = ()
    log_configuration: LogConfiguration | None = None
    secrets: tuple[Secret, ...] = ()
    environment_files: tuple[EnvironmentFile, ...] = ()
    repository_credentials: Text | None = field(default=None, description="CredentialsParameter, a secret's ARN.")
    firelens: Text | None = field(default=None, description="FirelensConfiguration.Type: fluentd or fluentbit.")


class EfsVolume(Part):
    name: Text | None = None
    file_system_id: FileSystemId | None = None
    transit_encryption: Literal["ENABLED", "DISABLED"] | None = field(
        default=None, description="Between the task and the file system. DISABLED where not given."
    )
    access_point_id: Text | None = field(default=None, description="It needs encryption in transit.")
    iam: Literal["ENABLED", "DISABLED"] | None = field(
        default=None,
        description="Whether the task role signs the mount; it needs encryption in transit. DISABLED where not given.",
    )


class TaskDefinition(Resource):
    """AWS::ECS::TaskDefinition, as far as the network is concerned; `properties` keeps the rest as it was."""

    group = "Containers"
    title = N_("Task definition")

    type: Literal["TaskDefinition"] = "TaskDefinition"
    family: Text | None = None
    network_mode: Text | None = field(
        default="awsvpc", description="Fargate has awsvpc only: a network interface for each task."
    )
    requires_compatibilities: tuple[Text, ...] = ("FARGATE",)
    cpu: Text | None = field(default=None, description="Units of CPU; 1024 are a vCPU.", examples=["256"])
    memory: Text | None = field(default=None, description="In MiB.", examples=["512"])
    operating_system_family: Text | None = field(default=None, description="RuntimePlatform; LINUX where not given.")
    cpu_architecture: Text | None = None
    execution_role_arn: Text | None = field(
        default=None, description="The role that Fargate pulls the image, reads secrets and writes logs with."
    )
    task_role_arn: Text | None = field(default=None, description="The role that the containers themselves have.")
    container_definitions: tuple[ContainerDefinition, ...] = ()
    efs_volumes: tuple[EfsVolume, ...] = ()


class ServiceLoadBalancer(Part):
    container_name: Text | None = None
    container_port: Port | None = None
    target_group_arn: TargetGroupId | None = None
    load_balancer_name: LoadBalancerId | None = field(default=None, description="A Classic Load Balancer.")


class ServiceConnectService(Part):
    port_name: Text | None = None
    discovery_name: Text | None = None
    ingress_port_override: Port | None = None


class ServiceConnect(Part):
    enabled: bool = True
    namespace: Text | None = None
    services: tuple[ServiceConnectService, ...] = ()


class ServiceRegistry(Part):
    """A Cloud Map service in which the tasks are registered: service discovery by DNS."""

    registry_arn: Text | None = field(default=None, description="The Cloud Map service.")
    container_name: Text | None = None
    container_port: Port | None = None
    port: Port | None = None


class Workload(Resource):
    """What services, standalone and scheduled tasks share: a task definition placed by an AwsVpcConfiguration."""

    group = "Containers"
    container = "subnets"

    cluster: ClusterId | None = None
    task_definition: TaskDefinitionId | None = None
    launch_type: Literal["FARGATE", "EC2", "EXTERNAL", "MANAGED_INSTANCES"] | None = field(
        default="FARGATE",
        description="Where not given, the default capacity provider strategy of the cluster says it; EC2 where that has none.",
    )
    platform_version: Text | None = field(default=None, description="LATEST where not given.")
    subnets: tuple[SubnetId, ...] = ()
    security_groups: tuple[SecurityGroupId, ...] = field(
        default=(), description="The VPC's default security group where none is given."
    )
    assign_public_ip: Literal["ENABLED", "DISABLED"] | None = field(
        default=None, description="DISABLED where not given."
    )

    @property
    def runs_on_fargate(self) -> bool:
        """Whether the launch type is Fargate, as it is taken to be where none is given or known."""
        return self.launch_type in (None, "FARGATE")


class Service(Workload):
    """AWS::ECS::Service, or AWS::ECS::TaskSet, on Fargate."""

    title = N_("Fargate service")

    type: Literal["Service"] = "Service"
    cloudformation_type: Literal["AWS::ECS::Service", "AWS::ECS::TaskSet"] = "AWS::ECS::Service"
    service_name: Text | None = None
    desired_count: Annotated[int, Bounds(ge=0, le=MOST_TASKS)] | None = 1
    load_balancers: tuple[ServiceLoadBalancer, ...] = ()
    service_registries: tuple[ServiceRegistry, ...] = ()
    enable_execute_command: bool = False
    service_connect: ServiceConnect | None = None
    role: Text | None = None


class StandaloneTask(Workload):
    """A task that RunTask starts; no AWS resource describes it before it runs."""

    title = N_("Standalone task")

    type: Literal["StandaloneTask"] = "StandaloneTask"
    count: Annotated[int, Bounds(ge=1, le=MOST_TASKS)] = 1
    enable_execute_command: bool = False


class ScheduledTask(Workload):
    """A task that EventBridge starts: AWS::Events::Rule, AWS::Scheduler::Schedule or AWS::Pipes::Pipe with an ECS target."""

    title = N_("Scheduled task")

    type: Literal["ScheduledTask"] = "ScheduledTask"
    scheduler: Literal["events", "scheduler", "pipes"] = "scheduler"
    schedule_expression: Text | None = None
    task_count: Annotated[int, Bounds(ge=1, le=MOST_TASKS)] = 1
    enable_execute_command: bool = False
    rule_id: Text | None = field(default=None, description="The rule, where one rule starts several tasks.")
