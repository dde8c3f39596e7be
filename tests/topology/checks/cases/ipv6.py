"""IPv6: dual-stack subnets and IPv6-only ones."""

from typing import Any

from topology.model import LogConfiguration

from ...builders import Network, entry, network, rule
from . import respects, undecided, violates

DUAL_STACK_IMAGE = "123456789012.dkr-ecr.us-east-1.on.aws/app:latest"
OPEN = [rule("0.0.0.0/0", protocol="-1"), rule("::/0", protocol="-1")]


def dual(
    *, nat: bool = True, egress: list[Any] | None = None, ipv6_route: bool = True, public_ip: bool = False
) -> Network:
    """A service with both families in a private subnet, behind an egress-only internet gateway and, perhaps, a NAT gateway."""
    built = network().vpc(ipv6=True).subnet("public-a", public=True).nat("nat", "public-a").egress_only()
    built.subnet("app-a", ipv6=True, nat="nat" if nat else None)
    if ipv6_route:
        built.route("app-a", "::/0", "eigw")
    return built.group("app-group", egress=OPEN if egress is None else egress).service(
        "app", "app-a", ["app-group"], public_ip=public_ip
    )


@respects("V6006", "V6007")
def a_dual_stack_service_with_a_way_out_in_both_families() -> Network:
    return dual()


@violates("V6006", "app")
def a_dual_stack_service_with_a_way_out_over_ipv6_only() -> Network:
    return dual(nat=False)


@respects("V6006")
def a_dual_stack_service_with_endpoints_and_a_way_out_over_ipv6() -> Network:
    built = dual(nat=False).group("endpoint-group", [rule("app-group", 443)])
    for service in ("ecr.api", "ecr.dkr"):
        built.interface_endpoint(service, "app-a", ["endpoint-group"])
    return built.gateway_endpoint("s3", "app-a")


@violates("V6007", "app")
def a_dual_stack_service_without_an_ipv6_route() -> Network:
    return dual(ipv6_route=False)


@violates("V6007", "app")
def a_dual_stack_service_whose_group_lets_out_ipv4_only() -> Network:
    return dual(egress=[rule("0.0.0.0/0", protocol="-1")])


@respects("V6007")
def a_service_without_an_ipv6_address_and_without_an_ipv6_route() -> Network:
    return dual(ipv6_route=False).change("app-a", assign_ipv6_address_on_creation=False)


BOTH_WAYS = [entry(100, "allow"), entry(100, "allow", egress=True)]
IPV6_BOTH_WAYS = [entry(101, "allow", "::/0"), entry(101, "allow", "::/0", egress=True)]


@violates("NA003", "acl")
def an_acl_of_an_ipv6_subnet_with_entries_for_ipv4_only() -> Network:
    return dual().acl("acl", "app-a", *BOTH_WAYS)


@respects("NA003")
def an_acl_of_an_ipv6_subnet_with_entries_for_both() -> Network:
    return dual().acl("acl", "app-a", *BOTH_WAYS, *IPV6_BOTH_WAYS)


@respects("NA003")
def an_acl_of_an_ipv4_subnet_with_entries_for_ipv4() -> Network:
    return dual().acl("acl", "public-a", *BOTH_WAYS)


@undecided("NA003", "acl.entries")
def an_acl_of_an_ipv6_subnet_whose_entries_are_not_all_known() -> Network:
    return dual().acl("acl", "app-a", *BOTH_WAYS)


def native(region: str = "us-east-1", *, dns64: bool = False, nat64: bool = False, **options: Any) -> Network:
    """A service in an IPv6-only subnet with an egress-only internet gateway; options as in `Network.workload`."""
    built = network(region).vpc(ipv6=True).subnet("public-a", public=True).nat("nat", "public-a").egress_only()
    built.subnet("app-a", ipv6=True, ipv6_native=True, enable_dns64=dns64).route("app-a", "::/0", "eigw")
    if nat64:
        built.route("app-a", "64:ff9b::/96", "nat")
    built.group("app-group", [rule("alb-group", 8080)], OPEN).group("alb-group", [rule("0.0.0.0/0", 80)])
    return built.service("app", "app-a", ["app-group"], **{"image": DUAL_STACK_IMAGE, **options})


