"""How a task reaches AWS services: gateway and interface endpoints, private DNS, resolvers, public addresses."""

from typing import Any

import pytest

from topology.model import DhcpOptions, PrefixList, Unresolved, VpcEndpoint

from ..asking import causes, doubts, flow, verdict
from ..builders import Network, network, rule
from ..reachability.hosts import ALL, ALL6

S3_LIST = PrefixList(id="pl-s3", prefix_list_name="com.amazonaws.us-east-1.s3")


def isolated(*services: str, **fields: Any) -> Network:
    """The service `app` in the isolated subnet `a`, with interface endpoints of these services in it."""
    made = (
        network()
        .vpc()
        .subnet("a")
        .group("endpoints", [rule("10.0.0.0/16", 443)])
        .group("app-group")
        .service("app", "a", ["app-group"])
    )
    for service in services:
        made.interface_endpoint(service, "a", ["endpoints"], **fields)
    return made


def open_(resource: str, *fields: str) -> tuple[Unresolved, ...]:
    return tuple(Unresolved(resource=resource, property=f, reason="a parameter") for f in fields)


def test_an_isolated_task_with_the_three_endpoints_pulls_its_image() -> None:
    topology = isolated("ecr.api", "ecr.dkr").gateway_endpoint("s3", "a").build()
    assert verdict(topology, "ecr-auth") == "reachable"
    assert verdict(topology, "image-pull", to="ecr.dkr") == "reachable"
    assert verdict(topology, "image-pull", to="s3") == "reachable"
    assert causes(topology, "internet-egress-ipv4") == [("NO_ROUTE", "rtb-a")]


def test_the_endpoint_that_is_missing_is_named() -> None:
    topology = isolated("ecr.api").gateway_endpoint("s3", "a").build()
    assert causes(topology, "image-pull", to="ecr.dkr") == [("MISSING_ENDPOINT", None)]


def test_a_gateway_endpoint_helps_only_the_tables_that_it_is_associated_with() -> None:
    topology = isolated("ecr.api", "ecr.dkr").gateway_endpoint("s3").build()
    assert causes(topology, "image-pull", to="s3") == [("GATEWAY_ENDPOINT_NOT_ASSOCIATED", "s3-endpoint")]


def test_which_tables_a_gateway_endpoint_is_associated_with_may_be_open() -> None:
    topology = isolated().gateway_endpoint("s3").build(unresolved=open_("s3-endpoint", "route_table_ids"))
    assert verdict(topology, "image-pull", to="s3") == "unknown"


def test_a_gateway_endpoint_of_dynamodb_is_none_for_s3() -> None:
    topology = isolated("ecr.api").gateway_endpoint("dynamodb", "a").build()
    assert causes(topology, "image-pull", to="s3") == [("MISSING_ENDPOINT", None)]


def test_an_interface_endpoint_for_s3_serves_the_tasks_only_where_its_private_dns_is_for_everybody() -> None:
    topology = isolated("s3", private_dns_only_for_inbound_resolver_endpoint=False).build()
    assert verdict(topology, "image-pull", to="s3") == "reachable"
    assert verdict(isolated("s3").build(), "image-pull", to="s3") == "blocked"


def test_egress_to_the_prefix_list_of_s3_is_enough_for_the_layers() -> None:
    made = isolated("ecr.api", "ecr.dkr").gateway_endpoint("s3", "a").add(S3_LIST)
    made.group("app-group", egress=[rule("pl-s3", 443), rule("endpoints", 443)])
    assert verdict(made.build(), "image-pull", to="s3") == "reachable"
    assert verdict(made.build(), "image-pull", to="ecr.dkr") == "reachable"


def test_egress_to_the_prefix_list_of_s3_is_enough_where_the_input_holds_its_entries() -> None:
    held = S3_LIST.changed(entries=("52.216.0.0/15", "3.5.0.0/19"))
    made = isolated().gateway_endpoint("s3", "a").add(held).group("app-group", egress=[rule("pl-s3", 443)])
    assert verdict(made.build(), "image-pull", to="s3") == "reachable"


