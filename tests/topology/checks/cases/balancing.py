"""Load balancers: how they are made and attached, who reaches them, whose addresses the tasks see."""

from topology.model import (
    ContainerDefinition,
    LoadBalancer,
    PortMapping,
    ServiceLoadBalancer,
    TargetGroup,
)

from ...builders import Network, network, rule
from . import respects, undecided, violates, web, zones


def nlb(**options: object) -> Network:
    """A service behind a Network Load Balancer without groups, that works."""
    return (
        zones()
        .group("app-group", [rule("10.0.0.0/16", 8080), rule("0.0.0.0/0", 8080, "udp")])
        .service("app", ["app-a", "app-b"], ["app-group"], **options)
        .load_balancer("nlb", ["public-a", "public-b"], service="app", kind="network")
    )


@respects(
    "LB001", "LB002", "LB003", "LB004", "LB005", "LB006", "LB007", "LB008", "LB011", "LB012", "LB013", "LB014", "LB015", "LB016", "LB017",
)  # fmt: skip
def a_service_behind_an_application_load_balancer_in_two_zones() -> Network:
    return web()


@violates("LB001", "classic")
def a_service_behind_a_classic_load_balancer() -> Network:
    attached = (ServiceLoadBalancer(container_name="app", container_port=8080, load_balancer_name="classic"),)
    classic = LoadBalancer(id="classic", load_balancer_type="classic", subnets=("public-a",))
    return zones().add(classic).service("app", ["app-a"], ["app-group"], load_balancers=attached)


@violates("LB002", "alb-targets")
def a_target_group_of_type_instance() -> Network:
    return web().change("alb-targets", target_type="instance")


@undecided("LB002", "alb-targets.target_type")
def a_target_group_whose_type_is_a_parameter() -> Network:
    return web().change("alb-targets", target_type="instance")


@violates("LB003", "alb")
def an_application_load_balancer_in_one_zone() -> Network:
    return web().change("alb", subnets=("public-a",))


@respects("LB003")
def a_network_load_balancer_in_one_zone() -> Network:
    return nlb().change("nlb", subnets=("public-a",))


@undecided("LB003", "alb.subnets")
def an_application_load_balancer_of_which_one_subnet_is_known() -> Network:
    return web().change("alb", subnets=("public-a",))


@undecided("LB003")
def an_application_load_balancer_in_subnets_whose_zone_is_not_said() -> Network:
    return web().change("public-a", availability_zone=None)


@violates("LB004", "alb")
def a_load_balancer_with_two_subnets_of_one_zone() -> Network:
    return web().subnet("public-c", "a", public=True).change("alb", subnets=("public-a", "public-b", "public-c"))


@violates("LB005", "alb")
def an_application_load_balancer_in_a_slash_28() -> Network:
    return web().change("public-a", cidr_block="10.0.0.0/28")


@violates("LB005", "alb")
def an_application_load_balancer_whose_subnet_is_full_of_tasks() -> Network:
    return (
        network()
        .vpc()
        .subnet("small-a", "a", public=True, cidr="10.0.0.0/27")
        .subnet("public-b", "b", public=True)
        .group("alb-group", [rule("0.0.0.0/0", 80)])
        .group("app-group", [rule("alb-group", 8080)])
        .service("app", "small-a", ["app-group"], public_ip=True, desired_count=20)
        .load_balancer("alb", ["small-a", "public-b"], ["alb-group"], service="app")
    )


@violates("LB006", "nlb")
def a_network_load_balancer_without_a_subnet() -> Network:
    return nlb().change("nlb", subnets=())


@undecided("LB006", "nlb.subnets")
def a_network_load_balancer_whose_subnets_come_from_another_stack() -> Network:
    return nlb().change("nlb", subnets=())


@violates("LB007", "alb")
def an_internet_facing_load_balancer_in_private_subnets() -> Network:
    return web().change("alb", subnets=("app-a", "app-b"))


@violates("LB007", "alb", severity="warning")
def an_internet_facing_load_balancer_with_one_private_subnet() -> Network:
    return web().change("alb", subnets=("public-a", "app-b"))


@respects("LB007")
def an_internal_load_balancer_in_private_subnets() -> Network:
    return web().change("alb", subnets=("app-a", "app-b"), scheme="internal")


@undecided("LB007", "rtb-app-a.routes", "rtb-app-b.routes")
def an_internet_facing_load_balancer_whose_routes_are_not_known() -> Network:
    return web().change("alb", subnets=("app-a", "app-b"))


def dualstack(*, route: bool = True, clients: str = "::/0", ipv6: bool = True) -> Network:
    built = network().vpc(ipv6=True)
    for zone in "ab":
        built.subnet(f"public-{zone}", zone, public=True, ipv6=ipv6)
        if ipv6 and not route:
            table = built.resources[f"rtb-public-{zone}"]
            built.change(table.id, routes=tuple(r for r in table.routes if r.destination != "::/0"))
    return (
        built.group("alb-group", [rule("0.0.0.0/0", 80), rule(clients, 80)])
        .group("app-group", [rule("alb-group", 8080)])
        .service("app", ["public-a", "public-b"], ["app-group"], public_ip=True)
        .load_balancer("alb", ["public-a", "public-b"], ["alb-group"], service="app", ip_address_type="dualstack")
    )


