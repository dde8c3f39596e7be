/** What becomes of services while something is off: in words, as marks of their nodes, and what is drawn off. */
import type { Fate, FateStatus, FateSummary, Loss, WhatIfAnswer } from "../../api/failures";
import { t, tn } from "../../i18n";
import { flowTitle } from "../../model/flows";
import { SIGNS, type Sign } from "../../state/verdicts";
import type { Mark } from "../lens";

export const STATUSES: readonly FateStatus[] = ["down", "cannot-start", "loses", "reduced", "keeps"];
const TONES: Readonly<Record<FateStatus, Sign>> = {
  down: "stop",
  "cannot-start": "stop",
  loses: "warn",
  reduced: "warn",
  keeps: "ok",
};

/** What is drawn off: by itself, or gone with something that is. */
export interface Faults {
  readonly resources: ReadonlyMap<string, "off" | "gone">;
  readonly subnets: ReadonlySet<string>;
  readonly off: ReadonlySet<string>;
}

/** What is switched off is drawn so at once; what goes with it, when the answer is there. */
export function faultsOf(off: readonly string[], answer: WhatIfAnswer | null): Faults {
  const resources = new Map<string, "off" | "gone">();
  const asked = answer?.off.map(({ id }) => id) ?? [];
  const isOfThis = asked.length === off.length && asked.every((id) => off.includes(id));
  if (answer && isOfThis) {
    for (const { resource, extent } of answer.gone) if (extent === "whole") resources.set(resource, "gone");
  }
  for (const spec of off) resources.set(spec, "off");
  return {
    resources,
    subnets: new Set(isOfThis ? answer?.subnets.map(({ subnet }) => subnet) : []),
    off: new Set(off),
  };
}

/** The mark of each workload. */
export function marksOfFates(answer: WhatIfAnswer): Map<string, Mark> {
  return new Map(answer.workloads.map((fate) => [fate.id, { tone: toneOf(fate), text: shortOf(fate) }]));
}

/** Whether nothing of what is lost is sure. */
export function isOpen({ losses }: Fate): boolean {
  return losses.length > 0 && losses.every(({ verdict }) => verdict === "unknown");
}

export function toneOf(fate: Fate): Sign {
  return isOpen(fate) ? "unknown" : TONES[fate.status];
}

function shortOf(fate: Fate): string {
  const left = fate.placements.filter(({ state }) => state === "kept").length;
  const values = { n: left, all: fate.placements.length };
  const sign = SIGNS[toneOf(fate)];
  switch (fate.status) {
    case "down":
      return `${sign} ${t("down")}`;
    case "cannot-start":
      return `${sign} ${t("no task starts")}`;
    case "loses":
      return isOpen(fate)
        ? `${sign} ${tn("may lose {n} flow", "may lose {n} flows", fate.losses.length)}`
        : `${sign} ${tn("loses {n} flow", "loses {n} flows", fate.losses.length)}`;
    case "reduced":
      return `${sign} ${t("{n} of {all} subnets left", values)}`;
    case "keeps":
      return `${sign} ${t("keeps working")}`;
  }
}

/** What becomes of a service, as the end of a sentence that begins with its name. */
export function fateWords(fate: Fate): string {
  switch (fate.status) {
    case "down":
      return t("is down: no subnet is left for it");
    case "cannot-start":
      return t("cannot start a task any more");
    case "loses":
      return isOpen(fate)
        ? t("may lose: {flows}", { flows: lostFlows(fate) })
        : t("loses: {flows}", { flows: lostFlows(fate) });
    case "reduced":
      return t("keeps working in fewer subnets");
    case "keeps":
      return t("keeps working");
  }
}

/** The names of what is lost, each once. */
export function lostFlows({ losses }: Fate): string {
  return [...new Set(losses.map(({ flow }) => flowTitle(flow)))].join(", ");
}

/** The other end of what is lost. */
export function farEnd({ flow, from, to }: Loss): string {
  return flow === "lb-to-task" || flow.startsWith("internet-to-") ? from : to;
}

export function isHarmed(summary: FateSummary): boolean {
  return summary.down + summary["cannot-start"] + summary.loses > 0;
}

/** How many services have which status; what none has is left out. */
export function summaryWords(summary: FateSummary): string[] {
  const words: Readonly<Record<FateStatus, (n: number) => string>> = {
    down: (n) => tn("{n} down", "{n} down", n),
    "cannot-start": (n) => tn("{n} cannot start tasks", "{n} cannot start tasks", n),
    loses: (n) => tn("{n} loses something", "{n} lose something", n),
    reduced: (n) => tn("{n} in fewer subnets", "{n} in fewer subnets", n),
    keeps: (n) => tn("{n} keeps working", "{n} keep working", n),
  };
  return STATUSES.filter((status) => summary[status] > 0).map((status) => words[status](summary[status]));
}
