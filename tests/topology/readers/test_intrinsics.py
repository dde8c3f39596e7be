"""What each intrinsic function gives, and that it gives nothing where the template does not say."""

import pytest

from topology.model import Subnet, Vpc
from topology.readers import ReadError

from .templates import VPC, read_template, value_of

PARAMETERS = """
Name: {Type: String, Default: web}
Empty: {Type: String}
Zones: {Type: CommaDelimitedList, Default: "a, b,c"}
Number: {Type: Number, Default: 3}
Latest: {Type: "AWS::SSM::Parameter::Value<String>", Default: /latest/ami}
"""


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("!Ref Name", "web"),
        ("!Sub 'com.amazonaws.${AWS::Region}.s3'", "com.amazonaws.us-east-1.s3"),
        ("!Sub ['${A}-${Name}', {A: !Ref Number}]", "3-web"),
        ("!Sub 'literal ${!Name} and ${Name}'", "literal ${!Name} and web"),
        ("!Join ['-', [a, !Ref Name, !Ref 'AWS::NoValue']]", "a-web"),
        ("!Join ['', !Ref Zones]", "abc"),
        ("!Select [1, !Ref Zones]", "b"),
        ("!Select ['2', !Split ['/', 'x/y/z']]", "z"),
        ("!Select [1, !GetAZs '']", "us-east-1b"),
        ("!Select [0, {'Fn::GetAZs': {Ref: 'AWS::Region'}}]", "us-east-1a"),
        ("!Select [3, !Cidr [10.0.0.0/16, 6, 8]]", "10.0.3.0/24"),
        ("!Select [1, !Cidr ['2001:db8::/56', 4, 64]]", "2001:db8:0:1::/64"),
        ("!FindInMap [Sizes, !Ref Name, Size]", "small"),
        ("!FindInMap [Sizes, absent, Size, {DefaultValue: none}]", "none"),
        ("!If [IsWeb, 'yes', 'no']", "yes"),
        ("!If [Both, 'yes', 'no']", "no"),
        ("!If [Either, 'yes', 'no']", "yes"),
        ("{'Fn::Base64': hello}", "aGVsbG8="),
        ("!Sub '${AWS::Partition}/${AWS::URLSuffix}/${AWS::AccountId}'", "aws/amazonaws.com/123456789012"),
        ("{'Fn::Length': !Ref Zones}", "3"),
    ],
)
def test_an_expression_gives_its_value(expression: str, value: str) -> None:
    conditions = """
    IsWeb: !Equals [!Ref Name, web]
    IsNot: !Not [{Condition: IsWeb}]
    Both: !And [{Condition: IsWeb}, {Condition: IsNot}]
    Either: !Or [!Condition IsWeb, !Condition IsNot]
    """
    mappings = "Sizes: {web: {Size: small}}"
    assert value_of(expression, Parameters=PARAMETERS, Conditions=conditions, Mappings=mappings) == value


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        ("!Ref Empty", "parameter Empty has no value"),
        ("!Sub 'x-${Empty}'", "parameter Empty has no value"),
        ("!Join ['', [x, !Ref Empty]]", "parameter Empty has no value"),
        ("!Select [0, !Split [',', !Ref Empty]]", "parameter Empty has no value"),
        ("!Select [9, !Ref Zones]", "Fn::Select finds no item 9"),
        ("!Ref Latest", "parameter Latest names an SSM parameter, whose value is not in the input"),
        ("!ImportValue elsewhere", "no stack in the input exports “elsewhere”"),
        ("!FindInMap [Sizes, web, Size]", "the mapping Sizes/web/Size has no such entry"),
        ("!If [Asked, x, y]", "the condition Asked is not known: parameter Empty has no value"),
        ("{'Fn::Transform': {Name: 'AWS::Include'}}", "Fn::Transform is not evaluated"),
        ("!Ref Nothing", "Nothing is neither a resource nor a parameter of the template"),
        ("'{{resolve:ssm:/name}}'", "a dynamic reference has a value only in a stack"),
        ("!Select [1, !Split ['-', !Ref Vpc]]", "Vpc has a value only in a stack"),
        ("!Ref 'AWS::Nonsense'", "there is no pseudo parameter AWS::Nonsense"),
    ],
)
def test_what_the_template_does_not_say_stays_unresolved_with_its_reason(expression: str, reason: str) -> None:
    resources = (
        f"Vpc: {{Type: AWS::EC2::VPC}}\nE: {{Type: AWS::EC2::VPCEndpoint, Properties: {{ServiceName: {expression}}}}}\n"
    )
    topology = read_template(resources, Parameters=PARAMETERS, Conditions="Asked: !Equals [!Ref Empty, x]")
    (unresolved,) = topology.unresolved
    assert (unresolved.resource, unresolved.property, unresolved.reason) == ("E", "service_name", reason)
    assert topology.resources["E"].service_name is None


