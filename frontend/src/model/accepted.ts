/** What a finding is known by, and the list of those that are accepted; the same as topology/model/accepted.py. */
import type { Accepted } from "./types";

/** Which finding: the rule and what it is about, not how it is worded. */
export type FindingKey = Omit<Accepted, "reason" | "by" | "when">;

const IDENTITY = ["rule", "resource", "workload", "flow", "to", "family"] as const;

/** What of this (a finding, an acceptance) says which finding it is. */
export function keyOf(finding: FindingKey): FindingKey {
  const named = IDENTITY.flatMap((name) => ((finding[name] ?? null) === null ? [] : [[name, finding[name]]]));
  return Object.fromEntries(named) as FindingKey;
}

/** The same, to be compared. */
export function identityOf(finding: FindingKey): string {
  return JSON.stringify(IDENTITY.map((name) => finding[name] ?? null));
}

/** The same, in a line. */
export function saidOf(finding: FindingKey): string {
  return IDENTITY.flatMap((name) => finding[name] || []).join(" ");
}

/** By what they are known by. Of one that is there twice, the last counts; their order means nothing. */
export function byIdentity(accepted: readonly Accepted[]): Map<string, Accepted> {
  return new Map(accepted.map((one) => [identityOf(one), one]));
}
