"""Templates become records: what stands in resources of its own in CloudFormation stands where AWS has it."""

from pathlib import Path

import pytest

from topology.checks import check, trace
from topology.model import (
    Cluster,
    Database,
    ElasticIp,
    Instance,
    InternetGateway,
    Listener,
    LoadBalancer,
    NatGateway,
    NetworkAcl,
    PrefixList,
    RouteTable,
    ScheduledTask,
    SecurityGroup,
    Service,
    Subnet,
    TargetGroup,
    TaskDefinition,
    Topology,
    Vpc,
    VpcEndpoint,
    Workload,
)
from topology.readers import Input, ReadError, read, read_paths
from topology.writers import write

from .templates import VPC, read_template

FIXTURES = Path(__file__).parents[2] / "fixtures" / "cloudformation"
TASK = """
Task: {Type: AWS::ECS::TaskDefinition, Properties: {NetworkMode: awsvpc, RequiresCompatibilities: [FARGATE]}}
"""


def fixture(name: str) -> Topology:
    (path,) = FIXTURES.glob(f"{name}-*.yaml")
    return read_paths([str(path)])


def test_a_public_service_behind_a_load_balancer() -> None:
    topology = fixture("001")
    service = topology.get(Service, "Service")
    assert service
    assert (service.launch_type, service.assign_public_ip) == ("FARGATE", "DISABLED")
    assert topology.unresolved == ()
    assert topology.dangling() == []
    (gateway,) = topology.all(InternetGateway)
    assert gateway.vpc_id == "Vpc"
    (table,) = topology.all(RouteTable)
    assert [(r.destination, r.target) for r in table.routes] == [("0.0.0.0/0", gateway.id)]
    assert {a.subnet_id for a in table.associations} == set(service.subnets)
    (listener,) = topology.all(Listener)
    assert listener.target_groups == (service.load_balancers[0].target_group_arn,)


def test_a_nat_instance_with_its_interface_spelled_out() -> None:
    (instance,) = fixture("015").all(Instance)
    assert (instance.source_dest_check, instance.associate_public_ip_address) == (False, True)
    assert instance.subnet_id == "PublicSubnetA"
    assert instance.security_group_ids == ("NatSecurityGroup",)


def test_a_nat_gateway_has_its_address() -> None:
    topology = fixture("017")
    (nat,) = topology.all(NatGateway)
    assert topology.get(ElasticIp, nat.allocation_id)


def test_a_network_acl_has_its_entries_and_subnets_and_a_database_its_subnets() -> None:
    topology = fixture("057")
    (acl,) = topology.all(NetworkAcl)
    assert all(e.id for e in acl.entries)
    assert acl.associations
    (database,) = topology.all(Database)
    assert database.engine == "mysql"
    assert database.port == 3306
    assert len(database.subnets) == 2
    assert all(topology.get(Subnet, s) for s in database.subnets)


def test_dual_stack_subnets_lie_in_the_block_that_stands_for_amazons() -> None:
    topology = fixture("079")
    (vpc,) = topology.all(Vpc)
    assert vpc.ipv6_cidr_blocks == ("2001:db8::/56",)
    blocks = [s.ipv6_cidr_block for s in topology.all(Subnet)]
    assert len(set(blocks)) == len(blocks)
    assert blocks[0] == "2001:db8::/64"


def test_a_classic_load_balancer_is_read_so_that_it_can_be_refused() -> None:
    topology = fixture("053")
    (balancer,) = topology.all(LoadBalancer)
    assert balancer.load_balancer_type == "classic"
    (service,) = topology.all(Service)
    assert service.load_balancers[0].load_balancer_name == balancer.id


def test_groups_without_egress_rules_differ_from_groups_with_none() -> None:
    topology = read_template(
        VPC
        + """
Default: {Type: AWS::EC2::SecurityGroup, Properties: {VpcId: !Ref Vpc, GroupDescription: g}}
Closed: {Type: AWS::EC2::SecurityGroup, Properties: {VpcId: !Ref Vpc, GroupDescription: g, SecurityGroupEgress: []}}
"""
    )
    groups = {g.id: g.security_group_egress for g in topology.all(SecurityGroup)}
    assert groups == {"Default": None, "Closed": ()}
    assert [(u.resource, u.property) for u in topology.unresolved] == [("Closed", "security_group_egress")]


