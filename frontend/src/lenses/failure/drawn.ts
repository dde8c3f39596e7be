/** Which nodes are drawn off, and which have a switch. */
import type { Placed } from "../../geometry/placing";
import { sceneOf } from "../../geometry/scene";
import type { Design } from "../../model/types";
import type { Faults } from "./fates";
import { hasSwitch } from "./switches";

/** Whether a node is off: by itself, as a zone, or because it stands in a subnet that failed. */
export function drawnOff(design: Design, node: Placed, faults: Faults): "off" | "gone" | null {
  if (node.role === "zone") return faults.off.has(node.title) ? "off" : null;
  if (node.resource === null) return null;
  const own = faults.resources.get(node.resource);
  if (own) return own;
  const place = node.role === "subnet" ? node.resource : sceneOf(design).byKey.get(node.parent ?? "")?.resource;
  return place && faults.subnets.has(place) ? "gone" : null;
}

/** What the node's switch switches; null for what has none. */
export function switchOf(design: Design, node: Placed): string | null {
  if (node.role === "zone") return node.title || null;
  const resource = node.resource === null ? undefined : design.resources[node.resource];
  return resource && hasSwitch(resource) ? resource.id : null;
}
