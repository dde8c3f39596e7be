/** The JSON schema of the model, read once into what forms, defaults and references need. */
import type { Json, JsonRecord, Resource, ResourceType } from "./types";

export type FieldKind = "boolean" | "enum" | "string" | "integer" | "number" | "list" | "record" | "map" | "json";

/** One field of a record, as a form shows it. */
export interface Field {
  readonly name: string;
  readonly kind: FieldKind;
  readonly nullable: boolean;
  readonly required: boolean;
  readonly default: Json;
  readonly description: string;
  /** Whether it is kept for writing a template back, or has one value only: no form shows it. */
  readonly hidden: boolean;
  readonly examples: readonly Json[];
  readonly options: readonly string[];
  readonly refers: readonly ResourceType[];
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
  /** Of a list: one item. */
  readonly item: Field | undefined;
  /** Of a record: its fields. */
  readonly fields: readonly Field[];
}

export interface RecordType {
  readonly type: ResourceType;
  readonly title: string;
  readonly group: string;
  readonly container: string | null;
  readonly description: string;
  readonly fields: readonly Field[];
}

/** Where a record refers to resources: a path, `*` stepping into a list, and the types that it may refer to. */
export interface ReferencePath {
  readonly path: readonly string[];
  readonly types: readonly ResourceType[];
}

/** A quota that AWS raises on request: what is counted, AWS's default, and the most that there is. */
export interface Quota {
  readonly name: string;
  readonly title: string;
  readonly default: number;
  readonly most: number;
}

export interface Schema {
  readonly types: Readonly<Record<string, RecordType>>;
  readonly references: Readonly<Record<string, readonly ReferencePath[]>>;
  readonly quotas: readonly Quota[];
}

interface Node {
  $ref?: string;
  anyOf?: Node[];
  type?: string;
  enum?: string[];
  const?: string;
  items?: Node;
  properties?: Record<string, Node>;
  required?: string[];
  default?: Json;
  description?: string;
  examples?: Json[];
  minimum?: number;
  maximum?: number;
  $defs?: Record<string, Node>;
  "x-refers"?: ResourceType[];
  "x-hidden"?: boolean;
  "x-title"?: string;
  "x-group"?: string;
  "x-container"?: string | null;
  "x-quotas"?: Record<string, { readonly "x-title": string; readonly default: number; readonly most: number }>;
}

/** Read the JSON schema of the document, as `GET /api/v1/model/` gives it. */
export function readSchema(json: unknown): Schema {
  const definitions = (json as Node).$defs ?? {};
  const types: Record<string, RecordType> = {};
  const references: Record<string, ReferencePath[]> = {};
  for (const [name, node] of Object.entries(definitions)) {
    if (!node["x-title"]) continue;
    const fields = fieldsOf(node, definitions);
    types[name] = {
      type: name as ResourceType,
      title: node["x-title"],
      group: node["x-group"] ?? "Other",
      container: node["x-container"] ?? null,
      description: node.description ?? "",
      fields,
    };
    references[name] = fields.flatMap(referencePaths);
  }
  return { types, references, quotas: quotasOf(json as Node) };
}

function quotasOf(document: Node): Quota[] {
  const held = Object.entries(document.properties?.quotas?.["x-quotas"] ?? {});
  return held.map(([name, quota]) => ({ name, title: quota["x-title"], default: quota.default, most: quota.most }));
}

function fieldsOf(node: Node, definitions: Record<string, Node>): Field[] {
  const required = new Set(node.required ?? []);
  return Object.entries(node.properties ?? {}).map(([name, field]) =>
    readField(name, field, definitions, required.has(name)),
  );
}

function readField(name: string, node: Node, definitions: Record<string, Node>, required: boolean): Field {
  const alternatives = node.anyOf ?? [node];
  const value = resolved(alternatives.find((a) => a.type !== "null") ?? node, definitions);
  const kind = kindOf(value);
  return {
    name,
    kind,
    nullable: alternatives.some((a) => a.type === "null"),
    required,
    default: node.default !== undefined ? node.default : value.default !== undefined ? value.default : emptyOf(kind),
    description: node.description ?? (value.properties ? "" : (value.description ?? "")),
    hidden: node["x-hidden"] === true || value.const !== undefined,
    examples: node.examples ?? value.examples ?? [],
    options: value.enum ?? (value.const === undefined ? [] : [value.const]),
    refers: value["x-refers"] ?? node["x-refers"] ?? [],
    minimum: value.minimum,
    maximum: value.maximum,
    item: value.type === "array" && value.items ? readField(name, value.items, definitions, true) : undefined,
    fields: value.properties ? fieldsOf(value, definitions) : [],
  };
}

function resolved(node: Node, definitions: Record<string, Node>): Node {
  const name = node.$ref?.replace("#/$defs/", "");
  return name === undefined ? node : { ...(definitions[name] ?? {}), ...node };
}

function kindOf(node: Node): FieldKind {
  if (node.enum || node.const !== undefined) return "enum";
  if (node.type === "boolean" || node.type === "integer" || node.type === "number" || node.type === "string") {
    return node.type;
  }
  if (node.type === "array") return "list";
  if (node.properties) return "record";
  const values = (node as { additionalProperties?: Node | boolean }).additionalProperties;
  return node.type === "object" && typeof values === "object" && values.type === "string" ? "map" : "json";
}

function emptyOf(kind: FieldKind): Json {
  return kind === "map" || kind === "json" ? {} : kind === "list" ? [] : null;
}

function referencePaths(field: Field): ReferencePath[] {
  if (field.refers.length > 0) return [{ path: [field.name], types: field.refers }];
  if (field.kind === "record") return field.fields.flatMap(referencePaths).map(under(field.name));
  if (field.kind === "list" && field.item) {
    if (field.item.refers.length > 0) return [{ path: [field.name, "*"], types: field.item.refers }];
    return field.item.fields.flatMap(referencePaths).map(under(field.name, "*"));
  }
  return [];
}

function under(...prefix: string[]): (found: ReferencePath) => ReferencePath {
  return ({ path, types }) => ({ path: [...prefix, ...path], types });
}

/** A field's value, its default where the document leaves it out. */
export function valueOf(schema: Schema, resource: Resource, name: string): Json {
  const value = (resource as unknown as JsonRecord)[name];
  if (value !== undefined) return value;
  return schema.types[resource.type]?.fields.find((f) => f.name === name)?.default ?? null;
}

/** The references that a resource holds, with the path and the types that may stand there. */
export function* referencesOf(schema: Schema, resource: Resource): Generator<ReferencePath & { target: string }> {
  for (const reference of schema.references[resource.type] ?? []) {
    for (const target of follow(resource as unknown as JsonRecord, reference.path)) yield { ...reference, target };
  }
}

function* follow(value: Json | undefined, path: readonly string[]): Generator<string> {
  if (value === null || value === undefined) return;
  const [step, ...rest] = path;
  if (step === undefined) {
    if (typeof value === "string") yield value;
  } else if (step === "*") {
    for (const item of value as readonly Json[]) yield* follow(item, rest);
  } else {
    yield* follow((value as JsonRecord)[step], rest);
  }
}
