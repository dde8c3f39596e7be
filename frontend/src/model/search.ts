/** Finding resources by what a person knows of them: a name, an id, a CIDR, an address, a type. */
import { contains, parseCidr, type Block } from "./cidr";
import { ipv4BlocksOf, ipv6BlocksOf } from "./network";
import type { Schema } from "./schema";
import { labelOf, type Design, type JsonRecord, type Resource } from "./types";

export interface Found {
  readonly resource: Resource;
  /** What matched, where that is not the name: a CIDR, an address, an id. */
  readonly because: string;
  readonly score: number;
}

/** Texts of a resource that are looked through besides its id and name. */
const VALUES = /cidr|address|_ip$|^public_ip$|service_name|group_name|family|engine|port$|image/;
const SCORES = { same: 100, starts: 80, word: 60, inside: 40, value: 30, type: 20 } as const;
const ADDRESS_SCORE = 90;

/** The resources that a query finds, best first. An address finds the subnet that holds it, then its VPC. */
export function findResources(schema: Schema, design: Design, query: string, most = 20): Found[] {
  const text = query.trim().toLowerCase();
  if (text === "") return [];
  const block = blockOf(text);
  const found: Found[] = [];
  for (const resource of Object.values(design.resources)) {
    const here = (block && byAddress(resource, block)) ?? byText(schema, resource, text);
    if (here) found.push(here);
  }
  return found
    .sort((a, b) => b.score - a.score || labelOf(a.resource).localeCompare(labelOf(b.resource)))
    .slice(0, most);
}

/** A whole CIDR, or a whole address as the block of it alone. */
function blockOf(text: string): Block | null {
  return parseCidr(text) ?? parseCidr(`${text}/${text.includes(":") ? 128 : 32}`);
}

function byAddress(resource: Resource, block: Block): Found | null {
  const held =
    resource.type === "Vpc"
      ? [...ipv4BlocksOf(resource), ...ipv6BlocksOf(resource)]
      : resource.type === "Subnet"
        ? [resource.cidr_block, resource.ipv6_cidr_block]
            .map((c) => (c ? parseCidr(c) : null))
            .filter((b) => b !== null)
        : [];
  const holder = held.find((one) => contains(one, block));
  if (!holder) return null;
  return { resource, because: cidrText(resource, holder), score: ADDRESS_SCORE + holder.prefix / 128 };
}

function cidrText(resource: Resource, block: Block): string {
  return valuesOf(resource).find((value) => sameBlock(parseCidr(value), block)) ?? "";
}

const sameBlock = (a: Block | null, b: Block): boolean =>
  a?.family === b.family && a.first === b.first && a.prefix === b.prefix;

function byText(schema: Schema, resource: Resource, text: string): Found | null {
  const name = labelOf(resource).toLowerCase();
  const id = resource.id.toLowerCase();
  const score = Math.max(scoreOf(name, text), scoreOf(id, text));
  if (score > 0) return { resource, because: id.includes(text) && !name.includes(text) ? resource.id : "", score };
  const value = valuesOf(resource).find((one) => one.toLowerCase().includes(text));
  if (value !== undefined)
    return { resource, because: value, score: value.toLowerCase() === text ? SCORES.same : SCORES.value };
  const type = schema.types[resource.type]?.title ?? resource.type;
  return type.toLowerCase().includes(text) ? { resource, because: "", score: SCORES.type } : null;
}

function scoreOf(name: string, text: string): number {
  if (name === text) return SCORES.same;
  if (name.startsWith(text)) return SCORES.starts;
  const at = name.indexOf(text);
  if (at < 0) return 0;
  return /[^a-z0-9]/.test(name.charAt(at - 1)) ? SCORES.word : SCORES.inside;
}

/** Addresses, blocks and names that stand anywhere in a resource. */
function valuesOf(resource: Resource): string[] {
  const found: string[] = [];
  const visit = (value: unknown, name: string): void => {
    if (typeof value === "string" || typeof value === "number") {
      if (VALUES.test(name)) found.push(String(value));
    } else if (Array.isArray(value)) value.forEach((item) => visit(item, name));
    else if (typeof value === "object" && value !== null && name !== "properties")
      for (const [key, inner] of Object.entries(value as JsonRecord)) visit(inner, key);
  };
  visit(resource, "");
  return found;
}
