/** What pasting comes to: new resources that refer to each other as the copied ones did, and to what is there where that makes sense. */
import { placesOf } from "../geometry/places";
import { t } from "../i18n";
import type { Change } from "./changes";
import type { Clip } from "./clip";
import type { Context } from "./context";
import { whyNoGateway, planCidrs } from "./insert-network";
import { difference } from "./inverse";
import { freshId } from "./names";
import { placementField, placementsOf, securityGroupField, vpcIdOf } from "./network";
import { omit } from "./omit";
import { onePerZone, whyNoMountTarget } from "./placement";
import { rewritten } from "./references";
import type { Schema } from "./schema";
import { all, fieldOf, get, labelOf, type Box, type Design, type Json, type JsonRecord, type Resource, type Vpc } from "./types"; // prettier-ignore

export type Pasted = { readonly changes: Change[]; readonly ids: readonly string[] } | { readonly refused: string };

/** What AWS gives each resource for itself, or keeps unique: the copy gets its own. */
const OWN: ReadonlySet<string> = new Set([
  "service_name",
  "cluster_name",
  "group_name",
  "public_ip",
  "public_ip_address",
  "private_ip_address",
  "private_ip_addresses",
  "ip_address",
  "ipv6_addresses",
  "attachment_id",
  "association_id",
  "network_interface_id",
  "network_interface_ids",
  "instance_id",
  "rule_id",
]);
/** Names in AWS's endpoints that only look like those above. */
const NOT_OWN: Readonly<Record<string, string>> = { VpcEndpoint: "service_name" };

/** References that one resource at most may hold, so that a copy cannot hold them as well. */
const EXCLUSIVE: Readonly<Record<string, readonly string[]>> = {
  RouteTable: ["associations"],
  NetworkAcl: ["associations"],
  InternetGateway: ["vpc_id"],
  EgressOnlyInternetGateway: ["vpc_id"],
  VpnGateway: ["vpc_id"],
  NatGateway: ["allocation_id"],
  VpcEndpoint: ["route_table_ids"],
  ElasticIp: ["instance_id", "network_interface_id"],
};

/** Paste a clip into a design, into `chosen` where that names a container, otherwise beside what was copied. */
export function planPaste(schema: Schema, design: Design, designId: string, clip: Clip, chosen: Context): Pasted {
  const isHere = clip.design === designId;
  const vpcs = all(design, "Vpc");
  const isLost = !isHere && !chosen.vpc && vpcs.length === 1 && !clip.resources.some((r) => r.type === "Vpc");
  const context = isLost ? { ...chosen, vpc: vpcs[0] } : chosen;
  const ids = newIds(design, clip, isHere);
  let after = withCompanions(design, clip, ids);
  const names = new Set(Object.values(design.resources).map(labelOf));
  for (const source of sorted(clip.resources)) {
    const id = ids.get(source.id) ?? source.id;
    const isInner = (target: string) => clip.resources.some((r) => r.id === target);
    const rewrite = rewritten(
      ownless(schema, source),
      schema.types[source.type] ? (schema.references[source.type] ?? []) : [],
      (target, path, types) => {
        const mapped = ids.get(target);
        if (mapped !== undefined) return mapped;
        const isExclusive = EXCLUSIVE[source.type]?.includes(path[0] ?? "") ?? false;
        const found = design.resources[target];
        return isHere && !isExclusive && found && types.includes(found.type) ? target : null;
      },
    );
    const named: Resource = { ...rewrite, id, ...nameFor(source, names) };
    const placed = intoContainer(after, named, source, context, isInner);
    if ("refused" in placed) return placed;
    after = { ...after, resources: { ...after.resources, [id]: tidied(after, placed.resource) } };
    if (isHere) after = associated(after, design, source, id);
  }
  after = { ...after, layout: { ...after.layout, ...boxes(after, clip, ids) } };
  return { changes: difference(schema, design, after), ids: clip.resources.map((r) => ids.get(r.id) ?? r.id) };
}

/** Containers before what stands in them, so that each finds its own. */
function sorted(resources: readonly Resource[]): Resource[] {
  const rank = (r: Resource) => (r.type === "Vpc" ? 0 : r.type === "Subnet" || r.type === "SecurityGroup" || r.type === "FileSystem" ? 1 : 2); // prettier-ignore
  return [...resources].sort((a, b) => rank(a) - rank(b));
}

