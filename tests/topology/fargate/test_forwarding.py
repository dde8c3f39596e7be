"""Route 53 Resolver rules: names that are asked of servers elsewhere, of which the input does not say what they answer.

https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-overview-forward-vpc-to-network-autodefined-rules.html
"""

from typing import Any

import pytest

from topology.checks import check
from topology.model import DhcpOptions, OpaqueResource

from ..asking import causes, doubts, verdict
from ..builders import Network, network, record, rule

RULE, ASSOCIATION = "AWS::Route53Resolver::ResolverRule", "AWS::Route53Resolver::ResolverRuleAssociation"
ECR = "ecr.us-east-1.amazonaws.com"


def forwarding(made: Network, domain: Any, vpc: Any = None, kind: str = "FORWARD", id: str = "rr") -> Network:
    """With a Resolver rule for a domain, associated with the VPC."""
    rules = {"DomainName": domain, "RuleType": kind}
    associated = {"ResolverRuleId": {"Fn::GetAtt": [id, "ResolverRuleId"]}, "VPCId": vpc or {"Ref": "vpc"}}
    return made.add(
        OpaqueResource(id=id, cloudformation_type=RULE, body={"Type": RULE, "Properties": rules}),
        OpaqueResource(
            id=f"{id}-here", cloudformation_type=ASSOCIATION, body={"Type": ASSOCIATION, "Properties": associated}
        ),
    )


def with_nat() -> Network:
    made = network().vpc().subnet("pub", public=True).nat("nat", "pub").subnet("a", nat="nat").group("app-group")
    return made.service("app", "a", ["app-group"])


def with_endpoint() -> Network:
    made = network().vpc().subnet("a").group("endpoints", [rule("10.0.0.0/8", 443)]).group("app-group")
    return made.interface_endpoint("ecr.api", "a", ["endpoints"]).service("app", "a", ["app-group"])


@pytest.mark.parametrize(
    "domain", [ECR, f"{ECR}.", {"Fn::Sub": "ecr.${AWS::Region}.${AWS::URLSuffix}"}, "amazonaws.com"]
)
def test_what_servers_elsewhere_answer_for_a_name_of_the_start_up_is_not_known(domain: Any) -> None:
    topology = forwarding(with_nat(), domain).build()
    assert verdict(topology, "ecr-auth") == "unknown"
    assert "Resolver rule rr forwards" in doubts(topology, "ecr-auth")[0]


def test_a_rule_for_another_domain_or_of_another_vpc_changes_nothing() -> None:
    assert verdict(forwarding(with_nat(), "corp.example.com").build(), "ecr-auth") == "reachable"
    other = with_nat().vpc("other", "10.9.0.0/16")
    assert verdict(forwarding(other, ECR, {"Ref": "other"}).build(), "ecr-auth") == "reachable"


def test_a_longer_rule_lets_the_resolver_answer_itself() -> None:
    made = forwarding(forwarding(with_nat(), "amazonaws.com"), ECR, kind="SYSTEM", id="own")
    assert verdict(made.build(), "ecr-auth") == "reachable"
    assert verdict(made.build(), "image-pull", to="s3") == "unknown"


def test_private_dns_of_an_endpoint_is_longer_than_a_rule_for_all_of_aws() -> None:
    assert verdict(forwarding(with_endpoint(), "amazonaws.com").build(), "ecr-auth") == "reachable"
    assert verdict(forwarding(with_endpoint(), f"api.{ECR}").build(), "ecr-auth") == "unknown"


def test_a_rule_for_all_names_is_assumed_to_know_the_public_ones() -> None:
    topology = forwarding(with_nat(), ".").build()
    assert verdict(topology, "ecr-auth") == "reachable"
    assert any("forwards all names" in text for text in check(topology)["assumptions"])


def test_a_rule_of_which_the_vpc_is_not_known_may_be_of_this_one() -> None:
    topology = forwarding(with_nat(), ECR, {"Fn::ImportValue": "vpc"}).build()
    assert verdict(topology, "ecr-auth") == "unknown"
    assert "whether Resolver rule rr forwards" in doubts(topology, "ecr-auth")[0]