def test_what_leaves_a_group_with_an_empty_list_of_outbound_rules_is_not_known() -> None:
    topology = read_template(
        VPC
        + """
A: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24, AvailabilityZone: us-east-1a}}
B: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24, AvailabilityZone: us-east-1b}}
Closed: {Type: AWS::EC2::SecurityGroup, Properties: {VpcId: !Ref Vpc, GroupDescription: g, SecurityGroupEgress: []}}
Open: {Type: AWS::EC2::SecurityGroup, Properties: {VpcId: !Ref Vpc, GroupDescription: g, SecurityGroupIngress: [{IpProtocol: -1, CidrIp: 0.0.0.0/0}]}}
From: {Type: AWS::EC2::NetworkInterface, Properties: {SubnetId: !Ref A, GroupSet: [!Ref Closed]}}
To: {Type: AWS::EC2::NetworkInterface, Properties: {SubnetId: !Ref B, GroupSet: [!Ref Open]}}
"""
    )
    assert trace(topology, "From", "To", "tcp", 443)["verdict"] == "unknown"
    again = read([Input("again.yaml", write(topology, "cloudformation").content)])
    assert again.resources["Closed"] == topology.resources["Closed"]
    assert again.unresolved == topology.unresolved


def test_the_default_group_and_acl_of_a_vpc_are_records_with_their_first_rules() -> None:
    topology = read_template(
        VPC
        + """
Sg: {Type: AWS::EC2::SecurityGroupIngress,
     Properties: {GroupId: !GetAtt Vpc.DefaultSecurityGroup, IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 0.0.0.0/0}}
Deny: {Type: AWS::EC2::NetworkAclEntry, Properties: {NetworkAclId: !GetAtt Vpc.DefaultNetworkAcl, RuleNumber: 10, Protocol: -1,
       RuleAction: deny, CidrBlock: 198.51.100.0/24}}
"""
    )
    group = topology.get(SecurityGroup, "Vpc.DefaultSecurityGroup")
    assert group and group.default and group.vpc_id == "Vpc"
    assert [r.referenced_group_id or r.cidr_ipv4 for r in group.security_group_ingress] == [group.id, "0.0.0.0/0"]
    acl = topology.get(NetworkAcl, "Vpc.DefaultNetworkAcl")
    assert acl and sorted(e.rule_number for e in acl.entries) == [10, 100, 100]


@pytest.mark.parametrize(
    ("cluster", "service", "launch_type"),
    [
        ("", "LaunchType: FARGATE", "FARGATE"),
        ("", "LaunchType: EC2", "EC2"),
        ("", "CapacityProviderStrategy: [{CapacityProvider: FARGATE_SPOT, Weight: 1}]", "FARGATE"),
        ("", "CapacityProviderStrategy: [{CapacityProvider: my-instances}]", "EC2"),
        ("DefaultCapacityProviderStrategy: [{CapacityProvider: FARGATE}]", "DesiredCount: 1", "FARGATE"),
        ("", "LaunchType: MANAGED_INSTANCES", "MANAGED_INSTANCES"),
        ("DefaultCapacityProviderStrategy: [{CapacityProvider: my-instances}]", "TaskDefinition: !Ref Task", "EC2"),
        ("", "TaskDefinition: !Ref Either", "EC2"),
        ("", "TaskDefinition: !Ref Task", None),
        ("CapacityProviders: [FARGATE, FARGATE_SPOT]", "TaskDefinition: !Ref Task", None),
        ("", "DesiredCount: 1", "EC2"),
    ],
)
def test_what_says_that_a_service_runs_on_fargate(cluster: str, service: str, launch_type: str | None) -> None:
    topology = read_template(
        TASK
        + TASK.replace("Task:", "Either:").replace("[FARGATE]", "[EC2, FARGATE]")
        + f"Cluster: {{Type: AWS::ECS::Cluster, Properties: {{{cluster}}}}}\n"
        f"Web: {{Type: AWS::ECS::Service, Properties: {{Cluster: !Ref Cluster, {service}}}}}"
    )
    web = topology.get(Service, "Web")
    assert web and web.launch_type == launch_type
    assert topology.unresolved == ()


