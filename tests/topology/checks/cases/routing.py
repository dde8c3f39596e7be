"""Routes, gateways, filters, Block Public Access."""

from typing import Any

from topology.model import (
    EgressOnlyInternetGateway,
    NetworkInterface,
    Route,
    RouteTable,
    SecurityGroupRule,
    SubnetAssociation,
    TransitGateway,
    TransitGatewayAttachment,
    VpcBlockPublicAccessExclusion,
    VpcBlockPublicAccessOptions,
)

from ...builders import Network, entry, network, rule
from . import respects, undecided, violates, web, zones


@respects(
    "RT003",
    "RT004",
    "RT005",
    "RT008",
    "RT010",
    "RT011",
    "RT015",
    "RT016",
    "RT018",
    "SN003",
    "SG007",
    "GW001",
    "SG003",
    "NA001",
    "NA002",
    "BPA01",
)
def a_service_in_private_subnets_with_a_nat_gateway_a_zone() -> Network:
    return web()


@violates("RT003", "app")
def a_public_ip_in_private_subnets() -> Network:
    return web(public_ip=True)


@respects("RT003")
def a_public_ip_in_public_subnets() -> Network:
    return zones().service("app", ["public-a", "public-b"], ["app-group"], public_ip=True)


@undecided("RT003", "rtb-app-a.routes", "rtb-app-b.routes")
def a_public_ip_in_subnets_whose_routes_are_not_known() -> Network:
    return web(public_ip=True)


@violates("RT004", "nat-a")
def a_public_nat_gateway_without_an_elastic_ip() -> Network:
    return web().change("nat-a", allocation_id=None)


@violates("RT004", "nat-a")
def a_private_nat_gateway_with_an_elastic_ip() -> Network:
    return web().change("nat-a", connectivity_type="private")


@respects("RT004")
def a_regional_nat_gateway_without_an_elastic_ip_of_its_own() -> Network:
    return web().change("nat-a", allocation_id=None, subnet_id=None, vpc_id="vpc", availability_mode="regional")


@undecided("RT004", "nat-a.allocation_id")
def a_public_nat_gateway_whose_address_is_a_parameter() -> Network:
    return web().change("nat-a", allocation_id=None)


@violates("RT005", "nat-a")
def a_nat_gateway_whose_subnet_leads_to_itself() -> Network:
    return web().change("nat-a", subnet_id="app-a")


@violates("RT008", "nat-a")
def a_task_that_leaves_through_another_zones_nat_gateway() -> Network:
    return zones().subnet("app-c", "c", nat="nat-a").service("app", ["app-c"], ["app-group"])


@undecided("RT008")
def a_task_in_a_subnet_whose_zone_is_not_said() -> Network:
    return web().change("app-a", availability_zone=None)


@respects("RT008")
def a_task_that_leaves_through_a_regional_nat_gateway() -> Network:
    built = zones().change("nat-a", subnet_id=None, vpc_id="vpc", allocation_id=None, availability_mode="regional")
    return built.subnet("app-c", "c", nat="nat-a").service("app", ["app-c"], ["app-group"])


@violates("RT010", "rtb-app-a")
def an_ipv4_route_to_an_egress_only_internet_gateway() -> Network:
    return zones().egress_only().route("app-a", "203.0.113.0/24", "eigw")


@violates("RT010", "rtb-app-a")
def a_route_to_another_vpcs_egress_only_internet_gateway() -> Network:
    built = zones().vpc("other", "10.1.0.0/16", ipv6=True).egress_only()
    return built.route("app-a", "::/0", "eigw")


@respects("RT010")
def an_ipv6_route_to_an_egress_only_internet_gateway() -> Network:
    return zones().egress_only().route("app-a", "::/0", "eigw")


@violates("RT011", "rtb-app-a")
def a_route_inside_the_vpc_to_the_internet_gateway() -> Network:
    return zones().route("app-a", "10.0.1.0/24", "igw-vpc")


def middlebox(destination: str) -> Network:
    return zones().add(NetworkInterface(id="firewall", subnet_id="public-a")).route("app-a", destination, "firewall")


@violates("RT011", "rtb-app-a")
def a_route_inside_the_vpc_for_half_a_subnet() -> Network:
    return middlebox("10.0.1.0/25")


@respects("RT011")
def a_route_inside_the_vpc_for_a_whole_subnet_to_a_firewall() -> Network:
    return middlebox("10.0.1.0/24")


@undecided("RT011")
def a_route_inside_the_vpc_for_a_subnet_that_the_input_does_not_hold() -> Network:
    return middlebox("10.0.200.0/24")