@respects("LB008")
def a_dualstack_load_balancer_that_ipv6_clients_reach() -> Network:
    return dualstack()


@violates("LB008", "alb")
def a_dualstack_load_balancer_in_subnets_without_ipv6() -> Network:
    return dualstack(ipv6=False)


@violates("LB008", "alb", severity="warning")
def a_dualstack_load_balancer_whose_subnets_have_no_ipv6_route() -> Network:
    return dualstack(route=False)


@violates("LB008", "alb", severity="warning")
def a_dualstack_load_balancer_whose_group_lets_in_ipv4_only() -> Network:
    return dualstack(clients="10.0.0.0/8")


@undecided("LB008", "public-a.ipv6_cidr_block", "public-b.ipv6_cidr_block")
def a_dualstack_load_balancer_whose_subnets_take_a_block_that_is_not_known() -> Network:
    return dualstack(ipv6=False)


@violates("LB011", "app")
def udp_to_tasks_on_linux_1_3_0() -> Network:
    return nlb(platform_version="1.3.0").change("nlb-targets", protocol="UDP")


@respects("LB011")
def udp_to_tasks_on_linux_1_4_0() -> Network:
    return nlb(platform_version="1.4.0").change("nlb-targets", protocol="UDP")


@undecided("LB011", "app.platform_version")
def udp_to_tasks_whose_platform_version_is_a_parameter() -> Network:
    return nlb().change("nlb-targets", protocol="UDP")


def with_target_groups(n: int) -> Network:
    built = web()
    for i in range(n - 1):
        extra = TargetGroup(id=f"more-{i}", vpc_id="vpc", port=8080, protocol="HTTP", target_type="ip")
        built.add(extra)
        service, listener = built.resources["app"], built.resources["alb-listener"]
        entry = ServiceLoadBalancer(container_name="app", container_port=8080, target_group_arn=extra.id)
        built.change("app", load_balancers=(*service.load_balancers, entry))
        built.change("alb-listener", target_groups=(*listener.target_groups, extra.id))
    return built


@violates("LB012", "app")
def a_service_with_six_target_groups() -> Network:
    return with_target_groups(6)


@respects("LB012")
def a_service_with_five_target_groups() -> Network:
    return with_target_groups(5)


def sending_to(container: str, port: int) -> Network:
    entry = ServiceLoadBalancer(container_name=container, container_port=port, target_group_arn="alb-targets")
    return web().change("app", load_balancers=(entry,))


@violates("LB013", "app")
def a_load_balancer_entry_for_a_container_that_does_not_exist() -> Network:
    return sending_to("web", 8080)


@violates("LB013", "app")
def a_load_balancer_entry_for_a_port_that_is_not_mapped() -> Network:
    return sending_to("app", 9090)


@respects("LB013")
def a_load_balancer_entry_for_a_sidecar() -> Network:
    sidecar = ContainerDefinition(name="proxy", image="nginx", port_mappings=(PortMapping(container_port=9090),))
    built = sending_to("proxy", 9090)
    held = built.resources["app-task"].container_definitions
    return built.change("app-task", container_definitions=(*held, sidecar))


@undecided("LB013", "app-task.container_definitions")
def a_load_balancer_entry_for_containers_that_are_not_all_known() -> Network:
    return sending_to("proxy", 9090)


@violates("LB001", "app")
def a_classic_load_balancer_that_is_named_and_not_in_the_input() -> Network:
    named = ServiceLoadBalancer(container_name="app", container_port=8080, properties={"LoadBalancerName": "old-elb"})
    return web().change("app", load_balancers=(named,))


@violates("LB014", "alb-targets")
def a_target_group_to_which_no_listener_forwards() -> Network:
    return web().change("alb-listener", target_groups=())


@undecided("LB014", "alb-listener.target_groups")
def a_target_group_while_a_listener_forwards_to_a_parameter() -> Network:
    return web().change("alb-listener", target_groups=())


@violates("LB015", "app-group")
def tasks_whose_group_does_not_let_the_load_balancer_in() -> Network:
    return web().group("app-group", [rule("alb-group", 9090)])


@violates("LB016", "nlb-targets")
def a_network_load_balancer_that_hides_its_clients() -> Network:
    return nlb()


@violates("LB016", "nlb-targets")
def a_network_load_balancer_that_sends_udp_with_its_clients_addresses() -> Network:
    return nlb().change("nlb-targets", protocol="UDP")


@violates("LB017", "alb-group")
def a_listener_whose_port_the_balancer_s_group_does_not_let_in() -> Network:
    return web().group("alb-group", [rule(port=8443)])


@undecided("LB017", "alb-group.security_group_ingress")
def a_listener_of_a_balancer_whose_rules_are_not_all_known() -> Network:
    return web().group("alb-group", [])
