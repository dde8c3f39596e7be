/** Where the hops of a flow stand on the canvas: nodes, chips of subnets, and the far end above the VPC. */
import type { PathItem } from "../api/report";
import { destinationName } from "../model/destinations";
import { placementsOf } from "../model/network";
import { get, labelOf, type Design } from "../model/types";
import { chipsOf } from "./chips";
import { GAP, meets, NODE_HEIGHT, NODE_WIDTH, OUTSIDE_TO_VPC, right, type Rect } from "./rect";
import type { Scene } from "./scene";

export type HopState = "ok" | "stop" | "unknown";

export interface Stop {
  /** The number in the panel, null for the start. */
  readonly number: number | null;
  readonly state: HopState;
  readonly rect: Rect;
  /** The node that it stands at: lit while the others are dimmed. */
  readonly key: string | null;
  readonly subnet: string | null;
  /** The availability zone that it stands in. */
  readonly zone: Rect | null;
  /** What happens there; null where a path begins or ends outside. */
  readonly item: PathItem | null;
  /** On the way back. */
  readonly isReply?: boolean;
  /** Marked only: no wire leads there. */
  readonly isApart?: boolean;
}

/** From where to where: ids of resources, or names of what is outside. */
export interface Ends {
  readonly from: string | null;
  readonly to: string | null;
}

/** A path, and the subnet that it is asked about: null where neither end stands in one. */
export interface Walked {
  readonly subnet: string | null;
  readonly path: readonly PathItem[];
}

/** A destination that is no node of the design, drawn while a flow to it is shown. */
export interface FarEnd {
  readonly name: string;
  readonly rect: Rect;
}

export interface Route {
  readonly stops: readonly Stop[];
  readonly farEnd: FarEnd | null;
  readonly lit: ReadonlySet<string>;
  /** The availability zones, which wires go round. */
  readonly zones: readonly Rect[];
}

/** Whether an item of a path starts it: it has no number. */
export function isStart(item: PathItem): boolean {
  return item.action === "sends";
}

export function stateOf(item: PathItem): HopState {
  return item.action === "blocks" ? "stop" : item.action === "unknown" ? "unknown" : "ok";
}

/** The route of a path between two ends. Hops that stand nowhere on the canvas share the place of the one before. */
export function routeOf(design: Design, scene: Scene, ends: Ends, placement: Walked): Route {
  const stops: Stop[] = [];
  const lit = new Set<string>();
  const home = placement.subnet ?? subnetOn(scene, placement.path) ?? "";
  let subnet = home;
  let number = 0;
  const fromOutside = placement.path[0]?.kind === "internet";
  const outside = fromOutside ? ends.from : isOutside(scene, ends.to) ? ends.to : null;
  const outer = outside === null ? null : farEnd(design, scene, outside, home, placement.path);
  if (fromOutside && outer)
    stops.push({ number: null, state: "ok", rect: outer.rect, key: null, subnet: null, zone: null, item: null });
  for (const item of placement.path) {
    const spot = item.resource ? spotOf(design, scene, item.resource, namedSubnet(design, item) ?? home, subnet) : null;
    const isNumbered = !isStart(item);
    if (isNumbered) number += 1;
    const last = stops.at(-1);
    const rect = spot?.rect ?? last?.rect;
    if (!rect) continue;
    stops.push({
      number: isNumbered ? number : null,
      state: stateOf(item),
      rect,
      key: spot ? spot.key : (last?.key ?? null),
      subnet: spot ? spot.subnet : (last?.subnet ?? null),
      zone: spot ? zoneOf(scene, spot.key) : (last?.zone ?? null),
      item,
    });
    if (spot) lit.add(spot.key);
    if (spot?.subnet) subnet = spot.subnet;
  }
  if (outer && !fromOutside) {
    const isOpen = stops.every((stop) => stop.state === "ok");
    const state: HopState = isOpen ? "ok" : stops.some((s) => s.state === "stop") ? "stop" : "unknown";
    stops.push({ number: null, state, rect: outer.rect, key: null, subnet: null, zone: null, item: null });
  }
  const zones = scene.nodes.filter((n) => n.role === "zone").map((n) => scene.absolute.get(n.key));
  return { stops, farEnd: outer, lit, zones: zones.filter((rect) => rect !== undefined) };
}

/** The subnet that a hop says it is in: the end that sends or receives, which may stand in several. */
function namedSubnet(design: Design, item: PathItem): string | null {
  if ((item.action !== "receives" && item.action !== "sends") || !item.detail) return null;
  const held = item.resource ? design.resources[item.resource] : undefined;
  return (held ? placementsOf(held) : []).find((id) => labelOfId(design, id) === item.detail) ?? null;
}

const labelOfId = (design: Design, id: string): string => (design.resources[id] ? labelOf(design.resources[id]) : id);

function zoneOf(scene: Scene, key: string): Rect | null {
  for (let node = scene.byKey.get(key); node; node = node.parent === null ? undefined : scene.byKey.get(node.parent)) {
    if (node.role === "zone") return scene.absolute.get(node.key) ?? null;
  }
  return null;
}

