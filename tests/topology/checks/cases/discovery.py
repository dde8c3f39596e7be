"""Names, service discovery, Service Connect; storage and files at the start."""

from typing import Any

from topology.model import (
    EfsVolume,
    EnvironmentFile,
    PortMapping,
    ServiceConnect,
    ServiceConnectService,
    ServiceRegistry,
)

from ...builders import Network, network, rule
from . import respects, undecided, violates, web, zones

WINDOWS = {"operating_system_family": "WINDOWS_SERVER_2022_CORE"}
DISCOVERED = (ServiceRegistry(registry_arn="arn:aws:servicediscovery:us-east-1:123456789012:service/srv-app"),)
CONNECTED = ServiceConnect(namespace="shop", services=(ServiceConnectService(port_name="http"),))
NAMED_PORT = {"port_mappings": (PortMapping(container_port=8080, name="http"),)}


def discovered(**options: object) -> Network:
    return web(**{"service_registries": DISCOVERED, **options})


def connected(**options: object) -> Network:
    return web(**{"service_connect": CONNECTED, "container": NAMED_PORT, **options})


@respects("DNS01", "SD001", "SD002", "SD003", "SD004")
def a_service_with_discovery_in_a_vpc_with_both_dns_attributes() -> Network:
    return discovered()


@respects("SC001", "SC002", "SC004", "SC005")
def a_service_with_service_connect_and_a_named_port() -> Network:
    return connected()


@violates("DNS01", "vpc")
def a_vpc_without_dns_host_names() -> Network:
    return web().change("vpc", enable_dns_hostnames=False)


@violates("DNS01", "vpc", severity="warning")
def a_vpc_without_dns_host_names_whose_services_are_discovered() -> Network:
    return discovered().change("vpc", enable_dns_hostnames=False)


@undecided("DNS01", "vpc.enable_dns_hostnames")
def a_vpc_whose_dns_attribute_is_a_parameter() -> Network:
    return web().change("vpc", enable_dns_hostnames=False)


@violates("SD001", "app")
def a_registry_that_names_a_container_without_its_port() -> Network:
    return discovered(service_registries=(ServiceRegistry(container_name="app"),))


@violates("SD001", "app")
def a_registry_that_names_a_container_and_a_port_of_its_own() -> Network:
    return discovered(service_registries=(ServiceRegistry(container_name="app", container_port=8080, port=8080),))


@respects("SD001")
def a_registry_that_names_a_container_and_its_port() -> Network:
    return discovered(service_registries=(ServiceRegistry(container_name="app", container_port=8080),))


@violates("SD002", "app")
def a_discovered_service_of_1001_tasks() -> Network:
    return discovered(desired_count=1001)


@violates("SD002", "app")
def a_connected_service_of_1001_tasks() -> Network:
    return connected(desired_count=1001)


@respects("SD002")
def a_service_of_1001_tasks_without_discovery() -> Network:
    return web(desired_count=1001)


@violates("SD003", "vpc")
def a_discovered_service_in_a_vpc_without_dns_support() -> Network:
    return discovered().change("vpc", enable_dns_support=False)


@undecided("SD003", "vpc.enable_dns_support")
def a_discovered_service_in_a_vpc_whose_dns_attribute_is_a_parameter() -> Network:
    return discovered().change("vpc", enable_dns_support=False)


@violates("SD004", "app")
def a_discovered_service_with_public_ips() -> Network:
    return zones().service("app", ["public-a"], ["app-group"], public_ip=True, service_registries=DISCOVERED)


@violates("SC001", "app")
def a_connected_service_on_windows() -> Network:
    return connected(task=WINDOWS)


@undecided("SC001", "app-task.operating_system_family")
def a_connected_service_whose_system_is_a_parameter() -> Network:
    return connected()


@violates("SC002", "app")
def a_connected_service_on_linux_1_3_0() -> Network:
    return connected(platform_version="1.3.0")


@respects("SC002")
def a_service_on_linux_1_3_0_whose_service_connect_is_off() -> Network:
    return connected(platform_version="1.3.0", service_connect=CONNECTED.changed(enabled=False))


@undecided("SC002", "app.platform_version")
def a_connected_service_whose_platform_version_is_a_parameter() -> Network:
    return connected()


@violates("SC004", "app")
def a_connected_service_whose_port_has_no_name() -> Network:
    return connected(container={})


@respects("SC004")
def a_connected_service_that_is_a_client_only() -> Network:
    return connected(container={}, service_connect=ServiceConnect(namespace="shop"))


@undecided("SC004", "app-task.container_definitions")
def a_connected_service_whose_containers_are_not_all_known() -> Network:
    return connected(container={})


