"""Load balancer to task: groups, zones, health checks, and what a Network Load Balancer keeps of its clients."""

from typing import Any

import pytest

from topology.checks import check, trace
from topology.model import Target, TargetGroup, TransitGateway, TransitGatewayAttachment, Unresolved

from ..asking import blocked_by, causes, flow, reaches, verdict
from ..builders import Network, entry, network, rule
from ..reachability.hosts import ALL, ALL6

TASKS = "app-group"


def balanced(
    *ingress: Any, kind: Any = "application", groups: tuple[str, ...] = ("lb-group",), **fields: Any
) -> Network:
    """The service `app` in the private subnets `a` and `b` behind the load balancer `lb` in `pub-a` and `pub-b`."""
    made = network().vpc().subnet("pub-a", public=True).subnet("pub-b", "b", public=True).subnet("a").subnet("b", "b")
    made.group("lb-group", [rule(port=80)]).group(TASKS, ingress).service("app", ["a", "b"], [TASKS])
    return made.load_balancer("lb", ["pub-a", "pub-b"], groups, service="app", kind=kind, **fields)


def nlb(*ingress: Any, **fields: Any) -> Network:
    return balanced(*ingress, kind="network", **{"groups": (), **fields})


def test_the_group_of_the_tasks_lets_in_the_group_of_the_load_balancer() -> None:
    assert verdict(balanced(rule("lb-group", 8080)).build(), "lb-to-task") == "reachable"


def test_the_group_of_the_tasks_has_to_let_in_the_container_port() -> None:
    assert causes(balanced(rule("lb-group", 80)).build(), "lb-to-task") == [("TASK_SG_INGRESS", TASKS)]


def test_the_group_of_the_load_balancer_has_to_let_out_to_the_tasks() -> None:
    made = balanced(rule("lb-group", 8080)).group("lb-group", [rule(port=80)], egress=[rule(port=80)])
    assert causes(made.build(), "lb-to-task") == [("LB_SG_EGRESS", "lb-group")]


def test_a_service_behind_two_ports_has_a_row_for_each() -> None:
    made = balanced(rule("lb-group", 8080)).load_balancer(
        "second", ["pub-a", "pub-b"], ["lb-group"], service="app", port=9090
    )
    assert verdict(made.build(), "lb-to-task", port=8080) == "reachable"
    assert causes(made.build(), "lb-to-task", port=9090) == [("TASK_SG_INGRESS", TASKS)]


def test_an_acl_of_the_tasks_has_to_let_the_load_balancer_in() -> None:
    made = balanced(rule("lb-group", 8080)).acl(
        "acl", ["a", "b"], entry(100, "allow", ports=(443, 443)), entry(100, "allow", egress=True)
    )
    assert causes(made.build(), "lb-to-task") == [("NACL_INBOUND", "acl")]


def test_a_health_check_on_another_port_is_a_row_of_its_own() -> None:
    made = balanced(rule("lb-group", 8080), target_group={"health_check_port": "8081"})
    assert verdict(made.build(), "lb-to-task", port=8080) == "reachable"
    assert causes(made.build(), "lb-to-task", port=8081) == [
        ("HEALTH_CHECK_PORT", "lb-targets"),
        ("TASK_SG_INGRESS", TASKS),
    ]


@pytest.mark.parametrize("port", ["traffic-port", "8080"])
def test_a_health_check_on_the_traffics_port_is_none(port: str) -> None:
    made = balanced(rule("lb-group", 8080), target_group={"health_check_port": port})
    assert flow(made.build(), "lb-to-task").port == 8080


@pytest.mark.parametrize("port", ["", "²", "eighty", "99999999999"])
def test_a_health_check_port_that_is_no_port_adds_no_row(port: str) -> None:
    made = balanced(rule("lb-group", 8080), target_group={"health_check_port": port})
    assert flow(made.build(), "lb-to-task").port == 8080


