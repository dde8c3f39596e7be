"""Hosted zones in snapshots: their VPCs, their records, and what stays open where a snapshot leaves one of these out."""

import json
from typing import Any

from topology.fargate.forwarding import forwarded
from topology.model import HostedZone, OpaqueResource, Topology
from topology.readers import Input, read

ZONE, NAME = "Z0123456789ABCDEFGHIJ", "api.ecr.eu-west-1.amazonaws.com."
ENDPOINT = "vpce-0123456789abcdef0"
LISTED = {"HostedZones": [{"Id": f"/hostedzone/{ZONE}", "Name": NAME, "Config": {"PrivateZone": True}}]}
GOT = {
    "HostedZone": {"Id": f"/hostedzone/{ZONE}", "Name": NAME, "Config": {"PrivateZone": True}},
    "VPCs": [{"VPCRegion": "eu-west-1", "VPCId": "vpc-0000aaaa"}],
}
RECORDS = {
    "ResourceRecordSets": [
        {"Name": NAME, "Type": "SOA", "TTL": 900, "ResourceRecords": [{"Value": "ns-1536.awsdns-00.co.uk. …"}]},
        {
            "Name": NAME,
            "Type": "A",
            "AliasTarget": {"HostedZoneId": "Z7K", "DNSName": f"{ENDPOINT}-x1.api.ecr.eu-west-1.vpce.amazonaws.com."},
        },
    ]
}
ALIKE = {**GOT, "HostedZone": {**GOT["HostedZone"], "Id": "/hostedzone/ZALIKE000000"}, "VPCs": []}


def topology(**files: Any) -> Topology:
    base = {
        "vpcs": {"Vpcs": [{"VpcId": "vpc-0000aaaa", "CidrBlock": "10.0.0.0/16"}]},
        "endpoints": {
            "VpcEndpoints": [{"VpcEndpointId": ENDPOINT, "VpcId": "vpc-0000aaaa", "VpcEndpointType": "Interface"}]
        },
    }
    return read([Input(f"{name}.json", json.dumps(value).encode()) for name, value in {**base, **files}.items()])


def zone(read: Topology) -> HostedZone:
    found = read.get(HostedZone, ZONE)
    assert found is not None
    return found


def test_a_zone_has_the_vpcs_and_records_that_the_snapshot_prints_of_it() -> None:
    read = topology(a_list=LISTED, zone=GOT, records=RECORDS)
    assert zone(read).zone_name == NAME.rstrip(".") and zone(read).vpcs == ("vpc-0000aaaa",)
    assert [(r.record_type, r.alias_target_id) for r in zone(read).record_sets] == [("SOA", None), ("A", ENDPOINT)]
    assert not read.is_unresolved(ZONE)


def test_a_zone_of_which_only_the_name_is_printed_leaves_its_vpcs_and_records_open() -> None:
    read = topology(a_list=LISTED)
    assert read.is_unresolved(ZONE, "vpcs") and read.is_unresolved(ZONE, "record_sets")


def test_of_two_zones_with_one_name_the_files_name_says_which_the_records_are_of() -> None:
    read = topology(zone=GOT, alike=ALIKE, **{f"records-{ZONE}": RECORDS})
    assert len(zone(read).record_sets) == 2
    assert topology(zone=GOT, alike=ALIKE, records=RECORDS).is_unresolved(ZONE, "record_sets")


def test_the_zones_of_a_vpc_are_its_own_without_those_that_aws_keeps_for_its_endpoints() -> None:
    held = {"HostedZoneId": ZONE, "Name": NAME, "Owner": {"OwningAccount": "111122223333"}}
    managed = {
        "HostedZoneId": "ZMANAGED00000",
        "Name": "logs.eu-west-1.amazonaws.com.",
        "Owner": {"OwningService": "vpce.amazonaws.com"},
    }
    read = topology(records=RECORDS, **{"zones-of-vpc-0000aaaa": {"HostedZoneSummaries": [held, managed]}})
    assert [z.id for z in read.all(HostedZone)] == [ZONE]
    assert zone(read).vpcs == ("vpc-0000aaaa",)


def test_resolver_rules_are_read_without_those_that_aws_defines_itself() -> None:
    rules = [
        {
            "Id": "rslvr-rr-1",
            "DomainName": "ecr.us-east-1.amazonaws.com.",
            "RuleType": "FORWARD",
            "TargetIps": [{"Ip": "192.168.0.2"}],
        },
        {"Id": "rslvr-autodefined-rr-internet-resolver", "DomainName": ".", "RuleType": "RECURSIVE"},
    ]
    associated = [
        {"Id": "rslvr-rrassoc-1", "ResolverRuleId": "rslvr-rr-1", "VPCId": "vpc-0000aaaa", "Status": "COMPLETE"},
        {
            "Id": "rslvr-autodefined-assoc-1",
            "ResolverRuleId": "rslvr-autodefined-rr-internet-resolver",
            "VPCId": "vpc-0000aaaa",
        },
    ]
    read = topology(rules={"ResolverRules": rules}, associated={"ResolverRuleAssociations": associated})
    found = forwarded(read, "vpc-0000aaaa", "api.ecr.us-east-1.amazonaws.com")
    assert found is not None and found.rule == "rslvr-rr-1"
    assert forwarded(read, "vpc-0000aaaa", "registry-1.docker.io") is None
    assert sorted(r.id for r in read.all(OpaqueResource)) == ["rslvr-rr-1", "rslvr-rrassoc-1"]
