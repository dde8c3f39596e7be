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

const NONE: ReadonlySet<string> = new Set();

const DEPTH: Readonly<Record<Place["role"], number>> = {
  vpc: 0,
  zone: 1,
  subnet: 2,
  gateway: 3,
  group: 3,
  inner: 3,
  outside: 3,
};

/** The innermost node at a point, leaving out some nodes and all that stands in them. */
export function nodeAt(scene: Scene, point: Point, except: ReadonlySet<string> = NONE): Placed | null {
  let found: Placed | null = null;
  for (const node of scene.nodes) {
    const rect = scene.absolute.get(node.key);
    if (!rect || !holds(rect, point) || isWithin(scene, node, except)) continue;
    if (!found || DEPTH[node.role] >= DEPTH[found.role]) found = node;
  }
  return found;
}

/** Whether a node is one of these, or stands in one of them. */
export function isWithin(scene: Scene, node: Placed, keys: ReadonlySet<string>): boolean {
  if (keys.size === 0) return false;
  for (let at: Placed | undefined = node; at; at = at.parent === null ? undefined : scene.byKey.get(at.parent)) {
    if (keys.has(at.key)) return true;
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

/** A place in a container off its header and edges. */
export function inside(role: Place["role"], at: Point): Point {
  const inset = INSETS[role];
  return { x: Math.max(inset?.x ?? -Infinity, at.x), y: Math.max(inset?.y ?? -Infinity, at.y) };
}

/** As `inside`, on the rhythm of the canvas. */
export function settled(role: Place["role"], at: Point): Point {
  const snap = (value: number) => Math.round(value / RHYTHM) * RHYTHM;
  return inside(role, { x: snap(at.x), y: snap(at.y) });
}

/** A point of the whole canvas as its container sees it. */
export function relativeTo(scene: Scene, parent: string | null, at: Point): Point {
  const outer = parent === null ? undefined : scene.absolute.get(parent);
  return outer ? { x: at.x - outer.x, y: at.y - outer.y } : at;
}