@violates("RT015", "rtb-app-a")
def a_route_to_a_deleted_nat_gateway() -> Network:
    return web().change("nat-a", state="deleted")


@violates("RT015", "rtb-app-a")
def a_route_that_aws_reports_as_a_blackhole() -> Network:
    gone = Route(destination_cidr_block="192.0.2.0/24", nat_gateway_id="nat-a", state="blackhole")
    return web().change("rtb-app-a", routes=(gone,))


def peered(cidr: str, *, back: bool = True) -> Network:
    built = (
        zones().vpc("other", cidr).subnet("other-a").peering("peering", "vpc", "other").route("app-a", cidr, "peering")
    )
    return built.route("other-a", "10.0.0.0/16", "peering") if back else built


@respects("RT016")
def peered_vpcs_with_different_blocks_and_routes_both_ways() -> Network:
    return peered("10.1.0.0/16")


@violates("RT016", "peering")
def peered_vpcs_whose_blocks_overlap() -> Network:
    return peered("10.0.128.0/17")


@violates("RT016", "peering", severity="warning")
def peered_vpcs_with_routes_on_one_side() -> Network:
    return peered("10.1.0.0/16", back=False)


@undecided("RT016", "rtb-other-a.routes")
def peered_vpcs_with_routes_on_one_side_and_others_that_are_not_known() -> Network:
    return peered("10.1.0.0/16", back=False)


@violates("GW001", "igw-2")
def a_vpc_with_two_internet_gateways() -> Network:
    return zones().internet_gateway("igw-2")


@violates("GW001", "eigw-2")
def a_vpc_with_two_egress_only_internet_gateways() -> Network:
    return zones().egress_only().add(EgressOnlyInternetGateway(id="eigw-2", vpc_id="vpc"))


@undecided("GW001", "igw-2.Condition")
def a_vpc_with_a_second_internet_gateway_under_a_condition() -> Network:
    return zones().internet_gateway("igw-2")


@violates("SG003", "app-group")
def a_rule_with_a_block_and_a_group() -> Network:
    both = SecurityGroupRule(
        ip_protocol="tcp", from_port=80, to_port=80, cidr_ipv4="10.0.0.0/8", referenced_group_id="alb-group"
    )
    return zones().group("app-group", [both])


@violates("SG003", "app-group")
def a_rule_without_a_peer() -> Network:
    return zones().group("app-group", egress=[SecurityGroupRule(ip_protocol="tcp", from_port=80, to_port=80)])


@undecided("SG003", "app-group.security_group_egress")
def a_rule_whose_peer_is_a_parameter() -> Network:
    return zones().group("app-group", egress=[SecurityGroupRule(ip_protocol="tcp", from_port=80, to_port=80)])


@violates("NA001", "acl")
def an_acl_with_two_entries_of_one_number() -> Network:
    return zones().acl("acl", "app-a", entry(100, "allow"), entry(100, "deny", "10.0.0.0/8"))


@violates("NA001", "acl")
def an_acl_that_allows_by_the_number_of_the_final_deny() -> Network:
    return zones().acl("acl", "app-a", entry(32767, "allow"))


@violates("NA001", "acl")
def an_acl_with_an_entry_of_number_0() -> Network:
    return zones().acl("acl", "app-a", entry(0, "allow"))


@violates("NA001", "acl")
def an_acl_that_denies_by_a_number_above_those_of_aws() -> Network:
    return zones().acl("acl", "app-a", entry(40000, "deny"))


@respects("NA001")
def an_acl_with_one_number_a_direction() -> Network:
    return zones().acl("acl", "app-a", entry(100, "allow"), entry(100, "allow", egress=True), entry(32767, "deny"))


def replies(low: int, high: int, subnet: str = "app-a") -> Network:
    inbound = (entry(100, "allow", "10.0.0.0/16"), entry(110, "allow", "0.0.0.0/0", (low, high)))
    return web().acl("acl", subnet, *inbound, entry(100, "allow", egress=True))


@respects("NA002")
def an_acl_that_lets_replies_in_at_the_ports_of_linux_tasks() -> Network:
    return replies(32768, 65535)


@violates("NA002", "acl")
def an_acl_that_lets_replies_in_at_a_part_of_the_ports() -> Network:
    return replies(49152, 65535)


@violates("NA002", "acl")
def an_acl_of_a_nat_gateway_with_the_ports_of_linux_tasks() -> Network:
    return replies(32768, 65535, "public-a")


@undecided("NA002", "acl.entries")
def an_acl_whose_entries_are_not_all_known() -> Network:
    return replies(49152, 65535)


