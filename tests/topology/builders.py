"""Small networks in few lines, for tests that read as sentences about the network.

    topology = (
        network()
        .vpc("vpc", "10.0.0.0/16")
        .subnet("public-a", public=True)
        .nat("nat", "public-a")
        .subnet("app-a", nat="nat")
        .group("app-group")
        .service("app", "app-a", groups=["app-group"])
        .build()
    )

Every subnet gets a route table of its own, `rtb-SUBNET`; a public one also gets the VPC's internet gateway `igw-VPC`. What a
method does not offer is given as a field of the record (`**fields`) or set later with `change`.
"""

from collections.abc import Iterable, Sequence
from ipaddress import IPv4Network, IPv6Network
from typing import Any, Literal, Self

from topology.model import (
    CidrBlockAssociation,
    Cluster,
    Connection,
    ContainerDefinition,
    Database,
    EfsVolume,
    EgressOnlyInternetGateway,
    ElasticIp,
    ExternalHost,
    FileSystem,
    HostedZone,
    InternetGateway,
    Ipv6CidrBlockAssociation,
    Listener,
    LoadBalancer,
    LogConfiguration,
    MountTarget,
    NatGateway,
    NetworkAcl,
    NetworkAclEntry,
    PortMapping,
    Resource,
    ResourceRecordSet,
    Route,
    RouteTable,
    ScheduledTask,
    SecurityGroup,
    SecurityGroupRule,
    Service,
    ServiceLoadBalancer,
    StandaloneTask,
    Subnet,
    SubnetAssociation,
    TargetGroup,
    TaskDefinition,
    Topology,
    Vpc,
    VpcEndpoint,
    VpcPeeringConnection,
    Workload,
)

ECR_IMAGE = "123456789012.dkr.ecr.us-east-1.amazonaws.com/app:latest"
ROUTE_FIELDS = {
    "InternetGateway": "gateway_id",
    "VpnGateway": "gateway_id",
    "NatGateway": "nat_gateway_id",
    "EgressOnlyInternetGateway": "egress_only_internet_gateway_id",
    "TransitGateway": "transit_gateway_id",
    "VpcPeeringConnection": "vpc_peering_connection_id",
    "VpcEndpoint": "vpc_endpoint_id",
    "NetworkInterface": "network_interface_id",
    "Instance": "instance_id",
}


def rule(
    peer: str = "0.0.0.0/0", port: int | tuple[int, int] | None = None, protocol: str = "tcp"
) -> SecurityGroupRule:
    """A security group rule for this peer: a CIDR, the id of a prefix list (`pl-…`), or the id of a security group."""
    low, high = (port, port) if not isinstance(port, tuple) else port
    peer_field = (
        "prefix_list_id" if peer.startswith("pl-")
        else "cidr_ipv4" if "/" in peer and ":" not in peer
        else "cidr_ipv6" if "/" in peer
        else "referenced_group_id"
    )  # fmt: skip
    return SecurityGroupRule(ip_protocol=protocol, from_port=low, to_port=high, **{peer_field: peer})


def entry(
    number: int, action: Literal["allow", "deny"], cidr: str = "0.0.0.0/0", ports: tuple[int, int] | None = None,
    egress: bool = False, protocol: str | None = None,
) -> NetworkAclEntry:  # fmt: skip
    """A network ACL entry; TCP when ports are given, every protocol otherwise."""
    family = "ipv6_cidr_block" if ":" in cidr else "cidr_block"
    low, high = ports or (None, None)
    return NetworkAclEntry(
        rule_number=number, rule_action=action, egress=egress, from_port=low, to_port=high,
        protocol=protocol or ("6" if ports else "-1"), **{family: cidr},
    )  # fmt: skip


def record(name: str, to: str, kind: str = "A") -> ResourceRecordSet:
    """A record of a hosted zone: an address, or for an alias the id of an endpoint or load balancer; a name for a CNAME."""
    if kind == "CNAME" or to.replace(".", "").isdigit() or ":" in to:
        return ResourceRecordSet(record_name=name, record_type=kind, resource_records=(to,))
    return ResourceRecordSet(record_name=name, record_type=kind, alias_target_id=to)


def network(region: str = "us-east-1", **account_settings: Literal["enabled", "disabled"]) -> "Network":
    """An empty network to build on."""
    return Network(region, account_settings)


