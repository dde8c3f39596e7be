"""Service Connect: what a client may ask of the services in its namespace."""

from typing import Any

from topology.checks import check
from topology.fargate.connect import MOST_SERVERS
from topology.fargate.flows import flows_of
from topology.model import PortMapping, Service, ServiceConnect, ServiceConnectService, Topology

from ..asking import causes, flow, verdict
from ..builders import Network, network, rule

NAMED_PORT = {"port_mappings": (PortMapping(container_port=8080, name="http"),)}
CLIENT = ServiceConnect(namespace="shop")


def offering(namespace: str | None = "shop", **options: Any) -> ServiceConnect:
    return ServiceConnect(namespace=namespace, services=(ServiceConnectService(port_name="http", **options),))


def shop(*ingress: Any, server: ServiceConnect | None = None, client: ServiceConnect | None = CLIENT) -> Network:
    """A client `app` and a server `orders` in two subnets of a VPC."""
    made = network().vpc().subnet("a", public=True).subnet("b", "b").group("app-group").group("orders-group", ingress)
    made.service("app", "a", ["app-group"], public_ip=True, service_connect=client)
    return made.service("orders", "b", ["orders-group"], service_connect=server or offering(), container=NAMED_PORT)


def asks(topology: Topology, id: str = "app") -> list[tuple[str, int | None]]:
    service = topology.get(Service, id)
    assert service is not None
    return [(f.to, f.port) for f in flows_of(topology, service) if f.flow == "service-connect"]


def test_a_client_reaches_a_server_whose_group_lets_it_in() -> None:
    found = flow(shop(rule("app-group", 8080)).build(), "service-connect")
    assert (found.to, found.port, found.verdict, found.required) == ("orders", 8080, "reachable", False)
    assert found.names["\ue000"].id == "app"


def test_a_server_whose_group_lets_its_clients_in_elsewhere_is_not_reached() -> None:
    topology = shop(rule("app-group", 9999)).build()
    assert causes(topology, "service-connect") == [("TASK_SG_INGRESS", "orders-group")]


def test_what_cannot_be_asked_is_a_capability_and_no_finding() -> None:
    topology = shop(rule("app-group", 9999)).build()
    assert verdict(topology, "service-connect") == "blocked"
    assert not [f for f in check(topology)["findings"] if f.get("flow") == "service-connect"]


def test_the_proxy_listens_on_the_ingress_port_where_the_server_overrides_it() -> None:
    topology = shop(rule("app-group", 9090), server=offering(ingress_port_override=9090)).build()
    assert asks(topology) == [("orders", 9090)]
    assert verdict(topology, "service-connect") == "reachable"


def test_services_of_another_namespace_are_not_asked() -> None:
    assert asks(shop(server=offering("billing")).build()) == []


def test_services_without_a_namespace_share_the_default_of_their_cluster() -> None:
    topology = shop(server=offering(None), client=ServiceConnect()).build()
    assert asks(topology) == [("orders", 8080)]
    elsewhere = topology.with_resources(topology.resources["orders"].changed(cluster="other"))
    assert asks(elsewhere) == []


def test_a_service_that_turned_it_off_asks_nobody() -> None:
    assert asks(shop(client=ServiceConnect(enabled=False, namespace="shop")).build()) == []


def test_a_server_does_not_ask_itself() -> None:
    assert asks(shop().build(), "orders") == []


def test_a_change_of_the_servers_group_is_seen_by_the_client() -> None:
    topology = shop(rule("app-group", 8080)).build()
    check(topology)
    group = topology.resources["orders-group"]
    closed = topology.with_resources(group.changed(security_group_ingress=()))
    assert verdict(closed, "service-connect") == "blocked"


def test_of_a_large_namespace_the_first_are_listed_and_the_report_says_so() -> None:
    made = shop(rule("app-group", 8080))
    for n in range(MOST_SERVERS):
        made.service(f"server-{n}", "b", ["orders-group"], service_connect=offering(), container=NAMED_PORT)
    topology = made.build()
    assert len(asks(topology)) == MOST_SERVERS
    assert any("Service Connect" in text for text in check(topology)["assumptions"])
    assert not any("Service Connect" in text for text in check(shop().build())["assumptions"])
