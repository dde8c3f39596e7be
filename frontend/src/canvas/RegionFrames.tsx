import { ViewportPortal } from "@xyflow/react";
import { memo, useMemo } from "react";
import { framesOf, regionsOf } from "../geometry/regions";
import { shownScene } from "../geometry/folding";
import { sceneOf } from "../geometry/scene";
import { Glyph } from "../nodes/Glyph";
import type { Design } from "../model/types";
import { useHeld, type Hold } from "../state/held";

const NONE: ReadonlyMap<string, Hold> = new Map();

/** The Regions around their VPCs; they follow a VPC that is dragged or resized. Nothing is done to them, and nothing is hit. */
export const RegionFrames = memo(function RegionFrames({
  design,
  folded,
}: {
  readonly design: Design;
  readonly folded: ReadonlySet<string>;
}) {
  const regions = useMemo(() => regionsOf(design), [design]);
  const holds = useHeld((s) => (regions.some(({ vpcs }) => vpcs.some((id) => s.holds.has(id))) ? s.holds : NONE));
  const scene = shownScene(sceneOf(design), folded);
  const frames = framesOf(regions, (id) => {
    const rect = scene.absolute.get(id);
    const held = holds.get(id);
    return rect && held ? { ...rect, ...held } : rect;
  });
  return (
    <ViewportPortal>
      {frames.map(({ key, name, x, y, width, height }) => (
        <div
          key={key}
          className={regions.length > 1 ? "region is-one-of-many" : "region"}
          style={{ transform: `translate(${x}px, ${y}px)`, width, height }}
          data-region={name}
        >
          <span className="region-name">
            <Glyph name="region" />
            {name}
          </span>
        </div>
      ))}
    </ViewportPortal>
  );
});
