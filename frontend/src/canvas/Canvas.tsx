import { Background, BackgroundVariant, ReactFlow, useReactFlow, useStore } from "@xyflow/react";
import type { NodeMouseHandler, Viewport } from "@xyflow/react";
import { memo, useCallback, useMemo, useState, type KeyboardEvent, type MouseEvent } from "react";
import { isFar, isLargeScene } from "../geometry/detail";
import { nameStyle } from "../geometry/heads";
import { nodeAt, sceneOf } from "../geometry/scene";
import { t } from "../i18n";
import { StaleBadges } from "../nodes/BadgeMark";
import type { CanvasNode } from "../nodes/data";
import { typeTitle, useDesign } from "../state/design";
import { sceneShown, useFolding, useShownScene } from "../state/folding";
import { useHeld, type Hold } from "../state/held";
import { GRID, nudge, type Way } from "../state/nudging";
import { usePreferences } from "../state/preferences";
import { useLensSeen } from "../lenses/seen";
import { useBadges, useIsDigestCurrent, useRoute } from "../state/seen";
import { outermost, selectNode } from "../state/selecting";
import { select, useView } from "../state/view";
import { picked, useTrace } from "../trace/state";
import { useContextMenu } from "./ContextMenu";
import { createDeriver } from "./flowNodes";
import { DropHint } from "./DropHint";
import { GroupEdges } from "./GroupEdges";
import { Links } from "./Links";
import { PathOverlay } from "./PathOverlay";
import { openingView } from "./camera";
import { DRAWING, howNodesWork } from "./drawing";
import { Overview } from "./Overview";
import { RegionFrames } from "./RegionFrames";
import { SnapLines } from "./SnapLines";
import { Toolbar } from "./Toolbar";
import { useBlocked, useFarNodes, type Blocked } from "./useBlocks";
import { useDetail } from "./useDetail";
import { useMarquee } from "./useMarquee";
import { useNodeDrag } from "./useNodeDrag";
import { usePaletteDrop } from "./usePaletteDrop";
import { useWholeInSight } from "./useWholeInSight";

const ARROWS: Readonly<Record<string, Way>> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};
const ABOVE_ALL = 10;
/** From this zoom on the buttons that fold stand far enough apart to be hit. */
const FOLDS_FROM = 0.8;

