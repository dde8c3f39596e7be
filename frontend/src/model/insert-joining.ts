/** What joins networks: peering, transit gateways with their attachments and route tables, VPN connections. */
import { t } from "../i18n";
import type { Change } from "./changes";
import { overlaps } from "./cidr";
import { refuse, type Context, type Plan } from "./context";
import { freshId } from "./names";
import { ipv4BlocksOf, ipv6BlocksOf } from "./network";
import { onePerZone } from "./placement";
import { all, labelOf, type Design, type Resource, type Vpc } from "./types";

const add = (resource: Resource): Change => ({ op: "add", resource });

/** A peering with the first other VPC that can be peered with. https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html */
export function insertPeering(design: Design, { vpc }: Context): Plan {
  if (!vpc) return refuse(t("A peering connection joins two VPCs: drop it onto one of them."));
  const others = all(design, "Vpc").filter((other) => other.id !== vpc.id);
  if (others.length === 0) return refuse(t("A peering connection joins two VPCs, and there is only {vpc}.", { vpc: labelOf(vpc) })); // prettier-ignore
  const reasons = others.map((other) => whyNotPeered(design, vpc, other));
  const peer = others[reasons.indexOf(null)];
  if (!peer) return refuse(reasons[0] ?? "");
  const id = freshId(design, "PeeringConnection");
  return { changes: [add({ type: "VpcPeeringConnection", id, vpc_id: vpc.id, peer_vpc_id: peer.id })], select: id };
}

function whyNotPeered(design: Design, vpc: Vpc, other: Vpc): string | null {
  const names = { vpc: labelOf(vpc), other: labelOf(other) };
  const isPeered = all(design, "VpcPeeringConnection").some(
    (held) => [vpc.id, other.id].includes(held.vpc_id ?? "") && [vpc.id, other.id].includes(held.peer_vpc_id ?? ""),
  );
  if (isPeered) return t("{vpc} and {other} are peered already.", names);
  const blocks = (one: Vpc) => [...ipv4BlocksOf(one), ...ipv6BlocksOf(one)];
  const isOverlapping = blocks(vpc).some((mine) => blocks(other).some((theirs) => overlaps(mine, theirs)));
  return isOverlapping ? t("The addresses of {vpc} and {other} overlap: AWS does not peer them.", names) : null;
}

export function insertTransitGateway(design: Design, { vpc }: Context): Plan {
  if (vpc) return refuse(t("A transit gateway stands outside every VPC: drop an attachment onto the VPC."));
  const id = freshId(design, "TransitGateway");
  return { changes: [add({ type: "TransitGateway", id })], select: id };
}

/** A VPC's attachment to the only transit gateway, or to a new one. https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html */
export function insertAttachment(design: Design, context: Context): Plan {
  const { vpc, subnet } = context;
  if (!vpc) return refuse(t("An attachment stands in the subnets of a VPC: drop it onto one."));
  const subnets = context.subnets ?? (subnet ? [subnet] : onePerZone(design, vpc.id, ["isolated", "private"]));
  if (subnets.length === 0) return refuse(t("{vpc} has no subnet for the attachment yet.", { vpc: labelOf(vpc) }));
  const isAttached = (gateway: string) =>
    all(design, "TransitGatewayAttachment").some((a) => a.vpc_id === vpc.id && a.transit_gateway_id === gateway);
  const gateways = all(design, "TransitGateway");
  const free = gateways.find((gateway) => !isAttached(gateway.id));
  const [first] = gateways;
  if (first && !free)
    return refuse(t("{vpc} is attached to {gateway} already.", { vpc: labelOf(vpc), gateway: labelOf(first) }));
  const gateway = free?.id ?? freshId(design, "TransitGateway");
  const id = freshId(design, "Attachment");
  const attachment: Resource = {
    type: "TransitGatewayAttachment",
    id,
    transit_gateway_id: gateway,
    vpc_id: vpc.id,
    subnet_ids: subnets.map((s) => s.id),
  };
  return {
    changes: [...(free ? [] : [add({ type: "TransitGateway", id: gateway })]), add(attachment)],
    select: `${id}@${subnets[0]?.id ?? ""}`,
  };
}

