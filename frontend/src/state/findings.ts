/** What the last check came to, its report, the revisions that these are of, and the check that runs. */
import { create } from "zustand";
import type { DesignApi } from "../api/designs";
import type { CheckNews } from "../api/events";
import type { Digest, Report } from "../api/report";
import { isOver, type Job } from "../api/types";
import { onlyLayout } from "../model/changes";
import { notify, type DesignState } from "./design";
import { painted } from "./painted";

export interface FindingsState {
  /** Badges and counts: the canvas shows them before it has the report, which is large. */
  readonly digest: Digest | null;
  readonly digestRevision: number;
  readonly digestJob: string | number | null;
  readonly report: Report | null;
  readonly revision: number;
  /** The check that the report is of. */
  readonly reportJob: string | number | null;
  /** Whether the report has its remedies: a large design's findings are told before they are searched for. */
  readonly isComplete: boolean;
  readonly job: Job | null;
}

export const useFindings = create<FindingsState>(() => ({
  digest: null,
  digestRevision: -1,
  digestJob: null,
  report: null,
  revision: -1,
  reportJob: null,
  isComplete: true,
  job: null,
}));

/** Whether what was found of a revision (-1: nothing yet) is true of the design as it is drawn now. Moving boxes changes no verdict. */
export function isCurrent(revision: number, design: Pick<DesignState, "substance" | "pending">): boolean {
  return revision >= design.substance && design.pending.every((p) => onlyLayout(p.changes));
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

/** News of a check. What it comes to is shown; then its report is fetched unless it is the one that is here, or on its way. */
export async function reported(api: DesignApi, { revision, job, report, complete, digest }: CheckNews): Promise<void> {
  if (showDigest(digest, revision, job)) await painted();
  if (!report) return;
  await fetching?.catch(() => undefined); // whoever asked for it tells of a failure
  const { reportJob, isComplete } = useFindings.getState();
  if (job === null || reportJob !== job || (complete && !isComplete)) await fetchReport(api);
}

/** Show a digest unless it is the one that is shown, or older. Whether it is new. */
function showDigest(digest: Digest | null, revision: number, job: string | number | null): boolean {
  const now = useFindings.getState();
  if (!digest || revision < now.digestRevision || (job !== null && job === now.digestJob)) return false;
  useFindings.setState({ digest, digestRevision: revision, digestJob: job });
  return true;
}

/** Answers that arrive out of order are left aside. */
async function fetchLatest(api: DesignApi): Promise<void> {
  const answer = await api.latestCheck();
  const { revision } = useFindings.getState();
  const job = answer.job !== null && typeof answer.job === "object" ? answer.job.id : answer.job;
  if (answer.result && answer.revision !== null && answer.revision >= revision) {
    const { result: report, complete: isComplete } = answer;
    showDigest(answer.digest, answer.revision, job);
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
