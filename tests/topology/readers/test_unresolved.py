"""What a template does not say is kept as it stood, next to what it does say; nothing is guessed."""

from topology.checks import trace
from topology.fargate.connect import servers_of
from topology.model import RouteTable, SecurityGroup, Service, Subnet, TaskDefinition
from topology.readers import Input, read
from topology.writers.cloudformation import write_cloudformation

from .templates import VPC, read_template

ASKED = "Asked: {Type: String}\nList: {Type: CommaDelimitedList}"


def gap(topology, resource: str, property: str):
    (found,) = [u for u in topology.unresolved if (u.resource, u.property) == (resource, property)]
    return found


def test_a_list_keeps_what_is_known_of_it() -> None:
    topology = read_template(
        VPC
        + """
A: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
Web:
  Type: AWS::ECS::Service
  Properties:
    LaunchType: FARGATE
    NetworkConfiguration: {AwsvpcConfiguration: {Subnets: [!Ref A, !Ref Asked], SecurityGroups: !Ref List}}
""",
        Parameters=ASKED,
    )
    web = topology.get(Service, "Web")
    assert web and (web.subnets, web.security_groups) == (("A",), ())
    assert gap(topology, "Web", "subnets").expression == [{"Ref": "Asked"}]
    assert gap(topology, "Web", "security_groups").expression == {"Ref": "List"}


def test_a_literal_id_that_is_not_in_the_input_is_unresolved() -> None:
    topology = read_template("A: {Type: AWS::EC2::Subnet, Properties: {VpcId: vpc-0abc, CidrBlock: 10.0.0.0/24}}")
    found = gap(topology, "A", "vpc_id")
    assert (found.expression, found.reason) == ("vpc-0abc", "vpc-0abc is not in the input")


def test_a_reference_to_something_of_another_type_is_unresolved() -> None:
    topology = read_template(VPC + "N: {Type: AWS::EC2::NatGateway, Properties: {SubnetId: !Ref Vpc}}")
    assert gap(topology, "N", "subnet_id").reason == "Vpc is no Subnet"


def test_an_output_of_a_nested_stack_is_unresolved() -> None:
    topology = read_template(
        "Net: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: x}}\n"
        "A: {Type: AWS::EC2::Subnet, Properties: {VpcId: !GetAtt Net.Outputs.Vpc, CidrBlock: 10.0.0.0/24}}"
    )
    assert gap(topology, "A", "vpc_id").expression == {"Fn::GetAtt": ["Net", "Outputs.Vpc"]}


def test_a_rule_whose_peer_is_not_known_leaves_the_other_rules() -> None:
    topology = read_template(
        VPC
        + """
G:
  Type: AWS::EC2::SecurityGroup
  Properties:
    VpcId: !Ref Vpc
    GroupDescription: g
    SecurityGroupIngress:
      - {IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 10.0.0.0/8}
      - {IpProtocol: tcp, FromPort: 81, ToPort: 81, SourceSecurityGroupId: !Ref Asked}
""",
        Parameters=ASKED,
    )
    group = topology.get(SecurityGroup, "G")
    assert group and [r.from_port for r in group.security_group_ingress] == [80]
    (rule,) = gap(topology, "G", "security_group_ingress").expression
    assert rule["SourceSecurityGroupId"] == {"Ref": "Asked"}


def test_a_rule_of_a_group_of_the_own_account_is_known_and_of_another_account_is_not() -> None:
    rule = "{IpProtocol: -1, SourceSecurityGroupId: !Ref G, SourceSecurityGroupOwnerId: %s}"
    topology = read_template(
        VPC + "G: {Type: AWS::EC2::SecurityGroup, Properties: {VpcId: !Ref Vpc, GroupDescription: g}}\n"
        "H:\n  Type: AWS::EC2::SecurityGroup\n  Properties:\n    VpcId: !Ref Vpc\n    GroupDescription: h\n"
        f"    SecurityGroupIngress: [{rule % '!Ref AWS::AccountId'}, {rule % repr('999999999999')}]"
    )
    group = topology.get(SecurityGroup, "H")
    assert group and [r.referenced_group_id for r in group.security_group_ingress] == ["G"]
    assert gap(topology, "H", "security_group_ingress").reason == "SourceSecurityGroupOwnerId is not modelled"


