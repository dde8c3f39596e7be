/** Where a trace runs on the canvas: the way there, and what looks at the reply on the way back. */
import type { PathItem } from "../api/report";
import type { TracePlacement } from "../api/trace";
import { isStart, routeOf, stateOf, type Ends, type Route, type Stop } from "../geometry/route";
import type { Scene } from "../geometry/scene";
import type { Design } from "../model/types";

/** How many numbers the way there takes; the reply's go on from there. */
export function hopsThere(path: readonly PathItem[]): number {
  return path.filter((item) => !isStart(item)).length;
}

/**
 * The route of a trace from one of its places. The reply's hops are numbered on, and its wires lead back to the start; what is
 * blocked on the way there gets no reply, only what would look at one is marked.
 */
export function traceRoute(
  design: Design,
  scene: Scene,
  ends: Ends,
  placement: TracePlacement,
  withReply: boolean,
): Route {
  const there = routeOf(design, scene, ends, placement);
  const back = placement.return_path ?? [];
  const [first, last] = [there.stops[0], there.stops.at(-1)];
  if (!withReply || back.length === 0 || !first || !last) return there;
  const { subnet } = placement;
  const found = back.map((item): Stop | null => {
    const [stop] = routeOf(design, scene, { from: null, to: null }, { subnet, path: [item] }).stops;
    return stop ? { ...stop, state: stateOf(item) } : null;
  });
  const start = hopsThere(placement.path);
  const numbered = found.flatMap((stop, i) => (stop ? [{ ...stop, number: start + i + 1 }] : []));
  if (there.stops.some((stop) => stop.state === "stop")) {
    const marks = numbered.map((stop) => ({ ...stop, isReply: true, isApart: true }));
    return { ...there, stops: [...there.stops, ...marks] };
  }
  const reply = [
    { ...last, state: "ok" as const, item: null },
    ...numbered,
    { ...first, state: "ok" as const, item: null },
  ];
  const marked = reply.map((stop, i): Stop => {
    const isEnd = i === 0 || i === reply.length - 1;
    return { ...stop, number: isEnd ? null : stop.number, isReply: true };
  });
  return { ...there, stops: [...there.stops, ...marked], lit: new Set([...there.lit, ...keysOf(marked)]) };
}

const keysOf = (stops: readonly Stop[]): string[] => stops.map((stop) => stop.key).filter((key) => key !== null);
