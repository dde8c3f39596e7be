"""Whether a task gets an IPv6 address: every condition, and what it does with the address."""

from typing import Any

import pytest

from topology.fargate.flows import flows_of
from topology.fargate.ipv6 import Condition, asked_platform, conditions, eligible
from topology.model import Topology, Unresolved, Workload
from topology.reachability.naming import TASK

from ..asking import causes, doubts, flow, verdict
from ..builders import Network, entry, network, rule
from ..reachability.hosts import ALL6


def dual_stack(**settings: str) -> Network:
    """The service `app` in a dual-stack subnet."""
    return network(**settings).vpc(ipv6=True).subnet("a", ipv6=True, public=True).service("app", "a", public_ip=True)


def judged(topology: Topology) -> dict[str, Condition]:
    workload = topology.get(Workload, "app")
    assert workload is not None
    return {c.condition: c for c in conditions(topology, asked_platform(topology, workload), "a")}


def unmet(topology: Topology) -> list[tuple[str, str, str | None]]:
    return [(c.condition, c.cause, c.resource) for c in judged(topology).values() if c.met is not True]


def test_a_task_on_1_4_0_in_a_dual_stack_subnet_gets_an_ipv6_address() -> None:
    found = judged(dual_stack().build())
    assert list(found) == ["V6001", "V6002", "V6003", "V6004", "V6005"]
    assert eligible(tuple(found.values())) is True
    assert verdict(dual_stack().build(), "internet-egress-ipv6") == "reachable"


def test_the_account_setting_has_to_be_on() -> None:
    topology = dual_stack(dualStackIPv6="disabled").build()
    assert unmet(topology) == [("V6001", "ACCOUNT_SETTING_OFF", None)]
    assert causes(topology, "internet-egress-ipv6") == [("ACCOUNT_SETTING_OFF", None)]


def test_the_vpc_has_to_have_an_ipv6_block() -> None:
    topology = dual_stack().change("vpc", ipv6_cidr_block_associations=()).build()
    assert unmet(topology) == [("V6002", "NO_IPV6_CIDR", "a")]


def test_the_subnet_has_to_have_an_ipv6_block() -> None:
    topology = dual_stack().change("a", ipv6_cidr_block=None).build()
    assert unmet(topology) == [("V6003", "NO_IPV6_CIDR", "a")]


def test_the_block_of_the_subnet_has_to_be_one_of_the_vpcs() -> None:
    topology = dual_stack().change("a", ipv6_cidr_block="2a05:d018::/64").build()
    assert unmet(topology) == [("V6003", "NO_IPV6_CIDR", "a")]


def test_the_subnet_has_to_assign_addresses() -> None:
    topology = dual_stack().change("a", assign_ipv6_address_on_creation=False).build()
    assert unmet(topology) == [("V6004", "NO_IPV6_ADDRESS_ASSIGNED", "a")]
    assert causes(topology, "internet-egress-ipv6") == [("NO_IPV6_ADDRESS_ASSIGNED", "a")]


def test_the_platform_version_has_to_be_1_4_0() -> None:
    topology = dual_stack().change("app", platform_version="1.3.0").build()
    assert unmet(topology) == [("V6005", "PLATFORM_VERSION", TASK)]


def test_about_windows_the_documents_disagree() -> None:
    topology = dual_stack().change("app-task", operating_system_family="WINDOWS_SERVER_2022_CORE").build()
    assert judged(topology)["V6005"].met is None
    assert verdict(topology, "internet-egress-ipv6") == "unknown"


@pytest.mark.parametrize(
    ("resource", "field", "empty", "condition"),
    [
        ("vpc", "ipv6_cidr_block_associations", (), "V6002"),
        ("a", "ipv6_cidr_block", None, "V6003"),
        ("a", "assign_ipv6_address_on_creation", False, "V6004"),
    ],
)
def test_a_condition_that_is_a_parameter_is_open(resource: str, field: str, empty: object, condition: str) -> None:
    made = dual_stack().change(resource, **{field: empty})
    topology = made.build(unresolved=(Unresolved(resource=resource, property=field, reason="a parameter"),))
    assert judged(topology)[condition].met is None
    assert verdict(topology, "internet-egress-ipv6") == "unknown"


