/** Changes: the one way a design changes, the same objects that the API accepts and the history lists. */
import type { FindingKey } from "./accepted";
import type { Accepted, Box, Json, JsonRecord, Resource, Unresolved } from "./types";

export type Change =
  | { readonly op: "add"; readonly resource: Resource }
  | {
      readonly op: "set";
      readonly id: string;
      readonly values: JsonRecord;
      /** Where given: all that is left open of the resource from then on. */
      readonly unresolved?: readonly Unresolved[];
    }
  | { readonly op: "connect"; readonly id: string; readonly property: string; readonly value: Json }
  | { readonly op: "disconnect"; readonly id: string; readonly property: string; readonly value: Json }
  | { readonly op: "remove"; readonly id: string }
  | { readonly op: "move"; readonly id: string; readonly box: Box | null }
  | { readonly op: "settings"; readonly values: JsonRecord }
  /** One finding, in place of its acceptance so far. */
  | { readonly op: "accept"; readonly finding: Accepted }
  | { readonly op: "withdraw"; readonly finding: FindingKey };

/** A change that cannot be applied: why, and at which resource and field. */
export class ChangeError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly where: string | null = null,
    readonly field: string | null = null,
  ) {
    super(message);
  }
}

/** Whether these changes only say where boxes stand, so that no verdict can change. */
export function onlyLayout(changes: readonly Change[]): boolean {
  return changes.every((change) => change.op === "move");
}
