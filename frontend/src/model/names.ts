/** Ids for new resources: alphanumeric, as CloudFormation wants logical ids. */
import type { Design } from "./types";

/** The letters and digits of a text, for an id that begins with it. */
export const plain = (text: string): string => text.replace(/[^A-Za-z0-9]/g, "");

/** The first of `base`, `base2`, `base3` … that neither the design nor `alsoTaken` has. */
export function freshId(design: Design, base: string, alsoTaken: readonly string[] = []): string {
  const isTaken = (id: string) => id in design.resources || alsoTaken.includes(id);
  if (!isTaken(base)) return base;
  let n = 2;
  while (isTaken(`${base}${n}`)) n++;
  return `${base}${n}`;
}