function newIds(design: Design, clip: Clip, isHere: boolean): Map<string, string> {
  const ids = new Map<string, string>();
  for (const { id } of clip.resources) {
    const base = id in design.resources ? id.replace(/^([A-Za-z]+)\d{1,3}$/, "$1") : id;
    ids.set(id, freshId(design, base, [...ids.values()]));
  }
  for (const companion of clip.companions) {
    const found = design.resources[companion.id];
    const isThere = found?.type === companion.type;
    ids.set(
      companion.id,
      isThere || (isHere && found) ? companion.id : freshId(design, companion.id, [...ids.values()]),
    );
  }
  return ids;
}

function withCompanions(design: Design, clip: Clip, ids: ReadonlyMap<string, string>): Design {
  const missing = clip.companions.filter((c) => !((ids.get(c.id) ?? c.id) in design.resources));
  const added = missing.map((c): [string, Resource] => [ids.get(c.id) ?? c.id, { ...c, id: ids.get(c.id) ?? c.id }]);
  return { ...design, resources: { ...design.resources, ...Object.fromEntries(added) } };
}

/** The resource without what is its own; the ids of its routes, rules and associations go as well. */
function ownless(schema: Schema, resource: Resource): Resource {
  let copy: Record<string, Json | undefined> = { ...(resource as unknown as JsonRecord) };
  for (const field of schema.types[resource.type]?.fields ?? []) {
    const value = copy[field.name];
    if (OWN.has(field.name) && NOT_OWN[resource.type] !== field.name) copy = omit(copy, field.name);
    else if (field.kind === "list" && field.item?.fields.some((f) => f.name === "id") && Array.isArray(value)) {
      copy[field.name] = (value as readonly JsonRecord[]).map((item) => omit(omit(item, "id"), "association_id"));
    }
  }
  return copy as unknown as Resource;
}

function nameFor(source: Resource, names: Set<string>): { name?: string } {
  if (!source.name) return {};
  const base = source.name.replace(/-copy(-\d+)?$/, "");
  let name = names.has(source.name) ? `${base}-copy` : source.name;
  for (let n = 2; names.has(name); n++) name = `${base}-copy-${n}`;
  names.add(name);
  return { name };
}

type Contained = { readonly resource: Resource } | { readonly refused: string };

/** The copy in the container that it comes to: its VPC, its subnets, and free addresses there. */
function intoContainer(
  design: Design,
  copy: Resource,
  source: Resource,
  context: Context,
  isInner: (id: string) => boolean,
): Contained {
  let resource: Resource = copy;
  const sourceVpc = fieldOf(source, "vpc_id");
  const comesToVpc = !(typeof sourceVpc === "string" && isInner(sourceVpc));
  const record = "vpc_id" in resource || "vpc_id" in source;
  if (record && comesToVpc && context.vpc) resource = { ...resource, vpc_id: context.vpc.id } as Resource;
  if (resource.type === "Subnet" && comesToVpc) return subnetIn(design, resource);
  if (
    (resource.type === "RouteTable" || resource.type === "NetworkAcl" || resource.type === "SecurityGroup") &&
    comesToVpc
  )
    return { resource: omitFields(resource, ["main", "default"]) };
  if (
    resource.type === "InternetGateway" ||
    resource.type === "EgressOnlyInternetGateway" ||
    resource.type === "VpnGateway"
  )
    return gatewayIn(design, resource);
  const field = placementField(resource);
  const stood = placementsOf(source);
  if (!field || (stood.length > 0 && stood.every(isInner))) return { resource };
  const subnets = subnetsFor(design, resource, context);
  if (!field.many && subnets.length === 0)
    return { refused: t("{name} stands in a subnet: select one to paste into.", { name: labelOf(source) }) };
  if (resource.type === "MountTarget" && resource.file_system_id) {
    const subnet = get(design, "Subnet", subnets[0]);
    const why = subnet && whyNoMountTarget(design, resource.file_system_id, subnet);
    if (why) return { refused: why };
  }
  return { resource: { ...resource, [field.name]: field.many ? subnets : subnets[0] } };
}