def test_a_target_in_a_zone_that_is_not_enabled_gets_no_traffic() -> None:
    made = balanced(rule("lb-group", 8080)).subnet("c", "c").change("app", subnets=("a", "c"))
    assert verdict(made.build(), "lb-to-task") == "partial"
    assert causes(made.build(), "lb-to-task") == [("LB_NOT_IN_AZ", "lb")]


def test_tasks_are_no_targets_of_a_group_for_instances() -> None:
    made = balanced(rule("lb-group", 8080), target_group={"target_type": "instance"})
    topology = made.build()
    (group,) = [r.id for r in made.resources.values() if r.type == "TargetGroup"]
    assert causes(topology, "lb-to-task") == [("TARGET_TYPE_NOT_IP", group)]
    assert reaches(topology, "internet", "app", 80) == "blocked"
    (service,) = check(topology)["workloads"]
    offered = [f["remedies"] for f in service["flows"] if f["flow"] == "lb-to-task"]
    assert [(r["title"], r["verified"]) for r in offered[0]] == [
        (f"Replace target group {group} by one of target type ip", True)
    ]
    left_open = (Unresolved(resource=group, property="target_type", reason="a parameter"),)
    assert verdict(made.build(unresolved=left_open), "lb-to-task") == "unknown"


def test_a_target_group_with_a_name_of_its_own_is_not_replaced_by_a_remedy() -> None:
    fields = {"target_type": "instance", "properties": {"Name": "web"}}
    (service,) = check(balanced(rule("lb-group", 8080), target_group=fields).build())["workloads"]
    assert [f["remedies"] for f in service["flows"] if f["flow"] == "lb-to-task"] == [[]]


def test_whether_a_load_balancer_is_enabled_in_a_zone_that_is_not_said_is_not_known() -> None:
    made = balanced(rule("lb-group", 8080)).change("a", availability_zone=None).change("pub-a", availability_zone=None)
    assert {p.subnet: p.outcome.verdict for p in flow(made.build(), "lb-to-task").placements} == {
        "a": "unknown",
        "b": "reachable",
    }


def test_a_load_balancer_in_the_tasks_own_subnets_is_enabled_in_their_zones_whatever_these_are() -> None:
    made = balanced(rule("lb-group", 8080)).change("lb", subnets=("a", "b"))
    made.change("a", availability_zone=None).change("b", availability_zone=None)
    assert verdict(made.build(), "lb-to-task") == "reachable"


def test_a_load_balancer_that_nothing_forwards_from_is_not_known() -> None:
    made = balanced(rule("lb-group", 8080)).change("lb-listener", target_groups=())
    assert verdict(made.build(), "lb-to-task") == "unknown"


def test_the_subnets_of_a_load_balancer_may_be_a_parameter() -> None:
    made = balanced(rule("lb-group", 8080)).change("lb", subnets=())
    topology = made.build(unresolved=(Unresolved(resource="lb", property="subnets", reason="a parameter"),))
    assert verdict(topology, "lb-to-task") == "unknown"


def test_a_network_load_balancer_without_groups_comes_from_its_addresses() -> None:
    assert verdict(nlb(rule("10.0.0.0/16", 8080)).build(), "lb-to-task") == "reachable"
    assert causes(nlb(rule("lb-group", 8080)).build(), "lb-to-task") == [("TASK_SG_INGRESS", TASKS)]


def test_a_network_load_balancer_with_groups_may_be_named_by_them() -> None:
    assert verdict(nlb(rule("lb-group", 8080), groups=("lb-group",)).build(), "lb-to-task") == "reachable"


def test_an_application_load_balancer_sends_from_every_zone() -> None:
    assert causes(balanced(rule("10.0.0.0/24", 8080)).build(), "lb-to-task") == [("TASK_SG_INGRESS", TASKS)]
    assert verdict(balanced(rule("10.0.0.0/24", 8080)).build(), "lb-to-task") == "partial"


