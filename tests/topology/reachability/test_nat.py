"""NAT gateways (zonal, regional, private) and NAT instances."""

from typing import Any

import pytest

from topology.model import TransitGateway, TransitGatewayAttachment, Unresolved

from ..asking import blocked_by, reaches
from ..builders import Network, entry, network, rule
from .hosts import ALL, ALL6, host

ALL_IN, ALL_OUT = entry(100, "allow"), entry(100, "allow", egress=True)


def behind_nat(*, public: bool = True, **fields: Any) -> Network:
    """The service `app` in subnet `a`, which routes to a NAT gateway in the subnet `pub`."""
    made = network().vpc().subnet("pub", public=public).nat("nat", "pub", **fields)
    return made.subnet("a", nat="nat").service("app", "a")


def test_a_private_task_reaches_the_internet_through_a_nat_gateway() -> None:
    assert reaches(behind_nat().build(), "app", "internet") == "reachable"


def test_a_nat_gateway_in_another_zone_works_too() -> None:
    made = behind_nat().change("pub", availability_zone="us-east-1c")
    assert reaches(made.build(), "app", "internet") == "reachable"


def test_the_internet_does_not_come_in_through_a_nat_gateway() -> None:
    assert blocked_by(behind_nat().build(), "internet", "app")[0] == ("INBOUND_TO_OUTBOUND_ONLY", "nat")


def test_a_nat_gateway_in_a_private_subnet_leads_nowhere() -> None:
    assert blocked_by(behind_nat(public=False).build(), "app", "internet") == [("NAT_NOT_IN_PUBLIC_SUBNET", "nat")]


def test_a_nat_gateway_that_routes_to_itself_leads_nowhere() -> None:
    made = behind_nat(public=False).route("pub", "0.0.0.0/0", "nat")
    assert blocked_by(made.build(), "app", "internet") == [("NAT_NOT_IN_PUBLIC_SUBNET", "nat")]


def test_a_task_in_the_subnet_of_the_nat_gateway_needs_a_public_address_all_the_same() -> None:
    made = behind_nat().service("other", "pub")
    assert blocked_by(made.build(), "other", "internet") == [("NO_PUBLIC_IP", "other")]


def test_behind_a_gateway_that_is_not_attached_a_nat_gateway_leads_nowhere() -> None:
    made = behind_nat().change("igw-vpc", vpc_id=None)
    assert blocked_by(made.build(), "app", "internet") == [("IGW_NOT_ATTACHED", "igw-vpc")]


def test_a_black_hole_behind_a_nat_gateway_is_one_for_its_tasks() -> None:
    made = behind_nat()
    routes = made.resources["rtb-pub"].routes
    made.change("rtb-pub", routes=tuple(r.changed(state="blackhole") for r in routes))
    assert blocked_by(made.build(), "app", "internet") == [("BLACKHOLE_ROUTE", "rtb-pub")]


@pytest.mark.parametrize("state", ["failed", "deleting", "deleted"])
def test_a_nat_gateway_that_is_not_available_translates_nothing(state: str) -> None:
    assert blocked_by(behind_nat(state=state).build(), "app", "internet") == [("NAT_BAD_STATE", "nat")]


def test_a_private_nat_gateway_does_not_lead_to_the_internet() -> None:
    topology = behind_nat(connectivity_type="private", allocation_id=None).build()
    assert blocked_by(topology, "app", "internet") == [("NAT_IS_PRIVATE", "nat")]


def test_a_nat_gateway_of_another_vpc_cannot_be_routed_to() -> None:
    made = (
        network()
        .vpc("other", "10.9.0.0/16")
        .subnet("pub", public=True)
        .nat("nat", "pub")
        .vpc()
        .subnet("a", nat="nat")
        .service("app", "a")
    )
    assert blocked_by(made.build(), "app", "internet") == [("NAT_UNREACHABLE", "nat")]


def test_a_nat_gateway_takes_no_traffic_for_itself() -> None:
    made = behind_nat(private_ip_address="10.0.0.77")
    for end in ("nat", "10.0.0.77"):
        assert blocked_by(made.build(), "app", end) == [("NAT_UNREACHABLE", "nat")]


def test_a_nat_gateway_carries_tcp_udp_and_icmp_only() -> None:
    topology = behind_nat().build()
    assert reaches(topology, "app", "internet", 53, "udp") == "reachable"
    assert reaches(topology, "app", "internet", None, "icmp") == "reachable"
    assert blocked_by(topology, "app", "internet", None, "47") == [("NAT_PROTOCOL", "nat")]


def test_the_acl_of_the_nat_gateways_subnet_applies_to_what_enters_it() -> None:
    made = behind_nat().acl(
        "acl", "pub", entry(100, "allow", ports=(80, 80)), entry(110, "allow", ports=(1024, 65535)), ALL_OUT
    )
    assert blocked_by(made.build(), "app", "internet", 443) == [("NACL_INBOUND", "acl")]
    assert reaches(made.build(), "app", "internet", 80) == "reachable"


