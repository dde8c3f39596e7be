"""What the page on Fargate task networking says, shown on networks. `sentences` says which test shows which sentence."""

from typing import Any, Literal

import pytest

from topology.checks import check, rules
from topology.fargate.stands import stands_of
from topology.model import (
    Connection,
    ContainerDefinition,
    DhcpOptions,
    ElasticIp,
    LoadBalancer,
    LogConfiguration,
    NetworkInterface,
    Secret,
    ServiceLoadBalancer,
    Topology,
    Workload,
)
from topology.readers import Input, read
from topology.writers import write

from ..asking import causes, verdict
from ..builders import ECR_IMAGE, Network, network, rule

LINUX_1_3_0: dict[str, Any] = {"platform_version": "1.3.0"}
LINUX_1_4_0: dict[str, Any] = {"platform_version": "1.4.0"}
WINDOWS_1_0_0: dict[str, Any] = {
    "platform_version": "1.0.0", "task": {"operating_system_family": "WINDOWS_SERVER_2022_CORE"},
}  # fmt: skip


def public(**options: Any) -> Network:
    """A service in a public subnet with a public IP."""
    built = network().vpc().subnet("public-a", public=True).group("group")
    return built.service("app", ["public-a"], ["group"], **{"public_ip": True, **options})


def private(**options: Any) -> Network:
    """A service in a private subnet with a NAT gateway."""
    built = network().vpc().subnet("public-a", public=True).nat("nat", "public-a").subnet("app-a", nat="nat")
    return built.group("group").service("app", ["app-a"], ["group"], **options)


def isolated(**options: Any) -> Network:
    """A service in a subnet without any way out."""
    return network().vpc().subnet("app-a").group("group").service("app", ["app-a"], ["group"], **options)


def dual_stack(**options: Any) -> Network:
    """A service in a public dual-stack subnet with a public IP."""
    built = network().vpc(ipv6=True).subnet("public-a", public=True, ipv6=True).group("group")
    return built.service("app", ["public-a"], ["group"], **{"public_ip": True, **options})


def row(topology: Topology, id: str = "app") -> dict[str, Any]:
    found: dict[str, Any] = next(w for w in check(topology, remedies=False)["workloads"] if w["id"] == id)
    return found


def found_by(topology: Topology, rule: str) -> list[dict[str, Any]]:
    return [f for f in check(topology, remedies=False)["findings"] if f["rule"] == rule]


def positions(topology: Topology) -> list[Any]:
    workload = topology.get(Workload, "app")
    assert workload is not None
    return [s.position for s in stands_of(topology, workload.id)]


# The interface


def test_every_task_has_an_interface_with_a_private_address() -> None:
    (position,) = positions(private().build())
    assert position.kind == "task" and position.subnet == "app-a"
    assert position.ipv4 and not position.ipv6


def test_a_task_in_a_public_subnet_may_have_a_public_ip() -> None:
    assert [p.public_ip for p in positions(public().build())] == [True]
    assert [p.public_ip for p in positions(public(public_ip=False).build())] == [False]


def test_a_task_in_a_dual_stack_subnet_gets_an_ipv6_address_too() -> None:
    (position,) = positions(dual_stack().build())
    assert position.ipv4 and position.ipv6


def test_a_task_has_one_interface_in_one_subnet_at_a_time() -> None:
    topology = private().subnet("app-b", "b", nat="nat").change("app", subnets=("app-a", "app-b")).build()
    assert [p.subnet for p in positions(topology)] == ["app-a", "app-b"]  # in either, never in both
    assert [p["subnet"] for p in row(topology)["flows"][0]["placements"]] == ["app-a", "app-b"]


def test_containers_of_a_task_need_no_rule_between_them() -> None:
    pair = tuple(ContainerDefinition(name=name, image=ECR_IMAGE) for name in ("app", "cache"))
    topology = private(task={"container_definitions": pair}).build()  # its group lets nothing in
    assert {f["verdict"] for f in row(topology)["flows"] if f["required"]} == {"reachable"}


