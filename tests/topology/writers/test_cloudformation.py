"""A design written as a template reads back as the same design, whatever it came from."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from topology.model import Topology
from topology.readers import Input, read, read_paths
from topology.readers.source import parse
from topology.writers.cloudformation import write_cloudformation

FIXTURES = Path(__file__).parents[2] / "fixtures" / "cloudformation"
OWN = sorted(FIXTURES.glob("*.yaml"))


def canonical(value: Any) -> Any:
    """A document with its lists as sets."""
    if isinstance(value, dict):
        return {k: canonical(v) for k, v in value.items()}
    if isinstance(value, list):
        return sorted((canonical(v) for v in value), key=lambda v: json.dumps(v, sort_keys=True))
    return value


def again(topology: Topology) -> Topology:
    return read([Input("again.yaml", write_cloudformation(topology).encode())])


def assert_reads_back(topology: Topology) -> Any:
    """That a topology survives being written; returns the template."""
    text = write_cloudformation(topology)
    template = parse(text, "out.yaml").value
    assert list(missing_names(template)) == []
    assert canonical(read([Input("out.yaml", text.encode())]).to_document()) == canonical(topology.to_document())
    return template


def missing_names(template: Any) -> Iterator[str]:
    """Every parameter, resource, mapping or condition that a template names and does not have."""
    there = {*template.get("Resources", {}), *template.get("Parameters", {})}

    def walk(node: Any, local: frozenset[str] = frozenset()) -> Iterator[str]:
        if isinstance(node, list):
            for item in node:
                yield from walk(item, local)
        elif isinstance(node, dict):
            for key, value in node.items():
                first = value[0] if isinstance(value, list) and value else value
                if key == "Ref" and not str(value).startswith("AWS::") and value not in there:
                    yield f"Ref {value}"
                elif key == "Fn::GetAtt" and str(first).partition(".")[0] not in there:
                    yield f"GetAtt {value}"
                elif key == "Fn::Sub":
                    own = set(value[1]) if isinstance(value, list) else set()
                    for name in re.findall(r"\$\{([^!}][^}]*)\}", first):
                        if name.partition(".")[0] not in there | own and not name.startswith("AWS::"):
                            yield f"Sub {name}"
                elif key == "DependsOn":
                    yield from (
                        f"DependsOn {d}" for d in ([value] if isinstance(value, str) else value) if d not in there
                    )
                elif key == "Fn::If" and first not in template.get("Conditions", {}):
                    yield f"If {first}"
                elif key == "Condition" and isinstance(value, str) and value not in template.get("Conditions", {}):
                    yield f"Condition {value}"
                elif key == "Fn::FindInMap" and isinstance(first, str) and first not in template.get("Mappings", {}):
                    yield f"FindInMap {first}"
                yield from walk(value, local)

    yield from walk({k: v for k, v in template.items() if k != "Metadata"})


@pytest.mark.parametrize("path", OWN, ids=lambda p: p.stem)
def test_a_template_is_the_same_design_after_being_written(path: Path) -> None:
    topology = read_paths([str(path)])
    template = assert_reads_back(topology)
    original = parse(path.read_text(), path.name).value
    assert template["Resources"].keys() == original["Resources"].keys() - {"Never"}


def test_every_public_template_is_the_same_design_after_being_written(cases: Path) -> None:
    paths = [*(cases / "corpus").glob("*.y*ml"), *(cases / "casebook" / "templates").glob("*")]
    assert len(paths) > 20
    for path in paths:
        topology = read_paths([str(path)])
        assert_reads_back(topology)
        for id, resource in topology.resources.items():
            if resource.type == "OpaqueResource" and "DependsOn" not in resource.body:
                assert resource.body == parse(path.read_text(), path.name).value["Resources"][id], (path.name, id)


def test_writing_twice_gives_the_same_text() -> None:
    topology = read_paths([str(OWN[0])])
    assert write_cloudformation(topology) == write_cloudformation(again(topology))


def test_the_whole_of_a_hard_template_survives() -> None:
    topology = read_paths([str(FIXTURES / "everything.yaml")])
    kinds = {r.type for r in topology.resources.values()}
    assert kinds >= {
        "TransitGateway",
        "VpnGateway",
        "VpcPeeringConnection",
        "NetworkInterface",
        "PrefixList",
        "ScheduledTask",
        "Database",
    }
    template = assert_reads_back(topology)
    resources = template["Resources"]
    assert resources["Files"]["DeletionPolicy"] == "Retain"
    assert resources["Web"]["Properties"]["NetworkConfiguration"]["AwsvpcConfiguration"]["Subnets"] == [
        {"Ref": "A"}, {"Ref": "MoreSubnet"},
    ]  # fmt: skip
    assert resources["Maybe"]["Condition"] == "Wanted"
    assert "Never" not in resources
    assert template["Parameters"]["MoreSubnet"] == {"Type": "AWS::EC2::Subnet::Id"}
    assert "Unused" not in template["Parameters"]
    assert template["Outputs"]["Vpc"]["Export"] == {"Name": {"Fn::Sub": "${AWS::StackName}-vpc"}}


def test_stand_ins_are_written_as_what_they_stand_for() -> None:
    resources = assert_reads_back(read_paths([str(FIXTURES / "everything.yaml")]))["Resources"]
    assert resources["A"]["Properties"]["AvailabilityZone"] == {"Fn::Select": [0, {"Fn::GetAZs": ""}]}
    assert resources["A"]["Properties"]["Ipv6CidrBlock"] == {
        "Fn::Select": [1, {"Fn::Cidr": [{"Fn::Select": [0, {"Fn::GetAtt": ["Vpc", "Ipv6CidrBlocks"]}]}, 2, 64]}]
    }
    assert resources["Six"]["Properties"]["AmazonProvidedIpv6CidrBlock"] is True
    (container, *_others) = resources["Task"]["Properties"]["ContainerDefinitions"]
    assert container["Image"] == {"Fn::Sub": "${AWS::AccountId}.dkr.ecr.${AWS::Region}.amazonaws.com/app:1"}
    assert resources["S3"]["Properties"]["ServiceName"] == {"Fn::Sub": "com.amazonaws.${AWS::Region}.s3"}


def test_a_region_other_than_the_default_is_said_in_the_metadata() -> None:
    topology = read_paths(
        [str(FIXTURES / "everything.yaml")], region="eu-west-1", account_settings={"dualStackIPv6": "disabled"}
    )
    template = assert_reads_back(topology)
    assert template["Metadata"]["Farway"] == {"Region": "eu-west-1", "AccountSettings": {"dualStackIPv6": "disabled"}}


def test_a_parameter_that_was_given_becomes_the_default() -> None:
    text = b"""
