/** The history of a design: its revisions, one of its states, and what changed between two. */
import type { Topology } from "../generated/model";
import type { Json } from "../model/types";
import type { Client } from "./client";
import type { Blocker, Finding, Verdict } from "./report";
import type { Page } from "./types";

export interface Revision {
  readonly revision: number;
  readonly author: string | null;
  readonly created: string;
  /** What it did, as a sentence without its subject: `moved orders-api`. */
  readonly summary: string;
  /** Whether it can still be looked at, compared and restored. */
  readonly kept: boolean;
  readonly restored: number | null;
}

export interface ResourceRow {
  readonly id: string;
  readonly type: string;
  readonly name: string;
}

/** A value that the input left open is `{"unknown": why}`. */
export interface ChangedField {
  readonly field: string;
  readonly before: Json;
  readonly after: Json;
}

export interface ChangedResource extends ResourceRow {
  readonly fields: readonly ChangedField[];
}

export type Turn = "worse" | "better" | "new" | "gone" | "other";

interface VerdictChange {
  readonly before: Verdict | null;
  readonly after: Verdict | null;
  readonly change: Turn;
}

export interface FlowChange extends VerdictChange {
  readonly workload: string;
  readonly name: string;
  readonly flow: string;
  readonly family: "ipv4" | "ipv6";
  readonly protocol: string;
  readonly port: number | null;
  readonly to: string | null;
  readonly from: string | null;
  readonly required: boolean;
  readonly accepted: boolean;
  readonly placements: readonly (VerdictChange & {
    readonly subnet: string | null;
    readonly blockers: readonly Blocker[];
  })[];
}

export interface Ipv6Change {
  readonly workload: string;
  readonly name: string;
  readonly subnet: string;
  readonly before: boolean | null;
  readonly after: boolean | null;
  readonly change: Turn;
}

export interface Comparison {
  readonly from: number;
  readonly to: number;
  readonly added: readonly ResourceRow[];
  readonly removed: readonly ResourceRow[];
  readonly changed: readonly ChangedResource[];
  readonly moved: readonly string[];
  readonly settings: readonly { readonly setting: string; readonly before: Json; readonly after: Json }[];
  readonly flows: readonly FlowChange[];
  readonly ipv6: readonly Ipv6Change[];
  readonly findings: Readonly<Record<"new" | "gone" | "accepted", readonly Finding[]>>;
}

export interface RevisionsApi {
  revisions(page: number): Promise<Page<Revision>>;
  revision(revision: number): Promise<{ readonly revision: number; readonly document: Topology }>;
  compare(from: number, to: number): Promise<Comparison>;
}

/** `here` is the address of the design under the API's. */
export function revisionsApi(client: Client, here: string): RevisionsApi {
  return {
    revisions: (page) => client.get(`${here}revisions/?page=${page}`),
    revision: (revision) => client.get(`${here}revisions/${revision}/`),
    compare: (from, to) => client.get(`${here}comparison/?from=${from}&to=${to}`),
  };
}
