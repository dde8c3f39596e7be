"""Patterns of several VPCs: peered, and joined by a transit gateway."""

from topology.model import (
    AttachmentAssociation,
    Connection,
    Topology,
    TransitGateway,
    TransitGatewayAttachment,
    TransitGatewayRoute,
    TransitGatewayRouteTable,
    VpcPeeringConnection,
)

from .drawing import EVERYWHERE_IPV4, Drawing, allows, logical, to
from .ways_out import ENDPOINTS, OUT

ZONES = "ab"
SHOP, PAYMENTS, SHARED, ALL = "10.1.0.0/16", "10.2.0.0/16", "10.3.0.0/16", "10.0.0.0/8"


def zonal(tier: str) -> list[str]:
    """The names of a tier's subnets."""
    return [f"{tier}-{zone}" for zone in ZONES]


def services(drawing: Drawing) -> Topology:
    """A service in each of the two VPCs, the first of which calls the second."""
    drawing.here = logical("shop")
    drawing.group("sg-orders", "Tasks that call").service("orders", zonal("shop"), "sg-orders")
    drawing.here = logical("payments")
    drawing.group("sg-billing", "Tasks that are called", allows(SHOP, 8080))
    drawing.service("billing", zonal("payments"), "sg-billing", port=8080)
    return drawing.add(
        Connection(id="OrdersToBilling", source="Orders", destination="Billing", destination_port=8080)
    ).done()


def peered_vpcs() -> Topology:
    """Two VPCs without internet that are peered, each with a route to the other and endpoints of its own."""
    drawing = Drawing()
    for vpc, cidr, other in (("shop", SHOP, PAYMENTS), ("payments", PAYMENTS, SHOP)):
        drawing.vpc(vpc, cidr)
        for name in zonal(vpc):
            drawing.subnet(name, to("peering", "vpc_peering_connection_id", other))
        drawing.group(f"sg-{vpc}-endpoints", "Interface endpoints", allows(cidr, 443))
        for service in ENDPOINTS:
            name = f"{vpc}-{service.replace('.', '-')}"
            drawing.endpoint(service, zonal(vpc), f"sg-{vpc}-endpoints", name)
        drawing.gateway_endpoint("s3", zonal(vpc), f"{vpc}-s3")
    drawing.add(VpcPeeringConnection(id="Peering", name="peering", vpc_id="Shop", peer_vpc_id="Payments"))
    return services(drawing)


def transit_gateway_hub() -> Topology:
    """Two VPCs that reach each other, and the internet through the NAT gateways of a third, across a transit gateway.

    https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-nat-igw.html
    """
    # With a route table of its own: the default one cannot be named in a template.
    hub = TransitGateway(
        id="Hub", name="hub", default_route_table_association="disable", default_route_table_propagation="disable"
    )
    drawing = Drawing().add(hub)
    for vpc, cidr in (("shop", SHOP), ("payments", PAYMENTS)):
        drawing.vpc(vpc, cidr)
        for name in zonal(vpc):
            drawing.subnet(name, to("hub", "transit_gateway_id"))
        attach(drawing, vpc, zonal(vpc))
    drawing.vpc("egress", SHARED).internet_gateway("igw")
    for zone in ZONES:
        drawing.subnet(f"public-{zone}", OUT, to("hub", "transit_gateway_id", ALL)).nat(f"nat-{zone}", f"public-{zone}")
    for zone in ZONES:
        drawing.subnet(f"egress-{zone}", to(f"nat-{zone}", "nat_gateway_id"), to("hub", "transit_gateway_id", ALL))
    attach(drawing, "egress", zonal("egress"))
    attachments = tuple(
        AttachmentAssociation(transit_gateway_attachment_id=logical(f"attachment-{vpc}"))
        for vpc in ("shop", "payments", "egress")
    )
    outwards = TransitGatewayRoute(
        destination_cidr_block=EVERYWHERE_IPV4, transit_gateway_attachment_id=logical("attachment-egress")
    )
    drawing.add(
        TransitGatewayRouteTable(
            id="HubRoutes", name="hub-routes", transit_gateway_id="Hub", routes=(outwards,),
            associations=attachments, propagations=attachments,
        )
    )  # fmt: skip
    return services(drawing)


def attach(drawing: Drawing, vpc: str, subnets: list[str]) -> None:
    """The attachment of a VPC to the hub."""
    name = f"attachment-{vpc}"
    drawing.add(
        TransitGatewayAttachment(
            id=logical(name), name=name, transit_gateway_id="Hub", vpc_id=logical(vpc),
            subnet_ids=tuple(map(logical, subnets)),
        )
    )  # fmt: skip
