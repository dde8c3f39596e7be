import { useMemo } from "react";
import type { Route } from "../geometry/route";
import { sceneOf } from "../geometry/scene";
import { useDesign } from "../state/design";
import { traceRoute } from "./route";
import { isAnswerCurrent, placeShown, useTrace } from "./state";

/** Where the answered trace runs on the canvas; none while it is of an earlier revision. */
export function useTracedRoute(): Route | null {
  const answer = useTrace((s) => s.answer);
  const at = useTrace(placeShown);
  const from = useTrace((s) => s.source);
  const to = useTrace((s) => s.destination);
  const withReply = useTrace((s) => s.withReply);
  const design = useDesign((s) => s.design);
  const isCurrent = useDesign(() => answer !== null && isAnswerCurrent(answer));
  return useMemo(() => {
    const place = answer?.placements[at];
    return place && isCurrent ? traceRoute(design, sceneOf(design), { from, to }, place, withReply) : null;
  }, [answer, at, from, to, withReply, design, isCurrent]);
}
