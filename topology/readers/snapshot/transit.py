"""Transit gateways in describe output: the gateways, what is attached to them, and their route tables.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayVpcAttachment.html and its siblings.
"""

from collections.abc import Callable, Iterator
from typing import Any

from ...i18n import _
from ...model import (
    AttachmentAssociation,
    Resource,
    TransitGateway,
    TransitGatewayAttachment,
    TransitGatewayRoute,
    TransitGatewayRouteTable,
    Unresolved,
)
from .network import Item, tagged
from .printed import Printed

KINDS = ("vpc", "vpn", "direct-connect-gateway", "connect", "peering")
GONE = ("deleted", "deleting", "rejected", "rejecting")
PROPAGATIONS, ASSOCIATIONS, ROUTES = "TransitGatewayRouteTablePropagations", "Associations", "Routes"
# The same lists, as a tool prints those of all tables together.
OF_TABLES = {"TransitGatewayPropagations": PROPAGATIONS, "TransitGatewayStaticRoutes": ROUTES}


def _switch(item: Item, name: str, default: str) -> Any:
    value = (item.get("Options") or {}).get(name, default)
    return value if value in ("enable", "disable") else default


def transit_gateway(item: Item) -> Resource:
    return TransitGateway(
        id=item["TransitGatewayId"],
        default_route_table_association=_switch(item, "DefaultRouteTableAssociation", "enable"),
        default_route_table_propagation=_switch(item, "DefaultRouteTablePropagation", "enable"),
        security_group_referencing_support=_switch(item, "SecurityGroupReferencingSupport", "disable"), **tagged(item),
    )  # fmt: skip


def _state(item: Item) -> Any:
    state = item.get("State", "available")
    return "deleted" if state in GONE else state if state in ("available", "failed") else "pending"


def vpc_attachment(item: Item) -> Resource:
    return TransitGatewayAttachment(
        id=item["TransitGatewayAttachmentId"], transit_gateway_id=item.get("TransitGatewayId"), vpc_id=item.get("VpcId"),
        subnet_ids=tuple(item.get("SubnetIds") or ()), state=_state(item),
        appliance_mode_support=_switch(item, "ApplianceModeSupport", "disable"),
        security_group_referencing_support=_switch(item, "SecurityGroupReferencingSupport", "enable"), **tagged(item),
    )  # fmt: skip


def attachment(item: Item) -> Resource:
    kind = item.get("ResourceType", "vpc")
    kind = "peering" if kind == "tgw-peering" else kind
    end = {"vpc": "vpc_id", "vpn": "vpn_connection_id", "peering": "peer_transit_gateway_id"}.get(kind)
    said: dict[str, Any] = {"resource_type": kind if kind in KINDS else "connect"}
    if end:
        said[end] = item.get("ResourceId")
    return TransitGatewayAttachment(
        id=item["TransitGatewayAttachmentId"], transit_gateway_id=item.get("TransitGatewayId"), state=_state(item),
        **said, **tagged(item),
    )  # fmt: skip


def peering_attachment(item: Item) -> Resource:
    requester, accepter = item.get("RequesterTgwInfo") or {}, item.get("AccepterTgwInfo") or {}
    return TransitGatewayAttachment(
        id=item["TransitGatewayAttachmentId"], resource_type="peering", transit_gateway_id=requester.get("TransitGatewayId"),
        peer_transit_gateway_id=accepter.get("TransitGatewayId"), peer_region=accepter.get("Region"), state=_state(item), **tagged(item),
    )  # fmt: skip


def route_table(item: Item) -> Resource:
    return TransitGatewayRouteTable(
        id=item["TransitGatewayRouteTableId"], transit_gateway_id=item.get("TransitGatewayId"),
        default=bool(item.get("DefaultAssociationRouteTable")), **tagged(item),
    )  # fmt: skip


# In this order: what describe-transit-gateway-vpc-attachments says of an attachment is more than the list of every kind says.
READERS: dict[str, Callable[[Item], Resource]] = {
    "TransitGateways": transit_gateway, "TransitGatewayVpcAttachments": vpc_attachment,
    "TransitGatewayPeeringAttachments": peering_attachment, "TransitGatewayAttachments": attachment,
    "TransitGatewayRouteTables": route_table,
}  # fmt: skip


def complete(resources: dict[str, Resource], lists: list[Printed]) -> list[Unresolved]:
    """Give the route tables their routes, associations and propagations; returns what stays open of them."""
    said: dict[tuple[str, str], list[Item]] = {}
    cut: set[tuple[str, str]] = set()
    for name, table_id, items, whole in _said_of_tables(resources, lists):
        said.setdefault((table_id, name), []).extend(items)
        cut |= set() if whole else {(table_id, name)}
    open_ = list(_without_subnets(resources, lists))
    for table in [r for r in resources.values() if isinstance(r, TransitGatewayRouteTable)]:
        values: dict[str, Any] = {"associations": tuple(_ends(resources, said.get((table.id, ASSOCIATIONS), ())))}
        if (routes := said.get((table.id, ROUTES))) is not None:
            values["routes"] = tuple(_routes(resources, routes))
        if routes is None or (table.id, ROUTES) in cut:
            reason = _("the snapshot does not hold its routes")
            open_.append(Unresolved(resource=table.id, property="routes", reason=reason))
        if (table.id, PROPAGATIONS) in said:
            values["propagations"] = tuple(_ends(resources, said[table.id, PROPAGATIONS]))
        elif not table.default and not any(r.propagated for r in values.get("routes", ())):
            reason = _("the snapshot does not hold what propagates to it")
            open_.append(Unresolved(resource=table.id, property="propagations", reason=reason))
        resources[table.id] = table.changed(**values)
    _without_defaults(resources, lists, {table for table, name in said if name == PROPAGATIONS})
    return open_


