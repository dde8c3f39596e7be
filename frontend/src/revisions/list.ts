/** The list of revisions as it is loaded, page by page, while new ones come. */
import type { Revision } from "../api/revisions";
import { t } from "../i18n";

/** Revisions have running numbers: pages that overlap are joined, and what does not reach the newest page is dropped. */
export function joined(held: readonly Revision[], page: readonly Revision[]): Revision[] {
  const [newest] = page;
  const last = page.at(-1);
  const isApart = newest && last && held[0] && last.revision > held[0].revision + 1;
  const all = new Map([...(isApart ? [] : held), ...page].map((one) => [one.revision, one]));
  return [...all.values()].sort((a, b) => b.revision - a.revision);
}

/** The page that has the first revision which is not loaded yet. */
export function nextPage(loaded: number, size: number): number {
  return Math.floor(loaded / size) + 1;
}

/** The chosen revisions after another was chosen or given up: two at most, the one that was chosen first goes. */
export function chosenWith(chosen: readonly number[], revision: number): number[] {
  if (chosen.includes(revision)) return chosen.filter((one) => one !== revision);
  return [...chosen, revision].slice(-2);
}

/** What is compared: the two that are chosen, the older first, or the one with the newest. Null where that is nothing. */
export function pairOf(chosen: readonly number[], newest: number): readonly [number, number] | null {
  const [from, to = newest] = [...chosen].sort((a, b) => a - b);
  return from === undefined || from === to ? null : [from, to];
}

/** `Ana moved orders-api`. */
export function sentenceOf(one: Revision): string {
  return one.author ? t("{who} {did}", { who: one.author, did: one.summary }) : capital(one.summary);
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The revisions by the day on which they were made. */
export function byDay(rows: readonly Revision[], language: string): [day: string, rows: Revision[]][] {
  const days = new Map<string, Revision[]>();
  const format = new Intl.DateTimeFormat(language, { dateStyle: "full" });
  for (const row of rows) {
    const day = format.format(new Date(row.created));
    days.set(day, [...(days.get(day) ?? []), row]);
  }
  return [...days];
}

export function timeOf(one: Revision, language: string): string {
  return new Intl.DateTimeFormat(language, { timeStyle: "short" }).format(new Date(one.created));
}
