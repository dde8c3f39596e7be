/** What resources, destinations and findings are called in panels. */
import { t } from "../i18n";
import type { FindingKey } from "../model/accepted";
import { destinationName } from "../model/destinations";
import type { Design } from "../model/types";
import { titleOf } from "../nodes/describe";

/** The name of a resource, of an AWS service, or of the internet. */
export function nameOf(design: Design, id: string | null): string {
  if (id === null) return "";
  const resource = design.resources[id];
  return resource ? titleOf(design, resource) : destinationName(id);
}

/** The name of what has a place on the canvas: `orders-api in app-a` for a service in one of its subnets, a zone by its own. */
export function placeName(design: Design, key: string): string {
  const [id = key, subnet] = key.split("@");
  if (subnet) return t("{id} in {subnet}", { id: nameOf(design, id), subnet: nameOf(design, subnet) });
  return design.resources[id] ? nameOf(design, id) : (id.split("/").at(-1) ?? id);
}

/** Which finding, as a person knows it: by its rule and whom it is about. */
export function findingName(design: Design, { rule, workload, resource, flow, to, family }: FindingKey): string {
  const about = workload ?? resource;
  const way = flow ? ` (${[flow, nameOf(design, to ?? null), family].filter(Boolean).join(", ")})` : "";
  return about ? t("{rule} of {id}", { rule, id: nameOf(design, about) }) + way : rule;
}

/** What stands at a hop of a path that is no resource. */
export function kindName(kind: string): string {
  return kind.replaceAll("-", " ");
}
