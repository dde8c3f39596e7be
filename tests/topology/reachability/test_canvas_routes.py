"""The canvas shows the route that an address takes; these cases, which its own tests use too, hold the engine to the same answers."""

import json
from pathlib import Path
from typing import Any

import pytest

from topology.addresses import addresses_of
from topology.model import RouteTable, Topology, Vpc
from topology.model.validation import validated
from topology.reachability.routing import choose

FIXTURE = Path(__file__).parents[3] / "frontend" / "tests" / "fixtures" / "routing.json"
ROUTING: dict[str, Any] = json.loads(FIXTURE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", ROUTING["cases"], ids=lambda c: f"{c['address']} in {c['table']}")
def test_an_address_takes_the_route_that_the_canvas_shows(case: dict[str, Any]) -> None:
    topology = validated(Topology, ROUTING["document"])
    table, vpc = topology.get(RouteTable, case["table"]), topology.get(Vpc, "Net")
    assert table and vpc
    family = "ipv6" if ":" in case["address"] else "ipv4"
    length = 128 if family == "ipv6" else 32
    (choice,) = choose(topology, table, vpc, family, addresses_of([f"{case['address']}/{length}"], family), named=None)
    if case["winner"] is None:
        assert choice.kind == "none"
    elif case["winner"] == "local":
        assert choice.kind == "local"
    else:
        assert choice.route == table.routes[case["winner"]]
