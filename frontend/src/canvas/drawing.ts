/** How React Flow draws a design, on the canvas and where two revisions are compared: what is ours is not its own to do. */
import { t } from "../i18n";
import { SubnetNode, VpcNode, ZoneNode } from "../nodes/ContainerNodes";
import { ItemNode } from "../nodes/ItemNode";
import { MAX_ZOOM, MIN_ZOOM } from "./camera";

const NO_EDGES: never[] = [];

export const DRAWING = {
  nodeTypes: { vpc: VpcNode, zone: ZoneNode, subnet: SubnetNode, item: ItemNode },
  edges: NO_EDGES,
  nodesConnectable: false,
  elementsSelectable: false,
  disableKeyboardA11y: true,
  deleteKeyCode: null,
  minZoom: MIN_ZOOM,
  maxZoom: MAX_ZOOM,
  zoomOnDoubleClick: false,
} as const;

/** What a screen reader says of every node, in place of React Flow's own words: its keys, where it has any. */
export function howNodesWork(hasKeys: boolean) {
  const keys = hasKeys
    ? t("Enter selects it, the arrow keys move it, Delete removes it. A question mark lists all keys.")
    : "";
  return {
    "node.a11yDescription.default": keys,
    "node.a11yDescription.keyboardDisabled": keys,
    "edge.a11yDescription.default": "",
  };
}
