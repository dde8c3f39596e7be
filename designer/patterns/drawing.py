"""A pencil for the patterns: names become logical ids, addresses are dealt out, every subnet gets a route table of its own."""

from collections.abc import Iterable, Sequence
from ipaddress import IPv6Network, ip_network
from typing import Any, Self

from topology.model import (
    AnyResource,
    Cluster,
    ContainerDefinition,
    ElasticIp,
    InternetGateway,
    Ipv6CidrBlockAssociation,
    Listener,
    LoadBalancer,
    LogConfiguration,
    NatGateway,
    PortMapping,
    Route,
    RouteTable,
    SecurityGroup,
    SecurityGroupRule,
    Service,
    ServiceLoadBalancer,
    Subnet,
    SubnetAssociation,
    TargetGroup,
    TaskDefinition,
    Topology,
    Vpc,
    VpcEndpoint,
)

REGION = "us-east-1"
REGISTRY = f"123456789012.dkr.ecr.{REGION}.amazonaws.com"
EVERYWHERE_IPV4, EVERYWHERE_IPV6 = "0.0.0.0/0", "::/0"


def logical(name: str) -> str:
    """A name as a logical id: `app-a` is `AppA`."""
    return "".join(part[:1].upper() + part[1:] for part in name.split("-"))


def allows(peer: str, port: int) -> SecurityGroupRule:
    """A rule for TCP to one port; the peer is a CIDR or the name of a group."""
    field = "referenced_group_id" if "/" not in peer else "cidr_ipv6" if ":" in peer else "cidr_ipv4"
    value = peer if "/" in peer else logical(peer)
    return SecurityGroupRule(ip_protocol="tcp", from_port=port, to_port=port, **{field: value})


def to(target: str, field: str, destination: str = EVERYWHERE_IPV4) -> Route:
    """A route to a target by name; `field` is the target's, such as `nat_gateway_id`."""
    family = "destination_ipv6_cidr_block" if ":" in destination else "destination_cidr_block"
    return Route(**{family: destination, field: logical(target)})


