"""What services lose while a zone, a gateway or an endpoint is off."""

import json
from typing import Any

import pytest

from topology.checks import check
from topology.checks.outage import OffError, switch_off
from topology.checks.single_points import single_points
from topology.checks.what_if import what_if
from topology.model import (
    FileSystem,
    Instance,
    Route,
    RouteTable,
    TransitGateway,
    TransitGatewayAttachment,
    Unresolved,
    VpcEndpoint,
    VpnConnection,
    VpnGateway,
    VpnStaticRoute,
)

from ..builders import Network, network, rule
from .test_recheck import from_nothing

A, B = "us-east-1a", "us-east-1b"


def two_zones() -> Network:
    """A service in a private subnet of each of two zones; both reach out through the one NAT gateway, which stands in zone a."""
    made = (
        network().vpc().subnet("public-a", "a", public=True).subnet("public-b", "b", public=True).nat("nat", "public-a")
    )
    made.subnet("app-a", "a", nat="nat").subnet("app-b", "b", nat="nat").group("app-group", [rule(port=8080)])
    return made.service("app", ("app-a", "app-b"), ["app-group"], logs=True)


def fate(report: dict[str, Any], workload: str = "app") -> dict[str, Any]:
    return next(w for w in report["workloads"] if w["id"] == workload)


def losses(report: dict[str, Any], workload: str = "app") -> dict[str, list[str]]:
    """What a workload loses, with the subnets."""
    found: dict[str, list[str]] = {}
    for loss in fate(report, workload)["losses"]:
        found.setdefault(loss["flow"], loss["lost"])
    return found


def test_a_zone_takes_its_nat_gateway_along_and_the_other_zone_with_it_cannot_start_tasks() -> None:
    report = what_if(two_zones().build(), [A])
    row = fate(report)
    assert row["status"] == "cannot-start"
    assert [(p["subnet"], p["state"], p["because"]) for p in row["placements"]] == [
        ("app-a", "lost", A), ("app-b", "kept", None),
    ]  # fmt: skip
    assert losses(report)["image-pull"] == losses(report)["logs"] == losses(report)["internet-egress-ipv4"] == ["app-b"]
    pull = next(x for x in row["losses"] if x["flow"] == "image-pull")
    assert [(b["cause"], b["resource"]) for b in pull["blockers"]] == [("BLACKHOLE_ROUTE", "rtb-app-b")]
    assert "nat is not available" in pull["blockers"][0]["message"]
    assert {"resource": "nat", "type": "NatGateway", "name": "nat", "because": A, "extent": "whole"} in report["gone"]


def test_the_zone_without_the_nat_gateway_takes_places_and_nothing_else() -> None:
    report = what_if(two_zones().build(), [B])
    assert (fate(report)["status"], fate(report)["losses"]) == ("reduced", [])
    assert fate(report)["works"]["logs"] == 1
    assert report["summary"] == {"down": 0, "cannot-start": 0, "loses": 0, "reduced": 1, "keeps": 0}


def test_a_nat_gateway_in_each_zone_keeps_the_other_zone_working() -> None:
    made = two_zones().nat("nat-b", "public-b")
    made.change("rtb-app-b", routes=(Route(destination_cidr_block="0.0.0.0/0", nat_gateway_id="nat-b"),))
    assert [fate(what_if(made.build(), [zone]))["status"] for zone in (A, B)] == ["reduced", "reduced"]
    assert fate(what_if(made.build(), [A, B]))["status"] == "down"
    assert losses(what_if(made.build(), ["nat"]))["logs"] == ["app-a"]


def test_a_nat_gateway_that_is_off_leaves_a_blackhole_so_that_no_wider_route_takes_its_traffic() -> None:
    topology = two_zones().build()
    table = switch_off(topology, ["nat"]).topology.get(RouteTable, "rtb-app-a")
    assert table is not None
    assert [(r.target, r.state) for r in table.routes] == [("nat", "blackhole")]


def test_a_regional_nat_gateway_outlives_a_zone() -> None:
    made = two_zones().change("nat", subnet_id=None, vpc_id="vpc", availability_mode="regional", allocation_id=None)
    assert fate(what_if(made.build(), [A]))["status"] == "reduced"


