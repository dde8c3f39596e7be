"""Rules about a workload's AwsVpcConfiguration and what its task definition says of the network."""

from ..i18n import N_, _
from ..model import Cluster, SecurityGroup, Service, TaskDefinition, Topology, Workload
from ..model.containers import FARGATE_PROVIDERS
from .places import named_definition, subnets_of
from .references import is_shared
from .registry import Findings, Undecided, Violation, rule

AWSVPC = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html"
LOGGING = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html"
CREATE_SERVICE = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html"
REGISTER = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html"

LOG_DRIVERS = ("awslogs", "splunk", "awsfirelens")
MAX_SUBNETS, MAX_SECURITY_GROUPS = 16, 5


@rule("NC001", "error", "configuration", N_("The network mode is awsvpc"), REGISTER, Workload, where="surely-fargate")
def network_mode(topology: Topology, workload: Workload) -> Findings:
    """A task definition for Fargate has networkMode awsvpc; Fargate runs no other."""
    definition = named_definition(topology, workload, "network_mode", _("the network mode of %s is not known"))
    if definition.network_mode != "awsvpc":
        text = _("Task definition %(id)s has network mode %(mode)s; Fargate needs awsvpc.")
        values = {"id": definition.label, "mode": definition.network_mode or _("none")}
        yield Violation(definition.id, text % values, _("Set NetworkMode to awsvpc."))


@rule(
    "NC002", "error", "configuration", N_("A workload has a network configuration"), CREATE_SERVICE, Workload,
    where="surely-fargate",
)  # fmt: skip
def network_configuration(topology: Topology, workload: Workload) -> Findings:
    """A service or task with network mode awsvpc, as Fargate wants it, has a NetworkConfiguration."""
    if topology.is_unresolved(workload.id, "subnets", "security_groups", "assign_public_ip"):
        yield Undecided(_("the network configuration of %s is not known") % workload.label)
    elif not workload.subnets and not workload.security_groups and workload.assign_public_ip is None:
        text = _("%s has no network configuration.") % workload.label
        yield Violation(workload.id, text, _("Give it an AwsVpcConfiguration with subnets."))


@rule(
    "NC003", "error", "configuration", N_("A network configuration names at least one subnet"), AWSVPC, Workload,
    where="surely-fargate",
)  # fmt: skip
def some_subnet(topology: Topology, workload: Workload) -> Findings:
    """An AwsVpcConfiguration names at least one subnet. A workload without any network configuration is NC002."""
    if topology.is_unresolved(workload.id, "subnets"):
        yield Undecided(_("the subnets of %s are not known") % workload.label)
    elif not workload.subnets and (workload.security_groups or workload.assign_public_ip is not None):
        text = _("%s names no subnet.") % workload.label
        yield Violation(workload.id, text, _("Name the subnets that its tasks stand in."))


@rule("NC004", "error", "configuration", N_("At most 16 subnets"), AWSVPC, Workload)
def too_many_subnets(topology: Topology, workload: Workload) -> Findings:
    """An AwsVpcConfiguration takes 16 subnets at most. The limit cannot be raised."""
    named = _named(topology, workload, "subnets")
    if named > MAX_SUBNETS:
        yield Violation(
            workload.id, _("%(id)s names %(n)d subnets; AWS takes 16 at most.") % {"id": workload.label, "n": named},
            _("Name at most 16 subnets."), "TOO_MANY_SUBNETS",
        )  # fmt: skip
    elif topology.is_unresolved(workload.id, "subnets"):
        yield Undecided(_("the subnets of %s are not known") % workload.label)


@rule("NC005", "error", "configuration", N_("At most 5 security groups"), AWSVPC, Workload)
def too_many_groups(topology: Topology, workload: Workload) -> Findings:
    """An AwsVpcConfiguration takes 5 security groups at most. The limit cannot be raised."""
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


@rule("NC006", "error", "configuration", N_("All subnets are in one VPC"), AWSVPC, Workload)
def one_vpc(topology: Topology, workload: Workload) -> Findings:
    """All the subnets of a workload are in the same VPC."""
    vpcs = _named_vpcs(topology, workload)
    if len(vpcs) > 1:
        text = _("The subnets of %(id)s are in %(n)d VPCs.") % {"id": workload.label, "n": len(vpcs)}
        yield Violation(workload.id, text, _("Name subnets of one VPC; make a second service for the other."))


def _named_vpcs(topology: Topology, workload: Workload) -> set[str]:
    return {s.vpc_id for s in subnets_of(topology, workload.subnets) if s.vpc_id}


@rule("NC007", "error", "configuration", N_("The security groups are in the subnets' VPC"), AWSVPC, Workload)
def groups_in_vpc(topology: Topology, workload: Workload) -> Findings:
    """The security groups of a workload are in the VPC of its subnets. One that is associated with that VPC is SG005."""
    vpcs = _named_vpcs(topology, workload)
    for group_id in workload.security_groups if vpcs else ():
        group = topology.get(SecurityGroup, group_id)
        if group and group.vpc_id and group.vpc_id not in vpcs and not is_shared(topology, group, vpcs):
            text = _("Security group %(sg)s of %(id)s is in another VPC than its subnets.")
            values = {"sg": group.label, "id": workload.label}
            yield Violation(workload.id, text % values, _("Use a security group of the same VPC."))


