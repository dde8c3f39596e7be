/** Dragging from the palette with a finger, which a browser's own drag and drop begins with a long press only, or not at all. */
import { useReactFlow } from "@xyflow/react";
import { useRef, useState, type PointerEvent } from "react";
import type { Point } from "../geometry/rect";
import type { Kind } from "../model/catalogue";
import { setTarget } from "../state/view";
import { carryOver, dropAt } from "./usePaletteDrop";

/** As far as a finger slips in a tap. */
const TAP_REACH = 8;

/** The item under the finger, and where that is on the page. */
export interface Carried {
  readonly kind: Kind;
  readonly at: Point;
}

/**
 * Handlers of the palette's items, and what is carried now. Up and down still scrolls the palette: then the browser takes the
 * pointer, and nothing is carried.
 */
export function usePaletteTouch() {
  const { screenToFlowPosition } = useReactFlow();
  const [carried, setCarried] = useState<Carried | null>(null);
  const start = useRef<Point | null>(null);
  const wasCarried = useRef(false);

  const networkAt = (at: Point): Point | null =>
    document.elementFromPoint(at.x, at.y)?.closest(".canvas, .empty") ? screenToFlowPosition(at) : null;
  const end = () => {
    start.current = null;
    setCarried(null);
    setTarget(null);
  };
  const handlersFor = (kind: Kind) => ({
    onPointerDown: (event: PointerEvent) => {
      wasCarried.current = false;
      if (event.pointerType === "touch" && event.isPrimary) start.current = { x: event.clientX, y: event.clientY };
    },
    onPointerMove: (event: PointerEvent) => {
      const from = start.current;
      if (!from) return;
      const at = { x: event.clientX, y: event.clientY };
      if (!wasCarried.current && Math.hypot(at.x - from.x, at.y - from.y) <= TAP_REACH) return;
      wasCarried.current = true;
      setCarried({ kind, at });
      const point = networkAt(at);
      if (point) carryOver(kind, point);
      else setTarget(null);
    },
    onPointerUp: (event: PointerEvent) => {
      if (!start.current) return;
      const point = wasCarried.current ? networkAt({ x: event.clientX, y: event.clientY }) : null;
      end();
      if (point) dropAt(kind, point);
    },
    onPointerCancel: end,
    // A long press would begin the browser's own drag beside this one.
    onContextMenu: (event: { preventDefault(): void }) => {
      if (start.current) event.preventDefault();
    },
  });
  return { carried, handlersFor, wasCarried: () => wasCarried.current };
}
