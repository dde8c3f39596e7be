"""VPC Block Public Access keeps internet gateways from carrying, whatever the routes say, except for what is excluded."""

from typing import Any

import pytest

from topology.checks import check
from topology.model import (
    NatGateway,
    TransitGateway,
    TransitGatewayAttachment,
    Unresolved,
    VpcBlockPublicAccessExclusion,
    VpcBlockPublicAccessOptions,
)

from ..asking import blocked_by, causes, reaches, verdict
from ..builders import Network, network
from .hosts import ALL, ALL6

BLOCKED = [("VPC_BLOCK_PUBLIC_ACCESS", "bpa")]


def account(mode: Any, **exclusions: Any) -> Network:
    """A public subnet `pub`, a private one `priv` behind a NAT gateway in it, a dual-stack one `six` with an egress-only gateway, and
    a service in each; exclusions by the id of the subnet or VPC."""
    made = (
        network().vpc(ipv6=True).subnet("pub", public=True).group("web", [ALL, ALL6])
        .nat("nat", "pub").subnet("priv", nat="nat")
        .egress_only().subnet("six", ipv6=True).route("six", "::/0", "eigw")
        .service("app", "pub", ["web"], public_ip=True).service("behind", "priv", ["web"]).service("dual", "six", ["web"])
        .add(VpcBlockPublicAccessOptions(id="bpa", internet_gateway_block_mode=mode))
    )  # fmt: skip
    for place, how in exclusions.items():
        field = "vpc_id" if place == "vpc" else "subnet_id"
        made.add(
            VpcBlockPublicAccessExclusion(id=f"except-{place}", internet_gateway_exclusion_mode=how, **{field: place})
        )
    return made


def all_ways(net: Network) -> list[str]:
    """Out by a public address, in by it, out by NAT, out by an egress-only gateway."""
    topology = net.build()
    return [
        reaches(topology, "app", "internet"),
        reaches(topology, "internet", "app"),
        reaches(topology, "behind", "internet"),
        reaches(topology, "dual", "internet", family="ipv6"),
    ]


def test_an_account_that_blocks_nothing_lets_everything_as_the_routes_say() -> None:
    assert all_ways(account("off")) == ["reachable"] * 4


def test_blocking_both_ways_stops_public_addresses_nat_and_egress_only_gateways() -> None:
    assert all_ways(account("block-bidirectional")) == ["blocked"] * 4
    assert blocked_by(account("block-bidirectional").build(), "behind", "internet") == BLOCKED


def test_blocking_ingress_leaves_nat_and_egress_only_gateways_and_nothing_else() -> None:
    assert all_ways(account("block-ingress")) == ["blocked", "blocked", "reachable", "reachable"]


@pytest.mark.parametrize("mode", ["block-bidirectional", "block-ingress"])
def test_an_excluded_vpc_is_as_if_nothing_were_blocked(mode: str) -> None:
    assert all_ways(account(mode, vpc="allow-bidirectional")) == ["reachable"] * 4


def test_a_vpc_excluded_for_egress_reaches_out_by_nat_and_is_not_reached() -> None:
    found = all_ways(account("block-bidirectional", vpc="allow-egress"))
    assert found == ["unknown", "blocked", "reachable", "reachable"]


def test_an_egress_exclusion_changes_nothing_where_only_ingress_is_blocked() -> None:
    assert all_ways(account("block-ingress", vpc="allow-egress")) == ["blocked", "blocked", "reachable", "reachable"]


def test_an_excluded_subnet_is_reached_and_reaches_out_and_the_others_do_not() -> None:
    found = all_ways(account("block-bidirectional", pub="allow-bidirectional"))
    assert (found[0], found[1], found[3]) == ("reachable", "reachable", "blocked")


def test_whether_the_nat_gateways_subnet_alone_can_be_excluded_is_not_documented() -> None:
    assert all_ways(account("block-bidirectional", pub="allow-bidirectional"))[2] == "unknown"
    both = account("block-bidirectional", pub="allow-bidirectional", priv="allow-bidirectional")
    assert reaches(both.build(), "behind", "internet") == "reachable"


def test_a_regional_nat_gateway_is_stopped_as_well() -> None:
    made = account("block-bidirectional").add(NatGateway(id="nat", vpc_id="vpc", availability_mode="regional"))
    assert blocked_by(made.build(), "behind", "internet") == BLOCKED
    excluded = account("block-bidirectional", vpc="allow-egress")
    assert reaches(excluded.add(made.resources["nat"]).build(), "behind", "internet") == "reachable"


def test_endpoints_and_what_stays_in_the_vpc_are_not_touched() -> None:
    made = account("block-bidirectional").gateway_endpoint("s3", ["priv"])
    assert reaches(made.build(), "behind", "app", 8080) == "reachable"
    assert verdict(made.build(), "image-pull", of="behind", to="s3") == "reachable"


def test_a_transit_gateway_is_not_touched() -> None:
    made = account("block-bidirectional").add(TransitGateway(id="tgw"))
    made.add(TransitGatewayAttachment(id="near", transit_gateway_id="tgw", vpc_id="vpc", subnet_ids=("priv",)))
    made.route("priv", "10.9.0.0/16", "tgw").vpc("far", "10.9.0.0/16").subnet("there").group("far-web", [ALL])
    made.service("far-app", "there", ["far-web"]).route("there", "10.0.0.0/16", "tgw")
    made.add(TransitGatewayAttachment(id="beyond", transit_gateway_id="tgw", vpc_id="far", subnet_ids=("there",)))
    assert reaches(made.build(), "behind", "far-app", 8080) == "reachable"


def test_an_account_whose_mode_is_a_parameter_may_block() -> None:
    unknown = Unresolved(resource="bpa", property="internet_gateway_block_mode", reason="a parameter")
    assert verdict(account("off").build(unresolved=(unknown,)), "internet-egress-ipv4") == "unknown"


def test_an_exclusion_of_a_vpc_that_is_a_parameter_may_be_this_one() -> None:
    made = account("block-bidirectional").add(VpcBlockPublicAccessExclusion(id="some"))
    assert verdict(made.build(), "internet-egress-ipv4") == "unknown"


def test_accounts_that_block_differently_leave_it_open_whose_the_vpc_is() -> None:
    made = account("block-bidirectional")
    made.add(VpcBlockPublicAccessOptions(id="other", internet_gateway_block_mode="block-ingress"))
    assert reaches(made.build(), "app", "internet") == "unknown"


def test_the_start_of_a_task_is_opened_by_an_exclusion() -> None:
    made = account("block-bidirectional").build()
    assert causes(made, "ecr-auth", of="app") == BLOCKED
    rows = {(w["id"], f["flow"]): f["remedies"] for w in check(made)["workloads"] for f in w["flows"]}
    (own,) = rows["app", "ecr-auth"]
    (added,) = [c["resource"] for c in own["changes"]]
    assert (added["subnet_id"], added["internet_gateway_exclusion_mode"]) == ("pub", "allow-bidirectional")
    (shared,) = rows["behind", "ecr-auth"]
    (added,) = [c["resource"] for c in shared["changes"]]
    assert (added["vpc_id"], added["internet_gateway_exclusion_mode"]) == ("vpc", "allow-egress")


def test_that_nothing_is_blocked_is_an_assumption_only_where_the_input_is_silent() -> None:
    silent = network().vpc().subnet("a").service("app", "a").build()
    said = check(account("off").build())["assumptions"]
    assert any("Block Public Access" in a for a in check(silent)["assumptions"])
    assert not any("Block Public Access" in a for a in said)
