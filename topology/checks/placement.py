"""Rules about a workload's AwsVpcConfiguration and what its task definition says of the network."""

from ..i18n import N_, _
from ..model import SecurityGroup, Service, Subnet, TaskDefinition, Topology, Workload
from .places import settled, unsettled
from .registry import Findings, Undecided, Violation, rule

AWSVPC = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html"
CREATE_SERVICE = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html"
REGISTER = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html"

MAX_SUBNETS, MAX_SECURITY_GROUPS = 16, 5


@rule("NC001", "error", "configuration", N_("The network mode is awsvpc"), REGISTER)
def network_mode(topology: Topology) -> Findings:
    """A task definition for Fargate has networkMode awsvpc; Fargate runs no other."""
    yield from unsettled(topology)
    for id in dict.fromkeys(w.task_definition for w in settled(topology, Workload)):
        definition = topology.get(TaskDefinition, id)
        if definition is None or topology.is_unresolved(definition.id, "network_mode"):
            yield Undecided(_("the network mode of %s is not known") % (id or _("a task definition")))
        elif definition.network_mode != "awsvpc":
            text = _("Task definition %(id)s has network mode %(mode)s; Fargate needs awsvpc.")
            values = {"id": definition.label, "mode": definition.network_mode or _("none")}
            yield Violation(definition.id, text % values, _("Set NetworkMode to awsvpc."))


@rule("NC002", "error", "configuration", N_("A workload has a network configuration"), CREATE_SERVICE)
def network_configuration(topology: Topology) -> Findings:
    """A service or task with network mode awsvpc, as Fargate wants it, has a NetworkConfiguration."""
    yield from unsettled(topology)
    for workload in settled(topology, Workload):
        if topology.is_unresolved(workload.id, "subnets", "security_groups", "assign_public_ip"):
            yield Undecided(_("the network configuration of %s is not known") % workload.label)
        elif not workload.subnets and not workload.security_groups and workload.assign_public_ip is None:
            text = _("%s has no network configuration.") % workload.label
            yield Violation(workload.id, text, _("Give it an AwsVpcConfiguration with subnets."))


@rule("NC003", "error", "configuration", N_("A network configuration names at least one subnet"), AWSVPC)
def some_subnet(topology: Topology) -> Findings:
    """An AwsVpcConfiguration names at least one subnet. A workload without any network configuration is NC002."""
    yield from unsettled(topology)
    for workload in settled(topology, Workload):
        if topology.is_unresolved(workload.id, "subnets"):
            yield Undecided(_("the subnets of %s are not known") % workload.label)
        elif not workload.subnets and (workload.security_groups or workload.assign_public_ip is not None):
            yield Violation(
                workload.id, _("%s names no subnet.") % workload.label, _("Name the subnets that its tasks stand in.")
            )


@rule("NC004", "error", "configuration", N_("At most 16 subnets"), AWSVPC)
def too_many_subnets(topology: Topology) -> Findings:
    """An AwsVpcConfiguration takes 16 subnets at most. The limit cannot be raised."""
    for workload in topology.workloads:
        named = _named(topology, workload, "subnets")
        if named > MAX_SUBNETS:
            yield Violation(
                workload.id, _("%(id)s names %(n)d subnets; AWS takes 16 at most.") % {"id": workload.label, "n": named},
                _("Name at most 16 subnets."), "TOO_MANY_SUBNETS",
            )  # fmt: skip
        elif topology.is_unresolved(workload.id, "subnets"):
            yield Undecided(_("the subnets of %s are not known") % workload.label)


@rule("NC005", "error", "configuration", N_("At most 5 security groups"), AWSVPC)
def too_many_groups(topology: Topology) -> Findings:
    """An AwsVpcConfiguration takes 5 security groups at most. The limit cannot be raised."""
    for workload in topology.workloads:
        named = _named(topology, workload, "security_groups")
        if named > MAX_SECURITY_GROUPS:
            yield Violation(
                workload.id,
                _("%(id)s names %(n)d security groups; AWS takes 5 at most.") % {"id": workload.label, "n": named},
                _("Name at most 5 security groups; move rules into fewer groups."), "TOO_MANY_SECURITY_GROUPS",
            )  # fmt: skip
        elif topology.is_unresolved(workload.id, "security_groups"):
            yield Undecided(_("the security groups of %s are not known") % workload.label)


