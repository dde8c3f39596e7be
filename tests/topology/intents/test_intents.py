"""After an intent the network does what it says, nothing else gets worse, and doing it again changes nothing more."""

import pytest

from topology.fargate.flow import Flow
from topology.fargate.flows import flows_of
from topology.fargate.ipv6 import asked_platform, gets_ipv6
from topology.intents import INTENTS, intents_for, propose
from topology.intents.judge import Proposal
from topology.model import (
    LoadBalancer,
    NatGateway,
    RouteTable,
    Service,
    Subnet,
    SubnetAssociation,
    Topology,
    VpcEndpoint,
)
from topology.model.applying import apply
from topology.model.changes import parse
from topology.reachability.routing import table_of

from ..builders import Network, network

HUB = "nginx:latest"


def done(topology: Topology, intent: str, resource: str) -> tuple[Topology, Proposal]:
    """The topology after an intent, which is proposed without a fault."""
    proposal = propose(topology, intent, resource)
    assert not proposal.refused, proposal.refused
    assert proposal.verified, proposal.worse
    after = apply(topology, parse(proposal.changes))
    assert after.dangling() == []
    again = propose(after, intent, resource)
    assert again.changes == (), "the second time changes nothing more"
    return after, proposal


def verdicts(topology: Topology, workload: str, *flows: str) -> set[str]:
    found = topology.get(Service, workload)
    assert found
    return {f.verdict for f in needed(topology, found) if not flows or f.flow in flows}


def needed(topology: Topology, service: Service) -> list[Flow]:
    return [f for f in flows_of(topology, service) if f.required]


def plain() -> Network:
    """A public subnet with an internet gateway, and one without a way out, in which a service runs."""
    return network().vpc().subnet("public-a", public=True).subnet("app-a").group("tasks")


def test_a_private_subnet_with_nat_pulls_from_docker_hub() -> None:
    topology = plain().service("app", "app-a", ["tasks"], image=HUB).build()
    assert verdicts(topology, "app", "image-pull") == {"blocked"}
    after, proposal = done(topology, "private-subnet", "app-a")
    assert verdicts(after, "app") == {"reachable"}
    assert [n.subnet_id for n in after.all(NatGateway)] == ["public-a"]
    assert {row["flow"] for row in proposal.better} >= {"image-pull"}


def test_where_no_subnet_is_public_the_nat_gateway_gets_one_that_overlaps_no_other() -> None:
    network_of_one = network().vpc(cidr="10.0.0.0/24").subnet("app-a", cidr="10.0.0.0/25").group("tasks")
    topology = network_of_one.service("app", "app-a", ["tasks"], image=HUB).build()
    after, _proposal = done(topology, "private-subnet", "app-a")
    assert verdicts(after, "app") == {"reachable"}
    assert {s.cidr_block for s in after.all(Subnet)} == {"10.0.0.0/25", "10.0.0.128/25"}


def test_a_vpc_without_room_for_a_public_subnet_is_told() -> None:
    topology = network().vpc(cidr="10.0.0.0/24").subnet("app-a").build()
    assert "no free block" in propose(topology, "private-subnet", "app-a").refused


def test_an_ipv6_only_subnet_reaches_ipv4_through_nat64() -> None:
    topology = (
        network().vpc(ipv6=True).subnet("app-a", ipv6=True, ipv6_native=True).group("tasks")
        .service("app", "app-a", ["tasks"], image=HUB).build()
    )  # fmt: skip
    after, _proposal = done(topology, "private-subnet", "app-a")
    subnet = after.get(Subnet, "app-a")
    assert subnet and subnet.enable_dns64
    assert "blocked" not in verdicts(after, "app")


def test_a_nat_gateway_of_the_zone_is_used_before_another_is_made() -> None:
    topology = (
        plain().nat("nat", "public-a").subnet("app-b", zone="b").service("app", "app-b", ["tasks"], image=HUB).build()
    )  # fmt: skip
    after, _proposal = done(topology, "private-subnet", "app-b")
    assert [n.id for n in after.all(NatGateway)] == ["nat"]
    assert verdicts(after, "app") == {"reachable"}


def test_a_subnet_that_shares_its_route_table_changes_alone() -> None:
    both = tuple(SubnetAssociation(subnet_id=s) for s in ("app-a", "other"))
    shared = plain().subnet("other").change("rtb-other", associations=()).change("rtb-app-a", associations=both)
    topology = shared.service("app", "app-a", ["tasks"], image=HUB).build()
    after, _proposal = done(topology, "private-subnet", "app-a")
    assert table_of(after, "other")[0] == RouteTable(id="rtb-app-a", vpc_id="vpc", associations=both[1:])
    assert verdicts(after, "app") == {"reachable"}


