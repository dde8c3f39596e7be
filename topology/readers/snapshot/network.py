"""EC2's describe output as records: `describe-vpcs`, `describe-subnets`, `describe-route-tables` …

Each function takes one item of one list as the AWS CLI prints it and gives the record; the names are those of
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/.
"""

import json
from collections.abc import Callable
from typing import Any

from ...model import (
    CidrBlockAssociation,
    DhcpOptions,
    EgressOnlyInternetGateway,
    ElasticIp,
    GatewayAssociation,
    Instance,
    InternetGateway,
    Ipv6CidrBlockAssociation,
    NatGateway,
    NetworkAcl,
    NetworkAclEntry,
    NetworkInterface,
    PrefixList,
    Resource,
    Route,
    RouteTable,
    SecurityGroup,
    SecurityGroupRule,
    Subnet,
    SubnetAssociation,
    Vpc,
    VpcBlockPublicAccessExclusion,
    VpcBlockPublicAccessOptions,
    VpcEndpoint,
    VpcPeeringConnection,
)

Item = dict[str, Any]
MAX_POLICY_DEPTH = 20
LAST_RULE = 32767  # the final deny, which AWS prints with its number; that of IPv6 is one more
MANAGED = ("amazon-elb", "amazon-aws", "amazon-rds")


def tagged(item: Item) -> Item:
    """The Name tag and the other tags."""
    tags = {t["Key"]: t["Value"] for t in item.get("Tags") or item.get("TagSet") or []}
    return {"name": tags.pop("Name", None) or None, "tags": tags}


def vpc(item: Item) -> Resource:
    more = [
        a
        for a in item.get("CidrBlockAssociationSet", [])
        if a["CidrBlock"] != item["CidrBlock"] and _associated(a, "CidrBlockState")
    ]
    six = [a for a in item.get("Ipv6CidrBlockAssociationSet", []) if _associated(a, "Ipv6CidrBlockState")]
    return Vpc(
        id=item["VpcId"], cidr_block=item["CidrBlock"], **tagged(item),
        cidr_block_associations=tuple(CidrBlockAssociation(id=a["AssociationId"], cidr_block=a["CidrBlock"]) for a in more),
        ipv6_cidr_block_associations=tuple(
            Ipv6CidrBlockAssociation(
                id=a.get("AssociationId"), ipv6_cidr_block=a["Ipv6CidrBlock"], amazon_provided=a.get("Ipv6Pool", "Amazon") == "Amazon"
            )
            for a in six
        ),
        enable_dns_support=item.get("EnableDnsSupport", True), enable_dns_hostnames=item.get("EnableDnsHostnames", True),
    )  # fmt: skip


def _associated(association: Item, field: str) -> bool:
    return association.get(field, {}).get("State", "associated") in ("associated", "associating")


def dhcp_options(item: Item) -> DhcpOptions:
    """A DHCP option set; the VPCs name it."""
    values = {c["Key"]: [v["Value"] for v in c["Values"]] for c in item.get("DhcpConfigurations", [])}
    return DhcpOptions(
        id=item["DhcpOptionsId"], domain_name=next(iter(values.get("domain-name", [])), None),
        domain_name_servers=tuple(values.get("domain-name-servers", ["AmazonProvidedDNS"])),
    )  # fmt: skip


def subnet(item: Item) -> Resource:
    six = [
        a["Ipv6CidrBlock"] for a in item.get("Ipv6CidrBlockAssociationSet", []) if _associated(a, "Ipv6CidrBlockState")
    ]
    return Subnet(
        id=item["SubnetId"], vpc_id=item["VpcId"], availability_zone=item.get("AvailabilityZone"), cidr_block=item.get("CidrBlock") or None,
        ipv6_cidr_block=six[0] if six else None, ipv6_native=item.get("Ipv6Native", False), enable_dns64=item.get("EnableDns64", False),
        assign_ipv6_address_on_creation=item.get("AssignIpv6AddressOnCreation", False),
        map_public_ip_on_launch=item.get("MapPublicIpOnLaunch", False),
        properties={"AvailabilityZoneId": item["AvailabilityZoneId"]} if item.get("AvailabilityZoneId") else {}, **tagged(item),
    )  # fmt: skip


