import { useState } from "react";
import type { DesignApi } from "../api/designs";
import type { Finding, Report, WorkloadReport } from "../api/report";
import { t, tn } from "../i18n";
import { useDesign } from "../state/design";
import { useFindings } from "../state/findings";
import { useIsCurrent, useShownFlow } from "../state/seen";
import { isNeeded, ruleFindings, SIGNS } from "../state/verdicts";
import { reveal, select } from "../state/view";
import { FlowDetail } from "./FlowDetail";
import { FlowTable } from "./FlowTable";
import { CheckState } from "./Header";
import { Ipv6 } from "./Ipv6";
import { nameOf } from "./names";

/** Groups that are open from the start: beyond these a person opens what matters. */
const OPEN_GROUPS = 12;

/** What the last check found; a result of an older revision is told to be just that. */
export function Findings({ api }: { api: DesignApi }) {
  const { report } = useFindings();
  const isCurrent = useIsCurrent();
  const shown = useShownFlow();
  if (!report) {
    return (
      <div className="body" data-testid="findings">
        <CheckState api={api} />
      </div>
    );
  }
  return (
    <div className={isCurrent ? "body" : "body is-stale"} data-testid="findings" data-current={isCurrent}>
      {!isCurrent && (
        <div className="stale-note">
          <CheckState api={api} />
          <span>{t("The design has changed. What stands here is of an earlier revision.")}</span>
        </div>
      )}
      {shown ? <FlowDetail shown={shown} isCurrent={isCurrent} /> : <Overview report={report} />}
    </div>
  );
}

function Overview({ report }: { report: Report }) {
  const rules = ruleFindings(report);
  return (
    <>
      {report.workloads.length === 0 && (
        <p className="dim">{t("No service or task yet: there is nothing to check.")}</p>
      )}
      {report.workloads.map((workload, i) => (
        <WorkloadGroup key={workload.id} workload={workload} isOpen={i < OPEN_GROUPS} />
      ))}
      {rules.length > 0 && (
        <>
          <h3>{t("Rules")}</h3>
          <ul className="findings">
            {rules.map((finding, i) => (
              <RuleFinding key={i} finding={finding} />
            ))}
          </ul>
        </>
      )}
      <Notes report={report} />
    </>
  );
}

function WorkloadGroup({ workload, isOpen: atFirst }: { workload: WorkloadReport; isOpen: boolean }) {
  const [isOpen, setOpen] = useState(atFirst);
  const design = useDesign((s) => s.design);
  const problems = workload.flows.filter(
    (f) => isNeeded(f) && (f.verdict === "blocked" || f.verdict === "partial"),
  ).length;
  const version = [systemName(workload.platform?.os), workload.platform?.version].filter(Boolean).join(" ");
  return (
    <details className="group-details" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <b>{workload.name ?? nameOf(design, workload.id)}</b>
        <span className="dim">{version}</span>
        {problems > 0 && <span className="verdict verdict-stop">✕ {tn("{n} blocked", "{n} blocked", problems)}</span>}
      </summary>
      {isOpen && (
        <>
          <FlowTable workload={workload} />
          <Ipv6 workload={workload} />
        </>
      )}
    </details>
  );
}

function systemName(os: string | null | undefined): string {
  return os ? os.charAt(0).toUpperCase() + os.slice(1).toLowerCase() : "";
}

function RuleFinding({ finding }: { finding: Finding }) {
  const design = useDesign((s) => s.design);
  const sign = finding.severity === "error" ? "stop" : finding.severity === "warning" ? "warn" : "unknown";
  const { resource } = finding;
  return (
    <li className="finding">
      <span className={`verdict verdict-${sign}`} aria-label={finding.severity}>
        {finding.severity === "info" ? "i" : SIGNS[sign]}
      </span>
      <div>
        <p>{finding.message}</p>
        {finding.fix && <p className="two">{finding.fix}</p>}
        <p className="dim">
          {resource && design.resources[resource] && (
            <button
              type="button"
              className="link"
              onClick={() => {
                select([resource]);
                reveal(resource);
              }}
            >
              {nameOf(design, resource)}
            </button>
          )}{" "}
          <span className="mono">{finding.rule}</span>{" "}
          {finding.source?.startsWith("https://") && (
            <a href={finding.source} target="_blank" rel="noreferrer">
              {t("AWS's page")}
            </a>
          )}
        </p>
      </div>
    </li>
  );
}

function Notes({ report }: { report: Report }) {
  const lists: [string, readonly unknown[]][] = [
    [t("Assumed"), report.assumptions],
    [t("Not resolved"), report.unresolved],
    [t("Not modelled"), report.not_modelled],
  ];
  return (
    <>
      {lists
        .filter(([, items]) => items.length > 0)
        .map(([title, items]) => (
          <details key={title} className="notes">
            <summary>
              {title} <span className="dim">{items.length}</span>
            </summary>
            <ul>
              {items.map((item, i) => (
                <li key={i}>{noteText(item)}</li>
              ))}
            </ul>
          </details>
        ))}
    </>
  );
}

function noteText(item: unknown): string {
  if (typeof item === "string") return item;
  const { resource, property, reason, id, type } = item as Record<string, string | undefined>;
  return [resource ?? id, property ?? type, reason].filter(Boolean).join(": ");
}
