/** Changes that were made here and are not saved yet, on top of what the server has. */
import { apply, applyWhatFits } from "../model/apply";
import { ChangeError, type Change } from "../model/changes";
import type { Schema } from "../model/schema";
import type { Design } from "../model/types";

/** One gesture on its way to the server. `id` is unique, so that an answer that was lost can be recognised. */
export interface Pending {
  readonly id: string;
  readonly title: string;
  readonly changes: readonly Change[];
  /** The revision that the gesture was made on. */
  readonly madeOn: number;
  /** The revision that it brings back, if it does. */
  readonly restores?: number;
}

export interface Rebased {
  readonly design: Design;
  readonly pending: readonly Pending[];
  /** What no longer fits the design, and why. */
  readonly dropped: readonly { readonly pending: Pending; readonly why: string }[];
}

/** The design with the pending gestures on top of it. A gesture that no longer fits goes whole, and is told. */
export function rebase(schema: Schema, base: Design, pending: readonly Pending[]): Rebased {
  let design = base;
  const kept: Pending[] = [];
  const dropped: { pending: Pending; why: string }[] = [];
  for (const gesture of pending) {
    try {
      design = apply(schema, design, gesture.changes);
      kept.push(gesture);
    } catch (error) {
      if (!(error instanceof ChangeError)) throw error;
      dropped.push({ pending: gesture, why: error.message });
    }
  }
  return { design, pending: kept, dropped };
}

/** A gesture cut down to what fits the design, or null where nothing of it does. */
export function cutToFit(schema: Schema, design: Design, gesture: Pending): Pending | null {
  const { applied } = applyWhatFits(schema, design, gesture.changes);
  return applied.length > 0 ? { ...gesture, changes: applied } : null;
}
