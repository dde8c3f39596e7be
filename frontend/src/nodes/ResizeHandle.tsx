import { useReactFlow } from "@xyflow/react";
import { useRef, type PointerEvent } from "react";
import { sceneOf } from "../geometry/scene";
import { t } from "../i18n";
import { useDesign } from "../state/design";
import { hold, letGo } from "../state/held";
import { fitting, resize, type Size } from "../state/resizing";

/** The lower right corner of a container, by which it is resized. The keyboard has commands for it. */
export function ResizeHandle({ node }: { node: string }) {
  const { getZoom } = useReactFlow();
  const start = useRef<{ x: number; y: number; size: Size } | null>(null);

  const asked = (event: PointerEvent): Size | null => {
    if (!start.current) return null;
    const { x, y, size } = start.current;
    const zoom = getZoom();
    return { width: size.width + (event.clientX - x) / zoom, height: size.height + (event.clientY - y) / zoom };
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    const rect = sceneOf(useDesign.getState().design).byKey.get(node)?.rect;
    if (!rect || event.button !== 0) return;
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = { x: event.clientX, y: event.clientY, size: rect };
  };
  const onPointerMove = (event: PointerEvent) => {
    const size = asked(event);
    const rect = sceneOf(useDesign.getState().design).byKey.get(node)?.rect;
    if (size && rect) hold(new Map([[node, { x: rect.x, y: rect.y, ...fitting(node, size) }]]));
  };
  const onPointerUp = (event: PointerEvent) => {
    const size = asked(event);
    start.current = null;
    if (size) resize(node, size);
    letGo();
  };
  const giveUp = () => {
    start.current = null;
    letGo();
  };
  return (
    <span
      className="resize-handle nodrag nopan"
      title={t("Resize")}
      aria-hidden="true"
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={giveUp}
    />
  );
}
