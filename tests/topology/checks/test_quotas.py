"""Quotas: AWS's defaults, and the account's own values where a design names them."""

from typing import Any

import pytest

from topology.checks import check
from topology.model import Topology
from topology.model.applying import ChangeError, apply
from topology.model.changes import read as changes
from topology.model.quotas import QUOTAS
from topology.model.validation import Invalid, validated
from topology.readers import Input, ReadError, read
from topology.writers import write

from ..builders import network
from .cases.addressing import six_vpcs


def findings(topology: Topology, rule: str) -> list[dict[str, Any]]:
    return [f for f in check(topology, remedies=False)["findings"] if f["rule"] == rule]


def test_six_vpcs_are_more_than_aws_gives_by_default() -> None:
    (found,) = findings(six_vpcs().build(), "QT07")
    assert found["message"] == "This design: 6 VPCs per Region; the default quota is 5."
    assert "vpcs_per_region" in found["fix"]


def test_an_account_whose_quota_was_raised_may_have_six_vpcs() -> None:
    assert findings(six_vpcs().build(quotas={"vpcs_per_region": 20}), "QT07") == []


def test_more_than_the_account_s_own_quota_is_told_with_it() -> None:
    (found,) = findings(six_vpcs().build(quotas={"vpcs_per_region": 4}), "QT07")
    assert found["message"] == "This design: 6 VPCs per Region; the account's quota is 4."


def test_more_than_aws_raises_a_quota_to_is_an_error() -> None:
    from ..builders import entry
    from .cases import web

    entries = [entry(n, "allow") for n in range(1, 50)]
    (found,) = findings(web().acl("acl", ["app-a"], *entries).build(), "QT12")
    assert (found["severity"], found["fix"]) == ("error", "Use fewer: AWS raises this quota to 40 at most.")


@pytest.mark.parametrize(
    ("quotas", "why"),
    [
        ({"vpcs": 20}, "there is no quota “vpcs”"),
        ({"containers_per_task_definition": 20}, "is fixed at 10"),
        ({"rules_per_network_acl": 41}, "is between 1 and 40"),
        ({"vpcs_per_region": 0}, "is between 1 and"),
        ({"vpcs_per_region": "many"}, "valid integer"),
    ],
)
def test_what_is_no_quota_of_an_account_is_refused(quotas: dict[str, Any], why: str) -> None:
    with pytest.raises(Invalid, match=why):
        validated(Topology, {"farway": 1, "quotas": quotas})
    with pytest.raises(ChangeError, match=why) as caught:
        apply(network().build(), changes([{"op": "settings", "values": {"quotas": quotas}}]))
    assert caught.value.field == "quotas"


def test_a_change_sets_the_quotas_and_leaves_the_other_settings() -> None:
    before = network("eu-west-1", dualStackIPv6="disabled").vpc().build()
    change = [{"op": "settings", "values": {"quotas": {"vpcs_per_region": 20}}}]
    after = apply(before, changes(change))
    assert (after.quotas, after.region) == ({"vpcs_per_region": 20}, "eu-west-1")
    assert after.account_settings == {"dualStackIPv6": "disabled"}


@pytest.mark.parametrize("format", ["farway", "cloudformation"])
def test_quotas_survive_being_written_and_read(format: str) -> None:
    topology = network().vpc().build(quotas={"vpcs_per_region": 20, "rules_per_security_group": 200})
    assert read([Input("design", write(topology, format).content)]).quotas == topology.quotas


def test_a_template_whose_quotas_are_none_is_refused_with_its_line() -> None:
    template = b"Metadata: {Farway: {Quotas: {vpcs: 3}}}\nResources: {Vpc: {Type: AWS::EC2::VPC}}\n"
    with pytest.raises(ReadError, match="there is no quota") as caught:
        read([Input("design.yaml", template)])
    assert caught.value.line == 1


def test_every_quota_has_a_default_within_what_aws_raises_it_to() -> None:
    assert all(q.most is None or q.default <= q.most for q in QUOTAS.values())


def test_a_service_of_more_tasks_than_aws_runs_by_default_is_read_and_told() -> None:
    topology = network().vpc().subnet("a").service("app", "a", desired_count=5001).build()
    (found,) = findings(topology, "QT16")
    assert (found["resource"], found["severity"]) == ("app", "warning")
    assert findings(topology.changed(quotas={"tasks_per_service": 8000}), "QT16") == []


def test_run_task_and_a_schedule_start_ten_tasks_at_most() -> None:
    made = network().vpc().subnet("a").standalone_task("job", "a", count=11)
    made.scheduled_task("nightly", "a", task_count=11).scheduled_task("hourly", "a", task_count=10)
    topology = made.build()
    assert [(f["resource"], f["severity"]) for f in findings(topology, "QT16")] == [("job", "error")]
    assert [(f["resource"], f["severity"]) for f in findings(topology, "QT17")] == [("nightly", "error")]


def test_a_rule_of_amazon_eventbridge_may_start_more() -> None:
    topology = network().vpc().subnet("a").scheduled_task("nightly", "a", task_count=11, scheduler="events").build()
    assert findings(topology, "QT17") == []
