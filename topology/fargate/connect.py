"""Amazon ECS Service Connect: what a service offers, and whom its clients may ask.

A service with Service Connect is a client of its namespace: its proxies send to the tasks of every service that offers a port there, on
the container port, or on the ingress port where the service overrides it. Which of them it does call, no input says.

https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts-deploy.html,
https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectConfiguration.html (without a namespace, the cluster's default)
"""

from typing import NamedTuple

from ..model import Service, TaskDefinition, Topology
from ..reachability.memory import indexed, pick

Namespace = tuple[str, str]
MOST_SERVERS = 25  # of a namespace that are listed for each client: its pairs are the square of its services


class Offered(NamedTuple):
    """A port that a service offers in its namespace."""

    service: str
    name: str
    port: int


def connects(_topology: Topology, service: Service) -> bool:
    """Whether a service uses Service Connect."""
    return service.service_connect is not None and service.service_connect.enabled


def offered(topology: Topology, service: Service) -> tuple[Offered, ...]:
    """The ports that a service offers by Service Connect: where its proxy or its container listens."""
    definition = topology.get(TaskDefinition, service.task_definition)
    entries = service.service_connect.services if service.service_connect and connects(topology, service) else ()
    if definition is None or not entries:
        return ()
    named = {p.name: p.container_port for c in definition.container_definitions for p in c.port_mappings if p.name}
    found = ((e.port_name, e.ingress_port_override or named.get(e.port_name or "")) for e in entries)
    return tuple(Offered(service.id, name, port) for name, port in found if name and port)


def namespace_of(topology: Topology, service: Service) -> Namespace | None:
    """The namespace that a service connects in; None where it does not, or the input leaves open in which one."""
    if service.service_connect is None or not connects(topology, service):
        return None
    if topology.is_unresolved(service.id, "service_connect"):
        return None
    if service.service_connect.namespace:
        return "namespace", service.service_connect.namespace
    return ("default of", service.cluster) if service.cluster else None


def servers_of(topology: Topology, service: Service) -> tuple[Offered, ...]:
    """The ports of other services that a service may ask for, in the order of the document."""
    namespace = namespace_of(topology, service)
    held = pick(topology, _servers, namespace) if namespace else None
    return tuple(o for o in held or () if o.service != service.id)


@indexed
def _servers(topology: Topology) -> dict[Namespace, tuple[Offered, ...]]:
    found: dict[Namespace, list[Offered]] = {}
    for service in topology.all(Service):
        ports = offered(topology, service)
        namespace = namespace_of(topology, service) if ports and service.runs_on_fargate else None
        if namespace:
            found.setdefault(namespace, []).extend(ports)
    return {namespace: tuple(held) for namespace, held in found.items()}
