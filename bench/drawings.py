"""Designs for measuring the canvas: many tasks in many subnets, and an ordinary one of about a hundred resources."""

from collections.abc import Iterator

from bench.networks import REGION, network
from topology.model import (
    AnyResource,
    Cluster,
    ContainerDefinition,
    ElasticIp,
    InternetGateway,
    LogConfiguration,
    NatGateway,
    PortMapping,
    Route,
    RouteTable,
    SecurityGroup,
    SecurityGroupRule,
    Service,
    Subnet,
    SubnetAssociation,
    TaskDefinition,
    Topology,
    Vpc,
)

VPCS = 5
SUBNETS_A_VPC = 10
TASKS_A_SUBNET = 20
ZONES = ("a", "b", "c")
PUBLIC_SUBNETS = len(ZONES)  # one a zone, the first of each VPC
ORDINARY_SERVICES = 53


def many_tasks() -> Topology:
    """1,000 services of one task each in 50 subnets of 5 VPCs, 20 to a subnet: public ones, and private ones behind NAT gateways."""
    resources: list[AnyResource] = [Cluster(id="cluster"), _task_definition()]
    for n in range(VPCS):
        resources.extend(_vpc(n))
    return Topology.of(*resources, region=REGION)


def ordinary() -> Topology:
    """One VPC of 12 subnets whose services have endpoints and no other way out: without one of these, their tasks do not start."""
    topology = network(ORDINARY_SERVICES, groups=4)
    tables = [
        table.changed(routes=()) for table in topology.all(RouteTable) if "-web-" in table.id or "-app-" in table.id
    ]
    return topology.with_resources(*tables)


def _task_definition() -> TaskDefinition:
    return TaskDefinition(
        id="task",
        container_definitions=(
            ContainerDefinition(
                name="app",
                image=f"123456789012.dkr.ecr.{REGION}.amazonaws.com/app:1",
                port_mappings=(PortMapping(container_port=8080),),
                log_configuration=LogConfiguration(options={"awslogs-group": "/app", "awslogs-region": REGION}),
            ),
        ),
    )


def _vpc(n: int) -> Iterator[AnyResource]:
    v = f"vpc{n}"
    yield Vpc(id=v, name=f"shop-{n}", cidr_block=f"10.{n}.0.0/16", enable_dns_hostnames=True)
    yield InternetGateway(id=f"{v}-igw", vpc_id=v)
    yield SecurityGroup(
        id=f"{v}-tasks",
        vpc_id=v,
        security_group_ingress=(
            SecurityGroupRule(ip_protocol="tcp", from_port=8080, to_port=8080, cidr_ipv4="10.0.0.0/8"),
        ),
    )
    subnets = [f"{v}-subnet-{s}" for s in range(SUBNETS_A_VPC)]
    for s, subnet in enumerate(subnets):
        tier = "public" if s < PUBLIC_SUBNETS else "private"
        yield Subnet(
            id=subnet,
            name=f"{tier}-{s}",
            vpc_id=v,
            cidr_block=f"10.{n}.{s}.0/24",
            availability_zone=f"{REGION}{ZONES[s % len(ZONES)]}",
        )
    yield _table(f"{v}-public", v, Route(destination_cidr_block="0.0.0.0/0", gateway_id=f"{v}-igw"), subnets[:3])
    for z, zone in enumerate(ZONES):
        nat = f"{v}-nat-{zone}"
        yield ElasticIp(id=f"{nat}-address")
        yield NatGateway(id=nat, subnet_id=subnets[z], allocation_id=f"{nat}-address")
        held = subnets[PUBLIC_SUBNETS + z :: len(ZONES)]
        yield _table(f"{v}-private-{zone}", v, Route(destination_cidr_block="0.0.0.0/0", nat_gateway_id=nat), held)
    for s, subnet in enumerate(subnets):
        for k in range(TASKS_A_SUBNET):
            yield Service(
                id=f"{v}-service-{s}-{k}",
                name=f"service-{n}-{s}-{k}",
                cluster="cluster",
                task_definition="task",
                desired_count=1,
                assign_public_ip="ENABLED" if s < PUBLIC_SUBNETS else "DISABLED",
                subnets=(subnet,),
                security_groups=(f"{v}-tasks",),
            )


def _table(name: str, vpc: str, way_out: Route, subnets: list[str]) -> RouteTable:
    associations = tuple(SubnetAssociation(subnet_id=subnet) for subnet in subnets)
    return RouteTable(id=name, vpc_id=vpc, routes=(way_out,), associations=associations)
