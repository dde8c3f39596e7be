"""Rules about names and discovery: the VPC's DNS attributes, Cloud Map service discovery, Service Connect."""

from ..addresses import IntSet
from ..fargate.connect import connects, offered
from ..fargate.names import reach_service
from ..i18n import N_, _
from ..model import (
    Connection,
    ScheduledTask,
    SecurityGroup,
    SecurityGroupRule,
    Service,
    StandaloneTask,
    Topology,
    Vpc,
)
from ..reachability.groups import rule_ports
from ..reachability.memory import pick
from ..traffic import TCP, protocol_numbers
from .endpoints import interfaces_of
from .places import both_dns_attributes, definition_of, known_platform, placements, vpcs_of, workloads_by_vpc
from .registry import Findings, NotKnown, Severity, Violation, rule

NETWORKING = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html"
DISCOVERY = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-discovery.html"
REGISTRY = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceRegistry.html"
CONNECT = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts-deploy.html"
ENDPOINTS = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html"
MAX_DISCOVERED = 1000  # tasks of a service with service discovery or Service Connect; DISCOVERY


def registers(_topology: Topology, service: Service) -> bool:
    """Whether a service registers its tasks for service discovery."""
    return bool(service.service_registries)


@rule("DNS01", "info", "configuration", N_("The VPC gives tasks DNS host names"), NETWORKING, Vpc)
def host_names(topology: Topology, vpc: Vpc) -> Findings:
    """With enableDnsHostnames and enableDnsSupport both on, a task's host name is Amazon's DNS name; otherwise it is random.

    A warning where private names are in use in the VPC: endpoints with private DNS, or service discovery.
    """
    workloads = pick(topology, workloads_by_vpc, vpc.id) or ()
    if not workloads or both_dns_attributes(topology, vpc):
        return
    named = any(e.private_dns_enabled for e in interfaces_of(topology, vpc.id))
    named = named or any(isinstance(w, Service) and w.service_registries for w in workloads)
    severity: Severity = "warning" if named else "info"
    text = _(
        "VPC %s does not have both DNS attributes on: tasks get random host names, and private names do not resolve."
    )
    fix = _("Turn on EnableDnsSupport and EnableDnsHostnames.")
    yield Violation(vpc.id, text % vpc.label, fix, "VPC_DNS_DISABLED", severity)


@rule(
    "SD001",
    "info",
    "configuration",
    N_("A registry names a container and port, or a port"),
    REGISTRY,
    Service,
    when=registers,
)
def registry_port(topology: Topology, service: Service) -> Findings:
    """With awsvpc any mix of A and SRV records goes. An SRV record needs a port: ContainerName and ContainerPort together, or Port."""
    for entry in service.service_registries:
        pair = entry.container_name is not None, entry.container_port is not None
        if pair[0] != pair[1] or (all(pair) and entry.port is not None):
            text = _("%s does not say clearly which port its service registry holds.")
            fix = _("Name ContainerName and ContainerPort, or Port alone.")
            yield Violation(service.id, text % service.label, fix)


@rule("SD002", "error", "configuration", N_("At most 1,000 tasks with discovery"), DISCOVERY, Service)
def discovered_tasks(topology: Topology, service: Service) -> Findings:
    """A service with service discovery or Service Connect runs 1,000 tasks at most: a quota of Cloud Map and Route 53."""
    if (service.desired_count or 0) > MAX_DISCOVERED and (service.service_registries or connects(topology, service)):
        text = _("%(id)s wants %(n)d tasks; with discovery a service runs 1,000 at most.")
        yield Violation(service.id, text % {"id": service.label, "n": service.desired_count}, _("Split the service."))


@rule(
    "SD003",
    "warning",
    "configuration",
    N_("The VPC resolves private names for discovery"),
    DISCOVERY,
    Service,
    when=registers,
)
def private_names(topology: Topology, service: Service) -> Findings:
    """Names of a private DNS namespace resolve in a VPC with enableDnsSupport and enableDnsHostnames both on."""
    for vpc in vpcs_of(topology, service):
        if not both_dns_attributes(topology, vpc):
            text = _("%(id)s registers its tasks by name, and VPC %(vpc)s does not have both DNS attributes on.")
            fix = _("Turn on EnableDnsSupport and EnableDnsHostnames.")
            yield Violation(vpc.id, text % {"id": service.label, "vpc": vpc.label}, fix, "VPC_DNS_DISABLED")


@rule(
    "SD004",
    "info",
    "configuration",
    N_("Service discovery answers with private addresses"),
    DISCOVERY,
    Service,
    when=registers,
)
def private_addresses(topology: Topology, service: Service) -> Findings:
    """Service discovery registers a task's private address, also where the task has a public one."""
    if service.assign_public_ip == "ENABLED":
        text = _("%s has public IPs, and its discovery names hold the private ones.")
        yield Violation(service.id, text % service.label, _("Use a load balancer for clients outside the VPC."))


@rule("SC001", "error", "configuration", N_("Service Connect runs on Linux"), CONNECT, Service, when=connects)
def connect_windows(topology: Topology, service: Service) -> Findings:
    """Service Connect does not support Windows containers."""
    if known_platform(topology, service).os == "windows":
        text = _("%s uses Service Connect on Windows.") % service.label
        yield Violation(service.id, text, _("Use Linux, or service discovery."))


