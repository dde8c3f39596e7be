/**
 * Changes applied to a design, as the server applies them (topology/model/applying.py), so that what is drawn is what will be
 * saved. The server has the last word: values are validated there.
 */
import { t } from "../i18n";
import { byIdentity, identityOf } from "./accepted";
import { ChangeError, type Change } from "./changes";
import { Draft } from "./draft";
import { equal } from "./equal";
import { omit } from "./omit";
import { referencesOf, valueOf, type Schema } from "./schema";
import type { Design, Json, JsonRecord, Resource } from "./types";

const SETTINGS = ["region", "account_settings", "quotas", "accepted"];

/** The design after these changes, in their order. All or nothing: throws a ChangeError for the first that fails. */
export function apply(schema: Schema, design: Design, changes: readonly Change[]): Design {
  if (changes.length === 0) return design;
  const draft = new Draft(schema, design);
  for (const change of changes) applyOne(schema, draft, change);
  return draft.done();
}

/** As `apply`, but what no longer fits is left out and told, for changes made against an older design. */
export function applyWhatFits(
  schema: Schema,
  design: Design,
  changes: readonly Change[],
): { design: Design; applied: Change[]; refused: ChangeError[] } {
  const draft = new Draft(schema, design);
  const applied: Change[] = [];
  const refused: ChangeError[] = [];
  for (const change of changes) {
    try {
      applyOne(schema, draft, change);
      applied.push(change);
    } catch (error) {
      if (!(error instanceof ChangeError)) throw error;
      refused.push(error);
    }
  }
  return { design: applied.length > 0 ? draft.done() : design, applied, refused };
}

/** A change that fails has written nothing. */
function applyOne(schema: Schema, draft: Draft, change: Change): void {
  switch (change.op) {
    case "add":
      if (draft.resource(change.resource.id)) {
        const message = t("There is already a resource “{id}”.", { id: change.resource.id });
        throw new ChangeError("exists", message, change.resource.id);
      }
      return putResource(schema, draft, change.resource);
    case "set": {
      putResource(schema, draft, withValues(schema, find(draft, change.id), change.values), change.values);
      if (!change.unresolved) return;
      const others = draft.unresolved.filter((u) => u.resource !== change.id);
      return draft.write({ unresolved: [...others, ...change.unresolved] });
    }
    case "connect":
      return connect(schema, draft, change.id, change.property, change.value);
    case "disconnect":
      return disconnect(schema, draft, change.id, change.property, change.value);
    case "remove":
      return remove(schema, draft, change.id);
    case "move":
      return draft.move(change.id, change.box);
    case "settings": {
      const unknown = Object.keys(change.values).find((name) => !SETTINGS.includes(name));
      if (unknown)
        throw new ChangeError(
          "unknown-field",
          t("A design has no setting “{name}”.", { name: unknown }),
          null,
          unknown,
        );
      return draft.write(change.values as Partial<Design>);
    }
    case "accept": {
      const held = byIdentity(draft.accepted);
      return draft.write({ accepted: [...held.set(identityOf(change.finding), change.finding).values()] });
    }
    case "withdraw": {
      const held = byIdentity(draft.accepted);
      held.delete(identityOf(change.finding));
      return draft.write({ accepted: [...held.values()] });
    }
  }
}

function find(draft: Draft, id: string): Resource {
  const found = draft.resource(id);
  if (!found) throw new ChangeError("unknown-resource", t("There is no resource “{id}”.", { id }), id);
  return found;
}

/** The resource with these values; what is at its default is left out, as the document leaves it out. */
function withValues(schema: Schema, resource: Resource, values: JsonRecord): Resource {
  const fields = schema.types[resource.type]?.fields ?? [];
  let copy: Record<string, Json | undefined> = { ...(resource as unknown as JsonRecord) };
  for (const [name, value] of Object.entries(values)) {
    const field = fields.find((f) => f.name === name);
    if (!field) {
      const message = t("“{type}” has no field “{name}”.", { type: resource.type, name });
      throw new ChangeError("unknown-field", message, resource.id, name);
    }
    if ((name === "id" || name === "type") && value !== copy[name]) {
      throw new ChangeError("fixed-field", t("The {name} of a resource cannot change.", { name }), resource.id, name);
    }
    if (!field.required && name !== "type" && equal(value, field.default)) copy = omit(copy, name);
    else copy[name] = value;
  }
  return copy as unknown as Resource;
}

function putResource(schema: Schema, draft: Draft, resource: Resource, resolved: JsonRecord = {}): void {
  const before = draft.resource(resource.id);
  const held = new Set(before ? [...referencesOf(schema, before)].map((r) => `${r.path.join(".")} ${r.target}`) : []);
  for (const { path, types, target } of referencesOf(schema, resource)) {
    const found = target === resource.id ? resource : draft.resource(target);
    const field = path.join(".");
    if (!held.has(`${field} ${target}`) && (!found || !types.includes(found.type))) {
      const values = { field, target, types: types.join(", ") };
      const message = t("“{field}” names “{target}”, which is not there or is no {types}.", values);
      throw new ChangeError("dangling-reference", message, resource.id, field);
    }
  }
  draft.put(resource);
  const isOpen = draft.unresolved.some((u) => u.resource === resource.id && u.property in resolved);
  if (isOpen)
    draft.write({
      unresolved: draft.unresolved.filter((u) => u.resource !== resource.id || !(u.property in resolved)),
    });
}

function connect(schema: Schema, draft: Draft, id: string, property: string, value: Json): void {
  const resource = find(draft, id);
  const field = schema.types[resource.type]?.fields.find((f) => f.name === property);
  if (field?.kind !== "list")
    return putResource(schema, draft, withValues(schema, resource, { [property]: value }), { [property]: value });
  const now = (valueOf(schema, resource, property) as readonly Json[] | null) ?? [];
  if (now.some((item) => equal(item, value))) return;
  putResource(schema, draft, withValues(schema, resource, { [property]: [...now, value] }));
}

function disconnect(schema: Schema, draft: Draft, id: string, property: string, value: Json): void {
  const resource = find(draft, id);
  const now = valueOf(schema, resource, property);
  const rest = Array.isArray(now) ? now.filter((item) => !equal(item, value)) : equal(now, value) ? null : now;
  putResource(schema, draft, withValues(schema, resource, { [property]: rest }));
}

/** Takes what refers to it along: items and records that name it go, a connection goes with its end. */
function remove(schema: Schema, draft: Draft, id: string): void {
  find(draft, id);
  const gone = [id];
  for (const resource of draft.referrersOf(id)) {
    if (resource.id === id) continue;
    const paths = [...referencesOf(schema, resource)].filter((r) => r.target === id).map((r) => r.path);
    if (paths.length === 0) continue;
    if (resource.type === "Connection") gone.push(resource.id);
    else draft.put(withValues(schema, resource, cleared(resource, paths, id)));
  }
  draft.drop(gone);
}

function cleared(resource: Resource, paths: readonly (readonly string[])[], id: string): JsonRecord {
  const values: Record<string, Json> = {};
  for (const [name, ...rest] of paths) {
    if (name === undefined) continue;
    const current = values[name] ?? (resource as unknown as JsonRecord)[name] ?? null;
    if (!Array.isArray(current)) values[name] = null;
    else if (rest.length <= 1) values[name] = current.filter((item) => item !== id);
    else values[name] = current.filter((item) => (item as JsonRecord)[rest[1] ?? ""] !== id);
  }
  return values;
}