def placements(made: Network) -> dict[str | None, str]:
    return {p.subnet: p.outcome.verdict for p in flow(made.build(), "lb-to-task").placements}


def test_a_network_load_balancer_sends_within_a_zone_unless_told_otherwise() -> None:
    first_zone_only = rule("10.0.0.0/24", 8080)
    assert placements(nlb(first_zone_only)) == {"a": "reachable", "b": "blocked"}
    crossing = nlb(first_zone_only, attributes={"load_balancing.cross_zone.enabled": "true"})
    assert placements(crossing) == {"a": "partial", "b": "partial"}


def test_a_target_group_may_overrule_how_its_load_balancer_crosses_zones() -> None:
    first_zone_only, key = rule("10.0.0.0/24", 8080), "load_balancing.cross_zone.enabled"
    assert placements(nlb(first_zone_only, target_group={"attributes": {key: "true"}})) == {
        "a": "partial",
        "b": "partial",
    }
    inherits = {"attributes": {key: "use_load_balancer_configuration"}}
    assert placements(nlb(first_zone_only, target_group=inherits, attributes={key: "true"})) == {
        "a": "partial",
        "b": "partial",
    }
    assert placements(balanced(first_zone_only, target_group={"attributes": {key: "false"}})) == {
        "a": "reachable",
        "b": "blocked",
    }


def udp(*ingress: Any, protocol: str = "UDP", **fields: Any) -> Network:
    return nlb(*ingress, target_group={"protocol": protocol, **fields})


def test_udp_keeps_the_clients_addresses() -> None:
    assert causes(udp(rule("10.0.0.0/16", 8080, "udp")).build(), "lb-to-task", protocol="udp") == [
        ("TASK_SG_INGRESS", TASKS)
    ]
    assert verdict(udp(rule("0.0.0.0/0", 8080, "udp")).build(), "lb-to-task", protocol="udp") == "reachable"


def test_udp_to_chosen_clients_is_the_designs_choice() -> None:
    assert verdict(udp(rule("198.51.100.0/24", 8080, "udp")).build(), "lb-to-task", protocol="udp") == "reachable"


def test_behind_udp_health_is_checked_in_tcp() -> None:
    made = udp(rule("0.0.0.0/0", 8080, "udp"))
    assert causes(made.build(), "lb-to-task", protocol="tcp") == [
        ("HEALTH_CHECK_PORT", "lb-targets"),
        ("TASK_SG_INGRESS", TASKS),
    ]
    made = udp(rule("0.0.0.0/0", 8080, "udp"), rule("10.0.0.0/16", 8080))
    assert verdict(made.build(), "lb-to-task", protocol="tcp") == "reachable"


def test_tcp_and_udp_on_one_port_are_two_rows() -> None:
    made = udp(rule("0.0.0.0/0", 8080), protocol="TCP_UDP")
    assert verdict(made.build(), "lb-to-task", protocol="tcp") == "reachable"
    assert causes(made.build(), "lb-to-task", protocol="udp") == [("TASK_SG_INGRESS", TASKS)]


PRESERVED = {"attributes": {"preserve_client_ip.enabled": "true"}}


def test_tcp_keeps_the_clients_addresses_where_asked_to() -> None:
    assert verdict(nlb(rule("10.0.0.0/16", 8080), target_group=PRESERVED).build(), "lb-to-task") == "blocked"
    assert verdict(nlb(rule("0.0.0.0/0", 8080), target_group=PRESERVED).build(), "lb-to-task") == "reachable"


def test_letting_in_the_clients_only_fails_the_health_checks() -> None:
    clients = rule("198.51.100.0/24", 8080)
    assert verdict(nlb(clients, target_group=PRESERVED).build(), "lb-to-task") == "blocked"
    assert verdict(nlb(clients, rule("10.0.0.0/16", 8080), target_group=PRESERVED).build(), "lb-to-task") == "reachable"
    elsewhere = {**PRESERVED, "health_check_enabled": False}
    assert verdict(nlb(clients, target_group=elsewhere).build(), "lb-to-task") == "reachable"


