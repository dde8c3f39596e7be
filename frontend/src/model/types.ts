/** The design's document and its records, as the model defines them. */
import type { Accepted, Box, Topology, Unresolved } from "../generated/model";

export type { Accepted, Box, Unresolved } from "../generated/model";
export type {
  Connection,
  Database,
  ElasticIp,
  FileSystem,
  LoadBalancer,
  MountTarget,
  NatGateway,
  NetworkAcl,
  Route,
  RouteTable,
  ScheduledTask,
  SecurityGroup,
  SecurityGroupRule,
  Service,
  StandaloneTask,
  Subnet,
  TargetGroup,
  TaskDefinition,
  Vpc,
  VpcEndpoint,
} from "../generated/model";

export type Resource = NonNullable<Topology["resources"]>[string];
export type ResourceType = Resource["type"];
export type ResourceOf<T extends ResourceType> = Extract<Resource, { type: T }>;
export type Resources = Readonly<Record<string, Resource>>;
export type Layout = Readonly<Record<string, Box>>;

/** A value as JSON carries it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };
export type JsonRecord = { readonly [key: string]: Json | undefined };

/** The whole design. What stands at its default may be missing from a resource. */
export interface Design {
  readonly farway: 1;
  readonly region: string;
  readonly account_settings: Readonly<Record<string, "enabled" | "disabled">>;
  readonly quotas: Readonly<Record<string, number>>;
  readonly accepted: readonly Accepted[];
  readonly resources: Resources;
  readonly unresolved: readonly Unresolved[];
  readonly assumptions: readonly string[];
  readonly template: Readonly<Record<string, unknown>>;
  readonly layout: Layout;
}

/** The document as it comes from the server, with every part there. */
export function designOf(document: Topology): Design {
  return {
    farway: 1,
    region: document.region ?? "us-east-1",
    account_settings: document.account_settings ?? {},
    quotas: document.quotas ?? {},
    accepted: document.accepted ?? [],
    resources: document.resources ?? {},
    unresolved: document.unresolved ?? [],
    assumptions: document.assumptions ?? [],
    template: document.template ?? {},
    layout: document.layout ?? {},
  };
}

/** The resource of this id and type, if it is there. */
export function get<T extends ResourceType>(
  design: Design,
  type: T,
  id: string | null | undefined,
): ResourceOf<T> | undefined {
  const found = id ? design.resources[id] : undefined;
  return found?.type === type ? (found as ResourceOf<T>) : undefined;
}

const byType = new WeakMap<Resources, Map<ResourceType, Resource[]>>();

/** Every resource of one type, in the document's order. Sorted once for each state of the resources. */
export function all<T extends ResourceType>(design: Design, type: T): readonly ResourceOf<T>[] {
  let sorted = byType.get(design.resources);
  if (!sorted) {
    sorted = new Map();
    for (const resource of Object.values(design.resources)) {
      const held = sorted.get(resource.type);
      if (held) held.push(resource);
      else sorted.set(resource.type, [resource]);
    }
    byType.set(design.resources, sorted);
  }
  return (sorted.get(type) ?? NONE) as readonly ResourceOf<T>[];
}

const NONE: readonly Resource[] = [];

/** A resource's field by name, undefined where it is at its default. */
export function fieldOf(resource: Resource, name: string): Json | undefined {
  return (resource as unknown as JsonRecord)[name];
}

/** What a person calls it: its name, otherwise its id. */
export function labelOf(resource: Resource): string {
  return resource.name ?? resource.id;
}
