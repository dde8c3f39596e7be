/** Undo and redo, without limit in a session: one gesture, one step. A step holds the changes back; what leads forth again is found when it is undone. */
import { applyWhatFits } from "../model/apply";
import type { Change } from "../model/changes";
import { difference } from "../model/inverse";
import type { Schema } from "../model/schema";
import type { Design } from "../model/types";

export interface Step {
  readonly title: string;
  readonly changes: readonly Change[];
  /** The pending gesture that the step takes back, so that a gesture that was refused takes its step along. */
  readonly gesture: string;
}

export interface History {
  readonly past: readonly Step[];
  readonly future: readonly Step[];
}

export const NO_HISTORY: History = { past: [], future: [] };

/** The history after a gesture that led from `before` to `after`. */
export function recorded(
  schema: Schema,
  history: History,
  gesture: string,
  title: string,
  before: Design,
  after: Design,
): History {
  const step = { title, gesture, changes: difference(schema, after, before) };
  return { past: [...history.past, step], future: [] };
}

export interface Travelled {
  readonly history: History;
  readonly step: Step;
  readonly design: Design;
  readonly changes: readonly Change[];
  /** How many of the step's changes no longer fit, because others changed the design since. */
  readonly lost: number;
}

/** One step back (or forth), or null where there is none. What no longer fits the design is left out and counted. */
export function travel(
  schema: Schema,
  history: History,
  design: Design,
  way: "undo" | "redo",
  gesture: string,
): Travelled | null {
  const step = (way === "undo" ? history.past : history.future).at(-1);
  if (!step) return null;
  const { design: changed, refused } = applyWhatFits(schema, design, step.changes);
  const counter: Step = { title: step.title, gesture, changes: difference(schema, changed, design) };
  const changes = difference(schema, design, changed);
  const { past, future } = history;
  const next =
    way === "undo"
      ? { past: past.slice(0, -1), future: [...future, counter] }
      : { past: [...past, counter], future: future.slice(0, -1) };
  return { history: next, step, design: changed, changes, lost: refused.length };
}

/** The history without the step of a gesture that the server refused. */
export function withoutGesture(history: History, gesture: string): History {
  const keep = (step: Step) => step.gesture !== gesture;
  return { past: history.past.filter(keep), future: history.future.filter(keep) };
}
