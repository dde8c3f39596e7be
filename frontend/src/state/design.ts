/** The design: what the server has, what is on its way there, and the way back. Nodes, forms and panels are derived from it. */
import { create } from "zustand";
import type { Batch, DesignAnswer } from "../api/types";
import { t } from "../i18n";
import { apply } from "../model/apply";
import { ChangeError, onlyLayout, type Change } from "../model/changes";
import type { Schema } from "../model/schema";
import { designOf, type Design } from "../model/types";
import { NO_HISTORY, recorded, travel, withoutGesture, type History } from "./history";
import { cutToFit, rebase, type Pending } from "./pending";

export type Saving = "saved" | "saving" | "offline" | "clash" | "signed-out";

export interface Clash {
  readonly ids: readonly string[];
  readonly revision: number;
  readonly theirs: readonly Batch[];
  readonly mine: Pending;
}

/** Why a value was refused, at its field; the field is null where the resource as a whole is meant. */
export interface FieldError {
  readonly where: string | null;
  readonly field: string | null;
  readonly message: string;
}

export interface DesignState {
  readonly schema: Schema;
  readonly name: string;
  readonly base: Design;
  readonly revision: number;
  /** The last revision that changed more than where boxes stand. */
  readonly substance: number;
  readonly pending: readonly Pending[];
  /** What others did since the oldest pending gesture was made, which it may clash with. */
  readonly others: readonly Batch[];
  readonly design: Design;
  readonly history: History;
  readonly saving: Saving;
  readonly clash: Clash | null;
  readonly fieldError: FieldError | null;
  /** What the user should be told, once: the page shows it and takes it away. */
  readonly notices: readonly string[];
}

const EMPTY: Design = designOf({});

export const useDesign = create<DesignState>(() => ({
  schema: { types: {}, references: {}, quotas: [] },
  name: "",
  base: EMPTY,
  revision: 0,
  substance: 0,
  pending: [],
  others: [],
  design: EMPTY,
  history: NO_HISTORY,
  saving: "saved",
  clash: null,
  fieldError: null,
  notices: [],
}));

const { getState, setState } = useDesign;

export const TAB = crypto.randomUUID();
let gestures = 0;
const nextGesture = () => `${TAB}:${++gestures}`;

/** Whether a batch was sent from this tab. */
export function isOurs(client: string | null): boolean {
  return client?.startsWith(`${TAB}:`) ?? false;
}

/** What AWS calls a type of resource, in the reader's language: `NAT gateway` for `NatGateway`. */
export function typeTitle(type: string): string {
  return getState().schema.types[type]?.title ?? type;
}

/** Begin with the design that the server has. Pending changes, if any, stay on top of it. */
export function load(schema: Schema, answer: DesignAnswer): void {
  const base = designOf(answer.document);
  const { name, revision } = answer;
  settle(base, getState().pending, { schema, name, revision, substance: revision });
}

/** Make a gesture: apply its changes, remember the way back, queue it for the server. Returns why it cannot be. */
export function commit(
  title: string,
  changes: readonly Change[],
  more: Pick<Pending, "restores"> = {},
): FieldError | null {
  const { schema, design, history, pending, revision } = getState();
  if (changes.length === 0) return null;
  const id = nextGesture();
  try {
    const after = apply(schema, design, changes);
    setState({
      design: after,
      history: recorded(schema, history, id, title, design, after),
      pending: [...pending, { id, title, changes, madeOn: revision, ...more }],
      fieldError: null,
    });
    return null;
  } catch (error) {
    if (!(error instanceof ChangeError)) throw error;
    const fieldError = { where: error.where, field: error.field, message: error.message };
    setState({ fieldError });
    return fieldError;
  }
}

/** A value that cannot be: why is shown at its field, and nothing changes. */
export function refuseField(fieldError: FieldError): void {
  setState({ fieldError });
}

/** Undo or redo one gesture. Returns its title, or null where there is nothing to undo. */
export function step(way: "undo" | "redo"): string | null {
  const { schema, design, history, pending, revision } = getState();
  const id = nextGesture();
  const travelled = travel(schema, history, design, way, id);
  if (!travelled) return null;
  const { changes, lost } = travelled;
  const title =
    way === "undo"
      ? t("Undo: {step}", { step: travelled.step.title })
      : t("Redo: {step}", { step: travelled.step.title });
  setState({
    history: travelled.history,
    design: travelled.design,
    pending: changes.length > 0 ? [...pending, { id, title, changes, madeOn: revision }] : pending,
    fieldError: null,
  });
  if (lost > 0) notify(t("{n} parts of this step no longer fit the design and were left out.", { n: lost }));
  return travelled.step.title;
}