Parameters: {Bucket: {Type: String}, Password: {Type: String, NoEcho: true}}
Resources:
  B: {Type: AWS::S3::Bucket, Properties: {BucketName: !Ref Bucket}}
  U: {Type: AWS::IAM::User, Properties: {LoginProfile: {Password: !Ref Password}}}
"""
    topology = read([Input("a.yaml", text)], parameters={"Bucket": "mine", "Password": "secret"})
    template = assert_reads_back(topology)
    assert template["Parameters"]["Bucket"]["Default"] == "mine"
    assert "secret" not in write_cloudformation(topology)
    assert "secret" not in json.dumps(topology.to_document())


def test_several_stacks_become_one_template_without_clashes() -> None:
    network = b"""
Parameters: {Name: {Type: String, Default: net}}
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  A: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
  Logs: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: !Ref Name}}
Outputs: {Subnet: {Value: !Ref A, Export: {Name: subnet}}}
"""
    service = b"""
Parameters: {Name: {Type: String, Default: web}}
Conditions: {Named: !Equals [!Ref Name, web]}
Resources:
  Logs: {Type: AWS::Logs::LogGroup, Condition: Named, Properties: {LogGroupName: !Sub '${Name}-logs'}}
  Web:
    Type: AWS::ECS::Service
    Properties: {LaunchType: FARGATE, NetworkConfiguration: {AwsvpcConfiguration: {Subnets: [!ImportValue subnet]}}}
"""
    topology = read([Input("n", network, "net"), Input("s", service, "web")])
    template = parse(write_cloudformation(topology), "out.yaml").value
    assert list(missing_names(template)) == []
    assert set(template["Resources"]) == {"netVpc", "netA", "netLogs", "webLogs", "webWeb"}
    subnets = template["Resources"]["webWeb"]["Properties"]["NetworkConfiguration"]["AwsvpcConfiguration"]["Subnets"]
    assert subnets == [{"Ref": "netA"}]
    names = {template["Resources"][i]["Properties"]["LogGroupName"].popitem()[1] for i in ("netLogs", "webLogs")}
    defaults = {template["Parameters"][n.strip("${}").removesuffix("}-logs")]["Default"] for n in names}
    assert defaults == {"net", "web"}
    one = again(topology)
    assert one.unresolved == ()
    assert len(one.resources) == len(topology.resources)
