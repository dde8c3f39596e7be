"""What a task needs, over which interface it goes and under which role, by platform version."""

from typing import Any

import pytest

from topology.fargate.flows import flows_of
from topology.fargate.needs import registry_host
from topology.model import (
    EnvironmentFile,
    LogConfiguration,
    ScheduledTask,
    Secret,
    StandaloneTask,
    TaskDefinition,
    Topology,
    Unresolved,
    Workload,
)

from ..asking import causes, doubts, flow, verdict
from ..builders import ECR_IMAGE, Network, network

SECRET = "arn:aws:secretsmanager:us-east-1:123456789012:secret:db-abc"
PARAMETER = "arn:aws:ssm:us-east-1:123456789012:parameter/db"


def public(**fields: Any) -> Network:
    """The service `app` with public addresses in a public subnet."""
    return network().vpc().subnet("a", public=True).service("app", "a", public_ip=True, **fields)


def needed(topology: Topology) -> set[tuple[str, str]]:
    workload = topology.get(Workload, "app")
    assert workload is not None
    return {(f.flow, f.to) for f in flows_of(topology, workload) if f.required}


def test_a_task_with_an_image_of_amazon_ecr_logs_in_and_pulls_its_layers_from_s3() -> None:
    assert needed(public().build()) == {("ecr-auth", "ecr.api"), ("image-pull", "ecr.dkr"), ("image-pull", "s3")}


def test_a_task_with_a_public_image_needs_its_registry_only() -> None:
    assert needed(public(image="nginx").build()) == {("image-pull", "registry-1.docker.io")}


@pytest.mark.parametrize(
    ("image", "host"),
    [
        ("nginx", "registry-1.docker.io"),
        ("acme/app:1", "registry-1.docker.io"),
        ("docker.io/acme/app", "registry-1.docker.io"),
        ("public.ecr.aws/x/y", "public.ecr.aws"),
        ("ghcr.io/acme/app@sha256:0", "ghcr.io"),
        ("registry.local:5000/app", "registry.local:5000"),
        ("localhost/app", "localhost"),
    ],
)
def test_the_registry_of_an_image_is_its_first_part_where_that_is_a_host(image: str, host: str) -> None:
    assert registry_host(image) == host


def test_a_registry_with_a_port_is_asked_on_it() -> None:
    assert flow(public(image="registry.example.com:5000/app").build(), "image-pull").port == 5000
    assert flow(public(image="registry.example.com:²/app").build(), "image-pull").port == 443


def test_an_address_may_be_a_registry() -> None:
    made = network().vpc().subnet("a").service("app", "a", image="10.9.0.1:5000/app")
    assert causes(made.build(), "image-pull") == [("NO_ROUTE", "rtb-a")]


def test_logs_go_to_cloudwatch_under_the_execution_role() -> None:
    logs = flow(public(logs=True).build(), "logs")
    assert (logs.to, logs.role, logs.interface) == ("logs", "task-execution", "task")


def firelens(**options: str) -> Network:
    return public(container={"log_configuration": LogConfiguration(log_driver="awsfirelens", options=options)})


def test_firelens_sends_under_the_task_role() -> None:
    logs = flow(firelens(Name="cloudwatch_logs", region="us-east-1").build(), "logs")
    assert (logs.to, logs.role) == ("logs", "task")
    assert flow(firelens(Name="firehose").build(), "logs").to == "kinesis-firehose"


def test_firelens_to_a_host_needs_that_host() -> None:
    logs = flow(firelens(Name="forward", Host="logs.example.com", Port="24224").build(), "logs")
    assert (logs.to, logs.port, logs.verdict) == ("logs.example.com", 24224, "reachable")


def test_where_firelens_sends_may_not_be_known() -> None:
    assert verdict(firelens(Name="something-else").build(), "logs") == "unknown"


def with_secret(value: str | None, **fields: Any) -> Network:
    return public(container={"secrets": (Secret(name="PASSWORD", value_from=value, **fields),)})


