/** Which commands a query finds, best first. */
import type { Command } from "./command";

/** Every word of the query stands in the title or the other words; those come first whose title begins with it. */
export function matches(commands: readonly Command[], query: string): Command[] {
  const text = query.trim().toLowerCase();
  const words = text.split(/\s+/).filter(Boolean);
  const found = commands
    .map((one, i) => ({ one, i, title: one.title.toLowerCase() }))
    .filter(({ one, title }) => words.every((word) => `${title} ${one.words ?? ""}`.toLowerCase().includes(word)));
  const rank = (title: string) => (title.startsWith(text) ? 0 : title.includes(text) ? 1 : 2);
  return found.sort((a, b) => rank(a.title) - rank(b.title) || a.i - b.i).map(({ one }) => one);
}