def _without_defaults(resources: dict[str, Resource], lists: list[Printed], told: set[str]) -> None:
    """Turn a gateway's defaults off where a snapshot shows that they do not hold: an attachment that it lists is in no route table, or
    nothing propagates to the default one. `told` are the tables whose propagations it holds."""
    tables = [r for r in resources.values() if isinstance(r, TransitGatewayRouteTable)]
    placed = {a.transit_gateway_attachment_id for t in tables for a in t.associations}
    listed = {
        i.get("TransitGatewayAttachmentId")
        for p in lists
        if p.name == "TransitGatewayAttachments"
        for i in p.items
        if isinstance(i, dict)
    }
    for id in listed - placed:
        attachment = resources.get(str(id))
        if isinstance(attachment, TransitGatewayAttachment) and attachment.state == "available":
            gateway = resources.get(str(attachment.transit_gateway_id))
            if isinstance(gateway, TransitGateway):
                resources[gateway.id] = gateway.changed(default_route_table_association="disable")
    for table in tables:
        gateway = resources.get(str(table.transit_gateway_id))
        if isinstance(gateway, TransitGateway) and table.default and table.id in told and not table.propagations:
            resources[gateway.id] = gateway.changed(default_route_table_propagation="disable")


def _without_subnets(resources: dict[str, Resource], lists: list[Printed]) -> Iterator[Unresolved]:
    """The VPC attachments of which only the list of every kind tells, which leaves out their subnets."""
    described = {
        i.get("TransitGatewayAttachmentId") for p in lists if p.name == "TransitGatewayVpcAttachments" for i in p.items
    }
    for held in resources.values():
        if isinstance(held, TransitGatewayAttachment) and held.resource_type == "vpc" and held.id not in described:
            reason = _("the snapshot does not hold what describe-transit-gateway-vpc-attachments prints")
            yield Unresolved(resource=held.id, property="subnet_ids", reason=reason)


def _said_of_tables(
    resources: dict[str, Resource], lists: list[Printed]
) -> Iterator[tuple[str, str, list[Item], bool]]:
    """What lists say of a route table: (which list, table, items, whether these are all). A list without items says that there are none."""
    for held in lists:
        items = [i for i in held.items if isinstance(i, dict)]
        if held.name in (PROPAGATIONS, ASSOCIATIONS, ROUTES) and held.about in resources:
            yield held.name, str(held.about), [], held.whole
        for item in items:
            if held.name == "TransitGatewayAttachments" and isinstance(item.get("Association"), dict):
                if table_id := item["Association"].get("TransitGatewayRouteTableId"):
                    yield ASSOCIATIONS, str(table_id), [item], True
            elif held.name in OF_TABLES and (table_id := item.get("TransitGatewayRouteTableId")):
                inner = next((v for v in item.values() if isinstance(v, list)), [])
                whole = item.get("AdditionalRoutesAvailable") is not True
                yield OF_TABLES[held.name], str(table_id), [i for i in inner if isinstance(i, dict)], whole
            elif held.name in (PROPAGATIONS, ASSOCIATIONS, ROUTES):
                table_id = item.get("TransitGatewayRouteTableId") or held.about
                if table_id in resources:
                    yield held.name, str(table_id), [item], held.whole


def _ends(resources: dict[str, Resource], items: Any) -> Iterator[AttachmentAssociation]:
    ids = dict.fromkeys(
        i.get("TransitGatewayAttachmentId") for i in items if i.get("State") not in ("disabled", "disassociated")
    )
    return (AttachmentAssociation(transit_gateway_attachment_id=i) for i in ids if i in resources)


def _routes(resources: dict[str, Resource], items: list[Item]) -> Iterator[TransitGatewayRoute]:
    """The routes, static and propagated. What VPCs propagate is told by the propagations too, what VPNs do only here."""
    for item in items:
        if not item.get("DestinationCidrBlock"):
            continue
        to = next((a.get("TransitGatewayAttachmentId") for a in item.get("TransitGatewayAttachments") or []), None)
        yield TransitGatewayRoute(
            destination_cidr_block=item["DestinationCidrBlock"], transit_gateway_attachment_id=to if to in resources else None,
            blackhole=item.get("State") == "blackhole", propagated=item.get("Type") == "propagated",
        )  # fmt: skip
