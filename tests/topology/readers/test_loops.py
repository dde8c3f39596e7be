"""Fn::ForEach: a loop is written out before the rest of the template is read."""

import pytest

from topology.model import RouteTable, Subnet
from topology.readers.errors import ReadError

from .templates import VPC, read_template

LOOP = """
'Fn::ForEach::Subnets':
  - Name
  - !Ref Names
  - 'Subnet${Name}':
      Type: AWS::EC2::Subnet
      Properties:
        VpcId: !Ref Vpc
        CidrBlock: !FindInMap [Blocks, !Ref Name, Cidr]
        Tags: [{Key: Name, Value: !Sub 'app-${Name}'}]
"""
NAMES = "Names: {Type: CommaDelimitedList, Default: 'A, B'}"
BLOCKS = "Blocks: {A: {Cidr: 10.0.0.0/24}, B: {Cidr: 10.0.1.0/24}}"


def test_a_loop_over_a_parameter_makes_one_subnet_for_each_of_its_values() -> None:
    topology = read_template(VPC + LOOP, Parameters=NAMES, Mappings=BLOCKS)
    found = {s.id: (s.cidr_block, s.name) for s in topology.all(Subnet)}
    assert found == {"SubnetA": ("10.0.0.0/24", "app-A"), "SubnetB": ("10.0.1.0/24", "app-B")}
    assert topology.unresolved == ()


def test_a_loop_refers_to_what_another_loop_makes() -> None:
    associations = """
Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
'Fn::ForEach::Associations':
  - Name
  - [A, B]
  - 'Association${Name}':
      Type: AWS::EC2::SubnetRouteTableAssociation
      Properties: {RouteTableId: !Ref Table, SubnetId: {Ref: !Sub 'Subnet${Name}'}}
"""
    topology = read_template(VPC + LOOP + associations, Parameters=NAMES, Mappings=BLOCKS)
    (table,) = topology.all(RouteTable)
    assert {a.subnet_id for a in table.associations} == {"SubnetA", "SubnetB"}


def test_a_loop_inside_a_loop_is_written_out_for_each_of_both_values() -> None:
    nested = """
'Fn::ForEach::Tiers':
  - Tier
  - ['1', '2']
  - 'Fn::ForEach::Blocks${Tier}':
      - Block
      - [10.0.8.0/24, 10.0.9.0/24]
      - 'Table${Tier}x&{Block}': {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
"""
    topology = read_template(VPC + nested)
    assert [t.id for t in topology.all(RouteTable)] == [
        "Table1x1008024", "Table1x1009024", "Table2x1008024", "Table2x1009024",
    ]  # fmt: skip


def test_a_loop_among_properties_makes_properties() -> None:
    properties = """
Subnet:
  Type: AWS::EC2::Subnet
  Properties:
    VpcId: !Ref Vpc
    CidrBlock: 10.0.0.0/24
    'Fn::ForEach::Switches': [Name, [MapPublicIpOnLaunch, EnableDns64], {'${Name}': true}]
"""
    (subnet,) = read_template(VPC + properties).all(Subnet)
    assert subnet.map_public_ip_on_launch
    assert subnet.enable_dns64


def test_two_loops_that_make_the_same_resource_are_refused() -> None:
    twice = LOOP + LOOP.replace("Fn::ForEach::Subnets", "Fn::ForEach::Again")
    with pytest.raises(ReadError, match="“SubnetA” comes twice"):
        read_template(VPC + twice, Parameters=NAMES, Mappings=BLOCKS)


def test_loops_that_stand_for_too_much_are_refused() -> None:
    values = "[" + ", ".join(f"V{n}" for n in range(400)) + "]"
    large = f"""
'Fn::ForEach::A':
  - A
  - {values}
  - 'Fn::ForEach::B${{A}}': [B, {values}, {{'R${{A}}${{B}}': {{Type: AWS::EC2::InternetGateway}}}}]
"""
    with pytest.raises(ReadError, match="stand for more than"):
        read_template(VPC + large)