def test_a_service_in_one_zone_alone_is_down_with_it_and_who_calls_it_loses_the_connection() -> None:
    made = two_zones().service("worker", "app-a", ["app-group"]).connection("app", "worker", 8080)
    report = what_if(made.build(), [A])
    assert fate(report, "worker")["status"] == "down"
    (call,) = [x for x in fate(report)["losses"] if x["flow"] == "application"]
    assert [(b["cause"], b["resource"]) for b in call["blockers"]] == [("SWITCHED_OFF", "worker")]
    assert "worker is gone with us-east-1a" in call["blockers"][0]["message"]


def test_an_interface_endpoint_answers_from_the_zones_that_are_left_and_from_none_where_it_had_one() -> None:
    made = network().vpc().subnet("a", "a").subnet("b", "b").group("g", [rule("10.0.0.0/16", 443)])
    made.service("app", ("a", "b"), ["g"], logs=True).interface_endpoint("logs", ("a", "b"), ["g"])
    assert fate(what_if(made.build(), [A]))["status"] == "reduced"
    made.change("logs-endpoint", subnet_ids=("a",))
    report = what_if(made.build(), [A])
    assert losses(report) == {"logs": ["b"]}
    assert fate(report)["losses"][0]["blockers"][0]["resource"] == "logs-endpoint"


def test_a_private_dns_name_leads_to_an_endpoint_that_is_off_though_a_nat_gateway_would_lead_out() -> None:
    made = (
        two_zones().group("open", [rule("10.0.0.0/16", 443)]).interface_endpoint("logs", ("app-a", "app-b"), ["open"])
    )
    assert losses(what_if(made.build(), ["logs-endpoint"])) == {"logs": ["app-a", "app-b"]}


def test_the_routes_of_a_gateway_endpoint_that_is_off_take_its_traffic_though_a_nat_gateway_would_lead_out() -> None:
    made = two_zones().gateway_endpoint("s3", ("app-a", "app-b"))
    report = what_if(made.build(), ["s3-endpoint"])
    (pull,) = fate(report)["losses"]
    assert (pull["flow"], pull["to"], pull["lost"]) == ("image-pull", "s3", ["app-a", "app-b"])
    assert pull["blockers"][0]["cause"] == "BLACKHOLE_ROUTE"


def test_without_its_internet_gateway_a_vpc_neither_gets_out_nor_is_it_reached() -> None:
    made = two_zones().group("lb-group", [rule(port=80)])
    made.load_balancer("lb", ("public-a", "public-b"), ["lb-group"], service="app")
    report = what_if(made.build(), ["igw-vpc"])
    assert fate(report)["status"] == "cannot-start"
    assert losses(report)["internet-to-lb"] == ["app-a", "app-b"]
    assert "lb-to-task" not in losses(report)


def test_a_task_with_a_public_address_is_no_longer_reached_by_it() -> None:
    made = (
        network()
        .vpc()
        .subnet("a", public=True)
        .group("g", [rule(port=8080)])
        .service("app", "a", ["g"], public_ip=True)
    )
    assert losses(what_if(made.build(), ["igw-vpc"]))["internet-to-task"] == ["a"]


def test_a_load_balancer_serves_the_tasks_of_a_zone_from_the_nodes_that_are_left() -> None:
    made = two_zones().nat("nat-b", "public-b").group("lb-group", [rule(port=80)])
    made.change("rtb-app-b", routes=(Route(destination_cidr_block="0.0.0.0/0", nat_gateway_id="nat-b"),))
    made.load_balancer("lb", ("public-a", "public-b"), ["lb-group"], service="app")
    report = what_if(made.build(), [A])
    assert (fate(report)["status"], fate(report)["losses"]) == ("reduced", [])
    assert ("lb", "part") in [(g["resource"], g["extent"]) for g in report["gone"]]
    gone = what_if(made.build(), ["lb"])
    assert losses(gone) == {"lb-to-task": ["app-a", "app-b"], "internet-to-lb": ["app-a", "app-b"]}
    assert {b["resource"] for x in fate(gone)["losses"] for b in x["blockers"]} == {"lb"}


def test_a_second_load_balancer_on_the_same_port_still_brings_the_internet_in() -> None:
    made = two_zones().group("lb-group", [rule(port=80)])
    for id in ("one", "two"):
        made.load_balancer(id, ("public-a", "public-b"), ["lb-group"], service="app")
    assert losses(what_if(made.build(), ["one"])) == {"lb-to-task": ["app-a", "app-b"]}


