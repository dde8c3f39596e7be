/** The report of a check, as `farway check --format json` prints it. */
import type { Change } from "../model/changes";

export type Verdict = "reachable" | "blocked" | "partial" | "unknown" | "not-applicable";
export type Severity = "error" | "warning" | "info";

export interface PathItem {
  readonly resource: string | null;
  readonly kind: string;
  readonly action: string;
  readonly detail?: string;
}

export interface Blocker {
  readonly cause: string;
  readonly aws_code: string | null;
  readonly resource: string | null;
  readonly message: string;
}

export interface FlowPlacement {
  readonly subnet: string;
  readonly verdict: Verdict;
  readonly path: readonly PathItem[];
  readonly return_path?: readonly PathItem[];
  readonly blockers: readonly Blocker[];
  /** Why the verdict is unknown. */
  readonly doubts?: readonly string[];
  /** The largest packet that gets through, in bytes; null where none does. */
  readonly mtu?: number | null;
}

export interface Remedy {
  readonly title: string;
  readonly changes: readonly Change[];
  readonly verified: boolean;
  /** `free`, `per-hour`, `per-hour-and-gb` … */
  readonly cost?: string;
  /** What else it opens, for a person. */
  readonly opens?: string;
}

export interface Flow {
  readonly flow: string;
  readonly required: boolean;
  readonly family: "ipv4" | "ipv6";
  readonly protocol: string;
  readonly port: number | null;
  readonly to: string | null;
  readonly from: string | null;
  readonly interface: "task" | "fargate";
  readonly role: "task-execution" | "task" | null;
  readonly verdict: Verdict;
  readonly placements: readonly FlowPlacement[];
  readonly remedies: readonly Remedy[];
  /** Whether a flow log of the VPC shows it. */
  readonly flow_logs?: boolean;
}

export interface Ipv6Condition {
  readonly condition: string;
  readonly met: boolean | null;
  readonly cause: string | null;
  readonly resource: string | null;
  readonly message: string;
}

export interface Ipv6Placement {
  readonly subnet: string;
  readonly eligible: boolean | null;
  readonly conditions: readonly Ipv6Condition[];
}

export interface WorkloadReport {
  readonly id: string;
  readonly name?: string;
  readonly type: string;
  readonly platform: { readonly os: string | null; readonly version: string | null } | null;
  readonly subnets: readonly string[];
  readonly security_groups: readonly string[];
  readonly flows: readonly Flow[];
  readonly ipv6: { readonly eligible: boolean | null; readonly placements: readonly Ipv6Placement[] } | null;
}

export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly category: string;
  readonly cause: string | null;
  readonly resource: string | null;
  readonly message: string;
  readonly fix: string | null;
  readonly source: string | null;
  /** The flow that it is about, if it is about one. */
  readonly workload?: string;
  readonly flow?: string;
  readonly to?: string | null;
  readonly family?: string;
  /** Somebody looked at it and accepted it: why, and by whom and when where that is known. */
  readonly accepted?: boolean;
  readonly reason?: string;
  readonly accepted_by?: string;
  readonly accepted_when?: string;
}

export type Sign = "ok" | "stop" | "warn" | "unknown";

export interface Badge {
  readonly sign: Sign;
  readonly count: number;
}

/** What a report comes to, told before the report is there: the worst of each resource, and how much there is of each kind. */
export interface Digest {
  readonly badges: Readonly<Record<string, Badge>>;
  readonly counts: {
    readonly blocked: number;
    readonly partial: number;
    readonly unknown: number;
    readonly reachable: number;
    readonly errors: number;
    readonly warnings: number;
  };
}

export interface Report {
  readonly workloads: readonly WorkloadReport[];
  readonly findings: readonly Finding[];
  readonly summary: Readonly<Record<Severity, number>>;
  readonly assumptions: readonly unknown[];
  readonly unresolved: readonly unknown[];
  readonly not_modelled: readonly unknown[];
}
