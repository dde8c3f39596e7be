import {
  Background,
  BackgroundVariant,
  MiniMap,
  ReactFlow,
  useReactFlow,
  type NodeChange,
  type NodeMouseHandler,
  type XYPosition,
} from "@xyflow/react";
import { useCallback, useMemo, useState, type KeyboardEvent, type MouseEvent } from "react";
import { nodeAt, sceneOf } from "../geometry/scene";
import { t } from "../i18n";
import { SubnetNode, VpcNode, ZoneNode } from "../nodes/ContainerNodes";
import type { CanvasNode } from "../nodes/data";
import { ItemNode } from "../nodes/ItemNode";
import { useDesign } from "../state/design";
import { useBadges, useIsCurrent, useRoute } from "../state/seen";
import { select, useView } from "../state/view";
import { createDeriver } from "./flowNodes";
import { PathOverlay } from "./PathOverlay";
import { FIT, Toolbar } from "./Toolbar";
import { useNodeDrag } from "./useNodeDrag";
import { useNudge } from "./useNudge";
import { usePaletteDrop } from "./usePaletteDrop";

const NODE_TYPES = { vpc: VpcNode, zone: ZoneNode, subnet: SubnetNode, item: ItemNode };
const NO_EDGES: never[] = [];
const NOTHING_HELD: ReadonlyMap<string, XYPosition> = new Map();
const GRID = 20;
const ABOVE_ALL = 10;
const MANY_NODES = 150;

/** The network. Nodes follow the store; those that are dragged or nudged are held elsewhere until they are let go. */
export function Canvas() {
  const derived = useDerivedNodes();
  const route = useRoute();
  const [held, setHeld] = useState(NOTHING_HELD);
  const nodes = useMemo(
    () => (held.size === 0 ? derived : derived.map((node) => heldAt(node, held.get(node.id)))),
    [derived, held],
  );

  const hold = useCallback((key: string, position: XYPosition | null) => {
    setHeld((now) => {
      const next = new Map(now);
      if (position) next.set(key, position);
      else next.delete(key);
      return next;
    });
  }, []);
  const letGo = useCallback(() => setHeld(NOTHING_HELD), []);
  const { drag, isCancelled } = useNodeDrag(letGo);
  const onNodesChange = useCallback(
    (changes: NodeChange<CanvasNode>[]) => {
      for (const change of changes) {
        const isDrag = change.type === "position" && change.dragging && !isCancelled();
        if (isDrag && change.position) hold(change.id, change.position);
      }
    },
    [hold, isCancelled],
  );
  const drop = usePaletteDrop();
  const nudge = useNudge(hold);
  const { screenToFlowPosition } = useReactFlow();

  const onNodeClick = useCallback<NodeMouseHandler<CanvasNode>>((event, node) => {
    if (node.data.resource) selectNode(node.data.resource, node.id, event.shiftKey || event.metaKey || event.ctrlKey);
  }, []);

  const onPaneClick = useCallback(
    (event: MouseEvent) => {
      const point = screenToFlowPosition({ x: event.clientX, y: event.clientY });
      const over = nodeAt(sceneOf(useDesign.getState().design), point);
      if (over?.resource) selectNode(over.resource, over.key, event.shiftKey);
      else select([]);
    },
    [screenToFlowPosition],
  );

  const onKeyDown = useCallback(
    (event: KeyboardEvent) => {
      const element = (event.target as HTMLElement).closest<HTMLElement>(".react-flow__node");
      const key = element?.dataset.id;
      const node = key === undefined ? undefined : sceneOf(useDesign.getState().design).byKey.get(key);
      if (!node || event.target !== element) return;
      else if ((event.key === "Enter" || event.key === " ") && node.resource) {
        event.preventDefault();
        selectNode(node.resource, node.key, event.shiftKey);
      } else if (nudge(node.key, event.key, event.altKey)) event.preventDefault();
    },
    [nudge],
  );

  return (
    <main className="canvas" onKeyDown={onKeyDown} {...drop} aria-label={t("Network")}>
      <ReactFlow<CanvasNode>
        nodes={nodes}
        edges={NO_EDGES}
        nodeTypes={NODE_TYPES}
        onNodesChange={onNodesChange}
        onNodeClick={onNodeClick}
        onPaneClick={onPaneClick}
        {...drag}
        nodesConnectable={false}
        elementsSelectable={false}
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
        <MiniMap pannable zoomable className="minimap" nodeClassName={miniClass} ariaLabel={t("Overview")} />
        {route && <PathOverlay route={route} />}
      </ReactFlow>
      <Toolbar />
    </main>
  );
}

function useDerivedNodes(): CanvasNode[] {
  const design = useDesign((s) => s.design);
  const selected = useView((s) => s.selected);
  const target = useView((s) => s.target);
  const badges = useBadges();
  const isCurrent = useIsCurrent();
  const route = useRoute();
  const [derive] = useState(createDeriver);
  return useMemo(
    () => derive(design, { badges, isStale: !isCurrent, selected, lit: route?.lit ?? null, target }),
    [derive, design, badges, isCurrent, selected, route, target],
  );
}

function heldAt(node: CanvasNode, position: XYPosition | undefined): CanvasNode {
  return position ? { ...node, position, zIndex: ABOVE_ALL } : node;
}

/** Select a resource by one of its nodes; `isMore` adds it to what is selected, or takes it out. */
function selectNode(resource: string, key: string, isMore: boolean): void {
  const { selected } = useView.getState();
  if (!isMore) select([resource], key);
  else if (selected.includes(resource)) select(selected.filter((id) => id !== resource));
  else select([...selected, resource], key);
}

function miniClass(node: CanvasNode): string {
  return node.type === "subnet" ? `mini-${node.data.kind ?? "isolated"}` : `mini-${node.type}`;
}