def test_the_clients_of_an_internal_network_load_balancer_are_of_its_vpc() -> None:
    made = nlb(
        rule("10.0.0.0/16", 8080, "udp"),
        target_group={"protocol": "UDP", "health_check_enabled": False},
        scheme="internal",
    )
    assert verdict(made.build(), "lb-to-task") == "reachable"


def across(joined_by: str, **attributes: str) -> Network:
    """The service `app` in one VPC, behind an internal Network Load Balancer in another."""
    made = (
        network().vpc("front", "10.1.0.0/16").subnet("lb-a").subnet("lb-b", "b").vpc("vpc", "10.0.0.0/16").subnet("a")
    )
    made.group(TASKS, [rule("10.1.0.0/16", 8080)]).service("app", "a", [TASKS])
    fields = {"protocol": "TCP", "attributes": attributes}
    made.load_balancer(
        "lb", ["lb-a", "lb-b"], (), service="app", kind="network", scheme="internal", target_group=fields
    )
    if joined_by == "way":
        made.peering("way", "front", "vpc")
    else:
        made.add(TransitGateway(id="tgw"))
        for vpc, subnets in (("front", ("lb-a", "lb-b")), ("vpc", ("a",))):
            made.add(TransitGatewayAttachment(id=f"of-{vpc}", transit_gateway_id="tgw", vpc_id=vpc, subnet_ids=subnets))
    return (
        made.route("a", "10.1.0.0/16", joined_by)
        .route("lb-a", "10.0.0.0/16", joined_by)
        .route("lb-b", "10.0.0.0/16", joined_by)
    )


@pytest.mark.parametrize("joined_by", ["way", "tgw"])
def test_a_network_load_balancer_sends_to_another_vpc_from_its_own_addresses(joined_by: str) -> None:
    assert verdict(across(joined_by).build(), "lb-to-task") == "reachable"


def test_clients_addresses_are_kept_over_peering_and_not_over_a_transit_gateway() -> None:
    kept = {"preserve_client_ip.enabled": "true"}
    assert verdict(across("way", **kept).build(), "lb-to-task") == "reachable"
    (group,) = [r.id for r in across("tgw").resources.values() if r.type == "TargetGroup"]
    assert causes(across("tgw", **kept).build(), "lb-to-task") == [("CLIENT_IP_PRESERVATION", group)]


def test_a_classic_load_balancer_cannot_send_to_tasks() -> None:
    made = balanced(rule("lb-group", 8080)).change("lb", load_balancer_type="classic")
    assert causes(made.build(), "lb-to-task") == [("CLASSIC_LB", "lb")]


def test_the_internet_reaches_the_tasks_through_the_load_balancer() -> None:
    topology = balanced(rule("lb-group", 8080)).build()
    assert reaches(topology, "internet", "lb", 80) == "reachable"
    assert reaches(topology, "internet", "lb", 443) == "blocked"
    assert blocked_by(topology, "internet", "app", 8080)[0] == ("NO_ROUTE", "rtb-a")


@pytest.mark.parametrize("kind", ["redirect", "fixed-response"])
def test_a_listener_that_answers_itself_needs_no_target(kind: str) -> None:
    made = balanced(rule("lb-group", 8080)).change("lb-listener", target_groups=(), default_actions=({"Type": kind},))
    assert reaches(made.build(), "internet", "lb", 80) == "reachable"
    assert reaches(made.build(), "internet", "app", 80) == "blocked"
    silent = made.change("lb-listener", default_actions=())
    assert blocked_by(silent.build(), "internet", "lb", 80) == [("LB_NO_TARGETS", "lb")]


def test_a_port_without_a_listener_is_named() -> None:
    assert ("LISTENER_PORT", "lb-targets") in blocked_by(
        balanced(rule("lb-group", 8080)).build(), "internet", "lb", 8443
    )


