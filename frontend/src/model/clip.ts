/** What is copied: resources with all that belongs to them, as text that another tab or design can read. */
import { withContents } from "./contents";
import { referencesOf, type Schema } from "./schema";
import type { Box, Design, Layout, Resource, ResourceType } from "./types";

export interface Clip {
  /** The design that it was copied from: there, what it refers to is still there. */
  readonly design: string;
  readonly resources: readonly Resource[];
  /** What they cannot be without but may share: used where the design that they come to has none of that id. */
  readonly companions: readonly Resource[];
  readonly layout: Layout;
}

const COMPANIONS: ReadonlySet<ResourceType> = new Set(["TaskDefinition", "Cluster"]);

/** These resources with what stands in them, what is part of them, and what cannot be shared. */
export function clipOf(schema: Schema, design: Design, designId: string, ids: readonly string[]): Clip {
  const chosen = withContents(design, ids);
  const resources = Object.values(design.resources).filter((r) => chosen.has(r.id));
  const companions = new Set<Resource>();
  for (const resource of resources) {
    for (const { target } of referencesOf(schema, resource)) {
      const found = design.resources[target];
      if (found && COMPANIONS.has(found.type) && !chosen.has(target)) companions.add(found);
    }
  }
  const boxes = Object.entries(design.layout).filter(([key]) => key.split(/[@/]/).every((part, i) => i > 0 || chosen.has(part))); // prettier-ignore
  return { design: designId, resources, companions: [...companions], layout: Object.fromEntries(boxes) };
}

const MARK = 1;
const KIND = "resources";
/** Longer than what a canvas copies, and short enough to be read at once. */
const MAX_TEXT = 4_000_000;
const MAX_RESOURCES = 2_000;
const MAX_DEPTH = 12;
const MAX_ID = 512;

/** As topology/model/records.py has it: no signs of control, no quotes, brackets or backslashes. */
function isId(text: string): boolean {
  const isPlain = (sign: string) => sign > "\u001f" && sign !== "\u007f" && !"<>\"'`\\".includes(sign);
  return text.length > 0 && text.length <= MAX_ID && [...text].every(isPlain);
}

export function clipText(clip: Clip): string {
  return JSON.stringify({ farway: MARK, clipboard: KIND, ...clip });
}

/** The clip that a text holds; null where it is none of Farway's. Throws an Error with the reason where it is a broken one. */
export function readClip(schema: Schema, text: string): Clip | null {
  if (text.length > MAX_TEXT || !text.trimStart().startsWith("{")) return null;
  let found: Record<string, unknown>;
  try {
    found = JSON.parse(text) as Record<string, unknown>;
  } catch {
    return null;
  }
  if (found.farway !== MARK || found.clipboard !== KIND) return null;
  const resources = resourcesIn(schema, found.resources);
  const companions = resourcesIn(schema, found.companions);
  if (resources.length === 0) throw new Error("resources");
  return {
    design: typeof found.design === "string" ? found.design : "",
    resources,
    companions,
    layout: boxesIn(found.layout),
  };
}

function resourcesIn(schema: Schema, value: unknown): Resource[] {
  if (!Array.isArray(value) || value.length > MAX_RESOURCES) throw new Error("resources");
  return value.map((one: unknown) => {
    if (typeof one !== "object" || one === null) throw new Error("resource");
    const { id, type } = one as Record<string, unknown>;
    if (typeof id !== "string" || !isId(id)) throw new Error("id");
    if (typeof type !== "string" || !Object.hasOwn(schema.types, type)) throw new Error(`type ${String(type)}`);
    const known = new Set(schema.types[type]?.fields.map((field) => field.name));
    const entries = Object.entries(one).filter(([name]) => known.has(name));
    if (!entries.every(([, inner]) => isShallow(inner, MAX_DEPTH))) throw new Error("depth");
    return Object.fromEntries(entries) as unknown as Resource;
  });
}

function isShallow(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null) return true;
  return depth > 0 && Object.values(value).every((inner) => isShallow(inner, depth - 1));
}

function boxesIn(value: unknown): Layout {
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, Box] => isBox(entry[1])));
}

function isBox(value: unknown): value is Box {
  if (typeof value !== "object" || value === null) return false;
  const { x, y, width, height } = value as Record<string, unknown>;
  const isNumber = (n: unknown) => typeof n === "number" && Math.abs(n) <= 1e5;
  const isSize = (n: unknown) => n === undefined || n === null || (isNumber(n) && Number(n) > 0);
  return isNumber(x) && isNumber(y) && isSize(width) && isSize(height);
}
