"""Security groups: stateful, allow only, the union of several; references mean the private addresses of the members."""

from topology.model import PrefixList, SecurityGroupRule, Unresolved

from ..asking import blocked_by, reaches
from ..builders import network, rule
from .hosts import ALL, ALL6, group_of, host, two_hosts

SERVER_IN = [("PEER_SG_INGRESS", "server-group")]


def served(*ingress: SecurityGroupRule) -> object:
    return two_hosts(groups=("server-group",)).add(group_of(*ingress)).build()


def test_a_group_without_rules_lets_nothing_in() -> None:
    assert blocked_by(served(), "client", "server") == SERVER_IN


def test_a_rule_lets_in_its_port_and_no_other() -> None:
    topology = served(rule("10.0.0.0/24", 443))
    assert reaches(topology, "client", "server", 443) == "reachable"
    assert blocked_by(topology, "client", "server", 444) == SERVER_IN


def test_a_rule_lets_in_its_protocol_and_no_other() -> None:
    topology = served(rule("0.0.0.0/0", 53, "udp"))
    assert reaches(topology, "client", "server", 53, "udp") == "reachable"
    assert blocked_by(topology, "client", "server", 53, "tcp") == SERVER_IN


def test_a_rule_lets_in_its_source_and_no_other() -> None:
    assert reaches(served(rule("10.0.0.10/32", 443)), "client", "server") == "reachable"
    assert blocked_by(served(rule("10.0.0.11/32", 443)), "client", "server") == SERVER_IN


def test_a_rule_for_minus_one_has_no_ports() -> None:
    topology = served(rule("0.0.0.0/0", (8080, 8080), "-1"))
    assert reaches(topology, "client", "server", 443, "udp") == "reachable"


def test_a_rule_of_every_port_lets_in_any() -> None:
    assert reaches(served(rule("0.0.0.0/0", (0, 65535))), "client", "server", 1) == "reachable"
    assert reaches(served(rule("0.0.0.0/0")), "client", "server", 1) == "reachable"


def test_several_groups_are_the_union_of_their_rules() -> None:
    network_ = two_hosts(groups=("web", "admin")).add(
        group_of(rule(port=443), id="web"), group_of(rule(port=22), id="admin")
    )
    topology = network_.build()
    assert reaches(topology, "client", "server", 443) == "reachable"
    assert reaches(topology, "client", "server", 22) == "reachable"
    assert blocked_by(topology, "client", "server", 80)[0][0] == "PEER_SG_INGRESS"


def test_a_reference_lets_in_the_members_of_a_group() -> None:
    topology = served(rule("open", 443))
    assert reaches(topology, "client", "server") == "reachable"


def test_a_reference_lets_in_nobody_else() -> None:
    topology = two_hosts(groups=("server-group",)).add(group_of(id="members"), group_of(rule("members", 443))).build()
    assert blocked_by(topology, "client", "server") == SERVER_IN


def test_a_group_that_refers_to_itself_joins_its_members() -> None:
    made = network().vpc().subnet("a").subnet("b", "b").group("g", [rule("g", 443)])
    topology = made.add(host("client", "a", "g"), host("server", "b", "g")).build()
    assert reaches(topology, "client", "server") == "reachable"


def test_what_was_let_in_is_answered_whatever_the_egress_rules() -> None:
    topology = two_hosts(groups=("server-group",)).add(group_of(rule(port=443), egress=[])).build()
    assert reaches(topology, "client", "server") == "reachable"
    assert blocked_by(topology, "server", "client") == [("PEER_SG_EGRESS", "server-group")]


def test_without_egress_rules_of_its_own_a_group_lets_everything_out() -> None:
    assert reaches(served(), "server", "client") == "reachable"


def test_an_egress_rule_replaces_the_default() -> None:
    made = two_hosts(groups=("server-group",))
    topology = made.add(group_of(egress=[rule("10.0.0.0/24", 443)])).build()
    assert reaches(topology, "server", "client", 443) == "reachable"
    assert blocked_by(topology, "server", "client", 80) == [("PEER_SG_EGRESS", "server-group")]