def _ids(value: str | Iterable[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


class Network:
    """Collects resources; `build` makes the topology. What is added goes to the VPC named last."""

    def __init__(self, region: str, account_settings: dict[str, Any]) -> None:
        self.region, self.account_settings = region, account_settings
        self.resources: dict[str, Resource] = {}
        self.vpc_id: str = "vpc"
        self._subnets: dict[str, int] = {}

    def build(self, **fields: Any) -> Topology:
        """The topology of everything added so far; a reference to what was never added fails here."""
        topology = Topology.of(
            *self.resources.values(), region=self.region, account_settings=self.account_settings, **fields
        )
        assert topology.dangling() == [], topology.dangling()
        return topology

    def add(self, *resources: Resource) -> Self:
        """Add these records as they are."""
        for resource in resources:
            self.resources[resource.id] = resource
        return self

    def change(self, id: str, **fields: Any) -> Self:
        """Set fields of a resource that was added before."""
        return self.add(self.resources[id].changed(**fields))

    # The VPC and its ways out

    def vpc(self, id: str = "vpc", cidr: str = "10.0.0.0/16", *more: str, ipv6: bool = False, **fields: Any) -> Self:
        """A VPC with both DNS attributes on; what follows stands in it."""
        self.vpc_id = id
        block = f"2600:1f18:{len(self._subnets) + 1:x}00::/56"
        return self.add(
            Vpc(
                id=id, cidr_block=cidr,
                cidr_block_associations=tuple(CidrBlockAssociation(cidr_block=c) for c in more),
                ipv6_cidr_block_associations=(Ipv6CidrBlockAssociation(ipv6_cidr_block=block),) if ipv6 else (),
                **{"enable_dns_hostnames": True, **fields},
            )
        )._count(id)  # fmt: skip

    def _count(self, vpc: str) -> Self:
        self._subnets.setdefault(vpc, 0)
        return self

    def internet_gateway(self, id: str | None = None, **fields: Any) -> Self:
        """An internet gateway attached to the VPC."""
        return self.add(InternetGateway(id=id or f"igw-{self.vpc_id}", **{"vpc_id": self.vpc_id, **fields}))

    def egress_only(self, id: str = "eigw") -> Self:
        """An egress-only internet gateway of the VPC."""
        return self.add(EgressOnlyInternetGateway(id=id, vpc_id=self.vpc_id))

    def nat(self, id: str, subnet: str, **fields: Any) -> Self:
        """A public zonal NAT gateway with its Elastic IP."""
        self.add(ElasticIp(id=f"eip-{id}", public_ip="203.0.113.10"))
        return self.add(NatGateway(id=id, **{"subnet_id": subnet, "allocation_id": f"eip-{id}", **fields}))

    def peering(self, id: str, vpc: str, peer: str, **fields: Any) -> Self:
        """An active peering connection between two VPCs; the routes are added with `route`."""
        return self.add(VpcPeeringConnection(id=id, vpc_id=vpc, peer_vpc_id=peer, **fields))

    # Subnets and what decides their traffic

    def subnet(
        self, id: str, zone: str = "a", *, public: bool = False, nat: str | None = None, ipv6: bool = False,
        cidr: str | None = None, **fields: Any,
    ) -> Self:  # fmt: skip
        """A /24 with a route table `rtb-ID`: isolated, unless it is public or sends its default route to a NAT gateway.

        `ipv6` takes a /64 of the VPC's block and assigns addresses; its ::/0 goes to the internet gateway of a public
        subnet, and is otherwise added with `route`.
        """
        vpc = self.resources[self.vpc_id]
        assert isinstance(vpc, Vpc) and vpc.cidr_block
        number = self._subnets[vpc.id]
        self._subnets[vpc.id] += 1
        base = IPv4Network(vpc.cidr_block)
        if cidr is None and not fields.get("ipv6_native"):
            cidr = f"{base.network_address + 256 * number}/24"
        values: dict[str, Any] = {}
        if ipv6:
            values["ipv6_cidr_block"] = f"{IPv6Network(vpc.ipv6_cidr_blocks[0]).network_address + (number << 64)}/64"
            values["assign_ipv6_address_on_creation"] = True
        self.add(
            Subnet(
                id=id,
                vpc_id=vpc.id,
                cidr_block=cidr,
                **{"availability_zone": f"{self.region}{zone}", **values, **fields},
            ),
            RouteTable(id=f"rtb-{id}", vpc_id=vpc.id, associations=(SubnetAssociation(subnet_id=id),)),
        )
        if public:
            if f"igw-{vpc.id}" not in self.resources:
                self.internet_gateway()
            if cidr:
                self.route(id, "0.0.0.0/0", f"igw-{vpc.id}")
            if ipv6:
                self.route(id, "::/0", f"igw-{vpc.id}")
        return self.route(id, "0.0.0.0/0", nat) if nat else self

    def route(self, subnet: str, destination: str, target: str) -> Self:
        """A route in the subnet's own table, to a CIDR or a prefix list (`pl-…`), through any kind of target."""
        table = self.resources[f"rtb-{subnet}"]
        assert isinstance(table, RouteTable)
        by = (
            "destination_prefix_list_id" if destination.startswith("pl-")
            else "destination_ipv6_cidr_block" if ":" in destination
            else "destination_cidr_block"
        )  # fmt: skip
        field = ROUTE_FIELDS[self.resources[target].type]
        return self.change(table.id, routes=(*table.routes, Route(**{by: destination, field: target})))

    def acl(self, id: str, subnets: str | Iterable[str], *entries: NetworkAclEntry, **fields: Any) -> Self:
        """A network ACL used by these subnets."""
        associations = tuple(SubnetAssociation(subnet_id=s) for s in _ids(subnets))
        return self.add(NetworkAcl(id=id, vpc_id=self.vpc_id, entries=entries, associations=associations, **fields))

    def group(
        self, id: str, ingress: Sequence[SecurityGroupRule] = (), egress: Sequence[SecurityGroupRule] | None = None,
        **fields: Any,
    ) -> Self:  # fmt: skip
        """A security group; without `egress` everything may leave, as AWS's default has it."""
        return self.add(
            SecurityGroup(
                id=id, vpc_id=self.vpc_id, security_group_ingress=tuple(ingress),
                security_group_egress=None if egress is None else tuple(egress), **fields,
            )
        )  # fmt: skip

    def interface_endpoint(
        self, service: str, subnets: str | Iterable[str], groups: Iterable[str] = (), **fields: Any
    ) -> Self:
        """An interface endpoint of an AWS service (`ecr.api`), with private DNS; its id is `SERVICE-endpoint`."""
        return self._endpoint(
            service, vpc_endpoint_type="Interface", subnet_ids=_ids(subnets), security_group_ids=tuple(groups),
            **{"private_dns_enabled": True, **fields},
        )  # fmt: skip

    def gateway_endpoint(self, service: str, subnets: str | Iterable[str] = (), **fields: Any) -> Self:
        """A gateway endpoint (`s3`, `dynamodb`) in the route tables of these subnets; its id is `SERVICE-endpoint`."""
        tables = tuple(f"rtb-{s}" for s in _ids(subnets))
        return self._endpoint(service, vpc_endpoint_type="Gateway", route_table_ids=tables, **fields)

    def _endpoint(self, service: str, **fields: Any) -> Self:
        id = fields.pop("id", f"{service}-endpoint")
        name = f"com.amazonaws.{self.region}.{service}"
        return self.add(VpcEndpoint(id=id, vpc_id=self.vpc_id, service_name=name, **fields))

    def zone(self, name: str, vpcs: str | Iterable[str], *records: ResourceRecordSet, **fields: Any) -> Self:
        """A private hosted zone, associated with these VPCs; its id is `zone-NAME`."""
        id = fields.pop("id", f"zone-{name}")
        return self.add(HostedZone(id=id, zone_name=name, vpcs=_ids(vpcs), record_sets=records, **fields))

    # What runs, and what it talks to

    def service(self, id: str, subnets: str | Iterable[str], groups: Iterable[str] = (), **options: Any) -> Self:
        """A Fargate service; options as in `workload`."""
        return self.workload(Service, id, subnets, groups, **options)

    def workload(
        self, kind: type[Workload], id: str, subnets: str | Iterable[str], groups: Iterable[str] = (), *,
        image: str = ECR_IMAGE, port: int | None = 8080, public_ip: bool = False, logs: bool = False,
        container: dict[str, Any] | None = None, task: dict[str, Any] | None = None, **fields: Any,
    ) -> Self:  # fmt: skip
        """A workload of one container `app`, with the task definition `ID-task` in the cluster `cluster`.

        `container` and `task` are further fields of the container and of the task definition.
        """
        options = {"awslogs-group": f"/ecs/{id}", "awslogs-region": self.region}
        definition = ContainerDefinition(
            **{
                "name": "app", "image": image,
                "port_mappings": (PortMapping(container_port=port),) if port else (),
                "log_configuration": LogConfiguration(options=options) if logs else None,
                **(container or {}),
            }
        )  # fmt: skip
        return self.add(
            Cluster(id="cluster"),
            TaskDefinition(id=f"{id}-task", **{"container_definitions": (definition,), **(task or {})}),
            kind(
                id=id, cluster="cluster", task_definition=f"{id}-task", subnets=_ids(subnets),
                security_groups=tuple(groups), assign_public_ip="ENABLED" if public_ip else "DISABLED", **fields,
            ),
        )  # fmt: skip

    def standalone_task(
        self, id: str, subnets: str | Iterable[str], groups: Iterable[str] = (), **options: Any
    ) -> Self:
        """A standalone task; options as in `workload`."""
        return self.workload(StandaloneTask, id, subnets, groups, **options)

    def scheduled_task(self, id: str, subnets: str | Iterable[str], groups: Iterable[str] = (), **options: Any) -> Self:
        """A scheduled task; options as in `workload`."""
        return self.workload(ScheduledTask, id, subnets, groups, **options)

    def load_balancer(
        self, id: str, subnets: str | Iterable[str], groups: Iterable[str] = (), *, service: str | None = None,
        listener_port: int = 80, port: int = 8080, kind: Literal["application", "network"] = "application",
        target_group: dict[str, Any] | None = None, **fields: Any,
    ) -> Self:  # fmt: skip
        """A load balancer with the listener `ID-listener` and the target group `ID-targets`, wired to a service."""
        protocol = "HTTP" if kind == "application" else "TCP"
        values = {"target_type": "ip", "port": port, "protocol": protocol, **(target_group or {})}
        self.add(
            LoadBalancer(
                id=id, load_balancer_type=kind, subnets=_ids(subnets), security_groups=tuple(groups), **fields
            ),
            TargetGroup(id=f"{id}-targets", vpc_id=self.vpc_id, **values),
            Listener(
                id=f"{id}-listener", load_balancer_arn=id, port=listener_port, protocol=protocol,
                target_groups=(f"{id}-targets",),
            ),
        )  # fmt: skip
        if service:
            wired = ServiceLoadBalancer(container_name="app", container_port=port, target_group_arn=f"{id}-targets")
            held = self.resources[service].load_balancers
            self.change(service, load_balancers=(*held, wired))
        return self

    def file_system(
        self, id: str, subnets: str | Iterable[str], groups: Iterable[str] = (), *, mounted_by: str | None = None
    ) -> Self:
        """An EFS file system with a mount target `ID-SUBNET` in each subnet, mounted by a workload's tasks."""
        self.add(FileSystem(id=id))
        for subnet in _ids(subnets):
            self.add(
                MountTarget(id=f"{id}-{subnet}", file_system_id=id, subnet_id=subnet, security_groups=tuple(groups))
            )
        if mounted_by:
            self.change(f"{mounted_by}-task", efs_volumes=(EfsVolume(name="files", file_system_id=id),))
        return self

    def database(self, id: str, subnets: str | Iterable[str], groups: Iterable[str] = (), port: int = 5432) -> Self:
        """A database with an interface in each of these subnets."""
        return self.add(Database(id=id, subnets=_ids(subnets), security_groups=tuple(groups), port=port))

    def external_host(self, id: str, address: str) -> Self:
        """An address, a range or a name outside AWS."""
        return self.add(ExternalHost(id=id, address=address))

    def connection(self, source: str, destination: str, port: int | None = None, protocol: Any = "tcp") -> Self:
        """That the source should reach the destination; the id is `SOURCE-to-DESTINATION`."""
        id = f"{source}-to-{destination}"
        return self.add(
            Connection(id=id, source=source, destination=destination, destination_port=port, protocol=protocol)
        )