def balanced(ip_address_type: str = "dualstack", target: str = "ipv6") -> Network:
    """The same behind a load balancer."""
    built = native().subnet("dual-b", "b", public=True, ipv6=True).subnet("dual-c", "c", public=True, ipv6=True)
    return built.load_balancer(
        "alb", ["dual-b", "dual-c"], ["alb-group"], service="app", ip_address_type=ip_address_type,
        target_group={"ip_address_type": target},
    )  # fmt: skip


@respects("LB009", "V6008", "V6009", "V6010", "V6011", "V6012", "V6013", "V6014", "V6015", "EX003")
def an_ipv6_only_service_behind_a_dualstack_load_balancer() -> Network:
    return balanced()


@violates("LB009", "alb-targets")
def an_ipv6_only_service_with_a_target_group_for_ipv4() -> Network:
    return balanced(target="ipv4")


@undecided("LB009", "alb-targets.ip_address_type")
def an_ipv6_only_service_with_a_target_group_whose_type_is_a_parameter() -> Network:
    return balanced(target="ipv4")


@violates("V6008", "app")
def an_ipv6_only_service_on_windows() -> Network:
    return native(task={"operating_system_family": "WINDOWS_SERVER_2022_CORE"})


@violates("V6008", "app")
def an_ipv6_only_service_on_linux_1_3_0() -> Network:
    return native(platform_version="1.3.0")


@undecided("V6008", "app.platform_version")
def an_ipv6_only_service_whose_platform_version_is_a_parameter() -> Network:
    return native()


@violates("V6009", "alb")
def an_ipv6_only_service_behind_an_ipv4_load_balancer() -> Network:
    return balanced("ipv4")


@undecided("V6009", "alb.ip_address_type")
def an_ipv6_only_service_behind_a_load_balancer_whose_type_is_a_parameter() -> Network:
    return balanced("ipv4")


@violates("V6010", "app")
def an_ipv6_only_service_that_pulls_by_an_ipv4_name() -> Network:
    return native(image="123456789012.dkr.ecr.us-east-1.amazonaws.com/app")


@violates("V6010", "app", severity="warning")
def an_ipv6_only_service_with_dns64_that_pulls_by_an_ipv4_name() -> Network:
    return native(dns64=True, nat64=True, image="123456789012.dkr.ecr.us-east-1.amazonaws.com/app")


@undecided("V6010", "app-task.container_definitions")
def an_ipv6_only_service_whose_image_is_a_parameter() -> Network:
    return native()


@violates("EX003", "app")
def an_ipv6_only_service_with_exec() -> Network:
    return native(enable_execute_command=True)


@violates("V6011", "app")
def an_ipv6_only_service_that_logs_to_a_fips_endpoint() -> Network:
    options = {"awslogs-group": "/app", "awslogs-endpoint": "https://logs-fips.us-east-1.amazonaws.com"}
    return native(container={"log_configuration": LogConfiguration(options=options)})


@violates("V6012", "ecr.api-endpoint", "s3-endpoint")
def an_ipv6_only_service_with_a_dual_stack_registry_endpoint_and_an_ipv4_endpoint_for_s3() -> Network:
    built = (
        native()
        .subnet("dual-b", "b", ipv6=True)
        .interface_endpoint("ecr.api", "dual-b", ["app-group"], ip_address_type="dualstack")
    )
    return built.gateway_endpoint("s3", "app-a")


@respects("V6013")
def an_ipv6_only_service_with_dns64_and_nat64() -> Network:
    return native(dns64=True, nat64=True).external_host("partner", "203.0.113.9").connection("app", "partner", 443)


@violates("V6013", "app")
def an_ipv6_only_service_that_goes_to_an_ipv4_host() -> Network:
    return native().external_host("partner", "203.0.113.9").connection("app", "partner", 443)


@violates("V6013", "app-a", severity="warning")
def an_ipv6_only_subnet_with_dns64_and_no_nat64() -> Network:
    return native(dns64=True)


@violates("V6014", "app")
def an_ipv6_only_service_that_asks_for_a_public_ip() -> Network:
    return native(public_ip=True)


@violates("V6015", "app")
def an_ipv6_only_service_in_ireland() -> Network:
    return native("eu-west-1")


@undecided("V6015")
def an_ipv6_only_service_in_a_region_that_is_not_confirmed() -> Network:
    return native("sa-east-1")
