/** What leads from one design to another, as changes: the inverse of a gesture is the difference back. */
import type { Change } from "./changes";
import { equal } from "./equal";
import { omit } from "./omit";
import { referencesOf, valueOf, type Schema } from "./schema";
import type { Design, Json, JsonRecord, Resource } from "./types";

/** Changes that make `before` into `after`: additions first, then values, places, and removals last. */
export function difference(schema: Schema, before: Design, after: Design): Change[] {
  const added = Object.values(after.resources).filter((r) => !before.resources[r.id]);
  const removed = Object.keys(before.resources).filter((id) => !after.resources[id]);
  return [
    ...additions(schema, added),
    ...Object.values(after.resources).flatMap((r) => fieldChanges(schema, before.resources[r.id], r)),
    ...removed.map((id): Change => ({ op: "remove", id })),
    ...moves(before, after, new Set(removed)),
    ...settings(before, after),
  ];
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

function fieldChanges(schema: Schema, before: Resource | undefined, after: Resource): Change[] {
  if (!before || before === after) return [];
  const values: Record<string, Json> = {};
  for (const { name } of schema.types[after.type]?.fields ?? []) {
    const value = valueOf(schema, after, name);
    if (!equal(valueOf(schema, before, name), value)) values[name] = value;
  }
  return Object.keys(values).length > 0 ? [{ op: "set", id: after.id, values }] : [];
}

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
  if (!equal(before.accepted, after.accepted)) values.accepted = after.accepted as unknown as Json;
  return Object.keys(values).length > 0 ? [{ op: "settings", values }] : [];
}