/** The network. Nodes follow the store; those that are dragged or nudged are held elsewhere until they are let go. */
export function Canvas() {
  const [opening, setOpening] = useState<Viewport | null>(null);
  const isLarge = isLargeScene(useShownScene());
  const detail = useDetail(opening, isLarge);
  const isSmall = useStore((s) => s.transform[2] < FOLDS_FROM);
  const blocked = useBlocked(isLarge, isFar(detail));
  const derive = useDerive();
  const derived = useMemo(() => derive(blocked), [derive, blocked]);
  useFarNodes(isLarge, derive);
  const holds = useHeld((s) => s.holds);
  const nodes = useMemo(
    () => (holds.size === 0 ? derived : derived.map((node) => heldAt(node, holds.get(node.id)))),
    [derived, holds],
  );
  const isCurrent = useIsDigestCurrent();
  const spoken = useMemo(() => howNodesWork(true), []);
  const tool = usePreferences((s) => s.tool);
  const isPicking = useTrace((s) => s.picking !== null);
  const drag = useNodeDrag();
  const drop = usePaletteDrop();
  const { handlers, marquee, wasDrawn } = useMarquee();
  const { screenToFlowPosition } = useReactFlow();
  const { onContextMenu, menu } = useContextMenu();

  const onNodeClick = useCallback<NodeMouseHandler<CanvasNode>>((event, node) => {
    if (!picked(node.id)) selectNode(node.id, event.shiftKey || event.metaKey || event.ctrlKey || isTapToAdd(event));
  }, []);

  const onPaneClick = useCallback(
    (event: MouseEvent) => {
      if (wasDrawn()) return;
      const point = screenToFlowPosition({ x: event.clientX, y: event.clientY });
      const over = nodeAt(sceneShown(), point);
      if (over?.resource && picked(over.key)) return;
      if (over?.resource) selectNode(over.key, event.shiftKey);
      else select([]);
    },
    [screenToFlowPosition, wasDrawn],
  );

  const onKeyDown = useCallback((event: KeyboardEvent) => {
    const element = (event.target as HTMLElement).closest<HTMLElement>(".react-flow__node");
    const key = element?.dataset.id;
    if (key === undefined || event.target !== element) return;
    const way = ARROWS[event.key];
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      if (!picked(key)) selectNode(key, event.shiftKey);
    } else if (way && !event.altKey && !event.ctrlKey && !event.metaKey && !useView.getState().picked.includes(key)) {
      event.preventDefault();
      nudge(outermost(sceneOf(useDesign.getState().design), [key]), way, event.shiftKey);
    }
  }, []);

  // The view is known before anything is drawn: nodes are not drawn at one zoom first and then at another.
  const measure = useCallback((pane: HTMLElement | null) => {
    if (pane) setOpening((known) => known ?? openingView(pane.getBoundingClientRect()));
  }, []);

  return (
    <section
      ref={measure}
      className={`canvas tool-${tool} detail-${detail}${isSmall ? " is-small" : ""}${isPicking ? " is-picking" : ""}`}
      style={nameStyle(detail)}
      onKeyDown={onKeyDown}
      onContextMenu={onContextMenu}
      {...drop}
      {...handlers}
      aria-label={t("Network")}
    >
      {opening && (
        <StaleBadges value={!isCurrent}>
          <ReactFlow<CanvasNode>
            {...DRAWING}
            nodes={nodes}
            onNodeClick={onNodeClick}
            onPaneClick={onPaneClick}
            {...drag}
            elevateNodesOnSelect={false}
            selectNodesOnDrag={false}
            ariaLabelConfig={spoken}
            selectionKeyCode={null}
            multiSelectionKeyCode={null}
            nodeDragThreshold={3}
            onlyRenderVisibleElements={isLarge}
            defaultViewport={opening}
          >
            <Drawn />
          </ReactFlow>
        </StaleBadges>
      )}
      {marquee}
      <DropHint />
      <Toolbar />
      {menu}
    </section>
  );
}

/** What lies under and over the nodes. */
const Drawn = memo(function Drawn() {
  const hasOverview = usePreferences((s) => s.minimap);
  const route = useRoute();
  const design = useDesign((s) => s.design);
  const folded = useFolding((s) => s.folded);
  useWholeInSight();
  return (
    <>
      <Background variant={BackgroundVariant.Dots} gap={GRID} size={1.6} />
      {hasOverview && <Overview />}
      <RegionFrames design={design} folded={folded} />
      <SnapLines />
      <Links isUnder={route !== null} />
      <GroupEdges />
      {route && <PathOverlay route={route} />}
    </>
  );
});

/** The nodes as the design and the view are now, some subnets with blocks. */
function useDerive(): (blocked: Blocked) => CanvasNode[] {
  const design = useDesign((s) => s.design);
  const selected = useView((s) => s.selected);
  const picked = useView((s) => s.picked);
  const target = useView((s) => s.target);
  const folded = useFolding((s) => s.folded);
  const badges = useBadges();
  const lens = useLensSeen();
  const lit = useRoute()?.lit ?? null;
  const [derive] = useState(() => createDeriver(typeTitle));
  return useCallback(
    (blocked: Blocked) => derive(design, { badges, ...lens, selected, picked, folded, lit, target, blocked }),
    [derive, design, badges, lens, selected, picked, folded, lit, target],
  );
}

/** With the selecting tool a finger, which has no Shift, adds to what is selected. */
function isTapToAdd({ nativeEvent }: MouseEvent): boolean {
  const isTouch = nativeEvent instanceof PointerEvent && nativeEvent.pointerType === "touch";
  return isTouch && usePreferences.getState().tool === "select";
}

function heldAt(node: CanvasNode, held: Hold | undefined): CanvasNode {
  if (!held) return node;
  const { x, y, width = node.width, height = node.height } = held;
  const size = width !== undefined && height !== undefined ? { measured: { width, height } } : {};
  return { ...node, position: { x, y }, width, height, ...size, zIndex: ABOVE_ALL };
}
