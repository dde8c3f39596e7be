/** What the nodes say under the lens that is on. */
import { useMemo } from "react";
import { useFindings } from "../state/findings";
import { faultsOf, marksOfFates, type Faults } from "./failure/fates";
import { useFailure } from "./failure/state";
import { isOfReport, marksOf, type Mark } from "./lens";
import { useLens } from "./state";
import { looksOf, marksOfSubnets, type Look } from "./subnets/kinds";
import { useSubnets } from "./subnets/state";

export interface LensSeen {
  /** By a node's key, or by its resource. */
  readonly marks: ReadonlyMap<string, Mark>;
  /** What is drawn off; null unless failures are looked at. */
  readonly faults: Faults | null;
  /** The kinds of subnets by which they are drawn; empty unless these are looked at. */
  readonly looks: ReadonlyMap<string, Look>;
}

const NO_MARKS: ReadonlyMap<string, Mark> = new Map();
const NO_LOOKS: ReadonlyMap<string, Look> = new Map();
export const NO_LENS: LensSeen = { marks: NO_MARKS, faults: null, looks: NO_LOOKS };

export function useLensSeen(): LensSeen {
  const lens = useLens((s) => s.lens);
  const report = useFindings((s) => s.report);
  const off = useFailure((s) => s.off);
  const failure = useFailure((s) => s.answer);
  const subnets = useSubnets((s) => s.answer);
  return useMemo((): LensSeen => {
    if (lens === null) return NO_LENS;
    if (isOfReport(lens)) return report ? { ...NO_LENS, marks: marksOf(report, lens) } : NO_LENS;
    if (lens === "subnets") {
      return subnets ? { ...NO_LENS, marks: marksOfSubnets(subnets), looks: looksOf(subnets) } : NO_LENS;
    }
    const marks = failure && off.length > 0 ? marksOfFates(failure) : NO_MARKS;
    return { ...NO_LENS, marks, faults: faultsOf(off, failure) };
  }, [lens, report, off, failure, subnets]);
}
