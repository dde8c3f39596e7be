import { useStore, ViewportPortal } from "@xyflow/react";
import { useHeld } from "../state/held";

/** The lines that what is dragged has caught on. */
export function SnapLines() {
  const lines = useHeld((s) => s.lines);
  const width = useStore((s) => 1 / s.transform[2]);
  if (lines.length === 0) return null;
  return (
    <ViewportPortal>
      <svg className="snap-lines" aria-hidden="true" data-testid="snap-lines">
        {lines.map(({ axis, at, from, to }) => {
          const ends = axis === "x" ? { x1: at, x2: at, y1: from, y2: to } : { x1: from, x2: to, y1: at, y2: at };
          return <line key={`${axis}${at}`} {...ends} strokeWidth={width} />;
        })}
      </svg>
    </ViewportPortal>
  );
}
