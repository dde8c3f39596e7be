/** Who reaches whom, as the API packs it: each distinct cell and row once. */
import type { Family } from "./trace";

export type CellVerdict = "open" | "partial" | "closed" | "unknown";

export interface Allowed {
  readonly protocol: string;
  readonly ports: string;
  /** The load balancer whose ports these are, where the internet asks one. */
  readonly through?: string;
}

export interface MatrixCell {
  readonly verdict: CellVerdict;
  readonly allowed: readonly Allowed[];
}

export interface MatrixAnswer {
  readonly revision: number;
  readonly family: Family;
  readonly workloads: readonly { readonly id: string; readonly name: string }[];
  readonly cells: readonly MatrixCell[];
  /** Runs: the index of a cell, then for how many destinations in turn it holds. */
  readonly rows: readonly (readonly number[])[];
  readonly row_of: readonly number[];
}
