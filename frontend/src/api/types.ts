/** What the API carries. */
import type { Topology } from "../generated/model";
import type { Change } from "../model/changes";
import type { Report } from "./report";

export interface DesignAnswer {
  readonly id: string | number;
  readonly name: string;
  readonly revision: number;
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
