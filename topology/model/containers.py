"""What runs where: clusters, services, standalone and scheduled tasks.

What the helps say beyond the page of each resource:
https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html (16 subnets, 5 groups),
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/platform_versions.html,
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html (target groups),
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts-deploy.html,
https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceRegistry.html,
https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html (count),
https://docs.aws.amazon.com/scheduler/latest/APIReference/API_EcsParameters.html (TaskCount)
"""

from typing import Annotated, Final, Literal

from ..i18n import N_
from .marks import Bounds
from .records import (
    ClusterId,
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
    cluster_name: Text | None = field(
        default=None, description="What services and tasks call it: up to 255 letters, digits, underscores and hyphens."
    )
    execute_command_kms_key_id: Text | None = field(
        default=None,
        description="The KMS key that encrypts sessions of ECS Exec. The tasks then need a way to AWS KMS, too.",
    )
    default_capacity_providers: tuple[Text, ...] = field(
        default=(),
        description="What runs a service or task that names neither a launch type nor capacity providers, such as FARGATE or FARGATE_SPOT.",
    )


class ServiceLoadBalancer(Part):
    container_name: Text | None = field(default=None, description="The container that gets the traffic.")
    container_port: Port | None = field(
        default=None,
        description="The port of that container, one of its port mappings. The tasks' security groups must let in the load balancer there.",
    )
    target_group_arn: TargetGroupId | None = field(
        default=None,
        description="The target group in which AWS registers each task by its private address; its target type must be ip.",
    )
    load_balancer_name: LoadBalancerId | None = field(
        default=None, description="A Classic Load Balancer. Fargate tasks cannot stand behind one."
    )


class ServiceConnectService(Part):
    port_name: Text | None = field(default=None, description="The name of one of the task definition's port mappings.")
    discovery_name: Text | None = field(
        default=None, description="What other services of the namespace call it; the name of the port where not given."
    )
    ingress_port_override: Port | None = field(
        default=None,
        description="The port that the proxy of Service Connect listens on, which the security groups must let in; the container port where not given.",
    )


class ServiceConnect(Part):
    enabled: bool = field(
        default=True,
        description="Whether the service takes part in the namespace, with a proxy beside each of its tasks.",
    )
    namespace: Text | None = field(
        default=None,
        description="The Cloud Map namespace in which services know each other, by its name or ARN; the cluster's default one where not given.",
    )
    services: tuple[ServiceConnectService, ...] = field(
        default=(),
        description="The ports that other services reach by a name. A service without any only calls others.",
    )


class ServiceRegistry(Part):
    """A Cloud Map service in which the tasks are registered: service discovery by DNS."""

    registry_arn: Text | None = field(default=None, description="The Cloud Map service.")
    container_name: Text | None = field(
        default=None, description="With an SRV record: the container that it leads to. Not together with Port."
    )
    container_port: Port | None = field(
        default=None, description="With an SRV record: the port of that container. Not together with Port."
    )
    port: Port | None = field(
        default=None, description="With an SRV record: the port that it names, in place of a container and its port."
    )


class Workload(Resource):
    """What services, standalone and scheduled tasks share: a task definition placed by an AwsVpcConfiguration."""

    group = "Containers"
    container = "subnets"

    cluster: ClusterId | None = field(
        default=None, description="The cluster that it runs in; the one called default where not given."
    )
    task_definition: TaskDefinitionId | None = field(
        default=None, description="What it runs, and thereby what it has to reach."
    )
    launch_type: Literal["FARGATE", "EC2", "EXTERNAL", "MANAGED_INSTANCES"] | None = field(
        default="FARGATE",
        description="Where not given, the default capacity provider strategy of the cluster says it; EC2 where that has none.",
    )
    platform_version: Text | None = field(
        default=None,
        examples=["LATEST", "1.4.0", "1.0.0"],
        description="The version of Fargate. LATEST where not given: 1.4.0 on Linux, 1.0.0 on Windows.",
    )
    subnets: tuple[SubnetId, ...] = field(
        default=(),
        description="Where AWS may place its tasks: 1 to 16 subnets of one VPC. A task stands in one of them, so each has to do.",
    )
    security_groups: tuple[SecurityGroupId, ...] = field(
        default=(),
        description="What the tasks' network interfaces let in and out: up to 5 groups. The VPC's default security group where none is given.",
    )
    assign_public_ip: Literal["ENABLED", "DISABLED"] | None = field(
        default=None,
        description="Whether each task gets a public IPv4 address, without which it cannot get out by an internet gateway over IPv4. DISABLED where not given.",
    )

    @property
    def runs_on_fargate(self) -> bool:
        """Whether the launch type is Fargate, as it is taken to be where none is given or known."""
        return self.launch_type in (None, "FARGATE")


class Service(Workload):
    """AWS::ECS::Service, or AWS::ECS::TaskSet, on Fargate."""

    title = N_("Fargate service")

    type: Literal["Service"] = "Service"
    cloudformation_type: Literal["AWS::ECS::Service", "AWS::ECS::TaskSet"] = field(
        default="AWS::ECS::Service", description="Whether a template has it as a service or as a task set."
    )
    service_name: Text | None = field(
        default=None, description="Its name within the cluster: up to 255 letters, digits, underscores and hyphens."
    )
    desired_count: Annotated[int, Bounds(ge=0, le=MOST_TASKS)] | None = field(
        default=1, description="How many tasks run. Each takes an address in one of the subnets."
    )
    load_balancers: tuple[ServiceLoadBalancer, ...] = field(
        default=(),
        description="The target groups that its tasks are registered in, five at most, each for a port of a container.",
    )
    service_registries: tuple[ServiceRegistry, ...] = field(
        default=(),
        description="A Cloud Map service, so that a DNS name leads to the tasks' private addresses; AWS takes one.",
    )
    enable_execute_command: bool = field(
        default=False,
        description="Whether ECS Exec may open a shell in its containers; each task then needs a way to the ssmmessages service. Off where not given.",
    )
    service_connect: ServiceConnect | None = field(
        default=None,
        description="Calls between services by name, through a proxy beside each task: on Linux, with platform version 1.4.0.",
    )
    role: Text | None = field(
        default=None,
        description="The role by which ECS calls a load balancer. AWS refuses it with network mode awsvpc, so on Fargate it stays empty.",
    )


class StandaloneTask(Workload):
    """A task that RunTask starts; no AWS resource describes it before it runs."""

    title = N_("Standalone task")

    type: Literal["StandaloneTask"] = "StandaloneTask"
    count: Annotated[int, Bounds(ge=1, le=MOST_TASKS)] = field(
        default=1,
        description="How many tasks a call of RunTask starts, ten at most. Each takes an address in one of the subnets.",
    )
    enable_execute_command: bool = field(
        default=False,
        description="Whether ECS Exec may open a shell in its containers; each task then needs a way to the ssmmessages service. Off where not given.",
    )


class ScheduledTask(Workload):
    """A task that EventBridge starts: AWS::Events::Rule, AWS::Scheduler::Schedule or AWS::Pipes::Pipe with an ECS target."""

    title = N_("Scheduled task")

    type: Literal["ScheduledTask"] = "ScheduledTask"
    scheduler: Literal["events", "scheduler", "pipes"] = field(
        default="scheduler",
        description="What starts it: a rule of EventBridge (events), EventBridge Scheduler or EventBridge Pipes.",
    )
    schedule_expression: Text | None = field(
        default=None,
        examples=["rate(1 hour)", "cron(0 3 * * ? *)"],
        description="When it starts: rate(…), cron(…) or, with EventBridge Scheduler, at(…). A rule may wait for events instead.",
    )
    task_count: Annotated[int, Bounds(ge=1, le=MOST_TASKS)] = field(
        default=1,
        description="How many tasks each start brings; 1 where not given, and ten at most with EventBridge Scheduler.",
    )
    enable_execute_command: bool = field(
        default=False,
        description="Whether ECS Exec may open a shell in its containers; each task then needs a way to the ssmmessages service. Off where not given.",
    )
    rule_id: Text | None = field(default=None, description="The rule, where one rule starts several tasks.")