def test_the_internet_does_not_reach_an_internal_load_balancer() -> None:
    topology = balanced(rule("lb-group", 8080), scheme="internal").build()
    assert blocked_by(topology, "internet", "lb", 80)[0] == ("NO_PUBLIC_IP", "lb")


def test_whether_a_load_balancer_faces_the_internet_may_be_a_parameter() -> None:
    made = balanced(rule("lb-group", 8080))
    topology = made.build(unresolved=(Unresolved(resource="lb", property="scheme", reason="a parameter"),))
    assert reaches(topology, "internet", "lb", 80) == "unknown"


def test_behind_a_load_balancer_that_cannot_reach_its_targets_nothing_is_reached() -> None:
    topology = balanced(rule("lb-group", 80)).build()
    assert blocked_by(topology, "internet", "lb", 80) == [("TASK_SG_INGRESS", TASKS)]


def dual_stack(**fields: Any) -> Network:
    made = (
        network()
        .vpc(ipv6=True)
        .subnet("pub-a", public=True, ipv6=True)
        .subnet("pub-b", "b", public=True, ipv6=True)
        .subnet("a", ipv6=True)
    )
    made.group("lb-group", [ALL, ALL6]).group(TASKS, [rule("lb-group", 8080)]).service("app", "a", [TASKS])
    return made.load_balancer("lb", ["pub-a", "pub-b"], ["lb-group"], service="app", **fields)


def test_an_ipv4_load_balancer_is_not_reached_over_ipv6() -> None:
    assert blocked_by(dual_stack().build(), "internet", "lb", 80, family="ipv6")[0] == (
        "NO_IPV6_ADDRESS_ASSIGNED",
        "lb",
    )
    assert reaches(dual_stack(ip_address_type="dualstack").build(), "internet", "lb", 80, family="ipv6") == "reachable"


def test_a_load_balancer_without_public_ipv4_is_reached_over_ipv6_only() -> None:
    topology = dual_stack(ip_address_type="dualstack-without-public-ipv4").build()
    assert reaches(topology, "internet", "lb", 80, family="ipv6") == "reachable"
    assert blocked_by(topology, "internet", "lb", 80, family="ipv4")[0] == ("NO_PUBLIC_IP", "lb")


def test_ipv6_targets_need_a_dual_stack_load_balancer() -> None:
    ipv6_targets = {"ip_address_type": "ipv6"}
    assert flow(dual_stack(target_group=ipv6_targets).build(), "lb-to-task").family == "ipv6"
    assert verdict(dual_stack(target_group=ipv6_targets).build(), "lb-to-task") == "blocked"
    assert (
        verdict(dual_stack(target_group=ipv6_targets, ip_address_type="dualstack").build(), "lb-to-task") == "reachable"
    )


def test_a_target_group_that_is_not_in_the_input_is_unknown() -> None:
    made = balanced(rule("lb-group", 8080))
    assert isinstance(made.resources["lb-targets"], TargetGroup)
    topology = made.build().without("lb-targets")
    assert verdict(topology, "lb-to-task") == "unknown"


def behind(kind: Any = "application", *, private: bool = True, **fields: Any) -> Network:
    """The service `app` in private subnets behind a load balancer `lb` that faces the internet, with a listener on port 80."""
    made = network().vpc().subnet("pub-a", public=True).subnet("pub-b", "b", public=True).subnet("a").subnet("b", "b")
    made.group("lb-group", [rule(port=80)]).group("app-group", [rule("lb-group", 8080)])
    places = ["a", "b"] if private else ["pub-a", "pub-b"]
    made.service("app", places, ["app-group"], public_ip=not private)
    return made.load_balancer("lb", ["pub-a", "pub-b"], ["lb-group"], kind=kind, service="app", **fields)


