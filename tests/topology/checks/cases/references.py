"""What the rules of security groups name, groups that VPCs share, and what may leave."""

from typing import Any, Literal

from topology.model import OpaqueResource, SecurityGroupRule, TransitGateway, TransitGatewayAttachment

from ...builders import Network, network, rule
from . import respects, undecided, violates, web, zones

FROM_PEER = [rule("peer-group", 8080)]


def beside(*, ingress: list[SecurityGroupRule] = FROM_PEER, egress: list[SecurityGroupRule] | None = None) -> Network:
    """Two VPCs; a group of the first names one of the second."""
    built = network().vpc("other", "10.1.0.0/16").subnet("other-a", cidr="10.1.0.0/24").group("peer-group")
    return built.vpc("vpc", "10.0.0.0/16").subnet("app-a").group("app-group", ingress, egress)


def by_transit_gateway(
    support: Literal["enable", "disable"], attachment: Literal["enable", "disable"] = "enable", **rules: Any
) -> Network:
    ends = {"vpc": "app-a", "other": "other-a"}
    return beside(**rules).add(
        TransitGateway(id="tgw", security_group_referencing_support=support),
        *(
            TransitGatewayAttachment(
                id=f"to-{vpc}", transit_gateway_id="tgw", vpc_id=vpc, subnet_ids=(subnet,), security_group_referencing_support=attachment
            )
            for vpc, subnet in ends.items()
        ),
    )  # fmt: skip


@violates("SG002", "app-group")
def a_group_of_a_vpc_that_is_not_joined() -> Network:
    return beside()


@respects("SG002", "RT016", "RT017")
def a_group_of_a_vpc_that_is_peered_in_the_same_region() -> Network:
    return beside().peering("pcx", "vpc", "other")


@violates("SG002", "app-group")
def a_group_of_a_vpc_that_is_peered_in_another_region() -> Network:
    return beside().peering("pcx", "vpc", "other", peer_region="eu-west-1")


@violates("SG002", "app-group", severity="warning")
def a_group_of_a_vpc_whose_peering_is_gone() -> Network:
    return beside().peering("pcx", "vpc", "other", state="deleted")


@respects("SG002", "RT017")
def an_inbound_rule_over_a_transit_gateway_that_knows_groups() -> Network:
    return by_transit_gateway("enable")


@violates("SG002", "app-group")
def an_outbound_rule_over_a_transit_gateway() -> Network:
    return by_transit_gateway("enable", ingress=[], egress=FROM_PEER)


@violates("SG002", "app-group")
def a_rule_over_a_transit_gateway_that_does_not_know_groups() -> Network:
    return by_transit_gateway("disable")


@violates("SG002", "app-group")
def a_rule_over_a_transit_gateway_whose_attachments_do_not_know_groups() -> Network:
    return by_transit_gateway("enable", "disable")


def dual(egress: list[SecurityGroupRule] | None) -> Network:
    built = network().vpc(ipv6=True).subnet("public-a", public=True, ipv6=True)
    return built.group("app-group", [], egress).service("app", ["public-a"], ["app-group"], public_ip=True)


@violates("SG001", "app-group")
def a_dual_stack_task_whose_group_says_nothing_of_what_may_leave() -> Network:
    return dual(None)


@respects("SG001")
def a_dual_stack_task_whose_group_says_what_may_leave() -> Network:
    return dual([rule("0.0.0.0/0", protocol="-1"), rule("::/0", protocol="-1")])


@respects("SG001")
def a_task_without_ipv6_whose_group_says_nothing_of_what_may_leave() -> Network:
    return web()


@violates("SG001", "app-group", severity="warning")
def a_task_whose_group_has_an_empty_list_of_outbound_rules() -> Network:
    return web().change("app-group", security_group_egress=())


@violates("SG001", "app-group", severity="warning")
def a_task_whose_group_lets_out_to_the_task_itself_alone() -> Network:
    here = (rule("127.0.0.1/32", protocol="-1"), rule("::1/128", protocol="-1"))
    return web().change("app-group", security_group_egress=here)


@violates("SG001", "app-group", severity="warning")
def a_task_whose_group_has_the_rule_of_the_cdk_that_matches_nothing() -> Network:
    nothing = SecurityGroupRule(ip_protocol="icmp", from_port=252, to_port=86, cidr_ipv4="255.255.255.255/32")
    return web().change("app-group", security_group_egress=(nothing,))


def associated(group: object, vpc: object = "vpc") -> OpaqueResource:
    kind = "AWS::EC2::SecurityGroupVpcAssociation"
    return OpaqueResource(
        id="association", cloudformation_type=kind, body={"Type": kind, "Properties": {"GroupId": group, "VpcId": vpc}}
    )


def with_foreign_group(*more: OpaqueResource, default: bool = False) -> Network:
    built = network().vpc("other", "10.1.0.0/16").group("shared", default=default)
    built.vpc("vpc", "10.0.0.0/16").subnet("public-a", public=True)
    return built.service("app", ["public-a"], ["shared"], public_ip=True).add(*more)


@violates("NC007", "app")
def a_service_with_a_group_of_another_vpc_that_is_not_associated() -> Network:
    return with_foreign_group()


@violates("SG005", "app")
def a_service_with_a_group_of_another_vpc_that_is_associated() -> Network:
    return with_foreign_group(associated({"Fn::GetAtt": ["shared", "GroupId"]}, {"Ref": "vpc"}))


@respects("NC007")
def a_service_with_an_associated_group_is_told_of_by_the_other_rule() -> Network:
    return with_foreign_group(associated("shared"))


@violates("SG005", "association", severity="error")
def a_default_group_that_is_associated_with_another_vpc() -> Network:
    return zones().vpc("other", "10.1.0.0/16").group("plain", default=True).add(associated("plain"))


@respects("SG005")
def an_associated_group_that_no_task_has() -> Network:
    return zones().vpc("other", "10.1.0.0/16").group("plain").add(associated("plain"))


@undecided("SG005")
def a_group_of_another_vpc_beside_an_association_that_cannot_be_followed() -> Network:
    return with_foreign_group(associated({"Fn::ImportValue": "group"}))
