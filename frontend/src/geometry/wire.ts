/** Wires between rectangles: straight stretches with rounded corners. */
import { bottom, right, type Point, type Rect } from "./rect";

const RADIUS = 6;

const middle = (r: Rect): Point => ({ x: r.x + r.width / 2, y: r.y + r.height / 2 });
const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);

/** The free lane beside a rectangle: nodes stand 16 apart, chips 8 below the edge of their subnet. */
const LANE = 8;
const CHIP_LANE = 16;
const CHIP_HEIGHT = 18;
const GUTTER = 8;

/**
 * The corners of a wire that leaves one rectangle's edge and ends at the other's. It keeps to the free lanes between rows and,
 * where it leaves an availability zone (`zones`: those of both ends), to the gutter beside it. `nth` wires of one path keep a
 * little apart there.
 */
export function wire(from: Rect, to: Rect, zones: readonly Rect[] = [], nth = 0): Point[] {
  const [a, b] = [middle(from), middle(to)];
  const isBeside = to.x >= right(from) || from.x >= right(to);
  const isLevel = from.y < bottom(to) && to.y < bottom(from);
  const gap = Math.max(to.x - right(from), from.x - right(to));
  if (isBeside && isLevel && gap < NEAR) {
    const level = clamp(b.y, from.y + 4, bottom(from) - 4);
    const [start, end] = to.x >= right(from) ? [right(from), to.x] : [from.x, right(to)];
    return [
      { x: start, y: level },
      { x: end, y: level },
    ];
  }
  const isDown = to.y >= bottom(from);
  const [start, end] = isDown ? [bottom(from), to.y] : [from.y, bottom(to)];
  if (Math.abs(end - start) < 2 * NEAR && Math.abs(b.x - a.x) < (from.width + to.width) / 2 - 24) {
    const column = clamp(b.x, from.x + 12, right(from) - 12);
    return [
      { x: column, y: start },
      { x: column, y: end },
    ];
  }
  // Side by side in one row: out below, along, and in from below. Otherwise from the near edge to the near edge.
  const apart = ((nth % 3) - 1) * APART;
  const out = lane(from, isDown || isLevel ? 1 : -1) + apart;
  const into = lane(to, isDown ? -1 : 1) + apart;
  const x = gutter(a.x, b.x, zones, apart);
  return simplified([
    { x: a.x, y: isLevel ? bottom(from) : start },
    { x: a.x, y: out },
    { x, y: out },
    { x, y: into },
    { x: b.x, y: into },
    { x: b.x, y: isLevel ? bottom(to) : end },
  ]);
}

const NEAR = 40;
const APART = 3;

function lane(r: Rect, way: 1 | -1): number {
  const reach = r.height <= CHIP_HEIGHT ? CHIP_LANE - (way === 1 ? 4 : 0) : LANE;
  return way === 1 ? bottom(r) + reach : r.y - reach;
}

/** The gutter beside the zones of both ends that makes the shortest way; straight down where no zone is left or entered. */
function gutter(from: number, to: number, zones: readonly Rect[], apart: number): number {
  const gutters = zones.flatMap((zone) => [zone.x - GUTTER + apart, right(zone) + GUTTER + apart]);
  const cost = (x: number) => Math.abs(x - from) + Math.abs(x - to);
  return gutters.reduce((best, x) => (cost(x) < cost(best) ? x : best), gutters[0] ?? to);
}

/** Without corners that turn nowhere. */
function simplified(points: readonly Point[]): Point[] {
  return points.filter((p, i) => {
    const [before, after] = [points[i - 1], points[i + 1]];
    if (before && before.x === p.x && before.y === p.y) return false;
    if (!before || !after) return true;
    return !((before.x === p.x && p.x === after.x) || (before.y === p.y && p.y === after.y));
  });
}

/** The corners as an SVG path with rounded turns. */
export function svgPath(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (!first) return "";
  let path = `M${first.x} ${first.y}`;
  rest.forEach((corner, i) => {
    const before = points[i] as Point;
    const after = rest[i + 1];
    if (!after) {
      path += `L${corner.x} ${corner.y}`;
      return;
    }
    const entry = towards(corner, before);
    const exit = towards(corner, after);
    path += `L${entry.x} ${entry.y}Q${corner.x} ${corner.y} ${exit.x} ${exit.y}`;
  });
  return path;
}

function towards(from: Point, to: Point): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const step = length === 0 ? 0 : Math.min(RADIUS, length / 2) / length;
  return { x: from.x + (to.x - from.x) * step, y: from.y + (to.y - from.y) * step };
}
