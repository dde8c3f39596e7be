"""Amazon ECS's, Elastic Load Balancing's and Amazon EFS's describe output as records.

https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServices.html and its siblings: ECS prints camelCase.
"""

from collections.abc import Callable
from typing import Any

from ...model import (
    Cluster,
    ContainerDefinition,
    EfsVolume,
    EnvironmentFile,
    FileSystem,
    Listener,
    ListenerRule,
    LoadBalancer,
    LogConfiguration,
    MountTarget,
    PortMapping,
    Resource,
    Secret,
    Service,
    ServiceConnect,
    ServiceConnectService,
    ServiceLoadBalancer,
    ServiceRegistry,
    Target,
    TargetGroup,
    TaskDefinition,
)
from .network import Item, tagged


def _tags(item: Item) -> Item:
    return tagged({"Tags": [{"Key": t["key"], "Value": t["value"]} for t in item.get("tags") or []]})


def cluster(item: Item) -> Resource:
    execute: Item = (item.get("configuration") or {}).get("executeCommandConfiguration") or {}
    return Cluster(
        id=item["clusterArn"],
        cluster_name=item.get("clusterName"),
        execute_command_kms_key_id=execute.get("kmsKeyId"),
        **_tags(item),
    )


def _container(item: Item) -> ContainerDefinition:
    log: Item | None = item.get("logConfiguration")
    return ContainerDefinition(
        name=item.get("name"), image=item.get("image"),
        port_mappings=tuple(
            PortMapping(container_port=p.get("containerPort"), host_port=p.get("hostPort"), protocol=p.get("protocol", "tcp"), name=p.get("name"))
            for p in item.get("portMappings", [])
        ),
        log_configuration=LogConfiguration(
            log_driver=log["logDriver"], options=log.get("options") or {},
            secret_options=tuple(Secret(name=s["name"], value_from=s["valueFrom"]) for s in log.get("secretOptions", [])),
        ) if log else None,
        secrets=tuple(Secret(name=s["name"], value_from=s["valueFrom"]) for s in item.get("secrets", [])),
        environment_files=tuple(EnvironmentFile(type=f.get("type", "s3"), value=f.get("value")) for f in item.get("environmentFiles", [])),
        repository_credentials=(item.get("repositoryCredentials") or {}).get("credentialsParameter"),
        firelens=(item.get("firelensConfiguration") or {}).get("type"),
    )  # fmt: skip


def task_definition(item: Item) -> Resource:
    runtime: Item = item.get("runtimePlatform") or {}
    volumes = [(v, v["efsVolumeConfiguration"]) for v in item.get("volumes", []) if v.get("efsVolumeConfiguration")]
    return TaskDefinition(
        id=item["taskDefinitionArn"], family=item.get("family"), network_mode=item.get("networkMode"), cpu=item.get("cpu"),
        memory=item.get("memory"), requires_compatibilities=tuple(item.get("requiresCompatibilities", [])),
        operating_system_family=runtime.get("operatingSystemFamily"), cpu_architecture=runtime.get("cpuArchitecture"),
        execution_role_arn=item.get("executionRoleArn"), task_role_arn=item.get("taskRoleArn"),
        container_definitions=tuple(_container(c) for c in item.get("containerDefinitions", [])),
        efs_volumes=tuple(
            EfsVolume(
                name=v.get("name"), file_system_id=e.get("fileSystemId"), transit_encryption=e.get("transitEncryption"),
                access_point_id=(e.get("authorizationConfig") or {}).get("accessPointId"),
                iam=(e.get("authorizationConfig") or {}).get("iam"),
            )
            for v, e in volumes
        ), **_tags(item),
    )  # fmt: skip


def service(item: Item) -> Resource:
    placed: Item = (item.get("networkConfiguration") or {}).get("awsvpcConfiguration") or {}
    deployments = item.get("deployments") or [{}]
    connect: Item | None = deployments[0].get("serviceConnectConfiguration")
    fargate = any(c.get("capacityProvider", "").startswith("FARGATE") for c in item.get("capacityProviderStrategy", []))
    return Service(
        id=item["serviceArn"], service_name=item.get("serviceName"), name=item.get("serviceName"), cluster=item.get("clusterArn"),
        task_definition=item.get("taskDefinition"), launch_type="FARGATE" if fargate else item.get("launchType", "EC2"),
        platform_version=item.get("platformVersion"), desired_count=item.get("desiredCount"), subnets=tuple(placed.get("subnets", [])),
        security_groups=tuple(placed.get("securityGroups", [])), assign_public_ip=placed.get("assignPublicIp"),
        enable_execute_command=item.get("enableExecuteCommand", False),
        load_balancers=tuple(
            ServiceLoadBalancer(
                container_name=b.get("containerName"), container_port=b.get("containerPort"), target_group_arn=b.get("targetGroupArn"),
                load_balancer_name=b.get("loadBalancerName"),
            )
            for b in item.get("loadBalancers", [])
        ),
        service_connect=ServiceConnect(
            enabled=connect.get("enabled", True), namespace=connect.get("namespace"),
            services=tuple(
                ServiceConnectService(port_name=s.get("portName"), discovery_name=s.get("discoveryName"), ingress_port_override=s.get("ingressPortOverride"))
                for s in connect.get("services", [])
            ),
        ) if connect else None,
        service_registries=tuple(
            ServiceRegistry(
                registry_arn=r.get("registryArn"), container_name=r.get("containerName"), container_port=r.get("containerPort"), port=r.get("port")
            )
            for r in item.get("serviceRegistries", [])
        ),
    )  # fmt: skip


