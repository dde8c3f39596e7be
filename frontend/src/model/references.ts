/** References of a resource, written anew. */
import type { ReferencePath } from "./schema";
import type { Json, JsonRecord, Resource, ResourceType } from "./types";

export type Rewrite = (target: string, path: readonly string[], types: readonly ResourceType[]) => string | null;

/** The resource with every reference as `rewrite` gives it; where that is null, the item or record that names it goes. */
export function rewritten(resource: Resource, references: readonly ReferencePath[], rewrite: Rewrite): Resource {
  const record = references.reduce<JsonRecord>(
    (current, { path, types }) => inRecord(current, path, (target) => rewrite(target, path, types)),
    resource as unknown as JsonRecord,
  );
  return record as unknown as Resource;
}

type Step = (target: string) => string | null;

function inRecord(record: JsonRecord, path: readonly string[], step: Step): JsonRecord {
  const [name = "", next, ...rest] = path;
  const value = record[name];
  if (value === null || value === undefined) return record;
  if (next === undefined) return typeof value === "string" ? { ...record, [name]: step(value) } : record;
  if (next !== "*") return { ...record, [name]: inRecord(value as JsonRecord, [next, ...rest], step) };
  const items = (value as readonly Json[]).flatMap((item): Json[] => {
    if (typeof item === "string") {
      const target = step(item);
      return target === null ? [] : [target];
    }
    const inner = inRecord(item as JsonRecord, rest, step);
    const field = rest[0] ?? "";
    return inner[field] === null && (item as JsonRecord)[field] !== null ? [] : [inner];
  });
  return { ...record, [name]: items };
}
