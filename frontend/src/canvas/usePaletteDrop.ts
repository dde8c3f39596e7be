import { useReactFlow } from "@xyflow/react";
import { useCallback, type DragEvent } from "react";
import { nodeAt } from "../geometry/scene";
import type { Kind } from "../model/catalogue";
import { sceneShown } from "../state/folding";
import { insertAt, wouldInsert } from "../state/gestures";
import { setTarget } from "../state/view";

/** The item of the palette that is dragged now. The browser shows a drag's data only when it is dropped. */
let dragged: Kind | null = null;

export function startPaletteDrag(kind: Kind): void {
  dragged = kind;
}

export function endPaletteDrag(): void {
  dragged = null;
  setTarget(null);
}

/** Handlers of the canvas for a drag from the palette. */
export function usePaletteDrop() {
  const { screenToFlowPosition } = useReactFlow();

  const onDragOver = useCallback(
    (event: DragEvent) => {
      if (dragged === null) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
      const point = screenToFlowPosition({ x: event.clientX, y: event.clientY });
      const over = nodeAt(sceneShown(), point);
      setTarget(over ? { key: over.key, isRefused: "refused" in wouldInsert(dragged, over) } : null);
    },
    [screenToFlowPosition],
  );

  const onDrop = useCallback(
    (event: DragEvent) => {
      if (dragged === null) return;
      event.preventDefault();
      const kind = dragged;
      endPaletteDrag();
      const point = screenToFlowPosition({ x: event.clientX, y: event.clientY });
      insertAt(kind, nodeAt(sceneShown(), point), point);
    },
    [screenToFlowPosition],
  );

  const onDragLeave = useCallback(() => setTarget(null), []);
  return { onDragOver, onDrop, onDragLeave };
}
