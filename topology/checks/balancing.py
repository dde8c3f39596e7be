"""Rules about how load balancers are made and attached to services."""

from ..fargate.balancing import balancers_of
from ..i18n import N_, _
from ..model import Listener, ListenerRule, LoadBalancer, Service, Subnet, TargetGroup, TaskDefinition, Topology
from .places import services_of, settled, settled_platform, unsettled
from .registry import Findings, Undecided, Violation, rule

BALANCING = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-load-balancing.html"
NETWORKING = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html"
BALANCING_TYPES = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/nlb.html"
CREATE_LB = "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html"
MAX_TARGET_GROUPS = 5
UDP_PROTOCOLS = frozenset(["UDP", "TCP_UDP", "QUIC", "TCP_QUIC"])


@rule("LB001", "error", "configuration", N_("No Classic Load Balancer"), NETWORKING)
def classic(topology: Topology) -> Findings:
    """Services on Fargate take Application and Network Load Balancers only."""
    yield from unsettled(topology)
    for service in settled(topology, Service):
        for entry in service.load_balancers:
            if entry.load_balancer_name:
                text = _("%(id)s is attached to Classic Load Balancer %(lb)s, which Fargate does not support.")
                fix = _("Use an Application or Network Load Balancer with a target group of type ip.")
                yield Violation(
                    entry.load_balancer_name,
                    text % {"id": service.label, "lb": entry.load_balancer_name},
                    fix,
                    "CLASSIC_LB",
                )


@rule("LB002", "error", "configuration", N_("Target groups have type ip"), NETWORKING)
def target_type(topology: Topology) -> Findings:
    """The target group of a Fargate service has target type ip. CloudFormation's default is instance."""
    yield from unsettled(topology)
    for service in settled(topology, Service):
        for entry in service.load_balancers:
            group = topology.get(TargetGroup, entry.target_group_arn)
            if group and topology.is_unresolved(group.id, "target_type"):
                yield Undecided(_("the target type of %s is not known") % group.label)
            elif group and group.target_type != "ip":
                text = _("Target group %(tg)s of %(id)s has target type %(type)s; tasks register by address.")
                values = {"tg": group.label, "id": service.label, "type": group.target_type}
                yield Violation(
                    group.id,
                    text % values,
                    _("Set TargetType to ip (the target group is replaced)."),
                    "TARGET_TYPE_NOT_IP",
                )


@rule("LB003", "error", "configuration", N_("An Application Load Balancer has two zones"), CREATE_LB)
def two_zones(topology: Topology) -> Findings:
    """An Application Load Balancer needs subnets in at least two availability zones."""
    for balancer in topology.all(LoadBalancer):
        if balancer.load_balancer_type != "application" or not balancer.subnets:
            continue
        if topology.is_unresolved(balancer.id, "subnets"):
            yield Undecided(_("the subnets of %s are not all known") % balancer.label)
            continue
        zones = {s.availability_zone if (s := topology.get(Subnet, i)) else None for i in balancer.subnets}
        if None in zones:
            yield Undecided(_("the zones of %s are not all known") % balancer.label)
        elif len(zones) < 2:
            text = _("Load balancer %s has subnets in one availability zone; AWS asks for two.")
            yield Violation(balancer.id, text % balancer.label, _("Add a subnet in another zone."))


@rule("LB004", "error", "configuration", N_("One subnet a zone"), CREATE_LB)
def one_subnet_a_zone(topology: Topology) -> Findings:
    """A load balancer takes one subnet an availability zone."""
    for balancer in topology.all(LoadBalancer):
        zones = [
            s.availability_zone for i in balancer.subnets if (s := topology.get(Subnet, i)) and s.availability_zone
        ]
        for zone in sorted({z for z in zones if zones.count(z) > 1}):
            text = _("Load balancer %(lb)s has two subnets in %(zone)s.") % {"lb": balancer.label, "zone": zone}
            yield Violation(balancer.id, text, _("Keep one subnet a zone."))


