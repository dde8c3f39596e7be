"""Amazon EFS: a mount target in the task's own zone, found by name, on TCP 2049."""

from typing import Any

import pytest

from topology.model import DhcpOptions, EfsVolume, Unresolved

from ..asking import blocked_by, causes, flow, reaches, verdict
from ..builders import Network, entry, network, rule
from ..reachability.hosts import ALL6


def mounting(*ingress: Any, targets: tuple[str, ...] = ("a", "b"), **task: Any) -> Network:
    """The service `app` in `a` and `b` mounts the file system `fs`."""
    made = (
        network()
        .vpc()
        .subnet("a")
        .subnet("b", "b")
        .group("app-group")
        .group("fs-group", ingress or [rule("app-group", 2049)])
    )
    made.service("app", ["a", "b"], ["app-group"], **task)
    return made.file_system("fs", targets, ["fs-group"], mounted_by="app")


def test_a_task_mounts_a_file_system_from_its_zone() -> None:
    assert verdict(mounting().build(), "efs") == "reachable"


def test_a_mount_target_may_stand_in_another_subnet_of_the_zone() -> None:
    made = (
        mounting(targets=())
        .subnet("data-a")
        .subnet("data-b", "b")
        .file_system("fs", ["data-a", "data-b"], ["fs-group"], mounted_by="app")
    )
    assert verdict(made.build(), "efs") == "reachable"


def test_a_zone_without_a_mount_target_cannot_mount() -> None:
    topology = mounting(targets=("a",)).build()
    assert verdict(topology, "efs") == "partial"
    assert causes(topology, "efs") == [("EFS_MOUNT_TARGET_MISSING_AZ", "fs")]


def test_a_subnet_whose_zone_is_not_said_may_or_may_not_have_a_mount_target() -> None:
    made = mounting(targets=("a",)).change("a", availability_zone=None).change("b", availability_zone=None)
    places = {p.subnet: p.outcome.verdict for p in flow(made.build(), "efs").placements}
    assert places == {"a": "reachable", "b": "unknown"}


def test_zones_may_be_said_by_their_ids_but_not_one_by_its_id_and_one_by_its_name() -> None:
    def by_id(made: Network, subnet: str, zone: str) -> Network:
        return made.change(subnet, availability_zone=None, properties={"AvailabilityZoneId": zone})

    made = by_id(by_id(mounting(targets=("a",)), "a", "use1-az1"), "b", "use1-az2")
    assert causes(made.build(), "efs") == [("EFS_MOUNT_TARGET_MISSING_AZ", "fs")]
    assert verdict(by_id(made, "b", "use1-az1").build(), "efs") == "reachable"
    assert verdict(by_id(mounting(targets=("a",)), "a", "use1-az1").build(), "efs") == "unknown"


def test_a_file_system_without_mount_targets_cannot_be_mounted() -> None:
    assert causes(mounting(targets=()).build(), "efs") == [("EFS_MOUNT_TARGET_MISSING_AZ", "fs")]


def test_the_group_of_the_mount_target_has_to_let_in_nfs() -> None:
    assert causes(mounting(rule("app-group", 443)).build(), "efs") == [("EFS_SG_INGRESS", "fs-group")]


def test_the_group_of_the_tasks_has_to_let_out_nfs() -> None:
    made = mounting().group("app-group", egress=[rule(port=443)])
    assert causes(made.build(), "efs") == [("TASK_SG_EGRESS", "app-group")]


def test_acls_stand_between_the_subnets() -> None:
    made = (
        mounting(targets=())
        .subnet("data")
        .subnet("data-b", "b")
        .file_system("fs", ["data", "data-b"], ["fs-group"], mounted_by="app")
    )
    made.acl("acl", ["data", "data-b"], entry(100, "allow", ports=(443, 443)), entry(100, "allow", egress=True))
    assert causes(made.build(), "efs") == [("NACL_INBOUND", "acl")]