def test_egress_to_the_vpc_only_stops_what_a_gateway_endpoint_would_carry() -> None:
    made = isolated().gateway_endpoint("s3", "a").group("app-group", egress=[rule("10.0.0.0/16", 443)])
    assert causes(made.build(), "image-pull", to="s3") == [("TASK_SG_EGRESS", "app-group")]


def test_egress_to_the_prefix_list_of_s3_opens_nothing_but_s3() -> None:
    behind_endpoints = isolated("ecr.api", "ecr.dkr").gateway_endpoint("s3", "a").add(S3_LIST)
    made = network().vpc().subnet("pub", public=True).nat("nat", "pub").subnet("a", nat="nat").add(S3_LIST)
    behind_nat = made.group("app-group").service("app", "a", ["app-group"])
    for built in (behind_endpoints, behind_nat):
        topology = built.group("app-group", [], [rule("pl-s3", 443)]).build()
        assert causes(topology, "ecr-auth") == [("TASK_SG_EGRESS", "app-group")]
        assert verdict(topology, "image-pull", to="s3") == "reachable"


def test_egress_to_a_list_of_ones_own_whose_entries_are_not_known_may_lead_to_an_endpoint() -> None:
    own = PrefixList(id="pl-own", prefix_list_name="endpoints")
    topology = isolated("ecr.api").add(own).group("app-group", [], [rule("pl-own", 443)]).build()
    assert verdict(topology, "ecr-auth") == "unknown"


def test_egress_to_the_prefix_list_of_another_service_is_none_to_s3() -> None:
    made = (
        isolated()
        .gateway_endpoint("s3", "a")
        .add(PrefixList(id="pl-ddb", prefix_list_name="com.amazonaws.us-east-1.dynamodb"))
    )
    made.group("app-group", egress=[rule("pl-ddb", 443)])
    assert causes(made.build(), "image-pull", to="s3") == [("TASK_SG_EGRESS", "app-group")]


def test_the_group_of_an_endpoint_has_to_let_the_tasks_in() -> None:
    made = isolated("ecr.api").group("endpoints", [rule("10.9.0.0/16", 443)])
    assert causes(made.build(), "ecr-auth") == [("ENDPOINT_SG_INGRESS", "endpoints")]


def test_the_group_of_an_endpoint_may_name_the_group_of_the_tasks() -> None:
    made = isolated("ecr.api").group("endpoints", [rule("app-group", 443)])
    assert verdict(made.build(), "ecr-auth") == "reachable"


def test_the_group_of_the_tasks_has_to_let_them_out() -> None:
    made = isolated("ecr.api").group("app-group", egress=[rule(port=80)])
    assert causes(made.build(), "ecr-auth") == [("TASK_SG_EGRESS", "app-group")]


def test_an_endpoint_without_groups_has_the_default_group_of_the_vpc() -> None:
    made = isolated().interface_endpoint("ecr.api", "a")
    assert causes(made.build(), "ecr-auth") == [("ENDPOINT_SG_INGRESS", None)]
    made.service("app", "a")
    assert verdict(made.build(), "ecr-auth") == "reachable"


def test_an_endpoint_in_another_zone_serves_the_whole_vpc() -> None:
    made = isolated().subnet("b", "b").interface_endpoint("ecr.api", "b", ["endpoints"])
    assert verdict(made.build(), "ecr-auth") == "reachable"


def test_an_endpoint_that_is_cut_off_in_one_of_its_zones_works_now_and_then() -> None:
    made = isolated().subnet("b", "b").interface_endpoint("ecr.api", ["a", "b"], ["endpoints"]).acl("deny", "b")
    assert verdict(made.build(), "ecr-auth") == "partial"
    assert causes(made.build(), "ecr-auth")[0] == ("NACL_INBOUND", "deny")


def test_an_endpoint_without_subnets_serves_nobody() -> None:
    made = isolated().interface_endpoint("ecr.api", ())
    assert causes(made.build(), "ecr-auth") == [("ENDPOINT_NOT_IN_AZ", "ecr.api-endpoint")]


