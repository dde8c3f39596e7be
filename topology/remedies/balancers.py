"""Fixes of load balancers: a listener that is missing, targets that nobody registers, a zone that is not enabled."""

from collections.abc import Iterator

from ..fargate.balancing import PRESERVE, preserves_client, services_behind
from ..fargate.through import forwards_to
from ..i18n import _
from ..model import Listener, LoadBalancer, Service, Subnet, TargetGroup, TaskDefinition
from ..reachability.lookup import where
from ..reachability.routing import table_of
from .case import Case, Fix, add, connect, set_fields


def add_listener(case: Case) -> Iterator[Fix]:
    """A listener on the port that is asked for, which forwards where the load balancer's others do."""
    topology = case.topology
    balancer = topology.get(LoadBalancer, case.flow.to)
    if balancer is None or case.flow.port is None:
        return
    like = next((x for x in where(topology, Listener, "load_balancer_arn", balancer.id) if x.target_groups), None)
    if like is None or like.protocol in (
        "HTTPS",
        "TLS",
    ):  # a further one of these needs a certificate, which is the user's
        return
    yield Fix(
        _("Add a listener on port %(port)d to %(lb)s") % {"port": case.flow.port, "lb": balancer.label},
        (add(type="Listener", id=case.new_id(f"{balancer.id}Listener{case.flow.port}"), load_balancer_arn=balancer.id, port=case.flow.port,
             protocol=like.protocol, target_groups=list(like.target_groups)),),
        opens=_("port %(port)d of %(lb)s, for whom its security groups let in") % {"port": case.flow.port, "lb": balancer.label},
    )  # fmt: skip


def register_by_address(case: Case) -> Iterator[Fix]:
    """A target group of type ip in the place of one of type instance, which AWS replaces since a type cannot change. Not where it has a
    name of its own, which the new one could not have beside it, nor where instances or other services register there."""
    topology = case.topology
    group = topology.get(TargetGroup, case.blocker.resource)
    if group is None or group.target_type != "instance" or group.targets or group.properties.get("Name"):
        return
    services = [s for id in services_behind(topology, group.id) if (s := topology.get(Service, id))]
    if services and all(s.runs_on_fargate for s in services):
        yield Fix(
            _("Replace target group %s by one of target type ip") % group.label,
            (set_fields(group.id, target_type="ip"),),
        )


def register_service(case: Case) -> Iterator[Fix]:
    """The one service of the VPC whose container listens on the port of a target group that has no target."""
    topology = case.topology
    balancer = topology.get(LoadBalancer, case.blocker.resource)
    for id in forwards_to(topology, balancer, case.flow.port) if balancer else ():
        group = topology.get(TargetGroup, id)
        if group is None or group.target_type != "ip" or group.port is None:
            continue
        fit = [(s, n) for s in topology.all(Service) if (n := _listening(case, s, group))]
        if len(fit) == 1:
            service, name = fit[0]
            entry = {"container_name": name, "container_port": group.port, "target_group_arn": group.id}
            yield Fix(
                _("Register the tasks of %(service)s with %(group)s") % {"service": service.label, "group": group.label},
                (connect(service.id, "load_balancers", entry),),
            )  # fmt: skip


def hide_clients(case: Case) -> Iterator[Fix]:
    """Where the tasks' groups know the Network Load Balancer and not its clients: an end to client IP preservation, which TCP and TLS
    may have; https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html"""
    topology = case.topology
    balancer = topology.get(LoadBalancer, case.flow.source) if case.flow.flow == "lb-to-task" else None
    for id in forwards_to(topology, balancer, None) if balancer else ():
        group = topology.get(TargetGroup, id)
        if (
            group is None
            or group.protocol not in ("TCP", "TLS")
            or case.workload.id not in services_behind(topology, id)
        ):
            continue
        if balancer and preserves_client(balancer, group):
            yield Fix(
                _("Turn off client IP preservation of target group %s") % group.label,
                (set_fields(id, attributes={**group.attributes, PRESERVE: "false"}),),
            )


def _listening(case: Case, service: Service, group: TargetGroup) -> str | None:
    """The container of a service in the target group's VPC that listens on the group's port."""
    subnets = [case.topology.get(Subnet, i) for i in service.subnets]
    if not any(s and s.vpc_id == group.vpc_id for s in subnets):
        return None
    definition = case.topology.get(TaskDefinition, service.task_definition)
    for container in definition.container_definitions if definition else ():
        if any(p.container_port == group.port for p in container.port_mappings):
            return container.name
    return None


def enable_zone(case: Case) -> Iterator[Fix]:
    """A subnet of the missing zone, one with the kind of route that the balancer's other subnets have."""
    topology = case.topology
    balancer = topology.get(LoadBalancer, case.blocker.resource)
    if balancer is None or not balancer.subnets:
        return
    tables = {t.id for s in balancer.subnets if (t := table_of(topology, s)[0])}
    changes = []
    for id in case.subnets:
        zone = s.zone if (s := topology.get(Subnet, id)) else None
        fit = [x for x in topology.all(Subnet) if x.vpc_id == case.vpc_id and x.availability_zone == zone]
        fit.sort(key=lambda x: not ((t := table_of(topology, x.id)[0]) and t.id in tables))
        if fit:
            changes.append(connect(balancer.id, "subnets", fit[0].id))
    if changes:
        yield Fix(_("Enable the tasks' zones on %s") % balancer.label, tuple(changes))
