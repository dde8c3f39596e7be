/** The outline as rows: the nesting of the canvas, then what stands nowhere on it; of closed branches only the head. */
import { isLargeScene } from "../geometry/detail";
import { isShown } from "../geometry/places";
import type { Placed } from "../geometry/placing";
import { regionsOf } from "../geometry/regions";
import { sceneOf } from "../geometry/scene";
import { t } from "../i18n";
import { get, type Design, type Resource } from "../model/types";
import { titleOf } from "../nodes/describe";

/** A node of the canvas, or a Region, which is none. */
type Entry = Omit<Placed, "rect" | "role"> & { readonly role: Placed["role"] | "region" };

const regionKey = (name: string | undefined): string | null => (name === undefined ? null : `:region ${name}`);

export interface Row {
  readonly key: string;
  readonly resource: string | null;
  readonly parent: string | null;
  readonly isRegion: boolean;
  readonly level: number;
  readonly title: string;
  /** Whether it is open; null where it holds nothing. */
  readonly isOpen: boolean | null;
  /** Which it is of how many in its branch, from 1. */
  readonly place: number;
  readonly of: number;
}

/** The subnets of a large design are closed from the start. */
const LEVEL_OF_SUBNETS = 4;

/** What a row of this design shows; `opened` says which branches a person has opened or closed, `selected` is always in sight. */
export function rowsOf(design: Design, opened: ReadonlyMap<string, boolean>, selected: readonly string[]): Row[] {
  const scene = sceneOf(design);
  const children = new Map<string | null, Entry[]>();
  const regionOf = new Map(regionsOf(design).flatMap(({ name, vpcs }) => vpcs.map((id) => [id, name] as const)));
  const parentOf = (node: Entry) => (node.role === "vpc" ? regionKey(regionOf.get(node.key)) : node.parent);
  const regions: Entry[] = regionsOf(design).map(({ name }) => ({
    key: regionKey(name) ?? "",
    resource: null,
    parent: null,
    role: "region",
    title: name,
  }));
  for (const node of [...regions, ...scene.nodes]) {
    const parent = parentOf(node);
    const held = children.get(parent);
    if (held) held.push(node);
    else children.set(parent, [node]);
  }
  const aside: Resource[] = [];
  for (const resource of Object.values(design.resources)) {
    if (isShown(resource)) continue;
    const vpc = vpcOfTable(design, resource);
    if (vpc === null) aside.push(resource);
    else children.set(vpc, [...(children.get(vpc) ?? []), entryOf(resource, vpc)]);
  }
  const inSight = new Set<string>();
  for (const key of selected.flatMap((id) => scene.keysOf.get(id)?.[0] ?? []))
    for (let at = scene.byKey.get(key); at; at = at.parent === null ? undefined : scene.byKey.get(at.parent)) {
      const parent = parentOf(at);
      if (parent !== null) inSight.add(parent);
    }
  for (const id of selected) {
    const resource = design.resources[id];
    const vpc = resource ? vpcOfTable(design, resource) : null;
    if (vpc !== null) inSight.add(vpc);
  }
  const isSmall = !isLargeScene(scene);
  const rows: Row[] = [];
  const visit = (parent: string | null, level: number) => {
    const branch = children.get(parent) ?? [];
    const of = branch.length + (parent === null ? aside.length : 0);
    branch.forEach(({ key, resource, role, title }, i) => {
      const found = resource === null ? undefined : design.resources[resource];
      const isWanted = opened.get(key) ?? (isSmall || level < LEVEL_OF_SUBNETS || inSight.has(key));
      const isOpen = children.has(key) ? isWanted : null;
      const name = found ? titleOf(design, found) : title || t("no availability zone");
      const isRegion = role === "region";
      rows.push({ key, resource, parent, isRegion, level, title: name, isOpen, place: i + 1, of });
      if (isOpen) visit(key, level + 1);
    });
    if (parent !== null) return;
    aside.forEach((resource, i) => {
      const { id } = resource;
      const place = branch.length + i + 1;
      rows.push({
        key: `:${id}`,
        resource: id,
        parent,
        isRegion: false,
        level,
        title: titleOf(design, resource),
        isOpen: null,
        place,
        of,
      });
    });
  };
  visit(null, 1);
  return rows;
}

/** The VPC that a route table or network ACL is listed under: it stands nowhere on the canvas but as a chip. */
function vpcOfTable(design: Design, resource: Resource): string | null {
  if (resource.type !== "RouteTable" && resource.type !== "NetworkAcl") return null;
  return get(design, "Vpc", resource.vpc_id)?.id ?? null;
}

const entryOf = ({ id }: Resource, parent: string): Entry => ({
  key: `:${id}`,
  resource: id,
  parent,
  role: "group",
  title: "",
});
