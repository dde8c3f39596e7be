"""AWS snapshots: what `aws … describe-*` prints, read as a topology."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from topology.checks import EndError, check, trace
from topology.checks.what_if import what_if
from topology.model import (
    Instance,
    NatGateway,
    NetworkAcl,
    Service,
    TargetGroup,
    Topology,
    TransitGatewayAttachment,
    TransitGatewayRouteTable,
    Vpc,
    VpcBlockPublicAccessExclusion,
    VpcBlockPublicAccessOptions,
    VpcEndpoint,
    VpnConnection,
    VpnGateway,
)
from topology.readers import Input, ReadError, read, read_paths
from topology.writers import write

REGION = "eu-west-1"
ACCOUNT = "111122223333"


def arn(service: str, rest: str) -> str:
    return f"arn:aws:{service}:{REGION}:{ACCOUNT}:{rest}"


def described() -> dict[str, dict[str, Any]]:
    """A VPC with a public and a private subnet, a NAT gateway, an instance in each, and a Fargate service in the private one."""
    everywhere = [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]
    return {
        "vpcs": {"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16", "Tags": [{"Key": "Name", "Value": "main"}]}]},
        "subnets": {
            "Subnets": [
                {"SubnetId": "subnet-pub", "VpcId": "vpc-1", "CidrBlock": "10.0.0.0/24", "AvailabilityZone": f"{REGION}a"},
                {"SubnetId": "subnet-app", "VpcId": "vpc-1", "CidrBlock": "10.0.1.0/24", "AvailabilityZone": f"{REGION}a"},
            ]
        },
        "igws": {"InternetGateways": [{"InternetGatewayId": "igw-1", "Attachments": [{"State": "available", "VpcId": "vpc-1"}]}]},
        "nats": {
            "NatGateways": [
                {"NatGatewayId": "nat-1", "SubnetId": "subnet-pub", "VpcId": "vpc-1", "State": "available", "ConnectivityType": "public",
                 "NatGatewayAddresses": [{"PublicIp": "203.0.113.5", "PrivateIp": "10.0.0.5", "AllocationId": "eipalloc-1"}]}
            ]
        },
        "addresses": {"Addresses": [{"AllocationId": "eipalloc-1", "PublicIp": "203.0.113.5"}]},
        "tables": {
            "RouteTables": [
                {"RouteTableId": "rtb-pub", "VpcId": "vpc-1", "Associations": [{"RouteTableAssociationId": "a1", "SubnetId": "subnet-pub"}],
                 "Routes": [{"DestinationCidrBlock": "10.0.0.0/16", "GatewayId": "local", "State": "active"},
                            {"DestinationCidrBlock": "0.0.0.0/0", "GatewayId": "igw-1", "State": "active"}]},
                {"RouteTableId": "rtb-main", "VpcId": "vpc-1", "Associations": [{"RouteTableAssociationId": "a2", "Main": True}],
                 "Routes": [{"DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": "nat-1", "State": "active"}]},
            ]
        },
        "groups": {
            "SecurityGroups": [
                {"GroupId": "sg-open", "GroupName": "open", "VpcId": "vpc-1", "IpPermissions": [], "IpPermissionsEgress": everywhere}
            ]
        },
        "instances": {
            "Reservations": [
                {"Instances": [
                    {"InstanceId": "i-app", "SubnetId": "subnet-app", "PrivateIpAddress": "10.0.1.9", "State": {"Name": "running"},
                     "SecurityGroups": [{"GroupId": "sg-open"}]},
                    {"InstanceId": "i-gone", "State": {"Name": "terminated"}},
                ]}
            ]
        },
        "services": {
            "services": [
                {"serviceArn": arn("ecs", "service/c/web"), "serviceName": "web", "clusterArn": arn("ecs", "cluster/c"), "launchType": "FARGATE",
                 "taskDefinition": arn("ecs", "task-definition/web:3"), "platformVersion": "LATEST", "desiredCount": 2,
                 "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-app"], "securityGroups": ["sg-open"], "assignPublicIp": "DISABLED"}}}
            ]
        },
        "clusters": {"clusters": [{"clusterArn": arn("ecs", "cluster/c"), "clusterName": "c"}]},
        "definitions": {
            "taskDefinition": {
                "taskDefinitionArn": arn("ecs", "task-definition/web:3"), "family": "web", "networkMode": "awsvpc",
                "requiresCompatibilities": ["FARGATE"],
                "containerDefinitions": [{"name": "web", "image": f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com/web:1", "portMappings": [{"containerPort": 80}]}],
            }
        },
    }  # fmt: skip


def inputs(lists: dict[str, dict[str, Any]]) -> list[Input]:
    return [Input(f"{name}.json", json.dumps(value).encode()) for name, value in lists.items()]


def test_the_region_is_that_of_the_zones() -> None:
    assert read(inputs(described())).region == REGION


def test_the_id_of_a_zone_is_kept_and_is_not_written_beside_its_name() -> None:
    lists = described()
    for subnet in lists["subnets"]["Subnets"]:
        subnet["AvailabilityZoneId"] = "euw1-az3"
    topology = read(inputs(lists))
    (service,) = topology.all(Service)
    report = what_if(topology, ["euw1-az3"])
    assert [(w["id"], w["status"]) for w in report["workloads"]] == [(service.id, "down")]
    assert "AvailabilityZoneId" not in write(topology, "cloudformation").content.decode()


def test_a_subnet_without_an_association_uses_the_main_route_table() -> None:
    report = trace(read(inputs(described())), "i-app", "8.8.8.8", "tcp", 443)
    assert report["verdict"] == "reachable"
    assert [h["resource"] for h in report["path"]] == ["i-app", "sg-open", "rtb-main", "nat-1", "igw-1"]


def test_without_the_main_route_table_where_a_subnet_sends_is_not_known() -> None:
    lists = described()
    del lists["tables"]["RouteTables"][1]
    topology = read(inputs(lists))
    assert trace(topology, "i-app", "8.8.8.8", "tcp", 443)["verdict"] == "unknown"
    assert {(u.resource, u.property) for u in topology.unresolved} >= {("subnet-app", "route_table_id")}


def test_a_route_whose_target_is_not_in_the_snapshot_still_takes_its_destinations() -> None:
    lists = described()
    lists["tables"]["RouteTables"][1]["Routes"].append(
        {"DestinationCidrBlock": "8.8.0.0/16", "TransitGatewayId": "tgw-elsewhere", "State": "active"}
    )
    topology = read(inputs(lists))
    assert trace(topology, "i-app", "8.8.8.8", "tcp", 443)["verdict"] == "unknown"
    assert trace(topology, "i-app", "9.9.9.9", "tcp", 443)["verdict"] == "reachable"


def test_a_route_to_a_prefix_list_without_entries_may_take_what_the_default_route_has() -> None:
    lists = described()
    lists["tables"]["RouteTables"][1]["Routes"].append(
        {"DestinationPrefixListId": "pl-0123", "TransitGatewayId": "tgw-elsewhere", "State": "active"}
    )
    topology = read(inputs(lists))
    assert trace(topology, "i-app", "8.8.8.8", "tcp", 443)["verdict"] == "unknown"
    assert trace(topology, "i-app", "internet", "tcp", 443)["verdict"] == "reachable"
    assert trace(topology, "i-app", "s3", "tcp", 443)["verdict"] == "reachable"


def test_a_rule_of_a_prefix_list_without_entries_is_open_at_its_own_port_only() -> None:
    lists = described()
    rule = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "PrefixListIds": [{"PrefixListId": "pl-0123"}]}
    lists["groups"]["SecurityGroups"][0]["IpPermissionsEgress"] = [rule]
    topology = read(inputs(lists))
    assert trace(topology, "i-app", "8.8.8.8", "tcp", 443)["verdict"] == "unknown"
    assert trace(topology, "i-app", "8.8.8.8", "tcp", 80)["verdict"] == "blocked"


def test_an_instance_that_is_not_described_is_known_by_its_interfaces() -> None:
    lists = described()
    del lists["instances"]
    interface = {
        "NetworkInterfaceId": "eni-1", "SubnetId": "subnet-app", "PrivateIpAddress": "10.0.1.9", "Groups": [{"GroupId": "sg-open"}],
        "Attachment": {"InstanceId": "i-app"},
    }  # fmt: skip
    topology = read(inputs({**lists, "interfaces": {"NetworkInterfaces": [interface]}}))
    assert trace(topology, "i-app", "8.8.8.8", "tcp", 443)["verdict"] == "reachable"


def test_the_elastic_ip_of_a_secondary_address_is_an_address_of_the_interface() -> None:
    lists = described()
    interface = {
        "NetworkInterfaceId": "eni-1", "SubnetId": "subnet-pub", "PrivateIpAddress": "10.0.0.9", "Groups": [{"GroupId": "sg-open"}],
        "PrivateIpAddresses": [
            {"Primary": True, "PrivateIpAddress": "10.0.0.9"},
            {"Primary": False, "PrivateIpAddress": "10.0.0.10", "Association": {"PublicIp": "203.0.113.9", "AllocationId": "eipalloc-2"}},
        ],
    }  # fmt: skip
    lists["groups"]["SecurityGroups"][0]["IpPermissions"] = [
        {"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
    ]
    topology = read(inputs({**lists, "interfaces": {"NetworkInterfaces": [interface]}}))
    assert trace(topology, "internet", "203.0.113.9", "tcp", 443)["verdict"] == "reachable"
    assert trace(topology, "eni-1", "8.8.8.8", "tcp", 443)["verdict"] == "reachable"


def test_an_edge_route_table_is_that_of_its_gateway() -> None:
    lists = described()
    edge = {"RouteTableAssociationId": "a3", "GatewayId": "igw-1"}
    route = {"DestinationCidrBlock": "10.0.0.0/24", "GatewayId": "vpce-1", "State": "active"}
    lists["tables"]["RouteTables"].append(
        {"RouteTableId": "rtb-edge", "VpcId": "vpc-1", "Associations": [edge], "Routes": [route]}
    )
    endpoint = {
        "VpcEndpointId": "vpce-1",
        "VpcId": "vpc-1",
        "VpcEndpointType": "GatewayLoadBalancer",
        "ServiceName": "x",
        "State": "available",
    }
    lists["endpoints"] = {"VpcEndpoints": [endpoint]}
    report = trace(read(inputs(lists)), "i-app", "8.8.8.8", "tcp", 443)
    assert report["verdict"] == "unknown", "the replies to the NAT gateway pass the firewall"


def test_a_route_to_what_is_gone_is_a_black_hole() -> None:
    lists = described()
    (route,) = lists["tables"]["RouteTables"][1]["Routes"]
    route.update(NatGatewayId="nat-gone", State="blackhole")
    report = trace(read(inputs(lists)), "i-app", "8.8.8.8", "tcp", 443)
    assert [(b["cause"], b["resource"]) for b in report["blockers"]] == [("BLACKHOLE_ROUTE", "rtb-main")]


@pytest.mark.parametrize(("state", "ids"), [("available", ["vpce-1"]), ("deleted", []), ("Rejected", [])])
def test_an_endpoint_that_is_gone_answers_nobody(state: str, ids: list[str]) -> None:
    endpoint = {
        "VpcEndpointId": "vpce-1",
        "VpcId": "vpc-1",
        "VpcEndpointType": "Interface",
        "ServiceName": "x",
        "State": state,
    }
    assert [e.id for e in read(inputs({**described(), "e": {"VpcEndpoints": [endpoint]}})).all(VpcEndpoint)] == ids


def test_a_service_that_is_being_deleted_runs_nothing() -> None:
    for status in ("INACTIVE", "DRAINING"):
        lists = described()
        lists["services"]["services"][0]["status"] = status
        assert read(inputs(lists)).all(Service) == ()


def test_the_task_sets_of_a_service_that_others_deploy_are_what_runs() -> None:
    lists = described()
    (service,) = lists["services"]["services"]
    sets = [
        {"taskSetArn": arn("ecs", f"task-set/c/web/{n}"), "id": f"ecs-svc/{n}", "status": status, "launchType": "FARGATE",
         "taskDefinition": service["taskDefinition"], "networkConfiguration": service["networkConfiguration"]}
        for n, status in enumerate(("PRIMARY", "ACTIVE", "DRAINING"))
    ]  # fmt: skip
    placed = {k: service[k] for k in ("serviceArn", "serviceName", "clusterArn")}
    lists["services"]["services"] = [{**placed, "deploymentController": {"type": "EXTERNAL"}, "taskSets": sets}]
    topology = read(inputs(lists))
    assert [w.id.rpartition("/")[2] for w in topology.workloads] == ["0", "1"]
    assert check(topology)["workloads"][0]["flows"][0]["verdict"] == "reachable"
    lists["services"]["services"] = [{**service, "deploymentController": {"type": "CODE_DEPLOY"}, "taskSets": sets}]
    assert [w.id for w in read(inputs(lists)).workloads] == [service["serviceArn"]]


def test_the_prefix_list_of_s3_is_known_by_its_id() -> None:
    lists = described()
    to_s3 = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "PrefixListIds": [{"PrefixListId": "pl-6da54004"}]}
    lists["groups"]["SecurityGroups"][0]["IpPermissionsEgress"] = [to_s3]
    flows = {(f["flow"], f["to"]): f["verdict"] for f in check(read(inputs(lists)))["workloads"][0]["flows"]}
    assert (flows["image-pull", "s3"], flows["ecr-auth", "ecr.api"]) == ("reachable", "blocked")


def test_a_terminated_instance_is_not_there() -> None:
    topology = read(inputs(described()))
    assert [i.id for i in topology.all(Instance)] == ["i-app"]
    for ends in (("i-gone", "i-app"), ("i-app", "i-gone")):
        with pytest.raises(EndError, match=r"i-gone is no end: Terminated instances .* left out: i-gone\."):
            trace(topology, *ends, "tcp", 443)


def test_the_final_deny_of_an_acl_is_no_entry_and_an_allow_above_it_is_a_wrong_one() -> None:
    lists = described()
    numbers = (
        (100, "allow", "CidrBlock"),
        (40000, "allow", "CidrBlock"),
        (32767, "deny", "CidrBlock"),
        (32768, "deny", "Ipv6CidrBlock"),
    )
    entries = [
        {"RuleNumber": n, "RuleAction": a, "Egress": False, "Protocol": "-1", f: "::/0" if "6" in f else "0.0.0.0/0"} for n, a, f in numbers
    ]  # fmt: skip
    lists["acls"] = {"NetworkAcls": [{"NetworkAclId": "acl-1", "VpcId": "vpc-1", "Entries": entries}]}
    topology = read(inputs(lists))
    assert [e.rule_number for e in topology.all(NetworkAcl)[0].entries] == [100, 40000]
    assert [f["resource"] for f in check(topology)["findings"] if f["rule"] == "NA001"] == ["acl-1"]


def test_a_fargate_service_is_checked_with_the_region_s_endpoints() -> None:
    topology = read(inputs(described()))
    (service,) = topology.all(Service)
    flows = {f["flow"]: f["verdict"] for f in check(topology)["workloads"][0]["flows"]}
    assert service.subnets == ("subnet-app",)
    assert flows["ecr-auth"] == "reachable"


def test_dns_attributes_are_assumed_since_describe_vpcs_does_not_print_them() -> None:
    topology = read(inputs(described()))
    assert topology.all(Vpc)[0].enable_dns_hostnames
    assert any("enableDnsHostnames" in a for a in topology.assumptions)


def test_what_the_snapshot_lacks_is_unresolved() -> None:
    lists = described()
    del lists["addresses"]
    topology = read(inputs(lists))
    assert topology.all(NatGateway)[0].allocation_id is None
    assert [(u.resource, u.property) for u in topology.unresolved] == [("nat-1", "allocation_id")]


def test_registered_targets_come_from_their_health() -> None:
    group = arn("elasticloadbalancing", "targetgroup/t/1")
    lists = described() | {
        "target-groups": {
            "TargetGroups": [
                {"TargetGroupArn": group, "Port": 80, "Protocol": "TCP", "TargetType": "instance", "VpcId": "vpc-1"}
            ]
        },
        "health": {
            "LoadBalancerTargetHealth": [
                {"TargetGroupArn": group, "TargetHealthDescriptions": [{"Target": {"Id": "i-app", "Port": 8080}}]}
            ]
        },
    }
    (found,) = read(inputs(lists)).all(TargetGroup)
    assert [(t.id, t.port) for t in found.targets] == [("i-app", 8080)]


def test_a_folder_and_an_archive_read_alike(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, value in described().items():
            (tmp_path / REGION).mkdir(exist_ok=True)
            (tmp_path / REGION / f"{name}.json").write_text(json.dumps(value))
            archive.writestr(f"{REGION}/{name}.json", json.dumps(value))
    from_folder = read_paths([str(tmp_path)])
    assert from_folder == read([Input("snapshot.zip", buffer.getvalue())])


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04 no archive", "bad-archive"),
        (json.dumps({"Vpcs": [{"CidrBlock": "10.0.0.0/16"}]}).encode(), "bad-item"),
        (json.dumps({"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "banana"}]}).encode(), "bad-item"),
        (json.dumps({"Vpcs": []}).encode(), "not-a-snapshot"),
    ],
)
def test_what_cannot_be_used_gets_one_clear_error(data: bytes, code: str) -> None:
    with pytest.raises(ReadError) as caught:
        read([Input("snapshot", data)])
    assert caught.value.code == code


def blocked_account(**files: Any) -> Topology:
    return read([Input(f"{name}.json", json.dumps(value).encode()) for name, value in {**described(), **files}.items()])


BLOCKS = {
    "AwsAccountId": ACCOUNT,
    "AwsRegion": REGION,
    "State": "update-complete",
    "InternetGatewayBlockMode": "block-ingress",
}


def test_block_public_access_of_an_account_and_its_exclusions_are_read() -> None:
    excluded = [
        {"ExclusionId": f"vpcbpa-exclude-{n}", "InternetGatewayExclusionMode": "allow-bidirectional", "State": state,
         "ResourceArn": arn("ec2", resource)}
        for n, (resource, state) in enumerate(
            [("subnet/subnet-pub", "create-complete"), ("vpc/vpc-1", "delete-complete"), ("vpc/vpc-elsewhere", "create-complete")]
        )
    ]  # fmt: skip
    topology = blocked_account(
        bpa={"VpcBlockPublicAccessOptions": BLOCKS}, exclusions={"VpcBlockPublicAccessExclusions": excluded}
    )
    (options,) = topology.all(VpcBlockPublicAccessOptions)
    assert options.internet_gateway_block_mode == "block-ingress"
    assert [(e.vpc_id, e.subnet_id) for e in topology.all(VpcBlockPublicAccessExclusion)] == [(None, "subnet-pub")]


def test_subnets_say_of_themselves_what_is_blocked_where_the_setting_is_not_in_the_snapshot() -> None:
    subnets = described()["subnets"]["Subnets"]
    for subnet, mode in zip(subnets, ("off", "block-bidirectional"), strict=True):
        subnet["BlockPublicAccessStates"] = {"InternetGatewayBlockMode": mode}
    topology = blocked_account(subnets={"Subnets": subnets})
    (options,) = topology.all(VpcBlockPublicAccessOptions)
    assert options.internet_gateway_block_mode == "block-bidirectional"
    assert [e.subnet_id for e in topology.all(VpcBlockPublicAccessExclusion)] == ["subnet-pub"]


def hybrid() -> dict[str, dict[str, Any]]:
    """A VPC on a transit gateway with a VPN, and on a virtual private gateway of its own, as the AWS CLI prints them."""
    vgw = [{"State": "attached", "VpcId": "vpc-1"}]
    tables = described()["tables"]["RouteTables"]
    tables[1]["PropagatingVgws"] = [{"GatewayId": "vgw-1"}]
    tables[1]["Routes"] += [
        {
            "DestinationCidrBlock": "192.168.0.0/16",
            "GatewayId": "vgw-1",
            "Origin": "EnableVgwRoutePropagation",
            "State": "active",
        },
        {"DestinationCidrBlock": "172.16.0.0/12", "TransitGatewayId": "tgw-1", "State": "active"},
        {"DestinationCidrBlock": "10.9.0.0/16", "TransitGatewayId": "tgw-1", "State": "active"},
    ]
    ends = [("tgw-attach-1", "vpc", "vpc-1"), ("tgw-attach-2", "vpn", "vpn-2"), ("tgw-attach-3", "peering", "tgw-9")]
    association = {"TransitGatewayRouteTableId": "tgw-rtb-0a1b", "State": "associated"}
    routes = [
        ("10.0.0.0/16", "tgw-attach-1", "propagated"),
        ("172.16.0.0/12", "tgw-attach-2", "propagated"),
        ("10.9.0.0/16", "tgw-attach-3", "static"),
    ]
    return {
        **described(),
        "tables": {"RouteTables": tables},
        "vgws": {"VpnGateways": [{"VpnGatewayId": "vgw-1", "VpcAttachments": vgw}]},
        "vpns": {
            "VpnConnections": [
                {"VpnConnectionId": "vpn-1", "VpnGatewayId": "vgw-1", "State": "available", "Options": {"StaticRoutesOnly": True},
                 "Routes": [{"DestinationCidrBlock": "192.168.0.0/16", "State": "available"}]},
                {"VpnConnectionId": "vpn-2", "TransitGatewayId": "tgw-1", "State": "available", "Options": {"StaticRoutesOnly": False}},
                {"VpnConnectionId": "vpn-3", "VpnGatewayId": "vgw-1", "State": "deleted"},
            ]
        },
        "tgws": {"TransitGateways": [{"TransitGatewayId": "tgw-1", "Options": {"SecurityGroupReferencingSupport": "enable"}}]},
        "attachments": {
            "TransitGatewayAttachments": [
                {"TransitGatewayAttachmentId": i, "TransitGatewayId": "tgw-1", "ResourceType": kind, "ResourceId": of, "State": "available",
                 "Association": association}
                for i, kind, of in ends
            ]
        },
        "vpc-attachments": {
            "TransitGatewayVpcAttachments": [
                {"TransitGatewayAttachmentId": "tgw-attach-1", "TransitGatewayId": "tgw-1", "VpcId": "vpc-1", "SubnetIds": ["subnet-app"],
                 "State": "available", "Options": {"ApplianceModeSupport": "enable"}}
            ]
        },
        "tgw-tables": {"TransitGatewayRouteTables": [{"TransitGatewayRouteTableId": "tgw-rtb-0a1b", "TransitGatewayId": "tgw-1", "State": "available"}]},
        "routes-of-tgw-rtb-0a1b": {
            "Routes": [
                {"DestinationCidrBlock": cidr, "Type": kind, "State": "active", "TransitGatewayAttachments": [{"TransitGatewayAttachmentId": to}]}
                for cidr, to, kind in routes
            ]
        },
    }  # fmt: skip


def read_files(files: dict[str, dict[str, Any]]) -> Topology:
    return read([Input(f"{name}.json", json.dumps(value).encode()) for name, value in files.items()])


def test_vpns_and_transit_gateways_are_read_with_the_routes_that_they_bring() -> None:
    topology = read_files(hybrid())
    assert [(u.resource, u.property) for u in topology.unresolved] == [("tgw-attach-3", "peer_transit_gateway_id")]
    assert topology.dangling() == []
    (gateway,) = topology.all(VpnGateway)
    assert [(p.route_table_ids, p.listed) for p in gateway.propagations] == [(("rtb-main",), True)]
    assert [(c.id, c.vpn_gateway_id, c.static_routes_only) for c in topology.all(VpnConnection)] == [
        ("vpn-1", "vgw-1", True), ("vpn-2", None, False), ("vpn-3", None, False),
    ]  # fmt: skip
    (table,) = topology.all(TransitGatewayRouteTable)
    assert [r.propagated for r in table.routes] == [True, True, False]
    assert len(table.associations) == 3
    kinds = {a.resource_type: a for a in topology.all(TransitGatewayAttachment)}
    assert kinds["vpc"].subnet_ids == ("subnet-app",)
    assert kinds["vpc"].appliance_mode_support == "enable"


def test_what_a_snapshot_lists_decides_what_lies_behind_a_vpn() -> None:
    topology = read_files(hybrid())

    def ask(address: str) -> str:
        return str(trace(topology, "i-app", address, "tcp", 443)["verdict"])

    assert (ask("192.168.7.9"), ask("172.16.0.9"), ask("10.9.0.9")) == ("reachable", "reachable", "unknown")


def test_a_transit_gateways_routes_that_no_file_holds_are_unresolved() -> None:
    files = hybrid()
    del files["routes-of-tgw-rtb-0a1b"]
    del files["vpc-attachments"]
    found = {(u.resource, u.property) for u in read_files(files).unresolved if u.property != "peer_transit_gateway_id"}
    assert found == {("tgw-rtb-0a1b", "routes"), ("tgw-rtb-0a1b", "propagations"), ("tgw-attach-1", "subnet_ids")}
    assert trace(read_files(files), "i-app", "172.16.0.9", "tcp", 443)["verdict"] == "unknown"


def test_loose_files_of_a_snapshot_are_read_as_their_folder_is(tmp_path: Path) -> None:
    files = {
        "vpcs.json": {"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16"}]},
        "zones.json": {"AvailabilityZones": [{"ZoneName": "us-east-1a"}]},
        "other.json": {"CarrierGateways": [{"CarrierGatewayId": "cagw-1"}]},
    }
    for name, value in files.items():
        (tmp_path / name).write_text(json.dumps(value))
    loose = read_paths([str(tmp_path / name) for name in files])
    folder = read_paths([str(tmp_path)])
    assert loose.resources == folder.resources
    assert any("CarrierGateways" in text for text in loose.assumptions)


def test_a_list_that_says_nothing_of_a_network_is_refused_alone(tmp_path: Path) -> None:
    (tmp_path / "zones.json").write_text(json.dumps({"AvailabilityZones": []}))
    with pytest.raises(ReadError) as caught:
        read_paths([str(tmp_path / "zones.json")])
    assert caught.value.code == "not-a-template"
