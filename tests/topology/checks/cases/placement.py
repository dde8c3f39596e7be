"""AwsVpcConfiguration, task definitions, platform versions."""

from topology.model import EfsVolume, LogConfiguration, PortMapping

from ...builders import Network, network
from . import respects, undecided, violates, web, zones

WINDOWS = {"operating_system_family": "WINDOWS_SERVER_2022_CORE"}


@respects(
    "NC001", "NC002", "NC003", "NC004", "NC005", "NC006", "NC007", "NC008", "NC009", "NC010", "NC011", "NC012", "PV001", "PV002",
    "PV003", "PV004", "PV005", "NC014",
)  # fmt: skip
def a_service_in_two_zones_behind_a_load_balancer() -> Network:
    return web()


@undecided("NC001", "app.launch_type")
@undecided("NC002", "app.launch_type")
@undecided("PV001", "app.launch_type")
@undecided("LB002", "app.launch_type")
@undecided("EFS02", "app.launch_type")
def a_service_with_a_design_for_ec2_whose_launch_type_is_a_parameter() -> Network:
    windows = {"operating_system_family": "WINDOWS_SERVER_2025_CORE", "efs_volumes": (EfsVolume(name="files"),)}
    built = web(launch_type=None, task={"network_mode": "bridge", **windows}, platform_version="1.0.0")
    return built.change("app", subnets=(), security_groups=(), assign_public_ip=None).change(
        "alb-targets", target_type="instance"
    )


@violates("NC001", "app-task")
def a_task_definition_with_network_mode_bridge() -> Network:
    return web(task={"network_mode": "bridge"})


@undecided("NC001", "app-task.network_mode")
def a_task_definition_whose_network_mode_is_a_parameter() -> Network:
    return web(task={"network_mode": None})


@violates("NC002", "app")
def a_service_without_a_network_configuration() -> Network:
    return web().change("app", subnets=(), security_groups=(), assign_public_ip=None)


@undecided("NC002", "app.subnets")
def a_service_whose_subnets_come_from_another_stack() -> Network:
    return web().change("app", subnets=(), security_groups=(), assign_public_ip=None)


@violates("NC003", "app")
def a_service_with_groups_and_no_subnet() -> Network:
    return web().change("app", subnets=())


def in_many_subnets(n: int) -> Network:
    many = network().vpc().group("app-group")
    for i in range(n):
        many.subnet(f"app-{i}", "abcdef"[i % 6], public=True)
    return many.service("app", [f"app-{i}" for i in range(n)], ["app-group"], public_ip=True)


@violates("NC004", "app")
def a_service_in_seventeen_subnets() -> Network:
    return in_many_subnets(17)


@respects("NC004")
def a_service_in_sixteen_subnets() -> Network:
    return in_many_subnets(16)


def with_groups(n: int) -> Network:
    built = web()
    for i in range(n):
        built.group(f"group-{i}")
    return built.change("app", security_groups=tuple(f"group-{i}" for i in range(n)))


@violates("NC005", "app")
def a_service_with_six_security_groups() -> Network:
    return with_groups(6)


@respects("NC005")
def a_service_with_five_security_groups() -> Network:
    return with_groups(5)


@violates("NC006", "app")
def a_service_with_subnets_of_two_vpcs() -> Network:
    return zones().vpc("other", "10.1.0.0/16").subnet("other-a").service("app", ["app-a", "other-a"], ["app-group"])


@violates("NC007", "app")
def a_service_with_a_group_of_another_vpc() -> Network:
    return zones().vpc("other", "10.1.0.0/16").group("other-group").service("app", ["app-a"], ["other-group"])


@violates("NC008", "app")
def a_service_without_security_groups() -> Network:
    return web().change("app", security_groups=())


@violates("NC009", "app")
def a_service_that_names_a_subnet_twice() -> Network:
    return web().change("app", subnets=("app-a", "app-a"))


@violates("NC010", "app")
def a_service_with_a_role_of_its_own() -> Network:
    return web(role="ecsServiceRole")


@violates("NC011", "app-task")
def a_container_that_maps_another_host_port() -> Network:
    return web(container={"port_mappings": (PortMapping(container_port=8080, host_port=80),)})


@respects("NC011")
def a_container_that_maps_the_same_host_port() -> Network:
    return web(container={"port_mappings": (PortMapping(container_port=8080, host_port=8080),)})


@respects("NC011", "NC001")
def a_task_definition_of_ec2_that_maps_host_ports() -> Network:
    mapped = (PortMapping(container_port=8080, host_port=80),)
    task = {"network_mode": "bridge", "requires_compatibilities": ("EC2",)}
    return zones().service(
        "app", ["app-a"], ["app-group"], launch_type="EC2", task=task, container={"port_mappings": mapped}
    )


@violates("NC012", "app")
def a_service_that_does_not_say_assign_public_ip() -> Network:
    return web().change("app", assign_public_ip=None)


@violates("PV001", "app")
def a_service_on_a_removed_linux_version() -> Network:
    return web(platform_version="1.2.0")


@violates("PV001", "app")
def a_service_on_a_linux_version_that_is_written_short() -> Network:
    return web(platform_version="1.4")


@respects("PV001", "PV002", "PV003")
def a_service_on_latest() -> Network:
    return web(platform_version="LATEST")


@undecided("PV001", "app.platform_version")
def a_service_whose_platform_version_is_a_parameter() -> Network:
    return web()


@undecided("PV001")
def a_service_whose_task_definition_is_elsewhere_may_run_on_windows() -> Network:
    return web(platform_version="1.0.0").change("app", task_definition=None)


@violates("PV002", "app")
def a_service_on_linux_1_3_0() -> Network:
    return web(platform_version="1.3.0")


@violates("PV003", "app")
def a_windows_service_with_a_version_of_linux() -> Network:
    return web(platform_version="1.4.0", task=WINDOWS)


@respects("PV003", "PV001", "PV005")
def a_windows_service_on_1_0_0() -> Network:
    return web(platform_version="1.0.0", task=WINDOWS)


@violates("PV004", "app")
def a_service_on_ec2_with_a_platform_version() -> Network:
    return web(launch_type="EC2", platform_version="1.4.0")


@violates("PV005", "app-task")
def a_task_definition_on_windows_server_2025() -> Network:
    return web(task={"operating_system_family": "WINDOWS_SERVER_2025_CORE"})


@undecided("PV005", "app-task.operating_system_family")
def a_task_definition_whose_system_is_a_parameter() -> Network:
    return web()


def on(*providers: str) -> Network:
    return web(launch_type=None).change("cluster", default_capacity_providers=providers)


@violates("NC014", "app")
def a_service_without_a_launch_type_in_a_cluster_without_a_default_strategy() -> Network:
    return on()


@violates("NC014", "app")
def a_service_without_a_launch_type_in_a_cluster_of_instances() -> Network:
    return on("my-instances")


@respects("NC014")
def a_service_without_a_launch_type_in_a_cluster_of_fargate_spot() -> Network:
    return on("FARGATE_SPOT")


@undecided("NC014", "cluster.default_capacity_providers")
def a_service_without_a_launch_type_in_a_cluster_whose_strategy_is_a_parameter() -> Network:
    return on()


def logging(driver: str) -> Network:
    return web(container={"log_configuration": LogConfiguration(log_driver=driver)})


@violates("NC015", "app-task")
def a_container_that_logs_with_a_driver_of_instances() -> Network:
    return logging("gelf")


@respects("NC015")
def a_container_that_logs_to_splunk() -> Network:
    return logging("splunk")
