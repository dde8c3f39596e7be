/** Snap lines: where an edge or the middle of what is dragged comes near that of a neighbour, it is drawn onto it. */
import { bottom, right, type Rect } from "./rect";

/** A line to draw, on the whole canvas: vertical at `at` from `from` to `to`, or horizontal. */
export interface Line {
  readonly axis: "x" | "y";
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

export interface Snap {
  readonly dx: number;
  readonly dy: number;
  readonly lines: readonly Line[];
}

const NO_SNAP: Snap = { dx: 0, dy: 0, lines: [] };

/** How far `rect` has to go, `reach` pixels at most on each axis, to stand in line with its neighbours, and the lines to show. */
export function snapTo(rect: Rect, neighbours: readonly Rect[], reach: number): Snap {
  if (neighbours.length === 0) return NO_SNAP;
  const dx = nearest(rect, neighbours, reach, xs);
  const dy = nearest(rect, neighbours, reach, ys);
  const moved = { ...rect, x: rect.x + (dx ?? 0), y: rect.y + (dy ?? 0) };
  const lines: Line[] = [];
  if (dx !== null) lines.push(...linesOf(moved, neighbours, "x"));
  if (dy !== null) lines.push(...linesOf(moved, neighbours, "y"));
  return { dx: dx ?? 0, dy: dy ?? 0, lines };
}

/** The place on the grid that is nearest. */
export function snapToGrid(x: number, y: number, grid: number): { x: number; y: number } {
  return { x: Math.round(x / grid) * grid, y: Math.round(y / grid) * grid };
}

const xs = (r: Rect): number[] => [r.x, r.x + r.width / 2, right(r)];
const ys = (r: Rect): number[] => [r.y, r.y + r.height / 2, bottom(r)];

/** Edges catch on edges, middles on middles. */
function nearest(rect: Rect, neighbours: readonly Rect[], reach: number, of: (r: Rect) => number[]): number | null {
  let best: number | null = null;
  const [start = 0, middle = 0, end = 0] = of(rect);
  for (const neighbour of neighbours) {
    const [first = 0, centre = 0, last = 0] = of(neighbour);
    for (const distance of [first - start, last - end, centre - middle, first - end, last - start]) {
      if (Math.abs(distance) <= reach && (best === null || Math.abs(distance) < Math.abs(best))) best = distance;
    }
  }
  return best;
}

function linesOf(rect: Rect, neighbours: readonly Rect[], axis: "x" | "y"): Line[] {
  const [along, across] = axis === "x" ? [xs, ys] : [ys, xs];
  const found = new Map<number, [number, number]>();
  for (const neighbour of neighbours) {
    for (const at of along(rect).filter((value) => along(neighbour).some((other) => Math.abs(other - value) < 0.5))) {
      const ends = [...across(rect), ...across(neighbour), ...(found.get(at) ?? [])];
      found.set(at, [Math.min(...ends), Math.max(...ends)]);
    }
  }
  return [...found].map(([at, [from, to]]) => ({ axis, at, from, to }));
}
