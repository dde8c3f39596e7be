"""Appliances that pass on what is not for them: what they let through is not in the input, whether they are passed at all is."""

import pytest

from topology.checks import trace
from topology.model import GatewayAssociation, NetworkInterface, Route, RouteTable

from ..asking import blocked_by, reaches
from ..builders import Network, network
from .hosts import ALL


def inspected(*, check: bool = False, edge: bool = True, public: bool = True) -> Network:
    """A task in subnet `a` that sends by an appliance's interface in `f`; with `edge`, the gateway's table sends there, too."""
    made = network().vpc().subnet("f", public=True).subnet("a").group("open", [ALL])
    made.add(
        NetworkInterface(id="firewall", subnet_id="f", security_group_ids=("open",), source_dest_check=check),
    )
    made.route("a", "0.0.0.0/0", "firewall").service("app", "a", ["open"], public_ip=public)
    if edge:
        back = Route(destination_cidr_block=made.resources["a"].cidr_block, network_interface_id="firewall")
        used = (GatewayAssociation(gateway_id="igw-vpc"),)
        made.add(RouteTable(id="edge", vpc_id="vpc", routes=(back,), gateway_associations=used))
    return made


def test_what_an_appliance_lets_through_both_ways_is_unknown() -> None:
    topology = inspected().build()
    assert reaches(topology, "internet", "app") == "unknown"
    assert reaches(topology, "app", "8.8.8.8") == "unknown"
    path = trace(topology, "app", "8.8.8.8", "tcp", 443)["path"]
    assert ("firewall", "unknown") in [(h["resource"], h["action"]) for h in path]


@pytest.mark.parametrize(("source", "destination"), [("app", "8.8.8.8"), ("internet", "app")])
def test_an_appliance_with_its_source_and_destination_check_on_passes_nothing_on(source: str, destination: str) -> None:
    assert ("SOURCE_DEST_CHECK", "firewall") in blocked_by(inspected(check=True).build(), source, destination)


def test_an_appliance_that_the_requests_do_not_pass_cannot_pass_the_answers() -> None:
    topology = inspected(edge=False).build()
    assert blocked_by(topology, "internet", "app") == [("INBOUND_TO_OUTBOUND_ONLY", "firewall")]


def test_behind_an_appliance_without_a_public_address_the_sender_needs_one() -> None:
    topology = inspected(public=False).build()
    assert blocked_by(topology, "app", "8.8.8.8") == [("NO_PUBLIC_IP", "firewall")]
    assert blocked_by(topology, "internet", "app") == [("NO_PUBLIC_IP", "app")]