def _route(item: Item) -> Route:
    gateway = item.get("GatewayId") or ""
    return Route(
        destination_cidr_block=item.get("DestinationCidrBlock"), destination_ipv6_cidr_block=item.get("DestinationIpv6CidrBlock"),
        destination_prefix_list_id=item.get("DestinationPrefixListId"),
        gateway_id=gateway if gateway.startswith(("igw-", "vgw-")) else None,
        vpc_endpoint_id=gateway if gateway.startswith("vpce-") else item.get("VpcEndpointId"),
        nat_gateway_id=item.get("NatGatewayId"), egress_only_internet_gateway_id=item.get("EgressOnlyInternetGatewayId"),
        transit_gateway_id=item.get("TransitGatewayId"), vpc_peering_connection_id=item.get("VpcPeeringConnectionId"),
        network_interface_id=item.get("NetworkInterfaceId"), instance_id=None if item.get("NetworkInterfaceId") else item.get("InstanceId"),
        state="blackhole" if item.get("State") == "blackhole" else "active", propagated=item.get("Origin") == "EnableVgwRoutePropagation",
    )  # fmt: skip


def route_table(item: Item) -> Resource:
    associations = item.get("Associations", [])
    return RouteTable(
        id=item["RouteTableId"], vpc_id=item["VpcId"], main=any(a.get("Main") for a in associations),
        routes=tuple(_route(r) for r in item.get("Routes", []) if r.get("GatewayId") != "local"),
        associations=tuple(SubnetAssociation(id=a["RouteTableAssociationId"], subnet_id=a["SubnetId"]) for a in associations if a.get("SubnetId")),
        gateway_associations=tuple(
            GatewayAssociation(id=a["RouteTableAssociationId"], gateway_id=a["GatewayId"]) for a in associations if a.get("GatewayId")
        ),
        **tagged(item),
    )  # fmt: skip


def attached_vpc(item: Item, field: str) -> str | None:
    return next((a["VpcId"] for a in item.get(field, []) if a.get("State") in ("available", "attached", None)), None)


def internet_gateway(item: Item) -> Resource:
    return InternetGateway(id=item["InternetGatewayId"], vpc_id=attached_vpc(item, "Attachments"), **tagged(item))


def egress_only(item: Item) -> Resource:
    return EgressOnlyInternetGateway(
        id=item["EgressOnlyInternetGatewayId"], vpc_id=attached_vpc(item, "Attachments"), **tagged(item)
    )


def nat_gateway(item: Item) -> Resource:
    first: Item = next(iter(item.get("NatGatewayAddresses", [])), {})
    regional = item.get("AvailabilityMode") == "regional"
    return NatGateway(
        id=item["NatGatewayId"], subnet_id=item.get("SubnetId"), vpc_id=item.get("VpcId") if regional else None, state=item.get("State", "available"),
        connectivity_type=item.get("ConnectivityType", "public"), availability_mode=item.get("AvailabilityMode", "zonal"),
        allocation_id=first.get("AllocationId"), private_ip_address=first.get("PrivateIp"), public_ip_address=first.get("PublicIp"),
        network_interface_id=first.get("NetworkInterfaceId"), **tagged(item),
    )  # fmt: skip


def elastic_ip(item: Item) -> Resource:
    return ElasticIp(
        id=item.get("AllocationId") or item["PublicIp"], public_ip=item.get("PublicIp"), instance_id=item.get("InstanceId") or None,
        network_interface_id=item.get("NetworkInterfaceId") or None, **tagged(item),
    )  # fmt: skip


def network_interface(item: Item) -> Resource:
    association: Item = item.get("Association") or {}
    addresses = [a["PrivateIpAddress"] for a in item.get("PrivateIpAddresses", [])] or [
        a for a in [item.get("PrivateIpAddress")] if a
    ]
    attachment: Item = item.get("Attachment") or {}
    return NetworkInterface(
        id=item["NetworkInterfaceId"], subnet_id=item.get("SubnetId"), private_ip_addresses=tuple(addresses),
        ipv6_addresses=tuple(a["Ipv6Address"] for a in item.get("Ipv6Addresses", [])), public_ip_address=association.get("PublicIp"),
        security_group_ids=tuple(g["GroupId"] for g in item.get("Groups", [])), source_dest_check=item.get("SourceDestCheck", True),
        interface_type=item.get("InterfaceType", "interface"), instance_id=attachment.get("InstanceId"), description=item.get("Description") or None,
        **tagged(item),
    )  # fmt: skip


