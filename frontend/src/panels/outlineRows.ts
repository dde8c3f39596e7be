/** The outline as rows: the nesting of the canvas, then what stands nowhere on it; of closed branches only the head. */
import { isLargeScene } from "../geometry/detail";
import { isShown } from "../geometry/places";
import type { Placed } from "../geometry/placing";
import { sceneOf } from "../geometry/scene";
import { t } from "../i18n";
import { labelOf, type Design } from "../model/types";
import { titleOf } from "../nodes/describe";

export interface Row {
  readonly key: string;
  readonly resource: string | null;
  readonly parent: string | null;
  readonly level: number;
  readonly title: string;
  /** Whether it is open; null where it holds nothing. */
  readonly isOpen: boolean | null;
  /** Which it is of how many in its branch, from 1. */
  readonly place: number;
  readonly of: number;
}

/** The subnets of a large design are closed from the start. */
const LEVEL_OF_SUBNETS = 3;

/** What a row of this design shows; `opened` says which branches a person has opened or closed, `selected` is always in sight. */
export function rowsOf(design: Design, opened: ReadonlyMap<string, boolean>, selected: readonly string[]): Row[] {
  const scene = sceneOf(design);
  const children = new Map<string | null, Placed[]>();
  for (const node of scene.nodes) {
    const held = children.get(node.parent);
    if (held) held.push(node);
    else children.set(node.parent, [node]);
  }
  const aside = Object.values(design.resources).filter((resource) => !isShown(resource));
  const inSight = new Set<string>();
  for (const key of selected.flatMap((id) => scene.keysOf.get(id)?.[0] ?? []))
    for (let at = scene.byKey.get(key)?.parent ?? null; at !== null; at = scene.byKey.get(at)?.parent ?? null)
      inSight.add(at);
  const isSmall = !isLargeScene(scene);
  const rows: Row[] = [];
  const visit = (parent: string | null, level: number) => {
    const branch = children.get(parent) ?? [];
    const of = branch.length + (parent === null ? aside.length : 0);
    branch.forEach(({ key, resource, title }, i) => {
      const found = resource === null ? undefined : design.resources[resource];
      const isWanted = opened.get(key) ?? (isSmall || level < LEVEL_OF_SUBNETS || inSight.has(key));
      const isOpen = children.has(key) ? isWanted : null;
      const name = found ? titleOf(design, found) : title || t("no availability zone");
      rows.push({ key, resource, parent, level, title: name, isOpen, place: i + 1, of });
      if (isOpen) visit(key, level + 1);
    });
    if (parent !== null) return;
    aside.forEach((resource, i) => {
      const { id } = resource;
      const place = branch.length + i + 1;
      rows.push({ key: `:${id}`, resource: id, parent, level, title: labelOf(resource), isOpen: null, place, of });
    });
  };
  visit(null, 1);
  return rows;
}
