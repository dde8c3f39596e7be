"""Network ACLs: lowest number first, no state, nothing inside a subnet."""

from typing import Any

import pytest

from topology.model import NetworkAclEntry, Topology, Unresolved

from ..asking import blocked_by, reaches
from ..builders import entry, network
from .hosts import ALL, host, two_hosts

ALL_IN, ALL_OUT = entry(100, "allow"), entry(100, "allow", egress=True)


def with_acl(*entries: NetworkAclEntry, on: str = "b", **fields: Any) -> Topology:
    return two_hosts().acl("acl", on, *entries, **fields).build()


def test_an_acl_that_allows_everything_is_no_obstacle() -> None:
    assert reaches(with_acl(ALL_IN, ALL_OUT), "client", "server") == "reachable"


def test_an_acl_without_entries_denies_everything() -> None:
    assert blocked_by(with_acl(), "client", "server") == [("NACL_INBOUND", "acl"), ("NACL_OUTBOUND_RETURN", "acl")]


def test_a_subnet_without_an_acl_has_one_that_allows_everything() -> None:
    assert reaches(two_hosts().build(), "client", "server") == "reachable"


def test_the_lowest_number_decides() -> None:
    deny, allow = entry(90, "deny", "10.0.0.0/24", (443, 443)), entry(100, "allow", ports=(443, 443))
    assert blocked_by(with_acl(allow, deny, ALL_OUT), "client", "server") == [("NACL_INBOUND", "acl")]
    later = entry(110, "deny", "10.0.0.0/24", (443, 443))
    assert reaches(with_acl(later, allow, ALL_OUT), "client", "server") == "reachable"


def test_a_denied_address_is_denied_and_its_neighbour_is_not() -> None:
    topology = with_acl(entry(90, "deny", "10.0.0.10/32"), ALL_IN, ALL_OUT)
    assert blocked_by(topology, "client", "server") == [("NACL_INBOUND", "acl")]
    assert reaches(topology, "10.0.0.11", "server") == "reachable"


def test_a_denied_address_among_the_tasks_stops_the_task_that_has_it() -> None:
    made = two_hosts().acl("acl", "b", entry(90, "deny", "10.0.0.10/32"), ALL_IN, ALL_OUT).service("app", "a", ["open"])
    assert reaches(made.build(), "app", "server") == "partial"


def test_on_the_way_out_the_acl_of_the_sender_applies() -> None:
    assert blocked_by(with_acl(ALL_IN, on="a"), "client", "server") == [("NACL_OUTBOUND", "acl")]


def test_the_reply_has_to_leave_the_subnet_of_the_server() -> None:
    assert blocked_by(with_acl(ALL_IN), "client", "server") == [("NACL_OUTBOUND_RETURN", "acl")]


def test_the_reply_has_to_enter_the_subnet_of_the_client() -> None:
    assert blocked_by(with_acl(ALL_OUT, on="a"), "client", "server") == [("NACL_INBOUND_RETURN", "acl")]


def test_the_port_of_the_service_is_not_the_port_of_the_reply() -> None:
    topology = with_acl(ALL_IN, entry(100, "allow", ports=(443, 443), egress=True))
    assert blocked_by(topology, "client", "server") == [("NACL_OUTBOUND_RETURN", "acl")]


def test_the_ephemeral_ports_let_the_reply_through() -> None:
    topology = with_acl(ALL_IN, entry(100, "allow", ports=(1024, 65535), egress=True))
    assert reaches(topology, "client", "server") == "reachable"


def test_the_ports_of_a_linux_task_are_enough_for_its_replies() -> None:
    made = (
        two_hosts()
        .service("app", "a", ["open"])
        .acl("acl", "b", ALL_IN, entry(100, "allow", ports=(32768, 60999), egress=True))
    )
    assert reaches(made.build(), "app", "server") == "reachable"


def test_one_port_less_than_those_of_a_linux_task_is_not_quite_enough() -> None:
    made = (
        two_hosts()
        .service("app", "a", ["open"])
        .acl("acl", "b", ALL_IN, entry(100, "allow", ports=(32768, 60998), egress=True))
    )
    assert reaches(made.build(), "app", "server") == "partial"
    made.acl("acl", "b", ALL_IN, entry(100, "allow", ports=(32769, 60999), egress=True))
    assert reaches(made.build(), "app", "server") == "partial"


def test_a_windows_task_uses_more_ports_than_a_linux_task() -> None:
    made = two_hosts().service("app", "a", ["open"], task={"operating_system_family": "WINDOWS_SERVER_2022_CORE"})
    made.acl("acl", "b", ALL_IN, entry(100, "allow", ports=(32768, 60999), egress=True))
    assert reaches(made.build(), "app", "server") == "partial"
    made.acl("acl", "b", ALL_IN, entry(100, "allow", ports=(1024, 65535), egress=True))
    assert reaches(made.build(), "app", "server") == "reachable"


def test_the_reply_from_the_internet_has_to_enter_the_subnet_of_the_task() -> None:
    made = network().vpc().subnet("a", public=True).service("app", "a", public_ip=True)
    made.acl("acl", "a", entry(100, "allow", ports=(443, 443)), ALL_OUT)
    assert blocked_by(made.build(), "app", "internet") == [("NACL_INBOUND_RETURN", "acl")]
    made.acl("acl", "a", entry(100, "allow", ports=(32768, 60999)), ALL_OUT)
    assert reaches(made.build(), "app", "internet") == "reachable"


