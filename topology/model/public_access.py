"""VPC Block Public Access: an account's setting for a Region that overrides routes and gateways, and its exclusions.

What the helps say beyond the page of each resource:
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcBlockPublicAccessOptions.html,
https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-basics.html
"""

from typing import Literal

from ..i18n import N_
from .records import Resource, SubnetId, VpcId, field

BlockMode = Literal["off", "block-bidirectional", "block-ingress"]
ExclusionMode = Literal["allow-bidirectional", "allow-egress"]


class VpcBlockPublicAccessOptions(Resource):
    """AWS::EC2::VPCBlockPublicAccessOptions: what internet gateways of the account's VPCs in the Region are kept from carrying."""

    title = N_("VPC Block Public Access")

    type: Literal["VpcBlockPublicAccessOptions"] = "VpcBlockPublicAccessOptions"
    internet_gateway_block_mode: BlockMode = field(
        default="off",
        description="block-ingress: only NAT gateways and egress-only internet gateways reach the internet, outward. block-bidirectional: nothing does. Applies to every VPC of the account in the Region; off where not given.",
    )


class VpcBlockPublicAccessExclusion(Resource):
    """AWS::EC2::VPCBlockPublicAccessExclusion of a VPC or of a subnet."""

    title = N_("VPC Block Public Access exclusion")

    type: Literal["VpcBlockPublicAccessExclusion"] = "VpcBlockPublicAccessExclusion"
    internet_gateway_exclusion_mode: ExclusionMode = field(
        default="allow-bidirectional",
        description="allow-bidirectional: nothing is blocked here. allow-egress: outward only, where the Region's mode is block-bidirectional.",
    )
    vpc_id: VpcId | None = field(default=None, description="The VPC that is excluded, with all its subnets.")
    subnet_id: SubnetId | None = field(default=None, description="The subnet that is excluded, by itself.")
