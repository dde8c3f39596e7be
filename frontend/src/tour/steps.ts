/** The words of the tour, and what is done for a person who would rather watch. */
import { t } from "../i18n";
import { applyChanges, undo } from "../state/gestures";
import type { Shown } from "../state/seen";
import { openTab, showFlow, type ShownFlow } from "../state/view";
import { advance, type StepId } from "./progress";

export interface StepWords {
  readonly title: string;
  readonly text: string;
  /** The button that does the step. */
  readonly action: string;
  readonly run: () => void;
}

/** What a step says. `fault` is what does not work, as a sentence; `shown` is the flow that the panel shows. */
export function wordsOf(step: StepId, fault: string, target: ShownFlow | null, shown: Shown | null): StepWords {
  switch (step) {
    case "find":
      return {
        title: t("Find what is wrong"),
        text: t("Open Findings, at the right. {fault}: choose its red row.", { fault }),
        action: t("Show me"),
        run: () => target && showFlow(target),
      };
    case "path":
      return {
        title: t("See the path"),
        text: t(
          "The numbers on the canvas are the hops, the same as in the panel. Where the line is red and dashed, it does not get through; the panel says why.",
        ),
        action: t("Next"),
        run: () => advance(),
      };
    case "remedy":
      return {
        title: t("Mend it"),
        text: t(
          "Under “What opens it” stands what would help, tried on the whole design beforehand. Apply the first; the design is checked again at once.",
        ),
        action: t("Apply it for me"),
        run: () => applyFirst(target, shown),
      };
    case "undo":
      return {
        title: t("Take it back"),
        text: t("The path is open. Every step can be undone: Ctrl+Z, or Undo at the foot of the canvas."),
        action: t("Undo it for me"),
        run: undo,
      };
    case "export":
      return {
        title: t("Take it with you"),
        text: t(
          "Export, at the top right, gives the diagram, the NetworkConfiguration snippet or the whole CloudFormation template. Everything else is found with Ctrl+K.",
        ),
        action: t("Finish"),
        run: () => advance(),
      };
  }
}

function applyFirst(target: ShownFlow | null, shown: Shown | null): void {
  const remedy = shown?.flow.remedies[0];
  if (remedy) applyChanges(remedy.title, remedy.changes);
  else if (target) showFlow(target);
  else openTab("findings");
}