def test_an_endpoint_of_another_vpc_serves_nobody_here() -> None:
    made = isolated("logs").vpc("other", "10.9.0.0/16").subnet("x").interface_endpoint("ecr.api", "x")
    assert causes(made.build(), "ecr-auth") == [("MISSING_ENDPOINT", None)]


def test_without_private_dns_an_endpoint_is_not_used() -> None:
    made = isolated("ecr.api", private_dns_enabled=False)
    assert causes(made.build(), "ecr-auth") == [("PRIVATE_DNS_DISABLED", "ecr.api-endpoint")]


def test_without_private_dns_a_task_with_a_way_out_goes_by_public_addresses() -> None:
    made = network().vpc().subnet("a", public=True).service("app", "a", public_ip=True)
    made.group("closed").interface_endpoint("ecr.api", "a", ["closed"], private_dns_enabled=False)
    assert verdict(made.build(), "ecr-auth") == "reachable"


def test_with_private_dns_a_task_with_a_way_out_goes_to_the_endpoint_all_the_same() -> None:
    made = network().vpc().subnet("a", public=True).service("app", "a", public_ip=True)
    made.group("closed").interface_endpoint("ecr.api", "a", ["closed"])
    assert causes(made.build(), "ecr-auth") == [("ENDPOINT_SG_INGRESS", "closed")]


def test_where_private_dns_is_not_said_only_what_both_readings_say_is_sure() -> None:
    topology = isolated("ecr.api", private_dns_enabled=None).build()
    assert verdict(topology, "ecr-auth") == "unknown"
    assert "private DNS is not said" in doubts(topology, "ecr-auth")[0]
    with_nat = network().vpc().subnet("pub", public=True).nat("nat", "pub").subnet("a", nat="nat").service("app", "a")
    with_nat.group("endpoints", [ALL]).interface_endpoint("ecr.api", "a", ["endpoints"], private_dns_enabled=None)
    assert verdict(with_nat.build(), "ecr-auth") == "reachable"


@pytest.mark.parametrize("field", ["enable_dns_support", "enable_dns_hostnames"])
def test_private_dns_needs_both_dns_attributes_of_the_vpc(field: str) -> None:
    made = isolated("ecr.api").change("vpc", **{field: False})
    assert causes(made.build(), "ecr-auth")[0] == ("VPC_DNS_DISABLED", "vpc")


@pytest.mark.parametrize("field", ["enable_dns_support", "enable_dns_hostnames"])
def test_a_dns_attribute_that_is_a_parameter_decides_nothing(field: str) -> None:
    topology = (
        isolated("ecr.api")
        .change("vpc", enable_dns_hostnames=field != "enable_dns_hostnames")
        .build(unresolved=open_("vpc", field))
    )
    assert verdict(topology, "ecr-auth") == "unknown"


def test_without_amazons_resolver_not_even_public_names_resolve() -> None:
    made = (
        network()
        .vpc(enable_dns_support=False)
        .subnet("a", public=True)
        .service("app", "a", public_ip=True, image="nginx")
    )
    assert causes(made.build(), "image-pull") == [("VPC_DNS_DISABLED", "vpc")]


def resolver(*servers: str) -> Network:
    return isolated("ecr.api").change("vpc", dhcp_options=DhcpOptions(domain_name_servers=servers))


def test_what_a_resolver_of_ones_own_says_of_private_names_is_unknown() -> None:
    made = resolver("10.0.0.53")
    assert verdict(made.build(), "ecr-auth") == "unknown"


@pytest.mark.parametrize("server", ["AmazonProvidedDNS", "10.0.0.2", "169.254.169.253"])
def test_amazons_resolver_goes_by_several_names(server: str) -> None:
    assert verdict(resolver(server).build(), "ecr-auth") == "reachable"


def test_a_resolver_that_the_tasks_cannot_reach_answers_nobody() -> None:
    made = resolver("10.0.0.53").group("app-group", egress=[rule(port=443)])
    assert causes(made.build(), "ecr-auth") == [("TASK_SG_EGRESS", "app-group")]


def test_no_group_stands_between_a_task_and_amazons_resolver() -> None:
    made = isolated("ecr.api").group("app-group", egress=[rule(port=443)])
    assert verdict(made.build(), "ecr-auth") == "reachable"


