"""What AWS keeps for itself or for the account: the linked role, the tasks' interfaces, DHCP options, quotas of its own."""

from topology.model import DhcpOptions, ElasticIp, Instance, NetworkInterface, OpaqueResource, VpcEndpoint

from ...builders import Network, network
from . import respects, violates, web, zones

TASK = "arn:aws:ecs:us-east-1:123456789012:attachment/6a1c0e1d"


def linked_role(service: str) -> OpaqueResource:
    kind = "AWS::IAM::ServiceLinkedRole"
    return OpaqueResource(
        id="role", cloudformation_type=kind, body={"Type": kind, "Properties": {"AWSServiceName": service}}
    )


def with_interface(description: str) -> Network:
    return web().add(NetworkInterface(id="eni", subnet_id="app-a", description=description))


@violates("SLR01", "role")
def a_template_that_creates_the_linked_role_of_ecs() -> Network:
    return web().add(linked_role("ecs.amazonaws.com"))


@respects("SLR01")
def a_template_that_creates_the_linked_role_of_another_service() -> Network:
    return web().add(linked_role("autoscaling.amazonaws.com"))


@violates("ENI01", "eip")
def an_elastic_ip_on_the_interface_of_a_task() -> Network:
    return with_interface(TASK).add(ElasticIp(id="eip", network_interface_id="eni"))


@violates("ENI01", "host")
def an_instance_that_takes_the_interface_of_a_task() -> Network:
    return with_interface(TASK).add(Instance(id="host", subnet_id="app-a", network_interface_ids=("eni",)))


@violates("ENI01", "rtb-app-b", severity="warning")
def a_route_to_the_interface_of_a_task() -> Network:
    return with_interface(TASK).route("app-b", "192.168.0.0/16", "eni")


@respects("ENI01")
def an_elastic_ip_on_an_interface_of_the_account_s_own() -> Network:
    return with_interface("appliance").add(ElasticIp(id="eip", network_interface_id="eni"))


@violates("DHCP1", "vpc")
def a_vpc_with_tasks_and_dhcp_options_of_its_own() -> Network:
    return web().change("vpc", dhcp_options=DhcpOptions(domain_name_servers=("10.0.0.53",)))


@respects("DHCP1")
def a_vpc_with_the_dhcp_options_of_aws() -> Network:
    return web().change("vpc", dhcp_options=DhcpOptions(domain_name="ec2.internal"))


@respects("DHCP1")
def a_vpc_without_tasks_and_with_dhcp_options_of_its_own() -> Network:
    return zones().change("vpc", dhcp_options=DhcpOptions(domain_name_servers=("10.0.0.53",)))


@violates("QT11", "host")
def an_instance_with_six_security_groups() -> Network:
    built = zones()
    for n in range(6):
        built.group(f"more-{n}")
    return built.add(Instance(id="host", subnet_id="app-a", security_group_ids=tuple(f"more-{n}" for n in range(6))))


@violates("QT13", "public-a")
def more_tasks_in_a_zone_than_interfaces() -> Network:
    built = network().vpc("vpc", "10.0.0.0/16").subnet("public-a", public=True, cidr="10.0.0.0/17")
    built.group("app-group")
    for n in range(2):
        built.service(f"app-{n}", ["public-a"], ["app-group"], public_ip=True, desired_count=2501)
    return built


@respects("QT13")
def tasks_that_spread_over_two_zones() -> Network:
    built = network().vpc("vpc", "10.0.0.0/16")
    built.subnet("public-a", "a", public=True, cidr="10.0.0.0/17").subnet(
        "public-b", "b", public=True, cidr="10.0.128.0/17"
    )
    built.group("app-group")
    for n in range(2):
        built.service(f"app-{n}", ["public-a", "public-b"], ["app-group"], public_ip=True, desired_count=4000)
    return built


@violates("QT14", "s3-endpoint", severity="error")
def an_endpoint_policy_longer_than_aws_takes() -> Network:
    policy = {"Statement": [{"Effect": "Allow", "Action": "*", "Resource": ["arn:aws:s3:::bucket"] * 1000}]}
    return zones().gateway_endpoint("s3", ["app-a"], policy_document=policy)


@violates("QT14", None)
def more_gateway_endpoints_than_a_region_has() -> Network:
    names = [f"s3-{n}" for n in range(21)]
    service = "com.amazonaws.us-east-1.s3"
    return zones().add(*(VpcEndpoint(id=name, vpc_id="vpc", service_name=service) for name in names))
