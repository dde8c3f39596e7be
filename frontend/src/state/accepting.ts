/** Accepting a finding with a reason, and taking that back: changes of the design, each one step. */
import type { Finding } from "../api/report";
import { t } from "../i18n";
import { identityOf, keyOf } from "../model/accepted";
import type { Change } from "../model/changes";
import { useDesign } from "./design";
import { applyChanges } from "./gestures";
import { usePage } from "./page";
import { announce } from "./view";

/** Accept a finding: it is reported as accepted from the next check on. */
export function accept(finding: Finding, reason: string): boolean {
  const text = reason.trim();
  if (text === "") return false;
  const { user } = usePage.getState();
  const when = new Date().toISOString().slice(0, 10);
  const accepted = { ...keyOf(finding), reason: text, ...(user ? { by: user } : {}), when };
  return make(t("Accept {rule}", { rule: finding.rule }), { op: "accept", finding: accepted });
}

/** Take the acceptance of a finding back. */
export function withdraw(finding: Finding): boolean {
  const { accepted } = useDesign.getState().design;
  const isHeld = accepted.some((one) => identityOf(one) === identityOf(finding));
  const title = t("No longer accept {rule}", { rule: finding.rule });
  return isHeld && make(title, { op: "withdraw", finding: keyOf(finding) });
}

function make(title: string, change: Change): boolean {
  const isDone = applyChanges(title, [change]);
  if (isDone) announce(title);
  return isDone;
}
