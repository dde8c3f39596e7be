"""VPC endpoints."""

from ...builders import Network, network, record, rule
from . import respects, undecided, violates, zones


def isolated(*, zone_b: bool = True, **ecr: object) -> Network:
    """A service in isolated subnets with every endpoint that it needs; `ecr` are fields of the endpoint for ecr.dkr."""
    subnets = ["app-a", "app-b"]
    held = subnets if zone_b else ["app-a"]
    built = network().vpc().subnet("app-a", "a").subnet("app-b", "b")
    built.group("endpoint-group", [rule("app-group", 443)]).group("app-group")
    built.interface_endpoint("ecr.dkr", held, ["endpoint-group"], **ecr)
    for service in ("ecr.api", "logs"):
        built.interface_endpoint(service, held, ["endpoint-group"])
    return built.gateway_endpoint("s3", subnets).service("app", subnets, ["app-group"], logs=True)


def beside_nat(**fields: object) -> Network:
    """A service that has NAT gateways and an endpoint for ecr.dkr."""
    return (
        zones()
        .group("endpoint-group", [rule("app-group", 443)])
        .interface_endpoint("ecr.dkr", ["app-a", "app-b"], ["endpoint-group"], **fields)
        .service("app", ["app-a", "app-b"], ["app-group"])
    )


@respects("EP002", "EP003", "EP005", "EP009", "EP010", "EP011", "EP012", "EP014")
def an_isolated_service_with_every_endpoint_it_needs() -> Network:
    return isolated()


@violates("EP002", "ecr.dkr-endpoint")
def an_isolated_service_whose_registry_endpoint_has_no_private_dns() -> Network:
    return isolated(private_dns_enabled=False)


@violates("EP002", "ecr.dkr-endpoint", severity="warning")
def a_service_with_nat_beside_an_endpoint_without_private_dns() -> Network:
    return beside_nat(private_dns_enabled=False)


@undecided("EP002")
def an_endpoint_without_private_dns_beside_a_hosted_zone() -> Network:
    own = record("*.dkr.ecr.us-east-1.amazonaws.com", "10.0.0.9")
    return isolated(private_dns_enabled=False).zone("dkr.ecr.us-east-1.amazonaws.com", "vpc", own)


@respects("EP002", "EP011")
def an_endpoint_without_private_dns_to_which_a_hosted_zone_leads() -> Network:
    own = record("*.dkr.ecr.us-east-1.amazonaws.com", "ecr.dkr-endpoint")
    return isolated(private_dns_enabled=False).zone("dkr.ecr.us-east-1.amazonaws.com", "vpc", own)


@violates("EP002", "ecr.dkr-endpoint")
def an_endpoint_without_private_dns_beside_a_hosted_zone_for_something_else() -> Network:
    return isolated(private_dns_enabled=False).zone(
        "example.internal", "vpc", record("db.example.internal", "10.0.0.9")
    )


@undecided("EP002")
def an_endpoint_that_does_not_say_private_dns() -> Network:
    return isolated(private_dns_enabled=None)


@violates("EP003", "ecr.api-endpoint", "ecr.dkr-endpoint", "logs-endpoint")
def endpoints_with_private_dns_in_a_vpc_without_dns_host_names() -> Network:
    return isolated().change("vpc", enable_dns_hostnames=False)


@undecided("EP003", "vpc.enable_dns_hostnames")
def endpoints_with_private_dns_in_a_vpc_whose_attribute_is_a_parameter() -> Network:
    return isolated().change("vpc", enable_dns_hostnames=False)


@violates("EP005", "ecr.dkr-endpoint")
def an_endpoint_with_two_subnets_of_one_zone() -> Network:
    return isolated().subnet("more-a", "a").change("ecr.dkr-endpoint", subnet_ids=("app-a", "app-b", "more-a"))


@violates("EP009", "ecr.dkr-endpoint")
def a_dualstack_endpoint_in_ipv4_subnets() -> Network:
    return isolated(ip_address_type="dualstack")


@violates("EP009", "ecr.dkr-endpoint")
def an_ipv6_endpoint_in_ipv4_subnets() -> Network:
    return isolated(ip_address_type="ipv6")


