"""Rules about load balancers in front of Fargate tasks."""

from collections.abc import Iterator

from ..fargate.balancing import balancers_of
from ..i18n import N_, _
from ..model import LoadBalancer, Service, Subnet, TargetGroup, TaskDefinition, Topology
from .registry import Undecided, Violation, rule

BALANCING = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-load-balancing.html"
NETWORKING = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html"
CREATE_LB = "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html"
MAX_TARGET_GROUPS = 5
Findings = Iterator[Violation | Undecided]


def _services(topology: Topology) -> Iterator[Service]:
    fargate = {w.id for w in topology.workloads}
    return (s for s in topology.all(Service) if s.id in fargate)


@rule("LB001", "error", "configuration", N_("No Classic Load Balancer"), NETWORKING)
def classic(topology: Topology) -> Findings:
    """Services on Fargate take Application and Network Load Balancers only."""
    for service in _services(topology):
        for entry in service.load_balancers:
            if entry.load_balancer_name:
                text = _("%(id)s is attached to Classic Load Balancer %(lb)s, which Fargate does not support.")
                fix = _("Use an Application or Network Load Balancer with a target group of type ip.")
                yield Violation(entry.load_balancer_name, text % {"id": service.label, "lb": entry.load_balancer_name}, fix, "CLASSIC_LB")


@rule("LB002", "error", "configuration", N_("Target groups have type ip"), NETWORKING)
def target_type(topology: Topology) -> Findings:
    """The target group of a Fargate service has target type ip. CloudFormation's default is instance."""
    for service in _services(topology):
        for entry in service.load_balancers:
            group = topology.get(TargetGroup, entry.target_group_arn)
            if group and group.target_type != "ip" and not topology.is_unresolved(group.id, "target_type"):
                text = _("Target group %(tg)s of %(id)s has target type %(type)s; tasks register by address.")
                values = {"tg": group.label, "id": service.label, "type": group.target_type}
                yield Violation(group.id, text % values, _("Set TargetType to ip (the target group is replaced)."), "TARGET_TYPE_NOT_IP")


@rule("LB003", "error", "configuration", N_("An Application Load Balancer has two zones"), CREATE_LB)
def two_zones(topology: Topology) -> Findings:
    """An Application Load Balancer needs subnets in at least two availability zones."""
    for balancer in topology.all(LoadBalancer):
        if balancer.load_balancer_type != "application" or topology.is_unresolved(balancer.id, "subnets") or not balancer.subnets:
            continue
        zones = {s.availability_zone for i in balancer.subnets if (s := topology.get(Subnet, i))}
        if len(zones) < 2 and None not in zones:
            text = _("Load balancer %s has subnets in one availability zone; AWS asks for two.")
            yield Violation(balancer.id, text % balancer.label, _("Add a subnet in another zone."))


@rule("LB004", "error", "configuration", N_("One subnet a zone"), CREATE_LB)
def one_subnet_a_zone(topology: Topology) -> Findings:
    """A load balancer takes one subnet an availability zone."""
    for balancer in topology.all(LoadBalancer):
        zones = [s.availability_zone for i in balancer.subnets if (s := topology.get(Subnet, i)) and s.availability_zone]
        for zone in sorted({z for z in zones if zones.count(z) > 1}):
            text = _("Load balancer %(lb)s has two subnets in %(zone)s.") % {"lb": balancer.label, "zone": zone}
            yield Violation(balancer.id, text, _("Keep one subnet a zone."))


@rule("LB012", "error", "configuration", N_("At most 5 target groups a service"), BALANCING)
def target_groups(topology: Topology) -> Findings:
    """A service takes 5 target groups at most."""
    for service in _services(topology):
        if len(service.load_balancers) > MAX_TARGET_GROUPS:
            text = _("%(id)s names %(n)d target groups; AWS takes 5 at most.")
            yield Violation(service.id, text % {"id": service.label, "n": len(service.load_balancers)}, _("Name at most 5."))


@rule("LB013", "error", "configuration", N_("The container and its port exist"), BALANCING)
def container_exists(topology: Topology) -> Findings:
    """A service's load balancer entry names a container of the task definition and a port that it maps."""
    for service in _services(topology):
        definition = topology.get(TaskDefinition, service.task_definition)
        if definition is None or topology.is_unresolved(definition.id, "container_definitions"):
            continue
        containers = {c.name: c for c in definition.container_definitions}
        if topology.is_unresolved(service.id, "load_balancers") or None in containers:
            yield Undecided(_("the containers behind %s are not all known") % service.label)
            continue
        for entry in service.load_balancers:
            container = containers.get(entry.container_name)
            if entry.container_name is None:
                continue
            if container is None:
                text = _("%(id)s sends to container %(name)s, which its task definition does not have.")
                yield Violation(service.id, text % {"id": service.label, "name": entry.container_name}, _("Name one of its containers."))
            elif entry.container_port is not None and entry.container_port not in [p.container_port for p in container.port_mappings]:
                text = _("%(id)s sends to port %(port)d of container %(name)s, which maps no such port.")
                values = {"id": service.label, "port": entry.container_port, "name": entry.container_name}
                yield Violation(service.id, text % values, _("Add the port to PortMappings, or name a mapped one."))


@rule("LB014", "warning", "configuration", N_("A listener forwards to the target group"), BALANCING)
def forwarded(topology: Topology) -> Findings:
    """A target group to which no listener forwards has no load balancer: creating the service fails."""
    for service in _services(topology):
        for entry in service.load_balancers:
            group = topology.get(TargetGroup, entry.target_group_arn)
            if group and not balancers_of(topology, group.id):
                text = _("No listener in the input forwards to target group %(tg)s of %(id)s.")
                yield Violation(group.id, text % {"tg": group.label, "id": service.label}, _("Add a listener or a rule that forwards to it."))