def isolated() -> Network:
    built = network().vpc().subnet("app-a").group("app-group").group("endpoint-group", [rule("app-group", 443)])
    for service in ("ecr.api", "ecr.dkr"):
        built.interface_endpoint(service, "app-a", ["endpoint-group"])
    built.gateway_endpoint("s3", "app-a")
    return built.service("app", "app-a", ["app-group"], service_connect=CONNECTED, container=NAMED_PORT)


@violates("SC005", "app")
def a_connected_service_in_an_isolated_vpc() -> Network:
    return isolated()


@respects("SC005")
def a_connected_service_in_an_isolated_vpc_with_an_endpoint_for_ecs_agent() -> Network:
    return isolated().interface_endpoint("ecs-agent", "app-a", ["endpoint-group"])


def mounting(**options: object) -> Network:
    """A service that mounts a file system with a mount target in each of its zones."""
    built = web(**options).group("efs-group", [rule("app-group", 2049)])
    return built.file_system("files", ["app-a", "app-b"], ["efs-group"], mounted_by="app")


@respects("EFS01", "EFS02", "EFS04")
def a_service_that_mounts_a_file_system_on_linux_1_4_0() -> Network:
    return mounting(platform_version="1.4.0")


@violates("EFS01", "app")
def a_service_that_mounts_a_file_system_on_linux_1_3_0() -> Network:
    return mounting(platform_version="1.3.0")


@undecided("EFS01", "app.platform_version")
def a_service_that_mounts_a_file_system_on_a_version_that_is_a_parameter() -> Network:
    return mounting()


@violates("EFS02", "app")
def a_service_that_mounts_a_file_system_on_windows() -> Network:
    return mounting(task=WINDOWS)


@undecided("EFS02", "app-task.operating_system_family")
def a_service_that_mounts_a_file_system_on_a_system_that_is_a_parameter() -> Network:
    return web().change("app-task", efs_volumes=(EfsVolume(name="files"),))


def authorized(**said: Any) -> Network:
    volume = EfsVolume(name="files", **said)
    return web().change("app-task", efs_volumes=(volume,))


@violates("EFS04", "app-task")
def a_volume_with_an_access_point_that_does_not_say_that_it_encrypts() -> Network:
    return authorized(access_point_id="fsap-1")


@violates("EFS04", "app-task")
def a_volume_with_iam_authorization_whose_encryption_is_off() -> Network:
    return authorized(transit_encryption="DISABLED", iam="ENABLED")


@respects("EFS04")
def a_volume_with_an_access_point_and_iam_authorization_that_encrypts() -> Network:
    return authorized(transit_encryption="ENABLED", access_point_id="fsap-1", iam="ENABLED")


@undecided("EFS04", "app-task.efs_volumes")
def a_volume_whose_encryption_is_a_parameter() -> Network:
    return authorized(access_point_id="fsap-1")


FILES = {"environment_files": (EnvironmentFile(value="arn:aws:s3:::config/app.env"),)}


@respects("EF001")
def a_service_that_reads_environment_files_on_linux_1_4_0() -> Network:
    return web(platform_version="1.4.0", container=FILES)


@violates("EF001", "app")
def a_service_that_reads_environment_files_on_linux_1_3_0() -> Network:
    return web(platform_version="1.3.0", container=FILES)


@violates("EF001", "app")
def a_service_that_reads_environment_files_on_windows() -> Network:
    return web(container=FILES, task=WINDOWS)


@undecided("EF001", "app.platform_version")
def a_service_that_reads_environment_files_on_a_version_that_is_a_parameter() -> Network:
    return web(container=FILES)


@violates("SC003", "job-to-app")
def a_standalone_task_that_is_to_reach_a_service_by_service_connect() -> Network:
    built = (
        zones()
        .group("job-group")
        .service("app", ["app-a"], ["app-group"], service_connect=CONNECTED, container=NAMED_PORT)
    )
    return built.standalone_task("job", ["app-a"], ["job-group"]).connection("job", "app", 8080)


@respects("SC003", "SC006")
def a_standalone_task_that_is_to_reach_a_service_behind_a_load_balancer() -> Network:
    built = connected().group("job-group").standalone_task("job", ["app-a"], ["job-group"])
    return built.connection("job", "app", 8080)


@violates("SC006", "app-group")
def a_service_with_service_connect_whose_group_lets_nobody_in_on_its_port() -> Network:
    return connected().change("app-group", security_group_ingress=(rule("alb-group", 9090),))


@violates("SC006", "app-group")
def a_service_with_service_connect_whose_ingress_port_is_closed() -> Network:
    offered = ServiceConnectService(port_name="http", ingress_port_override=9090)
    return connected(service_connect=ServiceConnect(namespace="shop", services=(offered,)))


@undecided("SC006", "app-group.security_group_ingress")
def a_service_with_service_connect_whose_group_is_not_all_known() -> Network:
    return connected().change("app-group", security_group_ingress=())
