"""Templates that belong together: joined by exports, and by parameters that are given; never by chance."""

import pytest

from topology.model import Service, Subnet
from topology.readers import Input, ReadError, read

from .templates import read_stacks

NETWORK = """
Parameters:
  Prefix: {Type: String, Default: acme}
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16, Tags: [{Key: Name, Value: !Ref 'AWS::StackName'}]}}
  A: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
  B: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}}
Outputs:
  Subnets: {Value: !Sub '${A},${B}', Export: {Name: !Sub '${AWS::StackName}-subnets'}}
  Vpc: {Value: !Ref Vpc, Export: {Name: !Sub '${Prefix}-vpc'}}
"""
SERVICE = """
Parameters:
  Network: {Type: String, Default: net}
  Subnets: {Type: List<AWS::EC2::Subnet::Id>}
Resources:
  Group: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: g, VpcId: !ImportValue acme-vpc}}
  Web:
    Type: AWS::ECS::Service
    Properties:
      LaunchType: FARGATE
      NetworkConfiguration:
        AwsvpcConfiguration:
          Subnets: !Split [',', {'Fn::ImportValue': !Sub '${Network}-subnets'}]
          SecurityGroups: [!Ref Group]
  ByParameter:
    Type: AWS::ECS::Service
    Properties: {LaunchType: FARGATE, NetworkConfiguration: {AwsvpcConfiguration: {Subnets: !Ref Subnets}}}
"""


def test_a_service_stands_in_the_subnets_that_another_stack_exports() -> None:
    topology = read_stacks(net=NETWORK, web=SERVICE)
    web = topology.get(Service, "web/Web")
    assert web and (web.subnets, web.security_groups) == (("net/A", "net/B"), ("web/Group",))
    assert topology.resources["web/Group"].vpc_id == "net/Vpc"
    assert topology.resources["net/Vpc"].name == "net"


def test_a_parameter_is_not_matched_to_an_output_of_the_same_name() -> None:
    topology = read_stacks(net=NETWORK, web=SERVICE)
    assert topology.is_unresolved("web/ByParameter", "subnets")


def test_a_parameter_may_be_given_the_ids_of_another_stack() -> None:
    topology = read_stacks({"web:Subnets": "net/A, net/B"}, net=NETWORK, web=SERVICE)
    service = topology.get(Service, "web/ByParameter")
    assert service and service.subnets == ("net/A", "net/B")


def test_an_import_of_an_unknown_stack_stays_unresolved() -> None:
    topology = read_stacks({"Network": "other"}, net=NETWORK, web=SERVICE)
    assert [u.reason for u in topology.unresolved if u.resource == "web/Web"] == [
        "no stack in the input exports “other-subnets”"
    ]


def test_a_parameter_given_to_one_stack_leaves_the_others() -> None:
    topology = read_stacks({"net:Prefix": "else"}, net=NETWORK, web=SERVICE)
    assert topology.is_unresolved("web/Group", "vpc_id")


def test_files_without_a_stacks_name_are_named_after_themselves() -> None:
    topology = read([Input("infra/net.yaml", NETWORK.encode()), Input("01-web.yaml", SERVICE.encode())])
    assert {i.split("/")[0] for i in topology.resources} == {"net", "stack-01-web"}
    assert topology.get(Subnet, "net/A")


@pytest.mark.parametrize(
    ("inputs", "code"),
    [
        ([Input("a.yaml", NETWORK.encode(), "net"), Input("b.yaml", NETWORK.encode(), "net")], "duplicate-stack"),
        ([Input("a.yaml", NETWORK.encode(), "a/b")], "invalid-stack-name"),
        ([Input("a.yaml", NETWORK.encode(), "a"), Input("b.yaml", NETWORK.encode(), "b")], "duplicate-export"),
        ([Input("a.yaml", NETWORK.encode()), Input("b.json", b'{"farway": 1}')], "unsupported"),
        ([], "missing-file"),
    ],
)
def test_inputs_that_do_not_go_together_are_refused(inputs: list[Input], code: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(inputs)
    assert caught.value.code == code


def test_exports_that_import_each_other_are_refused() -> None:
    one = "Resources: {V: {Type: AWS::EC2::VPC, Properties: {CidrBlock: !ImportValue %s}}}\nOutputs: {O: {Value: !ImportValue %s, Export: {Name: %s}}}"
    with pytest.raises(ReadError) as caught:
        read_stacks(a=one % ("a", "b", "a"), b=one % ("b", "a", "b"))
    assert caught.value.code == "circular"
