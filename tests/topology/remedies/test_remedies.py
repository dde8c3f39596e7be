"""Remedies: what is offered works, worsens nothing, and is offered for each of the common mistakes."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from topology.fargate.flows import Flow, flows_of
from topology.model import Topology
from topology.model.changes import apply, changes_adapter
from topology.remedies import remedies_for

from ..asking import flow
from ..builders import Network, entry, network, rule

Break = Callable[[Network], Network]
ORDER = ("reachable", "unknown", "partial", "blocked")


def design() -> Network:
    """A design that works: `web` in public subnets behind a load balancer, `api` behind NAT with a file system, `job` isolated."""
    made = network().vpc().subnet("pub-a", public=True).subnet("pub-b", "b", public=True).nat("nat", "pub-a")
    made.subnet("a", nat="nat").subnet("b", "b", nat="nat").subnet("data-a").subnet("data-b", "b")
    made.group("lb-group", [rule(port=80)]).group("web-group", [rule("lb-group", 8080)]).group("api-group").group(
        "job-group"
    )
    made.group("db-group", [rule("api-group", 5432)]).group("fs-group", [rule("api-group", 2049)])
    made.group("endpoint-group", [rule("job-group", 443), rule("10.0.0.0/16", 443)])
    made.service("web", ["pub-a", "pub-b"], ["web-group"], public_ip=True, logs=True, image="nginx")
    made.load_balancer("lb", ["pub-a", "pub-b"], ["lb-group"], service="web")
    made.service("api", ["a", "b"], ["api-group"], logs=True, image="ghcr.io/acme/api").file_system(
        "fs", ["a", "b"], ["fs-group"], mounted_by="api"
    )
    made.database("db", ["data-a", "data-b"], ["db-group"]).connection("api", "db", 5432)
    made.service("job", ["data-a", "data-b"], ["job-group"], logs=True)
    for service in ("ecr.api", "ecr.dkr", "logs"):
        made.interface_endpoint(service, ["data-a", "data-b"], ["endpoint-group"])
    return made.gateway_endpoint("s3", ["data-a", "data-b"])


def change(id: str, **fields: Any) -> Break:
    return lambda made: made.change(id, **fields)


def without(*ids: str) -> Break:
    def apply_(made: Network) -> Network:
        for id in ids:
            made.resources.pop(id, None)
        return made

    return apply_


def deny(subnets: list[str], *, egress: bool) -> Break:
    ours, theirs = entry(100, "allow", egress=not egress), entry(100, "deny", ports=(0, 65535), egress=egress)
    return lambda made: made.acl("acl", subnets, ours, theirs, entry(200, "allow", egress=egress))


# What is broken, and a flow that it breaks: (workload, flow, destination)
MISTAKES: dict[str, tuple[Break, tuple[str, str, str]]] = {
    "the tasks have no public address": (change("web", assign_public_ip="DISABLED"), ("web", "image-pull", "registry-1.docker.io")),
    "the private subnets have no default route": (
        lambda made: made.change("rtb-a", routes=()).change("rtb-b", routes=()), ("api", "image-pull", "ghcr.io"),
    ),
    "one of the private subnets has no default route": (change("rtb-b", routes=()), ("api", "image-pull", "ghcr.io")),
    "the NAT gateway stands in a private subnet": (change("nat", subnet_id="data-a"), ("api", "image-pull", "ghcr.io")),
    "the internet gateway is not attached": (change("igw-vpc", vpc_id=None), ("web", "image-pull", "registry-1.docker.io")),
    "an interface endpoint is missing": (without("logs-endpoint"), ("job", "logs", "logs")),
    "two interface endpoints are missing": (without("logs-endpoint", "ecr.api-endpoint"), ("job", "logs", "logs")),
    "the gateway endpoint is missing": (without("s3-endpoint"), ("job", "image-pull", "s3")),
    "the gateway endpoint is in no route table": (change("s3-endpoint", route_table_ids=()), ("job", "image-pull", "s3")),
    "the endpoints have no private DNS": (change("logs-endpoint", private_dns_enabled=False), ("job", "logs", "logs")),
    "the VPC gives no DNS host names": (change("vpc", enable_dns_hostnames=False), ("job", "logs", "logs")),
    "the group of the endpoints lets nobody in": (change("endpoint-group", security_group_ingress=()), ("job", "logs", "logs")),
    "the group of the tasks lets nothing out": (change("job-group", security_group_egress=()), ("job", "logs", "logs")),
    "the group of the tasks lets the load balancer not in": (change("web-group", security_group_ingress=()), ("web", "lb-to-task", "web")),
    "the group of the load balancer lets nothing out": (change("lb-group", security_group_egress=()), ("web", "lb-to-task", "web")),
    "the health check is on a port that nothing lets in": (change("lb-targets", health_check_port="8081"), ("web", "lb-to-task", "web")),
    "the load balancer is not enabled in a zone": (change("lb", subnets=("pub-a",)), ("web", "lb-to-task", "web")),
    "a zone has no mount target": (without("fs-b"), ("api", "efs", "fs")),
    "the group of the file system lets nobody in": (change("fs-group", security_group_ingress=()), ("api", "efs", "fs")),
    "the group of the database lets nobody in": (change("db-group", security_group_ingress=()), ("api", "application", "db")),
    "the platform version mounts no file system": (change("api", platform_version="1.3.0"), ("api", "efs", "fs")),
    "the ACL lets the tasks not out": (deny(["a", "b"], egress=True), ("api", "image-pull", "ghcr.io")),
    "the ACL lets no reply in": (deny(["a", "b"], egress=False), ("api", "image-pull", "ghcr.io")),
}  # fmt: skip


def offered(topology: Topology) -> dict[tuple[Any, ...], list[dict[str, Any]]]:
    return remedies_for(topology, everything(topology))


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
            after = apply(topology, changes_adapter.validate_python(remedy["changes"]))
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


@settings(max_examples=25, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck), database=None)
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
