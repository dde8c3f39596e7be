"""Internet gateways translate public IPv4 addresses and carry IPv6; egress-only ones let IPv6 out and nothing in."""

import pytest

from topology.checks import trace
from topology.model import ElasticIp, NetworkInterface, SecurityGroupRule, Subnet, Topology, Unresolved

from ..asking import blocked_by, causes, reaches, verdict
from ..builders import Network, network, rule
from .hosts import ALL, ALL6, host


def task(*, public_ip: bool = True, ipv6: bool = False, **fields: object) -> Network:
    made = network().vpc(ipv6=ipv6).subnet("a", public=True, ipv6=ipv6).group("web", [ALL, ALL6])
    return made.service("app", "a", ["web"], public_ip=public_ip, **fields)


def test_a_task_with_a_public_address_in_a_public_subnet_reaches_the_internet() -> None:
    assert reaches(task().build(), "app", "internet") == "reachable"


def test_a_task_without_a_public_address_in_a_public_subnet_does_not() -> None:
    assert blocked_by(task(public_ip=False).build(), "app", "internet") == [("NO_PUBLIC_IP", "app")]


def test_a_public_address_in_a_private_subnet_leads_nowhere() -> None:
    topology = network().vpc().subnet("a").internet_gateway().service("app", "a", public_ip=True).build()
    assert blocked_by(topology, "app", "internet") == [("NO_ROUTE", "rtb-a")]


def test_map_public_ip_on_launch_gives_a_fargate_task_no_public_address() -> None:
    made = task(public_ip=False).change("a", map_public_ip_on_launch=True)
    assert blocked_by(made.build(), "app", "internet") == [("NO_PUBLIC_IP", "app")]


def test_map_public_ip_on_launch_gives_an_instance_one() -> None:
    made = network().vpc().subnet("a", public=True, map_public_ip_on_launch=True).group("open", [ALL])
    topology = made.add(
        host("by-subnet", "a", "open"), host("refused", "a", "open", associate_public_ip_address=False)
    ).build()
    assert reaches(topology, "by-subnet", "internet") == "reachable"
    assert blocked_by(topology, "refused", "internet") == [("NO_PUBLIC_IP", "refused")]


def test_a_gateway_that_is_not_attached_carries_nothing() -> None:
    made = task().change("igw-vpc", vpc_id=None)
    assert blocked_by(made.build(), "app", "internet") == [("IGW_NOT_ATTACHED", "igw-vpc")]


def test_a_gateway_of_another_vpc_carries_nothing() -> None:
    made = task().vpc("other", "10.9.0.0/16")
    assert blocked_by(made.change("igw-vpc", vpc_id="other").build(), "app", "internet") == [
        ("IGW_NOT_ATTACHED", "igw-vpc")
    ]


def test_a_gateway_whose_vpc_is_a_parameter_may_be_attached() -> None:
    made = task().change("igw-vpc", vpc_id=None)
    topology = made.build(unresolved=(Unresolved(resource="igw-vpc", property="vpc_id", reason="a parameter"),))
    assert verdict(topology, "internet-egress-ipv4") == "unknown"


def test_whether_there_is_a_public_address_may_be_a_parameter() -> None:
    topology = task(public_ip=False).build(
        unresolved=(Unresolved(resource="app", property="assign_public_ip", reason="a parameter"),)
    )
    assert verdict(topology, "internet-egress-ipv4") == "unknown"
    assert reaches(topology, "internet", "app") == "unknown"


def test_the_internet_reaches_a_task_with_a_public_address() -> None:
    assert reaches(task().build(), "internet", "app") == "reachable"


def test_the_internet_does_not_reach_a_task_without_one() -> None:
    assert blocked_by(task(public_ip=False).build(), "internet", "app") == [("NO_PUBLIC_IP", "app")]


def test_the_internet_is_stopped_by_the_groups() -> None:
    made = task().group("web", [rule("198.51.100.0/24", 443)])
    assert blocked_by(made.build(), "internet", "app") == [("TASK_SG_INGRESS", "web")]
    assert reaches(made.build(), "internet", "app") == "partial"
    assert reaches(made.build(), "198.51.100.9", "app") == "reachable"
    assert blocked_by(made.build(), "198.51.100.9", "app", 80) == [("TASK_SG_INGRESS", "web")]


