"""Private hosted zones: where names lead in the VPCs that they are associated with.

https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html
"""

from topology.checks import check
from topology.model import DhcpOptions, Unresolved

from ..asking import causes, doubts, verdict
from ..builders import Network, network, record, rule

API, DKR = "api.ecr.us-east-1.amazonaws.com", "dkr.ecr.us-east-1.amazonaws.com"


def isolated() -> Network:
    """The service `app` in a VPC without internet, beside an endpoint for ecr.api without private DNS."""
    return (
        network()
        .vpc()
        .subnet("a")
        .group("endpoints", [rule("10.0.0.0/8", 443)])
        .interface_endpoint("ecr.api", "a", ["endpoints"], private_dns_enabled=False)
        .group("app-group")
        .service("app", "a", ["app-group"])
    )


def central(*, routed: bool = True) -> Network:
    """The service `app` in the VPC `spoke`; endpoints for the registry stand in the VPC `hub`, which is peered with it."""
    made = (
        network()
        .vpc("hub", "10.1.0.0/16")
        .subnet("hub-a")
        .group("endpoints", [rule("10.0.0.0/8", 443)])
        .interface_endpoint("ecr.api", "hub-a", ["endpoints"], private_dns_enabled=False)
        .interface_endpoint("ecr.dkr", "hub-a", ["endpoints"], private_dns_enabled=False)
        .vpc("spoke", "10.0.0.0/16")
        .subnet("a")
        .group("app-group")
        .service("app", "a", ["app-group"])
        .gateway_endpoint("s3", "a")
        .peering("peering", "spoke", "hub")
        .zone(API, ["hub", "spoke"], record(API, "ecr.api-endpoint"))
        .zone(DKR, ["hub", "spoke"], record(f"*.{DKR}", "ecr.dkr-endpoint"))
    )
    if routed:
        made.route("a", "10.1.0.0/16", "peering").route("hub-a", "10.0.0.0/16", "peering")
    return made


def test_a_task_pulls_its_image_by_endpoints_that_stand_in_a_central_vpc() -> None:
    topology = central().build()
    assert verdict(topology, "ecr-auth") == "reachable"
    assert verdict(topology, "image-pull", to="ecr.dkr") == "reachable"
    assert verdict(topology, "image-pull", to="s3") == "reachable"


def test_a_central_endpoint_needs_a_route_to_its_vpc() -> None:
    assert causes(central(routed=False).build(), "ecr-auth") == [("PEERING_ROUTE_MISSING", "rtb-a")]


def test_a_central_endpoint_needs_a_zone_that_is_associated_with_the_tasks_vpc() -> None:
    topology = central().zone(API, "hub", record(API, "ecr.api-endpoint")).build()
    assert verdict(topology, "ecr-auth") == "blocked"


def test_a_zone_for_an_endpoint_without_private_dns_leads_tasks_to_it() -> None:
    assert causes(isolated().build(), "ecr-auth")[0] == ("PRIVATE_DNS_DISABLED", "ecr.api-endpoint")
    assert verdict(isolated().zone(API, "vpc", record(API, "ecr.api-endpoint")).build(), "ecr-auth") == "reachable"


def test_the_group_of_an_endpoint_behind_a_zone_still_decides() -> None:
    made = isolated().zone(API, "vpc", record(API, "ecr.api-endpoint")).change("endpoints", security_group_ingress=())
    assert causes(made.build(), "ecr-auth") == [("ENDPOINT_SG_INGRESS", "endpoints")]


def test_a_name_without_a_record_in_its_zone_does_not_resolve_whatever_the_internet_says() -> None:
    made = (
        network().vpc().subnet("a", public=True).group("app-group").service("app", "a", ["app-group"], public_ip=True)
    )
    assert verdict(made.build(), "ecr-auth") == "reachable"
    topology = made.zone("us-east-1.amazonaws.com", "vpc", record("sqs.us-east-1.amazonaws.com", "10.0.0.9")).build()
    assert causes(topology, "ecr-auth") == [("NAME_NOT_IN_HOSTED_ZONE", "zone-us-east-1.amazonaws.com")]


def test_the_longest_zone_answers_alone() -> None:
    made = isolated().zone(API, "vpc", record(API, "ecr.api-endpoint")).zone("amazonaws.com", "vpc")
    assert verdict(made.build(), "ecr-auth") == "reachable"
    made = (
        isolated()
        .zone("amazonaws.com", "vpc", record(API, "ecr.api-endpoint"))
        .zone("ecr.us-east-1.amazonaws.com", "vpc")
    )
    assert causes(made.build(), "ecr-auth") == [("NAME_NOT_IN_HOSTED_ZONE", "zone-ecr.us-east-1.amazonaws.com")]


def test_private_dns_of_the_endpoint_answers_before_a_shorter_zone() -> None:
    made = isolated().zone("amazonaws.com", "vpc").change("ecr.api-endpoint", private_dns_enabled=True)
    assert verdict(made.build(), "ecr-auth") == "reachable"


def test_a_record_for_one_account_answers_for_the_registry_of_that_account_only() -> None:
    made = central().zone(DKR, "spoke", record(f"123456789012.{DKR}", "ecr.dkr-endpoint"))
    assert verdict(made.build(), "image-pull", to="ecr.dkr") == "reachable"
    made.zone(DKR, "spoke", record(f"210987654321.{DKR}", "ecr.dkr-endpoint"))
    assert causes(made.build(), "image-pull", to="ecr.dkr") == [("NAME_NOT_IN_HOSTED_ZONE", f"zone-{DKR}")]


