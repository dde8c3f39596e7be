"""Task definitions: what a task is made of, as far as the network is concerned.

What the helps say beyond the page of each resource:
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html,
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html (containers),
https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html (drivers on Fargate),
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/use-environment-file.html,
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/efs-volumes.html,
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/nlb.html (UDP)
"""

from typing import Literal

from ..i18n import N_
from .records import FileSystemId, Part, Port, Resource, Text, field


class PortMapping(Part):
    container_port: Port | None = field(
        default=None,
        description="The port that the container listens on. Each task has an address of its own, so others reach the task at this port.",
    )
    host_port: Port | None = field(
        default=None,
        description="Empty, or the same as the container port: in network mode awsvpc no port is mapped to another.",
    )
    protocol: Literal["tcp", "udp"] = field(
        default="tcp",
        description="tcp where not given. Behind a Network Load Balancer, udp needs platform version 1.4.0 on Linux.",
    )
    name: Text | None = field(
        default=None,
        description="What Service Connect calls the port: up to 64 lowercase letters, digits, underscores and hyphens.",
    )


class Secret(Part):
    """A value that Fargate fetches at start: an ARN or name of Secrets Manager or of Systems Manager Parameter Store.

    `service` says which, where the value itself (a logical id) does not show it.
    """

    name: Text = field(description="The environment variable, or the option of the log driver, that takes the value.")
    value_from: Text | None = field(
        default=None,
        description="The ARN of a secret in Secrets Manager, or the ARN or the name of a parameter in Systems Manager Parameter Store. The task cannot start without a way there.",
    )
    service: Literal["secretsmanager", "ssm"] | None = field(
        default=None, description="Which of the two it is in, where the value does not show it."
    )


class LogConfiguration(Part):
    log_driver: Text = field(
        default="awslogs",
        examples=["awslogs", "awsfirelens", "splunk"],
        description="On Fargate awslogs, splunk or awsfirelens. With awslogs, a task that has no way to CloudWatch Logs does not start.",
    )
    options: dict[str, str] = field(
        default_factory=dict,
        description="The driver's own options. For awslogs, awslogs-region says in which Region the logs are kept.",
    )
    secret_options: tuple[Secret, ...] = field(
        default=(),
        description="Options whose values are fetched at start from Secrets Manager or Systems Manager Parameter Store.",
    )


class EnvironmentFile(Part):
    type: Text = field(default="s3", description="AWS knows s3 alone.")
    value: Text | None = field(
        default=None,
        description="The ARN of an object in Amazon S3, which is read at start: the task needs a way there.",
    )


class ContainerDefinition(Part):
    """One container, as far as the network is concerned.

    `registry` is the registry of the image, where the rest of its name (a tag that is a parameter) is not known.
    """

    name: Text | None = field(
        default=None,
        description="What load balancers and service registries call the container: up to 255 letters, digits, underscores and hyphens.",
    )
    image: Text | None = field(
        default=None,
        description="What it runs, with the registry that it comes from; Docker Hub where none is named. The task pulls it at start, so it needs a way to that registry.",
        examples=["123456789012.dkr.ecr.us-east-1.amazonaws.com/app:latest"],
    )
    registry: Text | None = field(
        default=None,
        description="Only where the image is not known: the registry that it comes from.",
        examples=["123456789012.dkr.ecr.us-east-1.amazonaws.com"],
    )
    port_mappings: tuple[PortMapping, ...] = field(
        default=(), description="The ports that it listens on, by which load balancers and Service Connect reach it."
    )
    log_configuration: LogConfiguration | None = field(
        default=None, description="Where its output goes. The task needs a way there."
    )
    secrets: tuple[Secret, ...] = field(
        default=(),
        description="Values from Secrets Manager or Systems Manager Parameter Store, fetched under the task execution role before the container starts.",
    )
    environment_files: tuple[EnvironmentFile, ...] = field(
        default=(),
        description="Up to ten files of environment variables in Amazon S3, read before the container starts; on Linux, with platform version 1.4.0.",
    )
    repository_credentials: Text | None = field(default=None, description="CredentialsParameter, a secret's ARN.")
    firelens: Text | None = field(
        default=None, examples=["fluentbit", "fluentd"], description="FirelensConfiguration.Type: fluentd or fluentbit."
    )


class EfsVolume(Part):
    name: Text | None = field(default=None, description="What the containers' mount points call it.")
    file_system_id: FileSystemId | None = field(
        default=None, description="The file system. It is reached by a mount target in the task's zone, on TCP 2049."
    )
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
    family: Text | None = field(
        default=None,
        description="The name that all its revisions share: up to 255 letters, digits, underscores and hyphens.",
    )
    network_mode: Text | None = field(
        default="awsvpc", description="Fargate has awsvpc only: a network interface for each task."
    )
    requires_compatibilities: tuple[Text, ...] = field(
        default=("FARGATE",),
        description="What AWS checks the definition against. For a task on Fargate it must hold FARGATE.",
    )
    cpu: Text | None = field(
        default=None,
        description="Units of CPU; 1024 are a vCPU.",
        examples=["256", "512", "1024", "2048", "4096", "8192", "16384"],
    )
    memory: Text | None = field(default=None, description="In MiB.", examples=["512"])
    operating_system_family: Text | None = field(
        default=None,
        examples=[
            "LINUX",
            "WINDOWS_SERVER_2022_CORE",
            "WINDOWS_SERVER_2022_FULL",
            "WINDOWS_SERVER_2019_CORE",
            "WINDOWS_SERVER_2019_FULL",
        ],
        description="RuntimePlatform; LINUX where not given.",
    )
    cpu_architecture: Text | None = field(
        default=None,
        examples=["X86_64", "ARM64"],
        description="What the images are built for: X86_64 or ARM64. The network is the same for both.",
    )
    execution_role_arn: Text | None = field(
        default=None, description="The role that Fargate pulls the image, reads secrets and writes logs with."
    )
    task_role_arn: Text | None = field(default=None, description="The role that the containers themselves have.")
    container_definitions: tuple[ContainerDefinition, ...] = field(
        default=(),
        description="Its containers, ten at most. They share the task's one network interface and reach each other at localhost.",
    )
    efs_volumes: tuple[EfsVolume, ...] = field(
        default=(),
        description="Amazon EFS file systems that its containers mount: on Linux, with platform version 1.4.0.",
    )