@rule(
    "SC002",
    "error",
    "configuration",
    N_("Service Connect needs platform version 1.4.0"),
    CONNECT,
    Service,
    when=connects,
)
def connect_version(topology: Topology, service: Service) -> Findings:
    """Service Connect needs Linux platform version 1.4.0 or later."""
    if (platform := known_platform(topology, service)).own_interface:
        text = _("%(id)s uses Service Connect on platform version %(version)s.")
        values = {"id": service.label, "version": platform.version}
        yield Violation(service.id, text % values, _("Move to platform version 1.4.0."), "PLATFORM_VERSION")


@rule("SC003", "warning", "configuration", N_("Clients of Service Connect are services"), CONNECT, Connection)
def connect_client(topology: Topology, connection: Connection) -> Findings:
    """Service Connect is for services: a standalone or scheduled task has no proxy, and its names do not resolve there. Told where a design
    declares a connection from such a task to a service that has neither a load balancer nor service discovery."""
    source, service = topology.find(connection.source), topology.get(Service, connection.destination)
    if service is None or not connects(topology, service) or not isinstance(source, StandaloneTask | ScheduledTask):
        return
    if not service.load_balancers and not service.service_registries:
        text = _("%(task)s is no service, so the Service Connect name of %(id)s does not resolve in it.")
        values = {"task": source.label, "id": service.label}
        yield Violation(connection.id, text % values, _("Add service discovery or a load balancer to the service."))


@rule(
    "SC004",
    "error",
    "configuration",
    N_("Service Connect names a port of the task definition"),
    CONNECT,
    Service,
    when=connects,
)
def connect_port(topology: Topology, service: Service) -> Findings:
    """The port name of a Service Connect service is the name of a port mapping in the task definition."""
    entries = service.service_connect.services if service.service_connect else ()
    if not entries:
        return
    definition = definition_of(topology, service)
    if (
        definition is None
        or topology.is_unresolved(definition.id, "container_definitions")
        or topology.is_unresolved(service.id, "service_connect")
    ):
        raise NotKnown(_("the named ports of %s are not all known") % service.label)
    names = {p.name for c in definition.container_definitions for p in c.port_mappings}
    for entry in entries:
        if entry.port_name is not None and entry.port_name not in names:
            text = _("%(id)s offers port “%(port)s” by Service Connect, and no port mapping has that name.")
            values = {"id": service.label, "port": entry.port_name}
            yield Violation(service.id, text % values, _("Name the port mapping so."))


@rule(
    "SC005", "warning", "reachability", N_("Service Connect's proxy is managed over the network"), ENDPOINTS, Service, when=connects)  # fmt: skip
def connect_management(topology: Topology, service: Service) -> Findings:
    """Amazon ECS manages the proxy through the `ecs-agent` endpoint of the VPC, otherwise through a public endpoint: one of them has
    to be in reach."""
    stands = placements(topology, service)
    asked = [(s.subnet, reach_service(topology, s.position, "ecs-agent", s.start_family)) for s in stands]
    blocked = [subnet or "" for subnet, outcome in asked if outcome.verdict == "blocked"]
    if blocked:
        text = _(
            "%(id)s uses Service Connect from %(where)s, which reaches neither an ecs-agent endpoint nor the internet."
        )
        values = {"id": service.label, "where": ", ".join(blocked)}
        yield Violation(service.id, text % values, _("Add an interface endpoint for ecs-agent."))


@rule("SC006", "error", "reachability", N_("Service Connect's clients get in"), CONNECT, Service, when=connects)
def connect_ingress(topology: Topology, service: Service) -> Findings:
    """The security groups of a service that offers a port by Service Connect let its clients in on it: on the container port, or on the
    ingress port where the service overrides it. Told where no rule lets anybody in on that port."""
    groups = [g for i in service.security_groups if (g := topology.get(SecurityGroup, i))]
    known = len(groups) == len(service.security_groups) and not topology.is_unresolved(service.id, "security_groups")
    if not groups:
        return
    for _service, name, port in offered(topology, service):
        if any(_lets_in(r, port) for g in groups for r in g.security_group_ingress):
            continue
        if not known or any(topology.is_unresolved(g.id, "security_group_ingress") for g in groups):
            raise NotKnown(_("the inbound rules of %s are not all known") % service.label)
        text = _(
            "%(id)s offers port “%(name)s” (%(port)d) by Service Connect, and no rule of its security groups lets anybody in there."
        )
        values = {"id": service.label, "name": name, "port": port}
        yield Violation(
            groups[0].id, text % values, _("Let the clients' security groups in on that port."), "TASK_SG_INGRESS"
        )


def _lets_in(rule: SecurityGroupRule, port: int) -> bool:
    try:
        protocols = protocol_numbers(rule.ip_protocol)
    except ValueError:
        return True  # what it names is not known
    return TCP in protocols and IntSet.single(port) <= rule_ports(
        protocols & IntSet.single(TCP), rule.from_port, rule.to_port
    )