class Drawing:
    """Resources by and by; what is drawn stands in the VPC named last. `done` is the topology."""

    def __init__(self) -> None:
        self.resources: dict[str, AnyResource] = {}
        self.here = ""
        self._blocks: dict[str, int] = {}

    def add(self, *resources: AnyResource) -> Self:
        """Add records as they are."""
        self.resources |= {resource.id: resource for resource in resources}
        return self

    def done(self) -> Topology:
        """The topology of all that was drawn."""
        return Topology.of(*self.resources.values(), region=REGION)

    def vpc(self, name: str, cidr: str = "10.0.0.0/16", ipv6: str | None = None) -> Self:
        """A VPC in which names resolve, as endpoints with private DNS need it."""
        self.here = logical(name)
        self._blocks[self.here] = 0
        blocks = (Ipv6CidrBlockAssociation(ipv6_cidr_block=ipv6),) if ipv6 else ()
        return self.add(
            Vpc(
                id=self.here, name=name, cidr_block=cidr, ipv6_cidr_block_associations=blocks, enable_dns_hostnames=True
            )
        )

    def internet_gateway(self, name: str) -> Self:
        """An internet gateway on the VPC."""
        return self.add(InternetGateway(id=logical(name), name=name, vpc_id=self.here))

    def subnet(self, name: str, *routes: Route, ipv6: bool = False, ipv4: bool = True, **fields: Any) -> Self:
        """A subnet with the VPC's next /24 (and /64) and a route table of its own; its name ends in its zone's letter."""
        number = self._blocks[self.here]
        self._blocks[self.here] += 1
        vpc = self.resources[self.here]
        assert isinstance(vpc, Vpc) and vpc.cidr_block
        blocks: dict[str, Any] = {"ipv6_native": True} if not ipv4 else {}
        if ipv4:
            blocks["cidr_block"] = str(list(ip_network(vpc.cidr_block).subnets(new_prefix=24))[number])
        if ipv6:
            first = IPv6Network(vpc.ipv6_cidr_blocks[0])
            blocks["ipv6_cidr_block"] = f"{first.network_address + number * 2**64}/64"
            blocks["assign_ipv6_address_on_creation"] = True
        id, zone = logical(name), f"{REGION}{name[-1]}"
        table = f"rtb-{name}"
        return self.add(
            Subnet(id=id, name=name, vpc_id=self.here, availability_zone=zone, **blocks, **fields),
            RouteTable(
                id=logical(table), name=table, vpc_id=self.here, routes=routes,
                associations=(SubnetAssociation(subnet_id=id),),
            ),
        )  # fmt: skip

    def nat(self, name: str, subnet: str) -> Self:
        """A public NAT gateway with its Elastic IP address."""
        address = f"eip-{name}"
        return self.add(
            ElasticIp(id=logical(address), name=address),
            NatGateway(id=logical(name), name=name, subnet_id=logical(subnet), allocation_id=logical(address)),
        )

    def group(self, name: str, about: str, *ingress: SecurityGroupRule) -> Self:
        """A security group that lets this in, and everything out of each family that the VPC has."""
        vpc = self.resources[self.here]
        assert isinstance(vpc, Vpc)
        out = [SecurityGroupRule(cidr_ipv4=EVERYWHERE_IPV4)]
        if vpc.ipv6_cidr_blocks:
            out.append(SecurityGroupRule(cidr_ipv6=EVERYWHERE_IPV6))
        return self.add(
            SecurityGroup(
                id=logical(name), name=name, vpc_id=self.here, group_description=about, security_group_ingress=ingress,
                security_group_egress=tuple(out),
            )
        )  # fmt: skip

    def endpoint(self, service: str, subnets: Iterable[str], group: str, name: str | None = None) -> Self:
        """An interface endpoint of an AWS service (`ecr.api`) with private DNS."""
        name = name or service.replace(".", "-")
        return self.add(
            VpcEndpoint(
                id=logical(name), name=name, vpc_id=self.here, vpc_endpoint_type="Interface", private_dns_enabled=True,
                service_name=f"com.amazonaws.{REGION}.{service}",
                subnet_ids=tuple(map(logical, subnets)), security_group_ids=(logical(group),),
            )
        )  # fmt: skip

    def gateway_endpoint(self, service: str, subnets: Iterable[str], name: str | None = None) -> Self:
        """A gateway endpoint (`s3`) in the route tables of these subnets."""
        name = name or f"{service}-endpoint"
        return self.add(
            VpcEndpoint(
                id=logical(name), name=name, vpc_id=self.here, service_name=f"com.amazonaws.{REGION}.{service}",
                vpc_endpoint_type="Gateway", route_table_ids=tuple(logical(f"rtb-{s}") for s in subnets),
            )
        )  # fmt: skip

    def service(
        self, name: str, subnets: Sequence[str], group: str, *, port: int | None = None, task: dict[str, Any] | None = None,
        container: dict[str, Any] | None = None, **fields: Any,
    ) -> Self:  # fmt: skip
        """Two tasks of an image from ECR that write to CloudWatch Logs; without a public address where nothing else is said."""
        cluster, definition = Cluster(id="Cluster", cluster_name="main"), logical(f"{name}-task")
        logs = LogConfiguration(options={"awslogs-group": f"/ecs/{name}", "awslogs-region": REGION})
        mappings = {"port_mappings": (PortMapping(container_port=port),)} if port else {}
        app = ContainerDefinition(
            **{
                "name": "app",
                "image": f"{REGISTRY}/{name}:1",
                "log_configuration": logs,
                **mappings,
                **(container or {}),
            }
        )
        given: dict[str, Any] = {"cpu": "512", "memory": "1024", **(task or {})}
        return self.add(
            cluster,
            TaskDefinition(id=definition, container_definitions=(app,), **given),
            Service(
                id=logical(name), name=name, cluster="Cluster", task_definition=definition,
                subnets=tuple(map(logical, subnets)), security_groups=(logical(group),),
                **{"desired_count": 2, "assign_public_ip": "DISABLED", **fields},
            ),
        )  # fmt: skip

    def balancer(
        self, name: str, subnets: Sequence[str], group: str, *, listens: tuple[str, int], targets: tuple[str, int], **fields: Any
    ) -> Self:  # fmt: skip
        """A load balancer, a listener and a target group (`target_of` is what a service says of it); protocols with ports."""
        (protocol, port), (target_protocol, target_port) = listens, targets
        group_name, path = f"{name}-targets", {"health_check_path": "/"} if target_protocol == "HTTP" else {}
        return self.add(
            LoadBalancer(
                id=logical(name), name=name, subnets=tuple(map(logical, subnets)), security_groups=(logical(group),), **fields
            ),
            Listener(
                id=logical(f"{name}-listener"), load_balancer_arn=logical(name), port=port, protocol=protocol,
                target_groups=(logical(group_name),),
            ),
            TargetGroup(
                id=logical(group_name), vpc_id=self.here, port=target_port, protocol=target_protocol, target_type="ip", **path
            ),
        )  # fmt: skip


def target_of(balancer: str, port: int) -> tuple[ServiceLoadBalancer, ...]:
    """What a service says of the load balancer in front of it."""
    target_group = logical(f"{balancer}-targets")
    return (ServiceLoadBalancer(container_name="app", container_port=port, target_group_arn=target_group),)
