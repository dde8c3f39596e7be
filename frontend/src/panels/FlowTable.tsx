import type { WorkloadReport } from "../api/report";
import { flowName } from "../model/flows";
import { useDesign } from "../state/design";
import { isNeeded } from "../state/verdicts";
import { announce, select, showFlow, useView, type ShownFlow } from "../state/view";
import { nameOf } from "./names";
import { Verdict } from "./Verdict";

/** The id of the row of a flow: where the focus comes back to. */
export const rowOf = ({ workload, flow }: Pick<ShownFlow, "workload" | "flow">): string => `flow-${workload}-${flow}`;

/** All flows of a workload, each with its verdict; a click shows the flow on the canvas. */
export function FlowTable({ workload }: { workload: WorkloadReport }) {
  const design = useDesign((s) => s.design);
  const shown = useView((s) => s.shown);
  return (
    <ul className="flows">
      {workload.flows.map((flow, i) => {
        const to = flow.flow === "lb-to-task" ? flow.port : flow.to === "internet" ? "" : nameOf(design, flow.to);
        const isShown = shown?.workload === workload.id && shown.flow === i;
        return (
          <li key={i}>
            <button
              type="button"
              id={rowOf({ workload: workload.id, flow: i })}
              className={isShown ? "flow is-shown" : "flow"}
              aria-pressed={isShown}
              data-flow={flow.flow}
              onClick={() => {
                select([workload.id]);
                showFlow({ workload: workload.id, flow: i, subnet: null });
                announce(flowName(flow));
              }}
            >
              <span>
                {flowName(flow)} <span className="dim">{to}</span>
                {flow.family === "ipv6" && flow.to !== "internet" && <span className="dim"> IPv6</span>}
              </span>
              <Verdict verdict={flow.verdict} isNeeded={isNeeded(flow)} />
            </button>
          </li>
        );
      })}
    </ul>
  );
}