def test_an_egress_reference_lets_out_to_the_members() -> None:
    topology = two_hosts(groups=("server-group",)).add(group_of(egress=[rule("open", 443)])).build()
    assert reaches(topology, "server", "client", 443) == "reachable"


def test_no_group_means_the_default_group_of_the_vpc() -> None:
    made = two_hosts(groups=()).add(group_of(rule("10.0.0.0/16", 443), id="default-group").changed(default=True))
    topology = made.build()
    assert reaches(topology, "client", "server") == "reachable"
    assert blocked_by(topology, "client", "server", 80) == [("PEER_SG_INGRESS", "default-group")]


def test_the_default_group_that_the_input_leaves_out_lets_in_its_own_members_only() -> None:
    topology = two_hosts(groups=()).add(host("sibling", "a")).build()
    assert reaches(topology, "sibling", "server") == "reachable"
    assert blocked_by(topology, "client", "server") == [("PEER_SG_INGRESS", None)]
    assert reaches(topology, "server", "client") == "reachable"


def test_the_default_groups_of_two_vpcs_are_two_groups() -> None:
    made = network().vpc("one").subnet("a").vpc("two", "10.1.0.0/16").subnet("b").peering("pcx", "one", "two")
    made.route("a", "10.1.0.0/16", "pcx").route("b", "10.0.0.0/16", "pcx")
    topology = made.add(host("client", "a"), host("server", "b")).build()
    assert blocked_by(topology, "client", "server") == [("PEER_SG_INGRESS", None)]


def test_egress_to_all_of_ipv4_is_no_egress_to_ipv6() -> None:
    made = (
        network()
        .vpc(ipv6=True)
        .subnet("a", public=True, ipv6=True)
        .group("ipv4-only", egress=[ALL])
        .group("open", [ALL, ALL6])
    )
    made.service("app", "a", ["ipv4-only"], public_ip=True)
    topology = made.build()
    assert reaches(topology, "app", "internet", 443, family="ipv4") == "reachable"
    assert blocked_by(topology, "app", "internet", 443, family="ipv6") == [("TASK_SG_EGRESS", "ipv4-only")]


def test_ingress_from_all_of_ipv4_is_no_ingress_from_ipv6() -> None:
    made = network().vpc(ipv6=True).subnet("a", public=True, ipv6=True).group("g", [rule("0.0.0.0/0", 443)])
    topology = made.service("app", "a", ["g"], public_ip=True).build()
    assert reaches(topology, "internet", "app", 443, family="ipv4") == "reachable"
    assert blocked_by(topology, "internet", "app", 443, family="ipv6") == [("TASK_SG_INGRESS", "g")]


def test_a_rule_that_lets_in_half_of_a_subnet_lets_in_some_of_its_tasks() -> None:
    made = two_hosts(groups=("server-group",)).add(group_of(rule("10.0.0.0/25", 443)))
    topology = made.service("app", "a", ["open"]).build()
    assert blocked_by(topology, "app", "server") == SERVER_IN
    assert reaches(topology, "app", "server") == "partial"


def test_a_prefix_list_stands_for_its_entries() -> None:
    made = two_hosts(groups=("server-group",)).add(
        PrefixList(id="pl-1", entries=("10.0.0.0/28",)), group_of(rule("pl-1", 443))
    )
    assert reaches(made.build(), "client", "server") == "reachable"
    made.add(PrefixList(id="pl-1", entries=("10.0.9.0/28",)))
    assert blocked_by(made.build(), "client", "server") == SERVER_IN


def test_a_prefix_list_whose_entries_are_not_in_the_input_may_let_it_in() -> None:
    made = two_hosts(groups=("server-group",)).add(PrefixList(id="pl-1"), group_of(rule("pl-1", 443)))
    assert reaches(made.build(), "client", "server") == "unknown"


