"""Snapshots of several accounts and Regions, in folders and archives; pages that are missing; archives that mean harm."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from topology.checks import check, trace
from topology.model import PrefixList, Service, StandaloneTask, Topology, TransitGatewayRouteTable, Vpc
from topology.readers import Input, ReadError, read, read_paths
from topology.readers.snapshot import files

HERE, THERE = "111122223333", "444455556666"
OPEN = [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]
Files = dict[str, Any]


def network_of(letter: str, second: int, region: str, owner: str, routes: list[dict[str, Any]] | None = None) -> Files:
    """A VPC `vpc-LETTER` with one subnet, a table, an open group and an instance, as the AWS CLI prints them."""
    vpc, subnet = f"vpc-{letter}", f"subnet-{letter}"
    cidr = f"10.{second}.0.0/16"
    return {
        "describe-vpcs.json": {"Vpcs": [{"VpcId": vpc, "CidrBlock": cidr, "OwnerId": owner}]},
        "describe-subnets.json": {
            "Subnets": [{"SubnetId": subnet, "VpcId": vpc, "CidrBlock": f"10.{second}.0.0/24", "AvailabilityZone": f"{region}a"}]
        },
        "describe-route-tables.json": {
            "RouteTables": [{"RouteTableId": f"rtb-{letter}", "VpcId": vpc, "Routes": routes or [],
                             "Associations": [{"RouteTableAssociationId": f"a-{letter}", "SubnetId": subnet}]}]
        },
        "describe-security-groups.json": {
            "SecurityGroups": [{"GroupId": f"sg-{letter}", "GroupName": "open", "VpcId": vpc, "IpPermissions": OPEN, "IpPermissionsEgress": OPEN}]
        },
        "describe-instances.json": {
            "Reservations": [{"Instances": [{"InstanceId": f"i-{letter}", "SubnetId": subnet, "PrivateIpAddress": f"10.{second}.0.9",
                                             "State": {"Name": "running"}, "SecurityGroups": [{"GroupId": f"sg-{letter}"}]}]}]
        },
    }  # fmt: skip


def save(folder: Path, place: str, found: Files) -> None:
    (folder / place).mkdir(parents=True, exist_ok=True)
    for name, value in found.items():
        (folder / place / name).write_text(json.dumps(value))


def peered(folder: Path) -> None:
    """Two VPCs of two accounts in two Regions, peered, with routes both ways; either account prints the connection."""
    sides = [("a", 1, "us-east-1", HERE, 2), ("b", 2, "eu-west-1", THERE, 1)]
    info = [{"VpcId": f"vpc-{x}", "Region": region, "OwnerId": owner} for x, _n, region, owner, _m in sides]
    connection = {
        "VpcPeeringConnectionId": "pcx-1",
        "RequesterVpcInfo": info[0],
        "AccepterVpcInfo": info[1],
        "Status": {"Code": "active"},
    }
    for letter, second, region, owner, other in sides:
        route = {"DestinationCidrBlock": f"10.{other}.0.0/16", "VpcPeeringConnectionId": "pcx-1", "State": "active"}
        save(folder, f"{owner}/{region}", network_of(letter, second, region, owner, [route]))
        save(folder, f"{owner}/{region}", {"peering.json": {"VpcPeeringConnections": [connection]}})


def test_a_peering_between_accounts_and_regions_joins_their_networks(tmp_path: Path) -> None:
    peered(tmp_path)
    topology = read_paths([str(tmp_path)])
    assert trace(topology, "i-a", "i-b", "tcp", 443)["verdict"] == "reachable"
    assert trace(topology, "i-b", "i-a", "tcp", 443)["verdict"] == "reachable"


def test_each_vpc_of_another_region_or_account_says_so(tmp_path: Path) -> None:
    peered(tmp_path)
    topology = read_paths([str(tmp_path)])
    found = {v.id: (topology.region_of(v.id), v.owner_id) for v in topology.all(Vpc)}
    assert found == {"vpc-a": ("us-east-1", HERE), "vpc-b": ("eu-west-1", THERE)}
    assert any("another Region is judged by its own" in a for a in topology.assumptions)


def test_a_snapshot_of_one_region_has_vpcs_that_say_nothing_of_it(tmp_path: Path) -> None:
    save(tmp_path, f"{HERE}/eu-west-1", network_of("a", 1, "eu-west-1", HERE))
    topology = read_paths([str(tmp_path)])
    assert topology.region == "eu-west-1"
    assert [(v.region, v.owner_id) for v in topology.all(Vpc)] == [(None, None)]


def test_a_region_and_an_account_are_taken_from_the_folder_where_nothing_else_says_them(tmp_path: Path) -> None:
    for letter, region, account in (("a", "us-east-1", HERE), ("b", "ap-south-1", THERE)):
        vpcs = {"Vpcs": [{"VpcId": f"vpc-{letter}", "CidrBlock": "10.0.0.0/16"}]}
        save(tmp_path, f"{account}/{region}", {"any name.json": vpcs})
    found = {v.id: (v.region, v.owner_id) for v in read_paths([str(tmp_path)]).all(Vpc)}
    assert found == {"vpc-a": (None, HERE), "vpc-b": ("ap-south-1", THERE)}


def with_service(folder: Path, region: str, endpoint_region: str) -> Topology:
    """A service in `region` that gets a secret by an endpoint, beside a larger network of us-east-1."""
    for n, letter in enumerate("xyz"):
        save(folder, "us-east-1", {f"{letter}-{k}": v for k, v in network_of(letter, n + 5, "us-east-1", HERE).items()})
    save(folder, region, network_of("a", 1, region, HERE))
    image = f"{HERE}.dkr.ecr.{region}.amazonaws.com/app:1"
    services = ["ecr.api", "ecr.dkr", "logs"]
    endpoints = [
        {"VpcEndpointId": f"vpce-{n}", "VpcEndpointType": "Interface", "VpcId": "vpc-a", "ServiceName": f"com.amazonaws.{endpoint_region}.{s}",
         "PrivateDnsEnabled": True, "SubnetIds": ["subnet-a"], "Groups": [{"GroupId": "sg-a"}]}
        for n, s in enumerate(services)
    ]  # fmt: skip
    endpoints.append(
        {"VpcEndpointId": "vpce-s3", "VpcEndpointType": "Gateway", "VpcId": "vpc-a", "ServiceName": f"com.amazonaws.{endpoint_region}.s3",
         "RouteTableIds": ["rtb-a"]}
    )  # fmt: skip
    arn = f"arn:aws:ecs:{region}:{HERE}"
    log = {"logDriver": "awslogs", "options": {"awslogs-group": "/app"}}
    save(folder, region, {
        "endpoints.json": {"VpcEndpoints": endpoints},
        "services.json": {"services": [
            {"serviceArn": f"{arn}:service/c/app", "serviceName": "app", "launchType": "FARGATE", "taskDefinition": f"{arn}:task-definition/app:1",
             "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-a"], "securityGroups": ["sg-a"], "assignPublicIp": "DISABLED"}}}]},
        "definition.json": {"taskDefinition": {
            "taskDefinitionArn": f"{arn}:task-definition/app:1", "networkMode": "awsvpc",
            "containerDefinitions": [{"name": "app", "image": image, "logConfiguration": log}]}},
    })  # fmt: skip
    return read_paths([str(folder)])


def test_a_service_asks_the_endpoints_of_its_own_region(tmp_path: Path) -> None:
    topology = with_service(tmp_path, "eu-west-1", "eu-west-1")
    (service,) = topology.all(Service)
    assert topology.region == "eu-west-1"  # that of the workloads, though most subnets are elsewhere
    (row,) = check(topology, remedies=False)["workloads"]
    assert row["id"] == service.id
    assert {f["verdict"] for f in row["flows"] if f["required"]} == {"reachable"}


def test_a_service_beside_the_design_s_region_asks_the_endpoints_of_its_own(tmp_path: Path) -> None:
    with_service(tmp_path, "eu-west-1", "eu-west-1")
    topology = read_paths([str(tmp_path)], region="us-east-1")
    report = check(topology, remedies=False)
    assert {f["verdict"] for f in report["workloads"][0]["flows"] if f["required"]} == {"reachable"}
    assert not [f for f in report["findings"] if f["rule"] == "EP011"]


def test_an_endpoint_of_another_region_than_its_vpc_is_of_no_use(tmp_path: Path) -> None:
    topology = with_service(tmp_path, "eu-west-1", "us-east-1")
    (row,) = check(topology, remedies=False)["workloads"]
    assert {f["verdict"] for f in row["flows"] if f["flow"] == "logs"} == {"blocked"}


def test_quotas_of_a_region_are_counted_in_each_place(tmp_path: Path) -> None:
    for n in range(6):
        region = ("us-east-1", "eu-west-1")[n % 2]
        save(tmp_path, region, {f"{n}-{k}": v for k, v in network_of(f"{n}", n, region, HERE).items()})
    assert not [f for f in check(read_paths([str(tmp_path)]), remedies=False)["findings"] if f["rule"] == "QT07"]


def test_a_subnet_that_two_accounts_share_is_read_once(tmp_path: Path) -> None:
    owner = network_of("a", 1, "us-east-1", HERE)
    save(tmp_path, HERE, owner)
    save(tmp_path, THERE, {"subnets.json": owner["describe-subnets.json"], "vpcs.json": owner["describe-vpcs.json"]})
    topology = read_paths([str(tmp_path)])
    assert [v.id for v in topology.all(Vpc)] == ["vpc-a"]
    assert topology.unresolved == ()


def attached(folder: Path, propagated: tuple[str, ...]) -> Topology:
    """Two VPCs of two accounts on one transit gateway with a route table of its own."""
    across = {"DestinationCidrBlock": "10.0.0.0/8", "TransitGatewayId": "tgw-1", "State": "active"}
    for letter, second, owner in (("a", 1, HERE), ("b", 2, THERE)):
        save(folder, f"{owner}/us-east-1", network_of(letter, second, "us-east-1", owner, [across]))
    table = "tgw-rtb-0a1b2c3d"
    attachments = [
        {"TransitGatewayAttachmentId": f"tgw-attach-{x}", "TransitGatewayId": "tgw-1", "ResourceType": "vpc", "ResourceId": f"vpc-{x}",
         "State": "available", "Association": {"TransitGatewayRouteTableId": table, "State": "associated"}}
        for x in "ab"
    ]  # fmt: skip
    options = {"DefaultRouteTableAssociation": "disable", "DefaultRouteTablePropagation": "disable"}
    place = f"{HERE}/us-east-1"
    save(folder, place, {
        "gateways.json": {"TransitGateways": [{"TransitGatewayId": "tgw-1", "Options": options}]},
        "all attachments.json": {"TransitGatewayAttachments": attachments},
        "vpc attachments.json": {"TransitGatewayVpcAttachments": [
            {"TransitGatewayAttachmentId": f"tgw-attach-{x}", "TransitGatewayId": "tgw-1", "VpcId": f"vpc-{x}", "SubnetIds": [f"subnet-{x}"],
             "State": "available"} for x in "ab"]},
        "tables.json": {"TransitGatewayRouteTables": [{"TransitGatewayRouteTableId": table, "TransitGatewayId": "tgw-1"}]},
        f"propagations of {table}.json": {"TransitGatewayRouteTablePropagations": [
            {"TransitGatewayAttachmentId": f"tgw-attach-{x}", "ResourceId": f"vpc-{x}", "State": "enabled"} for x in propagated]},
        f"routes-{table}.json": {"Routes": [
            {"DestinationCidrBlock": "10.2.0.0/16", "Type": "static", "State": "active",
             "TransitGatewayAttachments": [{"TransitGatewayAttachmentId": "tgw-attach-b", "ResourceType": "vpc"}]}]},
    })  # fmt: skip
    return read_paths([str(folder)])


def test_a_transit_gateway_joins_the_vpcs_of_two_accounts(tmp_path: Path) -> None:
    topology = attached(tmp_path, ("a",))
    (table,) = topology.all(TransitGatewayRouteTable)
    assert [a.transit_gateway_attachment_id for a in table.associations] == ["tgw-attach-a", "tgw-attach-b"]
    assert [r.destination_cidr_block for r in table.routes] == ["10.2.0.0/16"]
    assert trace(topology, "i-a", "i-b", "tcp", 443)["verdict"] == "reachable"


def test_a_route_table_to_which_nothing_propagates_has_no_way_back(tmp_path: Path) -> None:
    topology = attached(tmp_path, ("b",))
    assert trace(topology, "i-a", "i-b", "tcp", 443)["verdict"] == "blocked"


def test_entries_of_a_prefix_list_are_found_by_the_id_in_their_file_s_name(tmp_path: Path) -> None:
    lists = [{"PrefixListId": "pl-0a1b2c3d", "PrefixListName": "offices", "MaxEntries": 10, "AddressFamily": "IPv4"}]
    save(tmp_path, "", network_of("a", 1, "us-east-1", HERE))
    save(tmp_path, "", {
        "lists.json": {"PrefixLists": lists},
        "entries pl-0a1b2c3d.json": {"Entries": [{"Cidr": "192.0.2.0/24", "Description": "office"}]},
        "entries.json": {"Entries": [{"Cidr": "198.51.100.0/24"}]},
    })  # fmt: skip
    topology = read_paths([str(tmp_path)])
    assert [(p.entries, p.max_entries) for p in topology.all(PrefixList)] == [(("192.0.2.0/24",), 10)]
    assert (
        "Entries of entries.json is not read: put the id of what it is about into the file's name."
        in topology.assumptions
    )


def test_dns_attributes_are_read_where_they_are_printed(tmp_path: Path) -> None:
    save(tmp_path, "", network_of("a", 1, "us-east-1", HERE))
    for name, value in (("EnableDnsSupport", True), ("EnableDnsHostnames", False)):
        save(tmp_path, "", {f"{name}.json": {"VpcId": "vpc-a", name: {"Value": value}}})
    topology = read_paths([str(tmp_path)])
    assert [(v.enable_dns_support, v.enable_dns_hostnames) for v in topology.all(Vpc)] == [(True, False)]
    assert not any("describe-vpcs does not print" in a for a in topology.assumptions)


def test_a_task_that_runs_by_itself_is_a_workload_with_the_groups_of_its_interface(tmp_path: Path) -> None:
    save(tmp_path, "", network_of("a", 1, "us-east-1", HERE))
    arn = f"arn:aws:ecs:us-east-1:{HERE}:task/c"
    attachment = {
        "details": [{"name": "subnetId", "value": "subnet-a"}, {"name": "networkInterfaceId", "value": "eni-1"}]
    }
    task = {"launchType": "FARGATE", "lastStatus": "RUNNING", "attachments": [attachment], "platformVersion": "1.4.0"}
    save(tmp_path, "", {
        "tasks.json": {"tasks": [
            {**task, "taskArn": f"{arn}/alone", "group": "family:job"}, {**task, "taskArn": f"{arn}/of-a-service", "group": "service:app"},
        ]},
        "interfaces.json": {"NetworkInterfaces": [{"NetworkInterfaceId": "eni-1", "SubnetId": "subnet-a", "Groups": [{"GroupId": "sg-a"}]}]},
    })  # fmt: skip
    (found,) = read_paths([str(tmp_path)]).all(StandaloneTask)
    assert (found.id, found.subnets, found.security_groups) == (f"{arn}/alone", ("subnet-a",), ("sg-a",))


def test_a_missing_page_of_route_tables_leaves_open_which_table_a_subnet_uses(tmp_path: Path) -> None:
    found = network_of("a", 1, "us-east-1", HERE)
    found["describe-route-tables.json"] = {"RouteTables": [{"RouteTableId": "rtb-main", "VpcId": "vpc-a", "Associations": [{"Main": True, "RouteTableAssociationId": "m"}]}], "NextToken": "more"}  # fmt: skip
    save(tmp_path, "", found)
    topology = read_paths([str(tmp_path)])
    assert [(u.resource, u.property) for u in topology.unresolved] == [("subnet-a", "route_table_id")]
    assert any(a.startswith("RouteTables goes on after describe-route-tables.json") for a in topology.assumptions)
    assert trace(topology, "i-a", "8.8.8.8", "tcp", 443)["verdict"] == "unknown"


def test_the_last_page_closes_a_list(tmp_path: Path) -> None:
    found = network_of("a", 1, "us-east-1", HERE)
    tables = found.pop("describe-route-tables.json")
    found["tables-1.json"] = {"RouteTables": [], "NextToken": "more"}
    found["tables-2.json"] = tables
    save(tmp_path, "", found)
    topology = read_paths([str(tmp_path)])
    assert topology.unresolved == ()
    assert not any("goes on after" in a for a in topology.assumptions)


def test_what_is_not_read_is_named(tmp_path: Path) -> None:
    save(tmp_path, "", network_of("a", 1, "us-east-1", HERE))
    save(
        tmp_path,
        "",
        {"other.json": {"CarrierGateways": [{"CarrierGatewayId": "cagw-1"}]}, "logs.json": {"FlowLogs": [{}]}},
    )
    told = [a for a in read_paths([str(tmp_path)]).assumptions if "is not read" in a]
    assert told == ["CarrierGateways of other.json is not read."]


# Archives and folders that mean harm


def archive(*entries: tuple[str, bytes], link: str | None = None) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in entries:
            made.writestr(name, data)
        if link:
            info = zipfile.ZipInfo("link.json")
            info.external_attr = 0o120777 << 16
            made.writestr(info, link)
    return buffer.getvalue()


VPCS = json.dumps({"Vpcs": [{"VpcId": "vpc-a", "CidrBlock": "10.0.0.0/16"}]}).encode()


def test_an_archive_that_unpacks_to_more_than_the_bound_is_refused_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_BYTES", 1_000_000)
    bomb = archive(("vpcs.json", VPCS), ("bomb.json", b" " * 2_000_000))
    assert len(bomb) < 10_000
    with pytest.raises(ReadError) as caught:
        read([Input("snapshot.zip", bomb)])
    assert caught.value.code == "too-large"


def test_an_archive_of_more_files_than_the_bound_is_refused() -> None:
    many = archive(*((f"{n}.json", b"{}") for n in range(files.MAX_FILES + 1)))
    with pytest.raises(ReadError) as caught:
        read([Input("snapshot.zip", many)])
    assert caught.value.code == "too-large"


def test_names_that_lead_out_of_an_archive_are_only_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    topology = read([Input("snapshot.zip", archive(("../../vpcs.json", VPCS)))])
    assert [v.id for v in topology.all(Vpc)] == ["vpc-a"]
    assert list(tmp_path.iterdir()) == []


def test_links_and_what_systems_keep_beside_files_are_passed_over(tmp_path: Path) -> None:
    held = archive(("vpcs.json", VPCS), ("__MACOSX/._vpcs.json", b"\x00\x05"), link="/etc/hostname")
    assert [v.id for v in read([Input("snapshot.zip", held)]).all(Vpc)] == ["vpc-a"]
    (tmp_path / "secret.txt").write_text("not JSON")
    folder = tmp_path / "snapshot"
    folder.mkdir()
    (folder / "vpcs.json").write_bytes(VPCS)
    (folder / "link.json").symlink_to(tmp_path / "secret.txt")
    (folder / "._vpcs.json").write_bytes(b"\x00\x05")
    assert [v.id for v in read_paths([str(folder)]).all(Vpc)] == ["vpc-a"]


def test_an_archive_whose_data_is_damaged_is_refused() -> None:
    data = bytearray(archive(("vpcs.json", VPCS * 50)))
    data[60:80] = b"\xff" * 20
    with pytest.raises(ReadError) as caught:
        read([Input("snapshot.zip", bytes(data))])
    assert caught.value.code == "bad-archive"


@pytest.mark.parametrize("depth", [30, 100_000])
def test_a_policy_or_a_file_that_nests_without_end_does_no_harm(depth: int) -> None:
    policy = '{"Statement":' * depth + "{}" + "}" * depth
    text = json.dumps({"VpcEndpoints": [{"VpcEndpointId": "vpce-1", "ServiceName": "s"}]})
    text = text.replace('"ServiceName"', f'"PolicyDocument": {policy}, "ServiceName"')
    try:
        topology = read([Input("snapshot.zip", archive(("endpoints.json", text.encode())))])
    except ReadError as error:
        assert error.code == "not-json"
    else:
        assert topology.to_document()["resources"]["vpce-1"].get("policy_document") is None


def test_a_large_file_of_describe_output_is_read_by_itself() -> None:
    groups = [
        {"GroupId": f"sg-{n}", "VpcId": "vpc-a", "Description": "x" * 200, "IpPermissions": []} for n in range(5_000)
    ]
    text = json.dumps({"Vpcs": [{"VpcId": "vpc-a", "CidrBlock": "10.0.0.0/16"}], "SecurityGroups": groups})
    assert len(text) > 1_000_000
    assert len(read([Input("groups.json", text.encode())]).resources) == 5_001
