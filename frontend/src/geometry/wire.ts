/** Wires between rectangles: straight stretches with rounded corners. */
import { bottom, right, type Point, type Rect } from "./rect";

const RADIUS = 6;

const middle = (r: Rect): Point => ({ x: r.x + r.width / 2, y: r.y + r.height / 2 });
const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);

/** The corners of a wire that leaves one rectangle's edge and ends at the other's. */
export function wire(from: Rect, to: Rect): Point[] {
  const [a, b] = [middle(from), middle(to)];
  if (to.x >= right(from) || from.x >= right(to)) {
    // Beside each other: a level line where one meets the other's side, otherwise a step half way.
    const [start, end] = to.x >= right(from) ? [right(from), to.x] : [from.x, right(to)];
    const level = clamp(b.y, from.y + 4, bottom(from) - 4);
    if (level > to.y && level < bottom(to))
      return [
        { x: start, y: level },
        { x: end, y: level },
      ];
    const half = (start + end) / 2;
    return [
      { x: start, y: a.y },
      { x: half, y: a.y },
      { x: half, y: b.y },
      { x: end, y: b.y },
    ];
  }
  const [start, end] = to.y >= bottom(from) ? [bottom(from), to.y] : [from.y, bottom(to)];
  const column = clamp(b.x, from.x + 12, right(from) - 12);
  if (column > to.x && column < right(to))
    return [
      { x: column, y: start },
      { x: column, y: end },
    ];
  const half = (start + end) / 2;
  return [
    { x: a.x, y: start },
    { x: a.x, y: half },
    { x: b.x, y: half },
    { x: b.x, y: end },
  ];
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
