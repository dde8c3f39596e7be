"""What a task needs from the network, read from its task definition: one `Need` a destination.

Sources: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html (the traffic table),
…/vpc-endpoints.html, …/ecs-exec.html, …/use-environment-file.html, …/private-auth.html,
https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html (layers come from Amazon S3).
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from ..i18n import _
from ..model import (
    Cluster,
    ContainerDefinition,
    LogConfiguration,
    ScheduledTask,
    Secret,
    Service,
    StandaloneTask,
    TaskDefinition,
    Topology,
    Workload,
)
from ..reachability.memory import Hashed, remembered, same
from .platform import TRAFFIC_TABLE, Interface, Platform, Role
from .resolver import suffix_of

ECR = re.compile(
    r"^\d{12}\.dkr[.-]ecr(?:-fips)?\.(?P<region>[a-z0-9-]+)\.(?P<domain>amazonaws\.(?:com(?:\.cn)?|eu)|on\.aws)(?::443)?$"
)
HTTPS, NFS = 443, 2049
DOCKER_HUB, ECR_PUBLIC = "registry-1.docker.io", "public.ecr.aws"

# Fluent Bit's output plugins for AWS services, and the endpoint service each needs; https://docs.fluentbit.io/manual/pipeline/outputs
FIRELENS_SERVICES = {
    "cloudwatch": "logs", "cloudwatch_logs": "logs", "firehose": "kinesis-firehose", "kinesis_firehose": "kinesis-firehose",
    "kinesis": "kinesis-streams", "kinesis_streams": "kinesis-streams", "s3": "s3",
}  # fmt: skip


class Need(NamedTuple):
    """One thing that a task needs to reach. Exactly one of `service` (an AWS service's endpoint name), `host` (a name or
    address outside) and `resource` (something in the design) says what; with none, the input leaves it open: see `open`.
    `ipv4_only`: the name that the task asks for has IPv4 addresses only. `names`: the names of the service that the task asks
    for, where they are not the service's own alone."""

    flow: str
    action: str
    to: str
    service: str | None = None
    region: str | None = None
    host: str | None = None
    resource: str | None = None
    port: int = HTTPS
    required: bool = True
    open: str = ""
    ipv4_only: bool = False
    names: tuple[str, ...] = ()

    @property
    def role(self) -> Role:
        return TRAFFIC_TABLE[self.action][2]

    def interface(self, platform: Platform) -> Interface | None:
        return platform.interface(self.action)


def needs_of(topology: Topology, workload: Workload) -> tuple[Need, ...]:
    """Everything that a workload's tasks need, each destination once, in the order in which a start asks for them."""
    return _needs(topology, workload.id)


@remembered
def _needs(topology: Topology, id: str) -> Hashed[Need]:
    workload = topology.get(Workload, id)
    return same(topology, Hashed(_each_once(_asked(topology, workload)) if workload else ()))


def _asked(topology: Topology, workload: Workload) -> Iterator[Need]:
    """Everything that is asked for, some of it several times."""
    definition = topology.get(TaskDefinition, workload.task_definition)
    if definition is None:
        reason = _("the task definition is not in the input")
        yield _open("image-pull", reason)
        yield from _exec(topology, workload)
        return
    if topology.is_unresolved(definition.id, "container_definitions") and not definition.container_definitions:
        yield _open("image-pull", _("the containers are not known"))
    for container in definition.container_definitions:
        yield from _image(container)
        yield from _secrets(container)
        yield from _environment_files(container)
        yield from _logs(container)
    yield from _exec(topology, workload)
    for volume in definition.efs_volumes:
        if volume.file_system_id:
            yield Need("efs", "efs", volume.file_system_id, resource=volume.file_system_id, port=NFS)
        else:
            yield _open("efs", _("the file system is not known"), port=NFS)


def _each_once(needs: Iterable[Need]) -> Iterator[Need]:
    """Each destination once, with all the names that it is asked for by."""
    found: dict[Need, dict[str, None]] = {}
    for need in needs:
        names = found.setdefault(need._replace(names=()) if need.names else need, {})
        names.update(dict.fromkeys(need.names))
    return (need._replace(names=tuple(names)) if names else need for need, names in found.items())


def _open(flow: str, reason: str, *, port: int = HTTPS) -> Need:
    return Need(flow, flow, "", port=port, open=reason)


def _image(container: ContainerDefinition) -> Iterable[Need]:
    if not container.image and container.registry:
        return _of_registry(container.registry)
    if not container.image:
        return (_open("image-pull", _("the image of container %s is not known") % (container.name or "")),)
    return _of_registry(registry_host(container.image))