export function insertTransitRouteTable(design: Design, { onto }: Context): Plan {
  const gateways = all(design, "TransitGateway");
  const gateway = onto?.type === "TransitGateway" ? onto : gateways.length === 1 ? gateways[0] : undefined;
  if (!gateway) return refuse(t("It belongs to a transit gateway: drop it onto one."));
  const id = freshId(design, "TransitGatewayRouteTable");
  return { changes: [add({ type: "TransitGatewayRouteTable", id, transit_gateway_id: gateway.id })], select: id };
}

/** A VPN connection ends at one virtual private gateway or one transit gateway. https://docs.aws.amazon.com/vpn/latest/s2svpn/how_it_works.html */
export function insertVpnConnection(design: Design, { onto, vpc }: Context): Plan {
  const ofVpc = all(design, "VpnGateway").find((gateway) => vpc && gateway.vpc_id === vpc.id);
  const ends = [...all(design, "VpnGateway"), ...all(design, "TransitGateway")];
  const isEnd = onto?.type === "VpnGateway" || onto?.type === "TransitGateway";
  const end = isEnd ? onto : (ofVpc ?? (!vpc && ends.length === 1 ? ends[0] : undefined));
  if (!end)
    return refuse(t("A VPN connection ends at a virtual private gateway or a transit gateway: drop it onto one."));
  const id = freshId(design, "VpnConnection");
  const field = end.type === "VpnGateway" ? "vpn_gateway_id" : "transit_gateway_id";
  return { changes: [add({ type: "VpnConnection", id, [field]: end.id })], select: id };
}

/** A private hosted zone for a VPC; a public one outside. */
export function insertHostedZone(design: Design, { vpc }: Context): Plan {
  const id = freshId(design, "HostedZone");
  const names = all(design, "HostedZone").map((zone) => zone.zone_name);
  const isFree = (name: string) => !names.includes(name);
  const name = vpc ? ["example.internal", `${id.toLowerCase()}.internal`].find(isFree) : "example.com";
  return {
    changes: [add({ type: "HostedZone", id, zone_name: name ?? null, ...(vpc ? { vpcs: [vpc.id] } : {}) })],
    select: id,
  };
}

/** What an existing zone dropped on a VPC comes to: it answers there too. */
export function associateZone(zone: Resource & { type: "HostedZone" }, vpc: Vpc | undefined): Plan {
  if (!vpc || zone.vpcs?.includes(vpc.id)) return { changes: [], select: null };
  return { changes: [{ op: "connect", id: zone.id, property: "vpcs", value: vpc.id }], select: zone.id };
}

/** The account's setting for the Region; on a VPC or a subnet, an exclusion of that. */
export function insertBlockPublicAccess(design: Design, { vpc, subnet }: Context): Plan {
  const [options] = all(design, "VpcBlockPublicAccessOptions");
  const changes: Change[] = [];
  const optionsId = freshId(design, "BlockPublicAccess");
  if (!options)
    changes.push(
      add({
        type: "VpcBlockPublicAccessOptions",
        id: optionsId,
        internet_gateway_block_mode: "block-bidirectional",
      }),
    );
  if (!vpc) {
    if (options) return refuse(t("An account has one setting of Block Public Access, and it is there already."));
    return { changes, select: optionsId };
  }
  const held = all(design, "VpcBlockPublicAccessExclusion");
  if (held.some((one) => (subnet ? one.subnet_id === subnet.id : one.vpc_id === vpc.id)))
    return refuse(t("{name} is excluded already.", { name: labelOf(subnet ?? vpc) }));
  const id = freshId(design, "BlockPublicAccessExclusion");
  changes.push(
    add({ type: "VpcBlockPublicAccessExclusion", id, ...(subnet ? { subnet_id: subnet.id } : { vpc_id: vpc.id }) }),
  );
  return { changes, select: id };
}