def test_a_regional_file_system_is_mounted_in_the_zones_that_are_left_and_a_one_zone_file_system_in_none() -> None:
    made = network().vpc().subnet("a", "a").subnet("b", "b").group("g", [rule("10.0.0.0/16", 2049)])
    made.service("app", ("a", "b"), ["g"]).file_system("files", ("a", "b"), ["g"], mounted_by="app")
    assert fate(what_if(made.build(), [A]))["status"] == "reduced"
    assert losses(what_if(made.build(), ["files-a"])) == {"efs": ["a"]}
    made.add(FileSystem(id="files", availability_zone_name=A))
    report = what_if(made.build(), [A])
    assert losses(report) == {"efs": ["b"]}
    assert fate(report)["status"] == "cannot-start"


def test_whether_a_database_without_a_standby_is_gone_is_unknown_unless_its_zone_is_said() -> None:
    made = two_zones().group("db-group", [rule("app-group", 5432)]).database("db", ("app-a", "app-b"), ["db-group"])
    made.connection("app", "db", 5432).nat("nat-b", "public-b")
    made.change("rtb-app-b", routes=(Route(destination_cidr_block="0.0.0.0/0", nat_gateway_id="nat-b"),))
    open_ = what_if(made.build(), [A])
    assert [(x["flow"], x["verdict"]) for x in fate(open_)["losses"]] == [("application", "unknown")]
    assert "has no standby" in fate(open_)["losses"][0]["doubts"][0]
    for properties, lost in (
        ({"MultiAZ": True}, []),
        ({"AvailabilityZone": B}, []),
        ({"AvailabilityZone": A}, ["blocked"]),
    ):
        report = what_if(made.change("db", properties=properties).build(), [A])
        assert [x["verdict"] for x in fate(report)["losses"]] == lost, properties


def test_a_transit_gateway_is_not_reached_from_a_zone_without_the_attachments_subnet() -> None:
    made = (
        network()
        .vpc("hub", "10.1.0.0/16")
        .subnet("hub-a", "a")
        .subnet("hub-b", "b")
        .group("hub-group", [rule("10.0.0.0/8", 8080)])
    )
    made.service("store", ("hub-a", "hub-b"), ["hub-group"])
    made.vpc("vpc").subnet("a", "a").subnet("b", "b").group("g").service("app", ("a", "b"), ["g"]).connection(
        "app", "store", 8080
    )
    made.add(
        TransitGateway(id="tgw"),
        TransitGatewayAttachment(id="at-hub", transit_gateway_id="tgw", vpc_id="hub", subnet_ids=("hub-a", "hub-b")),
        TransitGatewayAttachment(id="at-app", transit_gateway_id="tgw", vpc_id="vpc", subnet_ids=("a", "b")),
    )
    for subnet, to in (("a", "10.1.0.0/16"), ("b", "10.1.0.0/16"), ("hub-a", "10.0.0.0/16"), ("hub-b", "10.0.0.0/16")):
        made.route(subnet, to, "tgw")
    topology = made.build()
    assert fate(what_if(topology, [A]))["losses"] == []
    for off in ("tgw", "at-app", "at-hub"):
        assert losses(what_if(topology, [off])) == {"application": ["a", "b"]}, off
    made.change("at-hub", subnet_ids=("hub-a",)).change("store", subnets=("hub-a", "hub-b"))
    gone = what_if(made.build(), [f"hub/{A}"])
    assert "application" in losses(gone)
    assert fate(gone)["placements"][0]["state"] == "kept"  # the zone is off in the hub's VPC alone


def test_a_nat_instance_is_gone_with_its_zone_and_its_route_a_blackhole() -> None:
    made = network().vpc().subnet("public-a", "a", public=True).subnet("b", "b").group("g", [rule()])
    made.add(
        Instance(
            id="nat-host",
            subnet_id="public-a",
            source_dest_check=False,
            associate_public_ip_address=True,
            security_group_ids=("g",),
        )
    )
    made.route("b", "0.0.0.0/0", "nat-host").service("app", "b", ["g"], logs=True)
    for off in (A, "nat-host"):
        assert losses(what_if(made.build(), [off]))["logs"] == ["b"], off


