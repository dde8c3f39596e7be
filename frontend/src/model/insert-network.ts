/** New VPCs, subnets, gateways, endpoints and groups, with the properties that their container gives them. */
import { t } from "../i18n";
import type { Change } from "./changes";
import { formatCidr, nextFree, parseCidr, type Block } from "./cidr";
import { refuse, type Context, type Plan } from "./context";
import { firstMissing, GATEWAY_SERVICES, isHeld, offeredServices, serviceName, tablesOf } from "./endpoint-services";
import { freshId, plain } from "./names";
import { ipv4BlocksOf, ipv6BlocksOf, routeTableOf, securityGroupField, subnetsOf, usedBlocks } from "./network";
import { MAX_SECURITY_GROUPS, onePerZone } from "./placement";
import { all, fieldOf, labelOf, type Design, type Resource, type Subnet, type Vpc } from "./types";

const PRIVATE_RANGE: Block = { family: "ipv4", first: 10n << 24n, prefix: 8 };
const VPC_PREFIX = 16;
const SUBNET_PREFIX = 24;
/** The smallest subnet that Amazon VPC allows. */
const SMALLEST_SUBNET = 28;
const IPV6_SUBNET_PREFIX = 64;
const ZONE_LETTERS = "abcdef";

const add = (resource: Resource): Change => ({ op: "add", resource });

export function insertVpc(design: Design, context: Context): Plan {
  if (context.vpc) return refuse(t("A VPC cannot stand in another VPC."));
  const used = all(design, "Vpc").flatMap(ipv4BlocksOf);
  const block = nextFree([PRIVATE_RANGE], used, VPC_PREFIX);
  if (!block) return refuse(t("No free /16 is left in 10.0.0.0/8."));
  const id = freshId(design, "Vpc");
  return { changes: [add({ type: "Vpc", id, cidr_block: formatCidr(block), enable_dns_hostnames: true })], select: id };
}

export function insertSubnet(design: Design, context: Context): Plan {
  const { vpc } = context;
  if (!vpc) return refuse(t("A subnet stands in a VPC: drop it into one."));
  const planned = planCidrs(design, vpc);
  if (!planned) return refuse(t("{vpc} has no free block left for a subnet.", { vpc: labelOf(vpc) }));
  const id = freshId(design, "Subnet");
  const availability_zone = context.zone ?? zoneFor(design, vpc);
  return { changes: [add({ type: "Subnet", id, vpc_id: vpc.id, availability_zone, ...planned })], select: id };
}

/** The next free blocks of a VPC for a subnet: a /24 where the VPC has room for that (or as large as `like`), smaller in a small VPC. */
export function planCidrs(
  design: Design,
  vpc: Vpc,
  like?: string | null,
): { cidr_block: string; ipv6_cidr_block?: string } | null {
  const used = usedBlocks(design, vpc.id);
  const blocks = ipv4BlocksOf(vpc);
  const widest = Math.min(...blocks.map((block) => block.prefix));
  const model = like ? parseCidr(like)?.prefix : undefined;
  const wanted = Math.min(model ?? Math.max(SUBNET_PREFIX, widest + 2), SMALLEST_SUBNET);
  let ipv4: Block | null = null;
  for (let prefix = wanted; !ipv4 && prefix <= SMALLEST_SUBNET; prefix++) ipv4 = nextFree(blocks, used, prefix);
  if (!ipv4) return null;
  const ipv6 = nextFree(ipv6BlocksOf(vpc), used, IPV6_SUBNET_PREFIX);
  return { cidr_block: formatCidr(ipv4), ...(ipv6 ? { ipv6_cidr_block: formatCidr(ipv6) } : {}) };
}

/** The zone that a new subnet of this VPC goes to when none is named: two zones at least, then the emptiest. */
function zoneFor(design: Design, vpc: Vpc): string {
  const counts = new Map<string, number>();
  for (const subnet of subnetsOf(design, vpc.id)) {
    const zone = subnet.availability_zone;
    if (zone) counts.set(zone, (counts.get(zone) ?? 0) + 1);
  }
  const letters = [...ZONE_LETTERS].map((letter) => design.region + letter);
  const fresh = letters.find((zone) => !counts.has(zone));
  if (counts.size < 2 && fresh) return fresh;
  return [...counts].reduce((least, here) => (here[1] < least[1] ? here : least))[0];
}

