import type { Topology } from "../src/generated/model";
import modelSchema from "../src/generated/schema.json";
import { placesOf } from "../src/geometry/places";
import { apply } from "../src/model/apply";
import type { Change } from "../src/model/changes";
import { contextOf, type Context, type Plan } from "../src/model/context";
import { readSchema } from "../src/model/schema";
import { designOf, type Design, type Resource } from "../src/model/types";
import orders from "./fixtures/orders.json";

export const schema = readSchema(modelSchema);

/** The orders platform: a VPC in two zones with public, application and data subnets. */
export const ordersDesign = (): Design => designOf(orders as unknown as Topology);

export function designWith(...resources: Resource[]): Design {
  return designOf({ resources: Object.fromEntries(resources.map((r) => [r.id, r])) });
}

/** The context of a node of a design. */
export function at(design: Design, key: string | null): Context {
  return contextOf(design, new Map(placesOf(design).map((place) => [place.key, place])), key);
}

export function placeOf(design: Design, key: string) {
  const found = placesOf(design).find((place) => place.key === key);
  if (!found) throw new Error(`no node ${key}`);
  return found;
}

export function changesOf(plan: Plan): Change[] {
  if ("refused" in plan) throw new Error(`refused: ${plan.refused}`);
  return plan.changes;
}

export function refusalOf(plan: Plan): string {
  if (!("refused" in plan)) throw new Error("not refused");
  return plan.refused;
}

export const carriedOut = (design: Design, plan: Plan): Design => apply(schema, design, changesOf(plan));
