import {
  Background,
  BackgroundVariant,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  type NodeMouseHandler,
} from "@xyflow/react";
import { useCallback, useEffect, useMemo, useState } from "react";
import { FIT } from "../canvas/camera";
import { createDeriver } from "../canvas/flowNodes";
import { RegionFrames } from "../canvas/RegionFrames";
import { sceneOf } from "../geometry/scene";
import { t } from "../i18n";
import { SubnetNode, VpcNode, ZoneNode } from "../nodes/ContainerNodes";
import type { CanvasNode } from "../nodes/data";
import { ItemNode } from "../nodes/ItemNode";
import { typeTitle } from "../state/design";
import type { Badge } from "../state/verdicts";
import { KIND_SIGNS, kindsOf, kindWord, marksOfFlows, nodesOf, type Kind } from "./merged";
import { leaveComparison, showCompared, titleOf, useRevisions, type Compared } from "./state";

const NODE_TYPES = { vpc: VpcNode, zone: ZoneNode, subnet: SubnetNode, item: ItemNode };
const NO_EDGES: never[] = [];
const NO_BADGES: ReadonlyMap<string, Badge> = new Map();
const NO_BLOCKS: ReadonlySet<string> = new Set();
const NONE_FOLDED: ReadonlySet<string> = new Set();
const MANY_NODES = 150;
const KINDS: readonly Kind[] = ["added", "removed", "changed"];

/** Two revisions as one drawing, over the canvas: it is looked at, and nothing in it can be changed. */
export function CompareView() {
  const compared = useRevisions((s) => s.compared);
  if (!compared) return null;
  const { found } = compared;
  return (
    <section className="compare" aria-label={titleOf(found)} data-testid="compare">
      <div className="matrix-head">
        <h2>{titleOf(found)}</h2>
        {KINDS.map((kind) => (
          <span key={kind} className={`change-mark change-${kind}`}>
            {KIND_SIGNS[kind]} {found[kind].length} {kindWord(kind)}
          </span>
        ))}
        <span className="grow" />
        <button type="button" className="btn small" onClick={() => void leaveComparison()}>
          {t("Close")}
        </button>
      </div>
      <ReactFlowProvider key={`${found.from}-${found.to}`}>
        <Drawing compared={compared} />
      </ReactFlowProvider>
    </section>
  );
}

function Drawing({ compared }: { compared: Compared }) {
  const { found, merged } = compared;
  const shown = useRevisions((s) => s.shown);
  const [derive] = useState(() => createDeriver(typeTitle));
  const flow = useReactFlow<CanvasNode>();
  const kinds = useMemo(() => kindsOf(found), [found]);
  const marks = useMemo(() => marksOfFlows(found.flows), [found]);
  const lit = useMemo(
    () => new Set([...kinds.keys(), ...marks.keys()].flatMap((id) => nodesOf(merged, id))),
    [kinds, marks, merged],
  );
  const nodes = useMemo(() => {
    const selected = shown ? [shown.id] : [];
    const seen = {
      badges: NO_BADGES,
      marks,
      changes: kinds,
      blocked: NO_BLOCKS,
      selected,
      picked: [],
      folded: NONE_FOLDED,
      lit,
      target: null,
    };
    return derive(merged, seen);
  }, [derive, merged, marks, kinds, lit, shown]);

  useEffect(() => {
    const keys = shown ? nodesOf(merged, shown.id) : [];
    const rects = keys.map((key) => sceneOf(merged).absolute.get(key)).filter((rect) => rect !== undefined);
    const [rect] = rects;
    if (rect)
      void flow.setCenter(rect.x + rect.width / 2, rect.y + rect.height / 2, { zoom: Math.min(1, flow.getZoom()) });
  }, [shown, merged, flow]);

  const onNodeClick = useCallback<NodeMouseHandler<CanvasNode>>((_event, node) => {
    if (node.data.resource) showCompared(node.data.resource);
  }, []);

  return (
    <ReactFlow<CanvasNode>
      className="compare-flow"
      nodes={nodes}
      edges={NO_EDGES}
      nodeTypes={NODE_TYPES}
      onNodeClick={onNodeClick}
      nodesDraggable={false}
      nodesConnectable={false}
      nodesFocusable={false}
      elementsSelectable={false}
      disableKeyboardA11y
      deleteKeyCode={null}
      minZoom={0.1}
      maxZoom={2}
      zoomOnDoubleClick={false}
      onlyRenderVisibleElements={nodes.length > MANY_NODES}
      fitView
      fitViewOptions={FIT}
    >
      <Background variant={BackgroundVariant.Dots} gap={16} size={1.6} />
      <RegionFrames design={merged} folded={NONE_FOLDED} />
    </ReactFlow>
  );
}
