"""Networks of any size for measuring: VPCs with three zones and four tiers, services whose groups refer to each other,
endpoints, NAT gateways, network ACLs, and a transit gateway between the VPCs.

One VPC holds 3 zones x 4 tiers = 12 subnets; services stand in the two application tiers, spread over the three zones.

python -m bench.networks SERVICES FOLDER writes one as an AWS snapshot, so that other analysers can be run on the same network.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from topology.model import (
    AnyResource,
    Cluster,
    ContainerDefinition,
    ElasticIp,
    InternetGateway,
    LogConfiguration,
    NatGateway,
    NetworkAcl,
    NetworkAclEntry,
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
    TransitGateway,
    TransitGatewayAttachment,
    Vpc,
    VpcEndpoint,
    VpcPeeringConnection,
)

REGION = "us-east-1"
ZONES = ("a", "b", "c")
TIERS = ("public", "web", "app", "data")
SERVICES_A_VPC = 100
GROUPS_A_VPC = 20
JOINS = ("transit-gateway", "peering")
ENDPOINTS = ("ecr.api", "ecr.dkr", "logs", "secretsmanager")
IMAGE = f"123456789012.dkr.ecr.{REGION}.amazonaws.com/app:1"


def network(services: int, joined: str = JOINS[0], groups: int = GROUPS_A_VPC) -> Topology:
    """A topology with this many services in as many VPCs as they need, 100 to a VPC; `groups` are the services' groups in each.

    The VPCs are joined by one transit gateway, or each to the next by peering.
    """
    vpcs = max(1, -(-services // SERVICES_A_VPC))
    resources: list[AnyResource] = [Cluster(id="cluster")]
    if joined == "transit-gateway":
        resources.append(TransitGateway(id="tgw"))
    left = services
    for n in range(vpcs):
        here = min(left, SERVICES_A_VPC)
        peers = [m for m in (n - 1, n + 1) if 0 <= m < vpcs] if joined == "peering" else []
        resources.extend(_vpc(n, here, groups, peers))
        left -= here
    return Topology.of(*resources, region=REGION)


def _block(n: int) -> str:
    return f"{10 + n // 250}.{n % 250}"


def _vpc(n: int, services: int, groups: int, peers: list[int]) -> Iterator[AnyResource]:
    v, block = f"vpc{n}", _block(n)
    yield Vpc(id=v, cidr_block=f"{block}.0.0/16", enable_dns_hostnames=True)
    yield InternetGateway(id=f"igw-{v}", vpc_id=v)
    for t, tier in enumerate(TIERS):
        for z, zone in enumerate(ZONES):
            yield Subnet(
                id=f"{v}-{tier}-{zone}",
                vpc_id=v,
                cidr_block=f"{block}.{16 * t + z}.0/24",
                availability_zone=f"{REGION}{zone}",
            )
    for zone in ZONES:
        yield ElasticIp(id=f"{v}-eip-{zone}")
        yield NatGateway(id=f"{v}-nat-{zone}", subnet_id=f"{v}-public-{zone}", allocation_id=f"{v}-eip-{zone}")
    if peers:
        across = [
            Route(destination_cidr_block=f"{_block(m)}.0.0/16", vpc_peering_connection_id=f"pcx{min(n, m)}")
            for m in peers
        ]
        if n + 1 in peers:
            yield VpcPeeringConnection(id=f"pcx{n}", vpc_id=v, peer_vpc_id=f"vpc{n + 1}")
    else:
        across = [Route(destination_cidr_block="10.0.0.0/8", transit_gateway_id="tgw")]
        yield TransitGatewayAttachment(
            id=f"{v}-attachment", transit_gateway_id="tgw", vpc_id=v, subnet_ids=tuple(f"{v}-data-{z}" for z in ZONES)
        )
    yield from _tables(v, tuple(across))
    yield from _filters(v, groups)
    for service in ENDPOINTS:
        yield VpcEndpoint(
            id=f"{v}-{service}", vpc_id=v, vpc_endpoint_type="Interface", service_name=f"com.amazonaws.{REGION}.{service}", private_dns_enabled=True,
            subnet_ids=tuple(f"{v}-data-{z}" for z in ZONES), security_group_ids=(f"{v}-endpoints",),
        )  # fmt: skip
    tables = tuple(f"{v}-rtb-{tier}-{z}" for tier in ("web", "app") for z in ZONES)
    yield VpcEndpoint(
        id=f"{v}-s3",
        vpc_id=v,
        service_name=f"com.amazonaws.{REGION}.s3",
        vpc_endpoint_type="Gateway",
        route_table_ids=tables,
    )
    yield TaskDefinition(
        id=f"{v}-task",
        container_definitions=(
            ContainerDefinition(
                name="app", image=IMAGE, port_mappings=(PortMapping(container_port=8080),),
                log_configuration=LogConfiguration(options={"awslogs-group": "/app", "awslogs-region": REGION}),
            ),
        ),
    )  # fmt: skip
    for s in range(services):
        tier = ("web", "app")[s % 2]
        yield Service(
            id=f"{v}-service-{s}",
            cluster="cluster",
            task_definition=f"{v}-task",
            assign_public_ip="DISABLED",
            desired_count=3,
            subnets=tuple(f"{v}-{tier}-{z}" for z in ZONES),
            security_groups=(f"{v}-group-{s % groups}",),
        )


def _tables(v: str, across: tuple[Route, ...]) -> Iterator[AnyResource]:
    out = Route(destination_cidr_block="0.0.0.0/0", gateway_id=f"igw-{v}")
    for tier in TIERS:
        for zone in ZONES:
            subnet = f"{v}-{tier}-{zone}"
            nat = Route(destination_cidr_block="0.0.0.0/0", nat_gateway_id=f"{v}-nat-{zone}")
            routes = {"public": (out, *across), "web": (nat, *across), "app": (nat, *across), "data": across}[tier]
            yield RouteTable(
                id=f"{v}-rtb-{tier}-{zone}",
                vpc_id=v,
                routes=routes,
                associations=(SubnetAssociation(subnet_id=subnet),),
            )


def _filters(v: str, groups: int) -> Iterator[AnyResource]:
    https = {"ip_protocol": "tcp", "from_port": 443, "to_port": 443}
    yield SecurityGroup(
        id=f"{v}-endpoints", vpc_id=v, security_group_ingress=(SecurityGroupRule(**https, cidr_ipv4="10.0.0.0/8"),)
    )
    for g in range(groups):
        peers = (f"{v}-group-{(g + 1) % groups}", f"{v}-group-{(g + 7) % groups}")
        rules = tuple(
            SecurityGroupRule(ip_protocol="tcp", from_port=8080, to_port=8080, referenced_group_id=p) for p in peers
        )
        yield SecurityGroup(id=f"{v}-group-{g}", vpc_id=v, security_group_ingress=rules)
    entries = [
        NetworkAclEntry(rule_number=100, rule_action="allow", egress=egress, protocol="-1", cidr_block="0.0.0.0/0")
        for egress in (False, True)
    ]
    deny = NetworkAclEntry(
        rule_number=50, rule_action="deny", protocol="6", cidr_block="0.0.0.0/0", from_port=23, to_port=23
    )
    yield NetworkAcl(
        id=f"{v}-acl", vpc_id=v, entries=(deny, *entries),
        associations=tuple(SubnetAssociation(subnet_id=f"{v}-{tier}-{z}") for tier in ("web", "app", "data") for z in ZONES),
    )  # fmt: skip


if __name__ == "__main__":
    from bench.snapshot import write_snapshot

    write_snapshot(network(int(sys.argv[1])), Path(sys.argv[2]))
