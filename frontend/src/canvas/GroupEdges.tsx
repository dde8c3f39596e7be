import { ViewportPortal } from "@xyflow/react";
import { blocksIn, blocksOut, edgesOfGroup } from "../geometry/groups";
import { shownScene } from "../geometry/folding";
import { sceneOf } from "../geometry/scene";
import { useDesign } from "../state/design";
import { useFolding } from "../state/folding";
import { useView } from "../state/view";
import { Arrow } from "./Arrow";

/** Who may talk to whom, of the one security group that is selected. */
export function GroupEdges() {
  const design = useDesign((s) => s.design);
  const folded = useFolding((s) => s.folded);
  const group = useView((s) => (s.selected.length === 1 ? s.selected[0] : undefined));
  if (group === undefined || design.resources[group]?.type !== "SecurityGroup") return null;
  const scene = shownScene(sceneOf(design), folded);
  const edges = edgesOfGroup(design, scene, group);
  const here = scene.absolute.get(group);
  const lines = [
    ["←", blocksIn(design, group)],
    ["→", blocksOut(design, group)],
  ] as const;
  return (
    <ViewportPortal>
      <svg className="group-edges" aria-hidden="true" data-testid="group-edges">
        <defs>
          <Arrow id="group-arrow" inner="group-arrow" />
        </defs>
        {edges.map(({ key, from, to, label, isOpen }) => (
          <path
            key={key}
            className={["group-edge", !label && "group-member", !isOpen && "is-one-sided"].filter(Boolean).join(" ")}
            d={`M${from.x} ${from.y}L${to.x} ${to.y}`}
            markerEnd={label ? "url(#group-arrow)" : undefined}
          />
        ))}
      </svg>
      {edges
        .filter(({ label }) => label)
        .map(({ key, at, label, isOpen }) => (
          <span
            key={key}
            className={isOpen ? "group-label" : "group-label is-one-sided"}
            style={{ left: at.x, top: at.y }}
          >
            {label}
          </span>
        ))}
      {here && (
        <span className="group-blocks" style={{ left: here.x + here.width / 2, top: here.y + here.height + 5 }}>
          {lines.map(
            ([sign, held]) =>
              held.length > 0 && (
                <span key={sign} className="group-label">
                  {sign} {held.join(", ")}
                </span>
              ),
          )}
        </span>
      )}
    </ViewportPortal>
  );
}