interface Spot {
  readonly rect: Rect;
  readonly key: string;
  readonly subnet: string | null;
}

function spotOf(design: Design, scene: Scene, resource: string, home: string, near: string): Spot | null {
  const keys = scene.keysOf.get(resource) ?? [];
  const key = [`${resource}@${home}`, resource, `${resource}@${near}`].find((k) => keys.includes(k)) ?? keys[0];
  const rect = key === undefined ? undefined : scene.absolute.get(key);
  if (key !== undefined && rect) {
    const node = scene.byKey.get(key);
    return { key, rect, subnet: node?.role === "inner" ? node.parent : null };
  }
  return chipSpot(design, scene, resource, [home, near]) ?? ownerSpot(design, scene, resource, home, near);
}

function chipSpot(design: Design, scene: Scene, resource: string, preferred: readonly string[]): Spot | null {
  const found = get(design, "RouteTable", resource) ?? get(design, "NetworkAcl", resource);
  if (!found) return null;
  const named = (found.associations ?? []).map((a) => a.subnet_id).filter((id) => typeof id === "string");
  const all = [...preferred, ...named];
  for (const id of all) {
    const subnet = get(design, "Subnet", id);
    const outer = scene.absolute.get(id);
    const chip = subnet && outer && chipsOf(design, subnet, outer.width).find((c) => c.resource === resource);
    if (chip)
      return { key: id, subnet: id, rect: { ...chip.rect, x: outer.x + chip.rect.x, y: outer.y + chip.rect.y } };
  }
  return null;
}

/** What is shown at something else: a listener or target group at its load balancer, a task definition at its workload. */
function ownerSpot(design: Design, scene: Scene, resource: string, home: string, near: string): Spot | null {
  const found = design.resources[resource];
  let owner: string | null | undefined;
  if (found?.type === "Listener") owner = found.load_balancer_arn;
  else if (found?.type === "TargetGroup") {
    const listener = Object.values(design.resources).find(
      (r) => r.type === "Listener" && r.target_groups?.includes(resource),
    );
    owner = listener?.type === "Listener" ? listener.load_balancer_arn : null;
  } else if (found?.type === "ElasticIp") {
    owner = Object.values(design.resources).find((r) => r.type === "NatGateway" && r.allocation_id === resource)?.id;
  } else if (found?.type === "TaskDefinition") {
    owner = Object.values(design.resources).find((r) => "task_definition" in r && r.task_definition === resource)?.id;
  }
  return owner && owner !== resource && scene.keysOf.has(owner) ? spotOf(design, scene, owner, home, near) : null;
}

const isOutside = (scene: Scene, to: string | null): boolean => Boolean(to) && !scene.keysOf.has(to ?? "");

/** The first subnet that something on a path stands in. */
function subnetOn(scene: Scene, path: readonly PathItem[]): string | null {
  const keys = path.flatMap((item) => scene.keysOf.get(item.resource ?? "") ?? []);
  return keys.map((key) => scene.byKey.get(key)).find((node) => node?.role === "inner")?.parent ?? null;
}

/** The far end stands above the gateway that leads there, or above the VPC where nothing does, beside what stands there. */
function farEnd(design: Design, scene: Scene, name: string, home: string, path: readonly PathItem[]): FarEnd | null {
  const items = path.map((item) => item.resource).filter((id) => id !== null);
  const keys = items.flatMap((id) => scene.keysOf.get(id) ?? []);
  if (keys.some((key) => isInterfaceEndpoint(design, scene, key))) return null;
  const gateway = keys.find((key) => scene.byKey.get(key)?.role === "gateway");
  const vpcId = get(design, "Subnet", home)?.vpc_id;
  const vpc = vpcId ? scene.absolute.get(vpcId) : undefined;
  const above = gateway ? scene.absolute.get(gateway) : undefined;
  if (!vpc) return null;
  const y = (above?.y ?? vpc.y - NODE_HEIGHT / 2) - (above ? 60 : OUTSIDE_TO_VPC - NODE_HEIGHT / 2);
  const rect: Rect = { x: above?.x ?? vpc.x + vpc.width / 2, y, width: NODE_WIDTH, height: NODE_HEIGHT };
  const others = scene.nodes
    .filter((n) => n.role === "outside" || n.role === "gateway")
    .map((n) => scene.absolute.get(n.key));
  const taken = others.filter((r) => r !== undefined);
  for (let hit = taken.find((r) => meets(r, rect)); hit; hit = taken.find((r) => meets(r, rect)))
    rect.x = right(hit) + GAP;
  return { name: destinationName(name), rect };
}

function isInterfaceEndpoint(design: Design, scene: Scene, key: string): boolean {
  const endpoint = get(design, "VpcEndpoint", scene.byKey.get(key)?.resource);
  return endpoint !== undefined && (endpoint.vpc_endpoint_type ?? "Gateway") !== "Gateway";
}
