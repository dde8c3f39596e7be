"""Lists that do not say what they are about, and databases, which name groups of subnets."""

import json
from typing import Any

import pytest

from topology.checks import EndError, trace
from topology.model import Database, LoadBalancer, MountTarget, TargetGroup, Topology
from topology.readers import Input, ReadError, read

from .test_snapshot_places import HERE, network_of

ELB = f"arn:aws:elasticloadbalancing:us-east-1:{HERE}"
GROUP, OTHER = f"{ELB}:targetgroup/web/0123456789abcdef", f"{ELB}:targetgroup/web-admin/fedcba9876543210"
BALANCER = f"{ELB}:loadbalancer/app/web/00112233445566aa"
HEALTH = {
    "TargetHealthDescriptions": [{"Target": {"Id": "10.1.0.9", "Port": 80}, "TargetHealth": {"State": "healthy"}}]
}
CROSS_ZONE = {"Key": "load_balancing.cross_zone.enabled", "Value": "true"}


def read_with(**files: Any) -> Topology:
    """A network with an application load balancer and two target groups, and these files beside it."""
    found = network_of("a", 1, "us-east-1", HERE) | {
        "balancers.json": {"LoadBalancers": [{"LoadBalancerArn": BALANCER, "LoadBalancerName": "web", "Type": "application"}]},
        "groups.json": {"TargetGroups": [
            {"TargetGroupArn": arn, "TargetGroupName": arn.split("/")[1], "VpcId": "vpc-a", "TargetType": "ip"} for arn in (GROUP, OTHER)]},
    }  # fmt: skip
    return read([Input(name, json.dumps(value).encode()) for name, value in {**found, **files}.items()])


def targets(topology: Topology, arn: str) -> list[str]:
    group = topology.get(TargetGroup, arn)
    assert group is not None
    return [t.id for t in group.targets]


@pytest.mark.parametrize(
    ("file", "arn"),
    [
        ("describe-target-health-web.json", GROUP),
        ("health_web-admin.json", OTHER),
        ("fedcba9876543210.json", OTHER),
        (GROUP.replace(":", "%3A").replace("/", "%2F"), GROUP),
    ],
)
def test_the_health_of_targets_is_of_the_group_that_the_files_name_says(file: str, arn: str) -> None:
    topology = read_with(**{file: HEALTH})
    assert targets(topology, arn) == ["10.1.0.9"]
    assert targets(topology, OTHER if arn == GROUP else GROUP) == []


def test_the_health_of_targets_of_nobody_knows_which_group_is_told() -> None:
    topology = read_with(**{"health.json": HEALTH})
    assert targets(topology, GROUP) == targets(topology, OTHER) == []
    assert any(a.startswith("TargetHealthDescriptions of health.json is not read") for a in topology.assumptions)


def test_attributes_are_of_the_load_balancer_or_the_target_group_that_has_such() -> None:
    topology = read_with(**{
        "balancer-web.json": {"Attributes": [CROSS_ZONE, {"Key": "deletion_protection.enabled", "Value": "false"}]},
        "group-web.json": {"Attributes": [CROSS_ZONE, {"Key": "deregistration_delay.timeout_seconds", "Value": "30"}]},
    })  # fmt: skip
    (balancer,) = topology.all(LoadBalancer)
    group = topology.get(TargetGroup, GROUP)
    assert set(balancer.attributes) == {CROSS_ZONE["Key"], "deletion_protection.enabled"}
    assert group is not None
    assert set(group.attributes) == {CROSS_ZONE["Key"], "deregistration_delay.timeout_seconds"}


MOUNTED = {
    "mount-targets.json": {"MountTargets": [
        {"MountTargetId": "fsmt-0a", "FileSystemId": "fs-1", "SubnetId": "subnet-a", "NetworkInterfaceId": "eni-1"}]},
}  # fmt: skip


def test_a_mount_target_has_the_groups_of_its_interface_or_of_their_own_list() -> None:
    interface = {"NetworkInterfaceId": "eni-1", "SubnetId": "subnet-a", "Groups": [{"GroupId": "sg-a"}]}
    by_interface = read_with(**MOUNTED, **{"interfaces.json": {"NetworkInterfaces": [interface]}})
    by_list = read_with(**MOUNTED, **{"groups-of-fsmt-0a.json": {"SecurityGroups": ["sg-a"]}})
    for topology in (by_interface, by_list):
        assert [t.security_groups for t in topology.all(MountTarget)] == [("sg-a",)]
        assert trace(topology, "i-a", "fsmt-0a", "tcp", 2049)["verdict"] == "reachable"


def test_a_mount_target_whose_groups_nothing_says_may_let_in_anything_or_nothing() -> None:
    topology = read_with(**MOUNTED)
    assert [(u.resource, u.property) for u in topology.unresolved if u.resource == "fsmt-0a"] == [
        ("fsmt-0a", "security_groups")
    ]
    assert trace(topology, "i-a", "fsmt-0a", "tcp", 2049)["verdict"] == "unknown"


IN_VPC = {"SubnetIds": ["subnet-a"], "SecurityGroupIds": ["sg-a"], "VPCId": "vpc-a"}
DOMAIN = {"ARN": f"arn:aws:es:us-east-1:{HERE}:domain/logs-of-us", "DomainName": "logs-of-us", "VPCOptions": IN_VPC}