def test_that_a_template_creates_a_service_after_its_listener_is_not_judged_and_said() -> None:
    service = "Web: {Type: AWS::ECS::Service, Properties: {LoadBalancers: [%s]}, DeletionPolicy: Retain}"
    for balanced, told in (("{TargetGroupArn: 'arn:aws:elasticloadbalancing:targets'}", {"LB014"}), ("", set())):
        unknown = check(read_template(service % balanced))["coverage"]["unknown"]
        assert {u["rule"] for u in unknown if "DependsOn" in u["because"]} == told


def test_capacity_providers_may_stand_in_a_resource_of_their_own() -> None:
    topology = read_template("""
Cluster: {Type: AWS::ECS::Cluster}
Web: {Type: AWS::ECS::Service, Properties: {Cluster: !Ref Cluster}}
Providers:
  Type: AWS::ECS::ClusterCapacityProviderAssociations
  Properties: {Cluster: !Ref Cluster, CapacityProviders: [FARGATE], DefaultCapacityProviderStrategy: [{CapacityProvider: FARGATE}]}
""")
    assert topology.all(Cluster)[0].default_capacity_providers == ("FARGATE",)
    assert topology.all(Service)[0].launch_type == "FARGATE"


def test_a_service_whose_cluster_is_elsewhere_may_run_on_anything() -> None:
    topology = read_template("Web: {Type: AWS::ECS::Service, Properties: {Cluster: elsewhere}}")
    assert topology.all(Service)[0].launch_type is None
    assert topology.is_unresolved("Web", "launch_type")


def test_a_task_definition_for_fargate_takes_the_cluster_elsewhere_for_one_of_fargate() -> None:
    topology = read_template(
        TASK + "Web: {Type: AWS::ECS::Service, Properties: {Cluster: elsewhere, TaskDefinition: !Ref Task}}"
    )
    assert topology.all(Service)[0].launch_type is None and not topology.is_unresolved("Web", "launch_type")
    assert any("Web" in a and "launch type" in a for a in check(topology)["assumptions"])


def test_a_task_definition_that_fargate_cannot_run_does_not_run_there() -> None:
    topology = read_template(
        TASK.replace("awsvpc", "bridge").replace("[FARGATE]", "[EC2]")
        + "Web: {Type: AWS::ECS::Service, Properties: {Cluster: elsewhere, TaskDefinition: !Ref Task}}"
    )
    assert topology.all(Service)[0].launch_type == "EC2"


def test_a_default_strategy_that_is_not_known_leaves_open_what_the_services_run_on() -> None:
    topology = read_template(
        TASK
        + "Cluster: {Type: AWS::ECS::Cluster, Properties: {DefaultCapacityProviderStrategy: !ImportValue strategy}}\n"
        + "Web: {Type: AWS::ECS::Service, Properties: {Cluster: !Ref Cluster, TaskDefinition: !Ref Task}}"
    )
    assert topology.is_unresolved("Web", "launch_type")
    again = read([Input("again.yaml", write(topology, "cloudformation").content)])
    assert again.resources == topology.resources and again.unresolved == topology.unresolved


def test_a_service_finds_its_cluster_by_name() -> None:
    topology = read_template(
        "Cluster: {Type: AWS::ECS::Cluster, Properties: {ClusterName: main}}\n"
        "Web: {Type: AWS::ECS::Service, Properties: {Cluster: main, LaunchType: FARGATE}}"
    )
    assert topology.all(Service)[0].cluster == "Cluster"