def _is_external(item: Item) -> bool:
    return (item.get("deploymentController") or {}).get("type") == "EXTERNAL"


def own_task_sets(item: Item) -> list[Item]:
    """The task sets of a service that leaves its deployments to somebody else: they say what runs, and where."""
    return list(item.get("taskSets") or ()) if _is_external(item) else []


def task_set(item: Item) -> Resource:
    """A task set: a service's tasks in one revision, placed by itself."""
    said = {**item, "serviceArn": item["taskSetArn"], "desiredCount": item.get("computedDesiredCount")}
    return service({**said, "serviceName": item.get("id")}).changed(cloudformation_type="AWS::ECS::TaskSet")


def load_balancer(item: Item) -> Resource:
    return LoadBalancer(
        id=item["LoadBalancerArn"], name=item.get("LoadBalancerName"), load_balancer_type=item.get("Type", "application"),
        scheme=item.get("Scheme", "internet-facing"), ip_address_type=item.get("IpAddressType", "ipv4"),
        subnets=tuple(z["SubnetId"] for z in item.get("AvailabilityZones", [])), security_groups=tuple(item.get("SecurityGroups", [])),
    )  # fmt: skip


def classic_load_balancer(item: Item) -> Resource:
    """A Classic Load Balancer, which has no ARN; https://docs.aws.amazon.com/elasticloadbalancing/2012-06-01/APIReference/"""
    return LoadBalancer(
        id=item["LoadBalancerName"], name=item["LoadBalancerName"], load_balancer_type="classic", scheme=item.get("Scheme", "internet-facing"),
        subnets=tuple(item.get("Subnets", [])), security_groups=tuple(item.get("SecurityGroups", [])),
    )  # fmt: skip


def forwarded(actions: list[Item]) -> tuple[str, ...]:
    """The target groups of forward actions, in either of their two forms."""
    found: list[str] = []
    for action in actions:
        if action.get("Type") == "forward":
            groups = (action.get("ForwardConfig") or {}).get("TargetGroups") or [
                {"TargetGroupArn": action.get("TargetGroupArn")}
            ]
            found += [g["TargetGroupArn"] for g in groups if g.get("TargetGroupArn")]
    return tuple(dict.fromkeys(found))


def listener(item: Item) -> Resource:
    return Listener(
        id=item["ListenerArn"],
        load_balancer_arn=item["LoadBalancerArn"],
        port=item.get("Port"),
        protocol=item.get("Protocol"),
        target_groups=forwarded(item.get("DefaultActions", [])),
    )


def listener_rule(item: Item) -> Resource:
    """A rule beside the default one; its ARN says whose: `…:listener-rule/app/NAME/LB/LISTENER/RULE`."""
    arn = str(item["RuleArn"])
    listener = arn.rpartition("/")[0].replace(":listener-rule/", ":listener/", 1)
    return ListenerRule(id=arn, listener_arn=listener, target_groups=forwarded(item.get("Actions", [])))


def target_group(item: Item) -> Resource:
    return TargetGroup(
        id=item["TargetGroupArn"], name=item.get("TargetGroupName"), vpc_id=item.get("VpcId"), port=item.get("Port"), protocol=item.get("Protocol"),
        target_type=item.get("TargetType", "instance"), ip_address_type=item.get("IpAddressType", "ipv4"),
        health_check_enabled=item.get("HealthCheckEnabled", True), health_check_port=item.get("HealthCheckPort", "traffic-port"),
        health_check_protocol=item.get("HealthCheckProtocol"), health_check_path=item.get("HealthCheckPath"),
    )  # fmt: skip


def targets(descriptions: list[Item]) -> tuple[Target, ...]:
    """The registered targets of a target group, from `describe-target-health`."""
    return tuple(Target(id=d["Target"]["Id"], port=d["Target"].get("Port")) for d in descriptions)


def file_system(item: Item) -> Resource:
    return FileSystem(id=item["FileSystemId"], availability_zone_name=item.get("AvailabilityZoneName"), **tagged(item))


def mount_target(item: Item) -> Resource:
    return MountTarget(
        id=item["MountTargetId"],
        file_system_id=item["FileSystemId"],
        subnet_id=item.get("SubnetId"),
        ip_address=item.get("IpAddress"),
        security_groups=tuple(item.get("SecurityGroups", [])),
    )


READERS: dict[str, Callable[[Item], Resource]] = {
    "clusters": cluster, "taskDefinition": task_definition, "taskDefinitions": task_definition, "services": service, "taskSets": task_set,
    "LoadBalancers": load_balancer, "LoadBalancerDescriptions": classic_load_balancer, "Listeners": listener, "Rules": listener_rule, "TargetGroups": target_group, "FileSystems": file_system,
    "MountTargets": mount_target,
}  # fmt: skip


GONE = frozenset(("deleted", "deleting", "rejected", "failed", "expired"))
"""The states of an endpoint that answers nobody any more."""


def is_readable(name: str, item: Any) -> bool:
    """Whether an item of a list of this name is what the reader expects: `services` and `taskDefinitions` may hold bare names."""
    if not isinstance(item, dict):
        return False
    if name == "Rules":  # EventBridge's list has the same name
        return "RuleArn" in item and not item.get("IsDefault", False)
    if name == "VpcEndpoints":
        return str(item.get("State", "")).lower() not in GONE
    if name == "services":
        return item.get("status", "ACTIVE") == "ACTIVE" and not _is_external(item)
    if name == "taskSets":
        return item.get("startedBy") != "CODE_DEPLOY" and item.get("status", "ACTIVE") != "DRAINING"
    return name != "taskDefinitions" or "taskDefinitionArn" in item
