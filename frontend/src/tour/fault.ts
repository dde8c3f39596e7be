/** What the tour is shown on: the first thing that a workload needs, does not get, and that a verified remedy opens. */
import type { Report } from "../api/report";
import { isNeeded } from "../state/verdicts";
import type { ShownFlow } from "../state/view";

export function faultOf(report: Report | null): ShownFlow | null {
  for (const { id, flows } of report?.workloads ?? []) {
    const flow = flows.findIndex(
      (one) => isNeeded(one) && one.verdict === "blocked" && one.remedies.some((r) => r.verified),
    );
    if (flow >= 0) return { workload: id, flow, subnet: null };
  }
  return null;
}
