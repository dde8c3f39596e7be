"""No text in a document breaks a check: what cannot be read is unknown, and never an error."""

import copy
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from topology.checks import check
from topology.model import Topology
from topology.model.validation import Invalid, validated

from ..builders import rule
from ..mistakes import design

NASTY = (
    "", "²", "٣", "-1", "99999999999999999999", "10.0.0.0/33", "::/0", "0.0.0.0/0", "1.2.3.4/24", "::ffff:1.2.3.4", "fe80::1%eth0",
    "a/b", "https://x/y", "443:443", "x" * 2048, "\u202e", "%s %(x)s {0}", "<script>", "com.amazonaws..", "..", "UDP", "TCP_UDP", "arn:aws:s3:::x",
    "arn:::::",
)  # fmt: skip
OPTIONAL = (
    ("web", "platform_version"), ("fs-a", "ip_address"), ("nat", "private_ip_address"), ("nat", "public_ip_address"), ("lb-targets", "health_check_port"),
    ("lb-targets", "protocol"), ("partner", "address"), ("logs-endpoint", "service_name"), ("a", "availability_zone"),
)  # fmt: skip
COMMON: dict[str, Any] = {"deadline": None, "suppress_health_check": list(HealthCheck), "database": None}


def document() -> dict[str, Any]:
    """A design with every kind of text that the engine reads, as JSON."""
    made = design().external_host("partner", "api.example.com").connection("web", "partner", 443)
    found = made.build().to_document()
    found["resources"]["pl-x"] = {"type": "PrefixList", "id": "pl-x", "entries": ["10.0.0.0/8"]}
    found["resources"]["web-group"]["security_group_ingress"].append(rule("pl-x", 443).to_json())
    found["resources"]["vpc"]["dhcp_options"] = {"domain_name_servers": ["AmazonProvidedDNS"]}
    return found


def texts(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Where the texts of a document stand, but for ids and types."""
    if isinstance(value, dict):
        return [p for k, v in value.items() for p in texts(v, (*path, k)) if p[-1] not in ("id", "type")]
    if isinstance(value, list):
        return [p for n, v in enumerate(value) for p in texts(v, (*path, n))]
    return [path] if isinstance(value, str) else []


CLEAN = document()
PLACES = texts(CLEAN) + [("resources", *place) for place in OPTIONAL]


def survives(changes: list[tuple[tuple[Any, ...], str]]) -> None:
    spoilt = copy.deepcopy(CLEAN)
    for path, text in changes:
        inside = spoilt
        for step in path[:-1]:
            inside = inside[step]
        inside[path[-1]] = text
    try:
        topology = validated(Topology, spoilt)
    except Invalid:
        assume(False)
        return
    report = check(topology, remedies=False)
    assert len(report["workloads"]) == 3


changes = st.lists(st.tuples(st.sampled_from(PLACES), st.sampled_from(NASTY)), min_size=1, max_size=3)


@settings(max_examples=80, derandomize=True, **COMMON)
@given(changes)
def test_a_text_that_means_nothing_breaks_no_check(spoilt: list[tuple[tuple[Any, ...], str]]) -> None:
    survives(spoilt)


@pytest.mark.long
@settings(max_examples=3_000, **COMMON)
@given(changes)
def test_many_texts_that_mean_nothing_break_no_check(spoilt: list[tuple[tuple[Any, ...], str]]) -> None:
    survives(spoilt)