def test_a_standalone_rule_of_a_group_outside_is_kept_and_listed() -> None:
    topology = read_template(
        VPC
        + "In: {Type: AWS::EC2::SecurityGroupIngress, Properties: {GroupId: !Ref Asked, IpProtocol: -1, CidrIp: 0.0.0.0/0}}",
        Parameters=ASKED,
    )
    assert topology.resources["In"].type == "OpaqueResource"
    assert gap(topology, "In", "group_id").expression == {"Ref": "Asked"}


def test_a_standalone_egress_rule_that_is_not_known_still_ends_the_default_of_everything() -> None:
    topology = read_template(
        VPC
        + """
G: {Type: AWS::EC2::SecurityGroup, Properties: {VpcId: !Ref Vpc, GroupDescription: g}}
Out: {Type: AWS::EC2::SecurityGroupEgress, Properties: {GroupId: !Ref G, IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: !Ref Asked}}
""",
        Parameters=ASKED,
    )
    group = topology.get(SecurityGroup, "G")
    assert group and group.security_group_egress == ()
    assert list(gap(topology, "G", "security_group_egress").expression[0]) == ["Out"]


def test_a_route_to_a_target_outside_is_unresolved_in_its_table() -> None:
    topology = read_template(
        VPC
        + """
T: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
R: {Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref T, DestinationCidrBlock: 0.0.0.0/0, TransitGatewayId: !Ref Asked}}
Local: {Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref T, DestinationCidrBlock: 1.0.0.0/8, LocalGatewayId: lgw-1}}
""",
        Parameters=ASKED,
    )
    table = topology.get(RouteTable, "T")
    assert table and table.routes == ()
    found = gap(topology, "T", "routes")
    assert found.reason == "parameter Asked has no value; LocalGatewayId is not modelled"
    assert [list(e) for e in found.expression] == [["R"], ["Local"]]


def test_a_subnet_whose_route_table_is_elsewhere_has_no_known_route_table() -> None:
    topology = read_template(
        VPC
        + """
A: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
J: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref A, RouteTableId: !Ref Asked}}
""",
        Parameters=ASKED,
    )
    assert topology.is_unresolved("A", "route_table_id")
    assert topology.get(Subnet, "A")


def test_a_resource_whose_condition_is_not_known_is_kept_and_listed() -> None:
    topology = read_template(
        VPC + "I: {Type: AWS::EC2::InternetGateway, Condition: Wanted}",
        Parameters=ASKED,
        Conditions="Wanted: !Equals [!Ref Asked, x]",
    )
    assert topology.resources["I"].type == "InternetGateway"
    assert gap(topology, "I", "Condition").expression == {"Condition": "Wanted"}


def test_a_resource_whose_condition_fails_is_not_there_and_refers_nowhere() -> None:
    topology = read_template(
        VPC + "I: {Type: AWS::EC2::InternetGateway, Condition: Never}\n"
        "J: {Type: AWS::EC2::VPCGatewayAttachment, Properties: {VpcId: !Ref Vpc, InternetGatewayId: !Ref I}}",
        Conditions="Never: !Equals [a, b]",
    )
    assert "I" not in topology.resources
    assert gap(topology, "J", "internet_gateway_id").reason == "I is not created: its condition does not hold"


def test_an_image_that_is_a_parameter_leaves_the_rest_of_its_container() -> None:
    topology = read_template(
        """
Task:
  Type: AWS::ECS::TaskDefinition
  Properties:
    NetworkMode: awsvpc
    RequiresCompatibilities: [FARGATE]
    ContainerDefinitions: [{Name: app, Image: !Ref Asked, PortMappings: [{ContainerPort: 80}]}]
""",
        Parameters=ASKED,
    )
    task = topology.get(TaskDefinition, "Task")
    assert task
    (container,) = task.container_definitions
    assert (container.name, container.image, container.port_mappings[0].container_port) == ("app", None, 80)
    assert gap(topology, "Task", "container_definitions").expression == [{"Ref": "Asked"}]


def test_names_and_tags_without_a_value_are_no_gap_but_are_kept() -> None:
    topology = read_template(
        "Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16, Tags: [{Key: Name, Value: !Ref Asked}, {Key: a, Value: b}]}}",
        Parameters=ASKED,
    )
    vpc = topology.resources["Vpc"]
    assert topology.unresolved == ()
    assert (vpc.name, vpc.tags) == (None, {"a": "b"})
    assert vpc.properties == {"Tags": [{"Key": "Name", "Value": {"Ref": "Asked"}}]}


