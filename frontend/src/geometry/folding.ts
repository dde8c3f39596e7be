/**
 * Folded containers: drawn as their header with what they hold in a few words; what stands in them is not drawn. Nothing else
 * moves, since folding is a way of looking and boxes stay where they were put: the room that a container keeps is outlined.
 */
import type { Placed } from "./placing";
import { isContainer } from "./places";
import type { Scene } from "./scene";

/** The header, and a line of words under it. */
export const FOLDED_HEIGHT = 64;

const known = new WeakMap<Scene, { folded: ReadonlySet<string>; shown: Scene }>();

/** The scene as it is seen: without what stands in folded containers, and these no higher than their header. */
export function shownScene(scene: Scene, folded: ReadonlySet<string>): Scene {
  if (folded.size === 0) return scene;
  const before = known.get(scene);
  if (before?.folded === folded) return before.shown;
  const hidden = new Set<string>();
  const nodes: Placed[] = [];
  const absolute = new Map(scene.absolute);
  for (const node of scene.nodes) {
    if (node.parent !== null && (folded.has(node.parent) || hidden.has(node.parent))) {
      hidden.add(node.key);
      absolute.delete(node.key);
    } else if (folded.has(node.key) && isContainer(node.role)) {
      const height = Math.min(node.rect.height, FOLDED_HEIGHT);
      nodes.push({ ...node, rect: { ...node.rect, height }, room: node.rect.height });
      const outer = scene.absolute.get(node.key) ?? node.rect;
      absolute.set(node.key, { ...outer, height });
    } else nodes.push(node);
  }
  const shown: Scene = { ...scene, nodes, byKey: new Map(nodes.map((node) => [node.key, node])), absolute };
  known.set(scene, { folded, shown });
  return shown;
}

/** The nodes in a container, at any depth. */
export function within(scene: Scene, key: string): Placed[] {
  const inner = new Set([key]);
  return scene.nodes.filter((node) => {
    if (node.parent === null || !inner.has(node.parent)) return false;
    inner.add(node.key);
    return true;
  });
}
