/** Which subnets of a large design show what stands in them as blocks: all from afar, and coming near one after the other fewer. */
import { useStoreApi, type ReactFlowState } from "@xyflow/react";
import { useEffect, useState } from "react";
import { detailOf, isFar } from "../geometry/detail";
import { meets, type Rect } from "../geometry/rect";
import type { Scene } from "../geometry/scene";
import { sceneShown } from "../state/folding";
import type { CanvasNode } from "../nodes/data";

/** The keys of subnets, or all there are. */
export type Blocked = ReadonlySet<string> | "all";

const NONE: ReadonlySet<string> = new Set();
/** As many nodes come onto the page in one frame, so that coming near does not stop everything for a while. */
const NODES_A_FRAME = 40;

/** `sceneNow` is a function that stays the same as long as the scene is of the same drawing. */
export function useBlocked(isLarge: boolean, isAfar: boolean, sceneNow: () => Scene = sceneShown): Blocked {
  const [blocked, setBlocked] = useState<Blocked>("all");
  const store = useStoreApi<CanvasNode>();
  if (isAfar && blocked !== "all") setBlocked("all");
  const isDone = !isLarge || isAfar || blocked === NONE;

  useEffect(() => {
    if (isDone) return;
    const frame = requestAnimationFrame(() => {
      setBlocked((before) => opened(sceneNow(), before, viewOf(store.getState())));
    });
    return () => cancelAnimationFrame(frame);
  }, [isDone, blocked, store, sceneNow]);

  if (!isLarge) return NONE;
  return isAfar ? "all" : blocked;
}

/**
 * Going far off, the nodes that become blocks go before React Flow draws the new view: it would draw all of them first, for
 * many more are in sight then.
 */
export function useFarNodes(isLarge: boolean, derive: (blocked: Blocked) => CanvasNode[]): void {
  const store = useStoreApi<CanvasNode>();
  useEffect(() => {
    if (!isLarge) return;
    return store.subscribe((now, before) => {
      if (now.transform === before.transform || !isAfar(now) || isAfar(before)) return;
      now.setNodes(derive("all"));
    });
  }, [isLarge, derive, store]);
}

const isAfar = ({ transform }: ReactFlowState<CanvasNode>): boolean => isFar(detailOf(transform[2], true));

function viewOf({ transform: [x, y, zoom], width, height }: ReactFlowState<CanvasNode>): Rect {
  return { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom };
}

/** The subnets that are still blocked after one more step: those in sight open from the middle on, what is out of sight at once. */
export function opened(scene: Scene, blocked: Blocked, view: Rect): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const { role, parent } of scene.nodes)
    if (role === "inner" && parent !== null) counts.set(parent, (counts.get(parent) ?? 0) + 1);
  const inSight = [...counts.keys()]
    .filter((key) => blocked === "all" || blocked.has(key))
    .map((key) => ({ key, rect: scene.absolute.get(key) }))
    .filter((one): one is { key: string; rect: Rect } => one.rect !== undefined && meets(one.rect, view))
    .sort((a, b) => distance(a.rect, view) - distance(b.rect, view));
  let room = NODES_A_FRAME;
  const rest = inSight.filter(({ key }) => {
    const fits = room > 0;
    if (fits) room -= counts.get(key) ?? 0;
    return !fits;
  });
  return rest.length === 0 ? NONE : new Set(rest.map(({ key }) => key));
}

function distance(a: Rect, b: Rect): number {
  return Math.hypot(a.x + a.width / 2 - b.x - b.width / 2, a.y + a.height / 2 - b.y - b.height / 2);
}
