"""What CloudFormation requires and a drawing does not say: written for what was drawn, and never for what a template said."""

from typing import Any

import pytest

from topology.model import (
    Instance,
    Listener,
    MountTarget,
    Resource,
    ScheduledTask,
    TaskDefinition,
    Topology,
    VpnConnection,
    VpnGateway,
)
from topology.readers import Input, ReadError, read
from topology.readers.source import parse
from topology.writers.cloudformation import write_cloudformation

from ..builders import Network, network
from ..readers.templates import read_template
from .test_cloudformation import again


def template_of(topology: Topology) -> dict[str, Any]:
    return dict(parse(write_cloudformation(topology), "out.yaml").value)


def properties_of(built: Network, *resources: Resource) -> tuple[dict[str, Any], dict[str, Any]]:
    """The properties of the last of these resources in the template of a network with them, and the template's parameters."""
    template = template_of(built.add(*resources).build())
    return template["Resources"][resources[-1].id].get("Properties", {}), template.get("Parameters", {})


def test_a_service_that_logs_has_a_size_and_asks_for_the_role_by_which_it_does() -> None:
    template = template_of(network().vpc().subnet("a").group("g").service("web", "a", ["g"], logs=True).build())
    task = next(r["Properties"] for r in template["Resources"].values() if r["Type"] == "AWS::ECS::TaskDefinition")
    assert (task["Cpu"], task["Memory"]) == ("256", "512")
    assert task["ExecutionRoleArn"] == {"Ref": "TaskExecutionRoleArn"}
    assert template["Parameters"]["TaskExecutionRoleArn"]["Type"] == "String"


def test_a_public_image_without_logs_needs_no_role() -> None:
    template = template_of(network().vpc().subnet("a").group("g").service("web", "a", ["g"], image="nginx").build())
    assert "Parameters" not in template


@pytest.mark.parametrize(
    ("given", "size"),
    [
        ({}, ("256", "512")),
        ({"operating_system_family": "WINDOWS_SERVER_2022_CORE"}, ("1024", "2048")),
        ({"cpu": "4096"}, ("4096", "8192")),
        ({"memory": "8192"}, ("1024", "8192")),
        ({"cpu": "512", "memory": "4096"}, ("512", "4096")),
    ],
)
def test_what_is_missing_of_a_size_fits_what_is_given(given: dict[str, str], size: tuple[str, str]) -> None:
    task, _parameters = properties_of(network(), TaskDefinition(id="task", **given))
    assert (task["Cpu"], task["Memory"]) == size


@pytest.mark.parametrize(
    ("resource", "asked"),
    [
        (Listener(id="it", port=443, protocol="HTTPS"), {"CertificateArn"}),
        (Listener(id="it", port=80, protocol="HTTP"), set()),
        (ScheduledTask(id="it"), {"SchedulerRoleArn"}),
        (ScheduledTask(id="it", scheduler="events"), {"EventsRoleArn"}),
        (ScheduledTask(id="it", scheduler="pipes"), {"PipeSourceArn", "PipeRoleArn"}),
        (VpnConnection(id="it"), {"CustomerGatewayId"}),
        (VpnGateway(id="it"), set()),
        (Instance(id="it"), {"ImageId"}),
    ],
    ids=lambda value: getattr(value, "type", None),
)
def test_what_only_the_account_knows_is_a_parameter(resource: Resource, asked: set[str]) -> None:
    _properties, parameters = properties_of(network(), resource)
    assert parameters.keys() == asked


def test_listeners_ask_for_one_certificate_together() -> None:
    first, second = (Listener(id=id, port=port, protocol="HTTPS") for id, port in (("one", 443), ("two", 8443)))
    properties, parameters = properties_of(network(), first, second)
    assert properties["Certificates"] == [{"CertificateArn": {"Ref": "CertificateArn"}}]
    assert list(parameters) == ["CertificateArn"]


def test_what_a_template_says_stays_as_it_was() -> None:
    """Certificates may stand in resources of their own (AWS::ElasticLoadBalancingV2::ListenerCertificate), for one."""
    read = read_template(
        "Front: {Type: AWS::ElasticLoadBalancingV2::Listener, Properties: {Port: 443, Protocol: HTTPS}}\n"
        "Task: {Type: AWS::ECS::TaskDefinition, Properties: {RequiresCompatibilities: [FARGATE]}}\n"
    )
    template = template_of(read)
    assert "Parameters" not in template
    assert template["Resources"]["Front"]["Properties"] == {"Port": 443, "Protocol": "HTTPS"}
    assert again(read) == read


def test_a_listener_that_is_drawn_into_an_imported_design_is_completed() -> None:
    read = read_template("Task: {Type: AWS::ECS::TaskDefinition, Properties: {RequiresCompatibilities: [FARGATE]}}\n")
    template = template_of(read.with_resources(Listener(id="Front", port=443, protocol="HTTPS")))
    assert "Certificates" in template["Resources"]["Front"]["Properties"]
    assert "Cpu" not in template["Resources"]["Task"]["Properties"]


def test_what_can_have_no_tags_keeps_its_name_and_tags() -> None:
    """CloudFormation has no tags of mount targets: it refuses a template that gives them."""
    target = MountTarget(id="target", name="files in a", tags={"team": "orders"})
    properties, _parameters = properties_of(network(), target)
    assert "Tags" not in properties
    back = again(network().add(target).build()).get(MountTarget, "target")
    assert back is not None and (back.name, dict(back.tags)) == ("files in a", {"team": "orders"})


@pytest.mark.parametrize("tags", ['["a"]', "{target: [a]}", "{target: {Name: [a]}}"])
def test_tags_in_the_metadata_that_farway_does_not_write_are_refused(tags: str) -> None:
    text = f"Metadata: {{Farway: {{Tags: {tags}}}}}\nResources: {{target: {{Type: AWS::EFS::MountTarget}}}}\n"
    with pytest.raises(ReadError):
        read([Input("t.yaml", text.encode())])
