"""VPC Block Public Access: an account's setting for a Region that overrides routes and gateways, and its exclusions."""

from typing import Literal

from ..i18n import N_
from .records import Resource, SubnetId, VpcId

BlockMode = Literal["off", "block-bidirectional", "block-ingress"]
ExclusionMode = Literal["allow-bidirectional", "allow-egress"]


class VpcBlockPublicAccessOptions(Resource):
    """AWS::EC2::VPCBlockPublicAccessOptions: what internet gateways of the account's VPCs in the Region are kept from carrying."""

    title = N_("VPC Block Public Access")

    type: Literal["VpcBlockPublicAccessOptions"] = "VpcBlockPublicAccessOptions"
    internet_gateway_block_mode: BlockMode = "off"


class VpcBlockPublicAccessExclusion(Resource):
    """AWS::EC2::VPCBlockPublicAccessExclusion of a VPC or of a subnet."""

    title = N_("VPC Block Public Access exclusion")

    type: Literal["VpcBlockPublicAccessExclusion"] = "VpcBlockPublicAccessExclusion"
    internet_gateway_exclusion_mode: ExclusionMode = "allow-bidirectional"
    vpc_id: VpcId | None = None
    subnet_id: SubnetId | None = None
