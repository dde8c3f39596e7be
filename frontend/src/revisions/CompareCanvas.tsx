import {
  Background,
  BackgroundVariant,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  type NodeMouseHandler,
  type Viewport,
} from "@xyflow/react";
import { useCallback, useEffect, useMemo, useState, type MouseEvent } from "react";
import { LEGIBLE, openingView } from "../canvas/camera";
import { DRAWING, howNodesWork } from "../canvas/drawing";
import { createDeriver } from "../canvas/flowNodes";
import { RegionFrames } from "../canvas/RegionFrames";
import { useBlocked } from "../canvas/useBlocks";
import { useDetail } from "../canvas/useDetail";
import { detailOf, isFar, isLargeScene } from "../geometry/detail";
import { nameStyle } from "../geometry/heads";
import { nodeAt, sceneOf } from "../geometry/scene";
import { t } from "../i18n";
import type { CanvasNode } from "../nodes/data";
import { typeTitle } from "../state/design";
import type { Badge } from "../state/verdicts";
import { KIND_SIGNS, kindsOf, kindWord, marksOfFlows, nodesOf, type Kind } from "./merged";
import { leaveComparison, showCompared, titleOf, useRevisions, type Compared } from "./state";

const SILENT = howNodesWork(false);

const NO_BADGES: ReadonlyMap<string, Badge> = new Map();
const NONE_FOLDED: ReadonlySet<string> = new Set();
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
  const [opening, setOpening] = useState<Viewport | null>(null);
  const sceneNow = useCallback(() => sceneOf(merged), [merged]);
  const isLarge = isLargeScene(sceneNow());
  const detail = useDetail(opening, isLarge);
  const blocked = useBlocked(isLarge, isFar(detail), sceneNow);
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
      blocked,
      selected,
      picked: [],
      folded: NONE_FOLDED,
      lit,
      target: null,
    };
    return derive(merged, seen);
  }, [derive, merged, marks, kinds, lit, shown, blocked]);

  const measure = useCallback(
    (pane: HTMLElement | null) => {
      if (pane) setOpening((known) => known ?? openingView(pane.getBoundingClientRect(), sceneNow()));
    },
    [sceneNow],
  );

  useEffect(() => {
    const scene = sceneNow();
    const [key] = shown ? nodesOf(merged, shown.id) : [];
    const rect = key === undefined ? undefined : scene.absolute.get(key);
    if (!rect) return;
    const isTold = !isFar(detailOf(flow.getZoom(), isLarge)) || scene.nodes.some((node) => node.parent === key);
    const zoom = isTold ? Math.min(1, flow.getZoom()) : LEGIBLE;
    void flow.setCenter(rect.x + rect.width / 2, rect.y + rect.height / 2, { zoom });
  }, [shown, merged, flow, sceneNow, isLarge]);

  const onNodeClick = useCallback<NodeMouseHandler<CanvasNode>>((_event, node) => {
    if (node.data.resource) showCompared(node.data.resource);
  }, []);

  // Containers and blocks let the pointer through to the ground.
  const onPaneClick = useCallback(
    (event: MouseEvent) => {
      const over = nodeAt(sceneNow(), flow.screenToFlowPosition({ x: event.clientX, y: event.clientY }));
      if (over?.resource) showCompared(over.resource);
    },
    [flow, sceneNow],
  );

  return (
    <div ref={measure} className={`compare-flow detail-${detail}`} style={nameStyle(detail)}>
      {opening && (
        <ReactFlow<CanvasNode>
          {...DRAWING}
          ariaLabelConfig={SILENT}
          nodes={nodes}
          onNodeClick={onNodeClick}
          onPaneClick={onPaneClick}
          nodesDraggable={false}
          nodesFocusable={false}
          onlyRenderVisibleElements={isLarge}
          defaultViewport={opening}
        >
          <Background variant={BackgroundVariant.Dots} gap={16} size={1.6} />
          <RegionFrames design={merged} folded={NONE_FOLDED} />
        </ReactFlow>
      )}
    </div>
  );
}