@pytest.mark.parametrize("printed", [{"DomainStatusList": [DOMAIN]}, {"DomainStatus": DOMAIN}])
def test_a_search_domain_in_a_vpc_is_reached_by_its_arn_and_by_its_name(printed: dict[str, Any]) -> None:
    topology = read_with(**{"domains.json": printed})
    for end in (DOMAIN["ARN"], "logs-of-us"):
        assert trace(topology, "i-a", str(end), "tcp", 443)["verdict"] == "reachable"


def test_a_search_domain_outside_the_vpcs_is_no_resource_of_the_network() -> None:
    topology = read_with(**{"domains.json": {"DomainStatusList": [{"ARN": "arn:x", "DomainName": "public"}]}})
    assert topology.all(Database) == ()
    assert not any("DomainStatusList" in a for a in topology.assumptions)


CLUSTER = {"DBClusterArn": "arn:c", "DBClusterIdentifier": "orders", "Engine": "aurora-postgresql", "Port": 5432, "DBSubnetGroup": "data",
           "VpcSecurityGroups": [{"VpcSecurityGroupId": "sg-a"}]}  # fmt: skip
CACHE = {"ARN": "arn:k", "CacheClusterId": "sessions", "Engine": "redis", "CacheSubnetGroupName": "data", "SecurityGroups": [{"SecurityGroupId": "sg-a"}],
         "CacheNodes": [{"Endpoint": {"Port": 6380}}]}  # fmt: skip
OF_GROUP = [{"SubnetIdentifier": "subnet-a"}]


def test_clusters_stand_in_the_subnets_of_their_subnet_group() -> None:
    topology = read_with(**{
        "clusters.json": {"DBClusters": [CLUSTER]}, "caches.json": {"CacheClusters": [CACHE]},
        "db-groups.json": {"DBSubnetGroups": [{"DBSubnetGroupName": "data", "Subnets": OF_GROUP}]},
        "cache-groups.json": {"CacheSubnetGroups": [{"CacheSubnetGroupName": "data", "Subnets": OF_GROUP}]},
    })  # fmt: skip
    assert {(d.name, d.port, d.subnets) for d in topology.all(Database)} == {
        ("orders", 5432, ("subnet-a",)), ("sessions", 6380, ("subnet-a",)),
    }  # fmt: skip
    assert trace(topology, "i-a", "orders", "tcp", 5432)["verdict"] == "reachable"


def test_a_cluster_whose_subnet_group_is_missing_stands_nobody_knows_where() -> None:
    topology = read_with(**{"clusters.json": {"DBClusters": [CLUSTER]}})
    assert [(u.resource, u.property) for u in topology.unresolved if u.resource == "arn:c"] == [("arn:c", "subnets")]


@pytest.mark.parametrize(
    ("printed", "why"),
    [
        ({"DomainStatusList": [{"ARN": "arn:x", "VPCOptions": "none"}]}, "an item of DomainStatusList .* another kind"),
        ({"DBClusters": [{"DBClusterArn": ["x"]}]}, "an item of DBClusters "),
        ({"virtualInterfaces": [{"virtualInterfaceType": "private"}]}, "'VirtualInterfaceId' is missing"),
        ({"Attributes": [5]}, "an item is not as the AWS CLI prints it"),
    ],
)
def test_an_item_of_another_shape_is_refused_in_words(printed: dict[str, Any], why: str) -> None:
    with pytest.raises(ReadError, match=why) as caught:
        read_with(**{"web.json": printed})
    assert caught.value.code == "bad-item"


@pytest.mark.parametrize("known", [True, False])
def test_a_file_system_of_fsx_is_none_of_efs_and_has_the_groups_of_its_interfaces(known: bool) -> None:
    system = {
        "FileSystemId": "fs-x",
        "FileSystemType": "LUSTRE",
        "SubnetIds": ["subnet-a"],
        "NetworkInterfaceIds": ["eni-x"],
    }
    interface = {"NetworkInterfaceId": "eni-x", "SubnetId": "subnet-a", "Groups": [{"GroupId": "sg-a"}]}
    topology = read_with(**{
        "systems.json": {"FileSystems": [system]}, "interfaces.json": {"NetworkInterfaces": [interface] if known else []},
    })  # fmt: skip
    assert trace(topology, "i-a", "fs-x", "tcp", 988)["verdict"] == ("reachable" if known else "unknown")


def test_a_classic_load_balancer_is_read_so_that_it_can_be_refused() -> None:
    classic = {"LoadBalancerName": "old", "Scheme": "internal", "Subnets": ["subnet-a"], "SecurityGroups": ["sg-a"]}
    (old,) = [
        b for b in read_with(**{"elb.json": {"LoadBalancerDescriptions": [classic]}}).all(LoadBalancer) if b.id == "old"
    ]
    assert (old.load_balancer_type, old.scheme, old.subnets) == ("classic", "internal", ("subnet-a",))


def test_of_many_lists_that_are_not_read_the_first_are_named_and_the_others_counted() -> None:
    topology = read_with(**{"other.json": {f"Things{n:02}": [{}] for n in range(25)}})
    told = [a for a in topology.assumptions if "not read" in a]
    assert told[0] == "Things00 of other.json is not read."
    assert (len(told), told[-1]) == (21, "5 more lists are not read.")


def test_a_name_that_two_resources_have_names_neither() -> None:
    topology = read_with(**{"domains.json": {"DomainStatusList": [DOMAIN, {**DOMAIN, "ARN": "arn:other"}]}})
    with pytest.raises(EndError, match="2 resources are called “logs-of-us”: name one by its id"):
        trace(topology, "i-a", "logs-of-us", "tcp", 443)
