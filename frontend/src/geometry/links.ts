/**
 * What resources join that are no node, or stand beside what they join: lines from the source of a declared connection to its
 * destination, from a peering connection to its VPCs, from attachments and VPN connections to their gateway.
 */
import { PROTOCOLS, protocolOf } from "../model/rules";
import type { Design, Resource } from "../model/types";
import { isContainer } from "./places";
import { bottom, right, type Point, type Rect } from "./rect";
import { sceneOf, type Scene } from "./scene";
import { wire } from "./wire";

export interface Link {
  /** The nodes at its ends. */
  readonly ends: readonly [string, string];
  /** What it stands for. */
  readonly resource: string;
  /** What a connection carries; empty for what joins networks. */
  readonly label: string;
}

/** Every link of which both ends are on the canvas; an end in a folded container is that container. */
export function linksOf(design: Design, scene: Scene): Link[] {
  const whole = sceneOf(design);
  const keysOf = (id: string | null | undefined) => [
    ...new Set((whole.keysOf.get(id ?? "") ?? []).map((key) => seen(scene, whole, key))),
  ];
  return Object.values(design.resources).flatMap((resource) =>
    pairsOf(resource).flatMap(([a, b]) => {
      const ends = nearest(scene, keysOf(a), keysOf(b));
      return ends ? [{ ends, resource: resource.id, label: trafficOf(resource) }] : [];
    }),
  );
}

/** The resources that a resource is a line between. */
function pairsOf(resource: Resource): (readonly [string, string | null | undefined])[] {
  const { id } = resource;
  switch (resource.type) {
    case "Connection":
      return [[resource.source, resource.destination]];
    case "VpcPeeringConnection":
      return [
        [id, resource.vpc_id],
        [id, resource.peer_vpc_id],
      ];
    case "TransitGatewayAttachment":
      return [
        [id, resource.transit_gateway_id],
        [id, resource.peer_transit_gateway_id],
        [id, resource.vpn_connection_id],
      ];
    case "VpnConnection":
      return [
        [id, resource.vpn_gateway_id],
        [id, resource.transit_gateway_id],
      ];
    default:
      return [];
  }
}

/** What a declared connection carries, as `TCP 5432`; empty for what joins networks. */
export function trafficOf(resource: Resource): string {
  if (resource.type !== "Connection") return "";
  const protocol = protocolOf(resource.protocol ?? "tcp");
  const name = PROTOCOLS.find(([value]) => value === protocol)?.[1] ?? protocol;
  return [name, resource.destination_port].filter((part) => part !== null && part !== undefined).join(" ");
}

/** The node itself, or the folded container that hides it. */
function seen(scene: Scene, whole: Scene, key: string): string {
  let at = key;
  while (!scene.absolute.has(at)) {
    const parent = whole.byKey.get(at)?.parent;
    if (parent === null || parent === undefined) break;
    at = parent;
  }
  return at;
}

/** Of the nodes of two resources the two that are nearest each other; null where one has none, or they are the same. */
function nearest(scene: Scene, from: readonly string[], to: readonly string[]): Link["ends"] | null {
  let best: Link["ends"] | null = null;
  let least = Infinity;
  for (const a of from)
    for (const b of to) {
      const [p, q] = [scene.absolute.get(a), scene.absolute.get(b)];
      if (!p || !q || a === b) continue;
      const [m, n] = [middleOf(p), middleOf(q)];
      const distance = Math.hypot(m.x - n.x, m.y - n.y);
      if (distance < least) [least, best] = [distance, [a, b]];
    }
  return best;
}

/** The corners of a link, with its ends in these places; `nth` links keep a little apart. Null where an end is not drawn. */
export function cornersOf(
  scene: Scene,
  { ends: [a, b] }: Link,
  rectOf: (key: string) => Rect | undefined,
  nth: number,
): readonly Point[] | null {
  const [from, to] = [rectOf(a), rectOf(b)];
  if (!from || !to) return null;
  if (isHolder(scene, b)) return toBorder(from, to);
  const [first, second] = [around(scene, a), around(scene, b)];
  const isInOne = first.subnet !== null && first.subnet === second.subnet;
  const zones = isInOne ? [] : [first.zone, second.zone].flatMap((key) => (key && rectOf(key)) || []);
  return wire(from, to, zones, nth);
}

/** How wide a label is, about: its letters, and its padding. */
const LETTER = 7;
const PADDING = 14;
/** From what stands beside a line to the middle of a label under it. */
const UNDER = 10;

/**
 * Where its label stands: in the middle of its longest stretch. Between neighbours that are too near for it, under them, where
 * neither covers it.
 */
export function labelPlace(corners: readonly Point[], text: string, ends: readonly Rect[]): Point {
  let longest = 0;
  let place = corners[0] ?? { x: 0, y: 0 };
  corners.slice(1).forEach((q, i) => {
    const p = corners[i] as Point;
    const length = Math.abs(q.x - p.x) + Math.abs(q.y - p.y);
    if (length > longest) [longest, place] = [length, { x: (p.x + q.x) / 2, y: (p.y + q.y) / 2 }];
  });
  const isLevel = corners.every(({ y }) => y === place.y);
  if (isLevel && longest < text.length * LETTER + PADDING)
    return { x: place.x, y: Math.max(place.y, ...ends.map(bottom)) + UNDER };
  return place;
}

/** How far from a container's corner a line meets its border, at the least. */
const OFF_CORNER = 24;

/** To the place of a container's border that is nearest. */
function toBorder(from: Rect, container: Rect): readonly Point[] {
  const p = middleOf(from);
  if (p.y > container.y && p.y < bottom(container)) {
    const isLeft = p.x < container.x;
    return [
      { x: isLeft ? right(from) : from.x, y: p.y },
      { x: isLeft ? container.x : right(container), y: p.y },
    ];
  }
  const x = Math.max(container.x + OFF_CORNER, Math.min(p.x, right(container) - OFF_CORNER));
  return wire(from, { ...container, x, width: 0 });
}

function isHolder(scene: Scene, key: string): boolean {
  const node = scene.byKey.get(key);
  return node !== undefined && isContainer(node.role);
}

/** The keys of the subnet and the zone that a node stands in. */
function around(scene: Scene, key: string): { subnet: string | null; zone: string | null } {
  const found: { subnet: string | null; zone: string | null } = { subnet: null, zone: null };
  for (let at = scene.byKey.get(key); at; at = at.parent === null ? undefined : scene.byKey.get(at.parent))
    if (at.role === "subnet" || at.role === "zone") found[at.role] = at.key;
  return found;
}

const middleOf = (r: Rect): Point => ({ x: r.x + r.width / 2, y: r.y + r.height / 2 });
