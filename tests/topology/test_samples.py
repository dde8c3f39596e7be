"""The sample designs that a new installation shows: valid, laid out, and saying what they are there to say."""

from pathlib import Path

import pytest

from topology.checks import check
from topology.layout import lay_out, nodes
from topology.model import Topology
from topology.model.validation import validated_json
from topology.writers import write

SAMPLES = Path(__file__).parents[2] / "designer" / "samples"


def sample(name: str) -> Topology:
    return validated_json(Topology, (SAMPLES / f"{name}.json").read_bytes())


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.json")), ids=lambda p: p.stem)
def test_a_sample_is_a_whole_document_in_canonical_form(path: Path) -> None:
    topology = validated_json(Topology, path.read_bytes())
    assert topology.dangling() == [] and topology.unresolved == ()
    assert set(topology.layout) == {n.key for n in nodes(topology)} and lay_out(topology) == topology.layout
    assert write(topology, "farway").content == path.read_bytes()
    assert all(id.isalnum() for id in topology.resources), "ids are logical ids, ready for a template"


def test_there_are_two_samples() -> None:
    assert sorted(p.stem for p in SAMPLES.glob("*.json")) == ["orders-platform", "public-web-service"]


def test_the_orders_platform_cannot_pull_because_its_s3_endpoint_is_in_no_route_table() -> None:
    report = check(sample("orders-platform"))
    blocked = [
        (w["id"], f["flow"], b["cause"])
        for w in report["workloads"]
        for f in w["flows"]
        if f["required"] and f["verdict"] != "reachable"
        for b in f["placements"][0]["blockers"][:1]
    ]
    cause = "GATEWAY_ENDPOINT_NOT_ASSOCIATED"
    assert blocked == [("BillingWorker", "image-pull", cause), ("OrdersApi", "image-pull", cause)]


def test_the_public_web_service_works() -> None:
    report = check(sample("public-web-service"))
    assert report["summary"]["error"] == 0
    assert {f["verdict"] for w in report["workloads"] for f in w["flows"] if f["required"]} == {"reachable"}
