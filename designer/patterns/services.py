"""Patterns of what stands before, beside and behind a service: load balancers, Service Connect, EFS, Windows."""

from topology.model import (
    Connection,
    EfsVolume,
    FileSystem,
    MountTarget,
    PortMapping,
    ServiceConnect,
    ServiceConnectService,
    Topology,
)

from .drawing import EVERYWHERE_IPV4, allows, logical, target_of, to
from .ways_out import with_nat

PUBLIC, PRIVATE = ("public-a", "public-b"), ("private-a", "private-b")
NAMESPACE = "internal"


def public_alb_to_private_tasks() -> Topology:
    """An internet-facing Application Load Balancer before tasks that have no public address."""
    drawing = with_nat().group("sg-alb", "Clients of the load balancer", allows(EVERYWHERE_IPV4, 443))
    drawing.group("sg-web", "Tasks of the web service", allows("sg-alb", 8080))
    drawing.balancer("alb", PUBLIC, "sg-alb", listens=("HTTPS", 443), targets=("HTTP", 8080))
    return drawing.service("web", PRIVATE, "sg-web", port=8080, load_balancers=target_of("alb", 8080)).done()


def internal_nlb() -> Topology:
    """A Network Load Balancer that only the VPC can reach."""
    drawing = with_nat().group("sg-nlb", "Clients in the VPC", allows("10.0.0.0/16", 9000))
    drawing.group("sg-api", "Tasks of the API", allows("sg-nlb", 9000))
    drawing.balancer(
        "nlb", PRIVATE, "sg-nlb", listens=("TCP", 9000), targets=("TCP", 9000), load_balancer_type="network", scheme="internal",
    )  # fmt: skip
    return drawing.service("api", PRIVATE, "sg-api", port=9000, load_balancers=target_of("nlb", 9000)).done()


def efs_in_three_zones() -> Topology:
    """A shared file system with a mount target in each of the three zones that tasks may be placed in."""
    drawing = with_nat()
    drawing.subnet("public-c", to("igw", "gateway_id")).nat("nat-c", "public-c")
    drawing.subnet("private-c", to("nat-c", "nat_gateway_id"))
    subnets = (*PRIVATE, "private-c")
    drawing.group("sg-cms", "Tasks of the service")
    drawing.group("sg-files", "EFS mount targets", allows("sg-cms", 2049)).add(FileSystem(id="Files", name="files"))
    for subnet in subnets:
        name = f"files-{subnet}"
        drawing.add(
            MountTarget(
                id=logical(name), name=name, file_system_id="Files", subnet_id=logical(subnet),
                security_groups=(logical("sg-files"),),
            )
        )  # fmt: skip
    volume = EfsVolume(name="shared", file_system_id="Files", transit_encryption="ENABLED")
    return drawing.service("cms", subnets, "sg-cms", desired_count=3, task={"efs_volumes": (volume,)}).done()


def service_connect_pair() -> Topology:
    """Two services of one namespace, the first calling the second by its Service Connect name."""
    drawing = with_nat().group("sg-web", "Tasks that call")
    drawing.group("sg-api", "Tasks that are called", allows("sg-web", 8080))
    offered = ServiceConnectService(port_name="http", discovery_name="api")
    drawing.service("web", PRIVATE, "sg-web", service_connect=ServiceConnect(namespace=NAMESPACE))
    drawing.service(
        "api", PRIVATE, "sg-api", container={"port_mappings": (PortMapping(container_port=8080, name="http"),)},
        service_connect=ServiceConnect(namespace=NAMESPACE, services=(offered,)),
    )  # fmt: skip
    return drawing.add(
        Connection(id="WebToApi", source="Web", destination="Api", protocol="tcp", destination_port=8080)
    ).done()


def windows_tasks() -> Topology:
    """Windows Server Core tasks, which need more CPU and memory than the smallest sizes and platform version 1.0.0."""
    drawing = with_nat().group("sg-reports", "Windows tasks")
    windows = {"operating_system_family": "WINDOWS_SERVER_2022_CORE", "cpu": "1024", "memory": "2048"}
    return drawing.service("reports", PRIVATE, "sg-reports", task=windows).done()