def test_the_acl_of_the_nat_gateways_subnet_applies_to_what_leaves_it() -> None:
    made = behind_nat().acl("acl", "pub", ALL_IN, entry(100, "allow", "10.0.0.0/16", egress=True))
    assert blocked_by(made.build(), "app", "internet") == [("NACL_OUTBOUND", "acl")]


def test_the_acl_of_the_nat_gateways_subnet_applies_to_the_reply_from_the_internet() -> None:
    made = behind_nat().acl("acl", "pub", entry(100, "allow", "10.0.0.0/16"), ALL_OUT)
    assert blocked_by(made.build(), "app", "internet") == [("NACL_INBOUND_RETURN", "acl")]


def test_the_acl_of_the_nat_gateways_subnet_applies_to_the_reply_to_the_task() -> None:
    made = behind_nat().acl("acl", "pub", ALL_IN, entry(90, "deny", "10.0.1.0/24", egress=True), ALL_OUT)
    assert blocked_by(made.build(), "app", "internet") == [("NACL_OUTBOUND_RETURN", "acl")]


def test_the_replies_to_a_nat_gateway_use_more_ports_than_those_to_linux() -> None:
    made = behind_nat().acl(
        "acl", "pub", entry(100, "allow", ports=(443, 443)), entry(110, "allow", ports=(32768, 60999)), ALL_OUT
    )
    assert blocked_by(made.build(), "app", "internet") == [("NACL_INBOUND_RETURN", "acl")]
    assert reaches(made.build(), "app", "internet") == "partial"


def test_an_acl_entry_for_the_nat_gateways_own_address_is_for_that_address() -> None:
    made = behind_nat(private_ip_address="10.0.0.77")
    made.acl("acl", "pub", ALL_IN, entry(90, "deny", "0.0.0.0/0", (443, 443), egress=True), ALL_OUT)
    assert blocked_by(made.build(), "app", "internet") == [("NACL_OUTBOUND", "acl")]


def test_where_a_nat_gateway_stands_may_be_a_parameter() -> None:
    made = behind_nat().change("nat", subnet_id=None)
    topology = made.build(unresolved=(Unresolved(resource="nat", property="subnet_id", reason="a parameter"),))
    assert reaches(topology, "app", "internet") == "unknown"


def test_which_table_the_nat_gateways_subnet_uses_may_be_open() -> None:
    made = (
        behind_nat(public=False)
        .internet_gateway()
        .route("pub", "0.0.0.0/0", "igw-vpc")
        .change("rtb-pub", associations=())
    )
    topology = made.build(unresolved=(Unresolved(resource="rtb-pub", property="associations", reason="a parameter"),))
    assert reaches(topology, "app", "internet") == "unknown"


def test_a_regional_nat_gateway_needs_no_public_subnet() -> None:
    made = network().vpc().subnet("a").internet_gateway()
    made.nat("nat", "a", subnet_id=None, vpc_id="vpc", availability_mode="regional").route(
        "a", "0.0.0.0/0", "nat"
    ).service("app", "a")
    assert reaches(made.build(), "app", "internet") == "reachable"
    assert blocked_by(made.change("igw-vpc", vpc_id=None).build(), "app", "internet") == [("IGW_NOT_ATTACHED", "nat")]


def two_vpcs() -> Network:
    """The service `app` behind a regional NAT gateway, which its table routes everything to, and `host` in another VPC."""
    made = network().vpc("other", "10.9.0.0/16").subnet("far").group("open", [ALL]).add(host("host", "far", "open"))
    made.vpc().subnet("a").internet_gateway()
    made.nat("nat", "a", subnet_id=None, vpc_id="vpc", availability_mode="regional").route("a", "0.0.0.0/0", "nat")
    return made.service("app", "a")


def test_behind_a_regional_nat_gateway_nothing_but_the_internet_gateway_leads_on_from_a_vpc_that_is_joined_to_none() -> (
    None
):
    made = two_vpcs()
    assert blocked_by(made.build(), "app", "host") == [("IGW_PRIVATE_DESTINATION", "igw-vpc")]
    assert blocked_by(made.change("igw-vpc", vpc_id=None).build(), "app", "host") == [("IGW_NOT_ATTACHED", "nat")]


def test_which_routes_a_regional_nat_gateway_has_to_joined_networks_is_not_known() -> None:
    made = two_vpcs().add(
        TransitGateway(id="tgw"),
        TransitGatewayAttachment(id="near", transit_gateway_id="tgw", vpc_id="vpc", subnet_ids=("a",)),
    )
    assert reaches(made.build(), "app", "host") == "unknown"