export function insertInternetGateway(design: Design, context: Context): Plan {
  const { vpc } = context;
  const why = vpc && whyNoGateway(design, "InternetGateway", vpc);
  if (why) return refuse(why);
  const id = freshId(design, "InternetGateway");
  return { changes: [add({ type: "InternetGateway", id, ...(vpc ? { vpc_id: vpc.id } : {}) })], select: id };
}

export function insertVpnGateway(design: Design, context: Context): Plan {
  const { vpc } = context;
  const why = vpc && whyNoGateway(design, "VpnGateway", vpc);
  if (why) return refuse(why);
  const id = freshId(design, "VpnGateway");
  return { changes: [add({ type: "VpnGateway", id, ...(vpc ? { vpc_id: vpc.id } : {}) })], select: id };
}

/** A route table or network ACL of a VPC; dropped onto a subnet it takes that over. A new ACL refuses everything, as AWS's does. */
export function insertTable(design: Design, context: Context, type: "RouteTable" | "NetworkAcl"): Plan {
  const { vpc, subnet } = context;
  if (!vpc) {
    return refuse(
      type === "RouteTable"
        ? t("A route table belongs to a VPC: drop it onto a subnet or a VPC.")
        : t("A network ACL belongs to a VPC: drop it onto a subnet or a VPC."),
    );
  }
  const id = freshId(design, type);
  if (!subnet) return { changes: [add({ type, id, vpc_id: vpc.id })], select: id };
  return { changes: associate(design, type, subnet, { type, id, vpc_id: vpc.id }), select: id };
}

/**
 * Changes that give a subnet this route table or network ACL (by id, or one that is new), and take it out of what it had: AWS
 * associates a subnet with one of each. Null leaves it to the VPC's main table or default ACL.
 */
export function associate(
  design: Design,
  type: "RouteTable" | "NetworkAcl",
  subnet: Subnet,
  holder: string | (Resource & { type: "RouteTable" | "NetworkAcl" }) | null,
): Change[] {
  const changes: Change[] = [];
  for (const one of all(design, type)) {
    const rest = (one.associations ?? []).filter((a) => a.subnet_id !== subnet.id);
    if (rest.length !== (one.associations?.length ?? 0))
      changes.push({ op: "set", id: one.id, values: { associations: rest.map((a) => ({ ...a })) } });
  }
  const association = { subnet_id: subnet.id };
  if (typeof holder === "string")
    changes.push({ op: "connect", id: holder, property: "associations", value: association });
  else if (holder) changes.push(add({ ...holder, associations: [association] } as Resource));
  return changes;
}

export function insertEgressOnlyGateway(design: Design, context: Context): Plan {
  const { vpc } = context;
  if (!vpc) return refuse(t("An egress-only internet gateway belongs to a VPC: drop it onto one."));
  const why = whyNoGateway(design, "EgressOnlyInternetGateway", vpc);
  if (why) return refuse(why);
  const id = freshId(design, "EgressOnlyInternetGateway");
  return { changes: [add({ type: "EgressOnlyInternetGateway", id, vpc_id: vpc.id })], select: id };
}

/** Why this VPC cannot have a further gateway of this type, or null. https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html */
export function whyNoGateway(
  design: Design,
  type: "InternetGateway" | "EgressOnlyInternetGateway" | "VpnGateway",
  vpc: Vpc,
): string | null {
  if (!all(design, type).some((gateway) => gateway.vpc_id === vpc.id)) return null;
  const values = { vpc: labelOf(vpc) };
  if (type === "InternetGateway") return t("{vpc} already has an internet gateway, and a VPC has one at most.", values);
  if (type === "VpnGateway")
    return t("{vpc} already has a virtual private gateway, and a VPC has one at most.", values);
  return t("{vpc} already has an egress-only internet gateway, and a VPC has one at most.", values);
}

export function insertNatGateway(design: Design, context: Context): Plan {
  const { subnet } = context;
  if (!subnet) return refuse(t("A NAT gateway stands in a subnet: drop it into one."));
  const id = freshId(design, "NatGateway");
  const elasticIp = freshId(design, "ElasticIp");
  return {
    changes: [
      add({ type: "ElasticIp", id: elasticIp }),
      add({ type: "NatGateway", id, subnet_id: subnet.id, allocation_id: elasticIp }),
    ],
    select: id,
  };
}

