import type { XYPosition } from "@xyflow/react";
import { useCallback, useEffect, useRef } from "react";
import { sceneOf } from "../geometry/scene";
import { t } from "../i18n";
import { useDesign } from "../state/design";
import { moveNode } from "../state/gestures";

const STEP = 8;
const FINE_STEP = 4;
const SETTLE_MS = 500;

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Arrow keys move a node. The move is written once, when the keys have been let go for a moment. */
export function useNudge(hold: (key: string, position: XYPosition | null) => void) {
  const nudge = useRef<{ key: string; dx: number; dy: number } | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const settle = useCallback(() => {
    clearTimeout(timer.current);
    const moved = nudge.current;
    nudge.current = null;
    if (!moved) return;
    const node = sceneOf(useDesign.getState().design).byKey.get(moved.key);
    const title = t("Move {name}", { name: node?.resource ?? node?.title ?? "" });
    if (node) moveNode(node, { x: node.rect.x + moved.dx, y: node.rect.y + moved.dy }, title);
    hold(moved.key, null);
  }, [hold]);

  useEffect(() => settle, [settle]);

  return useCallback(
    (key: string, arrow: string, isFine: boolean): boolean => {
      const way = ARROWS[arrow];
      const node = way && sceneOf(useDesign.getState().design).byKey.get(key);
      if (!way || !node) return false;
      if (nudge.current && nudge.current.key !== key) settle();
      const step = isFine ? FINE_STEP : STEP;
      const dx = (nudge.current?.dx ?? 0) + way[0] * step;
      const dy = (nudge.current?.dy ?? 0) + way[1] * step;
      nudge.current = { key, dx, dy };
      hold(key, { x: node.rect.x + dx, y: node.rect.y + dy });
      clearTimeout(timer.current);
      timer.current = setTimeout(settle, SETTLE_MS);
      return true;
    },
    [hold, settle],
  );
}
