import { ViewportPortal } from "@xyflow/react";
import type { CSSProperties } from "react";
import { svgPath, wire } from "../geometry/wire";
import { bottom, type Rect } from "../geometry/rect";
import type { Route, Stop } from "../geometry/route";
import { t } from "../i18n";
import { INTERNET } from "../nodes/icons";
import { Tile } from "../nodes/Tile";
import { actionText } from "../panels/PathList";
import { SIGNS } from "../state/verdicts";
import { useTrace } from "../trace/state";
import { Arrow } from "./Arrow";

const STATES = ["ok", "stop", "unknown"] as const;

/** The hops of a flow on the canvas: wires between them, a number at each; what is not open is red, dashed and marked. */
export function PathOverlay({ route }: { route: Route }) {
  const marks = marksOf(route.stops);
  const wires = wiresOf(route);
  const pointed = useTrace((s) => s.hop);
  return (
    <ViewportPortal>
      <div className="path-overlay" data-testid="path">
        <svg className="wires" aria-hidden="true">
          <defs>
            {STATES.map((state) => (
              <Arrow key={state} id={`arrow-${state}`} className={`arrow arrow-${state}`} />
            ))}
          </defs>
          {wires.map(({ d, state, isReply }, i) => (
            <path
              key={i}
              className={`wire wire-${state}${isReply ? " wire-reply" : ""}`}
              style={inTurn(i)}
              d={d}
              markerEnd={`url(#arrow-${state})`}
            />
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
        {marks.map(({ stop, x, y }, i) => (
          <span
            key={stop.number}
            className={[
              "hop",
              `hop-${stop.state}`,
              stop.isReply && "hop-reply",
              stop.number === pointed && "is-pointed",
            ]
              .filter(Boolean)
              .join(" ")}
            style={{ left: x, top: y, ...inTurn(i) }}
          >
            {stop.state === "stop" ? SIGNS.stop : stop.number}
          </span>
        ))}
        {marks
          .filter(({ stop }) => stop.number === pointed && stop.item)
          .map(({ stop, x, y }) => (
            <span key={stop.number} className="hop-says" style={{ left: x, top: y }}>
              {stop.item && actionText(stop.item)}
            </span>
          ))}
      </div>
    </ViewportPortal>
  );
}

/** Hops light up one after the other. */
const inTurn = (n: number): CSSProperties => ({ "--turn": n }) as CSSProperties;

interface Wire {
  readonly d: string;
  readonly state: Stop["state"];
  readonly isReply: boolean;
}

/** One wire for each stretch between different places; from the first obstacle on it is not open. The reply begins anew. */
function wiresOf({ stops, zones }: Route): Wire[] {
  const wires: Wire[] = [];
  let state: Stop["state"] = "ok";
  stops.forEach((stop, i) => {
    const before = stops[i - 1];
    if (stop.isApart) return;
    const isReply = stop.isReply === true;
    if (!before || isReply !== (before.isReply === true)) {
      state = stop.state;
      return;
    }
    if (state === "ok") state = stop.state;
    if (before.rect !== stop.rect)
      wires.push({
        d: svgPath(wire(before.rect, stop.rect, zonesOf(before, stop, zones), wires.length)),
        state,
        isReply,
      });
  });
  return wires;
}

/** The zones that a wire goes round: those of its ends, or what lies between two ends that stand in none. */
function zonesOf(a: Stop, b: Stop, zones: readonly Rect[]): readonly Rect[] {
  if (a.subnet !== null && a.subnet === b.subnet) return [];
  const held = [a.zone, b.zone].filter((zone) => zone !== null);
  if (held.length > 0) return held;
  const [top, low] = [Math.min(bottom(a.rect), bottom(b.rect)), Math.max(a.rect.y, b.rect.y)];
  return zones.filter((zone) => zone.y < low && bottom(zone) > top);
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
