"""IPv6 for a whole VPC: a block, blocks for its subnets, addresses for its tasks, and the ways out that IPv4 has."""

from ..i18n import N_
from ..model import Vpc
from ..remedies.case import ALL_IPV6, connect
from ..remedies.ipv6 import new_block
from .draft import Draft
from .registry import intent


@intent(
    "ipv6-vpc",
    N_("Give it IPv6"),
    N_("An IPv6 block, a /64 for each subnet, addresses for the tasks, and the ways out over IPv6 that IPv4 has."),
    Vpc,
)
def give_ipv6(draft: Draft, id: str) -> None:
    """https://docs.aws.amazon.com/vpc/latest/userguide/vpc-migrate-ipv6-add.html

    Isolated subnets stay isolated; a subnet whose IPv4 goes through NAT gets an egress-only gateway, so that nothing comes in.
    """
    vpc = draft.topology.get(Vpc, id)
    assert vpc is not None
    if not vpc.ipv6_cidr_blocks:
        block = {"ipv6_cidr_block": new_block(draft.topology), "amazon_provided": True}
        draft.do(connect(id, "ipv6_cidr_block_associations", block))
    for subnet in draft.subnets_of(id):
        if not subnet.ipv6_cidr_block:
            draft.set(subnet.id, ipv6_cidr_block=draft.free_ipv6_block(id))
        draft.set(subnet.id, assign_ipv6_address_on_creation=True)
        kind = draft.kind(subnet.id)
        if any(r.destination == ALL_IPV6 for r in draft.routes(subnet.id)):
            continue
        if kind == "public":
            draft.route(subnet.id, ALL_IPV6, shared=True, gateway_id=draft.internet_gateway(id))
        elif kind == "private":
            draft.route(subnet.id, ALL_IPV6, shared=True, egress_only_internet_gateway_id=draft.egress_only_gateway(id))