def test_the_internet_reaches_a_private_service_through_its_load_balancer() -> None:
    report = trace(behind().build(), "internet", "app", "tcp", 80)
    assert report["verdict"] == "reachable"
    assert "lb" in [h["resource"] for h in report["path"]] and report["path"][-1]["resource"] == "app"
    assert report["allowed"] == "tcp 80"


def test_the_internet_asks_the_load_balancer_for_the_listeners_port() -> None:
    topology = behind().build()
    assert reaches(topology, "internet", "app", 80) == "reachable"
    assert reaches(topology, "internet", "app", 8080) == "blocked"


def test_what_blocks_at_the_load_balancer_is_what_blocks_the_internet() -> None:
    closed = behind().change("lb-group", security_group_ingress=()).build()
    assert blocked_by(closed, "internet", "app", 80)[0] == ("LB_SG_INGRESS", "lb-group")
    unheard = behind().change("app-group", security_group_ingress=()).build()
    assert blocked_by(unheard, "internet", "app", 80)[0] == ("TASK_SG_INGRESS", "app-group")


def test_an_internal_load_balancer_is_no_way_from_the_internet() -> None:
    assert reaches(behind(scheme="internal").build(), "internet", "app", 80) == "blocked"


def test_tasks_with_public_addresses_are_reached_directly_where_their_group_allows_it() -> None:
    made = behind(private=False).change("app-group", security_group_ingress=(rule(port=8080),))
    report = trace(made.build(), "internet", "app", "tcp", 8080)
    assert report["verdict"] == "reachable"
    assert "lb" not in [h["resource"] for h in report["path"]]


def test_a_load_balancer_without_public_ipv4_serves_ipv6_clients_only() -> None:
    made = network().vpc(ipv6=True).subnet("pub-a", public=True, ipv6=True).subnet("pub-b", "b", public=True, ipv6=True)
    made.subnet("a").group("lb-group", [rule(port=80), rule("::/0", 80)]).group("app-group", [rule("lb-group", 8080)])
    made.service("app", "a", ["app-group"])
    made.load_balancer(
        "lb", ["pub-a", "pub-b"], ["lb-group"], service="app", ip_address_type="dualstack-without-public-ipv4"
    )
    assert reaches(made.build(), "internet", "app", 80, family="ipv4") == "blocked"
    assert reaches(made.build(), "internet", "app", 80, family="ipv6") == "reachable"


def nested() -> Network:
    """An internal Application Load Balancer `alb` of the service `app`, the target of the Network Load Balancer `nlb`."""
    made = network().vpc().subnet("pub-a", public=True).subnet("pub-b", "b", public=True).subnet("a").subnet("b", "b")
    made.group("alb-group", [rule(port=80)]).group("app-group", [rule("alb-group", 8080)])
    made.service("app", ["a", "b"], ["app-group"])
    made.load_balancer("alb", ["a", "b"], ["alb-group"], service="app", scheme="internal")
    inner = {"target_type": "alb", "port": 80, "targets": (Target(id="alb", port=80),)}
    return made.load_balancer("nlb", ["pub-a", "pub-b"], kind="network", listener_port=443, target_group=inner)


def test_a_network_load_balancer_passes_on_to_an_application_load_balancer_behind_it() -> None:
    assert reaches(nested().build(), "internet", "nlb", 443) == "reachable"
    assert reaches(nested().build(), "internet", "app", 443) == "reachable"


def test_the_listener_of_the_inner_load_balancer_decides() -> None:
    deaf = nested().change("alb-listener", port=81).build()
    assert blocked_by(deaf, "internet", "nlb", 443)[0][0] == "LISTENER_PORT"
    assert reaches(deaf, "internet", "app", 443) == "blocked"


def test_the_inner_load_balancer_sees_the_clients_own_addresses() -> None:
    closed = nested().change("alb-group", security_group_ingress=(rule("10.0.0.0/16", 80),)).build()
    assert blocked_by(closed, "internet", "nlb", 443)[0] == ("LB_SG_INGRESS", "alb-group")
