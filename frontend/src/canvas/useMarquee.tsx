import { useReactFlow } from "@xyflow/react";
import { useCallback, useEffect, useRef, useState } from "react";
import type { MouseEvent, PointerEvent, ReactNode, TouchEvent } from "react";
import type { Rect } from "../geometry/rect";
import { sceneShown } from "../state/folding";
import { usePreferences } from "../state/preferences";
import { nodesIn, selectNodes } from "../state/selecting";

interface Marquee {
  readonly from: { readonly x: number; readonly y: number };
  readonly to: { readonly x: number; readonly y: number };
}

/** As far as the pointer may slip in a click. */
const CLICK_REACH = 4;

/**
 * A rectangle drawn on free ground selects what it touches: with Shift, or with the selecting tool, where a finger draws it too and
 * adds to what is selected. It takes the pointer before React Flow moves the view with it. Escape gives it up, as does a second
 * finger: two move and zoom the view.
 */
export function useMarquee(): { handlers: object; marquee: ReactNode; wasDrawn: () => boolean } {
  const { screenToFlowPosition } = useReactFlow();
  const [drawn, setDrawn] = useState<Marquee | null>(null);
  const start = useRef<{ x: number; y: number; isMore: boolean } | null>(null);
  const justDrawn = useRef(false);

  const onPointerDownCapture = useCallback((event: PointerEvent<HTMLElement>) => {
    justDrawn.current = false;
    const isTouch = event.pointerType === "touch";
    if (isTouch && !event.isPrimary) {
      start.current = null;
      setDrawn(null);
      return;
    }
    const isGround = (event.target as HTMLElement).classList.contains("react-flow__pane");
    const isAsked = event.shiftKey || usePreferences.getState().tool === "select";
    if (event.button !== 0 || !isGround || !isAsked) return;
    start.current = { x: event.clientX, y: event.clientY, isMore: event.shiftKey || isTouch };
    event.currentTarget.setPointerCapture(event.pointerId);
  }, []);

  const onMouseDownCapture = useCallback((event: MouseEvent) => {
    if (start.current) event.stopPropagation();
  }, []);

  const onTouchStartCapture = useCallback((event: TouchEvent) => {
    if (start.current && event.touches.length === 1) event.stopPropagation();
  }, []);

  const onPointerMove = useCallback((event: PointerEvent) => {
    const from = start.current;
    if (!from) return;
    const to = { x: event.clientX, y: event.clientY };
    if (Math.abs(to.x - from.x) + Math.abs(to.y - from.y) > CLICK_REACH) setDrawn({ from, to });
  }, []);

  const onPointerUp = useCallback(
    (event: PointerEvent) => {
      const from = start.current;
      start.current = null;
      if (!from || !drawn) return;
      justDrawn.current = true;
      setDrawn(null);
      const [a, b] = [screenToFlowPosition(from), screenToFlowPosition({ x: event.clientX, y: event.clientY })];
      const keys = nodesIn(sceneShown(), between(a, b));
      selectNodes(keys, from.isMore);
    },
    [drawn, screenToFlowPosition],
  );

  const onPointerCancel = useCallback(() => {
    start.current = null;
    setDrawn(null);
  }, []);

  useEffect(() => {
    if (!drawn) return;
    const giveUp = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      start.current = null;
      justDrawn.current = true;
      setDrawn(null);
    };
    document.addEventListener("keydown", giveUp, { capture: true });
    return () => document.removeEventListener("keydown", giveUp, { capture: true });
  }, [drawn]);

  const wasDrawn = useCallback(() => justDrawn.current, []);
  const box = drawn && between(drawn.from, drawn.to);
  const marquee = box && (
    <div className="marquee" style={{ left: box.x, top: box.y, width: box.width, height: box.height }} />
  );
  const handlers = {
    onPointerDownCapture,
    onMouseDownCapture,
    onTouchStartCapture,
    onPointerMove,
    onPointerUp,
    onPointerCancel,
  };
  return { handlers, marquee, wasDrawn };
}

function between(a: { x: number; y: number }, b: { x: number; y: number }): Rect {
  return { x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y) };
}
