import { ViewportPortal } from "@xyflow/react";
import { memo, useMemo, type MouseEvent } from "react";
import { cornersOf, labelPlace, linksOf, type Link } from "../geometry/links";
import type { Rect } from "../geometry/rect";
import type { Scene } from "../geometry/scene";
import { svgPath } from "../geometry/wire";
import { useDesign } from "../state/design";
import { useShownScene } from "../state/folding";
import { useHeld, type Hold } from "../state/held";
import { useConnectionSigns } from "../state/seen";
import { SIGNS, type Sign } from "../state/verdicts";
import { select, useView } from "../state/view";
import { Arrow } from "./Arrow";

/** With more lines than this only those of what is selected are drawn. */
const MOST = 400;

/**
 * What is joined: declared connections, peerings, attachments. A line selects what it stands for; the outline does so by keyboard.
 * `isUnder`: a path is shown before them.
 */
export const Links = memo(function Links({ isUnder }: { isUnder: boolean }) {
  const design = useDesign((s) => s.design);
  const scene = useShownScene();
  const selected = useView((s) => s.selected);
  const holds = useHeld((s) => s.holds);
  const signs = useConnectionSigns();
  const links = useMemo(() => linksOf(design, scene), [design, scene]);
  const chosen = useMemo(() => new Set(selected), [selected]);
  const isOfChosen = ({ resource, ends }: Link) =>
    chosen.has(resource) || ends.some((key) => chosen.has(scene.byKey.get(key)?.resource ?? ""));
  const shown = links.length > MOST ? links.filter(isOfChosen).slice(0, MOST) : links;
  if (shown.length === 0) return null;
  const rectOf = (key: string) => rectNow(scene, holds, key);
  const drawn = shown.flatMap((link, i) => {
    const corners = cornersOf(scene, link, rectOf, i);
    if (!corners) return [];
    const look = classOf(signs.get(link.resource) ?? null, isOfChosen(link), isUnder);
    return [{ link, corners, look }];
  });
  return (
    <ViewportPortal>
      <svg className="links" aria-hidden="true" data-testid="links">
        <defs>
          <Arrow id="link-arrow" inner="link-arrow" />
        </defs>
        {drawn.map(({ link, corners, look }) => (
          <g key={`${link.resource} ${link.ends.join(" ")}`} className={look} data-link={link.resource}>
            <path className="link-line" d={svgPath(corners)} markerEnd={link.label ? "url(#link-arrow)" : undefined} />
            <path className="link-hit" d={svgPath(corners)} onClick={(event) => choose(event, link.resource)} />
          </g>
        ))}
      </svg>
      {drawn
        .filter(({ link }) => link.label)
        .map(({ link, corners, look }) => {
          const sign = signs.get(link.resource);
          const text = sign && sign !== "ok" ? `${SIGNS[sign]} ${link.label}` : link.label;
          const { x, y } = labelPlace(corners, text, link.ends.flatMap((key) => rectOf(key) ?? [])); // prettier-ignore
          return (
            <span
              key={link.resource}
              aria-hidden="true"
              className={`link-label ${look}`}
              style={{ left: x, top: y }}
              onClick={(event) => choose(event, link.resource)}
            >
              {text}
            </span>
          );
        })}
    </ViewportPortal>
  );
});

function choose(event: MouseEvent, resource: string): void {
  event.stopPropagation();
  select([resource]);
}

const classOf = (sign: Sign | null, isChosen: boolean, isUnder: boolean): string =>
  ["drawn-link", sign && `link-${sign}`, isChosen && "is-chosen", isUnder && "is-under"].filter(Boolean).join(" ");

/** Where a node is drawn while it, or what it stands in, is being moved. */
function rectNow(scene: Scene, holds: ReadonlyMap<string, Hold>, key: string): Rect | undefined {
  const rect = scene.absolute.get(key);
  if (!rect || holds.size === 0) return rect;
  let { x, y } = rect;
  for (let at = scene.byKey.get(key); at; at = at.parent === null ? undefined : scene.byKey.get(at.parent)) {
    const held = holds.get(at.key);
    if (held) [x, y] = [x + held.x - at.rect.x, y + held.y - at.rect.y];
  }
  const own = holds.get(key);
  return { x, y, width: own?.width ?? rect.width, height: own?.height ?? rect.height };
}
