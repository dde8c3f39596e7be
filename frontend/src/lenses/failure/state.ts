/** What is switched off under the lens of failures, and what comes of it. Nothing of it is saved with the design. */
import { create } from "zustand";
import type { DesignApi } from "../../api/designs";
import type { FateSummary, PointsAnswer, WhatIfAnswer } from "../../api/failures";
import { t } from "../../i18n";
import { useDesign } from "../../state/design";
import { announce } from "../../state/view";
import { look } from "../state";
import { isHarmed, summaryWords } from "./fates";
import { isThere, switchName } from "./switches";

export interface FailureState {
  readonly off: readonly string[];
  readonly answer: WhatIfAnswer | null;
  readonly isAsking: boolean;
  readonly error: string | null;
  /** Every failure alone, once it was asked for. */
  readonly points: PointsAnswer | null;
  readonly isSearching: boolean;
}

const NOTHING: FailureState = {
  off: [],
  answer: null,
  isAsking: false,
  error: null,
  points: null,
  isSearching: false,
};

export const useFailure = create<FailureState>(() => NOTHING);
const { getState, setState } = useFailure;

/** Switch a zone or a resource off, or on again; the lens comes with it. */
export function toggleOff(spec: string): void {
  const { off } = getState();
  const isOff = off.includes(spec);
  const name = switchName(useDesign.getState().design, spec);
  look("failure");
  setOff(isOff ? off.filter((one) => one !== spec) : [...off, spec]);
  announce(isOff ? t("{name} is on again", { name }) : t("{name} is off", { name }));
}

/** Switch these off and everything else on. */
export function setOff(off: readonly string[]): void {
  asked++; // an answer that is on its way is of another question
  setState({ off, error: null, isAsking: false, ...(off.length === 0 ? { answer: null } : {}) });
}

export function allOn(): void {
  setOff([]);
  announce(t("Everything is on again"));
}

let asked = 0;
let searched = 0;

/** Ask what is lost, of the newest revision that the server has. Answers that arrive out of order are left aside. */
export async function fetchFailure(api: DesignApi): Promise<void> {
  const { design } = useDesign.getState();
  const off = getState().off.filter((spec) => isThere(design, spec));
  const mine = ++asked;
  if (off.length === 0) {
    setState({ answer: null, isAsking: false, error: null });
    return;
  }
  setState({ isAsking: true, error: null });
  try {
    const answer = await api.whatIf(off);
    if (mine !== asked) return;
    setState({ answer, isAsking: false });
    announce(summaryOf(answer.summary));
  } catch (error) {
    if (mine === asked) setState({ isAsking: false, answer: null, error: messageOf(error) });
  }
}

/** Ask what each failure alone would do. */
export async function fetchPoints(api: DesignApi): Promise<void> {
  const mine = ++searched;
  setState({ isSearching: true, error: null });
  try {
    const points = await api.singlePoints();
    if (mine !== searched) return;
    setState({ points, isSearching: false });
    const { length } = points.points.filter((point) => isHarmed(point.summary));
    announce(t("{n} of {all} failures do harm by themselves", { n: length, all: points.points.length }));
  } catch (error) {
    if (mine === searched) setState({ isSearching: false, points: null, error: messageOf(error) });
  }
}

export function closePoints(): void {
  searched++;
  setState({ points: null, isSearching: false });
}

const summaryOf = (summary: FateSummary): string => summaryWords(summary).join(", ") || t("No service or task yet.");
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
