"""AWS's own addresses inside a VPC: its resolver, its clock, what a task is told of itself.

https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html, …/vpc-network-acls.html
"""

import pytest

from topology.checks import trace
from topology.model import Unresolved

from ..asking import blocked_by, reaches, verdict
from ..builders import Network, entry, network, record, rule


def closed() -> Network:
    """A task that no group and no ACL lets do anything, in a VPC without any way out."""
    made = network().vpc().subnet("first").subnet("a").group("shut", egress=[rule("10.0.0.0/16", 1)])
    return made.service("app", "a", ["shut"]).acl("deny", "a", entry(1, "deny"))


@pytest.mark.parametrize("resolver", ["10.0.0.2", "169.254.169.253", "fd00:ec2::253"])
@pytest.mark.parametrize("protocol", ["udp", "tcp"])
def test_neither_groups_nor_acls_nor_routes_keep_a_task_from_the_resolver(resolver: str, protocol: str) -> None:
    assert reaches(closed().build(), "app", resolver, 53, protocol) == "reachable"


def test_the_resolver_answers_names_only_and_where_it_is_on_only() -> None:
    assert blocked_by(closed().build(), "app", "10.0.0.2", 443) == [("ADDRESS_NOT_IN_USE", "vpc")]
    off = closed().change("vpc", enable_dns_support=False)
    assert blocked_by(off.build(), "app", "10.0.0.2", 53, "udp") == [("VPC_DNS_DISABLED", "vpc")]
    left_open = (Unresolved(resource="vpc", property="enable_dns_support", reason="a parameter"),)
    assert reaches(closed().build(unresolved=left_open), "app", "10.0.0.2", 53, "udp") == "unknown"


def test_what_is_asked_of_the_resolver_in_every_protocol_gets_there_in_part() -> None:
    found = trace(closed().build(), "app", "10.0.0.2", "all", None)
    assert (found["verdict"], found["allowed"]) == ("partial", "tcp/udp 53")


def test_the_resolver_of_another_vpc_is_not_there() -> None:
    assert reaches(closed().vpc("other", "10.9.0.0/16").subnet("o").build(), "app", "10.9.0.2", 53, "udp") == "blocked"


def test_a_task_asks_the_clock_and_its_own_metadata_and_no_instances_metadata() -> None:
    topology = closed().build()
    assert reaches(topology, "app", "169.254.169.123", 123, "udp") == "reachable"
    assert reaches(topology, "app", "169.254.170.2", 80) == "reachable"
    assert reaches(topology, "app", "169.254.169.254", 80) == "blocked"


def test_a_declared_connection_to_the_resolver_works() -> None:
    made = closed().external_host("dns", "10.0.0.2")
    topology = made.connection("app", "dns", 53, protocol="udp").build()
    assert verdict(topology, "application") == "reachable"


def test_a_trace_to_a_name_outside_asks_the_private_zones_as_the_check_does() -> None:
    made = network().vpc().subnet("pub", public=True).nat("nat", "pub").subnet("a", nat="nat").group("app-group")
    made.service("app", "a", ["app-group"]).external_host("db", "db.example.com").connection("app", "db", 5432)
    assert (reaches(made.build(), "app", "db", 5432), verdict(made.build(), "application")) == (
        "reachable",
        "reachable",
    )
    zoned = made.zone("example.com", ["vpc"], record("other.example.com", "10.0.0.9")).build()
    assert (reaches(zoned, "app", "db", 5432), verdict(zoned, "application")) == ("blocked", "blocked")
