import { useReactFlow, type OnNodeDrag } from "@xyflow/react";
import { useCallback, useEffect, useRef } from "react";
import type { Placed } from "../geometry/placing";
import { NODE_HEIGHT, NODE_WIDTH, type Point, type Rect } from "../geometry/rect";
import { nodeAt, sceneOf } from "../geometry/scene";
import type { CanvasNode } from "../nodes/data";
import { useDesign } from "../state/design";
import { dropNode, wouldDrop } from "../state/gestures";
import { select, setTarget } from "../state/view";

/** How far off a VPC's border a gateway still counts as on it. */
const BORDER_REACH = 48;

interface Drop {
  readonly node: Placed;
  readonly over: Placed | null;
  /** The upper left corner, on the whole canvas. */
  readonly at: Point;
}

export interface NodeDrag {
  readonly onNodeDragStart: OnNodeDrag<CanvasNode>;
  readonly onNodeDrag: OnNodeDrag<CanvasNode>;
  readonly onNodeDragStop: OnNodeDrag<CanvasNode>;
}

/**
 * Dragging a node: the container under it is marked; dropping writes what that means, or puts the node back. Escape backs out:
 * the node is let go at once, and what the pointer still does has no effect. `isCancelled` says so while the button is down.
 */
export function useNodeDrag(putBack: () => void): { drag: NodeDrag; isCancelled: () => boolean } {
  const flow = useReactFlow<CanvasNode>();
  const phase = useRef<"none" | "dragging" | "cancelled">("none");

  useEffect(() => {
    const cancel = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || phase.current !== "dragging") return;
      event.preventDefault();
      phase.current = "cancelled";
      setTarget(null);
      putBack();
    };
    document.addEventListener("keydown", cancel, { capture: true });
    return () => document.removeEventListener("keydown", cancel, { capture: true });
  }, [putBack]);

  const dropOf = useCallback(
    (dragged: CanvasNode): Drop | null => {
      const scene = sceneOf(useDesign.getState().design);
      const node = scene.byKey.get(dragged.id);
      const internal = flow.getInternalNode(dragged.id);
      if (!node || !internal) return null;
      const at = internal.internals.positionAbsolute;
      const box = node.role === "vpc" || node.role === "zone" ? null : middleOf(at, node.rect);
      let over = box ? nodeAt(scene, box, node.key) : null;
      if (node.role === "gateway" && !over && node.parent) {
        const home = scene.absolute.get(node.parent);
        if (home && box && isNear(home, box)) over = scene.byKey.get(node.parent) ?? null;
      }
      return { node, over, at };
    },
    [flow],
  );

  const onNodeDragStart = useCallback<OnNodeDrag<CanvasNode>>(() => {
    phase.current = "dragging";
  }, []);

  const onNodeDrag = useCallback<OnNodeDrag<CanvasNode>>(
    (event, dragged) => {
      if (phase.current === "cancelled") return;
      const drop = dropOf(dragged);
      if (!drop?.over) return setTarget(null);
      const plan = wouldDrop(drop.node, drop.over, event.altKey);
      const isRefused = "refused" in plan;
      if (!isRefused && plan.changes.length === 0) setTarget(null);
      else setTarget({ key: drop.over.key, isRefused });
    },
    [dropOf],
  );

  const onNodeDragStop = useCallback<OnNodeDrag<CanvasNode>>(
    (event, dragged) => {
      setTarget(null);
      const drop = phase.current === "cancelled" ? null : dropOf(dragged);
      phase.current = "none";
      if (!drop) return putBack();
      if (drop.node.resource) select([drop.node.resource], drop.node.key);
      dropNode(drop.node, drop.over, drop.at, event.altKey);
      putBack();
    },
    [dropOf, putBack],
  );
  const isCancelled = useCallback(() => phase.current === "cancelled", []);
  return { drag: { onNodeDragStart, onNodeDrag, onNodeDragStop }, isCancelled };
}

function middleOf(at: Point, rect: Rect): Point {
  // A subnet goes where its header is dropped, a node where its middle is.
  const isLarge = rect.width > NODE_WIDTH * 1.5;
  return {
    x: at.x + (isLarge ? NODE_WIDTH / 2 : rect.width / 2),
    y: at.y + (isLarge ? NODE_HEIGHT / 2 : rect.height / 2),
  };
}

function isNear(rect: Rect, point: Point): boolean {
  return (
    point.x > rect.x - BORDER_REACH &&
    point.x < rect.x + rect.width + BORDER_REACH &&
    point.y > rect.y - BORDER_REACH &&
    point.y < rect.y + rect.height + BORDER_REACH
  );
}
