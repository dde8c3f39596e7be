import { useView } from "../state/view";

/** What letting go would mean, or why it would be refused, while something is dragged. */
export function DropHint() {
  const target = useView((s) => s.target);
  if (!target) return null;
  return (
    <div className={target.isRefused ? "drop-hint is-refused" : "drop-hint"} data-testid="drop-hint" aria-hidden="true">
      {target.isRefused ? "✕ " : "→ "}
      {target.says}
    </div>
  );
}