def test_a_subnet_that_holds_a_public_nat_gateway_cannot_be_private() -> None:
    topology = plain().nat("nat", "public-a").build()
    assert "public NAT gateway" in propose(topology, "private-subnet", "public-a").refused


@pytest.mark.parametrize("logs", [False, True])
def test_after_isolating_with_endpoints_the_services_there_start(logs: bool) -> None:
    topology = (
        plain().nat("nat", "public-a").subnet("app-b", nat="nat").service("app", "app-b", ["tasks"], logs=logs).build()
    )  # fmt: skip
    assert verdicts(topology, "app") == {"reachable"}
    after, proposal = done(topology, "isolated-subnet", "app-b")
    assert verdicts(after, "app") == {"reachable"}
    assert after.all(VpcEndpoint)
    lost = {row["flow"] for row in proposal.worse}
    assert lost == {"internet-egress-ipv4"}, "that is what isolating means"


def test_isolating_what_pulls_from_docker_hub_says_that_it_would_fail() -> None:
    topology = (
        plain().nat("nat", "public-a").subnet("app-b", nat="nat").service("app", "app-b", ["tasks"], image=HUB).build()
    )
    proposal = propose(topology, "isolated-subnet", "app-b")
    assert not proposal.verified
    assert {row["flow"] for row in proposal.left} >= {"image-pull"}


def test_a_public_subnet_gives_its_tasks_a_way_out() -> None:
    topology = network().vpc().subnet("app-a").group("tasks").service("app", "app-a", ["tasks"], image=HUB).build()
    after, _proposal = done(topology, "public-subnet", "app-a")
    assert verdicts(after, "app") == {"reachable"}


def test_after_giving_a_vpc_ipv6_tasks_get_addresses_and_isolated_subnets_stay_isolated() -> None:
    topology = (
        plain().nat("nat", "public-a").subnet("app-b", nat="nat").service("app", "app-b", ["tasks"], image=HUB).build()
    )  # fmt: skip
    after, _proposal = done(topology, "ipv6-vpc", "vpc")
    service = after.get(Service, "app")
    assert service
    assert gets_ipv6(after, asked_platform(after, service), "app-b")
    assert verdicts(after, "app") == {"reachable"}
    blocks = [s.ipv6_cidr_block for s in after.all(Subnet)]
    assert None not in blocks and len(set(blocks)) == len(blocks)
    (egress,) = (f.verdict for f in flows_of(after, service) if f.flow == "internet-egress-ipv6")
    assert egress == "reachable"
    assert propose(after, "isolated-subnet", "app-a").changes == ()


def test_a_service_is_spread_over_three_zones_and_works_in_each() -> None:
    topology = (
        plain().nat("nat", "public-a").subnet("app-b", nat="nat").service("app", "app-b", ["tasks"], image=HUB).build()
    )
    after, _proposal = done(topology, "spread-zones", "app")
    service = after.get(Service, "app")
    assert service
    zones = {s.availability_zone for i in service.subnets if (s := after.get(Subnet, i))}
    assert len(zones) == 3
    assert verdicts(after, "app") == {"reachable"}


def test_an_application_load_balancer_in_front_reaches_the_tasks() -> None:
    topology = (
        plain().nat("nat", "public-a").subnet("app-b", nat="nat").service("app", "app-b", ["tasks"], image=HUB).build()
    )
    after, _proposal = done(topology, "alb-in-front", "app")
    assert verdicts(after, "app", "lb-to-task") == {"reachable"}
    (balancer,) = after.all(LoadBalancer)
    assert len({s.availability_zone for i in balancer.subnets if (s := after.get(Subnet, i))}) >= 2


def test_a_service_without_a_port_cannot_have_a_load_balancer() -> None:
    topology = plain().service("app", "app-a", ["tasks"], port=None).build()
    assert "has a port" in propose(topology, "alb-in-front", "app").refused


def test_intents_apply_by_the_kind_of_resource() -> None:
    topology = plain().service("app", "app-a").build()
    assert {i.id for i in intents_for(topology, "app-a")} == {"public-subnet", "private-subnet", "isolated-subnet"}
    assert {i.id for i in intents_for(topology, "vpc")} == {"ipv6-vpc"}
    assert {i.id for i in intents_for(topology, "app")} == {"spread-zones", "alb-in-front"}
    assert intents_for(topology, "nobody") == []
    with pytest.raises(KeyError):
        propose(topology, "ipv6-vpc", "app")
    assert all(i.title and i.about for i in INTENTS.values())
