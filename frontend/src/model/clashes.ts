/** What two batches of changes both touch, as the server tells it (topology/model/clashes.py), for what was made while it could not be asked. */
import { identityOf, saidOf } from "./accepted";
import type { Change } from "./changes";
import type { Json } from "./types";

/**
 * Ids of what is changed on both sides, or removed on one and named on the other; `accepted:FINDING` for a finding of which they
 * come to say different things.
 */
export function clashesOf(mine: readonly Change[], theirs: readonly Change[]): string[] {
  const [a, b] = [touchedBy(mine), touchedBy(theirs)];
  const both = [...a.changed].filter((id) => b.changed.has(id));
  const cut = [...removedBy(mine)].filter((id) => b.named.has(id));
  const lost = [...removedBy(theirs)].filter((id) => a.named.has(id));
  return [...new Set([...both, ...cut, ...lost, ...judgedOtherwise(mine, theirs)])].sort();
}

/** Findings that are accepted on one side and withdrawn on the other, or accepted for another reason; the whole list is about each. */
function judgedOtherwise(mine: readonly Change[], theirs: readonly Change[]): string[] {
  const [a, b] = [judgedBy(mine), judgedBy(theirs)];
  const here = [...a].filter(([identity, one]) => {
    const other = b.get(identity);
    return setsAll(theirs) || (other !== undefined && other.reason !== one.reason);
  });
  const there = setsAll(mine) ? [...b] : [];
  return [...here, ...there].map(([, one]) => `accepted:${one.said}`);
}

/** What is said in the end of each finding that is accepted or withdrawn: the reason, or null. */
function judgedBy(changes: readonly Change[]): Map<string, { said: string; reason: string | null }> {
  const judged = new Map<string, { said: string; reason: string | null }>();
  for (const change of changes) {
    if (change.op !== "accept" && change.op !== "withdraw") continue;
    const reason = change.op === "accept" ? change.finding.reason : null;
    judged.set(identityOf(change.finding), { said: saidOf(change.finding), reason });
  }
  return judged;
}

const setsAll = (changes: readonly Change[]): boolean =>
  changes.some((change) => change.op === "settings" && "accepted" in change.values);

function touchedBy(changes: readonly Change[]): { changed: ReadonlySet<string>; named: ReadonlySet<string> } {
  const [changed, named] = [new Set<string>(), new Set<string>()];
  const name = (value: unknown) => stringsOf(value as Json).forEach((text) => named.add(text));
  for (const change of changes) {
    switch (change.op) {
      case "add":
        changed.add(change.resource.id);
        name(change.resource);
        break;
      case "set":
        changed.add(change.id);
        name(change.values);
        break;
      case "connect":
        changed.add(change.id);
        name(change.value);
        break;
      case "disconnect":
      case "remove":
        changed.add(change.id);
        break;
      case "move":
        changed.add(`layout:${change.id}`);
        change.id.split("@").forEach((part) => named.add(part));
        break;
      case "settings":
        changed.add("settings");
    }
  }
  return { changed, named };
}

const removedBy = (changes: readonly Change[]): Set<string> =>
  new Set(changes.filter((change) => change.op === "remove").map((change) => change.id));

function stringsOf(value: Json | undefined): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap((item: Json | undefined) => stringsOf(item));
}
