/** What was found: listing it by its kind, and accepting what is found of the selection. */
import { t } from "../i18n";
import { useDesign } from "../state/design";
import { beginToAccept, showFindings, type Filter } from "../state/filtering";
import { isCurrent, useFindings } from "../state/findings";
import { useView } from "../state/view";
import type { Command } from "./command";

/** Of a resource with more findings than these the panel has the others. */
const MOST = 20;

export function findingCommands(): Command[] {
  const { report } = useFindings.getState();
  if (!report) return [];
  const list = (id: string, title: string, like: Partial<Filter>): Command => ({
    id: `findings-${id}`,
    group: "view",
    title,
    words: "filter findings problems list",
    run: () => showFindings(like),
  });
  return [
    list("errors", t("Show findings: errors"), { severity: "error" }),
    list("warnings", t("Show findings: warnings"), { severity: "warning" }),
    list("accepted", t("Show findings: accepted"), { state: "accepted" }),
    list("all", t("Show findings: all"), {}),
    ...acceptCommands(),
  ];
}

function acceptCommands(): Command[] {
  const { report, revision } = useFindings.getState();
  if (!report || !isCurrent(revision, useDesign.getState())) return [];
  const selected = new Set(useView.getState().selected);
  const found = report.findings.filter(
    ({ accepted, resource, workload }) => !accepted && [resource, workload].some((id) => id && selected.has(id)),
  );
  return found.slice(0, MOST).map((finding, i) => ({
    id: `accept-${i}`,
    group: "edit",
    title: t("Accept: {finding}", { finding: finding.message }),
    words: `accept finding ${finding.rule}`,
    run: () => {
      showFindings({ rule: finding.rule, text: finding.message });
      beginToAccept(finding);
    },
  }));
}
