"""Remedies: what is offered works, worsens nothing, and is offered for each of the common mistakes."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from topology.fargate.flow import Flow
from topology.fargate.flows import flows_of
from topology.model import Topology
from topology.model.applying import apply
from topology.model.changes import read
from topology.remedies import remedies_for

from ..asking import flow
from ..builders import ECR_IMAGE, network, rule
from ..mistakes import MISTAKES, change, design, without

ORDER = ("reachable", "unknown", "partial", "blocked")


def offered(topology: Topology) -> dict[tuple[Any, ...], list[dict[str, Any]]]:
    rows = everything(topology)
    found = remedies_for(topology, list(rows))
    return {(id, *rows[id][n].key): remedies for id, of_flows in found.items() for n, remedies in of_flows.items()}


def everything(topology: Topology) -> dict[str, tuple[Flow, ...]]:
    return {w.id: flows_of(topology, w) for w in topology.workloads}


def places(topology: Topology) -> dict[tuple[Any, ...], str]:
    return {
        (w, *f.key, p.subnet): p.outcome.verdict
        for w, rows in everything(topology).items()
        for f in rows
        for p in f.placements
    }


def check_each(topology: Topology) -> int:
    """Apply every remedy that is offered: its flow is reachable then, and nothing is worse. How many there were."""
    before, count = places(topology), 0
    for key, remedies in offered(topology).items():
        for remedy in remedies:
            after = apply(topology, read(remedy["changes"]))
            assert after.dangling() == []
            workload, *flow_key = key
            row = next(f for f in everything(after)[workload] if f.key == tuple(flow_key))
            assert row.verdict == "reachable", (remedy["title"], row)
            now = places(after)
            worse = {
                k: (v, now.get(k)) for k, v in before.items() if ORDER.index(now.get(k, "blocked")) > ORDER.index(v)
            }
            assert not worse, (remedy["title"], worse)
            assert remedy["verified"] is True
            assert remedy["title"]
            count += 1
    return count


def test_the_design_works_and_needs_no_remedy() -> None:
    topology = design().build()
    assert {f.verdict for rows in everything(topology).values() for f in rows if f.required} == {"reachable"}
    assert offered(topology) == {}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_for_each_common_mistake_a_remedy_is_offered_and_works(mistake: str) -> None:
    broken, (workload, name, to) = MISTAKES[mistake]
    topology = broken(design()).build()
    failing = [
        f
        for f in everything(topology)[workload]
        if f.required and f.flow == name and f.to == to and f.verdict in ("blocked", "partial")
    ]
    assert failing, "the mistake breaks nothing"
    remedies = offered(topology)
    assert all(remedies.get((workload, *f.key)) for f in failing), {f.key: f.verdict for f in failing}
    assert check_each(topology) > 0


@settings(max_examples=12, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(st.lists(st.sampled_from(sorted(MISTAKES)), min_size=2, max_size=3, unique=True))
def test_several_mistakes_at_once_are_never_answered_by_a_remedy_that_does_not_work(mistakes: list[str]) -> None:
    made = design()
    for mistake in mistakes:
        made = MISTAKES[mistake][0](made)
    topology = made.build()
    check_each(topology)


def test_the_narrowest_remedy_comes_first() -> None:
    topology = change("endpoint-group", security_group_ingress=())(design()).build()
    first = offered(topology)[("job", *flow(topology, "logs", of="job").key)][0]
    rules = [c["value"] for c in first["changes"]]
    assert rules == [{"ip_protocol": "tcp", "from_port": 443, "to_port": 443, "referenced_group_id": "job-group"}]


def closed_in(region: str) -> Topology:
    """A service whose group lets nothing out, in a subnet without a way out."""
    image = ECR_IMAGE.replace("us-east-1", region)
    return (
        network(region)
        .vpc()
        .subnet("a")
        .group("tasks", egress=[])
        .service("web", ["a"], ["tasks"], image=image)
        .build()
    )


def peers_of(remedy: dict[str, Any]) -> list[dict[str, str]]:
    rules = [c["value"] for c in remedy["changes"] if c.get("property") == "security_group_egress"]
    return [{k: v for k, v in r.items() if k not in ("ip_protocol", "from_port", "to_port")} for r in rules]


def test_a_rule_that_names_the_endpoints_group_comes_before_one_that_opens_everything() -> None:
    topology = closed_in("us-east-1")
    found = offered(topology)[("web", *flow(topology, "ecr-auth", of="web").key)]
    assert [peers_of(r) for r in found] == [
        [{"referenced_group_id": "EndpointSecurityGroup"}],
        [{"cidr_ipv4": "0.0.0.0/0"}],
    ]


@pytest.mark.parametrize(
    ("region", "narrowest"),
    [("us-east-1", {"prefix_list_id": "pl-63a5400a"}), ("ap-east-1", {"cidr_ipv4": "0.0.0.0/0"})],
)
def test_a_gateway_endpoint_is_let_out_to_by_awss_prefix_list_where_its_id_in_the_region_is_known(
    region: str, narrowest: dict[str, str]
) -> None:
    topology = closed_in(region)
    pull = flow(topology, "image-pull", to="s3", of="web")
    assert peers_of(offered(topology)[("web", *pull.key)][0]) == [narrowest]


def test_a_remedy_says_what_it_opens_and_what_it_costs() -> None:
    topology = without("logs-endpoint")(design()).build()
    first = offered(topology)[("job", *flow(topology, "logs", of="job").key)][0]
    assert first["cost"] == "per-hour-and-gb"
    assert first["opens"]


def test_no_remedy_opens_a_group_to_the_whole_internet() -> None:
    for mistake, (broken, _flow) in MISTAKES.items():
        for remedies in offered(broken(design()).build()).values():
            for remedy in remedies:
                ingress = [c["value"] for c in remedy["changes"] if c.get("property") == "security_group_ingress"]
                assert not any(r.get("cidr_ipv4") == "0.0.0.0/0" for r in ingress), mistake


def test_what_is_unknown_is_not_remedied() -> None:
    made = design().change("api", task_definition=None)
    assert not any(key[0] == "api" and key[1] == "image-pull" for key in offered(made.build()))


def first_network(region: str = "us-east-1") -> Topology:
    """One subnet that uses the VPC's main route table, and a service whose image is on Docker Hub: as people begin."""
    made = network(region).vpc().subnet("a").group("tasks").service("web", ["a"], ["tasks"], image="nginx")
    return without("rtb-a")(made).build()