def test_the_internet_is_answered_only_where_the_route_leads_back_to_the_gateway() -> None:
    made = network().vpc().subnet("pub", public=True).nat("nat", "pub").subnet("a", nat="nat").group("web", [ALL])
    topology = made.service("app", "a", ["web"], public_ip=True).build()
    assert blocked_by(topology, "internet", "app") == [("INBOUND_TO_OUTBOUND_ONLY", "nat")]


def test_only_the_part_of_the_internet_that_is_routed_back_is_answered() -> None:
    made = (
        network().vpc().subnet("a").internet_gateway().group("web", [ALL]).service("app", "a", ["web"], public_ip=True)
    )
    topology = made.route("a", "198.51.100.0/24", "igw-vpc").build()
    assert reaches(topology, "198.51.100.9", "app") == "reachable"
    assert reaches(topology, "internet", "app") == "partial"
    assert blocked_by(topology, "203.0.113.9", "app") == [("NO_ROUTE", "rtb-a")]


def test_what_came_from_the_internet_is_not_answered_through_a_nat_instance() -> None:
    made = network().vpc().subnet("pub", public=True).subnet("a").group("open", [ALL])
    made.add(host("nat", "pub", "open", source_dest_check=False, associate_public_ip_address=True)).route(
        "a", "0.0.0.0/0", "nat"
    )
    topology = made.service("app", "a", ["open"], public_ip=True).build()
    assert reaches(topology, "app", "internet") == "reachable"
    assert blocked_by(topology, "internet", "app") == [("INBOUND_TO_OUTBOUND_ONLY", "nat")]


def test_an_internet_gateway_carries_no_private_destination() -> None:
    assert blocked_by(task().build(), "app", "192.168.7.7") == [("IGW_PRIVATE_DESTINATION", "igw-vpc")]


def test_nothing_comes_from_a_private_address_of_no_network() -> None:
    assert blocked_by(task().build(), "192.168.7.7", "app") == [("NO_ROUTE", None)]


@pytest.mark.parametrize("source", ["internet", "203.0.113.9"])
def test_the_internet_has_no_way_to_a_private_address_which_its_gateway_does_not_translate(source: str) -> None:
    made = network().vpc().subnet("a", public=True).group("open", [ALL])
    made.add(host("server", "a", "open", private_ip_address="10.0.0.10", associate_public_ip_address=True))
    topology = made.build()
    assert reaches(topology, source, "server") == "reachable"
    assert blocked_by(topology, source, "10.0.0.10") == [("NO_ROUTE", None)]


def test_what_else_is_in_the_way_of_a_private_address_is_said_too() -> None:
    made = network().vpc().subnet("a", public=True).group("shut", [])
    made.add(host("server", "a", "shut", private_ip_address="10.0.0.10", associate_public_ip_address=True))
    assert blocked_by(made.build(), "203.0.113.9", "10.0.0.10") == [("NO_ROUTE", None), ("PEER_SG_INGRESS", "shut")]


def test_ipv6_leaves_by_an_internet_gateway_without_a_public_ipv4_address() -> None:
    topology = task(public_ip=False, ipv6=True).build()
    assert reaches(topology, "app", "internet", family="ipv6") == "reachable"
    assert reaches(topology, "internet", "app", family="ipv6") == "reachable"


def test_ipv6_needs_a_route_of_its_own() -> None:
    made = (
        network()
        .vpc(ipv6=True)
        .subnet("a", ipv6=True)
        .internet_gateway()
        .route("a", "0.0.0.0/0", "igw-vpc")
        .service("app", "a", public_ip=True)
    )
    topology = made.build()
    assert reaches(topology, "app", "internet", family="ipv4") == "reachable"
    assert blocked_by(topology, "app", "internet", family="ipv6") == [("NO_ROUTE", "rtb-a")]


