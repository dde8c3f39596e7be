"""Address blocks, room in subnets, quotas."""

from topology.model import (
    CidrBlockAssociation,
    ContainerDefinition,
    ElasticIp,
    Ipv6CidrBlockAssociation,
    NetworkAcl,
    PrefixList,
    Route,
    SecurityGroup,
    SecurityGroupRule,
    Subnet,
    VpcPeeringConnection,
)

from ...builders import Network, entry, network, rule
from . import respects, undecided, violates, web, zones


@respects(
    "QT02", "QT03", "QT04", "QT05", "QT06", "QT07", "QT08", "QT09", "QT10", "QT11", "QT12", "QT14", "QT15", "QT16", "QT17", "SN001", "SN002",
)  # fmt: skip
def a_service_in_slash_24_subnets_of_a_slash_16() -> Network:
    return web()


@violates("QT02", "vpc")
def a_vpc_with_a_slash_8() -> Network:
    return network().vpc("vpc", "10.0.0.0/8")


@violates("QT02", "vpc")
def a_vpc_with_a_further_block_of_slash_29() -> Network:
    return network().vpc("vpc", "10.0.0.0/16", "10.1.0.0/29")


@violates("QT03", "app-a")
def a_subnet_with_a_slash_29() -> Network:
    return network().vpc().subnet("app-a", cidr="10.0.0.0/29")


@respects("QT03")
def a_subnet_with_a_slash_28() -> Network:
    return network().vpc().subnet("app-a", cidr="10.0.0.0/28")


@violates("QT05", "vpc")
def a_vpc_with_an_ipv6_block_of_slash_58() -> Network:
    block = Ipv6CidrBlockAssociation(ipv6_cidr_block="2600:1f18::/58")
    return network().vpc().change("vpc", ipv6_cidr_block_associations=(block,))


@violates("QT05", "app-a")
def a_subnet_with_an_ipv6_block_of_slash_66() -> Network:
    return network().vpc(ipv6=True).subnet("app-a", ipv6=True).change("app-a", ipv6_cidr_block="2600:1f18:100::/66")


@respects("QT05")
def a_vpc_with_a_slash_56_and_subnets_with_a_slash_64() -> Network:
    return network().vpc(ipv6=True).subnet("app-a", ipv6=True).subnet("app-b", "b", ipv6=True)


def crowded(tasks: int) -> Network:
    """A service in one /28, which has 11 addresses, beside a NAT gateway that takes one."""
    built = network().vpc().subnet("small", public=True, cidr="10.0.0.0/28").nat("nat", "small").group("app-group")
    return built.service("app", "small", ["app-group"], public_ip=True, desired_count=tasks)


@violates("QT04", "app")
def a_service_of_eleven_tasks_in_a_subnet_with_ten_free_addresses() -> Network:
    return crowded(11)


@respects("QT04")
def a_service_of_ten_tasks_in_a_subnet_with_ten_free_addresses() -> Network:
    return crowded(10)


@undecided("QT04")
def a_service_in_a_subnet_whose_block_is_not_known() -> Network:
    return crowded(11).change("small", cidr_block=None)


@violates("SN001", "app-a")
def a_subnet_outside_its_vpc() -> Network:
    return network().vpc().subnet("app-a", cidr="10.1.0.0/24")


@respects("SN001")
def a_subnet_in_a_further_block_of_its_vpc() -> Network:
    return network().vpc("vpc", "10.0.0.0/16", "10.1.0.0/16").subnet("app-a", cidr="10.1.0.0/24")


@undecided("SN001", "vpc.cidr_block_associations")
def a_subnet_of_a_vpc_whose_further_blocks_are_not_known() -> Network:
    return network().vpc().subnet("app-a", cidr="10.1.0.0/24")


@violates("SN002", "app-b")
def two_subnets_that_overlap() -> Network:
    return network().vpc().subnet("app-a", cidr="10.0.0.0/20").subnet("app-b", "b", cidr="10.0.8.0/24")


@violates("SN002", "app-b")
def two_subnets_with_one_ipv6_block() -> Network:
    built = network().vpc(ipv6=True).subnet("app-a", ipv6=True).subnet("app-b", "b", ipv6=True)
    block = built.resources["app-a"].ipv6_cidr_block
    return built.change("app-b", ipv6_cidr_block=block)


@respects("SN002")
def subnets_of_two_vpcs_with_the_same_block() -> Network:
    return network().vpc("vpc").subnet("app-a").vpc("other").subnet("other-a")


@undecided("SN002", "app-b.Condition")
def two_subnets_that_overlap_where_one_may_not_exist() -> Network:
    return network().vpc().subnet("app-a", cidr="10.0.0.0/20").subnet("app-b", "b", cidr="10.0.8.0/24")


