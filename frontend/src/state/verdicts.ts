/** What a report says, arranged for the canvas: the signs of verdicts, the findings of rules, the path of a flow. */
import { all, type Design } from "../model/types";
import type { Badge, Finding, Flow, FlowPlacement, Report, Sign, Verdict } from "../api/report";

export type { Badge, Sign };

export const SIGNS: Readonly<Record<Sign, string>> = { ok: "✓", stop: "✕", warn: "▲", unknown: "?" };

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

const RANK: Readonly<Record<Sign, number>> = { ok: 0, unknown: 1, warn: 2, stop: 3 };

/** The worse of two signs; the same sign twice counts for both. */
export function worse(a: Badge | undefined, b: Badge): Badge {
  if (!a || RANK[b.sign] > RANK[a.sign]) return b;
  return a.sign === b.sign ? { sign: a.sign, count: a.count + b.count } : a;
}

/** The placement of a flow to show: the one that was asked for, otherwise the first that does not work. */
export function placementToShow(flow: Flow, subnet: string | null): FlowPlacement | undefined {
  return (
    flow.placements.find((p) => p.subnet === subnet) ??
    flow.placements.find((p) => p.verdict !== "reachable") ??
    flow.placements[0]
  );
}

/** The worst verdict of the flows that each declared connection asks for. */
export function connectionSigns(design: Design, report: Report): ReadonlyMap<string, Sign> {
  const connections = new Map(all(design, "Connection").map((one) => [keyOf(one.source, one.destination, one.destination_port), one.id])); // prettier-ignore
  const found = new Map<string, Badge>();
  for (const flow of report.workloads.flatMap(({ flows }) => flows)) {
    const id = flow.flow === "application" ? connections.get(keyOf(flow.from, flow.to, flow.port)) : undefined;
    const sign = id === undefined ? null : signOf(flow.verdict);
    if (id !== undefined && sign) found.set(id, worse(found.get(id), { sign, count: 1 }));
  }
  return new Map([...found].map(([id, { sign }]) => [id, sign]));
}

const keyOf = (from: string | null, to: string | null, port: number | null | undefined): string =>
  JSON.stringify([from, to, port ?? null]);