def test_an_egress_only_gateway_lets_ipv6_out_and_nothing_in() -> None:
    made = network().vpc(ipv6=True).subnet("a", ipv6=True).egress_only().route("a", "::/0", "eigw").group("web", [ALL6])
    topology = made.service("app", "a", ["web"]).build()
    assert reaches(topology, "app", "internet", family="ipv6") == "reachable"
    assert blocked_by(topology, "internet", "app", family="ipv6") == [("INBOUND_TO_OUTBOUND_ONLY", "eigw")]
    assert causes(topology, "internet-egress-ipv4") == [("NO_ROUTE", "rtb-a")]


def test_an_egress_only_gateway_of_another_vpc_carries_nothing() -> None:
    made = (
        network()
        .vpc("other", "10.9.0.0/16", ipv6=True)
        .egress_only()
        .vpc(ipv6=True)
        .subnet("a", ipv6=True)
        .route("a", "::/0", "eigw")
    )
    assert blocked_by(made.service("app", "a").build(), "app", "internet", family="ipv6") == [
        ("IGW_NOT_ATTACHED", "eigw")
    ]


def test_an_ipv6_route_to_a_nat_gateway_is_nat64_only() -> None:
    made = (
        network()
        .vpc(ipv6=True)
        .subnet("pub", public=True)
        .nat("nat", "pub")
        .subnet("a", ipv6=True)
        .route("a", "::/0", "nat")
        .service("app", "a")
    )
    assert blocked_by(made.build(), "app", "internet", family="ipv6") == [("NO_ROUTE", "nat")]


def test_a_task_without_an_ipv6_address_reaches_nothing_over_ipv6() -> None:
    made = task(ipv6=True).change("a", assign_ipv6_address_on_creation=False)
    assert blocked_by(made.build(), "app", "internet", family="ipv6") == [("NO_IPV6_ADDRESS_ASSIGNED", "app")]
    assert causes(made.build(), "internet-egress-ipv6") == [("NO_IPV6_ADDRESS_ASSIGNED", "a")]


def test_a_task_in_an_ipv6_only_subnet_reaches_nothing_over_ipv4() -> None:
    made = network().vpc(ipv6=True)
    made.subnet("a", public=True, ipv6=True, ipv6_native=True)
    assert isinstance(made.resources["a"], Subnet)
    assert made.resources["a"].cidr_block is None
    made.service("app", "a", public_ip=True)
    assert reaches(made.build(), "app", "internet", family="ipv6") == "reachable"
    assert blocked_by(made.build(), "app", "internet", family="ipv4") == [("NO_IPV4_ADDRESS", "app")]


def test_between_two_vpcs_over_the_internet_ipv6_is_not_judged() -> None:
    made = (
        network()
        .vpc("one", ipv6=True)
        .subnet("a", public=True, ipv6=True)
        .group("g", [ALL6])
        .service("app", "a", ["g"])
    )
    made.vpc("two", "10.9.0.0/16", ipv6=True).subnet("b", public=True, ipv6=True).group("h", [ALL6]).service(
        "api", "b", ["h"]
    )
    assert reaches(made.build(), "app", "api", family="ipv6") == "unknown"


def test_to_a_public_address_of_the_same_vpc_it_is_not_known_whether_the_gateway_turns_it_around() -> None:
    made = task().add(host("server", "a", "web", private_ip_address="10.0.0.9", public_ip_address="54.1.2.3"))
    assert reaches(made.build(), "app", "54.1.2.3") == "unknown"
    assert reaches(made.build(), "internet", "54.1.2.3") == "reachable"


def test_to_a_public_address_a_rule_for_the_senders_group_does_not_help() -> None:
    made = task().group("members-only", [rule("web")])
    made.add(host("server", "a", "members-only", private_ip_address="10.0.0.9", public_ip_address="54.1.2.3"))
    assert reaches(made.build(), "app", "server") == "reachable"
    assert blocked_by(made.build(), "app", "54.1.2.3") == [("PEER_SG_INGRESS", "members-only")]


def test_to_a_public_address_one_has_to_leave_the_vpc() -> None:
    made = task(public_ip=False).add(
        host("server", "a", "web", private_ip_address="10.0.0.9", public_ip_address="54.1.2.3")
    )
    assert blocked_by(made.build(), "app", "54.1.2.3") == [("NO_PUBLIC_IP", "app")]


