"""Why something is blocked: the vocabulary, and what AWS Reachability Analyzer calls the same thing.

https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html
"""

from typing import Final, NamedTuple

from ..model.cloudformation import id_in_input

CAUSES: Final[dict[str, str | None]] = {
    "NO_PUBLIC_IP": "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS",
    "NO_ROUTE": "NO_ROUTE_TO_DESTINATION",
    "BLACKHOLE_ROUTE": "BAD_STATE_ROUTE",
    "NAT_NOT_IN_PUBLIC_SUBNET": "NO_ROUTE_TO_DESTINATION",
    "NAT_INSTANCE_SG_INGRESS": "ENI_SG_RULES_MISMATCH",
    "NAT_PROTOCOL": "PROTOCOL_RESTRICTION",
    "NAT_IS_PRIVATE": "CANNOT_ROUTE",
    "NAT_UNREACHABLE": "NGW_DEST_ADDRESS_PRESERVATION",
    "NAT_BAD_STATE": "BAD_STATE",
    "SOURCE_DEST_CHECK": "ENI_SOURCE_DEST_CHECK_RESTRICTION",
    "MISSING_ENDPOINT": None,
    "GATEWAY_ENDPOINT_NOT_ASSOCIATED": "NO_ROUTE_TO_DESTINATION",
    "ENDPOINT_SG_INGRESS": "ENI_SG_RULES_MISMATCH",
    "ENDPOINT_NOT_IN_AZ": "VPCE_SERVICE_NOT_INSTALLED_IN_AZ",
    "ENDPOINT_POLICY": None,
    "PRIVATE_DNS_DISABLED": None,
    "VPC_DNS_DISABLED": None,
    "NAME_NOT_IN_HOSTED_ZONE": None,
    "TASK_SG_EGRESS": "ENI_SG_RULES_MISMATCH",
    "TASK_SG_INGRESS": "ENI_SG_RULES_MISMATCH",
    "PEER_SG_INGRESS": "ENI_SG_RULES_MISMATCH",
    "PEER_SG_EGRESS": "ENI_SG_RULES_MISMATCH",
    "LB_SG_INGRESS": "ENI_SG_RULES_MISMATCH",
    "LB_SG_EGRESS": "ENI_SG_RULES_MISMATCH",
    "NACL_OUTBOUND": "SUBNET_ACL_RESTRICTION",
    "NACL_INBOUND": "SUBNET_ACL_RESTRICTION",
    "NACL_OUTBOUND_RETURN": "SUBNET_ACL_RESTRICTION",
    "NACL_INBOUND_RETURN": "SUBNET_ACL_RESTRICTION",
    "PEERING_ROUTE_MISSING": "NO_ROUTE_TO_DESTINATION",
    "PEERING_NOT_ACTIVE": "BAD_STATE",
    "PEERING_NOT_TRANSITIVE": "PCX_REQUIRES_ADDRESS_IN_VPC_CIDR",
    "TGW_ROUTE_MISSING": "TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT",
    "TGW_NOT_IN_AZ": "TGW_ATTACH_VPC_AZ_RESTRICTION",
    "VGW_NOT_ATTACHED": "UNASSOCIATED_COMPONENT",
    "VPN_ROUTE_MISSING": None,
    "TGW_NOT_ATTACHED": "UNASSOCIATED_COMPONENT",
    "IGW_NOT_ATTACHED": "UNASSOCIATED_COMPONENT",
    "VPC_BLOCK_PUBLIC_ACCESS": "VPC_BLOCK_PUBLIC_ACCESS_ENABLED",
    "IGW_PRIVATE_DESTINATION": "IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS",
    "EFS_MOUNT_TARGET_MISSING_AZ": None,
    "EFS_SG_INGRESS": "ENI_SG_RULES_MISMATCH",
    "EFS_NOT_IN_TASK_VPC": None,
    "LISTENER_PORT": "ELBV2_LISTENERS_MISMATCH",
    "HEALTH_CHECK_PORT": "TARGET_PORT_RESTRICTION",
    "LB_NOT_IN_AZ": "ELBV2_NO_TARGETS_IN_AZ",
    "CLIENT_IP_PRESERVATION": None,
    "LB_NO_TARGETS": "ELBV2_LISTENER_HAS_NO_TG",
    "TARGET_TYPE_NOT_IP": None,
    "CLASSIC_LB": None,
    "NO_IPV6_CIDR": None,
    "NO_IPV6_ADDRESS_ASSIGNED": "ENI_ADDRESS_RESTRICTION",
    "NO_IPV4_ADDRESS": "ENI_ADDRESS_RESTRICTION",
    "ACCOUNT_SETTING_OFF": None,
    "IPV6_ONLY_UNSUPPORTED": None,
    "PLATFORM_VERSION": None,
    "TOO_MANY_SUBNETS": None,
    "TOO_MANY_SECURITY_GROUPS": None,
    "ADDRESS_NOT_IN_USE": "UNKNOWN_DESTINATION",
    "INBOUND_TO_OUTBOUND_ONLY": "NO_PATH",
    "SWITCHED_OFF": None,
}


class Blocker(NamedTuple):
    """One setting that stands in the way. `resource` is None where nothing in the input can be named."""

    cause: str
    resource: str | None
    message: str

    def to_json(self) -> dict[str, str | None]:
        return {
            "cause": self.cause,
            "aws_code": CAUSES[self.cause],
            "resource": id_in_input(self.resource),
            "message": self.message,
        }


class Hop(NamedTuple):
    """One step of a path: a resource, what kind of thing it is, and what it did."""

    resource: str | None
    kind: str
    action: str
    detail: str = ""

    def to_json(self) -> dict[str, str | None]:
        return {"resource": self.resource, "kind": self.kind, "action": self.action, "detail": self.detail}