@pytest.mark.parametrize(
    ("cluster", "task"),
    [
        ("!Ref Cluster", "!Ref Task"),
        ("!Sub 'arn:aws:ecs:${AWS::Region}:${AWS::AccountId}:cluster/${Cluster}'", "orders"),
        (
            "!Sub 'arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:cluster/main'",
            "!GetAtt Task.TaskDefinitionArn",
        ),
        (
            "!Join ['/', [!Sub 'arn:aws:ecs:${AWS::Region}:1:cluster', !Ref Cluster]]",
            "arn:aws:ecs:us-east-1:1:task-definition/orders",
        ),
    ],
)
def test_a_schedule_finds_its_cluster_and_task_definition_by_names_and_arns(cluster: str, task: str) -> None:
    topology = read_template(
        "Cluster: {Type: AWS::ECS::Cluster, Properties: {ClusterName: main}}\n"
        "Task: {Type: AWS::ECS::TaskDefinition, Properties: {Family: orders}}\n"
        "Night:\n  Type: AWS::Scheduler::Schedule\n  Properties:\n    ScheduleExpression: rate(1 day)\n    Target:\n"
        f"      Arn: {cluster}\n      EcsParameters: {{LaunchType: FARGATE, TaskDefinitionArn: {task}}}\n"
    )
    (scheduled,) = topology.all(ScheduledTask)
    assert (scheduled.cluster, scheduled.task_definition) == ("Cluster", "Task")
    again = read([Input("again.yaml", write(topology, "cloudformation").content)])
    assert again.resources == topology.resources and again.unresolved == topology.unresolved


def test_a_revision_or_a_family_of_several_definitions_is_none_of_the_template() -> None:
    topology = read_template(
        "One: {Type: AWS::ECS::TaskDefinition, Properties: {Family: twice}}\n"
        "Two: {Type: AWS::ECS::TaskDefinition, Properties: {Family: twice}}\n"
        "Three: {Type: AWS::ECS::TaskDefinition, Properties: {Family: once}}\n"
        "A: {Type: AWS::ECS::Service, Properties: {LaunchType: FARGATE, TaskDefinition: twice}}\n"
        "B: {Type: AWS::ECS::Service, Properties: {LaunchType: FARGATE, TaskDefinition: 'once:4'}}\n"
    )
    assert all(
        s.task_definition is None and topology.is_unresolved(s.id, "task_definition") for s in topology.all(Service)
    )


PLACED = """
Cluster: {Type: AWS::ECS::Cluster}
A: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
"""


@pytest.mark.parametrize(
    ("type", "properties"),
    [
        ("AWS::ECS::Service", "NetworkConfiguration: {AwsvpcConfiguration: {Subnets: [!Ref A]}}"),
        ("AWS::ECS::TaskSet", "NetworkConfiguration: {AwsVpcConfiguration: {Subnets: [!Ref A]}}"),
        (
            "AWS::Events::Rule",
            "Targets: [{Id: t, Arn: !GetAtt Cluster.Arn, EcsParameters: {TaskDefinitionArn: !Ref Task,"
            " NetworkConfiguration: {AwsVpcConfiguration: {Subnets: [!Ref A]}}}}]",
        ),
        (
            "AWS::Scheduler::Schedule",
            "Target: {Arn: !GetAtt Cluster.Arn, EcsParameters: {TaskDefinitionArn: !Ref Task,"
            " NetworkConfiguration: {AwsvpcConfiguration: {Subnets: [!Ref A]}}}}",
        ),
        (
            "AWS::Pipes::Pipe",
            "Source: !GetAtt Queue.Arn, RoleArn: !GetAtt Role.Arn, Target: !GetAtt Cluster.Arn, TargetParameters:"
            " {EcsTaskParameters: {TaskDefinitionArn: !Ref Task, LaunchType: FARGATE,"
            " NetworkConfiguration: {AwsvpcConfiguration: {Subnets: [!Ref A]}}}}",
        ),
    ],
)
def test_each_type_has_its_own_case_of_awsvpc(type: str, properties: str) -> None:
    topology = read_template(VPC + TASK + PLACED + f"Web: {{Type: {type}, Properties: {{{properties}}}}}")
    (workload,) = topology.all(Workload)
    assert workload.subnets == ("A",)


