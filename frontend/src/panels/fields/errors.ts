/** Which field of a form an error stands at. */
import type { Field } from "../../model/schema";

/** What the ids of controls begin with, before the path of their field. */
export const FIELD = "field-";

/** Whether an error is this field's own, by the path that it names: at the innermost field that a form has for it. */
export function isErrorOf(field: Field, id: string, path: string | null | undefined): boolean {
  if (!path) return false;
  const own = id.slice(FIELD.length);
  if (path === own) return true;
  return path.startsWith(`${own}.`) && !leadsOn(field, path.slice(own.length + 1).split("."));
}

/** The record of a list that an error is in, which the form then opens; null where it is in none. */
export function recordOfError(id: string, path: string | null | undefined): number | null {
  const own = `${id.slice(FIELD.length)}.`;
  if (!path?.startsWith(own)) return null;
  const at = Number(path.slice(own.length).split(".")[0]);
  return Number.isInteger(at) ? at : null;
}

/** Whether the form has a field of its own for the rest of the path. */
function leadsOn(field: Field, rest: readonly string[]): boolean {
  const item = field.kind === "list" ? field.item : undefined;
  const name = item ? rest[1] : rest[0];
  return (item ?? field).fields.some((sub) => sub.name === name && !sub.hidden);
}
