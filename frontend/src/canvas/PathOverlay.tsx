import { ViewportPortal } from "@xyflow/react";
import { svgPath, wire } from "../geometry/wire";
import type { Rect } from "../geometry/rect";
import type { Route, Stop } from "../geometry/route";
import { t } from "../i18n";
import { INTERNET } from "../nodes/icons";
import { Tile } from "../nodes/Tile";
import { SIGNS } from "../state/verdicts";

const STATES = ["ok", "stop", "unknown"] as const;

/** The hops of a flow on the canvas: wires between them, a number at each; what is not open is red, dashed and marked. */
export function PathOverlay({ route }: { route: Route }) {
  const marks = marksOf(route.stops);
  return (
    <ViewportPortal>
      <div className="path-overlay" data-testid="path">
        <svg className="wires" aria-hidden="true">
          <defs>
            {STATES.map((state) => (
              <marker
                key={state}
                id={`arrow-${state}`}
                className={`arrow arrow-${state}`}
                viewBox="0 0 8 8"
                refX="7"
                refY="4"
                markerWidth="8"
                markerHeight="8"
                markerUnits="userSpaceOnUse"
                orient="auto"
              >
                <path d="M0 0 8 4 0 8z" />
              </marker>
            ))}
          </defs>
          {wiresOf(route.stops).map(({ d, state }, i) => (
            <path key={i} className={`wire wire-${state}`} d={d} markerEnd={`url(#arrow-${state})`} />
          ))}
        </svg>
        {route.farEnd && (
          <div className="item far-end" style={{ left: route.farEnd.rect.x, top: route.farEnd.rect.y }}>
            <Tile icon={INTERNET} size="large" />
            <span className="item-text">
              <b>{route.farEnd.name}</b>
              <i>{t("outside the VPC")}</i>
            </span>
          </div>
        )}
        {marks.map(({ stop, x, y }) => (
          <span key={stop.number} className={`hop hop-${stop.state}`} style={{ left: x, top: y }}>
            {stop.state === "stop" ? SIGNS.stop : stop.number}
          </span>
        ))}
      </div>
    </ViewportPortal>
  );
}

/** One wire for each stretch between different places; from the first obstacle on it is not open. */
function wiresOf(stops: readonly Stop[]): { d: string; state: string }[] {
  const wires: { d: string; state: string }[] = [];
  let state: Stop["state"] = "ok";
  stops.forEach((stop, i) => {
    const before = stops[i - 1];
    if (state === "ok") state = stop.state;
    if (before && before.rect !== stop.rect)
      wires.push({ d: svgPath(wire(before.rect, stop.rect, zonesOf(before, stop), wires.length)), state });
  });
  return wires;
}

/** The zones that a wire goes round; none where it stays in one subnet. */
function zonesOf(a: Stop, b: Stop): Rect[] {
  if (a.subnet !== null && a.subnet === b.subnet) return [];
  return [a.zone, b.zone].filter((zone) => zone !== null);
}

const MARK = 22;

/** The numbers, at the left of what they are about; several at one place stand in a row. */
function marksOf(stops: readonly Stop[]): { stop: Stop; x: number; y: number }[] {
  const counts = new Map<string, number>();
  return stops
    .filter((stop) => stop.number !== null)
    .map((stop) => {
      const place = `${stop.rect.x} ${stop.rect.y}`;
      const nth = counts.get(place) ?? 0;
      counts.set(place, nth + 1);
      return { stop, x: stop.rect.x + 2 + nth * MARK, y: stop.rect.y - 2 };
    });
}