def test_the_interface_of_a_task_is_fargate_s_to_change() -> None:
    task = "arn:aws:ecs:us-east-1:123456789012:attachment/6a1c0e1d"
    built = private().add(NetworkInterface(id="eni", subnet_id="app-a", description=task))
    built.add(ElasticIp(id="eip", network_interface_id="eni"))
    (found,) = found_by(built.build(), "ENI01")
    assert found["severity"] == "error" and "stop the task" in found["fix"]


# The ways to an image


def test_a_task_without_a_way_out_cannot_pull_its_image() -> None:
    assert verdict(isolated(image="nginx").build(), "image-pull") == "blocked"


def test_a_public_ip_in_a_public_subnet_is_a_way_to_the_registry() -> None:
    assert verdict(public(image="nginx").build(), "image-pull") == "reachable"
    without = public(image="nginx", public_ip=False).build()
    assert causes(without, "image-pull") == [("NO_PUBLIC_IP", "app")]


def test_a_nat_gateway_is_a_way_to_the_registry_from_a_private_subnet() -> None:
    assert verdict(private(image="nginx").build(), "image-pull") == "reachable"


def test_endpoints_of_the_registry_are_a_way_over_the_private_address() -> None:
    built = isolated().group("endpoints", [rule("10.0.0.0/16", 443)])
    for service in ("ecr.api", "ecr.dkr"):
        built.interface_endpoint(service, ["app-a"], ["endpoints"])
    topology = built.gateway_endpoint("s3", ["app-a"]).build()
    for to in ("ecr.dkr", "s3"):
        assert verdict(topology, "image-pull", to=to, family="ipv4") == "reachable"
    (position,) = positions(topology)
    assert not position.public_ip


# AWS PrivateLink


def to_ecs(built: Network) -> Network:
    """A declared connection from the tasks to the endpoint of the ECS API."""
    built.group("endpoints", [rule("10.0.0.0/16", 443)]).interface_endpoint("ecs", ["app-a"], ["endpoints"])
    return built.add(
        Connection(id="calls", source="app", destination="ecs-endpoint", protocol="tcp", destination_port=443)
    )


def test_an_endpoint_leads_to_the_api_of_ecs_over_private_addresses() -> None:
    assert verdict(to_ecs(isolated()).build(), "application") == "reachable"


def test_the_way_to_the_endpoint_of_ecs_leaves_no_gateway_behind() -> None:
    flow = next(f for f in row(to_ecs(isolated()).build())["flows"] if f["flow"] == "application")
    (place,) = flow["placements"]
    kinds = {h["kind"] for h in (*place["path"], *place["return_path"])}
    assert not kinds & {"internet-gateway", "egress-only-internet-gateway", "nat-gateway", "vpn-gateway"}


# What carries the traffic, per platform version

EFS = "efs"
NONE: None = None
Cell = Literal["task", "fargate"] | None

# Flow, and where Linux up to 1.3.0, Linux 1.4.0 and Windows 1.0.0 carry it; None: not available.
TABLE: tuple[tuple[str, Cell, Cell, Cell, str], ...] = (
    ("ecr-auth", "fargate", "task", "task", "task-execution"),
    ("image-pull", "task", "task", "task", "task-execution"),
    ("logs", "task", "task", "task", "task-execution"),
    ("firelens", "task", "task", "task", "task"),
    ("secrets", "fargate", "task", "task", "task-execution"),
    ("ssm-parameters", "fargate", "task", "task", "task-execution"),
    (
        EFS,
        NONE,
        "task",
        NONE,
        "task",
    ),  # the page has a cell for Windows; the page on EFS volumes does not: docs/rules.md, EFS02
    ("application", "task", "task", "task", "task"),
)