@rule("NC008", "info", "configuration", N_("The security groups are named"), AWSVPC, Workload)
def groups_named(topology: Topology, workload: Workload) -> Findings:
    """Without security groups, the default group of the VPC applies."""
    if not workload.security_groups and not topology.is_unresolved(workload.id, "security_groups"):
        text = _("%s names no security group: the default group of the VPC applies.")
        yield Violation(workload.id, text % workload.label, _("Name a security group of its own."))


@rule("NC009", "warning", "configuration", N_("Nothing is named twice"), AWSVPC, Workload)
def no_duplicates(topology: Topology, workload: Workload) -> Findings:
    """A subnet or security group named twice has no effect and hides a mistake."""
    for ids in (workload.subnets, workload.security_groups):
        for twice in sorted({i for i in ids if ids.count(i) > 1}) if len(set(ids)) < len(ids) else ():
            text = _("%(id)s names %(twice)s twice.") % {"id": workload.label, "twice": twice}
            yield Violation(workload.id, text, _("Name it once."))


@rule(
    "NC010", "error", "configuration", N_("No role on a service with awsvpc"), CREATE_SERVICE, Service, where="surely-fargate"
)  # fmt: skip
def no_role(topology: Topology, service: Service) -> Findings:
    """A service with network mode awsvpc uses the service-linked role; AWS refuses another one."""
    if service.role:
        text = _("%s names a role.") % service.label
        yield Violation(service.id, text, _("Leave Role out: the service-linked role is used."))


@rule(
    "NC011", "error", "configuration", N_("The host port is empty or equals the container port"), REGISTER, TaskDefinition
)  # fmt: skip
def host_port(topology: Topology, definition: TaskDefinition) -> Findings:
    """With awsvpc a container's host port is left out, or equals its container port."""
    if definition.network_mode != "awsvpc":
        return  # other modes map ports; that Fargate runs none of them is NC001
    for container in definition.container_definitions:
        for p in container.port_mappings:
            if p.host_port not in (None, 0, p.container_port) and p.container_port is not None:
                text = _("Container %(name)s of %(id)s maps host port %(host)d to container port %(port)d.")
                values = {"name": container.name, "id": definition.label, "host": p.host_port, "port": p.container_port}
                yield Violation(definition.id, text % values, _("Leave HostPort out."))


@rule("NC012", "info", "configuration", N_("AssignPublicIp is said"), AWSVPC, Workload)
def public_ip_said(topology: Topology, workload: Workload) -> Findings:
    """Where AssignPublicIp is left out, tasks get no public IPv4 address."""
    if workload.assign_public_ip is None and not topology.is_unresolved(workload.id, "assign_public_ip"):
        text = _("%s does not say AssignPublicIp: DISABLED is assumed.")
        yield Violation(workload.id, text % workload.label, _("Say ENABLED or DISABLED."))


@rule("NC014", "error", "configuration", N_("Something says that it is Fargate"), CREATE_SERVICE, Workload)
def launch_type_given(topology: Topology, workload: Workload) -> Findings:
    """A service, task or schedule for Fargate gives launch type FARGATE, or a capacity provider strategy, or its cluster has a default one:
    without any of them the launch type is EC2, for which Amazon ECS refuses a task definition that requires FARGATE alone. That
    a cluster names capacity providers does not give it a default strategy. A cluster that is not in the input is assumed to have one."""
    cluster = topology.get(Cluster, workload.cluster)
    if workload.launch_type is not None or topology.is_unresolved(workload.id, "launch_type") or cluster is None:
        return
    if topology.is_unresolved(cluster.id, "default_capacity_providers"):
        yield Undecided(_("the default capacity provider strategy of %s is not known") % cluster.label)
    elif not FARGATE_PROVIDERS.intersection(cluster.default_capacity_providers):
        text = _(
            "%(id)s gives no launch type, and cluster %(cluster)s has no default capacity provider strategy of Fargate: it is EC2."
        )
        fix = _(
            "Set LaunchType to FARGATE, or give the service or the cluster a capacity provider strategy of Fargate."
        )
        yield Violation(workload.id, text % {"id": workload.label, "cluster": cluster.label}, fix)


@rule("NC015", "error", "configuration", N_("Fargate has the log driver"), LOGGING, Workload, where="surely-fargate")
def log_driver(topology: Topology, workload: Workload) -> Findings:
    """Containers on Fargate log with awslogs, splunk or awsfirelens. The other drivers are those of Amazon EC2 instances."""
    definition = topology.get(TaskDefinition, workload.task_definition)
    for container in definition.container_definitions if definition else ():
        log = container.log_configuration
        if definition and log is not None and log.log_driver is not None and log.log_driver not in LOG_DRIVERS:
            text = _("Container %(name)s of %(task)s logs with %(driver)s, which Fargate does not have.")
            values = {"name": container.name or "?", "task": definition.label, "driver": log.log_driver}
            yield Violation(definition.id, text % values, _("Log with awslogs, splunk or awsfirelens."))
