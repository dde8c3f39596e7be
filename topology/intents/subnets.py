"""Public, private, isolated: what a subnet's ways out of the VPC are."""

from ..i18n import N_, _
from ..model import EgressOnlyInternetGateway, Instance, InternetGateway, NatGateway, NetworkInterface, Subnet
from ..remedies.case import ALL_IPV4, ALL_IPV6
from .draft import NAT64, CannotBe, Draft
from .needs import fails_from, open_needs
from .registry import intent


@intent(
    "public-subnet",
    N_("Make it public"),
    N_("A default route to the internet gateway; tasks here get public IP addresses."),
    Subnet,
)
def make_public(draft: Draft, id: str) -> None:
    """https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html"""
    subnet = _in_vpc(draft, id)
    assert subnet.vpc_id is not None
    gateway = draft.internet_gateway(subnet.vpc_id)
    if subnet.cidr_block:
        draft.route(id, ALL_IPV4, gateway_id=gateway)
    if subnet.ipv6_cidr_block:
        draft.route(id, ALL_IPV6, gateway_id=gateway)
    for workload in draft.workloads_in(id) if subnet.cidr_block else ():
        draft.set(workload.id, assign_public_ip="ENABLED")


@intent(
    "private-subnet",
    N_("Make it private with NAT"),
    N_("Out to the internet through a NAT gateway, over IPv6 through an egress-only gateway; nothing comes in."),
    Subnet,
)
def make_private(draft: Draft, id: str) -> None:
    """https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html, and for IPv6-only subnets nat-gateway-nat64-dns64.html"""
    subnet = _in_vpc(draft, id)
    assert subnet.vpc_id is not None
    if any(n.subnet_id == id and n.connectivity_type == "public" for n in draft.topology.all(NatGateway)):
        raise CannotBe(_("%s holds a public NAT gateway, which stands in a public subnet.") % subnet.label)
    nat = draft.public_nat(id)
    if subnet.cidr_block:
        draft.route(id, ALL_IPV4, nat_gateway_id=nat)
    else:
        draft.set(id, enable_dns64=True)
        draft.route(id, NAT64, nat_gateway_id=nat)
    if subnet.ipv6_cidr_block:
        draft.route(id, ALL_IPV6, egress_only_internet_gateway_id=draft.egress_only_gateway(subnet.vpc_id))
    for workload in draft.workloads_in(id):
        if workload.assign_public_ip == "ENABLED" and all(draft.kind(s) != "public" for s in workload.subnets):
            draft.set(workload.id, assign_public_ip="DISABLED")
    open_needs(draft, fails_from(id), lambda now: now.kind(id) == "private")


WAYS_OUT = (InternetGateway, NatGateway, EgressOnlyInternetGateway, Instance, NetworkInterface)


@intent(
    "isolated-subnet",
    N_("Isolate it with endpoints"),
    N_("No way to the internet; VPC endpoints for the AWS services that the tasks here need."),
    Subnet,
    closes=True,
)
def isolate(draft: Draft, id: str) -> None:
    """https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html"""
    subnet = _in_vpc(draft, id)
    if any(n.subnet_id == id and n.connectivity_type == "public" for n in draft.topology.all(NatGateway)):
        raise CannotBe(_("%s holds a public NAT gateway, which stands in a public subnet.") % subnet.label)
    draft.drop_routes(id, (ALL_IPV4, ALL_IPV6, NAT64), WAYS_OUT)
    for workload in draft.workloads_in(id):
        if workload.assign_public_ip == "ENABLED" and all(draft.kind(s) != "public" for s in workload.subnets):
            draft.set(workload.id, assign_public_ip="DISABLED")
    open_needs(draft, fails_from(id), lambda now: now.kind(id) == "isolated" and not _leads_out(now, id))


def _leads_out(draft: Draft, id: str) -> bool:
    return any(draft.topology.get(kind, r.target) for r in draft.routes(id) for kind in WAYS_OUT)


def _in_vpc(draft: Draft, id: str) -> Subnet:
    subnet = draft.subnet(id)
    if subnet.vpc_id is None:
        raise CannotBe(_("%s stands in no VPC.") % subnet.label)
    return subnet