function subnetsFor(design: Design, resource: Resource, context: Context): readonly string[] {
  if (context.subnet) return [context.subnet.id];
  const kept = placementsOf(resource);
  if (!context.vpc || (kept.length > 0 && vpcIdOf(design, resource) === context.vpc.id)) return kept;
  return onePerZone(design, context.vpc.id, ["private", "isolated"]).map((subnet) => subnet.id);
}

function subnetIn(design: Design, subnet: Resource & { type: "Subnet" }): Contained {
  const vpc: Vpc | undefined = get(design, "Vpc", subnet.vpc_id);
  if (!vpc) return { refused: t("A subnet stands in a VPC: select one to paste into.") };
  const planned = planCidrs(design, vpc, subnet.cidr_block);
  if (!planned) return { refused: t("{vpc} has no free block left for a subnet.", { vpc: labelOf(vpc) }) };
  const hadIpv6 = subnet.ipv6_cidr_block !== undefined && subnet.ipv6_cidr_block !== null;
  return {
    resource: { ...subnet, ipv6_cidr_block: null, ...(hadIpv6 ? planned : { cidr_block: planned.cidr_block }) },
  };
}

function gatewayIn(
  design: Design,
  gateway: Resource & { type: "InternetGateway" | "EgressOnlyInternetGateway" | "VpnGateway" },
): Contained {
  const vpc = get(design, "Vpc", gateway.vpc_id);
  const why = vpc ? whyNoGateway(design, gateway.type, vpc) : null;
  if (gateway.type === "EgressOnlyInternetGateway" && (why || !vpc))
    return { refused: why ?? t("An egress-only internet gateway belongs to a VPC: select one to paste into.") };
  return { resource: why ? { ...gateway, vpc_id: null } : gateway };
}

/** Security groups of another VPC cannot stay: AWS takes only those of the same. */
function tidied(design: Design, resource: Resource): Resource {
  const field = securityGroupField(resource);
  const vpcId = vpcIdOf(design, resource);
  const held = field ? (fieldOf(resource, field) as readonly string[] | undefined) : undefined;
  if (!field || !held || !vpcId) return resource;
  const fits = held.filter((id) => (get(design, "SecurityGroup", id)?.vpc_id ?? vpcId) === vpcId);
  return fits.length === held.length ? resource : { ...resource, [field]: fits };
}

/** A copied subnet keeps the route table and the network ACL that it was copied with, where these were not copied too. */
function associated(after: Design, before: Design, source: Resource, id: string): Design {
  if (source.type !== "Subnet") return after;
  const subnet = get(after, "Subnet", id);
  const resources = { ...after.resources };
  for (const holder of [...all(before, "RouteTable"), ...all(before, "NetworkAcl")]) {
    const now = resources[holder.id];
    const isHeld = holder.associations?.some((a) => a.subnet_id === source.id) ?? false;
    if (!isHeld || holder.vpc_id !== subnet?.vpc_id || !now) continue;
    if (now.type === "RouteTable" || now.type === "NetworkAcl")
      resources[holder.id] = { ...now, associations: [...(now.associations ?? []), { subnet_id: id }] } as Resource;
  }
  return { ...after, resources };
}

function omitFields(resource: Resource, names: readonly string[]): Resource {
  return names.reduce<Record<string, Json | undefined>>((r, name) => omit(r, name), {
    ...(resource as unknown as JsonRecord),
  }) as unknown as Resource;
}

/** Boxes of what came with its container. What comes into another finds its place there by itself. */
function boxes(after: Design, clip: Clip, ids: ReadonlyMap<string, string>): Record<string, Box> {
  const fresh = new Set(clip.resources.map((r) => ids.get(r.id) ?? r.id));
  const parents = new Map(placesOf(after).map((place) => [place.key, place.parent]));
  const found: Record<string, Box> = {};
  for (const [key, box] of Object.entries(clip.layout)) {
    const renamed = key.replace(/^([^@/]+)|(?<=@)(.+)$/g, (part) => ids.get(part) ?? part);
    const parent = parents.get(renamed)?.split("/")[0];
    if (parent !== undefined && fresh.has(parent)) found[renamed] = box;
  }
  return found;
}
