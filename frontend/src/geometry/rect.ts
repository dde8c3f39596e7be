/** Rectangles, the measures of the canvas, and finding free room; the same numbers as topology/layout/geometry.py. */

export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export const NODE_WIDTH = 188;
export const NODE_HEIGHT = 44;
export const GAP = 16;
export const SUBNET_PADDING = 16;
export const SUBNET_TOP = 48;
export const SUBNET_MIN_WIDTH = 424;
export const SUBNET_MIN_HEIGHT = 108;
export const ZONE_PADDING = 12;
export const ZONE_TOP = 16;
export const VPC_PADDING = 16;
export const VPC_TOP = 40;
export const VPC_MIN_HEIGHT = 160;
export const GATEWAY_LEFT = 480;
export const GATEWAY_TOP = -24;
export const OUTSIDE_LEFT = 40;
export const OUTSIDE_TOP = 24;
export const OUTSIDE_TO_VPC = 84;
export const VPC_GAP = 48;
export const VPC_ROW_GAP = 72;
/** Comparisons beyond which free room is only looked for below what is there. */
export const MANY = 1_000_000;

export const right = (r: Rect): number => r.x + r.width;
export const bottom = (r: Rect): number => r.y + r.height;

/** Whether they share more than a border. */
export function meets(a: Rect, b: Rect): boolean {
  return a.x < right(b) && b.x < right(a) && a.y < bottom(b) && b.y < bottom(a);
}

export function holds(r: Rect, p: Point): boolean {
  return p.x >= r.x && p.x < right(r) && p.y >= r.y && p.y < bottom(r);
}

/** How many columns give this many nodes about the shape of a page, two at least. */
export function columnsFor(count: number): number {
  return Math.max(2, Math.ceil(Math.sqrt((count * (NODE_HEIGHT + GAP)) / (NODE_WIDTH + GAP))));
}

/** Positions for nodes, row by row, without end. */
export function* slots(left: number, top: number, across: number, upwards = false): Generator<Point, never> {
  for (let row = 0; ; row++) {
    const y = top + (upwards ? -row : row) * (NODE_HEIGHT + GAP);
    for (let column = 0; column < across; column++) yield { x: left + column * (NODE_WIDTH + GAP), y };
  }
}

/** The smallest rectangle that holds all of these. */
export function around(rects: readonly Rect[]): Rect {
  let [left, top, end, foot] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const r of rects) {
    left = Math.min(left, r.x);
    top = Math.min(top, r.y);
    end = Math.max(end, right(r));
    foot = Math.max(foot, bottom(r));
  }
  return rects.length === 0
    ? { x: 0, y: 0, width: 0, height: 0 }
    : { x: left, y: top, width: end - left, height: foot - top };
}

/** So many node-sized rectangles at the first of these places that are free. */
export function freeRects(count: number, taken: readonly Rect[], places: Generator<Point, never>): Rect[] {
  const found: Rect[] = [];
  while (found.length < count) {
    const rect: Rect = { ...places.next().value, width: NODE_WIDTH, height: NODE_HEIGHT };
    if (!taken.some((other) => meets(rect, other))) found.push(rect);
  }
  return found;
}

/** The first y, from `top` on, with nothing at or below it, a gap away from what is above. */
export function below(rects: readonly Rect[], top: number): number {
  return rects.reduce((y, r) => Math.max(y, bottom(r) + GAP), top);
}

/** Move siblings down, with all that stands as low as they, until none lies on these areas. */
export function clear(areas: readonly Rect[], siblings: readonly Rect[]): void {
  const hit = siblings.filter((s) => areas.some((a) => meets(s, a)));
  if (hit.length === 0) return;
  const from = Math.min(...hit.map((s) => s.y));
  const shift = Math.max(...areas.map(bottom)) + GAP - from;
  for (const s of siblings) if (s.y >= from) s.y += shift;
}

/** Where a container has grown onto a sibling, move what stood below or right of it by as much as it grew. */
export function insertRoom(before: Rect, after: Rect, siblings: readonly Rect[]): void {
  if (!siblings.some((s) => meets(after, s) && !meets(before, s))) return;
  for (const s of siblings) {
    if (s.y >= bottom(before)) s.y += after.height - before.height;
    else if (s.x >= right(before)) s.x += after.width - before.width;
  }
}
