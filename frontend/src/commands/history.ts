/** The history of the design: what changed, and the way back. */
import { t } from "../i18n";
import { askToRestore, chosenPair, compare, leaveComparison, useRevisions } from "../revisions/state";
import { useDesign } from "../state/design";
import type { Command } from "./command";

export function historyCommands(): Command[] {
  const { chosen } = useRevisions.getState();
  const { revision } = useDesign.getState();
  const pair = chosenPair();
  const [only] = chosen;
  return [
    {
      id: "history-last",
      group: "view",
      title: t("Show what the last change did"),
      words: "history revision compare difference before",
      when: () => revision > 1,
      run: () => void compare([revision - 1, revision]),
    },
    {
      id: "history-compare",
      group: "view",
      title: pair ? t("Compare revision {from} with {to}", { from: pair[0], to: pair[1] }) : t("Compare revisions"),
      words: "history difference diff",
      when: () => pair !== null,
      run: () => pair && void compare(pair),
    },
    {
      id: "history-restore",
      group: "design",
      title: only === undefined ? t("Restore a revision") : t("Restore revision {revision}…", { revision: only }),
      words: "history back revert",
      when: () => chosen.length === 1 && only !== revision,
      run: () => only !== undefined && void askToRestore(only),
    },
    {
      id: "compare-leave",
      group: "view",
      title: t("Leave the comparison"),
      when: () => useRevisions.getState().compared !== null,
      run: () => void leaveComparison(),
    },
  ];
}
