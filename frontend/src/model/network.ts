/** Questions about the network that the canvas asks of a design: who applies to a subnet, and what kind of subnet it is. */
import { parseCidr, type Block } from "./cidr";
import {
  all,
  get,
  type Design,
  type NetworkAcl,
  type Resource,
  type Resources,
  type Route,
  type RouteTable,
  type Subnet,
  type Vpc,
} from "./types";

export type SubnetKind = "public" | "private" | "isolated";

/** The route table of a subnet: the one associated with it, otherwise the VPC's main one if the design has it. */
export function routeTableOf(design: Design, subnet: Subnet): RouteTable | undefined {
  const { bySubnet, byVpc } = remembered(tables, design, () =>
    holdersOf(all(design, "RouteTable"), (table) => table.main === true),
  );
  return bySubnet.get(subnet.id) ?? byVpc.get(subnet.vpc_id ?? null);
}

/** The network ACL of a subnet: the one associated with it, otherwise the VPC's default one if the design has it. */
export function networkAclOf(design: Design, subnet: Subnet): NetworkAcl | undefined {
  const { bySubnet, byVpc } = remembered(acls, design, () =>
    holdersOf(all(design, "NetworkAcl"), (acl) => acl.default === true),
  );
  return bySubnet.get(subnet.id) ?? byVpc.get(subnet.vpc_id ?? null);
}

/** What applies to which subnet by an association, and to which VPC's other subnets by default. */
interface Holders<T> {
  readonly bySubnet: ReadonlyMap<string, T>;
  readonly byVpc: ReadonlyMap<string | null, T>;
}

const tables = new WeakMap<Resources, Holders<RouteTable>>();
const acls = new WeakMap<Resources, Holders<NetworkAcl>>();

function remembered<T>(known: WeakMap<Resources, T>, { resources }: Design, make: () => T): T {
  let found = known.get(resources);
  if (!found) known.set(resources, (found = make()));
  return found;
}

/** The first that is associated with a subnet applies to it; the first default one of a VPC to what has none. */
function holdersOf<T extends RouteTable | NetworkAcl>(
  candidates: readonly T[],
  isDefault: (candidate: T) => boolean,
): Holders<T> {
  const bySubnet = new Map<string, T>();
  const byVpc = new Map<string | null, T>();
  for (const candidate of candidates) {
    for (const { subnet_id: subnet } of candidate.associations ?? [])
      if (subnet && !bySubnet.has(subnet)) bySubnet.set(subnet, candidate);
    const vpc = candidate.vpc_id ?? null;
    if (isDefault(candidate) && !byVpc.has(vpc)) byVpc.set(vpc, candidate);
  }
  return { bySubnet, byVpc };
}

const DEFAULT_ROUTES = ["0.0.0.0/0", "::/0"];

/** Public with a route to an internet gateway, private with any other way out of the VPC, otherwise isolated. */
export function kindOfSubnet(design: Design, table: RouteTable | undefined): SubnetKind {
  const routes = table?.routes ?? [];
  if (routes.some((route) => get(design, "InternetGateway", route.gateway_id))) return "public";
  return routes.some((route) => leadsOut(design, route)) ? "private" : "isolated";
}

function leadsOut(design: Design, route: Route): boolean {
  const endpoint = get(design, "VpcEndpoint", targetOf(route));
  if (endpoint) return (endpoint.vpc_endpoint_type ?? "Gateway") !== "Gateway";
  return targetOf(route) !== null || DEFAULT_ROUTES.includes(destinationOf(route) ?? "");
}

/** What a route leads to: the one of its targets that is set. */
export function targetOf(route: Route): string | null {
  return (
    route.gateway_id ??
    route.nat_gateway_id ??
    route.egress_only_internet_gateway_id ??
    route.transit_gateway_id ??
    route.vpc_peering_connection_id ??
    route.vpc_endpoint_id ??
    route.network_interface_id ??
    route.instance_id ??
    null
  );
}

export function destinationOf(route: Route): string | null {
  return route.destination_cidr_block ?? route.destination_ipv6_cidr_block ?? route.destination_prefix_list_id ?? null;
}

/** The IPv4 blocks of a VPC, the primary one first. */
export function ipv4BlocksOf(vpc: Vpc): Block[] {
  return blocks([vpc.cidr_block, ...(vpc.cidr_block_associations ?? []).map((a) => a.cidr_block)]);
}

export function ipv6BlocksOf(vpc: Vpc): Block[] {
  return blocks((vpc.ipv6_cidr_block_associations ?? []).map((a) => a.ipv6_cidr_block));
}

/** The blocks that the subnets of a VPC already have. */
export function usedBlocks(design: Design, vpcId: string): Block[] {
  return blocks(subnetsOf(design, vpcId).flatMap((s) => [s.cidr_block, s.ipv6_cidr_block]));
}

export function subnetsOf(design: Design, vpcId: string): Subnet[] {
  return all(design, "Subnet").filter((s) => s.vpc_id === vpcId);
}

function blocks(texts: readonly (string | null | undefined)[]): Block[] {
  return texts.map((text) => (text ? parseCidr(text) : null)).filter((block) => block !== null);
}

/** The subnets that a resource stands in, in its own order; none for what stands in a VPC, on its border, or outside. */
export function placementsOf(resource: Resource): readonly string[] {
  switch (resource.type) {
    case "Service":
    case "StandaloneTask":
    case "ScheduledTask":
    case "LoadBalancer":
    case "Database":
      return resource.subnets ?? [];
    case "VpcEndpoint":
      return (resource.vpc_endpoint_type ?? "Gateway") === "Gateway" ? [] : (resource.subnet_ids ?? []);
    case "TransitGatewayAttachment":
      return resource.subnet_ids ?? [];
    case "NatGateway":
    case "Instance":
    case "NetworkInterface":
    case "MountTarget":
      return resource.subnet_id ? [resource.subnet_id] : [];
    default:
      return [];
  }
}

/** The field that says which subnets a resource stands in, and whether it may name several. */
export function placementField(resource: Resource): { name: string; many: boolean } | null {
  switch (resource.type) {
    case "Service":
    case "StandaloneTask":
    case "ScheduledTask":
    case "LoadBalancer":
    case "Database":
      return { name: "subnets", many: true };
    case "VpcEndpoint":
      return (resource.vpc_endpoint_type ?? "Gateway") === "Gateway" ? null : { name: "subnet_ids", many: true };
    case "TransitGatewayAttachment":
      return { name: "subnet_ids", many: true };
    case "NatGateway":
    case "Instance":
    case "NetworkInterface":
    case "MountTarget":
      return { name: "subnet_id", many: false };
    default:
      return null;
  }
}

/** The field in which a resource lists its security groups, null for what has none. */
export function securityGroupField(resource: Resource): string | null {
  switch (resource.type) {
    case "Service":
    case "StandaloneTask":
    case "ScheduledTask":
    case "LoadBalancer":
    case "Database":
    case "MountTarget":
      return "security_groups";
    case "VpcEndpoint":
      return (resource.vpc_endpoint_type ?? "Gateway") === "Gateway" ? null : "security_group_ids";
    case "Instance":
    case "NetworkInterface":
      return "security_group_ids";
    default:
      return null;
  }
}

/** The VPC that a resource is in, by its own field or by its subnets. */
export function vpcIdOf(design: Design, resource: Resource): string | null {
  if ("vpc_id" in resource && resource.vpc_id) return resource.vpc_id;
  const [first] = placementsOf(resource);
  return get(design, "Subnet", first)?.vpc_id ?? null;
}