def with_everything(platform: dict[str, Any]) -> Network:
    """A service that has every row of the table, with a way to all of it."""
    secrets = (
        Secret(name="key", value_from="arn:aws:secretsmanager:us-east-1:123456789012:secret:key"),
        Secret(name="url", value_from="arn:aws:ssm:us-east-1:123456789012:parameter/url"),
    )
    container = {"secrets": secrets, "log_configuration": LogConfiguration(options={"awslogs-region": "us-east-1"})}
    router = ContainerDefinition(
        name="router", image=ECR_IMAGE,
        log_configuration=LogConfiguration(log_driver="awsfirelens", options={"Name": "firehose", "region": "us-east-1"}),
    )  # fmt: skip
    built = private(container=container, **platform).group("files", [rule("group", 2049)])
    definition = built.resources["app-task"]
    built.change("app-task", container_definitions=(*definition.container_definitions, router))
    built.file_system("fs", ["app-a"], ["files"], mounted_by="app")
    return built.external_host("partner", "198.51.100.7").connection("app", "partner", 443)


def rows_of(topology: Topology) -> dict[str, list[dict[str, Any]]]:
    """The flows by their row in the table: what FireLens sends goes to Firehose here."""
    found: dict[str, list[dict[str, Any]]] = {}
    for flow in row(topology)["flows"]:
        name = "firelens" if flow["to"] == "kinesis-firehose" else flow["flow"]
        found.setdefault(name, []).append(flow)
    return found


@pytest.mark.parametrize(("name", "old", "linux", "windows", "role"), TABLE, ids=[r[0] for r in TABLE])
def test_the_traffic_table(name: str, old: Cell, linux: Cell, windows: Cell, role: str) -> None:
    for platform, cell in ((LINUX_1_3_0, old), (LINUX_1_4_0, linux), (WINDOWS_1_0_0, windows)):
        flows = rows_of(with_everything(platform).build())[name]
        assert {f["role"] for f in flows} == {role}
        if cell is None:
            assert {f["verdict"] for f in flows} == {"blocked"}
            assert {b["cause"] for f in flows for p in f["placements"] for b in p["blockers"]} == {"PLATFORM_VERSION"}
        else:
            assert {f["interface"] for f in flows} == {cell}
            assert {f["verdict"] for f in flows} == {"reachable"}


def test_each_flow_names_the_role_that_it_needs() -> None:
    flows = rows_of(with_everything(LINUX_1_4_0).build())
    roles = {name: {f["role"] for f in flows[name]} for name in ("ecr-auth", "logs", "firelens", "efs")}
    assert roles == {"ecr-auth": {"task-execution"}, "logs": {"task-execution"}, "firelens": {"task"}, "efs": {"task"}}


def test_from_linux_1_4_0_everything_goes_over_the_task_s_interface() -> None:
    assert {f["interface"] for f in row(with_everything(LINUX_1_4_0).build())["flows"]} == {"task"}


def test_up_to_linux_1_3_0_fargate_s_own_interface_carries_a_part() -> None:
    topology = isolated(**LINUX_1_3_0).build()
    assert verdict(topology, "ecr-auth") == "reachable"  # outside the VPC, whatever its routes
    assert verdict(topology, "image-pull", to="ecr.dkr") == "blocked"


def test_flow_logs_show_the_traffic_of_the_task_s_own_interface() -> None:
    assert {f["flow_logs"] for f in row(with_everything(LINUX_1_4_0).build())["flows"]} == {True}


def test_flow_logs_do_not_show_what_fargate_s_own_interface_carries() -> None:
    flows = row(with_everything(LINUX_1_3_0).build())["flows"]
    assert {f["flow"] for f in flows if not f["flow_logs"]} == {"ecr-auth", "secrets", "ssm-parameters"}


# The largest packet


def mtu(topology: Topology, flow: str) -> set[int | None]:
    return {p["mtu"] for f in row(topology)["flows"] if f["flow"] == flow for p in f["placements"]}


def to_a_database(built: Network) -> Network:
    return built.group("data", [rule("group", 5432)]).database("db", ["app-a"], ["data"]).connection("app", "db", 5432)


@pytest.mark.parametrize(("platform", "largest"), [(LINUX_1_3_0, 1500), (LINUX_1_4_0, 9001), (WINDOWS_1_0_0, 9001)])
def test_the_task_s_interface_takes_jumbo_frames(platform: dict[str, Any], largest: int) -> None:
    assert mtu(to_a_database(isolated(**platform)).build(), "application") == {largest}


