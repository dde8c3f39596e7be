/**
 * What is not saved yet outlives the page: each tab keeps its pending gestures in the browser's storage, and the next page of the
 * design takes up what tabs that are gone have left. A tab that lives holds a lock of its name.
 */
import type { DesignApi } from "../api/designs";
import { tn } from "../i18n";
import { notify, TAB, takeUp, useDesign } from "./design";
import type { Pending } from "./pending";

const KEY = "farway-unsaved:";
const CLAIM = "farway-unsaved";
const lockOf = (tab: string) => `farway-tab:${tab}`;
/** Browsers give a site some five million characters; a design's part stays well below. */
const MOST_CHARACTERS = 1_000_000;

interface Kept {
  readonly pending: readonly Pending[];
}

let isKept = true;

/** Whether what is pending would survive if the page went away now. */
export function isSafe(): boolean {
  return isKept || useDesign.getState().pending.length === 0;
}

/** Keep the pending gestures of this tab from here on. */
export function keepUnsaved(design: string): void {
  const mine = `${KEY}${design}:${TAB}`;
  void navigator.locks?.request(lockOf(TAB), () => new Promise(() => undefined));
  const keep = () => {
    const { pending } = useDesign.getState();
    const text = pending.length > 0 ? JSON.stringify({ pending } satisfies Kept) : "";
    isKept = write(mine, text);
  };
  keep();
  useDesign.subscribe((now, before) => {
    if (now.pending !== before.pending) keep();
  });
}

function write(key: string, text: string): boolean {
  try {
    if (text && text.length <= MOST_CHARACTERS) localStorage.setItem(key, text);
    else localStorage.removeItem(key);
    return text.length <= MOST_CHARACTERS;
  } catch {
    return false; // the storage is full or forbidden: the page warns before it goes
  }
}

/** Take up what tabs of this design left unsaved, on top of what the server has; what others did meanwhile is held against it. */
export async function restoreUnsaved(api: DesignApi, design: string): Promise<void> {
  const left = await claimed(design);
  const [first] = left;
  if (!first) return;
  const oldest = Math.min(...left.map((gesture) => gesture.madeOn));
  const { revision } = useDesign.getState();
  takeUp(left, oldest < revision ? await api.changesSince(oldest) : []);
  const n = useDesign.getState().pending.length;
  if (n > 0) notify(tn("{n} change from before is being saved.", "{n} changes from before are being saved.", n));
}

/** The gestures of tabs that are gone, which are no longer kept under their names. */
async function claimed(design: string): Promise<Pending[]> {
  const claim = async () => {
    const alive = new Set((await navigator.locks?.query())?.held?.map((lock) => lock.name));
    const prefix = `${KEY}${design}:`;
    const keys = Object.keys(localStorage).filter(
      (key) => key.startsWith(prefix) && !alive.has(lockOf(key.slice(prefix.length))),
    );
    return keys.sort().flatMap((key) => {
      const found = pendingIn(localStorage.getItem(key));
      localStorage.removeItem(key);
      return found;
    });
  };
  return navigator.locks ? navigator.locks.request(CLAIM, claim) : claim();
}

function pendingIn(text: string | null): Pending[] {
  try {
    const { pending } = JSON.parse(text ?? "{}") as Partial<Kept>;
    return Array.isArray(pending) ? pending.filter(isPending) : [];
  } catch {
    return []; // not ours
  }
}

function isPending(found: unknown): found is Pending {
  const { id, title, changes, madeOn } = (found ?? {}) as Partial<Record<keyof Pending, unknown>>;
  return typeof id === "string" && typeof title === "string" && typeof madeOn === "number" && Array.isArray(changes);
}
