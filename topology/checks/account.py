"""Rules about what AWS keeps for itself, or for the account: the service-linked role, the tasks' interfaces, DHCP options."""

from typing import Any

from ..i18n import N_, _
from ..model import DhcpOptions, ElasticIp, Instance, NetworkInterface, OpaqueResource, RouteTable, Topology, Vpc
from ..reachability.memory import pick
from .places import workloads_by_vpc
from .registry import Findings, Violation, also, rule

LINKED_ROLE = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using-service-linked-roles.html"
NETWORKING = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html"
ROLE_TYPE, ECS = "AWS::IAM::ServiceLinkedRole", "ecs.amazonaws.com"
TASK_ATTACHMENT = ":attachment/"  # in the description of a task's ENI: arn:aws:ecs:REGION:ACCOUNT:attachment/ID


def creates_linked_role(resource: OpaqueResource) -> bool:
    """Whether a resource is the service-linked role of Amazon ECS."""
    properties: Any = resource.body.get("Properties")
    name = properties.get("AWSServiceName") if isinstance(properties, dict) else None
    return resource.cloudformation_type == ROLE_TYPE and name == ECS


@rule(
    "SLR01",
    "info",
    "configuration",
    N_("The service-linked role of Amazon ECS is AWS's to create"),
    LINKED_ROLE,
    OpaqueResource,
)
def linked_role(topology: Topology, resource: OpaqueResource) -> Findings:
    """Amazon ECS attaches the tasks' network interfaces under the role `AWSServiceRoleForECS`. AWS creates it with the first cluster, or
    with a service that the console creates; `aws iam create-service-linked-role --aws-service-name ecs.amazonaws.com` creates it otherwise.
    A template that creates it fails in an account that has it. That the account has it is assumed, and listed so."""
    if creates_linked_role(resource):
        text = _(
            "%s creates the service-linked role of Amazon ECS, which an account has once: creation fails where it exists."
        )
        yield Violation(
            resource.id, text % resource.label, _("Leave it out, and create the role once for the account.")
        )


def of_a_task(interface: NetworkInterface | None) -> bool:
    """Whether an interface is one that Fargate made for a task, as its description says in a snapshot."""
    return interface is not None and TASK_ATTACHMENT in (interface.description or "")


def _managed(what: str, interface: NetworkInterface) -> tuple[str, str]:
    text = _(
        "%(what)s names network interface %(eni)s, which Fargate made for a task: nobody else can attach, detach or change it."
    )
    return text % {"what": what, "eni": interface.label}, _("Leave the interface alone; stop the task to release it.")


@rule("ENI01", "error", "configuration", N_("Nothing changes the network interface of a task"), NETWORKING, ElasticIp)
def task_interface(topology: Topology, address: ElasticIp) -> Findings:
    """Fargate manages the ENI that it makes for a task: an account cannot detach or modify it, nor give it an Elastic IP address or
    use it as the interface of an instance. To release it, stop the task. A route to one ends with its task (a warning)."""
    interface = topology.get(NetworkInterface, address.network_interface_id)
    if interface and of_a_task(interface):
        yield Violation(address.id, *_managed(_("Elastic IP address %s") % address.label, interface))


@also("ENI01", Instance)
def task_interface_of_instance(topology: Topology, instance: Instance) -> Findings:
    """An instance with a task's interface."""
    for interface in (topology.get(NetworkInterface, i) for i in instance.network_interface_ids):
        if interface and of_a_task(interface):
            yield Violation(instance.id, *_managed(_("Instance %s") % instance.label, interface))


@also("ENI01", RouteTable)
def route_to_task_interface(topology: Topology, table: RouteTable) -> Findings:
    """A route to a task's interface."""
    for route in table.routes:
        interface = topology.get(NetworkInterface, route.network_interface_id)
        if interface and of_a_task(interface):
            text = _(
                "Route table %(table)s sends %(to)s to network interface %(eni)s of a task: the route ends with the task."
            )
            values = {"table": table.label, "to": route.destination, "eni": interface.label}
            fix = _("Send it to a gateway or to an interface that stays.")
            yield Violation(table.id, text % values, fix, None, "warning")


def _of_aws(options: DhcpOptions) -> bool:
    """Whether a set says what AWS's default one says."""
    domain = options.domain_name
    usual = domain in (None, "ec2.internal") or str(domain).endswith(".compute.internal")
    return options.domain_name_servers == ("AmazonProvidedDNS",) and usual


@rule("DHCP1", "info", "configuration", N_("Running tasks keep their DHCP options"), NETWORKING, Vpc)
def dhcp_options(topology: Topology, vpc: Vpc) -> Findings:
    """A change of the VPC's DHCP option set does not reach tasks that run: new tasks get the new options. Start new ones, test, and stop
    the old. Told where a VPC with tasks has an option set of its own."""
    if vpc.dhcp_options and not _of_aws(vpc.dhcp_options) and pick(topology, workloads_by_vpc, vpc.id):
        text = _(
            "VPC %(vpc)s has DHCP options of its own (%(servers)s): tasks that run keep those that they started with."
        )
        values = {"vpc": vpc.label, "servers": ", ".join(vpc.dhcp_options.domain_name_servers)}
        yield Violation(
            vpc.id, text % values, _("After a change start new tasks, and stop the old ones when the new ones work.")
        )