def test_the_wrong_case_of_awsvpc_places_nothing() -> None:
    topology = read_template(
        VPC
        + PLACED
        + "Web: {Type: AWS::ECS::Service, Properties: {NetworkConfiguration: {AwsVpcConfiguration: {Subnets: [!Ref A]}}}}"
    )
    (service,) = topology.all(Service)
    assert service.subnets == ()


def test_a_rule_with_several_targets_is_several_scheduled_tasks() -> None:
    target = "{Id: %s, Arn: !GetAtt Cluster.Arn, EcsParameters: {TaskDefinitionArn: !Ref Task}}"
    topology = read_template(
        VPC + TASK + PLACED + "Night:\n  Type: AWS::Events::Rule\n  Properties:\n    ScheduleExpression: rate(1 day)\n"
        f"    Targets: [{target % 'one'}, {target % 'two'}, {{Id: other, Arn: 'arn:aws:sqs:us-east-1:1:q'}}]"
    )
    tasks = topology.all(ScheduledTask)
    assert [(t.id, t.rule_id, t.scheduler, t.cluster) for t in tasks] == [
        ("Night.one", "Night", "events", "Cluster"), ("Night.two", "Night", "events", "Cluster"),
    ]  # fmt: skip
    assert tasks[0].launch_type is None and tasks[0].runs_on_fargate


PIPE = """
Pipe:
  Type: AWS::Pipes::Pipe
  Properties:
    Source: arn:aws:sqs:us-east-1:123456789012:orders
    RoleArn: arn:aws:iam::123456789012:role/pipes
    Target: !GetAtt Cluster.Arn
    TargetParameters:
      EcsTaskParameters:
        TaskDefinitionArn: !Ref Task
        LaunchType: FARGATE
        TaskCount: 2
        NetworkConfiguration: {AwsvpcConfiguration: {Subnets: [!Ref A], AssignPublicIp: DISABLED}}
"""


def test_a_pipe_starts_tasks() -> None:
    topology = read_template(VPC + TASK + PLACED + PIPE)
    (task,) = topology.all(ScheduledTask)
    assert (task.id, task.scheduler, task.cluster, task.task_definition, task.task_count, task.runs_on_fargate) == (
        "Pipe", "pipes", "Cluster", "Task", 2, True,
    )  # fmt: skip
    assert check(topology)["workloads"][0]["id"] == "Pipe"
    again = read([Input("again.yaml", write(topology, "cloudformation").content)])
    assert again.get(ScheduledTask, "Pipe") == task


@pytest.mark.parametrize(
    "kept",
    [
        "AWS::Events::Rule, Properties: {Targets: [{Id: a, Arn: b}]}",
        "AWS::Scheduler::Schedule, Properties: {Target: {Arn: b}}",
        "AWS::Pipes::Pipe, Properties: {Target: b, TargetParameters: {SqsQueueParameters: {}}}",
    ],
)
def test_what_starts_no_task_is_kept_as_it_is(kept: str) -> None:
    assert read_template(f"It: {{Type: {kept}}}").resources["It"].type == "OpaqueResource"


def test_an_external_controllers_service_starts_nothing_itself() -> None:
    topology = read_template("Web: {Type: AWS::ECS::Service, Properties: {DeploymentController: {Type: EXTERNAL}}}")
    assert topology.workloads == ()


def test_a_task_definition_keeps_what_the_network_needs_and_the_rest_as_it_stood() -> None:
    topology = fixture("068")
    task = topology.all(TaskDefinition)[0]
    assert task.efs_volumes[0].file_system_id
    assert task.network_mode == "awsvpc"
    topology = fixture("027")
    container = topology.all(TaskDefinition)[0].container_definitions[0]
    assert container.log_configuration and container.log_configuration.options["awslogs-region"] == "us-east-1"
    assert container.image and container.image.startswith("123456789012.dkr.ecr.us-east-1.amazonaws.com/")


