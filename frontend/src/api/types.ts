/** What the API carries. */
import type { Topology } from "../generated/model";
import type { Change } from "../model/changes";
import type { Digest, Report, Verdict } from "./report";

export interface DesignAnswer {
  readonly id: string | number;
  readonly name: string;
  readonly revision: number;
  readonly document: Topology;
}

/** A whole network that a design can start from. */
export interface Pattern {
  readonly slug: string;
  readonly name: string;
  readonly text: string;
  /** The address of its picture. */
  readonly picture: string;
}

export interface PatternAnswer extends Pattern {
  readonly document: Topology;
}

export interface Batch {
  readonly revision: number;
  readonly changes: readonly Change[];
  readonly client: string;
}

export interface ChangesAnswer {
  readonly revision: number;
  readonly merged: readonly Batch[];
}

export type JobState = "queued" | "running" | "succeeded" | "failed" | "errored" | "cancelled";

export interface Job {
  readonly id: string | number;
  readonly kind: "check" | "export";
  readonly state: JobState;
  readonly progress: { readonly done: number; readonly total: number; readonly message?: string } | null;
  readonly design: string | number | null;
  readonly revision: number | null;
  readonly result?: ExportResult | null;
  readonly error: { readonly code: string; readonly message: string } | null;
}

export interface ExportResult {
  readonly filename: string;
  readonly media_type: string;
  readonly size: number;
  readonly url: string;
}

export interface CheckAnswer {
  readonly revision: number | null;
  readonly current: boolean;
  /** Whether the search for remedies is over: of a large design the findings are told before. */
  readonly complete: boolean;
  readonly digest: Digest | null;
  readonly result: Report | null;
  readonly job: Job | string | number | null;
}

export interface Page<T> {
  readonly count: number;
  readonly next: string | null;
  readonly results: readonly T[];
}

export function isOver(job: Job): boolean {
  return job.state !== "queued" && job.state !== "running";
}

/** Something that may be wanted of a resource. */
export interface Intent {
  readonly id: string;
  readonly title: string;
  readonly about: string;
}

/** A flow whose verdict an intent would change, or that would still fail. */
export interface Effect {
  readonly workload: string;
  readonly flow: string;
  readonly to: string;
  readonly family: "ipv4" | "ipv6";
  readonly subnet: string | null;
  readonly required: boolean;
  readonly verdict: Verdict;
  readonly before?: Verdict;
}

export interface Proposal {
  readonly revision: number;
  readonly intent: string;
  readonly title: string;
  readonly changes: readonly Change[];
  readonly better: readonly Effect[];
  readonly worse: readonly Effect[];
  readonly left: readonly Effect[];
  readonly verified: boolean;
  readonly refused: string | null;
}

/** The design as a CloudFormation template; `lines` are the first and last line, from 1, of each resource by its id. */
export interface Template {
  readonly revision: number;
  readonly text: string;
  readonly lines: Readonly<Record<string, readonly [first: number, last: number]>>;
}