def test_half_of_the_ephemeral_ports_let_some_replies_through() -> None:
    made = (
        two_hosts()
        .service("app", "a", ["open"])
        .acl("acl", "b", ALL_IN, entry(100, "allow", ports=(49152, 65535), egress=True))
    )
    assert blocked_by(made.build(), "app", "server") == [("NACL_OUTBOUND_RETURN", "acl")]
    assert reaches(made.build(), "app", "server") == "partial"


def test_two_acls_that_share_no_client_port_let_no_reply_through() -> None:
    made = two_hosts().service("app", "a", ["open"])
    made.acl("theirs", "b", ALL_IN, entry(100, "allow", ports=(32768, 40000), egress=True))
    made.acl("ours", "a", ALL_OUT, entry(100, "allow", ports=(50000, 65535)))
    assert reaches(made.build(), "app", "server") == "blocked"


def test_inside_a_subnet_no_acl_applies() -> None:
    made = network().vpc().subnet("a").group("open", [ALL]).acl("deny-all", "a")
    topology = made.add(host("client", "a", "open"), host("server", "a", "open")).build()
    assert reaches(topology, "client", "server") == "reachable"


def test_two_subnets_with_one_acl_are_still_two_subnets() -> None:
    made = two_hosts().acl("acl", ["a", "b"])
    assert blocked_by(made.build(), "client", "server")[0] == ("NACL_OUTBOUND", "acl")


def test_the_default_acl_of_the_input_applies_to_subnets_without_one() -> None:
    assert blocked_by(with_acl(ALL_OUT, on="a", default=True), "client", "server") == [
        ("NACL_INBOUND", "acl"), ("NACL_INBOUND_RETURN", "acl"),
    ]  # fmt: skip


def test_an_entry_for_tcp_is_none_for_udp() -> None:
    topology = with_acl(entry(100, "allow", ports=(0, 65535)), ALL_OUT)
    assert reaches(topology, "client", "server", 53, "tcp") == "reachable"
    assert blocked_by(topology, "client", "server", 53, "udp") == [("NACL_INBOUND", "acl")]


def test_an_acl_for_ipv4_stops_ipv6() -> None:
    made = (
        network()
        .vpc(ipv6=True)
        .subnet("a", ipv6=True)
        .subnet("b", "b", ipv6=True)
        .service("app", "a")
        .service("api", "b")
    )
    topology = made.acl("acl", "b", ALL_IN, ALL_OUT).build()
    assert reaches(topology, "app", "api", family="ipv4") == "reachable"
    assert blocked_by(topology, "app", "api", family="ipv6") == [
        ("NACL_INBOUND", "acl"),
        ("NACL_OUTBOUND_RETURN", "acl"),
    ]


def test_a_ping_needs_its_echo_reply_only() -> None:
    echo_reply = NetworkAclEntry(
        rule_number=100,
        egress=True,
        protocol="1",
        rule_action="allow",
        cidr_block="0.0.0.0/0",
        icmp_type=0,
        icmp_code=-1,
    )
    echo = NetworkAclEntry(
        rule_number=100, protocol="1", rule_action="allow", cidr_block="0.0.0.0/0", icmp_type=8, icmp_code=-1
    )
    assert reaches(with_acl(echo, echo_reply), "client", "server", None, "icmp") == "reachable"
    assert blocked_by(with_acl(echo, echo.changed(egress=True)), "client", "server", None, "icmp") == [
        ("NACL_OUTBOUND_RETURN", "acl")
    ]


def test_the_ports_of_replies_to_the_internet_are_those_of_its_clients() -> None:
    made = network().vpc().subnet("a", public=True).group("open", [ALL]).service("app", "a", ["open"], public_ip=True)
    made.acl("acl", "a", ALL_IN, entry(100, "allow", ports=(443, 443), egress=True))
    assert blocked_by(made.build(), "internet", "app") == [("NACL_OUTBOUND_RETURN", "acl")]
    made.acl("acl", "a", ALL_IN, entry(100, "allow", ports=(1024, 65535), egress=True))
    assert reaches(made.build(), "internet", "app") == "reachable"


@pytest.mark.parametrize("field", ["entries", "associations"])
def test_what_the_input_does_not_resolve_of_an_acl_decides_nothing(field: str) -> None:
    made = two_hosts().acl("acl", "b" if field == "entries" else [], ALL_IN, ALL_OUT)
    topology = made.build(unresolved=(Unresolved(resource="acl", property=field, reason="a parameter"),))
    assert reaches(topology, "client", "server") == "unknown"


def test_an_entry_of_a_protocol_that_does_not_exist_decides_nothing() -> None:
    assert reaches(with_acl(entry(100, "allow", protocol="nonsense"), ALL_OUT), "client", "server") == "unknown"


def test_an_open_association_of_an_acl_leaves_nothing_open_in_another_vpc() -> None:
    made = network().vpc().subnet("a").acl("acl", (), entry(100, "allow")).vpc("other", "10.9.0.0/16")
    made.subnet("b").subnet("c").group("open", [ALL]).add(host("one", "b", "open"), host("two", "c", "open"))
    open_acl = Unresolved(resource="acl", property="associations", reason="a parameter")
    assert reaches(made.build(unresolved=(open_acl,)), "one", "two") == "reachable"
