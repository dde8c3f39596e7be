/** A value of a property, or an item of its list, in a few words. */
import type { Schema } from "../model/schema";
import type { Design, Json, JsonRecord } from "../model/types";
import { summaryOf } from "./fields/summary";
import { nameOf } from "./names";

/** The value of the property `name` of a resource of this type; what it refers to is called by its name in the design. */
export function valueText(schema: Schema, design: Design, type: string, name: string, value: Json): string {
  if (typeof value === "string") return design.resources[value] ? nameOf(design, value) : value;
  const field = schema.types[type]?.fields.find((f) => f.name === name)?.item;
  const isRecord = typeof value === "object" && value !== null && !Array.isArray(value);
  if (field && isRecord) return summaryOf(field, value as JsonRecord, (target) => nameOf(design, target));
  return short(JSON.stringify(value));
}

const LONG = 60;
const short = (text: string): string => (text.length > LONG ? `${text.slice(0, LONG)}…` : text);