/** The server took the first pending gesture, after these batches of others. */
export function accepted(gesture: Pending, revision: number, merged: readonly Batch[]): void {
  const { schema, base, design, pending, substance, others } = getState();
  const batches = merged.filter((batch) => batch.client !== gesture.id);
  const isSubstance = !onlyLayout(gesture.changes) || batches.some((b) => !onlyLayout(b.changes));
  if (batches.length === 0 && pending.length === 1 && pending[0]?.id === gesture.id) {
    // Nothing else on either side: what is drawn is what was saved, and need not be drawn anew.
    setState({ base: design, pending: [], revision, substance: isSubstance ? revision : substance, others: [] });
    return;
  }
  const saved = batches.reduce((current, batch) => apply(schema, current, batch.changes), base);
  const rest = pending.filter((p) => p.id !== gesture.id);
  settle(apply(schema, saved, gesture.changes), rest, {
    revision,
    substance: isSubstance ? revision : substance,
    others: rest.length > 0 ? [...others, ...batches] : [],
  });
}

/** Gestures that an earlier page left unsaved, and what came to be saved since the oldest was made. */
export function takeUp(left: readonly Pending[], since: readonly Batch[]): void {
  const { base, pending } = getState();
  const saved = new Set(since.map((batch) => batch.client));
  const tabs = new Set(left.map((gesture) => tabOf(gesture.id)));
  settle(base, [...left.filter((gesture) => !saved.has(gesture.id)), ...pending], {
    others: since.filter((batch) => !tabs.has(tabOf(batch.client))),
  });
}

const tabOf = (client: string): string => client.replace(/:\d+$/, "");

/** Others changed the design. */
export function received(batches: readonly Batch[]): void {
  const { schema, base, revision, substance, pending, others } = getState();
  const fresh = batches.filter((batch) => batch.revision > revision);
  const last = fresh.at(-1);
  if (!last) return;
  const changed = fresh.filter((batch) => !onlyLayout(batch.changes)).at(-1);
  const next = fresh.reduce((current, batch) => apply(schema, current, batch.changes), base);
  settle(next, pending, {
    revision: last.revision,
    substance: changed?.revision ?? substance,
    others: pending.length > 0 ? [...others, ...fresh] : [],
  });
}

/** The server refused a gesture: it is taken back, and why is shown at its field. */
export function rejected(gesture: Pending, error: FieldError): void {
  const { base, pending, history } = getState();
  const rest = pending.filter((p) => p.id !== gesture.id);
  settle(base, rest, { fieldError: error, history: withoutGesture(history, gesture.id) });
  notify(t("{title}: {message}", { title: gesture.title, message: error.message }));
}

/** A gesture clashes with what others did: nothing is sent until the user decides. */
export function clashed(clash: Clash): void {
  setState({ clash, saving: "clash" });
}

/** Decide a clash: their side, which gives up the gesture, or ours, which goes on top of theirs as far as it fits. */
export function resolveClash(side: "theirs" | "mine"): void {
  const { clash, schema, base, revision, pending, history } = getState();
  if (!clash) return;
  const theirs = clash.theirs.filter((batch) => batch.revision > revision);
  const next = theirs.reduce((current, batch) => apply(schema, current, batch.changes), base);
  const rest = pending.filter((p) => p.id !== clash.mine.id);
  const mine = side === "mine" ? cutToFit(schema, next, { ...clash.mine, madeOn: clash.revision }) : null;
  settle(next, mine ? [mine, ...rest] : rest, {
    clash: null,
    saving: "saving",
    revision: clash.revision,
    substance: clash.revision,
    history: mine ? history : withoutGesture(history, clash.mine.id),
  });
}

export function setSaving(saving: Saving): void {
  if (getState().saving !== saving) setState({ saving });
}

export function notify(notice: string): void {
  setState({ notices: [...getState().notices, notice] });
}

export function takeNotices(): readonly string[] {
  const { notices } = getState();
  if (notices.length > 0) setState({ notices: [] });
  return notices;
}

/** Pending gestures on top of what the server has, in one step, so that nobody sees half of it. */
function settle(base: Design, pending: readonly Pending[], patch: Partial<DesignState> = {}): void {
  const now = getState();
  const rebased = rebase(patch.schema ?? now.schema, base, pending);
  const gone = rebased.dropped.map(({ pending: gesture }) => gesture.id);
  const history = gone.reduce(withoutGesture, patch.history ?? now.history);
  const told = rebased.dropped.map(({ pending: gesture, why }) =>
    t("{title} no longer fits the design and was left out: {message}", { title: gesture.title, message: why }),
  );
  const notices = [...(patch.notices ?? now.notices), ...told];
  setState({ ...patch, base, design: rebased.design, pending: rebased.pending, history, notices });
}