def test_an_unresolved_expression_is_kept_in_its_long_form() -> None:
    resources = "E: {Type: AWS::EC2::VPCEndpoint, Properties: {ServiceName: !Sub 'a.${Empty}'}}"
    (unresolved,) = read_template(resources, Parameters=PARAMETERS).unresolved
    assert unresolved.expression == {"Fn::Sub": "a.${Empty}"}


def test_an_or_that_one_side_decides_needs_no_other() -> None:
    conditions = "Known: !Equals [a, a]\nAsked: !Equals [!Ref Empty, x]\nE: !Or [!Condition Asked, !Condition Known]"
    assert value_of("!If [E, x, y]", Parameters=PARAMETERS, Conditions=conditions) == "x"


def test_the_region_decides_partition_suffix_and_zones() -> None:
    resources = (
        VPC
        + """
S:
  Type: AWS::EC2::Subnet
  Properties:
    VpcId: !Ref Vpc
    AvailabilityZone: !Select [0, !GetAZs '']
    Tags: [{Key: Name, Value: !Sub '${AWS::Partition} ${AWS::URLSuffix}'}]
"""
    )
    topology = read_template(resources, region="cn-north-1")
    subnet = topology.get(Subnet, "S")
    assert subnet and (subnet.availability_zone, subnet.name) == ("cn-north-1a", "aws-cn amazonaws.com.cn")
    assert topology.region == "cn-north-1"


def test_zones_and_account_are_assumptions_that_are_listed() -> None:
    resources = "Vpc: {Type: AWS::EC2::VPC, Properties: {Tags: [{Key: Name, Value: !Ref 'AWS::AccountId'}]}}\n"
    resources += "S: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, AvailabilityZone: !Select [0, !GetAZs '']}}"
    zones, account = read_template(resources).assumptions
    assert "us-east-1a" in zones
    assert "123456789012" in account


def test_an_attribute_that_the_template_says_is_its_value() -> None:
    topology = read_template(
        VPC + "G: {Type: AWS::EC2::SecurityGroup, Properties: {VpcId: !Ref Vpc, GroupDescription: g,\n"
        "    SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: !GetAtt Vpc.CidrBlock}]}}"
    )
    assert topology.resources["G"].security_group_ingress[0].cidr_ipv4 == "10.0.0.0/16"


def test_amazon_provided_ipv6_blocks_are_stand_ins_that_differ_by_vpc() -> None:
    topology = read_template("""
A: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
B: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.1.0.0/16}}
A6: {Type: AWS::EC2::VPCCidrBlock, Properties: {VpcId: !Ref A, AmazonProvidedIpv6CidrBlock: true}}
B6: {Type: AWS::EC2::VPCCidrBlock, Properties: {VpcId: !Ref B, AmazonProvidedIpv6CidrBlock: true}}
S:
  Type: AWS::EC2::Subnet
  Properties:
    VpcId: !Ref B
    Ipv6CidrBlock: !Select [1, !Cidr [!Select [0, !GetAtt B.Ipv6CidrBlocks], 4, 64]]
Whole: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref A, Ipv6CidrBlock: !Select [0, !GetAtt A.Ipv6CidrBlocks]}}
""")
    a, b = topology.all(Vpc)
    assert (a.ipv6_cidr_blocks, b.ipv6_cidr_blocks) == (("2001:db8::/56",), ("2001:db8:0:100::/56",))
    assert [s.ipv6_cidr_block for s in topology.all(Subnet)] == ["2001:db8:0:101::/64", "2001:db8::/56"]
    assert any("2001:db8::/32" in text for text in topology.assumptions)


def test_a_block_that_cannot_be_divided_is_refused() -> None:
    with pytest.raises(ReadError, match="banana"):
        value_of("!Select [0, !Cidr [banana, 2, 8]]")


def test_conditions_that_go_in_a_circle_are_refused() -> None:
    with pytest.raises(ReadError) as caught:
        value_of("!If [A, x, y]", Conditions="A: !Not [!Condition B]\nB: !Not [!Condition A]")
    assert caught.value.code == "circular"


def test_a_condition_that_is_not_defined_is_refused() -> None:
    with pytest.raises(ReadError) as caught:
        value_of("!If [Nowhere, x, y]")
    assert caught.value.code == "unknown-condition"


def test_a_long_chain_of_conditions_is_refused_not_followed_into_the_ground() -> None:
    chain = "C0: !Equals [a, a]\n" + "\n".join(f"C{i}: !Not [!Condition C{i - 1}]" for i in range(1, 2000))
    with pytest.raises(ReadError) as caught:
        value_of("!If [C1999, x, y]", Conditions=chain)
    assert caught.value.code == "too-deep"
