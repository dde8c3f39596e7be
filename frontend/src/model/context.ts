/** Where on the design something is dropped: the VPC, zone and subnet there, and what it was dropped onto. */
import type { Place } from "../geometry/places";
import type { Change } from "./changes";
import { get, type Design, type Resource, type RouteTable, type Subnet, type Vpc } from "./types";

export interface Context {
  readonly vpc: Vpc | undefined;
  readonly zone: string | undefined;
  readonly subnet: Subnet | undefined;
  /** Subnets that a person chose for it. */
  readonly subnets?: readonly Subnet[];
  /** The service and the route tables that a person chose for an endpoint. */
  readonly service?: string;
  readonly tables?: readonly RouteTable[];
  /** The resource of an inner node that it was dropped onto. */
  readonly onto: Resource | undefined;
}

export const NOWHERE: Context = { vpc: undefined, zone: undefined, subnet: undefined, onto: undefined };

/** The context of a node: itself and the containers around it. */
export function contextOf(design: Design, places: ReadonlyMap<string, Place>, key: string | null): Context {
  let context = NOWHERE;
  for (let place = key === null ? undefined : places.get(key); place; place = places.get(place.parent ?? "")) {
    if (place.role === "vpc") context = { ...context, vpc: get(design, "Vpc", place.resource) };
    else if (place.role === "zone") context = { ...context, zone: place.title || undefined };
    else if (place.role === "subnet") {
      const subnet = get(design, "Subnet", place.resource);
      context = { ...context, subnet, zone: subnet?.availability_zone ?? undefined };
    } else context = { ...context, onto: place.resource ? design.resources[place.resource] : undefined };
    if (place.parent === null) break;
  }
  return context;
}

/** What a gesture comes to: changes and the node to select, or the reason why AWS would refuse it. */
export type Plan = Carried | { readonly refused: string };

export interface Carried {
  readonly changes: Change[];
  readonly select: string | null;
}

export function refuse(reason: string): Plan {
  return { refused: reason };
}
