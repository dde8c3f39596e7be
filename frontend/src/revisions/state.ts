/** The history that is looked at: the revisions, those that are chosen, and the two that are compared. */
import { create } from "zustand";
import type { DesignApi } from "../api/designs";
import type { Comparison, Revision } from "../api/revisions";
import { t } from "../i18n";
import { difference } from "../model/inverse";
import type { Change } from "../model/changes";
import { designOf, type Design } from "../model/types";
import { commit, useDesign } from "../state/design";
import { usePage } from "../state/page";
import { announce, openTab, select, showFlow, toast } from "../state/view";
import { chosenWith, joined, nextPage, pairOf } from "./list";
import { mergedDesign } from "./merged";

const PAGE_SIZE = 50;

export interface Compared {
  readonly found: Comparison;
  readonly before: Design;
  readonly after: Design;
  /** Both as one, as it is drawn. */
  readonly merged: Design;
}

/** A revision that is about to be restored: it is asked before. */
export interface Restoring {
  readonly revision: number;
  readonly changes: readonly Change[];
}

export interface RevisionsState {
  readonly rows: readonly Revision[];
  readonly count: number;
  readonly isLoading: boolean;
  readonly error: string | null;
  readonly chosen: readonly number[];
  /** What is being compared, and why it could not be. */
  readonly asked: readonly [number, number] | null;
  readonly problem: string | null;
  readonly compared: Compared | null;
  /** The resource that is shown in the comparison; a new object each time that it is asked for. */
  readonly shown: { readonly id: string } | null;
  readonly restoring: Restoring | null;
}

export const useRevisions = create<RevisionsState>(() => ({
  rows: [],
  count: 0,
  isLoading: false,
  error: null,
  chosen: [],
  asked: null,
  problem: null,
  compared: null,
  shown: null,
  restoring: null,
}));
const { getState, setState } = useRevisions;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Load the newest revisions, or the next that are older. */
export async function load(api: DesignApi, isOlder = false): Promise<void> {
  if (isOlder && getState().isLoading) return;
  setState({ isLoading: true, error: null });
  try {
    const page = await api.revisions(isOlder ? nextPage(getState().rows.length, PAGE_SIZE) : 1);
    setState({ rows: joined(getState().rows, page.results), count: page.count, isLoading: false });
  } catch (error) {
    setState({ isLoading: false, error: messageOf(error) });
  }
}

export function choose(revision: number): void {
  setState({ chosen: chosenWith(getState().chosen, revision), problem: null });
}

export const chosenPair = (): readonly [number, number] | null =>
  pairOf(getState().chosen, useDesign.getState().revision);

/** Compare two revisions over the canvas. */
export async function compare([from, to]: readonly [number, number]): Promise<void> {
  const { api } = usePage.getState();
  if (!api) return;
  const asked = [from, to] as const;
  openTab("history");
  setState({ asked, problem: null });
  announce(t("Comparing…"));
  try {
    const [found, before, after] = await Promise.all([api.compare(from, to), api.revision(from), api.revision(to)]);
    if (getState().asked !== asked) return;
    const [old, now] = [designOf(before.document), designOf(after.document)];
    select([]);
    showFlow(null);
    setState({
      asked: null,
      shown: null,
      compared: { found, before: old, after: now, merged: mergedDesign(old, now) },
    });
    announce(titleOf(found));
  } catch (error) {
    if (getState().asked === asked) setState({ asked: null, problem: messageOf(error) });
  }
}

export function titleOf(found: Comparison): string {
  return t("Revision {from} compared with {to}", { from: found.from, to: found.to });
}

/** Leave the comparison, or stop waiting for one; whether there was one. */
export function leaveComparison(): boolean {
  const { compared, asked } = getState();
  if (!compared && !asked) return false;
  setState({ compared: null, asked: null, shown: null });
  announce(t("Back to the network"));
  requestAnimationFrame(() => document.getElementById("tab-history")?.focus());
  return true;
}

export function showCompared(id: string): void {
  setState({ shown: { id } });
}

/** Ask whether a revision is to be restored, with what that would change. */
export async function askToRestore(revision: number): Promise<void> {
  const { api } = usePage.getState();
  if (!api) return;
  setState({ problem: null });
  try {
    const { document } = await api.revision(revision);
    const { schema, design } = useDesign.getState();
    const changes = difference(schema, design, designOf(document));
    if (changes.length === 0)
      setState({ problem: t("The design is as revision {revision} was already.", { revision }) });
    else setState({ restoring: { revision, changes } });
  } catch (error) {
    setState({ problem: messageOf(error) });
  }
}

/** Restore what was asked about, as one step that undo takes back, or leave it. */
export function decideRestore(isWanted: boolean): void {
  const { restoring } = getState();
  setState({ restoring: null });
  if (!restoring || !isWanted) return;
  const { revision } = restoring;
  const title = t("Restore revision {revision}", { revision });
  const error = commit(title, restoring.changes, { restores: revision });
  if (error) return toast(error.message, "refused");
  setState({ compared: null, shown: null, chosen: [] });
  toast(t("Revision {revision} is restored. Undo takes that back.", { revision }));
}
