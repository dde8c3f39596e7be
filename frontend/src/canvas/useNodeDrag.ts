import { useReactFlow, type NodeChange, type OnNodeDrag } from "@xyflow/react";
import { useCallback, useEffect, useRef } from "react";
import type { Placed } from "../geometry/placing";
import { NODE_HEIGHT, NODE_WIDTH, type Point, type Rect } from "../geometry/rect";
import { isWithin, nodeAt, sceneOf, type Scene } from "../geometry/scene";
import { snapTo, snapToGrid, type Snap } from "../geometry/snapping";
import type { CanvasNode } from "../nodes/data";
import { useDesign } from "../state/design";
import { sceneShown } from "../state/folding";
import { hold, letGo, useHeld, type Hold } from "../state/held";
import { dropNodes, wouldDrop, type Drop } from "../state/moving";
import { GRID, settleNudge } from "../state/nudging";
import { usePreferences } from "../state/preferences";
import { selectNode } from "../state/selecting";
import { setTarget, useView } from "../state/view";
import { targetOf } from "./target";

/** How far off a VPC's border a gateway still counts as on it. */
const BORDER_REACH = 48;
/** How near, in pixels of the screen, a neighbour's line catches. */
const SNAP_REACH = 6;

export interface NodeDrag {
  readonly onNodeDragStart: OnNodeDrag<CanvasNode>;
  readonly onNodeDrag: OnNodeDrag<CanvasNode>;
  readonly onNodeDragStop: OnNodeDrag<CanvasNode>;
  readonly onNodesChange: (changes: NodeChange<CanvasNode>[]) => void;
}

/**
 * Dragging nodes: all that were picked go together and catch on their neighbours' lines (not while Ctrl is held). The container
 * under them is marked; dropping writes what that means, or puts them back. Escape backs out: they are let go at once, and what
 * the pointer still does has no effect.
 */
export function useNodeDrag(): NodeDrag {
  const flow = useReactFlow<CanvasNode>();
  const phase = useRef<"none" | "dragging" | "cancelled">("none");
  const grabbed = useRef<{ key: string; isFree: boolean }>({ key: "", isFree: false });

  useEffect(() => {
    const cancel = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || phase.current !== "dragging") return;
      event.preventDefault();
      phase.current = "cancelled";
      setTarget(null);
      letGo();
    };
    document.addEventListener("keydown", cancel, { capture: true });
    return () => document.removeEventListener("keydown", cancel, { capture: true });
  }, []);

  const onNodesChange = useCallback(
    (changes: NodeChange<CanvasNode>[]) => {
      if (phase.current !== "dragging") return;
      const moved = new Map<string, Point>();
      for (const change of changes)
        if (change.type === "position" && change.dragging && change.position) moved.set(change.id, change.position);
      if (moved.size === 0) return;
      const { key, isFree } = grabbed.current;
      const snap = isFree ? null : snapOf(moved, key, SNAP_REACH / flow.getZoom());
      const shifted = new Map(
        [...moved].map(([id, at]) => [id, { x: at.x + (snap?.dx ?? 0), y: at.y + (snap?.dy ?? 0) }]),
      );
      hold(shifted, snap?.lines);
    },
    [flow],
  );

  const onNodeDragStart = useCallback<OnNodeDrag<CanvasNode>>((_event, dragged) => {
    settleNudge();
    phase.current = "dragging";
    grabbed.current = { key: dragged.id, isFree: false };
    if (!useView.getState().picked.includes(dragged.id)) selectNode(dragged.id, false);
  }, []);

  const onNodeDrag = useCallback<OnNodeDrag<CanvasNode>>((event, dragged) => {
    grabbed.current.isFree = event.ctrlKey || event.metaKey;
    if (phase.current === "cancelled") return;
    const drop = dropsOf(useHeld.getState().holds).find(({ node }) => node.key === dragged.id);
    if (!drop) return setTarget(null);
    const plan = wouldDrop(drop.node, drop.over, event.altKey);
    setTarget("refused" in plan || plan.changes.length > 0 ? targetOf(drop.over, plan) : null);
  }, []);

  const onNodeDragStop = useCallback<OnNodeDrag<CanvasNode>>((event) => {
    setTarget(null);
    if (phase.current === "dragging") dropNodes(dropsOf(useHeld.getState().holds), event.altKey);
    phase.current = "none";
    letGo();
  }, []);

  return { onNodeDragStart, onNodeDrag, onNodeDragStop, onNodesChange };
}

/** How far the dragged nodes go further to stand on the grid, or in line with the neighbours of the one that was grabbed. */
function snapOf(moved: ReadonlyMap<string, Point>, key: string, reach: number): Snap | null {
  const { grid, snapLines } = usePreferences.getState();
  const scene = sceneShown();
  const node = scene.byKey.get(key);
  const at = moved.get(key);
  if (!node || !at) return null;
  if (grid) {
    const { x, y } = snapToGrid(at.x, at.y, GRID);
    return { dx: x - at.x, dy: y - at.y, lines: [] };
  }
  if (!snapLines) return null;
  const rect = { ...node.rect, ...absoluteOf(scene, node, at) };
  return snapTo(rect, neighboursOf(scene, node, new Set(moved.keys())), reach);
}

/** What a node may stand in line with: its siblings, and its like in the other containers. */
function neighboursOf(scene: Scene, node: Placed, dragged: ReadonlySet<string>): Rect[] {
  return scene.nodes
    .filter((other) => (other.parent === node.parent || other.role === node.role) && !isWithin(scene, other, dragged))
    .map((other) => scene.absolute.get(other.key))
    .filter((rect) => rect !== undefined);
}

function absoluteOf(scene: Scene, node: Placed, at: Point): Point {
  const outer = node.parent === null ? undefined : scene.absolute.get(node.parent);
  return outer ? { x: outer.x + at.x, y: outer.y + at.y } : at;
}

/** Where the held nodes are, and over what. Several together can only come into containers, one also onto another node. */
function dropsOf(holds: ReadonlyMap<string, Hold>): Drop[] {
  const scene = sceneOf(useDesign.getState().design);
  const dragged = new Set(holds.keys());
  const drops: Drop[] = [];
  for (const [key, position] of holds) {
    const node = scene.byKey.get(key);
    if (!node) continue;
    const at = absoluteOf(scene, node, position);
    const point = node.role === "vpc" || node.role === "zone" ? null : middleOf(at, node.rect);
    let over = point ? nodeAt(sceneShown(), point, dragged) : null;
    if (holds.size > 1 && over && over.role !== "vpc" && over.role !== "zone" && over.role !== "subnet")
      over = over.parent === null ? null : (scene.byKey.get(over.parent) ?? null);
    if (node.role === "gateway" && !over && node.parent) {
      const home = scene.absolute.get(node.parent);
      if (home && point && isNear(home, point)) over = scene.byKey.get(node.parent) ?? null;
    }
    drops.push({ node, over, at });
  }
  return drops;
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