@respects("EP009")
def an_ipv4_endpoint_in_ipv4_subnets() -> Network:
    return isolated(ip_address_type="ipv4")


@undecided("EP009", "app-a.ipv6_cidr_block", "app-b.ipv6_cidr_block")
def a_dualstack_endpoint_in_subnets_whose_block_is_not_known() -> Network:
    return isolated(ip_address_type="dualstack")


@violates("EP010", "vpc")
def an_endpoint_for_ecs_without_its_companions() -> Network:
    return isolated().interface_endpoint("ecs", ["app-a", "app-b"], ["endpoint-group"])


@respects("EP010")
def endpoints_for_all_of_amazon_ecs() -> Network:
    built = isolated()
    for service in ("ecs", "ecs-agent", "ecs-telemetry"):
        built.interface_endpoint(service, ["app-a", "app-b"], ["endpoint-group"])
    return built


@violates("EP011", "logs-endpoint")
def an_isolated_service_whose_endpoint_is_in_another_vpc() -> Network:
    built = isolated()
    del built.resources["logs-endpoint"]
    built.vpc("hub", "10.1.0.0/16").subnet("hub-a").group("hub-group", [rule("10.0.0.0/8", 443)])
    return built.interface_endpoint("logs", "hub-a", ["hub-group"])


@respects("EP011")
def a_service_with_nat_while_another_vpc_has_endpoints() -> Network:
    built = zones().service("app", ["app-a"], ["app-group"], logs=True)
    built.vpc("hub", "10.1.0.0/16").subnet("hub-a").group("hub-group", [rule("10.0.0.0/8", 443)])
    return built.interface_endpoint("logs", "hub-a", ["hub-group"])


@violates("EP011", "logs-endpoint", severity="warning")
def an_endpoint_for_a_service_of_another_region() -> Network:
    return isolated().change("logs-endpoint", service_name="com.amazonaws.eu-west-1.logs")


@violates("EP011", "s3-endpoint")
def a_gateway_endpoint_for_a_service_of_another_region() -> Network:
    return isolated().change("s3-endpoint", service_name="com.amazonaws.eu-west-1.s3")


@respects("EP011")
def an_interface_endpoint_that_says_that_its_service_is_of_another_region() -> Network:
    return isolated().change("logs-endpoint", service_name="com.amazonaws.eu-west-1.logs", service_region="eu-west-1")


@undecided("EP011")
def endpoints_that_are_all_of_another_region_than_was_given() -> Network:
    return beside_nat().change("ecr.dkr-endpoint", service_name="com.amazonaws.eu-west-1.ecr.dkr")


@violates("EP012", "ecr.dkr-endpoint")
def an_endpoint_without_security_groups() -> Network:
    return isolated().change("ecr.dkr-endpoint", security_group_ids=())


@violates("EP014", "ecr.api-endpoint", "ecr.dkr-endpoint", "logs-endpoint")
def tasks_in_a_zone_without_the_endpoints() -> Network:
    return isolated(zone_b=False)


@undecided("EP014", "ecr.dkr-endpoint.subnet_ids", "ecr.api-endpoint.subnet_ids", "logs-endpoint.subnet_ids")
def tasks_in_a_zone_while_the_endpoints_zones_are_not_all_known() -> Network:
    return isolated(zone_b=False)


def s3_interface(**fields: object) -> Network:
    return zones().interface_endpoint("s3", ["app-a"], ["app-group"], **{"id": "s3-interface", **fields})


@violates("EP015", "s3-interface")
def an_s3_interface_endpoint_with_private_dns_in_a_vpc_without_a_gateway_endpoint() -> Network:
    return s3_interface()


@respects("EP015", "EP016")
def an_s3_interface_endpoint_beside_a_gateway_endpoint() -> Network:
    return s3_interface().gateway_endpoint("s3", ["app-a"])


@respects("EP015")
def an_s3_interface_endpoint_whose_private_dns_is_for_everybody() -> Network:
    return s3_interface(private_dns_only_for_inbound_resolver_endpoint=False)


@violates("EP016", "logs-endpoint")
def a_gateway_endpoint_for_cloudwatch_logs() -> Network:
    return zones().gateway_endpoint("logs", ["app-a"])
