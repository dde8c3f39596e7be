"""Where a task gets to by what it is told to ask: an address, an attribute of a resource, a name that is private or AWS's own."""

import pytest

from topology.model import Database, LogConfiguration, VpcEndpoint

from ..asking import causes, doubts, verdict
from ..builders import Network, network, rule
from .test_endpoints import isolated


def told(made: Network, host: str, port: int = 443) -> Network:
    """The service `app` logs to this host."""
    options = {"Name": "opensearch", "Host": host, "Port": str(port)}
    log = LogConfiguration(log_driver="awsfirelens", options=options)
    return made.service("app", "a", ["app-group"], container={"log_configuration": log})


def nat() -> Network:
    return network().vpc().subnet("pub", public=True).nat("nat", "pub").subnet("a", nat="nat").group("app-group")


def search(port: int) -> Database:
    return Database(
        id="search",
        cloudformation_type="AWS::OpenSearchService::Domain",
        subnets=("a",),
        security_groups=("search-group",),
        port=port,
    )


def test_an_attribute_of_a_resource_leads_to_the_resource() -> None:
    made = isolated().group("search-group", [rule("app-group", 443)]).add(search(443))
    assert verdict(told(made, "${search.DomainEndpoint}").build(), "logs") == "reachable"
    assert causes(told(made, "${search.DomainEndpoint}", 9200).build(), "logs") == [("PEER_SG_INGRESS", "search-group")]


def test_what_an_attribute_of_something_that_is_not_modelled_leads_to_is_not_known() -> None:
    assert verdict(told(isolated(), "${Other.Endpoint}").build(), "logs") == "unknown"


def test_who_has_an_address_of_a_subnet_is_not_in_the_input() -> None:
    assert doubts(told(isolated(), "10.0.0.77").build(), "logs") == [
        "what has the address 10.0.0.77 is not in the input"
    ]
    assert causes(told(isolated(), "10.99.0.77").build(), "logs") == [("NO_ROUTE", "rtb-a")]


@pytest.mark.parametrize(
    "host",
    [
        "logs", "logs.corp.internal", "logs.lan", "vpc-logs-abc.us-east-1.es.amazonaws.com", "db.abc.us-east-1.rds.amazonaws.com",
        "fs-1.efs.us-east-1.amazonaws.com", "internal-lb-1.us-east-1.elb.amazonaws.com", "b-1.k.abc.c2.kafka.us-east-1.amazonaws.com",
    ],
)  # fmt: skip
def test_what_a_private_name_leads_to_is_not_in_the_input(host: str) -> None:
    assert verdict(told(isolated(), host).build(), "logs") == "unknown"
    assert verdict(told(nat(), host).build(), "logs") == "unknown"


@pytest.mark.parametrize(
    "host", ["logs.example.com", "search-logs-abc.us-east-1.es.amazonaws.com", "internal-tools.example.com"]
)
def test_a_public_name_is_on_the_internet(host: str) -> None:
    assert causes(told(isolated(), host).build(), "logs") == [("NO_ROUTE", "rtb-a")]
    assert verdict(told(nat(), host).build(), "logs") == "reachable"


def test_the_own_name_of_a_service_leads_to_its_endpoint() -> None:
    assert (
        verdict(told(isolated("kinesis-firehose"), "firehose.us-east-1.amazonaws.com").build(), "logs") == "reachable"
    )
    assert causes(told(isolated(), "firehose.us-east-1.amazonaws.com").build(), "logs") == [("NO_ROUTE", "rtb-a")]


def test_an_endpoint_for_somebody_else_s_service_may_answer_for_a_public_name() -> None:
    partner = VpcEndpoint(
        id="partner", vpc_id="vpc", vpc_endpoint_type="Interface", service_name="com.amazonaws.vpce.us-east-1.vpce-svc-1", subnet_ids=("a",),
        security_group_ids=("endpoints",), private_dns_enabled=True,
    )  # fmt: skip
    made = isolated().add(partner)
    assert verdict(told(made, "intake.example.com").build(), "logs") == "unknown"
    assert causes(told(made, "intake.example.com", 9000).build(), "logs") == [("NO_ROUTE", "rtb-a")], (
        "its group stops it as well"
    )
