"""Rules about how load balancers are made and attached to services."""

from ..fargate.balancing import balancers_of
from ..i18n import N_, _
from ..model import Listener, ListenerRule, LoadBalancer, Service, Subnet, TargetGroup, TaskDefinition, Topology
from ..reachability.memory import indexed
from .places import known_platform
from .registry import Findings, NotKnown, Undecided, Violation, rule

BALANCING = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-load-balancing.html"
NETWORKING = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html"
BALANCING_TYPES = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/nlb.html"
CREATE_LB = "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html"
MAX_TARGET_GROUPS = 5
UDP_PROTOCOLS = frozenset(["UDP", "TCP_UDP", "QUIC", "TCP_QUIC"])


def balanced(_topology: Topology, service: Service) -> bool:
    """Whether a service has a load balancer."""
    return bool(service.load_balancers)


@rule("LB001", "error", "configuration", N_("No Classic Load Balancer"), NETWORKING, Service, where="surely-fargate")
def classic(topology: Topology, service: Service) -> Findings:
    """Services on Fargate take Application and Network Load Balancers only."""
    text = _("%(id)s is attached to Classic Load Balancer %(lb)s, which Fargate does not support.")
    fix = _("Use an Application or Network Load Balancer with a target group of type ip.")
    for entry in service.load_balancers:
        if entry.load_balancer_name:
            values = {"id": service.label, "lb": entry.load_balancer_name}
            yield Violation(entry.load_balancer_name, text % values, fix, "CLASSIC_LB")
        elif (named := entry.properties.get("LoadBalancerName")) is not None:  # one that is not in the input
            if isinstance(named, dict) and "Fn::If" in named:
                raise NotKnown(_("whether %s has a Classic Load Balancer is not known") % service.label)
            values = {"id": service.label, "lb": named if isinstance(named, str) else "?"}
            yield Violation(service.id, text % values, fix, "CLASSIC_LB")


@rule("LB002", "error", "configuration", N_("Target groups have type ip"), NETWORKING, Service, where="surely-fargate")
def target_type(topology: Topology, service: Service) -> Findings:
    """The target group of a Fargate service has target type ip. CloudFormation's default is instance."""
    for group in target_groups_of(topology, service):
        if topology.is_unresolved(group.id, "target_type"):
            yield Undecided(_("the target type of %s is not known") % group.label)
        elif group.target_type != "ip":
            text = _("Target group %(tg)s of %(id)s has target type %(type)s; tasks register by address.")
            values = {"tg": group.label, "id": service.label, "type": group.target_type}
            fix = _("Set TargetType to ip (the target group is replaced).")
            yield Violation(group.id, text % values, fix, "TARGET_TYPE_NOT_IP")


@rule("LB003", "error", "configuration", N_("An Application Load Balancer has two zones"), CREATE_LB, LoadBalancer)
def two_zones(topology: Topology, balancer: LoadBalancer) -> Findings:
    """An Application Load Balancer needs subnets in at least two availability zones."""
    if balancer.load_balancer_type != "application" or not balancer.subnets:
        return
    if topology.is_unresolved(balancer.id, "subnets"):
        yield Undecided(_("the subnets of %s are not all known") % balancer.label)
        return
    zones = {s.zone if (s := topology.get(Subnet, i)) else None for i in balancer.subnets}
    if None in zones:
        yield Undecided(_("the zones of %s are not all known") % balancer.label)
    elif len(zones) < 2:
        text = _("Load balancer %s has subnets in one availability zone; AWS asks for two.")
        yield Violation(balancer.id, text % balancer.label, _("Add a subnet in another zone."))


@rule("LB004", "error", "configuration", N_("One subnet a zone"), CREATE_LB, LoadBalancer)
def one_subnet_a_zone(topology: Topology, balancer: LoadBalancer) -> Findings:
    """A load balancer takes one subnet an availability zone."""
    zones = [s.zone for i in balancer.subnets if (s := topology.get(Subnet, i)) and s.zone]
    for zone in sorted({z for z in zones if zones.count(z) > 1}):
        text = _("Load balancer %(lb)s has two subnets in %(zone)s.") % {"lb": balancer.label, "zone": zone}
        yield Violation(balancer.id, text, _("Keep one subnet a zone."))