def test_a_network_behind_a_vpn_is_lost_with_its_connection_or_its_gateway() -> None:
    made = network().vpc().subnet("a").group("g").external_host("office", "192.168.1.10").service("app", "a", ["g"])
    made.add(
        VpnGateway(id="vgw", vpc_id="vpc"),
        VpnConnection(
            id="vpn",
            vpn_gateway_id="vgw",
            static_routes_only=True,
            routes=(VpnStaticRoute(destination_cidr_block="192.168.0.0/16"),),
        ),
    )
    made.route("a", "192.168.0.0/16", "vgw").connection("app", "office", 443)
    for off in ("vgw", "vpn"):
        report = what_if(made.build(), [off])
        assert [x["verdict"] for x in fate(report)["losses"]] == ["blocked"], off


def test_a_zone_may_be_named_by_its_id_and_of_one_vpc_alone() -> None:
    made = network().vpc().subnet("a", "a", properties={"AvailabilityZoneId": "use1-az4"}).service("app", "a")
    made.vpc("other", "10.9.0.0/16").subnet("other-a", "a").service("else", "other-a")
    topology = made.build()
    assert [fate(what_if(topology, [A]), w)["status"] for w in ("app", "else")] == ["down", "down"]
    for name in (f"vpc/{A}", "use1-az4"):
        assert [fate(what_if(topology, [name]), w)["status"] for w in ("app", "else")] == ["down", "keeps"], name


@pytest.mark.parametrize("name", ["us-east-1z", "rtb-app-a", "app-group", ""])
def test_what_cannot_be_switched_off_is_refused_in_words(name: str) -> None:
    with pytest.raises(OffError, match=r"switched off|Its zones: us-east-1a, us-east-1b"):
        what_if(two_zones().build(), [name])


def test_what_did_not_work_before_is_no_loss() -> None:
    made = network().vpc().subnet("a", "a").subnet("b", "b").service("app", ("a", "b"), logs=True)
    assert fate(what_if(made.build(), [A]))["losses"] == []


def test_a_service_whose_subnets_the_input_leaves_open_is_not_called_down() -> None:
    made = two_zones().change("app", subnets=("app-a",))
    topology = made.build(unresolved=(Unresolved(resource="app", property="subnets", reason="a parameter"),))
    assert fate(what_if(topology, [A]))["status"] != "down"


def test_the_answer_is_the_same_with_and_without_what_the_design_remembers() -> None:
    made = two_zones().group("lb-group", [rule(port=80)]).gateway_endpoint("s3", ("app-a", "app-b"))
    made.load_balancer("lb", ("public-a", "public-b"), ["lb-group"], service="app")
    topology = made.build()
    check(topology)
    for off in ([A], ["nat"], ["igw-vpc"], ["s3-endpoint", B], ["lb"]):
        assert json.dumps(what_if(topology, off)) == json.dumps(what_if(from_nothing(topology), off)), off


def test_the_single_points_of_failure_come_with_the_worst_first() -> None:
    made = two_zones().service("worker", "app-b", ["app-group"])
    told: list[tuple[int, int]] = []
    report = single_points(made.build(), lambda done, total: told.append((done, total)))
    assert {p["id"]: i for i, p in enumerate(report["points"])} == {B: 0, A: 1, "nat": 2, "igw-vpc": 3}
    by_id = {p["id"]: p["summary"] for p in report["points"]}
    assert (by_id[B]["down"], by_id[B]["reduced"]) == (1, 1)
    assert (by_id["nat"]["cannot-start"], by_id["nat"]["keeps"]) == (2, 0)
    assert told[-1] == (len(report["points"]), len(report["points"]))


def test_an_endpoint_that_nobody_asks_harms_nobody() -> None:
    made = two_zones().group("open", [rule("10.0.0.0/16", 443)]).interface_endpoint("sqs", "app-a", ["open"])
    report = what_if(made.build(), ["sqs-endpoint"])
    assert report["summary"]["keeps"] == 1
    held = switch_off(made.build(), ["sqs-endpoint"]).topology.get(VpcEndpoint, "sqs-endpoint")
    assert held is not None and held.subnet_ids == ()
