/** What is derived from the stores for the whole page: the route that is shown, badges, whether results are current. */
import { useMemo } from "react";
import type { Flow, FlowPlacement, WorkloadReport } from "../api/report";
import { routeOf, type Route } from "../geometry/route";
import { sceneOf } from "../geometry/scene";
import { useTracedRoute } from "../trace/useTracedRoute";
import { useDesign } from "./design";
import { isCurrent, useFindings } from "./findings";
import { connectionSigns, placementToShow, type Badge, type Sign } from "./verdicts";
import { useView } from "./view";

const NO_BADGES: ReadonlyMap<string, Badge> = new Map();

/** Whether the report is of the design as it is. */
export function useIsCurrent(): boolean {
  const revision = useFindings((s) => s.revision);
  return useDesign((design) => isCurrent(revision, design));
}

/** Whether the badges and counts are: they are told before the report is there. */
export function useIsDigestCurrent(): boolean {
  const revision = useFindings((s) => s.digestRevision);
  return useDesign((design) => isCurrent(revision, design));
}

export function useBadges(): ReadonlyMap<string, Badge> {
  const digest = useFindings((s) => s.digest);
  return useMemo(() => (digest ? new Map(Object.entries(digest.badges)) : NO_BADGES), [digest]);
}

const NO_SIGNS: ReadonlyMap<string, Sign> = new Map();

/** The signs of declared connections: whether what they ask for works. None while the report is of an earlier revision. */
export function useConnectionSigns(): ReadonlyMap<string, Sign> {
  const report = useFindings((s) => s.report);
  const design = useDesign((s) => s.design);
  const current = useIsCurrent();
  return useMemo(() => (report && current ? connectionSigns(design, report) : NO_SIGNS), [report, design, current]);
}

export interface Shown {
  readonly workload: WorkloadReport;
  readonly flow: Flow;
  readonly placement: FlowPlacement | undefined;
}

/** The flow that is shown, from the last report. */
export function useShownFlow(): Shown | null {
  const shown = useView((s) => s.shown);
  const report = useFindings((s) => s.report);
  return useMemo(() => {
    const workload = report?.workloads.find((w) => w.id === shown?.workload);
    const flow = shown && workload?.flows[shown.flow];
    return workload && flow ? { workload, flow, placement: placementToShow(flow, shown.subnet) } : null;
  }, [report, shown]);
}

/** What runs over the canvas: the trace while its panel is open, otherwise the shown flow; none while its result is stale. */
export function useRoute(): Route | null {
  const shown = useShownFlow();
  const design = useDesign((s) => s.design);
  const current = useIsCurrent();
  const isTracing = useView((s) => s.tab === "trace");
  const trace = useTracedRoute();
  const flow = useMemo(() => {
    if (!shown?.placement || !current) return null;
    return routeOf(design, sceneOf(design), shown.flow, shown.placement);
  }, [shown, design, current]);
  return isTracing ? trace : flow;
}
