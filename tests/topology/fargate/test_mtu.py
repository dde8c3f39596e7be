"""The largest packet that a path carries, and which flows a VPC flow log sees."""

from typing import Any

import pytest

from topology.checks import check, trace
from topology.model import Topology, TransitGateway, TransitGatewayAttachment

from ..builders import Network, network
from ..reachability.hosts import ALL, ALL6


def two(**options: Any) -> Network:
    """A public task with an address of its own, and a private one behind a NAT gateway."""
    made = network().vpc(ipv6=True).subnet("pub", public=True, ipv6=True).nat("nat", "pub").subnet("priv", nat="nat")
    made.group("web", [ALL, ALL6]).service("app", "pub", ["web"], public_ip=True, **options)
    return made.service("behind", "priv", ["web"], logs=True, **options)


def mtu(topology: Topology, source: str, destination: str, **which: Any) -> int | None:
    report = trace(topology, source, destination, "tcp", 443, which.get("family"))
    assert {p["mtu"] for p in report["placements"]} == {report["mtu"]}
    found: int | None = report["mtu"]
    return found


def test_packets_inside_a_vpc_may_be_jumbo_frames() -> None:
    assert mtu(two().build(), "behind", "app") == 9001


@pytest.mark.parametrize(("source", "destination"), [("app", "internet"), ("internet", "app"), ("behind", "internet")])
def test_the_internet_takes_1500_bytes(source: str, destination: str) -> None:
    assert mtu(two().build(), source, destination) == 1500


def test_an_endpoint_takes_8500_bytes_and_so_does_a_gateway_endpoint() -> None:
    made = two().interface_endpoint("logs", "priv", ["web"]).gateway_endpoint("s3", ["priv"])
    assert sizes(made.build(), "behind", "logs") == {8500}
    assert mtu(made.build(), "behind", "logs-endpoint") == 8500


def test_a_peering_connection_takes_jumbo_frames_inside_a_region_and_8500_bytes_between_regions() -> None:
    made = (
        two().vpc("far", "10.9.0.0/16").subnet("there").group("far-web", [ALL]).service("beyond", "there", ["far-web"])
    )
    made.peering("pcx", "vpc", "far").route("priv", "10.9.0.0/16", "pcx").route("there", "10.0.0.0/16", "pcx")
    assert mtu(made.build(), "behind", "beyond") == 9001
    assert mtu(made.change("pcx", peer_region="eu-west-1").build(), "behind", "beyond") == 8500


def test_a_transit_gateway_takes_8500_bytes() -> None:
    made = (
        two().vpc("far", "10.9.0.0/16").subnet("there").group("far-web", [ALL]).service("beyond", "there", ["far-web"])
    )
    made.add(TransitGateway(id="tgw"))
    for vpc, subnet in (("vpc", "priv"), ("far", "there")):
        made.add(TransitGatewayAttachment(id=f"to-{vpc}", transit_gateway_id="tgw", vpc_id=vpc, subnet_ids=(subnet,)))
    made.route("priv", "10.9.0.0/16", "tgw").route("there", "10.0.0.0/16", "tgw")
    assert mtu(made.build(), "behind", "beyond") == 8500


def test_a_path_that_does_not_lead_to_its_end_has_none() -> None:
    made = two().vpc("far", "10.9.0.0/16").subnet("there").service("beyond", "there")
    assert mtu(made.build(), "behind", "beyond") is None


def test_old_platform_versions_have_no_jumbo_frames() -> None:
    made = two(platform_version="1.3.0")
    assert mtu(made.build(), "behind", "app") == 1500


def flows(topology: Topology, id: str, name: str) -> list[dict[str, Any]]:
    rows = next(w for w in check(topology)["workloads"] if w["id"] == id)["flows"]
    return [f for f in rows if f["flow"] == name]


def sizes(topology: Topology, id: str, name: str) -> set[int | None]:
    return {p["mtu"] for f in flows(topology, id, name) for p in f["placements"]}


def test_a_flow_log_sees_what_goes_over_the_task_s_interface_and_not_what_goes_over_fargate_s() -> None:
    (now,) = flows(two().build(), "behind", "ecr-auth")
    (then,) = flows(two(platform_version="1.3.0").build(), "behind", "ecr-auth")
    assert (now["flow_logs"], then["flow_logs"]) == (True, False)
    assert (sizes(two().build(), "behind", "ecr-auth"), then["placements"][0]["mtu"]) == ({1500}, None)
