"""A network of `bench.networks` as the AWS CLI would print it: a file for each `describe-…`, with what those networks hold."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from topology.model import (
    Cluster,
    ElasticIp,
    InternetGateway,
    NatGateway,
    NetworkAcl,
    Resource,
    RouteTable,
    SecurityGroup,
    SecurityGroupRule,
    Service,
    Subnet,
    TaskDefinition,
    Topology,
    TransitGateway,
    TransitGatewayAttachment,
    Vpc,
    VpcEndpoint,
    VpcPeeringConnection,
)

ACCOUNT = "111122223333"
Json = dict[str, Any]


def write_snapshot(topology: Topology, folder: Path) -> None:
    """Write the files into the folder, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, (key, kind, printed) in FILES.items():
        items = [printed(r) for r in topology.all(kind)]
        if items:
            (folder / f"{name}.json").write_text(json.dumps({key: items}, indent=1))


def _given(**fields: Any) -> Json:
    return {name: value for name, value in fields.items() if value is not None}


def _route_table(r: RouteTable) -> Json:
    routes = [
        _given(
            DestinationCidrBlock=x.destination_cidr_block, GatewayId=x.gateway_id, NatGatewayId=x.nat_gateway_id,
            TransitGatewayId=x.transit_gateway_id, VpcPeeringConnectionId=x.vpc_peering_connection_id, State="active", Origin="CreateRoute",
        )
        for x in r.routes
    ]  # fmt: skip
    associations = [
        {"RouteTableAssociationId": f"{r.id}-{a.subnet_id}", "SubnetId": a.subnet_id, "Main": False}
        for a in r.associations
    ]
    return {"RouteTableId": r.id, "VpcId": r.vpc_id, "Routes": routes, "Associations": associations}


def _permission(r: SecurityGroupRule) -> Json:
    peers = (
        {"UserIdGroupPairs": [{"GroupId": r.referenced_group_id}]}
        if r.referenced_group_id
        else {"IpRanges": [{"CidrIp": r.cidr_ipv4}]}
    )
    return _given(IpProtocol=r.ip_protocol, FromPort=r.from_port, ToPort=r.to_port, **peers)


def _security_group(r: SecurityGroup) -> Json:
    everything = {"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
    return {
        "GroupId": r.id, "GroupName": r.id, "VpcId": r.vpc_id, "IpPermissions": [_permission(x) for x in r.security_group_ingress],
        "IpPermissionsEgress": [everything] if r.security_group_egress is None else [_permission(x) for x in r.security_group_egress],
    }  # fmt: skip


def _network_acl(r: NetworkAcl) -> Json:
    entries = [
        _given(
            RuleNumber=e.rule_number, Egress=e.egress, Protocol=e.protocol, RuleAction=e.rule_action, CidrBlock=e.cidr_block,
            PortRange={"From": e.from_port, "To": e.to_port} if e.from_port is not None else None,
        )
        for e in r.entries
    ]  # fmt: skip
    associations = [
        {"NetworkAclAssociationId": f"{r.id}-{a.subnet_id}", "SubnetId": a.subnet_id} for a in r.associations
    ]
    return {
        "NetworkAclId": r.id,
        "VpcId": r.vpc_id,
        "IsDefault": False,
        "Entries": entries,
        "Associations": associations,
    }


def _endpoint(r: VpcEndpoint) -> Json:
    return _given(
        VpcEndpointId=r.id, VpcId=r.vpc_id, VpcEndpointType=r.vpc_endpoint_type, ServiceName=r.service_name, State="available",
        PrivateDnsEnabled=bool(r.private_dns_enabled), SubnetIds=list(r.subnet_ids), RouteTableIds=list(r.route_table_ids),
        Groups=[{"GroupId": g} for g in r.security_group_ids],
    )  # fmt: skip


def _task_definition(r: TaskDefinition) -> Json:
    return {
        "taskDefinitionArn": r.id, "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"],
        "containerDefinitions": [
            _given(
                name=c.name, image=c.image, portMappings=[{"containerPort": p.container_port} for p in c.port_mappings],
                logConfiguration={"logDriver": c.log_configuration.log_driver, "options": c.log_configuration.options} if c.log_configuration else None,
            )
            for c in r.container_definitions
        ],
    }  # fmt: skip


def _service(r: Service) -> Json:
    placed = {
        "subnets": list(r.subnets),
        "securityGroups": list(r.security_groups),
        "assignPublicIp": r.assign_public_ip,
    }
    return {
        "serviceArn": r.id, "serviceName": r.id, "clusterArn": r.cluster, "taskDefinition": r.task_definition, "launchType": "FARGATE",
        "desiredCount": r.desired_count, "networkConfiguration": {"awsvpcConfiguration": placed},
    }  # fmt: skip


def _peering(r: VpcPeeringConnection) -> Json:
    ends = {"RequesterVpcInfo": {"VpcId": r.vpc_id}, "AccepterVpcInfo": {"VpcId": r.peer_vpc_id}}
    return {"VpcPeeringConnectionId": r.id, "Status": {"Code": "active"}, **ends}


# File: the list in it, the type of resource, and how one is printed.
FILES: dict[str, tuple[str, type[Resource], Callable[[Any], Json]]] = {
    "describe-vpcs": ("Vpcs", Vpc, lambda r: {"VpcId": r.id, "CidrBlock": r.cidr_block, "EnableDnsHostnames": True, "EnableDnsSupport": True}),
    "describe-subnets": ("Subnets", Subnet, lambda r: {"SubnetId": r.id, "VpcId": r.vpc_id, "CidrBlock": r.cidr_block, "AvailabilityZone": r.availability_zone}),
    "describe-internet-gateways": ("InternetGateways", InternetGateway, lambda r: {"InternetGatewayId": r.id, "Attachments": [{"VpcId": r.vpc_id, "State": "available"}]}),
    "describe-addresses": ("Addresses", ElasticIp, lambda r: {"AllocationId": r.id}),
    "describe-nat-gateways": ("NatGateways", NatGateway, lambda r: {"NatGatewayId": r.id, "SubnetId": r.subnet_id, "State": "available", "NatGatewayAddresses": [{"AllocationId": r.allocation_id}]}),
    "describe-route-tables": ("RouteTables", RouteTable, _route_table),
    "describe-security-groups": ("SecurityGroups", SecurityGroup, _security_group),
    "describe-network-acls": ("NetworkAcls", NetworkAcl, _network_acl),
    "describe-vpc-endpoints": ("VpcEndpoints", VpcEndpoint, _endpoint),
    "describe-vpc-peering-connections": ("VpcPeeringConnections", VpcPeeringConnection, _peering),
    "describe-transit-gateways": ("TransitGateways", TransitGateway, lambda r: {"TransitGatewayId": r.id, "Options": {"DefaultRouteTableAssociation": "enable", "DefaultRouteTablePropagation": "enable"}}),
    "describe-transit-gateway-vpc-attachments": ("TransitGatewayVpcAttachments", TransitGatewayAttachment, lambda r: {"TransitGatewayAttachmentId": r.id, "TransitGatewayId": r.transit_gateway_id, "VpcId": r.vpc_id, "SubnetIds": list(r.subnet_ids), "State": "available"}),
    "describe-clusters": ("clusters", Cluster, lambda r: {"clusterArn": r.id, "clusterName": r.id}),
    "describe-task-definitions": ("taskDefinitions", TaskDefinition, _task_definition),
    "describe-services": ("services", Service, _service),
}  # fmt: skip