def test_secrets_and_parameters_are_two_services() -> None:
    assert flow(with_secret(SECRET).build(), "secrets").to == "secretsmanager"
    assert flow(with_secret(PARAMETER).build(), "ssm-parameters").to == "ssm"
    assert flow(with_secret("/app/password").build(), "ssm-parameters").to == "ssm"
    assert flow(with_secret("DbSecret", service="secretsmanager").build(), "secrets").to == "secretsmanager"


def test_where_a_secret_is_kept_may_not_be_known() -> None:
    topology = with_secret(None).build()
    assert verdict(topology, "secrets") == "unknown"
    assert "PASSWORD" in doubts(topology, "secrets")[0]


def test_several_secrets_of_one_service_are_one_flow() -> None:
    two = (Secret(name="A", value_from=SECRET), Secret(name="B", value_from=SECRET + "2"))
    assert flow(public(container={"secrets": two}).build(), "secrets").to == "secretsmanager"


def test_the_credentials_of_a_private_registry_are_a_secret() -> None:
    topology = public(image="registry.example.com/app", container={"repository_credentials": SECRET}).build()
    assert needed(topology) == {("secrets", "secretsmanager"), ("image-pull", "registry.example.com")}


def test_environment_files_come_from_s3() -> None:
    topology = public(container={"environment_files": (EnvironmentFile(value="arn:aws:s3:::bucket/app.env"),)}).build()
    assert flow(topology, "environment-files").to == "s3"


def test_ecs_exec_needs_ssmmessages_and_the_key_where_there_is_one() -> None:
    assert needed(public(enable_execute_command=True, image="nginx").build()) >= {("exec", "ssmmessages")}
    made = public(enable_execute_command=True).change("cluster", execute_command_kms_key_id="key")
    assert flow(made.build(), "exec-kms").to == "kms"
    assert flow(made.build(), "exec").role == "task"


@pytest.mark.parametrize("kind", [StandaloneTask, ScheduledTask])
def test_tasks_without_a_service_have_the_same_needs(kind: type[Workload]) -> None:
    made = network().vpc().subnet("a", public=True).workload(kind, "app", "a", public_ip=True, logs=True)
    assert needed(made.build()) == {
        ("ecr-auth", "ecr.api"),
        ("image-pull", "ecr.dkr"),
        ("image-pull", "s3"),
        ("logs", "logs"),
    }


def test_a_task_on_ec2_is_not_reported() -> None:
    assert public(launch_type="EC2").build().workloads == ()


# Platform versions


def on(version: str, **fields: Any) -> Topology:
    container = {"secrets": (Secret(name="A", value_from=SECRET), Secret(name="B", value_from=PARAMETER))}
    made = (
        network()
        .vpc()
        .subnet("a")
        .service("app", "a", platform_version=version, container=container, logs=True, **fields)
    )
    return made.build()


@pytest.mark.parametrize("name", ["ecr-auth", "secrets", "ssm-parameters"])
def test_up_to_1_3_0_fargates_own_interface_logs_in_and_fetches_secrets(name: str) -> None:
    old = flow(on("1.3.0"), name)
    assert (old.interface, old.verdict) == ("fargate", "reachable")
    new = flow(on("1.4.0"), name)
    assert (new.interface, new.verdict) == ("task", "blocked")


def test_up_to_1_3_0_images_and_logs_go_over_the_tasks_interface_all_the_same() -> None:
    assert verdict(on("1.3.0"), "image-pull", to="ecr.dkr") == "blocked"
    assert (flow(on("1.3.0"), "logs").interface, verdict(on("1.3.0"), "logs")) == ("task", "blocked")


def test_up_to_1_3_0_there_is_no_ecs_exec() -> None:
    assert causes(on("1.3.0", enable_execute_command=True), "exec") == [("PLATFORM_VERSION", "app")]


@pytest.mark.parametrize("version", [None, "LATEST", "1.4.0"])
def test_latest_is_1_4_0_on_linux(version: str | None) -> None:
    made = network().vpc().subnet("a").service("app", "a", platform_version=version)
    assert flow(made.build(), "ecr-auth").interface == "task"


