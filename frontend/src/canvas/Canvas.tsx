import { Background, BackgroundVariant, MiniMap, ReactFlow, useReactFlow, type NodeMouseHandler } from "@xyflow/react";
import { useCallback, useMemo, useState, type KeyboardEvent, type MouseEvent } from "react";
import { nodeAt, sceneOf } from "../geometry/scene";
import { t } from "../i18n";
import { SubnetNode, VpcNode, ZoneNode } from "../nodes/ContainerNodes";
import type { CanvasNode } from "../nodes/data";
import { ItemNode } from "../nodes/ItemNode";
import { useDesign } from "../state/design";
import { sceneShown, useFolding } from "../state/folding";
import { useHeld, type Hold } from "../state/held";
import { GRID, nudge, type Way } from "../state/nudging";
import { usePreferences } from "../state/preferences";
import { useMarks } from "../lenses/state";
import { useBadges, useIsCurrent, useRoute } from "../state/seen";
import { outermost, selectNode } from "../state/selecting";
import { select, useView } from "../state/view";
import { picked, useTrace } from "../trace/state";
import { createDeriver } from "./flowNodes";
import { GroupEdges } from "./GroupEdges";
import { PathOverlay } from "./PathOverlay";
import { FIT } from "./camera";
import { SnapLines } from "./SnapLines";
import { Toolbar } from "./Toolbar";
import { useMarquee } from "./useMarquee";
import { useNodeDrag } from "./useNodeDrag";
import { usePaletteDrop } from "./usePaletteDrop";

const NODE_TYPES = { vpc: VpcNode, zone: ZoneNode, subnet: SubnetNode, item: ItemNode };
const NO_EDGES: never[] = [];
const ARROWS: Readonly<Record<string, Way>> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};
const ABOVE_ALL = 10;
const MANY_NODES = 150;

/** The network. Nodes follow the store; those that are dragged or nudged are held elsewhere until they are let go. */
export function Canvas() {
  const derived = useDerivedNodes();
  const route = useRoute();
  const holds = useHeld((s) => s.holds);
  const nodes = useMemo(
    () => (holds.size === 0 ? derived : derived.map((node) => heldAt(node, holds.get(node.id)))),
    [derived, holds],
  );
  const hasMinimap = usePreferences((s) => s.minimap);
  const tool = usePreferences((s) => s.tool);
  const isPicking = useTrace((s) => s.picking !== null);
  const drag = useNodeDrag();
  const drop = usePaletteDrop();
  const { handlers, marquee, wasDrawn } = useMarquee();
  const { screenToFlowPosition } = useReactFlow();

  const onNodeClick = useCallback<NodeMouseHandler<CanvasNode>>((event, node) => {
    if (!picked(node.id)) selectNode(node.id, event.shiftKey || event.metaKey || event.ctrlKey);
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

  return (
    <main
      className={`canvas tool-${tool}${isPicking ? " is-picking" : ""}`}
      onKeyDown={onKeyDown}
      {...drop}
      {...handlers}
      aria-label={t("Network")}
    >
      <ReactFlow<CanvasNode>
        nodes={nodes}
        edges={NO_EDGES}
        nodeTypes={NODE_TYPES}
        onNodeClick={onNodeClick}
        onPaneClick={onPaneClick}
        {...drag}
        nodesConnectable={false}
        elementsSelectable={false}
        elevateNodesOnSelect={false}
        selectNodesOnDrag={false}
        disableKeyboardA11y
        deleteKeyCode={null}
        selectionKeyCode={null}
        multiSelectionKeyCode={null}
        nodeDragThreshold={3}
        minZoom={0.1}
        maxZoom={2}
        zoomOnDoubleClick={false}
        onlyRenderVisibleElements={nodes.length > MANY_NODES}
        fitView
        fitViewOptions={FIT}
      >
        <Background variant={BackgroundVariant.Dots} gap={GRID} size={1.6} />
        {hasMinimap && (
          <MiniMap pannable zoomable className="minimap" nodeClassName={miniClass} ariaLabel={t("Overview")} />
        )}
        <SnapLines />
        <GroupEdges />
        {route && <PathOverlay route={route} />}
      </ReactFlow>
      {marquee}
      <Toolbar />
    </main>
  );
}

function useDerivedNodes(): CanvasNode[] {
  const design = useDesign((s) => s.design);
  const selected = useView((s) => s.selected);
  const picked = useView((s) => s.picked);
  const target = useView((s) => s.target);
  const folded = useFolding((s) => s.folded);
  const badges = useBadges();
  const marks = useMarks();
  const isCurrent = useIsCurrent();
  const route = useRoute();
  const [derive] = useState(createDeriver);
  return useMemo(
    () =>
      derive(design, { badges, marks, isStale: !isCurrent, selected, picked, folded, lit: route?.lit ?? null, target }),
    [derive, design, badges, marks, isCurrent, selected, picked, folded, route, target],
  );
}

function heldAt(node: CanvasNode, held: Hold | undefined): CanvasNode {
  if (!held) return node;
  const { x, y, width = node.width, height = node.height } = held;
  return { ...node, position: { x, y }, width, height, zIndex: ABOVE_ALL };
}

function miniClass(node: CanvasNode): string {
  return node.type === "subnet" ? `mini-${node.data.kind ?? "isolated"}` : `mini-${node.type}`;
}