def test_volumes_that_are_not_efs_stay_among_the_properties() -> None:
    topology = read_template("""
Fs: {Type: AWS::EFS::FileSystem}
Task:
  Type: AWS::ECS::TaskDefinition
  Properties: {Volumes: [{Name: scratch}, {Name: data, EFSVolumeConfiguration: {FilesystemId: !Ref Fs, RootDirectory: /}}]}
""")
    task = topology.all(TaskDefinition)[0]
    assert [(v.name, v.file_system_id) for v in task.efs_volumes] == [("data", "Fs")]
    assert task.properties == {"Volumes": [{"Name": "scratch"}]}
    assert (task.network_mode, task.requires_compatibilities) == (None, ())


def test_an_image_in_a_repository_of_the_template_is_in_the_registry_of_the_account() -> None:
    topology = read_template("""
Repo: {Type: AWS::ECR::Repository}
Task: {Type: AWS::ECS::TaskDefinition, Properties: {ContainerDefinitions: [{Image: !Sub '${Repo.RepositoryUri}:v1'}]}}
""")
    image = topology.all(TaskDefinition)[0].container_definitions[0].image
    assert image == "123456789012.dkr.ecr.us-east-1.amazonaws.com/${Repo}:v1"


def test_subnet_mappings_of_a_load_balancer_are_its_subnets() -> None:
    topology = read_template(
        VPC + PLACED + "Nlb:\n  Type: AWS::ElasticLoadBalancingV2::LoadBalancer\n"
        "  Properties: {Type: network, SubnetMappings: [{SubnetId: !Ref A, AllocationId: eipalloc-1}]}"
    )
    assert topology.all(LoadBalancer)[0].subnets == ("A",)


def test_weighted_forwards_name_all_their_target_groups() -> None:
    topology = read_template("""
One: {Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {TargetType: ip, Port: 80, Protocol: HTTP}}
Two: {Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {TargetType: ip, Port: 80, Protocol: HTTP}}
L:
  Type: AWS::ElasticLoadBalancingV2::Listener
  Properties:
    Port: 80
    DefaultActions:
      - {Type: authenticate-oidc, Order: 1}
      - {Type: forward, Order: 2, ForwardConfig: {TargetGroups: [{TargetGroupArn: !Ref One, Weight: 9}, {TargetGroupArn: !Ref Two}]}}
""")
    (listener,) = topology.all(Listener)
    assert listener.target_groups == ("One", "Two")
    assert [a["Type"] for a in listener.default_actions] == ["authenticate-oidc"]
    assert topology.all(TargetGroup)[0].target_type == "ip"


def test_a_prefix_list_of_aws_is_a_resource_of_the_network() -> None:
    topology = read_template(
        VPC
        + """
G:
  Type: AWS::EC2::SecurityGroup
  Properties:
    VpcId: !Ref Vpc
    GroupDescription: g
    SecurityGroupEgress:
      - {IpProtocol: tcp, FromPort: 443, ToPort: 443, DestinationPrefixListId: pl-63a5400a}
      - {IpProtocol: tcp, FromPort: 443, ToPort: 443, DestinationPrefixListId: pl-0123456789}
"""
    )
    assert {p.id: p.prefix_list_name for p in topology.all(PrefixList)} == {
        "pl-63a5400a": "com.amazonaws.us-east-1.s3", "pl-0123456789": None,
    }  # fmt: skip
    assert topology.is_unresolved("pl-0123456789", "entries")
    assert not topology.is_unresolved("pl-63a5400a")


def test_dhcp_options_belong_to_their_vpc() -> None:
    topology = read_template(
        VPC
        + """
Options: {Type: AWS::EC2::DHCPOptions, Properties: {DomainNameServers: [10.0.0.2, AmazonProvidedDNS], NtpServers: [10.0.0.3]}}
Join: {Type: AWS::EC2::VPCDHCPOptionsAssociation, Properties: {VpcId: !Ref Vpc, DhcpOptionsId: !Ref Options}}
"""
    )
    (vpc,) = topology.all(Vpc)
    assert vpc.dhcp_options and vpc.dhcp_options.domain_name_servers == ("10.0.0.2", "AmazonProvidedDNS")
    assert vpc.dhcp_options.properties == {"NtpServers": ["10.0.0.3"]}


