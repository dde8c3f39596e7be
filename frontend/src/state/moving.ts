/** Moving nodes: dropping them, with what that means where they come into another container; arrow keys; aligning. */
import { aligned, distributed, type Alignment, type Direction } from "../geometry/align";
import type { Placed } from "../geometry/placing";
import type { Point } from "../geometry/rect";
import { inside, relativeTo, sceneOf, settled } from "../geometry/scene";
import { t, tn } from "../i18n";
import { apply } from "../model/apply";
import type { Change } from "../model/changes";
import { contextOf, type Plan } from "../model/context";
import { planDrop } from "../model/drop";
import { labelOf, type Design } from "../model/types";
import { commit, useDesign } from "./design";
import { carryOut, withWish } from "./gestures";
import { movable } from "./selecting";
import { announce, toast } from "./view";

/** A node that is let go: over which other node, and its upper left corner on the whole canvas. */
export interface Drop {
  readonly node: Placed;
  readonly over: Placed | null;
  readonly at: Point;
}

/** What dropping this node there would come to. */
export function wouldDrop(node: Placed, over: Placed | null, alone: boolean): Plan {
  const { design } = useDesign.getState();
  return planDrop(design, node, contextOf(design, sceneOf(design).byKey, over?.key ?? null), alone);
}

/** Drop nodes: into other containers, with what that means, or elsewhere in their own. All of them, or none. */
export function dropNodes(drops: readonly Drop[], alone: boolean): boolean {
  const [first] = drops;
  if (!first) return false;
  const { design, schema } = useDesign.getState();
  let current = design;
  const changes: Change[] = [];
  const refusals: string[] = [];
  let picked: string | null = null;
  for (const { node, over, at } of drops) {
    const scene = sceneOf(current);
    const plan = planDrop(current, node, contextOf(current, scene.byKey, over?.key ?? null), alone);
    if ("refused" in plan) {
      refusals.push(plan.refused);
      continue;
    }
    const some =
      plan.changes.length > 0
        ? withWish(schema, current, plan, (key) => ({ key, point: at, isPointer: false }))
        : moveOf(node, settled(node.role, relativeTo(scene, node.parent, at)));
    changes.push(...some);
    current = apply(schema, current, some);
    if (plan.changes.length > 0 && drops.length === 1) picked = plan.select;
  }
  if (refusals.length > 0) {
    toast([...new Set(refusals)].join(" "), "refused");
    return false;
  }
  return carryOut({ changes, select: picked }, titleOf(design, drops.map(({ node }) => node))); // prettier-ignore
}

/** Move nodes within their containers, as one step. Each keeps inside its container's padding. */
export function moveNodes(moves: readonly (readonly [node: Placed, to: Point])[], title: string): boolean {
  const changes = moves.flatMap(([node, to]) => moveOf(node, inside(node.role, to)));
  if (changes.length === 0) return false;
  const error = commit(title, changes);
  if (error) toast(error.message, "refused");
  return error === null;
}

function moveOf(node: Placed, { x, y }: Point): Change[] {
  if (x === node.rect.x && y === node.rect.y) return [];
  const { width, height } = node.rect;
  return [{ op: "move", id: node.key, box: { x, y, width, height } }];
}

/** Align the selected nodes, on the whole canvas, so that those of different subnets come into line too. */
export function alignSelected(how: Alignment): void {
  arrange(t("Align {what}", { what: countOf(movable()) }), 2, (rects) => aligned(rects, how));
}

/** Give the selected nodes the same space between them. */
export function distributeSelected(way: Direction): void {
  arrange(t("Distribute {what}", { what: countOf(movable()) }), 3, (rects) => distributed(rects, way));
}

function arrange(
  title: string,
  least: number,
  places: (rects: { x: number; y: number; width: number; height: number }[]) => Point[],
): void {
  // prettier-ignore
  const nodes = movable();
  const scene = sceneOf(useDesign.getState().design);
  if (nodes.length < least) return announce(t("Select at least {n}.", { n: least }));
  const to = places(nodes.map((node) => scene.absolute.get(node.key) ?? node.rect));
  const moves = nodes.map((node, i) => [node, rounded(relativeTo(scene, node.parent, to[i] ?? node.rect))] as const);
  announce(moveNodes(moves, title) ? title : t("They stand so already."));
}

const rounded = ({ x, y }: Point): Point => ({ x: Math.round(x), y: Math.round(y) });

/** What moving these nodes is called in the history. */
export function titleOf(design: Design, nodes: readonly Placed[]): string {
  const [first] = nodes;
  if (nodes.length !== 1 || !first) return t("Move {what}", { what: countOf(nodes) });
  const resource = first.resource ? design.resources[first.resource] : undefined;
  return t("Move {name}", { name: resource ? labelOf(resource) : first.title });
}

const countOf = (nodes: readonly Placed[]): string => tn("{n} thing", "{n} things", nodes.length);
