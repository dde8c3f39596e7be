/** A trace, as `farway trace --format json` prints it, with the revision that it was computed from. */
import type { Blocker, FlowPlacement, PathItem, Remedy, Verdict } from "./report";

export type Family = "ipv4" | "ipv6";
export type Protocol = "tcp" | "udp" | "icmp" | "all";

/** An end is a resource's id, an address, or `internet`; a destination may be an AWS service by its endpoint's name. */
export interface TraceQuestion {
  readonly source: string;
  readonly destination: string;
  readonly protocol: Protocol;
  readonly port: number | null;
  readonly family: Family | null;
}

export interface TracePlacement extends Omit<FlowPlacement, "subnet"> {
  /** The subnet of the source, or of the destination where the source stands in none. */
  readonly subnet: string | null;
  /** The largest packet that gets through, in bytes; null where none does. */
  readonly mtu: number | null;
}

export interface TraceReport {
  readonly revision: number;
  readonly verdict: Verdict;
  readonly path: readonly PathItem[];
  readonly return_path: readonly PathItem[];
  readonly blockers: readonly Blocker[];
  readonly placements: readonly TracePlacement[];
  readonly mtu: number | null;
  readonly allowed: string;
  readonly assumptions: readonly string[];
  readonly remedies: readonly Remedy[];
}