@pytest.mark.parametrize("field", ["enable_dns_support", "enable_dns_hostnames"])
def test_the_name_of_a_file_system_needs_both_dns_attributes(field: str) -> None:
    assert causes(mounting().change("vpc", **{field: False}).build(), "efs") == [("VPC_DNS_DISABLED", "vpc")]


@pytest.mark.parametrize("field", ["enable_dns_support", "enable_dns_hostnames"])
def test_a_dns_attribute_that_is_a_parameter_decides_nothing(field: str) -> None:
    topology = mounting().build(unresolved=(Unresolved(resource="vpc", property=field, reason="a parameter"),))
    assert verdict(topology, "efs") == "unknown"


def test_only_amazons_resolver_knows_the_name_of_a_file_system() -> None:
    made = mounting().change("vpc", dhcp_options=DhcpOptions(domain_name_servers=("10.0.0.53",)))
    assert causes(made.build(), "efs") == [("VPC_DNS_DISABLED", "vpc")]
    made.change("vpc", dhcp_options=DhcpOptions(domain_name_servers=("10.0.0.2",)))
    assert verdict(made.build(), "efs") == "reachable"


def test_the_name_of_a_file_system_resolves_in_its_own_vpc_only() -> None:
    made = mounting(targets=()).vpc("other", "10.9.0.0/16").subnet("x").file_system("fs", "x", mounted_by="app")
    made.peering("pcx", "vpc", "other").route("a", "10.9.0.0/16", "pcx").route("x", "10.0.0.0/16", "pcx")
    assert causes(made.build(), "efs") == [("EFS_NOT_IN_TASK_VPC", "fs")]


def test_platform_version_1_3_0_mounts_no_file_system() -> None:
    assert causes(mounting(platform_version="1.3.0").build(), "efs") == [("PLATFORM_VERSION", "app")]


def test_windows_mounts_no_file_system() -> None:
    topology = mounting(task={"operating_system_family": "WINDOWS_SERVER_2022_CORE"}).build()
    assert causes(topology, "efs") == [("PLATFORM_VERSION", "app")]


def test_a_file_system_that_is_not_in_the_input_is_unknown() -> None:
    made = mounting(targets=()).change("app-task", efs_volumes=(EfsVolume(name="files"),))
    assert verdict(made.build(), "efs") == "unknown"


def test_where_a_mount_target_stands_may_be_a_parameter() -> None:
    made = mounting().change("fs-a", subnet_id=None)
    topology = made.build(unresolved=(Unresolved(resource="fs-a", property="subnet_id", reason="a parameter"),))
    places = {p.subnet: p.outcome.verdict for p in flow(topology, "efs").placements}
    assert places == {"a": "unknown", "b": "reachable"}


def test_a_mount_target_speaks_ipv4_unless_it_says_otherwise() -> None:
    made = (
        network()
        .vpc(ipv6=True)
        .subnet("a", ipv6=True, ipv6_native=True)
        .subnet("data", ipv6=True)
        .group("fs-group", [ALL6])
    )
    made.service("app", "a").file_system("fs", "data", ["fs-group"], mounted_by="app")
    assert causes(made.build(), "efs") == [("NO_IPV6_ADDRESS_ASSIGNED", "fs-data")]
    made.change("fs-data", properties={"IpAddressType": "DUAL_STACK"})
    assert verdict(made.build(), "efs") == "reachable"


def test_a_trace_to_a_file_system_goes_to_the_mount_target_of_the_zone() -> None:
    assert reaches(mounting().build(), "app", "fs", 2049) == "reachable"
    assert blocked_by(mounting(targets=("a",)).build(), "app", "fs", 2049) == [("EFS_MOUNT_TARGET_MISSING_AZ", "fs")]
    assert reaches(mounting(targets=("a",)).build(), "app", "fs", 2049) == "partial"
    assert reaches(mounting().build(), "app", "fs", 443) == "blocked"