def test_every_condition_that_fails_is_named() -> None:
    made = (
        dual_stack(dualStackIPv6="disabled")
        .change("vpc", ipv6_cidr_block_associations=())
        .change("a", ipv6_cidr_block=None)
    )
    topology = made.change("app", platform_version="1.3.0").build()
    assert [c[0] for c in unmet(topology)] == ["V6001", "V6002", "V6003", "V6005"]


def test_a_dual_stack_task_starts_over_ipv4() -> None:
    made = (
        network()
        .vpc(ipv6=True)
        .subnet("a", ipv6=True)
        .egress_only()
        .route("a", "::/0", "eigw")
        .service("app", "a", logs=True)
    )
    assert flow(made.build(), "logs").family == "ipv4"
    assert verdict(made.build(), "logs") == "blocked"
    assert verdict(made.build(), "internet-egress-ipv6") == "reachable"


def test_an_ipv6_only_task_starts_over_ipv6() -> None:
    made = network().vpc(ipv6=True).subnet("a", ipv6=True, ipv6_native=True, public=True).service("app", "a", logs=True)
    assert (flow(made.build(), "logs").family, verdict(made.build(), "logs")) == ("ipv6", "reachable")
    assert verdict(made.build(), "internet-egress-ipv4") == "blocked"


def test_a_service_in_a_dual_stack_and_an_ipv6_only_subnet_has_rows_for_both_families() -> None:
    made = (
        network()
        .vpc(ipv6=True)
        .subnet("a", ipv6=True, public=True)
        .subnet("six", ipv6=True, ipv6_native=True, public=True)
    )
    topology = made.service("app", ["a", "six"], public_ip=True, logs=True).build()
    assert [p.subnet for p in flow(topology, "logs", family="ipv4").placements] == ["a"]
    assert [p.subnet for p in flow(topology, "logs", family="ipv6").placements] == ["six"]


def ipv6_only(**fields: Any) -> Network:
    """The service `app` in an IPv6-only subnet with a way out, and a NAT gateway in a public subnet."""
    made = network().vpc(ipv6=True).subnet("pub", public=True).nat("nat", "pub")
    return made.subnet("a", ipv6=True, ipv6_native=True, public=True).service("app", "a", **fields)


DUAL_STACK_IMAGE = "123456789012.dkr-ecr.us-east-1.on.aws/app:latest"


def test_an_ipv6_only_task_pulls_from_amazon_ecr_by_its_dual_stack_name() -> None:
    topology = ipv6_only(image=DUAL_STACK_IMAGE).build()
    assert verdict(topology, "image-pull", to="ecr.dkr") == "reachable"
    assert verdict(topology, "ecr-auth") == "reachable"


def test_the_ipv4_only_name_of_amazon_ecr_is_no_help_to_an_ipv6_only_task() -> None:
    topology = ipv6_only().build()
    assert causes(topology, "image-pull", to="ecr.dkr") == [("NO_IPV4_ADDRESS", "app")]
    assert causes(topology, "ecr-auth") == [("NO_IPV4_ADDRESS", "app")]


def test_with_dns64_and_nat64_the_ipv4_only_name_may_do() -> None:
    made = ipv6_only().change("a", enable_dns64=True)
    assert verdict(made.build(), "image-pull", to="ecr.dkr") == "blocked"
    made.route("a", "64:ff9b::/96", "nat")
    assert verdict(made.build(), "image-pull", to="ecr.dkr") == "unknown"