def test_a_prefix_list_with_an_entry_that_is_no_range_may_let_it_in() -> None:
    made = two_hosts(groups=("server-group",)).add(
        PrefixList(id="pl-1", entries=("nonsense",)), group_of(rule("pl-1", 443))
    )
    assert reaches(made.build(), "client", "server") == "unknown"


def test_rules_that_the_input_does_not_resolve_may_let_it_in() -> None:
    made = two_hosts(groups=("server-group",)).add(group_of(rule("10.0.0.0/24", 443)))
    open_rules = (Unresolved(resource="server-group", property="security_group_ingress", reason="a parameter"),)
    topology = made.build(unresolved=open_rules)
    assert reaches(topology, "client", "server", 443) == "reachable"
    assert reaches(topology, "client", "server", 80) == "unknown"


def test_groups_that_the_input_does_not_resolve_may_let_it_in() -> None:
    made = two_hosts(groups=("server-group",)).add(group_of())
    topology = made.build(
        unresolved=(Unresolved(resource="server", property="security_group_ids", reason="a parameter"),)
    )
    assert reaches(topology, "client", "server") == "unknown"


def test_a_member_whose_groups_are_open_may_be_the_one_referred_to() -> None:
    made = two_hosts(groups=("server-group",)).add(group_of(id="members"), group_of(rule("members", 443)))
    topology = made.build(
        unresolved=(Unresolved(resource="client", property="security_group_ids", reason="a parameter"),)
    )
    assert reaches(topology, "client", "server") == "unknown"


def test_a_rule_for_icmp_lets_in_a_ping_of_ipv4_only() -> None:
    made = network().vpc(ipv6=True).subnet("a", ipv6=True).subnet("b", "b", ipv6=True).group("open", [ALL, ALL6])
    made.group("g", [rule("0.0.0.0/0", protocol="icmp"), rule("::/0", protocol="icmp")])
    topology = made.add(host("client", "a", "open"), host("server", "b", "g")).build()
    assert reaches(topology, "client", "server", None, "icmp", "ipv4") == "reachable"
    assert blocked_by(topology, "client", "server", None, "icmp", "ipv6") == [("PEER_SG_INGRESS", "g")]


def test_a_rule_for_icmpv6_lets_in_a_ping_of_ipv6() -> None:
    made = network().vpc(ipv6=True).subnet("a", ipv6=True).subnet("b", "b", ipv6=True).group("open", [ALL, ALL6])
    made.group("g", [rule("::/0", protocol="icmpv6")])
    topology = made.add(host("client", "a", "open"), host("server", "b", "g")).build()
    assert reaches(topology, "client", "server", None, "icmp", "ipv6") == "reachable"


def test_a_rule_for_one_icmp_type_is_no_rule_for_a_ping() -> None:
    unreachable_only = SecurityGroupRule(ip_protocol="icmp", from_port=3, to_port=4, cidr_ipv4="0.0.0.0/0")
    assert blocked_by(served(unreachable_only), "client", "server", None, "icmp") == SERVER_IN
    echo = SecurityGroupRule(ip_protocol="icmp", from_port=8, to_port=-1, cidr_ipv4="0.0.0.0/0")
    assert reaches(served(echo), "client", "server", None, "icmp") == "reachable"


def test_a_rule_of_a_protocol_that_does_not_exist_decides_nothing() -> None:
    assert reaches(served(rule(protocol="nonsense")), "client", "server") == "unknown"


def test_between_two_tasks_the_task_is_named_as_the_holder() -> None:
    made = (
        network()
        .vpc()
        .subnet("a")
        .group("web-group", [rule(port=80)])
        .group("api-group", [rule("web-group", 8080)])
        .group("other")
    )
    topology = (
        made.service("web", "a", ["web-group"])
        .service("api", "a", ["api-group"])
        .service("batch", "a", ["other"])
        .build()
    )
    assert reaches(topology, "web", "api", 8080) == "reachable"
    assert blocked_by(topology, "batch", "api", 8080) == [("TASK_SG_INGRESS", "api-group")]
    assert blocked_by(topology, "api", "api", 8080) == [("TASK_SG_INGRESS", "api-group")]