def test_a_policy_of_an_endpoint_is_evaluated() -> None:
    topology = read_template(
        VPC
        + """
S3:
  Type: AWS::EC2::VPCEndpoint
  Properties:
    VpcId: !Ref Vpc
    ServiceName: !Sub com.amazonaws.${AWS::Region}.s3
    PolicyDocument: {Statement: [{Effect: Allow, Principal: '*', Action: 's3:*', Resource: !Sub 'arn:${AWS::Partition}:s3:::x/*'}]}
"""
    )
    (endpoint,) = topology.all(VpcEndpoint)
    assert endpoint.policy_document and endpoint.policy_document["Statement"][0]["Resource"] == "arn:aws:s3:::x/*"


@pytest.mark.parametrize(
    ("resource", "property", "value"),
    [
        ("{Type: AWS::EC2::VPC, Properties: {CidrBlock: banana}}", "CidrBlock", "banana"),
        ("{Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/33}}", "CidrBlock", "10.0.0.0/33"),
        ("{Type: AWS::EC2::VPC, Properties: {EnableDnsSupport: maybe}}", "EnableDnsSupport", "maybe"),
        ("{Type: AWS::EC2::Subnet, Properties: {CidrBlock: [10.0.0.0/24]}}", "CidrBlock", "10.0.0.0/24"),
        ("{Type: AWS::EC2::VPCEndpoint, Properties: {VpcEndpointType: Sideways}}", "VpcEndpointType", "Sideways"),
        ("{Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {Port: eighty}}", "Port", "eighty"),
        ("{Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {Port: 70000}}", "Port", "65535"),
        ("{Type: AWS::ECS::Service, Properties: {NetworkConfiguration: none}}", "NetworkConfiguration", "none"),
    ],
)
def test_a_value_that_a_property_cannot_have_is_refused_with_resource_property_and_line(
    resource: str, property: str, value: str
) -> None:
    with pytest.raises(ReadError) as caught:
        read_template(f"First: {{Type: AWS::S3::Bucket}}\nThing: {resource}")
    message = str(caught.value)
    assert caught.value.code == "invalid-value"
    assert caught.value.line == 3
    assert all(word in message for word in ("Thing", property, value))


@pytest.mark.parametrize(
    "peer",
    [
        "Inst: {Type: AWS::RDS::DBInstance, Properties: {Engine: aurora-mysql, DBClusterIdentifier: !Ref Peer}}\n"
        "Peer: {Type: AWS::RDS::DBCluster, Properties: {Engine: aurora-mysql, DBSubnetGroupName: !Ref Sng, VpcSecurityGroupIds: [!Ref Db]}}\n"
        "Sng: {Type: AWS::RDS::DBSubnetGroup, Properties: {SubnetIds: [!Ref A], DBSubnetGroupDescription: g}}",
        "Inst: {Type: AWS::DAX::Cluster, Properties: {SubnetGroupName: !Ref Sng, SecurityGroupIds: [!Ref Db]}}\n"
        "Sng: {Type: AWS::DAX::SubnetGroup, Properties: {SubnetIds: [!Ref A]}}",
        "Inst: {Type: AWS::RedshiftServerless::Workgroup, Properties: {SubnetIds: [!Ref A], SecurityGroupIds: [!Ref Db]}}",
        "Inst: {Type: AWS::Timestream::InfluxDBInstance, Properties: {VpcSubnetIds: [!Ref A], VpcSecurityGroupIds: [!Ref Db]}}",
        "Inst: {Type: AWS::FSx::FileSystem, Properties: {SubnetIds: [!Ref A], SecurityGroupIds: [!Ref Db], FileSystemType: LUSTRE}}",
    ],
    ids=["aurora", "dax", "redshift", "influx", "fsx"],
)
def test_what_stands_in_the_vpc_is_reached_through_its_group(peer: str) -> None:
    topology = read_template(
        VPC
        + "A: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24, AvailabilityZone: us-east-1a}}\n"
        "Own: {Type: AWS::EC2::SecurityGroup, Properties: {VpcId: !Ref Vpc, GroupDescription: g}}\n"
        "Db: {Type: AWS::EC2::SecurityGroup, Properties: {VpcId: !Ref Vpc, GroupDescription: g, SecurityGroupIngress: "
        "[{IpProtocol: tcp, FromPort: 3306, ToPort: 3306, SourceSecurityGroupId: !Ref Own}]}}\n"
        "From: {Type: AWS::EC2::NetworkInterface, Properties: {SubnetId: !Ref A, GroupSet: [!Ref Own]}}\n" + peer
    )
    assert trace(topology, "From", "Inst", "tcp", 3306)["verdict"] == "reachable"
    refused = trace(topology, "From", "Inst", "tcp", 22)
    assert [(b["cause"], b["resource"]) for b in refused["blockers"]] == [("PEER_SG_INGRESS", "Db")]
    again = read([Input("again.yaml", write(topology, "cloudformation").content)])
    assert again.resources == topology.resources