def test_whether_a_public_registry_has_an_ipv6_address_is_not_in_the_input() -> None:
    assert verdict(ipv6_only(image="ghcr.io/acme/app").build(), "image-pull") == "unknown"
    both_ways = ipv6_only(image="ghcr.io/acme/app").change("a", enable_dns64=True).route("a", "64:ff9b::/96", "nat")
    assert verdict(both_ways.build(), "image-pull") == "reachable"


def test_nat64_needs_rules_for_its_prefix_and_no_ipv6_in_the_subnet_of_the_nat_gateway() -> None:
    made = ipv6_only(image="ghcr.io/acme/app").change("a", enable_dns64=True).route("a", "64:ff9b::/96", "nat")
    made.group("g", egress=[rule("2000::/3", 443)]).change("app", security_groups=("g",))
    assert verdict(made.build(), "image-pull") == "unknown"
    made.group("g", egress=[rule("2000::/3", 443), rule("64:ff9b::/96", 443)])
    assert verdict(made.build(), "image-pull") == "reachable"


def test_behind_nat64_the_acl_of_the_nat_gateways_subnet_is_asked_for_ipv4() -> None:
    made = ipv6_only(image="ghcr.io/acme/app").change("a", enable_dns64=True).route("a", "64:ff9b::/96", "nat")
    ipv6_in, ipv6_out = entry(100, "allow", "::/0"), entry(100, "allow", "::/0", egress=True)
    made.acl("acl", "pub", ipv6_in, ipv6_out)
    assert verdict(made.build(), "image-pull") == "unknown"
    made.acl("acl", "pub", ipv6_in, ipv6_out, entry(110, "allow"), entry(110, "allow", egress=True))
    assert verdict(made.build(), "image-pull") == "reachable"


def test_whether_a_subnet_has_dns64_may_be_a_parameter() -> None:
    topology = ipv6_only().build(unresolved=(Unresolved(resource="a", property="enable_dns64", reason="a parameter"),))
    assert verdict(topology, "ecr-auth") == "unknown"


def test_about_dual_stack_endpoints_of_amazon_ecr_the_documents_disagree() -> None:
    made = ipv6_only().group("open", [ALL6]).interface_endpoint("ecr.api", "a", ["open"], ip_address_type="ipv6")
    assert verdict(made.build(), "ecr-auth") == "unknown"


def test_exec_does_not_work_in_an_ipv6_only_subnet() -> None:
    topology = (
        network()
        .vpc(ipv6=True)
        .subnet("six", public=True, ipv6=True, ipv6_native=True)
        .group("group")
        .service("app", "six", ["group"], enable_execute_command=True)
        .build()
    )
    (flow,) = [f for f in flows_of(topology, topology.workloads[0]) if f.flow == "exec"]
    assert flow.verdict == "blocked"
    assert [b.cause for p in flow.placements for b in p.outcome.blockers] == ["IPV6_ONLY_UNSUPPORTED"]


def test_an_ipv4_address_is_reached_through_nat64_only_by_a_name() -> None:
    made = ipv6_only().external_host("partner", "203.0.113.9").connection("app", "partner", 443)
    assert causes(made.build(), "application") == [("NO_IPV4_ADDRESS", "app")]
    made.change("a", enable_dns64=True)
    assert verdict(made.build(), "application") == "blocked"
    made.route("a", "64:ff9b::/96", "nat")
    found = flow(made.build(), "application")
    assert (found.family, found.verdict) == ("ipv6", "unknown")
    (doubt,) = doubts(made.build(), "application")
    assert "DNS64" in doubt


def test_that_an_ipv6_only_task_reaches_an_ipv4_address_through_nat64_needs_a_rule_for_it() -> None:
    made = ipv6_only().external_host("partner", "203.0.113.9").connection("app", "partner", 443)
    made.change("a", enable_dns64=True).route("a", "64:ff9b::/96", "nat")
    made.group("g", egress=[rule("2000::/3", 443)]).change("app", security_groups=("g",))
    assert causes(made.build(), "application") == [("TASK_SG_EGRESS", "g")]
