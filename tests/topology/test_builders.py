"""The builder makes what its names say."""

import pytest

from topology.model import RouteTable, Service, Subnet, Vpc

from .builders import network


def test_a_public_subnet_routes_to_the_internet_gateway_of_its_vpc() -> None:
    topology = network().vpc().subnet("a", public=True).build()
    table = topology.get(RouteTable, "rtb-a")
    assert table and [(r.destination, r.target) for r in table.routes] == [("0.0.0.0/0", "igw-vpc")]
    assert [a.subnet_id for a in table.associations] == ["a"]


def test_subnets_of_a_vpc_get_different_blocks_of_both_families() -> None:
    topology = network().vpc(ipv6=True).subnet("a", ipv6=True).subnet("b", "b", ipv6=True).build()
    vpc = topology.get(Vpc, "vpc")
    subnets = topology.all(Subnet)
    assert len({s.cidr_block for s in subnets} | {s.ipv6_cidr_block for s in subnets}) == 4
    assert vpc and all(s.ipv6_cidr_block and s.ipv6_cidr_block.startswith("2600:1f18:") for s in subnets)
    assert [s.availability_zone for s in subnets] == ["us-east-1a", "us-east-1b"]


def test_a_service_behind_a_load_balancer_is_wired_to_its_target_group() -> None:
    topology = network().vpc().subnet("a").service("app", "a").load_balancer("alb", "a", service="app").build()
    service = topology.get(Service, "app")
    assert service and [b.target_group_arn for b in service.load_balancers] == ["alb-targets"]


def test_a_reference_to_what_was_never_added_fails_at_once() -> None:
    with pytest.raises(AssertionError, match="nowhere"):
        network().vpc().subnet("a").service("app", "a", groups=["nowhere"]).build()
