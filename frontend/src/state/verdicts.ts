/** What a report says, arranged for the canvas: badges of resources, counts for the header, the path of a flow. */
import type { Finding, Flow, FlowPlacement, Report, Verdict, WorkloadReport } from "../api/report";

export type Sign = "ok" | "stop" | "warn" | "unknown";

export const SIGNS: Readonly<Record<Sign, string>> = { ok: "✓", stop: "✕", warn: "▲", unknown: "?" };

export interface Badge {
  readonly sign: Sign;
  readonly count: number;
}

export interface Counts {
  readonly blocked: number;
  readonly partial: number;
  readonly unknown: number;
  readonly reachable: number;
  readonly errors: number;
  readonly warnings: number;
}

/** The sign of a verdict: a flow that works from some subnets only is a warning, not a success. */
export function signOf(verdict: Verdict): Sign | null {
  switch (verdict) {
    case "reachable":
      return "ok";
    case "blocked":
      return "stop";
    case "partial":
      return "warn";
    case "unknown":
      return "unknown";
    case "not-applicable":
      return null;
  }
}

/** Whether a flow that does not work is a problem. Internet egress is a capability, which no task needs by itself. */
export function isNeeded(flow: Flow): boolean {
  return flow.required;
}

/** How many flows and findings there are of each kind; counted once for each report. */
export function countsOf(report: Report): Counts {
  let found = counted.get(report);
  if (!found) counted.set(report, (found = count(report)));
  return found;
}

const counted = new WeakMap<Report, Counts>();

function count(report: Report): Counts {
  const accepted = acceptedFlows(report);
  const needed = report.workloads.flatMap((w) => w.flows.filter((f) => isNeeded(f) && !isAccepted(accepted, w.id, f)));
  const those = (verdict: Verdict) => needed.filter((flow) => flow.verdict === verdict).length;
  const rules = ruleFindings(report);
  return {
    blocked: those("blocked"),
    partial: those("partial"),
    unknown: those("unknown"),
    reachable: those("reachable"),
    errors: rules.filter((f) => f.severity === "error").length,
    warnings: rules.filter((f) => f.severity === "warning").length,
  };
}

/** The rule that a flow which a task requires works: its findings are told by the flows. */
export const FLOW_RULE = "RE001";

/** Findings that nobody accepted and that are not told by a flow's verdict already. */
export function ruleFindings(report: Report): readonly Finding[] {
  return report.findings.filter((f) => f.rule !== FLOW_RULE && !f.accepted);
}

/** What a flow of a workload, or a finding about one, is known by. */
export function flowKey(workload: string, { flow, to, family }: Pick<Finding, "flow" | "to" | "family">): string {
  return JSON.stringify([workload, flow, to, family]);
}

/** The flows that do not work and whose finding somebody accepted. */
export function acceptedFlows(report: Report): ReadonlySet<string> {
  const found = report.findings.filter((f) => f.accepted && f.workload !== undefined);
  return new Set(found.map((f) => flowKey(f.workload ?? "", f)));
}

/** Most designs accept nothing: then no key is made of any flow. */
function isAccepted(accepted: ReadonlySet<string>, workload: string, flow: Flow): boolean {
  return accepted.size > 0 && accepted.has(flowKey(workload, flow));
}

/** The badge of each resource that has something to tell: the worst sign, and how many things there are of it. */
export function badgesOf(report: Report): Map<string, Badge> {
  const badges = new Map<string, Badge>();
  const accepted = acceptedFlows(report);
  for (const whole of report.workloads) {
    const workload = { ...whole, flows: whole.flows.filter((f) => !isAccepted(accepted, whole.id, f)) };
    const badge = badgeOfWorkload(workload);
    if (badge) badges.set(workload.id, badge);
  }
  for (const finding of ruleFindings(report)) {
    if (!finding.resource || finding.severity === "info") continue;
    const sign: Sign = finding.severity === "error" ? "stop" : "warn";
    badges.set(finding.resource, worse(badges.get(finding.resource), { sign, count: 1 }));
  }
  for (const workload of report.workloads) {
    for (const flow of workload.flows.filter((f) => isNeeded(f) && !isAccepted(accepted, workload.id, f))) {
      for (const id of blockingResources(flow)) {
        if (id !== workload.id && !badges.has(id)) badges.set(id, { sign: "stop", count: 1 });
      }
    }
  }
  return badges;
}

function blockingResources(flow: Flow): Set<string> {
  const ids = flow.placements
    .filter((p) => p.verdict === "blocked")
    .flatMap((p) => p.blockers.slice(0, 1).map((b) => b.resource));
  return new Set(ids.filter((id) => id !== null));
}

const RANK: Readonly<Record<Sign, number>> = { ok: 0, unknown: 1, warn: 2, stop: 3 };

/** The worse of two signs; the same sign twice counts for both. */
export function worse(a: Badge | undefined, b: Badge): Badge {
  if (!a || RANK[b.sign] > RANK[a.sign]) return b;
  return a.sign === b.sign ? { sign: a.sign, count: a.count + b.count } : a;
}

function badgeOfWorkload(workload: WorkloadReport): Badge | null {
  let badge: Badge | null = null;
  for (const flow of workload.flows.filter(isNeeded)) {
    const sign = signOf(flow.verdict);
    if (sign) badge = worse(badge ?? undefined, { sign, count: 1 });
  }
  return badge;
}

/** The placement of a flow to show: the one that was asked for, otherwise the first that does not work. */
export function placementToShow(flow: Flow, subnet: string | null): FlowPlacement | undefined {
  return (
    flow.placements.find((p) => p.subnet === subnet) ??
    flow.placements.find((p) => p.verdict !== "reachable") ??
    flow.placements[0]
  );
}