def test_the_mtu_of_a_way_is_the_smallest_on_it() -> None:
    assert mtu(to_a_database(private()).build(), "application") == {9001}
    assert mtu(private().build(), "internet-egress-ipv4") == {
        1500
    }  # through a NAT gateway (8500) and an internet gateway
    assert mtu(to_ecs(isolated()).build(), "application") == {8500}


# The account and the VPC


def test_the_network_configuration_of_a_service_is_written_for_cloudformation() -> None:
    text = write(private().build(), "network-configuration", "app").content.decode()
    assert "AwsvpcConfiguration" in text and "AssignPublicIp" in text


def test_the_service_linked_role_is_assumed_and_not_to_be_replaced() -> None:
    report = check(private().build(), remedies=False)
    assert "The account has the service-linked role AWSServiceRoleForECS." in report["assumptions"]
    assert len(found_by(private(role="arn:aws:iam::123456789012:role/own").build(), "NC010")) == 1


def test_the_service_linked_role_s_rule_says_how_to_create_it() -> None:
    (described,) = [r["description"] for r in rules() if r["id"] == "SLR01"]
    assert "aws iam create-service-linked-role --aws-service-name ecs.amazonaws.com" in described


def test_with_both_dns_attributes_host_names_are_amazon_s() -> None:
    assert found_by(private().build(), "DNS01") == []


@pytest.mark.parametrize("attribute", ["enable_dns_hostnames", "enable_dns_support"])
def test_without_both_dns_attributes_host_names_are_random(attribute: str) -> None:
    (found,) = found_by(private().change("vpc", **{attribute: False}).build(), "DNS01")
    assert "random host names" in found["message"]


@pytest.mark.parametrize(("subnets", "groups", "broken"), [(16, 5, []), (17, 5, ["NC004"]), (16, 6, ["NC005"])])
def test_sixteen_subnets_and_five_security_groups_are_the_most(subnets: int, groups: int, broken: list[str]) -> None:
    built = network().vpc()
    for n in range(subnets):
        built.subnet(f"app-{n}")
    for n in range(groups):
        built.group(f"group-{n}")
    named = [f"app-{n}" for n in range(subnets)], [f"group-{n}" for n in range(groups)]
    topology = built.service("app", *named).build()
    assert [r for r in ("NC004", "NC005") if found_by(topology, r)] == broken


def test_running_tasks_keep_their_dhcp_options() -> None:
    built = private().change("vpc", dhcp_options=DhcpOptions(domain_name_servers=("10.0.0.53",)))
    (found,) = found_by(built.build(), "DHCP1")
    assert found["severity"] == "info" and "start new tasks" in found["fix"]


# Load balancers


@pytest.mark.parametrize("kind", ["application", "network"])
def test_application_and_network_load_balancers_are_taken(kind: Literal["application", "network"]) -> None:
    built = private().subnet("public-b", "b", public=True).group("group", [rule("0.0.0.0/0", 8080)]).group("lb-group")
    built.load_balancer("lb", ["public-a", "public-b"], ["lb-group"], service="app", kind=kind)
    topology = built.build()
    assert found_by(topology, "LB001") == found_by(topology, "LB002") == []
    assert not [
        f for f in check(topology, remedies=False)["findings"] if f["severity"] == "error" and f["rule"] != "RE001"
    ]


def test_a_classic_load_balancer_is_refused() -> None:
    entry = ServiceLoadBalancer(container_name="app", container_port=8080, load_balancer_name="classic")
    built = private(load_balancers=(entry,)).add(LoadBalancer(id="classic", load_balancer_type="classic"))
    (found,) = found_by(built.build(), "LB001")
    assert (found["severity"], found["cause"]) == ("error", "CLASSIC_LB")


def test_a_target_group_of_type_instance_is_refused() -> None:
    built = private().subnet("public-b", "b", public=True).group("lb-group")
    built.load_balancer(
        "lb", ["public-a", "public-b"], ["lb-group"], service="app", target_group={"target_type": "instance"}
    )
    (found,) = found_by(built.build(), "LB002")
    assert (found["severity"], found["cause"]) == ("error", "TARGET_TYPE_NOT_IP")


# Dual-stack mode


