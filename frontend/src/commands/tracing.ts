/** The trace tool, and the matrix of who reaches whom. */
import { t } from "../i18n";
import { labelOf } from "../model/types";
import { showFamily, toggleMatrix, useMatrix } from "../matrix/state";
import { useDesign } from "../state/design";
import { useView } from "../state/view";
import { mayBeEnd } from "../trace/ends";
import { leave, openTrace, pick, swap, typeEnds, useTrace } from "../trace/state";
import type { Command } from "./command";

export function tracingCommands(): Command[] {
  const { selected } = useView.getState();
  const { resources } = useDesign.getState().design;
  const only = selected.length === 1 ? resources[selected[0] ?? ""] : undefined;
  const isTraced = (): boolean => useTrace.getState().source !== null || useTrace.getState().destination !== null;
  const found: Command[] = [
    {
      id: "trace",
      group: "view",
      title: t("Trace a path"),
      keys: ["T"],
      words: "reach connectivity ping from to",
      run: typeEnds,
    },
    {
      id: "trace-pick",
      group: "view",
      title: t("Pick the ends of a trace on the canvas"),
      words: "click nodes",
      run: () => {
        openTrace();
        pick(useTrace.getState().source === null ? "source" : "destination");
      },
    },
    {
      id: "matrix",
      group: "view",
      title: t("Matrix"),
      keys: ["Shift+M"],
      words: "who reaches whom table grid connectivity",
      isOn: () => useMatrix.getState().isOpen,
      run: () => toggleMatrix(),
    },
    ...(["ipv4", "ipv6"] as const).map((family): Command => ({
      id: `matrix-${family}`,
      group: "view",
      title: t("Matrix: {family}", { family: family === "ipv4" ? "IPv4" : "IPv6" }),
      words: "who reaches whom",
      isOn: () => useMatrix.getState().isOpen && useMatrix.getState().family === family,
      run: () => {
        showFamily(family);
        toggleMatrix(true);
      },
    })),
    { id: "trace-swap", group: "view", title: t("Trace the other way round"), when: isTraced, run: swap },
    { id: "trace-leave", group: "view", title: t("Close the trace"), when: isTraced, run: () => void leave() },
  ];
  if (only && mayBeEnd(only, "source")) {
    found.push({
      id: "trace-from",
      group: "view",
      title: t("Trace from {name}", { name: labelOf(only) }),
      run: () => openTrace({ source: only.id }),
    });
  }
  if (only && mayBeEnd(only, "destination")) {
    found.push({
      id: "trace-to",
      group: "view",
      title: t("Trace to {name}", { name: labelOf(only) }),
      run: () => openTrace({ source: useTrace.getState().source, destination: only.id }),
    });
  }
  return found;
}
