/** The lens that the network is looked at through; one at a time. */
import { useMemo } from "react";
import { create } from "zustand";
import { t } from "../i18n";
import { useFindings } from "../state/findings";
import { announce } from "../state/view";
import { marksOf, wordsOf, type Lens, type Mark } from "./lens";

export const useLens = create<{ lens: Lens | null }>(() => ({ lens: null }));

/** Look through a lens, or through none. */
export function look(lens: Lens | null): void {
  useLens.setState({ lens });
  announce(lens ? wordsOf(lens).about : t("No lens"));
}

const NO_MARKS: ReadonlyMap<string, Mark> = new Map();

/** The marks of the nodes under the lens; none without one. */
export function useMarks(): ReadonlyMap<string, Mark> {
  const lens = useLens((s) => s.lens);
  const report = useFindings((s) => s.report);
  return useMemo(() => (lens && report ? marksOf(report, lens) : NO_MARKS), [lens, report]);
}