def instance(item: Item) -> Resource:
    return Instance(
        id=item["InstanceId"], subnet_id=item.get("SubnetId"), security_group_ids=tuple(g["GroupId"] for g in item.get("SecurityGroups", [])),
        source_dest_check=item.get("SourceDestCheck", True), private_ip_address=item.get("PrivateIpAddress") or None,
        public_ip_address=item.get("PublicIpAddress") or None, associate_public_ip_address=bool(item.get("PublicIpAddress")),
        network_interface_ids=tuple(n["NetworkInterfaceId"] for n in item.get("NetworkInterfaces", [])), **tagged(item),
    )  # fmt: skip


def vpc_endpoint(item: Item) -> Resource:
    kind = item.get("VpcEndpointType", "Gateway")
    options: Item = item.get("DnsOptions") or {}
    return VpcEndpoint(
        id=item["VpcEndpointId"], vpc_id=item.get("VpcId"), service_name=item.get("ServiceName"), vpc_endpoint_type=kind,
        private_dns_enabled=item.get("PrivateDnsEnabled"), subnet_ids=tuple(item.get("SubnetIds", [])),
        security_group_ids=tuple(g["GroupId"] for g in item.get("Groups", [])), route_table_ids=tuple(item.get("RouteTableIds", [])),
        ip_address_type=item.get("IpAddressType"), policy_document=_policy(item.get("PolicyDocument")),
        private_dns_only_for_inbound_resolver_endpoint=options.get("PrivateDnsOnlyForInboundResolverEndpoint"), **tagged(item),
    )  # fmt: skip


def _policy(document: Any) -> dict[str, Any] | None:
    if isinstance(document, str):
        try:
            document = json.loads(document)
        except ValueError:
            return None
    return document if isinstance(document, dict) and _depth(document) <= MAX_POLICY_DEPTH else None


def _depth(value: Any, so_far: int = 0) -> int:
    """How deep a value nests, up to a little more than a policy may."""
    if so_far > MAX_POLICY_DEPTH or not isinstance(value, dict | list):
        return so_far
    held = value.values() if isinstance(value, dict) else value
    return max((_depth(v, so_far + 1) for v in held), default=so_far)


def peering(item: Item) -> Resource:
    requester, accepter = item.get("RequesterVpcInfo", {}), item.get("AccepterVpcInfo", {})
    same = requester.get("Region") is not None and requester.get("Region") == accepter.get("Region")
    state = item.get("Status", {}).get("Code", "active")
    return VpcPeeringConnection(
        id=item["VpcPeeringConnectionId"], vpc_id=requester.get("VpcId"), peer_vpc_id=accepter.get("VpcId"), peer_region=None if same else accepter.get("Region"),
        peer_owner_id=accepter.get("OwnerId"), state=state if state in ("active", "pending-acceptance", "deleted") else "failed", **tagged(item),
    )  # fmt: skip


def prefix_list(item: Item) -> Resource:
    entries = item.get("Cidrs") or [e["Cidr"] for e in item.get("Entries", [])]
    return PrefixList(
        id=item["PrefixListId"], prefix_list_name=item.get("PrefixListName"), entries=tuple(entries), max_entries=item.get("MaxEntries"),
        address_family="ipv6" if item.get("AddressFamily") == "IPv6" else "ipv4", **tagged(item),
    )  # fmt: skip


def _group_rules(permissions: list[Item]) -> tuple[SecurityGroupRule, ...]:
    rules = []
    for p in permissions:
        base: dict[str, Any] = {
            "ip_protocol": str(p["IpProtocol"]),
            "from_port": p.get("FromPort"),
            "to_port": p.get("ToPort"),
        }
        rules += [SecurityGroupRule(**base, cidr_ipv4=r["CidrIp"]) for r in p.get("IpRanges", [])]
        rules += [SecurityGroupRule(**base, cidr_ipv6=r["CidrIpv6"]) for r in p.get("Ipv6Ranges", [])]
        rules += [SecurityGroupRule(**base, prefix_list_id=r["PrefixListId"]) for r in p.get("PrefixListIds", [])]
        rules += [
            SecurityGroupRule(**base, referenced_group_id=r["GroupId"])
            for r in p.get("UserIdGroupPairs", [])
            if r.get("GroupId")
        ]
    return tuple(rules)