def blocking(mode: Any = "off", *exclusions: dict[str, Any]) -> Network:
    built = web().add(VpcBlockPublicAccessOptions(id="bpa", internet_gateway_block_mode=mode))
    return built.add(*(VpcBlockPublicAccessExclusion(id=f"exclusion-{n}", **e) for n, e in enumerate(exclusions)))


@violates("BPA01", "vpc")
def an_account_that_blocks_public_access_both_ways() -> Network:
    return blocking("block-bidirectional")


@violates("BPA01", "alb")
def an_account_that_blocks_ingress_before_an_internet_facing_load_balancer() -> Network:
    return blocking("block-ingress")


@violates("BPA01", "app")
def an_account_that_blocks_ingress_while_tasks_use_public_ips() -> Network:
    built = blocking("block-ingress").change("alb", scheme="internal")
    return built.change("app", subnets=("public-a",), assign_public_ip="ENABLED")


@respects("BPA01")
def an_account_that_blocks_public_access_and_excludes_the_vpc() -> Network:
    return blocking("block-bidirectional", {"vpc_id": "vpc"})


@respects("BPA01")
def a_vpc_without_an_internet_gateway_in_an_account_that_blocks() -> Network:
    built = blocking("block-bidirectional")
    return network().vpc().subnet("app-a").add(built.resources["bpa"])


@undecided("BPA01", "bpa.internet_gateway_block_mode")
def an_account_that_blocks_by_a_parameter() -> Network:
    return blocking()


@undecided("BPA01", "exclusion-0.vpc_id")
def an_account_that_blocks_with_an_exclusion_that_is_not_in_the_input() -> Network:
    return blocking("block-bidirectional", {})


@respects("RT007")
def a_regional_nat_gateway_of_a_vpc() -> Network:
    return zones().nat("nat-r", "public-a", availability_mode="regional", subnet_id=None, vpc_id="vpc")


@violates("RT007", "nat-r")
def a_regional_nat_gateway_in_a_subnet() -> Network:
    return zones().nat("nat-r", "public-a", availability_mode="regional", vpc_id="vpc")


@violates("RT007", "nat-r")
def a_regional_nat_gateway_that_is_private() -> Network:
    private = {"availability_mode": "regional", "vpc_id": "vpc", "connectivity_type": "private", "allocation_id": None}
    return zones().nat("nat-r", "public-a", subnet_id=None, **private)


@violates("RT007", "nat-z")
def a_zonal_nat_gateway_without_a_subnet() -> Network:
    return zones().nat("nat-z", "public-a", subnet_id=None)


@undecided("RT007", "nat-z.subnet_id")
def a_nat_gateway_whose_subnet_is_a_parameter() -> Network:
    return zones().nat("nat-z", "public-a", subnet_id=None)


def attached(*subnets: str) -> Network:
    attachment = TransitGatewayAttachment(id="attachment", transit_gateway_id="tgw", vpc_id="vpc", subnet_ids=subnets)
    return zones().subnet("more-a", "a").add(TransitGateway(id="tgw"), attachment)


@respects("RT017")
def an_attachment_with_a_subnet_in_each_zone() -> Network:
    return attached("app-a", "app-b")


@violates("RT017", "attachment")
def an_attachment_with_two_subnets_in_one_zone() -> Network:
    return attached("app-a", "more-a")


@violates("RT017", "attachment")
def an_attachment_with_a_subnet_of_another_vpc() -> Network:
    return attached("app-a", "far-b").vpc("far", "10.9.0.0/16").subnet("far-b", "b")


@violates("RT018", "rtb-app-a")
def two_routes_to_one_destination() -> Network:
    return web().route("app-a", "0.0.0.0/0", "igw-vpc")


@violates("RT018", "rtb-app-a")
def a_route_with_two_targets() -> Network:
    return zones().change(
        "rtb-app-a",
        routes=(Route(destination_cidr_block="192.0.2.0/24", nat_gateway_id="nat-a", gateway_id="igw-vpc"),),
    )


@violates("SN003", "app-a")
def a_subnet_with_two_route_tables() -> Network:
    again = RouteTable(id="again", vpc_id="vpc", associations=(SubnetAssociation(subnet_id="app-a"),))
    return web().add(again)


@violates("SN003", "app-a")
def a_subnet_with_two_network_acls() -> Network:
    return web().acl("one", "app-a", entry(100, "allow")).acl("two", "app-a", entry(100, "allow"))


@violates("SG007", "app-group")
def a_rule_whose_ports_end_before_they_begin() -> Network:
    return zones().group("app-group", egress=[rule(port=(500, 443))])