def test_on_windows_1_0_0_everything_goes_over_the_tasks_interface() -> None:
    made = (
        network()
        .vpc()
        .subnet("a")
        .service("app", "a", platform_version="1.0.0", task={"operating_system_family": "WINDOWS_SERVER_2022_FULL"})
    )
    assert flow(made.build(), "ecr-auth").interface == "task"


# What the input leaves open


def test_an_image_that_is_a_parameter_is_unknown() -> None:
    made = public(image=ECR_IMAGE)
    containers = made.resources["app-task"].container_definitions
    made.change("app-task", container_definitions=tuple(c.changed(image=None) for c in containers))
    assert verdict(made.build(), "image-pull") == "unknown"


def test_a_task_definition_that_is_not_in_the_input_is_unknown() -> None:
    topology = public().build().without("app-task")
    assert topology.get(TaskDefinition, "app-task") is None
    assert verdict(topology, "image-pull") == "unknown"


@pytest.mark.parametrize("name", ["image-pull", "internet-egress-ipv4"])
def test_subnets_that_are_a_parameter_are_unknown(name: str) -> None:
    made = public(image="nginx").change("app", subnets=())
    topology = made.build(unresolved=(Unresolved(resource="app", property="subnets", reason="a parameter"),))
    assert verdict(topology, name) == "unknown"


def test_what_is_known_of_the_subnets_is_judged() -> None:
    made = network().vpc().subnet("a").service("app", "a", image="nginx")
    topology = made.build(unresolved=(Unresolved(resource="app", property="subnets", reason="a parameter"),))
    places = {p.subnet: p.outcome.verdict for p in flow(topology, "image-pull").placements}
    assert places == {"a": "blocked", None: "unknown"}


def test_a_subnet_whose_vpc_is_a_parameter_is_unknown() -> None:
    made = public(image="nginx").change("a", vpc_id=None)
    assert (
        verdict(
            made.build(unresolved=(Unresolved(resource="a", property="vpc_id", reason="a parameter"),)), "image-pull"
        )
        == "unknown"
    )


def test_a_subnet_whose_block_is_a_parameter_is_unknown() -> None:
    made = public(image="nginx").change("a", cidr_block=None)
    assert (
        verdict(
            made.build(unresolved=(Unresolved(resource="a", property="cidr_block", reason="a parameter"),)),
            "image-pull",
        )
        == "unknown"
    )


def test_a_whole_placement_that_fails_is_never_hidden() -> None:
    made = (
        network()
        .vpc()
        .subnet("a", public=True)
        .subnet("b", "b")
        .service("app", ["a", "b"], public_ip=True, image="nginx")
    )
    assert verdict(made.build(), "image-pull") == "partial"
    assert [p.outcome.verdict for p in flow(made.build(), "image-pull").placements] == ["reachable", "blocked"]
    assert causes(made.build(), "image-pull") == [("NO_ROUTE", "rtb-b")]


@pytest.mark.parametrize(
    ("url", "port"),
    [("https://splunk.example.com", 443), ("http://splunk.example.com", 80), ("https://splunk.example.com:8088", 8088)],
)
def test_splunk_is_asked_where_its_address_says(url: str, port: int) -> None:
    log = LogConfiguration(log_driver="splunk", options={"splunk-url": url})
    found = flow(public(container={"log_configuration": log}).build(), "logs")
    assert (found.to, found.port) == ("splunk.example.com", port)


def test_where_splunk_listens_may_not_be_known() -> None:
    log = LogConfiguration(log_driver="splunk", options={"splunk-url": "nonsense"})
    assert verdict(public(container={"log_configuration": log}).build(), "logs") == "unknown"


@pytest.mark.parametrize("driver", ["json-file", "none"])
def test_logs_that_stay_on_the_task_need_nothing(driver: str) -> None:
    topology = public(image="nginx", container={"log_configuration": LogConfiguration(log_driver=driver)}).build()
    assert needed(topology) == {("image-pull", "registry-1.docker.io")}
