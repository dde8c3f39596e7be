/** Aligning and distributing rectangles. */
import { bottom, right, type Point, type Rect } from "./rect";

export type Alignment = "left" | "center" | "right" | "top" | "middle" | "bottom";
export type Direction = "across" | "down";

/** The places of these rectangles when they are aligned to the outermost of them. */
export function aligned(rects: readonly Rect[], how: Alignment): Point[] {
  const left = Math.min(...rects.map((r) => r.x));
  const top = Math.min(...rects.map((r) => r.y));
  const width = Math.max(...rects.map(right)) - left;
  const height = Math.max(...rects.map(bottom)) - top;
  return rects.map((r): Point => {
    switch (how) {
      case "left":
        return { x: left, y: r.y };
      case "center":
        return { x: left + (width - r.width) / 2, y: r.y };
      case "right":
        return { x: left + width - r.width, y: r.y };
      case "top":
        return { x: r.x, y: top };
      case "middle":
        return { x: r.x, y: top + (height - r.height) / 2 };
      case "bottom":
        return { x: r.x, y: top + height - r.height };
    }
  });
}

/** The places of these rectangles with the same space between each and the next; the first and the last stay. */
export function distributed(rects: readonly Rect[], way: Direction): Point[] {
  const start = (r: Rect) => (way === "across" ? r.x : r.y);
  const size = (r: Rect) => (way === "across" ? r.width : r.height);
  const order = rects.map((r, i) => ({ r, i })).sort((a, b) => start(a.r) - start(b.r) || a.i - b.i);
  const [first] = order;
  const last = order.at(-1);
  if (!first || !last || order.length < 3) return rects.map(({ x, y }) => ({ x, y }));
  const free = start(last.r) + size(last.r) - start(first.r) - order.reduce((sum, { r }) => sum + size(r), 0);
  const space = free / (order.length - 1);
  const places = rects.map(({ x, y }) => ({ x, y }));
  let at = start(first.r);
  for (const { r, i } of order) {
    places[i] = way === "across" ? { x: at, y: r.y } : { x: r.x, y: at };
    at += size(r) + space;
  }
  return places;
}
