/** Accepting a finding with a reason, and taking that back: changes of the design, each one step. */
import type { Finding } from "../api/report";
import { t } from "../i18n";
import type { Accepted, Json } from "../model/types";
import { useDesign } from "./design";
import { applyChanges } from "./gestures";
import { usePage } from "./page";
import { announce } from "./view";

/** What a finding is known by; the same as topology/model/accepted.py. */
const IDENTITY = ["rule", "resource", "workload", "flow", "to", "family"] as const;

function identity(of: Accepted | Finding): string {
  return JSON.stringify(IDENTITY.map((name) => of[name] ?? null));
}

/** Accept a finding: it is reported as accepted from the next check on. */
export function accept(finding: Finding, reason: string): boolean {
  const text = reason.trim();
  if (text === "") return false;
  const { user } = usePage.getState();
  const named = IDENTITY.flatMap((name) => ((finding[name] ?? null) === null ? [] : [[name, finding[name]]]));
  const when = new Date().toISOString().slice(0, 10);
  const entry = { ...Object.fromEntries(named), reason: text, ...(user ? { by: user } : {}), when } as Accepted;
  const others = useDesign.getState().design.accepted.filter((one) => identity(one) !== identity(finding));
  return set(t("Accept {rule}", { rule: finding.rule }), [...others, entry]);
}

/** Take the acceptance of a finding back. */
export function withdraw(finding: Finding): boolean {
  const { accepted } = useDesign.getState().design;
  const rest = accepted.filter((one) => identity(one) !== identity(finding));
  return rest.length < accepted.length && set(t("No longer accept {rule}", { rule: finding.rule }), rest);
}

function set(title: string, accepted: readonly Accepted[]): boolean {
  const values = { accepted: accepted as unknown as Json };
  const isDone = applyChanges(title, [{ op: "settings", values }]);
  if (isDone) announce(title);
  return isDone;
}