def test_a_dual_stack_task_speaks_both_families() -> None:
    topology = dual_stack().build()
    assert verdict(topology, "internet-egress-ipv4") == verdict(topology, "internet-egress-ipv6") == "reachable"
    only_ipv6 = dual_stack(public_ip=False).build()
    assert verdict(only_ipv6, "internet-egress-ipv4") == "blocked"
    assert verdict(only_ipv6, "internet-egress-ipv6") == "reachable"


def test_routes_and_rules_of_ipv4_and_ipv6_are_apart() -> None:
    only_ipv4 = dual_stack().change("group", security_group_egress=(rule("0.0.0.0/0", protocol="-1"),)).build()
    assert causes(only_ipv4, "internet-egress-ipv6") == [("TASK_SG_EGRESS", "group")]
    assert verdict(only_ipv4, "internet-egress-ipv4") == "reachable"
    assert len(found_by(only_ipv4, "V6007")) == 1
    without_route = network().vpc(ipv6=True).subnet("public-a", ipv6=True).internet_gateway()
    without_route.route("public-a", "0.0.0.0/0", "igw-vpc").group("group")
    topology = without_route.service("app", ["public-a"], ["group"], public_ip=True).build()
    assert verdict(topology, "internet-egress-ipv4") == "reachable"
    assert verdict(topology, "internet-egress-ipv6") == "blocked"


def test_a_task_gets_an_ipv6_address_where_every_condition_is_met() -> None:
    ipv6 = row(dual_stack(**LINUX_1_4_0).build())["ipv6"]
    assert ipv6["eligible"] is True
    assert {c["met"] for p in ipv6["placements"] for c in p["conditions"]} == {True}


@pytest.mark.parametrize(
    ("build", "condition"),
    [
        (lambda: _with_setting("disabled"), "V6001"),
        (lambda: public().build(), "V6002"),
        (lambda: dual_stack().change("public-a", ipv6_cidr_block=None).build(), "V6003"),
        (lambda: dual_stack().change("public-a", assign_ipv6_address_on_creation=False).build(), "V6004"),
        (lambda: dual_stack(**LINUX_1_3_0).build(), "V6005"),
    ],
)
def test_a_task_gets_no_ipv6_address_where_a_condition_is_not_met(build: Any, condition: str) -> None:
    ipv6 = row(build())["ipv6"]
    assert ipv6["eligible"] is False
    assert condition in {c["condition"] for p in ipv6["placements"] for c in p["conditions"] if c["met"] is False}


def _with_setting(value: Literal["enabled", "disabled"]) -> Topology:
    built = dual_stack()
    built.account_settings = {"dualStackIPv6": value}
    return built.build()


def test_ipv6_needs_linux_1_4_0_and_is_not_sure_on_windows() -> None:
    eligible = [row(dual_stack(**p).build())["ipv6"]["eligible"] for p in (LINUX_1_3_0, LINUX_1_4_0, WINDOWS_1_0_0)]
    assert eligible == [False, True, None]  # the page's own two lists disagree about Windows


def test_the_account_setting_is_given_with_the_input_and_otherwise_assumed() -> None:
    document = write(dual_stack().build(), "farway").content
    assumed = check(read([Input("design", document)]), remedies=False)
    assert any("dualStackIPv6" in a for a in assumed["assumptions"])
    said = check(read([Input("design", document)], account_settings={"dualStackIPv6": "disabled"}), remedies=False)
    assert not any("dualStackIPv6" in a for a in said["assumptions"])
    assert said["workloads"][0]["ipv6"]["eligible"] is False


def test_either_gateway_leads_ipv6_to_the_internet_without_nat() -> None:
    assert verdict(dual_stack(public_ip=False).build(), "internet-egress-ipv6") == "reachable"
    built = network().vpc(ipv6=True).subnet("app-a", ipv6=True).egress_only().route("app-a", "::/0", "eigw")
    topology = built.group("group").service("app", ["app-a"], ["group"]).build()
    assert verdict(topology, "internet-egress-ipv6") == "reachable"
    assert verdict(topology, "internet-egress-ipv4") == "blocked"