def test_the_internet_knows_no_private_address() -> None:
    made = network().vpc().subnet("a", public=True).group("open", [ALL])
    made.add(host("web", "a", "open", private_ip_address="10.0.0.10", public_ip_address="203.0.113.10"))
    topology = made.build()
    assert reaches(topology, "internet", "web") == "reachable"
    assert reaches(topology, "internet", "203.0.113.10") == "reachable"
    assert blocked_by(topology, "internet", "10.0.0.10") == [("NO_ROUTE", None)]
    assert blocked_by(topology, "198.51.100.7", "10.0.0.10") == [("NO_ROUTE", None)]


def test_an_elastic_ip_leads_to_the_interface_that_it_is_associated_with() -> None:
    made = network().vpc().subnet("a", public=True).group("open", [ALL])
    made.add(
        NetworkInterface(id="eni", subnet_id="a", security_group_ids=("open",), private_ip_addresses=("10.0.0.10", "10.0.0.11")),
        ElasticIp(id="eip", public_ip="203.0.113.11", network_interface_id="eni"),
    )  # fmt: skip
    assert reaches(made.build(), "internet", "203.0.113.11") == "reachable"


def test_neither_gateway_carries_what_is_nobody_s_on_the_internet() -> None:
    by_egress_only = network().vpc(ipv6=True).subnet("a", ipv6=True).egress_only().route("a", "::/0", "eigw")
    topology = by_egress_only.service("app", "a").build()
    assert blocked_by(topology, "app", "fd00::7") == [("IGW_PRIVATE_DESTINATION", "eigw")]
    by_internet = network().vpc(ipv6=True).subnet("a", public=True, ipv6=True).service("app", "a").build()
    assert blocked_by(by_internet, "app", "fd00::7") == [("IGW_PRIVATE_DESTINATION", "igw-vpc")]


def test_the_traffic_that_gets_in_is_told_with_where_it_comes_from() -> None:
    made = network().vpc().subnet("a", public=True).group("web", [rule("198.51.100.0/24", 8080)])
    topology = made.service("app", "a", ["web"], public_ip=True).build()
    report = trace(topology, "internet", "app", "tcp", 8080, remedies=False)
    assert report["allowed"].startswith("tcp 8080 from 198.51.100.0/24 to ")
    report = trace(topology, "198.51.100.7", "app", "tcp", 8080, remedies=False)
    assert report["allowed"].startswith("tcp 8080 to ")


def test_traffic_from_several_subnets_to_one_place_is_told_once() -> None:
    made = network().vpc().subnet("a").subnet("b", "b").subnet("c").group("web", [rule("10.0.0.0/16", 8080)])
    topology = made.service("app", ["a", "b"]).service("server", "c", ["web"]).build()
    assert ";" not in trace(topology, "app", "server", "tcp", 8080, remedies=False)["allowed"]


def with_an_elastic_ip(*ingress: SecurityGroupRule, address: str | None = "198.51.100.9") -> Topology:
    """A task, and in its VPC an interface with an Elastic IP address, whose value a template does not know."""
    made = task().group("held", ingress)
    made.add(NetworkInterface(id="eni", subnet_id="a", security_group_ids=("held",), public_ip_address=address))
    made.add(ElasticIp(id="eip", public_ip=address, network_interface_id="eni"))
    return made.build()


@pytest.mark.parametrize("address", ["198.51.100.9", None])
def test_an_elastic_ip_address_is_reached_over_the_internet_if_at_all(address: str | None) -> None:
    topology = with_an_elastic_ip(rule(port=8080), address=address)
    assert reaches(topology, "app", "eni", 8080) == "reachable"
    assert reaches(topology, "app", "eip", 8080) == "unknown"
    assert reaches(topology, "internet", "eip", 8080) == "reachable"


def test_behind_an_elastic_ip_address_a_reference_to_a_group_lets_nobody_in() -> None:
    topology = with_an_elastic_ip(rule("web", 8080))
    assert reaches(topology, "app", "eni", 8080) == "reachable"
    assert blocked_by(topology, "app", "eip", 8080) == [("PEER_SG_INGRESS", "held")]
