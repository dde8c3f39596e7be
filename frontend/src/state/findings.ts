/** The last check's report, the revision that it is of, and the check that runs. */
import { create } from "zustand";
import type { DesignApi } from "../api/designs";
import type { Report } from "../api/report";
import { isOver, type Job } from "../api/types";
import { onlyLayout } from "../model/changes";
import { notify, type DesignState } from "./design";

export interface FindingsState {
  readonly report: Report | null;
  readonly revision: number;
  /** The check that the report is of. */
  readonly reportJob: string | number | null;
  /** Whether the report has its remedies: a large design's findings are told before they are searched for. */
  readonly isComplete: boolean;
  readonly job: Job | null;
}

export const useFindings = create<FindingsState>(() => ({
  report: null,
  revision: -1,
  reportJob: null,
  isComplete: true,
  job: null,
}));

/** Whether the report is of the design as it is drawn now. Moving boxes changes no verdict. */
export function isCurrent(
  findings: Pick<FindingsState, "report" | "revision">,
  design: Pick<DesignState, "substance" | "pending">,
): boolean {
  return (
    findings.report !== null &&
    findings.revision >= design.substance &&
    design.pending.every((p) => onlyLayout(p.changes))
  );
}

/** The check of this design that is queued or running, if any. */
export function runningCheck(findings: FindingsState): Job | null {
  return findings.job && !isOver(findings.job) ? findings.job : null;
}

let fetching: Promise<void> | null = null;

/** Fetch the latest report; once where it is on its way already. */
export function fetchReport(api: DesignApi): Promise<void> {
  fetching ??= fetchLatest(api).finally(() => {
    fetching = null;
  });
  return fetching;
}

/** News of a report: it is fetched unless it is the one that is here, or on its way. */
export async function reported(api: DesignApi, job: string | number | null, complete: boolean): Promise<void> {
  await fetching?.catch(() => undefined); // whoever asked for it tells of a failure
  const { reportJob, isComplete } = useFindings.getState();
  if (job === null || reportJob !== job || (complete && !isComplete)) await fetchReport(api);
}

/** Answers that arrive out of order are left aside. */
async function fetchLatest(api: DesignApi): Promise<void> {
  const answer = await api.latestCheck();
  const { revision } = useFindings.getState();
  const job = answer.job !== null && typeof answer.job === "object" ? answer.job.id : answer.job;
  if (answer.result && answer.revision !== null && answer.revision >= revision) {
    const { result: report, complete: isComplete } = answer;
    useFindings.setState({ report, revision: answer.revision, reportJob: job, isComplete });
  }
  if (answer.job !== null && typeof answer.job === "object") heard(answer.job);
}

/** News of a job. The answer to a request may come after the news that the job is over: it is older than that. */
export function heard(job: Job): void {
  if (job.kind !== "check") return;
  const now = useFindings.getState().job;
  if (now?.id === job.id && isOver(now) && !isOver(job)) return;
  if (now && now.id !== job.id && (now.revision ?? -1) > (job.revision ?? -1)) return;
  useFindings.setState({ job });
}

export async function cancelCheck(api: DesignApi): Promise<void> {
  const job = runningCheck(useFindings.getState());
  if (job) heard(await api.cancelJob(job.id));
}

/** Check again by hand: after a cancelled or failed check. */
export async function checkAgain(api: DesignApi): Promise<void> {
  heard(await api.startCheck());
}

/** Run a call whose failure the user is told of. */
export function told(work: Promise<unknown>): void {
  work.catch((error: unknown) => notify(error instanceof Error ? error.message : String(error)));
}