export function insertInterfaceEndpoint(design: Design, context: Context): Plan {
  const { vpc, subnet } = context;
  if (!vpc) return refuse(t("An interface endpoint stands in the subnets of a VPC: drop it into one."));
  const subnets = context.subnets ?? (subnet ? [subnet] : onePerZone(design, vpc.id, ["isolated", "private"]));
  if (subnets.length === 0) return refuse(t("{vpc} has no subnet for the endpoint yet.", { vpc: labelOf(vpc) }));
  const service = context.service ?? firstMissing(offeredServices(design, vpc, "Interface"));
  const id = freshId(design, endpointId(service));
  const resource: Resource = {
    type: "VpcEndpoint",
    id,
    vpc_id: vpc.id,
    vpc_endpoint_type: "Interface",
    service_name: serviceName(design, vpc, service),
    private_dns_enabled: isPrivatelyNamed(design, vpc, service),
    subnet_ids: subnets.map((s) => s.id),
  };
  return { changes: [add(resource)], select: `${id}@${subnets[0]?.id ?? ""}` };
}

export function insertGatewayEndpoint(design: Design, context: Context): Plan {
  const { vpc, subnet } = context;
  if (!vpc) return refuse(t("A gateway endpoint belongs to a VPC: drop it onto one."));
  const service = context.service ?? firstMissing(offeredServices(design, vpc, "Gateway"));
  const tables = context.tables ?? (subnet ? [routeTableOf(design, subnet)] : tablesOf(design, vpc));
  const id = freshId(design, endpointId(service));
  const resource: Resource = {
    type: "VpcEndpoint",
    id,
    vpc_id: vpc.id,
    vpc_endpoint_type: "Gateway",
    service_name: serviceName(design, vpc, service),
    route_table_ids: tables.filter((table) => table !== undefined).map((table) => table.id),
  };
  return { changes: [add(resource)], select: id };
}

/**
 * Whether an endpoint may answer for the service's own name: one in a VPC may. Another's endpoint service has a name only where
 * its owner has made one; what has gateway endpoints, too, is left to these.
 */
function isPrivatelyNamed(design: Design, vpc: Vpc, service: string): boolean {
  const isOfAws = serviceName(design, vpc, service).startsWith(`com.amazonaws.${vpc.region || design.region}.`);
  return isOfAws && !GATEWAY_SERVICES.includes(service) && !isHeld(design, vpc, service, "Interface");
}

/** `EcrApiEndpoint`; of a whole name only the last part is told. */
function endpointId(service: string): string {
  const short = /^(com\.amazonaws|aws)\./.test(service) ? (service.split(".").at(-1) ?? "") : service;
  return `${plain(pascal(short))}Endpoint`;
}

const pascal = (text: string) => text.replace(/(^|[.-])(\w)/g, (_all, _mark, letter: string) => letter.toUpperCase());

export function insertSecurityGroup(design: Design, context: Context): Plan {
  const { vpc, onto } = context;
  if (!vpc) return refuse(t("A security group belongs to a VPC: drop it into one."));
  const id = freshId(design, "SecurityGroup");
  const group = add({ type: "SecurityGroup", id, vpc_id: vpc.id, group_description: id });
  if (!onto || !securityGroupField(onto)) return { changes: [group], select: id };
  const attached = attachSecurityGroup(onto, id);
  return "refused" in attached ? attached : { changes: [group, ...attached.changes], select: id };
}

/** A security group given to what it protects. */
export function attachSecurityGroup(onto: Resource, groupId: string): Plan {
  const property = securityGroupField(onto);
  if (!property) return refuse(t("{name} has no security groups.", { name: labelOf(onto) }));
  const held = (fieldOf(onto, property) as readonly string[] | undefined) ?? [];
  if (held.includes(groupId)) return refuse(t("{name} already has this security group.", { name: labelOf(onto) }));
  if (held.length >= MAX_SECURITY_GROUPS) {
    return refuse(t("{name} may have at most {n} security groups.", { name: labelOf(onto), n: MAX_SECURITY_GROUPS }));
  }
  return { changes: [{ op: "connect", id: onto.id, property, value: groupId }], select: groupId };
}
