"""The NetworkConfiguration snippet, in the spelling of the resource that it is for."""

from typing import Any

import pytest
import yaml

from topology.model import Topology, Unresolved
from topology.writers import WriteError, write
from topology.writers.cloudformation_names import Names

from ..builders import network


class Loader(yaml.SafeLoader):
    """Reads `!Ref X` as {"Ref": "X"}."""


Loader.add_constructor("!Ref", lambda loader, node: {"Ref": node.value})


def snippet(topology: Topology, resource: str | None = None) -> Any:
    return yaml.load(write(topology, "network-configuration", resource).content, Loader)


def test_a_service_refers_to_the_subnets_and_groups_of_its_template() -> None:
    topology = network().vpc().subnet("AppA").group("Web").service("Orders", "AppA", ["Web"], public_ip=True).build()
    assert snippet(topology) == {
        "NetworkConfiguration": {
            "AwsvpcConfiguration": {
                "Subnets": [{"Ref": "AppA"}], "SecurityGroups": [{"Ref": "Web"}], "AssignPublicIp": "ENABLED",
            }
        }
    }  # fmt: skip


def test_ids_of_aws_stay_as_they_are_and_what_is_not_given_is_left_out() -> None:
    topology = (
        network().vpc("vpc-0a1b2c3d").subnet("subnet-0a1b2c3d4e5f60718")
        .service("orders", "subnet-0a1b2c3d4e5f60718").change("orders", assign_public_ip=None).build()
    )  # fmt: skip
    assert snippet(topology) == {
        "NetworkConfiguration": {"AwsvpcConfiguration": {"Subnets": ["subnet-0a1b2c3d4e5f60718"]}}
    }


def test_an_event_rule_spells_it_with_a_capital_v_and_a_schedule_and_a_pipe_do_not() -> None:
    built = network().vpc().subnet("A").scheduled_task("Rule", "A", scheduler="events").scheduled_task("Nightly", "A")
    topology = built.scheduled_task("Pipe", "A", scheduler="pipes").build()
    by_rule = snippet(topology, "Rule")["Targets"][0]["EcsParameters"]["NetworkConfiguration"]
    by_schedule = snippet(topology, "Nightly")["Target"]["EcsParameters"]["NetworkConfiguration"]
    by_pipe = snippet(topology, "Pipe")["TargetParameters"]["EcsTaskParameters"]["NetworkConfiguration"]
    assert list(by_rule) == ["AwsVpcConfiguration"]
    assert list(by_schedule) == list(by_pipe) == ["AwsvpcConfiguration"]


def test_what_the_input_left_open_is_written_as_it_stood_there() -> None:
    expression = {"Fn::Split": [",", {"Ref": "SubnetIds"}]}
    open_subnets = Unresolved(resource="Orders", property="subnets", expression=expression, reason="no default")
    topology = network().vpc().subnet("A").service("Orders", ()).build(unresolved=(open_subnets,))
    assert snippet(topology)["NetworkConfiguration"]["AwsvpcConfiguration"]["Subnets"] == expression


def test_several_workloads_stand_under_their_ids_unless_one_is_named() -> None:
    topology = network().vpc().subnet("A").service("One", "A").standalone_task("Two", "A").build()
    both = snippet(topology)
    assert list(both) == ["One", "Two"] and both["Two"] == snippet(topology, "Two")


@pytest.mark.parametrize("id", ["yes", "0123", "a: b", "- x", "#1", "!Ref x", "1.4.0", "ünïcode", "STACK/Subnet"])
def test_an_awkward_id_becomes_the_logical_id_of_the_whole_template(id: str) -> None:
    topology = network().vpc().subnet(id).service("Orders", id).build()
    (reference,) = snippet(topology)["NetworkConfiguration"]["AwsvpcConfiguration"]["Subnets"]
    assert reference == {"Ref": Names(topology)[id]} and reference["Ref"].isalnum()


def test_it_is_refused_for_what_is_no_workload_and_where_there_is_none() -> None:
    topology = network().vpc().subnet("A").build()
    for resource, code in (("A", "not-a-workload"), (None, "no-workload"), ("Nothing", "unknown-resource")):
        with pytest.raises(WriteError) as error:
            write(topology, "network-configuration", resource)
        assert error.value.code == code
