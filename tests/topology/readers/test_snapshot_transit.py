"""Transit gateways of which a snapshot says everything: what it leaves out is not there, whatever the gateway's defaults are."""

import json
from typing import Any

import pytest

from topology.checks import trace
from topology.model import Topology
from topology.readers import Input, read

from .test_snapshot_places import HERE, network_of

ENDS = {"a": 1, "b": 2}
Item = dict[str, Any]


def joined(
    *, associated: str = "ab", propagated: str | None = "ab", routes: list[Item] | None = None, cut: bool = False
) -> Topology:
    """VPCs a and b at a transit gateway with its default route table. `associated` and `propagated` are the VPCs whose attachments are
    (None: no list of that); `routes` is what the list of static routes holds (None: no such list), `cut` that it goes on."""
    across = [{"DestinationCidrBlock": "10.0.0.0/8", "TransitGatewayId": "tgw-1", "State": "active"}]
    lists: list[Item] = [f for x, n in ENDS.items() for f in network_of(x, n, "us-east-1", HERE, across).values()]
    table = {"TransitGatewayRouteTableId": "tgw-rtb-1"}
    attachments = [
        {"TransitGatewayAttachmentId": f"tgw-attach-{x}", "TransitGatewayId": "tgw-1", "ResourceType": "vpc", "ResourceId": f"vpc-{x}",
         "State": "available", **({"Association": {**table, "State": "associated"}} if x in associated else {})}
        for x in ENDS
    ]  # fmt: skip
    lists += [
        {"TransitGateways": [{"TransitGatewayId": "tgw-1", "Options": {"DefaultRouteTableAssociation": "enable", "DefaultRouteTablePropagation": "enable"}}]},
        {"TransitGatewayAttachments": attachments},
        {"TransitGatewayVpcAttachments": [
            {"TransitGatewayAttachmentId": f"tgw-attach-{x}", "TransitGatewayId": "tgw-1", "VpcId": f"vpc-{x}", "SubnetIds": [f"subnet-{x}"],
             "State": "available"} for x in ENDS]},
        {"TransitGatewayRouteTables": [{**table, "TransitGatewayId": "tgw-1", "DefaultAssociationRouteTable": True}]},
    ]  # fmt: skip
    if propagated is not None:
        said = [{"TransitGatewayAttachmentId": f"tgw-attach-{x}", "State": "enabled"} for x in propagated]
        lists.append({"TransitGatewayPropagations": [{**table, "TransitGatewayRouteTablePropagations": said}]})
    if routes is not None:
        lists.append({"TransitGatewayStaticRoutes": [{**table, "Routes": routes, "AdditionalRoutesAvailable": cut}]})
    return read([Input(f"{n}.json", json.dumps(value).encode()) for n, value in enumerate(lists)])


def asked(topology: Topology) -> tuple[str, list[str]]:
    found = trace(topology, "i-a", "i-b", "tcp", 443)
    return found["verdict"], [b["cause"] for b in found["blockers"]]


def test_with_everything_in_its_place_the_vpcs_reach_each_other() -> None:
    topology = joined(routes=[])
    assert topology.unresolved == ()
    assert asked(topology) == ("reachable", [])


def test_an_empty_list_of_routes_holds_none_and_a_missing_one_may_hold_any() -> None:
    assert asked(joined(propagated="a", routes=[])) == ("blocked", ["TGW_ROUTE_MISSING"])
    assert asked(joined(propagated="a")) == ("unknown", [])


def test_a_list_of_routes_that_goes_on_may_hold_any() -> None:
    assert asked(joined(propagated="a", routes=[], cut=True)) == ("unknown", [])


@pytest.mark.parametrize("propagated", ["", None])
def test_a_default_route_table_learns_only_what_the_snapshot_lists_where_it_lists_that(propagated: str | None) -> None:
    expected = ("blocked", ["TGW_ROUTE_MISSING"]) if propagated == "" else ("reachable", [])
    assert asked(joined(propagated=propagated, routes=[])) == expected


def test_an_attachment_without_an_association_is_in_no_route_table_not_even_the_default_one() -> None:
    assert asked(joined(associated="b", routes=[])) == ("blocked", ["TGW_ROUTE_MISSING"])
