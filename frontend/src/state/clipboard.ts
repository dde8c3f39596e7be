/** Copy, cut, paste, duplicate: through the system's clipboard, so that it works between tabs and designs. */
import { sceneOf } from "../geometry/scene";
import { t, tn } from "../i18n";
import { clipOf, clipText, readClip, type Clip } from "../model/clip";
import { contextOf, NOWHERE, type Context } from "../model/context";
import { planPaste } from "../model/pasting";
import { useDesign } from "./design";
import { applyChanges, deleteSelected } from "./gestures";
import { usePage } from "./page";
import { focused } from "./selecting";
import { announce, select, toast, useView } from "./view";

/** What was copied last here, for where the browser keeps the system's clipboard from us. */
let last = "";

/** The selection as text, or null where nothing is selected. */
export function copiedText(): string | null {
  const clip = clipNow();
  if (!clip) return null;
  last = clipText(clip);
  announce(tn("{n} resource copied.", "{n} resources copied.", clip.resources.length));
  return last;
}

export async function copySelected(): Promise<void> {
  const text = copiedText();
  if (text !== null) await navigator.clipboard?.writeText(text).catch(() => undefined);
}

export async function cutSelected(): Promise<void> {
  await copySelected();
  deleteSelected();
}

/** Paste what the system's clipboard holds, where the browser lets us read it; otherwise what was copied on this page. */
export async function pasteFromSystem(): Promise<void> {
  const text = await navigator.clipboard?.readText().catch(() => last);
  if (!paste(text || last)) toast(t("The clipboard holds nothing of Farway."), "refused");
}

export function duplicateSelected(): void {
  const clip = clipNow();
  if (clip) place(clip, NOWHERE, t("Duplicate {n}", { n: countOf(clip) }));
}

/** Paste this text. Returns false where it is nothing of Farway's; what is broken or refused is told. */
export function paste(text: string): boolean {
  const { schema, design } = useDesign.getState();
  let clip: Clip | null;
  try {
    clip = readClip(schema, text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : "";
    toast(t("What was copied cannot be read: {reason}.", { reason }), "refused");
    return true;
  }
  if (!clip) return false;
  const focus = focused();
  const { selected } = useView.getState();
  const isBesideItself =
    selected.some((id) => clip.resources.some((r) => r.id === id)) && clip.design === usePage.getState().design;
  const context = focus && !isBesideItself ? contextOf(design, sceneOf(design).byKey, focus) : NOWHERE;
  place(clip, context, t("Paste {n}", { n: countOf(clip) }));
  return true;
}

function place(clip: Clip, context: Context, title: string): void {
  const { schema, design } = useDesign.getState();
  const plan = planPaste(schema, design, usePage.getState().design, clip, context);
  if ("refused" in plan) return toast(plan.refused, "refused");
  if (!applyChanges(title, plan.changes)) return;
  const { keysOf } = sceneOf(useDesign.getState().design);
  const picked = plan.ids.flatMap((id) => keysOf.get(id) ?? []);
  select(plan.ids, ...picked);
  announce(title);
}

function clipNow(): Clip | null {
  const { schema, design } = useDesign.getState();
  const { selected } = useView.getState();
  const clip = clipOf(schema, design, usePage.getState().design, selected);
  return clip.resources.length > 0 ? clip : null;
}

const countOf = (clip: Clip): string => tn("{n} resource", "{n} resources", clip.resources.length);
