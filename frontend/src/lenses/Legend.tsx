import type { DesignApi } from "../api/designs";
import { t } from "../i18n";
import { flowName } from "../model/flows";
import { Glyph } from "../nodes/Glyph";
import { nameOf } from "../panels/names";
import { useDesign } from "../state/design";
import { useFindings } from "../state/findings";
import { useIsCurrent } from "../state/seen";
import { useView } from "../state/view";
import { FailurePanel } from "./failure/FailurePanel";
import { isOfReport, trafficTable, wordsOf } from "./lens";
import { foldLegend, look, useLens } from "./state";
import { SubnetsPanel } from "./subnets/SubnetsPanel";

/** What the lens shows, in words; the traffic table of the selected workload under the lens of interfaces. */
export function Legend({ api }: { api: DesignApi }) {
  const { lens, isFolded } = useLens();
  const report = useFindings((s) => s.report);
  const isCurrent = useIsCurrent();
  if (!lens) return null;
  const { title, about } = wordsOf(lens);
  return (
    <section
      className={`lens-legend${isFolded ? " is-folded" : lens === "failure" ? " lens-tall" : ""}`}
      aria-label={t("Lens: {title}", { title })}
      data-testid="legend"
    >
      <div className="lens-head">
        <b>{title}</b>
        <button
          type="button"
          className="icon"
          aria-expanded={!isFolded}
          aria-controls="legend-body"
          aria-label={isFolded ? t("Show the legend") : t("Fold the legend")}
          title={isFolded ? t("Show the legend") : t("Fold the legend")}
          onClick={() => foldLegend(!isFolded)}
        >
          <Glyph name="chevron" />
        </button>
        <button type="button" className="icon" aria-label={t("No lens")} onClick={leave}>
          ×
        </button>
      </div>
      <div id="legend-body" hidden={isFolded}>
        <p className="two">{about}</p>
        {isOfReport(lens) && isCurrent && report?.workloads.length === 0 && (
          <p className="dim">{t("No service or task yet: there is nothing to see.")}</p>
        )}
        {isOfReport(lens) && !isCurrent && (
          <p className="dim">{t("Being checked: what stands here is of an earlier revision.")}</p>
        )}
        {(lens === "interface" || lens === "flow-logs") && <TrafficTable />}
        {lens === "subnets" && <SubnetsPanel api={api} />}
        {lens === "failure" && <FailurePanel api={api} />}
      </div>
    </section>
  );
}

/** The button goes with the legend; the focus goes to the one that opened it. */
function leave(): void {
  document.querySelector<HTMLElement>(".seeing-bar [aria-pressed=true]")?.focus({ preventScroll: true });
  look(null);
}

function TrafficTable() {
  const design = useDesign((s) => s.design);
  const selected = useView((s) => s.selected);
  const report = useFindings((s) => s.report);
  const workload = report?.workloads.find(({ id }) => selected.includes(id));
  if (!workload) return <p className="dim">{t("Select a service or task for its table, action by action.")}</p>;
  return (
    <table>
      <caption>
        {workload.name ?? nameOf(design, workload.id)}, {workload.platform?.version}
      </caption>
      <thead>
        <tr>
          <th scope="col">{t("Action")}</th>
          <th scope="col">{t("ENI")}</th>
          <th scope="col">{t("IAM role")}</th>
          <th scope="col">{t("Flow logs")}</th>
        </tr>
      </thead>
      <tbody>
        {trafficTable(workload).map((flow, i) => (
          <tr key={i}>
            <th scope="row">
              {flowName(flow)} <span className="dim">{flow.to === workload.id ? "" : nameOf(design, flow.to)}</span>
            </th>
            <td>{flow.interface === "fargate" ? t("Fargate") : t("task")}</td>
            <td>{flow.role === "task-execution" ? t("execution") : flow.role === "task" ? t("task") : "–"}</td>
            <td>{flow.flow_logs === false ? t("✕ not seen") : t("✓ seen")}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
