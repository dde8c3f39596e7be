/** Where the hops of a flow stand on the canvas: nodes, chips of subnets, and the far end above the VPC. */
import type { Flow, FlowPlacement, PathItem } from "../api/report";
import { destinationName } from "../model/destinations";
import { get, type Design } from "../model/types";
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
}

/** Whether an item of a path starts it: it has no number. */
export function isStart(item: PathItem): boolean {
  return item.action === "sends";
}

export function stateOf(item: PathItem): HopState {
  return item.action === "blocks" ? "stop" : item.action === "unknown" ? "unknown" : "ok";
}

/** The route of a flow from one of its placements. Hops that stand nowhere on the canvas share the place of the one before. */
export function routeOf(design: Design, scene: Scene, flow: Flow, placement: FlowPlacement): Route {
  const stops: Stop[] = [];
  const lit = new Set<string>();
  let subnet = placement.subnet;
  let number = 0;
  const fromOutside = placement.path[0]?.kind === "internet";
  const outer = fromOutside || endsOutside(scene, flow) ? farEnd(design, scene, flow, placement) : null;
  if (fromOutside && outer)
    stops.push({ number: null, state: "ok", rect: outer.rect, key: null, subnet: null, zone: null });
  for (const item of placement.path) {
    const spot = item.resource ? spotOf(design, scene, item.resource, placement.subnet, subnet) : null;
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
    });
    if (spot) lit.add(spot.key);
    if (spot?.subnet) subnet = spot.subnet;
  }
  if (outer && !fromOutside) {
    const isOpen = stops.every((stop) => stop.state === "ok");
    const state: HopState = isOpen ? "ok" : stops.some((s) => s.state === "stop") ? "stop" : "unknown";
    stops.push({ number: null, state, rect: outer.rect, key: null, subnet: null, zone: null });
  }
  return { stops, farEnd: outer, lit };
}

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

function endsOutside(scene: Scene, flow: Flow): boolean {
  return Boolean(flow.to) && !scene.keysOf.has(flow.to ?? "");
}

/** The far end stands above the gateway that leads there, or above the VPC where nothing does, beside what stands there. */
function farEnd(design: Design, scene: Scene, flow: Flow, placement: FlowPlacement): FarEnd | null {
  const items = placement.path.map((item) => item.resource).filter((id) => id !== null);
  const keys = items.flatMap((id) => scene.keysOf.get(id) ?? []);
  if (keys.some((key) => isInterfaceEndpoint(design, scene, key))) return null;
  const gateway = keys.find((key) => scene.byKey.get(key)?.role === "gateway");
  const vpcId = get(design, "Subnet", placement.subnet)?.vpc_id;
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
  return { name: destinationName(flow.to ?? "internet"), rect };
}

function isInterfaceEndpoint(design: Design, scene: Scene, key: string): boolean {
  const endpoint = get(design, "VpcEndpoint", scene.byKey.get(key)?.resource);
  return endpoint !== undefined && (endpoint.vpc_endpoint_type ?? "Gateway") !== "Gateway";
}
