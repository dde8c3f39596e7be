import { useLayoutEffect, useMemo, useRef, useState } from "react";
import type { DesignApi } from "../api/designs";
import type { Finding, Report, WorkloadReport } from "../api/report";
import { t, tn } from "../i18n";
import { useDesign } from "../state/design";
import { filterBy, useFiltering } from "../state/filtering";
import { useFindings } from "../state/findings";
import { useIsCurrent, useShownFlow } from "../state/seen";
import { useView } from "../state/view";
import { isNeeded, ruleFindings } from "../state/verdicts";
import { byService, filtered, isAsked } from "./findings/filter";
import { FilterBar } from "./findings/FilterBar";
import { FindingItem } from "./findings/FindingItem";
import { FlowDetail } from "./FlowDetail";
import { FlowTable, rowOf } from "./FlowTable";
import { CheckState } from "./Header";
import { Ipv6 } from "./Ipv6";
import { ListOf, useSome } from "./ListOf";
import { nameOf } from "./names";

/** Groups that are open from the start: beyond these a person opens what matters. */
const OPEN_GROUPS = 12;
/** Groups that are listed at once. Of more, those with problems come first, and all are closed from the start. */
const GROUPS_AT_ONCE = 40;

/** What the last check found; a result of an older revision is told to be just that. */
export function Findings({ api }: { api: DesignApi }) {
  const report = useFindings((s) => s.report);
  const isCurrent = useIsCurrent();
  const shown = useShownFlow();
  useFocusBack();
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
      {shown ? <FlowDetail shown={shown} isCurrent={isCurrent} /> : <Overview report={report} isCurrent={isCurrent} />}
    </div>
  );
}

/** Who leaves a flow comes back to its row in the list. */
function useFocusBack(): void {
  const shown = useView((s) => s.shown);
  const before = useRef(shown);
  useLayoutEffect(() => {
    const left = before.current;
    before.current = shown;
    if (left && !shown && document.activeElement === document.body) document.getElementById(rowOf(left))?.focus();
  }, [shown]);
}

function Overview({ report, isCurrent }: { report: Report; isCurrent: boolean }) {
  const filter = useFiltering((s) => s.filter);
  const design = useDesign((s) => s.design);
  const rules = useMemo(() => byService(report, ruleFindings(report)), [report]);
  const asked = useMemo(
    () => (isAsked(filter) ? byService(report, filtered(report, design, filter)) : null),
    [report, design, filter],
  );
  const shared = rules.get(null) ?? [];
  const workloads = useMemo(() => inOrder(report.workloads), [report]);
  const isLong = workloads.length > GROUPS_AT_ONCE;
  const { some, more } = useSome(workloads, GROUPS_AT_ONCE);
  return (
    <>
      <FilterBar report={report} filter={filter} onChange={filterBy} />
      {asked ? (
        <Matches groups={asked} isCurrent={isCurrent} />
      ) : (
        <>
          {report.workloads.length === 0 && (
            <p className="dim">{t("No service or task yet: there is nothing to check.")}</p>
          )}
          {some.map((workload, i) => (
            <WorkloadGroup
              key={workload.id}
              workload={workload}
              findings={rules.get(workload.id) ?? []}
              isOpen={!isLong && i < OPEN_GROUPS}
              isCurrent={isCurrent}
            />
          ))}
          {more}
          {shared.length > 0 && (
            <>
              <h3>{t("The network as a whole")}</h3>
              <FindingList findings={shared} isCurrent={isCurrent} />
            </>
          )}
          <Notes report={report} />
        </>
      )}
    </>
  );
}

/** Of a long list those with problems first, otherwise as the report has them. */
function inOrder(workloads: Report["workloads"]): Report["workloads"] {
  if (workloads.length <= GROUPS_AT_ONCE) return workloads;
  const isBroken = new Map(workloads.map((one) => [one, problemsOf(one) > 0]));
  return [...workloads.filter((one) => isBroken.get(one)), ...workloads.filter((one) => !isBroken.get(one))];
}

function problemsOf(workload: WorkloadReport): number {
  return workload.flows.filter((f) => isNeeded(f) && (f.verdict === "blocked" || f.verdict === "partial")).length;
}

/** What a filter left, by service. */
function Matches({ groups, isCurrent }: { groups: ReadonlyMap<string | null, Finding[]>; isCurrent: boolean }) {
  const design = useDesign((s) => s.design);
  const count = [...groups.values()].reduce((sum, held) => sum + held.length, 0);
  const { some, more } = useSome([...groups], GROUPS_AT_ONCE);
  return (
    <>
      <p className="dim" role="status">
        {count === 0 ? t("No finding is like that.") : tn("{n} finding", "{n} findings", count)}
      </p>
      {some.map(([id, held]) => (
        <section key={id ?? ""}>
          <h3>{id === null ? t("The network as a whole") : nameOf(design, id)}</h3>
          <FindingList findings={held} isCurrent={isCurrent} />
        </section>
      ))}
      {more}
    </>
  );
}

function FindingList({ findings, isCurrent }: { findings: readonly Finding[]; isCurrent: boolean }) {
  return (
    <ListOf all={findings} className="findings">
      {(finding) => {
        const { rule, resource, workload, flow, to, message } = finding;
        const key = JSON.stringify([rule, resource, workload, flow, to, message]);
        return <FindingItem key={key} finding={finding} isCurrent={isCurrent} />;
      }}
    </ListOf>
  );
}

interface GroupProps {
  readonly workload: WorkloadReport;
  readonly findings: readonly Finding[];
  readonly isOpen: boolean;
  readonly isCurrent: boolean;
}

function WorkloadGroup({ workload, findings, isOpen: atFirst, isCurrent }: GroupProps) {
  const [isOpen, setOpen] = useState(atFirst);
  const design = useDesign((s) => s.design);
  const problems = problemsOf(workload);
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
          {findings.length > 0 && <FindingList findings={findings} isCurrent={isCurrent} />}
        </>
      )}
    </details>
  );
}

function systemName(os: string | null | undefined): string {
  return os ? os.charAt(0).toUpperCase() + os.slice(1).toLowerCase() : "";
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
