/**
 * A network that is all in sight stays so when its pane becomes smaller, as when a panel opens, and comes back when it grows again.
 * One that fills its pane goes on to fill it.
 */
import { useReactFlow, useStore, type Viewport } from "@xyflow/react";
import { useEffect, useRef } from "react";
import { around, bottom, right, type Rect } from "../geometry/rect";
import { sceneShown } from "../state/folding";
import { openingView } from "./camera";

interface Size {
  readonly width: number;
  readonly height: number;
}

const SAME_WITHIN = 0.5;
/** What the toolbar takes of the pane's foot. */
const TOOLBAR = 60;

export function useWholeInSight(): void {
  const width = useStore((s) => s.width);
  const height = useStore((s) => s.height);
  const { getViewport, setViewport } = useReactFlow();
  const last = useRef<Size>({ width, height });
  const fitted = useRef<{ readonly before: Viewport; readonly beforeSize: Size; readonly view: Viewport } | null>(null);
  useEffect(() => {
    const was = last.current;
    const now = { width, height };
    last.current = now;
    const rects = [...sceneShown().absolute.values()];
    if (was.width === 0 || now.width === 0 || rects.length === 0) return;
    const view = getViewport();
    const given = fitted.current;
    if (given && isSame(view, given.view) && isAtLeast(now, given.beforeSize)) {
      fitted.current = null;
      void setViewport(given.before);
      return;
    }
    if (isSame(view, openingView(was))) {
      void setViewport(openingView(now));
      return;
    }
    const all = around(rects);
    if (!isInSight(all, view, was) || isInSight(all, view, now)) return;
    const isChain = given !== null && isSame(view, given.view);
    const next = openingView(now);
    fitted.current = isChain ? { ...given, view: next } : { before: view, beforeSize: was, view: next };
    void setViewport(next);
  }, [width, height, getViewport, setViewport]);
}

const isAtLeast = (a: Size, b: Size): boolean => a.width >= b.width && a.height >= b.height;

function isSame(a: Viewport, b: Viewport): boolean {
  return Math.abs(a.x - b.x) < SAME_WITHIN && Math.abs(a.y - b.y) < SAME_WITHIN && Math.abs(a.zoom - b.zoom) < 0.001;
}

function isInSight(rect: Rect, { x, y, zoom }: Viewport, { width, height }: Size): boolean {
  return (
    rect.x * zoom + x >= 0 &&
    rect.y * zoom + y >= 0 &&
    right(rect) * zoom + x <= width &&
    bottom(rect) * zoom + y <= height - TOOLBAR
  );
}