@rule("LB006", "error", "configuration", N_("A load balancer has a subnet"), CREATE_LB, LoadBalancer)
def some_subnet(topology: Topology, balancer: LoadBalancer) -> Findings:
    """A load balancer is made with the subnet of at least one availability zone; an Application Load Balancer with two (LB003)."""
    if balancer.subnets or balancer.load_balancer_type == "classic":
        return
    if topology.is_unresolved(balancer.id, "subnets"):
        yield Undecided(_("the subnets of %s are not known") % balancer.label)
    else:
        text = _("Load balancer %s has no subnet.") % balancer.label
        yield Violation(balancer.id, text, _("Add a subnet a zone."))


@rule(
    "LB011", "error", "configuration", N_("UDP needs platform version 1.4.0"), BALANCING_TYPES, Service, when=balanced
)
def udp(topology: Topology, service: Service) -> Findings:
    """A Network Load Balancer sends UDP to Fargate tasks on Linux 1.4.0 or Windows 1.0.0 and later only."""
    for group in target_groups_of(topology, service):
        if group.protocol in UDP_PROTOCOLS and (platform := known_platform(topology, service)).own_interface:
            text = _("%(id)s takes UDP from target group %(tg)s on platform version %(version)s.")
            values = {"id": service.label, "tg": group.label, "version": platform.version}
            yield Violation(service.id, text % values, _("Move to platform version 1.4.0."), "PLATFORM_VERSION")


@rule("LB012", "error", "configuration", N_("At most 5 target groups a service"), BALANCING, Service, when=balanced)
def target_groups(topology: Topology, service: Service) -> Findings:
    """A service takes 5 target groups at most."""
    if len(service.load_balancers) > MAX_TARGET_GROUPS:
        text = _("%(id)s names %(n)d target groups; AWS takes 5 at most.")
        values = {"id": service.label, "n": len(service.load_balancers)}
        yield Violation(service.id, text % values, _("Name at most 5."))


@rule("LB013", "error", "configuration", N_("The container and its port exist"), BALANCING, Service, when=balanced)
def container_exists(topology: Topology, service: Service) -> Findings:
    """A service's load balancer entry names a container of the task definition and a port that it maps."""
    definition = topology.get(TaskDefinition, service.task_definition)
    containers = {c.name: c for c in definition.container_definitions} if definition else {}
    if (
        definition is None
        or topology.is_unresolved(definition.id, "container_definitions")
        or None in containers
        or topology.is_unresolved(service.id, "load_balancers")
    ):
        raise NotKnown(_("the containers behind %s are not all known") % service.label)
    for entry in service.load_balancers:
        container = containers.get(entry.container_name)
        if entry.container_name is None:
            continue
        values = {"id": service.label, "name": entry.container_name, "port": entry.container_port}
        if container is None:
            text = _("%(id)s sends to container %(name)s, which its task definition does not have.")
            yield Violation(service.id, text % values, _("Name one of its containers."))
        elif entry.container_port not in (None, *(p.container_port for p in container.port_mappings)):
            text = _("%(id)s sends to port %(port)d of container %(name)s, which maps no such port.")
            yield Violation(service.id, text % values, _("Add the port to PortMappings, or name a mapped one."))


@rule(
    "LB014",
    "warning",
    "configuration",
    N_("A listener forwards to the target group"),
    BALANCING,
    Service,
    when=balanced,
)
def forwarded(topology: Topology, service: Service) -> Findings:
    """A target group to which no listener forwards has no load balancer: creating the service fails."""
    for group in target_groups_of(topology, service):
        if balancers_of(topology, group.id):
            continue
        if _some_forwarder_open(topology):
            raise NotKnown(_("where every listener forwards is not known"))
        text = _("No listener in the input forwards to target group %(tg)s of %(id)s.")
        values = {"tg": group.label, "id": service.label}
        yield Violation(group.id, text % values, _("Add a listener or a rule that forwards to it."))


@indexed
def _some_forwarder_open(topology: Topology) -> bool:
    """Whether it is not known of some listener or rule where it forwards, or to what it belongs."""
    forwarders = (*topology.all(Listener), *topology.all(ListenerRule))
    return any(topology.is_unresolved(f.id, "target_groups", "load_balancer_arn", "listener_arn") for f in forwarders)


def target_groups_of(topology: Topology, service: Service) -> list[TargetGroup]:
    """The target groups that a service names, as far as the input holds them, in its order."""
    return [g for e in service.load_balancers if (g := topology.get(TargetGroup, e.target_group_arn))]