def test_a_rule_of_which_the_domain_is_not_known_is_an_assumption() -> None:
    topology = forwarding(with_nat(), {"Ref": "Domain"}).build()
    assert verdict(topology, "ecr-auth") == "reachable"
    assert any("whose domain is not known" in text for text in check(topology)["assumptions"])


def test_where_the_dhcp_options_name_other_servers_no_rule_is_asked() -> None:
    made = with_nat().change("vpc", dhcp_options=DhcpOptions(domain_name_servers=("8.8.8.8",)))
    assert verdict(forwarding(made, ECR).build(), "ecr-auth") == verdict(made.build(), "ecr-auth")


def test_a_private_zone_answers_before_a_shorter_rule() -> None:
    made = with_endpoint().change("ecr.api-endpoint", private_dns_enabled=False)
    made.zone(f"api.{ECR}", ["vpc"], record(f"api.{ECR}", "ecr.api-endpoint"))
    assert verdict(forwarding(made, ECR).build(), "ecr-auth") == "reachable"


def test_the_name_of_a_host_outside_may_be_forwarded() -> None:
    made = with_nat().external_host("db", "db.corp.example.com").connection("app", "db", 5432)
    assert verdict(made.build(), "application") == "reachable"
    assert verdict(forwarding(made, "corp.example.com").build(), "application") == "unknown"


def mounting() -> Network:
    """`app` in the VPC `vpc` mounts a file system whose mount target stands in the VPC `data`, which is peered with it."""
    made = (
        network()
        .vpc("data", "10.1.0.0/16")
        .subnet("d")
        .group("fs-group", [rule("10.0.0.0/16", 2049)])
        .vpc()
        .subnet("a")
    )
    made.group("app-group").service("app", "a", ["app-group"]).file_system("fs", ["d"], ["fs-group"], mounted_by="app")
    made.peering("peering", "vpc", "data").route("a", "10.1.0.0/16", "peering").route("d", "10.0.0.0/16", "peering")
    return made


FS = "${fs}.efs.us-east-1.amazonaws.com"


def test_a_hosted_zone_leads_to_a_mount_target_of_another_vpc() -> None:
    assert causes(mounting().build(), "efs") == [("EFS_NOT_IN_TASK_VPC", "fs")]
    (target,) = [id for id, r in mounting().resources.items() if r.type == "MountTarget"]
    made = mounting().zone(FS, ["vpc"], record(FS, "10.1.0.9")).change(target, ip_address="10.1.0.9")
    assert verdict(made.build(), "efs") == "reachable"
    made.change("rtb-d", routes=())
    assert causes(made.build(), "efs") == [("PEERING_ROUTE_MISSING", "rtb-d")]


def test_a_hosted_zone_that_holds_the_name_and_has_no_address_hides_the_mount_targets() -> None:
    made = network().vpc().subnet("a").group("g", [rule("10.0.0.0/16")]).service("app", "a", ["g"])
    made.file_system("fs", ["a"], ["g"], mounted_by="app")
    assert verdict(made.build(), "efs") == "reachable"
    zoned = made.zone("efs.us-east-1.amazonaws.com", ["vpc"])
    assert [c for c, _r in causes(zoned.build(), "efs")] == ["NAME_NOT_IN_HOSTED_ZONE"]


@pytest.mark.parametrize("domain", [".", "amazonaws.com", "efs.us-east-1.amazonaws.com"])
def test_servers_elsewhere_do_not_know_the_name_of_a_file_system_for_sure(domain: str) -> None:
    made = network().vpc().subnet("a").group("g", [rule("10.0.0.0/16")]).service("app", "a", ["g"])
    made.file_system("fs", ["a"], ["g"], mounted_by="app")
    assert verdict(forwarding(made, domain).build(), "efs") == "unknown"