@lru_cache(maxsize=4_096)
def _of_registry(host: str) -> tuple[Need, ...]:
    """What a pull from a registry needs: its login, its manifests and its layers."""
    ecr = ECR.match(host)
    if ecr:
        region = ecr["region"]
        old = not ecr["domain"].startswith("on.aws")
        layers = f"prod-{region}-starport-layer-bucket.s3.{region}.{suffix_of(region)}"
        return (
            Need("ecr-auth", "ecr-auth", "ecr.api", service="ecr.api", region=region, ipv4_only=old),
            Need(
                "image-pull", "image-pull", "ecr.dkr", service="ecr.dkr", region=region, ipv4_only=old,
                names=(host.partition(":")[0],),
            ),
            Need("image-pull", "image-pull", "s3", service="s3", region=region, names=(layers,)),
        )  # fmt: skip
    name, _colon, port = host.partition(":")
    return (Need("image-pull", "image-pull", name, host=name, port=_port(port)),)


def _port(text: str) -> int:
    """The port that a text names, 443 where it names none."""
    return int(text) if re.fullmatch("[0-9]{1,5}", text) else HTTPS


def registry_host(image: str) -> str:
    """The registry of an image reference: its first part where that is a host, otherwise Docker Hub."""
    first, slash, _rest = image.partition("/")
    is_host = bool(slash) and ("." in first or ":" in first or first == "localhost")
    return DOCKER_HUB if not is_host or first in ("docker.io", "index.docker.io") else first


def secret_service(secret: Secret) -> tuple[str | None, str | None]:
    """The service that holds a secret, and its Region where the ARN names one.

    A full ARN says it; a bare name is a parameter of Systems Manager, since Secrets Manager wants the ARN;
    https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Secret.html
    """
    parts = (secret.value_from or "").split(":")
    region = parts[3] or None if len(parts) > 3 and parts[0] == "arn" else None
    if secret.service:
        return secret.service, region
    if len(parts) > 2 and parts[0] == "arn":
        return (parts[2] if parts[2] in ("secretsmanager", "ssm") else None), region
    return ("ssm" if secret.value_from else None), None


def _secrets(container: ContainerDefinition) -> Iterator[Need]:
    held = [*container.secrets, *(container.log_configuration.secret_options if container.log_configuration else ())]
    for secret in held:
        service, region = secret_service(secret)
        if service is None:
            yield _open("secrets", _("where secret %s is kept is not known") % secret.name)
        else:
            flow = "secrets" if service == "secretsmanager" else "ssm-parameters"
            yield Need(flow, flow, service, service=service, region=region)
    if container.repository_credentials:
        _service, region = secret_service(Secret(name="", value_from=container.repository_credentials))
        yield Need("secrets", "secrets", "secretsmanager", service="secretsmanager", region=region)


def _environment_files(container: ContainerDefinition) -> Iterator[Need]:
    if container.environment_files:
        yield Need("environment-files", "environment-files", "s3", service="s3")


def _logs(container: ContainerDefinition) -> Iterator[Need]:
    log = container.log_configuration
    if log is None:
        return
    if log.log_driver == "awslogs":
        yield Need("logs", "logs", "logs", service="logs", region=log.options.get("awslogs-region"))
    elif log.log_driver == "awsfirelens":
        yield _firelens(log)
    elif log.log_driver == "splunk":
        url = log.options.get("splunk-url", "")
        host, port = _host_of(url)
        yield (
            Need("logs", "logs", host, host=host, port=port)
            if host
            else _open("logs", _("where Splunk listens is not known"))
        )


def _firelens(log: LogConfiguration) -> Need:
    options = {k.lower(): v for k, v in log.options.items()}
    name = options.get("name", "").lower()
    if name in FIRELENS_SERVICES:
        service = FIRELENS_SERVICES[name]
        return Need("logs", "firelens-logs", service, service=service, region=options.get("region"))
    if options.get("host"):
        port = options.get("port", "")
        return Need("logs", "firelens-logs", options["host"], host=options["host"], port=_port(port))
    return Need("logs", "firelens-logs", "", open=_("where FireLens sends the logs is not known"))


def _host_of(url: str) -> tuple[str, int]:
    match = re.match(r"^(?P<scheme>https?)://(?P<host>[^/:]+)(?::(?P<port>\d{1,5}))?", url)
    if not match:
        return "", HTTPS
    return match["host"], int(match["port"] or (HTTPS if match["scheme"] == "https" else 80))


def _exec(topology: Topology, workload: Workload) -> Iterator[Need]:
    if not isinstance(workload, Service | StandaloneTask | ScheduledTask) or not workload.enable_execute_command:
        return
    yield Need("exec", "exec", "ssmmessages", service="ssmmessages")
    cluster = topology.get(Cluster, workload.cluster)
    if cluster and cluster.execute_command_kms_key_id:
        yield Need("exec-kms", "exec-kms", "kms", service="kms")