@violates("QT06", "vpc", severity="warning")
def a_vpc_with_six_ipv4_blocks() -> Network:
    more = tuple(CidrBlockAssociation(cidr_block=f"10.{n}.0.0/16") for n in range(1, 6))
    return zones().change("vpc", cidr_block_associations=more)


@violates("QT07", None)
def six_vpcs() -> Network:
    built = zones()
    for n in range(5):
        built.vpc(f"vpc-{n}", f"10.{n + 1}.0.0/16")
    return built


@violates("QT07", "vpc")
def a_vpc_with_201_subnets() -> Network:
    return network().vpc().add(*(Subnet(id=f"s-{n}", vpc_id="vpc", cidr_block=f"10.0.{n}.0/24") for n in range(201)))


@violates("QT08", None)
def six_internet_gateways() -> Network:
    built = zones()
    for n in range(5):
        built.internet_gateway(f"igw-{n}", vpc_id=None)
    return built


@violates("QT09", "public-a")
def six_nat_gateways_in_one_zone() -> Network:
    built = zones()
    for n in range(5):
        built.nat(f"more-{n}", "public-a", allocation_id="eip-nat-a")
        del built.resources[f"eip-more-{n}"]  # the addresses have a quota of their own
    return built


@violates("QT09", None)
def six_elastic_ip_addresses() -> Network:
    return zones().add(*(ElasticIp(id=f"more-{n}") for n in range(4)))


@violates("QT10", "rtb-app-a")
def a_route_table_with_501_routes() -> Network:
    routes = tuple(
        Route(destination_cidr_block=f"172.16.{n // 256}.{n % 256}/32", nat_gateway_id="nat-a") for n in range(501)
    )
    return zones().change("rtb-app-a", routes=routes)


@violates("QT10", "rtb-app-a", severity="error")
def a_route_table_with_101_propagated_routes() -> Network:
    routes = tuple(
        Route(destination_cidr_block=f"172.16.{n}.0/24", nat_gateway_id="nat-a", propagated=True) for n in range(101)
    )
    return zones().change("rtb-app-a", routes=routes)


def many_rules(n: int) -> list[SecurityGroupRule]:
    return [rule(f"192.0.2.{i}/32", 443) for i in range(n)]


@violates("QT11", "app-group")
def a_security_group_with_61_rules() -> Network:
    return zones().group("app-group", many_rules(61))


@respects("QT11")
def a_security_group_with_60_rules() -> Network:
    return zones().group("app-group", many_rules(60))


@violates("QT11", "app-group")
def a_security_group_that_names_a_prefix_list_of_61_entries() -> Network:
    offices = PrefixList(id="pl-offices", entries=("192.0.2.0/24",), max_entries=61)
    return zones().add(offices).group("app-group", [rule("pl-offices", 443)])


@violates("QT11", "app", severity="error")
def a_task_whose_groups_hold_more_than_a_thousand_rules() -> Network:
    built = web()
    rules = tuple(rule("alb-group", 8000 + n) for n in range(60))
    names = [f"full-{n}" for n in range(17)]
    built.add(*(SecurityGroup(id=i, vpc_id="vpc", security_group_ingress=rules) for i in names))
    return built.change("app", security_groups=tuple(names))


@violates("QT12", "acl")
def an_acl_with_twenty_entries_and_the_final_deny() -> Network:
    return zones().acl("acl", "app-a", *(entry(n, "allow", f"192.0.2.{n}/32") for n in range(1, 21)))


@respects("QT12")
def an_acl_with_nineteen_entries_and_the_final_deny() -> Network:
    return zones().acl("acl", "app-a", *(entry(n, "allow", f"192.0.2.{n}/32") for n in range(1, 20)))


@violates("QT12", "vpc")
def a_vpc_with_201_acls() -> Network:
    return zones().add(*(NetworkAcl(id=f"acl-{n}", vpc_id="vpc") for n in range(201)))


@violates("QT14", "vpc")
def a_vpc_with_51_interface_endpoints() -> Network:
    built = zones()
    for n in range(51):
        built.interface_endpoint("execute-api", "app-a", ["app-group"], id=f"endpoint-{n}")
    return built


@violates("QT15", "vpc")
def a_vpc_with_51_peering_connections() -> Network:
    return zones().add(*(VpcPeeringConnection(id=f"peering-{n}", vpc_id="vpc") for n in range(51)))


@violates("QT16", "app-task", severity="error")
def a_task_definition_with_eleven_containers() -> Network:
    return web().change("app-task", container_definitions=tuple(ContainerDefinition(name=f"c-{n}") for n in range(11)))


@violates("QT17", "job-0")
def a_rule_of_eventbridge_that_starts_six_tasks() -> Network:
    built = zones()
    for n in range(6):
        built.scheduled_task(f"job-{n}", ["app-a"], ["app-group"], scheduler="events", rule_id="nightly")
    return built
