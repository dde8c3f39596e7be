/** What leads from one design to another, as changes: the inverse of a gesture is the difference back. */
import { byIdentity, keyOf } from "./accepted";
import { apply } from "./apply";
import type { Change } from "./changes";
import { equal } from "./equal";
import { omit } from "./omit";
import { referencesOf, valueOf, type Schema } from "./schema";
import type { Design, Json, JsonRecord, Resource, Unresolved } from "./types";

/**
 * Changes that make `before` into `after`: additions first, then values, places, and removals last. As topology/model/difference.py does
 * it; an id that came to name something of another type is removed before it is added.
 */
export function difference(schema: Schema, before: Design, after: Design): Change[] {
  const retyped = Object.values(after.resources).filter((r) => isOther(before.resources[r.id], r));
  if (retyped.length > 0) {
    const gone = removals(before, retyped.map((r) => r.id)); // prettier-ignore
    return [...gone, ...difference(schema, apply(schema, before, gone), after)];
  }
  const added = Object.values(after.resources).filter((r) => !before.resources[r.id]);
  const removed = Object.keys(before.resources).filter((id) => !after.resources[id]);
  return [
    ...additions(schema, added),
    ...fieldChanges(schema, before, after),
    ...removals(before, removed),
    ...moves(before, after, new Set(removed)),
    ...settings(before, after),
    ...acceptances(before, after),
  ];
}

const isOther = (before: Resource | undefined, after: Resource): boolean =>
  before !== undefined && before.type !== after.type;

/** Connections first: one goes with its end, and cannot go again. */
function removals(before: Design, ids: readonly string[]): Change[] {
  const rank = (id: string) => (before.resources[id]?.type === "Connection" ? 0 : 1);
  return [...ids].sort((a, b) => rank(a) - rank(b)).map((id) => ({ op: "remove", id }));
}

/** Resources so ordered that each comes after those that it names; where they name each other, the names are set at the end. */
function additions(schema: Schema, added: readonly Resource[]): Change[] {
  const waiting = new Map(added.map((r) => [r.id, r]));
  const ordered: Change[] = [];
  const later: Change[] = [];
  const isReady = (resource: Resource) =>
    [...referencesOf(schema, resource)].every((r) => r.target === resource.id || !waiting.has(r.target));
  while (waiting.size > 0) {
    const ready = [...waiting.values()].filter(isReady);
    for (const resource of ready) {
      ordered.push({ op: "add", resource });
      waiting.delete(resource.id);
    }
    const [knot] = waiting.values();
    if (ready.length === 0 && knot) {
      const { bare, values } = withoutNames(schema, knot, waiting);
      ordered.push({ op: "add", resource: bare });
      later.push({ op: "set", id: knot.id, values });
      waiting.delete(knot.id);
    }
  }
  return [...ordered, ...later];
}

function withoutNames(schema: Schema, resource: Resource, missing: ReadonlyMap<string, Resource>) {
  let bare: Record<string, Json | undefined> = { ...(resource as unknown as JsonRecord) };
  const values: Record<string, Json> = {};
  for (const { path, target } of referencesOf(schema, resource)) {
    const name = path[0];
    if (!name || !missing.has(target) || target === resource.id) continue;
    values[name] = (resource as unknown as JsonRecord)[name] ?? null;
    bare = omit(bare, name);
  }
  return { bare: bare as unknown as Resource, values };
}

/** What is to be set of each resource, with what is left open of it. */
function fieldChanges(schema: Schema, before: Design, after: Design): Change[] {
  const was = openOf(before);
  const now = before.unresolved === after.unresolved ? was : openOf(after);
  return Object.values(after.resources).flatMap((resource): Change[] => {
    const values = valuesToSet(schema, before.resources[resource.id], resource);
    const left = (was.get(resource.id) ?? []).filter((u) => !(u.property in values));
    const open = now.get(resource.id) ?? [];
    if (!equal(byProperty(left), byProperty(open))) return [{ op: "set", id: resource.id, values, unresolved: open }];
    return Object.keys(values).length > 0 ? [{ op: "set", id: resource.id, values }] : [];
  });
}

function valuesToSet(schema: Schema, before: Resource | undefined, after: Resource): JsonRecord {
  const values: Record<string, Json> = {};
  if (!before || before === after) return values;
  for (const { name } of schema.types[after.type]?.fields ?? []) {
    const value = valueOf(schema, after, name);
    if (!equal(valueOf(schema, before, name), value)) values[name] = value;
  }
  return values;
}

function openOf({ unresolved }: Design): Map<string, Unresolved[]> {
  const held = new Map<string, Unresolved[]>();
  for (const one of unresolved) held.set(one.resource, [...(held.get(one.resource) ?? []), one]);
  return held;
}

const byProperty = (open: readonly Unresolved[]): Unresolved[] =>
  [...open].sort((a, b) => (a.property < b.property ? -1 : 1));

function moves(before: Design, after: Design, removed: ReadonlySet<string>): Change[] {
  const ids = new Set([...Object.keys(before.layout), ...Object.keys(after.layout)]);
  return [...ids]
    .filter((id) => !equal(before.layout[id], after.layout[id]) && !id.split("@").some((part) => removed.has(part)))
    .map((id) => ({ op: "move", id, box: after.layout[id] ?? null }));
}

function settings(before: Design, after: Design): Change[] {
  const values: Record<string, Json> = {};
  if (before.region !== after.region) values.region = after.region;
  if (!equal(before.account_settings, after.account_settings)) values.account_settings = after.account_settings;
  if (!equal(before.quotas, after.quotas)) values.quotas = after.quotas;
  return Object.keys(values).length > 0 ? [{ op: "settings", values }] : [];
}

/** Finding by finding, so that what others accept meanwhile stays. */
function acceptances(before: Design, after: Design): Change[] {
  if (before.accepted === after.accepted) return [];
  const [was, now] = [byIdentity(before.accepted), byIdentity(after.accepted)];
  const withdrawn = [...was].filter(([identity]) => !now.has(identity));
  const fresh = [...now].filter(([identity, one]) => !equal(was.get(identity), one));
  return [
    ...withdrawn.map(([, one]): Change => ({ op: "withdraw", finding: keyOf(one) })),
    ...fresh.map(([, finding]): Change => ({ op: "accept", finding })),
  ];
}
