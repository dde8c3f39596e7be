/** What goes with a resource when it is copied or deleted: what stands in it, what is part of it, what cannot be shared. */
import { placementsOf } from "./network";
import { referencesOf, type Schema } from "./schema";
import { fieldOf, type Design, type Resource, type ResourceType } from "./types";

/** By type, the field that says what a resource is a part of: it goes with that. */
const PART_OF: Readonly<Partial<Record<ResourceType, string>>> = {
  Listener: "load_balancer_arn",
  ListenerRule: "listener_arn",
  MountTarget: "file_system_id",
  TransitGatewayAttachment: "transit_gateway_id",
  TransitGatewayRouteTable: "transit_gateway_id",
};

/** These resources with what stands in them, what is part of them, and what AWS lets them have alone. */
export function withContents(design: Design, ids: readonly string[]): Set<string> {
  const chosen = new Set(ids.filter((id) => id in design.resources));
  for (let before = -1; before !== chosen.size;) {
    before = chosen.size;
    for (const resource of Object.values(design.resources)) {
      if (!chosen.has(resource.id) && goesAlong(resource, chosen)) chosen.add(resource.id);
    }
    for (const id of [...chosen]) ownedBy(design, id).forEach((owned) => chosen.add(owned));
  }
  return chosen;
}

/**
 * What deleting these resources takes along: their contents, as AWS's console deletes a VPC with all that is in it. What stays
 * where something else still uses it: a target group of another listener, what stands in another subnet as well.
 */
export function goneWith(schema: Schema, design: Design, ids: readonly string[]): string[] {
  const wanted = new Set(ids);
  const gone = withContents(design, ids);
  const isOwned = new Set([...gone].flatMap((id) => ownedBy(design, id)));
  const others = Object.values(design.resources);
  for (let before = -1; before !== gone.size;) {
    before = gone.size;
    for (const other of others) {
      if (gone.has(other.id)) continue;
      for (const { target } of referencesOf(schema, other))
        if (isOwned.has(target) && !wanted.has(target)) gone.delete(target);
    }
  }
  return [...gone];
}

function goesAlong(resource: Resource, chosen: ReadonlySet<string>): boolean {
  if (resource.type === "Connection") return chosen.has(resource.source) && chosen.has(resource.destination);
  const owner = PART_OF[resource.type];
  if (owner && chosen.has(String(fieldOf(resource, owner)))) return true;
  const vpc = fieldOf(resource, "vpc_id");
  if (typeof vpc === "string" && chosen.has(vpc)) return true;
  const placements = placementsOf(resource);
  return placements.length > 0 && placements.every((id) => chosen.has(id));
}

/** What AWS lets one resource have alone: the target groups of a load balancer's listeners, the address of a NAT gateway. */
function ownedBy(design: Design, id: string): string[] {
  const resource = design.resources[id];
  if (resource?.type === "Listener" || resource?.type === "ListenerRule") return [...(resource.target_groups ?? [])];
  if (resource?.type === "NatGateway" && resource.allocation_id) return [resource.allocation_id];
  return [];
}