def test_an_interface_endpoint_that_does_not_say_private_dns_has_none() -> None:
    endpoint = (
        "E: {Type: AWS::EC2::VPCEndpoint, Properties: {VpcId: !Ref Vpc, ServiceName: com.amazonaws.us-east-1.logs%s}}"
    )
    topology = read_template(VPC + endpoint % ", VpcEndpointType: Interface")
    assert topology.resources["E"].private_dns_enabled is False
    assert any("PrivateDnsEnabled" in text for text in topology.assumptions)
    asked = read_template(
        VPC + endpoint % ", VpcEndpointType: Interface, PrivateDnsEnabled: !Ref Asked",
        Parameters="Asked: {Type: String}",
    )
    assert asked.resources["E"].private_dns_enabled is None
    assert read_template(VPC + endpoint % "").resources["E"].private_dns_enabled is None


def test_a_transit_gateway_s_route_in_a_table_that_is_looked_up_may_be_one_of_the_default_table() -> None:
    topology = read_template(
        VPC
        + """
Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
Gateway: {Type: AWS::EC2::TransitGateway}
Attachment:
  Type: AWS::EC2::TransitGatewayAttachment
  Properties: {TransitGatewayId: !Ref Gateway, VpcId: !Ref Vpc, SubnetIds: [!Ref Subnet]}
Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
Association: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {RouteTableId: !Ref Table, SubnetId: !Ref Subnet}}
Default: {Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref Table, DestinationCidrBlock: 0.0.0.0/0, TransitGatewayId: !Ref Gateway}}
Lookup: {Type: Custom::Lookup, Properties: {ServiceToken: arn}}
Out:
  Type: AWS::EC2::TransitGatewayRoute
  Properties: {TransitGatewayRouteTableId: !GetAtt Lookup.Table, DestinationCidrBlock: 0.0.0.0/0, TransitGatewayAttachmentId: tgw-attach-1}
Host: {Type: AWS::EC2::Instance, Properties: {SubnetId: !Ref Subnet}}
"""
    )
    assert trace(topology, "Host", "internet", "tcp", 443)["verdict"] == "unknown"


def test_what_registers_a_service_for_discovery_is_read_and_judged() -> None:
    topology = read_template(
        VPC
        + TASK
        + """
Discovery: {Type: AWS::ServiceDiscovery::Service, Properties: {Name: app}}
Service:
  Type: AWS::ECS::Service
  Properties:
    TaskDefinition: !Ref Task
    LaunchType: FARGATE
    DesiredCount: 1001
    ServiceRegistries: [{RegistryArn: !GetAtt Discovery.Arn, ContainerName: app}]
"""
    )
    service = topology.get(Service, "Service")
    assert service is not None
    (registry,) = service.service_registries
    assert (registry.container_name, registry.container_port) == ("app", None)
    assert {"SD001", "SD002"} <= {f["rule"] for f in check(topology, remedies=False)["findings"]}
    written = write(topology, "cloudformation").content.decode()
    assert read([Input("again.yaml", written.encode())]).get(Service, "Service") == service
