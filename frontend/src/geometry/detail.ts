/** How much of the network is told at a zoom: details drop away as one goes farther off. */
import type { Rect } from "./rect";

/**
 * `full` tells everything; `plain` names without second lines, addresses and chips; `far` only what holds others, by name;
 * `distant` the same, with names large enough for still smaller boxes.
 */
export type Detail = "full" | "plain" | "far" | "distant";

type Steps = readonly (readonly [least: number, detail: Detail])[];

const STEPS: Steps = [
  [0.55, "full"],
  [0.3, "plain"],
  [0.19, "far"],
];
/** A large design is far off sooner: more of it is in sight. */
const STEPS_IF_LARGE: Steps = [
  [0.55, "full"],
  [0.42, "plain"],
  [0.19, "far"],
];

/** What is told at this zoom. It changes at three zooms only, so that what follows it is not drawn anew for each step. */
export function detailOf(zoom: number, isLarge: boolean): Detail {
  return (isLarge ? STEPS_IF_LARGE : STEPS).find(([least]) => zoom >= least)?.[1] ?? "distant";
}

/** Whether single tasks cannot be told apart by name any more. */
export const isFar = (detail: Detail): boolean => detail === "far" || detail === "distant";

const MANY_NODES = 150;

/** Whether a design has so many nodes that only those in sight are drawn, and from afar not even these. */
export const isLargeScene = (scene: { readonly nodes: readonly unknown[] }): boolean => scene.nodes.length > MANY_NODES;

/** Nodes as plain blocks in one drawing, by what they have to tell. */
export type Blocks<Tone extends string> = ReadonlyMap<Tone, string>;

/** The outlines of these rectangles as one SVG path for each tone. */
export function blocksOf<Tone extends string>(nodes: Iterable<readonly [Tone, Rect]>): Blocks<Tone> {
  const paths = new Map<Tone, string>();
  for (const [tone, { x, y, width, height }] of nodes)
    paths.set(tone, `${paths.get(tone) ?? ""}M${x} ${y}h${width}v${height}h${-width}z`);
  return paths;
}
