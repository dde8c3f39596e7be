"""A design drawn on the canvas, with any ids, becomes a valid template; what AWS needs first is said."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from topology.model import (
    RESOURCE_TYPES,
    CidrBlockAssociation,
    ContainerDefinition,
    Database,
    Ipv6CidrBlockAssociation,
    NetworkAcl,
    NetworkAclEntry,
    OpaqueResource,
    Route,
    RouteTable,
    SecurityGroup,
    SecurityGroupRule,
    StandaloneTask,
    Subnet,
    TaskDefinition,
    Topology,
    Unresolved,
    Vpc,
)
from topology.model.cloudformation import spelling_of
from topology.model.construct import is_required
from topology.readers import Input, read
from topology.readers.source import parse
from topology.writers.cloudformation import write_cloudformation
from topology.writers.cloudformation_yaml import to_yaml

from ..builders import network, rule
from .test_cloudformation import again, assert_reads_back, missing_names


def resources_of(topology: Topology) -> dict[str, Any]:
    template = parse(write_cloudformation(topology), "out.yaml").value
    assert list(missing_names(template)) == []
    return template["Resources"]


def test_any_ids_become_unique_alphanumeric_logical_ids() -> None:
    topology = network().vpc("my vpc").subnet("app-a").subnet("app a").subnet("appA").subnet("アプリ").build()
    names = [n for n, b in resources_of(topology).items() if b["Type"] == "AWS::EC2::Subnet"]
    assert len(set(names)) == 4
    assert all(n.isascii() and n.isalnum() for n in names)
    assert "appA" in names


def test_a_drawn_design_keeps_its_meaning() -> None:
    drawn = (
        network().vpc("vpc", ipv6=True).subnet("public-a", public=True).nat("nat", "public-a").subnet("app-a", nat="nat")
        .group("app").service("web", "app-a", groups=["app"]).build()
    )  # fmt: skip
    back = again(drawn)
    assert {r.type for r in back.resources.values()} == {r.type for r in drawn.resources.values()}
    assert back.dangling() == []
    assert back.unresolved == ()
    assert_reads_back(back)


def test_what_needs_the_internet_gateway_waits_for_its_attachment() -> None:
    topology = network().vpc("vpc").subnet("pub", public=True).nat("nat", "pub").load_balancer("lb", ["pub"]).build()
    resources = resources_of(topology)
    (attachment,) = [n for n, b in resources.items() if b["Type"] == "AWS::EC2::VPCGatewayAttachment"]
    waiting = {b["Type"].rpartition("::")[2] for b in resources.values() if attachment in b.get("DependsOn", [])}
    assert waiting == {"Route", "EIP", "NatGateway", "LoadBalancer"}


def test_a_service_waits_for_its_listener() -> None:
    topology = (
        network()
        .vpc("vpc")
        .subnet("pub", public=True)
        .service("web", "pub")
        .load_balancer("lb", ["pub"], service="web")
        .build()
    )
    resources = resources_of(topology)
    listeners = [n for n, b in resources.items() if b["Type"].endswith("V2::Listener")]
    assert listeners
    assert resources["web"]["DependsOn"] == listeners


def test_subnets_wait_for_the_blocks_that_they_lie_in() -> None:
    vpc = Vpc(
        id="vpc", cidr_block="10.0.0.0/16",
        cidr_block_associations=(CidrBlockAssociation(id="More", cidr_block="10.1.0.0/16"),),
        ipv6_cidr_block_associations=(Ipv6CidrBlockAssociation(id="Six", ipv6_cidr_block="2001:db8:1::/56"),),
    )  # fmt: skip
    subnet = Subnet(id="s", vpc_id="vpc", cidr_block="10.1.0.0/24", ipv6_cidr_block="2001:db8:1:a::/64")
    assert resources_of(Topology.of(vpc, subnet))["s"]["DependsOn"] == ["Six", "More"]


def test_a_group_without_outbound_rules_is_written_with_one_that_lets_nothing_out() -> None:
    drawn = network().vpc("vpc").group("closed", egress=[]).build()
    written = resources_of(drawn)["closed"]["Properties"]["SecurityGroupEgress"]
    assert written == [{"IpProtocol": "-1", "CidrIp": "127.0.0.1/32"}]
    back = again(drawn)
    (group,) = back.all(SecurityGroup)
    assert group.security_group_egress == (SecurityGroupRule(ip_protocol="-1", cidr_ipv4="127.0.0.1/32"),)
    assert_reads_back(back)


def test_groups_that_name_each_other_do_not_go_in_a_circle() -> None:
    topology = (
        network().vpc("vpc").group("a", ingress=[rule("b", 80)], egress=[]).group("b", ingress=[rule("c", 80), rule("10.0.0.0/8", 22)])
        .group("c", ingress=[rule("a", 80), rule("c", 81)]).group("d", ingress=[rule("a", 80)]).build()
    )  # fmt: skip
    resources = resources_of(topology)

    def inline(node: Any) -> Iterator[str]:
        if isinstance(node, dict):
            for key, value in node.items():
                if key in ("Ref", "Fn::GetAtt"):
                    yield value if isinstance(value, str) else value[0]
                else:
                    yield from inline(value)
        elif isinstance(node, list):
            for item in node:
                yield from inline(item)

    groups = {
        n: set(inline(b["Properties"])) & {"a", "b", "c", "d"}
        for n, b in resources.items()
        if b["Type"] == "AWS::EC2::SecurityGroup"
    }
    assert groups == {"a": set(), "b": set(), "c": set(), "d": {"a"}}
    assert resources["b"]["Properties"]["SecurityGroupIngress"] == [
        {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "CidrIp": "10.0.0.0/8"}
    ]
    back = again(topology)
    peers = {g.id: {r.referenced_group_id for r in g.security_group_ingress} - {None} for g in back.all(SecurityGroup)}
    assert peers == {"a": {"b"}, "b": {"c"}, "c": {"a", "c"}, "d": {"a"}}


def test_what_has_no_type_in_cloudformation_stands_in_the_metadata_and_is_read_back() -> None:
    topology = (
        network().vpc("Vpc").subnet("A").standalone_task("migrate it", "A").external_host("api", "api.example.com")
        .connection("migrate it", "api", 443).build()
    )  # fmt: skip
    back = again(topology)
    (task,) = back.all(StandaloneTask)
    assert (task.id, task.subnets) == ("migrateIt", ("A",))
    assert {r.type for r in back.resources.values()} >= {"Connection", "ExternalHost"}
    assert back.dangling() == []
    assert_reads_back(back)
    stacked = read([Input("a", write_cloudformation(topology).encode(), "net")])
    assert stacked.dangling() == []
    assert "net/migrateIt" in stacked.resources


def test_a_main_route_table_is_associated_with_the_subnets_that_use_it() -> None:
    topology = Topology.of(
        Vpc(id="v"), Subnet(id="a", vpc_id="v"), Subnet(id="b", vpc_id="v"),
        RouteTable(id="main", vpc_id="v", main=True), RouteTable(id="own", vpc_id="v", associations=({"subnet_id": "b"},)),
    )  # fmt: skip
    tables = {t.id: [a.subnet_id for a in t.associations] for t in again(topology).all(RouteTable)}
    assert tables == {"main": ["a"], "own": ["b"]}


def test_a_default_acl_and_group_are_the_vpcs_own() -> None:
    entry = NetworkAclEntry(rule_number=90, rule_action="deny", cidr_block="198.51.100.0/24")
    implied = NetworkAclEntry(rule_number=100, rule_action="allow", cidr_block="0.0.0.0/0")
    topology = Topology.of(
        Vpc(id="v"), NetworkAcl(id="acl", vpc_id="v", default=True, entries=(entry, implied)),
        SecurityGroup(id="sg", vpc_id="v", default=True, security_group_ingress=(SecurityGroupRule(referenced_group_id="sg"),)),
    )  # fmt: skip
    resources = resources_of(topology)
    assert [b["Type"] for b in resources.values()] == ["AWS::EC2::VPC", "AWS::EC2::NetworkAclEntry"]


def test_routes_that_lead_to_what_is_gone_name_it_as_it_was() -> None:
    routes = (
        Route(destination_cidr_block="0.0.0.0/0", nat_gateway_id="nat-0abc", state="blackhole"),
        Route(destination_cidr_block="10.9.0.0/16"),
    )
    resources = resources_of(Topology.of(Vpc(id="v"), RouteTable(id="t", vpc_id="v", routes=routes)))
    (route,) = [b for b in resources.values() if b["Type"] == "AWS::EC2::Route"]
    assert route["Properties"]["NatGatewayId"] == "nat-0abc"


def test_a_drawn_database_gets_a_subnet_group() -> None:
    topology = network().vpc("Vpc").subnet("A").subnet("B").build().with_resources(
        Database(id="Db", engine="postgres", port=5432, subnets=("A", "B"))
    )  # fmt: skip
    (database,) = again(topology).all(Database)
    assert database.subnets == ("A", "B")


def test_an_output_of_something_removed_is_left_out() -> None:
    text = b"Resources: {A: {Type: AWS::EC2::VPC}, B: {Type: AWS::EC2::VPC}}\nOutputs: {A: {Value: !Ref A}, B: {Value: !Sub 'x ${B}'}}"
    template = parse(write_cloudformation(read([Input("a", text)]).without("B")), "out").value
    assert list(template["Outputs"]) == ["A"]


def test_known_values_that_are_added_to_an_unresolved_list_stay_with_it() -> None:
    topology = network().vpc("Vpc").subnet("A").service("Web", "A").build()
    unresolved = Unresolved(resource="Web", property="subnets", expression={"Ref": "Subnets"}, reason="no value")
    topology = topology.changed(
        unresolved=(unresolved,), template={"": {"Parameters": {"Subnets": {"Type": "List<AWS::EC2::Subnet::Id>"}}}}
    )
    block = resources_of(topology)["Web"]["Properties"]["NetworkConfiguration"]["AwsvpcConfiguration"]
    assert block["Subnets"] == {
        "Fn::Split": [",", {"Fn::Join": [",", [{"Fn::Join": [",", {"Ref": "Subnets"}]}, {"Ref": "A"}]]}]
    }  # fmt: skip


@pytest.mark.parametrize("resource", [OpaqueResource(id="x", cloudformation_type="AWS::S3::Bucket", body={})])
def test_a_resource_that_no_template_described_is_not_made_up(resource: OpaqueResource) -> None:
    assert "x" not in resources_of(Topology.of(Vpc(id="v"), resource))


NASTY = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_characters="\0", max_codepoint=0xFFFFF), max_size=30),
    st.sampled_from(
        [
            "yes",
            "0123",
            "1.4.0",
            "!Ref x",
            "~",
            "",
            "null",
            "${x}",
            "${!x}",
            "a\nb\n",
            " a",
            "- a",
            "&a",
            "*a",
            "2026-01-01",
            "1e3",
        ]
    ),
)


@settings(max_examples=200, deadline=None)
@given(NASTY)
def test_any_text_survives_being_written(text: str) -> None:
    assert parse(to_yaml({"a": text, "b": [text], text: 1, "c": {"Ref": text}}), "a").value == {
        "a": text,
        "b": [text],
        text: 1,
        "c": {"Ref": text},
    }


@settings(max_examples=50, deadline=None)
@given(NASTY)
def test_any_image_and_name_survive_being_written(text: str) -> None:
    task = TaskDefinition(id="Task", container_definitions=(ContainerDefinition(name="a", image=text),))
    resources = parse(write_cloudformation(Topology.of(Vpc(id="v", name=text), task)), "out").value["Resources"]
    spelled = text.replace("${!", "${")
    assert resources["v"]["Properties"]["Tags"] == [{"Key": "Name", "Value": spelled}]
    assert resources["Task"]["Properties"]["ContainerDefinitions"][0]["Image"] == spelled


def test_every_record_that_cloudformation_has_a_type_for_is_spelled() -> None:
    without = {name for name, kind in RESOURCE_TYPES.items() if spelling_of(kind(**_least(name))) is None}
    assert without == {"StandaloneTask", "Connection", "ExternalHost", "OpaqueResource"}


def _least(name: str) -> dict[str, Any]:
    needed = {n: "a" for n, field in RESOURCE_TYPES[name].fields.items() if is_required(field)}
    return {**needed, **({"cloudformation_type": "AWS::RDS::DBInstance"} if name == "Database" else {})}
