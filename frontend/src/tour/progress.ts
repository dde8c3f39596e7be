/** How far the tour is. Kept in the browser, so that it is offered once, and goes on after a reload. */
import { create } from "zustand";
import { usePage } from "../state/page";
import type { ShownFlow } from "../state/view";

export const STEPS = ["find", "path", "remedy", "undo", "export"] as const;
export type StepId = (typeof STEPS)[number];

export interface Progress {
  readonly phase: "new" | "running" | "over";
  /** The design that it runs on, and where it is. */
  readonly design: string;
  readonly step: StepId;
  /** The flow that it is about, once it was found. */
  readonly flow: ShownFlow | null;
}

const KEY = "farway-tour";
const BEGIN: Progress = { phase: "new", design: "", step: "find", flow: null };

export const useTour = create<Progress>(() => stored());

export function startTour(): void {
  keep({ phase: "running", design: usePage.getState().design, step: "find", flow: null });
}

export function endTour(): void {
  keep({ ...useTour.getState(), phase: "over", flow: null });
}

/** Go on to the next step; after the last the tour is over. */
export function advance(flow: ShownFlow | null = useTour.getState().flow): void {
  const now = useTour.getState();
  const next = STEPS[STEPS.indexOf(now.step) + 1];
  if (next) keep({ ...now, step: next, flow });
  else endTour();
}

function keep(progress: Progress): void {
  useTour.setState(progress);
  localStorage.setItem(KEY, JSON.stringify(progress));
}

function stored(): Progress {
  try {
    const found = JSON.parse(localStorage.getItem(KEY) ?? "null") as Partial<Progress> | null;
    const isKnown = found?.phase === "running" || found?.phase === "over";
    if (!isKnown || !STEPS.includes(found.step ?? "find")) return BEGIN;
    return { ...BEGIN, ...found };
  } catch {
    return BEGIN; // written by hand or by another version
  }
}
