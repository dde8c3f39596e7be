/** Arrow keys move nodes. The move is written once, when the keys have been let go for a moment or something else is done. */
import type { Placed } from "../geometry/placing";
import { inside, sceneOf } from "../geometry/scene";
import { hold, letGo } from "./held";
import { useDesign } from "./design";
import { moveNodes, titleOf } from "./moving";
import { usePreferences } from "./preferences";

export const GRID = 20;
const STEP = 1;
const LONG_STEP = 10;
const SETTLE_MS = 500;

const WAYS = { left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1] } as const;
export type Way = keyof typeof WAYS;

let nudged: { keys: readonly string[]; dx: number; dy: number } | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Move these nodes one step: a pixel, ten for a long one, a dot of the grid where they stand on it. */
export function nudge(nodes: readonly Placed[], way: Way, isLong: boolean): void {
  const keys = nodes.map((node) => node.key);
  if (keys.length === 0) return;
  if (nudged && nudged.keys.join() !== keys.join()) settleNudge();
  const [x, y] = WAYS[way];
  const step = usePreferences.getState().grid ? GRID : isLong ? LONG_STEP : STEP;
  nudged = { keys, dx: (nudged?.dx ?? 0) + x * step, dy: (nudged?.dy ?? 0) + y * step };
  hold(new Map(targets(nudged).map(([node, to]) => [node.key, to])));
  clearTimeout(timer);
  timer = setTimeout(settleNudge, SETTLE_MS);
}

/** Write the move that the arrow keys made so far, as one step. */
export function settleNudge(): void {
  clearTimeout(timer);
  const done = nudged;
  nudged = null;
  if (!done) return;
  const moves = targets(done);
  moveNodes(moves, titleOf(useDesign.getState().design, moves.map(([node]) => node))); // prettier-ignore
  letGo();
}

function targets({ keys, dx, dy }: NonNullable<typeof nudged>) {
  const { byKey } = sceneOf(useDesign.getState().design);
  return keys
    .map((key) => byKey.get(key))
    .filter((node) => node !== undefined)
    .map((node) => [node, inside(node.role, { x: node.rect.x + dx, y: node.rect.y + dy })] as const);
}
