/**
 * Changes applied to a design, as the server applies them (topology/model/changes.py), so that what is drawn is what will be
 * saved. The server has the last word: values are validated there.
 */
import { t } from "../i18n";
import { byIdentity, identityOf } from "./accepted";
import { ChangeError, type Change } from "./changes";
import { equal } from "./equal";
import { omit } from "./omit";
import { referencesOf, valueOf, type Schema } from "./schema";
import type { Design, Json, JsonRecord, Resource } from "./types";

const SETTINGS = ["region", "account_settings", "quotas", "accepted"];

/** The design after these changes, in their order. All or nothing: throws a ChangeError for the first that fails. */
export function apply(schema: Schema, design: Design, changes: readonly Change[]): Design {
  return changes.reduce((current, change) => applyOne(schema, current, change), design);
}

/** As `apply`, but what no longer fits is left out and told, for changes made against an older design. */
export function applyWhatFits(
  schema: Schema,
  design: Design,
  changes: readonly Change[],
): { design: Design; applied: Change[]; refused: ChangeError[] } {
  const applied: Change[] = [];
  const refused: ChangeError[] = [];
  for (const change of changes) {
    try {
      design = applyOne(schema, design, change);
      applied.push(change);
    } catch (error) {
      if (!(error instanceof ChangeError)) throw error;
      refused.push(error);
    }
  }
  return { design, applied, refused };
}

function applyOne(schema: Schema, design: Design, change: Change): Design {
  switch (change.op) {
    case "add":
      if (design.resources[change.resource.id]) {
        const message = t("There is already a resource “{id}”.", { id: change.resource.id });
        throw new ChangeError("exists", message, change.resource.id);
      }
      return withResource(schema, design, change.resource);
    case "set": {
      const resource = withValues(schema, find(design, change.id), change.values);
      const changed = withResource(schema, design, resource, change.values);
      if (!change.unresolved) return changed;
      const others = changed.unresolved.filter((u) => u.resource !== change.id);
      return { ...changed, unresolved: [...others, ...change.unresolved] };
    }
    case "connect":
      return connect(schema, design, change.id, change.property, change.value);
    case "disconnect":
      return disconnect(schema, design, change.id, change.property, change.value);
    case "remove":
      return remove(schema, design, change.id);
    case "move": {
      const layout =
        change.box === null ? omit(design.layout, change.id) : { ...design.layout, [change.id]: change.box };
      return { ...design, layout };
    }
    case "settings": {
      const unknown = Object.keys(change.values).find((name) => !SETTINGS.includes(name));
      if (unknown)
        throw new ChangeError(
          "unknown-field",
          t("A design has no setting “{name}”.", { name: unknown }),
          null,
          unknown,
        );
      return { ...design, ...(change.values as Partial<Design>) };
    }
    case "accept": {
      const held = byIdentity(design.accepted);
      return { ...design, accepted: [...held.set(identityOf(change.finding), change.finding).values()] };
    }
    case "withdraw": {
      const held = byIdentity(design.accepted);
      held.delete(identityOf(change.finding));
      return { ...design, accepted: [...held.values()] };
    }
  }
}

function find(design: Design, id: string): Resource {
  const found = design.resources[id];
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

function withResource(schema: Schema, design: Design, resource: Resource, resolved: JsonRecord = {}): Design {
  const before = design.resources[resource.id];
  const held = new Set(before ? [...referencesOf(schema, before)].map((r) => `${r.path.join(".")} ${r.target}`) : []);
  for (const { path, types, target } of referencesOf(schema, resource)) {
    const found = target === resource.id ? resource : design.resources[target];
    const field = path.join(".");
    if (!held.has(`${field} ${target}`) && (!found || !types.includes(found.type))) {
      const values = { field, target, types: types.join(", ") };
      const message = t("“{field}” names “{target}”, which is not there or is no {types}.", values);
      throw new ChangeError("dangling-reference", message, resource.id, field);
    }
  }
  const unresolved = design.unresolved.filter((u) => u.resource !== resource.id || !(u.property in resolved));
  return { ...design, unresolved, resources: { ...design.resources, [resource.id]: resource } };
}

function connect(schema: Schema, design: Design, id: string, property: string, value: Json): Design {
  const resource = find(design, id);
  const field = schema.types[resource.type]?.fields.find((f) => f.name === property);
  if (field?.kind !== "list") {
    return withResource(schema, design, withValues(schema, resource, { [property]: value }), { [property]: value });
  }
  const now = (valueOf(schema, resource, property) as readonly Json[] | null) ?? [];
  if (now.some((item) => equal(item, value))) return design;
  return withResource(schema, design, withValues(schema, resource, { [property]: [...now, value] }));
}

function disconnect(schema: Schema, design: Design, id: string, property: string, value: Json): Design {
  const resource = find(design, id);
  const now = valueOf(schema, resource, property);
  const rest = Array.isArray(now) ? now.filter((item) => !equal(item, value)) : equal(now, value) ? null : now;
  return withResource(schema, design, withValues(schema, resource, { [property]: rest }));
}

/** Without this resource and without what refers to it: items and records that name it go, a connection goes with its end. */
function remove(schema: Schema, design: Design, id: string): Design {
  find(design, id);
  const gone = new Set([id]);
  const resources: Record<string, Resource> = {};
  for (const resource of Object.values(design.resources)) {
    if (resource.id === id) continue;
    const paths = [...referencesOf(schema, resource)].filter((r) => r.target === id).map((r) => r.path);
    if (paths.length === 0) resources[resource.id] = resource;
    else if (resource.type === "Connection") gone.add(resource.id);
    else resources[resource.id] = withValues(schema, resource, cleared(resource, paths, id));
  }
  const layout = Object.fromEntries(Object.entries(design.layout).filter(([key]) => !belongs(design, key, gone)));
  const unresolved = design.unresolved.filter((u) => !gone.has(u.resource));
  return { ...design, resources, layout, unresolved };
}

/** Whether a box is that of a resource that goes, of its place in a container (`ID@CONTAINER`), or of a zone in it (`ID/ZONE`). */
function belongs(design: Design, key: string, gone: ReadonlySet<string>): boolean {
  if (key in design.resources) return gone.has(key);
  const [at, slash] = [key.lastIndexOf("@"), key.lastIndexOf("/")];
  const parts = at < 0 ? [key] : [key.slice(0, at), key.slice(at + 1)];
  if (slash >= 0) parts.push(key.slice(0, slash));
  return parts.some((part) => gone.has(part));
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