@pytest.mark.parametrize("field", ["subnet_ids", "security_group_ids"])
def test_what_the_input_does_not_resolve_of_an_endpoint_decides_nothing(field: str) -> None:
    made = isolated("ecr.api").change("ecr.api-endpoint", **{field: ()})
    assert verdict(made.build(unresolved=open_("ecr.api-endpoint", field)), "ecr-auth") == "unknown"


def test_an_endpoint_whose_service_is_a_parameter_may_be_the_one_that_is_missing() -> None:
    unnamed = VpcEndpoint(
        id="unnamed", vpc_id="vpc", vpc_endpoint_type="Interface", subnet_ids=("a",), security_group_ids=("endpoints",)
    )
    topology = isolated().add(unnamed).build(unresolved=open_("unnamed", "service_name"))
    assert verdict(topology, "ecr-auth") == "unknown"


def test_an_image_of_another_region_is_pulled_by_public_addresses() -> None:
    image = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/app:latest"
    made = isolated("ecr.api", "ecr.dkr").gateway_endpoint("s3", "a").service("app", "a", ["app-group"], image=image)
    assert verdict(made.build(), "image-pull", to="ecr.dkr") == "blocked"
    open_net = network().vpc().subnet("a", public=True).service("app", "a", public_ip=True, image=image)
    assert verdict(open_net.build(), "image-pull", to="ecr.dkr") == "reachable"


@pytest.mark.parametrize(
    "image",
    ["nginx", "docker.io/library/nginx:1", "public.ecr.aws/nginx/nginx", "ghcr.io/acme/app", "quay.io:443/acme/app"],
)
def test_endpoints_do_not_help_to_pull_from_a_public_registry(image: str) -> None:
    made = isolated("ecr.api", "ecr.dkr").gateway_endpoint("s3", "a").service("app", "a", ["app-group"], image=image)
    assert verdict(made.build(), "image-pull") == "blocked"
    assert causes(made.build(), "image-pull") == [("NO_ROUTE", "rtb-a")]


def test_endpoints_of_ipv4_carry_no_ipv6() -> None:
    made = network().vpc(ipv6=True).subnet("a", ipv6=True, ipv6_native=True).subnet("b").group("open", [ALL, ALL6])
    made.service("app", "a", ["open"], logs=True).interface_endpoint("logs", "b", ["open"])
    assert verdict(made.build(), "logs") == "blocked"


def test_a_dual_stack_endpoint_serves_ipv6_only_tasks() -> None:
    made = (
        network()
        .vpc(ipv6=True)
        .subnet("a", ipv6=True, ipv6_native=True)
        .subnet("b", ipv6=True)
        .group("open", [ALL, ALL6])
    )
    made.service("app", "a", ["open"], logs=True).interface_endpoint("logs", "b", ["open"], ip_address_type="dualstack")
    assert flow(made.build(), "logs").family == "ipv6"
    assert verdict(made.build(), "logs") == "reachable"


def test_a_gateway_endpoint_whose_service_is_a_parameter_may_be_that_of_s3_and_of_nothing_else() -> None:
    unnamed = VpcEndpoint(id="unnamed", vpc_id="vpc", vpc_endpoint_type="Gateway", route_table_ids=("rtb-a",))
    topology = isolated().add(unnamed).build(unresolved=open_("unnamed", "service_name"))
    assert verdict(topology, "image-pull", to="s3") == "unknown"
    assert verdict(topology, "ecr-auth") == "blocked"


def test_a_gateway_endpoint_for_ipv6_addresses_carries_no_ipv4() -> None:
    made = isolated("ecr.api", "ecr.dkr")
    assert (
        verdict(made.gateway_endpoint("s3", "a", ip_address_type="dualstack").build(), "image-pull", to="s3")
        == "reachable"
    )
    topology = made.gateway_endpoint("s3", "a", ip_address_type="ipv6").build()
    assert causes(topology, "image-pull", to="s3") == [("MISSING_ENDPOINT", None)]
    (blocker,) = flow(topology, "image-pull", to="s3").placements[0].outcome.blockers
    assert "does not carry IPv4" in blocker.message