def test_a_zone_of_another_vpc_says_nothing_here() -> None:
    made = isolated().vpc("other", "10.9.0.0/16").zone(API, "other", record(API, "ecr.api-endpoint"))
    assert causes(made.build(), "ecr-auth")[0] == ("PRIVATE_DNS_DISABLED", "ecr.api-endpoint")


def test_a_zone_needs_both_dns_attributes_of_the_vpc() -> None:
    made = isolated().zone(API, "vpc", record(API, "ecr.api-endpoint")).change("vpc", enable_dns_hostnames=False)
    assert causes(made.build(), "ecr-auth")[0] == ("VPC_DNS_DISABLED", "vpc")


def test_what_a_server_of_the_users_own_says_of_a_zone_is_unknown() -> None:
    made = isolated().zone(API, "vpc", record(API, "ecr.api-endpoint"))
    made.change("vpc", dhcp_options=DhcpOptions(domain_name_servers=("10.0.0.53",)))
    assert verdict(made.build(), "ecr-auth") == "unknown"


def test_an_alias_to_an_endpoint_of_something_else_is_not_taken_to_answer() -> None:
    made = isolated().interface_endpoint("logs", "a", ["endpoints"]).zone(API, "vpc", record(API, "logs-endpoint"))
    assert verdict(made.build(), "ecr-auth") == "unknown"


def test_an_address_in_a_modelled_subnet_that_nothing_in_the_input_has_is_unknown() -> None:
    topology = isolated().zone(API, "vpc", record(API, "10.0.0.77")).build()
    assert verdict(topology, "ecr-auth") == "unknown"
    assert "10.0.0.77" in doubts(topology, "ecr-auth")[0]


def test_a_zone_whose_vpcs_or_records_are_not_all_known_leaves_its_names_open() -> None:
    vpcs, records = (
        Unresolved(resource=f"zone-{API}", property=p, reason="an import") for p in ("vpcs", "record_sets")
    )
    assert verdict(isolated().zone(API, ()).build(unresolved=(vpcs,)), "ecr-auth") == "unknown"
    assert verdict(isolated().zone(API, "vpc").build(unresolved=(records,)), "ecr-auth") == "unknown"
    assert causes(isolated().zone(API, "vpc").build(unresolved=(vpcs,)), "ecr-auth")[0][0] == "NAME_NOT_IN_HOSTED_ZONE"


def test_a_cname_to_an_endpoints_own_name_leads_to_it() -> None:
    made = isolated().interface_endpoint(
        "ecr.api", "a", ["endpoints"], id="vpce-0123456789abcdef0", private_dns_enabled=False
    )
    own = f"vpce-0123456789abcdef0-abcd.{API.replace('amazonaws', 'vpce.amazonaws')}."
    assert verdict(made.zone(API, "vpc", record(API, own, "CNAME")).build(), "ecr-auth") == "reachable"


def test_names_that_lead_to_each_other_are_unknown_rather_than_endless() -> None:
    made = isolated().zone(
        "example.internal",
        "vpc",
        *(record(f"n{i}.example.internal", f"n{i + 1}.example.internal", "CNAME") for i in range(20)),
    )
    made.zone(API, "vpc", record(API, "n0.example.internal", "CNAME"))
    assert verdict(made.build(), "ecr-auth") == "unknown"


def test_a_star_answers_below_it_and_not_below_a_name_that_is_there() -> None:
    made = isolated().external_host("registry", "reg.deep.example.internal").connection("app", "registry", 443)
    made.zone("example.internal", "vpc", record("*.example.internal", "10.0.0.9"))
    assert verdict(made.build(), "application") == "unknown"
    made.zone(
        "example.internal", "vpc", record("*.example.internal", "10.0.0.9"), record("deep.example.internal", "10.0.0.8")
    )
    assert causes(made.build(), "application") == [("NAME_NOT_IN_HOSTED_ZONE", "zone-example.internal")]


def test_a_declared_connection_to_a_name_follows_the_zone_to_the_load_balancer_behind_it() -> None:
    made = (
        isolated()
        .subnet("b", "b")
        .group("lb-group", [rule("app-group", 443)])
        .group("web-group", [rule("lb-group", 8080)])
    )
    made.service("web", ["a", "b"], ["web-group"])
    made.load_balancer("lb", ["a", "b"], ["lb-group"], service="web", listener_port=443, scheme="internal")
    made.external_host("api", "api.example.internal").connection("app", "api", 443)
    made.zone("example.internal", "vpc", record("api.example.internal", "lb"))
    assert verdict(made.build(), "application") == "reachable"
    made.change("lb-group", security_group_ingress=())
    assert causes(made.build(), "application") == [("LB_SG_INGRESS", "lb-group")]


def test_a_zone_whose_name_is_a_parameter_is_taken_to_hold_no_name_that_tasks_ask_for() -> None:
    open_name = Unresolved(resource="zone", property="zone_name", reason="a parameter")
    made = isolated().zone("unused", "vpc", id="zone").change("zone", zone_name=None)
    made.change("ecr.api-endpoint", private_dns_enabled=True)
    report = check(made.build(unresolved=(open_name,)))
    assert any("hosted zone whose name is not known" in a for a in report["assumptions"])
    assert verdict(made.build(unresolved=(open_name,)), "ecr-auth") == "reachable"