def test_loops_over_what_is_not_known_and_includes_are_kept_and_listed() -> None:
    topology = read_template(
        VPC
        + """
'Fn::ForEach::Subnets': [N, !Ref Names, {'Subnet${N}': {Type: AWS::EC2::Subnet}}]
'Fn::Transform': {Name: AWS::Include}
"""
    )
    assert [u.reason for u in topology.unresolved] == ["Fn::ForEach is not evaluated", "Fn::Transform is not evaluated"]


def test_a_secret_whose_service_shows_is_no_gap_even_if_its_arn_is_not_known() -> None:
    topology = read_template(
        """
Secret: {Type: AWS::SecretsManager::Secret}
Task:
  Type: AWS::ECS::TaskDefinition
  Properties:
    ContainerDefinitions:
      - Secrets:
          - {Name: A, ValueFrom: !Ref Secret}
          - {Name: B, ValueFrom: !Sub 'arn:aws:ssm:us-east-1:1:parameter/${Asked}'}
          - {Name: C, ValueFrom: /plain/parameter}
          - {Name: D, ValueFrom: !Ref Asked}
          - {Name: E, ValueFrom: '{{resolve:ssm:/arn}}'}
""",
        Parameters=ASKED,
    )
    task = topology.get(TaskDefinition, "Task")
    assert task
    assert [s.service for s in task.container_definitions[0].secrets] == ["secretsmanager", "ssm", "ssm", None, None]
    assert gap(topology, "Task", "container_definitions").expression == [{"Ref": "Asked"}, "{{resolve:ssm:/arn}}"]


def test_blocks_that_come_from_a_pool_are_not_known() -> None:
    topology = read_template("""
Vpc: {Type: AWS::EC2::VPC, Properties: {Ipv4IpamPoolId: ipam-pool-1, Ipv4NetmaskLength: 16}}
A: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24, AvailabilityZone: us-east-1a}}
B: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, Ipv4IpamPoolId: ipam-pool-1, Ipv4NetmaskLength: 24, AvailabilityZone: us-east-1b}}
C: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.2.0/24, AvailabilityZone: us-east-1b}}
G: {Type: AWS::EC2::SecurityGroup, Properties: {VpcId: !Ref Vpc, GroupDescription: g, SecurityGroupIngress: [{IpProtocol: -1, CidrIp: 0.0.0.0/0}]}}
From: {Type: AWS::EC2::NetworkInterface, Properties: {SubnetId: !Ref A, GroupSet: [!Ref G]}}
To: {Type: AWS::EC2::NetworkInterface, Properties: {SubnetId: !Ref C, GroupSet: [!Ref G]}}
""")
    assert {(u.resource, u.property) for u in topology.unresolved} == {("Vpc", "cidr_block"), ("B", "cidr_block")}
    assert trace(topology, "From", "To", "tcp", 443)["verdict"] == "reachable", (
        "the local route holds every subnet of the VPC"
    )
    again = read([Input("again.yaml", write_cloudformation(topology).encode())])
    assert again.resources == topology.resources and again.unresolved == topology.unresolved


def test_services_whose_namespaces_are_parameters_are_not_taken_for_one_another_s_clients() -> None:
    service = """
{name}:
  Type: AWS::ECS::Service
  Properties:
    TaskDefinition: !Ref Task
    LaunchType: FARGATE
    ServiceConnectConfiguration: {{Enabled: true, Namespace: !Ref {parameter}, Services: [{{PortName: http}}]}}
"""
    task = """
Task:
  Type: AWS::ECS::TaskDefinition
  Properties:
    NetworkMode: awsvpc
    RequiresCompatibilities: [FARGATE]
    ContainerDefinitions: [{Name: app, Image: nginx, PortMappings: [{ContainerPort: 80, Name: http}]}]
"""
    topology = read_template(
        task + service.format(name="Shop", parameter="Mine") + service.format(name="Orders", parameter="Yours"),
        Parameters="Mine: {Type: String}\nYours: {Type: String}\n",
    )
    assert {(u.resource, u.property) for u in topology.unresolved} == {
        ("Shop", "service_connect"),
        ("Orders", "service_connect"),
    }
    shop = topology.get(Service, "Shop")
    assert shop is not None and servers_of(topology, shop) == ()
