/** What the canvas shows of the network: the commands' way to React Flow, which knows its viewport only inside the page. */
import { getViewportForBounds, useReactFlow, type ReactFlowInstance, type Viewport } from "@xyflow/react";
import { useEffect } from "react";
import { around } from "../geometry/rect";
import { sceneOf, type Scene } from "../geometry/scene";
import { useDesign } from "../state/design";
import { sceneShown } from "../state/folding";
import { movable } from "../state/selecting";

export const MIN_ZOOM = 0.1;
export const MAX_ZOOM = 2;
/** Room at the head for the ways of seeing, at the foot for the toolbar. */
const PADDING = { top: "64px", left: "24px", right: "24px", bottom: "72px" } as const;
/** As wide as a pane has to be for a small network to be drawn larger than it is, so that it is no stamp on a large screen. */
const WIDE = 1_600;
/** The zoom at which what was found is shown, where it cannot be read from as far off as one is. */
export const LEGIBLE = 0.8;
const CLOSE_UP = { padding: 0.2, maxZoom: 1.5 } as const;

let flow: ReactFlowInstance | null = null;

/** Tell the commands of this canvas while it is on the page. */
export function useCamera(): void {
  const here = useReactFlow();
  useEffect(() => {
    flow = here as unknown as ReactFlowInstance;
    return () => {
      flow = null;
    };
  }, [here]);
}

export const zoomIn = (): void => void flow?.zoomIn();
export const zoomOut = (): void => void flow?.zoomOut();
export const zoomToFull = (): void => void flow?.zoomTo(1);
export const fitAll = (): void => {
  const width = document.querySelector(".react-flow")?.clientWidth ?? 0;
  void flow?.fitView({ padding: PADDING, maxZoom: largestFit(width) });
};

/** How large the whole of a network is shown at most in a pane of this width. */
function largestFit(width: number): number {
  return Math.min(Math.max(width / WIDE, 1), MAX_ZOOM);
}

/** Show the selected nodes as large as they fit. */
export function zoomToSelection(): void {
  const { absolute } = sceneOf(useDesign.getState().design);
  const rects = movable().map((node) => absolute.get(node.key)).filter((rect) => rect !== undefined); // prettier-ignore
  if (rects.length > 0) void flow?.fitBounds(around(rects), CLOSE_UP);
}

/** The point of the network that stands in the middle of what is seen. */
export function middleOfView(): { x: number; y: number } | null {
  const pane = document.querySelector(".react-flow")?.getBoundingClientRect();
  if (!flow || !pane) return null;
  return flow.screenToFlowPosition({ x: pane.x + pane.width / 2, y: pane.y + pane.height / 2 });
}

/** The view that a page of this size opens with: all of the network, as `fitAll` shows it. */
export function openingView(
  pane: { readonly width: number; readonly height: number },
  scene: Scene = sceneShown(),
): Viewport {
  const rects = [...scene.absolute.values()];
  if (rects.length === 0 || pane.width === 0 || pane.height === 0) return { x: 0, y: 0, zoom: 1 };
  return getViewportForBounds(around(rects), pane.width, pane.height, MIN_ZOOM, largestFit(pane.width), PADDING);
}