def security_group(item: Item) -> Resource:
    return SecurityGroup(
        id=item["GroupId"], vpc_id=item.get("VpcId"), group_name=item.get("GroupName"), group_description=item.get("Description"),
        security_group_ingress=_group_rules(item.get("IpPermissions", [])), security_group_egress=_group_rules(item.get("IpPermissionsEgress", [])),
        default=item.get("GroupName") == "default", **tagged(item),
    )  # fmt: skip


def network_acl(item: Item) -> Resource:
    entries = []
    for e in item.get("Entries", []):
        if e["RuleNumber"] >= LAST_RULE and e["RuleAction"] == "deny":
            continue
        ports, icmp = e.get("PortRange") or {}, e.get("IcmpTypeCode") or {}
        entries.append(
            NetworkAclEntry(
                rule_number=e["RuleNumber"], egress=e["Egress"], protocol=str(e["Protocol"]), rule_action=e["RuleAction"],
                cidr_block=e.get("CidrBlock"), ipv6_cidr_block=e.get("Ipv6CidrBlock"), from_port=ports.get("From"), to_port=ports.get("To"),
                icmp_type=icmp.get("Type"), icmp_code=icmp.get("Code"),
            )
        )  # fmt: skip
    associations = tuple(
        SubnetAssociation(id=a["NetworkAclAssociationId"], subnet_id=a["SubnetId"])
        for a in item.get("Associations", [])
    )
    return NetworkAcl(
        id=item["NetworkAclId"], vpc_id=item.get("VpcId"), default=item.get("IsDefault", False), entries=tuple(entries), associations=associations,
        **tagged(item),
    )  # fmt: skip


def block_public_access(item: Item) -> Resource:
    """The setting of an account in a Region."""
    return VpcBlockPublicAccessOptions(
        id=f"vpc-block-public-access.{item.get('AwsAccountId', '')}.{item.get('AwsRegion', '')}",
        internet_gateway_block_mode=item.get("InternetGatewayBlockMode", "off"),
    )


def public_access_exclusion(item: Item) -> Resource:
    kind, _slash, id = str(item.get("ResourceArn", "")).rpartition(":")[2].partition("/")
    if str(item.get("State", "")).startswith(("delete", "disable")) or item.get("State") == "create-failed":
        kind = ""  # it excludes nothing
    return VpcBlockPublicAccessExclusion(
        id=item["ExclusionId"], internet_gateway_exclusion_mode=item["InternetGatewayExclusionMode"],
        vpc_id=id if kind == "vpc" else None, subnet_id=id if kind == "subnet" else None, **tagged(item),
    )  # fmt: skip


def implied_block_public_access(items: list[Item]) -> list[Resource]:
    """What `describe-subnets` says of Block Public Access, for a snapshot that does not hold the setting itself: a subnet whose own
    state is off, in an account that blocks, is excluded."""
    states = {i["SubnetId"]: own for i in items if (own := _own_block_mode(i))}
    modes = sorted({m for m in states.values() if m != "off"}, reverse=True)
    if not modes:
        return []
    mode: Any = "block-bidirectional" if "block-bidirectional" in modes else modes[0]
    made: list[Resource] = [VpcBlockPublicAccessOptions(id="vpc-block-public-access", internet_gateway_block_mode=mode)]
    for id, state in states.items():
        if state != mode:
            exempt: Any = "allow-bidirectional" if state == "off" else "allow-egress"
            made.append(
                VpcBlockPublicAccessExclusion(id=f"vpc-block-public-access.{id}", subnet_id=id, internet_gateway_exclusion_mode=exempt)
            )  # fmt: skip
    return made


def _own_block_mode(item: Item) -> str | None:
    mode = (item.get("BlockPublicAccessStates") or {}).get("InternetGatewayBlockMode")
    return mode if mode in ("off", "block-bidirectional", "block-ingress") else None


# The list in which the AWS CLI prints them, and what makes a record of one.
READERS: dict[str, Callable[[Item], Resource]] = {
    "Vpcs": vpc, "Subnets": subnet, "RouteTables": route_table, "InternetGateways": internet_gateway,
    "EgressOnlyInternetGateways": egress_only, "NatGateways": nat_gateway, "Addresses": elastic_ip,
    "NetworkInterfaces": network_interface, "VpcEndpoints": vpc_endpoint, "VpcPeeringConnections": peering,
    "PrefixLists": prefix_list, "SecurityGroups": security_group, "NetworkAcls": network_acl,
    "VpcBlockPublicAccessOptions": block_public_access, "VpcBlockPublicAccessExclusions": public_access_exclusion,
}  # fmt: skip