def _named(topology: Topology, workload: Workload, field: str) -> int:
    """How many a list surely names: what is in the input, and what it names beside that (by an id, by a parameter).

    An item that depends on a condition may be none at all.
    """
    unresolved = topology.unresolved_in(workload.id, field)
    items = unresolved.expression if unresolved and isinstance(unresolved.expression, list) else []
    missing = [item for item in items if not (isinstance(item, dict) and "Fn::If" in item)]
    return len(getattr(workload, field)) + len(missing)


@rule("NC006", "error", "configuration", N_("All subnets are in one VPC"), AWSVPC)
def one_vpc(topology: Topology) -> Findings:
    """All the subnets of a workload are in the same VPC."""
    for workload in topology.workloads:
        vpcs = {s.vpc_id for i in workload.subnets if (s := topology.get(Subnet, i)) and s.vpc_id}
        if len(vpcs) > 1:
            text = _("The subnets of %(id)s are in %(n)d VPCs.") % {"id": workload.label, "n": len(vpcs)}
            yield Violation(workload.id, text, _("Name subnets of one VPC; make a second service for the other."))


@rule("NC007", "error", "configuration", N_("The security groups are in the subnets' VPC"), AWSVPC)
def groups_in_vpc(topology: Topology) -> Findings:
    """The security groups of a workload are in the VPC of its subnets."""
    for workload in topology.workloads:
        vpcs = {s.vpc_id for i in workload.subnets if (s := topology.get(Subnet, i)) and s.vpc_id}
        for group_id in workload.security_groups:
            group = topology.get(SecurityGroup, group_id)
            if group and group.vpc_id and vpcs and group.vpc_id not in vpcs:
                text = _("Security group %(sg)s of %(id)s is in another VPC than its subnets.")
                yield Violation(
                    workload.id,
                    text % {"sg": group.label, "id": workload.label},
                    _("Use a security group of the same VPC."),
                )


@rule("NC008", "info", "configuration", N_("The security groups are named"), AWSVPC)
def groups_named(topology: Topology) -> Findings:
    """Without security groups, the default group of the VPC applies."""
    for workload in topology.workloads:
        if not workload.security_groups and not topology.is_unresolved(workload.id, "security_groups"):
            text = _("%s names no security group: the default group of the VPC applies.")
            yield Violation(workload.id, text % workload.label, _("Name a security group of its own."))


@rule("NC009", "warning", "configuration", N_("Nothing is named twice"), AWSVPC)
def no_duplicates(topology: Topology) -> Findings:
    """A subnet or security group named twice has no effect and hides a mistake."""
    for workload in topology.workloads:
        for ids in (workload.subnets, workload.security_groups):
            for twice in sorted({i for i in ids if ids.count(i) > 1}):
                yield Violation(
                    workload.id,
                    _("%(id)s names %(twice)s twice.") % {"id": workload.label, "twice": twice},
                    _("Name it once."),
                )


@rule("NC010", "error", "configuration", N_("No role on a service with awsvpc"), CREATE_SERVICE)
def no_role(topology: Topology) -> Findings:
    """A service with network mode awsvpc uses the service-linked role; AWS refuses another one."""
    yield from unsettled(topology)
    for service in settled(topology, Service):
        if service.role:
            yield Violation(
                service.id, _("%s names a role.") % service.label, _("Leave Role out: the service-linked role is used.")
            )


@rule("NC011", "error", "configuration", N_("The host port is empty or equals the container port"), REGISTER)
def host_port(topology: Topology) -> Findings:
    """With awsvpc a container's host port is left out, or equals its container port."""
    for definition in topology.all(TaskDefinition):
        if definition.network_mode != "awsvpc":
            continue  # other modes map ports; that Fargate runs none of them is NC001
        for container in definition.container_definitions:
            for p in container.port_mappings:
                if p.host_port not in (None, 0, p.container_port) and p.container_port is not None:
                    text = _("Container %(name)s of %(id)s maps host port %(host)d to container port %(port)d.")
                    values = {
                        "name": container.name,
                        "id": definition.label,
                        "host": p.host_port,
                        "port": p.container_port,
                    }
                    yield Violation(definition.id, text % values, _("Leave HostPort out."))


@rule("NC012", "info", "configuration", N_("AssignPublicIp is said"), AWSVPC)
def public_ip_said(topology: Topology) -> Findings:
    """Where AssignPublicIp is left out, tasks get no public IPv4 address."""
    for workload in topology.workloads:
        if workload.assign_public_ip is None and not topology.is_unresolved(workload.id, "assign_public_ip"):
            yield Violation(
                workload.id,
                _("%s does not say AssignPublicIp: DISABLED is assumed.") % workload.label,
                _("Say ENABLED or DISABLED."),
            )