@rule("LB006", "error", "configuration", N_("A load balancer has a subnet"), CREATE_LB)
def some_subnet(topology: Topology) -> Findings:
    """A load balancer is made with the subnet of at least one availability zone; an Application Load Balancer with two (LB003)."""
    for balancer in topology.all(LoadBalancer):
        if balancer.subnets or balancer.load_balancer_type == "classic":
            continue
        if topology.is_unresolved(balancer.id, "subnets"):
            yield Undecided(_("the subnets of %s are not known") % balancer.label)
        else:
            yield Violation(
                balancer.id, _("Load balancer %s has no subnet.") % balancer.label, _("Add a subnet a zone.")
            )


@rule("LB011", "error", "configuration", N_("UDP needs platform version 1.4.0"), BALANCING_TYPES)
def udp(topology: Topology) -> Findings:
    """A Network Load Balancer sends UDP to Fargate tasks on Linux 1.4.0 or Windows 1.0.0 and later only."""
    for service in services_of(topology):
        platform = settled_platform(topology, service)
        for entry in service.load_balancers:
            group = topology.get(TargetGroup, entry.target_group_arn)
            if group is None or group.protocol not in UDP_PROTOCOLS:
                continue
            if platform is None:
                yield Undecided(_("the platform of %s is not known") % service.label)
            elif platform.own_interface:
                text = _("%(id)s takes UDP from target group %(tg)s on platform version %(version)s.")
                values = {"id": service.label, "tg": group.label, "version": platform.version}
                yield Violation(service.id, text % values, _("Move to platform version 1.4.0."), "PLATFORM_VERSION")


@rule("LB012", "error", "configuration", N_("At most 5 target groups a service"), BALANCING)
def target_groups(topology: Topology) -> Findings:
    """A service takes 5 target groups at most."""
    for service in services_of(topology):
        if len(service.load_balancers) > MAX_TARGET_GROUPS:
            text = _("%(id)s names %(n)d target groups; AWS takes 5 at most.")
            yield Violation(
                service.id, text % {"id": service.label, "n": len(service.load_balancers)}, _("Name at most 5.")
            )


@rule("LB013", "error", "configuration", N_("The container and its port exist"), BALANCING)
def container_exists(topology: Topology) -> Findings:
    """A service's load balancer entry names a container of the task definition and a port that it maps."""
    for service in services_of(topology):
        if not service.load_balancers:
            continue
        definition = topology.get(TaskDefinition, service.task_definition)
        containers = {c.name: c for c in definition.container_definitions} if definition else {}
        settled = (
            definition and not topology.is_unresolved(definition.id, "container_definitions") and None not in containers
        )
        if not settled or topology.is_unresolved(service.id, "load_balancers"):
            yield Undecided(_("the containers behind %s are not all known") % service.label)
            continue
        for entry in service.load_balancers:
            container = containers.get(entry.container_name)
            if entry.container_name is None:
                continue
            if container is None:
                text = _("%(id)s sends to container %(name)s, which its task definition does not have.")
                yield Violation(
                    service.id,
                    text % {"id": service.label, "name": entry.container_name},
                    _("Name one of its containers."),
                )
            elif entry.container_port is not None and entry.container_port not in [
                p.container_port for p in container.port_mappings
            ]:
                text = _("%(id)s sends to port %(port)d of container %(name)s, which maps no such port.")
                values = {"id": service.label, "port": entry.container_port, "name": entry.container_name}
                yield Violation(service.id, text % values, _("Add the port to PortMappings, or name a mapped one."))


@rule("LB014", "warning", "configuration", N_("A listener forwards to the target group"), BALANCING)
def forwarded(topology: Topology) -> Findings:
    """A target group to which no listener forwards has no load balancer: creating the service fails."""
    forwarders = (*topology.all(Listener), *topology.all(ListenerRule))
    unsure = any(topology.is_unresolved(f.id, "target_groups", "load_balancer_arn", "listener_arn") for f in forwarders)
    for service in services_of(topology):
        for entry in service.load_balancers:
            group = topology.get(TargetGroup, entry.target_group_arn)
            if group is None or balancers_of(topology, group.id):
                continue
            if unsure:
                yield Undecided(_("where every listener forwards is not known"))
            else:
                text = _("No listener in the input forwards to target group %(tg)s of %(id)s.")
                yield Violation(
                    group.id,
                    text % {"tg": group.label, "id": service.label},
                    _("Add a listener or a rule that forwards to it."),
                )