def nat_instance(*ingress: Any, egress: Any = None, **fields: Any) -> Network:
    """The service `app` in subnet `a`, which routes to a NAT instance in the public subnet `pub`."""
    made = network().vpc().subnet("pub", public=True).subnet("a").group("nat-group", ingress or [ALL], egress)
    made.add(
        host("nat", "pub", "nat-group", **{"source_dest_check": False, "associate_public_ip_address": True, **fields})
    )
    return made.route("a", "0.0.0.0/0", "nat").service("app", "a")


def test_a_nat_instance_forwards_to_the_internet() -> None:
    assert reaches(nat_instance().build(), "app", "internet") == "reachable"


def test_the_group_of_a_nat_instance_has_to_let_the_tasks_in() -> None:
    topology = nat_instance(rule("10.0.1.0/24", 80)).build()
    assert reaches(topology, "app", "internet", 80) == "reachable"
    assert blocked_by(topology, "app", "internet", 443) == [("NAT_INSTANCE_SG_INGRESS", "nat-group")]


def test_the_group_of_a_nat_instance_has_to_let_it_out() -> None:
    topology = nat_instance(egress=[rule(port=80)]).build()
    assert blocked_by(topology, "app", "internet", 443) == [("PEER_SG_EGRESS", "nat-group")]


def test_a_nat_instance_whose_source_and_destination_are_checked_forwards_nothing() -> None:
    assert blocked_by(nat_instance(source_dest_check=True).build(), "app", "internet") == [("SOURCE_DEST_CHECK", "nat")]


def test_a_nat_instance_needs_a_public_address() -> None:
    assert blocked_by(nat_instance(associate_public_ip_address=False).build(), "app", "internet") == [
        ("NO_PUBLIC_IP", "nat")
    ]


def test_the_acl_of_a_nat_instances_subnet_applies_in_both_directions() -> None:
    made = nat_instance().acl("acl", "pub", ALL_IN)
    assert blocked_by(made.build(), "app", "internet") == [("NACL_OUTBOUND", "acl"), ("NACL_OUTBOUND_RETURN", "acl")]


def test_two_nat_instances_that_route_to_each_other_lead_nowhere() -> None:
    made = nat_instance().subnet("c").route("c", "0.0.0.0/0", "nat").change("rtb-pub", routes=())
    made.add(host("second", "c", "nat-group", source_dest_check=False)).route("pub", "0.0.0.0/0", "second")
    assert blocked_by(made.build(), "app", "internet")[0][0] == "NO_ROUTE"


def test_inside_its_own_subnet_no_acl_stands_before_a_nat_instance() -> None:
    made = network().vpc().subnet("pub", public=True).subnet("a").group("open", [ALL])
    made.add(host("nat", "a", "open", source_dest_check=False)).route("a", "0.0.0.0/0", "igw-vpc").change(
        "rtb-a", routes=()
    )
    made.add(host("nat", "a", "open", source_dest_check=False, associate_public_ip_address=True)).service(
        "app", "a", ["open"]
    )
    # The ACL lets no port of the service in: it would stop the task's traffic if it applied between the two.
    made.acl("acl", "a", entry(100, "allow", ports=(1024, 65535)), ALL_OUT).route("a", "0.0.0.0/0", "nat")
    assert blocked_by(made.build(), "app", "internet") == [("NO_ROUTE", "nat")]


def test_a_nat_instance_of_ipv4_forwards_no_ipv6() -> None:
    made = network().vpc(ipv6=True).subnet("pub", public=True).subnet("a", ipv6=True).group("open", [ALL])
    made.add(host("nat", "pub", "open", source_dest_check=False, associate_public_ip_address=True)).route(
        "a", "::/0", "nat"
    ).service("app", "a")
    assert reaches(made.build(), "app", "internet", family="ipv6") == "blocked"


def test_only_a_nat_gateway_translates_what_dns64_made() -> None:
    made = (
        network()
        .vpc(ipv6=True)
        .subnet("a", ipv6=True, public=True)
        .group("open", [ALL, ALL6])
        .service("app", "a", ["open"])
    )
    topology = made.route("a", "::/0", "igw-vpc").build()
    assert reaches(topology, "app", "2606:4700::1111") == "reachable"
    assert blocked_by(topology, "app", "64:ff9b::808:808") == [("NO_ROUTE", "rtb-a")]


def test_a_service_behind_a_nat_gateway_that_is_not_answered_at_every_port_works_in_part() -> None:
    made = network().vpc().subnet("pub", public=True).nat("nat", "pub").subnet("a", nat="nat").service("app", "a")
    made.acl("acl", "pub", ALL_OUT, entry(100, "allow", "10.0.0.0/16"), entry(110, "allow", ports=(32768, 65535)))
    assert reaches(made.build(), "app", "com.amazonaws.us-east-1.ecr.api") == "partial"
