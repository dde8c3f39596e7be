import { useReactFlow, useStore } from "@xyflow/react";
import { t } from "../i18n";
import { redo, undo } from "../state/gestures";
import { useDesign } from "../state/design";

/** Undo, redo and the zoom, at the foot of the canvas. */
export function Toolbar() {
  const flow = useReactFlow();
  const zoom = useStore((s) => s.transform[2]);
  const canUndo = useDesign((s) => s.history.past.length > 0);
  const canRedo = useDesign((s) => s.history.future.length > 0);
  return (
    <div className="toolbar" role="toolbar" aria-label={t("Canvas")}>
      <button type="button" className="seg" onClick={undo} disabled={!canUndo} title={t("Undo (Ctrl+Z)")}>
        {t("Undo")}
      </button>
      <button type="button" className="seg" onClick={redo} disabled={!canRedo} title={t("Redo (Ctrl+Shift+Z)")}>
        {t("Redo")}
      </button>
      <span className="separator" />
      <button type="button" className="seg" onClick={() => void flow.zoomOut()} aria-label={t("Zoom out")}>
        −
      </button>
      <span className="seg zoom">{Math.round(zoom * 100)}%</span>
      <button type="button" className="seg" onClick={() => void flow.zoomIn()} aria-label={t("Zoom in")}>
        +
      </button>
      <button type="button" className="seg" onClick={() => void flow.fitView(FIT)}>
        {t("Fit")}
      </button>
    </div>
  );
}

/** Room at the foot for the toolbar. */
export const FIT = { padding: { top: "20px", left: "24px", right: "24px", bottom: "72px" }, maxZoom: 1 } as const;
