/** Which nodes a design shows and the container that each stands in; the same as topology/layout/nodes.py. */
import { placementField, placementsOf } from "../model/network";
import { all, get, type Design, type Resource } from "../model/types";

export type Role = "vpc" | "zone" | "subnet" | "gateway" | "group" | "inner" | "outside";

/** A node: its key, its resource (null for a zone), the key of its container, how it stands there, a zone's name. */
export interface Place {
  readonly key: string;
  readonly resource: string | null;
  readonly parent: string | null;
  readonly role: Role;
  readonly title: string;
}

/** What is shown at what it belongs to (a chip, an edge, a line of the inspector) and is no node of its own. */
const NO_NODE: ReadonlySet<string> = new Set([
  "RouteTable",
  "NetworkAcl",
  "ElasticIp",
  "PrefixList",
  "Cluster",
  "TaskDefinition",
  "Listener",
  "ListenerRule",
  "TargetGroup",
  "Connection",
  "OpaqueResource",
  "VpcBlockPublicAccessOptions",
  "VpcBlockPublicAccessExclusion",
]);

export function isContainer(role: Role): boolean {
  return role === "vpc" || role === "zone" || role === "subnet";
}

/** Whether resources of this type stand on the canvas as nodes. */
export function isShown(resource: Resource): boolean {
  return !NO_NODE.has(resource.type);
}

/** Every node of a design, once, containers before what stands in them, otherwise in the document's order. */
export function placesOf(design: Design): Place[] {
  const found: Place[] = [];
  const seen = new Set<string>();
  const add = (key: string, resource: string | null, parent: string | null, role: Role, title = ""): string => {
    while (seen.has(key)) key += "@"; // an id may itself look like `a@b` or `a/b`
    seen.add(key);
    found.push({ key, resource, parent, role, title });
    return key;
  };

  for (const vpc of all(design, "Vpc")) add(vpc.id, vpc.id, null, "vpc");
  const subnets = all(design, "Subnet");
  const zones = new Map<string, string>();
  for (const subnet of [...subnets].sort(byZone)) {
    const zone = zoneKey(subnet.vpc_id, subnet.availability_zone);
    if (get(design, "Vpc", subnet.vpc_id) && !zones.has(zone)) {
      zones.set(zone, add(zone, null, subnet.vpc_id ?? null, "zone", subnet.availability_zone ?? ""));
    }
  }
  for (const subnet of subnets) {
    add(subnet.id, subnet.id, zones.get(zoneKey(subnet.vpc_id, subnet.availability_zone)) ?? null, "subnet");
  }
  const managed = managedInterfaces(design);
  for (const resource of Object.values(design.resources)) {
    if (!isShown(resource) || resource.type === "Vpc" || resource.type === "Subnet" || managed.has(resource.id))
      continue;
    for (const [key, parent, role] of placesOfResource(design, resource)) add(key, resource.id, parent, role);
  }
  return found;
}

/** The key of the zone that a subnet stands in. */
export function zoneKey(vpcId: string | null | undefined, zone: string | null | undefined): string {
  return `${vpcId ?? ""}/${zone ?? ""}`;
}

function byZone(a: { availability_zone?: string | null }, b: { availability_zone?: string | null }): number {
  const [left, right] = [a.availability_zone ?? "\uffff", b.availability_zone ?? "\uffff"];
  return left < right ? -1 : left > right ? 1 : 0;
}

type Spot = readonly [key: string, parent: string | null, role: Role];

function placesOfResource(design: Design, resource: Resource): Spot[] {
  const inVpc = (vpcId: string | null | undefined, role: Role): Spot[] =>
    get(design, "Vpc", vpcId) ? [[resource.id, vpcId ?? null, role]] : [[resource.id, null, "outside"]];
  const held = [...new Set(placementsOf(resource).filter((id) => get(design, "Subnet", id)))];
  const field = placementField(resource);
  if (field?.many) {
    if (held.length > 0) return held.map((id) => [`${resource.id}@${id}`, id, "inner"]);
    return inVpc("vpc_id" in resource ? resource.vpc_id : null, "group"); // an endpoint, an attachment
  }
  const [subnet] = held;
  if (field && subnet) return [[resource.id, subnet, "inner"]];
  switch (resource.type) {
    case "InternetGateway":
    case "EgressOnlyInternetGateway":
    case "VpnGateway":
    case "NatGateway":
    case "VpcEndpoint":
      return inVpc(resource.vpc_id, "gateway");
    case "SecurityGroup":
      return inVpc(resource.vpc_id, "group");
    default:
      return [[resource.id, null, "outside"]];
  }
}

/** The network interfaces of what is shown itself: an instance's, a NAT gateway's, those that AWS's services manage. */
function managedInterfaces(design: Design): Set<string> {
  const managed = new Set<string>();
  for (const nat of all(design, "NatGateway")) if (nat.network_interface_id) managed.add(nat.network_interface_id);
  for (const instance of all(design, "Instance")) instance.network_interface_ids?.forEach((id) => managed.add(id));
  for (const eni of all(design, "NetworkInterface")) {
    if ((eni.interface_type ?? "interface") !== "interface" || get(design, "Instance", eni.instance_id))
      managed.add(eni.id);
  }
  return managed;
}
