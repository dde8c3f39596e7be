/** The drawn design: every node with its place, in its container and on the whole canvas. Computed once per design. */
import type { Design } from "../model/types";
import type { Place } from "./places";
import { place, type Placed } from "./placing";
import { holds, type Point, type Rect } from "./rect";

export interface Scene {
  readonly nodes: readonly Placed[];
  readonly byKey: ReadonlyMap<string, Placed>;
  /** Rectangles on the canvas, not in the container. */
  readonly absolute: ReadonlyMap<string, Rect>;
  readonly keysOf: ReadonlyMap<string, readonly string[]>;
}

const scenes = new WeakMap<Design, Scene>();

export function sceneOf(design: Design): Scene {
  const known = scenes.get(design);
  if (known) return known;
  const nodes = place(design);
  const byKey = new Map(nodes.map((node) => [node.key, node]));
  const absolute = new Map<string, Rect>();
  const keysOf = new Map<string, string[]>();
  for (const { key, parent, rect, resource } of nodes) {
    const outer = parent === null ? undefined : absolute.get(parent);
    absolute.set(key, outer ? { ...rect, x: rect.x + outer.x, y: rect.y + outer.y } : rect);
    if (resource !== null) keysOf.set(resource, [...(keysOf.get(resource) ?? []), key]);
  }
  const scene = { nodes, byKey, absolute, keysOf };
  scenes.set(design, scene);
  return scene;
}

const DEPTH: Readonly<Record<Place["role"], number>> = {
  vpc: 0,
  zone: 1,
  subnet: 2,
  gateway: 3,
  group: 3,
  inner: 3,
  outside: 3,
};

/** The innermost node at a point, leaving out one node and all that stands in it. */
export function nodeAt(scene: Scene, point: Point, except: string | null = null): Placed | null {
  let found: Placed | null = null;
  for (const node of scene.nodes) {
    const rect = scene.absolute.get(node.key);
    if (!rect || !holds(rect, point) || (except !== null && isWithin(scene, node, except))) continue;
    if (!found || DEPTH[node.role] >= DEPTH[found.role]) found = node;
  }
  return found;
}

function isWithin(scene: Scene, node: Placed, key: string): boolean {
  for (let at: Placed | undefined = node; at; at = at.parent === null ? undefined : scene.byKey.get(at.parent)) {
    if (at.key === key) return true;
  }
  return false;
}

/** How near its container's edges a node may stand, so that headers stay free. */
const INSETS: Readonly<Record<Place["role"], Point | null>> = {
  vpc: null,
  outside: null,
  zone: { x: 8, y: 28 },
  subnet: { x: 8, y: 12 },
  inner: { x: 8, y: 36 },
  group: { x: 8, y: 36 },
  gateway: { x: 8, y: -24 },
};

const RHYTHM = 4;

/** A place in a container on the rhythm of the canvas and off the container's header. */
export function settled(role: Place["role"], at: Point): Point {
  const inset = INSETS[role];
  const snap = (value: number) => Math.round(value / RHYTHM) * RHYTHM;
  return { x: Math.max(inset?.x ?? -Infinity, snap(at.x)), y: Math.max(inset?.y ?? -Infinity, snap(at.y)) };
}
