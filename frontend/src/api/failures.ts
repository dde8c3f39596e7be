/** What a design loses while something of it is off, as the API answers. */
import type { Blocker } from "./report";

export type FateStatus = "down" | "cannot-start" | "loses" | "reduced" | "keeps";
export type FateSummary = Readonly<Record<FateStatus, number>>;

export interface Loss {
  readonly flow: string;
  readonly required: boolean;
  readonly family: "ipv4" | "ipv6";
  readonly protocol: string;
  readonly port: number | null;
  readonly to: string;
  readonly from: string;
  readonly verdict: "blocked" | "unknown";
  readonly lost: readonly (string | null)[];
  readonly kept: readonly (string | null)[];
  readonly blockers: readonly Blocker[];
  readonly doubts: readonly string[];
}

export interface Fate {
  readonly id: string;
  readonly name: string;
  readonly status: FateStatus;
  readonly placements: readonly { readonly subnet: string | null; readonly state: "kept" | "lost" }[];
  readonly losses: readonly Loss[];
}

export interface WhatIfAnswer {
  readonly revision: number;
  readonly off: readonly { readonly id: string; readonly type: string; readonly name: string }[];
  /** Resources that stop as a whole, or lose a part of their subnets, each because of something that is off. */
  readonly gone: readonly { readonly resource: string; readonly because: string; readonly extent: "whole" | "part" }[];
  readonly subnets: readonly { readonly subnet: string; readonly because: string }[];
  readonly workloads: readonly Fate[];
  readonly summary: FateSummary;
  readonly assumptions: readonly string[];
}

export interface Point {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly summary: FateSummary;
}

export interface PointsAnswer {
  readonly revision: number;
  readonly points: readonly Point[];
}
