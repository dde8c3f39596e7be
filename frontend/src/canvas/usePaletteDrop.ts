import { useReactFlow } from "@xyflow/react";
import { useCallback, type DragEvent } from "react";
import type { Point } from "../geometry/rect";
import { nodeAt } from "../geometry/scene";
import type { Kind } from "../model/catalogue";
import { sceneShown } from "../state/folding";
import { insertAt, wouldInsert } from "../state/gestures";
import { setTarget } from "../state/view";
import { targetOf } from "./target";

/** The item of the palette that is dragged now. The browser shows a drag's data only when it is dropped. */
let dragged: Kind | null = null;

export function startPaletteDrag(kind: Kind): void {
  dragged = kind;
}

export function endPaletteDrag(): void {
  dragged = null;
  setTarget(null);
}

/** Mark what an item would be put into at a point of the network. */
export function carryOver(kind: Kind, point: Point): void {
  const over = nodeAt(sceneShown(), point);
  setTarget(targetOf(over, wouldInsert(kind, over)));
}

/** Put an item of the palette there. */
export function dropAt(kind: Kind, point: Point): void {
  endPaletteDrag();
  insertAt(kind, nodeAt(sceneShown(), point), point);
}

/** Handlers of the canvas for a drag from the palette. */
export function usePaletteDrop() {
  const { screenToFlowPosition } = useReactFlow();

  const onDragOver = useCallback(
    (event: DragEvent) => {
      if (dragged === null) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
      carryOver(dragged, screenToFlowPosition({ x: event.clientX, y: event.clientY }));
    },
    [screenToFlowPosition],
  );

  const onDrop = useCallback(
    (event: DragEvent) => {
      if (dragged === null) return;
      event.preventDefault();
      dropAt(dragged, screenToFlowPosition({ x: event.clientX, y: event.clientY }));
    },
    [screenToFlowPosition],
  );

  const onDragLeave = useCallback(() => setTarget(null), []);
  return { onDragOver, onDrop, onDragLeave };
}
