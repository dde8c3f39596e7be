/** What resources and destinations are called in panels. */
import { destinationName } from "../model/destinations";
import type { Design } from "../model/types";
import { titleOf } from "../nodes/describe";

/** The name of a resource, of an AWS service, or of the internet. */
export function nameOf(design: Design, id: string | null): string {
  if (id === null) return "";
  const resource = design.resources[id];
  return resource ? titleOf(design, resource) : destinationName(id);
}

/** What stands at a hop of a path that is no resource. */
export function kindName(kind: string): string {
  return kind.replaceAll("-", " ");
}
