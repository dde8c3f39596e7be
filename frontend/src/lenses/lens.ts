/** Lenses: one question about the network, answered on its nodes: of every workload, from the last report, or by an answer of its own. */
import type { Flow, Report, WorkloadReport } from "../api/report";
import { t } from "../i18n";
import { signOf, SIGNS, type Sign } from "../state/verdicts";

export const LENSES = ["ipv4", "ipv6", "interface", "flow-logs", "mtu", "subnets", "failure"] as const;
export type Lens = (typeof LENSES)[number];
/** The lenses that are answered from the last report. */
export type ReportLens = Exclude<Lens, "subnets" | "failure">;

export function isOfReport(lens: Lens): lens is ReportLens {
  return lens !== "subnets" && lens !== "failure";
}

/** What a node says under a lens. */
export interface Mark {
  readonly tone: Sign | "plain";
  readonly text: string;
}

/** The mark of each workload under a lens. */
export function marksOf(report: Report, lens: ReportLens): Map<string, Mark> {
  return new Map(report.workloads.map((workload) => [workload.id, markOf(workload, lens)]));
}

function markOf(workload: WorkloadReport, lens: ReportLens): Mark {
  switch (lens) {
    case "ipv4":
    case "ipv6":
      return familyMark(workload, lens);
    case "interface":
      return interfaceMark(workload.flows.filter(isActive));
    case "flow-logs":
      return flowLogMark(workload.flows.filter(isActive));
    case "mtu":
      return mtuMark(workload);
  }
}

/** Whether a flow is an action of the task that the traffic table knows: capabilities are none. */
const isActive = (flow: Flow): boolean => flow.required;

function familyMark(workload: WorkloadReport, family: "ipv4" | "ipv6"): Mark {
  const flows = workload.flows.filter((flow) => flow.family === family && flow.verdict !== "not-applicable");
  const egress = flows.find((flow) => flow.flow === `internet-egress-${family}`);
  const needed = flows.filter(isActive);
  const open = needed.filter((flow) => flow.verdict === "reachable").length;
  const sign = egress ? signOf(egress.verdict) : null;
  const internet = egress ? `${t("internet")} ${sign ? SIGNS[sign] : ""}` : "";
  if (needed.length === 0) return { tone: sign === "ok" ? "ok" : "plain", text: internet || t("not used") };
  const tone: Sign = open === needed.length ? "ok" : "stop";
  return { tone, text: `${SIGNS[tone]} ${t("{n} of {all}", { n: open, all: needed.length })}, ${internet}` };
}

function interfaceMark(flows: readonly Flow[]): Mark {
  const own = flows.filter((flow) => flow.interface === "fargate").length;
  return {
    tone: own > 0 ? "warn" : "plain",
    text: own > 0 ? t("task {n}, Fargate {own}", { n: flows.length - own, own }) : t("task ENI only"),
  };
}

function flowLogMark(flows: readonly Flow[]): Mark {
  const seen = flows.filter((flow) => flow.flow_logs !== false).length;
  const tone = seen === flows.length ? "ok" : "warn";
  return { tone, text: `${SIGNS[tone]} ${t("{n} of {all} seen", { n: seen, all: flows.length })}` };
}

function mtuMark(workload: WorkloadReport): Mark {
  const sizes = workload.flows.flatMap((flow) => flow.placements.map((place) => place.mtu ?? null));
  const known = sizes.filter((size) => size !== null);
  if (known.length === 0) return { tone: "plain", text: t("no path") };
  const [low, high] = [Math.min(...known), Math.max(...known)];
  return { tone: "plain", text: low === high ? t("{n} bytes", { n: low }) : t("{low} to {high} bytes", { low, high }) };
}

/** What a lens is called, and what one sees through it. */
export function wordsOf(lens: Lens): { title: string; about: string } {
  switch (lens) {
    case "ipv4":
      return {
        title: "IPv4",
        about: t("Of what a task needs over IPv4, how much it reaches; and whether it reaches the internet."),
      };
    case "ipv6":
      return {
        title: "IPv6",
        about: t("Of what a task needs over IPv6, how much it reaches; and whether it reaches the internet."),
      };
    case "interface":
      return {
        title: t("ENI by platform"),
        about: t(
          "Which actions travel over the task's own ENI, and which over Fargate's, outside your VPC: the platform version decides.",
        ),
      };
    case "flow-logs":
      return {
        title: t("Flow logs"),
        about: t("Which flows a VPC flow log shows: what travels over Fargate's own ENI is in none of yours."),
      };
    case "mtu":
      return { title: "MTU", about: t("The largest packets that the open paths of a task carry.") };
    case "subnets":
      return {
        title: t("Subnets"),
        about: t("Which subnets are public, private or isolated, and which tasks in them the internet reaches."),
      };
    case "failure":
      return {
        title: t("Failure"),
        about: t("What the services lose while a zone, a gateway or an endpoint is off. Nothing of it is saved."),
      };
  }
}

/** The traffic table of a workload under the interface lens: action, interface, IAM role; each once. */
export function trafficTable(workload: WorkloadReport): Flow[] {
  const seen = new Set<string>();
  return workload.flows.filter((flow) => {
    const key = `${flow.flow} ${flow.to ?? ""} ${flow.interface}`;
    if (!isActive(flow) || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