def test_a_vpc_without_any_way_out_gets_its_first_one() -> None:
    topology = first_network()
    found = offered(topology)[("web", *flow(topology, "image-pull", of="web").key)]
    kinds = [[c["resource"]["type"] for c in remedy["changes"] if c["op"] == "add"] for remedy in found]
    assert ["InternetGateway", "RouteTable"] in kinds
    assert ["InternetGateway", "NatGateway", "RouteTable"] in kinds
    assert [r["cost"] for r in found] == ["per-hour", "per-hour-and-gb"]
    assert check_each(topology) == 2


def test_no_regional_nat_gateway_is_offered_where_there_is_none() -> None:
    topology = first_network("us-gov-west-1")
    (only,) = offered(topology)[("web", *flow(topology, "image-pull", of="web").key)]
    assert not any(c["resource"]["type"] == "NatGateway" for c in only["changes"] if c["op"] == "add")


def test_what_an_endpoint_opens_is_never_opened_to_the_internet_for() -> None:
    made = network().vpc().subnet("a").group("tasks").service("job", ["a"], ["tasks"], logs=True)
    topology = made.build()
    remedies = [r for held in offered(topology).values() for r in held]
    assert remedies
    assert all(c["resource"]["type"] != "InternetGateway" for r in remedies for c in r["changes"] if c["op"] == "add")
    assert check_each(topology) > 0


def test_what_goes_round_all_obstacles_at_once_is_offered_alone() -> None:
    """In one subnet a public address is missing, in the other a route: an endpoint needs neither, and a public address with a route
    to the internet gateway is cheaper than a NAT gateway."""
    made = (
        network()
        .vpc()
        .subnet("a", public=True)
        .subnet("b", "b")
        .group("tasks")
        .service("job", ["a", "b"], ["tasks"], logs=True)
    )
    topology = made.build()
    found = {k[1:3]: r for k, r in offered(topology).items()}
    (kind,) = {k for k in found if k[0] == "logs"}
    endpoint = next(r for r in found[kind] if r["title"] == "Add an interface endpoint for logs")
    assert {c["op"] for c in endpoint["changes"]} == {"add"}
    assert found[kind][0]["changes"] == [
        {"op": "set", "id": "job", "values": {"assign_public_ip": "ENABLED"}},
        {"op": "connect", "id": "rtb-b", "property": "routes",
         "value": {"destination_cidr_block": "0.0.0.0/0", "gateway_id": "igw-vpc"}},
    ]  # fmt: skip
    assert check_each(topology) > 0


def test_no_remedy_makes_changes_that_another_does_without() -> None:
    topology = network().vpc().subnet("a", public=True).subnet("b", "b").group("tasks").service(
        "job", ["a", "b"], ["tasks"], logs=True
    ).build()  # fmt: skip
    for remedies in offered(topology).values():
        for one in remedies:
            others = [r["changes"] for r in remedies if r is not one]
            assert not any(all(c in one["changes"] for c in other) for other in others)


def behind_a_network_load_balancer(protocol: str, **balancer: Any) -> Topology:
    """A service whose group lets the VPC in, behind a Network Load Balancer without groups that keeps its clients' addresses."""
    made = network().vpc().subnet("pub", public=True).nat("nat", "pub").subnet("a", nat="nat")
    made.group("tasks", [rule("10.0.0.0/16", 8080, "tcp"), rule("10.0.0.0/16", 8080, "udp")]).service(
        "app", "a", ["tasks"]
    )
    kept = {
        "protocol": protocol,
        "attributes": {"preserve_client_ip.enabled": "true", "deregistration_delay.timeout_seconds": "5"},
    }
    made.load_balancer(
        "lb", "pub", service="app", kind="network", target_group=kept, scheme="internet-facing", **balancer
    )
    return made.build()


def test_tasks_that_know_the_load_balancer_and_not_its_clients_are_reached_without_the_clients_addresses() -> None:
    topology = behind_a_network_load_balancer("TCP")
    ((_flow, remedies),) = offered(topology).items()
    assert [r["changes"] for r in remedies] == [
        [{"op": "set", "id": "lb-targets", "values": {"attributes": {
            "preserve_client_ip.enabled": "false", "deregistration_delay.timeout_seconds": "5",
        }}}]
    ]  # fmt: skip
    assert check_each(topology) == 1


def test_over_udp_the_clients_addresses_stay() -> None:
    topology = behind_a_network_load_balancer("UDP")
    assert flow(topology, "lb-to-task", protocol="udp").verdict == "blocked"
    assert offered(topology) == {}
